"""Search: the pages of an edition become bundles of files that Pagefind's script searches in a browser.

A bundle is the files of one shard, a bounded part of an edition's pages, without the files of Pagefind's own user
interface. A page's address says which shard it is in, so that an edit of one text changes one bundle. Pages have no filters:
Pagefind writes these in an order that differs from run to run, and equal pages must make equal bytes. The only Python module
that knows Pagefind.
"""

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from briefings import urls
from briefings.errors import SearchError

MAX_PAGES = 2000
"""Pages in one bundle; Pagefind takes 130 kB of memory for each."""
TIMEOUT = 600.0
"""Seconds that Pagefind may take for one bundle: a hundred times what it needs."""
_UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
"""How the names of files begin that our pages do not load."""
_ADVICE = "install pagefind[bin], or write search: false in mkdocs.yml to do without"


def shards(paths: Iterable[str], most: int) -> Mapping[str, tuple[str, ...]]:
    """Return the paths of pages by the name of the shard that each belongs to, both in order.

    A shard's name is how the SHA-256 digests of its paths begin, as bits; `0` where there is one shard. Their number is the
    smallest power of two with which none has more than `most` pages, and a path stays in its shard as long as that
    number stays. A shard without pages is left out.
    """
    digests = {path: f"{int.from_bytes(hashlib.sha256(path.encode()).digest()):0256b}" for path in sorted(set(paths))}
    for length in range(257):
        found: dict[str, list[str]] = {}
        for path, bits in digests.items():
            found.setdefault(bits[:length] or "0", []).append(path)
        if all(len(members) <= most for members in found.values()):
            return {name: tuple(members) for name, members in sorted(found.items())}
    raise ValueError("two paths have the same digest")


def index(locale: str, pages: Iterable[tuple[str, bytes]], most: int = MAX_PAGES) -> Mapping[str, bytes]:
    """Return the files of the bundle of one shard by their names, such as `index/sv_1.pf_index`, in order.

    `pages` are paths with their HTML, in which `<html lang>` is `locale`. They are indexed with the words of
    `index_words`. The same pages make the same bytes in any order.

    Raises `SearchError` where Pagefind is missing, fails or does not end, `ValueError` for more than `most` pages, and
    `OSError` where a file cannot be read or written.
    """
    from briefings.index_words import (
        searchable,
    )  # here: its patterns take 8 ms, for which a build that indexes nothing does not wait

    with tempfile.TemporaryDirectory(prefix="briefings-search-") as name:
        folder = Path(name)
        for number, (path, html) in enumerate(pages):
            if number == most:
                raise ValueError(f"a bundle is made of {most} pages at most")
            file = folder / "pages" / urls.file_of(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(searchable(html))
        _run([_program(), "--site", "pages", "--output-path", "bundle", "--quiet"], folder)
        bundle = folder / "bundle"
        files = [file for file in sorted(bundle.rglob("*")) if file.is_file()]
        data = {file.relative_to(bundle).as_posix(): file.read_bytes() for file in files}
    return dict(_needed(data, locale))


def _needed(files: Mapping[str, bytes], locale: str) -> Iterator[tuple[str, bytes]]:
    entry = files.get("pagefind-entry.json")
    languages = json.loads(entry)["languages"] if entry else {}
    if list(languages) != [locale.lower()]:
        found = ", ".join(languages) or "no language"
        raise SearchError(f"search: the pages of the edition {locale} say in <html lang> that they are in {found}")
    # Pagefind's program for its own language; the other one, for languages that it has no stemmer for, is not loaded then.
    program = f"wasm.{languages[locale.lower()]['wasm'] or 'unknown'}.pagefind"
    for name, data in files.items():
        if not name.startswith(_UNUSED) and (not name.startswith("wasm.") or name == program):
            yield name, data


def version() -> str:
    """Return the version of Pagefind, as it says it: `pagefind 1.5.2`.

    Raises `SearchError` where it is missing.
    """
    return _version(_program())


@cache
def _version(program: str) -> str:
    return _run([program, "--version"], Path.cwd()).strip()


def _run(command: list[str], folder: Path) -> str:
    # Its settings are those of the command line: others would come from the environment, or from files in its folder.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(  # noqa: S603 the command is ours, and no shell reads it
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise SearchError(f"search: Pagefind had not ended after {TIMEOUT:.0f} seconds") from None
    except OSError as error:
        raise SearchError(f"search: Pagefind does not run here ({error.strerror}); {_ADVICE}") from None
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip() or "it said nothing"
        last_line = " ".join(said.splitlines()[-1].split())
        raise SearchError(f"search: Pagefind ended with {done.returncode}: {last_line[:300]}")
    return done.stdout.decode("utf-8", "replace")


def _program() -> str:
    try:
        from pagefind.service import get_executable

        program = get_executable()
    except (ImportError, FileNotFoundError):
        program = None
    if program is None:
        raise SearchError(f"search: Pagefind is not installed, or has no program for this platform; {_ADVICE}")
    return str(program.absolute())
