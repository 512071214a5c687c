"""Timelines: of the whole edition, and of a briefing, topic or entity."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from briefings import urls
from briefings.link.timeline import MergedEvent
from briefings.model.records import Event
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.charts.overview import Overview, PlottedEvent, overview
from briefings.view.context import PageContext, memoized
from briefings.view.shared.links import ArticleCard, Link, SourceCountView, article_card, page_link, record_links, source_count
from briefings.view.shared.voices import voice


class EventReport(NamedTuple):
    """An article that reports an event, with its passage."""

    card: ArticleCard
    """Its headline leads to the event on the article's page."""
    voice: str
    """Whose the report is: `named`, `unnamed` or `article`."""
    said_by: tuple[Link, ...]
    """Empty where the article names and describes nobody."""
    through: tuple[Link, ...]
    """Who carried it from the speaker to the article."""
    evidence: Text
    """The passage, in the words of the article."""


class Phrasing(NamedTuple):
    """What one or more articles say of an event, in the same words."""

    date: str | None
    """The date that these articles give; None where all articles give the date of the entry."""
    text: Text
    reports: tuple[EventReport, ...]


class EventView(NamedTuple):
    """An event with all that articles say of it."""

    anchor: str
    """Its `id` on the page."""
    date: str
    phrasings: tuple[Phrasing, ...]
    entities: tuple[Link, ...]
    """Who took part, and where it happened."""
    source_count: SourceCountView


class TimelineEntry(NamedTuple):
    """An event in a timeline."""

    number: int
    """Its place, from 1; the drawing names it by this."""
    event: EventView


class TimelineYear(NamedTuple):
    """The events of one year, or those of a decade or century of which no year is known."""

    name: str
    """The year, decade or century."""
    entries: tuple[TimelineEntry, ...]
    """In the order of time."""


class Timeline(NamedTuple):
    """Events in the order of time."""

    years: tuple[TimelineYear, ...]
    """The list."""
    events: int
    """How many there are."""
    overview: Overview | None
    """The drawing; None where there are only a few events."""
    whole: Link
    """The timeline of the whole edition."""


def timeline(context: PageContext, events: Iterable[MergedEvent]) -> Timeline:
    """Return events, which are in the order of time, as a page shows them."""
    merged = list(events)
    entries = [(event.moment, TimelineEntry(number, _event_view(context, event))) for number, event in enumerate(merged, 1)]
    # Translators: Heading on the timeline, in place of a year: over the events whose date is not known.
    unknown = context.edition.messages.gettext("Date not known")
    years = groupby(entries, key=lambda pair: context.edition.years(pair[0]) if pair[0] else unknown)
    return Timeline(
        years=tuple(TimelineYear(name=name, entries=tuple(entry for _, entry in group)) for name, group in years),
        events=len(merged),
        overview=overview(context.edition, [_plotted(context, event) for event in merged]),
        whole=timeline_link(context),
    )


def timeline_link(context: PageContext) -> Link:
    """Return a link to the timeline of the whole edition."""
    # Translators: Link from a page with some events to the timeline with all of them.
    text = context.edition.messages.gettext("The timeline of all articles")
    return page_link(context, text, urls.page(context.edition.locale, "timeline"))


@memoized
def _event_view(context: PageContext, merged: MergedEvent) -> EventView:
    entities = dict.fromkeys(entity for member in merged.members for entity in _event(context, member).entities)
    return EventView(
        anchor=urls.anchor("happening", *min(merged.members)),
        date=context.edition.date(merged.date),
        phrasings=_phrasings(context, merged),
        entities=record_links(context, "entities", entities),
        source_count=source_count(context, merged.sources),
    )


def _event(context: PageContext, member: Reference) -> Event:
    return context.edition.content.articles[member.article].facts.events[member.id]


def _phrasings(context: PageContext, event: MergedEvent) -> tuple[Phrasing, ...]:
    """Return what the articles say: those together that say it in the same words and give the same date."""
    dates = {member: _event(context, member).date for member in event.members}
    differ = len({date.text for date in dates.values()}) > 1
    groups: dict[tuple[Text, str], list[Reference]] = {}
    for member, date in dates.items():
        text, locale = context.edition.text_of(context.edition.content.articles[member.article])
        groups.setdefault((Text(text.events[member.id], locale), date.text), []).append(member)
    return tuple(
        Phrasing(
            date=context.edition.date(dates[members[0]]) if differ else None,
            text=text,
            reports=tuple(_report(context, member) for member in members),
        )
        for (text, _), members in groups.items()
    )


def _report(context: PageContext, member: Reference) -> EventReport:
    card = article_card(context, member.article)
    headline = card.headline._replace(href=f"{card.headline.href}#{urls.anchor('event', member.id)}")
    event, language = _event(context, member), context.edition.content.articles[member.article].facts.language
    return EventReport(
        card=card._replace(headline=headline),
        voice=voice(context, event),
        said_by=record_links(context, "entities", event.said_by),
        through=record_links(context, "entities", event.through),
        evidence=Text(event.evidence.exact, language),
    )


@memoized
def _plotted(context: PageContext, event: MergedEvent) -> PlottedEvent:
    view = _event_view(context, event)
    return PlottedEvent(event.date, f"#{view.anchor}", view.phrasings[0].text)
