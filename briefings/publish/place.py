"""One folder in another's place, in one step."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def put_in_place(new: Path, site: Path) -> None:
    """Make the folder `new` the site. What was the site before then goes by the name of `new`, or is set aside.

    A reader meets the old site or the new one, never a mixture and never nothing, where the system can exchange two names in
    one step (Linux, `renameat2`). Elsewhere there are two steps, and a moment between them in which the site's name stands for
    nothing; where the process is killed in that moment, `mend` brings the old site back.

    Raises `OSError` where the site's folder cannot be replaced; then it is as it was.
    """
    if not new.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(new))
    if not os.path.lexists(site):
        new.rename(site)
    elif not _exchange(new, site):
        _replace(new, site)


def mend(site: Path) -> None:
    """Bring back a site that was set aside and never replaced; delete one that was.

    Raises `OSError` where the site cannot be brought back.
    """
    aside = _aside(site)
    if not os.path.lexists(aside):
        return
    if os.path.lexists(site):
        delete(aside)
    else:
        aside.rename(site)


def delete(path: Path) -> None:
    """Delete a file or a folder as far as that can be done; of a link, the link alone."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def _aside(site: Path) -> Path:
    return site.parent / f".{site.name}.old"


def _replace(new: Path, site: Path) -> None:
    """Set the old site aside and put the new one there; bring the old one back where that fails."""
    aside = _aside(site)
    delete(aside)
    site.rename(aside)
    try:
        new.rename(site)
    except OSError:
        aside.rename(site)
        raise


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
