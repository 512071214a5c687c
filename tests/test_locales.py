"""What one locale's pages say does not depend on which other locales a process has written before.

Babel keeps its data for the whole process, and locales leave words of theirs in what they share. So each locale is written
alone, by a Babel that has loaded nothing yet, and again after each other one.
"""

from __future__ import annotations

import datetime
import itertools
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from babel import localedata
from babel.dates import format_date, format_skeleton
from bs4 import BeautifulSoup

from briefings.build import build, prepare
from briefings.localise import messages
from briefings.localise.formats import Formats
from briefings.model import edtf
from briefings.model.edtf import Day
from briefings.settings import Settings
from tests import mini

LOCALES = ("en", "sv", "de", "he", "ja", "zh-Hant", "ar", "th", "az", "lo")
"""Unlike ones: of seven scripts, and those whose words were found on the pages of others."""
PAIRS = list(itertools.permutations(LOCALES, 2))
DATES = (
    *("2023-10-16", "2023", "-0043-03-15", "-0043-03", "-0043", "2023-09-07/2023-09-12", "2023-09-07/2023-10-01"),
    *("2023-12-30/2024-01-02", "2023-09/2023-11", "2023-12/2024-01", "2020/2022", "-0026/0014", "-0099/-0043"),
    *(f"2023-{month:02}" for month in range(1, 13)),
)
NUMBERS = tuple(map(Decimal, ("-3", "0.0004", "12345.50", "9500000", "2000000000")))
TAGS = (*LOCALES, "fr", "nb", "pt-BR")


@pytest.fixture(autouse=True)
def _new_babel(monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch)


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Babel load all of its data anew."""
    monkeypatch.setattr(localedata, "_cache", {})


def written(locale: str) -> list[str]:
    """Return all that a locale writes, as far as it is written by CLDR's data."""
    formats = Formats(locale)
    dates = [edtf.parse(text) for text in DATES]
    found = [formats.moment(date.start) for date in dates if date.start]
    found += [formats.interval(date.start, date.end) for date in dates if date.start and date.end and date.is_interval]
    for unit in ("day", "month", "year"):
        for day in (*(Day(2023, month, 5) for month in range(1, 13)), Day(-43, 3, 15)):
            found += (formats.on_axis(unit, day), formats.beneath_axis(unit, day))
    for number in NUMBERS:
        ways = (formats.plain, formats.running, formats.percent, lambda value: formats.compact(value, "short", 3))
        found += (part for write in ways for part in (write(number).text, write(number).plural))
    found += (formats.language(tag) for tag in TAGS)
    return [*found, *(formats.country(code) for code in ("SE", "KP")), formats.listed(("A", "B", "C")), formats.direction]


