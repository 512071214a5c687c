"""Read: the content folder becomes `Content`, and whatever has not the shape of content becomes diagnostics.

The only part that reads content files, and the only one that knows YAML; `evidence.verify` writes the record of passages.
"""

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

from briefings.diagnostics import Diagnostic, Location
from briefings.incremental import BlobStore, Input, Source, digest, encode
from briefings.inputs import AllPassages, ArticlePassages, ContentFile, Field, InvalidPlaces, Locales, RecordId, RecordIds
from briefings.model.content import Content, KnownIds, LocaleTexts, PlainPage, Records, SimpleRecord, TranslatedRecord
from briefings.model.evidence import PassageRecord
from briefings.model.fields import ID
from briefings.read import passage_record
from briefings.read.listing import FACTS, SIMPLE, Listing, diagnose_locale, is_unicode, list_files
from briefings.read.loader import ContentFileKey, ParsedFile, RecordLoader, digest_of, parse_file
from briefings.read.meant import slug
from briefings.settings import Settings

Parse = Callable[[Sequence[ContentFileKey]], Iterable[tuple[ContentFileKey, ParsedFile]]]
"""Returns what is known of each of many files, in any order."""
ParsePassages = Callable[[str], ParsedFile]
"""Returns what is known of the record of verified passages, by its file."""

_TRANSLATED = {"articles": ("ArticleFacts", "ArticleText"), "briefings": ("BriefingFacts", "BriefingText")}


@dataclass(frozen=True)
class ReadResult:
    """All content, and what is known of its files."""

    content: Content
    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with its shape."""
    passages: ParsedFile
    """What is known of the record of verified passages; its fields are articles."""
    passages_file: str | None
    locales: Mapping[Locales, bytes]
    """A digest of the locales that each record has texts in."""
    allowances: Mapping[str, tuple[str, ...]]
    """The codes of the warnings that each file allows, where it allows some."""


def read(settings: Settings, loader: RecordLoader, parse: Parse, parse_passages: ParsePassages) -> ReadResult:
    """Return all content, and what is wrong with its shape.

    What has not the right shape is missing from `Content`, or a placeholder stands in for it, and its place is an invalid one:
    so that one mistake gives one diagnostic, and the rest of the content is checked all the same. `parse` parses files, unless
    that has been done before, and `loader` has their records.
    """
    if not settings.content.is_dir():
        message = "there is no such folder; expected the content of the site in it"
        missing = Diagnostic("F006", Location(settings.content_path), message)
        return ReadResult(Content({}, {}, {}, {}, {}, {}, {}, {}), (missing,), ParsedFile(b"", {}), None, {}, {})
    listing, diagnostics = list_files(settings)
    for key, parsed in parse(list(_content_files(settings, listing))):
        loader.add(key, parsed)
    for parsed in loader.parsed.values():
        diagnostics += parsed.diagnostics
    pages = [file for file in listing.pages if () not in loader.parsed[file].invalid]
    passages, verified = _passages(settings, listing, parse_passages)
    folders = _RecordFolders(settings, listing, loader, diagnostics, {})
    content = Content(
        articles=folders.records("articles"),
        briefings=folders.records("briefings"),
        **{kind: Records(kind, files, partial(_load_simple, loader, files)) for kind, files in listing.simple.items()},
        pages=Records("pages", pages, partial(_load_page, loader)),
        known={kind: KnownIds(kind, sorted({*_names(settings.content / kind)})) for kind in (*FACTS, *SIMPLE)},
        verified=verified,
        invalid_places={file: parsed.invalid for file, parsed in loader.parsed.items() if parsed.invalid},
    )
    found = (*diagnostics, *passages.diagnostics)
    return ReadResult(content, found, passages, listing.record, folders.locales, loader.allowances())


def read_all(settings: Settings) -> ReadResult:
    """Return all content, as `read` does, parsed here and now."""
    loader = RecordLoader(settings.root, BlobStore(None))

    def parse_here(keys: Sequence[ContentFileKey]) -> Iterator[tuple[ContentFileKey, ParsedFile]]:
        for key in keys:
            loader.in_memory[key.file], parsed = parse_file(settings.root, key)
            yield key, parsed

    return read(settings, loader, parse_here, partial(passage_record.parse_passages, settings.root))


def content_file_digest(root: Path, file: str) -> bytes:
    """Return the SHA-256 of a content file's bytes; nothing where it cannot be read, or is larger than its kind may be."""
    is_passage_record = posixpath.basename(file) == passage_record.NAME
    return digest_of(root, file, passage_record.MAX_BYTES) if is_passage_record else digest_of(root, file)


def content_sources(result: ReadResult, loader: RecordLoader) -> Mapping[type[Input], Source]:
    """Return what knows the digest of each input of the content, by kind; None stands for what is not there."""
    # Not the content as a whole, with which the record of passages would be kept for the rest of the build.
    passages, passages_file, invalid = result.passages, result.passages_file, result.content.invalid_places
    ids = {**result.content.known, "pages": result.content.pages}

    def file(read: ContentFile) -> bytes | None:
        parsed = passages if read.path == passages_file else loader.parsed.get(read.path)
        return None if parsed is None else parsed.digest

    def field(read: Field) -> bytes | None:
        parsed = loader.parsed.get(read.path)
        return None if parsed is None else parsed.fields.get(read.name)

    def record_id(read: RecordId) -> bytes | None:
        known = ids.get(read.kind)
        return None if known is None else b"1" if read.id in known else b"0"

    def record_ids(read: RecordIds) -> bytes | None:
        known = ids.get(read.kind)
        return None if known is None else digest(encode(list(known)))

    return {
        ContentFile: file,
        Field: field,
        InvalidPlaces: lambda read: digest(encode(sorted(invalid.get(read.path, ()), key=repr))),
        Locales: result.locales.get,
        ArticlePassages: lambda read: passages.fields.get(read.article, b""),
        AllPassages: lambda read: passages.fields.get("", b""),
        RecordId: record_id,
        RecordIds: record_ids,
    }


