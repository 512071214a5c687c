"""The rows of the data files: one frozen type a kind, of nothing but text, numbers, lists and mappings.

A field is declared here and nowhere else: its name, type, description and place. The JSON files have these very fields, their
JSON Schemas are made from these types (`json_files`), and so are the tables of the SQLite database (`sqlite.tables`); what the
database calls otherwise is annotated at the field (`Sql`). None (null) stands for what is not known or not given.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefings import urls
from briefings.export.rows.articles import ArticleRow, ClaimRow, EventRow, FigureRow
from briefings.export.rows.briefings import BriefingRow, EntityRow, MeasureRow, OutletRow, TopicRow
from briefings.export.rows.fields import Row

VERSION = "1.0"
"""Version of the data format: the second number rises when something is added, the first when something changes or goes."""

TERMS = (
    "Summaries, statements and translations are the site's own; the pages of the site say on which terms they may be used. "
    "Titles, quotes and passages belong to those who published the articles."
)

ROWS: Mapping[urls.DataKind, type[Row]] = {
    "outlets": OutletRow,
    "entities": EntityRow,
    "topics": TopicRow,
    "measures": MeasureRow,
    "articles": ArticleRow,
    "claims": ClaimRow,
    "figures": FigureRow,
    "events": EventRow,
    "briefings": BriefingRow,
}
"""In an order in which each refers to those before it, or to itself."""
