"""Lines and columns for diagnostics, by a second reading of the files that have some."""

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path

from briefings.diagnostics import Diagnostic, Location, Problem
from briefings.read.plain_pages import split
from briefings.read.source import read_text
from briefings.read.yaml_text import Document, Span, occurrences, parse


def locate(root: Path, diagnostics: Iterable[Diagnostic]) -> tuple[Problem, ...]:
    """Return diagnostics as problems with line and column, sorted by place; equal problems are one.

    `root` is the project's folder, which the files of the diagnostics are relative to.
    """
    ordered = sorted(diagnostics, key=lambda diagnostic: diagnostic.location.file)
    problems: set[Problem] = set()
    for name, group in groupby(ordered, key=lambda diagnostic: diagnostic.location.file):
        file = _File(root, name)
        for found in group:
            place = file.line_and_column(found.location)
            problems.add(Problem(name, *place, found.code, found.severity, found.message, found.hint))
    return tuple(sorted(problems))


class _File:
    """A content file, read when the first location needs it."""

    def __init__(self, root: Path, file: str) -> None:
        self._root = root
        self._file = file

    @cached_property
    def _text(self) -> str | None:
        return read_text(self._root, self._file)[0] if (self._root / self._file).is_file() else None

    @cached_property
    def _document(self) -> Document | None:
        text = self._text or ""
        return parse(self._file, split(text)[0] if self._file.endswith(".md") else text)[0]

    def line_and_column(self, location: Location) -> tuple[int, int]:
        """Return the 1-based line and column of a location; zeros where the whole file is meant."""
        if location.line:
            return location.line, location.column
        if not (location.keys or location.word) or (text := self._text) is None:
            return 0, 0
        span = self._span(location, text)
        at = span.start
        if location.word:
            at = next(islice(occurrences(text, location.word, span.start, span.end), location.nth, None), span.start)
        return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)

    def _span(self, location: Location, text: str) -> Span:
        """Return the span of a value or key, or of the innermost one around it that the file has."""
        whole = Span(0, len(text), 1, 1)
        if self._document is None:
            return whole
        keys, values = self._document.keys, self._document.values
        if location.on == "key" and location.keys in keys:
            return keys[location.keys]
        for length in range(len(location.keys), 0, -1):
            path = location.keys[:length]
            if path in values and (length == len(location.keys) or path not in keys):
                return values[path]
            if path in keys:
                return keys[path]
        return whole
