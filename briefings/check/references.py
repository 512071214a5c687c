"""Rules about ids: whatever a record points to exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefings import codes as known_codes
from briefings.check.part import Part
from briefings.model.content import Article, Content
from briefings.problems import Finding, Key, Spot, did_you_mean, shown
from briefings.settings import Settings

_NOUNS = {"articles": "article", "outlets": "outlet", "entities": "entity", "topics": "topic", "measures": "measure"}
_CODES = {"articles": "R003", "outlets": "R002", "entities": "R001", "topics": "R005", "measures": "R006"}


def unknown(content: Content, kind: str, record_id: str, spot: Spot) -> Iterator[Finding]:
    """Yield a finding where no record of a kind has this id."""
    known = content.known[kind]
    if record_id not in known:
        yield Finding(_CODES[kind], spot, f"unknown {_NOUNS[kind]} '{shown(record_id)}'", did_you_mean(record_id, known))


def _each(content: Content, kind: str, ids: Iterable[str], file: str, *keys: Key) -> Iterator[Finding]:
    met: set[str] = set()
    for position, record_id in enumerate(ids):
        spot = Spot(file, (*keys, position))
        yield from unknown(content, kind, record_id, spot)
        if record_id in met:
            yield Finding("R014", spot, f"'{record_id}' is named twice in this list", "Once is enough.")
        met.add(record_id)


def presence(content: Content, settings: Settings) -> Iterator[Finding]:
    """There is an article: a checkout that went wrong must not empty the site."""
    is_link = (settings.content / "articles").is_symlink()  # which the listing has reported
    if content.known and not content.known["articles"] and not is_link:
        name = settings.content.relative_to(settings.root).as_posix()
        yield Finding("F006", Spot(f"{name}/articles"), "there is no article; expected at least one")


def articles(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """What an article's facts point to."""
    for article in part.articles:
        facts, file = article.facts, article.file
        if facts.outlet is not None:
            yield from unknown(content, "outlets", facts.outlet, Spot(file, ("outlet",)))
        yield from _each(content, "topics", facts.topics, file, "topics")
        yield from _each(content, "entities", facts.entities, file, "entities")
        for entity in facts.spellings:
            yield from unknown(content, "entities", entity, Spot(file, ("spellings", entity), on="key"))
        for event_id, event in facts.events.items():
            yield from _each(content, "entities", event.entities, file, "events", event_id, "entities")
        yield from _origin(content, article)
        yield from _claims(content, article)


def _origin(content: Content, article: Article) -> Iterator[Finding]:
    origin, file = article.facts.origin, article.file
    if origin.of == article.id:
        yield Finding("R009", Spot(file, ("origin", "of")), "an article is no translation or reprint of itself")
    elif origin.of is not None:
        yield from unknown(content, "articles", origin.of, Spot(file, ("origin", "of")))
    if origin.outlet is not None:
        yield from unknown(content, "outlets", origin.outlet, Spot(file, ("origin", "outlet")))
    yield from _each(content, "entities", origin.via, file, "origin", "via")


def circles(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """No article is, over others, a translation or reprint of itself."""
    for article in part.articles:
        way = _way(content, article.id)
        if len(way) > 1 and content.articles[way[-1]].facts.origin.of == article.id and article.id == min(way):
            message = f"the origins run in a circle: {' → '.join([*way, article.id])}"
            yield Finding("R009", Spot(article.file, ("origin", "of")), message, "One of them is the original.")


def _way(content: Content, article_id: str) -> list[str]:
    """Return the articles from a translation towards its original, each once."""
    way = [article_id]
    while (origin := content.articles[way[-1]].facts.origin.of) in content.articles and origin not in way:
        way.append(str(origin))
    return way


def _claims(content: Content, article: Article) -> Iterator[Finding]:
    for claim_id, claim in article.facts.claims.items():
        keys = ("claims", claim_id)
        yield from _each(content, "entities", claim.said_by, article.file, *keys, "said_by")
        yield from _each(content, "entities", claim.through, article.file, *keys, "through")
        yield from _each(content, "entities", claim.about, article.file, *keys, "about")
        if claim.figure is None:
            continue
        spot = Spot(article.file, (*keys, "figure", "measure"))
        yield from unknown(content, "measures", claim.figure.measure, spot)
        measure = content.measures.get(claim.figure.measure)
        if measure is None or content.is_faulty(measure.file, "units"):
            continue
        if claim.figure.unit not in measure.facts.units:
            units = sorted(measure.facts.units)
            message = f"unknown unit '{claim.figure.unit}'; the measure '{measure.id}' has {', '.join(units)}"
            yield Finding(
                "R007", Spot(article.file, (*keys, "figure", "unit")), message, did_you_mean(claim.figure.unit, units)
            )


def briefings(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """What a briefing's facts point to."""
    for briefing in part.briefings:
        yield from _each(content, "topics", briefing.facts.topics, briefing.file, "topics")
        yield from _each(content, "entities", briefing.facts.entities, briefing.file, "entities")


def codes(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """Codes of languages and countries are ones that CLDR knows."""
    for article in part.articles:
        yield from _language(article.facts.language, Spot(article.file, ("language",)))
        if article.facts.origin.language is not None:
            yield from _language(article.facts.origin.language, Spot(article.file, ("origin", "language")))
    for outlet in part.outlets:
        if outlet.facts.language is not None:
            yield from _language(outlet.facts.language, Spot(outlet.file, ("language",)))
        yield from _country(outlet.facts.country, outlet.file)
    for entity in part.entities:
        yield from _country(entity.facts.country, entity.file)


def _language(tag: str, spot: Spot) -> Iterator[Finding]:
    if not known_codes.is_language(tag):
        yield Finding("R010", spot, f"'{shown(tag)}' is no code of a language; expected a BCP 47 tag such as nb, de or zh-Hans")


def _country(code: str | None, file: str) -> Iterator[Finding]:
    if code is not None and not known_codes.is_country(code):
        yield Finding(
            "R010",
            Spot(file, ("country",)),
            f"'{shown(code)}' is no code of a country; expected two capital letters, ISO 3166-1",
        )
