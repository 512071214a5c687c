"""Parallel: one function on many items, in this process, in several, or on a Dask cluster; and one task in the background.

Each executor gives the same results.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Protocol

from briefings.parallel.collector import without_gc
from briefings.parallel.dask import DaskExecutor
from briefings.parallel.forking import BackgroundTask, InlineTask
from briefings.parallel.processes import Item, ProcessExecutor, Result, Shared

__all__ = ["BackgroundTask", "Executor", "InlineExecutor", "InlineTask", "available_processors", "open_executor", "without_gc"]


class Executor(Protocol):
    """Applies functions to items."""

    @property
    def size(self) -> int:
        """Number of workers."""

    def map_unordered(self, func: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item]) -> Iterator[Result]:
        """Yield `func(shared, item)` for each item, in completion order.

        `func` must be a module's function, to be sent by name; its exceptions are raised here. `shared` is sent once a worker.
        """


class InlineExecutor:
    """Works in this process."""

    size = 1

    def map_unordered(self, func: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item]) -> Iterator[Result]:
        """Yield the results in the order of the items."""
        return (func(shared, item) for item in items)


@contextmanager
def open_executor(workers: int, scheduler: str | None) -> Iterator[Executor]:
    """Return an executor on a Dask scheduler, or on processes of this machine; raises `ClusterError` like `DaskExecutor`."""
    if scheduler is not None:
        with closing(DaskExecutor(scheduler)) as executor:
            yield executor
    else:
        yield ProcessExecutor(workers) if workers > 1 else InlineExecutor()


def available_processors() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
