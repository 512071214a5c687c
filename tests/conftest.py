"""What the tests of the finished site share: the real content, built once, served, parsed and opened in a browser."""

from __future__ import annotations

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, sync_playwright

from briefings import cli
from tests import inline

PROJECT = Path(__file__).resolve().parent.parent
ARCHIVE = PROJECT.parent / "shared" / "articles"
TOOLS_ADVICE = "Run scripts/test-tools.sh, which gets what the tests need beyond Python."

Pages = Mapping[str, BeautifulSoup]
Record = dict[str, Any]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Said = tuple[int, list[str], list[str]]
"""An exit status, and the lines that a command wrote to its output and to its errors."""
Serve = Callable[[Path], str]
Tab = Callable[..., AbstractContextManager[Page]]


def _archive_line() -> str:
    if ARCHIVE.is_dir():
        return f"archived articles: found in ../shared/{ARCHIVE.name}; every evidence is looked up in them"
    return f"archived articles: NOT FOUND in ../shared/{ARCHIVE.name}; NO EVIDENCE WAS LOOKED UP in the texts it points into"


def pytest_report_header() -> str:
    return _archive_line()


NEEDS = {"browser": "browser", "java": "tools", "node": "tools", "node_modules": "tools"}
"""The mark that a test has that asks for a fixture."""
_left_out: Counter[str] = Counter()
"""How many tests a run leaves out, by mark."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or a tool, before pytest selects by marks."""
    for item in items:
        for fixture in NEEDS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(NEEDS[fixture])


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        _left_out.update({mark.name for mark in item.iter_markers()} & {"browser", "slow", "tools"})


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):  # one of several processes; each of them has collected all tests
        session.config.workeroutput["left_out"] = dict(_left_out)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    _left_out.update(Counter(node.workeroutput["left_out"]) - _left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    found = ARCHIVE.is_dir()
    terminalreporter.write_line(_archive_line(), green=found, red=not found, bold=not found)
    if _left_out:
        counts = ", ".join(f"{count} marked {mark}" for mark, count in sorted(_left_out.items()))
        terminalreporter.write_line(f"NOT RUN: {counts}; make test runs all", yellow=True, bold=True)


@pytest.fixture(scope="session", autouse=True)
def default_signals() -> None:
    """Have signals do what they do in a terminal, here and in all processes that tests start.

    A shell that starts the tests in the background, or under `nohup`, has them ignore SIGINT or SIGHUP.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def load(file: Path) -> Record:
    """Return a YAML file with every scalar as text, so that no code of a language becomes a truth value."""
    record: Record = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return record


@pytest.fixture(scope="session")
def project() -> Path:
    """The checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def archive() -> Path | None:
    """The folder of the archived articles, where it is at hand."""
    return ARCHIVE if ARCHIVE.is_dir() else None


@pytest.fixture(scope="session")
def run() -> Run:
    """Run a command in a folder and return what it said; more environment variables may follow by name."""

    def completed(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return completed


# The real site


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, project: Path, archive: Path | None) -> Path:
    """A copy of the site's sources; its `mkdocs.yml` names the archive where that is at hand."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("content", "templates"):
        shutil.copytree(project / name, folder / name, symlinks=True)
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    if archive is not None:
        plugin = "- briefings:\n"
        assert settings.count(plugin) == 1
        settings = settings.replace(plugin, f"{plugin}    archive: {json.dumps(str(archive))}\n")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def site(desk: Path, run: Run) -> Path:
    """The finished site of the real content, as `mkdocs build --strict` makes it."""
    done = run(sys.executable, "-m", "mkdocs", "build", "--strict", cwd=desk, PYTHONHASHSEED="1")
    assert done.returncode == 0, done.stdout + done.stderr
    return desk / "site"


@pytest.fixture(scope="session")
def pages(site: Path) -> Pages:
    """Every HTML page of the finished site by its address relative to the site's root: ``, `sv/`, `404.html`."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): BeautifulSoup(file.read_bytes(), "html.parser")
        for file in sorted(site.rglob("*.html"))
    }


# Tools that are no part of Python


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.fail(f"There is no {name} on this machine. {TOOLS_ADVICE}", pytrace=False)
    return path


@pytest.fixture(scope="session")
def java() -> str:
    """The Java runtime."""
    return _tool("java")


@pytest.fixture(scope="session")
def node() -> str:
    """Node.js."""
    return _tool("node")


@pytest.fixture(scope="session")
def node_modules(project: Path) -> Path:
    """The folder of the packages that `tests/package.json` names."""
    folder = project / "tests" / "node_modules"
    if not folder.is_dir():
        pytest.fail(f"There is no folder tests/node_modules. {TOOLS_ADVICE}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def nu_errors(run: Run, java: str, node_modules: Path) -> Callable[[Path], list[dict[str, Any]]]:
    """Return what the Nu HTML checker calls an error in the HTML files of a folder."""
    jar = node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar"

    def errors(folder: Path) -> list[dict[str, Any]]:
        options = ("--skip-non-html", "--errors-only", "--format", "json")
        done = run(java, "-jar", jar, *options, folder, cwd=folder)
        try:
            messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
        except ValueError:
            pytest.fail(f"The HTML checker did not run: {done.stdout + done.stderr}", pytrace=False)
        return messages

    return errors


# Server and browser


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that leaves in the middle of an answer is no fault of the site."""


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name that its callers know
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serve a folder on the loopback until the tests end, and return its address."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(_served(folder))


@pytest.fixture(scope="session")
def site_address(site: Path, serve: Serve) -> str:
    """Address of the real site, served at the root of a server."""
    return serve(site)


@pytest.fixture(scope="session")
def site_address_below(site: Path, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the real site, served below the path `/desk/` of a server that has nothing else."""
    root = tmp_path_factory.mktemp("server")
    (root / "desk").symlink_to(site)
    return serve(root) + "desk/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, with a profile of its own that is thrown away."""
    chromium = _tool("chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield started
        started.close()


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Tab:
    """Open a page in a fresh context that is faultless when it closes.

    No error on the console, no exception, no dialogue, and no request to anywhere but addresses that begin with `origin`.
    Options of Playwright's `new_context` may follow by name.
    """

    @contextmanager
    def opened(origin: str, **options: Any) -> Iterator[Page]:
        faults: list[str] = []
        context = browser.new_context(**options)
        try:
            page = context.new_page()
            _watch(page, origin, faults)
            yield page
        finally:
            context.close()
        assert faults == []

    return opened


def _watch(page: Page, origin: str, faults: list[str]) -> None:
    page.on("console", lambda message: faults.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"exception: {error}"))
    page.on("request", lambda request: None if request.url.startswith(origin) else faults.append(f"request: {request.url}"))

    def dismiss(dialog: Any) -> None:
        faults.append(f"dialogue: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", dismiss)


@pytest.fixture
def says_here(site: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run the command within this process, which is quicker, in the folder that a module's own fixture `site` names."""

    def run(*command: str) -> Said:
        monkeypatch.chdir(site)
        monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # to be put back, since the command sets its own
        ended = inline.runner().invoke(cli.main, command, prog_name="briefings")
        assert ended.exception is None or isinstance(ended.exception, SystemExit)
        return ended.exit_code, ended.stdout.splitlines(), ended.stderr.splitlines()

    return run
