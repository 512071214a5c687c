"""The step in which a new site takes the old one's place: whole or not at all, for every reader, on every system."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import os
import resource
import shutil
import stat
import threading
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import NotAFile, UnsafePath
from briefings.publish import (
    OutputTree,
    Staging,
    StatCache,
    hash_tree,
    normalise_permissions_and_mtimes,
)
from briefings.publish.files import sync_tree
from briefings.publish.ownership import MARKER, mark
from briefings.publish.staging import acquire, exchange
from briefings.publish.tree import inside
from tests import mini
from tests.amount import amount


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
    tree = OutputTree(folder, hash_tree(folder))
    for name in names or ("", "en/", "assets/style.css"):
        tree.write(name, text.encode())
    mark(folder, hash_tree(folder))
    return folder


def staged(site: Path) -> Staging:
    """Return a new folder for the next site; nobody else makes one."""
    return Staging(site, lambda: pytest.fail("nobody else is building"))


def publish(site: Path, text: str, *names: str) -> None:
    staging = staged(site)
    fill(staging.folder, text, *names)
    staging.publish(normalise_permissions_and_mtimes(staging.folder, site))
    staging.close()


def test_the_next_site_is_made_beside_the_site_where_nobody_else_may_look(site: Path) -> None:
    staging = staged(site)
    assert site.parent in staging.folder.parents
    assert site not in staging.folder.parents
    (directory,) = site.parent.iterdir()
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    staging.close()
    assert list(site.parent.iterdir()) == []


def test_each_build_has_a_folder_of_its_own(site: Path) -> None:
    first = staged(site)
    first.close()
    second = staged(site)
    assert first.folder != second.folder
    assert mini.tree(second.folder) == {}
    second.close()


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


def test_a_file_is_written_where_a_copy_of_the_process_had_begun_to(site: Path) -> None:
    tree = OutputTree(fill(site, "a", "en/"), {})
    tree.write("en/", b"b")
    (site / "x.json" / "inner").mkdir(parents=True)
    tree.write("x.json", b"c")
    assert (site / "en/index.html").read_bytes() == b"b"
    assert (site / "x.json").read_bytes() == b"c"


def test_a_file_that_is_made_in_its_place_takes_it_when_it_is_whole(site: Path) -> None:
    fill(site, "a", "data.json")
    tree = OutputTree(site, hash_tree(site))
    seen = []

    def make(file: Path) -> None:
        assert file.read_bytes() == b"", "made from an empty file"
        seen.append((site / "data.json").read_bytes())
        file.write_bytes(b"b")

    assert tree.put("data.json", make) == hashlib.sha256(b"b").digest()
    assert seen == [b"a"], "who makes it may read what an earlier build has left"
    assert mini.tree(site) == {"data.json": b"b"}


def test_a_file_that_is_made_again_stays_where_it_is_the_same(site: Path) -> None:
    fill(site, "a", "data.json")
    before = (site / "data.json").stat()
    tree = OutputTree(site, hash_tree(site))
    assert tree.put("data.json", lambda file: file.write_bytes(b"a")) == hashlib.sha256(b"a").digest()
    after = (site / "data.json").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert mini.names(site) == ["data.json"]


def test_what_a_build_that_was_killed_had_begun_to_make_is_no_hindrance(site: Path) -> None:
    fill(site, "half", "data.json.new")
    (site / "data.json" / "inner").mkdir(parents=True)
    (site / "data.json" / "inner" / "x").write_bytes(b"x")
    found = hash_tree(site)
    OutputTree(site, found).put("data.json", lambda file: file.write_bytes(b"b"))  # as in a copy of the process
    tree = OutputTree(site, found)
    tree.put("data.json", lambda file: file.write_bytes(b"c"))
    tree.delete_others(["data.json"])
    assert mini.tree(site) == {"data.json": b"c"}


def test_a_file_whose_stat_is_cached_is_not_read_again_unless_it_was_touched(site: Path) -> None:
    fill(site, "a", "one/", "two/", "three/")
    cache: StatCache = {}
    before = hash_tree(site, cache)
    for key in cache:
        cache[key] = b"not read again"
    (site / "two/index.html").write_text("c", "utf-8")  # as long as it was
    os.utime(site / "two/index.html", ns=(0, (site / "one/index.html").stat().st_mtime_ns))
    (site / "three/index.html").replace(site / "new")
    (site / "three/index.html").write_text("d", "utf-8")
    (site / "new").unlink()
    expected = {**hash_tree(site), "one/index.html": b"not read again"}
    assert expected["two/index.html"] != before["two/index.html"]
    assert hash_tree(site, cache) == expected
    assert hash_tree(site, cache) == expected, "what has been read is cached"


def test_empty_folders_do_not_stay(site: Path) -> None:
    (fill(site, "a", "en/x/y/", "en/z/") / "de/empty/more").mkdir(parents=True)
    tree = OutputTree(site, hash_tree(site))
    tree.delete_others(["en/z/"])
    assert list(mini.tree(site)) == ["en", "en/z", "en/z/index.html"]


def test_a_lock_that_its_last_holder_has_just_taken_away_is_none(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lockf(descriptor: int, how: int) -> None:
        (site / "lock").unlink()
        site.rmdir()

    monkeypatch.setattr(fcntl, "lockf", lockf)
    assert acquire(site) is None
    assert not site.exists()


def test_where_there_are_no_locks_everybody_builds(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lockf(descriptor: int, how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "lockf", lockf)
    publish(site, "new", "")
    assert mini.tree(site.parent) == {"site": None, "site/index.html": b"new"}


@pytest.mark.usefixtures("system")
class TestSwapDirectories:
    """The same outcome on every system."""

    def test_for_the_first_time(self, site: Path) -> None:
        publish(site, "new")
        assert mini.tree(site.parent) == WHOLE

    def test_in_the_place_of_another_leaves_nothing_of_it(self, site: Path) -> None:
        fill(site, "old", "", "gone/", "en/gone.txt")
        publish(site, "new")
        assert mini.tree(site.parent) == WHOLE

    def test_in_the_place_of_an_empty_folder(self, site: Path) -> None:
        site.mkdir()
        publish(site, "new", "")
        assert mini.tree(site.parent) == {"site": None, "site/index.html": b"new"}

    def test_of_what_an_earlier_run_left_behind(self, site: Path) -> None:
        fill(site, "old", "")
        fill(site.parent / ".site.old", "older", "")
        fill(site.parent / ".site.next" / "site-x", "half", "en/")
        (site.parent / ".site.next" / "lock").touch()
        publish(site, "new", "")
        assert mini.tree(site.parent) == {"site": None, "site/index.html": b"new"}

    @pytest.mark.parametrize("left", ["a file", "a link", "a link to nowhere"])
    def test_where_something_else_has_the_name_of_the_staging_directory(self, site: Path, left: str) -> None:
        elsewhere = fill(site.parent / "elsewhere", "kept", "")
        directory = site.parent / ".site.next"
        if left == "a file":
            directory.touch()
        else:
            directory.symlink_to(elsewhere if left == "a link" else site.parent / "nowhere")
        publish(site, "new", "")
        assert mini.tree(site.parent) == {
            "elsewhere": None,
            "elsewhere/index.html": b"kept",
            "site": None,
            "site/index.html": b"new",
        }

    def test_after_a_site_was_set_aside_and_never_replaced_brings_it_back(self, site: Path) -> None:
        fill(site.parent / ".site.old", "old", "")
        staging = staged(site)
        assert mini.tree(site) == {"index.html": b"old"}
        staging.close()
        assert mini.tree(site.parent) == {"site": None, "site/index.html": b"old"}

    def test_of_nothing_leaves_the_site_as_it_was(self, site: Path) -> None:
        fill(site, "old")
        before = mini.tree(site.parent)
        staging = staged(site)
        shutil.rmtree(staging.folder)
        with pytest.raises(OSError):
            staging.publish(())
        assert not staging.is_published
        staging.close()
        assert mini.tree(site.parent) == before


WHOLE = {
    "site": None,
    "site/assets": None,
    "site/assets/style.css": b"new",
    "site/en": None,
    "site/en/index.html": b"new",
    "site/index.html": b"new",
}


def test_where_the_new_site_cannot_take_its_place_the_old_one_comes_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(site, "old")
    staging = staged(site)
    fill(staging.folder, "new")
    before = mini.tree(site)
    monkeypatch.setattr(ctypes, "CDLL", NoLibrary)
    renamed = Path.rename

    def rename(self: Path, target: Any) -> Path:
        if self == staging.folder:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return renamed(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PermissionError):
        staging.publish(())
    assert mini.tree(site) == before
    staging.close()


def test_another_refusal_of_the_system_is_raised_and_the_site_is_as_it_was(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Forbidding(NoLibrary):
        def renameat2(self, *arguments: object) -> int:
            ctypes.set_errno(errno.EACCES)
            return -1

    fill(site, "old")
    before = mini.tree(site.parent)
    staging = staged(site)
    fill(staging.folder, "new")
    monkeypatch.setattr(ctypes, "CDLL", Forbidding)
    with pytest.raises(PermissionError) as caught:
        staging.publish(())
    assert caught.value.filename == str(site)
    staging.close()
    assert mini.tree(site.parent) == before


# What hosts and deployments need of the files


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_everybody_may_read_the_site_and_nobody_else_change_it(site: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        staging = staged(site)
        fill(staging.folder, "new")
        (staging.folder / "index.html").chmod(0o755)
        normalise_permissions_and_mtimes(staging.folder, site)
        staging.publish(())
        staging.close()
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (site, *site.rglob("*"))}
    files = dict.fromkeys(("index.html", "style.css", MARKER), 0o644)
    assert modes == {"site": 0o755, "assets": 0o755, "en": 0o755, **files}


def test_unchanged_files_keep_their_time_and_changed_ones_get_a_new_one(site: Path) -> None:
    fill(site, "old", "same/", "longer/", "other/", "index.html/")
    long_ago = 1_000_000_000_123_456_789
    for file in site.rglob("*.html"):
        if file.is_file():
            os.utime(file, ns=(long_ago, long_ago))
    staging = staged(site)
    fill(staging.folder, "old", "same/", "added/", "index.html")
    fill(staging.folder, "older", "longer/")
    fill(staging.folder, "new", "other/")
    normalise_permissions_and_mtimes(staging.folder, site)
    staging.publish(())
    staging.close()
    kept = {file.parent.name for file in site.rglob("index.html") if file.stat().st_mtime_ns == long_ago}
    assert kept == {"same"}


def test_a_large_file_is_compared_to_its_end(site: Path) -> None:
    large = "x" * (3 << 20)
    fill(site, large, "large.txt", "changed.txt")
    os.utime(site / "large.txt", ns=(1, 1))
    os.utime(site / "changed.txt", ns=(1, 1))
    staging = staged(site)
    fill(staging.folder, large, "large.txt")
    fill(staging.folder, large[:-1] + "y", "changed.txt")
    normalise_permissions_and_mtimes(staging.folder, site)
    assert (staging.folder / "large.txt").stat().st_mtime_ns == 1
    assert (staging.folder / "changed.txt").stat().st_mtime_ns != 1
    staging.close()


def test_a_file_with_another_name_becomes_one_of_its_own(site: Path) -> None:
    """So nothing that writes into the site writes into a cache, or the other way round."""
    kept = site.parent / "kept"
    kept.write_bytes(b"kept")
    kept.chmod(0o600)
    staging = staged(site)
    os.link(kept, staging.folder / "page.html")
    normalise_permissions_and_mtimes(staging.folder, site)
    staging.publish(())
    staging.close()
    assert (site / "page.html").read_bytes() == b"kept"
    assert (site / "page.html").stat().st_nlink == 1
    (site / "page.html").write_bytes(b"changed")
    assert kept.read_bytes() == b"kept"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", ["link", "link to a folder", "link to nowhere", "fifo"])
def test_a_site_with_something_that_is_no_file_is_not_published(site: Path, kind: str) -> None:
    fill(site, "old", "")
    staging = staged(site)
    fill(staging.folder, "new", "en/")
    odd = staging.folder / "en" / "odd"
    if kind == "fifo":
        os.mkfifo(odd)
    else:
        odd.symlink_to({"link": "index.html", "link to a folder": "../en", "link to nowhere": "nowhere"}[kind])
    with pytest.raises(NotAFile, match=r"^en/odd is a link or a device; hosts of static sites take files alone$"):
        normalise_permissions_and_mtimes(staging.folder, site)
    staging.close()
    assert mini.tree(site.parent) == {"site": None, "site/index.html": b"old"}


# Readers


EXCHANGES = amount(200, 1000)


@pytest.mark.slow
def test_a_reader_meets_a_whole_site_at_every_moment(site: Path) -> None:
    """One thread reads by path, one through a folder that it has opened, while new sites take the place of old ones."""
    names = [f"page-{number}.txt" for number in range(5)]
    fill(site, "0", *names)
    readers = [Reader(site, names), PathsReader(site, names), FolderReader(site, names)]
    with stopped_at_the_end(readers):
        for number in range(1, EXCHANGES + 1):
            publish(site, str(number), *names)
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


class PathsReader(Reader):
    """Reads all files by their paths: none is missing; where the first is the same before and after, all are of one site."""

    def look(self) -> int | None:
        found = [int((self.site / name).read_bytes()) for name in [*self.names, self.names[0]]]
        if found != sorted(found):
            raise ValueError(f"an older site after a newer one: {found}")
        if found[0] == found[-1] and len(set(found)) > 1:
            raise ValueError(f"a mixture of the sites {found}")
        return found[-1]


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
    exchanged = exchange(one, other)
    assert exchanged == (os.uname().sysname == "Linux"), "this file system cannot exchange two names; run the tests on another"
    if exchanged:
        assert (mini.tree(one), mini.tree(other)) == ({"index.html": b"2"}, {"index.html": b"1"})


# The site before the last one


def put(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_the_site_before_the_last_one_is_brought_up_to_the_published_one(tmp_path: Path) -> None:
    site, before = tmp_path / "site", tmp_path / "before"
    pages = {"same": "a", "changed": "new", "folder/new": "b", "was-a-folder": "c", "was-a-file/page": "d"}
    for name, text in pages.items():
        put(site / name, text)
    for name, text in {"same": "a", "changed": "old", "was-a-folder/page": "e", "was-a-file": "f", "gone": "g"}.items():
        put(before / name, text)
    (site / "link").symlink_to(tmp_path)
    put(before / "same", "z")
    for folder in (site, before):
        os.utime(folder / "same", (1, 1))  # as if nothing had been done to it, and as large

    found = sync_tree(before, site)

    assert "folder/new" not in found, "what is new there is written when it is needed"
    assert found == hash_tree(before), "all is believed by its bytes"
    assert found["same"] == hashlib.sha256(b"z").digest(), "what looks the same is not copied"
    assert (before / "changed").read_text("utf-8") == "new"
    assert (before / "changed").stat().st_mtime_ns == (site / "changed").stat().st_mtime_ns
    assert "gone" in found and not (before / "link").exists()


def test_a_copy_is_read_once(tmp_path: Path) -> None:
    site = put(tmp_path / "site" / "page", "text" * (1 << 20)).parent
    expected = {"page": hashlib.sha256((site / "page").read_bytes()).digest()}
    before = bytes_read()
    assert sync_tree(tmp_path / "before", site) == expected
    assert bytes_read() - before < 6 << 20, "the file has 4 MiB"


def bytes_read() -> int:
    """Return how many bytes this process has read so far."""
    return int(Path("/proc/self/io").read_text("utf-8").split()[1])


def test_what_cannot_be_copied_is_written_when_it_is_needed(tmp_path: Path) -> None:
    site = put(tmp_path / "site" / "page", "text").parent
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2, limits[1]))  # the system takes half the file
    try:
        found = sync_tree(tmp_path / "before", site)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert found["page"] != hashlib.sha256(b"text").digest()
    tree = OutputTree(tmp_path / "before", found)
    tree.write("page", b"text")
    assert (tmp_path / "before/page").read_bytes() == b"text"


# Paths that lead elsewhere

UNSAFE = {
    "out of the folder": "../x",
    "further out": "../../../victim/x",
    "out through a folder": "en/../../x",
    "absolute": "/etc/x",
    "two slashes": "en//x",
    "a full stop": "en/./x",
    "two at the end": "en/..",
    "a folder of the same": "./x",
    "NUL": "en/x\0.html",
    "a new line": "en/x\n.html",
    "a backslash": "en\\x",
    "out by backslashes": "..\\..\\x",
    "a drive": "C:/x",
    "a drive's current folder": "c:x",
    "a stream": "en/x:hidden",
    "a share": "//server/x",
    "a device": "nul",
    "a device with an ending": "en/Aux.html",
    "a device as a folder": "com1/x",
    "a device with a small digit": "lpt²/x",
    "a console": "CONIN$",
    "what Windows cuts off": "en/.. /x",
    "a full stop at the end": "en/x.",
    "too long": "en/" + "x" * 256,
    "too long in bytes": "en/" + "é" * 128,
    "no Unicode": "en/\ud800",
}
SAFE = ["en/x", "en/..x", "en/x..y", ".well-known/x", "console/x", "com/x", "lpt0x", "x" * 255, "é" * 127, "a b", "日本語", "-"]
WAYS: Mapping[str, Callable[[OutputTree, str], object]] = {
    "has": lambda tree, path: tree.has(path, b"x" * 32),
    "digest": OutputTree.digest,
    "is_unchanged": OutputTree.is_unchanged,
    "file": OutputTree.file,
    "read": OutputTree.read,
    "write": lambda tree, path: tree.write(path, b"x"),
    "put": lambda tree, path: tree.put(path, lambda file: file.write_bytes(b"x")),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", UNSAFE.values(), ids=UNSAFE)
def test_no_path_leads_out_of_the_tree(site: Path, path: str, way: str) -> None:
    fill(site, "a", "en/")
    before = mini.tree(site.parent)
    with pytest.raises(UnsafePath, match=r"^.{1,60} cannot be the path of a file: it [^\n]*$"):
        WAYS[way](OutputTree(site, hash_tree(site)), path)
    assert mini.tree(site.parent) == before


@pytest.mark.parametrize("path", ["", *UNSAFE.values()], ids=["empty", *UNSAFE])
def test_an_unsafe_path_is_joined_to_no_folder(path: str) -> None:
    with pytest.raises(UnsafePath):
        inside("folder", path)


@pytest.mark.parametrize("path", SAFE)
def test_a_safe_path_is_written(site: Path, path: str) -> None:
    OutputTree(site, {}).write(path, b"x")
    assert (site / path).read_bytes() == b"x"


PIECES = st.sampled_from(["..", ".", "", "/", "\\", "\0", "C:", "a", "é", " ", "con", "nul.txt", "x" * 200, "\n", "en", "～"])


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map("/".join)))
def test_whatever_the_path_a_file_is_in_the_folder_on_every_system_or_nowhere(path: str) -> None:
    try:
        joined = inside("/folder", path)
    except UnsafePath:
        return
    assert os.path.normpath(joined) == joined == f"/folder/{path}"
    for system in (PurePosixPath, PureWindowsPath):
        parts = system(path).parts
        assert parts == tuple(path.split("/")) and ".." not in parts
        assert not system(path).is_absolute() and not system(path).drive
    assert not PureWindowsPath(path).is_reserved()
    assert all(len(os.fsencode(part)) <= 255 for part in path.split("/"))


@pytest.fixture
def elsewhere(site: Path) -> Path:
    """A folder that is no part of the site."""
    return put(site.parent / "elsewhere" / "index.html", "theirs").parent


def test_a_link_in_the_place_of_a_folder_is_not_followed(site: Path, elsewhere: Path) -> None:
    tree = OutputTree(fill(site, "a", "en/old/"), hash_tree(site))
    (site / "en").rename(site.parent / "was")
    (site / "en").symlink_to(elsewhere)
    (site / "data").symlink_to(elsewhere)
    tree.write("en/", b"ours")
    tree.put("data/x.json", lambda file: file.write_bytes(b"{}"))
    assert mini.tree(site) == {"data": None, "data/x.json": b"{}", "en": None, "en/index.html": b"ours"}
    assert mini.tree(elsewhere) == {"index.html": b"theirs"}


def test_a_link_in_the_place_of_a_file_is_replaced(site: Path, elsewhere: Path) -> None:
    site.mkdir()
    for name in ("a.txt", "b.json"):
        (site / name).symlink_to(elsewhere / "index.html")
    (site / "c.json").symlink_to(elsewhere)
    tree = OutputTree(site, {})
    tree.write("a.txt", b"ours")
    tree.put("b.json", lambda file: file.write_bytes(b"ours"))
    tree.put("c.json", lambda file: file.write_bytes(b"ours"))
    assert mini.tree(site) == {"a.txt": b"ours", "b.json": b"ours", "c.json": b"ours"}
    assert mini.tree(elsewhere) == {"index.html": b"theirs"}


def test_what_is_behind_a_link_is_not_deleted(site: Path, elsewhere: Path) -> None:
    tree = OutputTree(fill(site, "a", "en/"), {"en/index.html": b"x" * 32})
    (site / "en/index.html").unlink()
    (site / "en").rmdir()
    (site / "en").symlink_to(elsewhere)
    tree.delete_others([])
    assert mini.tree(elsewhere) == {"index.html": b"theirs"}


def test_a_build_with_an_unsafe_path_ends_with_one_sentence(tmp_path: Path) -> None:
    project = mini.copy_site("one-article", tmp_path / "project")
    mini.built(project)
    before = mini.tree(project / "site")
    (project / "templates/static/con.css").touch()
    ended = mini.run(project, "briefings", "build")
    assert ended.returncode == 1
    (line,) = [line for line in (ended.stdout + ended.stderr).splitlines() if "con." in line]
    sentence = "cannot be the path of a file: it has the name of a device of Windows; the published site is as it was"
    assert line.removeprefix("ERROR   -  ") == f"assets/con.e3b0c442.css {sentence}"
    assert mini.tree(project / "site") == before
