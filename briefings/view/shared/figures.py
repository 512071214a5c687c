"""Figures: each as it stands in a table, and those on one measure as the table and the chart of a comparison need them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefings import urls
from briefings.link.comparisons import Compared, figure_of
from briefings.model import intervals
from briefings.model.records import Figure
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext, memoized
from briefings.view.shared.links import Link, claim_link, record_link, record_links
from briefings.view.shared.sources import SourceMark, source_marks


class FigureView(NamedTuple):
    """A figure in a table."""

    measure: Link
    """What it puts a number on."""
    value: str
    """With qualifier and unit, all digits grouped."""
    time: str | None
    """As-of date or period; None where the article gives none."""
    said_by: tuple[Link, ...]
    """Empty where the article names nobody."""
    through: tuple[Link, ...]
    """Who carried it from the speaker to the article."""
    claim: Link
    """The claim on its article's page, under the article's headline."""
    scope: Text | None
    """The part of the measure that it is about; None where that is the whole."""


@memoized
def figure_view(context: PageContext, claim: Reference) -> FigureView:
    """Return the figure of a claim that has one as it stands in a table."""
    edition, figure = context.edition, figure_of(context.edition.content, claim)
    facts = edition.content.articles[claim.article].facts.claims[claim.id]
    time = figure.as_of or figure.period
    return FigureView(
        measure=record_link(context, "measures", figure.measure),
        value=edition.tabled_figure(figure),
        time=edition.date(time) if time else None,
        said_by=record_links(context, "entities", facts.said_by),
        through=record_links(context, "entities", facts.through),
        claim=claim_link(context, claim, record_link(context, "articles", claim.article).text),
        scope=edition.scope(figure),
    )


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
        if article.outlet:
            return self.context.edition.name("outlets", article.outlet).text
        return edition.messages.gettext("the article itself")


def measure_figures(context: PageContext, measure: str) -> MeasureFigures:
    """Return the figures on a measure that articles put a number on."""
    content, graph = context.edition.content, context.edition.graph
    claims = [Reference(article, claim) for article, claim in graph.figures[measure]]
    figures = {claim: figure_of(content, claim) for claim in claims}
    facts = content.measures[measure].facts
    views = {claim: figure_view(context, claim) for claim in claims}
    marks, compared = source_marks(context, measure, claims), graph.compared[measure]
    groups = tuple(_groups(figures, facts.units, facts.factors))
    return MeasureFigures(context, measure, facts.factors, figures, views, marks, compared, groups)


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
