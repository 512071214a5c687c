"""What is verified of an article, passage by passage and in all."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from briefings.evidence.passages import passages
from briefings.model.content import Article
from briefings.model.edtf import Moment
from briefings.view.context import PageContext


class VerificationBadge(NamedTuple):
    """What the record of verified passages says of one passage."""

    state: str
    """`verified`, `changed` or `unverified`."""
    day: str | None
    """When it was found in the archived text, or what stood in its place before; None where it is unverified."""


def verification_badge(context: PageContext, article: Article, *keys: str | int) -> VerificationBadge | None:
    """Return what the record says of the passage at `keys`; None where there is no such passage, or no archived text."""
    proof = context.edition.graph.proofs.get(article.id, {}).get(keys)
    return VerificationBadge(state=proof.state, day=_day(context, proof.day) if proof.day else None) if proof else None


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
