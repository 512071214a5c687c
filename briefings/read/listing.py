"""The files of a content folder, and the record and locale that each belongs to, by its path alone."""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from briefings.diagnostics import Diagnostic, Location, did_you_mean, shown
from briefings.model.fields import ID
from briefings.publish import is_inside
from briefings.read.meant import id_hint
from briefings.read.passage_record import NAME as RECORD
from briefings.settings import Settings

FACTS = {"articles": "article.yaml", "briefings": "briefing.yaml"}
"""Kinds with a folder for each record, and the name of the file with its facts."""
SIMPLE = {"outlets": "Outlet", "entities": "Entity", "topics": "Topic", "measures": "Measure"}
"""Kinds with one file for each record, and the name of its model."""
PAGES = "pages"
_IGNORED = re.compile(r"\.gitkeep|\.DS_Store|Thumbs\.db|\..*\.sw[a-z]|\.#.*|#.*#|.*~|4913")
"""Names of files that file managers and text editors leave behind."""
_WRONG_CODES = {"no": "nb", "dk": "da", "se": "sv", "uk": "en", "gb": "en", "at": "de"}
"""Codes that are often written for a language and are not its BCP 47 tag, or not the one that a site uses."""
_RESERVED = ("index", *FACTS, *SIMPLE, "timeline", "gaps", "archive", "search")
"""Names of plain pages whose addresses are those of other pages."""


@dataclass
class Listing:
    """The files of a content folder; paths are relative to the project's folder."""

    folders: dict[str, dict[str, list[str]]] = field(default_factory=lambda: {kind: {} for kind in FACTS})
    """Files of each record with a folder of its own, by kind and id."""
    simple: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in SIMPLE})
    """File of each record in one file, by kind and id."""
    pages: list[str] = field(default_factory=list)
    record: str | None = None
    """The record of what was found in archived texts."""


class _Entry(NamedTuple):
    name: str
    file: str
    is_folder: bool


def list_files(settings: Settings) -> tuple[Listing, list[Diagnostic]]:
    """Return the files of the content folder in the order of their names, and what does not belong there."""
    walk = _Walk(settings)
    return walk.content(), walk.diagnostics


def diagnose_locale(location: Location, locale: str, locales: tuple[str, ...]) -> Diagnostic | None:
    """Return what is wrong with a locale that an editor wrote, None where the site is published in it."""
    if locale in locales:
        return None
    meant = _WRONG_CODES.get(locale.lower(), "")
    hint = f"Did you mean '{meant}'?" if meant in locales else did_you_mean(locale, locales)
    message = f"'{shown(locale)}' is not a locale of this site; expected one of {', '.join(locales)}"
    return Diagnostic("L001", location, message, hint)


