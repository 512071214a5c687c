"""Rules about dates: none lies in the future, and a figure has one date or one period."""

import datetime
from collections.abc import Iterator

from briefings import markup
from briefings.check.figures import figures_of
from briefings.diagnostics import Diagnostic, Key, Location
from briefings.model.content import Article, Briefing, Content
from briefings.model.edtf import Date, Day
from briefings.model.records import ArticleFacts, BriefingFacts
from briefings.settings import Settings

DateAt = tuple[tuple[Key, ...], Date | None]
"""A date of a record, with the keys that lead to it."""


def future(content: Content, settings: Settings, record: Article | Briefing) -> Iterator[Diagnostic]:
    """What has happened, appeared or been changed has so by today; a partial date counts from its first day."""
    for keys, date in _dates(record.facts):
        if date is not None and not has_come(settings, date.end.first if date.end else date.first):
            yield Diagnostic("D002", Location(record.file, keys), f"'{date.text}' lies in the future")


def _dates(facts: ArticleFacts | BriefingFacts) -> Iterator[DateAt]:
    yield ("published",), facts.published
    if isinstance(facts, BriefingFacts):
        yield from _changes(facts)
        return
    yield ("published_within",), facts.published_within
    yield ("modified",), facts.modified
    yield ("read",), facts.read
    for event_id, event in facts.events.items():
        yield ("events", event_id, "date"), event.date
    for claim_id, figure in figures_of(facts):
        yield ("claims", claim_id, "figure", "as_of"), figure.as_of
        yield ("claims", claim_id, "figure", "period"), figure.period


def _changes(facts: BriefingFacts) -> Iterator[DateAt]:
    yield ("updated",), facts.updated
    for name, correction in facts.corrections.items():
        yield ("corrections", name, "date"), correction.date


def figure_dates(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """A figure holds for a date or for a period, not both."""
    for claim_id, figure in figures_of(article.facts):
        if figure.as_of and figure.period:
            location = Location(article.file, ("claims", claim_id, "figure", "period"), on="key")
            yield Diagnostic("D003", location, "a figure holds as of a date or for a period, not both")


def order(content: Content, settings: Settings, briefing: Briefing) -> Iterator[Diagnostic]:
    """What changes a briefing comes after its publication."""
    published = briefing.facts.published
    for keys, date in _changes(briefing.facts):
        if date is not None and date.last < published.first:
            message = f"'{date.text}' lies before the publication on {published.text}"
            yield Diagnostic("D003", Location(briefing.file, keys), message)


def article_order(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """A publisher changes what is published; a desk may read it before the day that it is printed with."""
    published, modified = article.facts.published, article.facts.modified
    if published is not None and modified is not None and modified.last < published.first:
        message = f"'{modified.text}' lies before the publication on {published.text}"
        yield Diagnostic("D003", Location(article.file, ("modified",)), message)


def sources(content: Content, settings: Settings, briefing: Briefing) -> Iterator[Diagnostic]:
    """A briefing cites nothing that appeared only after it."""
    latest = max(date.last for date in (briefing.facts.published, briefing.facts.updated) if date)
    text = briefing.texts.get(briefing.written_in)
    for article_id in dict.fromkeys(citation.article for citation, _ in markup.find_citations(text.body if text else "")):
        article = content.articles.get(article_id)
        published = article.facts.published if article else None
        if published is not None and latest < published.first and has_come(settings, published.first):
            location = Location(briefing.file, ("updated",) if briefing.facts.updated else ("published",))
            message = f"the briefing cites '{article_id}', which appeared only after that, on {published.text}"
            yield Diagnostic("D003", location, message, "Give the day of the change in 'updated'.")


def limits(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """Limits are given only for a date of publication that is not known."""
    within = article.facts.published_within
    if within and article.facts.published:
        location = Location(article.file, ("published_within",), on="key")
        yield Diagnostic("D003", location, "limits of a date that 'published' gives", "Keep one of the two.")
    if within and within.moment is None:
        message = f"limits without a limit, '{within.text}'; expected a day, a month or a year on one side, such as 2024-10/.."
        yield Diagnostic("D005", Location(article.file, ("published_within",)), message, "Leave out what is not known.")
    if within and within.first == within.last and not within.is_interval:
        message = f"the limits are a single day, '{within.text}'; expected a range, a month or a year"
        yield Diagnostic("D003", Location(article.file, ("published_within",)), message, "A known date is 'published'.")


def has_come(settings: Settings, day: Day) -> bool:
    """Tell whether a day does not lie in the future; that of another year than 1 to 9999 is no question of today."""
    return day.year < 1 if day.date is None else settings.has_come(day.date)


def today() -> datetime.date:
    """Return the latest date that is today somewhere, so that no editor's today lies in the future."""
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=14))).date()
