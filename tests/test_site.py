"""The finished site of the real content, read page by page as its readers, search engines and checkers read it."""

from __future__ import annotations

import itertools
import json
import re
import sys
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from tests.conftest import Pages, Record, Run, load

LOCALES = ("en", "sv", "nb", "da", "de")
DESK_LOCALE = "en"
TRANSLATED = ("sv", "nb", "da", "de")
ARTICLES = (
    "defence-treaty-ratified",
    "em24-weapons-deliveries",
    "kim-peace-claim-en",
    "kim-peace-claim-sv",
    "russia-confirms-troops",
)
ARCHIVE_RUN = 12
"""Words in a row from an archived text that are more than a few."""


# Reading


def attribute(tag: Tag, name: str) -> str:
    value = tag.get(name, "")
    return value if isinstance(value, str) else " ".join(value or ())


def one(parent: Tag, selector: str) -> Tag:
    found = parent.select(selector)
    assert len(found) == 1, (selector, len(found))
    return found[0]


def words(tag: Tag) -> str:
    """Return a text as it is read: white space of every kind is a space."""
    return " ".join(tag.get_text().split())


def language(tag: Tag) -> str:
    """Return the language that a tag's text is in, by the nearest `lang`."""
    return next(attribute(place, "lang") for place in (tag, *tag.parents) if place.has_attr("lang"))


def locale_of(path: str) -> str:
    first = path.partition("/")[0]
    return first if first in LOCALES else DESK_LOCALE


def is_edition_page(path: str) -> bool:
    return path.partition("/")[0] in LOCALES


def same_page(path: str, locale: str) -> str:
    return f"{locale}/{path.partition('/')[2]}"


