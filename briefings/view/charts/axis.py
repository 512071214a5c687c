"""The axis of a drawing of time: which days it covers, where a day lies on it and what is written under it.

Places are in hundredths of a percent of the axis's length, so that the drawing is as wide as its page and its texts keep their
size. What must not overlap is laid out for the narrowest width at which it is shown; on a wider one there is only more room.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import NamedTuple

from briefings.localise.formats import Formats, Unit
from briefings.model.edtf import Day

FULL = 10_000
"""The whole length."""
NARROW, BROAD = 248, 540
"""The shortest length, in pixels, at which an axis for telephones and one for wider windows is shown."""
LEFT, RIGHT = 28, 12
"""Pixels beside the axis in which numbers and ends of texts may stand."""
_MOST_NARROW, _MOST_BROAD = 6, 13
"""Names under the axis."""
_TICKS = 4
"""Times as many ticks may be on it."""
_LETTER = 7
"""Pixels that a letter under the axis takes at most, on average."""
_GAP = 6
_SHORTEST = 14
"""Days that an axis covers at least."""

_POWERS = tuple(10**number for number in range(14))
"""Of ten: an axis may cover all years that a date can have."""
_STEPS: tuple[tuple[Unit, int], ...] = (
    *(("day", days) for days in (1, 5, 10)),
    *(("month", months) for months in (1, 3)),
    *(("year", 12 * digit * power) for power in _POWERS for digit in (1, 2, 5)),
)  # fmt: skip
"""Divisions of time, each in days or in months."""


class AxisLabel(NamedTuple):
    """A text at the axis of a drawing, or at the scale of a chart."""

    x: str
    """Percentage of the drawing's width."""
    text: str
    """A day, month or year, or a number as the locale writes it."""
    anchor: str
    """Which end of the text stands there: SVG's `start`, `middle` or `end`."""


class Axis(NamedTuple):
    """The division of a drawing's time, for drawings of some width."""

    ticks: tuple[str, ...]
    """Where the days, months or years of a finer division begin, as percentages of the drawing's width."""
    lines: tuple[str, ...]
    """Likewise of the division that has names."""
    names: tuple[AxisLabel, ...]
    """Of the days, months or years at the lines."""
    wholes: tuple[AxisLabel, ...]
    """What these are part of, beneath them: the month of a day, the year of a month."""


@dataclass(frozen=True)
class DaySpan:
    """The days that an axis covers, as `Day.ordinal` numbers them."""

    first: int
    end: int
    """The day after the last."""

    def place(self, day: int) -> int:
        """Return where a day begins, in hundredths of a percent; a day outside lies on the edge."""
        return FULL * (min(max(day, self.first), self.end) - self.first) // (self.end - self.first)


def span_of(days: Iterable[int]) -> DaySpan:
    """Return an axis that covers days with some room at both ends; at least a few days."""
    known = sorted(days)
    room = max((known[-1] + 1 - known[0]) // 20, (_SHORTEST - (known[-1] + 1 - known[0])) // 2 + 1, 1)
    return DaySpan(known[0] - room, known[-1] + 1 + room)


def starts(span: DaySpan, most: int) -> tuple[Unit, list[Day]]:
    """Return where the smallest units begin of which not more than `most` begin within a span, and which unit that is."""
    for unit, number in _STEPS:
        longest = 2 * number + 1 if unit == "day" else 31 * number
        if span.end - span.first > (most + 1) * longest:
            continue  # more begin than can be shown, without counting them
        dates = list(islice(_beginnings(unit, number, span), most + 1))
        if len(dates) <= most:
            break
    return unit, dates


def axes(formats: Formats, span: DaySpan) -> tuple[Axis, Axis]:
    """Return what stands under the axis on a telephone, and in a wider window."""
    return _axis(formats, span, _MOST_NARROW, NARROW), _axis(formats, span, _MOST_BROAD, BROAD)


def percent(place: int) -> str:
    """Return a place or length as SVG takes it."""
    return f"{place // 100}.{place % 100:02}%"


def _beginnings(unit: Unit, number: int, span: DaySpan) -> Iterator[Day]:
    first, last = Day.from_ordinal(span.first), Day.from_ordinal(span.end - 1)
    if unit == "day":
        days = (Day.from_ordinal(day) for day in range(span.first, span.end))
        # Not the 31st, with the 1st beside it.
        yield from (day for day in days if (day.day - 1) % number == 0 and day.day + number // 2 <= 31)
    else:
        from_first = (12 * first.year + first.month - 1) // number * number
        months = range(from_first, 12 * last.year + last.month, number)
        yield from (day for month in months if first <= (day := _beginning(month, number)) <= last)


def _beginning(month: int, number: int) -> Day:
    """Return the first day of a month, counted from the year 0; steps of years begin in 100 BC, not in 101 BC."""
    year = month // 12
    return Day(year + 1 if number > 12 and year < 1 else year, month % 12 + 1, 1)


def _axis(formats: Formats, span: DaySpan, most: int, length: int) -> Axis:
    unit, days = starts(span, most)
    names = [_label(span, day, formats.on_axis(unit, day), length, is_centred=True) for day in days]
    wholes = [
        _label(span, next(group), text, length, is_centred=False)
        for text, group in groupby(days, key=lambda day: formats.beneath_axis(unit, day))
        if text
    ]
    _, finer = starts(span, most * _TICKS)
    return Axis(
        ticks=tuple(percent(span.place(day.ordinal)) for day in finer),
        lines=tuple(percent(span.place(day.ordinal)) for day in days),
        names=tuple(_without_overlaps(names)),
        # From the last to the first: where two are too close, the first is the one that is cut off by the edge.
        wholes=tuple(reversed(_without_overlaps(reversed(wholes)))),
    )


def _label(span: DaySpan, day: Day, text: str, length: int, is_centred: bool) -> tuple[AxisLabel, int, int]:
    """Return a text at a day, moved to the side where it would stand out at an edge, and the pixels that it takes."""
    place, width = span.place(day.ordinal), _LETTER * len(text)
    x = length * place // FULL
    left, anchor = (x - width // 2, "middle") if is_centred else (x, "start")
    if left < -LEFT:
        left, anchor = x, "start"
    elif left + width > length + RIGHT:
        left, anchor = x - width, "end"
    return AxisLabel(percent(place), text, anchor), left, left + width


def _without_overlaps(labels: Iterable[tuple[AxisLabel, int, int]]) -> list[AxisLabel]:
    """Return those labels that do not run into one before them, in pixels from the first to the last of each."""
    shown: list[AxisLabel] = []
    taken: list[tuple[int, int]] = []
    for label, left, right in labels:
        if all(left >= end + _GAP or right + _GAP <= start for start, end in taken):
            shown.append(label)
            taken.append((left, right))
    return shown
