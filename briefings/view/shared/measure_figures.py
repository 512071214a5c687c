"""The figures on one measure, as the table and the chart of a comparison need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefings import urls
from briefings.link.comparisons import Compared, figure_of
from briefings.model import intervals
from briefings.model.records import Figure
from briefings.model.reference import Reference
from briefings.view.context import PageContext
from briefings.view.shared.figures import FigureView, figure_view
from briefings.view.shared.links import Link, outlet_name
from briefings.view.shared.source_marks import SourceMark, source_marks


@dataclass(frozen=True)
class ConvertibleFigures:
    """Figures on one measure in units that convert."""

    unit: str
    """The one that they are drawn in."""
    claims: tuple[Reference, ...]


@dataclass(frozen=True)
class MeasureFigures:
    """The figures on one measure, as far as each is worked out by itself."""

    context: PageContext
    measure: str
    factors: intervals.Factors
    figures: Mapping[Reference, Figure]
    """By claim, in the order in which the page shows them."""
    views: Mapping[Reference, FigureView]
    marks: Mapping[str, SourceMark]
    """By article."""
    compared: Mapping[Reference, Compared]
    groups: tuple[ConvertibleFigures, ...]

    def link(self, claim: Reference) -> Link:
        """Return a link to a figure's row under its value, speaker and time."""
        _ = self.context.edition.messages.gettext
        view = self.views[claim]
        figure = f"{view.value}, {view.scope.text}" if view.scope else view.value
        parts = {"figure": figure, "speaker": self.speaker(claim), "time": view.time or _("date not given")}
        text = self.context.text(_("%(figure)s (%(speaker)s, %(time)s)") % parts)
        return Link(text=text, href=f"#{urls.anchor('figure', claim.article, claim.id)}")

    def speaker(self, claim: Reference) -> str:
        """Return who says a figure, in words: the speakers, or the outlet of the article, or the article itself."""
        edition = self.context.edition
        article = edition.content.articles[claim.article].facts
        if said_by := self.views[claim].said_by:
            return edition.formats.listed(link.text.text for link in said_by)
        return (
            outlet_name(self.context, article.outlet).text if article.outlet else edition.messages.gettext("the article itself")
        )


def measure_figures(context: PageContext, measure: str) -> MeasureFigures:
    """Return the figures on a measure that articles put a number on."""
    content, graph = context.edition.content, context.edition.graph
    claims = [Reference(article, claim) for article, claim in graph.figures[measure]]
    figures = {claim: figure_of(content, claim) for claim in claims}
    views = {claim: figure_view(context, claim.article, claim.id) for claim in claims}
    facts = content.measures[measure].facts
    return MeasureFigures(
        context,
        measure,
        facts.factors,
        figures,
        {claim: view for claim, view in views.items() if view},
        source_marks(context, measure, claims),
        graph.compared[measure],
        tuple(_groups(figures, facts.units, facts.factors)),
    )


def _groups(
    figures: Mapping[Reference, Figure], units: Iterable[str], factors: intervals.Factors
) -> Iterable[ConvertibleFigures]:
    families: dict[str | None, list[Reference]] = {}
    for claim, figure in figures.items():
        families.setdefault(intervals.unit_family(figure.unit, factors), []).append(claim)
    for claims in families.values():
        yield ConvertibleFigures(common_unit((figures[claim] for claim in claims), units), tuple(claims))


def common_unit(figures: Iterable[Figure], units: Iterable[str]) -> str:
    """Return the unit that most figures have; of several, the one that the measure names first."""
    own_units = [figure.unit for figure in figures]
    return max((unit for unit in units if unit in own_units), key=own_units.count)
