"""Mini-sites for tests: copied, changed by an overlay, checked, built and looked at.

`tests/sites/<name>/` is a complete site but for its templates, which are the project's. An overlay changes a copy of one of
them: it maps the path of a file to what is to stand there.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import hypothesis
import yaml

from briefings.model.records import Record
from briefings.publish.ownership import MARKER
from briefings.read.shape import shape
from briefings.settings import Settings

# The same examples on every run, and no limit on the time that one takes.
hypothesis.settings.register_profile("the same every time", derandomize=True, deadline=None)
hypothesis.settings.load_profile("the same every time")

PROJECT = Path(__file__).resolve().parents[1]
SITES = PROJECT / "tests" / "sites"
ARCHIVE = SITES / "archive"
"""The archived texts of the mini-sites: invented, so that they may be part of the project."""
TODAY = datetime.date(2024, 6, 1)
"""The day on which the stages of a mini-site are tested, so that no test depends on the day it runs."""

Model = TypeVar("Model", bound=Record)
Tree = Mapping[str, bytes | None]
"""The files of a folder by path; None for a folder."""


class CaseLoader(yaml.SafeLoader):
    """Reads a file of test cases: text stays text but for null, true and false; no date or number is made of anything."""


CaseLoader.yaml_implicit_resolvers = {}
CaseLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"null\Z"), ["n"])
CaseLoader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"<<\Z"), ["<"])
CaseLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), ["t", "f"])


def cases(file: Path) -> Any:
    """Return what a file of test cases holds."""
    return yaml.load(file.read_text("utf-8"), Loader=CaseLoader)


# Sites


def copy_site(name: str, folder: Path) -> Path:
    """Copy a mini-site into a new folder, with the project's templates, and return it."""
    shutil.copytree(SITES / name, folder)
    shutil.copytree(PROJECT / "templates", folder / "templates")
    return folder


def overlay(site: Path, files: Mapping[str, Any]) -> None:
    """Change a site: a text or null (delete) for a path, or a mapping that says what else is to stand there."""
    for path, what in files.items():
        place = site / path
        if isinstance(what, Mapping) and "replace" in what:
            _replace(place, what["replace"])
            continue
        _clear(place)
        if what is None:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(what, str):
            place.write_bytes(what.encode("utf-8"))
        else:
            _special(place, what)


def _clear(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _replace(place: Path, words: Mapping[str, str]) -> None:
    """Put one text in the place of another that stands in a file exactly once."""
    text = place.read_text("utf-8")
    for old, new in words.items():
        assert text.count(old) == 1, f"{place.name} has {old!r} {text.count(old)} times"
        text = text.replace(old, new)
    place.write_bytes(text.encode("utf-8"))


def _special(place: Path, what: Mapping[str, Any]) -> None:
    """Make what a plain text cannot say: a text with one word replaced, bytes (base64), a text many times over, and no file."""
    if "bytes" in what:
        place.write_bytes(base64.b64decode(what["bytes"]))
    elif "repeat" in what:
        text = what.get("before", "") + what["repeat"] * int(what["times"]) + what.get("after", "")
        place.write_bytes(text.encode("utf-8"))
    elif "link" in what:
        place.symlink_to(what["link"])
    elif "fifo" in what:
        os.mkfifo(place)
    else:
        assert what == {"folder": True}, what
        place.mkdir()


def settings(site: Path, **changes: Any) -> Settings:
    """Return the settings of a copied mini-site, as its `mkdocs.yml` makes them, but for the day that is today."""
    options = yaml.safe_load((site / "mkdocs.yml").read_text("utf-8"))
    own = options["plugins"][0]["briefings"]
    found = Settings(
        root=site.resolve(),
        content=site.resolve() / "content",
        templates=site.resolve() / "templates",
        locales=tuple(own["locales"]),
        desk_locale=own.get("desk_locale", own["locales"][0]),
        formats={locale: own.get("formats", {}).get(locale, locale) for locale in own["locales"]},
        site_name=options["site_name"],
        site_url=options["site_url"],
        today=TODAY,
    )
    return dataclasses.replace(found, **changes)


# Commands


def command(*arguments: str) -> list[str]:
    """Return a command line for one of the environment's own commands, such as `mkdocs`."""
    program = Path(sys.executable).parent / arguments[0]
    assert program.exists(), f"there is no {program.name} beside Python; make test installs it"
    return [str(program), *arguments[1:]]


def run(site: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a site's folder and return how it ended and what it said."""
    return subprocess.run(
        command(*arguments),
        cwd=site,
        env={**os.environ, "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def built(site: Path, *arguments: str, **environment: str) -> Path:
    """Build a site that is without fault and return the folder it is in."""
    ended = run(site, *(arguments or ("mkdocs", "build", "--strict")), **environment)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return site / "site"


def record(model: type[Model], **data: object) -> Model:
    """Return plain data as a record of a model."""
    shaped = shape(model, "a.yaml", data)
    assert shaped.diagnostics == ()
    return shaped.record


def tree(folder: Path) -> Tree:
    """Return every file and folder below a folder; a link is followed by nobody and counts as its target's name.

    What builds leave for the next one is not looked at, nor is the list of its files that a site has.
    """
    paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.name != MARKER)
    return {path.as_posix(): _content(folder / path) for path in paths if not _is_for_next(folder, path.parts[0])}


def names(folder: Path) -> list[str]:
    """Return the names in a folder, in order, without what builds leave for the next one."""
    return sorted(path.name for path in folder.iterdir() if not _is_for_next(folder, path.name))


def _is_for_next(folder: Path, name: str) -> bool:
    """Tell whether builds leave this for the next one: cache, marker, and, alone in its folder, the site before the last."""
    return name in (".briefings", MARKER) or (
        name == ".site.next" and [path.name for path in (folder / name).iterdir()] == ["previous"]
    )


def _content(path: Path) -> bytes | None:
    if path.is_symlink():
        return b"-> " + os.fsencode(path.readlink())
    return path.read_bytes() if path.is_file() else None


def pages(site: Path) -> list[str]:
    """Return the pages of a published site as addresses, in order."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(page.removesuffix("index.html") for page in found)
