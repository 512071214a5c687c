#!/bin/sh
# Pin what `make bench` installs, for every system.
set -eu
cd "$(dirname "$0")"
../.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 requirements.in -o requirements.txt
