"""Rules about what ties statements and events of several articles together: it exists, and does not contradict itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefings.check.references import unknown, unknown_statement
from briefings.diagnostics import Diagnostic, Location
from briefings.model.content import Article, Content
from briefings.model.edtf import Date
from briefings.model.reference import Reference, equivalence_classes
from briefings.settings import Settings


def ties(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """What a claim or event is tied to exists and is another one."""
    for claim_id, claim in article.facts.claims.items():
        yield from _tied(content, article, ("claims", claim_id, "same_as"), claim.same_as)
        yield from _tied(content, article, ("claims", claim_id, "contradicts"), claim.contradicts)
    for event_id, event in article.facts.events.items():
        yield from _tied(content, article, ("events", event_id, "same_as"), event.same_as)


def contradictions(content: Content, settings: Settings) -> Iterator[Diagnostic]:
    """No claim contradicts one that, over others, makes the same statement."""
    claims = {
        Reference(article.id, claim_id): (article.file, claim)
        for article in content.articles.values()
        for claim_id, claim in article.facts.claims.items()
    }
    statement = equivalence_classes(claims, ((own, other) for own, (_, claim) in claims.items() for other in claim.same_as))
    for own, (file, claim) in claims.items():
        for position, other in enumerate(claim.contradicts):
            if other != own and other in statement[own]:
                location = Location(file, ("claims", own.id, "contradicts", position))
                message = f"'{other}' is said to contradict this and, by 'same_as', to be the same statement"
                yield Diagnostic("R012", location, message, "Take one of the two away.")


def _tied(content: Content, article: Article, keys: tuple[str, str, str], others: Iterable[Reference]) -> Iterator[Diagnostic]:
    kind, own_id, _ = keys
    for position, other in enumerate(others):
        location = Location(article.file, (*keys, position))
        if other == Reference(article.id, own_id):
            yield Diagnostic("R012", location, f"'{other}' is tied to itself; expected one of another article")
        elif other.article not in content.articles:
            yield from unknown(content, "articles", other.article, location)
        elif not content.is_invalid(content.articles[other.article].file, kind):
            yield from unknown_statement(content.articles[other.article], kind, other.id, location)


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


def events(content: Content, settings: Settings) -> Iterator[Diagnostic]:
    """Events that are tied as the same can have happened on the same day.

    What is tied through others counts as well; the tie that makes it impossible is reported, and not followed. A date that is
    only about right is held against nothing; an inferred one is, because the desk infers with the other article in view.
    """
    dates = {
        Reference(article.id, event_id): event.date
        for article in content.articles.values()
        for event_id, event in article.facts.events.items()
    }
    groups = {event: [event] for event in dates}
    limits = {event: _limits(event, date) for event, date in dates.items()}
    for location, one, other in _event_ties(content):
        if other not in groups or groups[one] is groups[other]:
            continue
        both = limits[one].within(limits[other])
        if both.first > both.last:
            yield _impossible(location, dates, one, other, both)
            continue
        groups[one] += groups[other]
        for member in groups[one]:
            groups[member], limits[member] = groups[one], both


def _event_ties(content: Content) -> Iterator[tuple[Location, Reference, Reference]]:
    """Yield each tie once, also where both sides name it."""
    seen: set[frozenset[Reference]] = set()
    for article in content.articles.values():
        for event_id, event in article.facts.events.items():
            one = Reference(article.id, event_id)
            for position, other in enumerate(event.same_as):
                if frozenset((one, other)) not in seen:
                    seen.add(frozenset((one, other)))
                    yield Location(article.file, ("events", event_id, "same_as", position)), one, other


def _limits(event: Reference, date: Date) -> _Limits:
    is_about = any(moment.approximate for moment in (date.start, date.end) if moment)
    first, last = (datetime.date.min, datetime.date.max) if is_about else (date.first, date.last)
    return _Limits(first, last, event, event)


def _impossible(
    location: Location, dates: dict[Reference, Date], one: Reference, other: Reference, both: _Limits
) -> Diagnostic:
    late, early = both.latest_start, both.earliest_end
    if {late, early} == {one, other}:
        message = f"'{other}' cannot be the same event: their dates have no day in common"
    else:
        message = (
            f"'{other}' cannot be the same event: '{early}' and '{late}', which are then the same too, have no day in common"
        )
    dated = " and ".join(f"'{event}' is dated '{dates[event].text}'" for event in sorted((early, late)))
    return Diagnostic("D004", location, message, f"{dated[0].upper() + dated[1:]}.")
