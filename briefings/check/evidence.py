"""Rules about evidence: it is short, and it stands in the archived text where that is at hand."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from briefings.model.content import Article, Content
from briefings.problems import Finding, Key, Spot, shown
from briefings.settings import Settings

MAX_WORDS = 25
"""Words of a passage's marks: the texts are not ours."""
MAX_PASSAGE = 800
"""Characters from the start of a passage to its end."""
_GAP = re.compile(r"\s*(?:…|\.\.\.)\s*")
_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„‟«»‹›″\"‘’‚‛′'`´"), "'")


def passages(article: Article) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Yield all that an article's facts quote from it, with the keys that lead there."""
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


def short(content: Content, settings: Settings) -> Iterator[Finding]:
    """Evidence marks a passage with a few words and does not copy it."""
    for article in content.articles.values():
        for keys, passage in passages(article):
            if (count := len(passage.split())) > MAX_WORDS:
                yield Finding(
                    "E004",
                    Spot(article.file, keys),
                    f"{count} words; expected at most {MAX_WORDS}",
                    "Write the first words … the last.",
                )


def archived(content: Content, settings: Settings) -> Iterator[Finding]:
    """Each passage stands in the archived text, and that text is the one the desk read."""
    if settings.archive is None:
        return
    for article in content.articles.values():
        if article.facts.archived is not None:
            yield from _looked_up(article, settings.archive)


def _looked_up(article: Article, archive: Path) -> Iterator[Finding]:
    archived = article.facts.archived
    assert archived is not None
    path = archive / archived.file
    if path.is_symlink() or not path.is_file():
        yield Finding("E001", Spot(article.file, ("archived", "file")), f"there is no '{archived.file}' in the archive")
        return
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    if digest != archived.sha256:
        yield Finding(
            "E002",
            Spot(article.file, ("archived", "sha256")),
            f"'{archived.file}' in the archive has the checksum {digest}",
        )
        return
    text = normal(raw.decode("utf-8", "replace"))
    for keys, passage in passages(article):
        if not found(passage, text):
            yield Finding(
                "E003",
                Spot(article.file, keys),
                f"not found in the archived text: '{shown(passage)}'",
                nearest(passage, text),
            )


def normal(text: str) -> str:
    """Return a text as it is compared: white space, quotation marks, ligatures and soft hyphens are all one."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).translate(_QUOTATION_MARKS)
    return " ".join(plain.replace("''", "'").split())


def found(passage: str, text: str) -> bool:
    """Tell whether a passage, `start … end`, stands in a text; the text is `normal` already."""
    parts = [part for part in (normal(part) for part in _GAP.split(passage)) if part]
    return bool(parts) and any(_follows(parts[1:], text, match) for match in _all(parts[0], text))


def _follows(parts: list[str], text: str, match: re.Match[str]) -> bool:
    end = match.end()
    for part in parts:
        later = _whole(part).search(text, end, match.start() + MAX_PASSAGE)
        if later is None:
            return False
        end = later.end()
    return True


def _all(part: str, text: str) -> Iterator[re.Match[str]]:
    return _whole(part).finditer(text)


def _whole(part: str) -> re.Pattern[str]:
    """Match a part at the borders of words only: 'own' is not found in 'known'."""
    before = r"(?<!\w)" if part[0].isalnum() else ""
    after = r"(?!\w)" if part[-1].isalnum() else ""
    return re.compile(before + re.escape(part) + after)


def nearest(passage: str, text: str) -> str:
    """Return a hint that names the part of a passage that is missing, or its order."""
    parts = [normal(part) for part in _GAP.split(passage) if part.strip()]
    missing = [part for part in parts if not _whole(part).search(text)]
    if not missing:
        return f"Its parts stand in the text, but not in this order within {MAX_PASSAGE} characters."
    words = missing[0].split()
    longest = next((n for n in range(len(words) - 1, 0, -1) if _whole(" ".join(words[:n])).search(text)), 0)
    return f"The text has '{' '.join(words[:longest])}', but not followed by '{words[longest]}'." if longest else ""
