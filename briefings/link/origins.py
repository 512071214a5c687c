"""How many sources independently say a thing: counted from what they go back to, not guessed.

A statement has a *provenance*: who said it, who carried it, the article, and the article that this one is a translation or
reprint of. Each of these is an *ancestor* of the statement. Provenances with a common ancestor are one source: a translation
and its original, two articles that quote the same speaker, two that rest on the same agency. The sources that remain are
independent. A provenance with no known ancestor but articles whose own origin is unknown is not counted: it might go back to
any of the others; nor is one whose speaker is not named, whoever carried it. A count is rather too low than too high: two
statements through one agency are one source, even of two speakers, and an article that shares an ancestor with another never
raises it. The order of the articles does not matter.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from briefings.model.content import Article, Entity
from briefings.model.records import Claim, Event
from briefings.model.voices import is_named, voice_of


class Ancestor(NamedTuple):
    """Something that a statement comes from or through."""

    kind: Literal["articles", "entities", "outlets"]
    id: str


@dataclass(frozen=True)
class Provenance:
    """The way of one statement, or of a whole article, to the reader."""

    article: str
    ancestors: frozenset[Ancestor]
    """The original article included."""
    is_known: bool
    """Whether its beginning is known: a speaker who is named, an agency, an outlet, the article's own reporting."""
    is_original: bool
    """Whether the article is no translation or reprint of one here."""
    is_inferred: bool = False
    """Whether its beginning is known by a conclusion of the desk alone."""


class Source(NamedTuple):
    """Articles that count as one, because they share an ancestor."""

    articles: tuple[str, ...]
    """By id."""
    shared: tuple[Ancestor, ...]
    """Ancestors that more than one of them has."""
    is_known: bool
    """False where the origin of all of them is unknown; such a source is not counted as independent."""
    is_inferred: bool
    """Whether it is known by a conclusion of the desk alone: no speaker, carrier or article says it."""


class SourceCount(NamedTuple):
    """How many articles say a thing, and how many independent sources."""

    articles: int
    sources: tuple[Source, ...]
    """The independent ones and the unknown ones, by their first article."""

    def __hash__(self) -> int:
        # Counts are keys of caches on every page, and a full hash would go through all articles; equality still compares them.
        return hash((self.articles, self.sources[0].articles if self.sources else ()))

    @property
    def independent(self) -> int:
        """The number of sources that are known to be independent of each other."""
        return sum(source.is_known for source in self.sources)

    @property
    def inferred(self) -> int:
        """The number of sources among the independent ones that are known by a conclusion of the desk alone."""
        return sum(source.is_inferred for source in self.sources)

    @property
    def unknown_articles(self) -> int:
        """The number of articles of which no source is known."""
        known = {article for source in self.sources if source.is_known for article in source.articles}
        return len({article for source in self.sources for article in source.articles} - known)

    @property
    def unknown(self) -> int:
        """The number of sources of unknown origin."""
        return len(self.sources) - self.independent


def original_of(articles: Mapping[str, Article], article_id: str) -> str:
    """Return the article that a chain of translations and reprints starts from; the first by id where the chain is a circle."""
    return _chain(articles, article_id)[-1]


def _chain(articles: Mapping[str, Article], article_id: str) -> list[str]:
    """Return an article and those that it is, over one another, a translation or reprint of; the last is the original."""
    chain = [article_id]
    while (origin := articles[chain[-1]].facts.origin.of) is not None and origin in articles:
        if origin in chain:
            return [*chain, min(chain[chain.index(origin) :])]
        chain.append(origin)
    return chain


def article_provenance(articles: Mapping[str, Article], entities: Mapping[str, Entity], article_id: str) -> Provenance:
    """Return the provenance of an article as a whole."""
    chain = _chain(articles, article_id)
    original = chain[-1]
    origin = articles[original].facts.origin
    known = {Ancestor("entities", agency) for agency in origin.via}
    if origin.outlet is not None:
        known.add(Ancestor("outlets", origin.outlet))
    is_known = origin.outlet is not None or origin.kind == "own" or any(is_named(agency, entities) for agency in origin.via)
    ancestors = frozenset({Ancestor("articles", original), *known})
    is_inferred = is_known and any(articles[link].facts.origin.inferred for link in chain)
    return Provenance(article_id, ancestors, is_known, is_original=original == article_id, is_inferred=is_inferred)


def statement_provenance(
    articles: Mapping[str, Article], entities: Mapping[str, Entity], article_id: str, statement: Claim | Event
) -> Provenance:
    """Return the provenance of a claim or event of an article: its speakers and carriers, and the provenance of the article.

    That of somebody's whom the article does not name is not known, whoever carried it and whatever the article goes back to.
    """
    sources = (*statement.said_by, *statement.through)
    whole = article_provenance(articles, entities, article_id)
    names_source = any(is_named(source, entities) for source in sources)
    is_known = voice_of(statement, entities) != "unnamed" and (names_source or whole.is_known)
    is_inferred = is_known and not names_source and whole.is_inferred
    ancestors = whole.ancestors | {Ancestor("entities", source) for source in sources} if sources else whole.ancestors
    return Provenance(article_id, ancestors, is_known, is_original=whole.is_original, is_inferred=is_inferred)


def claim_provenance(
    articles: Mapping[str, Article], entities: Mapping[str, Entity], article_id: str, claim_id: str
) -> Provenance:
    """Return the provenance of one claim."""
    return statement_provenance(articles, entities, article_id, articles[article_id].facts.claims[claim_id])


def count_sources(provenances: Iterable[Provenance]) -> SourceCount:
    """Return how many articles the provenances are of, and which of them are independent sources."""
    groups: list[list[Provenance]] = []
    for provenance in sorted(provenances, key=lambda provenance: (provenance.article, sorted(provenance.ancestors))):
        related = [group for group in groups if any(provenance.ancestors & other.ancestors for other in group)]
        groups = [group for group in groups if group not in related]
        groups.append([member for group in related for member in group] + [provenance])
    sources = sorted((_source(group) for group in groups), key=lambda source: source.articles)
    return _source_count(len({article for source in sources for article in source.articles}), tuple(sources))


def _source(provenances: list[Provenance]) -> Source:
    articles = sorted({provenance.article for provenance in provenances})
    ancestors = {(provenance.article, ancestor) for provenance in provenances for ancestor in provenance.ancestors}
    counts = Counter(ancestor for _, ancestor in ancestors)
    shared = tuple(sorted(ancestor for ancestor, count in counts.items() if count > 1))
    # What a translation says more than its original, a name for instance, makes the origin of the original no better known.
    deciding = [provenance for provenance in provenances if provenance.is_original] or provenances
    known = [provenance for provenance in deciding if provenance.is_known]
    is_inferred = bool(known) and all(provenance.is_inferred for provenance in known)
    return _source_of(tuple(articles), shared, bool(known), is_inferred)


# Interned: all claims of one article that nobody shares have an equal source, and there are many thousand claims.
_source_count = lru_cache(maxsize=10_000)(SourceCount)
_source_of = lru_cache(maxsize=10_000)(Source)
