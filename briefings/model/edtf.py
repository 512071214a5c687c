"""Dates as editors write them: EDTF (ISO 8601-2:2019), level 1, but for times of day.

Covered are dates of three precisions, of any year (`-0043`, `0000`, `Y170002`), seasons, unspecified digits, the qualifiers
`?`, `~` and `%`, and intervals with open (`..`) or unknown (empty) ends. A time of day is refused: a date is never a time stamp
made up from one. Years are counted as ISO 8601 does: the year 0 is 1 BC. Days are those of the proleptic Gregorian calendar;
Python's own dates know no year before 1 and none after 9999. The package `edtf` takes about a millisecond a date and loses how
it was written; the tests hold this module against it.

A season says neither its months nor its hemisphere. Its days are all on which it can have been, in the north or in the south:
spring and autumn lie between March and November, summer and winter between January and the February that follows. In a list it
stands where it begins in the north.
"""

import datetime
import re
from calendar import isleap
from dataclasses import dataclass
from typing import NamedTuple, Self


class BadDate(ValueError):
    """A text is no EDTF date; the message says what is wrong with it."""


class Day(NamedTuple):
    """A day of the proleptic Gregorian calendar, of any year; days compare as time goes."""

    year: int
    """As ISO 8601 counts: 0 is 1 BC, -1 is 2 BC."""
    month: int
    day: int

    @classmethod
    def of(cls, date: datetime.date) -> Self:
        """Return the day that a date of Python is."""
        return cls(date.year, date.month, date.day)

    @classmethod
    def from_ordinal(cls, number: int) -> Self:
        """Return the day with a number, as `ordinal` gives it."""
        cycles, rest = divmod(number - 1, _CYCLE)
        date = datetime.date.fromordinal(rest + 1)
        return cls(date.year + 400 * cycles, date.month, date.day)

    @property
    def ordinal(self) -> int:
        """The number of the day, where 1 January of the year 1 has number 1; for years 1 to 9999 as Python has it."""
        cycles, year = divmod(self.year - 1, 400)
        return _CYCLE * cycles + datetime.date(year + 1, self.month, self.day).toordinal()

    @property
    def date(self) -> datetime.date | None:
        """The day as a date of Python; None outside the years that it knows."""
        is_known = datetime.MINYEAR <= self.year <= datetime.MAXYEAR
        return datetime.date(self.year, self.month, self.day) if is_known else None


_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CYCLE = 146_097
"""Days of 400 years, after which the calendar repeats itself."""
_MOST_DIGITS = 12
"""Of a year: more than the age of the universe has, and few enough that numbers of days stay within 64 bits."""
EARLIEST, LATEST = Day(-(10**13), 1, 1), Day(10**13, 12, 31)
"""What stands for the ends of an interval without a start or an end: before, and after, every day that can be written."""
_SEASONS = {1: (3, 11), 2: (1, 14), 3: (3, 11), 4: (1, 14)}
"""The first and the last month in which a season can lie; 14 is the February of the year after."""


@dataclass(frozen=True)
class Moment:
    """A calendar date of some precision."""

    year: int
    """As ISO 8601 counts: 0 is 1 BC, -1 is 2 BC; the first where it stands for several."""
    month: int | None = None
    """1 to 12; 21 to 24 for spring, summer, autumn, winter."""
    day: int | None = None
    uncertain: bool = False
    """Written with `?` or `%`: inferred or doubted."""
    approximate: bool = False
    """Written with `~` or `%`: about then."""
    span: int = 1
    """Years that the year stands for: 10 for `202X`, 100 for `20XX`."""

    @property
    def season(self) -> int | None:
        """1 to 4 for spring, summer, autumn, winter; None where no season is given."""
        return self.month - 20 if self.month is not None and self.month > 12 else None

    @property
    def first(self) -> Day:
        """The earliest day that can be meant."""
        month = _SEASONS[self.season][0] if self.season else self.month or 1
        return Day(self.year, month, self.day or 1)

    @property
    def last(self) -> Day:
        """The latest day that can be meant."""
        if self.day is not None:
            return self.first
        year, month = self.year + self.span - 1, self.month or 12
        if self.season:
            month = _SEASONS[self.season][1]
        if month > 12:
            year, month = year + 1, month - 12
        return Day(year, month, days_of_month(year, month))

    @property
    def place(self) -> Day:
        """The day by which it is put in order: its first, or, of a season, that on which it begins in the north."""
        return Day(self.year, 3 * self.season, 1) if self.season else self.first


