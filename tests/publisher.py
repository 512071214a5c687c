"""Publishes a site of three pages, each of which says the same word; run as a process of its own, to be killed.

Arguments: the site's folder, the word, and `exchange` or `replace`, for a system that cannot exchange two names.
"""

from __future__ import annotations

import ctypes
import sys
import types
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PAGES = ("index.html", "en/index.html", "assets/style.css")
START = "/the publication begins"
"""A file that nobody has; that it is looked for shows in a trace where the publication begins."""


class _NoLibrary:
    """A C library without `renameat2`, as on other systems than Linux."""

    def __init__(self, name: object, use_errno: bool = False) -> None:
        pass


def main(site: Path, word: str, way: str) -> None:
    """Make the site and put it in place."""
    # What it needs of the package is quick to start; the rest of the package takes most of a second.
    package = types.ModuleType("briefings.publish")
    package.__path__ = [str(PROJECT / "briefings" / "publish")]
    sys.modules[package.__name__] = package
    sys.path.insert(0, str(PROJECT))
    from briefings.publish import staging
    from briefings.publish.files import normalise_permissions_and_mtimes

    if way == "replace":
        ctypes.CDLL = _NoLibrary  # type: ignore[assignment, misc]
    held = staging.Staging(site, lambda: None)
    for page in PAGES:
        file = held.folder / page
        file.parent.mkdir(exist_ok=True)
        file.write_text(word, "utf-8")
    files = normalise_permissions_and_mtimes(held.folder, site)
    Path(START).exists()
    held.publish(files)
    held.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
