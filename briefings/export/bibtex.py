"""BibTeX, in UTF-8, for BibTeX itself (`year`, `month`) and for biblatex, which reads EDTF (`date`).

Braces are counted by BibTeX wherever they stand, behind a backslash too, so that those of a text are written as commands. A
second pair of braces around a title or a name keeps its capitals and keeps it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefings.export.bibliography import Entry
from briefings.model.edtf import Date

_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    **{sign: f"\\{sign}" for sign in "$&#%_"},
}
_SPECIAL = re.compile("[" + re.escape("".join(_COMMANDS)) + "]")
_LIGATURE = re.compile(r"([-'<>,])(?=\1)")
"""Signs of which TeX makes another one where two stand together."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(entries: Iterable[Entry]) -> bytes:
    """Return the entries as BibTeX."""
    return "\n".join(_entry(entry) for entry in entries).encode("utf-8")


def escaped(text: str) -> str:
    """Return a text as TeX shows it letter by letter."""
    found = _SPECIAL.sub(lambda sign: _COMMANDS[sign[0]], " ".join(text.splitlines()))
    return _LIGATURE.sub(r"\1{}", found)


def _entry(entry: Entry) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(entry))
    return f"@{'article' if entry.container else 'misc'}{{{entry.key},\n{fields}}}\n"


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.authors:
        yield "author", "{" + " and ".join(_whole(name) for name in entry.authors) + "}"
    yield "title", "{" + _whole(entry.title) + "}"
    if entry.container:
        yield "journal", "{" + _whole(entry.container) + "}"
    if entry.date:
        yield from _dates(entry.date)
    yield "language", f"{{{entry.language}}}"
    if entry.url:
        yield "url", f"{{{entry.url}}}"  # verbatim; an address here has no braces and no backslash
    yield "note", "{" + escaped(". ".join(entry.notes)) + "}"


def _whole(text: str) -> str:
    found = escaped(text)
    # Behind a brace, BibTeX takes a command for an accent, and changes the case of what follows.
    return "{{}" + found + "}" if found.startswith("\\") else "{" + found + "}"


def _dates(date: Date) -> Iterator[tuple[str, str]]:
    yield "date", f"{{{date.text}}}"
    start = date.start
    if start is None or date.is_interval or start.span > 1:
        return
    yield "year", f"{{{start.year:04}}}"
    if start.month is not None and start.month <= 12:
        yield "month", _MONTHS[start.month - 1]
