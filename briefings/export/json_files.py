"""The JSON files and their JSON Schemas (draft 2020-12), one of each a kind of row."""

from collections.abc import Iterable, Mapping

import orjson
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from briefings import urls
from briefings.export.fields import Row, published_name
from briefings.export.rows import ROWS, TERMS, VERSION
from briefings.settings import Settings

_BETWEEN = b",\n"
"""What stands between two rows: each has a line of its own, so that line-based tools tell what changed."""
_KINDS = {row_type: kind for kind, row_type in ROWS.items()}


def json_rows(rows: Iterable[Row]) -> dict[str, bytes]:
    """Return rows as they stand in the JSON files, by kind."""
    by_kind: dict[str, list[bytes]] = {}
    for row in rows:
        by_kind.setdefault(_KINDS[type(row)], []).append(orjson.dumps(row, default=dict))
    return {kind: _BETWEEN.join(lines) for kind, lines in by_kind.items()}


def json_files(
    settings: Settings, kind: urls.DataKind, rows: Mapping[str, bytes]
) -> tuple[Mapping[str, bytes], Mapping[str, tuple[int, int]]]:
    """Return the files of a kind by path, first that with the rows of each record; and where in it these begin and end."""
    head = {
        "$schema": urls.absolute(settings.site_url, urls.data_schema(kind)),
        "format": VERSION,
        "site": settings.site_url,
        "name": settings.site_name,
        "locales": settings.locales,
        "desk_locale": settings.desk_locale,
        "terms": TERMS,
    }
    begin = orjson.dumps(head)[:-1] + f',\n"{kind}": [\n'.encode()
    places = {}
    start = len(begin)
    for record, data in rows.items():
        places[record] = (start, start + len(data))
        start += len(data) + len(_BETWEEN)
    file = b"".join((begin, _BETWEEN.join(rows.values()), b"\n]}\n"))
    return {urls.data_file(kind): file, urls.data_schema(kind): _schema(settings.site_url, kind)}, places


def _schema(site_url: str, kind: urls.DataKind) -> bytes:
    row = TypeAdapter(ROWS[kind]).json_schema(mode="serialization", schema_generator=_SchemaGenerator)
    definitions = row.pop("$defs", {})
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": urls.absolute(site_url, urls.data_schema(kind)),
        "title": kind,
        "description": f"The {kind} of the site {site_url}",
        "type": "object",
        "properties": {
            "$schema": {"type": "string", "format": "uri"},
            "format": {"const": VERSION, "description": "Version of the data format"},
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


class _SchemaGenerator(GenerateJsonSchema):
    """Names the definitions of a schema as the data files do."""

    def normalize_name(self, name: str) -> str:
        return published_name(super().normalize_name(name))
