"""Merge conflicts that nobody has resolved: the lines that Git leaves in a file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.diagnostics import Diagnostic, Location

_MARKERS = ("<<<<<<<", ">>>>>>>", "=======", "|||||||")
_MARKER = re.compile(r"^([ \t]*)(<{7}|>{7}|={7}|\|{7})(?=[ \t]|$)", re.MULTILINE)
_HINT = "Keep the version that is right, and delete the lines that begin with <<<<<<<, =======, |||||||, or >>>>>>>."


@dataclass
class _Conflict:
    first: int
    last: int
    """Lines, from 1."""
    markers: str
    """The first character of each marker."""


def find_conflicts(file: str, text: str) -> list[Diagnostic]:
    """Return a diagnostic for each merge conflict in a content file, from its first to its last line."""
    if not any(marker in text for marker in _MARKERS):
        return []
    # A line of equals signs alone makes a heading of the line above it in a plain page.
    conflicts = (found for found in _conflicts(text) if found.markers != "=" or not file.endswith(".md"))
    return [Diagnostic("Y008", Location(file, line=found.first, column=1), _message(found), _HINT) for found in conflicts]


def _message(conflict: _Conflict) -> str:
    lines = f"line {conflict.first}" if conflict.first == conflict.last else f"lines {conflict.first} to {conflict.last}"
    return f"a merge conflict that was not resolved: {lines}"


def _conflicts(text: str) -> Iterator[_Conflict]:
    """Yield conflicts; one that lacks its beginning or its end goes as far as its markers."""
    current: _Conflict | None = None
    line, counted = 1, 0
    for match in _MARKER.finditer(text):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        marker = match[2][0]
        # Git leaves them at the beginning of a line; further right only what belongs to one that was moved there is meant.
        if match[1] and marker != "<" and (current is None or "<" not in current.markers):
            continue
        if current is None or marker == "<":
            if current:
                yield current
            current = _Conflict(line, line, "")
        current.last, current.markers = line, current.markers + marker
        if marker == ">":
            yield current
            current = None
    if current:
        yield current
