"""What has been made of the content's files: parsed once, kept by the digest of their bytes, and loaded when it is needed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from briefings.cache import Store, digest, pack, unpacked, version
from briefings.model import records
from briefings.problems import Finding
from briefings.read.shape import Keys, shape, stand_in
from briefings.read.source import MAX_BYTES, read_bytes, text_of
from briefings.read.yaml_text import parse

MODELS: Mapping[str, type[BaseModel]] = {
    model.__name__: model
    for model in (
        *(records.ArticleFacts, records.ArticleText, records.BriefingFacts, records.BriefingText),
        *(records.Outlet, records.Entity, records.Topic, records.Measure),
    )
}
"""The models of files, by name: what a worker is told."""
_PIECE = 50
"""Files that a worker is given at once."""


Spread = Callable[[Callable[[None, Any], Any], Sequence[Any]], Iterable[Any]]
"""Does a function, of nothing and of a piece of work, on many pieces."""


class Outline(NamedTuple):
    """What is known of a file without its record."""

    digest: bytes
    """SHA-256 of its bytes; empty where it could not be read."""
    fields: Mapping[str, bytes]
    """A digest of each field of a text; of the record of passages, one for each article, and under no name that of all."""
    findings: tuple[Finding, ...]
    """What is wrong with its shape."""
    faults: frozenset[Keys]
    """Places that are not what was written."""
    written_in: str | None
    """What the facts say of it."""


class Library:
    """The records of content files, which are parsed when nobody has parsed the same bytes before."""

    def __init__(self, root: Path, store: Store, before: Mapping[str, Outline]) -> None:
        """Take the project's folder, where parsed records are kept, and the outlines of the build before."""
        self._root = root
        self._store = store
        self._before = before
        self._models: dict[str, str] = {}
        self.outlines: dict[str, Outline] = {}
        """By file."""
        self.open_words: dict[str, Any] = {}
        """Texts that have been taken from here and are in use, by file."""

    def take(self, files: Mapping[str, str], spread: Spread) -> None:
        """Have an outline of each file, given with the name of its model."""
        self._models |= files
        missing = []
        for file in files:
            if file not in self._before or self.same(file, digest_of(self._root, file)) is None:
                missing.append(file)
        pieces = [
            (str(self._root), [(file, files[file]) for file in missing[start : start + _PIECE]])
            for start in range(0, len(missing), _PIECE)
        ]
        for parsed in spread(parse_files, pieces):
            for file, outline, packed in parsed:
                self.outlines[file] = outline
                self._store.put(_key(file, outline), packed)

    def same(self, file: str, found: bytes) -> Outline | None:
        """Have the outline of the build before where a file's digest is still what it was then; return it."""
        outline = self._before.get(file)
        if outline is None or not found or outline.digest != found:
            return None
        self.outlines[file] = outline
        return outline

    def stand_in(self, file: str, model: str) -> None:
        """Have a record stand in for that of a file which is not there."""
        self._models[file] = model
        self.outlines[file] = Outline(b"", {}, (), frozenset({()}), None)

    def keys(self) -> Iterator[bytes]:
        """Yield the keys under which records are kept."""
        return (_key(file, outline) for file, outline in self.outlines.items())

    def load(self, file: str) -> Any:
        """Return the record of a file; it is parsed again where what was kept is gone or damaged.

        Raises `ContentChanged` where the file has changed meanwhile.
        """
        outline = self.outlines[file]
        if not outline.digest:
            return stand_in(MODELS[self._models[file]])
        packed = self._store.get(_key(file, outline))
        record = unpacked(packed, MODELS[self._models[file]])
        if record is not None:
            return record
        again, outline_now, packed = _parsed(self._root, file, self._models[file])
        if outline_now.digest != outline.digest:
            raise ContentChanged(file)
        self._store.put(_key(file, outline), packed)
        return again

    def __getstate__(self) -> dict[str, Any]:
        """Take all records along to another machine; where there is one store for both, it is used."""
        return {**self.__dict__, "_before": {}, "_store": self._store.taken_along(self.keys())}


class ContentChanged(Exception):
    """A content file has changed while the site was built; the message names it."""


def digest_of(root: Path, file: str, most: int = MAX_BYTES) -> bytes:
    """Return the SHA-256 of a content file's bytes; nothing where it cannot be read or has more than `most`."""
    raw, _ = read_bytes(root, file, most)
    return b"" if raw is None else hashlib.sha256(raw).digest()


def parse_files(_: None, work: tuple[str, Sequence[tuple[str, str]]]) -> list[tuple[str, Outline, bytes]]:
    """Return the outline and the packed record of each file of a piece of work: the project's folder, and files with models."""
    root = Path(work[0])
    return [(file, outline, packed) for file, model in work[1] for _, outline, packed in (_parsed(root, file, model),)]


def _parsed(root: Path, file: str, name: str) -> tuple[BaseModel, Outline, bytes]:
    shaped = _shaped(root, file, MODELS[name])
    record = shaped.record
    is_text = name in ("ArticleText", "BriefingText")
    fields = {field: _field_digest(getattr(record, field)) for field in type(record).model_fields} if is_text else {}
    written_in = getattr(record, "written_in", None)
    return record, Outline(shaped.digest, fields, shaped.findings, shaped.faults, written_in), pack(record)


def _key(file: str, outline: Outline) -> bytes:
    return digest(b"record", version(), file.encode("utf-8", "surrogateescape"), outline.digest)


def _field_digest(value: object) -> bytes:
    return digest(repr(value).encode("utf-8", "surrogatepass"))


@dataclass(frozen=True)
class _Read:
    digest: bytes
    record: BaseModel
    findings: tuple[Finding, ...]
    faults: frozenset[Keys]


def _shaped(root: Path, file: str, model: type[BaseModel]) -> _Read:
    raw, faults = read_bytes(root, file)
    if raw is None:
        return _Read(b"", stand_in(model), tuple(faults), frozenset({()}))
    digest = hashlib.sha256(raw).digest()
    text, faults = text_of(file, raw)
    if text is not None:
        document, found = parse(file, text)
        faults = [*faults, *found]
        if document is not None:
            shaped = shape(model, file, document.data)
            return _Read(digest, shaped.record, (*faults, *shaped.findings), shaped.faults)
    return _Read(digest, stand_in(model), tuple(faults), frozenset({()}))
