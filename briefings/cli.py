"""The command line: `briefings build`, `briefings check`, `briefings serve`, `briefings verify`."""

from __future__ import annotations

import datetime
import gc
import logging
import sys
from collections.abc import Iterable
from importlib import util
from typing import Any

import click
from rich.console import Console

from briefings import __version__

if util.find_spec("mkdocs") is None:  # ProperDocs alone is installed: it answers to MkDocs' name
    import properdocs.replacement  # noqa: F401

from briefings import mkdocs_plugin
from briefings.problems import ContentError, Problem

_out = Console(soft_wrap=True, highlight=False, markup=False)
_err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

_config = click.option("-f", "--config-file", default="mkdocs.yml", show_default=True, help="The site's configuration.")
_archive = click.option(
    "--archive",
    type=click.Path(exists=True, file_okay=False),
    help="Folder with the archived texts, to look evidence up in.",
)
_strict_evidence = click.option(
    "--strict-evidence", is_flag=True, default=None, help="Let what is not verified count as an error, not as a warning."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--debug", is_flag=True, help="Show where in the code an unexpected error arose.")
def main(debug: bool) -> None:
    """Make a multilingual briefing site from curated YAML."""
    if not debug:
        sys.excepthook = _unexpected


@main.command()
@_config
@_archive
@_strict_evidence
@click.option("--strict/--no-strict", default=None, help="Let a warning end the build.")
@click.option("-d", "--site-dir", type=click.Path(), help="Where the site goes.")
@click.option("--workers", type=click.IntRange(1), help="How many processes make pages; by default one for each processor.")
@click.option("--scheduler", metavar="tcp://HOST:PORT", help="A scheduler of Dask whose workers make pages.")
def build(config_file: str, strict: bool | None, site_dir: str | None, **orders: Any) -> None:
    """Check the content and build the site; where there is an error, the site stays as it was."""
    _listen(mkdocs_plugin.NOTICE)
    try:
        outcome = mkdocs_plugin.build_site(config_file, mkdocs_plugin.Orders(**orders), strict, site_dir)
    except mkdocs_plugin.SiteError as error:
        _err.print(str(error), style="bold red")
        sys.exit(1)
    _out.print(mkdocs_plugin.summary(outcome) + ".", style="bold green")
    _out.print(f"The site is in {click.format_filename(str(outcome.folder))}/. To look at it: briefings serve, or make serve,")
    _out.print("or open index.html in that folder with a browser.")
    gc.freeze()  # all that is left goes with the process: to look through it once more for garbage would take long


@main.command()
@_config
@_archive
@_strict_evidence
@click.option("--strict", is_flag=True, help="Let a warning count as an error.")
def check(config_file: str, archive: str | None, strict_evidence: bool | None, strict: bool) -> None:
    """Report every problem of the content; exit status 1 where there is an error."""
    _listen(logging.WARNING)
    try:
        problems = mkdocs_plugin.check_site(config_file, mkdocs_plugin.Orders(archive, strict_evidence))
    except mkdocs_plugin.SiteError as error:
        _err.print(str(error), style="bold red")
        sys.exit(1)
    _print(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    evidence = "" if archive else " Evidence was not looked up: name the folder of the archived texts with --archive."
    _out.print(
        f"{mkdocs_plugin.many(errors, 'error')}, {mkdocs_plugin.many(warnings, 'warning')}.{evidence}",
        style="bold red" if errors else "bold green",
    )
    sys.exit(1 if errors or (strict and warnings) else 0)


@main.command()
@_config
@_archive
def verify(config_file: str, archive: str | None) -> None:
    """Look all evidence up in the archived texts and record what is found; exit status 1 where something is not."""
    _listen(logging.WARNING)
    try:
        # The editor's own day: it stands on the pages, and is never one that has not come where they are read.
        done = mkdocs_plugin.verify_site(config_file, archive, datetime.date.today())
    except mkdocs_plugin.SiteError as error:
        _err.print(str(error), style="bold red")
        sys.exit(1)
    except ContentError as error:
        _print(error.problems)
        _err.print(f"{mkdocs_plugin.many(len(error.problems), 'error')}; nothing was looked up.", style="bold red")
        sys.exit(1)
    _print(done.problems)
    record = "was brought up to date" if done.is_changed else "is as it was"
    _out.print(
        f"{done.found} of {mkdocs_plugin.many(done.passages, 'passage')} found, in "
        f"{mkdocs_plugin.many(done.articles, 'article')}; {done.file} {record}.",
        style="bold red" if done.problems else "bold green",
    )
    sys.exit(1 if done.problems else 0)


@main.command()
@_config
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve the preview.")
def serve(config_file: str, address: str | None) -> None:
    """Serve a preview that follows every saved change."""
    _listen(logging.INFO)
    try:
        mkdocs_plugin.serve_site(config_file, address)
    except mkdocs_plugin.SiteError as error:
        _err.print(str(error), style="bold red")
        sys.exit(1)


def _print(problems: Iterable[Problem]) -> None:
    for problem in problems:
        _out.print(str(problem), style="red" if problem.severity == "error" else "yellow")


class _Lines(logging.Handler):
    """Prints what the build says, a line each, problems in colour."""

    def emit(self, record: logging.LogRecord) -> None:
        style = "red" if record.levelno >= logging.ERROR else "yellow" if record.levelno >= logging.WARNING else ""
        _err.print(record.getMessage().removeprefix("briefings: "), style=style)


def _listen(level: int) -> None:
    for name in ("mkdocs", "properdocs"):
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.addHandler(_Lines(level))


def _unexpected(kind: type[BaseException], error: BaseException, traceback: object) -> None:
    """Say what happened in one line: a traceback helps no editor."""
    _err.print(
        f"Unexpected error, a fault of Briefings: {kind.__name__}: {error}. Please report it; briefings --debug shows where.",
        style="bold red",
    )
