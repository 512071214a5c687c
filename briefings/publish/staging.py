"""Where the next site is made: one build's own folder, in a workshop beside the site that one build at a time may enter."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from briefings.publish.lock import LOCK, hold, let_go
from briefings.publish.place import delete, mend, put_in_place
from briefings.publish.signals import undisturbed
from briefings.publish.tree import caught_up

PATIENCE = 600.0
"""Seconds that a build waits for another one of the same site."""
_PAUSE = 0.1
KEPT = "kept"
"""Name of the folder, in the workshop, with the site before the last one."""


class Busy(Exception):
    """Another build of the site has been running for longer than one is ready to wait."""


def workshop(site: Path) -> Path:
    """Return the folder in which the next site is made: beside the site, so that both are on one file system."""
    return site.parent / f".{site.name}.next"


class Staging:
    """One build's folder for the next site, until it is closed."""

    def __init__(self, site: Path, lock: int) -> None:
        self._site = site
        self._lock = lock
        self._kept = workshop(site) / KEPT
        self.is_published = False
        self._is_resumed = False
        # A new name each time: what a worker of a build that was killed may still write goes nowhere.
        self.folder = Path(tempfile.mkdtemp(prefix="site-", dir=workshop(site)))

    @property
    def kept(self) -> Path | None:
        """The site before the last one, which `resume` puts where the next is made; None where there is none."""
        return self._kept if self._kept.is_dir() and not self._kept.is_symlink() else None

    def resume(self) -> None:
        """Put the site before the last one where the next is made, so that only what has changed since need be written.

        Whoever empties the folder before it is used does so before this. Raises `OSError`.
        """
        kept = self.kept
        if kept is not None:
            self.folder.mkdir(exist_ok=True)
            self.folder.rmdir()
            kept.rename(self.folder)
            self._is_resumed = True
        else:
            self.folder.mkdir(exist_ok=True)

    def publish(self) -> None:
        """Put the folder in the site's place; signals wait until that is done.

        Raises `OSError` where the site's folder cannot be replaced; then it is as it was.
        """
        with undisturbed():
            put_in_place(self.folder, self._site)
            self.is_published = True

    def catch_up(self) -> Mapping[str, bytes]:
        """Have the site before the last one be as the published one, so that only what changes now need be written in it.

        Return the digests of its files. What cannot be copied is written when it is needed.
        """
        if self.kept is None:
            delete(self._kept)  # a file or a link, through which the copy would go elsewhere
        return caught_up(self._kept, self._site)

    def close(self) -> None:
        """Keep what was the site before for the next build, delete what else was staged, and let the next build in."""
        with contextlib.suppress(OSError):  # the next build clears up what is left
            is_folder = self.folder.is_dir() and not self.folder.is_symlink()
            if is_folder and (self.is_published or self._is_resumed):
                delete(self._kept)
                self.folder.rename(self._kept)
            _tidy(self._site)
        let_go(workshop(self._site), self._lock)

    def leave(self) -> None:
        """Delete what the next build would begin with: there will be none. Only after `close`."""
        delete(workshop(self._site))


def stage(site: Path, wait: Callable[[], None], patience: float = PATIENCE) -> Staging:
    """Return a new folder for the next site, after clearing up what a build that was killed has left behind.

    Another build of the same site is waited for, for `patience` seconds; `wait` is called once where that is so.

    Raises `Busy` where it takes longer, and `OSError` where the folder cannot be made.
    """
    lock = _wait(workshop(site), wait, time.monotonic() + patience)
    try:
        _tidy(site)
        return Staging(site, lock)
    except BaseException:
        let_go(workshop(site), lock)
        raise


def _wait(folder: Path, wait: Callable[[], None], deadline: float) -> int:
    lock = hold(folder)
    if lock is None:
        wait()
    while lock is None:
        if time.monotonic() > deadline:
            raise Busy
        time.sleep(_PAUSE)
        lock = hold(folder)
    return lock


def _tidy(site: Path) -> None:
    mend(site)
    with os.scandir(workshop(site)) as entries:
        left = [Path(entry.path) for entry in entries if entry.name not in (LOCK, KEPT)]
    for path in left:
        delete(path)
