"""Verify: look every passage up in the archived texts, and record what is found for those who do not have the texts."""

import datetime
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefings.diagnostics import Diagnostic, Problem
from briefings.errors import ContentError
from briefings.evidence.attributions import Entities, NameLookup, look_up_names, recorded_sources
from briefings.evidence.checksums import replace_file, write_checksums
from briefings.evidence.passages import Lookup, entries, look_up, passage_digest, passage_id, proofs
from briefings.model.content import Article
from briefings.model.evidence import PassageId, PassageRecord, VerifiedPassage
from briefings.model.records import Archived
from briefings.read import ReadResult, read_all
from briefings.read.locate import locate
from briefings.read.passage_record import format_record, read_record, record_file
from briefings.reading import read_no_link
from briefings.settings import Settings


@dataclass(frozen=True)
class Verification:
    """The result of looking passages up."""

    problems: tuple[Problem, ...]
    """What was not found, or stands there more than once, and sources that no passage names."""
    passages: int
    """Passages that were looked up."""
    found: int
    """Passages that were found, and are recorded."""
    articles: int
    """Articles whose archived texts were at hand."""
    file: str
    """The record; path from the project's folder."""
    is_changed: bool
    """The record is another than before; else its file was not touched."""
    checksums: int = 0
    """Articles into which the checksum of their archived text was written."""


def verify(settings: Settings, archive: Path, day: datetime.date, *, fix: bool = False) -> Verification:
    """Look every passage up in the archived texts and record what is found; `day` is the day on which that is done.

    With `fix`, checksums of archived texts are first written into the articles that lack them.

    A passage that was found in the same text before keeps its day, so that a second run gives the same bytes. The entries of an
    article whose archived text is not at hand stay as they are.

    Raises `ContentError` where content cannot be read and `OSError` where the record cannot be written; then it is as it was.
    """
    file = record_file(settings)
    reading = _read(settings)
    checksums = write_checksums(settings.root, archive, reading.content.articles.values()) if fix else 0
    if checksums:
        reading = _read(settings)
    content = reading.content
    # Without entries from the future; the new record replaces whatever is wrong with the file.
    before = {name: entry for name, entry in read_record(settings.root, file)[0].items() if entry.day <= settings.today}
    record: dict[PassageId, VerifiedPassage] = {}
    lookups: list[Lookup] = []
    diagnostics: list[Diagnostic] = []
    for article in content.articles.values():
        if (archived := article.facts.archived) is not None:
            lookup = look_up(article, archived, archive)
            names = look_up_names(article, lookup, content.entities)
            record.update(_entries(article, archived, lookup, day, before))
            record.update(_name_entries(article, archived, lookup, names, day, before, content.entities))
            lookups.append(lookup)
            diagnostics += (*lookup.diagnostics, *names.diagnostics)
    return Verification(
        problems=locate(settings.root, [found for found in diagnostics if not _is_allowed(found, reading)]),
        passages=sum(len(lookup.positions) + lookup.missing for lookup in lookups),
        found=sum(len(lookup.positions) for lookup in lookups),
        articles=sum(lookup.has_text for lookup in lookups),
        file=file,
        is_changed=_write(settings.root / file, record),
        checksums=checksums,
    )


def _read(settings: Settings) -> ReadResult:
    """Return what was read. Raises `ContentError` where anything but the record cannot be read."""
    reading = read_all(settings)
    if unread := [wrong for wrong in reading.diagnostics if wrong.location.file != record_file(settings)]:
        raise ContentError(locate(settings.root, unread))
    return reading


def _is_allowed(found: Diagnostic, reading: ReadResult) -> bool:
    """Return whether an article allows a warning about its facts."""
    return found.code in reading.allowances.get(found.location.file, ())


def _entries(
    article: Article, archived: Archived, lookup: Lookup, day: datetime.date, before: PassageRecord
) -> Iterator[tuple[PassageId, VerifiedPassage]]:
    """Yield the entries of an article in the new record: of what was found, or as before where nothing could be looked up."""
    proved = proofs(article, before)
    for keys, passage, old in entries(article, before):
        if not lookup.has_text and old is not None:
            yield passage_id(article, keys), old
        elif keys in lookup.positions and archived.sha256 is not None:
            first_day = proved[keys].day if proved[keys].state == "verified" else None
            entry = VerifiedPassage(first_day or day, lookup.positions[keys], passage_digest(passage), archived.sha256)
            yield passage_id(article, keys), entry


def _name_entries(
    article: Article,
    archived: Archived,
    lookup: Lookup,
    names: NameLookup,
    day: datetime.date,
    before: PassageRecord,
    entities: Entities,
) -> Iterator[tuple[PassageId, VerifiedPassage]]:
    """Yield likewise the entries of the sources that are named in the passages of an article."""
    for source, old, _ in recorded_sources(article, before, entities):
        if not lookup.has_text and old is not None:
            yield passage_id(article, source.keys), old
        elif (found := names.found.get(source.keys)) is not None and archived.sha256 is not None:
            is_same = old is not None and (old.passage, old.text) == (found.digest, archived.sha256)
            first_day = old.day if old is not None and is_same else day
            entry = VerifiedPassage(first_day, found.position, found.digest, archived.sha256)
            yield passage_id(article, source.keys), entry


def _write(path: Path, record: PassageRecord) -> bool:
    """Write the record in one step where it differs from the file, and return whether it did. No link is followed."""
    new = format_record(record).encode("utf-8")
    is_file = path.is_file() and not path.is_symlink()
    if (is_file and read_no_link(path) == new) or (not record and not os.path.lexists(path)):
        return False
    replace_file(path, new)
    return True
