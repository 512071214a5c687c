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
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from briefings.check import pages
from briefings.markup import clean, dates, lint, lint_page, to_html
from briefings.markup.dialect import clean_text
from briefings.markup.plain_pages import CommonMark
from briefings.model.content import PlainPage

BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td", "br"}


def outline(html: str) -> list[tuple[object, ...]]:
    """Return what a reader gets of HTML: elements with their attributes, and texts but for white space around blocks."""
    soup = BeautifulSoup(html, "html.parser")
    for heading in soup.find_all(["h2", "h3", "h4"]):
        del heading["id"]  # ours have one
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


def differences(text: str, wanted: str, wanted_on_a_page: str) -> Iterator[str]:
    """Yield each dialect in which a text is published otherwise than is wanted, and not reported."""
    for kind, may_cite in (("body", True), ("summary", False)):
        html = to_html(text, str) if may_cite else to_html(text)
        if outline(html) != outline(clean_text(wanted)) and not any(lint(text, may_cite)):
            yield kind
    if outline(page_html(text)) != outline(clean(wanted_on_a_page)) and not is_refused_on_a_page(text):
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
def test_whatever_is_put_together_is_made_as_commonmark_says_or_reported(text: str) -> None:
    # A citation is ours alone, and is text to the oracle; so is a date, behind a backslash.
    written = dates.mark(text).replace(dates.MARK, "\\")
    if "[@" not in text and not text.isspace():
        assert list(differences(text, oracle(written), oracle(written, tables=True))) == []
