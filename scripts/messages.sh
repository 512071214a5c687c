#!/bin/sh
# Bring the catalogues up to date with the interface's texts in templates and code. What is new stands untranslated in them after.
set -eu
cd "$(dirname "$0")/.."
pybabel=.venv/bin/pybabel
new=$(mktemp)
$pybabel -q extract -F babel.cfg -c Translators: -s -k pgettext:1c,2 -k npgettext:1c,2,3 --no-location --omit-header -o "$new" .
$pybabel -q update -i "$new" -D briefings -d briefings/locale --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
rm "$new"
# Who and when is Git's to say; a date in here would only make two branches disagree.
sed -i -E '/^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|MIME-Version|Content-Transfer-Encoding): /d' briefings/locale/*/LC_MESSAGES/briefings.po
