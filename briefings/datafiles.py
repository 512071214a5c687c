"""The data files of a site, put together from what each record becomes; what is as it was is taken from the file before.

A change of one record so costs its own lines and the writing of the file, and not the making of all lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from briefings import urls
from briefings.cache import Store, digest, pack, unpacked, version
from briefings.export import DATABASE, ROWS, Database, Lines, database_of, json_of
from briefings.notebook import SITE, Notebook
from briefings.publish import Tree
from briefings.settings import Settings


class KeptPart(NamedTuple):
    """Where in the store lies what a record becomes."""

    json: bytes
    """Key of its rows in the JSON files."""
    lines: bytes
    """Key of its lines in the database."""
    digests: Mapping[str, bytes]
    """Of its rows by kind, and of its lines."""


class Made(NamedTuple):
    """One of the sets of data files: that of a kind of rows, or the database."""

    key: bytes
    """Under which the store has its files, as long as what they are made from is the same."""
    files: tuple[tuple[str, bytes], ...]
    """Path and SHA-256 of each."""
    places: bytes | None
    """Where in the first one stands what, packed; None where the files were there already."""


class DataFiles:
    """What records have become, and the files that are put together from it."""

    def __init__(self, store: Store, notebook: Notebook, tree: Tree, remake: Callable[[str], Mapping[bytes, bytes]]) -> None:
        """Take where things are kept, and what makes that of a record again, by its keys, where it is damaged."""
        self._store = store
        self._notebook = notebook
        self._tree = tree
        self._remake = remake
        self._parts: dict[str, KeptPart] = {}
        self._json: dict[str, dict[str, bytes]] = {}
        """Rows that have been looked up, by record."""
        self._keys: set[bytes] = set()

    def has(self, record: str) -> bool:
        """Tell whether what a record becomes is still right, and is kept."""
        kept = self._notebook.kept(f"part/{record}")
        if kept is None or not all(map(self._store.has, kept[:2])):
            return False
        self.take(record, kept)
        return True

    def take(self, record: str, kept: tuple[bytes, bytes, Mapping[str, bytes]]) -> None:
        """Take what a record has become."""
        self._parts[record] = KeptPart(*kept)

    def is_complete(self, records: Sequence[str]) -> bool:
        """Tell whether it is known what each of the records becomes."""
        return len(self._parts) == len(records)

    def put_together(self, settings: Settings, records: Sequence[str]) -> list[Made]:
        """Write the files, from the records in their order, where they are not there already.

        This may be done in a copy of this process, so nothing is entered anywhere: `enter` is told of it.
        """
        return [*self.put_rows_together(settings, records), *self.put_database_together(settings, records)]

    def put_rows_together(self, settings: Settings, records: Sequence[str]) -> list[Made]:
        """Do so with the files of each kind of rows alone."""
        made = [self._set(kind, records, partial(self._rows, settings, kind, records)) for kind in ROWS]
        self._json.clear()
        return made

    def put_database_together(self, settings: Settings, records: Sequence[str]) -> list[Made]:
        """Do so with the database alone."""
        return [self._set(DATABASE, records, partial(self._database, settings, records))]

    def enter(self, made: Iterable[Made]) -> Iterator[tuple[str, bytes]]:
        """Keep what has been put together, and yield the path and the SHA-256 of each file."""
        for found in made:
            places = _places_key(found.files[0][1])
            if found.places is not None:
                self._store.put(found.key, pack(found.files))
                self._store.put(places, found.places)
            self._keys |= {found.key, places}
            yield from found.files

    def used(self) -> Iterator[bytes]:
        """Yield the keys of the store that are in use."""
        yield from self._keys
        for part in self._parts.values():
            yield from part[:2]

    def _set(self, name: str, records: Sequence[str], make: Callable[[], tuple[Mapping[str, bytes], object]]) -> Made:
        """Return files that are there already, or are made; places of what is in the first of them are kept by its digest."""
        digests = (self._parts[record].digests.get(name, b"") for record in records)
        key = digest(b"data", version(), name.encode(), self._notebook.digest(SITE), *digests)
        kept = unpacked(self._store.get(key), tuple)
        if kept is not None and all(self._tree.has(path, found) for path, found in kept):
            return Made(key, kept, None)
        files, places = make()
        return Made(key, tuple(files.items()), pack(places))

    def _rows(self, settings: Settings, kind: urls.DataKind, records: Sequence[str]) -> tuple[Mapping[str, bytes], object]:
        """Write the files of a kind; return the SHA-256 of each, and where in the first one the rows of each record stand."""
        before = self._before(urls.data_file(kind))
        file = self._tree.read(urls.data_file(kind)) if before else b""
        found = {}
        digests = {record: own for record in records if (own := self._parts[record].digests.get(kind))}
        for record, own in digests.items():
            then, start, end = before.get(record, (b"", 0, 0))
            found[record] = file[start:end] if then == own else self._json_of(record).pop(kind)
        files, places = json_of(settings, kind, found)
        written = {path: hashlib.sha256(data).digest() for path, data in files.items()}
        for path, data in files.items():
            if not self._tree.has(path, written[path]):
                self._tree.write(path, data)
        return written, {record: (own, *places[record]) for record, own in digests.items()}

    def _database(self, settings: Settings, records: Sequence[str]) -> tuple[Mapping[str, bytes], object]:
        """Write the database; return its SHA-256, and where in it the lines of each record stand."""
        before = self._before(urls.DATABASE)
        digests = {record: self._parts[record].digests[DATABASE] for record in records}
        known = {record: before[record][1] for record, own in digests.items() if record in before and before[record][0] == own}
        lines: dict[str, Lines] = {
            record: self._kept(record, self._parts[record].lines) for record in records if record not in known
        }
        former = Database(self._tree.file(urls.DATABASE), known) if before else None
        places: dict[str, object] = {}

        def make(file: Path) -> None:
            found = database_of(settings, records, lines, former, file).places
            places.update((record, (own, found[record])) for record, own in digests.items())

        return {urls.DATABASE: self._tree.put(urls.DATABASE, make)}, places

    def _before(self, path: str) -> Mapping[str, Any]:
        """Return what is where in the file that an earlier build has left; nothing where that is not known."""
        found = self._tree.digest(path)
        places = None if found is None else unpacked(self._store.get(_places_key(found)), dict)
        return places if places and self._tree.is_as_found(path) else {}

    def _json_of(self, record: str) -> dict[str, bytes]:
        found = self._json.get(record)
        if found is None:
            found = self._json[record] = self._kept(record, self._parts[record].json)
        return found

    def _kept(self, record: str, key: bytes) -> dict[str, Any]:
        found = unpacked(self._store.get(key), dict)
        if found is None:  # damaged since it was looked for
            found = unpacked(self._remake(record)[key], dict)
            assert found is not None, "it has just been made"
        return found


def _places_key(found: bytes) -> bytes:
    return digest(b"places", version(), found)
