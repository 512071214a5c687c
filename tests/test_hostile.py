"""A site whose content is hostile but well-formed: whatever editors are handed, pages show as text and nothing else."""

from __future__ import annotations

import html
import itertools
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import ViewportSize, expect

from briefings.mkdocs_plugin import check_site
from tests.conftest import Record, Run, Serve, Tab

LOCALES = ("en", "sv")
SITE_NAME = '</title><script>alert("name")</script>'

MARKUP = (
    "<script>alert(1)</script> \"><img src=x onerror=alert(2)> ' {{ 7*7 }} {% raw %} {# x #} &amp; %(num)s %s </title> ]]> --> "
    "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED} \N{ARABIC LETTER MEEM}\N{ARABIC LETTER REH} \N{FIRECRACKER}"
)
LONG_WORD = "Donaudampfschiff" * 56 + "fahrt!"

Tree = dict[str, Any]


@dataclass
class Words:
    """Gives every text of the content a number of its own, and remembers what a reader must find."""

    seen: list[tuple[str, str]] = field(default_factory=list)
    """Locale, or an empty text for all of them, and text."""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1000))

    def line(self, text: str, locale: str = "") -> str:
        """Return a text of one line."""
        found = f"N{next(self.numbers)} {text}"
        self.seen.append((locale, found))
        return found

    def prose(self, text: str, locale: str) -> str:
        """Return a paragraph of Markdown, in which an entity stands for its character as it does in every Markdown."""
        found = f"N{next(self.numbers)} {text}"
        self.seen.append((locale, html.unescape(found)))
        return found

    def labels(self, text: str) -> dict[str, str]:
        return {locale: self.line(text, locale) for locale in LOCALES}


def small_records(words: Words, name: str, text: str) -> Tree:
    def units(locale: str) -> dict[str, str]:
        return {"one": "unit", "other": words.line(text, locale)}

    kinds = {"hostile": "person", "long": "place"}
    return {
        f"outlets/{name}.yaml": {"name": words.line(text), "language": "he", "description": words.labels(text)},
        f"entities/{name}.yaml": {
            "kind": kinds[name],
            "names": words.labels(text),
            "description": words.labels(text),
        },
        f"topics/{name}.yaml": {"names": words.labels(text), "description": words.labels(text)},
        f"measures/{name}.yaml": {
            "names": words.labels(text),
            "units": {"units": {locale: units(locale) for locale in LOCALES}},
            "scopes": {"part": words.labels(text)},
        },
    }


def article(words: Words, name: str, text: str, language: str, origin: Record) -> Tree:
    figure = {"measure": name, "value": "1234567.5", "qualifier": "about", "unit": "units", "scope": "part", "as_of": "2023?"}
    said = {"said_by": [name], "through": [name], "evidence": words.line(text)}
    facts = {
        "language": language,
        "title": words.line(text),
        "outlet": name,
        "authors": [words.line(text)],
        "url": "https://foreign.example/?a=1&amp=2&copy=3&lt;x=%22",
        "published_within": "2023-01/..",
        "origin": origin,
        "image": {"credit": words.line(text), "licence": words.line(text), "via": words.line(text)},
        "topics": [name],
        "entities": [name],
        "spellings": {name: [words.line(text)]},
        "claims": {"said": {**said, "quote": words.line(text), "figure": figure}, "own": {"evidence": words.line(text)}},
        "events": {"met": {"date": "2023-05", "entities": [name], "evidence": words.line(text)}},
        "notes": {"odd": {"kind": "spelling", "evidence": words.line(text)}},
    }
    texts = {
        locale: {
            "headline": words.line(text, locale),
            "summary": "\n\n".join([words.prose(text, locale), *prose(words, locale)]),
            "key_points": [words.line(text, locale)],
            "image": words.line(text, locale),
            "claims": {"said": words.line(text, locale), "own": words.line(text, locale)},
            **({} if locale == language else {"quotes": {"said": words.line(text, locale)}}),
            "events": {"met": words.line(text, locale)},
            "notes": {"odd": words.line(text, locale)},
        }
        for locale in LOCALES
    }
    files = {f"articles/{name}/{locale}.yaml": written for locale, written in texts.items()}
    return {f"articles/{name}/article.yaml": facts, **files}


