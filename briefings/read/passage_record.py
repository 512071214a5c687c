"""The file of the record of verified passages: one line for each passage, so that Git merges it and a reviewer can read it.

Lines of sources, `claims/waiting/said_by/0`, say that a name of the source stands in a passage of its statement.
"""

import datetime
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from briefings.diagnostics import Diagnostic, Location, shown
from briefings.errors import ContentChanged
from briefings.incremental import TrackedMapping, digest, encode
from briefings.inputs import AllPassages, ArticlePassages
from briefings.model.evidence import PassageId, PassageRecord, VerifiedPassage
from briefings.read.loader import ParsedFile, digest_of
from briefings.read.source import decoded, read_bytes, read_text
from briefings.settings import Settings

NAME = "verified.txt"
"""The record's file in the content folder."""
MAX_BYTES = 33_554_432
"""Size of the largest record: some 150,000 passages."""
MAX_REPORTED = 5
"""Wrong lines that are reported; `briefings verify` writes the record anew and so mends all of them."""
MAX_WRONG = 1_000
"""Wrong lines after which the rest is not read: whatever it is, it is no record."""

_HEAD = """\
# Where passages stand in the archived texts of their articles; written by `briefings verify`, see docs/verification.md
# article, passage, day it was found, position, SHA-256 of the passage, SHA-256 of the archived text
"""
_SOURCE = r"(?:said_by|through)/\d{1,6}"
_FIELDS = (
    ("an article's id", re.compile(r"[a-z0-9-]{1,100}", re.ASCII)),
    ("the keys of a passage", re.compile(rf"[a-z]{{1,20}}/[a-z0-9-]{{1,100}}/(?:[a-z0-9]{{1,20}}|{_SOURCE})", re.ASCII)),
    ("a day such as 2024-05-01", re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)),
    ("a position", re.compile(r"(?:0|[1-9]\d{0,11})", re.ASCII)),
    ("a SHA-256 checksum", re.compile(r"[0-9a-f]{64}", re.ASCII)),
    ("a SHA-256 checksum", re.compile(r"[0-9a-f]{64}", re.ASCII)),
)
"""The fields of a line in their order, with one space between."""
_LINE = re.compile(" ".join(f"({pattern.pattern})" for _, pattern in _FIELDS), re.ASCII)
_HINT = "Run briefings verify with the archive at hand, which writes the record anew; without the archive, delete the line."


class _DamagedLine(ValueError):
    """A line of the record cannot be read: the 1-based column in characters, and what was expected there."""


def record_file(settings: Settings) -> str:
    """Return the path of the record from the project's folder."""
    return f"{settings.content_path}/{NAME}"


def read_record(root: Path, file: str) -> tuple[PassageRecord, list[Diagnostic]]:
    """Return the record and what is wrong with its file; an empty record where there is no file."""
    if not (root / file).is_file():
        return {}, []
    text, diagnostics = read_text(root, file, MAX_BYTES)
    return ({}, diagnostics) if text is None else parse_record(file, text)


def parse_passages(root: Path, file: str) -> ParsedFile:
    """Return what is known of the record of verified passages; its fields are articles, and all of it under the empty name."""
    sha256 = digest_of(root, file, MAX_BYTES)  # first: of a file that changes meanwhile, the next build sees another digest
    record, diagnostics = read_record(root, file)
    articles: dict[str, list[object]] = {}
    for (article, keys), verified in record.items():
        articles.setdefault(article, []).append((keys, verified.day, verified.position, verified.passage, verified.text))
    fields = {article: digest(encode(passages)) for article, passages in articles.items()}
    fields[""] = digest(encode([(article, keys, verified.day, verified.line) for (article, keys), verified in record.items()]))
    return ParsedFile(sha256, fields, tuple(diagnostics))


