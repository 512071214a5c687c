"""Figures drawn on a scale: where everything stands, worked out from the numbers alone.

Places are per cent of the scale's length, so that a chart is as wide as the page allows while its letters keep their size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from briefings import urls
from briefings.model import intervals
from briefings.model.records import Figure
from briefings.model.reference import Reference
from briefings.view.charts.axis import AxisLabel
from briefings.view.shared.figures import MeasureFigures, SourceMark
from briefings.view.shared.links import record_link

_STEPS = 4
"""Steps that a scale has about: few enough for the labels to stand apart on a narrow screen."""
_ARROW = Decimal("0.12")
"""The least room for the arrow of an open range, as a part of the scale."""
_NARROW = 45
"""Characters of a chart's letters in a line on a narrow screen."""
_WIDE = 88
_VALUE = 40
"""Characters of a figure itself, which no chart's width allows for: a unit may have a name of any length."""


@dataclass(frozen=True)
class PlottedFigure:
    """What is drawn of a figure, as numbers in the chart's unit."""

    points: tuple[Decimal, ...]
    """The figure's own numbers: two for a range, none where it is a word."""
    low: Decimal | None
    """The least number that it allows, None where there is none."""
    high: Decimal | None

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """Its own numbers, and the least and the greatest that it allows, where there are such."""
        return (*self.points, *(end for end in (self.low, self.high) if end is not None))


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
    return PlottedFigure(
        tuple(intervals.convert(point, figure.unit, unit, factors) for point in figure.numbers),
        *(None if end is None else intervals.convert(end, figure.unit, unit, factors) for end in (allowed.low, allowed.high)),
    )


def scale_of(figures: Sequence[PlottedFigure]) -> Scale:
    """Return the scale on which figures are drawn: with zero, and with room for the arrows of open ranges."""
    ends = [Decimal(0), *(end for figure in figures for end in figure.ends)]
    low, high = min(ends), max(ends)
    room = _ARROW * ((high - low) or 1)
    low = min([low, *(min(figure.ends, default=0) - room for figure in figures if figure.low is None)])
    high = max([high, *(max(figure.ends, default=0) + room for figure in figures if figure.high is None)])
    return _round(low, high if high > low else low + 1, is_whole=all(end == end.to_integral_value() for end in ends))


def _round(low: Decimal, high: Decimal, is_whole: bool) -> Scale:
    """Return the scale of round numbers that holds two; of whole ones where only such are drawn."""
    least = max((high - low) / _STEPS, Decimal(int(is_whole)))
    power = Decimal(1).scaleb(least.adjusted())
    steps = (power * Decimal(factor) for factor in ("1", "2", "2.5", "5", "10"))
    step = next(step for step in steps if step >= least and not (is_whole and step != step.to_integral_value()))
    first, last = (low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING)
    return Scale(first * step, last * step, step)


class ChartRow(NamedTuple):
    """A figure drawn on a scale. Places are per cent of the scale's length."""

    value: str
    """The figure in words, cut to what fits."""
    speaker: str
    """Who says it, cut to what fits."""
    speaker_short: str
    """Likewise for a narrow screen; empty where the time leaves no room."""
    time: str
    """As-of date or period, short."""
    source: SourceMark
    points: tuple[str, ...]
    """Where the figure's own numbers are: two for a range, none where it is a word, which is drawn from start to end."""
    start: str
    """Where the numbers that it allows begin."""
    start_end: str
    """How that end is drawn: `arrow` where it is open, `cap` where it is not one of the points, or empty."""
    end: str
    """Where the numbers that it allows end."""
    end_end: str
    """How that end is drawn."""
    differs: bool


class FigureChart(NamedTuple):
    """Figures in units that convert, drawn on one scale."""

    id: str
    """Unique on its page."""
    title: str
    """The measure, and how many figures are drawn."""
    description: str
    """What it shows, in words."""
    unit: str
    """Empty for per cent."""
    height: int
    """In rows: one for the scale and one for each figure."""
    ticks: tuple[AxisLabel, ...]
    """The numbers on the scale."""
    zero: str
    """Where that of them is which is zero."""
    rows: tuple[ChartRow, ...]


def figure_chart(measured: MeasureFigures, unit: str, number: int) -> FigureChart:
    """Return the n-th chart of a measure, counted from 1: that of the figures which are drawn in a unit."""
    edition, claims = measured.context.edition, measured.groups[unit]
    figures = {claim: plotted(measured.figures[claim], unit, measured.factors) for claim in claims}
    scale = scale_of(list(figures.values()))
    anchors = {scale.first: "start", scale.last: "end"}
    count = len(claims)
    # Translators: Name of a chart for screen readers; %(name)s is a quantity, as “soldiers killed”.
    title = edition.messages.ngettext("%(name)s: %(num)s figure on a scale", "%(name)s: %(num)s figures on one scale", count)
    return FigureChart(
        id=urls.anchor("chart", measured.measure, number),
        title=title % {"name": record_link(measured.context, "measures", measured.measure).text.text, "num": count},
        description="; ".join(measured.link(claim).text.text for claim in claims),
        unit=shortened(edition.unit(measured.measure, unit), _VALUE),
        height=count + 1,
        ticks=tuple(
            AxisLabel(f"{scale.at(tick)}%", edition.tick(tick, unit), anchors.get(tick, "middle")) for tick in scale.ticks
        ),
        zero=f"{scale.at(Decimal(0))}%",
        rows=tuple(_row(measured, claim, figures[claim], scale) for claim in claims),
    )


def _row(measured: MeasureFigures, claim: Reference, figure: PlottedFigure, scale: Scale) -> ChartRow:
    view = measured.views[claim]
    speaker = f"{view.scope.text} · {measured.speaker(claim)}" if view.scope else measured.speaker(claim)
    edition = measured.context.edition
    value = shortened(view.value, _VALUE)
    time = edition.short_figure_time(measured.figures[claim]) or edition.messages.gettext("date not given")
    low = scale.first if figure.low is None else figure.low
    high = scale.last if figure.high is None else figure.high
    return ChartRow(
        value=value,
        speaker=shortened(speaker, max(_WIDE - len(value) - len(time), 12)),
        speaker_short=shortened(speaker, max(_NARROW - len(time), 12)) if len(time) < _NARROW - 9 else "",
        time=time,
        source=measured.marks[claim.article],
        points=tuple(scale.at(point) for point in figure.points),
        start=scale.at(low),
        start_end="arrow" if figure.low is None else "cap" if figure.points and low < figure.points[0] else "",
        end=scale.at(high),
        end_end="arrow" if figure.high is None else "cap" if figure.points and high > figure.points[-1] else "",
        differs=bool(measured.compared[claim].differs),
    )


def shortened(text: str, room: int) -> str:
    """Return a text in at most so many characters, cut at the end."""
    return text if len(text) <= room else f"{text[: max(room - 1, 1)].rstrip()}…"
