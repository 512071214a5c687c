"""The templates of a site: read once, digested with all that they refer to, and their fragments shared by pages."""

from __future__ import annotations

import pickle
import re
import runpy
import shutil
from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from pathlib import Path

import pytest
from jinja2 import meta

from briefings.errors import TemplateError
from briefings.localise.messages import Catalogues
from briefings.model.text import Html, Text
from briefings.render import Renderer, Templates
from briefings.render.compiler import Environment
from briefings.render.functions import functions_of
from briefings.view.layout import Assets
from briefings.view.pages.edition import PlainPageView
from briefings.view.shared.links import Link
from tests import mini


def templates(sources: Mapping[str, str | bytes], **unreadable: str) -> Templates:
    files = {name: source.encode() if isinstance(source, str) else source for name, source in sources.items()}
    return Templates("templates", files, unreadable)


def a_page(name: str = "about", locale: str = "en", template: str = "page.html") -> PlainPageView:
    return PlainPageView(
        path=f"{locale}/{name}/",
        template=template,
        locale=locale,
        direction="ltr",
        site_name="Site",
        title=name,
        description=HEADLINE,
        canonical="",
        alternates=(),
        choices=(),
        breadcrumbs=(),
        home="",
        menu=(),
        assets=Assets("", "", ""),
        body=Html(""),
    )


HEADLINE = "A headline that pages share"


def renderer(sources: Mapping[str, str | bytes]) -> Renderer:
    return Renderer(templates(sources), {"en": NullTranslations(), "sv": NullTranslations()})


# Read once


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


LOADED = {"static/icon.svg": "", "static/search.js": "", "static/site.js": ""}


def test_nothing_is_read_after_the_folder_has_been_read(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "templates",
        {**LOADED, "page.html": "{% include 'parts/own.html' %}", "parts/own.html": "{{ page.title }}", "css/1-page.css": "a"},
    )
    read = Templates.read(folder)
    shutil.rmtree(folder)
    sent = pickle.loads(pickle.dumps(read))
    assert Renderer(sent, {"en": NullTranslations()}).render(a_page()) == b"about"
    assert sent.digest("page.html") == read.digest("page.html")
    assert sent.static == read.static


def test_a_preview_shows_a_template_as_it_is_now(tmp_path: Path) -> None:
    assert renderer({"page.html": "before"}).render(a_page()) == b"before"
    assert renderer({"page.html": "after"}).render(a_page()) == b"after"
    assert renderer({"page.html": "before"}).render(a_page()) == b"before"


def test_hidden_files_are_no_templates_and_links_are_followed_once(tmp_path: Path) -> None:
    folder = written(tmp_path / "templates", {"page.html": "", ".page.html.swp": "", ".git/config": "", "parts/a.html": ""})
    written(tmp_path / "shared", {"b.html": ""})
    (folder / "shared").symlink_to("../shared")
    (folder / "parts" / "round").symlink_to("..")
    assert sorted(Templates.read(folder).sources) == ["page.html", "parts/a.html", "shared/b.html"]


def test_parts_of_the_style_sheet_are_published_as_one_in_the_order_of_their_names(tmp_path: Path) -> None:
    parts = {"css/20-b.css": "b {}\n", "css/10-a.css": "a {}\n", "css/notes.txt": "", "static/.hidden": "", "static/deep/x": ""}
    folder = written(tmp_path / "templates", {**LOADED, **parts})
    static = Templates.read(folder).static
    assert static["style.css"] == b"a {}\n\nb {}\n"
    assert list(static) == ["icon.svg", "search.js", "site.js", "style.css"]
    written(folder, {"static/style.css": "of the site's own"})
    assert Templates.read(folder).static["style.css"] == b"of the site's own"


def test_a_static_file_that_pages_load_and_is_missing_is_named() -> None:
    with pytest.raises(TemplateError, match=r"^there is no templates/static/style\.css$"):
        assert templates(LOADED).static


