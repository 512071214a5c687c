"""The signals that end a process: as an exception, and deferred while something must be completed."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_TERMINATION = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class Terminated(SystemExit):
    """The process was asked to end; the exit status is the one that shells give for the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.signal = signal.Signals(number).name


def install_signal_handlers() -> Callable[[], None]:
    """Have SIGTERM and SIGHUP raise `Terminated` in the main thread; return a function that undoes it.

    A signal that is ignored or has a handler is left as it is, and every one outside the main thread, where no handlers run.
    """
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    owner = os.getpid()

    def terminate(number: int, frame: object) -> None:
        if os.getpid() == owner:
            raise Terminated(number)
        signal.signal(number, signal.SIG_DFL)  # a worker that has inherited the handler ends as it would have without
        signal.raise_signal(number)

    installed = [number for number in _TERMINATION if signal.getsignal(number) is signal.SIG_DFL]
    for number in installed:
        signal.signal(number, terminate)
    return lambda: _reset(installed)


def reset_termination_signals() -> None:
    """Have SIGTERM and SIGHUP end this process again, as they do by default; a signal that is ignored stays ignored."""
    _reset([number for number in _TERMINATION if callable(signal.getsignal(number))])


@contextmanager
def defer_signals() -> Iterator[None]:
    """Deliver SIGINT, SIGTERM and SIGHUP only after the block; outside the main thread, do nothing.

    Handlers collect the signals: one that is blocked in this thread would be delivered to another.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    arrived: list[int] = []
    heeded = [number for number in (signal.SIGINT, *_TERMINATION) if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    handlers = {number: signal.signal(number, lambda number, frame: arrived.append(number)) for number in heeded}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number in arrived:
            signal.raise_signal(number)


def _reset(numbers: list[int]) -> None:
    for number in numbers:
        signal.signal(number, signal.SIG_DFL)
