"""CSL-JSON, the input of Citation Style Language processors (schema 1.0.2, csl-data.json).

A processor reads a few tags in a title, such as `<i>`, as emphasis; the format has no way to escape them, and a title is never
changed here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from briefings.export.bibliography import Entry
from briefings.model.edtf import Date, Moment


def csl_json(entries: Iterable[Entry]) -> bytes:
    """Return the entries as CSL-JSON."""
    items = [{name: value for name, value in _item(entry).items() if value} for entry in entries]
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.key,
        "type": "article-newspaper" if entry.container else "webpage",
        "title": entry.title,
        "container-title": entry.container,
        "author": [{"literal": name} for name in entry.authors],
        "issued": _date(entry.date) if entry.date else None,
        "language": entry.language,
        "URL": entry.url,
        "archive_location": entry.archived_url,
        "note": ". ".join(entry.notes),
    }


def _date(date: Date) -> dict[str, Any]:
    """Return a date as parts; one that parts cannot say, such as an open range, as the EDTF text."""
    moments = [date.start, date.end] if date.is_interval else [date.start]
    known = [moment for moment in moments if moment is not None]
    if len(known) < len(moments) or any(moment.span > 1 for moment in known) or _mixes_seasons(known):
        return {"literal": date.text}
    found: dict[str, Any] = {"date-parts": [_parts(moment) for moment in known]}
    if known[0].month is not None and known[0].month > 12:
        found["season"] = known[0].month - 20
    if any(moment.uncertain or moment.approximate for moment in known):
        found["circa"] = True
    return found


def _mixes_seasons(moments: list[Moment]) -> bool:
    """Tell whether a range has a season at one end: a date has one season for all of it."""
    return len(moments) > 1 and any((moment.month or 0) > 12 for moment in moments)


def _parts(moment: Moment) -> list[int]:
    parts = (moment.year, moment.month if (moment.month or 0) <= 12 else None, moment.day)
    return [part for part in parts if part is not None]
