"""The Markdown dialect: nothing gets out of it that may not, nothing takes it too long, and what it finds is where it says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from briefings import prose
from briefings.model.records import MAX_PROSE
from briefings.model.text import Text
from briefings.prose import MAX_LEVELS, MAX_PARAGRAPH, Citation, bound_faults, citations, faults, to_html
from tests import mini

ELEMENTS = {"p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "em", "strong", "a", "sup", "span", "q"}
"""What the dialect can make: no code, no table, no rule, no picture."""
ATTRIBUTES = {
    "a": {"href", "id", "class", "aria-label", "aria-describedby"},
    "sup": {"class"},
    "span": {"class", "data-pagefind-ignore", "id", "role", "tabindex"},
    "q": {"lang", "dir"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "ol": {"start"},
}


def words(text: str) -> list[str]:
    return text.split()


WORDS = st.sampled_from(
    [
        *words("a word ## # - * 1. > * ** _ __ \\ [ ] ( ) ! å 🚢 --- === | http: {: }"),
        *words("[@one] [@one:two] [@ [@one;@two:x] [a](https://b.example/) [a](javascript:b) [a](mailto:b@c.example)"),
        *words("[a][b] [b]: <b> </b> <!-- <![> <script> &amp; &#106; ` ``` ~~~ http://d.example/ @one:two"),
        # White space of all kinds, often; and the marks with which Markdown sets its own work aside.
        *(" ", " ", "\n", "\n\n", "    ", "\u00a0"),
        *("\u0002", "\u0003", "\u0002klzzwxh:0000\u0003", "\u0002amp\u0003"),
    ]
)
MARKDOWN = st.one_of(st.text(), st.lists(WORDS, max_size=40).map("".join))
"""Any text, and texts in which much means something; characters that no file may have are among them."""


def mark(citation: Citation) -> Element:
    """Make the markup of a citation as a page has it, with the citation in its label."""
    passage = Text("[@one] *a* <b> [x](javascript:y) &amp;", "sv")
    note = prose.Note("note", passage, Text("<i>Title</i> [@two]", "en"), "#source", "Swedish", str(citation))
    return prose.citation("#source", "cite", 1, note, "en")


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    tags = BeautifulSoup(f"<main>{html}</main>", "html.parser").find_all(True)[1:]
    return [(tag.name, {name: str(value) for name, value in tag.attrs.items()}) for tag in tags]


@given(MARKDOWN)
def test_only_what_a_text_may_have_comes_out(text: str) -> None:
    for name, attributes in elements(to_html(text, mark)):
        assert name in ELEMENTS
        assert set(attributes) <= ATTRIBUTES.get(name, set())
        assert re.match(r"(https?:|mailto:|#source$)", attributes.get("href", "#source"), re.IGNORECASE)


@given(MARKDOWN)
def test_the_same_text_gives_the_same_html_whatever_came_before(text: str) -> None:
    first = to_html(text, mark)
    to_html("[@one] [a](https://b.example/)\n\n## c", mark)
    assert to_html(text, mark) == first


@given(MARKDOWN)
@example("[@one]\n[@two]")
@example("- a [@one]\n\n  > b [@two]\n\n[@three; @four:x]")
@example("## a [@one]\n[@two]")
@example("## a [@one;\n@two]")
@example("[a](https://b.example/?c=[@one])")
def test_the_citations_found_are_the_citations_shown_in_reading_order(text: str) -> None:
    if any(faults(text, may_cite=True)):
        return
    shown = [
        attributes["aria-label"]
        for name, attributes in elements(to_html(text, mark))
        if name == "a" and "aria-label" in attributes
    ]
    assert shown == [str(citation) for citation, _ in citations(text)]


@given(MARKDOWN)
def test_a_citation_stands_where_it_is_said_to_stand(text: str) -> None:
    for citation, at in citations(text):
        assert text.startswith(str(citation), at)


@given(MARKDOWN, st.booleans())
@example("a [@one; two] b", True)
@example("a [@one;] b", True)
@example("[a]()", True)
def test_a_fault_stands_where_it_is_said_to_stand(text: str, may_cite: bool) -> None:
    for fault in faults(text, may_cite):
        assert text.startswith(fault.word, fault.at)
        assert fault.word.strip() or fault.word == ""
        assert fault.message[-1] != "."


@given(MARKDOWN)
@example("[a [@one]](https://b.example/)")
def test_no_link_stands_within_another(text: str) -> None:
    if any(faults(text, may_cite=True)):
        return
    found = BeautifulSoup(f"<main>{to_html(text, mark)}</main>", "html.parser")
    assert found.select("a a") == []
    # The cleaner takes links apart that stand within one another, and leaves the mark of a citation without its number.
    assert [group for group in found.select("sup.cite") if group.a is None] == []


@given(MARKDOWN)
def test_what_looks_like_a_citation_is_one(text: str) -> None:
    places = {at for _, at in citations(text)}
    assert {match.start() + 1 for match in re.finditer(r"(?<!\\)\[@[a-z]+(?::[a-z]+)?\]", text)} <= places


@given(MARKDOWN)
@example("wait @one:two")
@example("wait [@one:two")
def test_an_at_sign_before_the_id_of_a_claim_is_in_a_citation_or_is_a_fault(text: str) -> None:
    if not any(faults(text, may_cite=True)):
        places = {at for _, at in citations(text)}
        assert {match.start() for match in re.finditer(r"(?<![\w\\/])@[a-z]+:[a-z]+", text)} <= places


@pytest.mark.parametrize(
    ("text", "word", "at", "message"),
    [
        ("a [@One Two] b", "@One Two", 3, "'@One Two' is no citation"),
        ("a [@one:] b", "@one:", 3, "'@one:' is no citation"),
        ("a [ @one] b", "[ @", 2, "an @ that begins no citation"),
        ("a @one:two b", "@", 2, "an @ that begins no citation"),
        ("a (@one:two) b", "@", 3, "an @ that begins no citation"),
        ("a [@one:two b", "@", 3, "an @ that begins no citation"),
        ("a\n# b", "# b", 2, "a heading of this level may not stand here"),
        ("a\n##### b", "##### b", 2, "a heading of this level may not stand here"),
        ("a [b](ftp://c.example)", "[b](ftp://c.example", 2, "a link to 'ftp://c.example'; expected http, https or mailto"),
        ("a [b](//c.example)", "[b](//c.example", 2, "a link to '//c.example'; expected http, https or mailto"),
        ("a [b](c.md)", "[b](c.md", 2, "a link to 'c.md'; expected http, https or mailto"),
        ("a [b](#c)", "[b](#c", 2, "a link to '#c'; expected http, https or mailto"),
        ("a [b]()", "[b](", 2, "a link to ''; expected http, https or mailto"),
        ("a [b](JavaScript:c)", "[b](JavaScript:c", 2, "a link to 'JavaScript:c'; expected http, https or mailto"),
        ("a [b](https://c.example d)", "[b](https://c.example", 2, "a link that cannot be read"),
        ('a [b](https://c.example "d")', "[b](https://c.example", 2, "a link that cannot be read"),
        ("a ![b](https://c.example/d.png)", "![b](https://c.example/d.png", 2, "an image; a text has none"),
        ("> > > > > > > a", "> > > > > > >", 0, "more than 6 levels of lists and quotes"),
        ("- - - - - - - a", "- - - - - - -", 0, "more than 6 levels of lists and quotes"),
    ],
)
def test_what_is_wrong_with_a_text_is_said_once(text: str, word: str, at: int, message: str) -> None:
    assert [(fault.word, fault.at, fault.message) for fault in faults(text, may_cite=True)] == [(word, at, message)]


@pytest.mark.parametrize(
    "text",
    [
        "Plain, with an address: a@b.example, and an @ alone.",
        "[@one] [@one:two] [@one; @two:three]",
        "[one](https://a.example/x?y=1#z) [two](http://a.example) [three](mailto:a@b.example) [four](HTTPS://a.example)",
        "[brackets in an address](https://a.example/b_(c))",
        "## Two\n\n### Three\n\n#### Four",
        "- one\n    - two\n        - three\n\n> a\n>\n> > b",
        r"\[@one] \@one:two \# one",
        "C# is a language",
        "2023 [sic] and [1]",
        "[An address with an @ in it](https://a.example/@b:c)",
    ],
)
def test_what_is_right_is_passed(text: str) -> None:
    assert list(faults(text, may_cite=True)) == []


def test_a_citation_is_a_fault_where_none_may_stand() -> None:
    found = list(faults("a [@one] b [@two:x; @three]", may_cite=False))
    assert [(fault.word, fault.at) for fault in found] == [("[@one]", 2), ("[@two:x; @three]", 11)]


def test_without_markup_for_citations_a_text_has_none() -> None:
    assert to_html("a [@one] b") == "<p>a [@one] b</p>"


def test_a_citation_in_a_heading_counts_and_its_anchor_does_not_move_the_heading() -> None:
    html = to_html("## One [@one]\n\n## Two\n", mark)
    assert [(name, attributes.get("id")) for name, attributes in elements(html) if name == "h2"] == [
        ("h2", "section-1"),
        ("h2", "section-2"),
    ]


# What takes long elsewhere

ADVERSARIES: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "[a" * n,
    "brackets alone": lambda n: "[" * n,
    "closed brackets": lambda n: "[" * n + "]" * n,
    "links begun": lambda n: "[a](" * n,
    "links": lambda n: "[a](https://b.example/) " * n,
    "links without end": lambda n: "[a](" + "b" * n,
    "links to brackets": lambda n: "[a](https://b.example/" + "(c)" * n,
    "links to brackets begun": lambda n: "[a](https://b.example/" + "(" * n,
    "pictures": lambda n: "![a](" * n,
    "citations begun": lambda n: "[@a" * n,
    "citations": lambda n: "[@a] " * n,
    "citations in one bracket": lambda n: "[" + "@a; " * n + "@a]",
    "spaces before a bracket": lambda n: " " * n + "[@a]",
    "white space": lambda n: "a" + " " * n + "b",
    "quotes in one line": lambda n: "> " * n + "a",
    "quotes in many lines": lambda n: ">\n" * n,
    "quotes line by line deeper": lambda n: "".join("> " * (line % 7) + "a\n" for line in range(n // 6)),
    "asterisks": lambda n: "*" * n,
    "asterisks and letters": lambda n: "*a" * n,
    "double asterisks and letters": lambda n: "**a" * n,
    "asterisks and underscores": lambda n: "*_" * n,
    "emphasis begun": lambda n: "*a **b " * n,
    "emphasis in brackets": lambda n: "*[" * n,
    "underscores": lambda n: "_" * n,
    "underscores and letters": lambda n: "_a" * n,
    "list markers in one line": lambda n: "- " * n + "a",
    "list markers in many lines": lambda n: "- a\n" * n,
    "lists line by line deeper": lambda n: "".join("    " * (line % 6) + "- a\n" for line in range(n // 6)),
    "numbers": lambda n: "1. a\n" * n,
    "headings": lambda n: "## a\n" * n,
    "hashes": lambda n: "#" * n,
    "hashes and spaces": lambda n: "## " * n,
    "backslashes": lambda n: "\\" * n,
    "backslashes and brackets": lambda n: "\\[" * n,
    "at signs": lambda n: "@a:b " * n,
    "angle brackets": lambda n: "<" * n,
    "ampersands": lambda n: "&" * n,
    "empty lines": lambda n: "\n" * n,
    "lines": lambda n: "a\n" * n,
    "paragraphs": lambda n: "a\n\n" * n,
    "stash marks": lambda n: "\u0002klzzwxh:0\u0003" * n,
}
CONVERTING = """
import json, sys
from briefings import prose
for name, text in json.load(sys.stdin).items():
    print(name, end=": ", flush=True)
    print("refused" if any(prose.faults(text, True)) else len(prose.to_html(text)), flush=True)
