"""Looking passages up in the archived texts of their articles."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefings.diagnostics import Diagnostic, Location, shown
from briefings.evidence.passages import Keys, nearest, normalise, passages, position
from briefings.incremental import record_dependency
from briefings.inputs import ArchivedText
from briefings.model.content import Article
from briefings.model.records import Archived


@dataclass(frozen=True)
class Lookup:
    """The passages of one article, looked up in its archived text."""

    positions: Mapping[Keys, int]
    """Where each passage that was found begins, in characters of the normalised text."""
    diagnostics: tuple[Diagnostic, ...]
    """The passages that were not found, or why the text could not be searched."""
    has_text: bool
    """The archive has the text, and its checksum is the one that the article gives."""


def look_up(article: Article, archived: Archived, archive: Path) -> Lookup:
    """Return where the passages of an article stand in its archived text, a file of the folder `archive`."""
    text = _archived_text(article, archived, archive)
    if isinstance(text, Diagnostic):
        return Lookup({}, (text,), has_text=False)
    positions, diagnostics = {}, []
    for keys, passage in passages(article):
        found = position(passage, text)
        if found is None:
            message = f"not found in the archived text: '{shown(passage)}'"
            diagnostics.append(Diagnostic("E003", Location(article.file, keys), message, nearest(passage, text)))
        else:
            positions[keys] = found
    return Lookup(positions, tuple(diagnostics), has_text=True)


def _archived_text(article: Article, archived: Archived, archive: Path) -> str | Diagnostic:
    """Return the normalised text; or that it is missing, or is not the one that the desk read."""
    raw = _read(archive, archived.file)
    digest = _digest(raw)
    record_dependency(ArchivedText(archived.file), digest)
    if raw is None:
        location = Location(article.file, ("archived", "file"))
        return Diagnostic("E001", location, f"there is no '{archived.file}' in the archive")
    if digest.hex() != archived.sha256:
        location = Location(article.file, ("archived", "sha256"))
        return Diagnostic("E002", location, f"'{archived.file}' in the archive has the checksum {digest.hex()}")
    return normalise(raw.decode("utf-8", "replace"))


def archived_text_digest(archive: Path | None, name: str) -> bytes:
    """Return the SHA-256 of an archived text; nothing where there is none of that name."""
    return b"" if archive is None else _digest(_read(archive, name))


def _read(archive: Path, name: str) -> bytes | None:
    path = archive / name
    return None if path.is_symlink() or not path.is_file() else path.read_bytes()


def _digest(raw: bytes | None) -> bytes:
    return b"" if raw is None else hashlib.sha256(raw).digest()
