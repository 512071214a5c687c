"""RIS, the tagged format of Research Information Systems, in UTF-8.

Each tag stands on a line of its own that ends in a carriage return and a line feed; a record begins with `TY` and ends with
`ER`. A value is one line, so that nothing in it can be taken for a tag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefings.export.bibliography import Entry
from briefings.model.edtf import Date


def ris(entries: Iterable[Entry]) -> bytes:
    """Return the entries as RIS."""
    lines = (f"{tag}  - {' '.join(value.splitlines())}\r\n" for entry in entries for tag, value in _tags(entry))
    return "".join(lines).encode("utf-8")


def _tags(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS" if entry.container else "ELEC"
    yield "ID", entry.key
    for name in entry.authors:
        yield "AU", name
    yield "TI", entry.title
    if entry.container:
        yield "T2", entry.container
    if entry.date:
        yield from _dates(entry.date)
    yield "LA", entry.language
    if entry.url:
        yield "UR", _address(entry.url)
    if entry.archived_url:
        yield "L2", _address(entry.archived_url)
    for note in entry.notes:
        yield "N1", note
    yield "ER", ""


def _address(url: str) -> str:
    """Return an address; a semicolon would begin another one."""
    return url.replace(";", "%3B")


def _dates(date: Date) -> Iterator[tuple[str, str]]:
    """Yield the year, and the date as `YYYY/MM/DD/other`, of which only the year is needed."""
    start = date.start
    if start is None or date.is_interval or start.span > 1:
        yield "DA", f"///{date.text}" if start is None or start.span > 1 else f"{start.year:04}///{date.text}"
        return
    month = f"{start.month:02}" if start.month is not None and start.month <= 12 else ""
    day = f"{start.day:02}" if start.day is not None else ""
    plain = not (start.uncertain or start.approximate or (start.month or 0) > 12)
    yield "PY", f"{start.year:04}"
    yield "DA", f"{start.year:04}/{month}/{day}/{'' if plain else date.text}"
