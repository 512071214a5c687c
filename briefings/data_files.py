"""The data files of a site, assembled from what each record becomes; what is as it was is taken from the file before.

A change of one record so costs its own lines and the writing of the file, and not the making of all lines.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from briefings import urls
from briefings.export.json_files import json_files
from briefings.export.rows import ROWS
from briefings.export.sqlite.database import Places, Range, write_database
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


@dataclass(frozen=True)
class Assembler:
    """Assembles data files in the output tree."""

    settings: Settings
    blobs: BlobStore
    tree: OutputTree
    parts: Mapping[str, ExportedRecord]
    """What each record becomes, in the order of records."""
    remake: Callable[[str], None]
    """Puts what a record becomes into the blobs again, where it is damaged."""
    _json: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """Rows that have been read from the blobs and not been written, by record and kind."""

    def sources(self) -> Mapping[type[Input], Source]:
        """Return what knows the digest of all rows of a kind."""
        return {ExportedRows: lambda read: digest(*(part.digests.get(read.kind, b"") for part in self.parts.values()))}

    def assemble(self, kind: RowKind) -> tuple[tuple[OutputFile, ...], Blob]:
        """Write a set of data files into the output tree; return the files, and where in the first one what stands."""
        record_dependency(ExportedRows(kind))
        files, places = self._database() if kind == DATABASE else self._rows(kind)
        key = _places_key(files[0].digest)
        return files, Blob(key, encode_entry(key, encode(places)))

    def used_keys(self, sets: Iterable[Sequence[OutputFile]]) -> Iterator[bytes]:
        """Yield the keys of the blobs that are in use, given the files of each set."""
        yield from (_places_key(files[0].digest) for files in sets)
        for part in self.parts.values():
            yield from (part.json, part.lines)

    def _rows(self, kind: urls.DataKind) -> tuple[tuple[OutputFile, ...], Mapping[str, Range]]:
        """Write the files of a kind of rows; return them, and where in the first one the rows of each record stand."""
        path = urls.data_file(kind)
        before: dict[str, Range] = self._before(path, dict[str, Range])
        file = self.tree.read(path) if before else b""
        found = {}
        for record, part in self.parts.items():
            if own := part.digests.get(kind):
                start, end = before.get(record, (0, 0))
                former = file[start:end]
                found[record] = former if digest(former) == own else self._rows_of(record, kind)
        files, places = json_files(self.settings, kind, found)
        written = tuple(OutputFile(name, hashlib.sha256(data).digest()) for name, data in files.items())
        for output in written:
            if not self.tree.has(*output):
                self.tree.write(output.path, files[output.path])
        return written, places

    def _rows_of(self, record: str, kind: str) -> bytes:
        if record not in self._json:
            self._json[record] = self._blob(record, self.parts[record].json)
        return self._json[record].pop(kind)

    def _database(self) -> tuple[tuple[OutputFile, ...], Mapping[str, tuple[bytes, Places]]]:
        """Write the database; return it, and where in it the lines of each record stand, with their digest."""
        digests = {record: part.digests[DATABASE] for record, part in self.parts.items()}
        before: dict[str, tuple[bytes, Places]] = self._before(urls.DATABASE, dict[str, tuple[bytes, Places]])
        former = self.tree.file(urls.DATABASE)
        places: dict[str, Places] = {}

        def write(file: Path, kept: Mapping[str, Places]) -> None:
            lines = {record: self._blob(record, part.lines) for record, part in self.parts.items() if record not in kept}
            places.update(write_database(self.settings, list(self.parts), lines, former, kept, file))

        def make(file: Path) -> None:
            try:
                write(file, {record: place for record, (own, place) in before.items() if digests.get(record) == own})
            except ValueError:  # what was kept is not what records become, wherever it comes from
                for record in self.parts:
                    self.remake(record)
                file.write_bytes(b"")
                write(file, {})

        written = OutputFile(urls.DATABASE, self.tree.put(urls.DATABASE, make))
        return (written,), {record: (own, places[record]) for record, own in digests.items()}

    def _before(self, path: str, shape: Any) -> Any:
        """Return what is where in the file that an earlier build has left; nothing where that is not known."""
        found = self.tree.digest(path)
        places = None if found is None else codec_of(shape).decode(self.blobs.get(_places_key(found)))
        return places if places and self.tree.is_unchanged(path) else {}

    def _blob(self, record: str, key: bytes) -> dict[str, bytes]:
        """Return rows or lines of a record by kind; they are made again where their blob has been damaged."""
        decode = codec_of(dict[str, bytes]).decode
        found: dict[str, bytes] | None = decode(self.blobs.get(key))
        if found is None:
            self.remake(record)
            found = decode(self.blobs.get(key))
            assert found is not None, "it has just been made"
        return found


def _places_key(found: bytes) -> bytes:
    return digest(b"places", found)
