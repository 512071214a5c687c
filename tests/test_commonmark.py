"""CommonMark or a problem: what is published of a text is what CommonMark says, or the check reports the text.

The specification's own examples and Comrak, a parser that shares nothing with ours and passes all of them, say what that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import comrak
import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from briefings.check import pages
from briefings.markup import clean, dates, lint, lint_line, lint_page, plain, to_html
from briefings.markup.dialect import clean_text
from briefings.markup.plain_pages import CommonMark, unusable_extensions
from briefings.model.content import PlainPage
from tests.mini import PROJECT

BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td", "br"}


def outline(html: str) -> list[tuple[object, ...]]:
    """Return what a reader gets of HTML: elements with their attributes, and texts but for white space around blocks."""
    soup = BeautifulSoup(html, "html.parser")
    for heading in soup.find_all(["h2", "h3", "h4"]):
        del heading["id"]  # ours have one
    for cell in soup.find_all(["th", "td"]):
        cell.attrs = {}  # ours say what their column is
    return list(_parts(soup))


def _parts(element: Tag) -> Iterator[tuple[object, ...]]:
    is_verbatim = element.name == "pre" or element.find_parent("pre") is not None
    for child in element.children:
        if isinstance(child, Tag):
            yield ("begin", child.name, tuple(sorted((name, str(value)) for name, value in child.attrs.items())))
            yield from _parts(child)
            yield ("end", child.name)
        elif text := str(child) if is_verbatim else _text(cast("NavigableString", child), element):
            yield ("text", text)


def _text(text: NavigableString, parent: Tag) -> str:
    before, after = text.previous_sibling, text.next_sibling
    shown = re.sub(r"[ \t\n]+", " ", str(text))
    if (before is None and parent.name in {*BLOCKS, "[document]"}) or (isinstance(before, Tag) and before.name in BLOCKS):
        shown = shown.lstrip(" ")
    if (after is None and parent.name in {*BLOCKS, "[document]"}) or (isinstance(after, Tag) and after.name in BLOCKS):
        shown = shown.rstrip(" ")
    return shown


def page_html(text: str) -> str:
    return clean(Markdown(extensions=["toc", "tables", "fenced_code", CommonMark()]).convert(text))


def is_refused_on_a_page(text: str) -> bool:
    page = PlainPage("content/pages/en/a.md", {"title": "A", "description": "A", "markdown": text})
    kinds = ("articles", "briefings", "outlets", "entities", "topics", "measures")
    content = SimpleNamespace(pages={"a": page}, **{kind: {} for kind in kinds})
    return any(lint_page(text)) or any(pages.links(cast("Any", content), cast("Any", SimpleNamespace(locales=("en",)))))


def differences(text: str, wanted: str, wanted_with_tables: str) -> Iterator[str]:
    """Yield each dialect in which a text is published otherwise than is wanted, and not reported."""
    for kind, may_cite in (("body", True), ("summary", False)):
        html = to_html(text, str) if may_cite else to_html(text)
        if outline(html) != outline(clean_text(wanted_with_tables if may_cite else wanted)) and not any(lint(text, may_cite)):
            yield kind
    if outline(page_html(text)) != outline(clean(wanted_with_tables)) and not is_refused_on_a_page(text):
        yield "page"


# The specification's examples


def examples(node_modules: Path) -> list[tuple[str, str]]:
    """Return the Markdown and the HTML of each example of the specification."""
    spec = (node_modules / "commonmark-spec" / "spec.txt").read_text("utf-8").replace("→", "\t")
    found = re.findall(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", spec, re.MULTILINE | re.DOTALL)
    assert len(found) == 652
    return found


def test_each_example_of_the_specification_is_made_as_it_says_or_reported(node_modules: Path) -> None:
    found = {number: list(differences(text, html, html)) for number, (text, html) in enumerate(examples(node_modules), start=1)}
    assert {number: kinds for number, kinds in found.items() if kinds} == {}


def test_most_of_what_a_text_may_hold_is_made_and_not_reported(node_modules: Path) -> None:
    made = sum(not any(lint(text, True)) for text, _ in examples(node_modules))
    on_pages = sum(not is_refused_on_a_page(text) for text, _ in examples(node_modules))
    assert made >= 230
    assert on_pages >= 350


def test_the_oracle_makes_each_example_as_it_says(node_modules: Path) -> None:
    assert [text for text, html in examples(node_modules) if outline(oracle(text)) != outline(html)] == []


def oracle(text: str, *, tables: bool = False) -> str:
    rendering, extensions = comrak.RenderOptions(), comrak.ExtensionOptions()
    rendering.unsafe_, extensions.table = True, tables
    # It reads the last line otherwise where that does not end.
    return str(comrak.render_markdown(text.rstrip("\n") + "\n", render_options=rendering, extension_options=extensions))


# Texts that are put together from what Markdown is made of

SPANS = st.sampled_from(
    [
        *(
            "a",
            "b c",
            "*",
            "**",
            "_",
            "__",
            "*a*",
            "**b**",
            "`",
            "``",
            "~",
            "~~",
            "&",
            "&amp;",
            "&ouml;",
            "<",
            ">",
            "!",
            "\\",
            "\\*",
        ),
        *("\\[", "[", "]", "(", ")", "[x](https://e.example/)", "[x [y]](http://e.example)", "](https://e.example/)", "[x][y]"),
        *(
            "<https://e.example/>",
            "<a@b.example>",
            "http://e.example",
            "<b>",
            "</b>",
            "![p](https://e.example/)",
            "[x]",
            "[^1]",
        ),
        *(
            "@",
            "@a",
            "[@a]",
            "[@a:b; @c]",
            "\n",
            "  \n",
            "\\\n",
            " ",
            "\u00a0",
            "\u3000",
            "#",
            "#a",
            "-",
            "+",
            "=",
            "|",
            ":",
            ".",
            "1.",
        ),
        *("å", "中文", "「", "」", "«", "»", "“", "”", '"', "'", "—", "？", "。", "🚢", "$", "€", "ё", "שלום"),
    ]
)
LINES = st.sampled_from(
    [
        *(
            "- a",
            "- b",
            "  - c",
            "    - d",
            "  more",
            "1. a",
            "2. b",
            "3. c",
            "   - e",
            "   t",
            "    u",
            "- ",
            "* x",
            "+ y",
            "1) z",
        ),
        *(
            "> q",
            "> - r",
            "> > s",
            ">",
            "> ",
            "- > v",
            "  > w",
            "lazy",
            "## H",
            "> ## I",
            "- ## J",
            "  ## K ##",
            "# L",
            "##### M",
        ),
        *(
            "1. a\n2. b",
            "  1. k\n  2. l",
            "   1. m\n   2. n",
            "1. a\n\n2. b",
            "10. a\n11. b",
            "- [ ] t",
            "Title\n===",
            "Title\n---",
        ),
        *(
            "---",
            "***",
            "- - -",
            "```",
            "~~~",
            "| a | b |",
            "|---|---|",
            "| a | b | c |",
            "|---|",
            "[x]: https://e.example/",
            "[y]: /z 'title'",
            "<div>",
            "<!--",
        ),
        *("\ta", "-\ta", ">\ta", "1.\ta", "  ", "", "", ""),
    ]
)
MARKS = st.lists(st.sampled_from(["> ", ">", "- ", "* ", "1. ", "2) ", " ", "  ", "   ", "    ", "\t", "## "]), max_size=3).map(
    "".join
)
SENTENCES = st.lists(SPANS, min_size=1, max_size=7).map("".join)
TEXTS = st.lists(st.one_of(LINES, LINES, st.builds(str.__add__, MARKS, SENTENCES)), min_size=1, max_size=7).map("\n".join)


@settings(max_examples=400)
@given(TEXTS)
@example("   - e\n    > a")  # the parser of ours that counts from the wrong item
@example("> q\n    > a")
@example("> > > \ta")
@example("> > - \ta")
@example("*\n\n\n*")
@example("\u00a0a\u00a0")
@example("- a\n[@a]")
@example("```\n\ta")
@example("`\na\n `")
@example("a\\  \nb")
@example("[ a [@one]](https://b.example/)")
@example("a\\\\[@one]")
@example("| a | b |\n11. b\n|---|---|\n|---|---|")
@example("- b | c\n|---|---|")
@example("[x]: https://e.example/\n---\n\n[x]")
def test_whatever_is_put_together_is_made_as_commonmark_says_or_reported(text: str) -> None:
    # A citation is ours alone, and is text to the oracle; so is a date, behind a backslash.
    written = dates.mark(text).replace(dates.MARK, "\\")
    if "[@" not in text and not text.isspace():
        assert list(differences(text, oracle(written), oracle(written, tables=True))) == []


# Values that were wrong once

MADE = {
    "24. Februar 2022: Text": "<p>24. Februar 2022: Text</p>",
    "7. oktober 2023 angrep Hamas Israel": "<p>7. oktober 2023 angrep Hamas Israel</p>",
    "21. jūlijā": "<p>21. jūlijā</p>",
    "24. února": "<p>24. února</p>",
    "24. helmikuuta 2022": "<p>24. helmikuuta 2022</p>",
    "24. veljače 2022. godine": "<p>24. veljače 2022. godine</p>",
    "24. sept. 2022": "<p>24. sept. 2022</p>",
    "24. og 25. februar": "<p>24. og 25. februar</p>",
    "24. – 26. Februar": "<p>24. – 26. Februar</p>",
    "24. 2. 2022: text": "<p>24. 2. 2022: text</p>",
    "1. Mai 2024: Text": "<p>1. Mai 2024: Text</p>",
    "1945. The war ended.": "<p>1945. The war ended.</p>",
    "2022. február 24-én": "<p>2022. február 24-én</p>",
    "> 7. oktober": "<blockquote>\n<p>7. oktober</p>\n</blockquote>",
    "- 7. oktober\n- 8. oktober": "<ul>\n<li>7. oktober</li>\n<li>8. oktober</li>\n</ul>",
    "1. 7. oktober\n2. b": "<ol>\n<li>7. oktober</li>\n<li>b</li>\n</ol>",
    "- Angrepet\n  7. oktober 2023": "<ul>\n<li>Angrepet\n7. oktober 2023</li>\n</ul>",
    "1. Mars\n2. Venus": "<ol>\n<li>Mars</li>\n<li>Venus</li>\n</ol>",
    "1. May\n2. Johnson": "<ol>\n<li>May</li>\n<li>Johnson</li>\n</ol>",
    "1. a\n1. b": "<ol>\n<li>a</li>\n<li>b</li>\n</ol>",
    "3. c\n4. d": '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>',
    "1) a\n2) b": "<ol>\n<li>a</li>\n<li>b</li>\n</ol>",
    "5\\. Brigade": "<p>5. Brigade</p>",
    "#MeToo began": "<p>#MeToo began</p>",
    "\\@kremlin:press": "<p>@kremlin:press</p>",
    "- a\n  - b": "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>",
    "Points:\n- a\n- b": "<p>Points:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
    "- a\n\n  more a\n\n- b": "<ul>\n<li>\n<p>a</p>\n<p>more a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>",
    "> A.\n\n> B.": "<blockquote>\n<p>A.</p>\n</blockquote>\n<blockquote>\n<p>B.</p>\n</blockquote>",
    "> A.\n>\nWe add this.": "<blockquote>\n<p>A.</p>\n</blockquote>\n<p>We add this.</p>",
    " ## Title": '<h2 id="section-1">Title</h2>',
    "## Title ##   ": '<h2 id="section-1">Title</h2>',
    "## foo\\": '<h2 id="section-1">foo\\</h2>',
    "a  \nb": "<p>a<br>\nb</p>",
    "a\\\nb": "<p>a<br>\nb</p>",
    "<https://e.example/>": '<p><a href="https://e.example/">https://e.example/</a></p>',
    "[Reuters [archived]](https://e.example/)": '<p><a href="https://e.example/">Reuters [archived]</a></p>',
    "M*A*S*H": "<p>M<em>A</em>S*H</p>",
    "2 \\* 3": "<p>2 * 3</p>",
    "AT&amp;T, AT&T": "<p>AT&amp;T, AT&amp;T</p>",
}


@pytest.mark.parametrize("text", MADE)
def test_what_a_text_says_is_what_its_page_says(text: str) -> None:
    assert list(lint(text, may_cite=True)) == []
    assert to_html(text, str) == MADE[text]


REPORTED = {
    "5. Brigade": "R021",
    "2024.": "R021",
    "a\n\n12)": "R021",
    "1. a\n2.": "R008",
    "1. Bataillon": "R021",
    "1) one": "R021",
    "3. c\n5. d": "R021",
    "a\n\n4. Fourth": "R021",
    "24. Februar 2022\n25. Februar 2022": "R021",
    "Title\n-----": "R008",
    "Title\n=====": "R008",
    "---": "R008",
    "| a | b |\n|---|\n| c | d |": "R008",
    "| a | b |\n|---|---|\n| c | d | e |": "R008",
    "| a | b |\n|---|---|\n| c | d |\ne": "R008",
    "> | a |\n> |---|\n> | c | d |": "R008",
    "| a |\n|---|\n| c | d |": "R008",
    "text\n| a | b |\n|---|---|\n| c | d |": "R008",
    "[x][1]": "R020",
    "`code`": "R020",
    "~~x~~": "R008",
    "> # Foo": "R008",
    "- ##### Foo": "R008",
    "##Title": "R008",
    "####### Foo": "R008",
    "**「a」**は": "R020",
    "[a]: https://b.example/": "R008",
    "[a [b] c](d e)": "R008",
    "<b>a</b>": "R020",
    "<!-- a": "R020",
    "</div": "R020",
    "    a": "R008",
    "- a\n\n      b": "R008",
    "```\na": "R008",
}


@pytest.mark.parametrize("text", ["| a | b |\n|---|---|\n| c | d |", "a | b\n--|--\nc | d"])
def test_a_summary_has_no_table(text: str) -> None:
    assert [violation.code for violation in lint(text, may_cite=False)] == ["R008"]


def test_the_cells_of_a_table_say_what_their_column_is() -> None:
    text = "| Who *says* [@a] | Soldiers |\n|---|---:|\n| Kyiv | 11,000 [@b:c] |\n| a \\| b |"
    assert to_html(text, lambda citation: f"({citation.article})") == (
        '<table>\n<thead>\n<tr>\n<th scope="col">Who <em>says</em><sup class="cite">(a)</sup></th>\n'
        '<th class="number" scope="col">Soldiers</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td data-label="Who says">Kyiv</td>\n'
        '<td class="number" data-label="Soldiers">11,000<sup class="cite">(b)</sup></td>\n</tr>\n'
        '<tr>\n<td data-label="Who says">a | b</td>\n<td class="number" data-label="Soldiers"></td>\n</tr>\n</tbody>\n</table>'
    )


@pytest.mark.parametrize("text", REPORTED)
def test_what_is_not_made_is_reported_once(text: str) -> None:
    assert [violation.code for violation in lint(text, may_cite=True)] == [REPORTED[text]]


@pytest.mark.parametrize(
    ("text", "word", "at"),
    [
        ("A *headline*", "*headline*", 2),
        ("A **headline**", "**headline**", 2),
        ("See [it](https://a.example/)", "[it](https://a.example/)", 4),
        ("AT&amp;T", "&amp;T", 2),
        ("<b>Now</b>", "<b>Now</b>", 0),
        ("It was ~~ten~~", "~~ten~~", 7),
        (r"\[sic\]", r"\[sic\]", 0),
    ],
)
def test_a_text_of_one_line_has_no_markup(text: str, word: str, at: int) -> None:
    assert [(found.word, found.position, found.code) for found in lint_line(text)] == [(word, at, "R020")]


@pytest.mark.parametrize(
    "text", ["5 * 3 * 2", "AT&T", "a_b_c", "[sic]", "2 < 3", "* a note", "snake_case", "C:\\Users", "24. Februar"]
)
def test_a_text_of_one_line_is_as_it_is_typed(text: str) -> None:
    assert list(lint_line(text)) == []


# Texts without markup

PLAIN = st.lists(
    st.sampled_from(
        [
            *(
                "A fact",
                " and",
                " more",
                ".",
                "\n",
                "\n\n",
                "\n\n\n",
                " [@one]",
                "[@one:two]",
                "\n[@one; @two:x]",
                " ",
                "  ",
                "!",
                "(",
                ")",
            ),
            *(
                "\n\n## Heading\n\n",
                "\n\n### 7 [@one]\n\n",
                "## ",
                "#",
                "> ",
                "- ",
                "1.",
                "7.5",
                "=",
                "+",
                ">",
                "]",
                "[",
                ":",
                "å",
                "\u00a0",
                "'",
                '"',
            ),
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=500)
@given(PLAIN)
def test_a_text_without_markup_is_converted_as_the_parser_would(text: str) -> None:
    if plain.is_plain(text):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(plain, "is_plain", lambda text: False)
            parsed, uncited = to_html(text, str), to_html(text)
        assert (to_html(text, str), to_html(text)) == (parsed, uncited)


def test_most_texts_are_converted_without_the_parser() -> None:
    files = (PROJECT / "content" / "articles").glob("*/??.yaml")
    texts = [re.search(r"^summary: \|\n(.*?)^\S", file.read_text("utf-8"), re.MULTILINE | re.DOTALL) for file in files]
    assert len(texts) >= 25
    assert all(text and plain.is_plain(re.sub(r"^  ", "", text[1], flags=re.MULTILINE)) for text in texts)


def test_extensions_that_make_blocks_would_have_no_effect_on_a_page() -> None:
    given = ["toc", "tables", "fenced_code", "attr_list", "nl2br", "admonition", "def_list", CommonMark()]
    assert unusable_extensions(given, {"toc": {"permalink": True}}) == ["admonition", "def_list"]
