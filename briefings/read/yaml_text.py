"""The YAML that editors may write: mappings, lists and text, without anchors, aliases, tags and bare nulls.

The text is walked once as a stream of events, which libyaml makes without recursion: the bounds hold before anything is built,
every scalar stays text (`no`, `12:30` and `010` are what they look like), and every key and value knows its place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from briefings.diagnostics import Diagnostic, Key, Location, shown
from briefings.read.characters import suspicious_characters
from briefings.read.source import FORBIDDEN, FORBIDDEN_HINT, forbidden_message

MAX_DEPTH = 10
"""Mappings and lists within one another."""
MAX_NODES = 20_000
"""Keys, texts, mappings and lists in one file."""

Path = tuple[Key, ...]
# libyaml's parser where PyYAML was built with it; the one in Python makes the same events, twenty times as slowly.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Span:
    """Where a key or value stands in the text: positions in characters, line and column from 1."""

    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """A file's data with the positions of its keys and values."""

    data: object
    keys: Mapping[Path, Span]
    values: Mapping[Path, Span]


class _Refused(Exception):
    """The text has an error after which the walk ends; it is the last of the diagnostics."""


def parse(file: str, text: str) -> tuple[Document | None, list[Diagnostic]]:
    """Return the data of a YAML text and what is wrong with it; without data where it cannot be read at all."""
    walk = _Walk(file, text)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            walk.handle(event)
    except yaml.MarkedYAMLError as error:
        return None, [*walk.diagnostics, _not_yaml(file, text, error)]
    except yaml.YAMLError as error:
        return None, [*walk.diagnostics, Diagnostic("Y001", Location(file), f"cannot be read as YAML: {shown(str(error))}")]
    except _Refused:
        return None, walk.diagnostics
    return Document(walk.data, walk.keys, walk.values), walk.diagnostics


@dataclass
class _Open:
    """A mapping or list whose end has not been reached."""

    path: Path
    value: dict[str, object] | list[object]
    start: Span
    key: str | None = None
    """The key that waits for its value."""
    repeats: bool = False
    """The key stood there before: its value is passed over."""


