"""The preview: hears of saved files, keeps the last good site up where an edit is wrong, and hashes folders ahead.

It answers this machine's own names alone: a page of somebody else's site may have a name that leads here (DNS rebinding).
"""

import base64
import hashlib
import ipaddress
import re
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from briefings.mkdocs_plugin.messages import describe_os_error, log, root_logger
from briefings.publish import Staging, StatCache, hash_tree
from briefings.signals import Terminated

_CHANGES = [events.FileCreatedEvent, events.FileDeletedEvent, events.FileModifiedEvent, events.FileMovedEvent]
"""Events that rebuild. The system also reports files that are only read, and a build reads all of them."""


_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_SCRIPT_SOURCES = b"script-src 'self'"
_WILDCARDS = ("0.0.0.0", "::")  # noqa: S104 somebody has named it, and it is not bound to here
_App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@contextmanager
def keeping_last_site() -> Iterator[None]:
    """Keep a preview's builder from ending the preview where a build fails; then every request would wait."""
    try:
        yield
    except Terminated:
        raise
    except SystemExit:  # MkDocs' own way to end a failed build; it has logged why
        log.error("The preview shows the last site without errors.")


def guard(server: LiveReloadServer) -> None:
    """Have a server answer this machine's own names alone, allow its script in pages, and end in a line if it cannot start."""
    address = str(server.server_address[0])
    app: Any = server.get_app()
    server.set_app(_only_for(lambda host: is_own(host, address), _allowing_script(app)))
    bind = server.server_bind

    def server_bind() -> None:
        try:
            bind()
        except (OSError, OverflowError) as error:
            fault = describe_os_error(error) if isinstance(error, OSError) else f"there is no port {server.server_address[1]}"
            root_logger().error(f"the preview cannot use {address}:{server.server_address[1]}: {fault}; name another with -a")
            raise Abort("Aborted with an error!") from None

    server.server_bind = server_bind  # type: ignore[method-assign]


def is_own(host: str, address: str) -> bool:
    """Return whether a `Host` header names this machine: the loopback, the address that is served on, or the machine's name.

    Where every address is served, each written in figures is one of this machine's: no name led there.
    """
    name = re.sub(r":\d*\Z", "", host.strip()).removesuffix(".").lower()
    try:
        own = ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return name == "localhost" or name.endswith(".localhost") or (address in _WILDCARDS and name in _machine_names())
    return own.is_loopback or str(own) == address or address in _WILDCARDS


def _machine_names() -> tuple[str, ...]:
    name = socket.gethostname().lower()
    return name, f"{name.partition('.')[0]}.local"


def _only_for(is_wanted: Callable[[str], bool], app: _App) -> _App:
    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if is_wanted(environ.get("HTTP_HOST", "")):
            return app(environ, start_response)
        start_response("421 Misdirected Request", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"This preview is for the machine that it runs on: open it as localhost.\n"]

    return answer


def _allowing_script(app: _App) -> _App:
    """Name the script that MkDocs puts into each page, to reload it, in the page's Content-Security-Policy."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        started: list[Any] = []
        body = app(environ, lambda *arguments: started.append(arguments))
        status, headers, *rest = started[0]
        if dict(headers).get("Content-Type") != "text/html":
            start_response(status, headers, *rest)
            return body
        try:
            page = b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()
        if scripts := _SCRIPT.findall(page):
            digest = base64.b64encode(hashlib.sha256(scripts[-1]).digest())
            page = page.replace(_SCRIPT_SOURCES, _SCRIPT_SOURCES + b" 'sha256-" + digest + b"'", 1)
        length = ("Content-Length", str(len(page)))
        start_response(status, [*(header for header in headers if header[0] != "Content-Length"), length], *rest)
        return [page]

    return answer


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