def prose(words: Words, locale: str) -> list[str]:
    """Return paragraphs of Markdown that is none of the project's, and so is text."""
    return [
        words.prose(text, locale)
        for text in (
            '<b onclick="alert(3)">bold</b><!-- x --><style>*{display:none}</style>',
            "![picture][y]",
            "`<script>alert(4)</script>`",
            "<https://foreign.example/ x>",
            "[x][y]",
            "<![>",
            "<![CDATA[ x",
            "[a [b [c [d [e]]]]]",
            "<iframe src=https://foreign.example/></iframe><base href=https://foreign.example/>",
            "| a | b |",
            "$$x$$ {{ config.items() }} {: onclick=alert(6) }",
        )
    ]


def briefing(words: Words, name: str, text: str) -> Tree:
    def body(locale: str) -> str:
        parts = [
            f"{words.prose(text, locale)} [@{name}:said; @{name}]",
            f"## {words.prose(text, locale)}",
            *prose(words, locale),
            f"- {words.prose(text, locale)}\n- {words.prose(text, locale)}",
            f"> {words.prose(text, locale)}",
            f"[{words.prose('<b>', locale)}](https://foreign.example/?a=1&b=2&copy=3)",
            "[x](mailto:a@foreign.example)",
            words.prose("[x]: https://foreign.example/", locale),
        ]
        return "\n\n".join(parts)

    facts = {
        "topics": [name],
        "entities": [name],
        "allow": {"C002": "The section is about markup."},
        "published": "2024-01-01",
        "authors": [words.line(text), words.line(text)],
        "corrections": {"one": {"date": "2024-02-01"}},
    }
    texts = {
        f"briefings/{name}/{locale}.yaml": {
            "title": words.line(text, locale),
            "lede": words.line(text, locale),
            "body": body(locale),
            "corrections": {"one": words.line(text, locale)},
        }
        for locale in LOCALES
    }
    return {f"briefings/{name}/briefing.yaml": facts, **texts}


PLAIN = """
## {1}

### Content

{0} <b onclick="alert(7)">bold</b><script>alert(8)</script>

<![CDATA[ <!DOCTYPE [ <!-- </ <?

<script src="https://foreign.example/x.js"></script>

<div markdown="1" onmouseover="alert(9)">

[x](https://foreign.example/?a=1&b=2 "onclick=alert(10)")
[picture][y] <https://foreign.example/> <a@foreign.example>

</div>

[y]: https://foreign.example/y.png "title"

```html onclick="alert(11)"
{2}
```

    <script>alert(12)</script>

| {3} | b |
| :-- | --: |
| <script>alert(13)</script> | p |

[a [b [c [d [e]]]]] {{: onclick=alert(14) }} <?php x ?> <!DOCTYPE x> &lt;script&gt;alert(15)&lt;/script&gt;

*[abbreviation]: <script>alert(16)</script>
"""


def plain_page(words: Words, text: str, locale: str) -> str:
    """Return a plain page; in ordinary Markdown the text between two backticks or in a fence is literal."""
    facts = {"title": words.line(text, locale), "description": words.line(text, locale)}
    markdown = PLAIN.format(
        words.prose(text, locale), words.prose(text, locale), words.line(text, locale), words.prose(text, locale)
    )
    front_matter = yaml.safe_dump(facts, allow_unicode=True, width=10_000)
    return f"---\n{front_matter}---\n{markdown}"


class Blocks(yaml.SafeDumper):
    """Writes texts of several lines as blocks, as editors do, where YAML can."""


Blocks.add_representer(
    str, lambda to, text: to.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)
)


def write(folder: Path, files: Tree) -> None:
    for name, written in files.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = written if isinstance(written, str) else yaml.dump(written, Dumper=Blocks, allow_unicode=True, width=10_000)
        file.write_text(text, encoding="utf-8")


def settings_file() -> str:
    return yaml.safe_dump(
        {
            "site_name": SITE_NAME,
            "site_url": "https://hostile.example/below/",
            "docs_dir": "content",
            "theme": {"name": None, "custom_dir": "templates"},
            "plugins": [{"briefings": {"locales": list(LOCALES)}}],
        }
    )


@dataclass(frozen=True)
class Hostile:
    """A hostile site: where its sources are, and what its readers must find."""

    folder: Path
    words: Words


