"""The record of what was found in archived texts: one line a passage, so that Git merges it and a reviewer can read it."""

from __future__ import annotations

import datetime
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from briefings.model.verification import Piece, Record, Verified
from briefings.problems import Finding, Spot, shown
from briefings.read.library import ContentChanged
from briefings.read.source import decoded, read_bytes, read_text
from briefings.settings import Settings

NAME = "verified.txt"
"""The record's file in the content folder."""
MAX_BYTES = 33_554_432
"""Size of the largest record: some 150,000 passages."""
MOST_NAMED = 5
"""Wrong lines that are named; who writes the record anew is rid of all."""
MOST_WRONG = 1_000
"""Wrong lines after which the rest is not read: whatever it is, it is no record."""

_HEAD = """\
# Where passages stand in the archived texts of their articles; written by `briefings verify`, see docs/verification.md
# article, passage, day it was found, position, SHA-256 of the passage, SHA-256 of the archived text
"""
_FIELDS = (
    ("an article's id", re.compile(r"[a-z0-9-]{1,100}", re.ASCII)),
    ("the keys of a passage", re.compile(r"[a-z]{1,20}/[a-z0-9-]{1,100}/[a-z0-9]{1,20}", re.ASCII)),
    ("a day such as 2024-05-01", re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)),
    ("a position", re.compile(r"(?:0|[1-9]\d{0,11})", re.ASCII)),
    ("a SHA-256 checksum", re.compile(r"[0-9a-f]{64}", re.ASCII)),
    ("a SHA-256 checksum", re.compile(r"[0-9a-f]{64}", re.ASCII)),
)
"""What a line has, in this order, with one space between."""
_LINE = re.compile(" ".join(f"({pattern.pattern})" for _, pattern in _FIELDS), re.ASCII)
_HINT = "Run briefings verify with the archive at hand, which writes the record anew; without the archive, delete the line."


class _Damaged(ValueError):
    """A line of the record cannot be read."""

    def __init__(self, column: int, message: str) -> None:
        """Take the column, from 1, and what was expected there."""
        self.column = column
        super().__init__(message)


def record_file(settings: Settings) -> str:
    """Return the path of the record from the project's folder."""
    return f"{settings.content.relative_to(settings.root).as_posix()}/{NAME}"


def read_record(root: Path, file: str) -> tuple[Record, list[Finding]]:
    """Return the record and what is wrong with its file; an empty one where there is no file."""
    if not (root / file).is_file():
        return {}, []
    text, findings = read_text(root, file, MAX_BYTES)
    return ({}, findings) if text is None else parse(file, text)


class LaterRecord(Mapping[Piece, Verified]):
    """A record without faults, of which is read what somebody looks at: most builds need few articles of it or none."""

    def __init__(self, root: Path, file: str, digest: bytes) -> None:
        """Take the file, and the SHA-256 that its bytes have."""
        self._place = root, file, digest
        self._known: dict[str, Record] = {}
        """What has been looked at, by article."""

    @cached_property
    def _lines(self) -> Mapping[str, Sequence[tuple[int, str]]]:
        """The lines of each article, with their numbers."""
        root, file, digest = self._place
        raw, _ = read_bytes(root, file, MAX_BYTES)
        if raw is None or hashlib.sha256(raw).digest() != digest:
            raise ContentChanged(file)
        lines: dict[str, list[tuple[int, str]]] = {}
        for number, line in _entries(decoded(raw)):
            lines.setdefault(line.partition(" ")[0], []).append((number, line))
        return lines

    def _of(self, article: str) -> Record:
        found = self._known.get(article)
        if found is None:
            found = self._known[article] = dict(_entry(line, number) for number, line in self._lines.get(article, ()))
        return found

    def __getitem__(self, piece: Piece) -> Verified:
        return self._of(piece[0])[piece]

    def __iter__(self) -> Iterator[Piece]:
        return (piece for article in self._lines for piece in self._of(article))

    def __len__(self) -> int:
        return sum(map(len, self._lines.values()))

    def __reduce__(self) -> tuple[type[dict[Piece, Verified]], tuple[Record]]:
        """Take all of it along to another machine, which need not have the file."""
        return dict, (dict(self),)


def parse(file: str, text: str) -> tuple[Record, list[Finding]]:
    """Return the record that a text holds and what is wrong with it.

    A damaged line proves nothing, nor do two lines on one passage.
    """
    found: dict[Piece, Verified] = {}
    repeated: set[Piece] = set()
    findings: list[Finding] = []
    for number, line in _entries(text):
        if len(findings) >= MOST_WRONG:
            break
        try:
            piece, verified = _entry(line, number)
        except _Damaged as damaged:
            spot = Spot(file, line=number, column=damaged.column)
            findings.append(Finding("E008", spot, f"a damaged line of the record: {damaged}", _HINT))
            continue
        if piece in found:
            repeated.add(piece)
            findings.append(_again(file, number, piece, found[piece].line))
        found.setdefault(piece, verified)
    return {piece: verified for piece, verified in found.items() if piece not in repeated}, findings[:MOST_NAMED]


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that is neither empty nor a comment, with its number; one at a time, for there may be millions."""
    for number, line in enumerate(io.StringIO(text), 1):
        if line != "\n" and not line.startswith("#"):
            yield number, line.removesuffix("\n")


def written(record: Record) -> str:
    """Return the text of a record's file, sorted by article and passage."""
    return _HEAD + "".join(
        f"{article} {passage} {found.day.isoformat()} {found.position} {found.passage} {found.text}\n"
        for (article, passage), found in sorted(record.items(), key=lambda item: item[0])
    )


def _entry(line: str, number: int) -> tuple[Piece, Verified]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise _damage(line)
    article, passage, day, position, passage_digest, text_digest = match.groups()
    try:
        found = datetime.date.fromisoformat(day)
    except ValueError:
        raise _Damaged(match.start(3) + 1, f"there is no day '{day}'") from None
    return (article, passage), Verified(found, int(position), passage_digest, text_digest, number)


def _damage(line: str) -> _Damaged:
    """Return what is wrong with a line that has not the shape of one."""
    fields = line.split(" ", len(_FIELDS))
    column = 1
    for field, (expected, pattern) in zip(fields, _FIELDS, strict=False):
        if not pattern.fullmatch(field):
            return _Damaged(column, f"expected {expected}, found {_quoted(field)}")
        column += len(field) + 1
    if len(fields) < len(_FIELDS):
        return _Damaged(column - 1, f"expected {_FIELDS[len(fields)][0]}, found the line's end")
    return _Damaged(column, f"expected the line's end, found {_quoted(fields[-1])}")


def _quoted(field: str) -> str:
    return f"'{shown(field)}'" if field else "nothing"


def _again(file: str, line: int, piece: Piece, first: int) -> Finding:
    message = f"'{piece[1]}' of the article '{piece[0]}' is recorded a second time; the first is at line {first}"
    return Finding("E009", Spot(file, line=line, column=1), message, _HINT)