def test_static_files_whose_names_differ_only_by_case_are_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(mini.PROJECT / "templates", tmp_path / "templates")
    (folder / "static" / "Site.js").write_bytes(b"1")
    with pytest.raises(TemplateError, match=r"^templates/static/Site\.js differs only by case from site\.js; many systems"):
        assert Templates.read(folder).static


def test_a_file_that_cannot_be_read_is_a_fault_only_where_it_is_used() -> None:
    odd: dict[str, str | bytes] = {
        "page.html": "{% if page.title == 'odd' %}{% include ['odd.html', 'page.html'] %}{% endif %}",
        "odd.html": b"\xff",
    }
    assert renderer(odd).render(a_page()) == b""
    with pytest.raises(TemplateError, match=r"^templates/odd\.html is not UTF-8: invalid start byte at byte 0$"):
        renderer(odd).render(a_page("odd"))
    closed = Templates("templates", {"page.html": b"{% include 'x' ignore missing %}"}, {"x": "Permission denied"})
    with pytest.raises(TemplateError, match=r"^templates/x cannot be read: Permission denied$"):
        Renderer(closed, {"en": NullTranslations()}).render(a_page())


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("a\n{{ page.nonsense }}", "templates/page.html:2: 'PlainPageView' object has no attribute 'nonsense'"),
        ("a\n{% if %}", "templates/page.html:2: Expected an expression, got 'end of statement block'"),
        ("\n\n{{ words() }}", "templates/page.html:3: .*missing 1 required positional argument.*"),
        ("\n{{ 1 / 0 }}", "templates/page.html:2: division by zero"),
        ("{% include 'deep/part.html' %}", "templates/deep/part.html:2: 'x' is undefined"),
        ("{% include ['a.html', 'b.html'] %}", "there is no template a.html or b.html in templates/"),
    ],
)
def test_a_fault_names_file_and_line(template: str, sentence: str) -> None:
    with pytest.raises(TemplateError, match=f"^{sentence}$"):
        renderer({"page.html": template, "deep/part.html": "\n{{ x }}"}).render(a_page())


# Digests


REFERENCES: Mapping[str, str] = {
    "extends": "{% extends 'x' %}",
    "includes": "{% include 'x' %}",
    "imports": "{% import 'x' as m %}",
    "imports from": "{%- from 'x' import m with context -%}",
    "includes over lines": "{%\n\n  include\n 'x'\n%}",
    "includes one of a list": "{% include ['first', 'x', 'last'] %}",
    "includes one of a tuple": "{% include ('first', 'x') ignore missing %}",
    "includes as of its own folder": "{% include './x' %}",
    "includes where a macro stands": "{% macro m() %}{% for a in b %}{% include 'x' %}{% endfor %}{% endmacro %}",
    "includes after a comment": "{# {% include 'y' #}{% include 'x' %}",
    "includes after a string": "{{ \"{% include 'y\" }}{% include 'x' %}",
    "includes after a cut tag": "{% include '%}' %}{% include 'x' %}",
    "includes through another": "{% include 'through' %}",
    "works a name out": "{% include page.part %}",
    "works a name out of two": "{% extends 'x' if page else 'y' %}",
    "works a name out of a list": "{% include ['y', page.part] %}",
}
OTHERS = {"through": "{% import 'further' as f %}", "further": "{% include 'x' %}", "last": "{% extends 'last' %}", "y": "y"}


@pytest.mark.parametrize("way", REFERENCES)
def test_a_digest_is_of_all_that_a_template_refers_to(way: str) -> None:
    sources = {**OTHERS, "page.html": REFERENCES[way]}
    states = [{}, {"x": ""}, {"x": "before"}, {"x": "after"}]
    assert len({templates({**sources, **state}).digest("page.html") for state in states}) == len(states)
    assert templates(sources, x="Permission denied").digest("page.html") != templates(sources).digest("page.html")
    assert templates({**sources, "x": "after"}).digest("page.html") == templates({**sources, "x": "after"}).digest("page.html")