@pytest.mark.parametrize(("first", "then"), PAIRS)
def test_a_locale_is_written_alike_after_any_other(first: str, then: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = written(then)
    forget(monkeypatch)
    written(first)
    assert written(then) == alone


@pytest.mark.parametrize("first", LOCALES)
def test_a_locale_is_written_alike_after_others_that_another_plugin_has_used(
    first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = {locale: written(locale) for locale in LOCALES}
    forget(monkeypatch)
    other = first.replace("-", "_")
    for form in ("LLL", "MMM", "MMMM", "EEE"):
        format_date(datetime.date(2023, 10, 16), form, other)
    format_skeleton("yMMMd", datetime.date(2023, 10, 16), locale=other)
    assert {locale: written(locale) for locale in LOCALES} == alone


def test_locales_leave_each_other_alone_that_inherit_from_one_another() -> None:
    """English of the world is what British English inherits from; both are written in one process."""
    formats = {locale: Formats(locale) for locale in ("en", "en-001", "en-GB", "en-AU")}
    shared = {id(value) for value in formats["en"].locale._data._data.values() if isinstance(value, dict)}
    for other in ("en-001", "en-GB", "en-AU"):
        assert not shared & {id(value) for value in formats[other].locale._data._data.values()}


# On the pages of a site


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Catalogues of all locales: those that the project lacks are in English."""
    folder = tmp_path / "catalogues"
    shutil.copytree(messages.CATALOGUES, folder)
    monkeypatch.setattr(messages, "CATALOGUES", folder)
    for locale in LOCALES:
        if not messages.catalogue_file(locale).exists():
            shutil.copytree(folder / "en", folder / locale.replace("-", "_"))
    return folder


def timeline_dates(folder: Path, locales: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the dates on the timeline of each locale of a site with an event in each month of a year."""
    shutil.rmtree(folder, ignore_errors=True)
    months = [f"2023-{month:02}" for month in range(1, 13)]
    events = "".join(f"  e{month[-2:]}: {{date: {month}, evidence: x}}\n" for month in months)
    words = "".join(f"  e{month[-2:]}: x\n" for month in months)
    files = {
        "article.yaml": f"language: en\norigin: {{kind: own}}\nevents:\n{events}",
        f"{locales[0]}.yaml": f"headline: x\nsummary: x\nkey_points: [x]\nevents:\n{words}",
    }
    mini.overlay(folder, {f"content/articles/a/{name}": text for name, text in files.items()})
    settings = Settings(
        root=folder,
        content=folder / "content",
        templates=mini.PROJECT / "templates",
        locales=locales,
        desk_locale=locales[0],
        formats={},
        site_name="A site",
        site_url="https://a.example/",
        today=mini.TODAY,
        search=False,
    )
    build(prepare(settings), settings, {}, folder / "site")
    return {locale: list(dates_on(folder / "site" / locale / "timeline" / "index.html")) for locale in locales}


def dates_on(page: Path) -> Iterator[str]:
    found = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    return (" ".join(element.get_text().split()) for element in found.select(".when, svg text"))


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_pages_of_two_locales_say_what_those_of_one_say(
    locale: str, catalogues: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = timeline_dates(tmp_path / "one", (locale,))[locale]
    assert len(alone) > 24, "twelve events, and the names of months under the axis"
    for other in LOCALES:
        if other != locale:
            for order in ((locale, other), (other, locale)):
                forget(monkeypatch)
                assert timeline_dates(tmp_path / "two", order)[locale] == alone, order


# Dates of locales that the project does not ship


def test_every_locale_of_cldr_can_be_written() -> None:
    for locale in localedata.locale_identifiers():
        assert all(isinstance(text, str) and text for text in written(locale)[: len(DATES)]), locale


@pytest.mark.parametrize(
    ("locale", "days", "months", "before"),
    [
        ("es", "7 de septiembre – 1 de octubre de 2023", "septiembre–noviembre de 2023", "15 de marzo de 44 a. C."),
        ("ka", "7 სექტემბერი – 1 ოქტომბერი, 2023", "სექტემბერი – ნოემბერი, 2023", "15 მარტი, 44 ძვ. წ."),
        ("sw", "7 Septemba – 1 Oktoba 2023", "Septemba–Novemba 2023", "15 Machi 44 KK"),
        ("lo", "7 ກັນຍາ – 1 ຕຸລາ 2023", "ກັນຍາ 2023 – ພະຈິກ 2023", "15 ມີນາ, ກ່ອນ ຄ.ສ. 44"),
        ("fi", "7. syyskuuta – 1. lokakuuta 2023", "syyskuu–marraskuu 2023", "15. maaliskuuta 44 eKr."),
        (
            "lv",
            "2023. gada 7. septembris – 2023. gada 1. oktobris",
            "2023. gada septembris – novembris",
            "p.m.ē. 44. gada 15. marts",
        ),
        ("ja", "2023年9月7日～10月1日", "2023年9月～11月", "紀元前44年3月15日"),
        ("ko", "2023년 9월 7일 ~ 10월 1일", "2023년 9월 ~ 11월", "BC 44년 3월 15일"),
        ("ru", "7 сентября – 1 октября 2023 г.", "сентябрь – ноябрь 2023 г.", "15 марта 44 г. до н. э."),
        ("bg", "7 септември – 1 октомври 2023 г.", "септември – ноември 2023 г.", "15 март 44 г. пр.Хр."),
        ("th", "7 กันยายน – 1 ตุลาคม 2023", "กันยายน – พฤศจิกายน 2023", "15 มีนาคม ก่อน ค.ศ. 44"),
        ("ca", "7 de setembre – 1 d’octubre del 2023", "setembre–novembre del 2023", "15 de març del 44 aC"),
        ("hu", "2023. szeptember 7. – október 1.", "2023. szeptember–november", "i. e. 44. március 15."),
    ],
)
def test_ranges_and_years_before_the_first_read_well(locale: str, days: str, months: str, before: str) -> None:
    formats = Formats(locale)

    def range_of(text: str) -> str:
        date = edtf.parse(text)
        assert date.start and date.end
        return plain(formats.interval(date.start, date.end) if date.is_interval else formats.moment(date.start))

    assert [range_of(text) for text in ("2023-09-07/2023-10-01", "2023-09/2023-11", "-0043-03-15")] == [days, months, before]


def plain(text: str) -> str:
    """Return a text with plain spaces for thin and no-break ones."""
    return re.sub(r"\s", " ", text)


@pytest.mark.parametrize("locale", ["en-GB", "sv", "nb", "da", "de", "fr", "sl", "nl", "pl", "it"])
def test_a_range_of_unlike_dates_has_room_around_its_dash(locale: str) -> None:
    assert re.search(r"2023\s[–~～-]\s", Formats(locale).joined("2023", "5"))
