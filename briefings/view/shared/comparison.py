"""All figures on one measure, side by side: in a table, in a chart, and with what differs said in words."""

from collections.abc import Iterable
from typing import NamedTuple

from briefings import urls
from briefings.link.statements import NotCompared
from briefings.model import intervals
from briefings.model.reference import Reference
from briefings.view.charts.figure_chart import FigureChart, figure_chart, plotted
from briefings.view.context import PageContext, memoized
from briefings.view.shared.figures import FigureView, MeasureFigures, SourceMark, measure_figures
from briefings.view.shared.links import Link, SourceCountView, record_link, source_count


class Remark(NamedTuple):
    """Why a figure differs from others, or is not compared with them."""

    reason: str
    """`differ-date` or `differ-period`, by the time that they share; or an `intervals.Relation`; or `own-time-unknown` or
    `own-limits-unknown`."""
    figures: tuple[Link, ...]
    """The others, each with its speaker and its time."""
    more: int
    """How many others there are that are not named."""


class ComparedFigure(NamedTuple):
    """A figure among the others on its measure."""

    row: FigureView
    anchor: str
    """`id` of its row."""
    converted: str | None
    """In the unit that most of the others have, after `=` or `≈`; None where that is its own, it does not convert or is a
    word."""
    source: SourceMark
    differs: Remark | None
    """Which others it differs from."""
    not_compared: tuple[Remark, ...]
    """Which others it is not compared with, and why."""


class Comparison(NamedTuple):
    """All figures on one measure, side by side."""

    measure: Link
    anchor: str
    """`id` of the section."""
    figures: tuple[ComparedFigure, ...]
    cited: tuple[str, ...]
    """Anchors of those that the page's own text cites."""
    has_differing: bool
    charts: tuple[FigureChart, ...]
    sources: tuple[SourceMark, ...]
    """In the order in which the table meets them."""
    source_count: SourceCountView
    """Of the articles that give the figures."""


def comparison(context: PageContext, measure: str, cited: frozenset[Reference] = frozenset()) -> Comparison:
    """Return all figures on a measure that articles put a number on; `cited` are the claims that the page itself cites."""
    uncited = _uncited(context, measure)
    anchors = {urls.anchor("figure", claim.article, claim.id) for claim in cited}
    return uncited._replace(cited=tuple(figure.anchor for figure in uncited.figures if figure.anchor in anchors))


@memoized
def _uncited(context: PageContext, measure: str) -> Comparison:
    measured = measure_figures(context, measure)
    return Comparison(
        measure=record_link(context, "measures", measure),
        anchor=urls.anchor("measure", measure),
        figures=tuple(_compared_figure(measured, claim) for claim in measured.figures),
        cited=(),
        has_differing=any(measured.compared[claim].differs for claim in measured.figures),
        charts=tuple(figure_chart(measured, unit, number) for number, unit in enumerate(measured.groups, start=1)),
        sources=tuple(dict.fromkeys(measured.marks.values())),
        source_count=source_count(context, context.edition.graph.figure_sources[measure]),
    )


def _compared_figure(measured: MeasureFigures, claim: Reference) -> ComparedFigure:
    compared = measured.compared[claim]
    reason = "differ-date" if measured.figures[claim].as_of else "differ-period"
    return ComparedFigure(
        row=measured.views[claim],
        anchor=urls.anchor("figure", claim.article, claim.id),
        converted=_converted(measured, claim),
        source=measured.marks[claim.article],
        differs=Remark(reason, _links(measured, compared.differs), 0) if compared.differs else None,
        not_compared=_not_compared(measured, claim, compared.not_compared),
    )


def _converted(measured: MeasureFigures, claim: Reference) -> str | None:
    """Return a figure in the unit that most of those have that it is compared with, None where that is its measured."""
    figure = measured.figures[claim]
    unit = next(unit for unit, claims in measured.groups.items() if claim in claims)
    if unit == figure.unit or figure.amount:
        return None
    points = plotted(figure, unit, measured.factors).points
    shown = [intervals.legible(number) for number in points]
    to = None if figure.to is None else shown[-1]
    written = measured.context.edition.tabled_figure(figure.converted(shown[0], to, unit))
    return f"{'=' if shown == list(points) else '≈'} {written}"


def _not_compared(measured: MeasureFigures, claim: Reference, groups: tuple[NotCompared, ...]) -> tuple[Remark, ...]:
    figure = measured.figures[claim]
    if groups and not (figure.as_of or figure.period):
        return (Remark("own-time-unknown", (), 0),)
    if groups and intervals.has_unknown_limits(figure):
        return (Remark("own-limits-unknown", (), 0),)
    return tuple(Remark(group.reason, _links(measured, group.named), group.total - len(group.named)) for group in groups)


def _links(measured: MeasureFigures, claims: Iterable[Reference]) -> tuple[Link, ...]:
    """Return links to figures, one for those that read the same."""
    by_text = {link.text: link for link in (measured.link(claim) for claim in reversed(tuple(claims)))}
    return tuple(reversed(by_text.values()))
