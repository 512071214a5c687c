"""The Markdown dialect: nothing gets out of it that may not, nothing takes it too long, and what it finds is where it says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from briefings.markup import Citation, clean, find_citations, heading_ids, lint, lint_limits, lint_page, page_links, to_html
from briefings.markup.citations import CitationNote, note_html
from briefings.markup.lint import MAX_LEVELS, MAX_PARAGRAPH
from briefings.model.fields import MAX_MARKDOWN
from briefings.model.text import Text
from tests import mini
from tests.steps import calls

ELEMENTS = {"p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "em", "strong", "a", "sup", "span", "q"}
ELEMENTS |= {"table", "thead", "tbody", "tr", "th", "td"}
"""What the dialect can make: no code, no rule, no picture."""
ATTRIBUTES = {
    "a": {"href", "id", "class", "aria-label", "aria-describedby"},
    "sup": {"class"},
    "span": {"class", "data-pagefind-ignore", "id", "role", "tabindex"},
    "q": {"lang", "dir"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "ol": {"start"},
    "th": {"class", "scope"},
    "td": {"class", "data-label"},
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


def mark(citation: Citation) -> str:
    """Make the markup of a citation as a page has it, with the citation in its label."""
    passage = Text("[@one] *a* <b> [x](javascript:y) &amp;", "sv")
    title = Text("<i>Title</i> [@two]", "en")
    note = CitationNote(1, "#source", "cite", "note", passage, "<i>[@one]</i>", title, "#source", "Swedish", str(citation))
    return note_html(note, "en")


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
@example("> a [@one]\n\nb [@two]")
def test_the_citations_found_are_the_citations_shown_in_reading_order(text: str) -> None:
    if any(lint(text, may_cite=True)):
        return
    called: list[str] = []

    def cite(citation: Citation) -> str:
        called.append(str(citation))
        return mark(citation)

    html = to_html(text, cite)
    shown = [attributes["aria-label"] for name, attributes in elements(html) if name == "a" and "aria-label" in attributes]
    assert shown == called == [str(citation) for citation, _ in find_citations(text)]


@given(MARKDOWN)
def test_a_citation_stands_where_it_is_said_to_stand(text: str) -> None:
    for citation, at in find_citations(text):
        assert text.startswith(str(citation), at)


@given(MARKDOWN, st.booleans())
@example("a [@one; two] b", True)
@example("a [@one;] b", True)
@example("[a]()", True)
def test_a_violation_stands_where_it_is_said_to_stand(text: str, may_cite: bool) -> None:
    for violation in lint(text, may_cite):
        assert text.startswith(violation.word, violation.position)
        assert violation.word.strip() or violation.word == ""
        assert violation.message[-1] != "."


@given(MARKDOWN)
@example("[a [@one]](https://b.example/)")
def test_no_link_stands_within_another(text: str) -> None:
    if any(lint(text, may_cite=True)):
        return
    found = BeautifulSoup(f"<main>{to_html(text, mark)}</main>", "html.parser")
    assert found.select("a a") == []
    # The cleaner takes links apart that stand within one another, and leaves the mark of a citation without its number.
    assert [group for group in found.select("sup.cite") if group.a is None] == []


@given(MARKDOWN)
def test_what_looks_like_a_citation_is_one(text: str) -> None:
    places = {at for _, at in find_citations(text)}
    assert {match.start() + 1 for match in re.finditer(r"(?<!\\)\[@[a-z]+(?::[a-z]+)?\]", text)} <= places


@given(MARKDOWN)
@example("wait @one:two")
@example("wait [@one:two")
def test_an_at_sign_before_the_id_of_a_claim_is_in_a_citation_or_is_a_violation(text: str) -> None:
    if not any(lint(text, may_cite=True)):
        places = {at for _, at in find_citations(text)}
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
    assert [(violation.word, violation.position, violation.message) for violation in lint(text, may_cite=True)] == [
        (word, at, message)
    ]


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
    assert list(lint(text, may_cite=True)) == []


def test_a_citation_is_a_violation_where_none_may_stand() -> None:
    found = list(lint("a [@one] b [@two:x; @three]", may_cite=False))
    assert [(violation.word, violation.position) for violation in found] == [("[@one]", 2), ("[@two:x; @three]", 11)]


def test_without_markup_for_citations_a_text_has_none() -> None:
    assert to_html("a [@one] b") == "<p>a [@one] b</p>"


def test_the_html_of_a_citation_may_hold_a_text_that_is_converted_for_it() -> None:
    def cite(citation: Citation) -> str:
        return to_html(f"{citation} [@two]", lambda inner: f"<em>{inner}</em>") if citation.article == "one" else "<em>b</em>"

    inner = '<p>@one<sup class="cite"><em>@two</em></sup></p>'
    assert to_html("a [@one] c [@three]", cite) == clean(
        f'<p>a<sup class="cite">{inner}</sup> c<sup class="cite"><em>b</em></sup></p>'
    )


def test_threads_convert_at_the_same_time() -> None:
    texts = [f"## {n}\n\na [@one] *b*\n\n- [@two:x] c {n}\n" * (1 + n % 7) for n in range(60)]
    alone = [to_html(text, mark) for text in texts]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(lambda text: to_html(text, mark), texts * 3)) == alone * 3
    finally:
        sys.setswitchinterval(interval)


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
ADVERSARIES |= {
    "lines of brackets": lambda n: "[a [b [c [d [e [f [g [h [i\n" * n,
    "links to one heading": lambda n: "[a](#a)" * n,
    "links below each other": lambda n: "[a](#a)\n\n" * n,
    "images": lambda n: "![a](b)" * n,
    "backticks": lambda n: "`" * n,
    "backticks of all lengths": lambda n: "".join("a" + "`" * length for length in range(1, n)),
    "citations right behind one another": lambda n: "[@a]" * n,
    "citations below each other": lambda n: "[@a]\n" * n,
    "headings of the first level": lambda n: "#\n" * n,
    "tags begun": lambda n: "<a b='" * n,
    "comments begun": lambda n: "<!--" * n,
    "blocks of HTML": lambda n: "<div>\n" * n,
    "addresses": lambda n: "[a]: b\n" * n,
    "addresses begun": lambda n: "[" + "a\n" * n,
    "references to nothing": lambda n: "[a][b]" * n,
    "struck text begun": lambda n: "~~a" * n,
    "tables": lambda n: "|a|b|\n|-|-|\n" + "|c|d|\n" * n,
    "dates": lambda n: "24. Februar\n" * n,
    "fences": lambda n: "```\n" * n,
    "entities": lambda n: "&a;" * n,
    "lines below a quote": lambda n: "> a\n" + "b\n" * n,
}


def converted(text: str) -> None:
    """Check a text and convert it, where nothing keeps it from being published, as a body and as a plain page."""
    if all(found.code == "R020" for found in lint(text, may_cite=True)):
        to_html(text, str)
    if all(found.code == "R020" for found in lint_page(text)):
        list(page_links(text))
        heading_ids(text)


@pytest.mark.parametrize("name", ADVERSARIES)
def test_twice_the_text_takes_twice_the_steps(name: str) -> None:
    paragraph = ADVERSARIES[name](400)[:800].rstrip("\n") + "\n\n"
    assert calls(lambda: converted(paragraph * 6)) < 2.3 * calls(lambda: converted(paragraph * 3)) + 1000


CONVERTING = """
import json, sys
from briefings.markup import lint, to_html
for name, text in json.load(sys.stdin).items():
    print(name, end=": ", flush=True)
    print("refused" if any(lint(text, True)) else len(to_html(text)), flush=True)
