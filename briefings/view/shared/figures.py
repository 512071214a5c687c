"""Figures as they stand in tables."""

from __future__ import annotations

from typing import NamedTuple

from briefings.model.text import Text
from briefings.view.context import PageContext
from briefings.view.fragments import memoized
from briefings.view.shared.links import Link, claim_link, entity_links, measure_link


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


def figure_view(context: PageContext, article_id: str, claim_id: str) -> FigureView | None:
    """Return a claim's figure as it stands in a table, None where it has none."""
    figure = context.edition.content.articles[article_id].facts.claims[claim_id].figure
    return None if figure is None else _figure_view(context, article_id, claim_id)


@memoized
def _figure_view(context: PageContext, article_id: str, claim_id: str) -> FigureView:
    edition, article = context.edition, context.edition.content.articles[article_id]
    claim = article.facts.claims[claim_id]
    assert claim.figure is not None
    time = claim.figure.as_of or claim.figure.period
    words, locale = edition.words(article)
    return FigureView(
        measure=measure_link(context, claim.figure.measure),
        value=edition.tabled_figure(claim.figure),
        time=edition.date(time) if time else None,
        said_by=entity_links(context, claim.said_by),
        through=entity_links(context, claim.through),
        claim=claim_link(context, article.id, claim_id, Text(words.headline, locale)),
        scope=edition.scope(claim.figure),
    )
