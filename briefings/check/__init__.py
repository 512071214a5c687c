"""Check: what content means, as a list of small rules that yield findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefings.check import dates, evidence, figures, happenings, origins, pages, references, texts, ties, verification
from briefings.check.part import Part, names, part_of, whole
from briefings.model.content import Content
from briefings.problems import Finding
from briefings.settings import Settings

__all__ = ["RULES", "RULES_OF_ALL", "check", "check_all", "check_record", "names"]

Rule = Callable[[Content, Settings, Part], Iterator[Finding]]
"""Looks at the records of a part, and at whatever else of the content they point to."""
RuleOfAll = Callable[[Content, Settings], Iterator[Finding]]
"""Looks at the whole content at once."""

RULES: tuple[Rule, ...] = (
    references.articles,
    references.circles,
    origins.origins,
    references.briefings,
    references.codes,
    ties.ties,
    texts.keys,
    texts.labels,
    texts.markdown,
    texts.lines,
    texts.cited,
    dates.future,
    dates.figures,
    dates.order,
    dates.limits,
    dates.sources,
    figures.ranges,
    figures.scopes,
    figures.factors,
    figures.same,
    evidence.short,
    evidence.archived,
)

RULES_OF_ALL: tuple[RuleOfAll, ...] = (
    references.presence,
    ties.contradictions,
    pages.links,
    happenings.dates,
    verification.days,
)


def check(content: Content, settings: Settings) -> list[Finding]:
    """Return what all rules find; where a value has not even the right shape, which is reported already, they are not asked."""
    return [*check_all(content, settings), *_checked(content, settings, whole(content))]


def check_all(content: Content, settings: Settings) -> list[Finding]:
    """Return what the rules find that need the whole content."""
    return _sound(content, (finding for rule in RULES_OF_ALL for finding in rule(content, settings)))


def check_record(content: Content, settings: Settings, name: str) -> list[Finding]:
    """Return what the other rules find in one record, one of `names`."""
    return _checked(content, settings, part_of(content, name))


def _checked(content: Content, settings: Settings, part: Part) -> list[Finding]:
    return _sound(content, (finding for rule in RULES for finding in rule(content, settings, part)))


def _sound(content: Content, found: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in found if not content.is_faulty(finding.spot.file, *finding.spot.keys)]
