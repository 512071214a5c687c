"""How a preview hears of a saved file: from the system, at once; MkDocs asks for the times of all files twice a second."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

_CHANGES: list[type[FileSystemEvent]] = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
"""What is heard of. The system also tells of files that are only read, which a build does to all of them."""


def watch(server: LiveReloadServer, folders: Iterable[str]) -> None:
    """Have a server rebuild on every change in folders.

    Where the system cannot tell of so many files, MkDocs asks for them. What it watches already it goes on asking for.
    """
    hearing = _Hearing()
    try:
        for folder in folders:
            hearing.schedule(FileSystemEventHandler(), folder, recursive=True)
        hearing.start()
    except OSError:
        hearing.stop()
    else:
        server.observer.start()
        server.observer = hearing  # type: ignore[assignment]
    for folder in folders:
        server.watch(folder)


class _Hearing:
    """An observer as MkDocs uses one, which hears of changes alone and is at work already when MkDocs starts it."""

    def __init__(self) -> None:
        self._observer = Observer()

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> ObservedWatch:
        return self._observer.schedule(handler, path, recursive=recursive, event_filter=_CHANGES)

    def unschedule(self, watch: ObservedWatch) -> None:
        self._observer.unschedule(watch)

    def start(self) -> None:
        if not self._observer.is_alive():
            self._observer.start()

    def stop(self) -> None:
        self._observer.stop()

    def join(self) -> None:
        self._observer.join()