@pytest.fixture(scope="module")
def hostile(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """The sources of a site with hostile texts in every field that takes a text."""
    folder, words = tmp_path_factory.mktemp("hostile"), Words()
    shutil.copytree(project / "templates", folder / "templates")
    (folder / "mkdocs.yml").write_text(settings_file(), encoding="utf-8")
    for name, text, language, origin in (
        ("hostile", MARKUP, "he", {"kind": "agency", "via": ["hostile"]}),
        ("long", LONG_WORD, "en", {"kind": "translation", "of": "hostile", "inferred": "true"}),
    ):
        write(folder, small_records(words, name, text))
        write(folder, article(words, name, text, language, origin))
        write(folder, briefing(words, name, text))
        write(folder, {f"pages/{locale}/{name}.md": plain_page(words, text, locale) for locale in LOCALES})
    return Hostile(folder, words)


def briefings_command() -> str:
    found = shutil.which("briefings", path=Path(sys.executable).parent)
    assert found is not None, "The command briefings is not beside this Python; install the project with make setup."
    return found


@pytest.fixture(scope="module")
def hostile_site(hostile: Hostile, run: Run) -> Path:
    done = run(briefings_command(), "build", cwd=hostile.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(re.findall(r"(?:warning|error) ([A-Z]\d{3})", done.stdout + done.stderr)) == WARNED
    return hostile.folder / "site"


@dataclass(frozen=True)
class Seen:
    """A page as a browser has parsed it."""

    text: str
    elements: list[tuple[str, dict[str, str]]]
    """Each with its attributes."""


LOOK = """() => ({
  text: document.documentElement.textContent,
  elements: [...document.querySelectorAll('*')].map(element =>
    [element.localName, Object.fromEntries([...element.attributes].map(({name, value}) => [name, value]))]),
})"""


@pytest.fixture(scope="module")
def seen(hostile_site: Path, serve: Serve, tab: Tab) -> Mapping[str, Seen]:
    """Every page as a browser has parsed it, with scripts allowed: nothing opened a dialogue or asked another server."""
    found = {}
    (hostile_site.parent / "root").mkdir()
    (hostile_site.parent / "root" / "below").symlink_to(hostile_site)
    address = serve(hostile_site.parent / "root") + "below/"
    with tab(address) as page:
        for file in sorted(hostile_site.rglob("*.html")):
            path = file.relative_to(hostile_site).as_posix()
            page.goto(address + path, wait_until="load")
            found[path.removesuffix("index.html")] = Seen(**page.evaluate(LOOK))
    return found


def test_every_field_with_a_text_is_hostile(hostile: Hostile) -> None:
    assert len(hostile.words.seen) > 200
    assert max(len(text) for _, text in hostile.words.seen) > 900


def test_every_text_is_shown_as_it_was_written(hostile: Hostile, seen: Mapping[str, Seen]) -> None:
    shown = {locale: [page.text for path, page in seen.items() if path.startswith(f"{locale}/")] for locale in LOCALES}
    missing = [
        (locale, text[:60])
        for where, text in hostile.words.seen
        for locale in ([where] if where else LOCALES)
        if not any(text in page for page in shown[locale])
    ]
    assert missing == []


def test_the_sites_name_is_shown_as_it_was_written(seen: Mapping[str, Seen]) -> None:
    assert [path for path, page in seen.items() if SITE_NAME not in page.text] == []


def test_the_only_script_is_the_sites_own(seen: Mapping[str, Seen]) -> None:
    for path, page in seen.items():
        scripts = [attributes for name, attributes in page.elements if name == "script"]
        data = [attributes for attributes in scripts if "type" in attributes]
        assert data == ([] if path == "404.html" else [{"type": "application/ld+json"}]), path
        scripts = [attributes for attributes in scripts if "type" not in attributes]
        names = ["site", "search"] if path.endswith("/search/") else ["site"]
        assert [sorted(attributes) for attributes in scripts] == [["defer", "src"] for _ in names], path
        for name, attributes in zip(names, scripts, strict=True):
            assert re.fullmatch(rf"(\.\./|/below/)*(assets/{name}\.[0-9a-f]+\.js)", attributes["src"]), path


def test_no_element_has_come_in_with_the_content(seen: Mapping[str, Seen]) -> None:
    frame = {"html", "head", "meta", "title", "link", "script", "body", "header", "nav", "main", "aside", "section", "footer"}
    text = {
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "div",
        "span",
        "a",
        "abbr",
        "cite",
        "q",
        "i",
        "sup",
    }
    more = {"blockquote", "code", "pre", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "strong"}
    drawing = {"svg", "desc", "text", "tspan", "line", "path"}
    form = {"form", "label", "input", "button", "noscript"}
    for path, page in seen.items():
        allowed = frame | text | more | drawing | (form if path.endswith("/search/") else set())
        assert {name for name, _ in page.elements} <= allowed, path
        names = [name for name, _ in page.elements]
        assert names[: names.index("body")].count("title") == 1, path
        assert names.count("title") - 1 == names.count("desc"), path  # each drawing has one
        commands = [attributes["http-equiv"] for _, attributes in page.elements if "http-equiv" in attributes]
        assert commands == ["Content-Security-Policy"], path


def test_no_attribute_carries_a_script(seen: Mapping[str, Seen]) -> None:
    for path, page in seen.items():
        for name, attributes in page.elements:
            assert [attribute for attribute in attributes if attribute.startswith("on") or attribute == "style"] == [], path
            addresses = [attributes[attribute] for attribute in ("href", "src", "action", "data") if attribute in attributes]
            schemes = [match[1] for address in addresses if (match := re.match(r"\s*([\w+.-]+):", address))]
            assert set(schemes) <= ({"http", "https", "mailto"} if name == "a" else {"https"}), path


def test_links_out_are_the_ones_that_were_written(seen: Mapping[str, Seen]) -> None:
    out = {
        attributes["href"]
        for page in seen.values()
        for name, attributes in page.elements
        if name == "a" and re.match(r"\w+:|//", attributes.get("href", ""))
    }
    passages = {address for address in out if "#:~:text=" in address}
    assert passages
    assert [address for address in passages if not re.fullmatch(r"[^#]+#:~:text=[\w.~%]+(,[\w.~%]+)?", address, re.ASCII)] == []
    found = {address.partition("#:~:text=")[0] for address in out}
    assert found == {
        "https://foreign.example/",
        "https://foreign.example/?a=1&b=2",
        "https://foreign.example/?a=1&b=2&copy=3",
        "https://foreign.example/?a=1&amp=2&copy=3&lt;x=%22",
        "https://foreign.example/y.png",
        "mailto:a@foreign.example",
    }


def test_the_nu_html_checker_finds_no_error_in_it(hostile_site: Path, nu_errors: Callable[[Path], list[Record]]) -> None:
    assert nu_errors(hostile_site) == []


@pytest.mark.parametrize(
    "name",
    ["articles/long/", "briefings/long/", "measures/long/", "entities/long/", "outlets/long/", "topics/long/", "long/", ""],
)
def test_a_word_of_nine_hundred_letters_does_not_make_a_page_scroll_sideways(
    hostile_site: Path, serve: Serve, tab: Tab, name: str
) -> None:
    address = serve(hostile_site)
    with tab(address) as page:
        page.goto(f"{address}en/{name}")
        page.set_viewport_size(ViewportSize(width=360, height=800))
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_what_a_search_finds_is_shown_as_text(hostile_site: Path, serve: Serve, tab: Tab) -> None:
    address = serve(hostile_site)
    with tab(address) as page:
        for words, times in (('<script>alert(1)</script> "><img src=x onerror=alert(2)>', 7), ("Donaudampfschiff", 4)):
            page.goto(f"{address}en/search/?{urlencode({'q': words})}")
            expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ results$"))
            assert page.locator(".results li").count() >= times
            names = page.evaluate("[...new Set([...document.querySelectorAll('.results *')].map(found => found.localName))]")
            assert set(names) <= {"li", "h2", "a", "p", "mark"}
            page.set_viewport_size(ViewportSize(width=360, height=800))
            assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.goto(f"{address}en/search/?q=alert")
        expect(page.locator(".results")).to_contain_text(
            "<script>alert(1)</script> \"><img src=x onerror=alert(2)> ' {{ 7*7 }}"
        )


@pytest.mark.parametrize("markup", ["<![>", "<![x[ z ]]>", "<!DOCTYPE a [<!b c>]>"])
def test_what_looks_like_a_declaration_in_a_page_is_text(hostile: Hostile, run: Run, tmp_path: Path, markup: str) -> None:
    folder = copied(hostile, tmp_path)
    with (folder / "content" / "pages" / "en" / "long.md").open("a", encoding="utf-8") as page:
        page.write(f"\nbefore {markup} after\n\n{markup}\n")
    done = run(briefings_command(), "build", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    text = BeautifulSoup((folder / "site" / "en" / "long" / "index.html").read_bytes(), "html.parser").get_text()
    assert f"before {markup} after\n{markup}\n" in text


def copied(hostile: Hostile, folder: Path) -> Path:
    return Path(shutil.copytree(hostile.folder, folder / "desk", ignore=shutil.ignore_patterns("site", "root", ".site*")))


REFUSED = {
    "javascript in a body": ("briefings/long/en.yaml", "mailto:a@foreign.example", "javascript:void", "R008"),
    "javascript with brackets in a body": ("briefings/long/en.yaml", "mailto:a@foreign.example", "javascript:alert(5)", "R008"),
    "an image in a body": ("briefings/long/en.yaml", "[x](mailto:a@", "![x](mailto:a@", "R008"),
    "a link with a title in a body": (
        "briefings/long/en.yaml",
        "mailto:a@foreign.example",
        'mailto:a@foreign.example "t"',
        "R008",
    ),
    "an image in a page": ("pages/en/long.md", "[picture][y]", "![picture][y]", "R011"),
    "data in a body": ("briefings/long/en.yaml", "mailto:a@foreign.example", "data:text/html,x", "R008"),
    "relative in a body": ("briefings/long/en.yaml", "mailto:a@foreign.example", "../hostile/", "R008"),
    "without a scheme in a body": ("briefings/long/en.yaml", "mailto:a@foreign.example", "//foreign.example/", "R008"),
    "javascript in a summary": ("articles/long/en.yaml", "[x][y]", "[x](JavaScript:void)", "R008"),
    "relative in a summary": ("articles/long/en.yaml", "[x][y]", "[x](../hostile/)", "R008"),
    "citation in a summary": ("articles/long/en.yaml", "[x][y]", "[@hostile]", "R008"),
    "javascript in a page": ("pages/en/long.md", "[x](https://foreign.example/?a=1&b=2 ", "[x](javascript:alert(1) ", "R011"),
    "angle brackets": ("pages/en/long.md", "[x](https://foreign.example/?a=1&b=2 ", "[x](<javascript:alert(1)> ", "R011"),
    "entities": ("pages/en/long.md", "[x](https://foreign.example/?a=1&b=2 ", "[x](&#106;avascript:alert(1) ", "R011"),
    "hidden entities": ("pages/en/long.md", "[x](https://foreign.example/?a=1&b=2 ", "[x](java&#115;cript:alert(1) ", "R011"),
    "no scheme in a page": ("pages/en/long.md", "[x](https://foreign.example/?a=1&b=2 ", "[x](//foreign.example/ ", "R011"),
    "reference": ("pages/en/long.md", 'https://foreign.example/y.png "title"', "javascript:alert(1)", "R011"),
    "reference with a title": ("pages/en/long.md", "https://foreign.example/y.png ", "javascript:alert(1) ", "R011"),
    "reference on two lines": ("pages/en/long.md", "https://foreign.example/y.png ", "\n    javascript:alert(1) ", "R011"),
    "reference out of the site": ("pages/en/long.md", "https://foreign.example/y.png ", "../../../../x/ ", "R011"),
    "too many brackets": ("pages/en/long.md", "[a [b", "[a " * 12 + "[b", "R008"),
    "markup in an address": ("articles/long/article.yaml", "%22", '"><script>', "S003"),
    "javascript as an address": ("articles/long/article.yaml", "https://foreign.example/", "javascript:alert(1)//", "S003"),
}


WARNED = {"R020", "T002", "T005"}
"""Of the texts: they have HTML, which is text, and no end; and the licence is none."""


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_lead_astray_is_refused(hostile: Hostile, tmp_path: Path, name: str) -> None:
    path, old, new, code = REFUSED[name]
    folder = copied(hostile, tmp_path)
    text = (folder / "content" / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / "content" / path).write_text(text.replace(old, new), encoding="utf-8")
    problems = check_site(str(folder / "mkdocs.yml"))
    assert {problem.code for problem in problems if problem.severity == "warning"} == WARNED
    errors = [(problem.file, problem.code) for problem in problems if problem.severity == "error"]
    assert errors == [(f"content/{path}", code)]
