#!/bin/sh
# Pin what `make site` and `make test` install, for every system and every Python that the project supports; and, in lowest.txt, the
# oldest versions that pyproject.toml allows, with what the tests need beside them.
set -eu
cd "$(dirname "$0")"
uv=../.venv/bin/uv
[ -x "$uv" ] || ../.venv/bin/python -m pip -q install uv
lock() { $uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 "$@"; }
lock ../pyproject.toml build.in --extra properdocs -o site.txt
lock ../pyproject.toml build.in --extra properdocs --group ../pyproject.toml:test -c site.txt -o test.txt

bounds=$(mktemp)
trap 'rm "$bounds"' EXIT
lock ../pyproject.toml --extra properdocs --extra dask --resolution lowest-direct --no-generate-hashes -o "$bounds"
lock ../pyproject.toml build.in --extra properdocs --extra dask --group ../pyproject.toml:test -c "$bounds" -o lowest.txt
lock workflows.in -o workflows.txt
ruff=$(grep -o '^ruff==[0-9.]*' test.txt)
sed -i "s/ruff==[0-9.]*/$ruff/" ../.pre-commit-config.yaml
