"""What pages say in schema.org's words, as `extruct` reads it from the finished site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import extruct  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup

from briefings.model import edtf
from briefings.view.jsonld import document, full_day
from tests import mini
from tests.conftest import Pages, Record, load
from tests.test_site import ARTICLES, LOCALES, attribute, is_edition_page, locale_of, one, resolve, words

Node: TypeAlias = dict[str, Any]

URL = "https://briefings.example/"
PROPERTIES = {
    "Article": "author headline description inLanguage url datePublished dateModified about citation isBasedOn correction "
    "isPartOf translationOfWork workTranslation",
    "BreadcrumbList": "itemListElement",
    "Claim": "text inLanguage url author about appearance isBasedOn sameAs",
    "CorrectionComment": "text datePublished",
    "Country": "name alternateName description url",
    "CreativeWork": "provider publisher inLanguage",
    "DataDownload": "contentUrl encodingFormat",
    "Dataset": "name description inLanguage url variableMeasured isBasedOn distribution",
    "DefinedTerm": "name description url",
    "ListItem": "position name item",
    "NewsArticle": "headline inLanguage url author publisher datePublished archivedAt about isBasedOn translationOfWork "
    "workTranslation",
    "NewsMediaOrganization": "name url description",
    "Organization": "name alternateName description url",
    "Person": "name alternateName description url",
    "Place": "name alternateName description url",
    "Quotation": "text inLanguage isPartOf",
    "WebPage": "url name description inLanguage isPartOf breadcrumb mainEntity",
    "WebSite": "name url inLanguage hasPart",
}
"""Properties that we use of each type, all of them in schema.org's vocabulary."""

ALLOWED = "allow: {R020: It tries what is text.}"


def extracted(html: bytes | str, url: str = URL) -> list[Node]:
    """Return the nodes of a page's JSON-LD."""
    found = extruct.extract(html, base_url=url, syntaxes=["json-ld"], errors="strict")["json-ld"]
    assert [set(document) for document in found] == [{"@context", "@graph"}]
    assert found[0]["@context"] == "https://schema.org"
    graph: list[Node] = found[0]["@graph"]
    return graph


@pytest.fixture(scope="module")
def linked(site: Path) -> Mapping[str, list[Node]]:
    """The nodes of each page that has any, by its address."""
    found = {file.relative_to(site).as_posix().removesuffix("index.html"): file.read_bytes() for file in site.rglob("*.html")}
    return {path: extracted(html, URL + path) for path, html in found.items() if path != "404.html"}


