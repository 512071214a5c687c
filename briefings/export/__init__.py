"""Export: the content and what was worked out from it, for those who take it further.

Everything that is published becomes plain rows (`rows`, `tables`), and these become files: JSON with its JSON Schema, one
SQLite database, and each briefing's sources as CSL-JSON, BibTeX and RIS. What is a draft is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from briefings import urls
from briefings.export import rows
from briefings.export.bibliography import bibliographies
from briefings.export.bibtex import bibtex
from briefings.export.csl import csl_json
from briefings.export.json_files import ROWS, json_file, schema_file
from briefings.export.ris import ris
from briefings.export.sqlite import database
from briefings.export.tables import TABLES, site_row
from briefings.localise import Edition
from briefings.trace import note_all, traced

__all__ = ["SETS", "Tables", "export"]

SETS = ("database", "sources", *ROWS)
"""Sets of data files that are made together: the database, the sources of briefings, and each kind of rows with its schema."""


class Tables:
    """The rows of a site, each kind of them made when it is asked for first."""

    def __init__(self, editions: Mapping[str, Edition]) -> None:
        """Take the editions of a site."""
        self._editions = editions
        self._made: dict[str, tuple[Any, frozenset[str]]] = {}

    @cached_property
    def site(self) -> rows.Site:
        """What the rows are of."""
        return site_row(self._editions)

    def __getattr__(self, kind: str) -> Any:
        if kind not in TABLES:
            raise AttributeError(kind)
        if kind not in self._made:
            self._made[kind] = traced(lambda: TABLES[kind](self._editions))
        made, names = self._made[kind]
        note_all(names)
        return made


def export(tables: rows.Tables, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one of `SETS`: each one's path and content."""
    if name == "database":
        yield urls.DATABASE, database(tables)
    elif name == "sources":
        for briefing, entries in bibliographies(tables):
            yield urls.sources_file(briefing, "json"), csl_json(entries)
            yield urls.sources_file(briefing, "bib"), bibtex(entries)
            yield urls.sources_file(briefing, "ris"), ris(entries)
    else:
        kind: urls.DataKind = next(kind for kind in ROWS if kind == name)
        yield json_file(tables, kind)
        yield schema_file(tables.site, kind)
