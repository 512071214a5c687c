"""Whatever is signalled, and however often: builds, workers and previews end soon, and the published site is whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefings.publish.ownership import is_ours
from briefings.signals import PATIENCE
from tests import inline, mini
from tests.amount import amount

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes of a session are found in /proc"),
]

SOON = PATIENCE + 1.5
"""Seconds in which everything has ended, on a machine that is busy with other tests."""
END = {signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGINT: 1}
"""Exit statuses of a build that has cleaned up."""


def session(leader: int) -> list[int]:
    """Return the processes of a session that have not ended."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                state, _, _, number, *_ = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(number) == leader and state != "Z":
                found.append(int(folder.name))
    return found


class Session:
    """A command in a session of its own, with all processes that it starts."""

    def __init__(self, command: list[str], folder: Path, **environment: str) -> None:
        self.log = folder.parent / "said.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, "NO_COLOR": "1", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.leader = self.process.pid

    def until(self, path: Path) -> None:
        deadline = time.monotonic() + 60
        while not path.exists():
            assert time.monotonic() < deadline and self.process.poll() is None, self.said()
            time.sleep(0.002)

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def send(self, number: int, to: str) -> None:
        """Signal the command, its whole group, one of the processes that it has started, or the group and then the command."""
        others = [process for process in session(self.leader) if process != self.leader]
        try:
            if to in ("group", "both"):
                os.killpg(self.leader, number)
            if to in ("command", "both"):
                os.kill(self.leader, number)
            if to == "other" and others:
                os.kill(random.choice(others), number)
        except ProcessLookupError:
            pass  # it has ended meanwhile

    def ends(self) -> int:
        """Wait for the end of all its processes; return the exit status of the first."""
        deadline = time.monotonic() + SOON
        while self.process.poll() is None or session(self.leader):
            assert time.monotonic() < deadline, f"still there: {session(self.leader)}; {self.said()}"
            time.sleep(0.02)
        assert "Traceback" not in self.said(), self.said()
        assert "Exception ignored" not in self.said(), self.said()
        return self.process.returncode

    def kill(self) -> None:
        for process in session(self.leader):
            os.kill(process, signal.SIGKILL)
        self.process.wait()


@contextmanager
def started(command: list[str], folder: Path, **environment: str) -> Iterator[Session]:
    running = Session(command, folder, **environment)
    try:
        yield running
    finally:
        running.kill()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = mini.copy_site("two-locales", tmp_path / "project")
    assert inline.build(folder).status == 0
    return folder


# One process


SCRIPT = """
import os, signal, sys, time
from pathlib import Path
from briefings import signals
signals.PATIENCE = float(sys.argv[1])
undo = signals.install_signal_handlers()
caught = []
try:
    Path("ready").touch()
    time.sleep(30)
except BaseException as error:
    caught.append(type(error).__name__)
    Path("first").touch()
try:
    until = time.monotonic() + float(sys.argv[2])
    while time.monotonic() < until:
        time.sleep(0.01)
except BaseException as error:
    caught.append(type(error).__name__)
undo()
print(*caught, flush=True)
"""


