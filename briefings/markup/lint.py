"""What the dialect does not allow in a text, with the position of each violation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefings.markup.citations import brackets, parse, parts
from briefings.markup.dialect import LINK, URL_SCHEMES
from briefings.model.records import MAX_MARKDOWN

MAX_PARAGRAPH = 5_000
"""Characters between two empty lines; the time that Markdown's patterns take grows with the square of it."""
MAX_LEVELS = 6
"""Quotes and lists within one another."""

_MARKER = r"[ \t]*(?:>|[-+*](?=\s)|\d+\.(?=\s))"
_TOO_DEEP = re.compile(rf"^(?:{_MARKER}){{{MAX_LEVELS + 1},}}|^[ \t]{{{4 * MAX_LEVELS},}}\S", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?:^.*\S.*$\n?)+", re.MULTILINE)
_MANY_BRACKETS = re.compile(r"\[[^\]\n]*(?:\[[^\]\n]*){10,}")
_EMPTY_HEADING = re.compile(r"^#+[ \t#]*$", re.MULTILINE)
_WRONG_HEADING = re.compile(r"^(?:#(?!#)|#{5,})(?=.*[^# \t\n]).*$", re.MULTILINE)
_STRAY_AT = re.compile(r"\[ +@|(?<![\w\\/])@(?=[A-Za-z0-9_-]+:[A-Za-z0-9_-])|(?<!\\\[)(?<=\[)@(?=[A-Za-z0-9])")
_LINK_START = re.compile(r"(?<!\\)!?\[[^\[\]]*\]\((?P<target>\s*[^\s)]*)")


@dataclass(frozen=True)
class Violation:
    """Something in a text that the dialect does not allow."""

    word: str
    """The part of the text that is wrong; empty where the text as a whole is."""
    position: int
    """Where it begins, in characters."""
    message: str
    hint: str = ""


def lint(text: str, may_cite: bool) -> Iterator[Violation]:
    """Yield the violations of a summary or body: of citations, links and headings, and of the limits of its size."""
    yield from lint_citations(text, may_cite)
    yield from _lint_links(text)
    yield from _lint_pattern(_EMPTY_HEADING, text, "a heading without a text")
    hint = "Begin headings with ##, ### or ####."
    yield from _lint_pattern(_WRONG_HEADING, text, "a heading of this level may not stand here", hint)
    yield from lint_limits(text)


def _lint_pattern(wrong: re.Pattern[str], text: str, message: str, hint: str = "") -> Iterator[Violation]:
    return (Violation(found.group()[:40], found.start(), message, hint) for found in wrong.finditer(text))


def lint_limits(text: str) -> Iterator[Violation]:
    """Yield the parts of a Markdown text that would take too long to convert."""
    if len(text) > MAX_MARKDOWN:
        yield Violation("", 0, f"a text of {len(text)} characters; expected at most {MAX_MARKDOWN}", "Divide it into two.")
    for paragraph in _PARAGRAPH.finditer(text):
        if (length := len(paragraph.group())) > MAX_PARAGRAPH:
            message = f"a paragraph of {length} characters; expected at most {MAX_PARAGRAPH}"
            yield Violation(paragraph.group()[:20], paragraph.start(), message, "Divide it with an empty line.")
    yield from _lint_pattern(_TOO_DEEP, text, f"more than {MAX_LEVELS} levels of lists and quotes")
    yield from _lint_pattern(_MANY_BRACKETS, text, "more than ten opening brackets in a row without a closing one")


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
    for stray in _STRAY_AT.finditer(text):
        if not any(bracket.start() <= stray.start() < bracket.end() for bracket in found):
            hint = "Write [@article], with the bracket right before the @."
            yield Violation(stray.group(), stray.start(), "an @ that begins no citation", hint)


def _lint_links(text: str) -> Iterator[Violation]:
    for start in _LINK_START.finditer(text):
        target = start["target"].strip()
        scheme, colon, _ = target.partition(":")
        if start.group().startswith("!"):
            yield Violation(start.group(), start.start(), "an image; a text has none")
        elif not colon or scheme.lower() not in URL_SCHEMES:
            message = f"a link to '{target[:60]}'; expected http, https or mailto"
            yield Violation(start.group(), start.start(), message, "A statement from an article is cited: [@article].")
        elif not LINK.match(text, start.start()):
            hint = "Write [text](https://…), without spaces or a title."
            yield Violation(start.group(), start.start(), "a link that cannot be read", hint)