def nodes(value: object) -> Iterator[Node]:
    """Yield every node within a value, that itself among them."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(part)


def of_type(graph: list[Node], kind: str) -> list[Node]:
    return [node for node in graph if node["@type"] == kind]


def named(graph: list[Node], identity: str) -> Node:
    [found] = [node for node in graph if node["@id"] == identity]
    return found


def test_every_page_but_the_one_for_missing_pages_has_linked_data(pages: Pages, linked: Mapping[str, list[Node]]) -> None:
    assert set(linked) == set(pages) - {"404.html"}
    assert pages["404.html"].select('script[type="application/ld+json"]') == []


def test_only_words_of_schema_org_are_used(linked: Mapping[str, list[Node]]) -> None:
    met: set[str] = set()
    for path, graph in linked.items():
        for node in nodes(graph):
            kind = node.get("@type")
            allowed = (
                set(PROPERTIES[kind].split()) if kind else {"name", "description"}
            )  # an author by name or without, or a reference
            assert set(node) - {"@id", "@type"} <= allowed, (path, node)
            met.add(kind or "")
    assert {"Article", "BreadcrumbList", "Claim", "Country", "CreativeWork", "Dataset", "DefinedTerm", "NewsArticle"} <= met
    assert {"NewsMediaOrganization", "Organization", "Person", "Place", "Quotation", "WebPage", "WebSite"} <= met


def test_nothing_unknown_is_said(linked: Mapping[str, list[Node]]) -> None:
    for path, graph in linked.items():
        for node in nodes(graph):
            assert [name for name, value in node.items() if value in (None, "", [], {})] == [], path


def test_a_reference_within_a_page_or_to_a_record_leads_somewhere(site: Path, linked: Mapping[str, list[Node]]) -> None:
    ids = {f"{URL}data/{file.name}#{row['id']}" for file in (site / "data").glob("*.json") for row in rows(file)}
    for path, graph in linked.items():
        own = {node["@id"] for node in nodes(graph) if "@id" in node and "@type" in node}
        for node in nodes(graph):
            if "/data/" in node.get("@id", "") and not node["@id"].endswith(".sqlite"):
                assert node["@id"] in ids, path
            elif set(node) == {"@id"}:
                assert node["@id"] in own, (path, node)


def rows(file: Path) -> list[Node]:
    found: list[Node] = json.loads(file.read_bytes())[file.stem]
    return found


def test_every_address_is_on_the_site_or_was_given(site: Path, linked: Mapping[str, list[Node]]) -> None:
    for path, graph in linked.items():
        for node in nodes(graph):
            for name in ("url", "contentUrl", "item"):
                address = node.get(name, "")
                if address.startswith(URL):
                    place = address.removeprefix(URL).partition("#")[0]
                    file = f"{place}index.html" if place == "" or place.endswith("/") else place
                    assert (site / file).is_file(), (path, address)


def test_a_page_names_itself_its_language_and_its_main_matter(pages: Pages, linked: Mapping[str, list[Node]]) -> None:
    for path, graph in linked.items():
        if is_edition_page(path):
            [page] = of_type(graph, "WebPage")
            assert page["@id"] == page["url"] == attribute(one(pages[path], "link[rel=canonical]"), "href")
            assert page["inLanguage"] == locale_of(path)
            assert page["description"] == attribute(one(pages[path], "meta[name=description]"), "content")
            assert page["isPartOf"]["name"] == "Briefings"
            if "mainEntity" in page:
                assert named(graph, page["mainEntity"]["@id"])


def test_breadcrumbs_are_those_that_a_reader_sees(pages: Pages, linked: Mapping[str, list[Node]]) -> None:
    for path, graph in linked.items():
        crumbs = pages[path].select("nav.breadcrumbs li")
        lists = of_type(graph, "BreadcrumbList")
        assert len(lists) == bool(crumbs), path
        for found in lists:
            items = found["itemListElement"]
            assert [item["position"] for item in items] == list(range(1, len(items) + 1))
            assert [" ".join(item["name"].split()) for item in items] == [words(crumb) for crumb in crumbs], path
            links = [resolve(path, attribute(one(crumb, "a"), "href")) for crumb in crumbs[:-1]]
            expected = [URL + place + (f"#{fragment}" if fragment else "") for place, fragment in links]
            assert [item["item"] for item in items] == [*expected, URL + path]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_briefing_cites_its_articles_and_names_its_translations(
    desk: Path, linked: Mapping[str, list[Node]], locale: str
) -> None:
    [found] = of_type(linked[f"{locale}/briefings/partnership/"], "Article")
    texts = {name: load(desk / "content" / "briefings" / "partnership" / f"{name}.yaml") for name in LOCALES}
    assert (found["headline"], found["inLanguage"]) == (texts[locale]["title"], locale)
    assert found["datePublished"] == load(desk / "content/briefings/partnership/briefing.yaml")["published"]
    cited = [citation["@id"] for citation in found["citation"]]
    assert sorted(cited) == [f"{URL}data/articles.json#{article}" for article in ARTICLES]
    assert found["isBasedOn"] == [{"@id": article} for article in cited]
    assert {citation["@type"] for citation in found["citation"]} == {"NewsArticle"}
    assert {about["@type"] for about in found["about"]} == {"Country", "DefinedTerm"}
    if locale == "en":
        others = {version["inLanguage"]: version["headline"] for version in found["workTranslation"]}
        assert others == {name: texts[name]["title"] for name in LOCALES if name != "en"}
        assert "translationOfWork" not in found
    else:
        original = found["translationOfWork"]
        assert (original["inLanguage"], original["headline"]) == ("en", texts["en"]["title"])
        assert original["@id"] == of_type(linked["en/briefings/partnership/"], "Article")[0]["@id"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_is_described_in_its_own_language(
    desk: Path, linked: Mapping[str, list[Node]], article: str, locale: str
) -> None:
    facts = load(desk / "content" / "articles" / article / "article.yaml")
    graph = linked[f"{locale}/articles/{article}/"]
    found = named(graph, f"{URL}data/articles.json#{article}")
    assert (found["@type"], found["inLanguage"], found.get("headline")) == (
        "NewsArticle",
        facts["language"],
        facts.get("title"),
    )
    assert ("publisher" in found, "url" in found) == ("outlet" in facts, "url" in facts)
    assert found.get("datePublished") == (
        facts["published"] if re.fullmatch(r"\d{4}-\d\d-\d\d", facts.get("published", "")) else None
    )
    claims = {node["@id"]: node for node in of_type(graph, "Claim")}
    assert set(claims) == {f"{URL}data/claims.json#{article}:{name}" for name in facts["claims"]}
    texts: Record = load(desk / "content" / "articles" / article / f"{locale}.yaml")
    for name, fact in facts["claims"].items():
        claim = claims[f"{URL}data/claims.json#{article}:{name}"]
        assert (claim["text"], claim["inLanguage"]) == (texts["claims"][name], locale)
        assert claim["appearance"] == {"@id": found["@id"]}
        assert [author.get("@id", author) for author in claim.get("author", [])] == authors_of(facts, fact, locale)
        assert claim.get("isBasedOn", {}).get("text") == fact.get("quote")
        assert "firstAppearance" not in claim


def authors_of(facts: Record, claim: Record, locale: str) -> list[str | Node]:
    """Return whose a claim is: its speakers, by `@id`; somebody without a name; or the article's authors or outlet."""
    if "said_by" in claim:
        return [f"{URL}data/entities.json#{speaker}" for speaker in claim["said_by"]]
    if claim.get("voice") == "unnamed":
        return [{"description": UNNAMED[locale]}]
    by_name: list[str | Node] = [{"name": name} for name in facts.get("authors", [])]
    return by_name or ([f"{URL}data/outlets.json#{facts['outlet']}"] if "outlet" in facts else [])


