"""Parts of an article's page: its claims with the way of each, its origin, the credit for its picture, and what is verified."""

import datetime
import re
from typing import NamedTuple

from briefings import urls
from briefings.evidence.passages import passages
from briefings.model.content import Article
from briefings.model.edtf import Moment
from briefings.model.records import ArticleText, Evidence, Origin
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext
from briefings.view.shared.links import Link, SourceCountView, record_link, record_links, source_count
from briefings.view.shared.statements import ClaimCard, StatementView, TiedClaims, beside, statement_views, tie_text
from briefings.view.shared.voices import voice


class VerificationBadge(NamedTuple):
    """What the record of verified passages says of one passage."""

    state: str
    """`verified`, `changed` or `unverified`."""
    day: str | None
    """When it was found in the archived text, or what stood in its place before; None where it is unverified."""
    attributed: bool = False
    """It carries a claim or event all of whose sources were found named, in it or in the passage of the attribution."""


def verification_badge(context: PageContext, article: Article, *keys: str | int) -> VerificationBadge | None:
    """Return what the record says of the passage at `keys`; None where there is no such passage, or no archived text."""
    proof = context.edition.graph.proofs.get(article.id, {}).get(keys)
    if proof is None:
        return None
    is_attributed = keys[-1] == "evidence" and keys[:-1] in context.edition.graph.attributed.get(article.id, ())
    return VerificationBadge(proof.state, _day(context, proof.day) if proof.day else None, is_attributed)


class Spelling(NamedTuple):
    """A name as an article spells it."""

    name: Link
    """The entity, or the article, that it belongs to."""
    spelling: Text
    """In the words of the article."""
    proof: VerificationBadge | None = None
    """Of the spelling, on the page of its article; None where that has no archived text."""


class VerificationSummary(NamedTuple):
    """How much of an article is verified, and when that was done."""

    passages: int
    """All passages of the article that its facts quote."""
    verified: int
    """Those found in the archived text."""
    changed: int
    """Those that were found and have been changed since."""
    unverified: int
    """Those that nobody has looked up."""
    first: str | None
    """The day on which the first of the verified passages was found; None where none is verified."""
    last: str | None
    """The day on which the last was found."""
    has_text: bool
    """There is an archived text that they can be looked up in."""


def verification_summary(context: PageContext, article: Article) -> VerificationSummary | None:
    """Return how much of an article is verified; None where it has no passages."""
    proofs = context.edition.graph.proofs.get(article.id, {}).values()
    states = [proof.state for proof in proofs]
    days = [proof.day for proof in proofs if proof.state == "verified" and proof.day]
    count = sum(1 for _ in passages(article))
    if not count:
        return None
    return VerificationSummary(
        passages=count,
        verified=states.count("verified"),
        changed=states.count("changed"),
        unverified=states.count("unverified"),
        first=_day(context, min(days)) if days else None,
        last=_day(context, max(days)) if days else None,
        has_text=article.facts.archived is not None,
    )


def _day(context: PageContext, day: datetime.date) -> str:
    return context.edition.formats.moment(Moment(day.year, day.month, day.day))


class ClaimView(NamedTuple):
    """A claim on its article's page."""

    anchor: str
    """Its `id` on the page."""
    statement: str
    voice: str
    """Whose it is: `named`, `unnamed` or `article`."""
    said_by: tuple[Link, ...]
    """Empty where the article names and describes nobody."""
    through: tuple[Link, ...]
    """Who carried this claim from the speaker to the article; not the agencies that the article goes back to as a whole."""
    quote: Text | None
    """What is said, in somebody's own words, as the article has them."""
    translation: str | None
    """Of the quote."""
    figure: str | None
    """The number that it puts on a measure, with qualifier and unit."""
    scope: Text | None
    """The part of the measure that the figure is about."""
    time: str | None
    """Of the figure, and whose it is where the speaker does not give it."""
    evidence: Text
    """The passage that carries it, in the words of the article."""
    evidence_proof: VerificationBadge | None
    """None where the article has no archived text; likewise below."""
    quote_proof: VerificationBadge | None
    """Of the quote."""
    attribution: Text | None
    """The passage that says who makes it or who carried it, where it is another one, in the words of the article."""
    attribution_proof: VerificationBadge | None
    """Of that passage."""
    passage: str | None
    """Address of the passage in the article."""
    archived_passage: str | None
    """Address of the passage in a public archived copy."""
    tie: Text | None
    """Why it is tied to what others say, where the desk says so."""
    others: tuple[ClaimCard, ...]
    """The same statement in other articles, in the same words of the same speakers."""
    tied: tuple[TiedClaims, ...]
    """What other speakers say in the same sense, or the same ones in other words."""
    source_count: SourceCountView
    against: tuple[StatementView, ...]
    """Statements that contradict it."""


