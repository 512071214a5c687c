"""The last touch to a new site: what web servers, hosts of static sites and those who deploy differences need of its files."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

_FOLDER_MODE = 0o755
_FILE_MODE = 0o644
_PERMISSIONS = 0o777
_CHUNK = 1 << 16


class NoFile(Exception):
    """Something in the new site is neither a file nor a folder; the message names it."""


def finish(new: Path, site: Path) -> None:
    """Make a new site ready to take the place of `site`, whoever has written what is in it.

    Folders may be read by everybody, and files too (0755 and 0644, whatever the umask). No file shares its content with another
    name: one that does becomes a copy, so that nobody writes into a cache, or into the site, through it. A file whose bytes are
    those of the published one has its time of modification too, so that a deployment by times leaves it alone.

    Raises `NoFile` for a symbolic link or another thing that hosts refuse, and `OSError`.
    """
    staged, published = str(new), str(site)
    _open(staged, new.lstat(), _FOLDER_MODE)
    for entry in below(staged):
        found = entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(found.st_mode):
            _open(entry.path, found, _FOLDER_MODE)
        elif stat.S_ISREG(found.st_mode):
            _finish_file(entry.path, found, published + entry.path.removeprefix(staged))
        else:
            raise NoFile(
                f"{Path(entry.path).relative_to(new).as_posix()} is a link or a device; hosts of static sites take files alone"
            )


def below(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield everything in a folder and in those below it; raises `OSError` where one cannot be read."""
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                yield entry


def _open(path: str, found: os.stat_result, mode: int) -> None:
    if stat.S_IMODE(found.st_mode) & _PERMISSIONS != mode:
        Path(path).chmod(mode | stat.S_IMODE(found.st_mode) & stat.S_ISGID)


def _finish_file(path: str, found: os.stat_result, published: str) -> None:
    if found.st_nlink > 1:
        _part(path)
        found = os.lstat(path)
    _open(path, found, _FILE_MODE)
    try:
        old = os.lstat(published)
    except (FileNotFoundError, NotADirectoryError):
        return
    if old.st_mtime_ns == found.st_mtime_ns:
        return
    if stat.S_ISREG(old.st_mode) and old.st_size == found.st_size and _is_same(path, published):
        os.utime(path, ns=(found.st_atime_ns, old.st_mtime_ns))


def _part(path: str) -> None:
    """Make a file of its own of one that has other names."""
    copy = Path(f"{path}.copy")
    shutil.copyfile(path, copy)
    copy.replace(path)


def _is_same(one: str, other: str) -> bool:
    with open(one, "rb", buffering=0) as first, open(other, "rb", buffering=0) as second:
        while (data := first.read(_CHUNK)) == second.read(_CHUNK):
            if not data:
                return True
    return False
