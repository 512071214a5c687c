"""One build of a site at a time: a lock that ends with the process that holds it, in whatever way that ends.

It is a record lock (POSIX `fcntl`) on a file. Such a lock belongs to one process: the system takes it back when that process
dies, and workers that outlive it do not keep it, as they would a lock of the kind that `flock` makes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

LOCK = "lock"
"""Name of the file that is locked."""
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)


def hold(folder: Path) -> int | None:
    """Take the lock in a folder, which is made where it is missing; return its descriptor, None where another process has it.

    Where the file system has no locks, everybody gets one. Raises `OSError` where the folder cannot be used.
    """
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError:  # the last holder has just taken the folder away
        return None
    if _is_ours(descriptor) and _is_named(descriptor, folder / LOCK):
        return descriptor
    os.close(descriptor)
    return None


def let_go(folder: Path, descriptor: int) -> None:
    """Give the lock back and take its folder away, where nothing else is in it."""
    # An error leaves a lock that nobody has, which the next build takes; or there is a new one in the folder already.
    with contextlib.suppress(OSError):
        (folder / LOCK).unlink(missing_ok=True)
        folder.rmdir()
    os.close(descriptor)


def _is_ours(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in _NO_LOCKS
    return True


def _is_named(descriptor: int, file: Path) -> bool:
    """Return whether a file that has been opened still has its name; else it was its last holder's, who took it away."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False
