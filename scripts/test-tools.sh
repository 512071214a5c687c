#!/bin/sh
# Get what the tests need beyond Python: a browser, a Java runtime for the HTML checker, strace to kill builds at a system call, the
# sources of locales, and the packages in tests/package.json.
# Does nothing where all is there. Installs with apt-get as root; says what to install where it cannot.
set -eu
cd "$(dirname "$0")/../tests"

has_java() {
    major=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${major:-0}" -ge 17 ]
}

missing=""
command -v chromium >/dev/null || missing="$missing chromium"
has_java || missing="$missing default-jre-headless"
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
command -v strace >/dev/null || missing="$missing strace"
[ -f /usr/share/i18n/locales/tr_TR ] || missing="$missing locales"

if [ -n "$missing" ]; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        cat >&2 <<EOT
================================================================================
The tests need programs that are not on this machine and cannot be installed
from here. On Debian:  sudo apt-get install$missing
Elsewhere: Chromium (as the command chromium), Java 17 or newer, Node 18 or
newer with npm, strace (Linux), and the sources of locales for localedef.
================================================================================
EOT
        exit 1
    fi
    echo "Installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -q update
    # shellcheck disable=SC2086 # a list of names
    apt-get -q install -y --no-install-recommends $missing
fi

# The copy says which lock file the folder was filled from: times of files change with every checkout.
if ! cmp -s package-lock.json node_modules/.filled-from; then
    npm ci --ignore-scripts --no-audit --no-fund
    cp package-lock.json node_modules/.filled-from
fi
