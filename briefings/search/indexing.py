"""Pages become a bundle, which is what Pagefind makes of them but for its own interface."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from briefings import urls

MOST_AT_ONCE = 2000
"""Pages in one bundle; Pagefind takes 130 kB of memory for each."""
PATIENCE = 600.0
"""Seconds that Pagefind may take for one bundle, which is a hundred times what it needs."""
_INTERFACE = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
"""What the names of files begin with that our pages do not load."""
_FORM = 1
"""To be raised when something else is made of the same pages, so that no bundle of before is taken for one of now."""
_ADVICE = "install pagefind[bin], or write search: false in mkdocs.yml to do without"


class SearchFault(Exception):
    """The pages cannot be indexed; the message says why and what helps, in one sentence without a full stop."""


def index(locale: str, pages: Iterable[tuple[str, bytes]]) -> Mapping[str, bytes]:
    """Return the files of the bundle of one shard by their names, such as `index/sv_1.pf_index`, in order.

    `pages` are paths with their HTML, in which `<html lang>` is `locale`. The same pages make the same bytes in any order.

    Raises `SearchFault` where Pagefind is missing, fails or does not end, `ValueError` for more than `MOST_AT_ONCE` pages, and
    `OSError` where a file cannot be read or written.
    """
    with tempfile.TemporaryDirectory(prefix="briefings-search-") as name:
        folder = Path(name)
        _write(folder / "pages", pages)
        _pagefind(folder, "--site", "pages", "--output-path", "bundle", "--quiet")
        files = {
            file.relative_to(folder / "bundle").as_posix(): file.read_bytes()
            for file in sorted((folder / "bundle").rglob("*"))
            if file.is_file()
        }
    return dict(_needed(files, locale))


def _write(folder: Path, pages: Iterable[tuple[str, bytes]]) -> None:
    for number, (path, html) in enumerate(pages):
        if number == MOST_AT_ONCE:
            raise ValueError(f"a bundle is made of {MOST_AT_ONCE} pages at most")
        file = folder / urls.file_of(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(html)


def _needed(files: Mapping[str, bytes], locale: str) -> Iterator[tuple[str, bytes]]:
    entry = files.get("pagefind-entry.json")
    languages = json.loads(entry)["languages"] if entry else {}
    if list(languages) != [locale.lower()]:
        found = ", ".join(languages) or "no language"
        raise SearchFault(f"search: the pages of the edition {locale} say in <html lang> that they are in {found}")
    # Pagefind's program for its own language; the other one, for languages that it has no stemmer for, is not loaded then.
    program = f"wasm.{languages[locale.lower()]['wasm'] or 'unknown'}.pagefind"
    for name, data in files.items():
        if not name.startswith(_INTERFACE) and (not name.startswith("wasm.") or name == program):
            yield name, data


def key(locale: str, digests: Iterable[tuple[str, str]]) -> str:
    """Return a digest that two shards share only where `index` makes the same bundle of them.

    `digests` are the paths of the shard's pages, in any order, each with a digest of its HTML.

    Raises `SearchFault` where Pagefind is missing.
    """
    told = json.dumps([_FORM, version(), locale, sorted(digests)])
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def version() -> str:
    """Return the version of Pagefind, as it says it: `pagefind 1.5.2`.

    Raises `SearchFault` where it is missing.
    """
    return _version(_program())


@cache
def _version(program: str) -> str:
    return _run([program, "--version"], Path.cwd()).strip()


def _pagefind(folder: Path, *arguments: str) -> None:
    _run([_program(), *arguments], folder)


def _run(command: list[str], folder: Path) -> str:
    # Its settings are those of the command line: others would come from the environment, or from files in its folder.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(  # noqa: S603 the command is ours, and no shell reads it
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise SearchFault(f"search: Pagefind had not ended after {PATIENCE:.0f} seconds") from None
    except OSError as error:
        raise SearchFault(f"search: Pagefind does not run here ({error.strerror}); {_ADVICE}") from None
    if done.returncode:
        raise SearchFault(f"search: Pagefind ended with {done.returncode}: {_last_line(done.stderr or done.stdout)}")
    return done.stdout.decode("utf-8", "replace")


def _program() -> str:
    try:
        from pagefind.service import get_executable

        program = get_executable()
    except (ImportError, FileNotFoundError):
        program = None
    if program is None:
        raise SearchFault(f"search: Pagefind is not installed, or has no program for this platform; {_ADVICE}")
    return str(program.absolute())


def _last_line(said: bytes) -> str:
    lines = [" ".join(line.split()) for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it said nothing"
