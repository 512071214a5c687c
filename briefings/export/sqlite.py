"""The SQLite database, in the same bytes for the same rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from briefings.export import rows
from briefings.export.sqlite_tables import INDEXES, TABLES, Table

_PAGE_SIZE = 4096
_USER_VERSION = int(rows.VERSION.partition(".")[0])


def database(tables: rows.Tables) -> bytes:
    """Return the database file.

    It is made in memory, without a journal or free pages, line by line in the order of the rows: a file that SQLite writes to
    disk holds a counter of its changes and the version of the library.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute(f"PRAGMA user_version = {_USER_VERSION}")
        connection.execute("BEGIN")
        for table in TABLES:
            _fill(connection, table, tables)
        for name, column in INDEXES:
            connection.execute(f"CREATE INDEX {name}_by_{column} ON {name} ({column})")
        connection.execute("COMMIT")
        return connection.serialize()


def _fill(connection: sqlite3.Connection, table: Table, tables: rows.Tables) -> None:
    connection.execute(f"CREATE TABLE {table.name} ({table.columns})")
    width = len(connection.execute(f"PRAGMA table_info ({table.name})").fetchall())
    places = ", ".join("?" * width)
    connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", table.lines(tables))  # noqa: S608 names of our own
