"""Bytes by key, in one file that can be saved, restored, damaged and deleted."""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import zstandard

NAME = "briefings.cache"
"""The store's file in the cache's folder."""
SPARE = 268_435_456
"""Bytes of entries that no build has used lately which are kept all the same."""
FREE = 134_217_728
"""Bytes of a file with room for new entries that are kept in it."""
MOST = 536_870_912
"""Bytes of the largest entry; SQLite takes twice as much, and what is larger is made anew each time."""
_CHECK = 16
"""Bytes in front of each entry: a digest of its key and of what follows."""
_SCHEMA = 3
_WAIT = 20.0
"""Seconds that another build of the same project may be writing."""


class Store:
    """A file of entries; where it cannot be used, nothing is kept and nothing else goes wrong.

    An entry is compressed, and goes with a digest of its key and its bytes: what is not what was put there is not given out.
    """

    def __init__(self, folder: Path | None) -> None:
        """Take the folder of the cache, which is made when something is put in; without one, entries are kept in memory."""
        self._folder = folder
        self._connection: sqlite3.Connection | None = None
        self._owner = -1
        self._fresh: dict[bytes, bytes] = {}
        self._keys: set[bytes] | None = None
        """Of the entries in the file, once somebody has asked."""
        self._has_grown = False
        self._is_broken = folder is None

    def get(self, key: bytes) -> bytes | None:
        """Return the bytes of an entry; None where there is none, or it is damaged."""
        kept = self._fresh.get(key)
        if kept is None:
            kept = self._read(key)
        return None if kept is None else opened(key, kept)

    def has(self, key: bytes) -> bool:
        """Tell whether there is an entry; whether it is damaged is found out when it is asked for."""
        if self._keys is None:
            self._keys = set()
            with self._guarded() as connection:
                if connection is not None:
                    self._keys = {key for (key,) in connection.execute("SELECT key FROM entries")}
        return key in self._fresh or key in self._keys

    def put(self, key: bytes, value: bytes) -> None:
        """Keep bytes under a key."""
        self.put_closed(key, closed(key, value))

    def put_closed(self, key: bytes, kept: bytes) -> None:
        """Keep an entry that `closed` has made, here or in another process."""
        if len(kept) > MOST:
            return
        self._fresh[key] = kept
        if self._folder is not None and len(self._fresh) >= 500:
            self.save()

    def save(self) -> None:
        """Write what has been put in to the file."""
        if self._is_broken or not self._fresh:
            return
        with self._guarded() as connection:
            if connection is None:
                return
            connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", self._fresh.items())
            connection.commit()
            if self._keys is not None:
                self._keys.update(self._fresh)
            self._fresh.clear()
            self._has_grown = True

    def prune(self, used: Iterable[bytes]) -> None:
        """Delete the oldest of those entries that are not in use, until few enough are left; if nothing has come, none is."""
        self.save()
        if not self._has_grown:
            return
        with self._guarded() as connection:
            if connection is None or _size(connection) <= SPARE:
                return
            needed = set(used)
            spare = 0
            old = []
            for row, key, size in connection.execute("SELECT rowid, key, length(kept) FROM entries ORDER BY rowid DESC"):
                if key not in needed:
                    spare += size
                    if spare > SPARE:
                        old.append((row,))
            if old:
                connection.executemany("DELETE FROM entries WHERE rowid = ?", old)
                connection.commit()
                # What is free is filled by the entries of the next builds; to write all others anew takes long.
                if _size(connection, "freelist_count") > FREE:
                    connection.execute("VACUUM")

    def close(self) -> None:
        """Write what is left and let go of the file."""
        self.save()
        if self._connection is not None and self._owner == os.getpid():
            self._connection.close()
        self._connection = None

    def taken_along(self, keys: Iterable[bytes]) -> Store:
        """Return a store in memory that holds entries of this one, for a process on another machine."""
        along = Store(None)
        for key in keys:
            kept = self._fresh.get(key) or self._read(key)
            if kept is not None:
                along._fresh[key] = kept
        return along

    def __getstate__(self) -> Mapping[str, object]:
        """Leave the open file behind."""
        return {**self.__dict__, "_connection": None, "_owner": -1}

    def _read(self, key: bytes) -> bytes | None:
        with self._guarded() as connection:
            if connection is None:
                return None
            row = connection.execute("SELECT kept FROM entries WHERE key = ?", (key,)).fetchone()
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
        except sqlite3.DatabaseError as error:
            self._is_broken = True
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            if not isinstance(error, sqlite3.OperationalError) or "malformed" in str(error):
                self._delete()

    def _open(self) -> sqlite3.Connection | None:
        if self._is_broken or self._folder is None:
            return None
        if self._connection is None or self._owner != os.getpid():  # a worker must not use what it has inherited
            self._connection = None
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = _connected(self._folder / NAME)
            except sqlite3.DatabaseError:
                self._delete()
                self._connection = _connected(self._folder / NAME)
            self._owner = os.getpid()
        return self._connection

    def _delete(self) -> None:
        assert self._folder is not None
        for name in (NAME, f"{NAME}-journal"):
            with contextlib.suppress(OSError):
                (self._folder / name).unlink()


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_WAIT, isolation_level="IMMEDIATE")
    try:
        # Nothing is lost that could not be made again, so nothing waits for the disk; a damaged entry is found by its digest.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA temp_store = MEMORY")
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found != _SCHEMA:
            if found != 0:
                raise sqlite3.DatabaseError("of another version")
            connection.execute("CREATE TABLE IF NOT EXISTS entries (key BLOB NOT NULL UNIQUE, kept BLOB NOT NULL)")
            connection.execute(f"PRAGMA user_version = {_SCHEMA}")
            connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def _size(connection: sqlite3.Connection, pages: str = "page_count") -> int:
    """Return the bytes of a store's file, or of some of its pages, by what SQLite calls their number."""
    return math.prod(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in (pages, "page_size"))


class _Tools(threading.local):
    """What compresses, which takes long to make; each thread has its own."""

    def __init__(self) -> None:
        self.compressor = zstandard.ZstdCompressor(level=1)
        self.decompressor = zstandard.ZstdDecompressor()


_TOOLS = _Tools()


def closed(key: bytes, value: bytes) -> bytes:
    """Return bytes as they are kept: a digest, and the bytes compressed."""
    packed = _TOOLS.compressor.compress(value)
    return _check(key, packed) + packed


def opened(key: bytes, kept: bytes) -> bytes | None:
    """Return the bytes that were kept under a key; None where they are not what was put there."""
    packed = kept[_CHECK:]
    if _check(key, packed) != kept[:_CHECK]:
        return None
    try:
        opened: bytes = _TOOLS.decompressor.decompress(packed)
    except zstandard.ZstdError:
        return None
    return opened


def _check(key: bytes, packed: bytes) -> bytes:
    return hashlib.sha256(len(key).to_bytes(4, "big") + key + packed).digest()[:_CHECK]
