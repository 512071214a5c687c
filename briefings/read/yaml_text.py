"""The YAML that editors may write: mappings, lists and text, without anchors, aliases, tags and bare nulls.

The text is walked once as a stream of events, which libyaml makes without recursion: the bounds hold before anything is built,
every scalar stays text (`no`, `12:30` and `010` are what they look like), and every key and value knows its place.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from briefings.diagnostics import Diagnostic, Key, Location, shown
from briefings.model.records import FIELD_NAMES
from briefings.read import lost_text
from briefings.read.characters import suspicious_characters
from briefings.read.lost_text import Loss
from briefings.read.source import FORBIDDEN, FORBIDDEN_HINT, forbidden_message
from briefings.read.yaml_errors import ODD_SPACE_HINT, explain, missing_space, odd_end, odd_space_message, open_quote

MAX_DEPTH = 10
"""Mappings and lists within one another."""
MAX_NODES = 20_000
"""Keys, texts, mappings and lists in one file."""

Path = tuple[Key, ...]
# libyaml's parser where PyYAML was built with it; the one in Python makes the same events, twenty times as slowly.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Span(NamedTuple):
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
    unsound: frozenset[Path] = frozenset()
    """Places of values, and of keys that are missing, that are not what was meant, and are reported."""
    repeated: frozenset[Path] = frozenset()
    """Places of keys that stand there more than once."""


class _Refused(Exception):
    """The text has an error after which the walk ends; it is the last of the diagnostics."""


def parse(file: str, text: str) -> tuple[Document | None, list[Diagnostic]]:
    """Return the data of a YAML text and what is wrong with it; without data where it cannot be read at all."""
    walk = _Walk(file, text)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            walk.handle(event)
    except yaml.MarkedYAMLError as error:
        stopped = explain(file, text, error, walk.last)
        last = walk.diagnostics[-1] if walk.diagnostics else None
        if last and last.code == "Y013" and last.location.line >= stopped.location.line - 2:
            return None, walk.diagnostics  # the text goes on behind what is taken for a comment
        return None, [*walk.diagnostics, stopped]
    except yaml.YAMLError as error:
        return None, [*walk.diagnostics, Diagnostic("Y001", Location(file), f"cannot be read as YAML: {shown(str(error))}")]
    except _Refused:
        return None, walk.diagnostics
    return Document(walk.data, walk.keys, walk.values, frozenset(walk.unsound), frozenset(walk.repeated)), walk.diagnostics


@dataclass
class _Open:
    """A mapping or list whose end has not been reached."""

    path: Path
    value: dict[str, object] | list[object]
    start: Span
    is_flow: bool
    """In brackets or braces."""
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
    unsound: set[Path] = field(default_factory=set)
    repeated: set[Path] = field(default_factory=set)
    documents: int = 0
    nodes: int = 0
    has_comments: bool = field(init=False)
    """Something in the text may be a comment behind a value."""
    last: yaml.Event | None = None
    """The last event that stands for something in the text."""

    def __post_init__(self) -> None:
        self.has_comments = " #" in self.text or "\t#" in self.text

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
            self.last = event
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
            extent = _extent(event)
            if parent := self._parent_without_key():
                self._key(parent, event, extent)
            elif (
                extent.end - extent.start == len(event.value) != 0
                and self.text[extent.start - 1] != ","
                and not self.has_comments
            ):
                self._value(event.value, extent)  # a bare text of one line, as most are, is as long as it is written
            else:
                self._text(event, extent)
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

    def _key(self, parent: _Open, event: yaml.ScalarEvent, extent: Span) -> None:
        parent.key = event.value
        path = (*parent.path, event.value)
        parent.repeats = path in self.keys
        if parent.repeats:
            if parent.is_flow and event.value[:1].isdigit() and self.text[extent.start - 1] == ",":
                return  # a part of a number with commas
            if odd := odd_end(event.value):
                self._refuse(event, "Y009", odd_space_message(odd), ODD_SPACE_HINT)
            first = self.keys[path]
            parent.key = f"{event.value}\0{self.nodes}"  # what stands below must not meet what stands below the first
            place = f"line {first.line}, column {first.column}"
            self._report(event, "Y002", f"repeats the key '{shown(event.value)}', which stands already at {place}")
            self.repeated.add(path)
        else:
            self.keys[path] = extent

    def _begin_collection(self, event: yaml.CollectionStartEvent) -> None:
        if len(self.open) >= MAX_DEPTH:
            self._refuse(event, "Y004", f"is nested more than {MAX_DEPTH} levels deep")
        if self._parent_without_key():
            self._refuse(event, "Y003", "has a key that is no plain text", "A text that begins with [ or { stands in quotes.")
        value: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.open.append(_Open(self._path(), value, _extent(event), bool(event.flow_style)))

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

    # What would be lost

    def _text(self, event: yaml.ScalarEvent, extent: Span) -> None:
        """Take a text as a value that may have lost something, or be joined to another."""
        self._check_text(event, extent)
        if self.open and self.open[-1].is_flow and self._is_joined(event, extent):
            return
        self._value(event.value, extent)

    def _is_joined(self, event: yaml.ScalarEvent, extent: Span) -> bool:
        """Tell whether a text in brackets or braces belongs to what stands before it; then it is taken together with that."""
        parent = self.open[-1]
        if not isinstance(parent.value, dict):
            path = (*parent.path, len(parent.value) - 1)
            last = parent.value[-1] if parent.value else None
            if not isinstance(last, str) or self.text[extent.start - 1] != ",":
                return False
            loss = lost_text.split_by_comma(self.text, self.values[path].end, extent.start, extent.end, last)
            if loss:
                parent.value[-1] = f"{last},{event.value}"
                self._lost(loss, extent, path)
            return loss is not None
        path = self._path()
        key = None if event.value or parent.repeats else self.keys.get(path)
        if key is None or ":" in self.text[key.end : extent.start]:
            return False
        return self._is_key_and_value(parent, path, key) or self._is_behind_comma(parent, path, key)

    def _is_key_and_value(self, parent: _Open, path: Path, key: Span) -> bool:
        """Take a key such as `unit:tonnes`, `unit=tonnes` or `unit tonnes` as the key and the value that were meant."""
        written = str(parent.key)
        meant = re.fullmatch(r"([A-Za-z_][\w-]*)(?::(?!//)(\s*)| ?= ?| (?=\S))(\S.*)", written)
        if meant is None or (*path[:-1], meant[1]) in self.keys:
            return False
        if meant[2] is None and not ({meant[1], *parent.value} <= FIELD_NAMES):
            return False  # words of a text
        code, at, message, hint = missing_space(meant[1], ":", key.start)
        if meant[2] is None:
            message = f"lacks a colon behind '{meant[1]}'"
        elif meant[2]:
            code, message, hint = "Y009", odd_space_message(meant[2][0]), ODD_SPACE_HINT
        self._lost(Loss(code, at, message, hint), key, None)
        self.keys[*path[:-1], meant[1]] = self.keys.pop(path)
        parent.key = meant[1]
        self._value(meant[3], key)
        return True

    def _is_behind_comma(self, parent: _Open, path: Path, key: Span) -> bool:
        """Take words without a colon as a part of the value before them."""
        assert isinstance(parent.value, dict)
        name = next(reversed(parent.value), None)
        last = None if name is None else parent.value[name]
        if not isinstance(last, str):
            return False
        before = (*parent.path, str(name))
        value = self.values[before]
        if before not in self.unsound:  # a second comma in one value is no second mistake
            self._lost(lost_text.comma_in_braces(self.text, value.end, key.start, key.end, last), key, before)
        parent.value[str(name)] = last + self.text[value.end : key.end]
        self.values[before] = value._replace(end=key.end)
        del self.keys[path]
        parent.key = None
        return True

    def _check_text(self, event: yaml.ScalarEvent, extent: Span) -> None:
        """Report what YAML drops of a text, or joins to it, that was meant to stand in it or apart from it."""
        style, text = event.style, self.text
        loss: Loss | None = None
        if event.implicit[0]:  # bare
            if not event.value:
                loss = self._in_place_of_value(extent)
            elif text[extent.end : extent.end + 1] in _BLANK:
                loss = lost_text.cut_off(text, extent.end)
            if loss is None and text.find("\n", extent.start, extent.end) >= 0:
                loss = lost_text.heading_below(text, extent.start, extent.end)
        if loss is None and (event.implicit[0] or style == ">") and text.find("\n", extent.start, extent.end) >= 0:
            loss = lost_text.merged(text, extent.start, extent.end, style or "", self._waiting_key())
            if loss and (key := re.match(r"([\w-]+):", text[loss.at : loss.at + 100])):
                self.unsound.add((*self.open[-1].path, key[1]) if self.open else ())
        if style in _QUOTES and text.find("\n", extent.start, extent.end) >= 0 and self._runs_on(extent):
            code, _, message, hint = open_quote(text, extent.start)
            self._refuse(event, code, message, hint)
        if loss is None and style != "|" and len(self.open) == 1 and self.open[0].key in _MARKDOWN:
            loss = lost_text.unfolded(text, extent.start, extent.end)
        if loss:
            self._lost(loss, extent, self._path())

    def _waiting_key(self) -> str:
        return self.open[-1].key or "" if self.open else ""

    def _in_place_of_value(self, extent: Span) -> Loss | None:
        """Return the comment that stands where a value is expected."""
        if not self.open:
            return None
        parent, path = self.open[-1], self._path()
        if isinstance(parent.value, dict):
            return lost_text.nothing_but_comment(self.text, self.keys[path].end, 0, 0) if path in self.keys else None
        before = self.values.get((*path[:-1], len(parent.value) - 1), parent.start)
        line_end = self.text.find("\n", extent.end) + 1 or len(self.text)
        return lost_text.nothing_but_comment(self.text, -1, before.end if parent.value else before.start, line_end)

    def _runs_on(self, extent: Span) -> bool:
        if not self.open:
            return False
        line = self.text.rfind("\n", 0, extent.start) + 1
        indent = extent.start - line - len(self.text[line : extent.start].lstrip(" "))
        key = self.keys.get(self._path())
        return lost_text.quote_runs_on(self.text, extent.start, extent.end, key.column - 1 if key else indent)

    def _lost(self, loss: Loss, near: Span, path: Path | None) -> None:
        """Report a loss; `near` is a value or key by it, `path` what is not what was meant, if it cannot be told what was."""
        count, start = self.text.count, near.start
        line = near.line + (count("\n", start, loss.at) if loss.at > start else -count("\n", loss.at, start))
        column = loss.at - self.text.rfind("\n", 0, loss.at)
        self.diagnostics.append(Diagnostic(loss.code, Location(self.file, line=line, column=column), loss.message, loss.hint))
        if path is not None:
            self.unsound.add(path)

    def _report(self, event: yaml.Event, code: str, message: str, hint: str = "") -> None:
        start = _extent(event)
        self.diagnostics.append(Diagnostic(code, Location(self.file, line=start.line, column=start.column), message, hint))

    def _refuse(self, event: yaml.Event, code: str, message: str, hint: str = "") -> None:
        self._report(event, code, message, hint)
        raise _Refused


_BLANK = (" ", "\t")
_MARKDOWN = ("summary", "body")
"""The keys of texts of several paragraphs."""
_QUOTES = ("'", '"')


def _extent(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    assert start is not None and end is not None  # every event of a text has both
    return Span(start.index, end.index, start.line + 1, start.column + 1)


def occurrences(text: str, word: str, start: int, end: int) -> Iterator[int]:
    """Yield the positions of a word in a part of a text."""
    at = text.find(word, start, end)
    while at >= 0:
        yield at
        at = text.find(word, at + 1, end)
