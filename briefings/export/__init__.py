"""Export: the content and what was worked out from it, for those who take it further.

Everything that is published becomes plain rows (`rows`, `tables`), and these become files: JSON with its JSON Schema, one
SQLite database, and each briefing's sources as CSL-JSON, BibTeX and RIS. What is a draft is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefings import urls
from briefings.export.bibliography import bibliographies
from briefings.export.bibtex import bibtex
from briefings.export.csl import csl_json
from briefings.export.json_files import json_files
from briefings.export.ris import ris
from briefings.export.sqlite import database
from briefings.export.tables import tables
from briefings.localise import Edition

__all__ = ["export"]


def export(editions: Mapping[str, Edition]) -> Iterator[tuple[str, bytes]]:
    """Yield the data files of a site from its editions: each one's path and content."""
    made = tables(editions)
    yield from json_files(made)
    yield urls.DATABASE, database(made)
    for briefing, entries in bibliographies(made):
        yield urls.sources_file(briefing, "json"), csl_json(entries)
        yield urls.sources_file(briefing, "bib"), bibtex(entries)
        yield urls.sources_file(briefing, "ris"), ris(entries)
