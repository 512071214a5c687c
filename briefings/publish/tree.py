"""The folder of the next site, in which an earlier site may stand: only what is another than there is written."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from briefings import urls
from briefings.publish.finish import below

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_OLD = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_AT_ONCE = 1 << 20
"""Bytes of a file that are in memory at a time: most files have fewer, databases many times as many."""
_THREADS = 2
"""Threads that read the files: reading and hashing do not need the interpreter."""


class Tree:
    """Files of the next site. What an earlier build has left there is believed by its bytes alone."""

    def __init__(self, folder: Path, found: Mapping[str, bytes]) -> None:
        """Take a folder, which may be missing, and what has been found in it."""
        self._folder = str(folder)
        self._folders: set[str] = set()
        self._found = dict(found)

    def has(self, path: str, digest: bytes) -> bool:
        """Tell whether a path's file is there with these bytes, by their SHA-256."""
        return self._found.get(urls.file_of(path)) == digest

    def digest(self, path: str) -> bytes | None:
        """Return the SHA-256 of a path's file as it was found, None where there was none, or it has been written anew."""
        return self._found.get(urls.file_of(path)) or None

    def is_as_found(self, path: str) -> bool:
        """Tell whether a path's file still has the bytes that were found in it."""
        return _digest(str(self.file(path))) == self.digest(path)

    def file(self, path: str) -> Path:
        """Return where a path's file stands, or would."""
        return Path(self._folder, urls.file_of(path))

    def read(self, path: str) -> bytes:
        """Return the bytes of a path's file."""
        return self.file(path).read_bytes()

    def write(self, path: str, content: bytes) -> None:
        """Write what a web server answers a path with, in the place of whatever is there.

        A file appears in one step: whoever still writes into one of an earlier build writes into none of ours. Raises `OSError`
        where it cannot be written.
        """
        name = urls.file_of(path)
        descriptor = self._open(name)
        try:
            _write(descriptor, content)
        finally:
            os.close(descriptor)
        self._found[name] = b""

    def put(self, path: str, make: Callable[[Path], object]) -> bytes:
        """Have a file made that is not to be held in memory, and return its SHA-256. One that is there with these bytes stays.

        It is made beside its place, from an empty file: whoever makes it may read what an earlier build has left. Raises
        `OSError` where it cannot be put there.
        """
        name = urls.file_of(path)
        new = f"{name}.new"
        os.close(self._open(new))
        make(self.file(new))
        with self.file(new).open("rb", buffering=0) as stream:
            found = _sha256(stream)
        if self.has(path, found):
            self.file(new).unlink()
        else:
            if self.file(name).is_dir():
                self._make_room(name)
            self.file(new).replace(self.file(name))
            self._found[name] = b""
        self._found.pop(new, None)
        return found

    def _open(self, name: str) -> int:
        """Return a descriptor of a new file, in the place of whatever is there."""
        file = f"{self._folder}/{name}"
        parent = file.rpartition("/")[0]
        if parent not in self._folders:
            self._make_folder(parent)
        if name in self._found:
            with contextlib.suppress(FileNotFoundError):  # a copy of this process has put it elsewhere
                os.unlink(file)  # noqa: PTH108
        try:
            return os.open(file, _NEW, 0o666)
        except FileExistsError:
            self._make_room(name)
            return os.open(file, _NEW, 0o666)

    def clear(self, paths: Iterable[str]) -> None:
        """Delete every file that is not that of one of these paths, and the folders that are then empty.

        Raises `OSError` where one cannot be deleted.
        """
        needed = {urls.file_of(path) for path in paths}
        for name in self._found.keys() - needed:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):  # a copy of this process has put it elsewhere
                os.unlink(f"{self._folder}/{name}")  # noqa: PTH108
            del self._found[name]
            self._leave_folder(name)

    def _leave_folder(self, name: str) -> None:
        """Delete the folders that a file was in, as far as they are empty now."""
        while name := name.rpartition("/")[0]:
            try:
                os.rmdir(f"{self._folder}/{name}")  # noqa: PTH106
            except OSError as error:
                if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                    return
                if error.errno not in (errno.ENOENT, errno.ENOTDIR):  # a copy of this process has deleted it
                    raise
            self._folders.discard(f"{self._folder}/{name}")

    def _make_folder(self, folder: str) -> None:
        """Make a folder and those that it is in; a file that stands in its place is deleted."""
        if folder == self._folder:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 for each of many thousand pages
        else:
            parent, _, _ = folder.rpartition("/")
            if parent not in self._folders:
                self._make_folder(parent)
            name = folder[len(self._folder) + 1 :]
            if self._found.pop(name, None) is not None:
                with contextlib.suppress(FileNotFoundError):  # a copy of this process has done so
                    os.unlink(folder)  # noqa: PTH108
            with contextlib.suppress(FileExistsError):
                os.mkdir(folder)  # noqa: PTH102
        self._folders.add(folder)

    def _make_room(self, name: str) -> None:
        """Delete what stands where a file must be: a folder, or what a copy of this process has begun to write."""
        place = f"{self._folder}/{name}"
        if not os.path.isdir(place):  # noqa: PTH112
            os.unlink(place)  # noqa: PTH108
            return
        shutil.rmtree(place)
        for file in [file for file in self._found if file.startswith(f"{name}/")]:
            del self._found[file]


