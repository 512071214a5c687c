"""Wrong content: each mistake in `tests/sites/wrong/` is one change to the site `two-locales` and gives exactly these lines."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from briefings import mkdocs_plugin
from tests import mini

WRONG = {file.stem: mini.cases(file) for file in sorted((mini.SITES / "wrong").glob("*.yaml"))}
RIGHT = {file.stem: mini.cases(file) for file in sorted((mini.SITES / "right").glob("*.yaml"))}
ALSO_BUILT = (
    "citation-escape",
    "date-no-month",
    "file-content-missing",
    "file-latin-1",
    "file-link-kind",
    "key-repeated",
    "page-front-matter-broken",
    "several-mistakes",
    "unknown-claim-cited",
    "yaml-billion-laughs",
    "yaml-brackets-nested",
)
"""Mistakes that are also built with both commands; a look at all of them would take minutes."""


def changed(case: Any, folder: Path) -> Path:
    site = mini.copy_site("two-locales", folder)
    mini.overlay(site, case["files"])
    return site


def checked(site: Path, case: Any) -> str:
    """Return the lines that a check prints, as one text, so that a difference is shown line by line."""
    archive = str(mini.ARCHIVE) if case.get("archive") else None
    problems = mkdocs_plugin.check_site(
        str(site / "mkdocs.yml"), archive=archive, strict_evidence=bool(case.get("strict_evidence"))
    )
    return "".join(f"{problem}\n" for problem in problems)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site `two-locales`, built."""
    site = mini.copy_site("two-locales", tmp_path_factory.mktemp("published") / "site")
    mini.built(site)
    return site


def codes_in(texts: list[str]) -> set[str]:
    return {code for text in texts for code in re.findall(r"\b[A-Z]\d{3}\b", text)}


@pytest.mark.parametrize("name", WRONG)
def test_one_mistake_gives_exactly_its_lines(name: str, tmp_path: Path) -> None:
    case = WRONG[name]
    assert checked(changed(case, tmp_path / "site"), case) == case["expect"], case["about"]


def pairs() -> list[tuple[str, str]]:
    """Return pairs of mistakes that touch different files, or records, the same in every run."""
    # A missing folder hides what is in it, a locale more changes what is expected, what is verified depends on the facts, and
    # where claims are a text, nobody can tell what ids there are. Whether claims can be the same depends on both figures, and
    # whether an allowance silences nothing on all that is found in a record.
    apart = ("file-", "locale-", "id-", "record-", "verified-", "at-once-", "same-claims-", "allow-")
    alone = [name for name in WRONG if not name.startswith(apart) and not WRONG[name].get("archive")]
    chosen = random.Random(2).sample([(one, other) for one in alone for other in alone if one < other], 150)
    return [(one, other) for one, other in chosen if not _touched(one, one + other) & _touched(other, one + other)]


def _touched(name: str, both: str) -> set[str]:
    """Return the files that a mistake touches; their folders where one of the two hides all that its record announces."""
    return {file.rpartition("/")[0] if "yaml-" in both else file for file in WRONG[name]["files"]}


@pytest.mark.parametrize(("one", "other"), pairs())
def test_two_mistakes_give_the_lines_of_both(one: str, other: str, tmp_path: Path) -> None:
    site = changed(WRONG[one], tmp_path / "site")
    mini.overlay(site, WRONG[other]["files"])
    both = {*WRONG[one]["expect"].splitlines(), *WRONG[other]["expect"].splitlines()}
    assert set(checked(site, {}).splitlines()) == both


@pytest.mark.slow
@pytest.mark.parametrize("name", RIGHT)
def test_what_only_looks_wrong_gives_no_line_and_is_published(name: str, tmp_path: Path) -> None:
    case = RIGHT[name]
    site = changed(case, tmp_path / "site")
    assert checked(site, case) == "", case["about"]
    assert mkdocs_plugin.build_site(str(site / "mkdocs.yml"), strict=True).folder == site / "site"


