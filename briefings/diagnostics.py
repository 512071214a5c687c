"""Diagnostics: what is wrong with the content, as data.

A rule makes a `Diagnostic`, which points into a file by its keys. Lines and columns take a second reading of the file, so
`read.locate` works them out only when there is something to report: it turns diagnostics into `Problem`s.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Severity = Literal["error", "warning"]
Key = str | int
"""A key of a mapping, or a position in a list, from 0."""
CODES = (
    *("F001", "F002", "F003", "F004", "F005", "F006", "F007", "F008"),
    *("Y001", "Y002", "Y003", "Y004", "Y005", "Y006", "Y007"),
    *("S001", "S002", "S003", "S004"),
    *("R001", "R002", "R003", "R004", "R005", "R006", "R007", "R008", "R009", "R010", "R011", "R012", "R013", "R014"),
    *("L001", "L002", "L003", "L004"),
    *("D001", "D002", "D003", "D004"),
    *("N001", "N002", "N003", "N004", "N005"),
    *("E001", "E002", "E003", "E004", "E005", "E006", "E007", "E008", "E009"),
)
"""The register of problem codes; `docs/problems.md` says what each means."""
WARNINGS = {"E005", "E006"}
"""Codes whose problems do not stop a publication; all others are errors."""


@dataclass(frozen=True)
class Location:
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
    """1-based line, where it is already known; then the keys are ignored."""
    column: int = 0
    """1-based column in characters, where `line` is known."""


@dataclass(frozen=True)
class Diagnostic:
    """One finding of a rule, or of the reader.

    Raises `ValueError` where the code is not in `CODES`.
    """

    code: str
    location: Location
    message: str
    """What was found and what was expected; one sentence without a full stop."""
    hint: str = ""
    """What was probably meant, or what to do; whole sentences."""
    is_strict: bool = False
    """An error, also where its code is a warning's."""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown problem code {self.code!r}")

    @property
    def severity(self) -> Severity:
        """The severity of its code, or that of an error where it is strict."""
        return "warning" if self.code in WARNINGS and not self.is_strict else "error"


@dataclass(frozen=True, order=True)
class Problem:
    """A diagnostic with its line and column; sorts by place."""

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


def quantity(number: int, noun: str) -> str:
    """Return a number with its noun in English: `1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
