#!/bin/sh
# Get the newer Pythons that the site must be the same with, each with what the site needs, into tests/.pythons/.
# A Python that runs here under its name, such as python3.13, or that pyenv has, is taken; others come from Debian's packages, unpacked into a folder
# of their own and run with the C library they were built for, so nothing of the system changes and nobody need be root.
# Does nothing where all is there. Tells which could not be had, and fails.
# Arguments: the versions; by default those that everything in requirements/site.txt is there for.
set -eu
cd "$(dirname "$0")/.."
pythons="$PWD/tests/.pythons"
release=sid # testing and stable have fewer versions
mkdir -p "$pythons"

# apt-get as of another release, with lists and files of its own
other_apt() {
    command="$1"
    shift
    "$command" -q \
        -o Dir::Etc::SourceList="$pythons/apt/sources.list" -o Dir::Etc::SourceParts=- \
        -o Dir::State="$pythons/apt/state" -o Dir::State::Status=/dev/null -o Dir::Cache="$pythons/apt/cache" \
        -o APT::Sandbox::User=root "$@"
}

prepare_apt() {
    [ ! -d "$pythons/apt/state" ] || return 0
    for program in apt-get dpkg-deb; do
        command -v $program >/dev/null || { echo "there is no $program here" >&2; return 1; }
    done
    mkdir -p "$pythons/apt/state/lists/partial" "$pythons/apt/cache/archives/partial"
    # The mirror is the one that this machine uses.
    mirror=$(grep -rhv '^ *#' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1)
    [ -n "$mirror" ] || { echo "this is no Debian" >&2; return 1; }
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main" >"$pythons/apt/sources.list"
    other_apt apt-get update >/dev/null || { rm -rf "$pythons/apt"; return 1; }
}

# Unpack a Python into a folder, with a program that runs it.
unpack() {
    prepare_apt || return 1
    root="$pythons/$1.debian"
    rm -rf "$root"
    mkdir -p "$root/packages"
    names=$(other_apt apt-get -s --no-install-recommends install "python$1" | awk '/^Inst/ { print $2 }')
    # shellcheck disable=SC2086 # a list of names
    (cd "$root/packages" && other_apt apt-get download $names >/dev/null) || return 1
    for package in "$root/packages"/*.deb; do
        dpkg-deb -x "$package" "$root" || return 1
    done
    rm -r "$root/packages"
    # What it is called by is what it takes itself for, so that environments can be made of it.
    cat >"$root/usr/bin/python" <<EOT
#!/bin/sh
root="$root/usr"
set -- "\$root/bin/python$1" "\$@"
for loader in "\$root"/lib*/ld-linux*.so.*; do
    exec "\$loader" --argv0 "\$0" --library-path "\$(echo "\$root"/lib/*-linux-gnu*)" "\$@"
done
EOT
    chmod +x "$root/usr/bin/python"
}

install() {
    python=""
    for found in "python$1" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$1".*/bin/python; do
        ! "$found" -c '' 2>/dev/null || { python=$found; break; }
    done
    if [ -z "$python" ]; then
        unpack "$1" || return 1
        python="$pythons/$1.debian/usr/bin/python"
    fi
    rm -rf "${pythons:?}/$1"
    "$python" -m venv --without-pip "$pythons/$1" || return 1
    pip=".venv/bin/python -m pip --disable-pip-version-check --quiet --python $pythons/$1"
    $pip install --require-hashes --only-binary :all: -r requirements/site.txt || return 1
    $pip install --no-deps --no-build-isolation --editable . || return 1
    cp requirements/site.txt "$pythons/$1/.filled-from"
}

missing=""
[ $# -gt 0 ] || set -- 3.12 3.13 3.14
for version in "$@"; do
    # The copy says which lock file the environment was filled from: times of files change with every checkout.
    if ! cmp -s requirements/site.txt "$pythons/$version/.filled-from"; then
        echo "Getting Python $version for the tests …"
        install "$version" || { rm -rf "${pythons:?}/$version"; missing="$missing $version"; }
    fi
done
rm -rf "$pythons/apt"
if [ -n "$missing" ]; then
    cat >&2 <<EOT
================================================================================
NOT TESTED with Python$missing: neither is on this machine (as the command
python3.x, or in pyenv), nor could it be had from Debian's packages with all that
requirements/site.txt names. What went wrong stands above.
================================================================================
EOT
    exit 1
fi
