"""Rules about evidence: it is short, it stands in the archived text where that is at hand, and the record says so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from briefings.check import verification
from briefings.check.part import Part
from briefings.check.passages import nearest, normal, passages, position
from briefings.model.content import Article, Content
from briefings.problems import Finding, Key, Spot, shown
from briefings.settings import Settings
from briefings.trace import note

MAX_WORDS = 25
"""Words of a passage's marks: the texts are not ours."""
_OF_TEXTS = ("E001", "E002")
"""What is wrong with an archived text, so that nothing can be said of its passages."""


def short(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """Evidence marks a passage with a few words and does not copy it."""
    for article in part.articles:
        for keys, passage in passages(article):
            if (count := len(passage.split())) > MAX_WORDS:
                yield Finding(
                    "E004",
                    Spot(article.file, keys),
                    f"{count} words; expected at most {MAX_WORDS}",
                    "Write the first words … the last.",
                )


def archived(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """Each passage stands in the archived text, that text is the one the desk read, and the record says so.

    What is wrong with a passage is said once: of one that is not found, the record is not asked.
    """
    for article in part.articles:
        if content.is_faulty(article.file, "archived"):
            continue
        findings = list(_looked_up(article, settings.archive)) if settings.archive else []
        yield from findings
        if content.verified is not None and not any(finding.code in _OF_TEXTS for finding in findings):
            told = {finding.spot.keys for finding in findings}
            unproven = verification.unproven(article, content.verified, settings)
            yield from (finding for finding in unproven if finding.spot.keys not in told)


def _looked_up(article: Article, archive: Path) -> Iterator[Finding]:
    if article.facts.archived is None:
        return
    text = archived_text(article, archive)
    if isinstance(text, Finding):
        yield text
        return
    for keys, passage in passages(article):
        if position(passage, text) is None:
            yield not_found(article, keys, passage, text)


def archived_text(article: Article, archive: Path) -> str | Finding:
    """Return the archived text of an article that has one, `normal`; or why it is not the one that the desk read."""
    archived = article.facts.archived
    assert archived is not None
    note(f"archive:{archived.file}")
    path = archive / archived.file
    if path.is_symlink() or not path.is_file():
        return Finding("E001", Spot(article.file, ("archived", "file")), f"there is no '{archived.file}' in the archive")
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    if digest != archived.sha256:
        spot = Spot(article.file, ("archived", "sha256"))
        return Finding("E002", spot, f"'{archived.file}' in the archive has the checksum {digest}")
    return normal(raw.decode("utf-8", "replace"))


def not_found(article: Article, keys: tuple[Key, ...], passage: str, text: str) -> Finding:
    """Return the finding that a passage does not stand in an archived text, with what comes nearest."""
    message = f"not found in the archived text: '{shown(passage)}'"
    return Finding("E003", Spot(article.file, keys), message, nearest(passage, text))