def test_a_digest_is_of_nothing_else() -> None:
    sources = {**OTHERS, "page.html": "{% extends 'y' %}{{ '{{' }}include 'x' {% set include = 'x' %}"}
    assert templates({**sources, "x": "before"}).digest("page.html") == templates({**sources, "x": "after"}).digest("page.html")


def test_a_template_that_cannot_be_parsed_has_a_digest() -> None:
    assert templates({"a": "{% if %}"}).digest("a") != templates({"a": "{% if x %}"}).digest("a")
    assert templates({"a": b"\xff"}).digest("a") != templates({"a": b"\xfe"}).digest("a")


@pytest.mark.parametrize("file", sorted(path.name for path in (mini.PROJECT / "templates").glob("*.html")))
def test_the_templates_of_the_project_refer_to_what_jinja_finds_in_them(file: str) -> None:
    read = Templates.read(mini.PROJECT / "templates")
    found, waiting = set(), {file}
    while waiting:
        found |= waiting
        named = [meta.find_referenced_templates(Environment({}).parse(read.sources[name].decode())) for name in waiting]
        waiting = {name for names in named for name in names if name} - found
    assert set(read._closure(file)) == found


@pytest.mark.slow
def test_a_build_sees_a_template_that_another_one_only_asked_for(tmp_path: Path) -> None:
    site = mini.copy_site("two-locales", tmp_path / "project")
    block = "{% block content %}"
    mini.overlay(site, {"templates/topic.html": {"replace": {block: f"{block}{{% include ['_own.html', '_macros.html'] %}}"}}})
    pages = [page for page in mini.pages(mini.built(site)) if "/topics/" in page]
    for text in ("a first text", "another text"):
        mini.overlay(site, {"templates/_own.html": text})
        mini.built(site)
        assert pages and all(text in (site / "site" / page / "index.html").read_text("utf-8") for page in pages)


# Fragments


def shown(sources: Mapping[str, str], *pages: PlainPageView) -> list[str]:
    """Return pages as one renderer makes them, and see that each is what a renderer makes that has made no other."""
    one = renderer(sources)
    made = [one.render(page).decode() for page in pages]
    assert made == [renderer(sources).render(page).decode() for page in pages]
    return made


def test_a_fragment_is_rendered_once_for_all_pages_of_a_locale() -> None:
    macro = "{% macro m(part) %}{% set calls.n = calls.n + 1 %}{{ part }} {{ calls.n }}{% endmacro %}"
    counting = "{% set calls = namespace(n=0) %}" + macro
    one = renderer({"page.html": "{% from 'm' import m %}{{ fragment(m, page.description) }}", "m": counting})
    assert one.render(a_page("a")) == one.render(a_page("b")) == f"{HEADLINE} 1".encode()
    assert one.render(a_page("a", "sv")) == f"{HEADLINE} 1".encode()
    assert one.render(a_page("a/deeper")) == f"{HEADLINE} 2".encode()


def test_a_fragment_sees_no_page() -> None:
    sources = {
        "page.html": "{% from 'm' import m %}{{ fragment(m, page.description) }}",
        "m": "{% macro m(part) %}\n{{ page.path }}{% endmacro %}",
    }
    for page in (a_page("a"), a_page("b")):
        with pytest.raises(TemplateError, match=r"^templates/m:2: 'page' is undefined$"):
            renderer(sources).render(page)


INNER = "{% macro inner(part) %}{{ path }}{% endmacro %}"
PATHS = "{% macro m(part, seen=none) %}{{ (seen or page).path }}{% endmacro %}"


