"""Passages: what an article's facts quote from it, where that stands in its archived text, and what is proved of it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from briefings.diagnostics import Diagnostic, Key, Location, shown
from briefings.evidence.archive import MAX_BYTES, ArchivedBytes, UnreadableTextError, read_archived, text_of, without_archive
from briefings.evidence.hints import hint_of_missing
from briefings.evidence.normal_form import normalise
from briefings.evidence.search import Range, SearchedText
from briefings.incremental import record_dependency
from briefings.inputs import ArchivedText
from briefings.model.content import Article
from briefings.model.evidence import PassageId, PassageRecord, Proof, VerifiedPassage
from briefings.model.records import Archived, Evidence

_MAX_HINTS = 20
"""Passages of one article that are not found and of which more is said."""
Keys = tuple[Key, ...]
"""The keys and list positions that lead to a passage in an article's facts."""


def passages(article: Article) -> Iterator[tuple[Keys, Evidence]]:
    """Yield each passage that an article's facts quote from it, with the keys that lead there."""
    facts = article.facts
    for claim_id, claim in facts.claims.items():
        yield ("claims", claim_id, "evidence"), claim.evidence
        if claim.attribution is not None:
            yield ("claims", claim_id, "attribution"), claim.attribution
        if claim.quote is not None:
            yield ("claims", claim_id, "quote"), Evidence(exact=claim.quote)
    for event_id, event in facts.events.items():
        yield ("events", event_id, "evidence"), event.evidence
        if event.attribution is not None:
            yield ("events", event_id, "attribution"), event.attribution
    for note_id, note in facts.notes.items():
        if note.evidence is not None:
            yield ("notes", note_id, "evidence"), note.evidence
    for entity, spellings in facts.spellings.items():
        for position, spelling in enumerate(spellings):
            yield ("spellings", entity, position), Evidence(exact=spelling)


def passage_id(article: Article, keys: Keys) -> PassageId:
    """Return the name of a passage in the record of verified passages."""
    return article.id, "/".join(map(str, keys))


