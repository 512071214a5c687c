"""The data files of a site, assembled from what each record becomes; what is as it was is taken from the file before.

A change of one record so costs its own lines and the writing of the file, and not the making of all lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from briefings import urls
from briefings.export.json_files import json_files
from briefings.export.rows import ROWS
from briefings.export.sqlite.database import Database, Lines, Places, write_database
from briefings.incremental import Blob, BlobStore, Input, Source, codec_of, digest, encode, encode_entry, record_dependency
from briefings.inputs import ExportedRows
from briefings.output import OutputFile
from briefings.publish import OutputTree
from briefings.settings import Settings

RowKind: TypeAlias = urls.DataKind | Literal["database"]
"""A set of data files: that of one kind of rows, or the database."""
DATABASE: Literal["database"] = "database"
KINDS: tuple[RowKind, ...] = (*ROWS, DATABASE)


class ExportedRecord(NamedTuple):
    """What a record becomes in the data files."""

    json: bytes
    """Key of the blob with its rows in the JSON files, by kind."""
    lines: bytes
    """Key of the blob with its lines in the database, by table."""
    digests: dict[str, bytes]
    """Digests of its rows by kind, and of its lines."""


Spans = dict[str, tuple[bytes, int, int]]
"""Where in a JSON file the rows of each record stand: their digest, their first byte, and their end."""
LinePlaces = dict[str, tuple[bytes, Places]]
"""Where in the database the lines of each record stand, with their digest."""


Found = TypeVar("Found", Spans, LinePlaces)


class Assembler:
    """Assembles data files in the output tree."""

    def __init__(
        self,
        settings: Settings,
        blobs: BlobStore,
        tree: OutputTree,
        parts: Mapping[str, ExportedRecord],
        remake: Callable[[str], None],
    ) -> None:
        """Take what each record becomes, in the order of records, and what puts it into the blobs again where it is damaged."""
        self._settings = settings
        self._blobs = blobs
        self._tree = tree
        self._parts = parts
        self._remake = remake
        self._json: dict[str, dict[str, bytes]] = {}
        """Rows that have been read from the blobs, by record."""

    def sources(self) -> Mapping[type[Input], Source]:
        """Return what knows the digest of all rows of a kind."""

        def rows(read: ExportedRows) -> bytes:
            return digest(*(part.digests.get(read.kind, b"") for part in self._parts.values()))

        return {ExportedRows: rows}

    def assemble(self, kind: RowKind) -> tuple[tuple[OutputFile, ...], Blob]:
        """Write a set of data files into the output tree; return the files, and where in the first one what stands."""
        record_dependency(ExportedRows(kind))
        files, places = self._database() if kind == "database" else self._rows(kind)
        key = _places_key(files[0].digest)
        return files, Blob(key, encode_entry(key, places))

    def used_keys(self, sets: Iterable[Sequence[OutputFile]]) -> Iterator[bytes]:
        """Yield the keys of the blobs that are in use, given the files of each set."""
        yield from (_places_key(files[0].digest) for files in sets)
        for part in self._parts.values():
            yield from (part.json, part.lines)

    def _rows(self, kind: urls.DataKind) -> tuple[tuple[OutputFile, ...], bytes]:
        """Write the files of a kind of rows; return them, and where in the first one the rows of each record stand."""
        path = urls.data_file(kind)
        before = self._before(path, Spans)
        file = self._tree.read(path) if before else b""
        digests = {record: own for record, part in self._parts.items() if (own := part.digests.get(kind))}
        found = {}
        for record, own in digests.items():
            _, start, end = before.get(record, (b"", 0, 0))
            former = file[start:end]
            found[record] = former if digest(former) == own else self._json_of(record).pop(kind)
        files, spans = json_files(self._settings, kind, found)
        written = tuple(OutputFile(name, hashlib.sha256(data).digest()) for name, data in files.items())
        for name, data in zip(written, files.values(), strict=True):
            if not self._tree.has(*name):
                self._tree.write(name.path, data)
        return written, encode({record: (own, *spans[record]) for record, own in digests.items()})

    def _database(self) -> tuple[tuple[OutputFile, ...], bytes]:
        """Write the database; return it, and where in it the lines of each record stand."""
        digests = {record: part.digests[DATABASE] for record, part in self._parts.items()}
        before = self._before(urls.DATABASE, LinePlaces)
        known = {record: before[record][1] for record, own in digests.items() if record in before and before[record][0] == own}
        places: dict[str, Places] = {}

        def write(file: Path, former: Database | None) -> None:
            kept = {} if former is None else former.places
            lines: dict[str, Lines] = {
                record: self._blob(record, part.lines) for record, part in self._parts.items() if record not in kept
            }
            places.update(write_database(self._settings, list(self._parts), lines, former, file).places)

        def make(file: Path) -> None:
            try:
                write(file, Database(self._tree.file(urls.DATABASE), known) if before else None)
            except ValueError:  # what was kept is not what records become, wherever it comes from
                for record in self._parts:
                    self._remake(record)
                file.write_bytes(b"")
                write(file, None)

        written = self._tree.put(urls.DATABASE, make)
        return (OutputFile(urls.DATABASE, written),), encode({record: (own, places[record]) for record, own in digests.items()})

    def _before(self, path: str, shape: type[Found]) -> Found:
        """Return what is where in the file that an earlier build has left; nothing where that is not known."""
        found = self._tree.digest(path)
        places: Found | None = None if found is None else codec_of(shape).decode(self._blobs.get(_places_key(found)))
        return places if places and self._tree.is_unchanged(path) else {}

    def _json_of(self, record: str) -> dict[str, bytes]:
        found = self._json.get(record)
        if found is None:
            found = self._json[record] = self._blob(record, self._parts[record].json)
        return found

    def _blob(self, record: str, key: bytes) -> dict[str, bytes]:
        """Return rows or lines of a record by kind; they are made again where their blob has been damaged."""
        found: dict[str, bytes] | None = codec_of(dict[str, bytes]).decode(self._blobs.get(key))
        if found is None:
            self._remake(record)
            found = codec_of(dict[str, bytes]).decode(self._blobs.get(key))
            assert found is not None, "it has just been made"
        return found


def _places_key(found: bytes) -> bytes:
    return digest(b"places", found)
