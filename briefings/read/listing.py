"""Which files there are, and which record and locale each belongs to, by its place alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from briefings.model.records import ID
from briefings.problems import Finding, Spot, did_you_mean, shown
from briefings.read.record import NAME as RECORD
from briefings.settings import Settings

FACTS = {"articles": "article.yaml", "briefings": "briefing.yaml"}
"""Kinds with a folder for each record, and the name of the file with its facts."""
SMALL = ("outlets", "entities", "topics", "measures")
"""Kinds with one file for each record."""
PAGES = "pages"
_PASSED_OVER = re.compile(r"\.gitkeep|\.DS_Store|Thumbs\.db|\..*\.sw[a-z]|\.#.*|#.*#|.*~|4913")
"""What file managers and editors leave behind while they are at work."""
_USUAL_CODES = {"no": "nb", "dk": "da", "se": "sv", "uk": "en", "gb": "en", "at": "de"}
"""What is written for a language and is not its code, or not the one that a site uses."""


@dataclass
class Listing:
    """The files of a content folder; paths are relative to the project's folder."""

    folders: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """Files of each record with a folder of its own, by kind and id."""
    small: dict[str, dict[str, str]] = field(default_factory=dict)
    """File of each record in one file, by kind and id."""
    pages: list[str] = field(default_factory=list)
    """Plain pages."""
    record: str | None = None
    """The record of what was found in archived texts."""


class _Entry(NamedTuple):
    name: str
    file: str
    is_folder: bool


def list_files(settings: Settings) -> tuple[Listing, list[Finding]]:
    """Return the files of the content folder in the order of their names, and what does not belong there."""
    listing = Listing()
    findings: list[Finding] = []
    top = settings.content.relative_to(settings.root).as_posix()
    if settings.content.is_symlink():
        return listing, [_link(top)]
    for entry in _entries(settings.root, top, findings):
        if entry.name in FACTS and entry.is_folder:
            listing.folders[entry.name] = dict(_record_folders(settings, entry, findings))
        elif entry.name in SMALL and entry.is_folder:
            listing.small[entry.name] = dict(_small_records(settings, entry, findings))
        elif entry.name == PAGES and entry.is_folder:
            listing.pages = list(_plain_pages(settings, entry, findings))
        elif entry.name == RECORD and not entry.is_folder:
            listing.record = entry.file
        else:
            folders = [*FACTS, *SMALL, PAGES]
            names = folders if entry.is_folder else [*folders, RECORD]
            findings.append(_stray(entry, f"expected one of the folders {', '.join(folders)}", names))
    return listing, findings


def locale_fault(spot: Spot, locale: str, locales: tuple[str, ...]) -> Finding | None:
    """Return what is wrong with a locale that an editor wrote, None where the site is published in it."""
    if locale in locales:
        return None
    meant = _USUAL_CODES.get(locale.lower(), "")
    hint = f"Did you mean '{meant}'?" if meant in locales else did_you_mean(locale, locales)
    return Finding("L001", spot, f"'{shown(locale)}' is not a locale of this site; expected one of {', '.join(locales)}", hint)


def _record_folders(settings: Settings, top: _Entry, findings: list[Finding]) -> Iterator[tuple[str, list[str]]]:
    facts = FACTS[top.name]
    for entry in _entries(settings.root, top.file, findings):
        if not entry.is_folder:
            findings.append(_stray(entry, f"expected a folder for each of the {top.name}, with the file {facts} in it"))
        elif _is_id(entry, entry.name, findings):
            yield entry.name, list(_record_files(settings, entry, facts, findings))


def _record_files(settings: Settings, folder: _Entry, facts: str, findings: list[Finding]) -> Iterator[str]:
    for entry in _entries(settings.root, folder.file, findings):
        stem, ending = os.path.splitext(entry.name)
        if entry.is_folder or (ending != ".yaml" and entry.name != facts):
            hint = "Did you mean the ending .yaml?" if ending in (".yml", ".YAML", ".txt") else ""
            findings.append(
                _stray(entry, f"expected {facts} and a file for each locale, such as {settings.locales[0]}.yaml", hint=hint)
            )
        elif entry.name == facts or stem in settings.locales:
            yield entry.file
        else:
            findings.append(_not_a_locale(entry, stem, facts, settings.locales))


