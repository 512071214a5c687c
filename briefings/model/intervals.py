"""Figures as intervals: which numbers a figure allows, and whether two figures can both be true.

A figure without a qualifier allows one number: 1500 is 1,500 and nothing else. With `to` it allows the numbers from the one to
the other. A qualifier moves the ends:

| qualifier | allows |
|---|---|
| `about` | ten per cent to either side |
| `nearly` | up to the number, and down to nine tenths of it |
| `at-least`, `more-than` | everything above; `more-than` without the number itself |
| `at-most`, `less-than` | everything below; `less-than` without the number itself |

A word in place of a number (`amount`) allows the numbers of `AMOUNTS`: *thousands* those from 2,000 up to, and without, 20,000.
It holds until the next larger word begins, since nobody who says *thousands* denies 12,000.

Two figures on one measure are compared only if they are about the same part of it (`scope`), in units that convert (`factors`),
and for the same time: dates that overlap, or periods that are equal, because a total since August 2022 and one since 2024 count
different things. A figure without a date, or whose time has a start or an end that is not known, is not compared. Figures
that are compared and whose intervals do not overlap
differ: they cannot both be true. All arithmetic is exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Literal

from briefings.model.records import Amount, Figure, Qualifier

Relation = Literal["differ", "meet", "limits-unknown", "other-time", "other-scope", "other-unit", "time-unknown"]
"""How two figures on one measure relate: they differ, they meet, or one of five reasons why they are not compared."""
Factors = Mapping[str, Decimal]
"""By unit: how many of the same smallest thing one of the unit is. A unit without a factor converts into no other."""

_EXACT = Context(prec=60)
"""Precise enough that a number of 21 digits times a factor of 21 digits and a tenth is not rounded."""
_FINEST = Decimal("1e-12")
"""The most decimals of a number that was converted: as many as a number of editors has, in a unit of a millionth."""
_TENTH = Decimal("0.1")

AMOUNTS: Mapping[Amount, tuple[Decimal, Decimal | None]] = {
    "several": (Decimal(3), Decimal(10)),
    "dozens": (Decimal(20), Decimal(200)),  # from 20: the words of many languages count in tens (tiotals, dizaines)
    "scores": (Decimal(40), Decimal(200)),
    "hundreds": (Decimal(200), Decimal(2_000)),
    "thousands": (Decimal(2_000), Decimal(20_000)),
    "tens-of-thousands": (Decimal(20_000), Decimal(200_000)),
    "hundreds-of-thousands": (Decimal(200_000), Decimal(2_000_000)),
    "millions": (Decimal(2_000_000), Decimal(20_000_000)),
    "tens-of-millions": (Decimal(20_000_000), Decimal(200_000_000)),
    "hundreds-of-millions": (Decimal(200_000_000), Decimal(2_000_000_000)),
    "billions": (Decimal(2_000_000_000), None),
}
"""What each word for a number means: the first number that it allows, and the first above it that it does not."""


@dataclass(frozen=True)
class Interval:
    """The numbers that a figure allows."""

    low: Decimal | None
    """None where there is no lower end."""
    high: Decimal | None
    """None where there is no upper end."""
    excludes_low: bool = False
    """Whether the lower end itself is not allowed."""
    excludes_high: bool = False
    """Whether the upper end itself is not allowed."""

    def overlaps(self, other: "Interval") -> bool:
        """Tell whether both allow some number."""
        return not (self._is_below(other) or other._is_below(self))

    def scaled(self, factor: Decimal) -> "Interval":
        """Return the interval with both ends multiplied by a factor above zero."""
        low, high = (end if end is None else _EXACT.multiply(end, factor) for end in (self.low, self.high))
        return Interval(low, high, self.excludes_low, self.excludes_high)

    def _is_below(self, other: "Interval") -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.excludes_high or other.excludes_low))


def interval(figure: Figure) -> Interval:
    """Return the numbers that a figure allows, in its own unit."""
    if figure.amount is not None:
        return _meant(figure.amount, figure.qualifier)
    assert figure.value is not None, "a figure has a number or a word for one"
    low, high = figure.value, figure.value if figure.to is None else figure.to
    match figure.qualifier:
        case None:
            return Interval(low, high)
        case "about":
            return Interval(_shifted(low, -_TENTH), _shifted(high, _TENTH))
        case "nearly":
            return Interval(_shifted(low, -_TENTH), high) if low >= 0 else Interval(low, _shifted(high, _TENTH))
        case "at-least" | "more-than":
            return Interval(low, None, excludes_low=figure.qualifier == "more-than")
        case "at-most" | "less-than":
            return Interval(None, high, excludes_high=figure.qualifier == "less-than")


def _meant(amount: Amount, qualifier: Qualifier | None) -> Interval:
    """Return the numbers that a word for a number allows; of the qualifiers it takes those that open one end."""
    low, high = AMOUNTS[amount]
    if qualifier == "at-least":
        return Interval(low, None)
    return Interval(None if qualifier == "at-most" else low, high, excludes_high=high is not None)


def _shifted(number: Decimal, share: Decimal) -> Decimal:
    """Return a number plus a share of its absolute value."""
    return _EXACT.add(number, _EXACT.multiply(abs(number), share))


def unit_family(unit: str, factors: Factors) -> str | None:
    """Return the family of units that convert into one another: None for units with a factor, else the unit's own name."""
    return None if unit in factors else unit


