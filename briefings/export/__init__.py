"""Export: the content and what was worked out from it, for those who take it further.

Everything that is published becomes plain rows (`rows`, `tables`), and these become files: JSON with its JSON Schema, one
SQLite database, and each briefing's sources as CSL-JSON, BibTeX and RIS. What is a draft is left out.

A record becomes a `Part` by itself, and files are put together from parts: so a change of one record makes one part anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefings import urls
from briefings.export.bibliography import bibliographies
from briefings.export.bibtex import bibtex
from briefings.export.csl import csl_json
from briefings.export.json_files import ROWS, json_file, json_rows, schema_file
from briefings.export.ris import ris
from briefings.export.sqlite import Database, Lines, Places, database, table_lines
from briefings.export.tables import Editions, rows_of, site_row, sources_of
from briefings.settings import Settings

__all__ = ["DATABASE", "ROWS", "Database", "Lines", "Part", "Places", "database_of", "json_of", "part", "sources"]

DATABASE = "database"
"""What the database is called where the kinds of rows are called by theirs."""


@dataclass(frozen=True)
class Part:
    """What one record becomes in the data files; plain data alone, so that it can be kept."""

    json: Mapping[str, bytes]
    """Rows of the JSON files, by kind."""
    lines: Lines
    """Lines of the database."""


def part(editions: Editions, kind: urls.Kind, record_id: str) -> Part:
    """Return what a record becomes."""
    found = rows_of(editions, kind, record_id)
    return Part({name: data for name in ROWS if (data := json_rows(found, name))}, table_lines(found))


def sources(editions: Editions, briefing_id: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file with a briefing's sources; none for a draft."""
    for briefing, entries in bibliographies(sources_of(editions, briefing_id)):
        yield urls.sources_file(briefing, "json"), csl_json(entries)
        yield urls.sources_file(briefing, "bib"), bibtex(entries)
        yield urls.sources_file(briefing, "ris"), ris(entries)


def json_of(
    settings: Settings, kind: urls.DataKind, found: Mapping[str, bytes]
) -> tuple[Mapping[str, bytes], Mapping[str, tuple[int, int]]]:
    """Return the files of a kind of rows by path, the rows first, from those of each record; and where in it these stand."""
    site = site_row(settings)
    file, places = json_file(site, kind, found)
    return {urls.data_file(kind): file, **dict([schema_file(site, kind)])}, places


def database_of(
    settings: Settings, records: Sequence[str], lines: dict[str, Lines], former: Database | None, file: Path
) -> Database:
    """Write the database into an empty file; see `sqlite.database`."""
    return database(site_row(settings), records, lines, former, file)
