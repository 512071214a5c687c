"""Figures as numbers: which numbers a figure allows, and whether two figures can both be true.

A figure allows an interval of numbers. Without a qualifier it is a point: 1500 is 1,500 and nothing else. With `to` it reaches
from the one number to the other. The qualifiers move its ends:

| qualifier | allows |
|---|---|
| `about` | ten per cent to either side |
| `nearly` | up to the number, and down to nine tenths of it |
| `at-least`, `more-than` | everything above; `more-than` without the number itself |
| `at-most`, `less-than` | everything below; `less-than` without the number itself |

Two figures on one measure are compared only if they are about the same part of it (`scope`), in units that convert (`factors`),
and for the same time: dates that overlap, or periods that are equal, because a total since August 2022 and one since 2024 count
different things. A figure without a date is not compared at all. Figures that are compared and whose intervals do not meet
differ: they cannot both be true. All arithmetic is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Literal

from briefings.model.edtf import Date
from briefings.model.records import Figure

Verdict = Literal["differ", "meet", "other-time", "other-scope", "other-unit", "time-unknown"]
"""What two figures on one measure are to each other: two answers, and four reasons for not asking."""
Factors = Mapping[str, Decimal]
"""By unit: how many of the same smallest thing one of the unit is."""

_EXACT = Context(prec=60)
"""Digits enough for a number of 21 digits times a factor of 21 and a tenth: nothing is rounded."""
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Interval:
    """The numbers that a figure allows."""

    low: Decimal | None
    """None where there is no lower end."""
    high: Decimal | None
    """None where there is no upper end."""
    without_low: bool = False
    """The lower end itself is not allowed."""
    without_high: bool = False
    """The upper end itself is not allowed."""

    def meets(self, other: Interval) -> bool:
        """Tell whether some number is allowed by both."""
        return not (self._is_below(other) or other._is_below(self))

    def times(self, factor: Decimal) -> Interval:
        """Return the interval in a unit of which there are `factor` (above zero) to one of this."""
        low, high = (end if end is None else _EXACT.multiply(end, factor) for end in (self.low, self.high))
        return Interval(low, high, self.without_low, self.without_high)

    def _is_below(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.without_high or other.without_low))


def interval(figure: Figure) -> Interval:
    """Return the numbers that a figure allows, in its own unit."""
    low, high = figure.value, figure.value if figure.to is None else figure.to
    match figure.qualifier:
        case None:
            return Interval(low, high)
        case "about":
            return Interval(_moved(low, -_TENTH), _moved(high, _TENTH))
        case "nearly":
            return Interval(_moved(low, -_TENTH), high) if low >= 0 else Interval(low, _moved(high, _TENTH))
        case "at-least" | "more-than":
            return Interval(low, None, without_low=figure.qualifier == "more-than")
        case "at-most" | "less-than":
            return Interval(None, high, without_high=figure.qualifier == "less-than")


def _moved(number: Decimal, share: Decimal) -> Decimal:
    """Return a number moved by a share of its size: upwards where the share is above zero."""
    return _EXACT.add(number, _EXACT.multiply(abs(number), share))


def family(unit: str, factors: Factors) -> str | None:
    """Return what a unit converts within: None for all units that have a factor, its own name for one that has none."""
    return None if unit in factors else unit


def converted(number: Decimal, unit: str, into: str, factors: Factors) -> Decimal:
    """Return a number of one unit in another of its family, to 60 digits."""
    if unit == into:
        return number
    return _EXACT.divide(_EXACT.multiply(number, factors[unit]), factors[into])


def has_places(number: Decimal, places: int) -> bool:
    """Tell whether so many decimals write a number in full."""
    return number == _EXACT.quantize(number, Decimal(1).scaleb(-places))


def meet(one: Figure, other: Figure, factors: Factors) -> bool:
    """Tell whether some number is allowed by both of two figures whose units convert, whatever their times."""
    own, others = (interval(figure).times(factors.get(figure.unit, Decimal(1))) for figure in (one, other))
    return own.meets(others)


def verdict(one: Figure, other: Figure, factors: Factors) -> Verdict:
    """Return what two figures on one measure are to each other; the same in either order."""
    if family(one.unit, factors) != family(other.unit, factors):
        return "other-unit"
    if one.scope != other.scope:
        return "other-scope"
    if not (_is_dated(one) and _is_dated(other)):
        return "time-unknown"
    if not _same_time(one, other):
        return "other-time"
    return "meet" if meet(one, other, factors) else "differ"


def _is_dated(figure: Figure) -> bool:
    return figure.as_of is not None or figure.period is not None


def _same_time(one: Figure, other: Figure) -> bool:
    if one.as_of is not None and other.as_of is not None:
        return one.as_of.first <= other.as_of.last and other.as_of.first <= one.as_of.last
    if one.period is not None and other.period is not None:
        return _days(one.period) == _days(other.period)
    return False  # what had happened by a day and what happened in a time are not counted in the same way


def _days(date: Date) -> tuple[object, object]:
    return date.first, date.last
