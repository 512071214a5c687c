"""Progress of a build: a line that moves on a terminal, plain lines where output is recorded, as in CI."""

import time
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

PLAIN_INTERVAL = 10.0
"""Seconds from one plain line to the next; a stage that ends sooner writes none."""
_DELAY = 1.0
"""Seconds that pass before a terminal shows anything."""
_REFRESH_INTERVAL = 0.1
"""Seconds for which a terminal's line stays as it is."""


def plain_console(*, stderr: bool) -> Console:
    """Return a console that prints text as it is: no markup, no emoji codes such as `:100:`, no highlights, no broken lines."""
    return Console(stderr=stderr, soft_wrap=True, highlight=False, markup=False, emoji=False)


class ProgressReporter:
    """Reports the progress of a build's stages, until `close`."""

    def __init__(self, console: Console | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """Report to a console, by default the standard error output; `clock` gives the time in seconds."""
        self._console = console or plain_console(stderr=True)
        self._clock = clock
        self._progress: Progress | None = None
        self._stage = ""
        self._started = self._last_shown = 0.0

    def update(self, stage: str, done: int, total: int) -> None:
        """Report that so many items of a stage are done."""
        now = self._clock()
        if stage != self._stage:
            self.close()
            self._stage, self._started, self._last_shown = stage, now, now
        if self._console.is_terminal:
            self._show(done, total, now)
        elif now - self._last_shown >= PLAIN_INTERVAL and done < total:
            self._last_shown = now
            self._console.print(progress_line(stage, done, total, now - self._started))

    def _show(self, done: int, total: int, now: float) -> None:
        if self._progress is None and now - self._started >= _DELAY:
            rate = TextColumn("{task.fields[rate]} a second")
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
            # No refresh from a thread: beside another thread, workers could not be forked from this process.
            self._progress = Progress(*columns, console=self._console, transient=True, auto_refresh=False)
            self._progress.start()
            self._progress.add_task(self._stage, total=total, rate="")
        if self._progress is not None:
            rate_now = f"{done / max(now - self._started, 0.001):,.0f}"
            self._progress.update(self._progress.task_ids[0], completed=done, rate=rate_now)
            if now - self._last_shown >= _REFRESH_INTERVAL or done >= total:
                self._last_shown = now
                self._progress.refresh()

    def close(self) -> None:
        """Erase the line from the terminal."""
        if self._progress is not None:
            self._progress.stop()
        self._progress, self._stage = None, ""


def progress_line(stage: str, done: int, total: int, seconds: float) -> str:
    """Return how far a stage is after so many seconds: `pages: 1,200 of 26,800, 400 a second, 64 seconds left`."""
    rate = done / max(seconds, 0.001)
    left = (total - done) / rate if rate else 0
    return f"{stage}: {done:,} of {total:,}, {rate:,.0f} a second, {left:,.0f} seconds left"