@dataclass(frozen=True)
class Date:
    """An EDTF date: a moment or an interval."""

    text: str
    """As written."""
    start: Moment | None
    """None where the start is open or unknown."""
    end: Moment | None
    """None where the end is open or unknown; the start again where the date is a single moment."""
    is_interval: bool = False

    @property
    def first(self) -> Day:
        """The earliest day that can be meant; `EARLIEST` where the start is open or unknown."""
        return self.start.first if self.start else EARLIEST

    @property
    def last(self) -> Day:
        """The latest day that can be meant; `LATEST` where the end is open or unknown."""
        return self.end.last if self.end else LATEST

    @property
    def place(self) -> Day:
        """The day by which its start is put in order; `EARLIEST` where it has none."""
        return self.start.place if self.start else EARLIEST

    @property
    def moment(self) -> Moment | None:
        """The start, or the end where only that is known; None where neither is."""
        return self.start or self.end

    @property
    def has_unknown_start(self) -> bool:
        """Whether it began, but not said when: `/2024`, and not `../2024`."""
        return self.text.startswith("/")

    @property
    def has_unknown_end(self) -> bool:
        """Whether it ended, or will, but not said when: `1985/`, and not `1985/..`."""
        return self.text.endswith("/")

    @property
    def seasons(self) -> tuple[int | None, int | None]:
        """The seasons in which it starts and ends, each None where it is none."""
        return self.start.season if self.start else None, self.end.season if self.end else None

    def shares_time_with(self, other: Self) -> bool:
        """Tell whether two dates have a day in common, as far as they are known.

        A season, whose months are not known, has one only with itself and with what holds all days on which it can have been.
        """
        if self.seasons == other.seasons == (None, None):
            return self.first <= other.last and other.first <= self.last
        return self.is_same_time(other) or self._holds(other) or other._holds(self)

    def is_same_time(self, other: Self) -> bool:
        """Tell whether two dates are the same days, or the same seasons, whatever their marks."""
        return (self.first, self.last, self.seasons) == (other.first, other.last, other.seasons)

    def _holds(self, other: Self) -> bool:
        return self.seasons == (None, None) and self.first <= other.first and other.last <= self.last


def days_of_month(year: int, month: int) -> int:
    """Return how many days a month has, from 1 to 12, in any year."""
    return _DAYS[month - 1] + int(month == 2 and isleap(year))


_MOMENT = re.compile(r"(-?(?:\d{4}|\d{3}X|\d{2}XX)|Y-?\d+)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([?~%])?", re.ASCII)
"""Year, month or season, day, and mark."""
_LONGEST = 40
_MEANT = tuple((re.compile(form, re.ASCII), why) for form, why in (
    (r"[\[{][-\dX.,?~% ]*[\]}]", "is a list of dates, EDTF of level 2; dates here are of level 1"),
    (r"Y-?\d+E\d+.*|-?\d+S\d+", "counts digits of a year, EDTF of level 2; dates here are of level 1"),
    (r".*[?~%].*\d.*", "has a mark within it, EDTF of level 2; a mark stands behind the whole date"),
    (r"-?[\dX]{4}(-[\dX]{2}){0,2}[?~%]?", "has an X where EDTF of level 1 has none; X stands for last digits"),
    (r"-?\d\d", "has two digits; the years of a century are written 19XX"),
    (r"-?\d{3}", "has three digits; a year has four, and the years of a decade are written 196X"),
    (r"\d{8}", "lacks its hyphens; a day is written 2023-10-16"),
    (r"-?\d{5,}", "is no year of four digits; a longer one begins with Y: Y12000"),
    ("[−–‐‑].*", "begins with another sign than the hyphen; a year before the year 0 is written -0043"),
))  # fmt: skip
"""What a text that is no date looks like, and what is said of it."""


def parse(text: str) -> Date:
    """Return the date that an EDTF level 1 text stands for.

    Raises `BadDate` where it stands for none: a wrong form, a day that the calendar lacks, an end before its start.
    """
    if len(text) > _LONGEST:
        raise BadDate("is too long for a date")
    if "T" in text or ":" in text:
        raise BadDate("has a time of day; a date has none")
    if "/" not in text:
        moment = _moment(text)
        return Date(text, moment, moment)
    left, _, right = text.partition("/")
    start = None if left in ("", "..") else _moment(left)
    end = None if right in ("", "..") else _moment(right)
    if start and end and end.last < start.first:
        raise BadDate("ends before it starts")
    return Date(text, start, end, is_interval=True)


def _moment(text: str) -> Moment:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise BadDate(next((why for pattern, why in _MEANT if pattern.fullmatch(text)), "is not a date"))
    year, month, day, mark = match.groups()
    if month == "XX" and day not in (None, "XX"):
        raise BadDate("gives a day of an unknown month")
    moment = Moment(
        year=_year(year, has_month=month is not None),
        month=None if month in (None, "XX") else int(month),
        day=None if day in (None, "XX") else int(day),
        uncertain=mark in ("?", "%"),
        approximate=mark in ("~", "%"),
        span=10 ** year.count("X"),
    )
    _require_real(moment, has_month=month is not None)
    return moment


def _year(text: str, has_month: bool) -> int:
    """Return the year that its digits stand for, the first where some are not specified."""
    if text == "-0000":
        raise BadDate("is no year; the year 0, which is 1 BC, is written 0000")
    if text.startswith("Y"):
        _require_long(text.lstrip("Y-"), has_month)
        return int(text[1:])
    return int(text.replace("X", "9" if text.startswith("-") else "0"))


def _require_long(digits: str, has_month: bool) -> None:
    if has_month:
        raise BadDate("gives a month of a year that begins with Y; such a year stands alone")
    if len(digits) > _MOST_DIGITS:
        raise BadDate(f"has a year of more than {_MOST_DIGITS} digits")
    if digits.startswith("0") or len(digits) < 5:
        raise BadDate("begins with Y, as only years of five and more digits do")


def _require_real(moment: Moment, has_month: bool) -> None:
    if moment.span > 1 and has_month:
        raise BadDate("gives a month of an unknown year")
    if moment.month is None:
        return
    if 25 <= moment.month <= 41:
        raise BadDate(f"has {moment.month} for a month, EDTF of level 2; seasons are 21 to 24, from spring to winter")
    if not (1 <= moment.month <= 12 or 21 <= moment.month <= 24):
        raise BadDate(f"has no month {moment.month:02}")
    days = 0 if moment.season else days_of_month(moment.year, moment.month)
    if moment.day is not None and not 1 <= moment.day <= days:
        raise BadDate(f"has no day {moment.day:02} in that month")
