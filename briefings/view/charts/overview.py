"""A timeline drawn: where each event lies on an axis of time, or, where there are too many, how many begin when."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from briefings.localise import Edition
from briefings.model.edtf import Date, Moment
from briefings.model.text import Text
from briefings.view.charts.axis import FULL, NARROW, Axis, DaySpan, axes, percent, span_of, starts

FEWEST = 5
"""Events that are worth a drawing."""
MOST_MARKS = 60
"""Events of which each has a mark of its own."""
MOST_ROWS = 16
"""Rows of marks, where events lie close together."""
_ROW = 24
"""Pixels from one row to the next: the smallest target that WCAG 2.2 (2.5.8) lets a finger aim at."""
_BEFORE, _AFTER = 26, 9
"""Pixels that a mark and its number take beside the time that it stands for."""
_MOST_COLUMNS = 40
_HIGHEST = 96
"""Pixels of the highest column."""
_ABOVE = 20
"""Pixels over it, for its number."""
_LINE = 20
"""Pixels under the axis for each line of text."""


class EventMark(NamedTuple):
    """An event in a drawing."""

    kind: str
    """`day`, `period` (all the time between two days) or `within` (some time between them). Of an open range: its known end."""
    begin: str
    """Percentage of the drawing's width."""
    end: str
    """Likewise."""
    width: str
    """From the one to the other; never nothing."""
    opens: str
    """`before` or `after` where the time before or after that goes on, as far as is known; otherwise empty."""
    is_hollow: bool
    """The date is inferred or approximate."""
    y: int
    """Middle of its row, from the top."""
    number: int
    """Of its entry in the list."""
    href: str
    """To its entry in the list."""
    title: Text


class EventColumn(NamedTuple):
    """How many events begin in a unit of time, where there are too many to draw each."""

    x: str
    """Left edge, as a percentage of the drawing's width."""
    middle: str
    """Likewise of its middle."""
    width: str
    """Likewise."""
    y: int
    """Upper edge, from the top."""
    height: int
    """In proportion to the number of events."""
    events: int
    """How many begin in that time."""
    href: str
    """To the first of them in the list."""
    is_highest: bool
    """It is the first of the highest columns."""


class Overview(NamedTuple):
    """A drawing of a timeline; lengths are in CSS pixels unless they are percentages."""

    first: str
    """Date of the first event."""
    last: str
    """Date of the last event."""
    height: int
    """Of the whole drawing."""
    floor: int
    """Where the axis lies, from the top."""
    narrow: Axis
    """For the width of a telephone."""
    broad: Axis
    """For wider windows."""
    marks: tuple[EventMark, ...]
    columns: tuple[EventColumn, ...]
    """In place of marks, where there are too many events to draw each."""


@dataclass(frozen=True)
class PlottedEvent:
    """What is drawn of an event."""

    date: Date
    href: str
    title: Text

    @cached_property
    def first(self) -> int | None:
        """Ordinal of the earliest day that can be meant; None where the start is open or unknown."""
        return self.date.first.ordinal if self.date.start else None

    @cached_property
    def last(self) -> int | None:
        """Ordinal of the latest day that can be meant; None where the end is open or unknown."""
        return self.date.last.ordinal if self.date.end else None

    @cached_property
    def moment(self) -> Moment:
        """The start of its date, or the end where only that is known: only such events are drawn."""
        moment = self.date.moment
        assert moment is not None, "what has neither a start nor an end is not drawn"
        return moment

    @cached_property
    def known(self) -> int:
        """Ordinal of the day by which the event is placed in time."""
        return self.moment.place.ordinal


