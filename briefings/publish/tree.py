"""The folder of the next site, which may hold an earlier one: only files that differ are written."""

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from briefings import urls
from briefings.diagnostics import shown
from briefings.errors import UnsafePath
from briefings.publish.files import NEW_FILE, hash_file, hash_stream, is_folder, write_all
from briefings.reading import read_no_link

_LONGEST = 255
"""Bytes of the longest name that common file systems take."""
_REASONS = {
    "it is empty": r"\A\Z",
    "it is absolute": r"\A/",
    "it has an empty segment": r"//|/\Z",
    "it has a segment that is . or .., or ends in a full stop or a space": r"[. ](?:/|\Z)",
    "it has a control character": r"[\x00-\x1f\x7f]",
    "it has a backslash or a colon": r"[\\:]",
    "it has the name of a device of Windows": r"(?:\A|/)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:[./]|\Z)",
}
"""What makes a path unsafe on a system (POSIX; Windows: *Naming Files, Paths, and Namespaces*), as patterns to search for."""
_UNSAFE = re.compile("|".join(_REASONS.values()), re.IGNORECASE)


class OutputTree:
    """The files of the next site, by their paths on the web.

    Every method raises `UnsafePath` for a path that would lead out of the folder, whoever has named it. A file of an earlier
    build is identified by its bytes alone. A forked process may write other files of the same tree.
    """

    def __init__(self, folder: Path, digests: Mapping[str, bytes]) -> None:
        """Take a folder, which may be missing, and the SHA-256 of each file that is in it, as `hash_tree` returns them."""
        self._folder = str(folder)
        self._folders: set[str] = set()
        """Folders that are there, and are no links."""
        self._digests = dict(digests)
        """Of the files that were there, by name; empty for those that have been written since."""

    def has(self, path: str, digest: bytes) -> bool:
        """Return whether a file was there with these bytes, by their SHA-256, and has not been written."""
        return self.digest(path) == digest

    def digest(self, path: str) -> bytes | None:
        """Return the SHA-256 of a file that was there; None if there was none, or it has been written."""
        name = urls.file_of(path)
        if name not in self._digests:
            inside(self._folder, name)
        return self._digests.get(name) or None

    def is_unchanged(self, path: str) -> bool:
        """Return whether a file still has the bytes that it had at the beginning."""
        return hash_file(str(self.file(path))) == self.digest(path)

    def file(self, path: str) -> Path:
        """Return where a file stands, or would."""
        return Path(inside(self._folder, urls.file_of(path)))

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return read_no_link(self.file(path))

    def write(self, path: str, content: bytes) -> None:
        """Write a file in the place of whatever is there.

        It is a new file: a process of an earlier build may still write into the old one. Raises `OSError`.
        """
        name = urls.file_of(path)
        descriptor = self._create(name)
        try:
            write_all(descriptor, content)
        finally:
            os.close(descriptor)
        self._digests[name] = b""

    def put(self, path: str, make: Callable[[Path], object]) -> bytes:
        """Have `make` write a file that is too large for memory, and return its SHA-256; one with these bytes stays.

        `make` is given an empty file beside the final one, so that it may read an earlier build's. Raises `OSError`.
        """
        name, target = urls.file_of(path), self.file(path)
        new = target.with_name(f"{target.name}.new")
        os.close(self._create(f"{name}.new"))
        make(new)
        with new.open("rb", buffering=0) as stream:
            digest = hash_stream(stream)
        if self.has(path, digest):
            new.unlink()
        else:
            if is_folder(target):
                self._remove(name)
            new.replace(target)
            self._digests[name] = b""
        self._digests.pop(f"{name}.new", None)
        return digest

    def delete_others(self, paths: Iterable[str]) -> None:
        """Delete every file that is not at one of these paths, and the folders that are empty then. Raises `OSError`."""
        needed = {urls.file_of(path) for path in paths}
        for name in self._digests.keys() - needed:
            if self._is_ours(f"{self._folder}/{name}".rpartition("/")[0]):
                with contextlib.suppress(FileNotFoundError, NotADirectoryError):  # a forked process has replaced it
                    os.unlink(f"{self._folder}/{name}")  # noqa: PTH108 for each of many thousand files
            del self._digests[name]
            self._delete_empty_folders(name)

    def _create(self, name: str) -> int:
        """Return a descriptor of a new file, in the place of whatever is there."""
        file = inside(self._folder, name)
        parent = file.rpartition("/")[0]
        if parent not in self._folders:
            self._make_folder(parent)
        if name in self._digests:
            with contextlib.suppress(FileNotFoundError):  # a forked process has replaced it
                os.unlink(file)  # noqa: PTH108 for each of many thousand files
        try:
            return os.open(file, NEW_FILE, 0o666)
        except FileExistsError:
            self._remove(name)
            return os.open(file, NEW_FILE, 0o666)

    def _is_ours(self, folder: str) -> bool:
        """Return whether a folder is there without a link in its path, which would lead elsewhere."""
        if folder in self._folders or folder == self._folder:
            return True
        return self._is_ours(folder.rpartition("/")[0]) and is_folder(folder)

    def _make_folder(self, folder: str) -> None:
        """Make a folder and its parents; a file or link that has the name of one is deleted."""
        if folder == self._folder:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 for each of many thousand folders
        else:
            parent, _, _ = folder.rpartition("/")
            if parent not in self._folders:
                self._make_folder(parent)
            self._digests.pop(folder[len(self._folder) + 1 :], None)
            try:
                os.mkdir(folder)  # noqa: PTH102 for each of many thousand folders
            except FileExistsError:
                if not is_folder(folder):
                    with contextlib.suppress(FileNotFoundError):  # a forked process has deleted it
                        os.unlink(folder)  # noqa: PTH108
                    with contextlib.suppress(FileExistsError):
                        os.mkdir(folder)  # noqa: PTH102
        self._folders.add(folder)

    def _delete_empty_folders(self, name: str) -> None:
        while name := name.rpartition("/")[0]:
            try:
                os.rmdir(f"{self._folder}/{name}")  # noqa: PTH106 for each of many thousand folders
            except OSError as error:
                if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                    return
                if error.errno not in (errno.ENOENT, errno.ENOTDIR):  # a forked process has deleted it; it is a link
                    raise
            self._folders.discard(f"{self._folder}/{name}")

    def _remove(self, name: str) -> None:
        """Delete what stands where a file must be: a folder, a link, or what a forked process has begun to write."""
        place = f"{self._folder}/{name}"
        if not is_folder(place):
            os.unlink(place)  # noqa: PTH108
            return
        shutil.rmtree(place)
        for file in [file for file in self._digests if file.startswith(f"{name}/")]:
            del self._digests[file]


# Paths: whoever names one, it stays inside, and is the same file on every system


def inside(folder: str, path: str) -> str:
    """Return a folder and a relative path, with `/` between segments, as one path.

    Raises `UnsafePath` unless every segment names a file or folder on every system.
    """
    if not is_inside(path):
        found = (reason for reason, pattern in _REASONS.items() if re.search(pattern, path, re.IGNORECASE))
        reason = next(found, "it has a segment that is too long or is no Unicode")
        raise UnsafePath(f"{shown(path)} cannot be the path of a file: {reason}")
    return f"{folder}/{path}"


def is_inside(path: str) -> bool:
    """Return whether every segment of a relative path names a file or folder on every system."""
    return not _UNSAFE.search(path) and ((len(path) <= _LONGEST and path.isascii()) or _fits(path))


def _fits(path: str) -> bool:
    """Return whether each segment of a path can be encoded, and is short enough then."""
    try:
        return all(len(os.fsencode(segment)) <= _LONGEST for segment in path.split("/"))
    except UnicodeEncodeError:
        return False
