"""Worker processes on this machine.

`concurrent.futures.ProcessPoolExecutor` does not fit: its workers share one queue, so that items which have much in common are
spread over all of them, and its threads run while workers are forked. Here each worker has a queue and a connection of its own,
no thread is started, and only numbers of items are sent: workers inherit the items.
"""

import pickle
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from briefings.parallel.forking import start_process, starting_processes

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 3
"""Items that each worker is given at a time: enough to keep it busy, few enough to be left for another to take over."""


@dataclass(frozen=True)
class ProcessExecutor:
    """Works in a number of processes; they are forked, if the system and the threads of this process allow it."""

    size: int

    def map_unordered(self, func: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item]) -> Iterator[Result]:
        """Yield the results in completion order. If a worker dies, this process completes the work.

        Neighbouring items go to one worker. A worker whose queue is empty takes the last item of the longest queue.
        """
        left = dict(enumerate(items))
        try:
            with _workers(min(self.size, len(items)), len(items), partial(_apply, func, shared, items)) as workers:
                for number, result in _results(workers):
                    del left[number]
                    yield result
        except _WorkerDied:
            for item in left.values():
                yield func(shared, item)


class _WorkerDied(Exception):
    """A worker has ended before its work."""


@dataclass
class _Worker(Generic[Result]):
    """A worker process, as its parent sees it."""

    process: BaseProcess
    connection: Connection
    queue: deque[int]
    """Numbers of the items that have not been sent."""
    running: int = 0
    """Number of items that have been sent and not been answered."""

    def send(self, number: int) -> None:
        with _death_noticed():
            self.connection.send(number)
        self.running += 1

    def receive(self) -> tuple[int, Result]:
        """Return the number of an item and its result; raise what `func` has raised."""
        with _death_noticed():
            answer: tuple[int, Result] | Exception = self.connection.recv()
        self.running -= 1
        if isinstance(answer, Exception):
            raise answer
        return answer


@contextmanager
def _death_noticed() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError, pickle.UnpicklingError):
        raise _WorkerDied from None


@contextmanager
def _workers(number: int, items: int, work: Callable[[int], Result]) -> Iterator[list[_Worker[Result]]]:
    """Start workers, and kill them after the block."""
    workers: list[_Worker[Result]] = []
    try:
        with starting_processes():
            for queue in _queues(items, number):
                workers.append(_Worker(*start_process(partial(_serve, work)), queue))
        yield workers
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.connection.close()


def _queues(items: int, workers: int) -> list[deque[int]]:
    """Divide the numbers of the items into as many runs as there are workers."""
    ends = [items * worker // workers for worker in range(workers + 1)] if workers else []
    return [deque(range(start, end)) for start, end in pairwise(ends)]


def _results(workers: Sequence[_Worker[Result]]) -> Iterator[tuple[int, Result]]:
    """Yield the numbers of items and their results."""
    for _ in range(AHEAD):
        for worker in workers:
            _send_next(worker, workers)
    while running := [worker for worker in workers if worker.running]:
        ready = wait([worker.connection for worker in running])
        for worker in running:
            if worker.connection in ready:
                answer = worker.receive()
                _send_next(worker, workers)
                yield answer


def _send_next(worker: _Worker[Result], workers: Sequence[_Worker[Result]]) -> None:
    """Send a worker the next item of its queue, or else the last one of the longest queue."""
    longest = max(workers, key=lambda other: len(other.queue))
    if worker.queue:
        worker.send(worker.queue.popleft())
    elif longest.queue:
        worker.send(longest.queue.pop())


# In a worker


def _serve(work: Callable[[int], object], connection: Connection) -> None:
    """Answer each number that arrives with the item's result, until the process is killed or a result cannot be sent."""
    while True:
        connection.send(_answer(work, connection.recv()))


def _answer(work: Callable[[int], Result], number: int) -> tuple[int, Result] | Exception:
    try:
        return number, work(number)
    except Exception as error:
        error.add_note(traceback.format_exc())  # the traceback itself cannot be sent
        return error


def _apply(func: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item], number: int) -> Result:
    return func(shared, items[number])
