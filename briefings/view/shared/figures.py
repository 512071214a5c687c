"""Figures: each as it stands in a table, and those on one measure as the table and the chart of a comparison need them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefings import urls
from briefings.link.origins import Source, claim_provenance
from briefings.link.statements import Compared, figure_of
from briefings.model import intervals
from briefings.model.records import Figure
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext, memoized
from briefings.view.shared.links import Link, claim_link, record_link, record_links
from briefings.view.shared.voices import voice

SHAPES = ("circle", "square", "diamond", "triangle", "wedge", "cross")
"""What the marks of known sources look like; `ring` is that of an unknown one."""
COLOURS = 6


class FigureView(NamedTuple):
    """A figure in a table."""

    measure: Link
    """What it puts a number on."""
    value: str
    """With qualifier and unit, all digits grouped."""
    time: str | None
    """As-of date or period, and that it is the article's where the speaker does not give it; None where there is none."""
    voice: str
    """Whose it is: `named`, `unnamed` or `article`."""
    said_by: tuple[Link, ...]
    """Empty where the article names and describes nobody."""
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
    return FigureView(
        measure=record_link(context, "measures", figure.measure),
        value=edition.tabled_figure(figure),
        time=edition.figure_time(figure),
        voice=voice(context, facts),
        said_by=record_links(context, "entities", facts.said_by),
        through=record_links(context, "entities", facts.through),
        claim=claim_link(context, claim, record_link(context, "articles", claim.article).text),
        scope=edition.scope(figure),
    )


class SourceMark(NamedTuple):
    """What stands for one source of figures wherever a figure of it is shown."""

    letter: str
    """`A` for the source met first."""
    shape: str
    """`circle`, `square`, `diamond`, `triangle`, `wedge` or `cross`; `ring` for a source of which nothing is known."""
    colour: int
    """From 1 to 6; 0 for a source of which nothing is known."""
    names: tuple[Link, ...]
    """Who it is: what all of its figures share, or who says all those of its only article; or its articles."""
    articles: int
    """How many articles count as this source."""
    is_known: bool
    """False where nothing is known of where its articles have it from; then it is not counted as independent."""
    is_inferred: bool
    """We only conclude where its articles have it from."""


def source_marks(context: PageContext, measure_id: str, claims: Sequence[Reference]) -> Mapping[str, SourceMark]:
    """Return the mark of each article's source; sources are lettered in the order of the claims that are shown."""
    sources = context.edition.graph.figure_sources[measure_id].sources
    source_of = {article: source for source in sources for article in source.articles}
    marks: dict[str, SourceMark] = {}
    for number, source in enumerate(dict.fromkeys(source_of[claim.article] for claim in claims)):
        mark = SourceMark(
            letter=letter(number),
            shape=shape(number) if source.is_known else "ring",
            colour=colour(number) if source.is_known else 0,
            names=_names(context, source, [claim for claim in claims if claim.article in source.articles]),
            articles=len(source.articles),
            is_known=source.is_known,
            is_inferred=source.is_inferred,
        )
        marks |= dict.fromkeys(source.articles, mark)
    return marks


def _names(context: PageContext, source: Source, claims: Sequence[Reference]) -> tuple[Link, ...]:
    """Return who a source is. What some of its figures alone have come through is named beside none of them."""
    articles = context.edition.content.articles
    provenances = (claim_provenance(articles, context.edition.content.entities, *claim) for claim in claims)
    of_all = frozenset.intersection(*(provenance.ancestors for provenance in provenances))
    shared = [ancestor for ancestor in source.shared if ancestor.kind != "articles" and ancestor in of_all]
    if shared:
        return tuple(record_link(context, *ancestor) for ancestor in shared)
    said_by = [articles[claim.article].facts.claims[claim.id].said_by for claim in claims]
    speakers = [entity for entity in said_by[0] if all(entity in others for others in said_by)]
    if len(source.articles) == 1 and speakers:
        return record_links(context, "entities", speakers)
    originals = [ancestor.id for ancestor in source.shared if ancestor.kind == "articles" and ancestor in of_all]
    return record_links(context, "articles", originals or source.articles)


def shape(number: int) -> str:
    """Return the shape of the n-th source, counted from 0; with `colour` it makes 36 different marks."""
    return SHAPES[(number + number // COLOURS) % len(SHAPES)]


def colour(number: int) -> int:
    """Return the colour of the n-th source, counted from 0: from 1 to 6."""
    return number % COLOURS + 1


def letter(number: int) -> str:
    """Return the letter of the n-th source, counted from 0: A to Z, then AA."""
    high, low = divmod(number, 26)
    return (letter(high - 1) if high else "") + chr(ord("A") + low)


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
    groups: Mapping[str, Sequence[Reference]]
    """The claims whose units convert, by the unit that they are drawn in."""

    def link(self, claim: Reference) -> Link:
        """Return a link to a figure's row under its value, speaker and time."""
        _ = self.context.edition.messages.gettext
        view = self.views[claim]
        figure = f"{view.value}, {view.scope.text}" if view.scope else view.value
        # Translators: In place of the date of a figure for which its article gives none.
        parts = {"figure": figure, "speaker": self.speaker(claim), "time": view.time or _("date not given")}
        # Translators: A figure in a sentence, as in “600 soldiers (South Korean intelligence, October 2024)”.
        text = self.context.text(_("%(figure)s (%(speaker)s, %(time)s)") % parts)
        return Link(text=text, href=f"#{urls.anchor('figure', claim.article, claim.id)}")

    def speaker(self, claim: Reference) -> str:
        """Return who says a figure, in words: speakers, a source that is not named, carriers, or the article, by its outlet."""
        edition, gettext, view = self.context.edition, self.context.edition.messages.gettext, self.views[claim]
        outlet = edition.content.articles[claim.article].facts.outlet
        speakers = edition.formats.listed(link.text.text for link in view.said_by)
        match view.voice:
            case "named":
                return speakers
            case "unnamed":
                unnamed = gettext("source not named")
                return f"{speakers}; {unnamed}" if speakers else unnamed
        if view.through:
            through = edition.formats.listed(link.text.text for link in view.through)
            return gettext("via %(names)s") % {"names": through}
        if outlet is None:
            # Translators: In place of a speaker’s name: the article makes the statement and names nobody for it.
            return gettext("the article; no source named")
        # Translators: Likewise, by the name of the newspaper that published the article.
        return gettext("%(outlet)s; no source named") % {"outlet": edition.name("outlets", outlet).text}


def measure_figures(context: PageContext, measure: str) -> MeasureFigures:
    """Return the figures on a measure that articles put a number on."""
    content, graph = context.edition.content, context.edition.graph
    claims = graph.figures[measure]
    facts, figures = content.measures[measure].facts, {claim: figure_of(content, claim) for claim in claims}
    families: dict[str | None, list[Reference]] = {}
    for claim, figure in figures.items():
        families.setdefault(intervals.unit_family(figure.unit, facts.factors), []).append(claim)
    return MeasureFigures(
        context=context,
        measure=measure,
        factors=facts.factors,
        figures=figures,
        views={claim: figure_view(context, claim) for claim in claims},
        marks=source_marks(context, measure, claims),
        compared=graph.compared[measure],
        groups={common_unit((figures[claim] for claim in group), facts.units): group for group in families.values()},
    )


def common_unit(figures: Iterable[Figure], units: Iterable[str]) -> str:
    """Return the unit that most figures have; of several, the one that the measure names first."""
    own_units = [figure.unit for figure in figures]
    return max((unit for unit in units if unit in own_units), key=own_units.count)
