"""Nothing that happens to a build costs the site that is up: kills and faults at one system call after another."""

from __future__ import annotations

import compileall
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from briefings import mkdocs_plugin
from briefings.publish import Staging
from briefings.publish.ownership import MARKER
from briefings.publish.staging import PREVIOUS
from tests import faults, mini, publisher
from tests.amount import amount

pytestmark = [pytest.mark.slow, pytest.mark.tools]

Command = list[str]

FAULTS = {
    "ENOSPC": ("write", "pwrite64", "openat", "mkdir", "rename", "renameat2", "utimensat"),
    "EIO": (
        "read",
        "write",
        "pread64",
        "pwrite64",
        "newfstatat",
        "getdents64",
        "openat",
        "unlink",
        "unlinkat",
        "rmdir",
        "renameat2",
    ),
    "EMFILE": ("openat", "fcntl", "socket", "pipe2"),
}
"""What a system answers to which calls when a disk is full or broken, or no more files can be opened."""


# The publication alone


def publish(site: Path, word: str, way: str) -> Command:
    return [sys.executable, "-S", "-B", str(Path(publisher.__file__)), str(site), word, way]


def page_tree(word: str) -> mini.Tree:
    folders = {Path(page).parent.as_posix(): None for page in publisher.PAGES if "/" in page}
    return folders | {page: word.encode() for page in publisher.PAGES}


@pytest.mark.parametrize("way", ["exchange", "replace"])
def test_killed_at_any_call_of_the_publication_the_site_is_whole_and_the_next_build_needs_no_cleaning(
    tmp_path: Path, way: str
) -> None:
    site = tmp_path / "site"
    publish_old = partial(subprocess.run, publish(site, "old", way), check=True)
    for word in ("new", "old"):  # from the third publication on each makes the same calls: there are two sites to change places
        subprocess.run(publish(site, word, way), check=True)
    all_calls = faults.calls(publish(site, "old", way), tmp_path, tmp_path.parent / f"{way}.log")
    begin = next(number for number, call in enumerate(all_calls) if publisher.START in call.arguments)
    points = all_calls[begin + 1 :]
    # The one in which the site before it is put by for the next build comes after those.
    renames = [call for call in points if call.name.startswith("rename")]
    decisive = [call for call in renames if PREVIOUS not in call.arguments and MARKER not in call.arguments]
    assert len(decisive) == (1 if way == "exchange" else 2)
    seen = set()
    for call in amount_of(points, decisive):
        faults.killed(call, publish(site, "new", way), tmp_path, publish_old)
        if (
            way == "replace" and not site.exists()
        ):  # the one moment in which a site is not there, where two names cannot be exchanged
            assert call == decisive[1]
            Staging(site, lambda: None).close()
            assert mini.tree(site) == page_tree("old")
        found = mini.tree(site)
        assert found in (page_tree("old"), page_tree("new")), f"killed at {call}"
        seen.add(found["index.html"])
        publish_old()
        assert mini.tree(site) == page_tree("old")
        assert mini.names(tmp_path) == ["site"], f"killed at {call}"
    assert seen == {b"old", b"new"}, "kills before and after the decisive call"


def amount_of(points: list[faults.Call], decisive: list[faults.Call]) -> list[faults.Call]:
    """Return the points of a sweep, in order: all of them, or a few with those that matter most."""
    chosen = {*faults.spread(points, amount(7, len(points))), *decisive}
    return [call for call in points if call in chosen]


# Whole builds

FOR_NEXT = (".briefings", ".site.next")


