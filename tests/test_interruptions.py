"""What comes between: another build of the same site, a signal, another plugin's failure."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings import mkdocs_plugin
from briefings.errors import SiteError, SiteLocked
from briefings.publish import Staging, staging
from tests import mini
from tests.amount import amount

pytestmark = pytest.mark.slow

COMMANDS = [("mkdocs", "build", "--strict"), ("properdocs", "build", "--strict"), ("briefings", "build", "--strict")]
WAITS = "Another build of this site is running; this one waits for it to end."
SLOW = """
import pathlib, time
def on_post_build(*, config):
    pathlib.Path("here").touch()
    while not pathlib.Path("go").exists():
        time.sleep(0.02)
"""
"""Another plugin that makes a build stop, whole but not published, until somebody says so."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site `one-article`, published."""
    folder = mini.copy_site("one-article", tmp_path / "project")
    mkdocs_plugin.build_site(str(folder / "mkdocs.yml"))
    return folder


def hook(site: Path, code: str) -> None:
    (site / "hook.py").write_text(code, "utf-8")
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nhooks: [hook.py]\n")


def mark(site: Path, word: str) -> None:
    """Have every page of the next build say a word."""
    base = (mini.PROJECT / "templates" / "base.html").read_text("utf-8")
    assert base.count("</main>") == 1
    (site / "templates" / "base.html").write_text(base.replace("</main>", f"<!-- {word} --></main>"), "utf-8")