@pytest.mark.parametrize(
    "template",
    [
        "{% from 'm' import m with context %}{{ fragment(m, page.description) }}",
        "{% import 'm' as macros with context %}{{ fragment(macros.m, page.description) }}",
        PATHS + "{{ fragment(m, page.description) }}",
        "{% from 'm' import m %}{{ fragment(m, page.description, page) }}",
        "{% from 'm' import m %}{{ fragment(m, page.description, seen=page) }}",
        "{% from 'm' import m %}{{ fragment(m, page, page) }}",
        "{% from 'outer' import outer %}{{ outer(page.path) }}",
        "{% from 'call' import wrap %}{% call fragment(wrap, page.description) %}{{ page.path }}{% endcall %}",
        "{% include 'included' %}",
    ],
)
def test_a_fragment_that_is_given_the_page_is_of_that_page(template: str) -> None:
    sources = {
        "page.html": template,
        "m": PATHS,
        "outer": "{% macro outer(path) %}" + INNER + "{{ fragment(inner, 'part') }}{% endmacro %}",
        "call": "{% macro wrap(part) %}{{ caller() }}{% endmacro %}",
        "included": PATHS + "{{ fragment(m, page.description) }}",
    }
    pages = [a_page(name) for name in ("a", "b", "c")]
    assert shown(sources, *pages, *pages) == [page.path for page in pages] * 2


def test_all_arguments_of_a_fragment_count() -> None:
    arguments = "(part, a='', b='') %}{{ a }},{{ b }}{% endmacro %}"
    macros = "{% macro m" + arguments + "{% macro n" + arguments.replace("%}", "%}n", 1)
    calls = (
        "m, p",
        "m, p, 1",
        "m, p, a=1",
        "m, p, b=1",
        "m, p, True",
        "m, p, '1'",
        "m, p, '', 1",
        "m, p, a='', b=2",
        "n, p",
        "n, p, b=1",
    )
    template = "{% from 'm' import m, n %}{% set p = page.description %}" + " ".join(
        f"{{{{ fragment({call}) }}}}" for call in calls
    )
    assert shown({"page.html": template, "m": macros}, a_page()) == [", 1, 1, ,1 True, 1, ,1 ,2 n, n,1"]


def test_a_part_keeps_its_identity_as_long_as_its_fragment_is_kept() -> None:
    """Lists that a template makes and lets go of would otherwise get one another's place in memory."""
    template = "{% from 'm' import m %}{% for i in range(300) %}{{ fragment(m, [i]) }} {% endfor %}"
    expected = "".join(f"{i} " for i in range(300))
    assert (
        shown({"page.html": template, "m": "{% macro m(part) %}{{ part[0] }}{% endmacro %}"}, a_page("a"), a_page("b"))
        == [expected] * 2
    )


@pytest.mark.slow
def test_a_build_after_another_has_the_fragments_of_a_clean_one(tmp_path: Path) -> None:
    site = mini.copy_site("two-locales", tmp_path / "project")
    path = "<i>{{ page.path if page is defined }}</i>"
    imports = "import article_section, briefing_section, name_list, searched"
    start = "{% macro article_item(card) -%}\n<li>"
    mini.overlay(
        site,
        {
            "templates/_macros.html": {"replace": {start: start + path}},
            "templates/topic.html": {"replace": {imports: f"{imports} with context"}},
        },
    )
    mini.built(site)
    mini.overlay(site, {"content/articles/ferry-delayed/en.yaml": {"replace": {"Ferries to Utö": "Boats to Utö"}}})
    after = mini.tree(mini.built(site))
    shutil.rmtree(site / ".briefings")
    shutil.rmtree(site / "site")
    assert mini.tree(mini.built(site)) == after
    topics = {name: data or b"" for name, data in after.items() if "/topics/" in name and name.endswith(".html")}
    assert any(f"<i>{name.removesuffix('index.html')}</i>".encode() in data for name, data in topics.items())
    assert all(
        set(re.findall(rb"<i>(\w\w/.*?)</i>", data)) <= {name.removesuffix("index.html").encode()}
        for name, data in topics.items()
    )


# Helpers


