"""Dates, against the package `edtf` as an oracle and against the public tests of three libraries.

`tests/dates.yaml` has the texts of those tests, and the reason where ours departs from them. Where the oracle itself departs
from ISO 8601-2:2019, or does not read what the standard has, it is not asked:

- The months of a season, which are not known; ours are those that a season of any hemisphere can have.
- A qualified season (`2023-21?`) and an interval with an unspecified month or day (`2023-XX/2024`) it cannot read.
- A year that begins with Y it reads alone, and a negative one with an unspecified month not at all.
- An unknown start or end (`2023/`) it sets ten years away; ours has no bound there.
- Days that a month lacks (`2023-02-30`) it reads; ours does not, so only what ours accepts is compared.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Mapping
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

from briefings.model import edtf
from briefings.model.edtf import EARLIEST, LATEST, BadDate, Day
from tests import mini

assert mini.PROJECT  # the profile of hypothesis that mini sets is in force

YEARS_AFTER = st.integers(0, 9999).map("{:04}".format)
YEARS = st.one_of(YEARS_AFTER, st.integers(1, 9999).map("-{:04}".format))
MONTHS = st.integers(0, 13).map("{:02}".format)
DAYS = st.integers(0, 32).map("{:02}".format)
MARKS = st.sampled_from(["", "?", "~", "%"])

LONG_YEARS = st.tuples(st.sampled_from(["Y", "Y-"]), st.integers(10_000, 10**12 - 1).map(str)).map("".join)
PLAIN = st.one_of(YEARS, st.tuples(YEARS, MONTHS).map("-".join), st.tuples(YEARS, MONTHS, DAYS).map("-".join))
"""Dates, months and years, some of them impossible."""
QUALIFIED = st.tuples(PLAIN, MARKS).map("".join)
UNSPECIFIED = st.one_of(
    st.tuples(st.sampled_from(["", "-"]), st.integers(0, 999).map("{:03}X".format), MARKS).map("".join),
    st.tuples(st.sampled_from(["", "-"]), st.integers(0, 99).map("{:02}XX".format), MARKS).map("".join),
    YEARS_AFTER.map("{}-XX".format),
    YEARS_AFTER.map("{}-XX-XX".format),
    st.tuples(YEARS_AFTER, MONTHS).map(lambda parts: f"{parts[0]}-{parts[1]}-XX"),
)
SEASONS = st.tuples(YEARS, st.integers(20, 25).map(str), MARKS).map(lambda parts: f"{parts[0]}-{parts[1]}{parts[2]}")
ENDS = st.one_of(QUALIFIED, LONG_YEARS, SEASONS, UNSPECIFIED, st.sampled_from(["", ".."]))
INTERVALS = st.tuples(ENDS, ENDS).map("/".join)
ANYTHING = st.one_of(QUALIFIED, LONG_YEARS, UNSPECIFIED, SEASONS, INTERVALS)


def ours(text: str) -> edtf.Date | None:
    with contextlib.suppress(BadDate):
        return edtf.parse(text)
    return None


def theirs(text: str) -> tuple[Day, Day]:
    found: Any = parse_edtf(text)
    return _day(found.lower_strict()), _day(found.upper_strict())


def _day(moment: Any) -> Day:
    return Day(*tuple(moment)[:3])


@given(st.one_of(QUALIFIED, UNSPECIFIED))
def test_a_date_means_the_days_that_the_oracle_says(text: str) -> None:
    date = ours(text)
    if date is not None:
        assert (date.first, date.last) == theirs(text)


@given(LONG_YEARS)
def test_a_long_year_means_the_days_that_the_oracle_says(text: str) -> None:
    date = edtf.parse(text)
    assert (date.first, date.last) == theirs(text)


@given(QUALIFIED, QUALIFIED)
def test_an_interval_means_the_days_that_the_oracle_says(start: str, end: str) -> None:
    text = f"{start}/{end}"
    date = ours(text)
    if date is not None:
        assert (date.first, date.last) == theirs(text)


@given(QUALIFIED)
def test_an_open_interval_has_the_bound_that_the_oracle_says(text: str) -> None:
    if ours(text) is None:
        return
    first, last = theirs(text)
    assert edtf.parse(f"{text}/..").first == first
    assert edtf.parse(f"../{text}").last == last
    assert float("inf") == parse_edtf(f"{text}/..").upper_strict()
    assert edtf.parse(f"{text}/..").end is None
    assert float("-inf") == parse_edtf(f"../{text}").lower_strict()
    assert edtf.parse(f"../{text}").start is None


@given(st.dates(datetime.date(1, 1, 1)), MARKS)
def test_every_day_of_the_calendar_is_a_date_and_means_itself(day: datetime.date, mark: str) -> None:
    date = edtf.parse(day.isoformat() + mark)
    assert (date.first.date, date.last.date) == (day, day)
    assert date.start is not None
    assert (date.start.uncertain, date.start.approximate) == (mark in ("?", "%"), mark in ("~", "%"))


@given(st.dates(datetime.date(1, 1, 1)), st.dates(datetime.date(1, 1, 1)))
def test_two_days_are_an_interval_when_the_second_is_not_before_the_first(one: datetime.date, other: datetime.date) -> None:
    date = ours(f"{one}/{other}")
    assert (date is not None) == (one <= other)
    if date is not None:
        assert (date.first.date, date.last.date) == (one, other)


@given(ANYTHING)
@example("9999-24")
def test_what_is_accepted_begins_before_it_ends_and_keeps_its_text(text: str) -> None:
    date = ours(text)
    if date is not None:
        assert date.first <= date.last
        assert date.text == text
        assert date.is_interval == ("/" in text)


@given(st.one_of(st.text(), st.text(alphabet="0123456789-/?~%X.T:Z ", max_size=45), ANYTHING.map(lambda text: text + "\n")))
def test_whatever_is_no_date_is_refused_and_nothing_else_is_raised(text: str) -> None:
    date = ours(text)
    if date is not None:
        assert re.fullmatch(r"[0-9XY?~%./-]{1,40}", text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a date"),
        ("2024-13-45", "has no month 13"),
        ("2023-02-30", "has no day 30 in that month"),
        ("2023-02-29", "has no day 29 in that month"),
        ("1900-02-29", "has no day 29 in that month"),
        ("2023-00", "has no month 00"),
        ("2023-20", "has no month 20"),
        ("2023-25", "has 25 for a month, EDTF of level 2; seasons are 21 to 24, from spring to winter"),
        ("2023-41", "has 41 for a month, EDTF of level 2; seasons are 21 to 24, from spring to winter"),
        ("2023-42", "has no month 42"),
        ("2023-21-05", "has no day 05 in that month"),
        ("2023-10-16T12:00", "has a time of day; a date has none"),
        ("12:30", "has a time of day; a date has none"),
        ("-0000", "is no year; the year 0, which is 1 BC, is written 0000"),
        ("-0001-02-29", "has no day 29 in that month"),
        ("12345", "is no year of four digits; a longer one begins with Y: Y12000"),
        ("20231016", "lacks its hyphens; a day is written 2023-10-16"),
        ("Y2023", "begins with Y, as only years of five and more digits do"),
        ("Y02023", "begins with Y, as only years of five and more digits do"),
        ("Y12000-05", "gives a month of a year that begins with Y; such a year stands alone"),
        ("Y1234567890123", "has a year of more than 12 digits"),
        ("\N{MINUS SIGN}0043", "begins with another sign than the hyphen; a year before the year 0 is written -0043"),
        ("202X-05", "gives a month of an unknown year"),
        ("2023-XX-05", "gives a day of an unknown month"),
        ("2023-10-1", "is not a date"),
        ("16.10.2023", "is not a date"),
        ("2023-10-16 ", "is not a date"),
        ("٢٠٢٣", "is not a date"),
        ("2023??", "is not a date"),
        ("..", "is not a date"),
        ("-0043/-0044", "ends before it starts"),
        ("2024-21/2023-24/", "is not a date"),
        ("2023-10/2023-09", "ends before it starts"),
        ("2024/2023~", "ends before it starts"),
        ("2023/2024/2025", "is not a date"),
        ("2023-10-16" + "?" * 31, "is too long for a date"),
    ],
)
def test_what_is_wrong_with_a_date_is_said(text: str, why: str) -> None:
    with pytest.raises(BadDate) as caught:
        edtf.parse(text)
    assert str(caught.value) == why


TABLE = mini.cases(mini.PROJECT / "tests" / "dates.yaml")


@pytest.mark.parametrize("row", TABLE["dates"], ids=lambda row: row["date"])
def test_a_date_of_the_public_tests_means_what_the_table_says(row: Mapping[str, str]) -> None:
    try:
        date = edtf.parse(row["date"])
    except BadDate as error:
        assert {"refused": str(error)} == {name: row[name] for name in row if name not in ("date", "level", "because")}
    else:
        first, last = ("*" if day in (EARLIEST, LATEST) else written(day) for day in (date.first, date.last))
        assert row.get("days") == (first if first == last != "*" else f"{first}..{last}")


def written(day: Day) -> str:
    return f"{'-' * (day.year < 0)}{abs(day.year):04}-{day.month:02}-{day.day:02}"


def test_each_difference_from_the_public_tests_has_its_reason() -> None:
    departing = {row["date"] for row in TABLE["dates"] if (row["level"] in ("0", "1")) != ("days" in row)}
    reasons = {row["date"]: row["because"] for row in TABLE["dates"] if "because" in row}
    assert departing <= reasons.keys()
    assert set(reasons.values()) == TABLE["reasons"].keys()


@pytest.mark.parametrize("text", ["/", "../..", "/..", "../", "1985/", "/1985", "1985/..", "../1985"])
def test_an_end_that_is_not_known_is_not_an_open_one(text: str) -> None:
    date = edtf.parse(text)
    start, end = text.split("/")
    assert (date.has_unknown_start, date.has_unknown_end) == (start == "", end == "")
    assert (date.start is None, date.end is None) == (start in ("", ".."), end in ("", ".."))


@pytest.mark.parametrize(
    ("season", "north", "south"),
    [
        ("2023-21", "2023-03/2023-05", "2023-09/2023-11"),
        ("2023-22", "2023-06/2023-08", "2023-12/2024-02"),
        ("2023-23", "2023-09/2023-11", "2023-03/2023-05"),
        ("2023-24", "2023-12/2024-02", "2023-06/2023-08"),
    ],
)
def test_a_season_can_be_that_of_either_hemisphere(season: str, north: str, south: str) -> None:
    date = edtf.parse(season)
    for other in (edtf.parse(north), edtf.parse(south)):
        assert date.first <= other.first <= other.last <= date.last
        assert not date.shares_time_with(other) and not other.shares_time_with(date)
    assert date.shares_time_with(edtf.parse(season)) and date.shares_time_with(edtf.parse("2022/2024"))
    assert not date.shares_time_with(edtf.parse("2021"))
    assert date.place == edtf.parse(north).first


def test_seasons_that_span_the_same_days_are_two() -> None:
    assert not edtf.parse("2023-21").shares_time_with(edtf.parse("2023-23"))


@given(st.integers(-(10**15), 10**15))
def test_a_day_comes_back_from_its_number(number: int) -> None:
    day = Day.from_ordinal(number)
    assert day.ordinal == number
    assert Day.from_ordinal(number + 1) > day
    assert 1 <= day.day <= edtf.days_of_month(day.year, day.month)


@given(st.dates())
def test_a_day_has_the_number_that_python_gives_it(date: datetime.date) -> None:
    assert Day.of(date).ordinal == date.toordinal()
    assert Day.from_ordinal(date.toordinal()).date == date
