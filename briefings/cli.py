"""The command line: `briefings build`, `briefings check`, `briefings serve`, `briefings verify`."""

import datetime
import gc
import io
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import util
from itertools import groupby
from typing import Any, NoReturn

import click

from briefings import __version__

if util.find_spec("mkdocs") is None:  # ProperDocs alone is installed: it answers to MkDocs' name
    import properdocs.replacement  # noqa: F401

from briefings import mkdocs_plugin
from briefings.diagnostics import CODES, Problem, count, did_you_mean, quantity, shown
from briefings.errors import BriefingsError, ContentError
from briefings.mkdocs_plugin.messages import NOTICE
from briefings.progress import plain_console

_out = plain_console(stderr=False)
_err = plain_console(stderr=True)

_GOOD = "bold green"
_BAD = "bold red"

_config = click.option("-f", "--config-file", default="mkdocs.yml", show_default=True, help="The site's configuration.")
_archive = click.option(
    "--archive", type=click.Path(exists=True, file_okay=False), help="Folder with the archived texts, to look evidence up in."
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
        sys.excepthook = _print_unexpected
    for stream in (sys.stdout, sys.stderr):
        # A terminal or file in another encoding lacks letters that content has.
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="backslashreplace")


@main.command()
@_config
@_archive
@_strict_evidence
@click.option("--strict/--no-strict", default=None, help="Let a warning end the build.")
@click.option("-d", "--site-dir", type=click.Path(), help="Where the site goes.")
@click.option("--workers", type=click.IntRange(1), help="How many processes make pages; by default one for each processor.")
@click.option("--scheduler", metavar="tcp://HOST:PORT", help="A scheduler of Dask whose workers make pages.")
def build(config_file: str, strict: bool | None, site_dir: str | None, **overrides: Any) -> None:
    """Check the content and build the site; where there is an error, the site stays as it was."""
    with _reporting(NOTICE):
        result = mkdocs_plugin.build_site(config_file, strict, site_dir, **overrides)
    _out.print(result.summary + ".", style=_GOOD)
    _out.print(f"The site is in {click.format_filename(str(result.folder))}/. To look at it: briefings serve, or make serve,")
    _out.print("or open index.html in that folder with a browser.")
    gc.freeze()  # the process ends here: a last search for garbage would take long


@main.command()
@_config
@_archive
@_strict_evidence
@click.option("--strict", is_flag=True, help="Let a warning count as an error.")
@click.option(
    "--explain",
    metavar="CODE",
    callback=lambda _, __, code: _explain(code),
    is_eager=True,
    expose_value=False,
    help="Say what a problem's code, such as R003, means and what to do, and check nothing.",
)
def check(config_file: str, archive: str | None, strict_evidence: bool | None, strict: bool) -> None:
    """Report every problem of the content; exit status 1 where there is an error."""
    with _reporting(logging.WARNING):
        problems = mkdocs_plugin.check_site(config_file, archive=archive, strict_evidence=strict_evidence)
    _print_problems(problems)
    errors, warnings = count(problems, "error"), count(problems, "warning")
    evidence = "" if archive else " Evidence was not looked up: name the folder of the archived texts with --archive."
    _out.print(f"{quantity(errors, 'error')}, {quantity(warnings, 'warning')}.{evidence}", style=_BAD if errors else _GOOD)
    sys.exit(1 if errors or (strict and warnings) else 0)


@main.command()
@_config
@_archive
@click.option("--fix", is_flag=True, help="First write the checksums of archived texts into the articles that lack them.")
def verify(config_file: str, archive: str | None, fix: bool) -> None:
    """Look all evidence up in the archived texts and record what is found; exit status 1 where something is not."""
    with _reporting(logging.WARNING):
        try:
            # The editor's own day: it stands on the pages, and is never one that has not come where they are read.
            done = mkdocs_plugin.verify_site(config_file, archive, datetime.date.today(), fix=fix)
        except ContentError as error:
            _print_problems(error.problems)
            _exit(f"{quantity(count(error.problems, 'error'), 'error')}; nothing was looked up.")
    _print_problems(done.problems)
    if done.checksums:
        _out.print(f"{quantity(done.checksums, 'checksum')} written.", style=_GOOD)
    record = "was brought up to date" if done.is_changed else "is as it was"
    found = f"{done.found} of {quantity(done.passages, 'passage')} found, in {quantity(done.articles, 'article')}"
    is_wrong = any(problem.severity == "error" for problem in done.problems)
    _out.print(f"{found}; {done.file} {record}.", style=_BAD if is_wrong else _GOOD)
    sys.exit(1 if is_wrong else 0)


@main.command()
@_config
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve the preview.")
def serve(config_file: str, address: str | None) -> None:
    """Serve a preview that follows every saved change."""
    with _reporting(logging.INFO):
        mkdocs_plugin.serve_site(config_file, address)


def _explain(code: str | None) -> None:
    """Print what a problem's code means and end; a code may be written in any way that leaves no doubt."""
    if code is None:
        return
    words = re.findall(r"[A-Z][A-Z0-9]*[0-9]", code.upper()[:100])
    known = [word for word in words if word in CODES]
    if not known:
        # Letters that look like digits: a code is often typed from a picture.
        typed = [re.sub("(?<!^)[OQ]", "0", re.sub("(?<!^)[IL]", "1", word)) for word in words[:1]]
        hint = "".join(did_you_mean(word, CODES) for word in typed) or f"Codes are {', '.join(_families())}."
        raise click.BadParameter(f"there is no code '{shown(code)}'. {hint}")
    from briefings.explanations import explain  # here: who asks for nothing does not wait for it

    _out.print(explain(known[0]))
    sys.exit(0)


def _families() -> Iterator[str]:
    """Yield the first and the last code of each letter."""
    for _, family in groupby(CODES, key=lambda code: code[0]):
        members = list(family)
        yield f"{members[0]} to {members[-1]}"


@contextmanager
def _reporting(level: int) -> Iterator[None]:
    """Print what is logged from a level on; at a `BriefingsError`, print its sentence and exit."""
    for name in ("mkdocs", "properdocs"):
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.addHandler(_LogPrinter(level))
    try:
        yield
    except BriefingsError as error:
        _exit(str(error))


def _exit(message: str) -> NoReturn:
    _err.print(message, style=_BAD)
    sys.exit(1)


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        _out.print(str(problem), style="red" if problem.severity == "error" else "yellow")


class _LogPrinter(logging.Handler):
    """Prints what the build logs, a line each, problems in colour."""

    def emit(self, record: logging.LogRecord) -> None:
        style = "red" if record.levelno >= logging.ERROR else "yellow" if record.levelno >= logging.WARNING else ""
        _err.print(record.getMessage().removeprefix("briefings: "), style=style)


def _print_unexpected(kind: type[BaseException], error: BaseException, traceback: object) -> None:
    """Print an unexpected error in one line: a traceback helps no editor."""
    message = f"Unexpected error, a fault of Briefings: {kind.__name__}: {error}"
    _err.print(f"{message}. Please report it; briefings --debug shows where.", style=_BAD)
