"""Check: what content means, as two lists of small rules that yield diagnostics.

A rule is a function. It is in `RECORD_RULES`, under the kind of record that it looks at, or in `CONTENT_RULES`, where it needs
the whole content.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypedDict, TypeVar, cast

from briefings.check import archive, dates, evidence, figures, licences, pages, plurals, references, texts, ties, voices
from briefings.check.allowances import NEED_ARCHIVE, silence
from briefings.check.suggestions import with_suggestions
from briefings.diagnostics import Diagnostic
from briefings.model.content import Article, Briefing, Content, Entity, Measure, Outlet, PlainPage, Topic
from briefings.settings import Settings

__all__ = ["CONTENT_RULES", "RECORD_RULES", "check_all", "check_record", "record_refs", "reported"]

Record = TypeVar("Record")
Rules = tuple[Callable[[Content, Settings, Record], Iterator[Diagnostic]], ...]


class RecordRules(TypedDict):
    """Rules by the kind of record that they look at, and at whatever else of the content that points to."""

    articles: Rules[Article]
    briefings: Rules[Briefing]
    outlets: Rules[Outlet]
    entities: Rules[Entity]
    topics: Rules[Topic]
    measures: Rules[Measure]
    pages: Rules[PlainPage]


RECORD_RULES: RecordRules = {
    "articles": (
        *(references.subjects, references.article_references, references.circle, references.origin, references.article_codes),
        *(ties.ties, ties.other_speakers, texts.article_ids, texts.article_markup, texts.article_titles, licences.licence),
        *(dates.future, dates.article_order, dates.figure_dates, dates.limits),
        *(figures.ranges, figures.units_and_scopes, figures.same, figures.numbers_and_words),
        *(evidence.short_passages, evidence.verified_passages, archive.name, voices.voices),
    ),
    "briefings": (
        *(references.subjects, texts.briefing_ids, texts.briefing_markup, texts.briefing_titles, texts.citations),
        *(dates.future, dates.order, dates.sources),
    ),
    "outlets": (references.outlet_codes, references.owner, texts.descriptions),
    "entities": (references.entity_codes, references.whole_entity, texts.names, texts.descriptions),
    "topics": (references.broader_topic, texts.names, texts.descriptions),
    "measures": (texts.measure_labels, plurals.forms, figures.factors),
    "pages": (texts.page_markup, texts.page_title),
}
"""The rules that look at one record."""

CONTENT_RULES: tuple[Callable[[Content, Settings], Iterator[Diagnostic]], ...] = (
    *(references.presence, ties.contradictions, pages.links, ties.events, evidence.days, archive.names_apart),
)
"""The rules that look at the whole content at once."""


def check_all(content: Content, settings: Settings) -> list[Diagnostic]:
    """Return what the rules find that look at the whole content.

    What they find in a value of the wrong shape is left out: the reader has reported that value.
    """
    return _in_sound_values(content, (diagnostic for rule in CONTENT_RULES for diagnostic in rule(content, settings)))


def check_record(content: Content, settings: Settings, ref: str) -> list[Diagnostic]:
    """Return what the other rules find in one record, one of `record_refs`; wrong shapes are left out as well."""
    kind, _, record_id = ref.partition(":")
    record, rules = getattr(content, kind)[record_id], cast("Mapping[str, Rules[Any]]", RECORD_RULES)[kind]
    return _in_sound_values(content, (diagnostic for rule in rules for diagnostic in rule(content, settings, record)))


def reported(
    content: Content, settings: Settings, found: Iterable[Diagnostic], allowances: Mapping[str, Collection[str]]
) -> list[Diagnostic]:
    """Return what is reported of all that was found: allowed warnings are left out, unknown ids have what was meant.

    `allowances` has the codes of the warnings that each file allows.
    """
    unseen = () if settings.archive else NEED_ARCHIVE
    return with_suggestions(content, settings, silence(found, allowances, unseen))


def record_refs(content: Content) -> Iterator[str]:
    """Yield a reference to each record: its kind and its id, `articles:ferry-delayed`; a plain page's id is its file."""
    return (f"{kind}:{record_id}" for kind in RECORD_RULES for record_id in getattr(content, kind))


def _in_sound_values(content: Content, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [diagnostic for diagnostic in found if not content.is_invalid(diagnostic.location.file, *diagnostic.location.keys)]
