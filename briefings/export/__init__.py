"""Export: the content and what was worked out from it, for those who take it further.

Everything that is published becomes plain rows (`rows`, `tables`), and these become files: JSON with its JSON Schema, one
SQLite database, and each briefing's sources as CSL-JSON, BibTeX and RIS. What is a draft is left out.

A record becomes a `Part` by itself, and files are put together from parts: so a change of one record makes one part anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefings import urls
from briefings.export.bibliography import bibliographies
from briefings.export.bibtex import bibtex
from briefings.export.csl import csl_json
from briefings.export.json_files import ROWS, json_file, json_lines, schema_file
from briefings.export.ris import ris
from briefings.export.sqlite import Lines, database, table_lines
from briefings.export.tables import Editions, rows_of, site_row, sources_of
from briefings.settings import Settings

__all__ = ["DATABASE", "SETS", "Part", "data_files", "part", "sources"]

DATABASE = "database"
SETS = (*ROWS, DATABASE)
"""What parts become files of: each kind of rows with its schema, and the database."""


@dataclass(frozen=True)
class Part:
    """What one record becomes in the data files; plain data alone, so that it can be kept."""

    json: Mapping[urls.DataKind, list[str]]
    """Lines of the JSON files, by kind."""
    lines: Lines
    """Lines of the database."""


def part(editions: Editions, kind: urls.Kind, record_id: str) -> Part:
    """Return what a record becomes."""
    found = rows_of(editions, kind, record_id)
    return Part({name: lines for name in ROWS if (lines := json_lines(found, name))}, table_lines(found))


def sources(editions: Editions, briefing_id: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file with a briefing's sources; none for a draft."""
    for briefing, entries in bibliographies(sources_of(editions, briefing_id)):
        yield urls.sources_file(briefing, "json"), csl_json(entries)
        yield urls.sources_file(briefing, "bib"), bibtex(entries)
        yield urls.sources_file(briefing, "ris"), ris(entries)


def data_files(settings: Settings, name: str, parts: Sequence[Part]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one of `SETS` from the parts of all records, in their order: each one's path and content."""
    site = site_row(settings)
    if name == DATABASE:
        yield urls.DATABASE, database(site, [found.lines for found in parts])
        return
    kind: urls.DataKind = next(kind for kind in ROWS if kind == name)
    yield json_file(site, kind, (line for found in parts for line in found.json.get(kind, ())))
    yield schema_file(site, kind)
