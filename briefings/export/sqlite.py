"""The SQLite database, in the same bytes for the same rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import groupby
from typing import NamedTuple

from briefings.cache import pack, unpack
from briefings.export import rows
from briefings.export.sqlite_tables import INDEXES, OF_SITE, TABLES, Line, Table

_PAGE_SIZE = 4096
_WITH_CHILDREN = (2, 5)
"""Kinds of pages that lead to other pages of their tree."""
_USER_VERSION = int(rows.VERSION.partition(".")[0])


Lines = Mapping[str, bytes]
"""Lines by the table that they belong to, packed: unpacked they take three times as much room."""
Places = Mapping[str, tuple[int, int]]
"""Where lines stand in a database: by their table the numbers of the first and the last one."""


class Database(NamedTuple):
    """A database file, and where in it the lines of each record stand."""

    file: bytes | bytearray
    places: Mapping[str, Places]


def table_lines(tables: rows.Tables) -> Lines:
    """Return what rows become in the database, without the tables that say what the whole is of."""
    found = {table.name: list(table.lines(tables)) for table in TABLES if table.name not in OF_SITE}
    return {name: pack(lines) for name, lines in found.items() if lines}


def database(site: rows.Site, records: Sequence[str], lines: Mapping[str, Lines], former: Database) -> Database:
    """Return the database of a site, whose records stand in it in their order.

    `lines` has those of each record that is not in the former database as it should be; those of the others are taken from
    there. The file is the same bytes wherever they are from: it is made in memory, without a journal or free pages, line by
    line in the order of the rows. A file that SQLite writes to disk holds a counter of its changes and the library's version.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute(f"PRAGMA user_version = {_USER_VERSION}")
        connection.execute("ATTACH ':memory:' AS former")
        if former.file:
            connection.deserialize(former.file, name="former")
        connection.execute("BEGIN")
        places: dict[str, dict[str, tuple[int, int]]] = {record: {} for record in records}
        for table in TABLES:
            _create(connection, table)
            if table.name in OF_SITE:
                _inserter(connection, table)(list(table.lines(rows.Tables(site))))
            else:
                _fill(connection, table, lines, former.places, places)
        for name, column in INDEXES:
            connection.execute(f"CREATE INDEX main.{name}_by_{column} ON {name} ({column})")
        connection.execute("COMMIT")
        roots = [1, *(root for (root,) in connection.execute("SELECT rootpage FROM main.sqlite_master WHERE rootpage > 0"))]
        file = connection.serialize()
    # Its tables are let go of by now: three times the file is too much room.
    tidy = bytearray(file)
    del file
    return Database(_without_remains(tidy, roots), places)


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
    lines: Mapping[str, Lines],
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
                packed = lines[record].get(table.name)
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


def _without_remains(tidy: bytearray, roots: list[int]) -> bytearray:
    """Return a database file, which is changed, with nothing in the room that its pages have to spare.

    Older versions leave remains of what they have moved to other pages there. `roots` are the first pages of the trees.
    Section 1.6 of the description of the file format says what is where in a page.
    """
    waiting = list(roots)
    while waiting:
        number = waiting.pop()
        page = (number - 1) * _PAGE_SIZE
        header = page + (100 if number == 1 else 0)  # the file's own header comes first
        kind, cells = tidy[header], _number(tidy, header + 3, 2)
        pointers = header + (12 if kind in _WITH_CHILDREN else 8)
        used = page + (_number(tidy, header + 5, 2) or 65_536)
        spare = pointers + 2 * cells
        tidy[spare:used] = bytes(used - spare)
        if kind in _WITH_CHILDREN:
            waiting.append(_number(tidy, header + 8, 4))
            waiting += (_number(tidy, page + _number(tidy, pointers + 2 * cell, 2), 4) for cell in range(cells))
    return tidy


def _number(file: bytearray, place: int, size: int) -> int:
    return int.from_bytes(file[place : place + size], "big")