class Running:
    """A build in a process of its own."""

    def __init__(self, site: Path, *command: str) -> None:
        self.site = site
        self.process = subprocess.Popen(
            mini.command(*command),
            cwd=site,
            env={**os.environ, "NO_COLOR": "1", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def until(self, name: str) -> None:
        """Wait until a file is there."""
        deadline = time.monotonic() + 60
        while not (self.site / name).exists():
            assert time.monotonic() < deadline and self.process.poll() is None, self.process.communicate(timeout=60)
            time.sleep(0.01)

    def ended(self) -> tuple[int, str]:
        said, _ = self.process.communicate(timeout=120)
        return self.process.returncode, said

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def running(site: Path) -> Iterator[list[Running]]:
    builds: list[Running] = []
    yield builds
    for build in builds:
        build.kill()


def beside(site: Path) -> list[str]:
    return [name for name in mini.names(site) if name.startswith(".") or name == "site"]


# Another build


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_second_build_waits_and_says_so(site: Path, running: list[Running], command: tuple[str, ...]) -> None:
    hook(site, SLOW)
    first = Running(site, "mkdocs", "build")
    running.append(first)
    first.until("here")
    mark(site, "second")
    second = Running(site, *command)
    running.append(second)
    assert second.process.stdout is not None
    while WAITS not in (line := second.process.stdout.readline()):
        assert line, "it has not waited"
    assert b"second" not in (site / "site" / "index.html").read_bytes()
    (site / "go").touch()
    assert first.ended()[0] == 0
    status, said = second.ended()
    assert status == 0, said
    assert b"second" in (site / "site" / "index.html").read_bytes(), "what it waited for was read after it had waited"
    assert beside(site) == ["site"]


def test_a_build_does_not_wait_for_ever(site: Path, running: list[Running], monkeypatch: pytest.MonkeyPatch) -> None:
    hook(site, SLOW)
    first = Running(site, "mkdocs", "build")
    running.append(first)
    first.until("here")
    with pytest.raises(SiteLocked):
        Staging(site / "site", lambda: None, timeout=0.2)

    def impatient(site: Path, wait: object, patience: float = 0) -> staging.Staging:
        raise SiteLocked(600)

    monkeypatch.setattr(mkdocs_plugin.plugin, "Staging", impatient)
    with pytest.raises(SiteError):
        mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
    (site / "go").touch()
    assert first.ended()[0] == 0, "the impatient one has not disturbed it"


def test_a_build_that_waited_in_vain_says_so_in_one_sentence(
    site: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def impatient(site: Path, wait: object) -> staging.Staging:
        raise SiteLocked(600)

    monkeypatch.setattr(mkdocs_plugin.plugin, "Staging", impatient)
    with pytest.raises(SiteError):
        mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
    sentence = "another build of this site has been running for more than 600 seconds; the published site is as it was"
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [sentence]


def test_a_build_that_is_killed_while_another_waits_lets_it_in(site: Path, running: list[Running]) -> None:
    hook(site, SLOW)
    first = Running(site, "mkdocs", "build")
    running.append(first)
    first.until("here")
    (site / "go").touch()
    mark(site, "second")
    second = Running(site, "briefings", "build")
    running.append(second)
    first.kill()
    status, said = second.ended()
    assert status == 0, said
    assert b"second" in (site / "site" / "index.html").read_bytes()
    assert beside(site) == ["site"]


def test_a_preview_waits_for_no_build(site: Path, running: list[Running]) -> None:
    """It has a folder of its own."""
    held = Staging(site / "site", lambda: None)
    try:
        other = site.parent / "preview"
        assert Running(site, "mkdocs", "build", "-d", str(other)).ended()[0] == 0
        assert (other / "index.html").is_file()
    finally:
        held.close()


def test_two_builds_at_once_many_times(site: Path) -> None:
    for number in range(amount(3, 50)):
        mark(site, f"build {number}")
        both = [Running(site, *COMMANDS[(number + other) % 3]) for other in (0, 1)]
        for build in both:
            status, said = build.ended()
            assert status == 0, said
        pages = [data for path, data in mini.tree(site / "site").items() if path.endswith(".html") and data is not None]
        assert pages and all(f"<!-- build {number} -->".encode() in page for page in pages)
        assert beside(site) == ["site"]


# Signals


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("number", "status", "line"),
    [
        (signal.SIGTERM, 143, "ended by SIGTERM; the published site is as it was"),
        (signal.SIGHUP, 129, "ended by SIGHUP; the published site is as it was"),
        (signal.SIGINT, 1, "interrupted; the published site is as it was"),
    ],
    ids=["SIGTERM", "SIGHUP", "SIGINT"],
)
def test_a_signal_ends_a_build_with_a_line_and_leaves_nothing_behind(
    site: Path, running: list[Running], command: tuple[str, ...], number: signal.Signals, status: int, line: str
) -> None:
    before = mini.tree(site / "site")
    hook(site, SLOW)
    mark(site, "new")
    build = Running(site, *command)
    running.append(build)
    build.until("here")
    build.process.send_signal(number)
    ended, said = build.ended()
    assert (ended, said.count(line)) == (status, 1), said
    assert "Traceback" not in said
    assert mini.tree(site / "site") == before
    assert beside(site) == ["site"]


def test_a_signal_ends_a_build_that_waits(site: Path, running: list[Running]) -> None:
    held = Staging(site / "site", lambda: None)
    try:
        build = Running(site, "briefings", "build")
        running.append(build)
        assert build.process.stdout is not None
        assert WAITS in build.process.stdout.readline()
        build.process.send_signal(signal.SIGTERM)
        ended, said = build.ended()
    finally:
        held.close()
    assert (ended, said.splitlines()[-1]) == (143, "ended by SIGTERM; the published site is as it was")
    assert beside(site) == ["site"]


def test_a_signal_that_is_ignored_stays_ignored(site: Path) -> None:
    """So a build under `nohup` goes on when its terminal is closed."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        hook(site, "import os, signal\ndef on_post_build(*, config):\n    os.kill(os.getpid(), signal.SIGHUP)\n")
        mini.built(site)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_signal_in_the_decisive_moment_waits_for_its_end(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def disturbed(new: Path, old: Path) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        done.append(new)

    done: list[Path] = []
    monkeypatch.setattr(staging, "swap_directories", disturbed)
    held = Staging(site / "site", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        held.publish(())
    assert done == [held.folder]
    assert held.is_published
    held.close()


# Other plugins


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("code", "line"),
    [
        (
            "def on_env(env, *, config, files):\n    raise ZeroDivisionError('the other\\none fails')\n",
            "ZeroDivisionError: the other one fails (hook.py:2); the published site is as it was",
        ),
        (
            "def on_post_build(*, config):\n    raise OSError(28, 'No space left on device', 'a.txt')\n",
            "No space left on device: a.txt; the published site is as it was",
        ),
        (
            "import os\ndef on_post_build(*, config):\n    os.symlink('index.html', config.site_dir + '/latest.html')\n",
            "latest.html is a link or a device; hosts of static sites take files alone; the published site is as it was",
        ),
    ],
    ids=["an exception", "a full disk", "a link"],
)
def test_a_failure_of_another_plugin_is_one_line(site: Path, command: tuple[str, ...], code: str, line: str) -> None:
    before = mini.tree(site / "site")
    hook(site, code)
    mark(site, "new")
    ended = mini.run(site, *command)
    said = ended.stdout + ended.stderr
    assert ended.returncode == 1
    assert [text.removeprefix("ERROR   -  ") for text in said.splitlines() if line in text] == [line]
    assert "Traceback" not in said
    assert mini.tree(site / "site") == before
    assert beside(site) == ["site"]