def test_texts_that_yaml_would_read_otherwise_reach_the_pages_as_they_are(tmp_path: Path) -> None:
    site = changed(RIGHT["texts-that-yaml-would-read-otherwise"], tmp_path / "site")
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
    headings = [
        BeautifulSoup((site / "site" / locale / "topics" / "shipping" / "index.html").read_bytes(), "html.parser").find("h1")
        for locale in ("en", "sv")
    ]
    assert [heading.get_text() for heading in headings if heading] == ["no", "off"]


def test_markup_in_content_reaches_no_page_as_markup(tmp_path: Path) -> None:
    site = changed(WRONG["markup-shown-as-typed"], tmp_path / "site")
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
    briefing = BeautifulSoup((site / "site/en/briefings/ferries/index.html").read_bytes(), "html.parser").select_one(".text p")
    assert briefing is not None
    assert briefing.get_text().startswith("<b>Most</b> <![> ferries `were` on! [x] time e.g. a@b.example")
    page = BeautifulSoup((site / "site/en/about/index.html").read_bytes(), "html.parser").select_one("main .text")
    assert page is not None
    assert [line for line in page.get_text().splitlines() if line] == ["<b>Bold</b> & & code"]
    assert [link for link in page.find_all("a") if link.has_attr("href")] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ALSO_BUILT)
def test_a_build_of_wrong_content_leaves_the_published_site_as_it_was(name: str, published: Path, tmp_path: Path) -> None:
    case = WRONG[name]
    site = shutil.copytree(published, tmp_path / "site")
    mini.overlay(site, case["files"])
    before = mini.tree(site)
    for command in (("mkdocs", "build", "--strict"), ("briefings", "build")):
        ended = mini.run(site, *command)
        said = ended.stdout + ended.stderr
        assert ended.returncode == 1, said
        assert "Traceback" not in said
        for line in case["expect"].splitlines():
            assert line in said
        # The whole folder of the project, so that nothing is left beside the site either.
        assert mini.tree(site) == before


def test_every_code_of_the_source_has_a_mistake_that_shows_it() -> None:
    source = [file.read_text("utf-8") for file in sorted((mini.PROJECT / "briefings").rglob("*.py"))]
    in_source = {code for text in source for code in re.findall(r'"([A-Z]\d{3})"', text)}
    shown = codes_in([case["expect"] for case in WRONG.values()])
    # A file that cannot be read is made by a system's refusal, not by content: the test below shows it.
    assert in_source - shown == {"F008"}
    assert shown - in_source == set()


def test_a_file_that_the_system_will_not_open_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = mini.copy_site("two-locales", tmp_path / "site")
    opened = os.open

    def refuse(path: Any, *arguments: Any, **options: Any) -> int:
        if Path(path).name == "sweden.yaml":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, *arguments, **options)

    # An administrator, as whom tests may run, is refused no file; so the refusal is made here.
    monkeypatch.setattr(os, "open", refuse)
    assert checked(site, {}) == "content/entities/sweden.yaml: error F008 cannot be read: Permission denied\n"


def test_each_description_of_a_mistake_is_one_sentence() -> None:
    for name, case in {**WRONG, **RIGHT}.items():
        assert re.fullmatch(r"[^\n]+\.", case["about"]), name


def test_yaml_is_refused_at_the_same_places_without_the_library_in_c(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (name for name in WRONG if name.startswith(("yaml-", "key-repeated"))):
        site = changed(WRONG[name], tmp_path / name)
        with_c = checked(site, {})
        with monkeypatch.context() as patch:
            patch.setattr("briefings.read.yaml_text._LOADER", yaml.BaseLoader)
            without_c = checked(site, {})
        assert without_placed_syntax(without_c) == without_placed_syntax(with_c), name


def without_placed_syntax(lines: str) -> str:
    """Take place and wording from lines on what is not YAML: the two libraries have their own."""
    return re.sub(r":\d+:\d+: error Y001 .*", ": error Y001", lines)
