"""Sources: how many something has and how many of them are independent, and the marks of those of a measure's figures."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefings.link.origins import Source, SourceCount
from briefings.model.reference import Reference
from briefings.view.context import PageContext, memoized
from briefings.view.shared.links import Link, record_link, record_links

SHAPES = ("circle", "square", "diamond", "triangle", "wedge", "cross")
"""What the marks of known sources look like; `ring` is that of an unknown one."""
COLOURS = 6


class SourceGroup(NamedTuple):
    """Articles that count as one source."""

    articles: tuple[Link, ...]
    """Each under its headline."""
    shared: tuple[Link, ...]
    """What they share: the original among them, an agency, an outlet. Empty for a single article."""
    is_known: bool
    """False where nothing is known of where they have it from; then they are not counted as independent."""


class SourceCountView(NamedTuple):
    """How many articles, and how many of them independent, with the reasons."""

    articles: int
    """All of them."""
    independent: int
    """Sources that are independent of each other."""
    unknown: int
    """Sources of which nothing is known."""
    groups: tuple[SourceGroup, ...]
    """One for each source."""


@memoized
def source_count(context: PageContext, count: SourceCount) -> SourceCountView:
    """Return a count of sources with what each of them rests on."""
    groups = (
        SourceGroup(
            articles=record_links(context, "articles", source.articles),
            shared=tuple(record_link(context, *ancestor) for ancestor in source.shared),
            is_known=source.is_known,
        )
        for source in count.sources
    )
    return SourceCountView(articles=count.articles, independent=count.independent, unknown=count.unknown, groups=tuple(groups))


class SourceMark(NamedTuple):
    """What stands for one source of figures wherever a figure of it is shown."""

    letter: str
    """`A` for the source met first."""
    shape: str
    """`circle`, `square`, `diamond`, `triangle`, `wedge` or `cross`; `ring` for a source of which nothing is known."""
    colour: int
    """From 1 to 6; 0 for a source of which nothing is known."""
    names: tuple[Link, ...]
    """Who it is: what its articles share, or the speakers of its only article, or that article."""
    articles: int
    """How many articles count as this source."""
    is_known: bool
    """False where nothing is known of where its articles have it from; then it is not counted as independent."""


def source_marks(context: PageContext, measure_id: str, claims: Sequence[Reference]) -> Mapping[str, SourceMark]:
    """Return the mark of each article's source; sources are lettered in the order of the claims that are shown."""
    sources = context.edition.graph.figure_sources[measure_id].sources
    source_of = {article: source for source in sources for article in source.articles}
    marks: dict[str, SourceMark] = {}
    for number, source in enumerate(dict.fromkeys(source_of[claim.article] for claim in claims)):
        mark = _mark(context, source, number, [claim for claim in claims if claim.article in source.articles])
        marks |= dict.fromkeys(source.articles, mark)
    return marks


def _mark(context: PageContext, source: Source, number: int, claims: Sequence[Reference]) -> SourceMark:
    return SourceMark(
        letter=letter(number),
        shape=shape(number) if source.is_known else "ring",
        colour=colour(number) if source.is_known else 0,
        names=_names(context, source, claims),
        articles=len(source.articles),
        is_known=source.is_known,
    )


def _names(context: PageContext, source: Source, claims: Sequence[Reference]) -> tuple[Link, ...]:
    articles = context.edition.content.articles
    shared = [ancestor for ancestor in source.shared if ancestor.kind != "articles"]
    if shared:
        return tuple(record_link(context, *ancestor) for ancestor in shared)
    speakers = dict.fromkeys(entity for claim in claims for entity in articles[claim.article].facts.claims[claim.id].said_by)
    if len(source.articles) == 1 and speakers:
        return record_links(context, "entities", speakers)
    originals = [ancestor.id for ancestor in source.shared] or source.articles
    return record_links(context, "articles", originals)


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
