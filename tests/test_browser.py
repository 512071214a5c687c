"""The finished site in a browser: a reader's way through it, and what it is to look at, to listen to and to type through."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.conftest import Pages, Tab, load

LOCALES = ("en", "sv", "nb", "da", "de")
KINDS = (
    "front page",
    "briefings",
    "articles",
    "outlets",
    "entities",
    "topics",
    "measures",
    "gaps",
    "timeline",
    "search",
    "plain page",
)
WIDTHS = (360, 768, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

BRIEFING = "briefings/partnership/"
ARTICLE = "articles/russia-confirms-troops/"
SOURCE = "source-russia-confirms-troops"
"""Of the first citation in the briefing."""
CLAIM_ARTICLE = "articles/defence-treaty-ratified/"
CLAIM_SOURCE = "source-defence-treaty-ratified"
"""Of the first citation of a claim."""


def kind_of(path: str) -> str:
    """Return the kind of a page by its address within an edition."""
    folder, _, record = path.partition("/")
    if record or folder in KINDS:
        return folder
    return "plain page" if folder else "front page"


@pytest.fixture(scope="module")
def longest(pages: Pages) -> Mapping[str, str]:
    """The longest page of each kind by its address within an edition."""
    english = {path.removeprefix("en/"): len(page.get_text()) for path, page in pages.items() if path.startswith("en/")}
    found = {kind_of(path): path for path in sorted(english, key=english.__getitem__)}
    assert set(found) == set(KINDS)
    return found


def headline(desk: Path, folder: str, locale: str) -> str:
    words = load(desk / "content" / folder / f"{locale}.yaml")
    return str(words.get("headline") or words["title"])


def is_at(page: Page, address: str, title: str, locale: str) -> None:
    expect(page).to_have_url(address)
    expect(page.locator("html")).to_have_attribute("lang", locale)
    expect(page.locator("h1")).to_have_text(title)


def choose_swedish_and_open_the_briefing(page: Page, address: str, desk: Path, name: str = "") -> None:
    """Go from the chooser to a Swedish briefing; `name` is what addresses of folders end in."""
    page.goto(f"{address}{name}")
    page.get_by_role("main").get_by_role("link", name="Svenska").click()
    expect(page).to_have_url(f"{address}sv/{name}")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    title = headline(desk, BRIEFING, "sv")
    page.locator("#briefings").get_by_role("link", name=title).click()
    is_at(page, f"{address}sv/{BRIEFING}{name}", title, "sv")


@pytest.mark.parametrize("with_javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("place", ["site_address", "site_address_below"])
def test_a_reader_walks_from_the_chooser_to_a_source_and_back_in_another_language(
    request: pytest.FixtureRequest, tab: Tab, desk: Path, place: str, with_javascript: bool
) -> None:
    address = request.getfixturevalue(place)
    with tab(address, java_script_enabled=with_javascript) as page:
        choose_swedish_and_open_the_briefing(page, address, desk)

        page.locator(".citation > a").first.click()
        expect(page).to_have_url(f"{address}sv/{BRIEFING}#{SOURCE}")
        entry = page.locator(".sources > li:target")
        expect(entry).to_have_id(SOURCE)
        entry.locator(".returns a").first.click()
        expect(page.locator(".text .citation > a:target")).to_have_id("cite-1")

        entry = page.locator(f"#{SOURCE}")
        entry.get_by_role("link", name=headline(desk, ARTICLE, "sv")).click()
        is_at(page, f"{address}sv/{ARTICLE}", headline(desk, ARTICLE, "sv"), "sv")

        page.locator("nav.languages").get_by_role("link", name="Deutsch").click()
        is_at(page, f"{address}de/{ARTICLE}", headline(desk, ARTICLE, "de"), "de")

        page.locator("#cited-by").get_by_role("link", name=headline(desk, BRIEFING, "de")).click()
        is_at(page, f"{address}de/{BRIEFING}", headline(desk, BRIEFING, "de"), "de")


def test_the_site_can_be_opened_from_a_folder(tab: Tab, site: Path, desk: Path) -> None:
    address = site.as_uri() + "/"
    with tab(address) as page:
        choose_swedish_and_open_the_briefing(page, address, desk, name="index.html")


def test_the_passages_of_a_source_open_without_a_script(tab: Tab, site_address: str) -> None:
    with tab(site_address, java_script_enabled=False) as page:
        page.goto(f"{site_address}en/{BRIEFING}")
        entry = page.locator(f"#{SOURCE}")
        expect(entry.locator(".passages q").first).to_be_hidden()
        entry.locator("summary").click()
        expect(entry.locator(".passages q").first).to_be_visible()


def cited_claim(page: Page) -> tuple[Locator, Locator]:
    """Return the first citation of a claim, and its note."""
    citation = page.locator(".citation:has(q)").first
    return citation.locator("> a"), citation.locator(".told")


@pytest.mark.parametrize("with_javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_citation_shows_its_passage_to_a_pointer_and_to_the_keyboard(
    tab: Tab, site_address: str, desk: Path, with_javascript: bool
) -> None:
    with tab(site_address, java_script_enabled=with_javascript) as page:
        page.goto(f"{site_address}sv/{BRIEFING}")
        number, told = cited_claim(page)
        expect(told).to_be_hidden()
        number.hover()
        expect(told).to_be_visible()
        expect(told.locator("q")).to_have_attribute("lang", "de")
        expect(told.locator(".meta")).to_have_text("okänt medium · tyska · odaterad (mellan 11 november 2024 och maj 2025)")
        told.locator(".headline").hover()  # the way to the note does not lose it
        expect(told).to_be_visible()
        page.mouse.move(0, 0)
        expect(told).to_be_hidden()
        number.focus()
        expect(told).to_be_visible()
        page.keyboard.press("Tab")
        expect(told.locator(".headline")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(headline(desk, CLAIM_ARTICLE, "sv"))


def test_a_tap_on_a_citation_shows_its_passage(tab: Tab, site_address: str) -> None:
    with tab(site_address, java_script_enabled=False, has_touch=True, is_mobile=True) as page:
        page.goto(f"{site_address}de/{BRIEFING}")
        number, told = cited_claim(page)
        number.scroll_into_view_if_needed()
        place = number.bounding_box()
        assert place is not None
        page.touchscreen.tap(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        expect(told).to_be_visible()
        expect(page).to_have_url(f"{site_address}de/{BRIEFING}")
        told.locator(".more").tap()
        expect(page).to_have_url(f"{site_address}de/{BRIEFING}#{CLAIM_SOURCE}")


def test_escape_closes_the_note_on_a_citation(tab: Tab, site_address: str) -> None:
    with tab(site_address) as page:
        page.goto(f"{site_address}en/{BRIEFING}")
        number, told = cited_claim(page)
        number.hover()
        expect(told).to_be_visible()
        page.keyboard.press("Escape")
        expect(told).to_be_hidden()
        page.mouse.move(0, 0)
        number.hover()
        expect(told).to_be_visible()


def test_every_note_on_a_citation_is_printed(tab: Tab, site_address: str) -> None:
    with tab(site_address) as page:
        page.goto(f"{site_address}nb/{BRIEFING}")
        page.emulate_media(media="print")
        notes = page.locator(".told")
        assert notes.count() > 15
        assert [note for note in notes.all() if not note.is_visible()] == []
        sides = page.evaluate(
            "() => [...document.querySelectorAll('.told')].map(note => [note.getBoundingClientRect().left,"
            " note.closest('p, li, blockquote').getBoundingClientRect().right])"
        )
        assert all(note >= text for note, text in sides)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_note_on_a_citation_stays_within_the_page(tab: Tab, site_address: str, width: int) -> None:
    with tab(site_address, viewport={"width": width, "height": 900}) as page:
        page.goto(f"{site_address}de/{BRIEFING}")
        for citation in page.locator(".citation").all():
            citation.locator("> a").focus()
            place = citation.locator(".told").bounding_box()
            assert place is not None
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= width


def violations(page: Page, node_modules: Path) -> list[tuple[str, str, Any]]:
    """Return what axe calls a barrier on a page with all of it unfolded, in light and dark colours."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    page.evaluate((node_modules / "axe-core" / "axe.min.js").read_text("utf-8"))  # the page's own policy allows no such element
    return [barrier for colours in ("light", "dark") for barrier in barriers(page, colours)]


