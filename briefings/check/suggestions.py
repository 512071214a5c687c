"""What was probably meant by an id that is none: the record whose name was written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from babel import Locale

from briefings.diagnostics import Diagnostic, closest
from briefings.model.content import Content
from briefings.read.meant import foreign_letter, in_latin, slug
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
    foreign = foreign_letter(diagnostic.found)
    meant = names[kind].get(wanted) or closest(wanted, content.known[kind]) or _by_close_name(wanted, names[kind])
    did_you_mean = f"Did you mean '{meant}'?" if meant else ""
    return replace(diagnostic, hint=f"{foreign} {did_you_mean}".strip())


def _by_close_name(wanted: str, names: Mapping[str, str]) -> str | None:
    close = closest(wanted, names)
    return None if close is None else names[close]


def _folded(text: str) -> str:
    return slug(in_latin(text) if foreign_letter(text) else text) or text.casefold().strip()


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
