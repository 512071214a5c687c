"""Where the next site is made: one build's own folder, in a workshop beside the site that one build at a time may enter."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from briefings.publish.lock import LOCK, hold, let_go
from briefings.publish.place import delete, mend, put_in_place
from briefings.publish.signals import undisturbed

PATIENCE = 600.0
"""Seconds that a build waits for another one of the same site."""
_PAUSE = 0.1


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
        self.is_published = False
        # A new name each time: what a worker of a build that was killed may still write goes nowhere.
        self.folder = Path(tempfile.mkdtemp(prefix="site-", dir=workshop(site)))

    def publish(self) -> None:
        """Put the folder in the site's place; signals wait until that is done.

        Raises `OSError` where the site's folder cannot be replaced; then it is as it was.
        """
        with undisturbed():
            put_in_place(self.folder, self._site)
            self.is_published = True

    def close(self) -> None:
        """Delete what was staged, or what was the site before, and let the next build in."""
        with contextlib.suppress(OSError):  # the next build clears up what is left
            _tidy(self._site)
        let_go(workshop(self._site), self._lock)


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
        left = [Path(entry.path) for entry in entries if entry.name != LOCK]
    for path in left:
        delete(path)
