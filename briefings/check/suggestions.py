"""What was probably meant by an id or a code that is none: found by the names that records, languages and countries have."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefings.diagnostics import Diagnostic, closest
from briefings.model.codes import country_name
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
    if meant is None or f" {meant}, in Latin letters" in diagnostic.hint:
        return diagnostic
    return replace(diagnostic, hint=f"Did you mean '{meant}'?")


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
            given += (country_name(country, tag) for tag in settings.formats.values())
        yield from ((_folded(name), record_id) for name in given if name)
