"""What a build has at its disposal, beside its settings: where results are kept, and what computes them."""

import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from briefings.incremental import Batch, BatchResult, BlobStore, run_batch
from briefings.parallel import BackgroundTask, Executor, InlineExecutor, Task
from briefings.publish import hash_tree
from briefings.settings import Settings

Result = TypeVar("Result")

CACHE_NAME = "briefings.cache"
"""Name of the blob store's file in the cache folder."""
ProgressCallback = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is to do."""


def _run_now(func: Callable[[], None]) -> None:
    func()


@dataclass(frozen=True)
class Services:
    """Optional services of a build. Without any it runs in one process and keeps nothing; the result is the same."""

    blobs: BlobStore = field(default_factory=lambda: BlobStore(None))
    """Where results of earlier builds are kept."""
    executor: Executor = field(default_factory=InlineExecutor)
    on_progress: ProgressCallback = lambda stage, done, total: None
    scan: Callable[[Path], Mapping[str, bytes]] = hash_tree
    """Returns the SHA-256 of each file that stands where the next site is made, by its name."""
    run_later: Callable[[Callable[[], None]], None] = _run_now
    """Runs what must be done before the build ends, but not before the site is published."""

    min_parallel_items: int = 40
    """Pages, checks or files; fewer are made sooner by one process than by several that have to begin."""
    page_batch: int = 60
    """Pages that a worker is given at once: enough that it is not always asking, few enough that all end at about one time."""

    def executor_for(self, items: int) -> Executor:
        """Return what computes so many items: this process alone, where there are few."""
        return self.executor if items > self.min_parallel_items else InlineExecutor()

    def start(self, func: Callable[[], Result], items: int, stack: ExitStack) -> Task[Result]:
        """Return a task on so many items: in the background until the stack ends, or in this process where there are few."""
        if self.executor_for(items).size == 1:
            return Task(func)
        return stack.enter_context(BackgroundTask(func))

    def run(self, stage: str, context: object, batches: Sequence[Batch]) -> Iterator[BatchResult]:
        """Yield the results of batches in the order in which they are done, and report progress."""
        total = sum(len(keys) for _, keys in batches)
        done = 0
        for result in self.executor_for(total).map_unordered(run_batch, context, batches) if batches else ():
            yield result
            done += len(result.results)
            self.on_progress(stage, done, total)


def open_blobs(settings: Settings) -> BlobStore:
    """Return the blob store of a project's cache folder; one in memory where there is none.

    A file that Git tracks is not used: somebody has committed it, and could have put pages of their own into it.
    """
    file = None if settings.cache is None else settings.cache / CACHE_NAME
    return BlobStore(None if file is None or _is_tracked(file) else file)


def _is_tracked(file: Path) -> bool:
    """Tell whether Git has a file in its index; where there is no Git, or no repository, nothing is tracked."""
    if not file.exists():
        return False
    # What a repository's own configuration would have Git run is not run.
    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "--error-unmatch", "--", file.name]
    try:
        done = subprocess.run(command, cwd=file.parent, stdin=subprocess.DEVNULL, capture_output=True, timeout=10, check=False)  # noqa: S603 no shell reads it
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
