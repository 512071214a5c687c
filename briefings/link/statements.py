"""Claims of several articles that are one statement, and statements that contradict each other.

`same_as` says that two claims make the same statement. It holds in both directions and along a chain; `contradicts` holds in
both directions, and between all claims of the two statements. So it does not matter on which side an editor writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from briefings import ties
from briefings.link.origins import Count, claim_strand, count
from briefings.model.content import Article
from briefings.model.reference import Reference


class Statement(NamedTuple):
    """What one or several articles claim in the same sense."""

    claims: tuple[Reference, ...]
    """By article and id; the first one names the statement."""
    contradicts: tuple[Reference, ...]
    """The first claim of each statement that contradicts it."""
    sources: Count
    """How many articles make it, and how many of them are independent sources."""
    languages: tuple[str, ...]
    """BCP 47 tags of the articles, each once, sorted."""

    def __hash__(self) -> int:
        return hash(self.claims[0])

    @property
    def has_one_origin(self) -> bool:
        """No second source that is known to be independent makes it."""
        return self.sources.independent <= 1

    @property
    def has_several_sources(self) -> bool:
        """More than one source makes it; whether they are known to be independent, the count says."""
        return len(self.sources.sources) > 1

    @property
    def is_repeated(self) -> bool:
        """Several articles make it, and all go back to one source."""
        return not self.has_several_sources and self.sources.articles > 1

    @property
    def has_one_language(self) -> bool:
        """It is made in articles of one language alone."""
        return len(self.languages) == 1


def statements(articles: Mapping[str, Article]) -> Mapping[Reference, Statement]:
    """Return the statement that each claim of each article makes, by claim; claims that make the same one have the same object.

    References to what is not there are passed over.
    """
    groups = ties.joined(_claims(articles), _ties(articles, "same_as"))
    against = _against(groups, _ties(articles, "contradicts"))
    made = {members[0]: _statement(articles, members, against.get(members[0], ())) for members in set(groups.values())}
    return {claim: made[members[0]] for claim, members in groups.items()}


def _claims(articles: Mapping[str, Article]) -> list[Reference]:
    return [Reference(article.id, claim) for article in articles.values() for claim in article.facts.claims]


def _ties(articles: Mapping[str, Article], name: str) -> list[tuple[Reference, Reference]]:
    return [
        (Reference(article.id, claim_id), other)
        for article in articles.values()
        for claim_id, claim in article.facts.claims.items()
        for other in getattr(claim, name)
    ]


def _against(
    groups: Mapping[Reference, tuple[Reference, ...]], ties: Iterable[tuple[Reference, Reference]]
) -> Mapping[Reference, tuple[Reference, ...]]:
    found: dict[Reference, set[Reference]] = {}
    for one, other in ties:
        if one in groups and other in groups:
            first, second = groups[one][0], groups[other][0]
            found.setdefault(first, set()).add(second)
            found.setdefault(second, set()).add(first)
    return {first: tuple(sorted(seconds)) for first, seconds in found.items()}


def _statement(
    articles: Mapping[str, Article], members: tuple[Reference, ...], contradicts: tuple[Reference, ...]
) -> Statement:
    return Statement(
        members,
        contradicts,
        count(claim_strand(articles, claim.article, claim.id) for claim in members),
        tuple(sorted({articles[claim.article].facts.language for claim in members})),
    )
