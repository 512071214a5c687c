"""Processes beside this one, which end with their parent, and Python's cyclic garbage collector, which is off in them."""

import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Generic, Self, TypeVar

from briefings.signals import defer_signals, reset_termination_signals

Result = TypeVar("Result")

_PR_SET_PDEATHSIG = 1


class Task(Generic[Result]):
    """A function that runs in this process, when its result is asked for."""

    def __init__(self, func: Callable[[], Result]) -> None:
        self._func = func

    def poll(self) -> bool:
        """Return whether the result is there; here it never is beforehand."""
        return False

    def result(self) -> Result:
        """Return the result; wait for it if necessary."""
        return self._func()


class BackgroundTask(Task[Result]):
    """A function that runs in a forked process within a `with` statement.

    If this process cannot be forked, or the task's process dies or fails, the function runs here when its result is asked for.
    """

    def __init__(self, func: Callable[[], Result]) -> None:
        super().__init__(func)
        self._results: list[Result] = []
        self._process: BaseProcess | None = None
        if _can_fork():
            with starting_processes():
                self._process, self._connection = start_process(lambda connection: connection.send(func()))

    def poll(self) -> bool:
        """Return whether the result is there. It is received, so that the task's process can end and free its memory."""
        if not self._results and self._process is not None and self._connection.poll():
            self.result()
        return bool(self._results)

    def result(self) -> Result:
        """Return the result, as `Task` does."""
        if not self._results and self._process is not None:
            with suppress(EOFError, OSError, pickle.UnpicklingError):
                self._results.append(self._connection.recv())
        if not self._results:
            self._stop()
            self._results.append(self._func())
        return self._results[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._connection.close()
            self._process = None


@contextmanager
def starting_processes() -> Iterator[None]:
    """Defer signals while processes start; Ctrl-C never reaches these processes.

    A process that has only begun to start would answer a signal with a traceback.
    """
    if sys.platform == "win32":
        yield
        return
    with defer_signals():
        if not _can_fork():
            resource_tracker.ensure_running()  # a process that is not forked needs it, and its start unblocks SIGINT
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start_process(work: Callable[[Connection], object]) -> tuple[BaseProcess, Connection]:
    """Start a process that does some work with its end of a connection; return it and the other end.

    It is forked if possible. An exception ends it and its connection: the parent then does the work, and raises the same.
    """
    context = multiprocessing.get_context("fork") if _can_fork() else multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(os.getpid(), theirs, work), daemon=True)
    process.start()
    theirs.close()  # the process alone holds its end, so that its death ends what is read here
    return process, ours


def _can_fork() -> bool:
    """Return whether this process can be forked safely: a lock that another thread holds would stay locked in the copy."""
    return sys.platform == "linux" and threading.active_count() == 1


def _run(parent: int, connection: Connection, work: Callable[[Connection], object]) -> None:
    """Work in a new process, which ends with its parent and leaves Ctrl-C to it."""
    gc.disable()  # what is inherited is large and never garbage; the collector would visit all of it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    reset_termination_signals()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    with suppress(Exception):
        work(connection)


@contextmanager
def without_gc() -> Iterator[None]:
    """Turn the collector off for a block, or as a decorator for a function.

    A build makes millions of objects that live long and next to no reference cycles; the collector visits them again and again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # Both together move all objects to the oldest generation, or the collector would visit them at once.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