def test_helpers_mark_what_is_not_in_the_language_of_the_page() -> None:
    texts = {"text": Text("<Båt>", "sv"), "item": Link(Text("Båt", "sv"), "../?a&b", "sv")}
    template = "{{ words(text) }} {{ link(item) }} {{ links([item, item], ' & ') }}<i{{ lang(text) }}>{{ tag('sv', '\"S\"') }}"
    one = renderer({"page.html": template})
    for locale in ("en", "sv"):
        one._environment(locale).globals |= texts
    link = '<a href="../?a&amp;b" hreflang="sv">'
    assert one.render(a_page()).decode() == (
        '<span lang="sv" dir="auto">&lt;Båt&gt;</span> '
        f'{link}<span lang="sv" dir="auto">Båt</span></a> '
        f'{link}<span lang="sv" dir="auto">Båt</span></a> &amp; {link}<span lang="sv" dir="auto">Båt</span></a>'
        '<i lang="sv" dir="auto"><abbr class="tag" title="&#34;S&#34;">sv</abbr>'
    )
    assert one.render(a_page(locale="sv")).decode() == (
        f'&lt;Båt&gt; {link}Båt</a> {link}Båt</a> &amp; {link}Båt</a><i><abbr class="tag" title="&#34;S&#34;">sv</abbr>'
    )


# The reference for authors of templates


def test_the_reference_describes_the_views_as_they_are(project: Path) -> None:
    text = (project / "docs" / "templates.md").read_text("utf-8")
    module = runpy.run_path(str(project / "scripts" / "template_fields.py"))
    assert module["updated"](text) == text, "scripts/template_fields.py brings it up to date"
    named = " and ".join(re.findall(r"^## (.*\.html): ", text, re.MULTILINE)).split(" and ")
    assert sorted(named) == sorted({path.name for path in (project / "templates").glob("[!_]*.html")} - {"base.html"})


def test_the_reference_names_every_block_and_function(project: Path) -> None:
    text = (project / "docs" / "templates.md").read_text("utf-8")
    sections = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL))
    blocks = re.findall(r"{% block (\w+) %}", (project / "templates" / "base.html").read_text("utf-8"))
    assert re.findall(r"^\| `(\w+)` \|", sections["Blocks of `base.html`"], re.MULTILINE) == blocks
    cells = "".join(re.findall(r"^\| (`.*?) \|", sections["Functions"], re.MULTILINE))
    assert set(re.findall(r"`(\w+)\(", cells)) == {*functions_of("en", NullTranslations()), "fragment"}


# Sentences that count sources

COUNTS = ((0, 0, 0), (1, 1, 0), (1, 0, 1), (2, 0, 2), (2, 1, 0), (2, 2, 0), (2, 1, 1), (3, 1, 2), (3, 2, 1), (5, 2, 2))
"""Articles, the independent sources among them, and those whose source is not known: each combination that reads otherwise."""


@pytest.mark.parametrize(
    ("locale", "sentences"),
    [
        (
            "en",
            (
                *("no articles", "1 article", "1 article of unknown source", "2 articles of unknown source"),
                *("2 articles from the same source", "2 articles: 2 separate sources"),
                "2 articles: 1 source, 1 article of unknown source",
                "3 articles: 1 source, 2 articles of unknown source",
                "3 articles: 2 separate sources, 1 article of unknown source",
                "5 articles: 2 separate sources, 2 articles of unknown source",
            ),
        ),
        (
            "sv",
            (
                *("inga artiklar", "1 artikel", "1 artikel med okänd källa", "2 artiklar med okänd källa"),
                *("2 artiklar från samma källa", "2 artiklar: 2 oberoende källor"),
                "2 artiklar: 1 källa, 1 artikel med okänd källa",
                "3 artiklar: 1 källa, 2 artiklar med okänd källa",
                "3 artiklar: 2 oberoende källor, 1 artikel med okänd källa",
                "5 artiklar: 2 oberoende källor, 2 artiklar med okänd källa",
            ),
        ),
        (
            "nb",
            (
                *("ingen artikler", "1 artikkel", "1 artikkel med ukjent kilde", "2 artikler med ukjent kilde"),
                *("2 artikler fra samme kilde", "2 artikler: 2 uavhengige kilder"),
                "2 artikler: 1 kilde, 1 artikkel med ukjent kilde",
                "3 artikler: 1 kilde, 2 artikler med ukjent kilde",
                "3 artikler: 2 uavhengige kilder, 1 artikkel med ukjent kilde",
                "5 artikler: 2 uavhengige kilder, 2 artikler med ukjent kilde",
            ),
        ),
        (
            "da",
            (
                *("ingen artikler", "1 artikel", "1 artikel med ukendt kilde", "2 artikler med ukendt kilde"),
                *("2 artikler fra samme kilde", "2 artikler: 2 uafhængige kilder"),
                "2 artikler: 1 kilde, 1 artikel med ukendt kilde",
                "3 artikler: 1 kilde, 2 artikler med ukendt kilde",
                "3 artikler: 2 uafhængige kilder, 1 artikel med ukendt kilde",
                "5 artikler: 2 uafhængige kilder, 2 artikler med ukendt kilde",
            ),
        ),
        (
            "de",
            (
                *("keine Artikel", "1 Artikel", "1 Artikel mit unbekannter Quelle", "2 Artikel mit unbekannter Quelle"),
                *("2 Artikel aus derselben Quelle", "2 Artikel: 2 unabhängige Quellen"),
                "2 Artikel: 1 Quelle, 1 Artikel mit unbekannter Quelle",
                "3 Artikel: 1 Quelle, 2 Artikel mit unbekannter Quelle",
                "3 Artikel: 2 unabhängige Quellen, 1 Artikel mit unbekannter Quelle",
                "5 Artikel: 2 unabhängige Quellen, 2 Artikel mit unbekannter Quelle",
            ),
        ),
    ],
)
def test_a_sentence_that_counts_sources_is_one_in_every_combination(locale: str, sentences: tuple[str, ...]) -> None:
    assert counted([(*count, 0) for count in COUNTS], locale) == sentences