class LazyPassageRecord(Mapping[PassageId, VerifiedPassage]):
    """A record without damage, read at the first look-up and parsed article by article: most builds need few articles or none.

    A look-up raises `ContentChanged` where the file no longer has the bytes that the record was made for.
    """

    def __init__(self, root: Path, file: str, sha256: bytes) -> None:
        self._source = root, file, sha256
        self._parsed: dict[str, PassageRecord] = {}
        """What has been looked up, by article."""

    @cached_property
    def _lines(self) -> Mapping[str, Sequence[tuple[int, str]]]:
        """The lines of each article, with their numbers."""
        root, file, sha256 = self._source
        raw, _ = read_bytes(root, file, MAX_BYTES)
        if raw is None or hashlib.sha256(raw).digest() != sha256:
            raise ContentChanged(file)
        lines: dict[str, list[tuple[int, str]]] = {}
        for number, line in _numbered_lines(decoded(raw)):
            lines.setdefault(line.partition(" ")[0], []).append((number, line))
        return lines

    def _of(self, article: str) -> PassageRecord:
        if article not in self._parsed:
            self._parsed[article] = dict(_parse_line(line, number) for number, line in self._lines.get(article, ()))
        return self._parsed[article]

    def __getitem__(self, passage: PassageId) -> VerifiedPassage:
        return self._of(passage[0])[passage]

    def __iter__(self) -> Iterator[PassageId]:
        return (passage for article in self._lines for passage in self._of(article))

    def __len__(self) -> int:
        return sum(map(len, self._lines.values()))

    def __reduce__(self) -> tuple[type[dict[PassageId, VerifiedPassage]], tuple[PassageRecord]]:
        """Pickle the whole record: another machine need not have the file."""
        return dict, (dict(self),)


def tracked(record: PassageRecord) -> PassageRecord:
    """Return a record that records as inputs what is read of it: the passages of single articles, or all."""
    return TrackedMapping(record, _passages_input, AllPassages())


def _passages_input(passage: PassageId) -> ArticlePassages:
    return ArticlePassages(passage[0])


def parse_record(file: str, text: str) -> tuple[PassageRecord, list[Diagnostic]]:
    """Return the record that a text holds, and what is wrong with the text.

    A damaged line proves nothing, nor do two lines for one passage.
    """
    record: dict[PassageId, VerifiedPassage] = {}
    repeated: set[PassageId] = set()
    diagnostics: list[Diagnostic] = []
    for number, line in _numbered_lines(text):
        if len(diagnostics) >= MAX_WRONG:
            break
        try:
            passage, entry = _parse_line(line, number)
        except _DamagedLine as damaged:
            column, message = damaged.args
            location = Location(file, line=number, column=column)
            diagnostics.append(Diagnostic("E008", location, f"a damaged line of the record: {message}", _HINT))
            continue
        if passage in record:
            repeated.add(passage)
            what = f"'{passage[1]}' of the article '{passage[0]}' is recorded a second time"
            message = f"{what}; the first is at line {record[passage].line}"
            diagnostics.append(Diagnostic("E009", Location(file, line=number, column=1), message, _HINT))
        record.setdefault(passage, entry)
    return {passage: entry for passage, entry in record.items() if passage not in repeated}, diagnostics[:MAX_REPORTED]


def _numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that is neither empty nor a comment, with its number; one at a time, for there may be millions."""
    for number, line in enumerate(io.StringIO(text), 1):
        if line != "\n" and not line.startswith("#"):
            yield number, line.removesuffix("\n")


def format_record(record: PassageRecord) -> str:
    """Return the text of a record's file, sorted by article and passage."""
    return _HEAD + "".join(
        f"{article} {keys} {entry.day.isoformat()} {entry.position} {entry.passage} {entry.text}\n"
        for (article, keys), entry in sorted(record.items(), key=lambda item: item[0])
    )


def _parse_line(line: str, number: int) -> tuple[PassageId, VerifiedPassage]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise _damage(line)
    article, keys, written_day, position, passage_digest, text_digest = match.groups()
    try:
        day = datetime.date.fromisoformat(written_day)
    except ValueError:
        raise _DamagedLine(match.start(3) + 1, f"there is no day '{written_day}'") from None
    return (article, keys), VerifiedPassage(day, int(position), passage_digest, text_digest, number)


def _damage(line: str) -> _DamagedLine:
    """Return what is wrong with a line that has not the shape of one."""
    fields = line.split(" ", len(_FIELDS))
    column = 1
    for field, (expected, pattern) in zip(fields, _FIELDS, strict=False):
        if not pattern.fullmatch(field):
            return _DamagedLine(column, f"expected {expected}, found {_quoted(field)}")
        column += len(field) + 1
    if len(fields) < len(_FIELDS):
        return _DamagedLine(column - 1, f"expected {_FIELDS[len(fields)][0]}, found the line's end")
    return _DamagedLine(column, f"expected the line's end, found {_quoted(fields[-1])}")


def _quoted(field: str) -> str:
    return f"'{shown(field)}'" if field else "nothing"
