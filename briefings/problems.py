"""Findings about the content, as data: what, where, what was expected, what was probably meant.

A rule makes a `Finding`, which points into a file by its keys. Lines and columns cost a second look at the file, so they are
worked out only when there is something to report: `read.locate` turns findings into `Problem`s.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Severity = Literal["error", "warning"]
Key = str | int


@dataclass(frozen=True)
class Spot:
    """A place in a content file."""

    file: str
    """Path from the project's folder, with `/`."""
    keys: tuple[Key, ...] = ()
    """Keys and list positions that lead to the value; empty for the whole file."""
    on: Literal["key", "value"] = "value"
    """Whether the key itself is meant or the value under it."""
    word: str = ""
    """Text within the value that is meant; empty for the value's beginning."""
    nth: int = 0
    """How many earlier occurrences of `word` in the value to pass over."""
    line: int = 0
    """1-based line, where it is already known; then the keys are not looked at."""
    column: int = 0
    """1-based column in characters, where `line` is known."""


@dataclass(frozen=True)
class Finding:
    """What one rule found."""

    code: str
    spot: Spot
    message: str
    """What was found and what was expected; one sentence without a full stop."""
    hint: str = ""
    """What was probably meant, or what to do; whole sentences."""
    severity: Severity = "error"


@dataclass(frozen=True, order=True)
class Problem:
    """A finding with its line and column; sorts by place."""

    file: str
    line: int
    """1-based; 0 where a whole file or folder is meant."""
    column: int
    """1-based, in characters; 0 where a whole file or folder is meant."""
    code: str
    severity: Severity
    message: str
    hint: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        hint = f". {self.hint}" if self.hint else ""
        return f"{place}: {self.severity} {self.code} {self.message}{hint}"


class ContentError(Exception):
    """The content has errors and cannot be published."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems in the content")


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """Return a hint that names the closest of `known`, or an empty text where none is close."""
    close = closest(found, known)
    return f"Did you mean '{close}'?" if close else ""


def closest(found: str, known: Iterable[str]) -> str | None:
    """Return the closest of `known`, None where none is close."""
    return _closest(found, tuple(sorted(known)))


@lru_cache(maxsize=1024)
def _closest(found: str, candidates: tuple[str, ...]) -> str | None:
    close = difflib.get_close_matches(found, candidates, n=1, cutoff=0.6)
    if not close:
        close = [name for name in candidates if name.casefold() == found.casefold()][:1]
    return close[0] if close else None


def shown(value: object, limit: int = 60) -> str:
    """Return a value as a message shows it: one line, at most `limit` characters, control characters made visible."""
    text = value if isinstance(value, str) else repr(value)
    clean = text if text.isprintable() else "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"
