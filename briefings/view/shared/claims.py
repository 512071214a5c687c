"""Claims on the pages of their articles: who says them, by which way, where they stand, and who else makes them."""

from __future__ import annotations

from typing import NamedTuple

from briefings import urls
from briefings.model.content import Article
from briefings.model.records import ArticleText
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext
from briefings.view.shared.counts import SourceCountView, source_count
from briefings.view.shared.links import Link, article_link, entity_links, outlet_link
from briefings.view.shared.statements import ClaimCard, StatementView, claim_cards, contradicting, statement_of
from briefings.view.shared.verification_badge import VerificationBadge, verification_badge


class ChainStep(NamedTuple):
    """A part of the way from a speaker to an article."""

    role: str
    """`speaker`, `carrier`, `original` or `article`."""
    links: tuple[Link, ...]
    """Empty where the speaker is not named."""


class ClaimView(NamedTuple):
    """A claim on its article's page."""

    anchor: str
    """Its `id` on the page."""
    statement: str
    """The claim in words."""
    chain: tuple[ChainStep, ...]
    """From the speaker to the article."""
    quote: Text | None
    """What is said, in somebody's own words, as the article has them."""
    translation: str | None
    """Of the quote."""
    figure: str | None
    """The number that it puts on a measure, with qualifier and unit."""
    scope: Text | None
    """The part of the measure that the figure is about."""
    time: str | None
    """Of the figure."""
    evidence: Text
    """The passage that carries it, in the words of the article."""
    evidence_proof: VerificationBadge | None
    """None where the article has no archived text; likewise below."""
    quote_proof: VerificationBadge | None
    """Of the quote."""
    passage: str | None
    """Address of the passage in the article."""
    archived_passage: str | None
    """Address of the passage in a public archived copy."""
    others: tuple[ClaimCard, ...]
    """Other articles that make the same statement."""
    source_count: SourceCountView
    """Of all articles that make it."""
    against: tuple[StatementView, ...]
    """Statements that contradict it."""


def claim_view(context: PageContext, article: Article, words: ArticleText, claim_id: str) -> ClaimView:
    """Return a claim as the page of its article shows it."""
    edition, claim = context.edition, article.facts.claims[claim_id]
    language = article.facts.language
    time = (claim.figure.as_of or claim.figure.period) if claim.figure else None
    statement = statement_of(context, Reference(article.id, claim_id))
    return ClaimView(
        anchor=urls.anchor("claim", claim_id),
        statement=words.claims[claim_id],
        chain=_chain(context, article, claim_id),
        quote=Text(claim.quote, language) if claim.quote else None,
        translation=words.quotes.get(claim_id),
        figure=edition.figure(claim.figure) if claim.figure else None,
        scope=edition.scope(claim.figure) if claim.figure else None,
        time=edition.date(time) if time else None,
        evidence=Text(claim.evidence, language),
        evidence_proof=verification_badge(context, article, "claims", claim_id, "evidence"),
        quote_proof=verification_badge(context, article, "claims", claim_id, "quote"),
        passage=_passage(article.facts.url, claim.evidence),
        archived_passage=_passage(article.facts.archived_url, claim.evidence),
        others=claim_cards(context, (other for other in statement.claims if other != Reference(article.id, claim_id))),
        source_count=source_count(context, statement.sources),
        against=contradicting(context, statement),
    )


def _chain(context: PageContext, article: Article, claim_id: str) -> tuple[ChainStep, ...]:
    """Return the way of a claim: who said it, who carried it, the original, the article.

    The agencies that an article goes back to as a whole are not in it: whether they carried this claim, it says itself.
    """
    claim = article.facts.claims[claim_id]
    original = _original(context, article)
    steps = [
        ChainStep(role="speaker", links=entity_links(context, claim.said_by)),
        ChainStep(role="carrier", links=entity_links(context, claim.through)),
        ChainStep(role="original", links=(original,) if original else ()),
        ChainStep(role="article", links=(article_link(context, article.id),)),
    ]
    return tuple(step for step in steps if step.links or step.role == "speaker")


def _original(context: PageContext, article: Article) -> Link | None:
    origin = article.facts.origin
    if origin.of is not None:
        return article_link(context, origin.of)
    return outlet_link(context, origin.outlet) if origin.outlet else None


def _passage(address: str | None, evidence: str) -> str | None:
    return urls.passage(address, evidence) if address else None