INFERRED = ((1, 1, 0, 1), (3, 1, 0, 1), (3, 2, 1, 1), (5, 3, 0, 2), (5, 3, 0, 3))
"""Likewise, with those of the independent sources that no article names."""


@pytest.mark.parametrize(
    ("locale", "sentences"),
    [
        (
            "en",
            (
                *("1 article (the source is our conclusion)", "3 articles from the same source (the source is our conclusion)"),
                "3 articles: 2 separate sources (1 of them our conclusion), 1 article of unknown source",
                "5 articles: 3 separate sources (2 of them our conclusion)",
                "5 articles: 3 separate sources (all of them our conclusion)",
            ),
        ),
        (
            "sv",
            (
                *("1 artikel (källan är vår slutsats)", "3 artiklar från samma källa (källan är vår slutsats)"),
                "3 artiklar: 2 oberoende källor (1 av dem enligt vår slutsats), 1 artikel med okänd källa",
                "5 artiklar: 3 oberoende källor (2 av dem enligt vår slutsats)",
                "5 artiklar: 3 oberoende källor (alla enligt vår slutsats)",
            ),
        ),
        (
            "de",
            (
                *("1 Artikel (Quelle von uns erschlossen)", "3 Artikel aus derselben Quelle (Quelle von uns erschlossen)"),
                "3 Artikel: 2 unabhängige Quellen (davon 1 von uns erschlossen), 1 Artikel mit unbekannter Quelle",
                "5 Artikel: 3 unabhängige Quellen (davon 2 von uns erschlossen)",
                "5 Artikel: 3 unabhängige Quellen (alle von uns erschlossen)",
            ),
        ),
    ],
)
def test_a_count_says_how_many_of_its_sources_are_a_conclusion(locale: str, sentences: tuple[str, ...]) -> None:
    assert counted(INFERRED, locale) == sentences


def counted(counts: Sequence[tuple[int, ...]], locale: str) -> tuple[str, ...]:
    """Return what the pages of a locale say of counts."""
    page = (
        f"{{% from '_macros.html' import counted %}}{{% for count in {list(counts)} %}}{{{{ counted(*count) }}}}|{{% endfor %}}"
    )
    macros = (mini.PROJECT / "templates" / "_macros.html").read_bytes()
    renderer = Renderer(templates({"_macros.html": macros, "counts.html": page}), {locale: Catalogues.read([locale])[locale]})
    return tuple(renderer.render(a_page(locale=locale, template="counts.html")).decode().split("|")[:-1])
