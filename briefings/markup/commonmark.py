"""CommonMark: the parser of all Markdown, and what of its tokens the rest of the package needs to know.

The parser knows all of CommonMark, also what a text may not contain, so that it can be reported for what it is. Some things
are read as text, which is what becomes of them on a page: HTML, the numbers that `dates` marks, and code within a record.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from itertools import accumulate
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, backtick, escape, html_inline, image, link
from markdown_it.token import Token

from briefings.markup import dates
from briefings.markup.citations import BRACKET, find_citations

Kind = Literal["body", "summary", "page"]
"""A text with citations, one without, or a plain page."""
Environment = MutableMapping[str, Any]

MAX_NESTING = 100
"""Levels that the parser follows; the lint refuses far fewer. What is deeper is dropped."""
_EDGE = "\ufdd1"
"""Keeps white space that is none of Markdown's, as a no-break space, where the parser would strip it from a line."""
_EDGES = re.compile(r"(?<![^\s>])(?=[^\S \t\n])|(?<=[^\S \t\n])(?!\S)")
_INDENT = re.compile(r"\n[ \t]+")
_CITATION = re.compile(BRACKET)
_UNKNOWN = (
    ("footnote", re.compile(r"\[\^[^\[\]\s]+\]")),
    ("citation elsewhere", _CITATION),
    ("broken link", re.compile(r"!?\[[^\[\]]*\]\(\s*[^\s)]*")),
    ("broken link", re.compile(r"\]\([^\s)]*")),
    ("unknown reference", re.compile(r"!?\[[^\[\]]+\]\[[^\[\]]*\]")),
    ("strikethrough", re.compile(r"~~(?=[^\s~])(?:[^~]|~(?!~))*[^\s~]~~")),
)
"""What looks like Markdown and is none of CommonMark's, by the name of its token; tried where nothing else was found."""


def parse(text: str, kind: Kind) -> tuple[list[Token], Environment]:
    """Return the tokens of a text, and the parser's findings on the side.

    Tokens of links, images, code, HTML, citations, and of what only looks like Markdown have `meta["source"]`, what they were
    written as, and `meta["at"]`, its position in the text of the `inline` token around them. `unmark` texts.
    """
    environment: Environment = {}
    marked = _EDGES.sub(_EDGE, dates.mark(text))
    return _PARSERS[kind].parse(marked if marked.endswith("\n") else f"{marked}\n", environment), environment


def unmark(text: str) -> str:
    """Return a text without what was put into it for the parser."""
    return text.replace(dates.MARK, "").replace(_EDGE, "")


def render(tokens: Sequence[Token], kind: Kind, environment: Environment, cite: Callable[[str], str] | None = None) -> str:
    """Return the HTML of tokens; `cite`, which a body needs, returns the HTML of a bracket of citations."""
    parser = _PARSERS[kind]
    environment["cite"] = cite
    return unmark(parser.renderer.render(tokens, parser.options, environment))


def describe_cells(tokens: Sequence[Token]) -> None:
    """Have each cell of a table say what its column is, which is shown where a page is too narrow for columns."""
    columns: list[str] = []
    for number, token in enumerate(tokens):
        if token.type == "tr_open":
            cells = iter(list(columns))
        elif token.type in ("th_open", "td_open"):
            is_number = token.attrs.pop("style", "") == "text-align:right"
            if is_number:
                token.attrSet("class", "number")
            if token.type == "td_open":
                token.attrSet("data-label", next(cells, ""))
            else:
                columns.append(_plain_text(tokens[number + 1]))
                token.attrSet("scope", "col")
        elif token.type == "table_close":
            columns = []


def _plain_text(inline: Token) -> str:
    """Return the words of a heading or a cell, without marks and citations."""
    words = (token.content for token in inline.children or () if token.type == "text")
    return unmark("".join(words)).strip()


class Places:
    """The positions in a text of what stands in its tokens."""

    def __init__(self, text: str) -> None:
        self.rows = text.split("\n")
        self._starts = [0, *accumulate(len(row) + 1 for row in self.rows)]

    def row(self, number: int) -> int:
        """Return where a row begins, counted from 0."""
        return self._starts[number]

    def row_at(self, position: int) -> int:
        """Return the number of the row in which a position is."""
        return bisect_right(self._starts, position) - 1

    def within(self, token: Token) -> Callable[[int], int]:
        """Return a function from a position in the content of an `inline` token to the one in the text."""
        assert token.map is not None
        first, lines = token.map[0], token.content.split("\n")
        starts = [0, *accumulate(len(line) + 1 for line in lines)]

        def place(at: int) -> int:
            number = bisect_right(starts, at) - 1
            line, row = lines[number], min(first + number, len(self.rows) - 1)
            indent = len(line) - len(line.lstrip())
            within = len(unmark(line[indent : max(indent, at - starts[number])]))
            # What quotes and items put before a line is not in the content: its line is the end of the row.
            before = max(self.rows[row].rfind(unmark(line.strip())), 0)
            return min(self._starts[row] + before + within, self._starts[row] + len(self.rows[row]))

        return place


