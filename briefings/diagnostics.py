"""Diagnostics: what is wrong with the content, as data.

A rule makes a `Diagnostic`, which points into a file by its keys. Lines and columns take a second reading of the file, so
`read.locate` works them out only when there is something to report: it turns diagnostics into `Problem`s.
"""

import difflib
import heapq
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
MAX_LIKE = 100
"""Problems with one code in one file, or of whole files in one folder, that are told; the others are counted."""
Key = str | int
"""A key of a mapping, or a position in a list, from 0."""


class Code(NamedTuple):
    """What all problems with one code have in common."""

    meaning: str
    """What is wrong, in one line of Markdown."""
    severity: Severity = "error"


CODES: Mapping[str, Code] = {
    "F001": Code("not UTF-8"),
    "F002": Code("a symbolic link"),
    "F003": Code("a file or folder that does not belong there"),
    "F004": Code("a file of more than 256 KiB (the record of verified passages: 32 MiB)"),
    "F005": Code("an invisible character: a control character, a line separator, a change of direction"),
    "F006": Code("a missing file or folder"),
    "F007": Code("a name that is no id, or an address that is taken"),
    "F008": Code("a file or folder that cannot be read"),
    "F009": Code("the name of an archived text that some systems cannot hold"),
    "F010": Code("names of archived texts that differ only by case, which many systems take for one", "warning"),
    "F011": Code("a name that is not UTF-8"),
    "Y001": Code("not YAML"),
    "Y002": Code("a repeated key"),
    "Y003": Code("an anchor, alias, tag or a key that is no text"),
    "Y004": Code("values nested too deeply, or too many of them"),
    "Y005": Code("a second document in the file"),
    "Y006": Code("a page without front matter"),
    "Y007": Code("the bare word `null` or `~`"),
    "Y008": Code("a merge conflict that was not resolved"),
    "Y009": Code("a no-break or other unusual space where YAML wants an ordinary one"),
    "Y010": Code("a quotation mark that is opened and not closed"),
    "Y011": Code("a key without a space behind its colon"),
    "Y012": Code("a comma that cuts a value in two, in braces or brackets"),
    "Y013": Code("a comment that cuts off a text, or stands in its place"),
    "Y014": Code("a line that is joined to the text above it"),
    "S001": Code("an unknown key"),
    "S002": Code("a missing key"),
    "S003": Code("a value of the wrong kind"),
    "S004": Code("a key that is no id"),
    "R001": Code("an unknown entity"),
    "R002": Code("an unknown outlet"),
    "R003": Code("an unknown article"),
    "R004": Code("a citation of, or a tie to, a claim or event that the article does not have"),
    "R005": Code("an unknown topic"),
    "R006": Code("an unknown measure"),
    "R007": Code("a unit that the measure does not have"),
    "R008": Code("markup that the text may not contain"),
    "R009": Code("an article that is a translation or reprint of itself, directly or in a circle"),
    "R010": Code("an unknown code of a language or country"),
    "R011": Code("a plain page's link to no page, or to no heading of it; an image on a plain page"),
    "R012": Code(
        "a claim or event tied to itself, to another both as the same and as contradicting, or to very many of its own article"
    ),
    "R013": Code("an origin that says too little or too much"),
    "R014": Code("an id, a code or an address that is named twice in one list"),
    "R015": Code("a voice beside a speaker"),
    "R016": Code("a claim tied as the same to one of other speakers, and no word why", "warning"),
    "R020": Code("markup that is shown as it is typed: HTML, code, Markdown in a text of one line", "warning"),
    "R021": Code("a number at the beginning of a line that may begin a list or be text"),
    "R030": Code("a draft that something published refers to"),
    "R031": Code("a topic or an entity that is part of itself, directly or in a circle"),
    "R032": Code("a key that another one excludes, or that another one is needed for"),
    "L001": Code("a locale that the site is not published in"),
    "L002": Code("a missing text that the facts announce"),
    "L003": Code("a text that the facts do not announce"),
    "L004": Code("a translation that does not cite what the original cites"),
    "C001": Code("what looks like a citation and is none"),
    "C002": Code("a briefing, or a section of one, that cites nothing", "warning"),
    "C003": Code("a paragraph or list of a briefing that cites nothing", "warning"),
    "C004": Code("an allowance of what is no warning"),
    "C005": Code("an allowance of a warning that is not there", "warning"),
    "D001": Code("not a date"),
    "D002": Code("a date in the future"),
    "D003": Code("dates that contradict each other, or two where one is meant"),
    "D004": Code("events tied as the same whose dates have no day in common"),
    "D005": Code("limits of an unknown date of publication without a limit"),
    "N001": Code("a range that ends before, or where, it starts"),
    "N002": Code("a scope that the measure does not have"),
    "N003": Code("a factor for a unit that the measure does not have"),
    "N004": Code("a factor that is not above zero"),
    "N005": Code("claims tied as the same statement whose figures cannot be compared, or cannot both be true"),
    "N006": Code("a unit's name that lacks a plural form of its language", "warning"),
    "N007": Code("a figure without a number or a word for one, or with what does not go together with them"),
    "E001": Code("an archived text that is not in the archive"),
    "E002": Code("an archived text that is not the one the desk read: its checksum differs"),
    "E003": Code("a passage that is not found in the archived text"),
    "E004": Code("a passage of more than 25 words"),
    "E005": Code("a passage, or all passages of an article, not recorded as found in the archived text", "warning"),
    "E006": Code("a passage, or an archived text, that has changed since it was verified", "warning"),
    "E007": Code("an article with passages and no archived text, where evidence is strict"),
    "E008": Code("a damaged line of the record of verified passages"),
    "E009": Code("two lines of the record of verified passages for one passage"),
    "E010": Code("a passage that stands in the archived text more than once, and does not say which is meant", "warning"),
    "E011": Code("an archived text that cannot be read: its encoding is unknown, or it is too large"),
    "E012": Code("an archived text without its checksum"),
    "E013": Code("a claim or event whose passages do not name who says it or who carried it", "warning"),
    "T001": Code("text in a wrong encoding, such as `cafÃ©`", "warning"),
    "T002": Code("a headline or title too long to be one", "warning"),
    "T003": Code("an invisible character that changes what is read, or hides in it", "warning"),
    "T004": Code("a word with letters of another script that look like its own", "warning"),
    "T005": Code("a licence that is no expression of SPDX", "warning"),
    "T006": Code("a code of a language that is not in its canonical form", "warning"),
}
"""The register of problem codes; `docs/problems.md` lists them, and `explanations` explains each."""


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

    @property
    def is_in_file(self) -> bool:
        """Whether a place in the file is meant, and not the file, or folder, as a whole."""
        return bool(self.line or self.keys or self.word)


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
    found: str = ""
    """The id, or name, that was written where an id of a record is expected; for who knows the records."""
    more: int = 0
    """How many more findings like it this one stands for, in the place of one of its own."""
    is_strict: bool = False
    """An error, also where its code is a warning's."""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown problem code {self.code!r}")

    @property
    def severity(self) -> Severity:
        """The severity of its code, or that of an error where it is strict."""
        return "error" if self.is_strict else CODES[self.code].severity


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
    count: int = 1
    """How many there are: it stands for others that are alike."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        hint = f". {self.hint}" if self.hint else ""
        return f"{place}: {self.severity} {self.code} {self.message}{hint}"


def count(problems: Iterable[Problem], severity: Severity) -> int:
    """Return how many problems of a severity there are, those included that are only counted."""
    return sum(problem.count for problem in problems if problem.severity == severity)


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """Return a hint that names the closest of `known`, or an empty text where none is close."""
    close = closest(found, known)
    return f"Did you mean '{close}'?" if close else ""


def closest(found: str, known: Iterable[str]) -> str | None:
    """Return the closest of `known`, None where none is close; a tuple is taken to be sorted."""
    return _closest(found, known if isinstance(known, tuple) else tuple(sorted(known)))


MAX_CANDIDATES = 200
"""Names that one is compared with letter by letter: of more, those that begin and end most as it does."""
MAX_LISTED = 20


@lru_cache(maxsize=1024)
def _closest(found: str, candidates: tuple[str, ...]) -> str | None:
    if len(candidates) > MAX_CANDIDATES:
        candidates = tuple(heapq.nlargest(MAX_CANDIDATES, candidates, key=partial(_likeness, found)))
    close = difflib.get_close_matches(found, candidates, n=1, cutoff=0.6)
    if not close:
        close = [name for name in candidates if name.casefold() == found.casefold()][:1]
    return close[0] if close else None


def _likeness(found: str, name: str) -> tuple[int, int]:
    """Return how much two names are alike at their ends, and in length: quickly, and not as closely as `difflib` does."""
    begins = sum(name.startswith(found[:length]) for length in (1, 2, 3, 5))
    ends = sum(name.endswith(found[-length:]) for length in (1, 2, 3, 4))
    return begins + ends, -abs(len(name) - len(found))


def listed(names: Collection[str]) -> str:
    """Return names as a message lists them: at most twenty, in their order; `none` where there are none."""
    more = ", …" if len(names) > MAX_LISTED else ""
    return ", ".join(islice(names, MAX_LISTED)) + more if names else "none"


def shown(value: object, limit: int = 60) -> str:
    """Return a value as a message shows it: one line, at most `limit` characters, control characters made visible."""
    text = value if isinstance(value, str) else repr(value)
    clean = text if text.isprintable() else "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def quantity(number: int, noun: str) -> str:
    """Return a number with its noun in English: `1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
