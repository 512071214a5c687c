"""Export: the content and what was worked out from it, for those who take it further.

Everything that is published becomes plain rows (`rows`, `from_content`), and these become files: JSON with its JSON Schema, one
SQLite database, and each briefing's sources as CSL-JSON, BibTeX and RIS. What is a draft is left out.
"""

from collections.abc import Mapping
from typing import NamedTuple

from briefings import urls
from briefings.export.from_content import Editions, rows_of
from briefings.export.json_files import json_rows
from briefings.export.sqlite.database import Lines, table_lines


class ExportPart(NamedTuple):
    """What one record becomes in the data files, which are put together from parts: a change of a record makes one anew."""

    json: Mapping[str, bytes]
    """Rows of the JSON files, by kind."""
    lines: Lines
    """Lines of the database."""


def export_part(editions: Editions, kind: urls.Kind, record_id: str) -> ExportPart:
    """Return what a record becomes; nothing for a draft."""
    found = list(rows_of(editions, kind, record_id))
    return ExportPart(json_rows(found), table_lines(found))