UNNAMED = {
    "en": "source not named",
    "sv": "källan namnges inte",
    "nb": "kilde ikke oppgitt",
    "da": "unavngiven kilde",
    "de": "Quelle nicht genannt",
}


def test_a_translation_names_its_original_and_the_original_its_translation(linked: Mapping[str, list[Node]]) -> None:
    swedish = named(linked["de/articles/kim-peace-claim-sv/"], f"{URL}data/articles.json#kim-peace-claim-sv")
    english = named(linked["de/articles/kim-peace-claim-en/"], f"{URL}data/articles.json#kim-peace-claim-en")
    assert swedish["translationOfWork"]["@id"] == english["@id"]
    assert [version["@id"] for version in english["workTranslation"]] == [swedish["@id"]]
    assert "isBasedOn" not in english  # the agencies carried one of its claims, not the article
    treaty = named(linked["en/articles/defence-treaty-ratified/"], f"{URL}data/articles.json#defence-treaty-ratified")
    assert treaty["translationOfWork"]["publisher"]["name"] == "Libération"
    assert treaty["translationOfWork"]["inLanguage"] == "fr"


def test_entities_have_their_kinds_and_their_other_names(linked: Mapping[str, list[Node]]) -> None:
    country = named(linked["sv/entities/north-korea/"], f"{URL}data/entities.json#north-korea")
    assert (country["@type"], country["name"]) == ("Country", "Nordkorea")
    assert "North Korea" in country["alternateName"]
    assert "Nordkorea" not in country["alternateName"]
    person = named(linked["en/entities/valery-gerasimov/"], f"{URL}data/entities.json#valery-gerasimov")
    assert person["@type"] == "Person"
    assert {"Waleri Gerassimow", "Valerij Gerasimov"} <= set(person["alternateName"])
    agency = named(linked["en/entities/afp/"], f"{URL}data/entities.json#afp")
    assert agency["@type"] == "Organization"
    assert "alternateName" not in agency
    outlet = named(linked["en/outlets/em24/"], f"{URL}data/outlets.json#em24")
    assert (outlet["@type"], outlet["url"]) == ("NewsMediaOrganization", "https://www.em24.uk/")


def test_who_is_not_named_has_no_name(linked: Mapping[str, list[Node]]) -> None:
    lawmaker = named(linked["en/entities/south-korean-lawmaker/"], f"{URL}data/entities.json#south-korean-lawmaker")
    assert not {"name", "alternateName"} & set(lawmaker)


def test_the_site_and_its_measures_offer_their_data(linked: Mapping[str, list[Node]]) -> None:
    site = named(linked["en/"], URL)
    assert site["inLanguage"] == list(LOCALES)
    offered = [file["contentUrl"] for file in site["hasPart"]["distribution"]]
    assert f"{URL}data/claims.json" in offered
    assert f"{URL}data/briefings.sqlite" in offered
    measure = of_type(linked["en/measures/soldiers-killed/"], "Dataset")[0]
    assert measure["distribution"]["contentUrl"] == f"{URL}data/figures.json"


# What pages offer


