"""Dates as editors write them: EDTF (ISO 8601-2:2019), level 1.

Covered are dates of three precisions, seasons, unspecified digits, the qualifiers `?`, `~` and `%`, and intervals with open
or unknown ends. A time of day is refused: a date is never a time stamp made up from one. The package `edtf` takes about a
millisecond a date and loses how it was written; the tests hold this module against it.
"""

import calendar
import datetime
import re
from dataclasses import dataclass


class BadDate(ValueError):
    """A text is no EDTF date; the message says what is wrong with it."""


@dataclass(frozen=True)
class Moment:
    """A calendar date of some precision."""

    year: int
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
    def first(self) -> datetime.date:
        """The earliest day that is meant."""
        month = 3 * self.season if self.season else self.month or 1
        return datetime.date(self.year, month, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The latest day that is meant."""
        if self.day is not None:
            return self.first
        if self.month is None:
            return datetime.date(self.year + self.span - 1, 12, 31)
        year, month = self.year, 3 * self.season + 2 if self.season else self.month
        if month > 12:  # a winter ends in the next year, but for the calendar's last
            year, month = (year + 1, month - 12) if year < datetime.MAXYEAR else (year, 12)
        return datetime.date(year, month, calendar.monthrange(year, month)[1])


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
    def first(self) -> datetime.date:
        """The earliest day that is meant; the calendar's first where the start is open."""
        return self.start.first if self.start else datetime.date.min

    @property
    def last(self) -> datetime.date:
        """The latest day that is meant; the calendar's last where the end is open."""
        return self.end.last if self.end else datetime.date.max

    @property
    def moment(self) -> Moment:
        """The start, or the end where only that is known."""
        moment = self.start or self.end
        assert moment is not None, "a date has a start or an end"
        return moment


_MOMENT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([?~%])?", re.ASCII)
"""Year, month or season, day, and mark."""
_LONGEST = 40


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
    if start is None and end is None:
        raise BadDate("is a range without a start and without an end")
    if start and end and end.last < start.first:
        raise BadDate("ends before it starts")
    return Date(text, start, end, is_interval=True)


def _moment(text: str) -> Moment:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise BadDate("is not a date")
    year, month, day, mark = match.groups()
    if month == "XX" and day not in (None, "XX"):
        raise BadDate("gives a day of an unknown month")
    moment = Moment(
        year=int(year.replace("X", "0")),
        month=None if month in (None, "XX") else int(month),
        day=None if day in (None, "XX") else int(day),
        uncertain=mark in ("?", "%"),
        approximate=mark in ("~", "%"),
        span=10 ** year.count("X"),
    )
    _require_real(moment, has_month=month is not None)
    return moment


def _require_real(moment: Moment, has_month: bool) -> None:
    if moment.year < 1:
        raise BadDate("lies before the year 1")
    if moment.span > 1 and has_month:
        raise BadDate("gives a month of an unknown year")
    if moment.month is None:
        return
    if not (1 <= moment.month <= 12 or 21 <= moment.month <= 24):
        raise BadDate(f"has no month {moment.month:02}")
    days = calendar.monthrange(moment.year, moment.month)[1] if moment.month <= 12 else 0
    if moment.day is not None and not 1 <= moment.day <= days:
        raise BadDate(f"has no day {moment.day:02} in that month")
