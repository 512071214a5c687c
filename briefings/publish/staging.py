"""The staging directory: beside the site, so that both are on one file system, for one build at a time.

.site.next/
lock        held by the build that runs
site-…      where it makes the next site
previous    the site before the published one, in which the next build writes only what differs

Nothing else in it is touched, and nothing of these that has no marker (`ownership`).

The lock is a record lock (POSIX `fcntl`). It belongs to one process: the system releases it when that process ends, in whatever
way, and workers that outlive it do not hold it, as they would hold one of `flock`.
"""

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from briefings.diagnostics import shown
from briefings.errors import NotOurs, SiteLocked
from briefings.publish.files import is_folder, sync_tree
from briefings.publish.ownership import MARKER, is_marked, is_ours, mark
from briefings.signals import defer_signals

TIMEOUT = 600.0
"""Seconds that a build waits for another one of the same site: of two commits, the second is published."""
PREVIOUS = "previous"
"""Name of the folder with the site before the published one."""
_NEXT = "site-"
"""Beginning of the names of folders in which sites are made."""
_LOCK = "lock"
"""Name of the file that is locked."""
_PAUSE = 0.1
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)


class Staging:
    """The staging directory while one build holds it, until `close`."""

    def __init__(self, site: Path, on_wait: Callable[[], None], timeout: float = TIMEOUT) -> None:
        """Take the directory, without what a build that was killed has left in it, and wait for another build of the site.

        `site` is the folder itself, no link to it. `on_wait` is called once before. Raises `SiteLocked` if that takes longer
        than `timeout` seconds, `NotOurs` where a file of somebody else is in the way, and `OSError` if the directory cannot be
        made.
        """
        self._site = site
        self._directory = site.parent / f".{site.name}.next"
        self._previous = self._directory / PREVIOUS
        self._is_previous_reused = False
        self.is_published = False
        self._lock = _wait(self._directory, on_wait, timeout)
        try:
            self._clean()
            # A new name each time: what a worker of a build that was killed may still write goes nowhere.
            self.folder = Path(tempfile.mkdtemp(prefix=_NEXT, dir=self._directory))
            """Where the next site is made."""
            mark(self.folder, ())
        except BaseException:
            self._release()
            raise

    @property
    def previous(self) -> Path | None:
        """The site before the published one, until `reuse_previous` moves it; None if there is none."""
        return self._previous if is_folder(self._previous) else None

    def sync_previous(self) -> Mapping[str, bytes]:
        """Make the site before the published one equal to the published one; return the digests of its files."""
        self._previous.mkdir(exist_ok=True)
        if not is_marked(self._previous):  # a new folder, or an empty one in whose place the first site was put
            mark(self._previous, ())
        return sync_tree(self._previous, self._site)

    def reuse_previous(self) -> None:
        """Move the site before the published one to `folder`, which must be empty or missing. Raises `OSError`."""
        self.folder.mkdir(exist_ok=True)
        if self.previous is not None:
            (self.folder / MARKER).unlink(missing_ok=True)
            self.folder.rmdir()
            self._previous.rename(self.folder)
            self._is_previous_reused = True

    def publish(self, files: Iterable[str]) -> None:
        """Swap `folder`, with a marker that names its files by relative path, with the site; signals are deferred meanwhile.

        Nothing waits for the disk: `syncfs` would store what others have written too, and `fsync` takes a commit of the journal
        for each file. The next build repairs what a power failure has damaged, since it compares bytes.

        Raises `OSError` if the site cannot be replaced; it is then as it was.
        """
        mark(self.folder, files, self._site)
        with defer_signals():
            swap_directories(self.folder, self._site)
            self.is_published = True

    def close(self) -> None:
        """Keep what was the site before for the next build, delete the rest, and release the lock."""
        with contextlib.suppress(OSError, NotOurs):  # the next build deletes what is left
            if is_folder(self.folder) and (self.is_published or self._is_previous_reused):
                delete(self._previous)
                self.folder.rename(self._previous)
            self._clean()
        self._release()

    def discard(self) -> None:
        """Delete what was kept for the next build: there will be none. Only after `close`."""
        with contextlib.suppress(OSError):
            if is_ours(self._previous):
                delete(self._previous)
            self._directory.rmdir()

    def _clean(self) -> None:
        """Bring a site back that a kill has left aside, and delete what else it has left; raises `NotOurs` like `__init__`."""
        recover(self._site)
        for path in self._directory.iterdir():
            if path.name.startswith(_NEXT) and is_ours(path):
                delete(path)
        _clear(self._previous, is_ours)

    def _release(self) -> None:
        """Release the lock, and delete the directory if nothing else is in it."""
        # An error leaves a file that nobody has locked, which the next build locks; or there is a new one already.
        with contextlib.suppress(OSError):
            (self._directory / _LOCK).unlink(missing_ok=True)
            self._directory.rmdir()
        os.close(self._lock)


