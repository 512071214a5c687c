"""One directory in another's place, in one step."""

import contextlib
import ctypes
import errno
import os
import shutil
from pathlib import Path

from briefings.publish.files import is_folder

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


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
        delete(aside)
        site.rename(aside)
        try:
            new.rename(site)
        except OSError:
            aside.rename(site)
            raise


def recover(site: Path) -> None:
    """Bring back a site that was set aside and never replaced; delete one that was. Raises `OSError` if it cannot be."""
    aside = _aside(site)
    if os.path.lexists(site):
        delete(aside)
    elif os.path.lexists(aside):
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
