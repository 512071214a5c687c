"""Blobs: byte strings by key, compressed, in one SQLite file that can be saved, restored, damaged, crafted and deleted.

One file, because it is saved and restored as a whole, and many thousand small ones take long to pack.

Nothing in the file is believed: each entry carries a digest of its key and bytes, what is larger than its reader expects is not
read, and a file with another schema than ours is deleted. Nothing in it is needed: without it a build takes longer.
"""

import contextlib
import hashlib
import math
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

import zstandard

SPARE = 268_435_456
"""Bytes of entries that no build has used lately which are kept all the same."""
FREE = 134_217_728
"""Bytes of a file with room for new entries that are kept in it."""
MAX_BYTES = 536_870_912
"""Bytes of the largest entry, compressed and not; SQLite takes twice as much, and what is larger is made anew each time."""
MAX_FILE = 68_719_476_736
"""Bytes of the largest file that is opened."""
_CHECK = 16
"""Bytes in front of each entry: a digest of its key and of what follows."""
_TABLE = "CREATE TABLE entries (key BLOB NOT NULL UNIQUE, kept BLOB NOT NULL)"
_SCHEMA = 4
_WAIT = 20.0
"""Seconds that another build of the same project may be writing."""


class Blob(NamedTuple):
    """Bytes as the store keeps them."""

    key: bytes
    """SHA-256 of the bytes."""
    encoded: bytes

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Return bytes as a blob."""
        key = hashlib.sha256(data).digest()
        return cls(key, encode_entry(key, data))


class BlobStore:
    """A file of entries; where it cannot be used, nothing is kept and nothing else goes wrong."""

    def __init__(self, file: Path | None, spare: int = SPARE, free: int = FREE) -> None:
        """Take the file, which is made when something is put in; without one, entries are kept in memory.

        `spare` and `free` are what pruning leaves, in bytes: entries that are not in use, and room for new ones.
        """
        self._file = file
        self._spare, self._free = spare, free
        self._connection: sqlite3.Connection | None = None
        self._owner = -1
        self._new: dict[bytes, bytes] = {}
        """Entries that are not in the file yet."""
        self._keys: set[bytes] | None = None
        """Keys of the entries in the file, once they have been asked for."""
        self.has_grown = False
        """Entries have been written to the file."""
        self._is_broken = file is None

    @property
    def is_persistent(self) -> bool:
        """Tell whether entries are kept for the next build."""
        return not self._is_broken

    def get(self, key: bytes, limit: int = MAX_BYTES) -> bytes | None:
        """Return the bytes of an entry; None where there is none, it is damaged, or it has more bytes than `limit`."""
        kept = self._new.get(key)
        if kept is None:
            kept = self._read(key, limit)
        return None if kept is None else decode_entry(key, kept, limit)

    def get_blob(self, key: bytes) -> bytes | None:
        """Return the bytes of a blob; None where there are none whose SHA-256 is the key."""
        data = self.get(key)
        return data if data is not None and hashlib.sha256(data).digest() == key else None

    def has(self, key: bytes) -> bool:
        """Tell whether there is an entry; whether it is damaged is found out when it is read."""
        if self._keys is None:
            self._keys = set()
            with self._guarded() as connection:
                if connection is not None:
                    self._keys = {key for (key,) in connection.execute("SELECT key FROM entries WHERE length(key) <= 64")}
        return key in self._new or key in self._keys

    def put(self, key: bytes, data: bytes) -> None:
        """Keep bytes under a key."""
        self.put_blob(Blob(key, encode_entry(key, data)))

    def put_blob(self, blob: Blob) -> None:
        """Keep a blob that has been encoded, here or in another process."""
        self._new[blob.key] = blob.encoded
        if not self._is_broken and len(self._new) >= 500:
            self.save()

    def save(self) -> None:
        """Write new entries to the file."""
        if self._is_broken or not self._new:
            return
        with self._guarded() as connection:
            if connection is None:
                return
            entries = {key: kept for key, kept in self._new.items() if len(kept) <= MAX_BYTES}
            connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", entries.items())
            connection.commit()
            if self._keys is not None:
                self._keys.update(entries)
            self._new = {key: kept for key, kept in self._new.items() if key not in entries}
            self.has_grown = True

    def prune(self, used: Iterable[bytes]) -> None:
        """Delete the oldest of those entries that are not in use, until few enough are left; if nothing has come, none is."""
        self.save()
        if not self.has_grown:
            return
        with self._guarded() as connection:
            if connection is None or _size(connection) <= self._spare:
                return
            needed = set(used)
            spare = 0
            old = []
            for row, key, size in connection.execute("SELECT rowid, key, length(kept) FROM entries ORDER BY rowid DESC"):
                if key not in needed:
                    spare += size
                    if spare > self._spare:
                        old.append((row,))
            if old:
                connection.executemany("DELETE FROM entries WHERE rowid = ?", old)
                connection.commit()
                # What is free is filled by the entries of the next builds; to write all others anew takes long.
                if _size(connection, "freelist_count") > self._free:
                    connection.execute("VACUUM")

    def close(self) -> None:
        """Write what is left and close the file."""
        self.save()
        if self._connection is not None and self._owner == os.getpid():
            self._connection.close()
        self._connection = None

    def copy_of(self, keys: Iterable[bytes]) -> "BlobStore":
        """Return a store in memory with some of the entries, for a process on another machine."""
        copy = BlobStore(None)
        for key in keys:
            kept = self._new.get(key) or self._read(key, MAX_BYTES)
            if kept is not None:
                copy._new[key] = kept
        return copy

    def __getstate__(self) -> Mapping[str, object]:
        """Leave the open file behind."""
        return {**self.__dict__, "_connection": None, "_owner": -1}

    def _read(self, key: bytes, limit: int) -> bytes | None:
        with self._guarded() as connection:
            if connection is None:
                return None
            # A length that SQLite need not read the entry for: one that is too large never comes into memory.
            question = "SELECT kept FROM entries WHERE key = ? AND length(kept) <= ?"
            row = connection.execute(question, (key, min(limit, MAX_BYTES) + _OVERHEAD)).fetchone()
            return row[0] if row is not None and isinstance(row[0], bytes) else None
        return None

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection | None]:
        """Give the open file; where it fails, it is of no more use to this build, and a damaged one is deleted."""
        try:
            connection = self._open()
        except (sqlite3.DatabaseError, OSError):
            self._is_broken, connection = True, None
        try:
            yield connection
        except (sqlite3.DatabaseError, MemoryError) as error:
            self._is_broken = True
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            if not isinstance(error, sqlite3.OperationalError) or "malformed" in str(error):
                self._delete()

    def _open(self) -> sqlite3.Connection | None:
        if self._is_broken or self._file is None:
            return None
        if self._connection is None or self._owner != os.getpid():  # a worker must not use what it has inherited
            self._connection = None
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = _connected(self._file)
            except (sqlite3.DatabaseError, sqlite3.Warning):
                self._delete()
                self._connection = _connected(self._file)
            self._owner = os.getpid()
        return self._connection

    def _delete(self) -> None:
        assert self._file is not None
        with contextlib.suppress(OSError):
            self._file.unlink()


_OVERHEAD = 1 << 16
"""Bytes that an entry may have more than what it holds: its digest, and what zstd adds to what cannot be compressed."""


def _connected(file: Path) -> sqlite3.Connection:
    with contextlib.suppress(FileNotFoundError):
        if file.is_symlink() or file.stat().st_size > MAX_FILE:
            raise sqlite3.DatabaseError("no file of entries")
    for ending in ("-journal", "-wal", "-shm"):
        # We write none of these, and SQLite does what such a file says: deletes the file that a journal names, for one.
        file.with_name(file.name + ending).unlink(missing_ok=True)
    connection = sqlite3.connect(file, timeout=_WAIT, isolation_level="IMMEDIATE")
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_BYTES + 2 * _OVERHEAD)
        # Nothing is lost that could not be made again, so nothing waits for the disk; a damaged entry is found by its digest.
        for setting in ("synchronous = OFF", "temp_store = MEMORY", "trusted_schema = OFF", "cell_size_check = ON"):
            connection.execute(f"PRAGMA {setting}")
        (mode,) = connection.execute("PRAGMA journal_mode = MEMORY").fetchone()
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if mode != "memory":
            raise sqlite3.DatabaseError("of another shape")
        if found == 0:
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA user_version = {_SCHEMA}")
            connection.commit()
        elif found != _SCHEMA or not _is_ours(connection):
            raise sqlite3.DatabaseError("of another shape")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Tell whether a file has our table and nothing else: a view or trigger would run a query of whoever made it."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE length(sql) < 200 OR sql IS NULL LIMIT 3")
    (many,) = connection.execute("SELECT count(*) FROM (SELECT 1 FROM sqlite_master LIMIT 3)").fetchone()
    expected = [("table", "entries", _TABLE), ("index", "sqlite_autoindex_entries_1", None)]
    return many == len(expected) and list(rows) == expected


def _size(connection: sqlite3.Connection, pages: str = "page_count") -> int:
    """Return the bytes of a store's file, or of some of its pages, by what SQLite calls their number."""
    return math.prod(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in (pages, "page_size"))


