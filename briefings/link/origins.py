"""How many sources independently say a thing: counted from what they go back to, not guessed.

A statement reaches a page along a *strand*: who said it, who carried it, the article, and the article that this one is a
translation or reprint of. Strands that share anything are one source: a translation and its original, two articles that
quote the same speaker, two that rest on the same agency. What is left apart is independent. A strand on which nobody is
known but articles whose own origin is unknown is not counted: it might go back to any of the others.

So adding a translation of an article, or any article that shares something with one that is there, can never raise a count, and
the order in which articles are looked at does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from briefings.model.content import Article

Kind = Literal["articles", "entities", "outlets"]


class Node(NamedTuple):
    """Something that a strand passes through."""

    kind: Kind
    id: str


@dataclass(frozen=True)
class Strand:
    """The way of one statement, or of a whole article, to the reader."""

    article: str
    nodes: frozenset[Node]
    """All that it passes through, the article that it goes back to included."""
    is_known: bool
    """Somebody stands at its beginning: a speaker, an agency, an outlet, the article's own reporting."""
    is_original: bool
    """The article is no translation or reprint of one here."""


class Source(NamedTuple):
    """Articles that count as one, because their strands share something."""

    articles: tuple[str, ...]
    """By id."""
    shared: tuple[Node, ...]
    """What more than one of them passes through."""
    is_known: bool
    """False where nothing is known of where any of them has it from; then it is not counted as independent."""


class Count(NamedTuple):
    """How often something is said, and how often independently."""

    articles: int
    sources: tuple[Source, ...]
    """The independent ones and the unknown ones, by their first article."""

    def __hash__(self) -> int:
        return hash((self.articles, self.sources[0].articles if self.sources else ()))

    @property
    def independent(self) -> int:
        """The number of sources that are known to be independent of each other."""
        return sum(source.is_known for source in self.sources)

    @property
    def unknown(self) -> int:
        """The number of sources of which nothing is known."""
        return len(self.sources) - self.independent


def root(articles: Mapping[str, Article], article_id: str) -> str:
    """Return the article at the end of the way from translation to original; the first by id where that way is a circle."""
    way = [article_id]
    while (origin := articles[way[-1]].facts.origin.of) is not None and origin in articles:
        if origin in way:
            return min(way[way.index(origin) :])
        way.append(origin)
    return way[-1]


def article_strand(articles: Mapping[str, Article], article_id: str) -> Strand:
    """Return the strand of an article as a whole."""
    first = root(articles, article_id)
    origin = articles[first].facts.origin
    known = {Node("entities", agency) for agency in origin.via}
    if origin.outlet is not None:
        known.add(Node("outlets", origin.outlet))
    is_known = bool(known) or origin.kind == "own"
    return Strand(article_id, frozenset({Node("articles", first), *known}), is_known, is_original=first == article_id)


def claim_strand(articles: Mapping[str, Article], article_id: str, claim_id: str) -> Strand:
    """Return the strand of one claim: its own chain, and the way of its article."""
    claim = articles[article_id].facts.claims[claim_id]
    chain = {Node("entities", entity) for entity in (*claim.said_by, *claim.through)}
    whole = article_strand(articles, article_id)
    if not chain:
        return whole
    return Strand(article_id, whole.nodes | chain, is_known=True, is_original=whole.is_original)


def count(strands: Iterable[Strand]) -> Count:
    """Return how many articles there are among the strands, and which of them are independent sources."""
    groups: list[list[Strand]] = []
    for strand in sorted(strands, key=lambda strand: (strand.article, sorted(strand.nodes))):
        meeting = [group for group in groups if any(strand.nodes & other.nodes for other in group)]
        groups = [group for group in groups if group not in meeting]
        groups.append([member for group in meeting for member in group] + [strand])
    sources = sorted((_source(group) for group in groups), key=lambda source: source.articles)
    return _count(len({article for source in sources for article in source.articles}), tuple(sources))


def _source(strands: list[Strand]) -> Source:
    articles = sorted({strand.article for strand in strands})
    by_article = {
        article: {node for strand in strands if strand.article == article for node in strand.nodes} for article in articles
    }
    met = sorted({node for nodes in by_article.values() for node in nodes})
    shared = tuple(node for node in met if sum(node in nodes for nodes in by_article.values()) > 1)
    # What a translation says more than its original, a name for instance, makes the original no better known.
    telling = [strand for strand in strands if strand.is_original] or strands
    return _source_of(tuple(articles), shared, any(strand.is_known for strand in telling))


# What one article alone says has the same source for each of its claims, and there are many thousand claims.
_count = lru_cache(maxsize=10_000)(Count)
_source_of = lru_cache(maxsize=10_000)(Source)