def passage_link(address: str | None, evidence: Evidence) -> str | None:
    """Return the address of a passage in a page; None where the page has no address."""
    return urls.passage(address, evidence.parts, evidence.prefix, evidence.suffix) if address else None


def claim_view(context: PageContext, article: Article, text: ArticleText, claim_id: str) -> ClaimView:
    """Return a claim as the page of its article shows it."""
    edition, facts, claim = context.edition, article.facts, article.facts.claims[claim_id]
    reference = Reference(article.id, claim_id)
    others, tied = beside(context, reference)
    statement = edition.graph.statements[reference]
    return ClaimView(
        anchor=urls.anchor("claim", claim_id),
        statement=text.claims[claim_id],
        voice=voice(context, claim),
        said_by=record_links(context, "entities", claim.said_by),
        through=record_links(context, "entities", claim.through),
        quote=Text(claim.quote, facts.language) if claim.quote else None,
        translation=text.quotes.get(claim_id),
        figure=edition.figure(claim.figure) if claim.figure else None,
        scope=edition.scope(claim.figure) if claim.figure else None,
        time=edition.figure_time(claim.figure) if claim.figure else None,
        evidence=Text(claim.evidence.exact, facts.language),
        evidence_proof=verification_badge(context, article, "claims", claim_id, "evidence"),
        quote_proof=verification_badge(context, article, "claims", claim_id, "quote"),
        attribution=Text(claim.attribution.exact, facts.language) if claim.attribution else None,
        attribution_proof=verification_badge(context, article, "claims", claim_id, "attribution"),
        passage=passage_link(facts.url, claim.evidence),
        archived_passage=passage_link(facts.archived_url, claim.evidence),
        tie=tie_text(context, reference),
        others=others,
        tied=tied,
        source_count=source_count(context, statement.sources),
        against=statement_views(context, statement.contradicts),
    )


class OriginView(NamedTuple):
    """What an article goes back to."""

    kind: str
    """A kind of origin, as in the content."""
    of: Link | None
    """The article that it is a translation or reprint of."""
    outlet: Link | None
    """The outlet of a text that is not on this site."""
    language: str | None
    """Name of that text's language."""
    via: tuple[Link, ...]
    """The agencies that the reporting came through."""
    inferred: bool
    """The desk concludes it; the article does not say so."""


def origin_view(context: PageContext, facts: Origin) -> OriginView:
    """Return what an article goes back to."""
    edition = context.edition
    return OriginView(
        kind=facts.kind,
        of=record_link(context, "articles", facts.of) if facts.of else None,
        outlet=record_link(context, "outlets", facts.outlet) if facts.outlet else None,
        language=edition.formats.language(facts.language) if facts.language else None,
        via=record_links(context, "entities", facts.via),
        inferred=facts.inferred,
    )


class ImageView(NamedTuple):
    """Credit for a picture that is not shown."""

    shows: str
    """What is to be seen, in words."""
    credit: str
    licence: str | None
    licence_url: str | None
    """Address of the licence's text, where it is one of Creative Commons."""
    via: str | None
    """Where the article has it from."""


def image_view(article: Article, text: ArticleText) -> ImageView | None:
    """Return the credit for the picture of an article; None where it has none."""
    image = article.facts.image
    if image is None or text.image is None:
        return None
    # Of Creative Commons, name and address follow from the SPDX identifier; any other licence keeps its identifier.
    identifier = image.licence or ""
    match = re.fullmatch(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)", identifier, re.ASCII)
    return ImageView(
        shows=text.image,
        credit=image.credit,
        licence=re.sub(r"^CC-(.+)-(\d\.\d)$", r"CC \1 \2", identifier) or None,
        licence_url=f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/" if match else None,
        via=image.via,
    )
