"""The JSON files and their JSON Schemas (draft 2020-12), one of each a kind of row."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import Any

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


def json_lines(tables: rows.Tables, kind: urls.DataKind) -> list[str]:
    """Return the lines of rows in a kind's JSON file."""
    return [_dumped(_plain(row)) for row in getattr(tables, kind)]


def schema_file(site: rows.Site, kind: urls.DataKind) -> tuple[str, bytes]:
    """Return the path and the content of the JSON Schema of a kind's file."""
    return urls.data_schema(kind), _schema_file(site, kind, ROWS[kind])


def json_file(site: rows.Site, kind: urls.DataKind, lines: Iterable[str]) -> tuple[str, bytes]:
    """Return the path and the content of a kind's JSON file, with a line for each row: line-based tools tell what changed."""
    head = {
        "$schema": urls.absolute(site.url, urls.data_schema(kind)),
        "format": rows.VERSION,
        "site": site.url,
        "name": site.name,
        "locales": site.locales,
        "desk_locale": site.desk_locale,
        "terms": rows.TERMS,
    }
    all_lines = ",\n".join(lines)
    return urls.data_file(kind), f'{_dumped(head)[:-1]},\n"{kind}": [\n{all_lines}\n]}}\n'.encode()


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:
    """Return a row as JSON has it; `dataclasses.asdict` copies whatever it meets and takes several times as long."""
    if isinstance(value, rows.Row):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


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
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _row_schema(shape: type[rows.Row]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the schema of a row and the definitions that it refers to."""
    schema = TypeAdapter(shape).json_schema(mode="serialization")
    return {key: value for key, value in schema.items() if key != "$defs"}, schema.get("$defs", {})