def overview(edition: Edition, events: Sequence[PlottedEvent]) -> Overview | None:
    """Return a drawing of events in the order of time; None where there are only a few.

    Those of whose dates neither a start nor an end is known, which are the last, are not drawn.
    """
    events = [event for event in events if event.date.moment]
    if len(events) < FEWEST:
        return None
    span = span_of(day for event in events for day in (event.first, event.last) if day is not None)
    rows = _rows(span, events) if len(events) <= MOST_MARKS else [MOST_ROWS]
    drawn_each = max(rows) < MOST_ROWS
    floor = _ROW * (max(rows) + 1) + _ROW // 4 if drawn_each else _ABOVE + _HIGHEST
    narrow, broad = axes(edition.formats, span)
    return Overview(
        first=edition.date(events[0].date),
        last=edition.date(events[-1].date),
        height=floor + _LINE * (2 if narrow.wholes or broad.wholes else 1),
        floor=floor,
        narrow=narrow,
        broad=broad,
        marks=tuple(_marks(span, events, rows)) if drawn_each else (),
        columns=() if drawn_each else tuple(_columns(span, events)),
    )


def _rows(span: DaySpan, events: Iterable[PlottedEvent]) -> list[int]:
    """Return for each event the first row, from the top, in which it has room at the narrowest width."""
    ends: list[int] = []
    rows = []
    for event in events:
        begin, end = (NARROW * place // FULL for place in _extent(span, event.first, event.last))
        row = next((row for row, taken in enumerate(ends) if taken <= begin - _BEFORE), len(ends))
        ends[row : row + 1] = [end + _AFTER]
        rows.append(row)
    return rows


def _extent(span: DaySpan, first: int | None, last: int | None) -> tuple[int, int]:
    """Return the places between which the days of an event lie, its open end at the edge; a single day is a point."""
    begin = 0 if first is None else span.place(first)
    if last is None:
        return begin, FULL
    return begin, begin if first == last else span.place(last + 1)


def _marks(span: DaySpan, events: Iterable[PlottedEvent], rows: Iterable[int]) -> Iterator[EventMark]:
    for number, (event, row) in enumerate(zip(events, rows, strict=True), start=1):
        is_open = event.first is None or event.last is None
        known = event.moment if is_open else event.date
        first, last = known.first.ordinal, known.last.ordinal
        begin, end = _extent(span, first, last)
        yield EventMark(
            kind="day" if first == last else "period" if event.date.is_interval and not is_open else "within",
            begin=percent(begin),
            end=percent(end),
            width=percent(max(end - begin, 1)),
            opens=_open_end(event.date),
            is_hollow=any(moment.uncertain or moment.approximate for moment in (event.date.start, event.date.end) if moment),
            y=_ROW * row + _ROW // 2,
            number=number,
            href=event.href,
            title=event.title,
        )


def _open_end(date: Date) -> str:
    """Return on which side a date is open; an end that is not known does not go on for all that anybody knows."""
    if date.start is None:
        return "" if date.has_unknown_start else "before"
    return "after" if date.end is None and not date.has_unknown_end else ""


def _columns(span: DaySpan, events: Sequence[PlottedEvent]) -> Iterator[EventColumn]:
    """Yield a column for each day, month, year … in which events begin."""
    _, dates = starts(span, _MOST_COLUMNS)
    edges = [span.first, *(day for date in dates if (day := date.ordinal) > span.first), span.end]
    by_time = sorted(events, key=lambda event: event.known)
    groups = {unit: list(group) for unit, group in groupby(by_time, key=lambda event: bisect_right(edges, event.known) - 1)}
    most = max(map(len, groups.values()))
    highest = next(unit for unit, group in groups.items() if len(group) == most)
    for unit, group in groups.items():
        begin, end = span.place(edges[unit]), span.place(edges[unit + 1])
        height = max(_HIGHEST * len(group) // most, 2)
        yield EventColumn(
            x=percent(begin),
            middle=percent(begin + (end - begin) * 2 // 5),
            width=percent(max((end - begin) * 4 // 5, 1)),
            y=_ABOVE + _HIGHEST - height,
            height=height,
            events=len(group),
            href=group[0].href,
            is_highest=unit == highest,
        )
