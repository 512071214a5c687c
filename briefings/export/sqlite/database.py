"""Writing the SQLite database, in the same bytes for the same rows."""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from briefings.export.fields import Row
from briefings.export.rows import TERMS, VERSION
from briefings.export.sqlite.tables import TABLES, Line, Table
from briefings.incremental import codec_of, encode
from briefings.settings import Settings

_PAGE_SIZE = 4096
_HEADER_SIZE = 100
_OF_THE_WRITER = ((24, 4), (92, 8))
"""Place and size of what the header says of who has written the file: counters of changes, the version of the library."""
_WITH_CHILDREN = (2, 5)
"""Kinds of pages that lead to other pages of their tree."""
_PRAGMAS = {
    "page_size": _PAGE_SIZE,
    "encoding": "'UTF-8'",
    "user_version": int(VERSION.partition(".")[0]),
    "journal_mode": "OFF",  # a file that is not finished is thrown away
    "synchronous": "OFF",
    "temp_store": "MEMORY",
}
_TABLES = [table for kind in TABLES.values() for table in kind.family()]
_decode = codec_of(list[Line]).decode

Lines = dict[str, bytes]
"""Lines by the table that they belong to, encoded: decoded they take three times as much room."""
Range = tuple[int, int]
"""The numbers of the first and the last of lines that stand together in a table."""
Places = Mapping[str, Range]
"""Where lines stand in a database, by their table."""


def table_lines(rows: Iterable[Row]) -> Lines:
    """Return what rows become in the database."""
    found: dict[str, list[Line]] = {}
    for row in rows:
        TABLES[type(row)].add_lines(row, found)
    return {name: encode(lines) for name, lines in found.items()}


def write_database(
    settings: Settings, records: Sequence[str], lines: Mapping[str, Lines], former: Path, kept: Mapping[str, Places], file: Path
) -> Mapping[str, Places]:
    """Write the database of a site into an empty file, its records in their order; return where the lines of each stand.

    `kept` says where those lines stand in the former database that are taken from there; `lines` has those of the other
    records, and is emptied. The file is the same bytes wherever they are from: it is made without a journal or free pages, line
    by line in the order of the rows, and neither the counter of its changes nor the library's version is left in it. However
    large it is, little memory is needed for it.

    Raises `OSError` where the file cannot be written, or the former one cannot be read, and `ValueError` where lines or places
    are not what rows become.
    """
    places: dict[str, dict[str, Range]] = {record: {} for record in records}
    with _opened(file, _uri(former, "immutable=1") if kept else ":memory:") as connection:
        _describe_site(connection, settings)
        for table in _TABLES:
            connection.execute(f"CREATE TABLE main.{table.name} ({', '.join((*table.columns, *table.constraints))})")
            _fill(connection, table, lines, kept, places)
        for name, column in ((table.name, column) for table in _TABLES for column in table.indexed):
            connection.execute(f"CREATE INDEX main.{name}_by_{column} ON {name} ({column})")
        connection.execute("COMMIT")
        roots = [1, *(root for (root,) in connection.execute("SELECT rootpage FROM main.sqlite_master WHERE rootpage > 0"))]
    _clear_remains(file, roots)
    return places


@contextmanager
def _opened(file: Path, former: str) -> Iterator[sqlite3.Connection]:
    """Begin to write a database, with another one beside it as `former`."""
    try:
        with closing(sqlite3.connect(_uri(file, "nolock=1"), isolation_level=None, uri=True)) as connection:
            for name, value in _PRAGMAS.items():
                connection.execute(f"PRAGMA {name} = {value}")
            connection.execute("ATTACH ? AS former", (former,))
            connection.execute("BEGIN")
            yield connection
    except (OverflowError, sqlite3.IntegrityError, sqlite3.ProgrammingError) as error:
        raise ValueError(f"no lines of the tables: {error}") from error
    except sqlite3.Error as error:  # the system has refused something, which SQLite tells in its own words
        is_full = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
        code, said = (errno.ENOSPC, os.strerror(errno.ENOSPC)) if is_full else (errno.EIO, str(error))
        raise OSError(code, said, str(file)) from error


