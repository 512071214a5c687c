"""One folder in another's place, in one step."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def staging_folder(site: Path) -> Path:
    """Return the folder in which the next site is made: beside the site, so that both are on one file system."""
    return site.parent / f".{site.name}.next"


def put_in_place(new: Path, site: Path) -> None:
    """Make the folder `new` the site; what was the site before is deleted.

    A reader meets the old site or the new one, never a mixture and never nothing, where the system can exchange two names in
    one step (Linux, `renameat2`). Elsewhere there is a moment in which the site's name stands for nothing.

    Raises `OSError` where the site's folder cannot be replaced; then it is as it was.
    """
    if not new.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(new))
    if not os.path.lexists(site):
        new.rename(site)
    elif _exchange(new, site):
        _delete(new)
    else:
        _replace(new, site)


def _replace(new: Path, site: Path) -> None:
    """Take the old site away and put the new one there; bring the old one back where that fails."""
    old = site.parent / f".{site.name}.old"
    _delete(old)
    site.rename(old)
    try:
        new.rename(site)
    except OSError:
        old.rename(site)
        raise
    _delete(old)


def _delete(folder: Path) -> None:
    """Delete a folder; of a link to one, the link alone."""
    if folder.is_symlink():
        folder.unlink()
    else:
        shutil.rmtree(folder, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or the file system cannot."""
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
