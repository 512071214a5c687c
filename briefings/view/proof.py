"""What is verified of an article, passage by passage and in all."""

from __future__ import annotations

import datetime

from briefings.check.passages import passages
from briefings.model.content import Article
from briefings.model.edtf import Moment
from briefings.view.frame import Here
from briefings.view.types import ProofView, VerificationView


def proof(here: Here, article: Article, *keys: str | int) -> ProofView | None:
    """Return what the record says of one passage; None where there is no such passage, or no archived text."""
    found = here.edition.graph.proofs.get(article.id, {}).get(keys)
    return ProofView(state=found.state, day=_day(here, found.day) if found.day else None) if found else None


def verification(here: Here, article: Article) -> VerificationView | None:
    """Return how much of an article is verified; None where it has no passages."""
    proofs = here.edition.graph.proofs.get(article.id, {}).values()
    states = [proof.state for proof in proofs]
    days = [proof.day for proof in proofs if proof.state == "verified" and proof.day]
    count = sum(1 for _ in passages(article))
    if not count:
        return None
    return VerificationView(
        passages=count,
        verified=states.count("verified"),
        changed=states.count("changed"),
        unverified=states.count("unverified"),
        first=_day(here, min(days)) if days else None,
        last=_day(here, max(days)) if days else None,
        has_text=article.facts.archived is not None,
    )


def _day(here: Here, day: datetime.date) -> str:
    return here.edition.formats.moment(Moment(day.year, day.month, day.day))