def told(folder: Path, patience: float, cleaning: float, *signals: tuple[float, int]) -> tuple[int, str, float]:
    """Run what cleans up for some seconds after a first signal; return its status, the exceptions it caught, and its time."""
    with started([sys.executable, "-c", SCRIPT, str(patience), str(cleaning)], folder) as running:
        running.until(folder / "ready")
        begin = time.monotonic()
        for pause, number in signals:
            time.sleep(pause)
            running.send(number, "command")
            running.until(folder / "first")
        status = running.process.wait(timeout=30)
        return status, running.said().strip(), time.monotonic() - begin


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("other", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_the_first_signal_wins_and_one_soon_after_is_the_same_wish(tmp_path: Path, number: int, other: int) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    name = "KeyboardInterrupt" if number == signal.SIGINT else "Terminated"
    assert told(folder, 20, 0.3, (0, number), (0.01, other), (0.05, other))[:2] == (0, name)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("other", [signal.SIGTERM, signal.SIGINT])
def test_a_later_signal_ends_it_at_once(tmp_path: Path, number: int, other: int) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    status, said, seconds = told(folder, 20, 20, (0, number), (0.7, other))
    assert (status, said) == (-number, ""), "by the first signal"
    assert seconds < 5


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_takes_too_long_to_clean_up_is_ended(tmp_path: Path, number: int) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    status, said, seconds = told(folder, 0.6, 20, (0, number))
    assert (status, said) == (-number, "")
    assert 0.5 < seconds < 5


def test_the_end_of_patience_waits_for_what_must_be_completed(tmp_path: Path) -> None:
    code = (
        "import os, signal, time\n"
        "from briefings import signals\n"
        "signals.PATIENCE = 0.1\n"
        "signals.install_signal_handlers()\n"
        "try:\n    os.kill(os.getpid(), signal.SIGTERM)\n"
        "except SystemExit:\n    pass\n"
        "with signals.defer_signals():\n"
        "    until = time.monotonic() + 0.5\n"
        "    while time.monotonic() < until:\n        time.sleep(0.01)\n"
        "    print('complete', flush=True)\n"
        "print('never', flush=True)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=30)
    assert (ended.returncode, ended.stdout) == (-signal.SIGTERM, "complete\n")


def test_children_that_are_stopped_end_with_their_parent(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, time\n"
        "from briefings import signals\n"
        "from briefings.parallel import BackgroundTask\n"
        "signals.install_signal_handlers()\n"
        "task = BackgroundTask(lambda: time.sleep(60))\n"
        "print(task._process.pid, flush=True)\n"
        "os.kill(task._process.pid, signal.SIGSTOP)\n"
        "task.result()\n"
    )
    folder = tmp_path / "work"
    folder.mkdir()
    with started([sys.executable, "-c", code], folder) as running:
        while not running.said().strip():
            time.sleep(0.01)
        running.send(signal.SIGTERM, "command")
        assert running.ends() in (143, -signal.SIGTERM)


# Whole builds and previews


def chosen(number: int) -> tuple[int, int, str, str]:
    """Return two signals and whom they go to; the same for a number."""
    choice = random.Random(number)
    first, second = choice.choice(
        [
            (signal.SIGTERM, signal.SIGTERM),
            (signal.SIGINT, signal.SIGINT),
            (signal.SIGHUP, signal.SIGHUP),
            (signal.SIGTERM, signal.SIGINT),
            (signal.SIGINT, signal.SIGTERM),
            (signal.SIGHUP, signal.SIGTERM),
        ]
    )
    return first, second, choice.choice(["command", "group", "both"]), choice.choice(["command", "group", "both"])


def disturb(running: Session, number: int) -> None:
    """Kill or stop one of its workers, or none."""
    trouble = {0: signal.SIGSTOP, 1: signal.SIGKILL}.get(number % 4)
    if trouble is not None:
        for _ in range(2):
            running.send(trouble, "other")


def test_two_signals_in_a_build(site: Path) -> None:
    old = mini.tree(site / "site")
    mini.overlay(site, {"templates/base.html": {"replace": {"</main>": "<!-- new --></main>"}}})
    new = inline.build(site).files
    statuses = set()
    for number in range(amount(5, 100)):
        shutil.rmtree(site / ".briefings", ignore_errors=True)
        shutil.rmtree(site / ".site.next", ignore_errors=True)
        choice = random.Random(number)
        with started(mini.command("briefings", "build", "--workers", "3"), site) as running:
            running.until(site / ".site.next")
            time.sleep(choice.uniform(0, 0.5))
            first, second, to, also = chosen(number)
            disturb(running, number)
            running.send(first, to)
            time.sleep(choice.uniform(0.001, 0.1))
            running.send(second, also)
            statuses.add(running.ends())
        assert is_ours(site / "site")
        assert mini.tree(site / "site") in (old, new), "whole"
    assert statuses - {0}, "some were met at work"
    assert inline.build(site).files == new
    assert mini.names(site) == ["content", "mkdocs.yml", "site", "templates"]


def test_two_signals_in_a_preview(tmp_path: Path) -> None:
    site = mini.copy_site("one-article", tmp_path / "project")
    temporary = tmp_path / "temporary"
    for number in range(amount(4, 50)):
        temporary.mkdir()
        choice = random.Random(number)
        command = mini.command("mkdocs" if number % 2 else "briefings", "serve", "-a", f"127.0.0.1:{20_000 + number}")
        with started(command, site, TMPDIR=str(temporary)) as running:
            deadline = time.monotonic() + 60
            while not list(temporary.glob(".mkdocs_*.next")):
                assert time.monotonic() < deadline, running.said()
                time.sleep(0.005)
            time.sleep(choice.uniform(0, 1.5))
            first, second, to, also = chosen(number)
            running.send(first, to)
            time.sleep(choice.uniform(0.001, 0.1))
            running.send(second, also)
            running.ends()
        shutil.rmtree(temporary)
    assert mini.names(site) == ["content", "mkdocs.yml", "templates"]
