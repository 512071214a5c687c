"""Put out of the way what a bench no longer needs, and delete it where no build is measured."""

from __future__ import annotations

import os
import shutil
import time
from itertools import count
from pathlib import Path

SETTLED = 361
"""Seconds for which ext4 gives the places of deleted files to no new ones, and goes through all of them for each new one.

A minute, and five more while what it keeps of them has not been written to the disk (`recently_deleted` in `fs/ext4/ialloc.c`).
"""


class Aside:
    """A folder for what is to be deleted.

    Deleting thousands of files makes those slower that are written in the minutes after it, of whichever build comes first. So
    sites are moved away, and deleted together where a bench ends or the disk is filling; what is measured next waits until
    that is over.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = map(str, count())
        self._deleted_at = -float(SETTLED)
        self._free = 0  # nothing was used before the first turn
        self.empty()

    def take(self, path: Path) -> None:
        """Move a file or folder away, if it is there."""
        if path.exists():
            self._folder.mkdir(exist_ok=True)
            path.rename(self._folder / next(self._names))

    def make_room(self) -> None:
        """Begin a turn: delete what was taken if the disk has no room for twice what the turn before has used of it."""
        used = self._free - self._room()
        if self._room() < 2 * used:
            self.empty()
        self._free = self._room()

    def _room(self) -> int:
        return shutil.disk_usage(self._folder.parent).free

    def empty(self) -> None:
        """Delete what was taken."""
        if self._folder.exists():
            shutil.rmtree(self._folder)
            os.sync()
            self._deleted_at = time.monotonic()

    def settle(self) -> None:
        """Bring to the disk what was written, and wait until the file system has forgotten what was deleted."""
        os.sync()
        time.sleep(max(0.0, self._deleted_at + SETTLED - time.monotonic()))
