"""Check: what content means, as a list of small rules; each looks at the whole content and yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefings.check import dates, evidence, figures, happenings, origins, pages, references, texts, ties, verification
from briefings.model.content import Content
from briefings.problems import Finding
from briefings.settings import Settings

__all__ = ["RULES", "check"]

Rule = Callable[[Content, Settings], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    references.presence,
    references.articles,
    references.circles,
    origins.origins,
    references.briefings,
    references.codes,
    ties.ties,
    ties.contradictions,
    texts.keys,
    texts.labels,
    texts.markdown,
    texts.lines,
    texts.cited,
    pages.links,
    dates.future,
    dates.figures,
    dates.order,
    dates.limits,
    dates.sources,
    happenings.dates,
    figures.ranges,
    figures.scopes,
    figures.factors,
    figures.same,
    evidence.short,
    evidence.archived,
    verification.days,
)


def check(content: Content, settings: Settings) -> list[Finding]:
    """Return what all rules find; where a value has not even the right shape, which is reported already, they are not asked."""
    found = (finding for rule in RULES for finding in rule(content, settings))
    return [finding for finding in found if not content.is_faulty(finding.spot.file, *finding.spot.keys)]