class _Compression(threading.local):
    """What compresses, which takes long to make; each thread has its own."""

    def __init__(self) -> None:
        # A page takes 0.11 ms and becomes a seventh of its size; zlib takes 0.28 ms at its fastest and leaves more.
        self.compress = zstandard.ZstdCompressor(level=1).compress
        self.decompress = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompress


_COMPRESSION = _Compression()


def encode_entry(key: bytes, data: bytes) -> bytes:
    """Return bytes as they are kept: a digest of key and rest, and the bytes compressed (zstd, RFC 8878)."""
    packed = _COMPRESSION.compress(data)
    return _check(key, packed) + packed


def decode_entry(key: bytes, kept: bytes, limit: int = MAX_BYTES) -> bytes | None:
    """Return the bytes that were kept under a key; None where they are not what was put there, or are more than `limit`."""
    packed = kept[_CHECK:]
    if _check(key, packed) != kept[:_CHECK]:
        return None
    try:
        # A frame that does not say its size, or says too much, is none of ours; nothing has been allocated for it yet.
        if not 0 <= zstandard.frame_content_size(packed) <= limit:
            return None
        data: bytes = _COMPRESSION.decompress(packed)
    except (zstandard.ZstdError, MemoryError):
        return None
    return data


def _check(key: bytes, packed: bytes) -> bytes:
    return hashlib.sha256(len(key).to_bytes(4, "big") + key + packed).digest()[:_CHECK]
