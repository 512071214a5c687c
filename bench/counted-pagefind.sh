#!/bin/sh
# Stands where Briefings looks for Pagefind: writes down how many pages it is given, and hands over to Pagefind itself.
set -eu
case "$1" in --site) find "$2" -type f | wc -l >> "$BENCH_COUNT" ;; esac
exec "$BENCH_PAGEFIND" "$@"