def _uri(file: Path, how: str) -> str:
    return f"{file.absolute().as_uri()}?{how}"


def _describe_site(connection: sqlite3.Connection, settings: Settings) -> None:
    site = {"format": VERSION, "name": settings.site_name, "url": settings.site_url, "desk_locale": settings.desk_locale}
    connection.execute("CREATE TABLE main.site (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)")
    connection.executemany("INSERT INTO main.site VALUES (?, ?)", [*site.items(), ("terms", TERMS)])
    connection.execute("CREATE TABLE main.locale (tag TEXT PRIMARY KEY NOT NULL, position INTEGER NOT NULL)")
    locales = ((locale, position) for position, locale in enumerate(settings.locales, start=1))
    connection.executemany("INSERT INTO main.locale VALUES (?, ?)", locales)


def _fill(
    connection: sqlite3.Connection,
    table: Table,
    lines: Mapping[str, Lines],
    kept: Mapping[str, Places],
    places: Mapping[str, dict[str, Range]],
) -> None:
    """Fill a table, and enter into the places where its lines stand."""
    last = 0
    for is_kept, records in groupby(places, key=kept.__contains__):
        add = partial(_copy_former, connection, table, kept) if is_kept else partial(_insert_new, connection, table, lines)
        for record, count in add(records):
            places[record][table.name] = (last + 1, last + count)
            last += count


def _insert_new(
    connection: sqlite3.Connection, table: Table, lines: Mapping[str, Lines], records: Iterable[str]
) -> Iterator[tuple[str, int]]:
    """Insert lines of records, and yield how many each has that has any."""
    insert = f"INSERT INTO main.{table.name} VALUES ({', '.join('?' * len(table.columns))})"  # noqa: S608 names of our own
    for record in records:
        if encoded := lines[record].pop(table.name, None):
            decoded = _decode(encoded)
            if decoded is None:
                raise ValueError(f"no lines of the tables: those of {table.name} are damaged")
            connection.executemany(insert, decoded)
            yield record, len(decoded)


def _copy_former(
    connection: sqlite3.Connection, table: Table, kept: Mapping[str, Places], records: Iterable[str]
) -> Iterator[tuple[str, int]]:
    """Copy lines that records have in the former database, as many at once as stand together there, and yield the same."""
    ranges: list[Range] = []
    for record in records:
        if place := kept[record].get(table.name):
            first, last = place
            yield record, last - first + 1
            if ranges and ranges[-1][1] + 1 == first:
                first, _ = ranges.pop()
            ranges.append((first, last))
    # With a condition: without one SQLite would copy whole pages, and the file would be other bytes.
    copy = f"INSERT INTO main.{table.name} SELECT * FROM former.{table.name} WHERE rowid BETWEEN ? AND ? ORDER BY rowid"  # noqa: S608
    connection.executemany(copy, ranges)


def _clear_remains(file: Path, roots: Iterable[int]) -> None:
    """Leave nothing in the room that the pages of a database have to spare, and nothing of who has written it.

    SQLite leaves remains of what it has moved to other pages there, some versions more than others. `roots` are the first pages
    of the trees. Section 1.6 of the description of SQLite's file format says what is where in a page, section 1.3 what in the
    header.
    """
    with file.open("r+b", buffering=0) as stream:
        waiting = list(roots)
        while waiting:
            waiting += _clear_page(stream, (waiting.pop() - 1) * _PAGE_SIZE)
        for place, size in _OF_THE_WRITER:
            _overwrite(stream, place, size)


def _clear_page(stream: BinaryIO, start: int) -> Iterator[int]:
    """Clear what a page has to spare, and yield the pages that it leads to."""
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
        yield _number(page, header + 8, 4)
        yield from (_number(page, _number(page, pointers + 2 * cell, 2), 4) for cell in range(cells))


def _overwrite(stream: BinaryIO, place: int, size: int) -> None:
    stream.seek(place)
    left = size
    while left:  # a disk that is nearly full takes a part, and refuses the rest only when it is asked again
        left -= stream.write(bytes(left))


def _number(page: bytes, place: int, size: int) -> int:
    return int.from_bytes(page[place : place + size], "big")
