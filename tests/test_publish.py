"""The step in which a new site takes the old one's place: whole or not at all, for every reader, on every system."""

from __future__ import annotations

import ctypes
import errno
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from briefings.publish import Writer, place, put_in_place, staging_folder
from tests import mini


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture(params=["in one step", "without renameat2", "where renameat2 refuses"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Systems that can exchange two names in one step, that cannot, and whose file system cannot."""
    way: str = request.param
    if way != "in one step":
        monkeypatch.setattr(ctypes, "CDLL", {"without renameat2": NoLibrary, "where renameat2 refuses": Refusing}[way])
    return way


class NoLibrary:
    """A C library without the function, as on other systems than Linux."""

    def __init__(self, name: object, use_errno: bool = False) -> None:
        pass


class Refusing(NoLibrary):
    """A C library with the function, over a file system that cannot exchange names."""

    def renameat2(self, *arguments: object) -> int:
        ctypes.set_errno(errno.EINVAL)
        return -1


def fill(folder: Path, text: str, *names: str) -> Path:
    writer = Writer(folder)
    for name in names or ("", "en/", "assets/style.css"):
        writer.write(name, text.encode())
    return folder


def test_the_next_site_is_made_beside_the_site(site: Path) -> None:
    assert staging_folder(site).parent == site.parent
    assert staging_folder(site) != site


def test_a_page_is_written_where_a_web_server_looks_for_it(site: Path) -> None:
    fill(site, "a", "", "en/", "en/briefings/x/", "404.html", "sitemap.xml")
    assert list(mini.tree(site)) == [
        "404.html",
        "en",
        "en/briefings",
        "en/briefings/x",
        "en/briefings/x/index.html",
        "en/index.html",
        "index.html",
        "sitemap.xml",
    ]


@pytest.mark.usefixtures("system")
class TestPutInPlace:
    """The same outcome on every system."""

    def test_for_the_first_time(self, site: Path) -> None:
        put_in_place(fill(staging_folder(site), "new"), site)
        assert mini.tree(site.parent) == {
            "site": None,
            "site/assets": None,
            "site/assets/style.css": b"new",
            "site/en": None,
            "site/en/index.html": b"new",
            "site/index.html": b"new",
        }

    def test_in_the_place_of_another_leaves_nothing_of_it(self, site: Path) -> None:
        fill(site, "old", "", "gone/", "en/gone.txt")
        put_in_place(fill(staging_folder(site), "new"), site)
        assert mini.tree(site.parent) == {
            "site": None,
            "site/assets": None,
            "site/assets/style.css": b"new",
            "site/en": None,
            "site/en/index.html": b"new",
            "site/index.html": b"new",
        }

    def test_in_the_place_of_an_empty_folder(self, site: Path) -> None:
        site.mkdir()
        put_in_place(fill(staging_folder(site), "new", ""), site)
        assert mini.tree(site.parent) == {"site": None, "site/index.html": b"new"}

    def test_of_what_an_earlier_run_left_behind(self, site: Path) -> None:
        fill(site, "old", "")
        fill(site.parent / ".site.old", "older", "")
        put_in_place(fill(staging_folder(site), "new", ""), site)
        assert mini.tree(site)["index.html"] == b"new"
        assert b"old" not in mini.tree(site.parent).values()

    def test_in_the_place_of_a_link_leaves_what_it_led_to(self, site: Path) -> None:
        elsewhere = fill(site.parent / "elsewhere", "old", "")
        site.symlink_to(elsewhere)
        put_in_place(fill(staging_folder(site), "new", ""), site)
        assert mini.tree(site) == {"index.html": b"new"}
        assert not site.is_symlink()
        assert mini.tree(elsewhere) == {"index.html": b"old"}
        assert sorted(path.name for path in site.parent.iterdir()) == ["elsewhere", "site"]

    def test_of_nothing_leaves_the_site_as_it_was(self, site: Path) -> None:
        fill(site, "old")
        before = mini.tree(site.parent)
        with pytest.raises(OSError):
            put_in_place(staging_folder(site), site)
        assert mini.tree(site.parent) == before


def test_where_the_new_site_cannot_take_its_place_the_old_one_comes_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(site, "old")
    new = fill(staging_folder(site), "new")
    before = mini.tree(site)
    monkeypatch.setattr(ctypes, "CDLL", NoLibrary)
    renamed = Path.rename

    def rename(self: Path, target: Any) -> Path:
        if self == new:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return renamed(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PermissionError):
        put_in_place(new, site)
    assert mini.tree(site) == before


def test_another_refusal_of_the_system_is_raised_and_the_site_is_as_it_was(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Forbidding(NoLibrary):
        def renameat2(self, *arguments: object) -> int:
            ctypes.set_errno(errno.EACCES)
            return -1

    fill(site, "old")
    fill(staging_folder(site), "new")
    before = mini.tree(site.parent)
    monkeypatch.setattr(ctypes, "CDLL", Forbidding)
    with pytest.raises(PermissionError) as caught:
        put_in_place(staging_folder(site), site)
    assert caught.value.filename == str(site)
    assert mini.tree(site.parent) == before


EXCHANGES = 300


def test_a_reader_meets_a_whole_site_at_every_moment(site: Path) -> None:
    """One thread reads by path, one through a folder that it has opened, while new sites take the place of old ones."""
    names = [f"page-{number}.txt" for number in range(5)]
    fill(site, "0", *names)
    readers = [Reader(site, names), FolderReader(site, names)]
    with stopped_at_the_end(readers):
        for number in range(1, EXCHANGES + 1):
            put_in_place(fill(staging_folder(site), str(number), *names), site)
    for reader in readers:
        assert reader.faults == []
        assert len(reader.seen) > 1, "the reader has seen no exchange"


class Reader(threading.Thread):
    """Opens one file by its path again and again: it is there each time, and each time from the last site or a later one."""

    def __init__(self, site: Path, names: list[str]) -> None:
        super().__init__()
        self.site, self.names = site, names
        self.seen: set[int] = set()
        self.faults: list[str] = []
        self.stop = threading.Event()

    def run(self) -> None:
        latest = 0
        while not self.stop.is_set():
            try:
                number = self.look()
            except (OSError, ValueError) as error:
                self.faults.append(f"after site {latest}: {error!r}")
                return
            if number is not None:
                if number < latest:
                    self.faults.append(f"site {number} after site {latest}")
                latest = number
                self.seen.add(number)

    def look(self) -> int | None:
        return int((self.site / self.names[0]).read_bytes())


class FolderReader(Reader):
    """Opens the site's folder and then its files: all are of one site, or are deleted with it, but never of two."""

    def look(self) -> int | None:
        folder = os.open(self.site, os.O_RDONLY | os.O_DIRECTORY)
        try:
            found = {self.read(folder, name) for name in self.names} - {None}
        finally:
            os.close(folder)
        if len(found) > 1:
            raise ValueError(f"a mixture of the sites {sorted(map(str, found))}")
        return found.pop() if found else None

    @staticmethod
    def read(folder: int, name: str) -> int | None:
        try:
            descriptor = os.open(name, os.O_RDONLY, dir_fd=folder)
        except FileNotFoundError:  # deleted with the site that it was part of
            return None
        with open(descriptor, "rb") as file:
            return int(file.read())


class stopped_at_the_end:  # noqa: N801 - reads as a sentence
    """Runs threads while the block runs."""

    def __init__(self, threads: list[Reader]) -> None:
        self.threads = threads

    def __enter__(self) -> None:
        for thread in self.threads:
            thread.start()
        for thread in self.threads:
            while not thread.seen and thread.is_alive():
                thread.join(0.01)

    def __exit__(self, *exception: object) -> None:
        for thread in self.threads:
            thread.stop.set()
            thread.join()


def test_the_exchange_is_one_step_on_this_system(tmp_path: Path) -> None:
    one, other = fill(tmp_path / "one", "1", ""), fill(tmp_path / "other", "2", "")
    exchanged = place._exchange(one, other)
    assert exchanged == (os.uname().sysname == "Linux"), "this file system cannot exchange two names; run the tests on another"
    if exchanged:
        assert (mini.tree(one), mini.tree(other)) == ({"index.html": b"2"}, {"index.html": b"1"})
