"""Who does the work: this process, several, or a cluster. Each does the same function on the same pieces, and gives the same.

Everything goes through `concurrent.futures.Executor`, so that whatever has that interface can be used.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import wraps
from itertools import pairwise
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from types import TracebackType
from typing import Any, Generic, ParamSpec, Protocol, Self, TypeVar

Piece = TypeVar("Piece")
Done = TypeVar("Done")
What = ParamSpec("What")
Work = Callable[[Any, Piece], Done]
"""A function of what all pieces share, and of one piece; a plain function of a module, so that its name can be sent."""

AHEAD = 3
"""Pieces that wait for each worker: enough that none is idle, few enough that results do not pile up."""
PATIENCE = 10.0
"""Seconds that a scheduler may take to answer, and to have a worker."""
_PR_SET_PDEATHSIG = 1
_ENDINGS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Crew(Protocol):
    """Workers."""

    @property
    def size(self) -> int:
        """How many there are."""

    def do(self, work: Work[Piece, Done], shared: object, pieces: Sequence[Piece]) -> Iterator[Done]:
        """Yield what `work` makes of each piece, in whatever order it is done. What is shared is sent to each worker once."""


class Alone:
    """One process, this one; for little work."""

    size = 1

    def do(self, work: Work[Piece, Done], shared: object, pieces: Sequence[Piece]) -> Iterator[Done]:
        """Yield what `work` makes of each piece, in their order."""
        return (work(shared, piece) for piece in pieces)


@dataclass(frozen=True)
class Processes:
    """Processes on this machine. What is shared they inherit, where the system lets them."""

    size: int

    def do(self, work: Work[Piece, Done], shared: object, pieces: Sequence[Piece]) -> Iterator[Done]:
        """Yield what `work` makes of each piece; where a process dies, this one does what is left.

        Each process has a lane of its own, pieces that follow each other and have most in common; one that is done with its own
        takes the last ones of another's.
        """
        left = dict(enumerate(pieces))
        lanes = _lanes(list(left), min(self.size, len(left)))
        try:
            with ExitStack() as stack:
                pools = [stack.enter_context(_pool(shared)) for _ in lanes]
                yield from _each([_sender(pool, work) for pool in pools], lanes, left)
        except BrokenProcessPool:
            yield from (work(shared, piece) for piece in list(left.values()))


class Cluster:
    """The workers of a Dask scheduler, on any number of machines."""

    def __init__(self, address: str) -> None:
        """Connect to a scheduler, `tcp://host:port`.

        Raises `NoCluster` where Dask is not installed or nobody answers.
        """
        try:
            from distributed import Client  # type: ignore[import-untyped,import-not-found,unused-ignore]
            from distributed.comm.addressing import get_address_host_port  # type: ignore[import-untyped,import-not-found,unused-ignore]
        except ImportError:
            raise NoCluster("Dask is not installed; run pip install briefings[dask]") from None
        try:
            find: Any = get_address_host_port
            find(address)  # a client of no address would not end for a long time
            connect: Any = Client
            self._client: Any = connect(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise NoCluster(f"no scheduler of Dask answers at {address}: {' '.join(str(error).split())}") from None
        self._is_lost = False
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            self.size: int = sum(self._client.nthreads().values())
        except OSError:
            self._client.close()
            raise NoCluster(f"the scheduler of Dask at {address} has no workers") from None

    def do(self, work: Work[Piece, Done], shared: object, pieces: Sequence[Piece]) -> Iterator[Done]:
        """Yield what `work` makes of each piece; what a lost worker had is given to another.

        Where all are lost, or the scheduler is, this process does what is left.
        """
        from distributed import KilledWorker

        if self._is_lost:
            yield from (work(shared, piece) for piece in pieces)
            return
        left = dict(enumerate(pieces))
        sealed = _Sealed(os.urandom(16), pickle.dumps(shared, protocol=5))
        try:
            everywhere = self._client.scatter(sealed, broadcast=True, hash=False)
            with self._client.get_executor(pure=False) as executor:

                def send(piece: Piece) -> Future[Done]:
                    sent: Future[Done] = executor.submit(_opened_work, work, everywhere, piece)
                    return sent

                yield from _each([send] * self.size, [deque(left), *(deque() for _ in range(self.size - 1))], left)
        except (CancelledError, KilledWorker):
            self._is_lost = True
            yield from (work(shared, piece) for piece in list(left.values()))

    def close(self) -> None:
        """Say goodbye to the scheduler."""
        self._client.close()


class NoCluster(Exception):
    """There is no cluster to work on; the message says why."""


@contextmanager
def crew(workers: int, scheduler: str | None) -> Iterator[Crew]:
    """Give the workers that there are: those of a scheduler, or so many processes of this machine.

    Raises `NoCluster` where the scheduler cannot be used.
    """
    if scheduler is not None:
        cluster = Cluster(scheduler)
        try:
            yield cluster
        finally:
            cluster.close()
    else:
        yield Processes(workers) if workers > 1 else Alone()


class Beside(Generic[Done]):
    """One thing that is done in a process of its own while this one goes on; to be used in a `with` statement.

    Where this process cannot be copied, or the other one dies, the thing is done when its result is asked for.
    """

    def __init__(self, work: Callable[[], Done]) -> None:
        """Begin."""
        self._work = work
        self._done: list[Done] = []
        self._process: ForkProcess | None = None
        if _can_be_copied():
            context = multiprocessing.get_context("fork")
            self._receiving, sending = context.Pipe(duplex=False)
            self._process = context.Process(target=_do_beside, args=(os.getpid(), sending, work), daemon=True)
            with _undisturbed():
                self._process.start()
            sending.close()

    def look(self) -> bool:
        """Tell whether the result is there, and take it; the other process is then rid of all that it holds."""
        if not self._done and self._process is not None and self._receiving.poll():
            self.result()
        return bool(self._done)

    def result(self) -> Done:
        """Return the result; wait for it where it is not there yet."""
        if not self._done:
            try:
                self._done.append(self._work() if self._process is None else self._receiving.recv())
            except (EOFError, OSError, pickle.UnpicklingError):
                self._end()
                self._done.append(self._work())
        return self._done[0]

    def __enter__(self) -> Self:
        """Go on."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the other process, if it is still at work."""
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._receiving.close()
            self._process = None


