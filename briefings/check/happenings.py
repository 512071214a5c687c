"""The rule about what ties make of several events: one event, which happened on one date."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.model.content import Content
from briefings.model.edtf import Date
from briefings.model.reference import Reference
from briefings.problems import Finding, Spot
from briefings.settings import Settings


@dataclass(frozen=True)
class _Limits:
    """Between which days an event happened, if all that is said of it is true, and who sets each limit."""

    first: datetime.date
    last: datetime.date
    latest_start: Reference
    earliest_end: Reference

    def within(self, other: _Limits) -> _Limits:
        start = max(self, other, key=lambda limits: (limits.first, limits.latest_start))
        end = min(self, other, key=lambda limits: (limits.last, limits.earliest_end))
        return _Limits(start.first, end.last, start.latest_start, end.earliest_end)


def dates(content: Content, settings: Settings) -> Iterator[Finding]:
    """Events that are tied as the same can have happened on the same day.

    What is tied through others counts as well; the tie that makes it impossible is reported, and not followed. A date that is
    only about right is held against nothing; an inferred one is, because the desk infers with the other article in view.
    """
    known = {
        Reference(article.id, event_id): event.date
        for article in content.articles.values()
        for event_id, event in article.facts.events.items()
    }
    groups = {event: [event] for event in known}
    limits = {event: _limits(event, date) for event, date in known.items()}
    for spot, one, other in _ties(content):
        if other not in groups or groups[one] is groups[other]:
            continue
        both = limits[one].within(limits[other])
        if both.first > both.last:
            yield _impossible(spot, known, one, other, both)
            continue
        groups[one] += groups[other]
        for member in groups[one]:
            groups[member], limits[member] = groups[one], both


def _ties(content: Content) -> Iterator[tuple[Spot, Reference, Reference]]:
    """Yield each tie once, also where both sides name it."""
    seen: set[frozenset[Reference]] = set()
    for article in content.articles.values():
        for event_id, event in article.facts.events.items():
            one = Reference(article.id, event_id)
            for position, other in enumerate(event.same_as):
                if frozenset((one, other)) not in seen:
                    seen.add(frozenset((one, other)))
                    yield Spot(article.file, ("events", event_id, "same_as", position)), one, other


def _limits(event: Reference, date: Date) -> _Limits:
    is_about = any(moment.approximate for moment in (date.start, date.end) if moment)
    first, last = (datetime.date.min, datetime.date.max) if is_about else (date.first, date.last)
    return _Limits(first, last, event, event)


def _impossible(spot: Spot, known: dict[Reference, Date], one: Reference, other: Reference, both: _Limits) -> Finding:
    late, early = both.latest_start, both.earliest_end
    if {late, early} == {one, other}:
        message = f"'{other}' cannot be the same event: their dates have no day in common"
    else:
        message = (
            f"'{other}' cannot be the same event: '{early}' and '{late}', which are then the same too, have no day in common"
        )
    dated = " and ".join(f"'{event}' is dated '{known[event].text}'" for event in sorted((early, late)))
    return Finding("D004", spot, message, f"{dated[0].upper() + dated[1:]}.")
