"""Claims of several articles that are one statement, statements that contradict each other, and figures that differ.

`same_as` says that two claims make the same statement. It holds in both directions and along a chain; `contradicts` holds in
both directions, and between all claims of the two statements. So it does not matter on which side an editor writes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefings.link.origins import SourceCount, claim_provenance, count_sources
from briefings.link.timeline import group
from briefings.model.content import Article, Content, Entity
from briefings.model.intervals import Factors, Relation, relation
from briefings.model.records import Figure
from briefings.model.reference import Reference, equivalence_classes

MAX_NAMED = 3
"""How many of the figures that one is not compared with for the same reason are named; the others are counted."""


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


def statements(articles: Mapping[str, Article], entities: Mapping[str, Entity]) -> Mapping[Reference, Statement]:
    """Return the statement of each claim of each article; claims of one statement have the same object.

    References to claims that do not exist are ignored.
    """
    claims = {
        Reference(article.id, claim_id): claim
        for article in articles.values()
        for claim_id, claim in article.facts.claims.items()
    }
    classes = equivalence_classes(claims, ((own, other) for own, claim in claims.items() for other in claim.same_as))
    pairs = [(own, other) for own, claim in claims.items() for other in claim.contradicts if other in claims]
    ties = {(classes[one][0], classes[other][0]) for pair in pairs for one, other in (pair, pair[::-1])}
    contradicts = group(sorted(ties))
    found = {}
    for first, members in {members[0]: members for members in classes.values()}.items():
        sources = count_sources(claim_provenance(articles, entities, *claim) for claim in members)
        languages = tuple(sorted({articles[claim.article].facts.language for claim in members}))
        found[first] = Statement(members, contradicts.get(first, ()), sources, languages)
    return {claim: found[members[0]] for claim, members in classes.items()}


@dataclass(frozen=True)
class NotCompared:
    """Figures that one is not compared with, for one reason."""

    reason: Relation
    named: tuple[Reference, ...]
    """The first `MAX_NAMED` of them."""
    total: int


@dataclass(frozen=True)
class Compared:
    """How a figure relates to the others on its measure; those that it agrees with are left out."""

    differs: tuple[Reference, ...]
    """Figures that cannot be true if this one is."""
    not_compared: tuple[NotCompared, ...]
    """By reason."""


def compare_figures(content: Content, measure: str, claims: Iterable[Reference]) -> Mapping[Reference, Compared]:
    """Return how the figure on a measure that each claim gives relates to the others, in the order of `claims`."""
    factors = content.measures[measure].facts.factors
    figures = {claim: figure_of(content, claim) for claim in claims}
    return {claim: _compared(claim, figures, factors) for claim in figures}


def figure_of(content: Content, claim: Reference) -> Figure:
    """Return the figure of a claim that has one."""
    figure = content.articles[claim.article].facts.claims[claim.id].figure
    assert figure is not None
    return figure


def _compared(own: Reference, figures: Mapping[Reference, Figure], factors: Factors) -> Compared:
    others = ((relation(figures[own], figure, factors), other) for other, figure in figures.items() if other != own)
    groups = group(others)
    reasons = sorted(groups.keys() - {"differ", "meet"})
    not_compared = (NotCompared(reason, groups[reason][:MAX_NAMED], len(groups[reason])) for reason in reasons)
    return Compared(groups.get("differ", ()), tuple(not_compared))
