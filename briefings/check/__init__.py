"""Check: what content means, as a list of small rules; each looks at the whole content and yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefings.check import dates, evidence, pages, references, texts, ties, verification
from briefings.model.content import Content
from briefings.problems import Finding
from briefings.settings import Settings

__all__ = ["RULES", "check"]

Rule = Callable[[Content, Settings], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    references.presence,
    references.articles,
    references.circles,
    references.briefings,
    references.codes,
    ties.ties,
    texts.keys,
    texts.labels,
    texts.markdown,
    texts.cited,
    pages.links,
    dates.future,
    dates.figures,
    dates.order,
    dates.limits,
    evidence.short,
    evidence.archived,
    verification.days,
)


def check(content: Content, settings: Settings) -> list[Finding]:
    """Return what all rules find."""
    return [finding for rule in RULES for finding in rule(content, settings)]
