"""The files of a folder: their digests, their copies, and what hosts of static sites need of them."""

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from briefings.errors import NotAFile
from briefings.publish.ownership import MARKER

READ_ONLY = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
"""Flags that open a file, no link, and wait for nobody to write into a pipe."""
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
"""Flags that create a file, where nothing is, not even a link."""
_BLOCK = 1 << 20
"""Bytes of a file that are in memory at a time: most files have fewer, databases many times as many."""
_THREADS = 2
"""Threads that read files: reading and hashing do not need the interpreter."""
_FOLDER_MODE = 0o755
_FILE_MODE = 0o644
_PERMISSIONS = 0o777
_CHUNK = 1 << 16
StatCache = dict[tuple[int, ...], bytes]
"""SHA-256 of files by device, inode, size and times."""


def hash_tree(folder: Path, cache: StatCache | None = None) -> dict[str, bytes]:
    """Return the SHA-256 of each file in a folder, which may be missing, by its relative path; empty for an unreadable one.

    What is neither a file nor a folder with files in it is deleted. A file whose stat is cached is not read; others are added.
    """
    root = f"{folder}/"
    names = list_files(str(folder))
    if cache is None:
        return _hash_files(names, lambda name: hash_file(root + name))
    stats = {name: _stat(os.lstat(root + name)) for name in names}
    digests = {name: cache[key] for name, key in stats.items() if key in cache}
    new = _hash_files([name for name in names if name not in digests], lambda name: hash_file(root + name))
    # The stats are from before the files were read: a file that was written to meanwhile has another one.
    cache.update((stats[name], digest) for name, digest in new.items())
    return digests | new


def _hash_files(names: Sequence[str], digest: Callable[[str], bytes]) -> dict[str, bytes]:
    """Return the digest of each name; several threads work them out."""
    parts = [names[start::_THREADS] for start in range(_THREADS)]
    with ThreadPoolExecutor(_THREADS) as threads:
        return dict(chain(*threads.map(lambda part: [(name, digest(name)) for name in part], parts)))


def hash_file(file: str) -> bytes:
    """Return the SHA-256 of a file; nothing for a link and for what cannot be read, so that it is written anew."""
    try:
        with open(os.open(file, READ_ONLY), "rb", buffering=0) as stream:
            return hash_stream(stream)
    except OSError:
        return b""


def hash_stream(stream: BinaryIO, copy: int | None = None) -> bytes:
    """Return the SHA-256 of what is left in a stream; write it to a descriptor as well, if one is given."""
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
        if copy is not None:
            write_all(copy, block)
    return digest.digest()


