"""What was probably meant by an id or a code that is none: found by the names that records, languages and countries have."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from babel import Locale
from babel.core import get_global

from briefings.diagnostics import Diagnostic, closest
from briefings.model.content import Content
from briefings.read.meant import slug
from briefings.settings import Settings

_KINDS: Mapping[str, str] = {
    "topics": "topics",
    **dict.fromkeys(("entities", "said_by", "through", "about", "via", "spellings"), "entities"),
    "outlet": "outlets",
    "measure": "measures",
    "of": "articles",
}
"""The kind of record that the ids under a key are of."""
_LOCALES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "uk", "ru", "ar", "sv", "nb", "da", "fi", "zh", "ja")
"""Locales in whose words editors may have named a language or a country."""


def with_suggestions(content: Content, settings: Settings, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics, those of an unknown id with a hint that names the record whose name was written, if there is one."""
    names: dict[str, Mapping[str, str]] = {}
    return [
        _with_suggestion(content, settings, names, diagnostic) if diagnostic.found else diagnostic for diagnostic in diagnostics
    ]


def _with_suggestion(
    content: Content, settings: Settings, names: dict[str, Mapping[str, str]], diagnostic: Diagnostic
) -> Diagnostic:
    keys = [key for key in diagnostic.location.keys if isinstance(key, str)]
    if diagnostic.location.on == "key" and keys[:1] != ["spellings"]:
        return diagnostic  # an id that is given, not one that is referred to
    kind = next((_KINDS[key] for key in reversed(keys) if key in _KINDS), None)
    if kind is None or (diagnostic.code.startswith("R") and diagnostic.hint):
        return diagnostic
    if kind not in names:
        names[kind] = dict(_names(content, settings, kind))
    wanted = _folded(diagnostic.found)
    meant = names[kind].get(wanted) or closest(wanted, content.known[kind]) or _by_close_name(wanted, names[kind])
    return replace(diagnostic, hint=f"Did you mean '{meant}'?") if meant else diagnostic


def _by_close_name(wanted: str, names: Mapping[str, str]) -> str | None:
    close = closest(wanted, names)
    return None if close is None else names[close]


def _folded(text: str) -> str:
    return slug(text) or text.casefold().strip()


def _names(content: Content, settings: Settings, kind: str) -> Iterator[tuple[str, str]]:
    """Yield each name that a record of a kind has in any locale, folded, with the record's id."""
    for record_id in content.known[kind]:
        yield _folded(record_id), record_id
    for record_id, record in getattr(content, kind).items():
        facts = record.facts
        given = [getattr(facts, "name", None), getattr(facts, "title", None), *getattr(facts, "names", {}).values()]
        if country := getattr(facts, "country", None) if kind == "entities" else None:
            given += (Locale.parse(tag, sep="-").territories.get(country) for tag in settings.formats.values())
        yield from ((_folded(name), record_id) for name in given if name)


# Codes


def language_hint(found: str) -> str:
    """Return the hint for a text that is no code of a language."""
    code = found.replace("_", "-")
    if code != found:
        return f"Write {code}, with a hyphen."
    territory = str(get_global("territory_aliases").get(found.upper(), [found.upper()])[0])
    if territory in _names_of("territories")[1] and len(found) in (2, 3):
        likely = get_global("likely_subtags").get(f"und_{territory}", "").partition("_")[0]
        return f"'{found}' is a country's code; '{likely}' is a language of it." if likely else ""
    meant = _names_of("languages")[0].get(found.casefold()) or _by_close_name(found.casefold(), _names_of("languages")[0])
    return f"Did you mean '{meant}'?" if meant else ""


def country_hint(found: str) -> str:
    """Return the hint for a text that is no code of a country."""
    names, codes = _names_of("territories")
    aliases = get_global("territory_aliases").get(found.upper())
    if aliases:
        return f"Did you mean '{aliases[0]}'?"
    if found.upper() in codes and found != found.upper():
        return f"Did you mean '{found.upper()}'?"
    meant = names.get(found.casefold()) or _by_close_name(found.casefold(), names)
    return f"Did you mean '{meant}'?" if meant else ""


@cache
def _names_of(what: str) -> tuple[Mapping[str, str], frozenset[str]]:
    """Return the codes of languages or territories by their names in several locales, and all codes."""
    tables = [getattr(Locale(locale), what) for locale in _LOCALES]
    length = {"territories": (2,), "languages": (2, 3)}[what]
    names = {name.casefold(): code for table in tables for code, name in table.items() if len(code) in length}
    return names, frozenset(code for code in tables[0] if len(code) in length)