def barriers(page: Page, colours: Literal["light", "dark"]) -> list[tuple[str, str, Any]]:
    page.emulate_media(color_scheme=colours)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    assert "color-contrast" in [rule["id"] for rule in found["passes"]]
    return [(colours, violation["id"], node["target"]) for violation in found["violations"] for node in violation["nodes"]]


@pytest.mark.parametrize("locale", ["en", "de"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_barrier(
    tab: Tab, site_address: str, node_modules: Path, longest: Mapping[str, str], kind: str, locale: str
) -> None:
    with tab(site_address) as page:
        page.goto(f"{site_address}{locale}/{longest[kind]}")
        assert violations(page, node_modules) == []


@pytest.mark.parametrize("words", ["soldiers", "zzzyx"])
def test_axe_finds_no_barrier_in_what_a_search_has_found(tab: Tab, site_address: str, node_modules: Path, words: str) -> None:
    with tab(site_address) as page:
        page.goto(f"{site_address}en/search/?q={words}")
        expect(page.get_by_role("status")).to_have_text(re.compile("results|Nothing"))
        assert violations(page, node_modules) == []
        assert widths(page) == list(WIDTHS)


@pytest.mark.parametrize("path", ["", "404.html"])
def test_axe_finds_no_barrier_outside_the_editions(tab: Tab, site_address: str, node_modules: Path, path: str) -> None:
    with tab(site_address) as page:
        page.goto(f"{site_address}{path}")
        assert violations(page, node_modules) == []


def widths(page: Page) -> list[int]:
    """Return how wide a page is in windows of all widths."""

    def wide(width: int) -> int:
        page.set_viewport_size(ViewportSize(width=width, height=800))
        return int(page.evaluate("document.documentElement.scrollWidth"))

    return [wide(width) for width in WIDTHS]


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways(tab: Tab, site_address: str, longest: Mapping[str, str], kind: str) -> None:
    with tab(site_address) as page:
        for locale in LOCALES:
            page.goto(f"{site_address}{locale}/{longest[kind]}")
            assert widths(page) == list(WIDTHS), locale


@pytest.mark.parametrize("path", ["", "404.html"])
def test_no_page_outside_the_editions_scrolls_sideways(tab: Tab, site_address: str, path: str) -> None:
    with tab(site_address) as page:
        page.goto(f"{site_address}{path}")
        assert widths(page) == list(WIDTHS)


@pytest.mark.parametrize("path", ["", "404.html", "sv/", f"de/{BRIEFING}", f"nb/{ARTICLE}", "da/method/"])
def test_the_first_tab_and_enter_skip_to_the_content(tab: Tab, site_address: str, path: str) -> None:
    with tab(site_address) as page:
        page.goto(f"{site_address}{path}")
        page.keyboard.press("Tab")
        target = page.locator("a.skip").get_attribute("href")
        expect(page.locator("a.skip")).to_be_focused()
        expect(page.locator("a.skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        expect(page).to_have_url(f"{site_address}{path}{target}")


def test_the_page_for_missing_pages_leads_to_every_edition(tab: Tab, site_address: str) -> None:
    with tab(site_address) as page:
        page.goto(f"{site_address}404.html")
        page.get_by_role("main").get_by_role("link", name="Norsk").click()
        expect(page).to_have_url(f"{site_address}nb/")
