"""The timeline: the events of several articles that are the same are merged, and merged events are in the order of time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from briefings.link.origins import Provenance, SourceCount, count_sources, statement_provenance
from briefings.model.content import Article, Entity
from briefings.model.edtf import Date, Moment
from briefings.model.records import Event
from briefings.model.reference import Reference, equivalence_classes

Key = TypeVar("Key")
Item = TypeVar("Item")


@dataclass(frozen=True)
class MergedEvent:
    """Something that happened, with every article's event that reports it.

    It is whole on every page, whichever articles the page is about: date, place and count are the same everywhere.
    """

    members: tuple[Reference, ...]
    """The articles' events, those with the most exact date first; then by article and id."""
    date: Date
    """The most exact of their dates."""
    sources: SourceCount
    """How many articles report it, and which of them are independent sources."""

    def __hash__(self) -> int:
        # Merged events are keys on many pages; their members name them, and no two share one.
        return hash(self.members)

    @property
    def moment(self) -> Moment | None:
        """The start of its date, or the end where only that is known; it determines the place in the timeline.

        None where neither is known; such events are the last.
        """
        return self.date.moment


def merge_events(articles: Mapping[str, Article], entities: Mapping[str, Entity]) -> tuple[MergedEvent, ...]:
    """Return the merged events of all articles in chronological order.

    `same_as` is symmetric and transitive. The order is that of each merged event's date: by year (a decade before its years),
    then by first day, then by last day; seasons stand where they are in the north, dates of which nothing is known are last.
    It does not depend on the order of the articles.
    """
    events = {
        Reference(article.id, event_id): event
        for article in articles.values()
        for event_id, event in article.facts.events.items()
    }
    pairs = ((event, other) for event, facts in events.items() for other in facts.same_as)
    # The members of a class share one tuple, which is not hashed for each of them.
    classes = {id(members): members for members in equivalence_classes(events, pairs).values()}.values()
    provenances = {event: statement_provenance(articles, entities, event.article, facts) for event, facts in events.items()}
    return tuple(sorted((_merged(events, provenances, members) for members in classes), key=chronological))


def group_events(
    events: Iterable[MergedEvent], keys: Callable[[Reference], Iterable[str]]
) -> Mapping[str, tuple[MergedEvent, ...]]:
    """Return merged events, whose order is kept, by each of the keys of their members."""
    return group((key, event) for event in events for member in event.members for key in keys(member))


def group(pairs: Iterable[tuple[Key, Item]]) -> Mapping[Key, tuple[Item, ...]]:
    """Return the second elements of pairs by the first ones; each once, in the order of the pairs."""
    groups: defaultdict[Key, dict[Item, None]] = defaultdict(dict)
    for first, second in pairs:
        groups[first][second] = None
    return {first: tuple(seconds) for first, seconds in groups.items()}


def _merged(
    events: Mapping[Reference, Event], provenances: Mapping[Reference, Provenance], members: Iterable[Reference]
) -> MergedEvent:
    ordered = tuple(sorted(members, key=lambda member: (_imprecision(events[member].date), member)))
    return MergedEvent(ordered, events[ordered[0]].date, count_sources(provenances[member] for member in ordered))


def _imprecision(date: Date) -> tuple[int, bool, bool]:
    """Return a key that sorts exact dates first: fewer days, then not inferred, then not approximate."""
    ends = [moment for moment in (date.start, date.end) if moment]
    days = date.last.ordinal - date.first.ordinal
    return days, any(moment.uncertain for moment in ends), any(moment.approximate for moment in ends)


def chronological(event: MergedEvent) -> tuple[Any, ...]:
    """Return a key that sorts merged events in the order of the timeline."""
    moment = event.moment
    if moment is None:
        return True, event.members
    return False, moment.year, -moment.span, moment.place, event.date.last, event.members
