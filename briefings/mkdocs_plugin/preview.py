"""The preview: hears of saved files, keeps the last good site up where an edit is wrong, and hashes folders ahead."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from briefings.mkdocs_plugin.messages import log
from briefings.publish import Staging, StatCache, hash_tree
from briefings.signals import Terminated

_CHANGES = [events.FileCreatedEvent, events.FileDeletedEvent, events.FileModifiedEvent, events.FileMovedEvent]
"""Events that rebuild. The system also reports files that are only read, and a build reads all of them."""


@contextmanager
def keeping_last_site() -> Iterator[None]:
    """Keep a preview's builder from ending the preview where a build fails; then every request would wait."""
    try:
        yield
    except Terminated:
        raise
    except SystemExit:  # MkDocs' own way to end a failed build; it has logged why
        log.error("The preview shows the last site without errors.")


def watch(server: LiveReloadServer, folders: Iterable[str], observer: Callable[[], BaseObserver] = Observer) -> None:
    """Rebuild on every change in folders.

    MkDocs polls all files twice a second. It goes on polling what it watches already, and polls the folders too where the
    system's `observer` cannot watch so many files.
    """
    observing = observer()
    changes = _ChangeObserver(observing)
    try:
        for folder in folders:
            changes.schedule(events.FileSystemEventHandler(), folder, recursive=True)
        observing.start()
    except OSError:
        observing.stop()
    else:
        server.observer.start()
        server.observer = changes  # type: ignore[assignment] # it has the methods that MkDocs calls
    for folder in folders:
        server.watch(folder)


class _ChangeObserver:
    """An observer with the methods that MkDocs calls, which reports changes alone and runs before MkDocs starts it."""

    def __init__(self, observer: BaseObserver) -> None:
        self.schedule = partial(observer.schedule, event_filter=_CHANGES)
        self.unschedule, self.stop, self.join = observer.unschedule, observer.stop, observer.join

    def start(self) -> None:
        """Leave the observer as it is."""


class DigestsAhead:
    """Finds the digests of the files that the next build in a preview begins with, before there is a change to build."""

    def __init__(self) -> None:
        self._stats: StatCache = {}
        """The files of the preview's sites that have been read."""
        self._thread = ThreadPoolExecutor(1)
        self._digests: Future[Mapping[str, bytes]] | None = None

    def start(self, staging: Staging, site: Path) -> None:
        """Start what the next change would have to wait for."""
        self._digests = self._thread.submit(self._find, staging, site)

    def pop(self) -> Callable[[], Mapping[str, bytes]] | None:
        """Return what gives the digests; None where nothing was started for this build: one that fails may change the files."""
        digests, self._digests = self._digests, None
        return digests.result if digests else None

    def close(self) -> None:
        """Wait for what has started."""
        self._thread.shutdown()

    def _find(self, staging: Staging, site: Path) -> Mapping[str, bytes]:
        if not self._stats:
            staging.sync_previous()
            hash_tree(site, self._stats)
        return {} if staging.previous is None else hash_tree(staging.previous, self._stats)