class Desk:
    """A mini-site whose published site is an old one, and what a build makes of its content."""

    def __init__(self, folder: Path) -> None:
        # As installed: where the code is not compiled yet, a fault while Python reads its source is told in Python's own words.
        compileall.compile_dir(mini.PROJECT / "briefings", quiet=1)
        self.folder = mini.copy_site("one-article", folder)
        self.site = self.folder / "site"
        self.old = folder.parent / "old"
        mini.built(self.folder)
        shutil.copytree(mini.built(self.folder), self.old / "site")  # the second time, so that there is a site before it
        for name in FOR_NEXT:
            shutil.copytree(self.folder / name, self.old / name)
        new = {
            "templates/base.html": {"replace": {"</main>": "<!-- new --></main>"}},
            "mkdocs.yml": {"replace": {"site_name: One article": "site_name: One new article"}},  # in all data files
        }
        mini.overlay(self.folder, new)
        self.build()
        self.old_tree, self.new_tree = mini.tree(self.old / "site"), mini.tree(self.site)
        pages = [path for path in self.new_tree if path.endswith(".html")]
        assert all(self.old_tree[page] != self.new_tree[page] for page in pages), "every page says which build it is of"
        self.restore()

    def build(self) -> None:
        mkdocs_plugin.build_site(str(self.folder / "mkdocs.yml"))

    def restore(self) -> None:
        """Have the old site be the published one again, with what its build has left for the next."""
        for name in ("site", *FOR_NEXT):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            shutil.copytree(self.old / name, self.folder / name)

    def left(self) -> list[str]:
        """Return the names of what a build has left beside the site."""
        return [name for name in mini.names(self.folder) if name.startswith(".site")]

    def builds_without_cleaning(self) -> None:
        self.build()
        assert mini.tree(self.site) == self.new_tree
        assert self.left() == []


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk") / "project")


@pytest.fixture(scope="module")
def points(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[faults.Call]]:
    """Return the system calls of a build by a command, from where it has read its configuration."""
    known: dict[str, list[faults.Call]] = {}

    def of(program: str) -> list[faults.Call]:
        if program not in known:
            desk.restore()
            log = tmp_path_factory.mktemp("log") / program
            found = faults.calls(mini.command(program, "build"), desk.folder, log)
            # Until the configuration is read, MkDocs is alone with its faults.
            first = "mkdocs.yml" if program == "briefings" else ".site.next"
            known[program] = found[next(n for n, call in enumerate(found) if first in call.arguments) :]
        return known[program]

    return of


@pytest.mark.parametrize("program", ["briefings", "mkdocs", "properdocs"])
def test_killed_anywhere_in_a_build(desk: Desk, points: Callable[[str], list[faults.Call]], program: str) -> None:
    for call in faults.spread(points(program), amount(3, 70)):
        desk.restore()
        faults.killed(call, mini.command(program, "build"), desk.folder, desk.restore)
        assert mini.tree(desk.site) in (desk.old_tree, desk.new_tree), f"killed at {call}"
        desk.builds_without_cleaning()


@pytest.mark.parametrize("program", ["briefings", "mkdocs"])
@pytest.mark.parametrize("error", FAULTS)
def test_a_fault_of_the_system_anywhere_in_a_build(
    desk: Desk, points: Callable[[str], list[faults.Call]], program: str, error: str
) -> None:
    affected = [call for call in points(program) if call.name in FAULTS[error] and not is_said(call)]
    for call in faults.spread(affected, amount(2, 18)):
        desk.restore()
        ended = faults.failed(call, error, mini.command(program, "build"), desk.folder)
        said = ended.stdout + ended.stderr
        assert "Traceback" not in said, f"{error} at {call}: {said}"
        found = mini.tree(desk.site)
        if ended.returncode == 0:
            assert found == desk.new_tree, f"{error} at {call}: {said}"
        else:
            assert found == desk.old_tree, f"{error} at {call}: {said}"
            assert said.count("the published site is as it was") <= 1
            assert said.strip(), f"{error} at {call}"
        desk.builds_without_cleaning()


def is_said(call: faults.Call) -> bool:
    """Return whether a call writes to the terminal: who cannot be told is not told."""
    return call.name == "write" and call.arguments.startswith(("1,", "2,"))
