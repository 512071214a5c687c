"""Statements as they stand on pages: who makes them, by which way, and who contradicts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefings.link.statements import Statement
from briefings.model.content import Article
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.cards import article_card, claim_link, source_count
from briefings.view.frame import Here, once
from briefings.view.types import ChainStep, Contradiction, Link, StatementView, Voice


def chain(here: Here, article: Article, claim_id: str) -> tuple[ChainStep, ...]:
    """Return the way of a claim: who said it, who carried it, the original, the article.

    The agencies that an article goes back to as a whole are not in it: whether they carried this claim, it says itself.
    """
    claim = article.facts.claims[claim_id]
    original = _original(here, article)
    steps = [
        ChainStep(role="speaker", links=here.entities(claim.said_by)),
        ChainStep(role="carrier", links=here.entities(claim.through)),
        ChainStep(role="original", links=(original,) if original else ()),
        ChainStep(role="article", links=(here.article(article.id),)),
    ]
    return tuple(step for step in steps if step.links or step.role == "speaker")


def _original(here: Here, article: Article) -> Link | None:
    origin = article.facts.origin
    if origin.of is not None:
        return here.article(origin.of)
    return here.outlet(origin.outlet) if origin.outlet else None


def statement_of(here: Here, claim: Reference) -> Statement:
    """Return the statement that a claim makes."""
    return here.edition.graph.statements[claim]


def voices(here: Here, claims: Iterable[Reference]) -> tuple[Voice, ...]:
    """Return the articles that make claims, one for each claim."""
    return tuple(_voice(here, claim) for claim in claims)


def _voice(here: Here, claim: Reference) -> Voice:
    facts = here.edition.content.articles[claim.article].facts.claims[claim.id]
    return Voice(
        card=article_card(here, claim.article),
        claim=claim_link(here, claim.article, claim.id, _text(here, claim)),
        said_by=here.entities(facts.said_by),
    )


def _text(here: Here, claim: Reference) -> Text:
    words, locale = here.edition.words(here.edition.content.articles[claim.article])
    return Text(words.claims[claim.id], locale)


def statement_view(here: Here, statement: Statement, claim: Reference | None = None) -> StatementView:
    """Return a statement with all articles that make it, in the words of one of its claims, the first where none is named."""
    return _view(here, claim or statement.claims[0])


@once
def _view(here: Here, first: Reference) -> StatementView:
    statement = statement_of(here, first)
    others = (other for other in statement.claims if other != first)
    return StatementView(
        text=_text(here, first),
        voices=voices(here, (first, *others)),
        source_count=source_count(here, statement.sources),
    )


def statement_views(here: Here, statements: Mapping[Statement, Reference]) -> tuple[StatementView, ...]:
    """Return statements, each in the words of the claim that it was met by."""
    return tuple(statement_view(here, statement, claim) for statement, claim in statements.items())


def met(here: Here, claims: Iterable[Reference]) -> Mapping[Statement, Reference]:
    """Return the statements that claims make, each once, with the first of the claims that makes it."""
    found: dict[Statement, Reference] = {}
    for claim in claims:
        found.setdefault(statement_of(here, claim), claim)
    return found


def against(here: Here, statement: Statement) -> tuple[StatementView, ...]:
    """Return the statements that contradict one."""
    return tuple(statement_view(here, statement_of(here, claim)) for claim in statement.contradicts)


def contradictions(here: Here, statements: Mapping[Statement, Reference]) -> Iterator[Contradiction]:
    """Yield the statements that others contradict; two that contradict each other stand once."""
    told: set[Reference] = set()
    for statement, claim in statements.items():
        told.add(statement.claims[0])
        others = [other for other in statement.contradicts if other not in told]
        if others:
            sides = (statement_view(here, statement_of(here, other)) for other in others)
            yield Contradiction(sides=(statement_view(here, statement, claim), *sides))