class _Walk:
    """One walk over the content folder."""

    def __init__(self, settings: Settings) -> None:
        self._root = settings.root
        self._top = settings.content_path
        self._locales = settings.locales
        self.diagnostics: list[Diagnostic] = []

    def content(self) -> Listing:
        """Return the files of the folder."""
        listing = Listing()
        if (self._root / self._top).is_symlink():
            self._report_link(self._top)
            return listing
        for entry in self._entries(self._top):
            if entry.name in FACTS and entry.is_folder:
                listing.folders[entry.name] = dict(self._record_folders(entry))
            elif entry.name in SIMPLE and entry.is_folder:
                expected = f"expected a file with the ending .yaml for each of the {entry.name}"
                listing.simple[entry.name] = dict(self._records(entry, ".yaml", expected))
            elif entry.name == PAGES and entry.is_folder:
                listing.pages = list(self._plain_pages(entry))
            elif entry.name == RECORD and not entry.is_folder:
                listing.record = entry.file
            else:
                folders = [*FACTS, *SIMPLE, PAGES]
                names = folders if entry.is_folder else [*folders, RECORD]
                self._report_stray(entry, f"expected one of the folders {', '.join(folders)}", names)
        return listing

    def _record_folders(self, top: _Entry) -> Iterator[tuple[str, list[str]]]:
        facts = FACTS[top.name]
        for entry in self._entries(top.file):
            if not entry.is_folder:
                self._report_stray(entry, f"expected a folder for each of the {top.name}, with the file {facts} in it")
            elif self._is_id(entry, entry.name):
                if files := list(self._record_files(entry, facts)):
                    yield entry.name, files
                elif not any((self._root / entry.file).iterdir()):
                    expected = f"expected {facts} and a file for each locale, such as {self._locales[0]}.yaml"
                    self._report("F006", entry.file, f"is an empty folder; {expected}")
                else:
                    yield entry.name, []

    def _record_files(self, folder: _Entry, facts: str) -> Iterator[str]:
        for entry in self._entries(folder.file):
            stem, ending = os.path.splitext(entry.name)
            if entry.is_folder or (ending != ".yaml" and entry.name != facts):
                expected = f"expected {facts} and a file for each locale, such as {self._locales[0]}.yaml"
                self._report_stray(entry, expected, hint=_yaml_hint(ending))
            elif entry.name == facts or stem in self._locales:
                yield entry.file
            else:
                self._report_text(entry, stem, facts)

    def _report_text(self, entry: _Entry, stem: str, facts: str) -> None:
        looks_like_locale = len(stem.partition("-")[0]) in (2, 3) and stem.replace("-", "").isalnum()
        diagnostic = diagnose_locale(Location(entry.file), stem, self._locales)
        if looks_like_locale and diagnostic:
            self.diagnostics.append(diagnostic)
        else:
            names = [facts, *(f"{locale}.yaml" for locale in self._locales)]
            self._report_stray(entry, f"expected {facts} and a file for each locale", names)

    def _plain_pages(self, top: _Entry) -> Iterator[str]:
        for folder in self._entries(top.file):
            if not folder.is_folder:
                self._report_stray(folder, "expected a folder for each locale")
            elif diagnostic := diagnose_locale(Location(folder.file), folder.name, self._locales):
                self.diagnostics.append(diagnostic)
            else:
                yield from (file for _, file in self._records(folder, ".md", "expected pages with the ending .md", _RESERVED))

    def _records(self, folder: _Entry, ending: str, expected: str, reserved: Collection[str] = ()) -> Iterator[tuple[str, str]]:
        """Yield the id and path of each file with an ending; `expected` is said of everything else."""
        for entry in self._entries(folder.file):
            stem, found = os.path.splitext(entry.name)
            if entry.is_folder or found != ending:
                self._report_stray(entry, expected, hint=_yaml_hint(found) if ending == ".yaml" else "")
            elif self._is_id(entry, stem, reserved):
                yield stem, entry.file

    def _entries(self, folder: str) -> Iterator[_Entry]:
        """Yield the files and folders in a folder by name; links and devices become diagnostics and are never followed."""
        try:
            with os.scandir(self._root / folder) as scan:
                entries = sorted(scan, key=lambda entry: os.path.splitext(entry.name))
        except OSError as error:
            self._report("F008", folder, f"cannot be read: {error.strerror}")
            return
        for entry in entries:
            file = f"{folder}/{shown(entry.name, 120)}"
            if _IGNORED.fullmatch(entry.name):
                continue
            if not is_unicode(entry.name):
                self._report("F011", file, "has a name that is not UTF-8", "Rename it with the characters of an id.")
            elif entry.is_symlink():
                self._report_link(file)
            elif entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False):
                yield _Entry(entry.name, file, entry.is_dir(follow_symlinks=False))
            else:
                self._report("F003", file, "is neither a file nor a folder")

    def _is_id(self, entry: _Entry, name: str, reserved: Collection[str] = ()) -> bool:
        if not ID.fullmatch(name) or len(name) > 100:
            expected = "expected lower-case letters, digits and single hyphens"
            hint = id_hint(name).replace("Write ", "Rename it ")
            self._report("F007", entry.file, f"'{shown(name)}' is no id; {expected}", hint)
        elif not is_inside(name):
            device = "is the name of a device of Windows, where no file can have it"
            self._report("F007", entry.file, f"'{name}' {device}; choose another name")
        elif name in reserved:
            owner = "the front page" if name == "index" else "the site's own pages"
            self._report("F007", entry.file, f"'{name}' is an address of {owner}; choose another name")
        else:
            return True
        return False

    def _report_stray(self, entry: _Entry, expected: str, names: Collection[str] = (), hint: str = "") -> None:
        message = f"a {'folder' if entry.is_folder else 'file'} that does not belong here; {expected}"
        self._report("F003", entry.file, message, hint or did_you_mean(entry.name, names))

    def _report_link(self, file: str) -> None:
        message = "is a symbolic link; content is read from files alone"
        self._report("F002", file, message, "Put a copy of the file in its place.")

    def _report(self, code: str, file: str, message: str, hint: str = "") -> None:
        self.diagnostics.append(Diagnostic(code, Location(file), message, hint))


def is_unicode(name: str) -> bool:
    """Return whether the bytes of a file's name are UTF-8; Python has surrogates for those that are not."""
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)


def _yaml_hint(ending: str) -> str:
    return "Did you mean the ending .yaml?" if ending in (".yml", ".YAML", ".txt") else ""
