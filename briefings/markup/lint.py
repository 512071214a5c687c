"""What a text may not contain, with the position of each violation."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from briefings.markup import commonmark, plain
from briefings.markup.citations import brackets, parse, parts
from briefings.markup.markdown_lint import LEVELS, MAX_LEVELS, lint_markdown
from briefings.markup.violation import Violation, shown_as_typed
from briefings.model.fields import MAX_MARKDOWN

__all__ = ["MAX_LEVELS", "MAX_PARAGRAPH", "Violation", "lint", "lint_citations", "lint_limits", "lint_line", "lint_page"]

MAX_PARAGRAPH = 5_000
"""Characters between two empty lines; the time that brackets take grows with the square of it."""
MAX_OPEN_BRACKETS = 10

_MARKER = r"[ \t]*(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s))"
_TOO_DEEP = re.compile(rf"^(?:{_MARKER}){{{MAX_LEVELS + 1},}}|^[ \t]{{{4 * MAX_LEVELS},}}\S", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?:^.*\S.*$\n?)+", re.MULTILINE)
_BRACKET = re.compile(r"\\.|[\[\]]")
_STRAY_AT = re.compile(r"\[ +@|(?<![\w\\/])@(?=[A-Za-z0-9_-]+:[A-Za-z0-9_-])|(?<!\\\[)(?<=\[)@(?=[A-Za-z0-9])")
_BEHIND_BACKSLASHES = re.compile(r"(?<!\\)(?:\\\\)+\[@")
_LINE_MARKUP = re.compile(r"[*_`<\[\\&]|~~")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def lint(text: str, may_cite: bool) -> Iterator[Violation]:
    """Yield the violations of a summary or body: of citations, of the Markdown that it may have, and of the limits of its size.

    What is beyond a limit is not parsed.
    """
    yield from lint_citations(text, may_cite)
    limits = list(lint_limits(text))
    yield from limits
    if not limits and not plain.is_plain(text):
        yield from lint_markdown(text, "body" if may_cite else "summary")


def lint_page(text: str) -> Iterator[Violation]:
    """Yield the violations of a plain page: of the Markdown that it may have, but for links, and of the limits of its size."""
    limits = list(lint_limits(text))
    yield from limits or lint_markdown(text, "page")


def lint_line(text: str) -> Iterator[Violation]:
    """Yield the first of what would be markup, were a text of one line Markdown: it is shown as it is typed."""
    if not _LINE_MARKUP.search(text) or len(text) > MAX_PARAGRAPH or any(lint_limits(text)):
        return
    found = next((token for token in commonmark.inline(text) if token.type in _MARKUP_OF_A_LINE), None)
    if found is not None:
        what, at = _MARKUP_OF_A_LINE[found.type], found.meta.get("at", text.find(found.markup))
    elif escaped := _ESCAPED.search(text):
        what, at = f"'{escaped.group()}'", escaped.start()
    else:
        return
    yield shown_as_typed(text[at:], at, f"{what} in a text without markup")


_MARKUP_OF_A_LINE = {
    "em_open": "emphasis",
    "strong_open": "emphasis",
    "link_open": "a link",
    "image": "an image",
    "code_inline": "code",
    "html_inline": "HTML",
    "strikethrough": "struck text",
}
"""What a text of one line could have, by the type of its token."""


_TABLE = re.compile(r"[^\n]*\|[^\n]*\n[ >]*[|:-][ |:-]*(?:\n|\Z)")
"""A row of cells above a row of dashes."""
_DIVIDE_TABLE = "Divide it into two, each with a row of headings and a row of dashes."


def lint_limits(text: str) -> Iterator[Violation]:
    """Yield the parts of a Markdown text that would take too long to convert."""
    if len(text) > MAX_MARKDOWN:
        yield Violation("", 0, f"a text of {len(text)} characters; expected at most {MAX_MARKDOWN}", "Divide it into two.")
    for paragraph in _PARAGRAPH.finditer(text):
        if (length := len(paragraph.group())) > MAX_PARAGRAPH:
            is_table = _TABLE.match(paragraph.group())
            noun, hint = ("table", _DIVIDE_TABLE) if is_table else ("paragraph", "Divide it with an empty line.")
            message = f"a {noun} of {length} characters; expected at most {MAX_PARAGRAPH}"
            yield Violation(paragraph.group()[:20], paragraph.start(), message, hint)
        if paragraph.group().count("[") > MAX_OPEN_BRACKETS:
            yield from _many_brackets(paragraph.group(), paragraph.start())
    for deep in _TOO_DEEP.finditer(text):
        yield Violation(deep.group()[:40], deep.start(), LEVELS)


def _many_brackets(paragraph: str, start: int) -> Iterator[Violation]:
    """Yield the first of too many brackets that are open at once in a paragraph."""
    still_open: list[int] = []
    for bracket in _BRACKET.finditer(paragraph):
        if bracket.group() == "[":
            still_open.append(bracket.start())
        elif bracket.group() == "]" and still_open:
            still_open.pop()
        if len(still_open) > MAX_OPEN_BRACKETS:
            first = still_open[0]
            word = paragraph[first : first + 40].partition("\n")[0]
            message = "more than ten opening brackets in a row without a closing one"
            yield Violation(word, start + first, message)
            return


@lru_cache(maxsize=100)  # several rules lint the same few texts
def lint_citations(text: str, may_cite: bool) -> tuple[Violation, ...]:
    """Return the malformed citations of a text and, where it may not cite, all citations."""
    return tuple(_lint_citations(text, may_cite)) if "@" in text else ()


def _lint_citations(text: str, may_cite: bool) -> Iterator[Violation]:
    found = list(brackets(text))
    for bracket in found:
        if not may_cite:
            message = f"a citation, {bracket.group()[:60]}; only the body of a briefing cites"
            yield Violation(bracket.group(), bracket.start(), message)
            continue
        for part, position in parts(bracket):
            if parse(part) is None:
                hint = "Write [@article], [@article:claim] or [@one; @two:claim]."
                yield Violation(part, position, f"'{part[:60]}' is no citation", hint)
    starts = [bracket.start() for bracket in found]
    for stray in _STRAY_AT.finditer(text):
        before = bisect_right(starts, stray.start()) - 1
        if before < 0 or stray.start() >= found[before].end():
            hint = "Write [@article], with the bracket right before the @."
            yield Violation(stray.group(), stray.start(), "an @ that begins no citation", hint)
    for escaped in _BEHIND_BACKSLASHES.finditer(text):
        hint = "Put a space before the bracket."
        yield Violation("[@", escaped.end() - 2, "a citation right behind a backslash, which is shown as it is typed", hint)
