"""Rules about references: whatever a record points to exists, and an origin says what belongs to its kind.

Codes point to languages (BCP 47) and countries (ISO 3166-1).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from briefings.diagnostics import Diagnostic, Key, Location, listed, shown
from briefings.model.codes import (
    canonical_language,
    is_country,
    is_language,
    is_region,
    main_language,
    meant_country,
    meant_language,
)
from briefings.model.content import Article, Briefing, Content, Entity, Outlet, Topic
from briefings.settings import Settings

RecordType = TypeVar("RecordType")

_NOUNS = {"articles": "article", "outlets": "outlet", "entities": "entity", "topics": "topic", "measures": "measure"}
_CODES = {"articles": "R003", "outlets": "R002", "entities": "R001", "topics": "R005", "measures": "R006"}


def unknown(content: Content, kind: str, record_id: str | None, location: Location) -> Iterator[Diagnostic]:
    """Yield a diagnostic where an id is given that no record of a kind has; `check.suggestions` says which was meant."""
    if record_id is not None and record_id not in content.known[kind]:
        message = f"unknown {_NOUNS[kind]} '{shown(record_id)}'"
        yield Diagnostic(_CODES[kind], location, message, found=record_id)


def unknown_statement(article: Article, kind: str, wanted: str, location: Location) -> Iterator[Diagnostic]:
    """Yield a diagnostic where an article has no claim or event, as `kind` says, of an id."""
    known = article.facts.claims if kind == "claims" else article.facts.events
    if wanted not in known:
        noun, verb = ("claim", "makes") if kind == "claims" else ("event", "has")
        message = f"the article '{article.id}' {verb} no {noun} '{shown(wanted)}'"
        yield Diagnostic("R004", location, message, f"It {verb}: {listed(known)}.", found=f"{article.id}:{wanted}")


def _each(content: Content, kind: str, ids: Iterable[str], file: str, *keys: Key) -> Iterator[Diagnostic]:
    met: set[str] = set()
    for position, record_id in enumerate(ids):
        location = Location(file, (*keys, position))
        yield from unknown(content, kind, record_id, location)
        yield from _twice(record_id, met, location)


def _twice(found: str, met: set[str], location: Location) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a list has named something before; what it has named is added to `met`."""
    if found in met:
        yield Diagnostic("R014", location, f"'{shown(found)}' is named twice in this list", "Once is enough.")
    met.add(found)


def draft(content: Content, record: Article | Briefing, article_id: str | None, location: Location) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a published record refers to an article that is a draft, and so has no page."""
    article = content.articles.get(article_id or "")
    if article is not None and record.facts.status == "published" and article.facts.status == "draft":
        message = f"the article '{article.id}' is a draft, and this is published"
        yield Diagnostic("R030", location, message, "Publish both at once: take 'status: draft' away there, or add it here.")


def presence(content: Content, settings: Settings) -> Iterator[Diagnostic]:
    """There is an article: a checkout that went wrong must not empty the site."""
    is_link = (settings.content / "articles").is_symlink()  # which the listing has reported
    if content.known and not content.known["articles"] and not is_link:
        name = settings.content.relative_to(settings.root).as_posix()
        yield Diagnostic("F006", Location(f"{name}/articles"), "there is no article; expected at least one")


def subjects(content: Content, settings: Settings, record: Article | Briefing) -> Iterator[Diagnostic]:
    """What a record is filed under, and whom it is about."""
    yield from _each(content, "topics", record.facts.topics, record.file, "topics")
    yield from _each(content, "entities", record.facts.entities, record.file, "entities")


def article_references(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """What else an article's facts point to."""
    facts, file = article.facts, article.file
    yield from unknown(content, "outlets", facts.outlet, Location(file, ("outlet",)))
    yield from _publishers(content, article)
    for position, author in enumerate(facts.authors):
        yield from unknown(content, "entities", author.entity, Location(file, ("authors", position, "entity")))
    for entity in facts.spellings:
        yield from unknown(content, "entities", entity, Location(file, ("spellings", entity), on="key"))
    for event_id, event in facts.events.items():
        for name in ("said_by", "through", "entities"):
            yield from _each(content, "entities", getattr(event, name), file, "events", event_id, name)
    yield from _claims(content, article)
    origin = facts.origin
    if origin.of == article.id:
        yield Diagnostic("R009", Location(file, ("origin", "of")), "an article is no translation or reprint of itself")
    else:
        yield from unknown(content, "articles", origin.of, Location(file, ("origin", "of")))
        yield from draft(content, article, origin.of, Location(file, ("origin", "of")))
    yield from unknown(content, "outlets", origin.outlet, Location(file, ("origin", "outlet")))
    yield from _each(content, "entities", origin.via, file, "origin", "via")


