"""Rules about dates: none lies in the future, and a figure has one date or one period."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from briefings import prose
from briefings.check.part import Part
from briefings.model.content import Content
from briefings.model.edtf import Date
from briefings.problems import Finding, Key, Spot
from briefings.settings import Settings


def future(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """What has happened or appeared has done so by today; a partial date counts from its first day."""
    for file, keys, date in _dates(part):
        latest = date.end.first if date.end else date.first
        if not settings.has_come(latest):
            yield Finding("D002", Spot(file, keys), f"'{date.text}' lies in the future")


def figures(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """A figure holds for a date or for a period, not both."""
    for article in part.articles:
        for claim_id, claim in article.facts.claims.items():
            if claim.figure is not None and claim.figure.as_of and claim.figure.period:
                spot = Spot(article.file, ("claims", claim_id, "figure", "period"), on="key")
                yield Finding("D003", spot, "a figure holds as of a date or for a period, not both")


def order(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """What changes a briefing comes after its publication."""
    for briefing in part.briefings:
        facts, published = briefing.facts, briefing.facts.published.first
        later: list[tuple[tuple[Key, ...], Date | None]] = [(("updated",), facts.updated)]
        later += [(("corrections", name, "date"), correction.date) for name, correction in facts.corrections.items()]
        for keys, date in later:
            if date is not None and date.last < published:
                yield Finding(
                    "D003",
                    Spot(briefing.file, keys),
                    f"'{date.text}' lies before the publication on {facts.published.text}",
                )


def sources(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """A briefing cites nothing that appeared only after it."""
    for briefing in part.briefings:
        latest = max(date.last for date in (briefing.facts.published, briefing.facts.updated) if date)
        text = briefing.words.get(briefing.written_in)
        for article_id in dict.fromkeys(citation.article for citation, _ in prose.citations(text.body if text else "")):
            article = content.articles.get(article_id)
            published = article.facts.published if article else None
            if published is not None and latest < published.first and settings.has_come(published.first):
                spot = Spot(briefing.file, ("updated",) if briefing.facts.updated else ("published",))
                message = f"the briefing cites '{article_id}', which appeared only after that, on {published.text}"
                yield Finding("D003", spot, message, "Give the day of the change in 'updated'.")


def limits(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """Limits are given only for a date of publication that is not known."""
    for article in part.articles:
        if article.facts.published and article.facts.published_within:
            spot = Spot(article.file, ("published_within",), on="key")
            yield Finding("D003", spot, "limits of a date that 'published' gives", "Keep one of the two.")
        within = article.facts.published_within
        if within and within.first == within.last and not within.is_interval:
            message = f"the limits are a single day, '{within.text}'; expected a range, a month or a year"
            yield Finding("D003", Spot(article.file, ("published_within",)), message, "A known date is 'published'.")


def _dates(part: Part) -> Iterator[tuple[str, tuple[Key, ...], Date]]:
    for article in part.articles:
        facts, file = article.facts, article.file
        if facts.published:
            yield file, ("published",), facts.published
        if facts.published_within:
            yield file, ("published_within",), facts.published_within
        for event_id, event in facts.events.items():
            yield file, ("events", event_id, "date"), event.date
        for claim_id, claim in facts.claims.items():
            if claim.figure and claim.figure.as_of:
                yield file, ("claims", claim_id, "figure", "as_of"), claim.figure.as_of
            if claim.figure and claim.figure.period:
                yield file, ("claims", claim_id, "figure", "period"), claim.figure.period
    for briefing in part.briefings:
        yield briefing.file, ("published",), briefing.facts.published
        if briefing.facts.updated:
            yield briefing.file, ("updated",), briefing.facts.updated
        for name, correction in briefing.facts.corrections.items():
            yield briefing.file, ("corrections", name, "date"), correction.date


def today() -> datetime.date:
    """Return the latest date that is today somewhere, so that no editor's today lies in the future."""
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=14))).date()
