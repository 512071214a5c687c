#!/bin/sh
# Pin what `make site` and `make test` install, for every system and every Python that the project supports.
set -eu
cd "$(dirname "$0")"
uv=../.venv/bin/uv
[ -x "$uv" ] || ../.venv/bin/python -m pip -q install uv
lock() { $uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 "$@"; }
lock ../pyproject.toml build.in --extra properdocs -o site.txt
lock ../pyproject.toml build.in --extra properdocs --group ../pyproject.toml:test -c site.txt -o test.txt
