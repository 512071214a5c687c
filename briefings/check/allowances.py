"""What files allow is left out of the diagnostics, whatever rule they come from."""

from collections.abc import Collection, Iterable, Mapping

from briefings.diagnostics import CODES, Diagnostic, Location
from briefings.read.allowances import KEY, UNUSED
from briefings.read.listing import FACTS

NEED_ARCHIVE = ("E010", "E013")
"""Warnings that are looked for only where the archive is at hand."""


def silence(
    diagnostics: Iterable[Diagnostic], allowances: Mapping[str, Collection[str]], unseen: Collection[str] = ()
) -> list[Diagnostic]:
    """Return diagnostics without the warnings that are allowed, and with one for each allowance that silences nothing.

    `unseen` are codes that were not looked for, so that nobody knows whether an allowance of one silences something.

    `allowances` has the codes that each file allows: for itself, and for the whole record where it has the record's facts. An
    error stays; where a record has one, what its allowances would silence may not have been looked for.
    """
    left: list[Diagnostic] = []
    used: set[tuple[str, str]] = set()
    faulty: set[str] = set()
    for diagnostic in diagnostics:
        scopes = _scopes(diagnostic.location.file) if allowances else ()
        allowing = [file for file in scopes if diagnostic.code in allowances.get(file, ())]
        used.update((file, diagnostic.code) for file in allowing)
        if diagnostic.severity == "error":
            faulty.update(scopes)
        if diagnostic.severity == "error" or not allowing:
            left.append(diagnostic)
    for file, codes in allowances.items():
        if faulty.isdisjoint(_scopes(file)):
            left += (_unused(file, code) for code in codes if (file, code) not in used and code not in unseen)
    return left


def _unused(file: str, code: str) -> Diagnostic:
    message = f"allows {code}, of which there is none: {CODES[code].meaning}"
    return Diagnostic(UNUSED, Location(file, (KEY, code), on="key"), message, "Delete the line.")


def _scopes(file: str) -> tuple[str, ...]:
    """Return a file and where the facts of its record, or of the record whose folder it is, may stand."""
    folder = file.rpartition("/")[0]
    return (file, *(f"{place}/{facts}" for place in (folder, file) for facts in FACTS.values()))
