"""Executors on this machine: in this process, or in worker processes.

`concurrent.futures.ProcessPoolExecutor` does not fit: its workers share one queue, so that items which have much in common are
spread over all of them, and its threads run while workers are forked. Here each worker has a queue and a connection of its own,
no thread is started, and only numbers of items are sent: workers inherit the items.
"""

import pickle
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from briefings.parallel.forking import start_process, starting_processes

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 3
"""Items that each worker is given at a time: enough to keep it busy, few enough to be left for another and not to pile up."""


class Executor:
    """Applies functions to items."""

    size = 1
    """Number of workers."""

    def map_unordered(self, func: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item]) -> Iterator[Result]:
        """Yield `func(shared, item)` for each item, in completion order; what workers leave undone, this process does.

        `func` must be a module's function, to be sent by name; its exceptions are raised here. `shared` is sent once a worker.
        """
        left = dict(enumerate(items))
        for number, result in self._results(func, shared, items):
            del left[number]
            yield result
        for item in left.values():
            yield func(shared, item)

    def _results(self, func: Callable[[Any, Item], Result], shared: Any, items: Sequence[Item]) -> Iterator[tuple[int, Result]]:
        """Yield the numbers of items and the results of workers, as long as there are workers."""
        return iter(())


class InlineExecutor(Executor):
    """Works in this process."""


class ProcessExecutor(Executor):
    """Works in a number of processes; they are forked, if the system and the threads of this process allow it.

    Neighbouring items go to one worker. A worker whose queue is empty takes the last item of the longest queue.
    """

    def __init__(self, size: int) -> None:
        self.size = size

    def _results(self, func: Callable[[Any, Item], Result], shared: Any, items: Sequence[Item]) -> Iterator[tuple[int, Result]]:
        with _workers(min(self.size, len(items)), len(items), partial(_serve, func, shared, items)) as workers:
            for answer in _answers(workers):
                if isinstance(answer, Exception):
                    raise answer
                yield answer


@dataclass
class _Worker:
    """A worker process, as its parent sees it."""

    process: BaseProcess
    connection: Connection
    queue: deque[int]
    """Numbers of the items that have not been sent."""
    running: int = 0
    """Number of items that have been sent and not been answered."""


@contextmanager
def _workers(number: int, items: int, serve: Callable[[Connection], None]) -> Iterator[list[_Worker]]:
    """Start workers, each with as long a run of the items' numbers, and kill them after the block."""
    workers: list[_Worker] = []
    ends = [items * worker // number for worker in range(number + 1)] if number else []
    try:
        with starting_processes():
            for start, end in pairwise(ends):
                workers.append(_Worker(*start_process(serve), deque(range(start, end))))
        yield workers
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.connection.close()


def _answers(workers: list[_Worker]) -> Iterator[tuple[int, Any] | Exception]:
    """Yield the number of each item with its result, or what `func` has raised, until a worker dies before its work."""
    with suppress(EOFError, OSError, pickle.UnpicklingError):
        for worker in workers * AHEAD:
            _send_next(worker, workers)
        while running := [worker for worker in workers if worker.running]:
            ready = wait([worker.connection for worker in running])
            for worker in running:
                if worker.connection in ready:
                    answer = worker.connection.recv()
                    worker.running -= 1
                    _send_next(worker, workers)
                    yield answer


def _send_next(worker: _Worker, workers: list[_Worker]) -> None:
    """Send a worker the next item of its queue, or else the last one of the longest queue."""
    longest = max(workers, key=lambda other: len(other.queue))
    if worker.queue or longest.queue:
        worker.connection.send(worker.queue.popleft() if worker.queue else longest.queue.pop())
        worker.running += 1


def _serve(func: Callable[[Shared, Item], object], shared: Shared, items: Sequence[Item], connection: Connection) -> None:
    """Answer, in a worker, each number that arrives with the item's result, until it is killed or a result cannot be sent."""
    while True:
        number = connection.recv()
        answer: tuple[int, object] | Exception
        try:
            answer = number, func(shared, items[number])
        except Exception as error:
            error.add_note(traceback.format_exc())  # the traceback itself cannot be sent
            answer = error
        connection.send(answer)
