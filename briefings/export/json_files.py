"""The JSON files and their JSON Schemas (draft 2020-12), one of each a kind of row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import TypeAdapter

from briefings import urls
from briefings.export import rows

ROWS: Mapping[urls.DataKind, type[rows.Row]] = {
    "outlets": rows.Outlet,
    "entities": rows.Entity,
    "topics": rows.Topic,
    "measures": rows.Measure,
    "articles": rows.Article,
    "claims": rows.Claim,
    "figures": rows.Figure,
    "events": rows.Event,
    "briefings": rows.Briefing,
}


_BETWEEN = b",\n"
"""What stands between two rows: each has a line of its own, so that line-based tools tell what changed."""


def json_rows(tables: rows.Tables, kind: urls.DataKind) -> bytes:
    """Return rows as they stand in a kind's JSON file; nothing where there are none."""
    return _BETWEEN.join([orjson.dumps(row, default=dict) for row in getattr(tables, kind)])


def schema_file(site: rows.Site, kind: urls.DataKind) -> tuple[str, bytes]:
    """Return the path and the content of the JSON Schema of a kind's file."""
    return urls.data_schema(kind), _schema_file(site, kind, ROWS[kind])


def json_file(site: rows.Site, kind: urls.DataKind, found: Mapping[str, bytes]) -> tuple[bytes, Mapping[str, tuple[int, int]]]:
    """Return a kind's JSON file from the rows of each record, and where in it these stand: their first byte, and their end."""
    head = {
        "$schema": urls.absolute(site.url, urls.data_schema(kind)),
        "format": rows.VERSION,
        "site": site.url,
        "name": site.name,
        "locales": site.locales,
        "desk_locale": site.desk_locale,
        "terms": rows.TERMS,
    }
    begin = orjson.dumps(head)[:-1] + f',\n"{kind}": [\n'.encode()
    places = {}
    at = len(begin)
    for record, data in found.items():
        places[record] = (at, at + len(data))
        at += len(data) + len(_BETWEEN)
    return b"".join((begin, _BETWEEN.join(found.values()), b"\n]}\n")), places


def _schema_file(site: rows.Site, kind: urls.DataKind, shape: type[rows.Row]) -> bytes:
    row, definitions = _row_schema(shape)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": urls.absolute(site.url, urls.data_schema(kind)),
        "title": kind,
        "description": f"The {kind} of the site {site.url}",
        "type": "object",
        "properties": {
            "$schema": {"type": "string", "format": "uri"},
            "format": {"const": rows.VERSION, "description": "Version of the data format"},
            "site": {"type": "string", "format": "uri"},
            "name": {"type": "string"},
            "locales": {"type": "array", "items": {"type": "string"}, "description": "BCP 47 tags"},
            "desk_locale": {"type": "string", "description": "The locale that records are first written in"},
            "terms": {"type": "string", "description": "On which terms the file may be used"},
            kind: {"type": "array", "items": row},
        },
        "required": ["$schema", "format", "site", "name", "locales", "desk_locale", "terms", kind],
        "additionalProperties": False,
        "$defs": definitions,
    }
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _row_schema(shape: type[rows.Row]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the schema of a row and the definitions that it refers to."""
    schema = TypeAdapter(shape).json_schema(mode="serialization")
    return {key: value for key, value in schema.items() if key != "$defs"}, schema.get("$defs", {})
