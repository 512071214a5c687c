"""Verify: passages are looked up in the archived texts, and what was found is recorded for those who do not have the texts."""

from __future__ import annotations

import dataclasses
import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from briefings.check.evidence import archived_text, not_found
from briefings.check.passages import passages, position
from briefings.check.verification import digest, piece
from briefings.model.content import Article
from briefings.model.verification import Record, Verified
from briefings.problems import ContentError, Finding, Problem
from briefings.read import locate, read
from briefings.read.record import read_record, record_file, written
from briefings.settings import Settings


@dataclass(frozen=True)
class Verification:
    """What looking passages up has found and done."""

    problems: tuple[Problem, ...]
    """What was not found."""
    passages: int
    """Passages that were looked up."""
    found: int
    """Passages that were found, and are recorded."""
    articles: int
    """Articles whose archived texts were at hand."""
    file: str
    """The record, from the project's folder."""
    is_changed: bool
    """The record is another than before; else its file was not touched."""


def verify(settings: Settings, archive: Path, day: datetime.date) -> Verification:
    """Look every passage up in the archived texts and record what is found; `day` is the day on which that is done.

    A passage that was found in the same text before keeps its day, so that a second run gives the same bytes. Who has not all
    texts at hand loses nothing: what is recorded of the other articles stays.

    Raises `ContentError` where content cannot be read and `OSError` where the record cannot be written; then it is as it was.
    """
    file = record_file(settings)
    reading = read(settings)
    content, findings = reading.content, reading.findings
    if unread := [finding for finding in findings if finding.spot.file != file]:
        raise ContentError(locate(settings.root, unread))
    before = read_record(settings.root, file)[0]  # what is wrong with it is mended by writing it anew
    past = {name: found for name, found in before.items() if found.day <= settings.today}
    articles = [article for article in content.articles.values() if article.facts.archived is not None]
    looks = [_look(article, archive, past, day) for article in articles]
    record = {name: found for look in looks for name, found in look.record.items()}
    return Verification(
        problems=locate(settings.root, [finding for look in looks for finding in look.findings]),
        passages=sum(look.passages for look in looks),
        found=sum(len(look.record) for look in looks if look.is_at_hand),
        articles=sum(look.is_at_hand for look in looks),
        file=file,
        is_changed=_put(settings.root / file, record),
    )


@dataclass(frozen=True)
class _Look:
    """One article, looked up."""

    record: Record
    findings: tuple[Finding, ...]
    passages: int
    is_at_hand: bool
    """Its archived text was there, and the one that the desk read."""


def _look(article: Article, archive: Path, before: Record, day: datetime.date) -> _Look:
    named = [(piece(article, keys), keys, passage) for keys, passage in passages(article)]
    text = archived_text(article, archive)
    if isinstance(text, Finding):
        return _Look({name: before[name] for name, _, _ in named if name in before}, (text,), 0, is_at_hand=False)
    record, findings = {}, []
    for name, keys, passage in named:
        at = position(passage, text)
        if at is None:
            findings.append(not_found(article, keys, passage, text))
        else:
            record[name] = _found(article, passage, at, before.get(name), day)
    return _Look(record, tuple(findings), len(named), is_at_hand=True)


def _found(article: Article, passage: str, at: int, before: Verified | None, day: datetime.date) -> Verified:
    assert article.facts.archived is not None
    found = Verified(day, at, digest(passage), article.facts.archived.sha256)
    same = before is not None and (before.passage, before.text) == (found.passage, found.text)
    return dataclasses.replace(found, day=before.day) if before is not None and same else found


def _put(path: Path, record: Record) -> bool:
    """Write the record in one step where it is another than before; tell whether it was. No link is followed."""
    new = written(record).encode("utf-8")
    is_file = path.is_file() and not path.is_symlink()
    if (is_file and path.read_bytes() == new) or (not record and not os.path.lexists(path)):
        return False
    beside = path.with_name(f".{path.name}.swp")  # a name that a preview passes over
    beside.unlink(missing_ok=True)
    try:
        with beside.open("xb") as file:
            file.write(new)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return True
