"""Export: the content and what was worked out from it, for those who take it further.

Everything that is published becomes plain rows (`rows`, `from_content`), and these become files: JSON with its JSON Schema, one
SQLite database, and each briefing's sources as CSL-JSON, BibTeX and RIS. What is a draft is left out.

A record becomes an `ExportPart` by itself, and files are put together from parts: a change of one record
makes one part anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefings import urls
from briefings.export.from_content import Editions, rows_of
from briefings.export.json_files import json_rows
from briefings.export.sqlite.database import Lines, table_lines


@dataclass(frozen=True)
class ExportPart:
    """What one record becomes in the data files; plain data alone, so that it can be kept."""

    json: Mapping[str, bytes]
    """Rows of the JSON files, by kind."""
    lines: Lines
    """Lines of the database."""


def export_part(editions: Editions, kind: urls.Kind, record_id: str) -> ExportPart:
    """Return what a record becomes; nothing for a draft."""
    rows = list(rows_of(editions, kind, record_id))
    return ExportPart(json_rows(rows), table_lines(rows))
