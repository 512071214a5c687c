#!/bin/sh
# Bring the catalogues up to date with the interface's texts in templates and code.
set -eu
cd "$(dirname "$0")/.."
pybabel=.venv/bin/pybabel
new=$(mktemp)
$pybabel -q extract -F babel.cfg -k pgettext:1c,2 -c NOTE: --no-location --project Briefings --version '' --copyright-holder 'The Briefings authors' --msgid-bugs-address '' -o "$new" .
$pybabel -q update -i "$new" -D briefings -d briefings/locale --previous --no-fuzzy-matching --omit-header --ignore-pot-creation-date
rm "$new"
