"""Content files become records: each is parsed once, kept by the blob store, and loaded when it is needed."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from briefings.diagnostics import Diagnostic
from briefings.errors import ContentChanged
from briefings.incremental import BlobStore, codec_of, digest, encode
from briefings.model import records
from briefings.model.content import TrackedText
from briefings.read.characters import diagnose_characters
from briefings.read.conflicts import find_conflicts
from briefings.read.plain_pages import shape_page
from briefings.read.shape import Keys, Shaped, missing, placeholder, shape_yaml
from briefings.read.source import MAX_BYTES, read_bytes, text_of

MODELS: Mapping[str, type[records.Record]] = {
    model.__name__: model
    for model in (
        *(records.ArticleFacts, records.ArticleText, records.BriefingFacts, records.BriefingText),
        *(records.Outlet, records.Entity, records.Topic, records.Measure, records.PageText),
    )
}
"""The models of files, by name."""
_TEXTS = (records.ArticleText, records.BriefingText, records.PageText)
MAX_RECORD_BYTES = 4 * MAX_BYTES
"""Bytes of the largest record: no content file becomes more."""


class ContentFileKey(NamedTuple):
    """A content file and the name of its model."""

    file: str
    model: str


class ParsedFile(NamedTuple):
    """What is known of a content file without its record."""

    digest: bytes
    """SHA-256 of its bytes; empty where it could not be read."""
    fields: dict[str, bytes]
    """A digest of each field of a text."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with its shape."""
    invalid: frozenset[Keys] = frozenset()
    """Places that are not what was written."""
    written_in: str | None = None
    """What the facts say of it."""
    allowed: tuple[str, ...] = ()
    """Codes of the warnings that the file allows."""
    record: bytes = b""
    """Key of the blob that holds its record."""


class RecordLoader:
    """The records of content files."""

    def __init__(self, root: Path, blobs: BlobStore) -> None:
        self._root = root
        self._blobs = blobs
        self._models: dict[str, str] = {}
        self.parsed: dict[str, ParsedFile] = {}
        """By file."""
        self.in_memory: dict[str, records.Record] = {}
        """Records that this process has parsed itself, by file."""
        self._texts: dict[str, TrackedText] = {}

    def add(self, key: ContentFileKey, parsed: ParsedFile) -> None:
        """Enter what is known of a file."""
        self._models[key.file] = key.model
        self.parsed[key.file] = parsed

    def add_missing(self, file: str, model: str) -> None:
        """Have a placeholder stand in for the record of a file that is not there."""
        self.add(ContentFileKey(file, model), ParsedFile(b"", {}, invalid=frozenset({()})))

    def load(self, file: str) -> Any:
        """Return the record of a file; it is parsed again where its blob is gone or damaged.

        Raises `ContentChanged` where the file has changed meanwhile.
        """
        kept = self.in_memory.pop(file, None)
        if kept is not None:
            return kept
        parsed, model = self.parsed[file], self._models[file]
        if not parsed.digest:
            return placeholder(MODELS[model])
        record = codec_of(MODELS[model]).decode(self._blobs.get(parsed.record, MAX_RECORD_BYTES))
        if record is not None:
            return record
        record, again = parse_file(self._root, ContentFileKey(file, model))
        if again.digest != parsed.digest:
            raise ContentChanged(file)
        return record

    def load_text(self, file: str) -> TrackedText:
        """Return the text of a file, as `load` does."""
        if file not in self._texts:
            self._texts[file] = TrackedText(self.load(file).values(), file)
        return self._texts[file]

    def forget_texts(self) -> None:
        """Free the texts that have been loaded, but for those that no blob holds."""
        self._texts = {file: text for file, text in self._texts.items() if not self.parsed[file].record}

    def allowances(self) -> Mapping[str, tuple[str, ...]]:
        """Return the codes of the warnings that each file allows, where it allows some."""
        return {file: parsed.allowed for file, parsed in self.parsed.items() if parsed.allowed}

    def record_keys(self) -> Iterator[bytes]:
        """Yield the keys of the blobs that hold records."""
        return (parsed.record for parsed in self.parsed.values() if parsed.record)

    def __getstate__(self) -> dict[str, Any]:
        """Take all records along to another machine, or to a process that shares no memory."""
        return {**self.__dict__, "_blobs": self._blobs.copy_of(self.record_keys()), "_texts": {}}


def digest_of(root: Path, file: str, most: int = MAX_BYTES) -> bytes:
    """Return the SHA-256 of a content file's bytes; nothing where it cannot be read or has more than `most`."""
    raw, _ = read_bytes(root, file, most)
    return b"" if raw is None else hashlib.sha256(raw).digest()


def parse_file(root: Path, key: ContentFileKey) -> tuple[records.Record, ParsedFile]:
    """Return the record of a content file, and what is known of the file without it."""
    raw, diagnostics = read_bytes(root, key.file)
    text, diagnostics = (None, diagnostics) if raw is None else text_of(key.file, raw)
    model = MODELS[key.model]
    if text is not None and (conflicts := find_conflicts(key.file, text)):
        text, diagnostics = None, conflicts
    if text is None:
        shaped: Shaped[Any] = missing(model, *diagnostics)
    else:
        shaped = shape_page(key.file, text) if model is records.PageText else shape_yaml(model, key.file, text)
    record = shaped.record
    if text is not None and not text.isascii():
        shaped = replace(shaped, diagnostics=(*shaped.diagnostics, *_further(shaped, diagnose_characters(key.file, text))))
    is_text = isinstance(record, _TEXTS)  # facts are inputs as whole files
    fields = {name: digest(encode(value)) for name, value in record.values().items()} if is_text else {}
    written_in = getattr(record, "written_in", None)
    sha256 = b"" if raw is None else hashlib.sha256(raw).digest()
    return record, ParsedFile(sha256, fields, shaped.diagnostics, shaped.invalid, written_in, shaped.allowed)


def _further(shaped: Shaped[Any], found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what is wrong with characters, unless the value that they are in is wrong for it: one mistake is one problem."""
    messages = "\n".join(other.message for other in shaped.diagnostics)  # searched as a whole: there may be thousands
    for diagnostic in found:
        if not shaped.diagnostics or diagnostic.location.word not in messages:
            yield diagnostic
