"""The signals that end a process: as an exception, once; deferred while something must be completed; in bounded time.

The first one raises an exception, and what is under way cleans up. Another one soon after is the same wish, told twice, as by a
supervisor or a group. A later one, or the end of `PATIENCE`, ends the process at once, with whatever it has started.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 2.0
"""Seconds from the first signal to the end of the process, however much there is to clean up: the next build does the rest."""
_SAME_WISH = 0.5
"""Seconds within which a further signal is no impatience."""
_TERMINATION = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_ALARM: int | None = getattr(signal, "SIGALRM", None)


class Terminated(SystemExit):
    """The process was asked to end; the exit status is the one that shells give for the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.signal = signal.Signals(number).name


class _Ending:
    """Handles the signals of one process: the first raises, a later one ends it at once."""

    def __init__(self) -> None:
        self._owner = os.getpid()
        self.first: int | None = None
        """The signal that has raised an exception."""
        self._since = 0.0

    def hear(self, number: int, frame: object) -> None:
        """Handle a signal; in a copy of the process, which has inherited this, do what the system does without a handler."""
        if os.getpid() != self._owner:
            _end_by(number)
        elif self.first is None:
            self.first, self._since = number, time.monotonic()
            self._set_alarm()
            raise KeyboardInterrupt if number == signal.SIGINT else Terminated(number)
        elif number == _ALARM or time.monotonic() - self._since > _SAME_WISH:
            for child in multiprocessing.active_children():
                child.kill()  # also one that is stopped; on Linux they end with their parent anyway
            _end_by(self.first)

    def _set_alarm(self) -> None:
        if _ALARM is not None and signal.getsignal(_ALARM) is signal.SIG_DFL:
            signal.signal(_ALARM, self.hear)
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)


def install_signal_handlers() -> Callable[[], None]:
    """Have SIGTERM and SIGHUP raise `Terminated`, and SIGINT `KeyboardInterrupt`, in the main thread; return what undoes it.

    It raises one exception, whatever else arrives. From then on nothing is undone: the process ends within `PATIENCE`.

    A signal that is ignored or has a handler is left as it is, and every one outside the main thread, where no handlers run.
    """
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    ending = _Ending()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *_TERMINATION)}
    usual = (signal.SIG_DFL, signal.default_int_handler)
    installed = {number: handler for number, handler in before.items() if handler in usual}
    for number in installed:
        signal.signal(number, ending.hear)

    def restore() -> None:
        if ending.first is None:
            for number, handler in installed.items():
                signal.signal(number, handler)

    return restore


def reset_termination_signals() -> None:
    """Have SIGTERM and SIGHUP end this process again, as they do by default; a signal that is ignored stays ignored."""
    for number in _TERMINATION:
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)


@contextmanager
def defer_signals() -> Iterator[None]:
    """Deliver SIGINT, SIGTERM, SIGHUP and the end of patience only after the block; outside the main thread, do nothing.

    Handlers collect the signals: one that is blocked in this thread would be delivered to another.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    arrived: list[int] = []
    deferred = (signal.SIGINT, *_TERMINATION, *(() if _ALARM is None else (_ALARM,)))
    heeded = [number for number in deferred if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    handlers = {number: signal.signal(number, lambda number, frame: arrived.append(number)) for number in heeded}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number in arrived:
            signal.raise_signal(number)


def _end_by(number: int) -> None:
    """End this process by a signal, as if nobody had handled it."""
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)