def test_a_page_of_a_record_offers_its_data_with_the_right_types(pages: Pages) -> None:
    kinds = ("articles", "briefings", "outlets", "entities", "topics", "measures")
    for path, page in pages.items():
        offer = page.select("footer .data a")
        is_record = path.split("/")[1:2] in [[kind] for kind in kinds]
        is_list = path.rstrip("/") in LOCALES or path.endswith(("/gaps/", "/timeline/"))
        assert bool(offer) == (is_record or is_list), path
        found = {resolve(path, attribute(link, "href"))[0]: attribute(link, "type") for link in offer}
        assert len(found) == len(offer)
        for target, media_type in found.items():
            assert media_type == TYPES[target.rpartition("/")[2] if "sources" in target else target.rpartition(".")[2]], target
        alternates = page.select("link[rel=alternate][type]")
        assert len(alternates) == bool(offer), path
        if alternates:
            assert resolve(path, attribute(alternates[0], "href"))[0] in found, path


TYPES = {
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
    "sources.json": "application/vnd.citationstyles.csl+json",
    "sources.bib": "application/x-bibtex",
    "sources.ris": "application/x-research-info-systems",
}


# Dates


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2023-10-16", "2023-10-16"),
        ("2023-10", None),
        ("2023", None),
        ("2023-10-16?", None),
        ("2023-10-16~", None),
        ("2023-10-XX", None),
        ("2024-21", None),
        ("2023-10-16/2023-10-17", None),
        ("2023-10-16/..", None),
        ("../2023-10-16", None),
    ],
)
def test_only_a_full_day_is_a_date(date: str, day: str | None) -> None:
    assert full_day(edtf.parse(date)) == day


# Hostile content

HOSTILE = "</script><script>alert(1)</script><!-- <![CDATA[ ]]> \"q\" 'r' \\u003c \\ & &lt; \u2028 {{ 7*7 }}"


def test_a_document_ends_no_script_and_says_what_was_said() -> None:
    html = f'<script type="application/ld+json">{document([{"@type": "Thing", "name": HOSTILE}])}</script>'
    page = BeautifulSoup(html, "html.parser")
    assert len(page.select("script")) == 1
    assert len(page.find_all(True)) == 1
    assert extracted(html) == [{"@type": "Thing", "name": HOSTILE}]
    assert not re.search(r"[<>&'\u2028]", str(document([{"name": HOSTILE}])))


def test_hostile_titles_and_claims_survive_in_a_page(tmp_path: Path) -> None:
    hostile = HOSTILE.replace("\u2028", "")
    quoted = json.dumps(hostile)
    site = mini.copy_site("two-locales", tmp_path / "project")
    article = "content/articles/ferry-late"
    claims = (site / article / "en.yaml").read_text("utf-8")
    [said] = re.findall(r"^  on-time: .*$", claims, re.MULTILINE)
    mini.overlay(
        site,
        {
            f"{article}/article.yaml": {"replace": {"title: Ferries late": f"title: {quoted}"}},
            f"{article}/en.yaml": {"replace": {said: f"  on-time: {quoted}", "headline:": f"{ALLOWED}\nheadline:"}},
        },
    )
    built = mini.built(site)
    html = (built / "en/articles/ferry-late/index.html").read_bytes()
    assert len(BeautifulSoup(html, "html.parser").select("script")) == 2
    graph = extracted(html)
    assert of_type(graph, "NewsArticle")[0]["headline"] == hostile
    assert of_type(graph, "Claim")[0]["text"] == hostile


def test_claims_are_the_same_where_the_same_speakers_make_them(tmp_path: Path) -> None:
    site = mini.copy_site("two-locales", tmp_path / "site")
    mini.overlay(site, mini.cases(mini.SITES / "right" / "ties-of-two-speakers.yaml")["files"])
    late = "content/articles/ferry-late/article.yaml"
    tied = "said_by: [kustbolaget]\n    same_as: [ferry-delayed:on-time]\n    evidence: 62.5"
    mini.overlay(site, {late: {"replace": {"evidence: 62.5": tied}}})
    folder = mini.built(site)
    graph = extracted((folder / "en/articles/ferry-delayed/index.html").read_bytes())
    claims = {node["@id"].partition("#")[2]: node for node in graph if node["@type"] == "Claim"}
    assert claims["ferry-delayed:on-time"]["sameAs"] == ["https://two.example/press/data/claims.json#ferry-late:on-time"]
    assert "sameAs" not in claims["ferry-delayed:waiting"], "the union would get the harbour master's words"
