"""Read: the content folder becomes `Content`, and whatever has not the shape of content becomes findings.

The only part that touches content files, and the only one that knows YAML.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from briefings.cache import Store, digest
from briefings.model import records
from briefings.model.content import Content, Known, PlainPage, Records, Small, Unread, UnreadWords, Written
from briefings.model.verification import Record
from briefings.problems import Finding, Spot
from briefings.read.front_matter import split
from briefings.read.library import ContentChanged, Library, Outline, Spread, digest_of
from briefings.read.listing import FACTS, SMALL, Listing, list_files, locale_fault
from briefings.read.locate import locate
from briefings.read.record import MAX_BYTES as MOST_OF_RECORD
from briefings.read.record import NAME as RECORD
from briefings.read.record import LaterRecord, read_record
from briefings.read.shape import shape, stand_in
from briefings.read.source import read_text
from briefings.read.yaml_text import parse
from briefings.settings import Settings

__all__ = ["ContentChanged", "Library", "Outline", "Reading", "locate", "read"]


@dataclass(frozen=True)
class Reading:
    """All content, and what is known of its files."""

    content: Content
    findings: tuple[Finding, ...]
    """What is wrong with its shape."""
    library: Library
    """Where its records are taken from."""
    digests: Mapping[str, bytes]
    """Digests of what can be looked at, by the names that are noted: files, fields, ids."""


def _alone(work: Callable[[None, Any], Any], pieces: Sequence[Any]) -> Iterator[Any]:
    return (work(None, piece) for piece in pieces)


def read(
    settings: Settings, store: Store | None = None, before: Mapping[str, Outline] | None = None, spread: Spread = _alone
) -> Reading:
    """Return all content, and what is wrong with its shape.

    What has not the right shape is missing from `Content`, or something stands in for it, and its place is among the faults: so
    that one fault gives one finding, and the rest of the content is checked all the same.

    Files whose bytes are those of the outlines of a build `before` are not parsed again: their records are taken from the
    `store`, when they are needed. `spread` parses the others.
    """
    library = Library(settings.root, store or Store(None), before or {})
    if not settings.content.is_dir():
        name = settings.content.relative_to(settings.root).as_posix()
        finding = Finding("F006", Spot(name), "there is no such folder; expected the content of the site in it")
        nothing = Content({}, {}, {}, {}, {}, {}, (), {})
        return Reading(nothing, (finding,), library, _Digests(nothing, library, {}))
    listing, findings = list_files(settings)
    library.take(dict(_models(settings, listing)), spread)
    for outline in library.outlines.values():
        findings += outline.findings
    digests: dict[str, bytes] = {}
    pages = tuple(_pages(settings, listing, findings, digests))
    content = Content(
        articles=Records("articles", dict(_written(settings, listing, "articles", library, findings))),
        briefings=Records("briefings", dict(_written(settings, listing, "briefings", library, findings))),
        **{kind: Records(kind, _small(listing, kind, library)) for kind in SMALL},
        pages=pages,
        known=_known(settings),
        faults={file: outline.faults for file, outline in library.outlines.items() if outline.faults},
        verified={},
        open_words=library.open_words,
    )
    verified = _verified(settings, listing, findings, digests, library)
    # The digests outlive the checks, and the record of passages, which is large, is not to do so with them.
    found = _Digests(content, library, digests)
    return Reading(replace(content, verified=verified), tuple(findings), library, found)


class _Digests(dict[str, bytes]):
    """Digests by name: some are known, the others are worked out each time they are asked for; empty for what is not there."""

    def __init__(self, content: Content, library: Library, known: Mapping[str, bytes]) -> None:
        super().__init__(known)
        self._content = content
        self._library = library

    def __missing__(self, name: str) -> bytes:
        if (outline := self._library.outlines.get(name)) is not None:
            return outline.digest
        file, mark, field = name.partition("#")
        if mark:
            outline = self._library.outlines.get(file)
            return b"" if outline is None else outline.fields.get(field, b"")
        if name.endswith("?"):
            return digest(repr(sorted(self._content.faults.get(name[:-1], ()), key=repr)).encode())
        if name.endswith("/"):
            return self._locales(name[:-1])
        kind, colon, record_id = name.partition(":")
        known = self._content.known.get(kind)
        if colon and known is not None:
            return digest("\n".join(known).encode()) if not record_id else b"1" if record_id in known else b""
        return b""

    def _locales(self, folder: str) -> bytes:
        kind, record_id = folder.split("/")[-2:]
        found = self._content.articles if kind == "articles" else self._content.briefings
        record = found.get(record_id)
        return b"" if record is None else " ".join(record.words).encode()


def _known(settings: Settings) -> Mapping[str, Known]:
    """Return every id that has a file or folder, whatever is wrong with it: a reference to one is no second problem."""
    return {kind: Known(kind, _names(settings.content / kind)) for kind in (*FACTS, *SMALL)}


def _names(folder: Path) -> list[str]:
    if folder.is_symlink() or not folder.is_dir():
        return []
    return [entry.name.removesuffix(".yaml") for entry in folder.iterdir()]


def _models(settings: Settings, listing: Listing) -> Iterator[tuple[str, str]]:
    """Yield each file of a record with the name of its model."""
    for kind, (facts, words) in _WRITTEN.items():
        for record_id, files in listing.folders.get(kind, {}).items():
            facts_file = f"{_folder(settings, kind, record_id)}/{FACTS[kind]}"
            yield from ((file, facts if file == facts_file else words) for file in files)
    for kind, model in _SMALL.items():
        yield from ((file, model) for file in listing.small.get(kind, {}).values())


_WRITTEN = {"articles": ("ArticleFacts", "ArticleText"), "briefings": ("BriefingFacts", "BriefingText")}
_SMALL = {"outlets": "Outlet", "entities": "Entity", "topics": "Topic", "measures": "Measure"}


def _folder(settings: Settings, kind: str, record_id: str) -> str:
    return f"{settings.content.relative_to(settings.root).as_posix()}/{kind}/{record_id}"


def _written(
    settings: Settings, listing: Listing, kind: Literal["articles", "briefings"], library: Library, findings: list[Finding]
) -> Iterator[tuple[str, Written[Any, Any]]]:
    for record_id, files in listing.folders.get(kind, {}).items():
        folder = _folder(settings, kind, record_id)
        facts_file = f"{folder}/{FACTS[kind]}"
        if facts_file not in files:
            if not os.path.lexists(settings.root / facts_file):  # otherwise it is no file, which the listing has reported
                findings.append(Finding("F006", Spot(folder), f"lacks the file {FACTS[kind]}"))
            library.stand_in(facts_file, _WRITTEN[kind][0])
        outline = library.outlines[facts_file]
        words = {posixpath.splitext(posixpath.basename(file))[0]: file for file in files if file != facts_file}
        written_in = outline.written_in or settings.desk_locale
        if not outline.faults & {(), ("written_in",)}:
            findings += _written_in_faults(settings, facts_file, folder, outline.written_in, written_in, words)
        present = {locale: words[locale] for locale in settings.locales if locale in words}
        facts, texts = Unread(library, facts_file), UnreadWords(library, present, library.open_words)
        yield record_id, Written(record_id, folder, FACTS[kind], facts, texts, written_in)


def _written_in_faults(
    settings: Settings, facts_file: str, folder: str, stated: str | None, written_in: str, words: Mapping[str, object]
) -> list[Finding]:
    if stated is not None and (fault := locale_fault(Spot(facts_file, ("written_in",)), stated, settings.locales)):
        return [fault]
    if written_in not in words:
        return [Finding("F006", Spot(folder), f"lacks the file {written_in}.yaml, the text that its translations follow")]
    return []


def _small(listing: Listing, kind: str, library: Library) -> dict[str, Small[Any]]:
    files = listing.small.get(kind, {})
    return {record_id: Small(record_id, file, Unread(library, file)) for record_id, file in files.items()}


def _verified(
    settings: Settings, listing: Listing, findings: list[Finding], digests: dict[str, bytes], library: Library
) -> Record | None:
    file = listing.record
    if file is None:
        return None if os.path.lexists(settings.content / RECORD) else {}  # it is no file, which the listing has reported
    found = digest_of(settings.root, file, MOST_OF_RECORD)
    outline = library.same(file, found)
    record: Record = LaterRecord(settings.root, file, found)
    if outline is None:
        record, faults = read_record(settings.root, file)
        found = b"" if faults else found
        outline = library.outlines[file] = Outline(found, _by_article(record), tuple(faults), frozenset(), None)
    findings += outline.findings
    digests.update((f"verified:{article}", digest) for article, digest in outline.fields.items())
    return None if outline.findings else record


def _by_article(record: Record) -> Mapping[str, bytes]:
    lines: dict[str, list[str]] = {}
    for (article, keys), verified in record.items():
        lines.setdefault(article, []).append(f"{keys} {verified.day} {verified.position} {verified.passage} {verified.text}")
    whole = digest(repr(record).encode())
    return {"": whole, **{article: digest("\n".join(found).encode()) for article, found in lines.items()}}


def _pages(settings: Settings, listing: Listing, findings: list[Finding], digests: dict[str, bytes]) -> Iterator[PlainPage]:
    for file in listing.pages:
        text, faults = read_text(settings.root, file)
        findings += faults
        if text is None:
            continue
        digests[file] = digest(text.encode())
        front_matter, markdown = split(text)
        locale, name = file.split("/")[-2:]
        facts = _page_facts(file, front_matter, findings)
        yield PlainPage(locale, name.removesuffix(".md"), file, facts.title, facts.description, markdown)


def _page_facts(file: str, front_matter: str, findings: list[Finding]) -> records.PageFacts:
    if not front_matter:
        message = "lacks front matter: title and description between two lines ---"
        findings.append(Finding("Y006", Spot(file, line=1, column=1), message))
        return stand_in(records.PageFacts)
    document, faults = parse(file, front_matter)
    findings += faults
    if document is None:
        return stand_in(records.PageFacts)
    shaped = shape(records.PageFacts, file, document.data)  # the Markdown below it is as it was written, whatever is wrong here
    findings += shaped.findings
    return shaped.record
