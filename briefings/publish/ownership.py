"""Whose a folder is: the site's folder and the ones beside it are replaced and deleted only where Briefings has made them.

Each has a marker, a file that names all others which Briefings has put there. What is not named is somebody else's.
"""

import filecmp
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from briefings.diagnostics import shown
from briefings.errors import NotOurs
from briefings.reading import read_no_link

MARKER = ".briefings-site"
_NEW_MARKER = f"{MARKER}.new"
_HEAD = b"Briefings has made this folder and the files that are named here, and replaces them. Put nothing else into it.\n"
_MOST_BYTES = 1 << 28
"""Size of the largest marker; a site of a million pages has a sixth of that."""
_LITTER = frozenset({".DS_Store", "._.DS_Store", "Thumbs.db", "desktop.ini"})
"""Names of files that file managers leave in any folder that is looked at."""
_COMPRESSED = (".gz", ".br", ".zst")
"""Endings of files that are made from ours for a server, and can be made again."""


def mark(folder: Path, files: Iterable[str], published: Path | None = None) -> None:
    """Put a marker into a folder, or a new one in the old one's place, that names these files of ours by relative path.

    It has the time of modification of the published site's, if both have the same bytes. Raises `OSError`.
    """
    # A name may have a line feed but no NUL.
    content = _HEAD + b"".join(os.fsencode(file).replace(b"\n", b"\0") + b"\n" for file in sorted(files))
    marker, new = folder / MARKER, folder / _NEW_MARKER
    new.unlink(missing_ok=True)
    new.write_bytes(content)
    new.chmod(0o644)
    if published is not None and _marker(published) == content:
        found = (published / MARKER).stat()
        os.utime(new, ns=(found.st_atime_ns, found.st_mtime_ns))
    new.replace(marker)


def is_ours(folder: Path) -> bool:
    """Return whether Briefings has made a folder, or nothing is in it but what file managers leave; False for anything else."""
    try:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            return False
        with os.scandir(folder) as entries:
            litter = {*_LITTER, _NEW_MARKER}  # a build was killed when it had just made the folder
            is_empty = all(entry.name in litter and entry.is_file(follow_symlinks=False) for entry in entries)
    except OSError:
        return False
    return is_empty or is_marked(folder)


def is_marked(folder: Path) -> bool:
    """Return whether a folder has a marker."""
    return _marker(folder) is not None


def refuse_others_folder(site: Path) -> None:
    """Raise `NotOurs` where a site's folder is there, is not empty, and was not made by Briefings."""
    if os.path.lexists(site) and not is_ours(site):
        others = "is not empty and was not made by Briefings"
        raise NotOurs(
            f"site_dir: {shown(str(site), 300)} {others}; delete it yourself if nobody needs it, or name another folder"
        )


def keep_others_files(site: Path) -> list[str]:
    """Give each file that somebody else has put into a site's folder a second name in `.site.kept`, which nobody deletes.

    So it outlives the site. Returns the paths of those that were not kept before. Raises `NotOurs` where that is no way: a
    repository of Git, a link, a device; and `OSError`.
    """
    refuse_others_folder(site)
    kept = site.parent / f".{site.name}.kept"
    others = sorted(_others(site))
    for name in others:
        if ".git" in name.split("/") or not stat.S_ISREG((site / name).lstat().st_mode):
            fault = f"{shown(str(site), 300)} has {shown(name, 300)} in it, which Briefings has not put there"
            raise NotOurs(f"site_dir: {fault}; move it elsewhere, or name another folder")
    return [name for name in others if _keep(site / name, kept, name)]


def _keep(file: Path, kept: Path, name: str) -> bool:
    """Give a file a second name in a folder, or in a numbered one in it where that is taken; return False if it has one."""
    for number in count():
        place = kept / f"other-{number}" / name if number else kept / name
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):  # a file has the name of a folder
            if not kept.is_dir():
                raise
            continue
        if not os.path.lexists(place):
            try:
                place.hardlink_to(file)
            except OSError:  # a file system without links, or another owner
                shutil.copy2(file, place)
            return True
        if place.is_file() and filecmp.cmp(file, place, shallow=False):
            return False
    raise AssertionError("numbers do not end")


def _others(site: Path) -> Iterator[str]:
    """Yield the path of each file that Briefings has not put into its folder and that cannot be made again from those."""
    marker = _marker(site)
    if marker is None:
        return
    ours = set(marker[len(_HEAD) :].split(b"\n"))
    prefix = len(os.fsencode(site)) + 1
    folders = [os.fsencode(site)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif (name := entry.path[prefix:].replace(b"\n", b"\0")) not in ours and not _can_be_lost(name, ours, entry):
                    yield os.fsdecode(entry.path[prefix:])


def _can_be_lost(name: bytes, ours: set[bytes], entry: "os.DirEntry[bytes]") -> bool:
    if not entry.is_file(follow_symlinks=False):
        return False
    stem, ending = os.path.splitext(os.fsdecode(name))
    is_made_from_ours = ending in _COMPRESSED and os.fsencode(stem) in ours
    return is_made_from_ours or name in (MARKER.encode(), _NEW_MARKER.encode()) or os.fsdecode(entry.name) in _LITTER


def _marker(folder: Path) -> bytes | None:
    """Return the bytes of a folder's marker; None where there is none."""
    try:
        content = read_no_link(folder / MARKER, _MOST_BYTES)
    except OSError:
        return None
    return content if content.startswith(_HEAD) else None
