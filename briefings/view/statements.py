"""Statements as they stand on pages: who makes them, by which way, and who contradicts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefings.link.statements import Statement
from briefings.model.content import Article
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.cards import article_card, claim_link, source_count
from briefings.view.frame import Here
from briefings.view.types import ChainStep, Contradiction, Link, StatementView, Voice


def chain(here: Here, article: Article, claim_id: str) -> tuple[ChainStep, ...]:
    """Return the way of a claim: who said it, who carried it, the original, the article."""
    claim, origin = article.facts.claims[claim_id], article.facts.origin
    carriers = dict.fromkeys((*claim.through, *origin.via))
    original = _original(here, article)
    steps = [
        ChainStep(role="speaker", links=here.entities(claim.said_by)),
        ChainStep(role="carrier", links=here.entities(carrier for carrier in carriers if carrier not in claim.said_by)),
        ChainStep(role="original", links=(original,) if original else ()),
        ChainStep(role="article", links=(article_card(here, article.id).headline,)),
    ]
    return tuple(step for step in steps if step.links or step.role == "speaker")


def _original(here: Here, article: Article) -> Link | None:
    origin = article.facts.origin
    if origin.of is not None:
        return article_card(here, origin.of).headline
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


def statement_view(here: Here, statement: Statement) -> StatementView:
    """Return a statement with all articles that make it, in the words of its first claim."""
    return StatementView(
        text=_text(here, statement.claims[0]),
        voices=voices(here, statement.claims),
        count=source_count(here, statement.sources),
    )


def against(here: Here, statement: Statement) -> tuple[StatementView, ...]:
    """Return the statements that contradict one."""
    return tuple(statement_view(here, statement_of(here, claim)) for claim in statement.contradicts)


def contradictions(here: Here, statements: Iterable[Statement]) -> Iterator[Contradiction]:
    """Yield the statements that others contradict; two that contradict each other stand once."""
    told: set[Reference] = set()
    for statement in statements:
        told.add(statement.claims[0])
        others = [claim for claim in statement.contradicts if claim not in told]
        if others:
            sides = [statement, *(statement_of(here, claim) for claim in others)]
            yield Contradiction(sides=tuple(statement_view(here, side) for side in sides))
