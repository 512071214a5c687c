"""The SQLite database, in the same bytes for the same rows."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, NamedTuple

from briefings.cache import pack, unpack
from briefings.export import rows
from briefings.export.sqlite_tables import INDEXES, OF_SITE, TABLES, Line, Table

_PAGE_SIZE = 4096
_PRAGMAS = {
    "page_size": _PAGE_SIZE,
    "encoding": "'UTF-8'",
    "user_version": int(rows.VERSION.partition(".")[0]),
    "journal_mode": "OFF",  # a file that is not finished is thrown away
    "synchronous": "OFF",
    "temp_store": "MEMORY",
}
_HEADER_SIZE = 100
_OF_THE_WRITER = ((24, 4), (92, 8))
"""Place and size of what the header says of who has written the file: counters of changes, the version of the library."""
_WITH_CHILDREN = (2, 5)
"""Kinds of pages that lead to other pages of their tree."""


Lines = dict[str, bytes]
"""Lines by the table that they belong to, packed: unpacked they take three times as much room."""
Places = Mapping[str, tuple[int, int]]
"""Where lines stand in a database: by their table the numbers of the first and the last one."""


class Database(NamedTuple):
    """A database file, and where in it the lines of each record stand."""

    file: Path
    places: Mapping[str, Places]


def table_lines(tables: rows.Tables) -> Lines:
    """Return what rows become in the database, without the tables that say what the whole is of."""
    found = {table.name: list(table.lines(tables)) for table in TABLES if table.name not in OF_SITE}
    return {name: pack(lines) for name, lines in found.items() if lines}


def database(site: rows.Site, records: Sequence[str], lines: dict[str, Lines], former: Database | None, file: Path) -> Database:
    """Write the database of a site into an empty file; its records stand in it in their order.

    `lines` has those of each record that is not in the former database as it should be, and is emptied; those of the others
    are taken from there. The file is the same bytes wherever they are from: it is made without a journal or free pages, line
    by line in the order of the rows, and neither the counter of its changes nor the library's version is left in it. However
    large it is, little memory is needed for it.

    Raises `OSError` where the file cannot be written, or the former one cannot be read.
    """
    try:
        with closing(sqlite3.connect(_uri(file, "nolock=1"), isolation_level=None, uri=True)) as connection:
            for name, value in _PRAGMAS.items():
                connection.execute(f"PRAGMA {name} = {value}")
            if former is None:
                connection.execute("ATTACH ':memory:' AS former")
            else:
                connection.execute("ATTACH ? AS former", (_uri(former.file, "immutable=1"),))
            connection.execute("BEGIN")
            places: dict[str, dict[str, tuple[int, int]]] = {record: {} for record in records}
            for table in TABLES:
                _create(connection, table)
                if table.name in OF_SITE:
                    _inserter(connection, table)(list(table.lines(rows.Tables(site))))
                else:
                    _fill(connection, table, lines, {} if former is None else former.places, places)
            for name, column in INDEXES:
                connection.execute(f"CREATE INDEX main.{name}_by_{column} ON {name} ({column})")
            connection.execute("COMMIT")
            roots = [1, *(root for (root,) in connection.execute("SELECT rootpage FROM main.sqlite_master WHERE rootpage > 0"))]
    except sqlite3.Error as error:
        raise _refusal(error, file) from error
    with file.open("r+b", buffering=0) as stream:
        _without_remains(stream, roots)
    return Database(file, places)


def _uri(file: Path, how: str) -> str:
    return f"{file.absolute().as_uri()}?{how}"


def _refusal(error: sqlite3.Error, file: Path) -> OSError:
    """Return what the system has refused, which SQLite tells in its own words."""
    is_full = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file)) if is_full else OSError(errno.EIO, str(error), str(file))


def _create(connection: sqlite3.Connection, table: Table) -> None:
    connection.execute(f"CREATE TABLE main.{table.name} ({table.columns})")


def _inserter(connection: sqlite3.Connection, table: Table) -> Callable[[Sequence[Line]], object]:
    """Return what puts lines into a table, behind those that are there."""
    width = len(connection.execute(f"PRAGMA main.table_info ({table.name})").fetchall())
    places = ", ".join("?" * width)
    return partial(connection.executemany, f"INSERT INTO main.{table.name} VALUES ({places})")  # noqa: S608 names of our own


def _fill(
    connection: sqlite3.Connection,
    table: Table,
    lines: dict[str, Lines],
    former: Mapping[str, Places],
    places: dict[str, dict[str, tuple[int, int]]],
) -> None:
    """Fill a table, and enter into the places where its lines stand."""
    last = 0
    insert = _inserter(connection, table)
    for is_new, records in groupby(places, key=lines.__contains__):
        runs: list[tuple[int, int]] = []
        for record in records:
            if is_new:
                packed = lines[record].pop(table.name, None)
                new: list[Line] = [] if packed is None else unpack(packed)
                insert(new)
                count = len(new)
            else:
                first, end = former[record].get(table.name, (1, 0))
                count = end - first + 1
                if count and runs and runs[-1][1] + 1 == first:
                    runs[-1] = (runs[-1][0], end)
                elif count:
                    runs.append((first, end))
            if count:
                places[record][table.name] = (last + 1, last + count)
                last += count
        for run in runs:
            # With a condition: without one SQLite would copy whole pages, and the file would be other bytes.
            connection.execute(
                f"INSERT INTO main.{table.name} SELECT * FROM former.{table.name} WHERE rowid BETWEEN ? AND ? ORDER BY rowid",  # noqa: S608
                run,
            )


def _without_remains(stream: BinaryIO, roots: list[int]) -> None:
    """Leave nothing in the room that the pages of a database file have to spare, and nothing of how it was written.

    SQLite leaves remains of what it has moved to other pages there, some versions more than others. `roots` are the first
    pages of the trees. Section 1.6 of the description of the file format says what is where in a page, section 1.3 what in
    the header.
    """
    waiting = list(roots)
    while waiting:
        start = (waiting.pop() - 1) * _PAGE_SIZE
        stream.seek(start)
        page = stream.read(_PAGE_SIZE)
        header = 0 if start else _HEADER_SIZE
        kind, cells = page[header], _number(page, header + 3, 2)
        pointers = header + (12 if kind in _WITH_CHILDREN else 8)
        used = _number(page, header + 5, 2) or 65_536
        spare = pointers + 2 * cells
        if page.count(0, spare, used) != used - spare:
            _overwrite(stream, start + spare, used - spare)
        if kind in _WITH_CHILDREN:
            waiting.append(_number(page, header + 8, 4))
            waiting += (_number(page, _number(page, pointers + 2 * cell, 2), 4) for cell in range(cells))
    for place, size in _OF_THE_WRITER:
        _overwrite(stream, place, size)


def _overwrite(stream: BinaryIO, place: int, size: int) -> None:
    """Put zeros into a file."""
    stream.seek(place)
    left = size
    while left:  # a disk that is nearly full takes a part, and refuses the rest only when it is asked again
        left -= stream.write(bytes(left))


def _number(page: bytes, place: int, size: int) -> int:
    return int.from_bytes(page[place : place + size], "big")
