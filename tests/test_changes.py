"""After any change that is none to a record the next build gives what a build from nothing gives, and when it is undone."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from mkdocs.config import load_config

from briefings.localise import messages
from briefings.settings import Settings
from tests import inline, mini
from tests.warm import Change, Sites, bring, copies, set_options, set_up

pytestmark = pytest.mark.slow

CATALOGUES = messages.CATALOGUES
LOCALES = [path.name for path in sorted(CATALOGUES.iterdir())]
TEMPLATES = sorted(path.relative_to(mini.PROJECT).as_posix() for path in mini.PROJECT.glob("templates/**/*") if path.is_file())


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return set_up(tmp_path_factory.mktemp("left") / "site")


@pytest.fixture
def sites(left: Path, tmp_path: Path) -> Sites:
    return copies(left, tmp_path)


@pytest.fixture(scope="module")
def site_in_all_locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return set_up(tmp_path_factory.mktemp("locales") / "site", locales=sorted(LOCALES, key=lambda locale: locale != "en"))


@pytest.fixture(scope="module")
def site_with_search(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return set_up(tmp_path_factory.mktemp("search") / "site", search=True)


def changed_text(file: str, change: Callable[[str], str]) -> Change:
    def rewritten(site: Path) -> None:
        text = (site / file).read_text("utf-8")
        assert change(text) != text
        (site / file).write_text(change(text), "utf-8")

    return rewritten


def replaced(file: str, old: str, new: str) -> Change:
    return changed_text(file, lambda text: text.replace(old, new))


def marked(template: str) -> str:
    """Return a template with something more in its content, in each of its macros and at the end of the page."""
    for place in (r"\{% block content %\}", r"\{% macro [^%]*%\}"):
        template = re.sub(place, lambda match: f"{match.group()}<i>changed</i>", template)
    return template.replace("</body>", "<i>changed</i></body>")


def moved(name: str, new: str) -> Change:
    """Return what renames a folder and sets the option that names it; MkDocs has options of its own that name two of them."""

    def change(site: Path) -> None:
        (site / name).rename(site / new)
        set_options(**{name: new})(site)
        if name == "content":
            replaced("mkdocs.yml", "docs_dir: content", f"docs_dir: {new}")(site)
        if name == "templates":
            replaced("mkdocs.yml", "custom_dir: templates", f"custom_dir: {new}")(site)

    return change


@pytest.mark.parametrize("file", [file for file in TEMPLATES if "search" not in file])
def test_a_template_or_static_file_that_changes(file: str, sites: Sites) -> None:
    changed = sites.after(changed_text(file, marked if file.endswith(".html") else lambda text: f"{text}\n"))
    assert changed != sites.base
    sites.go_back()


@pytest.mark.parametrize("file", [file for file in TEMPLATES if "search" in file])
def test_a_template_or_static_file_of_the_search_that_changes(file: str, site_with_search: Path, tmp_path: Path) -> None:
    sites = copies(site_with_search, tmp_path)
    changed = sites.after(changed_text(file, marked if file.endswith(".html") else lambda text: f"{text}\n"))
    assert changed != sites.base
    sites.go_back()


def test_a_static_file_more(sites: Sites) -> None:
    assert sites.after(lambda site: (site / "templates/static/more.txt").write_text("more")) != sites.base
    sites.go_back()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalogue_that_changes(
    locale: str, site_in_all_locales: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = copies(site_in_all_locales, tmp_path)
    catalogues = shutil.copytree(CATALOGUES, tmp_path / "catalogues")
    monkeypatch.setattr(messages, "CATALOGUES", catalogues)
    file = f"{locale}/LC_MESSAGES/briefings.po"
    changed_text(file, lambda text: re.sub(r'(msgid "Articles"\nmsgstr "\w+)', r"\1 x", text))(catalogues)
    assert sites.after(lambda site: None) != sites.base
    shutil.copy(CATALOGUES / file, catalogues / file)
    sites.go_back()


PAGE = "content/pages/en/about.md"
OTHERS: Mapping[str, Change] = {
    "a plain page's body": replaced(PAGE, "papers", "news"),
    "a fault in a plain page": replaced(PAGE, "(method.md", "(../nowhere/"),
    "a heading of another page that a plain page links to": replaced("content/pages/en/method.md", "## How we", "## As we"),
    "a page that a plain page links to": lambda site: (site / "content/pages/en/method.md").unlink(),
    "an edition that has a plain page more": lambda site: shutil.copy(site / PAGE, site / "content/pages/sv/new.md"),
    "an edition that has a plain page less": lambda site: (site / "content/pages/sv/about.md").unlink(),
    "an article less": lambda site: shutil.rmtree(site / "content/articles/ferry-wire"),
    "a text more": replaced("content/articles/ferry-abroad/en.yaml", "Nine", "9"),
    "an archived text": replaced("archive/ferry-delayed.txt", "resenärer", "passagerare"),
    "an archived text less": lambda site: (site / "archive/ferry-delayed.txt").unlink(),
    "a day in the record of passages": replaced("content/verified.txt", "2024-05-02", "2024-05-03"),
    "a line of the record of passages": changed_text("content/verified.txt", lambda text: text[: text.rindex("ferry")]),
    "no record of passages": lambda site: (site / "content/verified.txt").unlink(),
}


@pytest.mark.parametrize("name", OTHERS)
def test_anything_else_that_changes(name: str, sites: Sites) -> None:
    assert sites.after(OTHERS[name]) != sites.base
    sites.go_back()


# Templates that include others

INCLUDES = {
    "a list": '{% include ["_own.html", "_fallback.html"] %}',
    "one that may be missing": '{% include "_own.html" ignore missing %}',
    "a name that is worked out": '{% set name = "_own" %}{% include name ~ ".html" ignore missing %}',
    "one of two": '{% include "_own.html" if page.locale == "sv" else "_fallback.html" %}',
    "one that includes a list": '{% include "_between.html" %}',
}


@pytest.mark.parametrize("name", INCLUDES)
def test_a_template_that_appears_changes_and_goes(name: str, left: Path, tmp_path: Path) -> None:
    left = shutil.copytree(left, tmp_path / "left")
    replaced("templates/base.html", "</body>", f"{INCLUDES[name]}</body>")(left)
    (left / "templates/_between.html").write_text(INCLUDES["a list"], "utf-8")
    (left / "templates/_fallback.html").write_text("<p>fallback</p>", "utf-8")
    own = left / "templates/_own.html"
    seen = []
    for text in ("<p>own</p>", "<p>another</p>", None, "<p>own</p>"):
        own.unlink(missing_ok=True) if text is None else own.write_text(text, "utf-8")
        bring(left, tmp_path / "clean")
        seen.append(inline.build_from_nothing(tmp_path / "clean"))
        assert inline.build(left) == seen[-1], f"{text} is not seen"
    assert seen[0] == seen[3]
    assert seen[0] != seen[1] != seen[2] != seen[0]


# Settings

OPTIONS: Mapping[str, Change] = {
    "site_name": set_options(site_name="Another name"),
    "site_url": set_options(site_url="https://another.example/"),
    "markdown_extensions": set_options(markdown_extensions=["nl2br"]),
    "content": moved("content", "texts"),
    "templates": moved("templates", "theme"),
    "locales": set_options(locales=["sv", "en", "nb"]),
    "desk_locale": set_options(desk_locale="sv"),
    "formats": set_options(formats={"en": "en-US"}),
    "archive": moved("archive", "texts"),
    "strict_evidence": set_options(strict_evidence=True),
    "search": set_options(search=True),
    "cache": set_options(cache="kept"),
    "workers": set_options(workers=2),
    "scheduler": set_options(scheduler=None),  # one that runs is given in tests/test_work.py
}
MAKE_NO_DIFFERENCE = {"content", "templates", "archive", "cache", "workers", "scheduler"}
"""Options that say where something is, or how the site is made."""


def test_every_option_is_changed(left: Path) -> None:
    plugin = load_config(str(left / "mkdocs.yml")).plugins["briefings"]
    assert {"site_name", "site_url", "markdown_extensions", *(name for name, _ in plugin.config_scheme)} == set(OPTIONS)
    no_options = {"root", "today", "shard_pages"}  # the last is changed in tests/test_incremental.py
    assert {field.name for field in dataclasses.fields(Settings)} - no_options <= set(OPTIONS)


@pytest.mark.parametrize("name", OPTIONS)
def test_a_setting_that_changes(name: str, sites: Sites) -> None:
    assert (sites.after(OPTIONS[name]) == sites.base) is (name in MAKE_NO_DIFFERENCE)
    sites.go_back()


def test_a_project_that_moves(sites: Sites, tmp_path: Path) -> None:
    moved = shutil.copytree(sites.left, tmp_path / "moved")
    assert inline.build(moved) == sites.base
    replaced(PAGE, "papers", "news")(moved)
    assert inline.build(moved) == sites.after(OTHERS["a plain page's body"])


@pytest.mark.parametrize("name", ["html", "graph", "template", "catalogue", "static", "archive", "page", "check", "come"])
def test_a_content_folder_of_any_name(name: str, left: Path, tmp_path: Path) -> None:
    site = shutil.copytree(left, tmp_path / "site")
    if name == "archive":
        shutil.rmtree(site / "archive")
        set_options(archive=None)(site)
    moved("content", name)(site)
    assert inline.build(site).status == 0
    edits = (("entities/kustbolaget.yaml", "A ferry", "Some"), ("articles/ferry-wire/en.yaml", "Four hundred", "Nobody"))
    for file, old, new in edits:
        replaced(f"{name}/{file}", old, new)(site)
        clean = tmp_path / "clean"
        bring(site, clean)
        found, expected = inline.build(site), inline.build_from_nothing(clean)
        assert expected.status == 0
        assert found == expected
