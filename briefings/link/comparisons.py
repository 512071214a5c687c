"""Figures on one measure held against each other: which differ, and which are not compared and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefings.figures import Factors, Verdict, verdict
from briefings.model.content import Content
from briefings.model.records import Figure
from briefings.model.reference import Reference

MOST_NAMED = 3
"""Figures that one is not compared with, for one reason, that are named; the others are counted."""


@dataclass(frozen=True)
class Apart:
    """Figures that one is not compared with, for one reason."""

    reason: Verdict
    named: tuple[Reference, ...]
    """The first of them."""
    total: int


@dataclass(frozen=True)
class Compared:
    """What a figure is to the others on its measure; those that meet it are not mentioned."""

    differs: tuple[Reference, ...]
    """Figures that cannot be true if this one is."""
    apart: tuple[Apart, ...]
    """By reason."""


def compare(content: Content, measure: str, figures: Iterable[tuple[str, str]]) -> Mapping[Reference, Compared]:
    """Return what each figure on a measure is to the others, in the order of the figures: article and claim of each."""
    factors = content.measures[measure].facts.factors
    found = {Reference(article, claim): figure_of(content, Reference(article, claim)) for article, claim in figures}
    return {own: _compared(own, found, factors) for own in found}


def figure_of(content: Content, claim: Reference) -> Figure:
    """Return the figure of a claim that has one."""
    figure = content.articles[claim.article].facts.claims[claim.id].figure
    assert figure is not None
    return figure


def _compared(own: Reference, figures: Mapping[Reference, Figure], factors: Factors) -> Compared:
    groups: dict[Verdict, list[Reference]] = {}
    for other, figure in figures.items():
        if other != own:
            groups.setdefault(verdict(figures[own], figure, factors), []).append(other)
    differs = tuple(groups.pop("differ", ()))
    groups.pop("meet", None)
    return Compared(
        differs, tuple(Apart(reason, tuple(groups[reason][:MOST_NAMED]), len(groups[reason])) for reason in sorted(groups))
    )
