"""Numbers from a content file to the pages and the data: each digit that an editor wrote, the signs and the plurals."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from briefings.build import build, prepare
from briefings.localise.formats import Formats
from briefings.localise.numbers import shortest
from briefings.model import records
from tests import mini
from tests.test_golden import edition

WRITTEN = ["0.0004", "0.125", "1.23456", "1234.5678", "1.50", "7.0", "123456789012345.123456", "-0.000001", "9000000", "1.1250"]
LOCALES = ("en-GB", "sv", "nb", "da", "de", "fr", "es", "hi", "ja", "ar", "he", "fa", "tr", "lv", "sw")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a figure for each of these numbers, and factors as far apart as can be."""
    site = mini.copy_site("two-locales", tmp_path_factory.mktemp("numbers") / "site")
    figures = "".join(
        f"  n{place}: {{figure: {{measure: things, value: '{number}', unit: {unit}, as_of: 2024}}, evidence: x}}\n"
        for place, (number, unit) in enumerate((number, unit) for number in WRITTEN for unit in ("least", "most"))
    )
    words = "".join(f"  n{place}: x\n" for place in range(2 * len(WRITTEN)))
    units = "{en: {one: thing, other: things}}"
    mini.overlay(
        site,
        {
            "content/measures/things.yaml": f"names: {{en: Things}}\nunits: {{least: {units}, most: {units}}}\n"
            "factors: {least: 0.000001, most: 999999999999999.999999}\n",
            "content/articles/many/article.yaml": f"language: en\norigin: {{kind: own}}\nclaims:\n{figures}",
            "content/articles/many/en.yaml": f"headline: Many\nsummary: x\nkey_points: [x]\nclaims:\n{words}",
        },
    )
    settings = mini.settings(site, search=False)
    build(prepare(settings), settings, {}, site / "site")
    return site / "site"


@pytest.mark.parametrize("page", ["articles/many", "measures/things"])
def test_pages_have_each_digit_that_was_written(published: Path, page: str) -> None:
    text = BeautifulSoup((published / "en" / page / "index.html").read_text("utf-8"), "html.parser").get_text()
    for number in WRITTEN:
        whole, point, decimals = number.partition(".")
        shown = "9 million" if number == "9000000" and page.startswith("articles") else f"{int(whole):,}{point}{decimals}"
        assert shown.replace("0.0", "-0.0" if number.startswith("-") else "0.0") in text


def test_the_data_have_each_digit_that_was_written(published: Path) -> None:
    found = json.loads((published / "data" / "figures.json").read_text("utf-8"), parse_float=str, parse_int=str)
    expected = [number for number in WRITTEN for _ in ("least", "most")]
    assert [row["value"] for row in found["figures"] if row["measure"] == "things"] == expected
    measures = json.loads((published / "data" / "measures.json").read_text("utf-8"), parse_float=str)["measures"]
    factors = [unit["factor"] for measure in measures if measure["id"] == "things" for unit in measure["units"]]
    assert factors == ["0.000001", "999999999999999.999999"]
    with closing(sqlite3.connect(published / "data" / "briefings.sqlite")) as database:
        query = "SELECT value_exact, value FROM figure WHERE measure = 'things' ORDER BY rowid"
        lines = database.execute(query).fetchall()
        assert [exact for exact, _ in lines] == expected
        assert [value for _, value in lines] == [float(number) for number in expected]
        query = "SELECT factor_exact FROM unit WHERE measure = 'things' ORDER BY id"
        assert [exact for (exact,) in database.execute(query)] == factors


def test_minus_zero_is_zero_everywhere() -> None:
    figure = mini.record(records.Figure, measure="things", value="-0", unit="u")
    assert figure.value is not None
    assert (str(figure.value), Formats("en").plain(figure.value).text) == ("0", "0")
    assert str(mini.record(records.Figure, measure="things", value="-0.00", unit="u").value) == "0.00"


_numbers = st.builds(
    lambda sign, whole, decimals: f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}",
    st.sampled_from(["", "-"]),
    st.integers(0, 10**15 - 1),
    st.text("0123456789", max_size=6),
)


@given(_numbers, st.sampled_from(LOCALES))
@example("12300000", "hi")
@example("123400000", "ja")
@example("-1000000", "sw")
def test_no_way_to_write_a_number_loses_a_digit(text: str, locale: str) -> None:
    formats, value = _formats(locale), Decimal(text)
    for written in (formats.plain(value), formats.percent(value), formats.running(value), formats.compact(value, "short", 3)):
        digits = "".join(sign for sign in written.digits if sign.isdigit())
        _, power = written.unit
        places = len(text.partition(".")[2])
        if power:
            assert Decimal(digits).scaleb(power).normalize().as_tuple().digits == abs(value).normalize().as_tuple().digits
        else:
            assert digits.lstrip("0") == text.lstrip("-").replace(".", "").lstrip("0")
            assert len(digits) > places
        assert any(sign in written.before + written.after for sign in "-\N{MINUS SIGN}") == (value < 0)


