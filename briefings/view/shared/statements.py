"""Statements as they stand on pages: who makes them, who contradicts them, and where they have little to rest on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from briefings.link.statements import Statement
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext, memoized
from briefings.view.shared import links
from briefings.view.shared.voices import voice


class ClaimCard(NamedTuple):
    """A claim in a list: one article that makes a statement."""

    card: links.ArticleCard
    claim: links.Link
    """The claim on its article's page, in words."""
    voice: str
    """Whose the statement is: `named`, `unnamed` or `article`."""
    said_by: tuple[links.Link, ...]
    """Empty where the article names and describes nobody."""


class ArticleCount(NamedTuple):
    """How many articles come from one outlet, or are in one language."""

    name: Text | None
    """Of the outlet or the language; None where it is not known."""
    href: str | None
    """Link to the outlet's page."""
    articles: int


class StatementView(NamedTuple):
    """A statement with all articles that make it."""

    claims: tuple[ClaimCard, ...]
    """One for each article that makes it; the first has the words for it."""
    source_count: links.SourceCountView


class Gaps(NamedTuple):
    """What the statements of a briefing rest on, and where that is little."""

    languages: tuple[ArticleCount, ...]
    """From the one with the most articles down."""
    outlets: tuple[ArticleCount, ...]
    """Likewise."""
    statements: int
    """Statements cited."""
    one_origin: tuple[StatementView, ...]
    """Those that no second source makes."""
    one_language: tuple[StatementView, ...]
    """Those that are made in articles of one language alone."""


def statements_of(context: PageContext, claims: Iterable[Reference]) -> Mapping[Statement, Reference]:
    """Return the statements that claims make, each once, with the first of the claims that makes it."""
    first_claims: dict[Statement, Reference] = {}
    for claim in claims:
        first_claims.setdefault(context.edition.graph.statements[claim], claim)
    return first_claims


def claim_card(context: PageContext, claim: Reference) -> ClaimCard:
    """Return a claim as it stands in a list."""
    facts = context.edition.content.articles[claim.article].facts.claims[claim.id]
    return ClaimCard(
        card=links.article_card(context, claim.article),
        claim=links.claim_link(context, claim, links.claim_text(context, claim)),
        voice=voice(context, facts),
        said_by=links.record_links(context, "entities", facts.said_by),
    )


@memoized
def statement_view(context: PageContext, first: Reference) -> StatementView:
    """Return the statement that a claim makes, in the words of this one, with all articles that make it."""
    statement = context.edition.graph.statements[first]
    others = (other for other in statement.claims if other != first)
    return StatementView(
        claims=tuple(claim_card(context, claim) for claim in (first, *others)),
        source_count=links.source_count(context, statement.sources),
    )


def statement_views(context: PageContext, claims: Iterable[Reference]) -> tuple[StatementView, ...]:
    """Return the statements that claims make, each in the words of its claim."""
    return tuple(statement_view(context, claim) for claim in claims)


def contradictions(context: PageContext, statements: Mapping[Statement, Reference]) -> Iterator[tuple[StatementView, ...]]:
    """Yield each statement that others contradict with these; two that contradict each other stand once."""
    shown: set[Reference] = set()
    for statement, claim in statements.items():
        shown.add(statement.claims[0])
        others = [other for other in statement.contradicts if other not in shown]
        if others:
            yield statement_view(context, claim), *statement_views(context, others)


def gaps(context: PageContext, article_ids: Iterable[str], statements: Mapping[Statement, Reference]) -> Gaps:
    """Return what articles, and the statements cited from them, rest on."""
    content, formats = context.edition.content, context.edition.formats
    articles = [content.articles[article_id].facts for article_id in article_ids]
    languages = Counter(article.language for article in articles).most_common()
    outlets = Counter(article.outlet for article in articles).most_common()
    return Gaps(
        languages=tuple(ArticleCount(context.text(formats.language(tag)), None, number) for tag, number in languages),
        outlets=tuple(_outlet_count(context, outlet, number) for outlet, number in outlets),
        statements=len(statements),
        one_origin=statement_views(context, (claim for statement, claim in statements.items() if statement.has_one_origin)),
        one_language=statement_views(context, (claim for statement, claim in statements.items() if statement.has_one_language)),
    )


def _outlet_count(context: PageContext, outlet: str | None, articles: int) -> ArticleCount:
    link = links.record_link(context, "outlets", outlet) if outlet else None
    return ArticleCount(link.text if link else None, link.href if link else None, articles)