"""


@pytest.mark.slow
def test_what_is_not_refused_is_soon_done() -> None:
    """All of them take seconds together; where one takes a minute, its name is the last that was printed."""
    texts = {name: make(MAX_MARKDOWN)[:MAX_MARKDOWN] for name, make in ADVERSARIES.items()}
    # Once more in paragraphs that are just short enough to pass.
    short = MAX_PARAGRAPH - 2
    texts |= {
        f"{name}, divided": (make(short)[:short] + "\n\n") * (MAX_MARKDOWN // MAX_PARAGRAPH)
        for name, make in ADVERSARIES.items()
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
    assert all(
        int(done[name]) > MAX_MARKDOWN // 2 for name in ("paragraphs", "lines, divided", "asterisks and letters, divided")
    )


def test_a_text_of_the_longest_kind_is_the_longest_that_is_read() -> None:
    paragraph = "Words. " * 100 + "\n\n"
    text = (paragraph * 60)[:MAX_MARKDOWN]
    assert list(lint_limits(text)) == []
    assert [violation.message for violation in lint_limits(text + "a")] == [
        f"a text of {MAX_MARKDOWN + 1} characters; expected at most {MAX_MARKDOWN}"
    ]


@pytest.mark.parametrize("marker", ["> ", "- ", "* ", "+ ", "1. ", ">"])
def test_levels_are_counted_whatever_makes_them(marker: str) -> None:
    assert list(lint_limits(marker * MAX_LEVELS + "a")) == []
    assert len(list(lint_limits(marker * (MAX_LEVELS + 1) + "a"))) == 1


def test_the_note_on_a_citation_is_text_whatever_it_holds() -> None:
    found = BeautifulSoup(to_html("A fact [@three].", mark), "html.parser")
    told = found.select_one(".told")
    assert told is not None
    assert told.q is not None and told.q.get_text() == "[@one] *a* <b> [x](javascript:y) &amp;"
    assert told.q["lang"] == "sv"
    assert told.select_one("a.headline").get_text() == "<i>Title</i> [@two]"  # type: ignore[union-attr]
    assert [link["href"] for link in found.find_all("a")] == ["#source"] * 3
