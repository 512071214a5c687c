"""What was probably meant by an id that is none: the record whose name was written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefings.diagnostics import MAX_LIKE, Diagnostic, closest
from briefings.model.content import Content
from briefings.model.fields import ID
from briefings.model.names import names_of
from briefings.read.look_alikes import in_latin
from briefings.read.meant import foreign_letter, slug
from briefings.settings import Settings

_KINDS: Mapping[str, str] = {
    "topics": "topics",
    "broader": "topics",
    **dict.fromkeys(("entities", "said_by", "through", "about", "via", "spellings", "entity", "part_of"), "entities"),
    **dict.fromkeys(("outlet", "co_publishers"), "outlets"),
    "measure": "measures",
    "of": "articles",
}
"""The kind of record that the ids under a key are of."""
_KIND_OF_CODE = {"R001": "entities", "R002": "outlets", "R003": "articles", "R005": "topics", "R006": "measures"}


def with_suggestions(content: Content, settings: Settings, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics; those of an unknown id, as many as are told, with a hint that names the one that was meant."""
    names = _Names(content, settings)
    told: Counter[tuple[str, str]] = Counter()
    hinted = []
    for diagnostic in diagnostics:
        alike = diagnostic.location.file, diagnostic.code
        told[alike] += bool(diagnostic.found)
        is_told = diagnostic.found and told[alike] <= MAX_LIKE
        hinted.append(_with_suggestion(names, diagnostic) if is_told else diagnostic)
    return hinted


class _Names:
    """The names that records have, by kind, looked up when the first is needed."""

    def __init__(self, content: Content, settings: Settings) -> None:
        self.content = content
        self._settings = settings
        self._by_kind: dict[str, Mapping[str, str]] = {}

    def of_kind(self, kind: str) -> Mapping[str, str]:
        """Return the id of each record of a kind by its id and its names, folded."""
        if kind not in self._by_kind:
            self._by_kind[kind] = dict(_names(self.content, self._settings, kind))
        return self._by_kind[kind]


def _with_suggestion(names: _Names, diagnostic: Diagnostic) -> Diagnostic:
    keys = [key for key in diagnostic.location.keys if isinstance(key, str)]
    if diagnostic.code == "R004":
        meant = _statement(names.content, diagnostic.found, "events" if keys[:1] == ["events"] else "claims")
        return replace(diagnostic, hint=f"Did you mean '{meant}'?") if meant else diagnostic
    if diagnostic.location.on == "key" and keys[:1] != ["spellings"]:
        return diagnostic  # an id that is given, not one that is referred to
    kind = _KIND_OF_CODE.get(diagnostic.code) or next((_KINDS[key] for key in reversed(keys) if key in _KINDS), None)
    if kind is None:
        return diagnostic
    foreign, found = foreign_letter(diagnostic.found), diagnostic.found
    if ID.fullmatch(found) and (close := closest(found, names.content.known[kind])):
        return replace(diagnostic, hint=f"Did you mean '{close}'?")
    meant = _named(_folded(found), names.of_kind(kind), names.content.known[kind])
    did_you_mean = f"Did you mean '{meant}'?" if meant else ""
    return replace(diagnostic, hint=f"{foreign} {did_you_mean}".strip())


def _statement(content: Content, found: str, kind: str) -> str | None:
    article, _, wanted = found.partition(":")
    return closest(wanted, getattr(content.articles[article].facts, kind))


def _named(wanted: str, names: Mapping[str, str], ids: Iterable[str]) -> str | None:
    """Return the id of the record that has a name, else the id, else the id of the name, that it resembles."""
    meant = names.get(wanted) or closest(wanted, ids)
    close = None if meant else closest(wanted, names)
    return names[close] if close else meant


def _folded(text: str) -> str:
    return slug(in_latin(text) if foreign_letter(text) else text) or text.casefold().strip()


def _names(content: Content, settings: Settings, kind: str) -> Iterator[tuple[str, str]]:
    """Yield each name that a record of a kind has in any locale, folded, with the record's id."""
    for record_id in content.known[kind]:
        yield _folded(record_id), record_id
    for record_id, record in getattr(content, kind).items():
        facts = record.facts
        given = [getattr(facts, "name", None), getattr(facts, "title", None), *getattr(facts, "names", {}).values()]
        if kind == "entities":
            given += names_of(facts, settings.formats.values())
        yield from ((_folded(name), record_id) for name in given if name)
