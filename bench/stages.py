"""One build with a clock at the border of each stage; nothing in `briefings` is changed.

    cd CORPUS; python bench/stages.py FILE

The clocks stand around the functions that lead from one stage to the next, by their names in `build.py` and `mkdocs_plugin.py`.
A name that is no longer there is reported, and its time falls to "everything else".
"""

from __future__ import annotations

import time

STARTED = time.perf_counter()

import json  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import briefings.build  # noqa: E402
import briefings.mkdocs_plugin  # noqa: E402
import briefings.pipeline  # noqa: E402
import briefings.site_build  # noqa: E402
from briefings.incremental import Blob, BlobStore, Database  # noqa: E402
from briefings.publish import OutputTree, Staging  # noqa: E402
from briefings.render import Renderer  # noqa: E402

SPENT: dict[str, float] = {"imports": time.perf_counter() - STARTED}
MISSING: list[str] = []
FUNCTIONS: tuple[tuple[object, str, str], ...] = (
    (briefings.build, "read_content", "read"),
    (briefings.pipeline, "check_record", "check"),
    (briefings.pipeline, "check_all", "check"),
    (briefings.build, "locate", "check"),
    (briefings.pipeline, "link", "link"),
    (briefings.pipeline, "localise", "localise"),
    (briefings.pipeline, "view", "view"),
    (Renderer, "__init__", "render"),
    (Renderer, "render", "render"),
    (Blob, "of", "cache"),
    (BlobStore, "save", "cache"),
    (Database, "save", "cache"),
    (Staging, "sync_previous", "write"),
    (OutputTree, "write", "write"),
    (OutputTree, "delete_others", "write"),
    (briefings.pipeline, "export_part", "export"),
    (briefings.site_build.Assembler, "assemble", "export"),
    (briefings.site_build, "sitemap", "sitemap"),
    (briefings.site_build.SiteBuild, "index_for_search", "search"),
    (briefings.mkdocs_plugin.plugin, "normalise_permissions_and_mtimes", "publish"),
    (Staging, "publish", "publish"),
)
GENERATORS: tuple[tuple[object, str, str], ...] = ((briefings.pipeline, "bibliography_files", "export"),)


def main() -> None:
    for owner, name, stage in FUNCTIONS:
        _clock(owner, name, stage, _timed)
    for owner, name, stage in GENERATORS:
        _clock(owner, name, stage, _timed_steps)
    started = time.perf_counter()
    # In one process, whose clocks these are.
    outcome = briefings.mkdocs_plugin.build_site("mkdocs.yml", workers=1)
    whole = time.perf_counter() - started
    SPENT["everything else"] = whole - sum(time for stage, time in SPENT.items() if stage != "imports")
    found = {"stages": SPENT, "missing": MISSING, "pages": outcome.result.pages, "whole": whole + SPENT["imports"]}
    Path(sys.argv[1]).write_text(json.dumps(found), encoding="utf-8")


def _clock(owner: object, name: str, stage: str, made: Callable[[Any, str], Any]) -> None:
    if hasattr(owner, name):
        setattr(owner, name, made(getattr(owner, name), stage))
    else:
        MISSING.append(name)


def _timed(function: Callable[..., Any], stage: str) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            SPENT[stage] = SPENT.get(stage, 0) + time.perf_counter() - started

    return timed


def _timed_steps(function: Callable[..., Any], stage: str) -> Callable[..., Iterator[Any]]:
    """Time the steps of a generator, without what is done between them."""

    def timed(*args: Any, **kwargs: Any) -> Iterator[Any]:
        step = _timed(iter(_timed(function, stage)(*args, **kwargs)).__next__, stage)
        while True:
            try:
                yield step()
            except StopIteration:
                return

    return timed


if __name__ == "__main__":
    main()