_known: dict[str, Formats] = {}


def _formats(locale: str) -> Formats:
    return _known.setdefault(locale, Formats(locale))


SOLDIERS = {"one": "soldat", "many": "de soldats", "other": "soldats"}


@pytest.mark.parametrize(
    ("locale", "value", "to", "text"),
    [
        ("fr", "1", None, "1 soldat"),
        ("fr", "1.5", None, "1,5 soldat"),
        ("fr", "900000", None, "900 000 soldats"),
        ("fr", "1000000", None, "1 million de soldats"),
        ("fr", "1900000", None, "1,9 million de soldats"),
        ("fr", "2000000", None, "2 millions de soldats"),
        ("fr", "9500000", None, "9,5 millions de soldats"),
        ("fr", "1240000", None, "1 240 000 soldats"),
        ("fr", "2000000000", None, "2 milliards de soldats"),
        ("fr", "1000000", "1900000", "1–1,9 million de soldats"),
        ("fr", "8000000", "9500000", "8–9,5 millions de soldats"),
        ("fr", "900000", "1100000", "900 000–1 100 000 soldats"),
        ("fr", "900000000", "1100000000", "900 000 000–1 100 000 000 de soldats"),
        ("es", "1000000", None, "1 millón de soldats"),
        ("es", "1500000", None, "1,5 millones de soldats"),
        ("pt", "1500000", None, "1,5 milhão de soldats"),
        ("it", "9500000", None, "9,5 milioni de soldats"),
        ("ca", "9500000", None, "9,5 milions de soldats"),
        ("hi", "8000000", "9000000", "80–90 लाख soldats"),
        ("hi", "9000000", "11000000", "90,00,000–1,10,00,000 soldats"),
        ("hi", "12300000", None, "1,23,00,000 soldats"),
        ("sw", "8000000", "9000000", "milioni 8–9 soldats"),
        ("sw", "-9000000", "-8000000", "milioni -9 to milioni -8 soldats"),
        ("sv", "-9000000", "-8000000", "\N{MINUS SIGN}9 to \N{MINUS SIGN}8 miljoner soldats"),
    ],
)
def test_a_unit_follows_its_number_as_it_is_shown(locale: str, value: str, to: str | None, text: str) -> None:
    found = edition({"units": {"soldiers": {"en": SOLDIERS}}}, "en")
    figure = mini.record(records.Figure, measure="things", value=value, unit="soldiers", **({"to": to} if to else {}))
    object.__setattr__(found, "formats", Formats(locale))
    assert found.figure(figure).replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("locale", "text"), [("tr", "%10–12"), ("eu", "% 10–12"), ("en", "10–12%"), ("fr", "10–12 %"), ("sv", "10–12 %")]
)
def test_a_range_of_per_cent_has_one_sign(locale: str, text: str) -> None:
    formats = Formats(locale)
    start, end = formats.written_range(Decimal(10), Decimal(12), formats.percent)
    assert " ".join(f"{start}–{end.text}".split()) == " ".join(text.split())


@pytest.mark.parametrize(
    ("locale", "value", "exponent", "category"),
    [
        ("en", "1", 0, "one"),
        ("en", "1.0", 0, "other"),
        ("fr", "1000000", 0, "many"),
        ("fr", "1000000", 6, "many"),
        ("fr", "1900000", 0, "other"),
        ("fr", "1900000", 6, "many"),
        ("pl", "1900000", 6, "many"),
        ("cs", "1900000", 6, "other"),
        ("cs", "1.9", 0, "many"),
        ("ru", "21", 0, "one"),
        ("uk", "1900000", 0, "many"),
        ("ar", "0", 0, "zero"),
        ("lt", "1.5", 0, "many"),
        ("da", "1.0", 0, "one"),
        ("da", "1.5", 0, "one"),
        ("ja", "1", 0, "other"),
    ],
)
def test_a_plural_category_is_that_of_cldr(locale: str, value: str, exponent: int, category: str) -> None:
    assert Formats(locale)._category(Decimal(value), exponent) == category


@given(st.sampled_from(LOCALES), _numbers)
def test_plural_categories_are_those_of_babel_but_for_words(locale: str, text: str) -> None:
    """Babel evaluates CLDR's rules as well, for numbers without a word."""
    formats = _formats(locale)
    assert formats.plural(Decimal(text)) == formats.locale.plural_form(Decimal(text))


@pytest.mark.parametrize(
    ("text", "expect"), [("10.0", "10"), ("1E+3", "1000"), ("0.50", "0.5"), ("0.00", "0"), ("-2.50", "-2.5")]
)
def test_a_number_that_was_worked_out_has_no_zeros_behind_it(text: str, expect: str) -> None:
    assert str(shortest(Decimal(text))) == expect
