"""Check: what content means, as two lists of small rules that yield diagnostics.

A rule is a function. It is in `RECORD_RULES`, under the kind of record that it looks at, or in `CONTENT_RULES`, where it needs
the whole content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefings.check import codes, dates, evidence, figures, pages, references, texts, ties
from briefings.diagnostics import Diagnostic
from briefings.model.content import Article, Briefing, Content, Entity, Measure, Outlet, PlainPage, Topic
from briefings.settings import Settings

__all__ = ["CONTENT_RULES", "RECORD_RULES", "check_all", "check_record", "record_refs"]

Record = TypeVar("Record")


@dataclass(frozen=True)
class Rules(Generic[Record]):
    """The rules for one kind of record."""

    records: Callable[[Content], Mapping[str, Record]]
    """Returns the records of this kind by id."""
    rules: tuple[Callable[[Content, Settings, Record], Iterator[Diagnostic]], ...]
    """Each looks at one record, and at whatever else of the content that points to."""

    def check(self, content: Content, settings: Settings, record_id: str) -> Iterator[Diagnostic]:
        """Yield what the rules find in one record."""
        record = self.records(content)[record_id]
        for rule in self.rules:
            yield from rule(content, settings, record)


RECORD_RULES: Mapping[
    str, Rules[Article] | Rules[Briefing] | Rules[Outlet] | Rules[Entity] | Rules[Topic] | Rules[Measure] | Rules[PlainPage]
] = {
    "articles": Rules(
        lambda content: content.articles,
        (
            *(references.article_references, references.circle, references.origin, codes.article_codes, ties.ties),
            *(texts.article_ids, texts.article_markup),
            *(dates.article_future, dates.figure_dates, dates.limits, figures.ranges, figures.units_and_scopes, figures.same),
            *(evidence.short_passages, evidence.verified_passages),
        ),
    ),
    "briefings": Rules(
        lambda content: content.briefings,
        (
            *(references.briefing_references, texts.briefing_ids, texts.briefing_markup, texts.citations),
            *(dates.briefing_future, dates.order, dates.sources),
        ),
    ),
    "outlets": Rules(lambda content: content.outlets, (codes.outlet_codes, texts.descriptions)),
    "entities": Rules(lambda content: content.entities, (codes.entity_codes, texts.entity_labels, texts.descriptions)),
    "topics": Rules(lambda content: content.topics, (texts.topic_labels, texts.descriptions)),
    "measures": Rules(lambda content: content.measures, (texts.measure_labels, figures.factors)),
    "pages": Rules(lambda content: content.pages, (texts.page_bounds,)),
}
"""The rules that look at one record, by the kind of record."""

ContentRule = Callable[[Content, Settings], Iterator[Diagnostic]]
CONTENT_RULES: tuple[ContentRule, ...] = (references.presence, ties.contradictions, pages.links, ties.events, evidence.days)
"""The rules that look at the whole content at once."""


def check_all(content: Content, settings: Settings) -> list[Diagnostic]:
    """Return what the rules find that look at the whole content.

    What they find in a value of the wrong shape is left out: the reader has reported that value.
    """
    return _in_sound_values(content, (diagnostic for rule in CONTENT_RULES for diagnostic in rule(content, settings)))


def check_record(content: Content, settings: Settings, ref: str) -> list[Diagnostic]:
    """Return what the other rules find in one record, one of `record_refs`; wrong shapes are left out as well."""
    kind, _, record_id = ref.partition(":")
    return _in_sound_values(content, RECORD_RULES[kind].check(content, settings, record_id))


def record_refs(content: Content) -> Iterator[str]:
    """Yield a reference to each record: its kind and its id, `articles:ferry-delayed`; a plain page's id is its file."""
    for kind, rules in RECORD_RULES.items():
        yield from (f"{kind}:{record_id}" for record_id in rules.records(content))


def _in_sound_values(content: Content, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [diagnostic for diagnostic in found if not content.is_invalid(diagnostic.location.file, *diagnostic.location.keys)]
