"""The JSON files, one a kind of row, each with its JSON Schema."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import orjson

from briefings import urls
from briefings.export.fields import Row, digits
from briefings.export.rows import ROWS, TERMS, VERSION
from briefings.settings import Settings

_BETWEEN = b",\n"
"""What stands between two rows: each has a line of its own, so that line-based tools tell what changed."""
_KINDS = {row_type: kind for kind, row_type in ROWS.items()}


def json_rows(rows: Iterable[Row]) -> dict[str, bytes]:
    """Return rows as they stand in the JSON files, by kind."""
    by_kind: dict[str, list[bytes]] = {}
    for row in rows:
        by_kind.setdefault(_KINDS[type(row)], []).append(orjson.dumps(row, default=_plain))
    return {kind: _BETWEEN.join(lines) for kind, lines in by_kind.items()}


def _plain(value: object) -> object:
    """Return what orjson does not know by itself: a number keeps all of its digits, as only its text does."""
    if isinstance(value, Decimal):
        return orjson.Fragment(digits(value))
    assert isinstance(value, Mapping)
    return dict(value)


def json_files(
    settings: Settings, kind: urls.DataKind, rows: Mapping[str, bytes]
) -> tuple[Mapping[str, bytes], Mapping[str, tuple[int, int]]]:
    """Return the files of a kind by path, first that with the rows of each record; and where in it these begin and end."""
    from briefings.export.json_schema import json_schema  # a build that has no new row does without pydantic

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
    return {urls.data_file(kind): file, urls.data_schema(kind): json_schema(settings.site_url, kind)}, places
