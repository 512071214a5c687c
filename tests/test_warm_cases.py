"""Every right and wrong case of content, tried over a site that an earlier build has left, gives what it gives from nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests import inline, mini

pytestmark = pytest.mark.slow

CASES = {file.stem: mini.cases(file) for kind in ("right", "wrong") for file in sorted((mini.SITES / kind).glob("*.yaml"))}


def options(case: Any) -> list[str]:
    archive = ["--archive", str(mini.ARCHIVE)] if case.get("archive") else []
    return [*archive, *(["--strict-evidence"] if case.get("strict_evidence") else [])]


def unbuilt(folder: Path) -> Path:
    """Return a copy of the site that the cases change; without search, which no case is about."""
    site = mini.copy_site("two-locales", folder)
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("    search: false\n")
    return site


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that has been built, with all that the build has left."""
    site = unbuilt(tmp_path_factory.mktemp("left") / "site")
    assert inline.build(site).status == 0
    return site


def copied(site: Path, folder: Path) -> Path:
    return shutil.copytree(site, folder, symlinks=True)


@pytest.mark.parametrize("name", CASES)
def test_a_case_gives_over_a_built_site_what_it_gives_from_nothing(name: str, left: Path, tmp_path: Path) -> None:
    case = CASES[name]
    warm, clean = copied(left, tmp_path / "warm"), unbuilt(tmp_path / "clean")
    for site in (warm, clean):
        mini.overlay(site, case["files"])
    assert inline.build(warm, *options(case)) == inline.build(clean, *options(case)), case["about"]


def test_each_name_of_a_case_is_there_once() -> None:
    assert len(CASES) == sum(1 for kind in ("right", "wrong") for _ in (mini.SITES / kind).glob("*.yaml"))
