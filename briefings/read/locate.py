"""Lines and columns for findings, by a second look at the files that have some."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, islice
from pathlib import Path

from briefings.problems import Finding, Problem, Spot
from briefings.read.front_matter import split
from briefings.read.source import read_text
from briefings.read.yaml_text import Document, Extent, occurrences, parse


def locate(root: Path, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Return findings as problems with line and column, sorted by place; a problem found twice stands once."""
    ordered = sorted(findings, key=lambda finding: finding.spot.file)
    problems: set[Problem] = set()
    for file, group in groupby(ordered, key=lambda finding: finding.spot.file):
        look = _Look(root, file)
        problems |= {_problem(finding, *look.place(finding.spot)) for finding in group}
    return tuple(sorted(problems))


def _problem(finding: Finding, line: int, column: int) -> Problem:
    return Problem(finding.spot.file, line, column, finding.code, finding.severity, finding.message, finding.hint)


class _Look:
    """One file, opened when the first spot in it asks for a place."""

    def __init__(self, root: Path, file: str) -> None:
        self._root = root
        self._file = file
        self._text: str | None = None
        self._document: Document | None = None
        self._opened = False

    def place(self, spot: Spot) -> tuple[int, int]:
        """Return the 1-based line and column of a spot; zeros where the whole file is meant."""
        if spot.line:
            return spot.line, spot.column
        if not spot.keys and not spot.word:
            return 0, 0
        self._open()
        if self._text is None:
            return 0, 0
        extent = self._extent(spot)
        at = extent.start
        if spot.word:
            found = occurrences(self._text, spot.word, extent.start, extent.end)
            at = next(islice(found, spot.nth, None), extent.start)
        return self._text.count("\n", 0, at) + 1, at - self._text.rfind("\n", 0, at)

    def _open(self) -> None:
        if self._opened:
            return
        self._opened = True
        self._text, _ = read_text(self._root, self._file) if (self._root / self._file).is_file() else (None, [])
        if self._text is not None:
            yaml_part = split(self._text)[0] if self._file.endswith(".md") else self._text
            self._document = parse(self._file, yaml_part)[0]

    def _extent(self, spot: Spot) -> Extent:
        whole = Extent(0, len(self._text or ""), 1, 1)
        if self._document is None:
            return whole
        keys, values = self._document.keys, self._document.values
        if spot.on == "key" and spot.keys in keys:
            return keys[spot.keys]
        for length in range(len(spot.keys), 0, -1):
            path = spot.keys[:length]
            if path in values and (length == len(spot.keys) or path not in keys):
                return values[path]
            if path in keys:
                return keys[path]
        return whole
