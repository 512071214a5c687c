"""Claims of several articles that are one statement, and statements that contradict each other.

`same_as` says that two claims make the same statement. It holds in both directions and along a chain; `contradicts` holds in
both directions, and between all claims of the two statements. So it does not matter on which side an editor writes it.
"""

from collections.abc import Mapping
from typing import NamedTuple

from briefings.link.origins import SourceCount, claim_provenance, count_sources
from briefings.link.timeline import group
from briefings.model.content import Article
from briefings.model.reference import Reference, equivalence_classes


class Statement(NamedTuple):
    """What one or several articles claim in the same sense."""

    claims: tuple[Reference, ...]
    """By article and id; the first one names the statement."""
    contradicts: tuple[Reference, ...]
    """The first claim of each statement that contradicts it."""
    sources: SourceCount
    """How many articles make it, and how many of them are independent sources."""
    languages: tuple[str, ...]
    """BCP 47 tags of the articles, each once, sorted."""

    def __hash__(self) -> int:
        # Statements are keys on many pages; the first claim names the statement, and no other one has it.
        return hash(self.claims[0])

    @property
    def has_one_origin(self) -> bool:
        """Whether no second source that is known to be independent makes it."""
        return self.sources.independent <= 1

    @property
    def has_several_sources(self) -> bool:
        """Whether more than one source makes it; the count says whether they are known to be independent."""
        return len(self.sources.sources) > 1

    @property
    def is_repeated(self) -> bool:
        """Whether several articles make it that all go back to one source."""
        return not self.has_several_sources and self.sources.articles > 1

    @property
    def has_one_language(self) -> bool:
        """Whether all articles that make it are in one language."""
        return len(self.languages) == 1


def statements(articles: Mapping[str, Article]) -> Mapping[Reference, Statement]:
    """Return the statement of each claim of each article; claims of one statement have the same object.

    References to claims that do not exist are ignored.
    """
    claims = [Reference(article.id, claim) for article in articles.values() for claim in article.facts.claims]
    classes = equivalence_classes(claims, _pairs(articles, "same_as"))
    pairs = [pair for pair in _pairs(articles, "contradicts") if all(claim in classes for claim in pair)]
    ties = {(classes[one][0], classes[other][0]) for pair in pairs for one, other in (pair, pair[::-1])}
    contradicts = group(sorted(ties))
    found = {members: _statement(articles, members, contradicts.get(members[0], ())) for members in set(classes.values())}
    return {claim: found[members] for claim, members in classes.items()}


def _pairs(articles: Mapping[str, Article], name: str) -> list[tuple[Reference, Reference]]:
    return [
        (Reference(article.id, claim_id), other)
        for article in articles.values()
        for claim_id, claim in article.facts.claims.items()
        for other in getattr(claim, name)
    ]


def _statement(
    articles: Mapping[str, Article], members: tuple[Reference, ...], contradicts: tuple[Reference, ...]
) -> Statement:
    sources = count_sources(claim_provenance(articles, *claim) for claim in members)
    languages = {articles[claim.article].facts.language for claim in members}
    return Statement(members, contradicts, sources, tuple(sorted(languages)))
