"""Statements as they stand on pages: who makes them, and who contradicts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from briefings.link.statements import Statement
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext
from briefings.view.fragments import memoized
from briefings.view.shared.cards import ArticleCard, article_card
from briefings.view.shared.counts import SourceCountView, source_count
from briefings.view.shared.links import Link, claim_link, entity_links


class ClaimCard(NamedTuple):
    """A claim in a list: one article that makes a statement."""

    card: ArticleCard
    """The article."""
    claim: Link
    """The claim on its article's page, in words."""
    said_by: tuple[Link, ...]
    """Empty where the statement is the article's own."""


class StatementView(NamedTuple):
    """A statement with all articles that make it."""

    text: Text
    """In the words of the first of its claims."""
    claims: tuple[ClaimCard, ...]
    """One for each article that makes it."""
    source_count: SourceCountView
    """Of those articles."""


class Contradiction(NamedTuple):
    """Statements that cannot all be true."""

    sides: tuple[StatementView, ...]
    """One, and those that contradict it."""


def statement_of(context: PageContext, claim: Reference) -> Statement:
    """Return the statement that a claim makes."""
    return context.edition.graph.statements[claim]


def statements_of(context: PageContext, claims: Iterable[Reference]) -> Mapping[Statement, Reference]:
    """Return the statements that claims make, each once, with the first of the claims that makes it."""
    first_claims: dict[Statement, Reference] = {}
    for claim in claims:
        first_claims.setdefault(statement_of(context, claim), claim)
    return first_claims


def claim_cards(context: PageContext, claims: Iterable[Reference]) -> tuple[ClaimCard, ...]:
    """Return claims as they stand in a list."""
    return tuple(_claim_card(context, claim) for claim in claims)


def _claim_card(context: PageContext, claim: Reference) -> ClaimCard:
    facts = context.edition.content.articles[claim.article].facts.claims[claim.id]
    return ClaimCard(
        card=article_card(context, claim.article),
        claim=claim_link(context, claim.article, claim.id, _text(context, claim)),
        said_by=entity_links(context, facts.said_by),
    )


def _text(context: PageContext, claim: Reference) -> Text:
    words, locale = context.edition.words(context.edition.content.articles[claim.article])
    return Text(words.claims[claim.id], locale)


def statement_view(context: PageContext, statement: Statement, claim: Reference | None = None) -> StatementView:
    """Return a statement with all articles that make it, in the words of one of its claims, the first where none is named."""
    return _statement_view(context, claim or statement.claims[0])


@memoized
def _statement_view(context: PageContext, first: Reference) -> StatementView:
    statement = statement_of(context, first)
    others = (other for other in statement.claims if other != first)
    return StatementView(
        text=_text(context, first),
        claims=claim_cards(context, (first, *others)),
        source_count=source_count(context, statement.sources),
    )


def statement_views(context: PageContext, statements: Mapping[Statement, Reference]) -> tuple[StatementView, ...]:
    """Return statements, each in the words of the claim that it is mapped to."""
    return tuple(statement_view(context, statement, claim) for statement, claim in statements.items())


def contradicting(context: PageContext, statement: Statement) -> tuple[StatementView, ...]:
    """Return the statements that contradict one."""
    return tuple(statement_view(context, statement_of(context, claim)) for claim in statement.contradicts)


def contradictions(context: PageContext, statements: Mapping[Statement, Reference]) -> Iterator[Contradiction]:
    """Yield the statements that others contradict; two that contradict each other stand once."""
    shown: set[Reference] = set()
    for statement, claim in statements.items():
        shown.add(statement.claims[0])
        others = [other for other in statement.contradicts if other not in shown]
        if others:
            sides = (statement_view(context, statement_of(context, other)) for other in others)
            yield Contradiction(sides=(statement_view(context, statement, claim), *sides))
