"""What the Markdown of a text may not have, by the tokens of its parser.

Whatever CommonMark has is made as it says, or is reported here; so is what others have added to Markdown, which would be shown
as it is typed.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import count, pairwise
from urllib.parse import unquote

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from briefings.diagnostics import shown
from briefings.markup import commonmark, dates
from briefings.markup.citations import brackets, find_citations
from briefings.markup.dialect import HEADINGS, URL_SCHEMES
from briefings.markup.indents import deep_rows
from briefings.markup.violation import NUMBERS, Violation, shown_as_typed

MAX_LEVELS = 6
"""Quotes and lists within one another."""
LEVELS = f"more than {MAX_LEVELS} levels of lists and quotes"

Place = Callable[[int], int]
"""From a position in the text of an inline token to the one in the whole text."""

_OPENING = ("bullet_list_open", "ordered_list_open", "blockquote_open")
_CLOSING = ("bullet_list_close", "ordered_list_close", "blockquote_close")
_HASHES = re.compile(r"^(?:#{2,6}(?=[^#\s])|#{7,})", re.MULTILINE)
_DELIMITER_ROW = re.compile(r"^(?=[^|\n]*\|)(?=[^-\n]*-)[ |:-]+$", re.MULTILINE)
_TASK = re.compile(r"\[[ xX]\][ \t]")
_ATTRIBUTES = re.compile(r"\{:?[ ]*[#.][\w.:#-]+[ ]*\}\Z")
_DATE = re.compile(rf"[ \t>]*\d+{dates.MARK}")
_SIGN = re.compile(r"[ \t]*(?:[-+*>#]|\d+[.)])")
_TAB_IN_QUOTE = re.compile(r"^(?=[ \t>+*.)\d-]*>)[ >+*.)\d-]*\t", re.MULTILINE)
_LINK = re.compile(r"!?\[[^\[\]]*\]\(\s*[^\s)]*")

_INDENT_HINT = "Indent what belongs to an item as far as the item's own text, and nothing else."
_NOT_IN_RECORDS = {
    "code_block": ("a line indented by four spaces, which makes it code", _INDENT_HINT),
    "fence": ("code; a text has none", "Where the signs are text, put a backslash before them."),
    "hr": ("a rule across the page; a text has none", "Divide the text with a heading, ## …."),
}
_LINK_HINT = "Write [text](https://…), without spaces or a title."
_BRACKET_HINT = "Write [text](https://…); where the bracket is text, put a backslash before it: \\[."
_BROKEN_LINK = ("a link that cannot be read", _LINK_HINT)


def lint_markdown(text: str, kind: commonmark.Kind) -> list[Violation]:
    """Return the violations in the Markdown of a text that has passed the limits, in the order of the text."""
    return _Text(text, kind).violations()


def _cells(row: str) -> int:
    cells = escapedSplit(row.strip(" \t>"))
    return len(cells) - (cells[0] == "") - (len(cells) > 1 and cells[-1] == "")


class _Text:
    def __init__(self, text: str, kind: commonmark.Kind) -> None:
        self._text, self._kind, self._is_page = text, kind, kind == "page"
        self._places = commonmark.Places(text)
        self._tokens, self._environment = commonmark.parse(text, kind)

    def violations(self) -> list[Violation]:
        found = [*self._blocks(), *self._inlines(), *self._dates_in_a_row(), *self._indents()]
        rows = {self._places.row_at(violation.position) for violation in found}
        found += [self._html(number) for number in sorted(self._environment.get("html", ())) if number not in rows]
        if not found and self._kind == "body":
            found += self._lost_citations()
        return sorted(found, key=lambda violation: violation.position)

    def _blocks(self) -> Iterator[Violation]:
        within: list[list[Token]] = []  # the items of each list, quote and list again that is open
        for number, token in enumerate(self._tokens):
            if token.type in _OPENING:
                within.append([])
                if len(within) > MAX_LEVELS:
                    yield self._at_row(token, LEVELS)
            elif token.type in _CLOSING:
                items = within.pop()
                if token.type == "ordered_list_close":
                    yield from self._numbers(items)
            elif token.type == "list_item_open":
                within[-1].append(token)
                following = [after.type for after in self._tokens[number + 1 : number + 3]]
                # A number alone is told by its list.
                if following[0] == "list_item_close" and (following[1] != "ordered_list_close" or len(within[-1]) > 1):
                    yield self._at_row(token, "an item without a text")
            elif token.type == "heading_open":
                yield from self._heading(token, self._tokens[number + 1].content)
            elif token.type == "definition":
                yield from self._definition(token)
            elif token.type == "table_open":
                yield from list(self._table(token)) or self._rows(token)
            elif token.type in _NOT_IN_RECORDS and not self._is_page:
                yield self._at_row(token, *_NOT_IN_RECORDS[token.type])

    def _heading(self, heading: Token, content: str) -> Iterator[Violation]:
        if not content:
            yield self._at_row(heading, "a heading without a text")
        elif heading.tag not in HEADINGS:
            hint = "Begin headings with ##, ### or ####."
            yield self._at_row(heading, "a heading of this level may not stand here", hint)
        elif heading.markup == "-" and not self._is_page:
            hint = "Begin a heading with ##, and put an empty line between a text and a line of dashes."
            yield self._at_row(heading, "a text with a line of dashes below it, which makes it a heading", hint)
        elif not self._is_page and (found := _ATTRIBUTES.search(content)):
            yield shown_as_typed(found.group(), self._end(heading) - len(found.group()), f"'{found.group()}'")

    def _numbers(self, items: list[Token]) -> Iterator[Violation]:
        """Yield what may be no list, and the first number that would be shown as another."""
        numbers = [int(item.info) for item in items]
        if len(items) == 1:
            number, escaped = items[0].info + items[0].markup, f"{items[0].info}\\{items[0].markup}"
            hint = f"Where it is text, write {escaped}; a list has at least two items."
            yield self._at_row(items[0], f"a line that begins with '{number}' and is no list alone", hint, NUMBERS)
        elif set(numbers) != {1}:
            for item, wanted in zip(items, count(numbers[0]), strict=False):
                if int(item.info) != wanted:
                    hint = f"Where it is text, write {item.info}\\{item.markup}."
                    yield self._at_row(item, f"the number '{item.info}' in a list, where {wanted} follows", hint, NUMBERS)
                    return

    def _table(self, token: Token) -> Iterator[Violation]:
        """Yield a table that others would begin in another row, or take for a list."""
        assert token.map is not None
        first = token.map[0]
        if (first and self._places.rows[first - 1].strip(" \t>")) or _SIGN.match(self._places.rows[first]):
            hint = "Put an empty line above it, and begin its rows with |."
            yield self._at_row(token, "a table that does not stand apart from what is above it", hint)

    def _rows(self, token: Token) -> Iterator[Violation]:
        """Yield each row of a table with a text that is lost, or that was no row."""
        assert token.map is not None
        first, end = token.map
        columns = _cells(self._places.rows[first])
        for number in range(first + 2, end):
            row = self._places.rows[number]
            word = row.lstrip(" \t>")
            position = self._places.row(number) + len(row) - len(word)
            if (cells := _cells(row)) > columns:
                message = f"a row with more cells, {cells}, than the table has columns, {columns}: what is too many is lost"
                yield Violation(word[:40], position, message, "Where | is text, write \\|.")
            elif "|" not in word:
                yield Violation(
                    word[:40], position, "a text right below a table, which makes it a row", "Put an empty line above it."
                )

    def _definition(self, token: Token) -> Iterator[Violation]:
        label, name = token.meta["label"], token.meta["id"]
        if not self._is_page:
            if not label.startswith("^"):  # a footnote, which is reported as such
                yield self._at_row(token, "an address apart from the text that links to it", _BRACKET_HINT)
        elif name not in self._used_labels or self._environment["references"][name]["map"] != token.map:
            yield self._at_row(token, f"an address, [{shown(label)}], that nothing leads to; it is not shown")
        elif token.map and self._below(token.map[1]).strip(" \t>")[:1] not in ("", "["):
            yield self._at_row(token, "an address right above a text", "Put an empty line between them.")

    def _below(self, number: int) -> str:
        return self._places.rows[number] if number < len(self._places.rows) else ""

    @cached_property
    def _used_labels(self) -> set[str]:
        return {
            token.meta["label"] for token in commonmark.walk(self._tokens) if "label" in token.meta and token.children != []
        }

    def _dates_in_a_row(self) -> Iterator[Violation]:
        """Yield each date that begins a line right below one that begins with a date: they were meant to stand apart."""
        rows = dates.mark(self._text).split("\n")
        for number, (above, row) in enumerate(pairwise(rows), start=1):
            if dates.MARK in above and _DATE.match(row):
                word = row.partition(dates.MARK)[0].lstrip() + "."
                position = self._places.row(number) + len(row) - len(row.lstrip())
                hint = "Put an empty line between the two, or begin each with '- '."
                yield Violation(word, position, f"a line that begins with '{word}', right below one like it", hint, NUMBERS)

    def _indents(self) -> Iterator[Violation]:
        """Yield what is indented so that the parser may mistake what it belongs to."""
        for tab in _TAB_IN_QUOTE.finditer(self._text):
            yield self._at(tab.end() - 1, "a tab beside the sign of a quote", "Write a space.")
        apart = [range(*token.map) for token in self._tokens if token.type in ("fence", "definition") and token.map]
        for number in deep_rows(dates.mark(self._text).split("\n"), {number for rows in apart for number in rows}):
            row = self._places.rows[number]
            position = self._places.row(number) + len(row) - len(row.lstrip())
            yield self._at(position, "a line that is indented by four spaces or more right below a text", _INDENT_HINT)

    def _html(self, number: int) -> Violation:
        word = self._places.rows[number].lstrip(" \t>")
        return shown_as_typed(word, self._places.row(number + 1) - 1 - len(word), "HTML")

    def _at_row(self, token: Token, message: str, hint: str = "", code: str = "R008") -> Violation:
        assert token.map is not None
        word = self._places.rows[token.map[0]].lstrip()
        return Violation(word[:40], self._end(token) - len(word), message, hint, code)

    def _end(self, token: Token) -> int:
        assert token.map is not None
        return self._places.row(token.map[0]) + len(self._places.rows[token.map[0]])

    # Within paragraphs, headings and cells

    def _inlines(self) -> Iterator[Violation]:
        for before, token in pairwise(self._tokens):
            if token.type == "inline":
                place = self._places.within(token)
                if before.type == "paragraph_open":
                    yield from self._paragraph(token.content, place)
                yield from self._children(token, place)

    def _paragraph(self, content: str, place: Place) -> Iterator[Violation]:
        for hashes in _HASHES.finditer(content):
            hint = "Put a space behind the signs, or a backslash before them where they are text: \\#."
            yield self._at(place(hashes.start()), f"a line that begins with '{hashes.group()[:10]}' and is no heading", hint)
        if "|" in content and not self._is_page and (row := _DELIMITER_ROW.search(content)):
            if self._kind == "body":
                hint = "Write as many cells in the row of dashes as in the row above it, and put an empty line above that."
                yield self._at(place(row.start()), "rows that make no table", hint)
            else:
                yield self._at(place(row.start()), "a table; a text has none", "Write a list.")
        if _TASK.match(content):
            yield shown_as_typed(content, place(0), "a box to tick")

    def _at(self, position: int, message: str, hint: str = "") -> Violation:
        word = self._text[position : position + 40].split("\n")[0]
        return Violation(word, position, message, hint)

    def _children(self, inline: Token, place: Place) -> Iterator[Violation]:
        in_link, html = False, next((token for token in inline.children or () if token.type == "html_inline"), None)
        if html is not None:
            yield shown_as_typed(html.content, place(html.meta["at"]), "HTML")
        for token, after in pairwise([*(inline.children or ()), Token("", "", 0)]):
            if token.type == "link_close":
                in_link = False
            elif token.type == "text":
                yield from self._asterisks(token.content, inline.content, place)
            elif "at" in token.meta:
                at = place(token.meta["at"])
                if token.type == "link_open":
                    in_link = True
                    if after.type == "link_close":
                        yield self._at(at, "a link without a text")
                    elif not self._is_page:
                        yield from self._link(token, at)
                elif token.type == "citation" and in_link:
                    yield self._at(at, "a citation within a link", "Put it behind the link.")
                elif token.type == "citation" and after.content.startswith("("):
                    yield self._at(at, "a citation with a bracket right behind it", "Put a space between them.")
                else:
                    yield from self._special(token, at)

    def _link(self, token: Token, at: int) -> Iterator[Violation]:
        target = unquote(str(token.attrGet("href")))
        scheme, colon, _ = target.partition(":")
        written = _LINK.match(self._text, at)
        word = written.group().split("\n")[0] if written else self._text[at : at + 40].split("\n")[0]
        if not colon or scheme.lower() not in URL_SCHEMES:
            message = f"a link to '{shown(target)}'; expected http, https or mailto"
            yield Violation(word, at, message, "A statement from an article is cited: [@article].")
        elif token.attrGet("title") is not None:
            yield Violation(word, at, *_BROKEN_LINK)

    def _special(self, token: Token, at: int) -> Iterator[Violation]:
        match token.type:
            case "image" if not self._is_page:
                written = _LINK.match(self._text, at)
                yield Violation(written.group() if written else "![", at, "an image; a text has none")
            case "code_inline" if not self._is_page:
                yield shown_as_typed(token.markup + token.content, at, "code", "Where the signs are text, write \\`.")
            case "unknown reference":
                yield shown_as_typed(token.content, at, "a link to an address that is given nowhere", _BRACKET_HINT)
            case "broken link":
                yield Violation(token.content.split("\n")[0], at, *_BROKEN_LINK)
            case "strikethrough":
                hint = "Where the signs are text, put a backslash before them: \\~~."
                yield self._at(at, "struck text; there is none", hint)
            case "footnote" if self._is_page:
                yield self._at(at, "a footnote; a page has none", "Write it in the text; where the bracket is text, write \\[.")
            case "citation elsewhere" if self._is_page:
                yield self._at(at, f"a citation, {token.content[:60]}; only the body of a briefing cites")

    def _asterisks(self, text: str, content: str, place: Place) -> Iterator[Violation]:
        """Yield two asterisks that were meant to emphasise, and do not."""
        if "**" in text and "\\*" not in content and (at := content.find(text)) >= 0:
            at = place(at + text.index("**"))
            hint = "Put them right around the words; where they are text, put a backslash before them: \\*\\*."
            yield shown_as_typed(self._text[at : at + 40], at, "'**', which emphasises nothing here,", hint)

    def _lost_citations(self) -> Iterator[Violation]:
        """Yield the first citation that stands where none is made, in an address for one."""
        made = (token.content for token in commonmark.walk(self._tokens) if token.type == "citation")
        for bracket in brackets(self._text):
            if any(find_citations(bracket.group())) and next(made, None) != bracket.group():
                yield Violation(bracket.group(), bracket.start(), "a citation that is shown as it is typed")
                return
