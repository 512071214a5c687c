"""Builds by the project's own command, in this process and without workers, and all that comes of one.

Nothing here knows how a build is made: what goes in is a folder with `mkdocs.yml`, and what comes out is what an owner sees.
"""

from __future__ import annotations

import contextlib
import gc
import inspect
import logging
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click.testing

from briefings import cli
from tests import mini


class Outcome(NamedTuple):
    """All that comes of a build."""

    status: int
    lines: tuple[str, ...]
    """What the build says of the content, in order."""
    files: mini.Tree
    """The published site; empty where nothing is published."""


def runner() -> click.testing.CliRunner:
    """Return what runs a command and keeps its output apart from its errors: click below 8.2 has to be asked to."""
    is_old = "mix_stderr" in inspect.signature(click.testing.CliRunner).parameters
    options: dict[str, Any] = {"mix_stderr": False} if is_old else {}
    return click.testing.CliRunner(**options)


def build(site: Path, *options: str) -> Outcome:
    """Build a site with what earlier builds have left in its folder."""
    with contextlib.chdir(site), undisturbed():
        ended = runner().invoke(cli.main, ["build", "--workers", "1", *options], prog_name="briefings")
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    published = ended.exit_code == 0
    lines = tuple(ended.stderr.replace(str(site.resolve()), ".").splitlines())
    return Outcome(ended.exit_code, lines, mini.tree(site / "site") if published else {})


def build_from_nothing(site: Path, *options: str) -> Outcome:
    """Build a site as if there had been no build before, and leave nothing behind."""
    forget(site)
    outcome = build(site, *options)
    forget(site)
    return outcome


def forget(site: Path) -> None:
    """Delete all that builds have made in a site's folder."""
    for folder in (site / "site", *site.glob(".site*"), site / ".briefings"):
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Undo what the command does to its process, which usually ends with it."""
    logger = logging.getLogger("mkdocs")
    handlers, level, hook = list(logger.handlers), logger.level, sys.excepthook
    logger.handlers[:] = []  # those of commands that a test has called itself would print each line once more
    try:
        yield
    finally:
        logger.handlers[:], sys.excepthook = handlers, hook
        logger.setLevel(level)
        gc.unfreeze()
