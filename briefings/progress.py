"""How far a build is: a line that moves on a terminal, plain lines where what is said is kept, as in CI."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

PAUSE = 10.0
"""Seconds from one plain line to the next; what is done sooner is not spoken of."""
_SOON = 1.0
"""Seconds that pass before a terminal shows anything."""
_BLINK = 0.1
"""Seconds for which what a terminal shows stays as it is."""


class Teller:
    """Tells how far a build is; to be used in a `with` statement."""

    def __init__(self, console: Console | None = None) -> None:
        """Take where to tell it, by default the standard error output."""
        self._console = console or Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._stage = ""
        self._begun = self._last = 0.0

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Leave the terminal as it was."""
        self._end()

    def told(self, stage: str, done: int, of: int) -> None:
        """Hear that so many things of a stage are done."""
        now = time.monotonic()
        if stage != self._stage:
            self._end()
            self._stage, self._begun, self._last = stage, now, now
        if self._console.is_terminal:
            self._show(done, of, now)
        elif now - self._last >= PAUSE and done < of:
            self._last = now
            self._console.print(line(stage, done, of, now - self._begun))

    def _show(self, done: int, of: int, now: float) -> None:
        if self._progress is None and now - self._begun >= _SOON:
            rate = TextColumn("{task.fields[rate]} a second")
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
            # It draws when it is told to: beside a thread that draws, workers could not be copies of this process.
            self._progress = Progress(*columns, console=self._console, transient=True, auto_refresh=False)
            self._progress.start()
            self._task = self._progress.add_task(self._stage, total=of, rate="")
        if self._progress is not None and self._task is not None:
            rate_now = f"{done / max(now - self._begun, 0.001):,.0f}"
            self._progress.update(self._task, completed=done, rate=rate_now)
            if now - self._last >= _BLINK or done >= of:
                self._last = now
                self._progress.refresh()

    def _end(self) -> None:
        if self._progress is not None:
            self._progress.stop()
        self._progress = self._task = None
        self._stage = ""


def line(stage: str, done: int, of: int, seconds: float) -> str:
    """Return how far a stage is after so many seconds: `pages: 1,200 of 26,800, 400 a second, 64 seconds left`."""
    rate = done / max(seconds, 0.001)
    left = (of - done) / rate if rate else 0
    return f"{stage}: {done:,} of {of:,}, {rate:,.0f} a second, {left:,.0f} seconds left"