def inline(text: str) -> list[Token]:
    """Return the tokens of one line."""
    return _PARSERS["summary"].parseInline(text, {})[0].children or []


def walk(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens and those within them, in the order of the text."""
    for token in tokens:
        yield token
        yield from walk(token.children or ())


def _parser(kind: Kind) -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark", {"maxNesting": MAX_NESTING, "html": True, "inline_definitions": True, "store_labels": True}
    )
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the lint refuses addresses, the cleaner drops them
    parser.core.ruler.before("inline", "unindent", _unindent)
    if kind != "summary":
        parser.enable("table")
    parser.block.ruler.at("html_block", _noted_html, {"alt": ["paragraph", "reference", "blockquote"]})
    for rule in (link, image, autolink, backtick, html_inline):
        name = {"backtick": "backticks"}.get(rule.__name__, rule.__name__)
        parser.inline.ruler.at(name, _placed(rule))
    if kind != "page":
        parser.add_render_rule("code_inline", _render_source)
        parser.add_render_rule("image", _render_source)
    parser.inline.ruler.at("escape", _escape)
    if kind == "body":
        parser.inline.ruler.before("link", "citation", _citation)
        parser.add_render_rule("citation", _render_citation)
    parser.inline.ruler.push("unknown", _placed(_unknown))
    for name in ("html_inline", *(name for name, _ in _UNKNOWN)):
        parser.add_render_rule(name, _render_text)
    parser.add_render_rule("definition", _render_nothing)
    return parser


def _unindent(state: StateCore) -> None:
    """Strip the lines of paragraphs; the parser leaves that to its rule for line ends, which code over two lines passes by."""
    for token in state.tokens:
        if token.type == "inline" and "\n" in token.content:
            token.content = _INDENT.sub("\n", token.content)


InlineRule = Callable[[StateInline, bool], bool]


def _placed(rule: InlineRule) -> InlineRule:
    """Return a rule that notes where its first token begins."""

    def placed(state: StateInline, silent: bool) -> bool:
        at, before = state.pos, len(state.tokens)
        is_found = rule(state, silent)
        if is_found and not silent:
            first = next((token for token in state.tokens[before:] if token.type != "text"), None)
            if first is not None:
                first.meta = {"at": at, "source": state.src[at : state.pos], **first.meta}
        return is_found

    return placed


def _escape(state: StateInline, silent: bool) -> bool:
    """Leave a space behind a backslash to the rule for line ends: two of them may be a break."""
    return state.src[state.pos + 1 : state.pos + 2] not in (" ", "\t") and escape(state, silent)


def _citation(state: StateInline, silent: bool) -> bool:
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if found is None or not any(find_citations(found.group())):
        return False
    if not silent:
        # The number of a citation stands right behind the word: no space before it.
        state.pending = state.pending.rstrip()
        if not state.pending and state.tokens and state.tokens[-1].type == "softbreak":
            state.tokens.pop()
            state.tokens_meta.pop()
        token = state.push("citation", "", 0)
        token.content, token.meta = found.group(), {"at": state.pos, "source": found.group()}
    state.pos = found.end()
    return True


def _unknown(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "[]!~":
        return False
    for name, pattern in _UNKNOWN:
        if found := pattern.match(state.src, state.pos, state.posMax):
            if not silent:
                token = state.push(name, "", 0)
                token.content = found.group()
            state.pos = found.end()
            return True
    return False


def _noted_html(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """Note the line of a block of HTML, and leave it to the rules for text."""
    if html_block(state, startLine, endLine, True):
        state.env.setdefault("html", set()).add(startLine)
    return False


def _render_citation(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: Environment) -> str:
    cite, content = environment["cite"], tokens[index].content
    return str(cite(content)) if cite else _escaped(content)


def _render_text(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: Environment) -> str:
    return _escaped(tokens[index].content)


def _render_source(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: Environment) -> str:
    return _escaped(str(tokens[index].meta.get("source", "")))


def _render_nothing(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: Environment) -> str:
    return ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_PARSERS: Mapping[Kind, MarkdownIt] = {"body": _parser("body"), "summary": _parser("summary"), "page": _parser("page")}
