"""Comparisons of the figures on one measure: which differ, and which are not compared and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefings.model.content import Content
from briefings.model.intervals import Factors, Relation, relation
from briefings.model.records import Figure
from briefings.model.reference import Reference

MAX_NAMED = 3
"""How many of the figures that one is not compared with for the same reason are named; the others are counted."""


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
    groups: dict[Relation, list[Reference]] = {}
    for other, figure in figures.items():
        if other != own:
            groups.setdefault(relation(figures[own], figure, factors), []).append(other)
    differs = tuple(groups.pop("differ", ()))
    groups.pop("meet", None)
    not_compared = (NotCompared(reason, tuple(others[:MAX_NAMED]), len(others)) for reason, others in sorted(groups.items()))
    return Compared(differs, tuple(not_compared))
