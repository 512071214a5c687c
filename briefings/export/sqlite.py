"""The SQLite database, in the same bytes for the same rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from itertools import chain

from briefings.export import rows
from briefings.export.sqlite_tables import INDEXES, OF_SITE, TABLES, Line, Table

_PAGE_SIZE = 4096
_WITH_CHILDREN = (2, 5)
"""Kinds of pages that lead to other pages of their tree."""
_USER_VERSION = int(rows.VERSION.partition(".")[0])


Lines = Mapping[str, list[Line]]
"""Lines by the table that they belong to."""


def table_lines(tables: rows.Tables) -> Lines:
    """Return what rows become in the database, without the tables that say what the whole is of."""
    found = {table.name: list(table.lines(tables)) for table in TABLES if table.name not in OF_SITE}
    return {name: lines for name, lines in found.items() if lines}


def database(site: rows.Site, parts: Sequence[Lines]) -> bytes:
    """Return the database file of a site, from the lines of its records in their order.

    It is made in memory, without a journal or free pages, line by line in the order of the rows: a file that SQLite writes to
    disk holds a counter of its changes and the version of the library.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute(f"PRAGMA user_version = {_USER_VERSION}")
        connection.execute("BEGIN")
        for table in TABLES:
            own = table.lines(rows.Tables(site)) if table.name in OF_SITE else ()
            _fill(connection, table, chain(own, *(part.get(table.name, ()) for part in parts)))
        for name, column in INDEXES:
            connection.execute(f"CREATE INDEX {name}_by_{column} ON {name} ({column})")
        connection.execute("COMMIT")
        roots = [1, *(root for (root,) in connection.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 0"))]
        return _without_remains(connection.serialize(), roots)


def _fill(connection: sqlite3.Connection, table: Table, lines: Iterable[Line]) -> None:
    connection.execute(f"CREATE TABLE {table.name} ({table.columns})")
    width = len(connection.execute(f"PRAGMA table_info ({table.name})").fetchall())
    places = ", ".join("?" * width)
    connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", lines)  # noqa: S608 names of our own


def _without_remains(file: bytes, roots: list[int]) -> bytes:
    """Return a database file with nothing in the room that its pages have to spare.

    Older versions leave remains of what they have moved to other pages there. `roots` are the first pages of the trees.
    Section 1.6 of the description of the file format says what is where in a page.
    """
    tidy = bytearray(file)
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
    return bytes(tidy)


def _number(file: bytearray, place: int, size: int) -> int:
    return int.from_bytes(file[place : place + size], "big")