"""


def test_what_is_not_refused_is_soon_done() -> None:
    """All of them take seconds together; where one takes a minute, its name is the last that was printed."""
    texts = {name: make(MAX_PROSE)[:MAX_PROSE] for name, make in ADVERSARIES.items()}
    # Once more in paragraphs that are just short enough to pass.
    short = MAX_PARAGRAPH - 2
    texts |= {
        f"{name}, divided": (make(short)[:short] + "\n\n") * (MAX_PROSE // MAX_PARAGRAPH) for name, make in ADVERSARIES.items()
    }
    command = [sys.executable, "-c", CONVERTING]
    try:
        ended = subprocess.run(
            command, input=json.dumps(texts), capture_output=True, text=True, timeout=60, check=True, cwd=mini.PROJECT
        )
    except subprocess.TimeoutExpired as late:
        pytest.fail(f"took longer than a minute; the last of: {late.stdout!r}", pytrace=False)
    done = dict(line.rsplit(": ", 1) for line in ended.stdout.splitlines())
    assert list(done) == list(texts)
    # Some are refused for what they are and some pass for what they are; were all of one kind, this would test nothing.
    assert done["brackets"] == done["list markers in one line"] == done["at signs"] == "refused"
    assert all(int(done[name]) > MAX_PROSE // 2 for name in ("paragraphs", "lines, divided", "asterisks and letters, divided"))


def test_a_text_of_the_longest_kind_is_the_longest_that_is_read() -> None:
    paragraph = "Words. " * 100 + "\n\n"
    text = (paragraph * 60)[:MAX_PROSE]
    assert list(bound_faults(text)) == []
    assert [fault.message for fault in bound_faults(text + "a")] == [
        f"a text of {MAX_PROSE + 1} characters; expected at most {MAX_PROSE}"
    ]


@pytest.mark.parametrize("marker", ["> ", "- ", "* ", "+ ", "1. ", ">"])
def test_levels_are_counted_whatever_makes_them(marker: str) -> None:
    assert list(bound_faults(marker * MAX_LEVELS + "a")) == []
    assert len(list(bound_faults(marker * (MAX_LEVELS + 1) + "a"))) == 1


def test_what_is_told_of_a_citation_is_text_whatever_it_holds() -> None:
    found = BeautifulSoup(to_html("A fact [@three].", mark), "html.parser")
    told = found.select_one(".told")
    assert told is not None
    assert told.q is not None and told.q.get_text() == "[@one] *a* <b> [x](javascript:y) &amp;"
    assert told.q["lang"] == "sv"
    assert told.select_one("a.headline").get_text() == "<i>Title</i> [@two]"  # type: ignore[union-attr]
    assert [link["href"] for link in found.find_all("a")] == ["#source"] * 3