def files_of(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def resolve(source: str, link: str) -> tuple[str, str]:
    """Return the address that a relative link leads to, relative to the site's root, and its fragment.

    Raises `IndexError` where it leads out of the site.
    """
    place, _, fragment = link.partition("#")
    if not place:
        return source, urllib.parse.unquote(fragment)
    folders = source.split("/")[:-1]
    *steps, name = place.split("/")
    if name in (".", ".."):
        steps, name = [*steps, name], ""
    for step in steps:
        if step == "..":
            folders.pop()
        elif step != ".":
            folders.append(step)
    return "/".join([*map(urllib.parse.unquote, folders), urllib.parse.unquote(name)]), urllib.parse.unquote(fragment)


@pytest.fixture(scope="module")
def settings(desk: Path) -> Record:
    return load(desk / "mkdocs.yml")


@pytest.fixture(scope="module")
def site_url(settings: Record) -> str:
    return str(settings["site_url"]).rstrip("/") + "/"


@pytest.fixture(scope="module")
def articles(desk: Path) -> Mapping[str, Record]:
    """The facts of each article."""
    return {article: load(desk / "content" / "articles" / article / "article.yaml") for article in ARTICLES}


@pytest.fixture(scope="module")
def in_editions(pages: Pages) -> Pages:
    """The pages within the editions: all but the chooser and the page for missing pages."""
    return {path: page for path, page in pages.items() if is_edition_page(path)}


# The build


def test_mkdocs_and_properdocs_make_the_same_site(desk: Path, site: Path, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    command = (sys.executable, "-m", "properdocs", "build", "--strict", "--site-dir", folder)
    # Another seed and another time zone: what a page says hangs on its content alone.
    done = run(*command, cwd=desk, PYTHONHASHSEED="2", TZ="Pacific/Kiritimati", LC_ALL="C")
    assert done.returncode == 0, done.stdout + done.stderr
    made, expected = files_of(folder), files_of(site)
    assert sorted(made) == sorted(expected)
    assert [name for name in made if made[name] != expected[name]] == []


def test_every_kind_of_page_is_there_in_every_locale(pages: Pages, project: Path) -> None:
    content = project / "content"
    records = {f"{kind}/{folder.name}/" for kind in ("articles", "briefings") for folder in (content / kind).iterdir()}
    records |= {
        f"{kind}/{file.stem}/" for kind in ("outlets", "entities", "topics", "measures") for file in (content / kind).iterdir()
    }
    plain = {f"{file.stem}/" for file in (content / "pages" / DESK_LOCALE).iterdir()}
    expected = {f"{locale}/{path}" for locale in LOCALES for path in {"", "gaps/", "search/", "timeline/", *records, *plain}}
    assert set(pages) == expected | {"", "404.html"}
    assert {f"articles/{article}/" for article in ARTICLES} <= records


# Links


def linked(page: Tag) -> Iterator[tuple[Tag, str]]:
    """Yield whatever on a page names an address, with the address."""
    for tag in page.find_all(True):
        for name in ("href", "src", "srcset", "data", "poster", "action", "formaction", "cite", "background", "ping"):
            if tag.has_attr(name):
                yield tag, attribute(tag, name)


def is_own_address(tag: Tag) -> bool:
    return tag.name == "link" and (attribute(tag, "rel") == "canonical" or tag.has_attr("hreflang"))


def link_fault(path: str, tag: Tag, link: str, site_url: str, anchors: Mapping[str, set[str] | None]) -> str:
    """Return what is wrong with a link; `anchors` has the ids in each page, and None for each file that is no page."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link) and not is_own_address(tag):
        away = tag.name == "a" and re.match(r"https?://|mailto:", link) and not link.startswith(site_url)
        return "" if away else "is absolute"
    fault, source, place = start_of(path, tag, link, site_url)
    return fault or target_fault(source, place, anchors)


def start_of(path: str, tag: Tag, link: str, site_url: str) -> tuple[str, str, str]:
    """Return what is wrong with a link as it is written, else the page that it starts from and its way from there."""
    root = urllib.parse.urlsplit(site_url).path
    if is_own_address(tag):
        own = link.startswith(site_url)
        return "" if own else "does not begin with the site's address", "", link.removeprefix(site_url)
    if path == "404.html" and not link.startswith("#"):
        rooted = link.startswith(root) and not link.startswith("//")
        return "" if rooted else "does not begin with the path of the site's address", "", link.removeprefix(root)
    return "begins with a slash" if link.startswith("/") else "", path, link


def target_fault(source: str, link: str, anchors: Mapping[str, set[str] | None]) -> str:
    try:
        target, fragment = resolve(source, link)
    except IndexError:
        return "leads out of the site"
    if target not in anchors:
        return "leads nowhere"
    return "" if not fragment or fragment in (anchors[target] or ()) else "has a fragment that leads nowhere"


@pytest.fixture(scope="module")
def anchors(site: Path, pages: Pages) -> Mapping[str, set[str] | None]:
    found: dict[str, set[str] | None] = dict.fromkeys(files_of(site))
    return found | {path: {attribute(tag, "id") for tag in page.find_all(id=True)} for path, page in pages.items()}


def test_every_link_and_fragment_resolves(pages: Pages, site_url: str, anchors: Mapping[str, set[str] | None]) -> None:
    faults = [
        (path, link, fault)
        for path, page in pages.items()
        for tag, link in linked(page)
        if (fault := link_fault(path, tag, link, site_url, anchors))
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("path", "markup", "fault"),
    [
        ("sv/", '<a href="../../x">', "leads out of the site"),
        ("sv/", '<a href="../de/">', ""),
        ("sv/", '<a href="../de/#no">', "has a fragment that leads nowhere"),
        ("sv/", '<a href="../de">', "leads nowhere"),
        ("sv/", '<a href="/de/">', "begins with a slash"),
        ("sv/", '<a href="//a.example/">', "begins with a slash"),
        ("sv/", '<a href="javascript:x">', "is absolute"),
        ("sv/", '<img src="https://a.example/">', "is absolute"),
        ("sv/", '<a href="https://b.example/desk/de/">', "is absolute"),
        ("sv/", '<link rel="canonical" href="https://b.example/de/">', "does not begin with the site's address"),
        ("404.html", '<a href="../de/">', "does not begin with the path of the site's address"),
        ("404.html", '<a href="/desk/de/#yes">', ""),
    ],
)
def test_the_look_at_links_finds(path: str, markup: str, fault: str) -> None:
    (tag, link), *_ = linked(BeautifulSoup(markup, "html.parser"))
    anchors: dict[str, set[str] | None] = {"sv/": set(), "de/": {"yes"}, "404.html": set()}
    assert link_fault(path, tag, link, "https://b.example/desk/", anchors) == fault


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: Pages) -> None:
    loading = "script[src], link[rel=stylesheet], link[rel=icon], img, picture, source, video, audio, iframe, object, embed"
    found = [(path, str(tag)) for path, page in pages.items() for tag in page.select(loading) if "//" in str(tag)]
    assert found == []
    namespace = "http://www.w3.org/2000/svg"
    assets = {name: text.decode("utf-8").replace(namespace, "") for name, text in files_of(site / "assets").items()}
    assert [name for name, text in assets.items() if re.search(r"https?:|//[a-z]|@import", text.replace("// ", ""))] == []


def sitemap_entries(site: Path) -> Iterator[tuple[str, dict[str, str]]]:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = ET.fromstring((site / "sitemap.xml").read_bytes())
    assert root.tag == f"{{{names['s']}}}urlset"
    for url in root:
        assert url.tag == f"{{{names['s']}}}url"
        location = url.findtext("s:loc", namespaces=names)
        assert location is not None
        alternates = url.findall("x:link", names)
        assert {alternate.get("rel") for alternate in alternates} == {"alternate"}
        yield location, {alternate.get("hreflang", ""): alternate.get("href", "") for alternate in alternates}


def test_the_sitemap_lists_exactly_the_pages_that_have_alternates(site: Path, pages: Pages, site_url: str) -> None:
    entries = list(sitemap_entries(site))
    found = dict(entries)
    assert len(entries) == len(found)
    assert found == {site_url + path: alternates(page) for path, page in pages.items() if alternates(page)}
    assert {site_url + path for path in pages if path != "404.html"} == set(found)


# Every page


def alternates(page: BeautifulSoup) -> dict[str, str]:
    links = page.select("head > link[rel=alternate][hreflang]")
    found = {attribute(link, "hreflang"): attribute(link, "href") for link in links}
    assert len(found) == len(links)
    return found


def test_every_page_is_in_its_folders_language(pages: Pages) -> None:
    assert [path for path, page in pages.items() if attribute(one(page, "html"), "lang") != locale_of(path)] == []


def test_every_page_has_a_title_of_its_own_and_a_description(pages: Pages) -> None:
    titles: dict[tuple[str, str], list[str]] = {}
    for path, page in pages.items():
        titles.setdefault((locale_of(path), words(one(page, "head > title"))), []).append(path)
    assert [paths for paths in titles.values() if len(paths) > 1] == []
    assert [paths for (_, title), paths in titles.items() if not title] == []
    described = {path: attribute(one(page, "head > meta[name=description]"), "content") for path, page in pages.items()}
    assert [path for path, description in described.items() if not description.strip()] == []


def test_every_page_names_its_own_address(pages: Pages, site_url: str) -> None:
    named = {path: attribute(one(page, "link[rel=canonical]"), "href") for path, page in pages.items() if path != "404.html"}
    assert named == {path: site_url + path for path in named}
    assert pages["404.html"].select("link[rel=canonical], link[rel=alternate]") == []
    assert attribute(one(pages["404.html"], "meta[name=robots]"), "content") == "noindex"


def test_alternates_are_exactly_the_locales_that_a_page_exists_in(in_editions: Pages, site_url: str) -> None:
    for path, page in in_editions.items():
        expected = {locale: site_url + same_page(path, locale) for locale in LOCALES if same_page(path, locale) in in_editions}
        default = "" if path.count("/") == 1 else same_page(path, DESK_LOCALE)
        assert alternates(page) == {**expected, "x-default": site_url + default}, path


def test_alternates_are_mutual(pages: Pages, site_url: str) -> None:
    for path, page in pages.items():
        found = alternates(page)
        assert [url for url in found.values() if alternates(pages[url.removeprefix(site_url)]) != found] == [], path
        assert not found or site_url + path in found.values(), path


def test_the_switcher_leads_to_the_same_page_in_each_other_locale(in_editions: Pages) -> None:
    for path, page in in_editions.items():
        links = page.select("nav.languages a")
        found = {attribute(link, "lang"): resolve(path, attribute(link, "href")) for link in links}
        assert found == {locale: (same_page(path, locale), "") for locale in LOCALES if locale != locale_of(path)}, path
        assert [attribute(link, "hreflang") for link in links] == [attribute(link, "lang") for link in links], path
        assert attribute(one(page, "nav.languages [aria-current=true]"), "lang") == locale_of(path), path


def test_the_chooser_leads_to_every_edition(pages: Pages) -> None:
    found = {attribute(link, "lang"): resolve("", attribute(link, "href"))[0] for link in pages[""].select("main a")}
    assert found == {locale: f"{locale}/" for locale in LOCALES}


def test_breadcrumbs_lead_from_the_front_page_to_the_page(pages: Pages) -> None:
    for path, page in pages.items():
        crumbs = page.select("nav.breadcrumbs li")
        if not is_edition_page(path) or path == f"{locale_of(path)}/":
            assert crumbs == [], path
            continue
        links = [one(crumb, "a") for crumb in crumbs[:-1]]
        assert resolve(path, attribute(links[0], "href")) == (f"{locale_of(path)}/", ""), path
        assert attribute(crumbs[-1], "aria-current") == "page", path
        assert crumbs[-1].select("a") == [], path
        assert words(crumbs[-1]) == words(one(page, "h1")), path


def test_the_first_link_skips_to_the_content(pages: Pages) -> None:
    for path, page in pages.items():
        first = one(page, "body").find("a")
        assert isinstance(first, Tag), path
        assert attribute(first, "href").startswith("#"), path
        assert one(page, attribute(first, "href")).name == "main", path


def test_headings_are_one_a_level_deep_and_none_is_empty(pages: Pages) -> None:
    for path, page in pages.items():
        headings = page.find_all(re.compile(r"h[1-6]$"))
        levels = [int(heading.name[1]) for heading in headings]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert [words(heading) for heading in headings if not words(heading)] == [], path
        skipped = [(before, after) for before, after in itertools.pairwise(levels) if after > before + 1]
        assert skipped == [], path


def test_ids_are_unique_on_a_page(pages: Pages) -> None:
    for path, page in pages.items():
        ids = [attribute(tag, "id") for tag in page.find_all(id=True)]
        assert sorted(ids) == sorted(set(ids)), path


def test_no_page_has_inline_styles_or_scripts(pages: Pages) -> None:
    def is_inline(tag: Tag) -> bool:
        handlers = any(name.startswith("on") or name == "style" for name in tag.attrs)
        is_data = attribute(tag, "type") == "application/ld+json"
        runs = tag.name == "script" and not is_data and (not tag.has_attr("src") or bool(tag.string))
        return handlers or tag.name == "style" or runs

    assert [(path, tag.name) for path, page in pages.items() for tag in page.find_all(True) if is_inline(tag)] == []


def test_the_nu_html_checker_finds_no_error(site: Path, nu_errors: Callable[[Path], list[Record]]) -> None:
    assert nu_errors(site) == []


def test_the_nu_html_checker_would_find_an_error(tmp_path: Path, nu_errors: Callable[[Path], list[Record]]) -> None:
    page = '<!doctype html><html lang="en"><title>x</title><p id="a"><p id="a">'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    assert [error["message"] for error in nu_errors(tmp_path)] == ["Duplicate ID “a”."]


def test_html_validate_finds_no_error(site: Path, run: Run, node: str, node_modules: Path) -> None:
    checker = node_modules / "html-validate" / "bin" / "html-validate.mjs"
    # A scrolling table is a region with a name, and no section of the text.
    options = ("--preset", "standard,a11y", "--rule", "prefer-native-element:off", "--formatter", "json")
    done = run(node, checker, *options, site, cwd=site)
    found = [(report["filePath"], message["ruleId"]) for report in json.loads(done.stdout) for message in report["messages"]]
    assert found == []
    assert done.returncode == 0, done.stderr


# The interface's texts


def catalogue(project: Path, locale: str) -> Catalog:
    with (project / "briefings" / "locale" / locale / "LC_MESSAGES" / "briefings.po").open("rb") as file:
        return read_po(file, locale=locale)


def key(message: Message) -> tuple[str, ...]:
    forms = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    return (message.context or "", *forms)


def forms_of(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text) if isinstance(text, tuple | list) else ()


def messages(catalogue: Catalog) -> dict[tuple[str, ...], Message]:
    return {key(message): message for message in catalogue if message.id}


@pytest.fixture(scope="module")
def extracted(project: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Message]:
    """The texts in templates and code, found as `scripts/messages.sh` finds them."""
    file = tmp_path_factory.mktemp("messages") / "briefings.pot"
    options = ("-F", "babel.cfg", "-c", "Translators:", "-s", "-k", "pgettext:1c,2", "--no-location", "--omit-header")
    done = run(sys.executable, "-m", "babel.messages.frontend", "-q", "extract", *options, "-o", file, ".", cwd=project)
    assert done.returncode == 0, done.stderr
    with file.open("rb") as template:
        return messages(read_po(template))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalogue_has_the_texts_of_templates_and_code_and_no_others(
    project: Path, extracted: dict[tuple[str, ...], Message], locale: str
) -> None:
    found = catalogue(project, locale)
    assert len(extracted) > 100
    assert sorted(extracted.keys() - messages(found).keys()) == []
    assert sorted(messages(found).keys() - extracted.keys()) == []
    assert list(found.obsolete) == []


def test_a_text_has_a_comment_for_translators(extracted: dict[tuple[str, ...], Message]) -> None:
    """It says what the text names, where it stands and what its placeholders are."""
    assert [name for name, message in extracted.items() if not message.auto_comments] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalogue_has_the_comments_for_translators(
    project: Path, extracted: dict[tuple[str, ...], Message], locale: str
) -> None:
    def comments(message: Message) -> str:
        return " ".join(" ".join(message.auto_comments).split())

    found = messages(catalogue(project, locale))
    assert [name for name, message in extracted.items() if comments(message) != comments(found[name])] == []


def test_english_texts_are_those_of_templates_and_code(project: Path) -> None:
    found = messages(catalogue(project, "en"))
    assert [name for name, message in found.items() if forms_of(message.id) != forms_of(message.string)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalogue_is_complete(project: Path, locale: str) -> None:
    found = catalogue(project, locale)
    assert [name for name, message in messages(found).items() if message.fuzzy] == []
    for name, message in messages(found).items():
        forms = forms_of(message.string)
        assert len(forms) == (found.num_plurals if message.pluralizable else 1), name
        assert all(form.strip() for form in forms), name


@pytest.mark.parametrize("locale", LOCALES)
def test_a_translation_has_the_placeholders_of_its_text(project: Path, locale: str) -> None:
    def placeholders(text: str) -> list[str]:
        return sorted(re.findall(r"%\(\w+\)s|%.", text))

    for name, message in messages(catalogue(project, locale)).items():
        expected = placeholders(forms_of(message.id)[-1])
        assert [form for form in forms_of(message.string) if placeholders(form) != expected] == [], name


def pattern(text: str) -> str:
    """Return a pattern for a text of the interface: whatever stands in for a placeholder matches."""
    return "".join(".+?" if part.startswith("%(") else re.escape(part) for part in re.split(r"(%\(\w+\)s)", text))


def english_left(project: Path, locale: str) -> re.Pattern[str]:
    """Match an English text of the interface where it has no business.

    Several words anywhere in a text; a single word only as the whole of it, and only where the catalogue has another.
    """
    patterns = []
    for message in messages(catalogue(project, locale)).values():
        for text in forms_of(message.id):
            literal = re.findall(r"\w+", re.sub(r"%\(\w+\)s", " ", text))
            if len(literal) >= 2:
                patterns.append(rf"(?<!\w){pattern(text)}(?!\w)")
            elif text not in forms_of(message.string) and len(literal[0]) > 3:  # `In` and `via` begin sentences elsewhere too
                patterns.append(rf"\A{pattern(text)}\Z")
    assert len(patterns) > 100
    return re.compile("|".join(patterns))


def interface_texts(page: BeautifulSoup, site_name: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a page and of its attributes, each with its language; not the site's name, which is no word."""
    for node in page.find_all(string=True):
        parent = node.parent
        if type(node) is NavigableString and parent is not None and parent.name != "script":
            text = " ".join(node.split()).removesuffix(f" – {site_name}")
            if text and text != site_name:
                yield language(parent), text
    for tag in page.find_all(True):
        for name in ("aria-label", "title", "alt", "placeholder", "content"):
            if tag.has_attr(name):
                yield language(tag), attribute(tag, name)


@pytest.mark.slow
@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_text_of_the_interface_is_left_untranslated(project: Path, pages: Pages, settings: Record, locale: str) -> None:
    english = english_left(project, locale)
    read = 0
    for path, page in pages.items():
        for lang, text in interface_texts(page, settings["site_name"]):
            read += lang == locale
            assert lang != locale or not english.search(text), (path, text)
    assert read > 2_000


# Languages within a page


def exact(evidence: str | Record) -> str:
    """Return the words of evidence, which is a text, or has what stands before or after it as well."""
    return evidence if isinstance(evidence, str) else evidence["exact"]


def passages_of(statements: Iterable[Record]) -> Iterator[str]:
    """Yield the evidence of each claim or event and, behind it, its attribution."""
    for statement in statements:
        yield from (exact(statement[name]) for name in ("evidence", "attribution") if name in statement)


def quoted(article: Record) -> dict[str, list[str]]:
    """Return the texts in an article's own words, by where they stand on its page."""
    claims, events, notes = (list(article.get(name, {}).values()) for name in ("claims", "events", "notes"))
    events.sort(key=lambda event: str(event["date"]).strip("?~%"))
    return {
        ".original cite": [article["title"]] if "title" in article else [],
        "#claims blockquote": [claim["quote"] for claim in claims if "quote" in claim],
        "#claims q": list(passages_of(claims)),
        "#events q": list(passages_of(events)),
        "#notes q": [exact(note["evidence"]) for note in notes if "evidence" in note],
        "#spellings i": [spelling for spellings in article.get("spellings", {}).values() for spelling in spellings],
    }


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("article", ARTICLES)
def test_an_articles_own_words_are_there_in_its_own_language(
    pages: Pages, articles: Mapping[str, Record], article: str, locale: str
) -> None:
    page = pages[f"{locale}/articles/{article}/"]
    for selector, texts in quoted(articles[article]).items():
        found = page.select(selector)
        assert sorted(words(tag) for tag in found) == sorted(" ".join(text.split()) for text in texts), selector
        assert {language(tag) for tag in found} <= {articles[article]["language"]}, selector


def test_passages_in_a_briefing_are_in_their_articles_language(in_editions: Pages, articles: Mapping[str, Record]) -> None:
    sources = [
        (path, source) for path, page in in_editions.items() if "/briefings/" in path for source in page.select(".sources > li")
    ]
    assert len(sources) > 5 * len(LOCALES)
    for path, source in sources:
        article = articles[attribute(source, "id").removeprefix("source-")]
        found = source.select("q, .original cite")
        assert {language(tag) for tag in found} == {article["language"]}, path
        evidence = {exact(claim["evidence"]) for claim in article["claims"].values()}
        assert {words(tag) for tag in source.select("q")} <= evidence, path


def test_only_what_is_in_another_language_says_which(pages: Pages) -> None:
    def says_the_obvious(tag: Tag) -> bool:
        chooses = tag.find_parent("nav") is not None or tag.find_parent(class_="doors") is not None
        return attribute(tag, "lang") == language(next(tag.parents)) and not chooses

    found = [
        (path, str(tag)[:100])
        for path, page in pages.items()
        for tag in one(page, "body").find_all(lang=True)
        if says_the_obvious(tag)
    ]
    assert found == []


# Dates and numbers

NUMBERS = {
    "en": ("9,000,000", "9 million"),
    "sv": ("9\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000", "9 miljoner"),
    "nb": ("9\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000", "9 millioner"),
    "da": ("9.000.000", "9 millioner"),
    "de": ("9.000.000", "9 Millionen"),
}


@pytest.mark.parametrize(
    ("locale", "date"),
    [
        ("en", "16 October 2023"),
        ("sv", "16 oktober 2023"),
        ("nb", "16. oktober 2023"),
        ("da", "16. oktober 2023"),
        ("de", "16. Oktober 2023"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(pages: Pages, locale: str, date: str) -> None:
    facts = pages[f"{locale}/articles/em24-weapons-deliveries/"].select("aside.facts dd")
    assert [words(fact) for fact in facts].count(date) == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_a_number_is_grouped_in_tables_and_in_words_in_texts(pages: Pages, desk: Path, locale: str) -> None:
    unit = load(desk / "content/measures/artillery-rounds-delivered.yaml")["units"]["rounds"][locale]["other"]
    page = pages[f"{locale}/articles/kim-peace-claim-en/"]
    in_table, in_text = NUMBERS[locale]
    # Once from the text and once from a cross-heading.
    assert [cell.get_text() for cell in page.select("#figures td.number")].count(f"{in_table} {unit}") == 2
    chain = [words(text) for text in page.select("#claim-shells .chain dd")]
    assert sum(text.startswith(f"{in_text} {unit}, ") for text in chain) == 1


# Cross-links


def briefing_pages(pages: Pages) -> dict[str, BeautifulSoup]:
    return {path: page for path, page in pages.items() if re.fullmatch(r"\w\w/briefings/[^/]+/", path)}


def test_a_citation_leads_to_its_source_and_back(pages: Pages) -> None:
    assert len(briefing_pages(pages)) == 2 * len(LOCALES)
    for path, page in briefing_pages(pages).items():
        citations = page.select(".text .citation > a")
        assert citations, path
        returns: dict[str, list[str]] = {}
        for citation in citations:
            returns.setdefault(attribute(citation, "href"), []).append("#" + attribute(citation, "id"))
        sources = page.select(".sources > li")
        led_back = {f"#{attribute(s, 'id')}": [attribute(a, "href") for a in s.select(".returns a")] for s in sources}
        assert led_back == returns, path
        numbers = {f"#{attribute(source, 'id')}": str(number) for number, source in enumerate(sources, start=1)}
        assert [words(a) for a in citations] == [numbers[attribute(a, "href")] for a in citations], path


def test_an_article_lists_exactly_the_briefings_that_cite_it(pages: Pages) -> None:
    for locale in LOCALES:
        citing: dict[str, set[str]] = {article: set() for article in ARTICLES}
        for path, page in briefing_pages(pages).items():
            for source in page.select(".sources > li") if path.startswith(f"{locale}/") else ():
                article = attribute(source, "id").removeprefix("source-")
                assert resolve(path, attribute(one(source, ".headline a"), "href"))[0] == f"{locale}/articles/{article}/"
                citing[article].add(path)
        for article, expected in citing.items():
            path = f"{locale}/articles/{article}/"
            links = pages[path].select("#cited-by h3 a")
            assert {resolve(path, attribute(link, "href"))[0] for link in links} == expected, path
            assert len(links) == len(expected) > 0, path


def test_a_claim_cited_in_a_briefing_leads_to_the_claim_on_its_article(pages: Pages) -> None:
    for path, page in briefing_pages(pages).items():
        for source in page.select(".sources > li"):
            article = f"{locale_of(path)}/articles/{attribute(source, 'id').removeprefix('source-')}/"
            for item in source.select(".passages > li"):
                link = item.select("a")[0]  # behind it stands whose the claim is
                target, fragment = resolve(path, attribute(link, "href"))
                claim = one(pages[article], f'[id="{fragment}"]')
                assert target == article, path
                assert words(one(claim, ".statement")) == words(link), (path, fragment)
                assert words(claim.select(".chain q")[0]) == words(one(item, "q")), (path, fragment)


def test_the_briefing_on_the_partnership_draws_on_all_articles(pages: Pages) -> None:
    page = pages["en/briefings/partnership/"]
    assert {attribute(source, "id") for source in page.select(".sources > li")} == {f"source-{name}" for name in ARTICLES}
    assert len(page.select(".text .citation > a")) >= 15
    assert len(page.select(".text h2")) >= 2
    body = BeautifulSoup(str(one(page, ".text")), "html.parser")
    for citation in body.select(".cite"):
        citation.decompose()
    assert 500 <= len(words(body).split()) <= 800


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_has_a_summary_and_key_points_of_the_agreed_length(pages: Pages, article: str, locale: str) -> None:
    page = pages[f"{locale}/articles/{article}/"]
    summary = " ".join(words(paragraph) for paragraph in page.select("#summary > p"))
    assert 80 <= len(summary.split()) <= 150
    assert 3 <= len(page.select("#summary .points > li")) <= 6


# The archived texts are not ours


def tokens(text: str) -> list[str]:
    """Return the words of a text; an address that it names is none of its passages."""
    return re.findall(r"\w+", re.sub(r"\b(?:https?://|www\.)\S+", " ", text.casefold()))


def runs(text: str) -> set[tuple[str, ...]]:
    found = tokens(text)
    return {tuple(found[start : start + ARCHIVE_RUN]) for start in range(len(found) - ARCHIVE_RUN + 1)}


@pytest.fixture(scope="module")
def archived_runs(archive: Path | None, articles: Mapping[str, Record]) -> set[tuple[str, ...]]:
    """Every run of words in the archived texts but those within its title and the quotes, which are given in its words."""
    if archive is None:
        pytest.skip("the archived articles are not at hand; nothing could be compared with them")
    texts = [(archive / article["archived"]["file"]).read_text(encoding="utf-8") for article in articles.values()]
    given = {run for article in articles.values() for text in given_in_its_words(article) for run in runs(text)}
    return set().union(*map(runs, texts)) - given


def given_in_its_words(article: Record) -> list[str]:
    return [article.get("title", ""), *(claim.get("quote", "") for claim in article["claims"].values())]


def scalars(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from scalars(part)


def blocks(page: Tag) -> Iterator[str]:
    """Yield the texts of a page that are read in one go, without the numbers of citations."""
    inline = ("a", "abbr", "cite", "code", "em", "i", "span", "strong", "sup")

    def block(node: PageElement) -> int:
        return next(id(parent) for parent in node.parents if parent.name not in inline)

    strings = (node for node in page.find_all(string=True) if node.find_parent(class_="cite") is None)
    for _, together in itertools.groupby(strings, key=block):
        yield "".join(together)


def test_no_passage_of_an_archived_text_is_in_the_content(desk: Path, archived_runs: set[tuple[str, ...]]) -> None:
    assert len(archived_runs) > 2_000
    copied = []
    for file in sorted((desk / "content").rglob("*.*")):
        texts = scalars(load(file)) if file.suffix == ".yaml" else [file.read_text(encoding="utf-8")]
        copied += [(str(file.relative_to(desk)), text) for text in texts if runs(text) & archived_runs]
    assert copied == []


def test_no_passage_of_an_archived_text_is_in_the_site(pages: Pages, archived_runs: set[tuple[str, ...]]) -> None:
    copied = []
    for path, page in pages.items():
        texts = [*blocks(page), *(attribute(tag, "content") for tag in page.select("meta[content]"))]
        copied += [(path, text) for text in texts if runs(text) & archived_runs]
    assert copied == []
