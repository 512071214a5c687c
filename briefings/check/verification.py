"""What the record of verified passages still proves, and what it does not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache

from briefings.check.passages import normal, passages
from briefings.model.content import Article, Content
from briefings.model.verification import Piece, Proof, Record, Verified
from briefings.problems import Finding, Key, Severity, Spot, shown
from briefings.read.record import record_file
from briefings.settings import Settings
from briefings.trace import note

_HINT = "Run briefings verify with the archive at hand."
_UNVERIFIED = Proof("unverified", None)

Keys = tuple[Key, ...]


def piece(article: Article, keys: Keys) -> Piece:
    """Return the name of a passage in the record, from its article and the keys that lead to it."""
    return article.id, "/".join(map(str, keys))


def digest(passage: str) -> str:
    """Return the SHA-256 of a passage as it is compared, hexadecimal: two with the same digest are found at the same places."""
    return hashlib.sha256(normal(passage).encode("utf-8")).hexdigest()


def proofs(article: Article, record: Record) -> Mapping[Keys, Proof]:
    """Return what the record says of each passage of an article; nothing where the article has no archived text."""
    archived = article.facts.archived
    if archived is None:
        return {}
    note(f"verified:{article.id}")
    return {
        keys: _proof(record.get(piece(article, keys)), digest(passage), archived.sha256) for keys, passage in passages(article)
    }


def _proof(found: Verified | None, passage: str, text: str) -> Proof:
    if found is None:
        return _UNVERIFIED
    return _proof_of("verified" if (found.passage, found.text) == (passage, text) else "changed", found.day)


_proof_of = lru_cache(maxsize=1000)(Proof)
"""Most passages of a site have one of a few proofs."""


def unproven(article: Article, record: Record, settings: Settings) -> Iterator[Finding]:
    """Yield what the record does not prove of an article, as warnings; as errors where evidence is strict.

    What one change does to several passages is one finding.
    """
    severity: Severity = "error" if settings.strict_evidence else "warning"
    archived, all_passages = article.facts.archived, dict(passages(article))
    if archived is None:
        if all_passages and settings.strict_evidence:
            yield _without_text(article, next(iter(all_passages)))
        return
    note(f"verified:{article.id}")
    found = {keys: record.get(piece(article, keys)) for keys in all_passages}
    if all_passages and not any(found.values()):
        message = "not verified: no passage of the article is recorded as found in its archived text"
        yield Finding("E005", Spot(article.file, ("archived",), on="key"), message, _HINT, severity)
        return
    if elsewhere := [verified for verified in found.values() if verified and verified.text != archived.sha256]:
        yield _other_text(article, elsewhere, severity)
    for keys, passage in all_passages.items():
        yield from _passage(Spot(article.file, keys), passage, found[keys], archived.sha256, severity)


def _without_text(article: Article, first: Keys) -> Finding:
    message = "cannot be verified: the article has passages and no archived text"
    hint = "Name its file and checksum under 'archived', and run briefings verify."
    return Finding("E007", Spot(article.file, first), message, hint)


def _other_text(article: Article, elsewhere: list[Verified], severity: Severity) -> Finding:
    day = max(verified.day for verified in elsewhere)
    passages_found = "1 passage was" if len(elsewhere) == 1 else f"{len(elsewhere)} passages were"
    message = f"changed since it was verified: {passages_found} found in another text than this, on {day} at the latest"
    return Finding("E006", Spot(article.file, ("archived", "sha256")), message, _HINT, severity)


def _passage(spot: Spot, passage: str, found: Verified | None, text: str, severity: Severity) -> Iterator[Finding]:
    if found is None:
        yield Finding("E005", spot, f"not verified: '{shown(passage)}'", _HINT, severity)
    elif found.text == text and found.passage != digest(passage):
        yield Finding("E006", spot, f"changed since it was verified on {found.day}: '{shown(passage)}'", _HINT, severity)


def days(content: Content, settings: Settings) -> Iterator[Finding]:
    """Nothing was verified on a day that has not come."""
    note("verified:")
    for (article, keys), verified in (content.verified or {}).items():
        if not settings.has_come(verified.day):
            spot = Spot(record_file(settings), line=verified.line, column=len(f"{article} {keys} ") + 1)
            yield Finding("D002", spot, f"'{verified.day}' lies in the future")
