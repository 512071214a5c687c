"""What happened when: events that several articles tell of are one happening, and happenings stand in the order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from briefings import ties
from briefings.link.origins import Count, article_strand, count
from briefings.model.content import Article
from briefings.model.edtf import Date, Moment
from briefings.model.records import Event
from briefings.model.reference import Reference


@dataclass(frozen=True)
class Happening:
    """Something that happened, with every event of an article that tells of it."""

    members: tuple[Reference, ...]
    """The events, by how exact their date is, the most exact first; then by article and id."""
    date: Date
    """The most exact of their dates."""
    sources: Count
    """How many articles tell of it, and which of them are independent sources."""

    def __hash__(self) -> int:
        return hash(self.members)

    @property
    def moment(self) -> Moment:
        """Its start; its end where that alone is known. By this it is placed."""
        return placed(self.date)


def placed(date: Date) -> Moment:
    """Return the start of a date, or its end where only that is known."""
    moment = date.start or date.end
    assert moment is not None, "a date without a start and without an end is none"
    return moment


def happenings(articles: Mapping[str, Article]) -> tuple[Happening, ...]:
    """Return what the articles say has happened, in the order of time.

    `same_as` holds in both directions and onwards: what is the same as the same is the same. The order follows the most exact
    date of each: by year (a decade before its years), then by first day, then by last day, and so never by the order of files.
    """
    events = {
        Reference(article.id, event_id): event
        for article in articles.values()
        for event_id, event in article.facts.events.items()
    }
    return tuple(sorted((_happening(articles, events, members) for members in _merged(events)), key=_in_time))


def selected(found: Iterable[Happening], names: Callable[[Reference], Iterable[str]]) -> Mapping[str, tuple[Happening, ...]]:
    """Return happenings by each name that one of their events goes by, in the order in which they are given."""
    groups: defaultdict[str, list[Happening]] = defaultdict(list)
    for happening in found:
        for name in dict.fromkeys(name for member in happening.members for name in names(member)):
            groups[name].append(happening)
    return {name: tuple(group) for name, group in groups.items()}


def _merged(events: Mapping[Reference, Event]) -> Iterable[tuple[Reference, ...]]:
    """Return the events in groups of those that are the same."""
    return set(ties.joined(events, ((event, other) for event, facts in events.items() for other in facts.same_as)).values())


def _happening(articles: Mapping[str, Article], events: Mapping[Reference, Event], members: Iterable[Reference]) -> Happening:
    ordered = tuple(sorted(members, key=lambda member: (_vagueness(events[member].date), member)))
    strands = (article_strand(articles, article) for article in {member.article for member in ordered})
    return Happening(ordered, events[ordered[0]].date, count(strands))


def _vagueness(date: Date) -> tuple[int, bool, bool]:
    """Return how far from exact a date is: by its days, then by whether it is inferred, then by whether it is approximate."""
    ends = [moment for moment in (date.start, date.end) if moment]
    days = date.last.toordinal() - date.first.toordinal()
    return days, any(moment.uncertain for moment in ends), any(moment.approximate for moment in ends)


def _in_time(happening: Happening) -> tuple[object, ...]:
    moment = happening.moment
    return moment.year, -moment.span, moment.first, happening.date.last, happening.members
