"""What web servers, hosts of static sites and tools that deploy differences need of a site's files."""

import os
import shutil
import stat
from pathlib import Path

from briefings.errors import NotAFile
from briefings.publish.scan import walk

_FOLDER_MODE = 0o755
_FILE_MODE = 0o644
_PERMISSIONS = 0o777
_CHUNK = 1 << 16


def normalise_permissions_and_mtimes(new: Path, site: Path) -> None:
    """Make a new site ready to replace `site`, whoever has written what is in it.

    Folders get the mode 0755 and files 0644, whatever the umask. A file that has other names becomes a copy, so that nobody
    writes into a cache, or into the site, through another name. A file with the bytes of the published one gets its time of
    modification, so that a deployment by times leaves it alone. Hard links from the old site into the new one would be quicker,
    but a plugin that writes into a page would write into the published site.

    Raises `NotAFile` for a link and whatever else hosts refuse, and `OSError`.
    """
    staged, published = str(new), str(site)
    _set_mode(staged, new.lstat(), _FOLDER_MODE)
    for entry in walk(new):
        found = entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(found.st_mode):
            _set_mode(entry.path, found, _FOLDER_MODE)
        elif stat.S_ISREG(found.st_mode):
            _normalise_file(entry.path, found, published + entry.path.removeprefix(staged))
        else:
            name = Path(entry.path).relative_to(new).as_posix()
            raise NotAFile(f"{name} is a link or a device; hosts of static sites take files alone")


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