def _names(folder: Path) -> Iterator[str]:
    """Yield every id of a kind that has a file or folder, whatever is wrong with it; also the id that was meant by a name.

    There are none in a folder that cannot be read.
    """
    try:
        found = [] if folder.is_symlink() else [entry.name for entry in folder.iterdir()]
    except OSError:  # a missing folder, or a problem of the listing
        return
    for name in (name.removesuffix(".yaml") for name in found if is_unicode(name)):
        yield name
        if not ID.fullmatch(name):
            yield slug(name) or name


def _content_files(settings: Settings, listing: Listing) -> Iterator[ContentFileKey]:
    """Yield each file with the name of its model."""
    for kind, (facts, text) in _TRANSLATED.items():
        for record_id, files in listing.folders[kind].items():
            facts_file = f"{settings.content_path}/{kind}/{record_id}/{FACTS[kind]}"
            yield from (ContentFileKey(file, facts if file == facts_file else text) for file in files)
    for kind, model in SIMPLE.items():
        yield from (ContentFileKey(file, model) for file in listing.simple[kind].values())
    yield from (ContentFileKey(file, "PageText") for file in listing.pages)


class _RecordFolder(NamedTuple):
    path: str
    texts: Mapping[str, str]
    """The file of each locale that the site has."""
    written_in: str


@dataclass(frozen=True)
class _RecordFolders:
    """The folders of articles and briefings, from which their records are loaded."""

    settings: Settings
    listing: Listing
    loader: RecordLoader
    diagnostics: list[Diagnostic]
    """What is wrong with them is added here."""
    locales: dict[Locales, bytes]
    """As in `ReadResult`; filled as the records are listed."""

    def records(self, kind: Literal["articles", "briefings"]) -> Records[TranslatedRecord[Any, Any]]:
        """Return the records of a kind."""
        listed = self.listing.folders[kind].items()
        folders = {record_id: self._folder(kind, record_id, files) for record_id, files in listed}
        return Records(kind, folders, partial(_load_translated, self.loader, FACTS[kind], folders))

    def _folder(self, kind: str, record_id: str, files: Sequence[str]) -> _RecordFolder:
        folder = f"{self.settings.content_path}/{kind}/{record_id}"
        facts_file = f"{folder}/{FACTS[kind]}"
        if facts_file not in files:
            if not os.path.lexists(self.settings.root / facts_file):  # otherwise it is no file, which the listing has reported
                self.diagnostics.append(Diagnostic("F006", Location(folder), f"lacks the file {FACTS[kind]}"))
            self.loader.add_missing(facts_file, _TRANSLATED[kind][0])
        parsed = self.loader.parsed[facts_file]
        texts = {posixpath.splitext(posixpath.basename(file))[0]: file for file in files if file != facts_file}
        written_in = parsed.written_in or self.settings.desk_locale
        if not parsed.invalid & {(), ("written_in",)}:
            location, stated = Location(facts_file, ("written_in",)), parsed.written_in
            if stated is not None and (invalid := diagnose_locale(location, stated, self.settings.locales)):
                self.diagnostics.append(invalid)
            elif written_in not in texts:
                message = f"lacks the file {written_in}.yaml, the text that its translations follow"
                self.diagnostics.append(Diagnostic("F006", Location(folder), message))
        present = {locale: texts[locale] for locale in self.settings.locales if locale in texts}
        self.locales[Locales(kind, record_id)] = " ".join(present).encode()
        return _RecordFolder(folder, present, written_in)


def _load_translated(
    loader: RecordLoader, facts_name: str, folders: Mapping[str, _RecordFolder], record_id: str
) -> TranslatedRecord[Any, Any]:
    folder, texts, written_in = folders[record_id]
    facts = loader.load(f"{folder}/{facts_name}")
    return TranslatedRecord(record_id, folder, facts_name, facts, LocaleTexts(texts, loader.load_text), written_in)


def _load_page(loader: RecordLoader, file: str) -> PlainPage:
    return PlainPage(file, loader.load(file).values())


def _load_simple(loader: RecordLoader, files: Mapping[str, str], record_id: str) -> SimpleRecord[Any]:
    return SimpleRecord(record_id, files[record_id], loader.load(files[record_id]))


def _passages(settings: Settings, listing: Listing, parse_passages: ParsePassages) -> tuple[ParsedFile, PassageRecord | None]:
    """Return what is known of the record of verified passages, and the record; None where something is wrong with it."""
    file = listing.record
    if file is None:
        is_there = os.path.lexists(settings.content / passage_record.NAME)  # then it is no file, which the listing has reported
        return ParsedFile(b"", {}), None if is_there else passage_record.tracked({})
    parsed = parse_passages(file)
    record = passage_record.LazyPassageRecord(settings.root, file, parsed.digest)
    return parsed, None if parsed.diagnostics else passage_record.tracked(record)