@dataclass
class _Walk:
    """The state of one walk over a file's events."""

    file: str
    text: str
    data: object = ""
    keys: dict[Path, Span] = field(default_factory=dict)
    values: dict[Path, Span] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    documents: int = 0
    nodes: int = 0

    def handle(self, event: yaml.Event) -> None:
        """Handle the next event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._refuse(event, "Y005", "has a second document", "A line --- may only stand at the top of the file.")
        elif isinstance(event, yaml.AliasEvent):
            hint = "Write the value out; a text that begins with * stands in quotes."
            self._refuse(event, "Y003", f"has an alias, *{shown(event.anchor)}", hint)
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            self._begin_node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self.open.pop()
            self._value(done.value, Span(done.start.start, _extent(event).end, done.start.line, done.start.column))

    def _begin_node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(event, "Y004", f"has more than {MAX_NODES} keys and values")
        if event.anchor is not None:
            self._refuse(event, "Y003", f"has an anchor, &{shown(event.anchor)}", "A text that begins with & stands in quotes.")
        if event.tag is not None:
            self._refuse(event, "Y003", f"has a tag, {shown(event.tag)}", "A text that begins with ! stands in quotes.")
        if isinstance(event, yaml.ScalarEvent):
            self._check_scalar(event)
            if parent := self._parent_without_key():
                self._key(parent, event)
            else:
                self._value(event.value, _extent(event))
        else:
            self._begin_collection(event)

    def _check_scalar(self, event: yaml.ScalarEvent) -> None:
        if event.style == '"' and (hidden := FORBIDDEN.search(event.value)):
            self._refuse(event, "F005", forbidden_message(hidden), FORBIDDEN_HINT)
        if event.style == '"' and not event.value.isascii():
            self._check_escapes(event)
        if event.implicit[0] and event.value in ("null", "Null", "NULL", "~"):
            hint = "Leave the key out where there is nothing to say; put the word in quotes where it is meant."
            self._refuse(event, "Y007", f"has the bare word {event.value}, which means nothing in YAML", hint)

    def _check_escapes(self, event: yaml.ScalarEvent) -> None:
        """Report misleading characters that are written as escapes; the others are found in the text as it stands."""
        extent = _extent(event)
        written = self.text[extent.start : extent.end]
        if "\\" in written:
            for found in suspicious_characters(event.value):
                if event.value[found.position] not in written:
                    self._report(event, found.code, found.message, found.hint)

    def _parent_without_key(self) -> _Open | None:
        """Return the innermost mapping that is open, where a key comes next."""
        parent = self.open[-1] if self.open else None
        return parent if parent and isinstance(parent.value, dict) and parent.key is None else None

    def _key(self, parent: _Open, event: yaml.ScalarEvent) -> None:
        parent.key = event.value
        path = (*parent.path, event.value)
        parent.repeats = path in self.keys
        if parent.repeats:
            first = self.keys[path]
            parent.key = f"{event.value}\0{self.nodes}"  # what stands below must not meet what stands below the first
            place = f"line {first.line}, column {first.column}"
            self._report(event, "Y002", f"repeats the key '{shown(event.value)}', which stands already at {place}")
        else:
            self.keys[path] = _extent(event)

    def _begin_collection(self, event: yaml.CollectionStartEvent) -> None:
        if len(self.open) >= MAX_DEPTH:
            self._refuse(event, "Y004", f"is nested more than {MAX_DEPTH} levels deep")
        if self._parent_without_key():
            self._refuse(event, "Y003", "has a key that is no plain text", "A text that begins with [ or { stands in quotes.")
        value: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.open.append(_Open(self._path(), value, _extent(event)))

    def _path(self) -> Path:
        if not self.open:
            return ()
        parent = self.open[-1]
        return (*parent.path, len(parent.value) if isinstance(parent.value, list) else str(parent.key))

    def _value(self, value: object, extent: Span) -> None:
        path = self._path()
        if not self.open:
            self.data = value
        elif isinstance(parent := self.open[-1].value, list):
            parent.append(value)
        elif self.open[-1].repeats:
            self.open[-1].key = None
            return
        else:
            parent[str(self.open[-1].key)] = value
            self.open[-1].key = None
        self.values[path] = extent

    def _report(self, event: yaml.Event, code: str, message: str, hint: str = "") -> None:
        start = _extent(event)
        self.diagnostics.append(Diagnostic(code, Location(self.file, line=start.line, column=start.column), message, hint))

    def _refuse(self, event: yaml.Event, code: str, message: str, hint: str = "") -> None:
        self._report(event, code, message, hint)
        raise _Refused


def _extent(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    assert start is not None and end is not None  # every event of a text has both
    return Span(start.index, end.index, start.line + 1, start.column + 1)


_HINTS = {
    "mapping values are not allowed": "A text with a colon and a space in it needs quotes; or the line begins too far right.",
    "cannot start any token": "Indent with spaces, not tabs; a text that begins with @, ` or % stands in quotes.",
    "could not find expected ':'": "A key ends in a colon and a space, and a text of several lines is indented below its key.",
    "did not find expected key": "Lines that belong together begin at the same column; a quotation mark may be open above.",
    "did not find expected '-'": "Lines that belong together begin at the same column.",
    "unexpected end of stream": "A quotation mark or bracket was opened and not closed.",
    "did not find expected ',' or": "A bracket was opened and not closed, or a comma is missing.",
    "tab": "Indent with spaces, not tabs.",
}
"""What to do, by what the parser's message has in it; the first that fits."""


def _not_yaml(file: str, text: str, error: yaml.MarkedYAMLError) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    what = error.problem or error.context or "not YAML"
    hint = next((explanation for part, explanation in _HINTS.items() if part in what), "")
    lines = text.splitlines() or [""]
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    return Diagnostic("Y001", Location(file, line=line, column=column), f"cannot be read as YAML: {shown(what, 100)}", hint)


def occurrences(text: str, word: str, start: int, end: int) -> Iterator[int]:
    """Yield the positions of a word in a part of a text."""
    at = text.find(word, start, end)
    while at >= 0:
        yield at
        at = text.find(word, at + 1, end)
