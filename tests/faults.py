"""Processes that are killed, or told of a fault, at one system call of theirs: `strace` does that on Linux."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

_CALL = re.compile(r"(?P<process>\d+) +(?P<name>[a-z]\w*)\((?P<arguments>.*)")

_OF_MEMORY = ("brk", "mmap", "munmap", "mremap", "madvise")
_RUNS = 30


@dataclass(frozen=True)
class Call:
    """One system call of a process: which, and how many of its name came before it and with it."""

    name: str
    nth: int
    arguments: str

    def __str__(self) -> str:
        return f"{self.name} {self.nth} ({self.arguments[:100]})"


def strace() -> str:
    """Return the path of `strace`; without it nothing here can be shown, and that is a failure."""
    path = shutil.which("strace")
    if path is None:
        advice = "Run scripts/test-tools.sh."
        pytest.fail(f"There is no strace on this machine: NOTHING WAS KILLED AND NO FAULT INJECTED. {advice}", pytrace=False)
    return path


def calls(command: Sequence[str], folder: Path, log: Path) -> list[Call]:
    """Run a command to its end and return the system calls of its first process, in order."""
    ended = _run([strace(), "-f", "-o", str(log), *command], folder)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    found = [match for line in log.read_text("utf-8", "replace").splitlines() if (match := _CALL.match(line))]
    counts: Counter[str] = Counter()
    result = []
    for match in found:
        if match["process"] == found[0]["process"]:
            counts[match["name"]] += 1
            result.append(Call(match["name"], counts[match["name"]], match["arguments"]))
    return result


def killed(call: Call, command: Sequence[str], folder: Path, undo: Callable[[], object]) -> None:
    """Run a command that is killed when it is about to make a system call.

    How often a process asks for memory differs by one or two from run to run. One that has come to its end because it has not
    asked so often is undone, and the command is run again.
    """
    for _ in range(_RUNS if call.name in _OF_MEMORY else 1):
        ended, _ = _injected(call, "signal=KILL", command, folder)
        if ended.returncode == -signal.SIGKILL:
            return
        undo()
    pytest.fail(f"not killed at {call}: {ended}")


def failed(call: Call, error: str, command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command one of whose system calls the system refuses, with an error such as `ENOSPC`."""
    ended, log = _injected(call, f"error={error}", command, folder)
    assert "(INJECTED)" in log, f"no fault at {call}: {ended}"
    return ended


def spread(calls: Sequence[Call], number: int) -> list[Call]:
    """Return a number of calls, at equal distances from each other."""
    return [calls[position * len(calls) // number] for position in range(min(number, len(calls)))]


def _injected(call: Call, what: str, command: Sequence[str], folder: Path) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run a command with something done to one call; return how it ended and the trace of the calls of that name."""
    inject = ["-e", f"trace={call.name}", "-e", f"inject={call.name}:{what}:when={call.nth}"]
    with tempfile.NamedTemporaryFile("r", encoding="utf-8", errors="replace") as log:
        ended = _run([strace(), "-f", "-o", log.name, *inject, *command], folder)
        return ended, log.read()


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    # Without seeds of chance a process makes the same calls each time.
    fixed = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **fixed},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
