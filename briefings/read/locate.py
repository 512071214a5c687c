"""Lines and columns for diagnostics, by a second reading of the files that have some."""

import posixpath
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path

from briefings.diagnostics import CODES, MAX_LIKE, Diagnostic, Location, Problem
from briefings.read.plain_pages import split
from briefings.read.source import read_text
from briefings.read.yaml_text import Document, Span, occurrences, parse


def locate(root: Path, diagnostics: Iterable[Diagnostic]) -> tuple[Problem, ...]:
    """Return diagnostics as problems with line and column, sorted by place; equal problems are one.

    `root` is the project's folder, which the files of the diagnostics are relative to. Of many diagnostics that are alike the
    first are told, and how many more there are.
    """
    ordered = sorted(dict.fromkeys(diagnostics), key=lambda diagnostic: diagnostic.location.file)
    problems: set[Problem] = set()
    told: Counter[tuple[str, str]] = Counter()
    others: dict[tuple[str, str], tuple[Problem, int]] = {}
    for name, group in groupby(ordered, key=lambda diagnostic: diagnostic.location.file):
        file = _File(root, name)
        for found in group:
            alike = name if found.location.is_in_file else posixpath.dirname(name), found.code
            told[alike] += 1
            if alike in others:
                others[alike] = others[alike][0], others[alike][1] + (found.more or 1)
                continue
            place = file.line_and_column(found.location)
            problem = Problem(name, *place, found.code, found.severity, found.message, found.hint)
            if found.more or told[alike] > MAX_LIKE:
                others[alike] = problem, found.more or 1
            else:
                problems.add(problem)
    return tuple(sorted((*problems, *(_counted(problem, number) for problem, number in others.values()))))


def _counted(first: Problem, number: int) -> Problem:
    """Return what stands for problems that are alike, at the place of the first of them."""
    return replace(first, message=f"and {number:,} more like it: {CODES[first.code].meaning}", hint="", count=number)


class _File:
    """A content file, read when the first location needs it."""

    def __init__(self, root: Path, file: str) -> None:
        self._root = root
        self._file = file

    @cached_property
    def _text(self) -> str | None:
        return read_text(self._root, self._file)[0] if (self._root / self._file).is_file() else None

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self._text or ""))]

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
        return bisect_right(self._line_starts, at), at - text.rfind("\n", 0, at)

    def _span(self, location: Location, text: str) -> Span:
        """Return the span of a value or key, or of the innermost one around it in the file; without keys, of a page's text."""
        is_page = self._file.endswith(".md") and not location.keys
        whole = Span(len(text) - len(split(text)[1]) if is_page else 0, len(text), 1, 1)
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
