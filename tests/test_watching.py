"""How a preview hears of a saved file."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from briefings.mkdocs_plugin.preview import watch

pytestmark = pytest.mark.slow

PATIENCE = 20.0
QUIET = 1.5
"""Seconds in which MkDocs would have asked for the times of all files three times."""


@contextmanager
def serving(server: LiveReloadServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield
    finally:
        server.shutdown(wait=True)
        thread.join()


@pytest.fixture
def builds() -> Queue[None]:
    """An entry for each time that something was rebuilt."""
    return Queue()


@pytest.fixture
def server(tmp_path: Path, builds: Queue[None]) -> LiveReloadServer:
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "content/articles/en.yaml").write_text("a", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("a", "utf-8")
    server = LiveReloadServer(lambda: builds.put(None), "127.0.0.1", 0, str(tmp_path / "site"))
    server.watch(str(tmp_path / "mkdocs.yml"))
    return server


def test_every_change_is_heard_of_and_reading_is_none(server: LiveReloadServer, builds: Queue[None], tmp_path: Path) -> None:
    watch(server, [str(tmp_path / "content")])
    assert not isinstance(server.observer, PollingObserver)
    file = tmp_path / "content/articles/en.yaml"
    with serving(server):
        file.read_text("utf-8")
        with pytest.raises(Empty):
            builds.get(timeout=QUIET)
        file.write_text("b", "utf-8")
        builds.get(timeout=PATIENCE)
        (tmp_path / "beside").write_text("c", "utf-8")
        (tmp_path / "beside").replace(file)  # as many editors save
        builds.get(timeout=PATIENCE)
        new = tmp_path / "content/articles/new/sv.yaml"
        new.parent.mkdir()
        new.write_text("d", "utf-8")
        builds.get(timeout=PATIENCE)
        new.unlink()
        builds.get(timeout=PATIENCE)
        (tmp_path / "mkdocs.yml").write_text("b and more", "utf-8")  # which MkDocs watches
        builds.get(timeout=PATIENCE)


class _Full(type(Observer())):  # type: ignore[misc] # the class of this system
    """An observer on a system that cannot watch one file more."""

    def start(self) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")


def test_where_the_system_cannot_tell_mkdocs_asks(server: LiveReloadServer, builds: Queue[None], tmp_path: Path) -> None:
    watch(server, [str(tmp_path / "content")], _Full)
    assert isinstance(server.observer, PollingObserver)
    with serving(server):
        with pytest.raises(Empty):
            builds.get(timeout=QUIET)  # it has to have looked once
        (tmp_path / "content/articles/en.yaml").write_text("b and more", "utf-8")
        builds.get(timeout=PATIENCE)
