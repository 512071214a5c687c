"""Figures drawn on a scale. Places are per cent of the scale's length, so that a chart is as wide as its page."""

from __future__ import annotations

from typing import NamedTuple

from briefings import urls
from briefings.model.reference import Reference
from briefings.view.charts.scale import PlottedFigure, Scale, plotted, scale
from briefings.view.shared.links import measure_link
from briefings.view.shared.measure_figures import ConvertibleFigures, MeasureFigures

_NARROW = 45
"""Characters of a chart's letters in a line on a narrow screen."""
_WIDE = 88
_VALUE = 40
"""Characters of a figure itself, which no chart's width allows for: a unit may have a name of any length."""


class Tick(NamedTuple):
    """A number on a scale."""

    at: str
    """Per cent of the scale's length."""
    label: str
    """The number, as the locale writes it."""
    anchor: str
    """`start`, `middle` or `end`: how the label stands to its place."""
    is_zero: bool
    """The number is zero."""


class ChartRow(NamedTuple):
    """A figure drawn on a scale. Places are per cent of the scale's length."""

    value: str
    """The figure in words, cut to what fits."""
    speaker: str
    """Who says it, cut to what fits."""
    speaker_short: str
    """Likewise for a narrow screen."""
    time: str
    """As-of date or period."""
    shape: str
    """Of its source's mark."""
    colour: int
    """Of its source's mark."""
    points: tuple[str, ...]
    """Where the figure's own numbers are: two for a range."""
    start: str
    """Where the numbers that it allows begin."""
    start_end: str
    """How that end is drawn: `arrow` where it is open, `cap` where it is not one of the points, or empty."""
    end: str
    """Where the numbers that it allows end."""
    end_end: str
    """How that end is drawn."""
    differs: bool
    """It differs from another figure."""


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
    ticks: tuple[Tick, ...]
    """The numbers on the scale."""
    rows: tuple[ChartRow, ...]
    """One for each figure."""


def figure_chart(measured: MeasureFigures, group: ConvertibleFigures, number: int) -> FigureChart:
    """Return the n-th chart of a measure, counted from 1."""
    edition = measured.context.edition
    _, ngettext = edition.messages.gettext, edition.messages.ngettext
    figures = {claim: plotted(measured.figures[claim], group.unit, measured.factors) for claim in group.claims}
    chart_scale = scale(list(figures.values()))
    count = len(group.claims)
    title = ngettext("%(name)s: %(num)s figure on a scale", "%(name)s: %(num)s figures on one scale", count)
    return FigureChart(
        id=urls.anchor("chart", measured.measure, number),
        title=title % {"name": measure_link(measured.context, measured.measure).text.text, "num": count},
        description="; ".join(measured.link(claim).text.text for claim in group.claims),
        unit=shortened(edition.unit(measured.measure, group.unit), _VALUE),
        height=count + 1,
        ticks=_ticks(measured, group, chart_scale),
        rows=tuple(_row(measured, claim, figures[claim], chart_scale) for claim in group.claims),
    )


def _ticks(measured: MeasureFigures, group: ConvertibleFigures, scale: Scale) -> tuple[Tick, ...]:
    anchors = {scale.first: "start", scale.last: "end"}
    return tuple(
        Tick(
            at=scale.at(number),
            label=measured.context.edition.tick(number, group.unit),
            anchor=anchors.get(number, "middle"),
            is_zero=number == 0,
        )
        for number in scale.ticks
    )


def _row(measured: MeasureFigures, claim: Reference, figure: PlottedFigure, scale: Scale) -> ChartRow:
    _ = measured.context.edition.messages.gettext
    view, mark = measured.views[claim], measured.marks[claim.article]
    speaker = f"{view.scope.text} · {measured.speaker(claim)}" if view.scope else measured.speaker(claim)
    value, time = shortened(view.value, _VALUE), view.time or _("date not given")
    low = scale.first if figure.low is None else figure.low
    high = scale.last if figure.high is None else figure.high
    return ChartRow(
        value=value,
        speaker=shortened(speaker, max(_WIDE - len(value) - len(time), 12)),
        speaker_short=shortened(speaker, max(_NARROW - len(time), 12)),
        time=time,
        shape=mark.shape,
        colour=mark.colour,
        points=tuple(scale.at(point) for point in figure.points),
        start=scale.at(low),
        start_end="arrow" if figure.low is None else "cap" if low < figure.points[0] else "",
        end=scale.at(high),
        end_end="arrow" if figure.high is None else "cap" if high > figure.points[-1] else "",
        differs=bool(measured.compared[claim].differs),
    )


def shortened(text: str, room: int) -> str:
    """Return a text in at most so many characters, cut at the end."""
    return text if len(text) <= room else f"{text[: max(room - 1, 1)].rstrip()}…"
