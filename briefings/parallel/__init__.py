"""Parallel: one function on many items, in this process, in several, or on a Dask cluster; and one task in the background.

Each executor gives the same results.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

from briefings.parallel.dask import DaskExecutor
from briefings.parallel.forking import BackgroundTask, Task, without_gc
from briefings.parallel.processes import Executor, InlineExecutor, ProcessExecutor

__all__ = ["BackgroundTask", "Executor", "InlineExecutor", "Task", "available_processors", "open_executor", "without_gc"]


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
