"""Timelines: of the whole edition on a page of its own, and of a briefing, topic or entity on theirs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from briefings import urls
from briefings.link.timeline import Happening
from briefings.model.records import Event
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.cards import article_card, source_count
from briefings.view.data import data_offer
from briefings.view.frame import Here, Site, frame, once
from briefings.view.overview import Drawn, overview
from briefings.view.types import Link, Telling, Timeline, TimelineEntry, TimelinePage, TimelineYear, Told, Wording


def timeline_page(site: Site, here: Here) -> TimelinePage:
    """Return the view of an edition's timeline."""
    _ = here.edition.messages.gettext
    return TimelinePage(
        **frame(
            site,
            here,
            template="timeline.html",
            title=_("Timeline"),
            description=_("What happened when, as the articles tell it: every event with its date and its sources."),
            path_in=urls.timeline,
            locales=site.settings.locales,
            breadcrumbs=(here.front(_("Front page")),),
            data=data_offer(here, "events", "articles"),
        ),
        timeline=timeline(here, here.edition.graph.timeline),
    )


def timeline(here: Here, happenings: Iterable[Happening]) -> Timeline:
    """Return happenings, which are in the order of time, as a page shows them."""
    found = list(happenings)
    entries = [
        (happening.moment, TimelineEntry(number=number, told=_told(here, happening)))
        for number, happening in enumerate(found, start=1)
    ]
    years = groupby(entries, key=lambda pair: here.edition.years(pair[0]))
    return Timeline(
        years=tuple(TimelineYear(name=name, entries=tuple(entry for _, entry in group)) for name, group in years),
        events=len(found),
        overview=overview(here.edition, [_drawn(here, happening) for happening in found]),
        whole=timeline_link(here),
    )


def timeline_link(here: Here) -> Link:
    """Return a link to the timeline of the whole edition."""
    _ = here.edition.messages.gettext
    return Link(text=here.own(_("The timeline of all articles")), href=here.href(urls.timeline(here.edition.locale)))


@once
def _told(here: Here, happening: Happening) -> Told:
    events = [_event(here, member) for member in happening.members]
    return Told(
        anchor=_anchor(happening),
        date=here.edition.date(happening.date),
        wordings=_wordings(here, happening),
        entities=here.entities(dict.fromkeys(entity for event in events for entity in event.entities)),
        source_count=source_count(here, happening.sources),
    )


def _anchor(happening: Happening) -> str:
    first = min(happening.members)
    return urls.happening_anchor(first.article, first.id)


def _event(here: Here, member: Reference) -> Event:
    return here.edition.content.articles[member.article].facts.events[member.id]


def _words(here: Here, member: Reference) -> Text:
    words, locale = here.edition.words(here.edition.content.articles[member.article])
    return Text(words.events[member.id], locale)


def _wordings(here: Here, happening: Happening) -> tuple[Wording, ...]:
    """Return what the articles say: those together that say it in the same words and give the same date."""
    dates = {member: _event(here, member).date for member in happening.members}
    differ = len({date.text for date in dates.values()}) > 1
    groups: dict[tuple[Text, str], list[Reference]] = {}
    for member, date in dates.items():
        groups.setdefault((_words(here, member), date.text), []).append(member)
    return tuple(
        Wording(
            date=here.edition.date(dates[members[0]]) if differ else None,
            text=text,
            tellings=tuple(_telling(here, member) for member in members),
        )
        for (text, _), members in groups.items()
    )


def _telling(here: Here, member: Reference) -> Telling:
    card = article_card(here, member.article)
    headline = card.headline._replace(href=f"{card.headline.href}#{urls.event_anchor(member.id)}")
    language = here.edition.content.articles[member.article].facts.language
    return Telling(card=card._replace(headline=headline), evidence=Text(_event(here, member).evidence, language))


@once
def _drawn(here: Here, happening: Happening) -> Drawn:
    words = _words(here, happening.members[0])
    return Drawn(happening.date, f"#{_anchor(happening)}", words)