def convert(number: Decimal, unit: str, into: str, factors: Factors) -> Decimal:
    """Return a number in another unit of the same family, to 60 digits."""
    if unit == into:
        return number
    return _EXACT.divide(_EXACT.multiply(number, factors[unit]), factors[into])


def legible(number: Decimal) -> Decimal:
    """Return a number that was converted as a reader reads it: all of its digits where it has few decimals, or rounded.

    It is rounded to three decimals, or to three digits where it is so small that these say nothing.
    """
    exact = _EXACT.quantize(number, _FINEST)
    if exact != number:
        exact = _EXACT.quantize(number, Decimal(1).scaleb(min(-3, number.adjusted() - 2)))
    return exact.normalize(_EXACT) if exact != exact.to_integral_value() else exact.quantize(Decimal(1), context=_EXACT)


def overlap(one: Figure, other: Figure, factors: Factors) -> bool:
    """Tell whether two figures in units of one family allow some number in common, whatever their times."""
    first, second = (interval(figure).scaled(factors.get(figure.unit, Decimal(1))) for figure in (one, other))
    return first.overlaps(second)


def relation(one: Figure, other: Figure, factors: Factors) -> Relation:
    """Return how two figures on one measure relate; the relation is symmetric."""
    if unit_family(one.unit, factors) != unit_family(other.unit, factors):
        return "other-unit"
    if one.scope != other.scope:
        return "other-scope"
    if not (_is_dated(one) and _is_dated(other)):
        return "time-unknown"
    if has_unknown_limits(one) or has_unknown_limits(other):
        return "limits-unknown"
    if not _same_time(one, other):
        return "other-time"
    return "meet" if overlap(one, other, factors) else "differ"


def _is_dated(figure: Figure) -> bool:
    return figure.as_of is not None or figure.period is not None


def has_unknown_limits(figure: Figure) -> bool:
    """Tell whether the time that a figure is for began, or ended, nobody knows when: `1985/`, and not `1985/..`."""
    date = figure.as_of or figure.period
    return date is not None and (date.has_unknown_start or date.has_unknown_end)


def _same_time(one: Figure, other: Figure) -> bool:
    if one.as_of is not None and other.as_of is not None:
        return one.as_of.shares_time_with(other.as_of)
    if one.period is not None and other.period is not None:
        return one.period.is_same_time(other.period)
    return False  # a total by a day and a total within a period count different things
