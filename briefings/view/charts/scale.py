"""The scale of a chart: where everything stands, worked out from the numbers alone.

Places are per cent of the scale's length, so that a chart is as wide as the page allows while its letters keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from briefings.model import intervals
from briefings.model.records import Figure

_STEPS = 4
"""Steps that a scale has about: few enough for the labels to stand apart on a narrow screen."""
_ARROW = Decimal("0.12")
"""The least room for the arrow of an open range, as a part of the scale."""


@dataclass(frozen=True)
class PlottedFigure:
    """What is drawn of a figure, as numbers in the chart's unit."""

    points: tuple[Decimal, ...]
    """The figure's own numbers: two for a range."""
    low: Decimal | None
    """The least number that it allows, None where there is none."""
    high: Decimal | None


@dataclass(frozen=True)
class Scale:
    """Round numbers at equal distances, from the first to the last."""

    first: Decimal
    last: Decimal
    step: Decimal

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """The numbers on the scale."""
        count = int((self.last - self.first) / self.step)
        return tuple(self.first + number * self.step for number in range(count + 1))

    def at(self, number: Decimal) -> str:
        """Return where a number stands, in per cent with two decimals at most."""
        share = (100 * (number - self.first) / (self.last - self.first)).quantize(Decimal("0.01"))
        return f"{share.normalize():f}" if share else "0"


def plotted(figure: Figure, unit: str, factors: intervals.Factors) -> PlottedFigure:
    """Return what is drawn of a figure on a scale in a unit that its own converts to."""
    allowed = intervals.interval(figure)
    points = (figure.value,) if figure.to is None else (figure.value, figure.to)
    return PlottedFigure(
        tuple(intervals.convert(point, figure.unit, unit, factors) for point in points),
        *(None if end is None else intervals.convert(end, figure.unit, unit, factors) for end in (allowed.low, allowed.high)),
    )


def scale(figures: Sequence[PlottedFigure]) -> Scale:
    """Return the scale on which figures are drawn: with zero, and with room for the arrows of open ranges."""
    ends = [Decimal(0)]
    for figure in figures:
        ends += (*figure.points, *(end for end in (figure.low, figure.high) if end is not None))
    low, high = min(ends), max(ends)
    room = _ARROW * ((high - low) or 1)
    low = min([low, *(figure.points[0] - room for figure in figures if figure.low is None)])
    high = max([high, *(figure.points[-1] + room for figure in figures if figure.high is None)])
    return _round(low, high if high > low else low + 1, is_whole=all(end == end.to_integral_value() for end in ends))


def _round(low: Decimal, high: Decimal, is_whole: bool) -> Scale:
    """Return the scale of round numbers that holds two; of whole ones where only such are drawn."""
    least = max((high - low) / _STEPS, Decimal(int(is_whole)))
    power = Decimal(1).scaleb(least.adjusted())
    steps = (power * Decimal(factor) for factor in ("1", "2", "2.5", "5", "10"))
    step = next(step for step in steps if step >= least and not (is_whole and step % 1))
    first, last = (low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING)
    return Scale(first * step, last * step, step)
