"""What desks keep of outlets, entities, topics and drafts, on a finished site: `tests/sites/newsroom`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from briefings.index_words import searchable
from briefings.model import records
from briefings.model.names import names_of
from tests import mini
from tests.test_linked_data import Node, extracted, named, of_type

DATA = "https://newsroom.example/press/data/"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    return mini.built(mini.copy_site("newsroom", tmp_path_factory.mktemp("newsroom") / "project"))


def linked(newsroom: Path, page: str, kind: str, record_id: str) -> Node:
    """Return what a page says of a record in JSON-LD."""
    return named(extracted((newsroom / page / "index.html").read_bytes()), f"{DATA}{kind}.json#{record_id}")


def rows(newsroom: Path, kind: str) -> dict[str, Any]:
    """Return the rows of a kind by id."""
    return {row["id"]: row for row in json.loads((newsroom / "data" / f"{kind}.json").read_bytes())[kind]}


def indexed(newsroom: Path, page: str) -> str:
    """Return the words that a page is found by."""
    soup = BeautifulSoup(searchable((newsroom / page / "index.html").read_bytes()), "html.parser")
    for element in soup.select("[data-pagefind-ignore]"):
        element.decompose()
    (main,) = soup.select("main")
    return " ".join(main.get_text(" ").split())


# Drafts


def test_a_draft_of_an_article_is_in_no_file(newsroom: Path) -> None:
    files = [file for file in newsroom.rglob("*") if file.is_file()]
    assert len(files) > 40
    for file in files:
        found = file.read_bytes()
        assert b"ferry-plans" not in found, file
        assert b"Plans for the ferries" not in found, file


def test_a_draft_that_is_published_is_on_every_page_that_it_belongs_to(tmp_path: Path) -> None:
    site = mini.copy_site("newsroom", tmp_path / "project")
    mini.overlay(site, {"content/articles/ferry-plans/article.yaml": {"replace": {"status: draft\n": ""}}})
    built = mini.built(site)
    for page in ("en/topics/shipping", "en/outlets/world-wire", "en/entities/seal", "en", "de"):
        assert "Plans for the ferries" in (built / page / "index.html").read_text("utf-8"), page
    assert rows(built, "claims")["ferry-law:ordered"]["same_as"] == ["ferry-plans:ordered"]


# Data


def test_the_data_have_what_the_pages_have(newsroom: Path) -> None:
    article = rows(newsroom, "articles")["ferry-law"]
    assert (article["outlet"], article["co_publishers"]) == ("kustbladet", ["havsnytt"])
    assert article["authors"] == ["Eva Ek", "Bo Berg", "M. Marin"]
    assert article["bylines"] == [{"name": "Eva Ek", "entity": "eva-ek"}, {"name": "M. Marin", "entity": "mia-marin"}]
    assert [article[name] for name in ("section", "print_page", "modified", "read")] == [
        *("Inrikes", "4–5", "2024-03-07", "2024-03-08")
    ]
    assert article["topics"] == ["ferries"]
    outlets = rows(newsroom, "outlets")
    assert (outlets["kustbladet"]["country"], outlets["kustbladet"]["countries"]) == (None, ["SE", "FI"])
    assert (outlets["havsnytt"]["country"], outlets["havsnytt"]["countries"]) == ("SE", ["SE"])
    assert (outlets["kustbladet"]["owner"], outlets["kustbladet"]["owner_entity"]) == ("Coast Press Group", "coast-press")
    assert (outlets["havsnytt"]["owner"], outlets["havsnytt"]["owner_entity"]) == ("A foundation of its readers", None)
    assert rows(newsroom, "entities")["seal"]["aliases"] == {"en": ["Seal class"], "uk": ["Тюлень"]}
    assert rows(newsroom, "topics")["ferries"]["broader"] == "shipping"


def test_the_database_finds_what_is_below_a_topic_and_within_an_organisation(newsroom: Path) -> None:
    with closing(sqlite3.connect(newsroom / "data" / "briefings.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        below = """WITH RECURSIVE below (id) AS
                     (VALUES ('transport') UNION SELECT topic.id FROM topic JOIN below ON topic.broader = below.id)
                   SELECT article FROM article_topic WHERE topic IN (SELECT id FROM below)"""
        assert database.execute(below).fetchall() == [("ferry-law",)]
        parts = """WITH RECURSIVE part (id) AS
                     (VALUES ('coast-guard') UNION SELECT entity.id FROM entity JOIN part ON entity.part_of = part.id)
                   SELECT id FROM part ORDER BY id"""
        assert database.execute(parts).fetchall() == [("coast-guard",), ("fleet-office",), ("seal",)]


# JSON-LD


def test_an_article_names_all_its_publishers_and_authors(newsroom: Path) -> None:
    article = linked(newsroom, "en/articles/ferry-law", "articles", "ferry-law")
    assert [publisher["name"] for publisher in article["publisher"]] == ["Kustbladet", "Havsnytt"]
    assert [author["name"] for author in article["author"]] == ["Eva Ek", "Bo Berg", "Mia Marin"]
    assert [author.get("@type") for author in article["author"]] == ["Person", None, "Person"]
    assert (article["articleSection"], article["printPage"], article["dateModified"]) == ("Inrikes", "4–5", "2024-03-07")
    assert [about["@type"] for about in article["about"]] == [
        *("Organization", "Organization", "Thing", "CreativeWork", "Event", "Place", "DefinedTerm")
    ]


def test_an_outlet_has_its_owner_names_and_addresses(newsroom: Path) -> None:
    outlet = linked(newsroom, "de/outlets/kustbladet", "outlets", "kustbladet")
    assert outlet["alternateName"] == ["Кустбладет", "쿠스트블라데트"]
    assert outlet["sameAs"] == ["https://kustbladet.example.fi/", "https://social.example/@kustbladet"]
    assert outlet["parentOrganization"]["name"] == "Küstenpresse"
    other = linked(newsroom, "de/outlets/havsnytt", "outlets", "havsnytt")
    assert other["ownershipFundingInfo"] == "A foundation of its readers"


def test_a_part_names_its_whole_where_schema_org_has_a_word_for_it(newsroom: Path) -> None:
    whole = {
        name: set(linked(newsroom, f"en/entities/{name}", "entities", name)) for name in ("fleet-office", "north-coast", "seal")
    }
    assert "parentOrganization" in whole["fleet-office"]
    assert "containedInPlace" in whole["north-coast"]
    assert whole["seal"] == {"@type", "@id", "name", "url", "alternateName", "description"}


def test_a_topic_names_the_broader_one_and_stands_below_it(newsroom: Path) -> None:
    html = (newsroom / "en/topics/ferries/index.html").read_bytes()
    topic = named(extracted(html), f"{DATA}topics.json#ferries")
    assert topic["http://www.w3.org/2004/02/skos/core#broader"]["name"] == "Shipping"
    (crumbs,) = of_type(extracted(html), "BreadcrumbList")
    assert [step["name"] for step in crumbs["itemListElement"]] == ["Front page", "Topics", "Transport", "Shipping", "Ferries"]


# Search


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("de/entities/seal", ["Seehund", "Seal class", "Тюлень"]),
        ("en/entities/coast-guard", ["Kustbevakningen", "KBV", "Küstenschutz"]),
        ("de/outlets/world-wire", ["Weltdraht", "World Wire"]),
        ("en/outlets/kustbladet", ["Кустбладет", "쿠스트블라데트"]),
        ("en/outlets/havsnytt", ["A foundation of its readers"]),
        ("en/articles/ferry-law", ["Inrikes", "Eva Ek", "Bo Berg", "M. Marin"]),
    ],
)
def test_names_are_searched_on_the_page_that_they_belong_to(newsroom: Path, page: str, words: list[str]) -> None:
    found = indexed(newsroom, page)
    assert [word for word in words if word not in found] == []
    assert [word for word in ("Also called", "Auch genannt", "Owner", "Section", "Part of") if word in found] == []


# Bibliographies


def test_a_reference_manager_gets_page_section_and_the_day_of_reading(newsroom: Path) -> None:
    (item,) = json.loads((newsroom / "data/briefings/ferries/sources.json").read_bytes())
    assert [author["literal"] for author in item["author"]] == ["Eva Ek", "Bo Berg", "M. Marin"]
    assert (item["section"], item["page"], item["accessed"]) == ("Inrikes", "4–5", {"date-parts": [[2024, 3, 8]]})
    bibtex = (newsroom / "data/briefings/ferries/sources.bib").read_text("utf-8")
    assert "  pages = {4–5},\n" in bibtex
    assert "  urldate = {2024-03-08},\n" in bibtex
    lines = (newsroom / "data/briefings/ferries/sources.ris").read_text("utf-8").splitlines()
    assert {"SE  - Inrikes", "SP  - 4–5", "Y2  - 2024/03/08/"} < set(lines)
    note = "Published together with: Havsnytt. Changed by the publisher: 2024-03-07 (EDTF). Section: Inrikes. Summary: "
    assert item["note"].startswith(note)
    assert f"note = {{{note}" in bibtex


# All names of an entity


def test_all_names_of_an_entity_are_its_own_those_of_cldr_and_its_aliases() -> None:
    korea = mini.record(records.Entity, kind="place", country="KP", aliases={"en": ["DPRK"], "ru": ["КНДР"]})
    assert list(names_of(korea, ["en", "sv"])) == ["North Korea", "Nordkorea", "DPRK", "КНДР"]
    office = mini.record(records.Entity, kind="organisation", names={"en": "Office", "sv": "Kontor"}, aliases={"sv": ["Byrån"]})
    assert list(names_of(office, ["en", "sv"])) == ["Office", "Kontor", "Byrån"]