def list_files(folder: str, prefix: str = "") -> list[str]:
    """Return the paths of all files but the marker, after a prefix; delete what else is there: links and empty folders."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return []
    names = []
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                below = list_files(entry.path, f"{prefix}{entry.name}/")
                names += below
                if not below:
                    os.rmdir(entry.path)  # noqa: PTH106 for each of many thousand folders
            elif entry.is_file(follow_symlinks=False):
                if prefix or entry.name != MARKER:
                    names.append(prefix + entry.name)
            else:
                os.unlink(entry.path)  # noqa: PTH108 a link would lead out of the site
    return names


def walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield everything in a folder and in those below it; raises `OSError` for one that cannot be read."""
    folders = [str(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                yield entry


def is_folder(path: str | Path) -> bool:
    """Return whether something is a folder and no link to one."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def write_all(descriptor: int, content: bytes) -> None:
    """Write bytes to their end: a disk that is nearly full takes a part, and refuses the rest only when asked again."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def sync_tree(folder: Path, site: Path) -> dict[str, bytes]:
    """Copy into a folder those files of a site that differ in size or time of modification; return digests like `hash_tree`.

    Files that only the site has are copied if the folder is empty but for its marker. A file is read once, for the copy and its
    digest. What cannot be copied stays as it is: the digests tell. To copy a file is quicker than to decompress it from the
    cache.
    """
    names = list_files(str(folder))
    if not names:
        with contextlib.suppress(OSError):
            names = [entry.path.removeprefix(f"{site}/") for entry in walk(site) if entry.is_file(follow_symlinks=False)]
            names = [name for name in names if name != MARKER]
        for parent in sorted({f"{folder}/{name}".rpartition("/")[0] for name in names}):
            with contextlib.suppress(OSError):
                os.makedirs(parent, exist_ok=True)  # noqa: PTH103 for each of many thousand folders
    return _hash_files(names, lambda name: _sync(f"{site}/{name}", f"{folder}/{name}"))


def _sync(file: str, copy: str) -> bytes:
    published = _found(file)
    differs = published is not None and published != _found(copy)
    return (differs and _copy(file, copy)) or hash_file(copy)


def _found(file: str) -> tuple[int, ...] | None:
    """Return what a copy, or a page that has not changed, has in common with its file; None for what is no file."""
    try:
        found = os.lstat(file)
    except OSError:
        return None
    return (found.st_mode, found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def _copy(file: str, copy: str) -> bytes:
    """Replace whatever is at `copy` with a copy of a file; return the SHA-256 of its bytes, or nothing if that fails."""
    try:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(copy)  # noqa: PTH108 for each of many thousand files
        with (
            open(os.open(file, READ_ONLY), "rb", buffering=0) as source,
            open(os.open(copy, NEW_FILE, 0o666), "wb", buffering=0) as target,
        ):
            digest = hash_stream(source, target.fileno())
            found = os.fstat(source.fileno())
            os.fchmod(target.fileno(), stat.S_IMODE(found.st_mode))
            os.utime(target.fileno(), ns=(found.st_atime_ns, found.st_mtime_ns))
            return digest
    except OSError:
        return b""


def _stat(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def normalise_permissions_and_mtimes(new: Path, site: Path) -> list[str]:
    """Make a new site ready to replace `site`, whoever has written what is in it; return the paths of its files.

    Folders get the mode 0755 and files 0644, whatever the umask. A file that has other names becomes a copy, so that nobody
    writes into a cache, or into the site, through another name. A file with the bytes of the published one gets its time of
    modification, so that a deployment by times leaves it alone. Hard links from the old site into the new one would be quicker,
    but a plugin that writes into a page would write into the published site.

    Raises `NotAFile` for a link and whatever else hosts refuse, and `OSError`.
    """
    staged, published = str(new), str(site)
    files = []
    _set_mode(staged, new.lstat(), _FOLDER_MODE)
    for entry in walk(new):
        found = entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(found.st_mode):
            _set_mode(entry.path, found, _FOLDER_MODE)
        elif stat.S_ISREG(found.st_mode):
            path = entry.path.removeprefix(staged)
            _normalise_file(entry.path, found, published + path)
            files.append(path[1:])
        else:
            name = Path(entry.path).relative_to(new).as_posix()
            raise NotAFile(f"{name} is a link or a device; hosts of static sites take files alone")
    return [file for file in files if file != MARKER]


def _set_mode(path: str, found: os.stat_result, mode: int) -> None:
    if stat.S_IMODE(found.st_mode) & _PERMISSIONS != mode:
        Path(path).chmod(mode | stat.S_IMODE(found.st_mode) & stat.S_ISGID)


def _normalise_file(path: str, found: os.stat_result, published: str) -> None:
    if found.st_nlink > 1:
        copy = Path(f"{path}.copy")
        shutil.copyfile(path, copy)
        copy.replace(path)
        found = os.lstat(path)
    _set_mode(path, found, _FILE_MODE)
    try:
        old = os.lstat(published)
    except (FileNotFoundError, NotADirectoryError):
        return
    if old.st_mtime_ns == found.st_mtime_ns:  # set by this function; all that depends on it is a time
        return
    if stat.S_ISREG(old.st_mode) and old.st_size == found.st_size and _is_same(path, published):
        os.utime(path, ns=(found.st_atime_ns, old.st_mtime_ns))


def _is_same(one: str, other: str) -> bool:
    with open(one, "rb", buffering=0) as first, open(other, "rb", buffering=0) as second:
        while (data := first.read(_CHUNK)) == second.read(_CHUNK):
            if not data:
                return True
    return False
