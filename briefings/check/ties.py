"""Rules about what ties statements and events of several articles together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefings.check.part import Part
from briefings.check.references import unknown
from briefings.model.content import Article, Content
from briefings.model.reference import Reference
from briefings.problems import Finding, Key, Spot, did_you_mean, shown
from briefings.settings import Settings
from briefings.ties import joined


def ties(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """What a claim or event is tied to exists and is another one."""
    for article in part.articles:
        for claim_id, claim in article.facts.claims.items():
            keys = ("claims", claim_id)
            yield from _tied(content, article, keys, "same_as", claim.same_as)
            yield from _tied(content, article, keys, "contradicts", claim.contradicts)
        for event_id, event in article.facts.events.items():
            yield from _tied(content, article, ("events", event_id), "same_as", event.same_as)


def contradictions(content: Content, settings: Settings) -> Iterator[Finding]:
    """No claim contradicts one that, over others, makes the same statement."""
    claims = [
        (article, claim_id, claim) for article in content.articles.values() for claim_id, claim in article.facts.claims.items()
    ]
    members = [Reference(article.id, claim_id) for article, claim_id, _ in claims]
    pairs = [(Reference(article.id, claim_id), other) for article, claim_id, claim in claims for other in claim.same_as]
    statement = joined(members, pairs)
    for article, claim_id, claim in claims:
        for position, other in enumerate(claim.contradicts):
            own = statement[Reference(article.id, claim_id)]
            if other in own and len(own) > 1 and other != Reference(article.id, claim_id):
                spot = Spot(article.file, ("claims", claim_id, "contradicts", position))
                message = f"'{other}' is said to contradict this and, by 'same_as', to be the same statement"
                yield Finding("R012", spot, message, "Take one of the two away.")


def _tied(
    content: Content, article: Article, keys: tuple[str, str], name: str, others: Iterable[Reference]
) -> Iterator[Finding]:
    kind, own_id = keys
    for position, other in enumerate(others):
        spot = Spot(article.file, (*keys, name, position))
        if other == Reference(article.id, own_id):
            yield Finding("R012", spot, f"'{other}' is tied to itself; expected one of another article")
        elif other.article not in content.articles:
            yield from unknown(content, "articles", other.article, spot)
        elif not content.is_faulty(content.articles[other.article].file, kind):
            yield from _missing(content.articles[other.article], kind, other.id, spot)


def _missing(article: Article, kind: str, wanted: str, spot: Spot) -> Iterator[Finding]:
    known: Mapping[Key, object] = article.facts.claims if kind == "claims" else article.facts.events  # type: ignore[assignment]
    if wanted in known:
        return
    names = ", ".join(str(key) for key in known) or "none"
    noun, verb = ("claim", "makes") if kind == "claims" else ("event", "has")
    message = f"the article '{article.id}' {verb} no {noun} '{shown(wanted)}'"
    yield Finding("R004", spot, message, did_you_mean(wanted, map(str, known)) or f"It {verb}: {names}.")