def _publishers(content: Content, article: Article) -> Iterator[Diagnostic]:
    """Outlets that published an article together are known, and the one that stands first is none of the others."""
    facts, file = article.facts, article.file
    yield from _each(content, "outlets", facts.co_publishers, file, "co_publishers")
    if facts.co_publishers and facts.outlet is None and not content.is_invalid(file, "outlet"):
        message = "'co_publishers' needs 'outlet': an article that one outlet published has no co-publisher"
        yield Diagnostic("R032", Location(file, ("co_publishers",), on="key"), message, "Name the first of them in 'outlet'.")
    if facts.outlet in facts.co_publishers:
        location = Location(file, ("co_publishers", facts.co_publishers.index(facts.outlet)))
        yield Diagnostic("R014", location, f"'{shown(facts.outlet)}' is the outlet already", "Once is enough.")


def circle(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """No article is, over others, a translation or reprint of itself."""
    way = _way_round(article.id, content.articles, lambda other: other.facts.origin.of)
    if len(way) > 2:
        message = f"the origins run in a circle: {' → '.join(way)}"
        yield Diagnostic("R009", Location(article.file, ("origin", "of")), message, "One of them is the original.")


def _way_round(start: str, records: Mapping[str, RecordType], above: Callable[[RecordType], str | None]) -> list[str]:
    """Return the way from a record over those above it back to it, where it is the first of them by id; else nothing."""
    way = [start]
    while (record := records.get(way[-1])) is not None and (found := above(record)) is not None:
        if found in way:
            return [*way, start] if found == start == min(way) else []
        way.append(found)
    return []


def broader_topic(content: Content, settings: Settings, topic: Topic) -> Iterator[Diagnostic]:
    """The topic that another is a part of exists, and is not, over others, a part of that one."""
    location = Location(topic.file, ("broader",))
    yield from unknown(content, "topics", topic.facts.broader, location)
    if way := _way_round(topic.id, content.topics, lambda other: other.facts.broader):
        yield Diagnostic("R031", location, f"the topics run in a circle: {' → '.join(way)}", "One of them is the broadest.")


def whole_entity(content: Content, settings: Settings, entity: Entity) -> Iterator[Diagnostic]:
    """The entity that another is a part of exists, and is not, over others, a part of that one."""
    location = Location(entity.file, ("part_of",))
    yield from unknown(content, "entities", entity.facts.part_of, location)
    is_person = entity.facts.kind == "person" and not content.is_invalid(entity.file, "kind")
    if entity.facts.part_of is not None and is_person:
        message = "'part_of' does not go with a person: whom somebody works for changes"
        yield Diagnostic("R032", replace(location, on="key"), message, "Say it in 'description'.")
    if way := _way_round(entity.id, content.entities, lambda other: other.facts.part_of):
        yield Diagnostic("R031", location, f"the parts run in a circle: {' → '.join(way)}", "One of them is the whole.")


def owner(content: Content, settings: Settings, outlet: Outlet) -> Iterator[Diagnostic]:
    """The owner of an outlet is an entity that there is, and its addresses are several."""
    if outlet.facts.owner is not None:
        yield from unknown(content, "entities", outlet.facts.owner.entity, Location(outlet.file, ("owner", "entity")))
    met = set[str]()
    for position, address in enumerate(outlet.facts.other_urls):
        location = Location(outlet.file, ("other_urls", position))
        yield from _twice(address, met, location)
        if address == outlet.facts.url:
            yield Diagnostic("R014", location, f"'{shown(address)}' is the address in 'url' already", "Once is enough.")


def _claims(content: Content, article: Article) -> Iterator[Diagnostic]:
    for claim_id, claim in article.facts.claims.items():
        for name in ("said_by", "through", "about"):
            yield from _each(content, "entities", getattr(claim, name), article.file, "claims", claim_id, name)
        if claim.figure is not None:
            location = Location(article.file, ("claims", claim_id, "figure", "measure"))
            yield from unknown(content, "measures", claim.figure.measure, location)


def origin(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """An origin makes sense: an agency has a name, a translation is from another language, what is unknown has no source."""
    if content.is_invalid(article.file, "origin", "kind"):
        return
    yield from _superfluous(article)
    yield from _same_language(content, article)
    if article.facts.origin.kind == "agency" and not article.facts.origin.via:
        message = "lacks the key 'via' in 'origin': an origin of the kind agency names the agency"
        yield Diagnostic("R013", Location(article.file, ("origin",), on="key"), message)


def _superfluous(article: Article) -> Iterator[Diagnostic]:
    origin = article.facts.origin
    given = [name for name in ("of", "outlet", "language", "via") if getattr(origin, name)]
    if origin.kind in ("own", "unknown"):
        wrong, why = given, f"an origin of the kind {origin.kind} goes back to nothing else"
    elif origin.kind == "agency":
        wrong, why = [name for name in given if name != "via"], "an origin of the kind agency has the agencies in 'via' alone"
    else:
        wrong = [name for name in given if name in ("outlet", "language") and origin.of]
        why = "the article that 'of' names says that itself"
    for name in wrong:
        yield Diagnostic("R013", Location(article.file, ("origin", name), on="key"), f"'{name}' does not belong here: {why}")


def _same_language(content: Content, article: Article) -> Iterator[Diagnostic]:
    origin = article.facts.origin
    source = content.articles.get(origin.of or "")
    language = source.facts.language if source else origin.language
    if origin.kind == "translation" and language == article.facts.language and origin.of != article.id:
        location = Location(article.file, ("origin", "kind"))
        message = f"a translation from '{language}', which is the language of the article itself"
        yield Diagnostic("R013", location, message, "Did you mean 'reprint'?")


def article_codes(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """The languages of an article and of its origin are registered."""
    yield from _language(article.facts.language, Location(article.file, ("language",)))
    yield from _language(article.facts.origin.language, Location(article.file, ("origin", "language")))


def outlet_codes(content: Content, settings: Settings, outlet: Outlet) -> Iterator[Diagnostic]:
    """The languages and the countries of an outlet have such codes; a region has one of UN M.49."""
    facts, file = outlet.facts, outlet.file
    yield from _language(facts.language, Location(file, ("language",)))
    yield from _languages_of(facts.names, file, "names")
    yield from _country(facts.country, Location(file, ("country",)))
    if facts.country is not None and facts.countries:
        message = "'country' does not go with 'countries', which names all of them"
        yield Diagnostic("R032", Location(file, ("country",), on="key"), message, "Keep one of the two.")
    met = set[str]()
    for position, code in enumerate(facts.countries):
        location = Location(file, ("countries", position))
        yield from () if is_region(code) else _country(code, location, " or three digits, UN M.49")
        yield from _twice(code, met, location)


def entity_codes(content: Content, settings: Settings, entity: Entity) -> Iterator[Diagnostic]:
    """ISO 3166-1 has the country that an entity is; the languages of its other names are registered."""
    yield from _country(entity.facts.country, Location(entity.file, ("country",)))
    yield from _languages_of(entity.facts.aliases, entity.file, "aliases")
    if entity.facts.unnamed and entity.facts.aliases:
        message = "'aliases' does not go with 'unnamed': who has other names has a name"
        yield Diagnostic("R032", Location(entity.file, ("aliases",), on="key"), message)
    if entity.facts.unnamed and entity.facts.country is not None:
        message = "'country' does not go with 'unnamed': a country has a name"
        yield Diagnostic("R032", Location(entity.file, ("country",), on="key"), message, "Keep one of the two.")


def _country(code: str | None, location: Location, more: str = "") -> Iterator[Diagnostic]:
    if code is not None and not is_country(code):
        message = f"'{shown(code)}' is no code of a country; expected two capital letters, ISO 3166-1{more}"
        yield Diagnostic("R010", location, message, _meant(meant_country(code)))


def _languages_of(texts: Iterable[str], file: str, name: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the tags that texts stand under."""
    for tag in texts:
        yield from _language(tag, Location(file, (name, tag), on="key"))


def _language(tag: str | None, location: Location) -> Iterator[Diagnostic]:
    if tag is None:
        return
    stands_for_country = tag.isupper() and is_country(tag)  # BCP 47 takes capitals; but SE is Sweden, and se Northern Sami
    if stands_for_country or not is_language(tag):
        message = f"'{shown(tag)}' is no code of a language; expected a BCP 47 tag such as nb, de or zh-Hans"
        meant = [main_language(tag), tag.lower()] if stands_for_country else [meant_language(tag)]
        yield Diagnostic("R010", location, message, _meant(*meant))
    elif (canonical := canonical_language(tag)) != tag:
        yield Diagnostic("T006", location, f"'{shown(tag)}' is written '{canonical}' in BCP 47", f"Write {canonical}.")


def _meant(*codes: str | None) -> str:
    known = [f"'{code}'" for code in dict.fromkeys(codes) if code]
    return f"Did you mean {' or '.join(known)}?" if known else ""