def passage_digest(evidence: Evidence) -> str:
    """Return the SHA-256 of a normalised passage, hexadecimal: passages of one digest are found at the same places."""
    words = normalise(evidence.exact)
    if evidence.prefix is not None or evidence.suffix is not None:
        words = "\n".join((words, normalise(evidence.prefix or ""), normalise(evidence.suffix or "")))
    return hashlib.sha256(words.encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class Lookup:
    """The passages of one article, looked up in its archived text."""

    positions: Mapping[Keys, int]
    """Where each passage that was found begins, in characters of the normalised text."""
    readings: Mapping[Keys, tuple[str, ...]]
    """What stands in the text from the beginning of each passage that was found to its end; see `SearchedText.readings`."""
    diagnostics: tuple[Diagnostic, ...]
    """The passages that were not found or stand there twice, or why the text could not be searched."""
    has_text: bool
    """The archive has the text, and its checksum is the one that the article gives."""

    @property
    def missing(self) -> int:
        """How many passages were not found."""
        return sum(diagnostic.code == "E003" for diagnostic in self.diagnostics)


def look_up(article: Article, archived: Archived, archive: Path) -> Lookup:
    """Return where the passages of an article stand in its archived text, a file of the folder `archive`."""
    text = _archived_text(article, archived, archive)
    if isinstance(text, Diagnostic):
        return Lookup({}, {}, (text,), has_text=False)
    positions: dict[Keys, int] = {}
    readings: dict[Keys, tuple[str, ...]] = {}
    diagnostics: list[Diagnostic] = []
    for keys, evidence in passages(article):
        found = list(islice(text.ranges(evidence), 2))
        if not found:
            message = f"not found in the archived text: '{shown(evidence.exact)}'"
            # So many at once have another reason than what is wrong with each; and a hint takes several searches.
            hint = hint_of_missing(evidence, text) if len(diagnostics) < _MAX_HINTS else ""
            diagnostics.append(Diagnostic("E003", Location(article.file, keys), message, hint))
        else:
            positions[keys] = found[0][0]
            readings[keys] = text.readings(found[0])
            if len(found) > 1 and keys[-1] in ("evidence", "attribution"):
                diagnostics.append(_ambiguous(Location(article.file, keys), evidence, text, found))
    return Lookup(positions, readings, tuple(diagnostics), has_text=True)


def _ambiguous(location: Location, evidence: Evidence, text: SearchedText, found: Sequence[Range]) -> Diagnostic:
    before = [f"'{shown(' '.join(text.text[:begin].split()[-3:]))}'" if begin else "the beginning" for begin, _ in found]
    message = f"stands in the archived text more than once: '{shown(evidence.exact)}'"
    hint = (
        f"Say which is meant with a few words before it, 'prefix', or after it, 'suffix'; the first two stand after {before[0]}"
    )
    return Diagnostic("E010", location, message, f"{hint} and {before[1]}.")


def _archived_text(article: Article, archived: Archived, archive: Path) -> SearchedText | Diagnostic:
    """Return the text; or that it is missing, is not the one that the desk read, or cannot be read."""
    found = _read(archive, archived.file)
    if found is None:
        location = Location(article.file, ("archived", "file"))
        shorter = without_archive(archive, archived.file)
        hint = f"Did you mean '{shorter}'? Files are named from the archive on." if shorter and _read(archive, shorter) else ""
        return Diagnostic("E001", location, f"there is no '{archived.file}' in the archive", hint)
    if archived.sha256 is None:
        return without_checksum(article)
    if found.is_whole and found.sha256.hex() != archived.sha256:
        location = Location(article.file, ("archived", "sha256"))
        message = f"'{archived.file}' in the archive has the checksum {found.sha256.hex()}"
        return Diagnostic("E002", location, message, _REPLACED)
    location = Location(article.file, ("archived", "file"))
    try:
        text = SearchedText(text_of(archived, found.data), article.facts.language)
        if not text.text:
            raise UnreadableTextError(f"'{archived.file}' has no text in it", "Save the article's text in it.")
    except UnreadableTextError as error:
        return Diagnostic("E011", location, error.message, error.hint)
    if len(text.text) > MAX_BYTES:  # of signs that stand for whole sentences
        return Diagnostic("E011", location, f"'{archived.file}' has more than {MAX_BYTES} characters as it is compared")
    return text


def _read(archive: Path, name: str) -> ArchivedBytes | None:
    found = read_archived(archive, name)
    record_dependency(ArchivedText(name), found.sha256 if found else b"")
    return found


_REPLACED = (
    "If the article's text was meant to be replaced, delete 'sha256' and run briefings verify --fix; "
    "otherwise put the former file back."
)


def without_checksum(article: Article) -> Diagnostic:
    """Return that an article names an archived text without its checksum."""
    message = "lacks the checksum of the archived text, 'sha256'"
    return Diagnostic(
        "E012", Location(article.file, ("archived",), on="key"), message, "Run briefings verify --fix, which writes it."
    )


def archived_text_digest(archive: Path | None, name: str) -> bytes:
    """Return the SHA-256 of an archived text; nothing where there is none of that name."""
    found = None if archive is None else read_archived(archive, name)
    return found.sha256 if found else b""


def entries(article: Article, record: PassageRecord) -> Iterator[tuple[Keys, Evidence, VerifiedPassage | None]]:
    """Yield the keys of each passage, and the passage, of an article, with its entry in the record; None where it has none."""
    for keys, passage in passages(article):
        yield keys, passage, record.get(passage_id(article, keys))


def proofs(article: Article, record: PassageRecord) -> Mapping[Keys, Proof]:
    """Return what the record proves of each passage of an article; nothing where the article has no archived text."""
    archived = article.facts.archived
    if archived is None:
        return {}
    return {keys: _proof(entry, passage, archived.sha256) for keys, passage, entry in entries(article, record)}


def _proof(entry: VerifiedPassage | None, passage: Evidence, text_sha256: str | None) -> Proof:
    if entry is None:
        return _shared_proof("unverified", None)
    is_same = (entry.passage, entry.text) == (passage_digest(passage), text_sha256)
    return _shared_proof("verified" if is_same else "changed", entry.day)


_shared_proof = lru_cache(maxsize=1000)(Proof)
"""A site has one proof for each passage, and few different ones."""