def collecting_nothing(work: Callable[What, Done]) -> Callable[What, Done]:
    """Have a function run without the collector of circular garbage: there is little, and to look for it takes long."""

    @wraps(work)
    def uncollected(*args: What.args, **kwargs: What.kwargs) -> Done:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return work(*args, **kwargs)
        finally:
            if was_on:
                # All that was made counts as old, or the collector would look through it at once.
                gc.freeze()
                gc.unfreeze()
                gc.enable()

    return uncollected


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _lanes(numbers: list[int], workers: int) -> list[deque[int]]:
    """Divide numbers into as many runs as there are workers."""
    ends = [len(numbers) * worker // workers for worker in range(workers + 1)]
    return [deque(numbers[start:end]) for start, end in pairwise(ends)]


def _each(
    senders: Sequence[Callable[[Piece], Future[Done]]], lanes: Sequence[deque[int]], left: dict[int, Piece]
) -> Iterator[Done]:
    """Yield results as they come; take what is done from `left`. Each sender has its lane, and waits for nobody."""
    running: dict[Future[Done], tuple[int, int]] = {}

    def give(worker: int) -> None:
        lane = lanes[worker] or max(lanes, key=len)
        if lane:
            number = lane.popleft() if lane is lanes[worker] else lane.pop()
            running[senders[worker](left[number])] = (number, worker)

    try:
        for _ in range(AHEAD):
            for worker in range(len(senders)):
                give(worker)
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                number, worker = running.pop(future)
                result = future.result()
                give(worker)  # where the worker has died meanwhile, the piece is still left, and its result is made again
                del left[number]
                yield result
    finally:
        for future in running:
            future.cancel()


# Processes

_SHARED: list[Any] = []
"""What the pieces of this process's work share."""


def _at_work(work: Work[Piece, Done], piece: Piece) -> Done:
    return work(_SHARED[-1], piece)


def _sender(executor: Executor, work: Work[Piece, Done]) -> Callable[[Piece], Future[Done]]:
    return lambda piece: executor.submit(_at_work, work, piece)


def _can_be_copied() -> bool:
    """Tell whether this process can be copied: not where it has threads of others, whose locks would never be let go."""
    return sys.platform == "linux" and not any(map(_is_foreign, threading.enumerate()))


def _do_beside(parent: int, sending: Connection, work: Callable[[], Done]) -> None:
    _begin(parent, None)
    with suppress(Exception):  # whoever waits does it again, and hears of it there
        sending.send(work())


@contextmanager
def _pool(shared: object) -> Iterator[ProcessPoolExecutor]:
    """Give an executor of one process, which has begun."""
    context = multiprocessing.get_context("fork" if _can_be_copied() else "spawn")  # the latter sends what is shared
    with ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(os.getpid(), shared)) as pool:
        with _undisturbed(), warnings.catch_warnings():  # the warnings are of the threads of the pools before this one
            warnings.simplefilter("ignore", DeprecationWarning)
            pool.submit(os.getpid)
        # The worker alone holds the end that it speaks into: where it dies in the middle of a word, nobody waits for the rest.
        results: Any = pool._result_queue
        results._writer.close()
        yield pool


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let the signals that end a build wait until the block is done; processes that begin in it do not hear Ctrl-C at all.

    A process that is half begun would say in a traceback that it was left alone, or, on Ctrl-C, that it was interrupted.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    resource_tracker.ensure_running()  # it would let Ctrl-C through again when it begins
    arrived: list[int] = []
    ours = {number: handler for number in _ENDINGS if callable(handler := signal.getsignal(number))}
    for number in ours:  # other threads may hear what this one has blocked
        signal.signal(number, lambda number, frame: arrived.append(number))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for number, handler in ours.items():
            signal.signal(number, handler)
        for number in arrived:
            signal.raise_signal(number)


def _is_foreign(thread: threading.Thread) -> bool:
    """Tell whether a thread is neither the main one nor of an executor of ours: those hold nothing that a worker needs."""
    is_ours = type(thread).__module__ == "concurrent.futures.process" or thread.name == "QueueFeederThread"
    return thread is not threading.main_thread() and not is_ours


def _begin(parent: int, shared: object) -> None:
    """Be a worker: end with whoever has begun the work, and leave Ctrl-C to it."""
    gc.disable()  # what is shared is large and never garbage; the collector would go through it again and again
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    _SHARED.append(shared)


# Clusters


@dataclass(frozen=True)
class _Sealed:
    """What is shared, as it is sent."""

    name: bytes
    packed: bytes


_OPENING = threading.Lock()
_OPENED: dict[bytes, Any] = {}
"""What this worker was sent, opened once."""


def _opened_work(work: Work[Piece, Done], sealed: _Sealed, piece: Piece) -> Done:
    with _OPENING:  # a worker of Dask may have several threads, and the work is not made for that
        if sealed.name not in _OPENED:
            _OPENED.clear()
            _OPENED[sealed.name] = pickle.loads(sealed.packed)  # noqa: S301 from the build, over its own connection
        return work(_OPENED[sealed.name], piece)