Seen = dict[tuple[int, ...], bytes]
"""The SHA-256 of files by their inodes, sizes and times, for a process that has read them before."""


def looked_through(folder: Path, seen: Seen | None = None) -> dict[str, bytes]:
    """Return the SHA-256 of each file in a folder, which may be missing, by its name from there; of what is no file, nothing.

    A file that has been `seen`, and not been touched since, is not read again; those that are read are entered there.
    """
    root = f"{folder}/"
    found: dict[str, bytes] = {}
    names = _names(str(folder), len(root))
    if seen is not None:
        stamps = {name: _stamp(os.lstat(root + name)) for name in names}
        found = {name: seen[stamp] for name, stamp in stamps.items() if stamp in seen}
        names = [name for name in names if name not in found]
    found |= _of_all(names, lambda name: _digest(root + name))
    if seen is not None:
        # With the times from before it was read: who has written into it meanwhile has left others.
        seen.update((stamps[name], found[name]) for name in names)
    return found


def caught_up(folder: Path, site: Path) -> dict[str, bytes]:
    """Bring a folder with an earlier site up to the published one; return the digests of its files, as `looked_through` does.

    A file whose size or time is another there is copied, with its times, and read once for the copy and its digest; all files
    are where there is nothing yet. What is not copied, or cannot be, is what it was: all is believed by its bytes.
    """
    root, published = f"{folder}/", f"{site}/"
    names = _names(str(folder), len(root))
    if not names:
        with contextlib.suppress(OSError):
            names = [entry.path.removeprefix(published) for entry in below(str(site)) if entry.is_file(follow_symlinks=False)]
        for parent in sorted({(root + name).rpartition("/")[0] for name in names}):
            with contextlib.suppress(OSError):
                os.makedirs(parent, exist_ok=True)  # noqa: PTH103

    def digest(name: str) -> bytes:
        there = _look(published + name)
        is_another = there is not None and there != _look(root + name)
        return (is_another and _copied(published + name, root + name)) or _digest(root + name)

    return _of_all(names, digest)


def _look(file: str) -> tuple[int, ...] | None:
    """Return what a copy has in common with its file, and, by `finish`, a page with itself in the next site."""
    try:
        found = os.lstat(file)
    except OSError:
        return None
    return (found.st_mode, found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def _copied(file: str, copy: str) -> bytes:
    """Put a copy of a file in the place of whatever is there; return the SHA-256 of its bytes, or nothing where that fails."""
    try:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(copy)  # noqa: PTH108
        with (
            open(os.open(file, _OLD), "rb", buffering=0) as source,
            open(os.open(copy, _NEW, 0o666), "wb", buffering=0) as target,
        ):
            digest = hashlib.sha256()
            while block := source.read(_AT_ONCE):
                digest.update(block)
                _write(target.fileno(), block)
            found = os.fstat(source.fileno())
            os.fchmod(target.fileno(), stat.S_IMODE(found.st_mode))
            os.utime(target.fileno(), ns=(found.st_atime_ns, found.st_mtime_ns))
    except OSError:
        return b""
    return digest.digest()


def _of_all(names: Sequence[str], digest: Callable[[str], bytes]) -> dict[str, bytes]:
    """Return the digest of each file, worked out by several threads."""
    found: dict[str, bytes] = {}
    with ThreadPoolExecutor(_THREADS) as threads:
        pieces = [names[start::_THREADS] for start in range(_THREADS)]
        for done in threads.map(lambda piece: {name: digest(name) for name in piece}, pieces):
            found |= done
    return found


def _stamp(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _names(folder: str, start: int) -> list[str]:
    """Return the names of all files in a folder and those below; delete what is neither that nor a folder with files in it."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return []
    names = []
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                below = _names(entry.path, start)
                names += below
                if not below:
                    os.rmdir(entry.path)  # noqa: PTH106
            elif entry.is_file(follow_symlinks=False):
                names.append(entry.path[start:])
            else:
                os.unlink(entry.path)  # noqa: PTH108 a link would lead out of the site
    return names


def _write(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:  # a disk that is nearly full takes a part, and refuses the rest only when it is asked again
        left = left[os.write(descriptor, left) :]


def _digest(file: str) -> bytes:
    """Return the SHA-256 of a file; nothing where it is a link or cannot be read, so that it is written anew."""
    try:
        descriptor = os.open(file, _OLD)
    except OSError:
        return b""
    with open(descriptor, "rb", buffering=0) as stream:
        try:
            return _sha256(stream)
        except OSError:
            return b""


def _sha256(stream: BinaryIO) -> bytes:
    found = hashlib.sha256()
    while block := stream.read(_AT_ONCE):
        found.update(block)
    return found.digest()
