"""Search: how pages are divided and indexed, and what a reader finds."""

from __future__ import annotations

import datetime
import re
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode, urljoin

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route, expect

from briefings import mkdocs_plugin, search, urls
from briefings.build import build, prepare
from briefings.errors import SearchError, SiteError
from briefings.inputs import SearchedPages
from briefings.pipeline import SearchablePages, ShardKey
from briefings.publish.ownership import mark
from briefings.search import shards
from briefings.settings import Settings
from tests import faults, mini
from tests.conftest import Serve, Tab, load

pytestmark = pytest.mark.slow

# How pages are divided

PATHS = st.sets(st.from_regex(r"sv/[a-z]{1,8}/", fullmatch=True), max_size=60)


@given(paths=PATHS, most=st.integers(1, 20))
def test_every_page_is_in_one_shard_and_none_has_too_many(paths: set[str], most: int) -> None:
    found = shards(paths, most)
    assert list(shards(paths, max(len(paths), 1))) == ["0"] * bool(paths)
    assert sorted(path for members in found.values() for path in members) == sorted(paths)
    assert all(0 < len(members) <= most for members in found.values())
    assert list(found) == sorted(found)
    assert len({len(name) for name in found}) <= 1


def test_a_page_stays_in_its_shard_while_the_number_of_shards_stays() -> None:
    paths = [f"en/articles/article-{number}/" for number in range(700)]
    before, after = shards(paths, 100), shards([*reversed(paths), "en/about/"], 100)
    assert list(before) == list(after) == [f"{number:03b}" for number in range(8)]
    assert sum(before[name] != after[name] for name in before) == 1


# What is made of them


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The pages of the Swedish edition of `two-locales` that are searched, with authors and outlets."""
    site = mini.built(mini.copy_site("two-locales", tmp_path_factory.mktemp("indexed") / "project"))
    found = {
        path: (site / path / "index.html").read_bytes() for path in mini.pages(site) if path.startswith("sv/") and path != "sv/"
    }
    return {path: html for path, html in found.items() if b"data-pagefind-body" in html}


def test_the_same_pages_make_the_same_bytes_in_any_order(pages: Mapping[str, bytes]) -> None:
    made = search.index("sv", pages.items())
    for _ in range(3):
        assert list(search.index("sv", pages.items()).items()) == list(made.items())
        assert list(search.index("sv", reversed([*pages.items()])).items()) == list(made.items())


def test_templates_use_no_filters_since_pagefind_writes_them_in_a_random_order(project: Path) -> None:
    using = [file.name for file in (project / "templates").glob("*.html") if "pagefind-filter" in file.read_text("utf-8")]
    assert using == []


def test_a_bundle_has_what_the_search_loads_and_nothing_more(pages: Mapping[str, bytes]) -> None:
    names = [re.sub(r"(?<=sv_)[0-9a-f]+", "…", name) for name in search.index("sv", pages.items())]
    assert list(dict.fromkeys(names)) == [
        "fragment/sv_….pf_fragment",
        "index/sv_….pf_index",
        "pagefind-entry.json",
        "pagefind-worker.js",
        "pagefind.js",
        "pagefind.sv_….pf_meta",
        "wasm.sv.pagefind",
    ]
    assert names.count("fragment/sv_….pf_fragment") == len(pages)


def test_a_shard_is_indexed_anew_for_all_that_makes_another_bundle() -> None:
    def digest(*pages: tuple[str, bytes]) -> bytes:
        shards = {ShardKey("sv", "0"): [path for path, _ in pages]}
        return SearchablePages(shards, dict(pages), lambda path: b"").digest_of(SearchedPages("sv", "0"))

    pages = (("sv/a/", b"1"), ("sv/b/", b"2"))
    others = [digest(("sv/a/", b"1"), ("sv/c/", b"2")), digest(("sv/a/", b"1"), ("sv/b/", b"3")), digest(*pages[:1])]
    assert len({digest(*pages), *others}) == 4


def test_the_version_of_pagefind_is_an_input(monkeypatch: pytest.MonkeyPatch) -> None:
    before = search.version()
    monkeypatch.setattr(search, "_version", lambda program: "pagefind 99.0.0")
    assert search.version() != before


def test_a_bundle_of_too_many_pages_is_refused() -> None:
    assert Settings.shard_pages <= search.MAX_PAGES == 2000
    with pytest.raises(ValueError, match="1 pages at most"):
        search.index("sv", [("sv/a/", b""), ("sv/b/", b"")], most=1)


def test_pages_in_another_language_than_the_edition_are_a_fault(pages: Mapping[str, bytes]) -> None:
    with pytest.raises(SearchError, match="the edition nb say in <html lang> that they are in sv"):
        search.index("nb", pages.items())


@pytest.mark.tools
def test_pagefind_asks_no_network(pages: Mapping[str, bytes], tmp_path: Path) -> None:
    for path, html in pages.items():
        file = tmp_path / "pages" / path / "index.html"
        file.parent.mkdir(parents=True)
        file.write_bytes(html)
    log = tmp_path / "calls"
    command = [faults.strace(), "-f", "-e", "trace=network", "-o", str(log), search._program(), "--site", "pages"]
    search._run(command, tmp_path)
    assert (tmp_path / "pages" / "pagefind" / "pagefind.js").is_file()
    families = re.findall(r"\b(?:socket|socketpair)\((\w+)", log.read_text())
    assert set(families) <= {"AF_UNIX"}
    assert "connect(" not in log.read_text()


# What can go wrong


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a shell script in the place of Pagefind's program."""

    def put(script: str) -> Path:
        file = tmp_path / "program"
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(stat.S_IRWXU)
        monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(file))
        return file

    return put


