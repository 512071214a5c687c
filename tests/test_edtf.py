"""Dates, against the package `edtf` as an oracle: what ours accepts theirs accepts, and both mean the same days.

Where the oracle itself departs from ISO 8601-2:2019, or does not read what the standard has, it is not asked:

- Winter, which begins in December, ends for it in that December; ours ends with the February that follows.
- A qualified season (`2023-21?`) and an interval with an unspecified month or day (`2023-XX/2024`) it cannot read.
- An unknown start or end (`2023/`) it sets ten years away; ours has no bound there.
- Days that a month lacks (`2023-02-30`) it reads; ours does not, so only what ours accepts is compared.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

from briefings.model import edtf
from briefings.model.edtf import BadDate
from tests import mini

assert mini.PROJECT  # the profile of hypothesis that mini sets is in force

YEARS = st.integers(1, 9999).map("{:04}".format)
MONTHS = st.integers(0, 13).map("{:02}".format)
DAYS = st.integers(0, 32).map("{:02}".format)
MARKS = st.sampled_from(["", "?", "~", "%"])

PLAIN = st.one_of(YEARS, st.tuples(YEARS, MONTHS).map("-".join), st.tuples(YEARS, MONTHS, DAYS).map("-".join))
"""Dates, months and years, some of them impossible."""
QUALIFIED = st.tuples(PLAIN, MARKS).map("".join)
UNSPECIFIED = st.one_of(
    st.tuples(st.integers(1, 999).map("{:03}X".format), MARKS).map("".join),
    st.tuples(st.integers(1, 99).map("{:02}XX".format), MARKS).map("".join),
    YEARS.map("{}-XX".format),
    YEARS.map("{}-XX-XX".format),
    st.tuples(YEARS, MONTHS).map(lambda parts: f"{parts[0]}-{parts[1]}-XX"),
)
SEASONS = st.tuples(YEARS, st.integers(20, 25).map(str), MARKS).map(lambda parts: f"{parts[0]}-{parts[1]}{parts[2]}")
ENDS = st.one_of(QUALIFIED, SEASONS, UNSPECIFIED, st.sampled_from(["", ".."]))
INTERVALS = st.tuples(ENDS, ENDS).map("/".join)
ANYTHING = st.one_of(QUALIFIED, UNSPECIFIED, SEASONS, INTERVALS)


def ours(text: str) -> edtf.Date | None:
    with contextlib.suppress(BadDate):
        return edtf.parse(text)
    return None


def theirs(text: str) -> tuple[datetime.date, datetime.date]:
    found: Any = parse_edtf(text)
    return _day(found.lower_strict()), _day(found.upper_strict())


def _day(moment: Any) -> datetime.date:
    return datetime.date(*tuple(moment)[:3])


@given(st.one_of(QUALIFIED, UNSPECIFIED))
def test_a_date_means_the_days_that_the_oracle_says(text: str) -> None:
    date = ours(text)
    if date is not None:
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


@given(YEARS, st.integers(21, 23))
def test_a_season_means_the_months_that_the_oracle_says(year: str, season: int) -> None:
    text = f"{year}-{season}"
    date = edtf.parse(text)
    assert (date.first, date.last) == theirs(text)


@given(st.dates(datetime.date(1, 1, 1)), MARKS)
def test_every_day_of_the_calendar_is_a_date_and_means_itself(day: datetime.date, mark: str) -> None:
    date = edtf.parse(day.isoformat() + mark)
    assert (date.first, date.last) == (day, day)
    assert date.start is not None
    assert (date.start.uncertain, date.start.approximate) == (mark in ("?", "%"), mark in ("~", "%"))


@given(st.dates(datetime.date(1, 1, 1)), st.dates(datetime.date(1, 1, 1)))
def test_two_days_are_an_interval_when_the_second_is_not_before_the_first(one: datetime.date, other: datetime.date) -> None:
    date = ours(f"{one}/{other}")
    assert (date is not None) == (one <= other)
    if date is not None:
        assert (date.first, date.last) == (one, other)


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
        assert re.fullmatch(r"[0-9X?~%./-]{4,40}", text)


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
        ("2023-25", "has no month 25"),
        ("2023-21-05", "has no day 05 in that month"),
        ("2023-10-16T12:00", "has a time of day; a date has none"),
        ("12:30", "has a time of day; a date has none"),
        ("0000", "lies before the year 1"),
        ("202X-05", "gives a month of an unknown year"),
        ("2023-XX-05", "gives a day of an unknown month"),
        ("2023-10-1", "is not a date"),
        ("16.10.2023", "is not a date"),
        ("2023-10-16 ", "is not a date"),
        ("٢٠٢٣", "is not a date"),
        ("2023??", "is not a date"),
        ("..", "is not a date"),
        ("/", "is a range without a start and without an end"),
        ("../..", "is a range without a start and without an end"),
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


def test_winter_ends_in_the_february_that_follows() -> None:
    winter = edtf.parse("2023-24")
    assert (winter.first, winter.last) == (datetime.date(2023, 12, 1), datetime.date(2024, 2, 29))
