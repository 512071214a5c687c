"""Passages: what an article's facts quote from it, where that stands in its archived text, and what is proved of it."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from briefings.diagnostics import Diagnostic, Key, Location, shown
from briefings.incremental import record_dependency
from briefings.inputs import ArchivedText
from briefings.model.content import Article
from briefings.model.evidence import PassageId, PassageRecord, Proof, VerifiedPassage
from briefings.model.records import Archived
from briefings.reading import read_no_link

Keys = tuple[Key, ...]
"""The keys and list positions that lead to a passage in an article's facts."""

MAX_PASSAGE = 800
"""Characters from the start of a passage to its end."""
_GAP = "..."
"""What `normalise` makes of an ellipsis."""
_SIGNS = {
    **dict.fromkeys(map(ord, "“”„‟«»‹›″\"‘’‚‛′'`´"), "'"),
    **dict.fromkeys((0x2010, 0x2011), "-"),  # hyphens, one of them without a break
    **dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF)),  # a soft hyphen and spaces without a width
}


def passages(article: Article) -> Iterator[tuple[Keys, str]]:
    """Yield each passage that an article's facts quote from it, with the keys that lead there."""
    facts = article.facts
    for claim_id, claim in facts.claims.items():
        yield ("claims", claim_id, "evidence"), claim.evidence
        if claim.quote is not None:
            yield ("claims", claim_id, "quote"), claim.quote
    for event_id, event in facts.events.items():
        yield ("events", event_id, "evidence"), event.evidence
    for note_id, note in facts.notes.items():
        if note.evidence is not None:
            yield ("notes", note_id, "evidence"), note.evidence
    for entity, spellings in facts.spellings.items():
        for position, spelling in enumerate(spellings):
            yield ("spellings", entity, position), spelling


def passage_id(article: Article, keys: Keys) -> PassageId:
    """Return the name of a passage in the record of verified passages."""
    return article.id, "/".join(map(str, keys))


def passage_digest(passage: str) -> str:
    """Return the SHA-256 of a normalised passage, hexadecimal: passages of one digest are found at the same places."""
    return hashlib.sha256(normalise(passage).encode("utf-8")).hexdigest()


def normalise(text: str) -> str:
    """Return a text in which white space, quotation marks, hyphens and ligatures are all one, and soft hyphens are removed.

    Ligatures, full-width letters and composed accents are those of Unicode's form NFKC (UAX 15).
    """
    # Before NFKC, which takes some quotation marks apart, and after it, which makes some from wider ones.
    plain = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    return " ".join(re.sub("'{2,}", "'", plain).split())


def position(passage: str, text: str) -> int | None:
    """Return where a passage, `start … end`, begins in a normalised text; None where it does not stand there.

    Passages of which `normalise` makes the same stand at the same place.
    """
    parts = _parts(passage)
    if not parts:
        return None
    return next((match.start() for match in _whole(parts[0]).finditer(text) if _follows(parts[1:], text, match)), None)


def _parts(passage: str) -> list[str]:
    return [part.strip() for part in normalise(passage).split(_GAP) if part.strip()]


def _follows(parts: list[str], text: str, match: re.Match[str]) -> bool:
    end, limit = match.end(), match.start() + MAX_PASSAGE
    for part in parts:
        later = _whole(part).search(text, end, limit + 1)  # one character more: a word that goes on there is not whole
        if later is None or later.end() > limit:
            return False
        end = later.end()
    return True


def _whole(part: str) -> re.Pattern[str]:
    """Match a part at the borders of words only: 'own' is not found in 'known'."""
    before = r"(?<!\w)" if part[0].isalnum() else ""
    after = r"(?!\w)" if part[-1].isalnum() else ""
    return re.compile(before + re.escape(part) + after)


def _nearest(passage: str, text: str) -> str:
    """Return a hint that names the part of a passage that is missing, or its order."""
    parts = _parts(passage)
    missing = [part for part in parts if not _whole(part).search(text)]
    if not missing:
        return f"Its parts stand in the text, but not in this order within {MAX_PASSAGE} characters."
    words = missing[0].split()
    longest = next((n for n in range(len(words) - 1, 0, -1) if _whole(" ".join(words[:n])).search(text)), 0)
    return f"The text has '{' '.join(words[:longest])}', but not followed by '{words[longest]}'." if longest else ""


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
            diagnostics.append(Diagnostic("E003", Location(article.file, keys), message, _nearest(passage, text)))
        else:
            positions[keys] = found
    return Lookup(positions, tuple(diagnostics), has_text=True)


def _archived_text(article: Article, archived: Archived, archive: Path) -> str | Diagnostic:
    """Return the normalised text; or that it is missing, or is not the one that the desk read."""
    raw, sha256 = _read(archive, archived.file)
    record_dependency(ArchivedText(archived.file), sha256)
    if raw is None:
        location = Location(article.file, ("archived", "file"))
        return Diagnostic("E001", location, f"there is no '{archived.file}' in the archive")
    if sha256.hex() != archived.sha256:
        location = Location(article.file, ("archived", "sha256"))
        return Diagnostic("E002", location, f"'{archived.file}' in the archive has the checksum {sha256.hex()}")
    return normalise(raw.decode("utf-8", "replace"))


def archived_text_digest(archive: Path | None, name: str) -> bytes:
    """Return the SHA-256 of an archived text; nothing where there is none of that name."""
    return b"" if archive is None else _read(archive, name)[1]


def _read(archive: Path, name: str) -> tuple[bytes | None, bytes]:
    path = archive / name
    raw = None if path.is_symlink() or not path.is_file() else read_no_link(path)
    return raw, b"" if raw is None else hashlib.sha256(raw).digest()


def entries(article: Article, record: PassageRecord) -> Iterator[tuple[Keys, str, VerifiedPassage | None]]:
    """Yield the keys and the words of each passage of an article, with its entry in the record; None where it has none."""
    for keys, passage in passages(article):
        yield keys, passage, record.get(passage_id(article, keys))


def proofs(article: Article, record: PassageRecord) -> Mapping[Keys, Proof]:
    """Return what the record proves of each passage of an article; nothing where the article has no archived text."""
    archived = article.facts.archived
    if archived is None:
        return {}
    return {keys: _proof(entry, passage, archived.sha256) for keys, passage, entry in entries(article, record)}


def _proof(entry: VerifiedPassage | None, passage: str, text_sha256: str) -> Proof:
    if entry is None:
        return _shared_proof("unverified", None)
    is_same = (entry.passage, entry.text) == (passage_digest(passage), text_sha256)
    return _shared_proof("verified" if is_same else "changed", entry.day)


_shared_proof = lru_cache(maxsize=1000)(Proof)
"""A site has one proof for each passage, and few different ones."""
