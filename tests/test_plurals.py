"""Which plural forms a unit's name needs in a language."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from briefings.check import plurals
from briefings.model import records
from briefings.model.content import Content, SimpleRecord
from tests import mini


@pytest.mark.parametrize(
    ("locale", "names", "lacking", "hint"),
    [
        ("sv", {"other": "ton"}, "", ""),
        ("fr", {"one": "tonne", "many": "de tonnes", "other": "tonnes"}, "", ""),
        ("fr", {"one": "tonne", "other": "tonnes"}, "'many'", "'many' is for numbers such as 1000000."),
        (
            "uk",
            {"one": "тонна", "other": "тонни"},
            "'few', 'many'",
            "'few' is for numbers such as 2; 'many' is for numbers such as 5.",
        ),
        ("uk", {"one": "тонна", "few": "тонни", "many": "тонн", "other": "тонни"}, "", ""),
        ("ja", {"one": "トン", "other": "トン"}, "", ""),
        ("no-such", {"one": "a", "other": "b"}, "", ""),
    ],
)
def test_a_unit_needs_the_forms_of_its_language(locale: str, names: Mapping[str, str], lacking: str, hint: str) -> None:
    facts = mini.record(records.Measure, names={"en": "Things"}, units={"u": {locale: names}})
    measure = SimpleRecord("things", "things.yaml", facts)
    settings = dataclasses.replace(mini.settings(mini.SITES / "two-locales"), locales=("en", locale))
    found = list(plurals.forms(Content({}, {}, {}, {}, {}, {}, {}, {}), settings, measure))
    message = f"the name of the unit in '{locale}' lacks {lacking} of the plural forms of its language"
    said = [(diagnostic.severity, diagnostic.message, diagnostic.hint) for diagnostic in found]
    assert said == ([("warning", message, hint)] if lacking else [])