def _wait(folder: Path, on_wait: Callable[[], None], timeout: float) -> int:
    deadline = time.monotonic() + timeout
    lock = acquire(folder)
    if lock is None:
        on_wait()
    while lock is None:
        if time.monotonic() > deadline:
            raise SiteLocked(timeout)
        time.sleep(_PAUSE)
        lock = acquire(folder)
    return lock


def acquire(folder: Path) -> int | None:
    """Acquire the lock of a folder, which is made if it is missing; return its descriptor, None if another process holds it.

    On a file system without locks everybody acquires one. Raises `NotOurs` where a file of somebody else has the folder's name,
    and `OSError` if the folder cannot be used.
    """
    _clear(folder, is_folder)
    folder.mkdir(mode=0o700, exist_ok=True)
    _clear_lock(folder / _LOCK)
    try:
        descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    except FileNotFoundError:  # the last holder has just deleted the folder
        return None
    if _is_locked(descriptor) and _is_named(descriptor, folder / _LOCK):
        return descriptor
    os.close(descriptor)
    return None


def _clear(path: Path, is_wanted: Callable[[Path], bool]) -> None:
    """Delete a link or an empty file that has the name of a folder of ours; raises `NotOurs` for anything that has bytes."""
    if not os.path.lexists(path) or is_wanted(path):
        return
    found = path.lstat()
    if not (stat.S_ISLNK(found.st_mode) or (stat.S_ISREG(found.st_mode) and found.st_size == 0)):
        name = shown(str(path), 300)
        raise NotOurs(f"{name} was not made by Briefings, which needs the name; give it another, or name another site_dir")
    path.unlink()


def _clear_lock(lock: Path) -> None:
    """Make way for the file that is locked, where something else has its name; a folder with files in it gets another name."""
    with contextlib.suppress(FileNotFoundError):
        mode = lock.lstat().st_mode
        if stat.S_ISDIR(mode):
            try:
                lock.rmdir()
            except OSError:
                lock.rename(Path(tempfile.mkdtemp(prefix="other-", dir=lock.parent)) / lock.name)
        elif not stat.S_ISREG(mode):
            lock.unlink()


def _is_locked(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in _NO_LOCKS
    return True


def _is_named(descriptor: int, file: Path) -> bool:
    """Return whether an open file still has its name; otherwise its last holder has deleted it."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False


# One directory in another's place, in one step


def swap_directories(new: Path, site: Path) -> None:
    """Make the directory `new` the site. The former site then has the name of `new`, or is set aside.

    On Linux the two names are exchanged in one step (`renameat2`): a reader meets the old site or the new one, never a mixture
    and never nothing. Elsewhere there are two steps, between which the site's name stands for nothing; if the process is killed
    there, `recover` brings the old site back.

    Raises `OSError` if the site's directory cannot be replaced; it is then as it was.
    """
    if not new.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(new))
    if not os.path.lexists(site):
        new.rename(site)
    elif not exchange(new, site):
        aside = _aside(site)
        if os.path.lexists(aside) and not is_ours(aside):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(aside))
        delete(aside)
        site.rename(aside)
        try:
            new.rename(site)
        except OSError:
            aside.rename(site)
            raise


def recover(site: Path) -> None:
    """Bring back a site that was set aside and never replaced; delete one that was. Raises `OSError` if it cannot be.

    What was not made by Briefings stays where it is.
    """
    aside = _aside(site)
    if not is_ours(aside):
        return
    if os.path.lexists(site):
        delete(aside)
    else:
        aside.rename(site)


def delete(path: Path) -> None:
    """Delete a file or a directory as far as possible; of a link, the link alone."""
    if is_folder(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; return False if the system or the file system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _aside(site: Path) -> Path:
    return site.parent / f".{site.name}.old"
