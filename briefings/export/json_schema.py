"""The JSON Schemas (draft 2020-12) of the JSON files, from the types of their rows."""

from typing import Any

import orjson
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from briefings import urls
from briefings.export.fields import published_name
from briefings.export.rows import ROWS, VERSION


class _SchemaGenerator(GenerateJsonSchema):
    """Names the definitions of a schema as the data files do."""

    def normalize_name(self, name: str) -> str:
        return published_name(super().normalize_name(name))

    def decimal_schema(self, schema: Any) -> JsonSchemaValue:
        """Describe a number as `json_files` writes it."""
        return {"type": "number"}


def json_schema(site_url: str, kind: urls.DataKind) -> bytes:
    """Return the schema of a JSON file, as JSON."""
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
