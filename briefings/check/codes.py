"""Rules about codes: CLDR has a name for each language (BCP 47) and country (ISO 3166-1)."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from briefings.diagnostics import Diagnostic, Location, shown
from briefings.model.content import Article, Content, Entity, Outlet
from briefings.settings import Settings

_ENGLISH = Locale("en")


def article_codes(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """CLDR knows the languages of an article and of its origin."""
    yield from _language(article.facts.language, Location(article.file, ("language",)))
    yield from _language(article.facts.origin.language, Location(article.file, ("origin", "language")))


def outlet_codes(content: Content, settings: Settings, outlet: Outlet) -> Iterator[Diagnostic]:
    """CLDR knows the language and the country of an outlet."""
    yield from _language(outlet.facts.language, Location(outlet.file, ("language",)))
    yield from _country(outlet.facts.country, outlet.file)


def entity_codes(content: Content, settings: Settings, entity: Entity) -> Iterator[Diagnostic]:
    """CLDR knows the country of an entity."""
    return _country(entity.facts.country, entity.file)


def _language(tag: str | None, location: Location) -> Iterator[Diagnostic]:
    if tag is not None and not _is_language(tag):
        message = f"'{shown(tag)}' is no code of a language; expected a BCP 47 tag such as nb, de or zh-Hans"
        yield Diagnostic("R010", location, message)


def _is_language(tag: str) -> bool:
    try:
        parsed = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag in _ENGLISH.languages
    return bool(parsed.language == tag.partition("-")[0])


def _country(code: str | None, file: str) -> Iterator[Diagnostic]:
    if code is not None and not (len(code) == 2 and code.isalpha() and code in _ENGLISH.territories):
        message = f"'{shown(code)}' is no code of a country; expected two capital letters, ISO 3166-1"
        yield Diagnostic("R010", Location(file, ("country",)), message)