def _not_a_locale(entry: _Entry, stem: str, facts: str, locales: tuple[str, ...]) -> Finding:
    looks_like_locale = len(stem.partition("-")[0]) in (2, 3) and stem.replace("-", "").isalnum()
    fault = locale_fault(Spot(entry.file), stem, locales)
    if looks_like_locale and fault:
        return fault
    return _stray(entry, f"expected {facts} and a file for each locale", [facts, *(f"{locale}.yaml" for locale in locales)])


def _small_records(settings: Settings, top: _Entry, findings: list[Finding]) -> Iterator[tuple[str, str]]:
    for entry in _entries(settings.root, top.file, findings):
        stem, ending = os.path.splitext(entry.name)
        if entry.is_folder or ending != ".yaml":
            hint = "Did you mean the ending .yaml?" if ending in (".yml", ".YAML", ".txt") else ""
            findings.append(_stray(entry, f"expected a file with the ending .yaml for each of the {top.name}", hint=hint))
        elif _is_id(entry, stem, findings):
            yield stem, entry.file


def _plain_pages(settings: Settings, top: _Entry, findings: list[Finding]) -> Iterator[str]:
    for folder in _entries(settings.root, top.file, findings):
        if not folder.is_folder:
            findings.append(_stray(folder, "expected a folder for each locale"))
            continue
        if fault := locale_fault(Spot(folder.file), folder.name, settings.locales):
            findings.append(fault)
            continue
        for entry in _entries(settings.root, folder.file, findings):
            stem, ending = os.path.splitext(entry.name)
            if entry.is_folder or ending != ".md":
                findings.append(_stray(entry, "expected pages with the ending .md"))
            elif _is_id(entry, stem, findings) and _is_free(entry, stem, findings):
                yield entry.file


def _entries(root: Path, folder: str, findings: list[Finding]) -> Iterator[_Entry]:
    """Yield the files and folders in a folder by name; links and devices become findings and are never followed."""
    with os.scandir(root / folder) as scan:
        found = sorted(scan, key=lambda entry: os.path.splitext(entry.name))
    for entry in found:
        file = f"{folder}/{shown(entry.name, 120)}"
        if _PASSED_OVER.fullmatch(entry.name):
            continue
        if entry.is_symlink():
            findings.append(_link(file))
        elif entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False):
            yield _Entry(entry.name, file, entry.is_dir(follow_symlinks=False))
        else:
            findings.append(Finding("F003", Spot(file), "is neither a file nor a folder"))


def _link(file: str) -> Finding:
    return Finding(
        "F002",
        Spot(file),
        "is a symbolic link; content is read from files alone",
        "Put a copy of the file in its place.",
    )


def _stray(entry: _Entry, expected: str, names: list[str] | None = None, hint: str = "") -> Finding:
    what = "folder" if entry.is_folder else "file"
    return Finding(
        "F003",
        Spot(entry.file),
        f"a {what} that does not belong here; {expected}",
        hint or did_you_mean(entry.name, names or []),
    )


def _is_id(entry: _Entry, name: str, findings: list[Finding]) -> bool:
    if ID.fullmatch(name) and len(name) <= 100:
        return True
    findings.append(
        Finding(
            "F007",
            Spot(entry.file),
            f"'{shown(name)}' is no id; expected lower-case letters, digits and single hyphens",
        )
    )
    return False


_TAKEN: Mapping[str, str] = dict.fromkeys(
    ("briefings", "articles", "outlets", "entities", "topics", "measures", "timeline", "gaps", "archive", "search"),
    "the site's own pages",
)


def _is_free(entry: _Entry, name: str, findings: list[Finding]) -> bool:
    if name not in _TAKEN and name != "index":
        return True
    findings.append(
        Finding(
            "F007",
            Spot(entry.file),
            f"'{name}' is an address of {_TAKEN.get(name, 'the front page')}; choose another name",
        )
    )
    return False
