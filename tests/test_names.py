"""Names stand on every page as they are written: nothing makes their first letter, or any other, a capital."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from briefings.localise.display_names import beginning
from briefings.model.text import Text
from tests import mini

NAMES = (
    "eBay",
    "taz",
    "IMEdD",
    "bell hooks",
    "k.d. lang",
    "iPhone",
    "ქართული ხმა",
    "ijsvrij",
    "ıspanak",
    "ß-Verein",
    "ǆep",
    "ﬁnch",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose entities, outlets, topics and authors have such names."""
    site = mini.copy_site("two-locales", tmp_path_factory.mktemp("names") / "site")
    files: dict[str, str | None] = {}
    for number, name in enumerate(NAMES):
        files[f"content/outlets/n{number}.yaml"] = f"name: {name}\n"
        files[f"content/entities/n{number}.yaml"] = f"kind: organisation\nnames: {{en: {name}, sv: {name}}}\n"
        files[f"content/topics/n{number}.yaml"] = f"names: {{en: {name}, sv: {name}}}\n"
    listed = ", ".join(f"n{number}" for number in range(len(NAMES)))
    files["content/articles/ferry-late/article.yaml"] = f"""
language: en
outlet: n1
authors: [{", ".join(NAMES)}]
origin: {{kind: own}}
entities: [{listed}]
topics: [{listed}]
claims:
  on-time: {{evidence: a}}
"""
    files["content/articles/ferry-late/en.yaml"] = """
headline: taz on ferries
summary: Ferries.
key_points: [Ferries.]
claims: {on-time: On time.}
"""
    files["content/briefings"] = None
    files["content/articles/ferry-delayed"] = None
    files["content/verified.txt"] = None
    mini.overlay(site, files)
    return mini.built(site, "mkdocs", "build")


def text_of(page: Path, selector: str) -> list[str]:
    return [found.get_text() for found in BeautifulSoup(page.read_bytes(), "html.parser").select(selector)]


@pytest.mark.parametrize("kind", ["outlets", "entities", "topics"])
@pytest.mark.parametrize("locale", ["en", "sv"])
def test_a_page_is_headed_by_the_name_as_it_is_written(site: Path, kind: str, locale: str) -> None:
    for number, name in enumerate(NAMES):
        page = site / locale / kind / f"n{number}" / "index.html"
        assert text_of(page, "h1") == [name]
        assert text_of(page, "title") == [f"{name} – Two locales"]


def test_lists_have_names_as_they_are_written(site: Path) -> None:
    front = site / "en/index.html"
    assert set(NAMES) <= set(text_of(front, "#entities .names li a"))
    assert set(NAMES) <= set(text_of(front, "#outlets .names li a"))
    article = site / "en/articles/ferry-late/index.html"
    assert set(NAMES) <= set(text_of(article, "#entities .names li a"))
    assert "taz" in text_of(article, ".facts dd")
    assert any(text.startswith("eBay, taz, IMEdD, bell hooks") for text in text_of(article, ".facts dd"))
    assert any(text.startswith("taz") for text in text_of(front, ".meta"))


def test_no_style_changes_the_case_of_letters() -> None:
    for file in sorted((mini.PROJECT / "templates" / "css").glob("*.css")):
        found = re.findall(r"text-transform[^;]*|font-variant(?:-caps)?\s*:[^;]*caps|::first-letter", file.read_text("utf-8"))
        assert found == [], file.name


def test_no_template_changes_the_case_of_letters() -> None:
    for file in sorted((mini.PROJECT / "templates").glob("*.html")):
        found = re.findall(
            r"\|\s*(?:upper|lower|title|capitalize)\b|\.(?:upper|lower|title|capitalize)\(", file.read_text("utf-8")
        )
        assert found == [], file.name


@pytest.mark.parametrize(
    ("words", "lang", "heading"),
    [
        ("a South Korean lawmaker", "en", "A South Korean lawmaker"),
        ("en hamnkapten", "sv", "En hamnkapten"),
        ("istanbul’dan bir yetkili", "tr", "İstanbul’dan bir yetkili"),
        ("„ein Mann“", "de", "„Ein Mann“"),
        ("ქართველი დეპუტატი", "ka", "ქართველი დეპუტატი"),
        ("一名议员", "zh", "一名议员"),
    ],
)
def test_a_description_in_place_of_a_name_begins_a_heading_as_its_language_does(words: str, lang: str, heading: str) -> None:
    assert beginning(Text(words, lang)) == Text(heading, lang)