@pytest.fixture
def refused(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """Try to build a site, within this process, and return what was said; the published site is as it was."""
    site = mini.copy_site("one-article", tmp_path / "project")
    (site / "site").mkdir()
    (site / "site" / "index.html").write_text("published before")
    mark(site / "site", ["index.html"])

    def build() -> str:
        caplog.clear()
        with pytest.raises(SiteError):
            mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
        assert mini.tree(site / "site") == {"index.html": b"published before"}
        assert [name for name in mini.names(site) if name.startswith(".site")] == []
        (said,) = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
        return said

    return build


ADVICE = "install pagefind[bin], or write search: false in mkdocs.yml to do without"


def test_a_program_that_is_not_there_ends_a_build_with_one_sentence(
    refused: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nothing"))
    assert refused() == (
        f"search: Pagefind does not run here (No such file or directory); {ADVICE}; the published site is as it was"
    )


def test_a_platform_without_a_program_ends_a_build_with_one_sentence(
    refused: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pagefind.service.get_executable", lambda: None)
    assert refused() == (
        f"search: Pagefind is not installed, or has no program for this platform; {ADVICE}; the published site is as it was"
    )


def test_a_program_for_another_machine_ends_a_build_with_one_sentence(
    refused: Callable[[], str], program: Callable[[str], Path]
) -> None:
    program("").write_bytes(b"\x7fELF of some other machine")
    assert refused().startswith("search: Pagefind does not run here (Exec format error); install pagefind[bin]")


def test_a_program_that_fails_ends_a_build_with_its_last_line(
    refused: Callable[[], str], program: Callable[[str], Path]
) -> None:
    program("echo first >&2; echo 'cannot  go on' >&2; exit 3")
    assert refused() == "search: Pagefind ended with 3: cannot go on; the published site is as it was"


def test_a_program_that_makes_nothing_ends_a_build(refused: Callable[[], str], program: Callable[[str], Path]) -> None:
    program("exit 0")
    assert "the edition en say in <html lang> that they are in no language" in refused()


def test_a_program_that_does_not_end_is_ended(
    refused: Callable[[], str], program: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "TIMEOUT", 0.3)
    program("exec sleep 60")
    assert refused() == "search: Pagefind had not ended after 0 seconds; the published site is as it was"


def test_settings_of_pagefind_that_lie_about_change_nothing(
    pages: Mapping[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = search.index("sv", pages.items())
    (tmp_path / "pagefind.toml").write_text('exclude_selectors = ["p"]\nforce_language = "en"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "en")
    assert search.index("sv", pages.items()) == made


# Sites


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site `two-locales` with `search: false`, on a machine without Pagefind."""
    site = mini.copy_site("two-locales", tmp_path_factory.mktemp("without") / "project")
    mini.overlay(site, {"mkdocs.yml": {"replace": {"- briefings:\n": "- briefings:\n    search: false\n"}}})
    return mini.built(site, PAGEFIND_BINARY_PATH="/nowhere")


def test_a_site_without_search_has_no_page_no_link_and_no_index(without: Path) -> None:
    assert not (without / "search").exists()
    assert [path for path in mini.pages(without) if "search" in path] == []
    found = [
        link for path in without.rglob("*.html") for link in re.findall(rb'(?:href|src)="[^"]*search[^"]*"', path.read_bytes())
    ]
    assert found == []
    assert b"/search/" not in (without / "sitemap.xml").read_bytes()


def test_every_page_of_an_edition_leads_to_its_search(site: Path) -> None:
    for path in mini.pages(site):
        if path not in ("", "404.html"):
            page = BeautifulSoup((site / path / "index.html").read_bytes(), "html.parser")
            targets = {urljoin(f"/{path}", str(link["href"])) for link in page.select(".menu a")}
            assert f"/{path.partition('/')[0]}/search/" in targets, path


def test_pages_of_records_are_searched_and_lists_are_not(site: Path) -> None:
    for path in mini.pages(site):
        page = BeautifulSoup((site / urls.file_of(path)).read_bytes(), "html.parser")
        lists = ("", "gaps/", "search/", "timeline/")
        is_list = path in ("", "404.html") or path.partition("/")[2] in lists
        assert bool(page.select("main[data-pagefind-body]")) != is_list, path


# What a reader finds

MOST = 8
"""Pages in a shard of the site that readers search here: so few that there are many shards."""


@pytest.fixture(scope="module")
def divided(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site with small shards, served below a path."""
    folder = tmp_path_factory.mktemp("divided")
    shutil.copytree(desk, folder / "desk", ignore=shutil.ignore_patterns("site", ".site*", ".briefings"))
    settings = mini.settings(folder / "desk", today=datetime.datetime.now(datetime.UTC).date(), shard_pages=MOST)
    build(prepare(settings), settings, {}, folder / "desk" / "site")
    (folder / "root").mkdir()
    (folder / "root" / "below").symlink_to(folder / "desk" / "site")
    return folder


@pytest.fixture(scope="module")
def address(divided: Path, serve: Serve) -> str:
    return serve(divided / "root") + "below/"


def look_for(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    expect(page).to_have_url(re.compile(re.escape(f"?{urlencode({'q': words})}") + "$"))


def addresses(page: Page) -> list[str]:
    expect(page.locator(".results li").first).to_be_visible()
    return [str(link.evaluate("link => link.href")) for link in page.locator(".results h2 a").all()]


@pytest.mark.parametrize(
    ("locale", "article", "word", "inflected"),
    [
        ("sv", "defence-treaty-ratified", "förstärkningar", "förstärkningens"),
        ("de", "em24-weapons-deliveries", "Bildunterschrift", "Bildunterschriften"),
        ("en", "kim-peace-claim-en", "transferred", "transferring"),
        ("nb", "russia-confirms-troops", "profesjonalitet", "profesjonalitetens"),
        ("da", "russia-confirms-troops", "specialenheder", "specialenhedernes"),
    ],
)
def test_an_article_is_found_by_a_word_and_by_another_form_of_it(
    tab: Tab, address: str, desk: Path, locale: str, article: str, word: str, inflected: str
) -> None:
    file = desk / "content" / "articles" / article / f"{locale}.yaml"
    assert word in file.read_text("utf-8")
    assert inflected not in file.read_text("utf-8")
    headline = str(load(file)["headline"])
    with tab(address) as page:
        page.goto(f"{address}{locale}/articles/{article}/")
        page.locator(".menu a[href$='search/']").click()
        for words in (word, inflected):
            look_for(page, words)
            result = page.locator(".results li").filter(has=page.get_by_role("link", name=headline, exact=True))
            expect(result.locator("mark").first).to_be_visible()
        page.get_by_role("link", name=headline, exact=True).click()
        expect(page).to_have_url(f"{address}{locale}/articles/{article}/")
        page.go_back()
        expect(page.get_by_role("searchbox")).to_have_value(inflected)
        expect(result).to_be_visible()


@pytest.mark.parametrize("locale", ["en", "sv", "de"])
def test_a_person_is_found_by_a_name_in_any_language(tab: Tab, address: str, locale: str) -> None:
    with tab(address) as page:
        page.goto(f"{address}{locale}/search/")
        for words in ("Zelensky", "Zelenskyy", "zelenskyj", "Selenskyj", "Zełenski", "wolodymyr"):
            look_for(page, words)
            expect(page.locator(f".results a[href='{address}{locale}/entities/volodymyr-zelensky/']")).to_be_visible()


def test_what_is_typed_before_the_script_has_come_is_searched_for(tab: Tab, address: str) -> None:
    held: list[Route] = []
    with tab(address) as page:
        page.route("**/search.*.js", lambda route: held.append(route))  # noqa: PLW0108 Playwright marks what it is given
        page.goto(f"{address}en/search/?q=nothing", wait_until="commit")
        page.get_by_role("searchbox").fill("transferred")
        expect(page.locator(".results li")).to_have_count(0)
        held[0].continue_()
        expect(page).to_have_url(f"{address}en/search/?q=transferred")
        expect(page.get_by_role("searchbox")).to_have_value("transferred")
        expect(page.locator(".results li").first).to_be_visible()


def test_every_shard_is_searched(tab: Tab, address: str, divided: Path) -> None:
    site = divided / "desk" / "site"
    paths = [path.relative_to(site).parent.as_posix() + "/" for path in (site / "de").rglob("index.html")
             if b"data-pagefind-body" in path.read_bytes()]  # fmt: skip
    division = shards(paths, MOST)
    assert len(division) >= 8
    assert sorted(folder.name for folder in (site / "search" / "de").iterdir()) == list(division)
    with tab(address) as page:
        page.goto(f"{address}de/search/")
        for members in division.values():
            title = BeautifulSoup((site / members[0] / "index.html").read_bytes(), "html.parser").select_one("h1")
            assert title is not None
            look_for(page, title.get_text())
            expect(page.locator(f".results a[href='{address}{members[0]}']")).to_be_visible()


def test_nothing_is_found_outside_the_edition(tab: Tab, address: str) -> None:
    with tab(address) as page:
        page.goto(f"{address}da/search/")
        look_for(page, "Nordkorea")
        found = addresses(page)
        assert len(found) > 10
        assert [link for link in found if not link.startswith(f"{address}da/")] == []


def test_results_say_what_they_are_and_how_many(tab: Tab, address: str) -> None:
    with tab(address) as page:
        page.goto(f"{address}en/search/?q=EM24")
        status = page.get_by_role("status")
        expect(status).to_have_text(re.compile(r"^\d+ results$"))
        assert page.locator(".results li").count() == int(status.inner_text().split()[0])
        expect(page.locator(".results .meta", has_text="Article · EM24 EuropMedia")).to_have_count(1)
        expect(page.locator(".results .meta", has_text="Outlet")).to_have_count(1)
        look_for(page, "vicinity Vladivostok multipolar")
        look_for(page, "zzzyx")
        expect(status).to_have_text("Nothing found. Try fewer words, or the beginning of a word.")
        expect(page.locator(".results li")).to_have_count(0)
        page.get_by_role("searchbox").fill("")
        expect(status).to_have_text("")
        expect(page).to_have_url(f"{address}en/search/")


def test_a_word_that_is_the_name_of_a_kind_finds_only_what_says_it(tab: Tab, address: str) -> None:
    with tab(address) as page:
        page.goto(f"{address}en/search/?q=person")
        expect(page.get_by_role("status")).not_to_have_text("")
        assert page.locator(".results .meta", has_text="Person").count() == 0


def test_more_results_are_shown_when_they_are_asked_for(tab: Tab, address: str, project: Path) -> None:
    script = (project / "templates" / "static" / "search.js").read_text("utf-8")
    assert script.count("MOST = 20;") == 1
    with tab(address) as page:
        page.route("**/search.*.js", lambda route: route.fulfill(
            body=script.replace("MOST = 20;", "MOST = 3;"), content_type="text/javascript"))  # fmt: skip
        page.goto(f"{address}en/search/?q=soldiers")
        expect(page.locator(".results li")).to_have_count(3)
        more = page.get_by_role("button", name="Show more results")
        more.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".results li")).to_have_count(6)
        expect(page.locator(".results li").nth(3).get_by_role("link")).to_be_focused()
        results = int(page.get_by_role("status").inner_text().split()[0])
        for shown in (*range(9, results, 3), results):
            more.press("Enter")
            expect(page.locator(".results li")).to_have_count(shown)
        expect(more).to_be_hidden()


def test_the_search_is_reached_by_keyboard_and_has_names(tab: Tab, address: str) -> None:
    with tab(address) as page:
        page.goto(f"{address}sv/search/")
        expect(page.get_by_role("search")).to_have_count(1)
        field = page.get_by_role("searchbox", name="Sök efter")
        expect(field).to_be_focused()
        page.keyboard.type("soldater")
        expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ träffar$"))
        first = page.locator(".results a").first.element_handle()
        page.keyboard.press("Enter")
        expect(field).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Sök")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator(".results a").first).to_be_focused()
        page.wait_for_timeout(500)
        assert first.evaluate("link => link === document.activeElement"), "Enter did not make the list again"


@pytest.fixture
def slow(browser: Browser) -> Iterator[Page]:
    """A page of a context in which something may fail."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_who_waits_is_told_and_so_is_who_waits_in_vain(slow: Page, address: str) -> None:
    status = slow.get_by_role("status")
    slow.route("**/pagefind.js", lambda route: None)
    slow.goto(f"{address}de/search/?q=Russland")
    expect(status).to_have_text("Suche läuft …")
    slow.unroute("**/pagefind.js")
    slow.route("**/pagefind.js", lambda route: route.abort())
    slow.reload()
    expect(status).to_have_text("Die Suche konnte nicht geladen werden. Bitte noch einmal versuchen.")


def test_from_a_folder_the_search_says_what_it_needs(tab: Tab, divided: Path) -> None:
    address = (divided / "desk" / "site").as_uri() + "/"
    with tab(address) as page:
        page.goto(f"{address}en/index.html")
        page.locator(".menu").get_by_role("link", name="Search").click()
        expect(page).to_have_url(f"{address}en/search/index.html")
        expect(page.get_by_role("status")).to_have_text(
            "These pages have been opened from a folder. The search works only where a web server delivers them."
        )
        expect(page.get_by_role("searchbox")).to_be_disabled()


def test_without_a_script_the_search_says_what_it_needs(divided: Path) -> None:
    # Chromium shows no <noscript> where a debugger has switched scripts off, so this looks at the markup.
    page = BeautifulSoup((divided / "desk" / "site" / "en" / "search" / "index.html").read_bytes(), "html.parser")
    (told,) = page.select("main noscript p")
    assert told.get_text().startswith("The search needs JavaScript, which is switched off in this browser.")
