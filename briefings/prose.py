"""The small Markdown dialect of summaries and bodies: text to HTML, and what a text cites and links to.

Only what is listed here is Markdown: paragraphs, headings, lists, quotes, emphasis, links and citations. Nothing reads raw
HTML, images, code or reference links, so nothing of the kind can reach a page; `nh3` cleans the result all the same.

Citations are written as Pandoc writes them: `[@article]`, `[@article:claim]`, `[@one; @two:claim]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor, build_treeprocessors
from markdown.util import AtomicString, Registry

from briefings import urls
from briefings.model.records import MAX_PROSE
from briefings.model.text import Html, Text

MAX_PARAGRAPH = 5_000
"""Characters between two empty lines; Markdown's patterns take time that grows with the square of it."""
MAX_LEVELS = 6
"""Quotes and lists within one another."""

_MARKER = r"[ \t]*(?:>|[-+*](?=\s)|\d+\.(?=\s))"
_DEEP = re.compile(rf"^(?:{_MARKER}){{{MAX_LEVELS + 1},}}|^[ \t]{{{4 * MAX_LEVELS},}}\S", re.MULTILINE)

SCHEMES = frozenset({"http", "https", "mailto"})
"""Where a link may lead."""

_TARGET = r"@(?P<article{0}>[A-Za-z0-9_-]+)(?::(?P<claim{0}>[A-Za-z0-9_-]+))?"
_ONE = re.compile(_TARGET.format(""))
# A pattern that begins with a sign finds its places at once; so what may not stand before the sign is looked for behind it.
_BRACKET = r"\[(?<!\\\[)(?=@)([^\[\]\n]*)\]"
_LOST = re.compile(r"\[ +@|(?<![\w\\/])@(?=[A-Za-z0-9_-]+:[A-Za-z0-9_-])|(?<!\\\[)(?<=\[)@(?=[A-Za-z0-9])")
_CITATION = re.compile(_BRACKET)
_LINK = re.compile(r"\[(?<![\\!]\[)([^\[\]\x02]{1,500})\]\(((?:[^()\s\[\]\x02]|\([^()\s\[\]\x02]*\)){0,2000})\)")
_LINK_START = re.compile(r"(?<!\\)!?\[[^\[\]]*\]\((?P<target>\s*[^\s)]*)")


_GIVEN_ID = re.compile(r"\{:?[^{}\n]*?#([\w.:-]+)")


def heading_ids(text: str) -> frozenset[str]:
    """Return the fragments by which the headings of a plain page can be linked to.

    They are those that MkDocs' Markdown gives them (its extension `toc`), and those that the page gives them itself
    (`attr_list`). The text has been found without `bound_faults`.
    """
    converter = markdown.Markdown(extensions=["toc", "fenced_code", "tables"])
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    html = converter.convert(text)
    return frozenset((*re.findall(r'<h[1-6] id="([^"]+)"', html), *_GIVEN_ID.findall(text)))


@dataclass(frozen=True)
class Citation:
    """A pointer from a text to an article, or to one claim of it."""

    article: str
    claim: str | None = None

    def __str__(self) -> str:
        return f"@{self.article}:{self.claim}" if self.claim else f"@{self.article}"


@dataclass(frozen=True)
class Fault:
    """What a text may not hold."""

    word: str
    """The part of the text that is meant."""
    at: int
    """Where it begins, in characters."""
    message: str
    hint: str = ""


Cite = Callable[[Citation], Element]
"""Makes the markup of a citation."""


def citations(text: str) -> Iterator[tuple[Citation, int]]:
    """Yield the citations of a text in order, each with its position in characters; malformed ones are passed over."""
    if "@" not in text:
        return
    for bracket in _CITATION.finditer(text):
        offset = bracket.start(1)
        for part in bracket.group(1).split(";"):
            lead = len(part) - len(part.lstrip())
            if match := _ONE.fullmatch(part.strip()):
                yield Citation(match["article"], match["claim"]), offset + lead
            offset += len(part) + 1


def faults(text: str, may_cite: bool) -> Iterator[Fault]:
    """Yield what a text may not hold: malformed citations, links elsewhere, first-level headings, too much at once."""
    yield from citation_faults(text, may_cite)
    yield from _link_faults(text)
    for empty in re.finditer(r"^#+[ \t#]*$", text, re.MULTILINE):
        yield Fault(empty.group(), empty.start(), "a heading without a text")
    for heading in re.finditer(r"^(?:#(?!#)|#{5,})(?=.*[^# \t\n]).*$", text, re.MULTILINE):
        yield Fault(
            heading.group()[:40],
            heading.start(),
            "a heading of this level may not stand here",
            "Begin headings with ##, ### or ####.",
        )
    yield from bound_faults(text)


def bound_faults(text: str) -> Iterator[Fault]:
    """Yield the parts of a Markdown text that would take its readers, or the machine, too long."""
    if len(text) > MAX_PROSE:
        yield Fault("", 0, f"a text of {len(text)} characters; expected at most {MAX_PROSE}", "Divide it into two.")
    for paragraph in re.finditer(r"(?:^.*\S.*$\n?)+", text, re.MULTILINE):
        if len(paragraph.group()) > MAX_PARAGRAPH:
            message = f"a paragraph of {len(paragraph.group())} characters; expected at most {MAX_PARAGRAPH}"
            yield Fault(paragraph.group()[:20], paragraph.start(), message, "Divide it with an empty line.")
    for line in _DEEP.finditer(text):
        yield Fault(line.group()[:40], line.start(), f"more than {MAX_LEVELS} levels of lists and quotes")
    for brackets in re.finditer(r"\[[^\]\n]*(?:\[[^\]\n]*){10,}", text):
        yield Fault(brackets.group()[:20], brackets.start(), "more than ten opening brackets in a row without a closing one")


@lru_cache(maxsize=100)  # several rules ask it of the same few texts
def citation_faults(text: str, may_cite: bool) -> tuple[Fault, ...]:
    """Return what looks like a citation and is none, or stands where none may."""
    return tuple(_citation_faults(text, may_cite)) if "@" in text else ()


def _citation_faults(text: str, may_cite: bool) -> Iterator[Fault]:
    brackets = list(_CITATION.finditer(text))
    for bracket in brackets:
        if may_cite:
            yield from _malformed(bracket)
        else:
            yield Fault(
                bracket.group(), bracket.start(), f"a citation, {bracket.group()[:60]}; only the body of a briefing cites"
            )
    for lost in _LOST.finditer(text):
        if not any(bracket.start() <= lost.start() < bracket.end() for bracket in brackets):
            hint = "Write [@article], with the bracket right before the @."
            yield Fault(lost.group(), lost.start(), "an @ that begins no citation", hint)


def _malformed(bracket: re.Match[str]) -> Iterator[Fault]:
    at = bracket.start(1)
    for part in bracket.group(1).split(";"):
        found = part.strip()
        if not _ONE.fullmatch(found):
            place = at + len(part) - len(part.lstrip())
            yield Fault(
                found, place, f"'{found[:60]}' is no citation", "Write [@article], [@article:claim] or [@one; @two:claim]."
            )
        at += len(part) + 1


def _link_faults(text: str) -> Iterator[Fault]:
    for start in _LINK_START.finditer(text):
        target = start["target"].strip()
        scheme, colon, _ = target.partition(":")
        if start.group().startswith("!"):
            yield Fault(start.group(), start.start(), "an image; a text has none")
        elif not colon or scheme.lower() not in SCHEMES:
            message = f"a link to '{target[:60]}'; expected http, https or mailto"
            yield Fault(start.group(), start.start(), message, "A statement from an article is cited: [@article].")
        elif not _LINK.match(text, start.start()):
            yield Fault(
                start.group(),
                start.start(),
                "a link that cannot be read",
                "Write [text](https://…), without spaces or a title.",
            )


def to_html(text: str, cite: Cite | None = None) -> Html:
    """Return a text of the dialect as clean HTML.

    `cite` makes the markup of each citation, in reading order; without it the text has none. Headings are given the anchors
    that `urls.section_anchor` counts out.
    """
    converter = _converter()
    converter.cite = cite  # type: ignore[attr-defined]
    return clean(converter.reset().convert(text))


def clean(html: str) -> Html:
    """Return HTML with nothing in it but the elements and attributes that a text may have."""
    return Html(_CLEANER.clean(html))


_TAGS = {
    *("p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "em", "strong", "a", "sup", "span", "q"),
    *("code", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"),
}
_ATTRIBUTES = {
    "a": {"href", "id", "class", "aria-label", "aria-describedby", "lang", "dir"},
    "q": {"lang", "dir"},
    "span": {"class", "data-pagefind-ignore", "id", "role", "tabindex"},
    "sup": {"class"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "ol": {"start"},
}
_CLEANER = nh3.Cleaner(tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None)


class _Cite(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | str | None, int | None, int | None]:  # type: ignore[override]
        cite: Cite | None = self.md.cite  # type: ignore[attr-defined]
        cited = [citation for citation, _ in citations(m.group(0))]
        if cite is None or not cited:
            return None, None, None
        group = Element("sup", {"class": "cite"})
        group.extend(cite(citation) for citation in cited)
        # The number of a citation stands right behind the word: no space before it.
        return group, len(data[: m.start(0)].rstrip()), m.end(0)


class _Link(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        link = Element("a", {"href": m.group(2)})
        link.text = m.group(1)
        return link, m.start(0), m.end(0)


class _Anchors(Treeprocessor):
    def run(self, root: Element) -> None:
        headings = (element for element in root.iter() if element.tag in ("h2", "h3", "h4"))
        for number, heading in enumerate(headings, start=1):
            heading.set("id", urls.section_anchor(number))


@lru_cache(maxsize=1)
def _converter() -> markdown.Markdown:
    """Return the dialect's converter: of Markdown's own processors only those that are named here."""
    converter = markdown.Markdown()
    converter.preprocessors = _only(converter.preprocessors, "normalize_whitespace")
    blocks = ("empty", "indent", "hashheader", "olist", "ulist", "quote", "paragraph")
    converter.parser.blockprocessors = _only(converter.parser.blockprocessors, *blocks)
    converter.inlinePatterns = _only(converter.inlinePatterns, "escape", "em_strong", "em_strong2")
    converter.inlinePatterns.register(_Cite(_BRACKET, converter), "citation", 175)
    converter.inlinePatterns.register(_Link(_LINK.pattern, converter), "link", 160)
    converter.treeprocessors = build_treeprocessors(converter)  # they hold the inline patterns they were made with
    converter.treeprocessors.register(_Anchors(converter), "anchors", 5)
    return converter


def _only(registry: Registry[Any], *names: str) -> Registry[Any]:
    """Return a registry with nothing but the processors of these names, tried in this order."""
    kept: Registry[Any] = Registry()
    for position, name in enumerate(names):
        if name in registry:  # some versions of Markdown have one processor for * and _, others two
            kept.register(registry[name], name, 150 - position)
    return kept


@dataclass(frozen=True)
class Note:
    """What a reader is told of a citation without leaving the sentence."""

    anchor: str
    passage: Text | None
    """The words of the article, where one claim is cited."""
    article: Text
    article_href: str
    facts: str
    """Outlet, language and date."""
    source: str
    """Text of the link to the list of sources."""


def citation(href: str, anchor: str, number: int, note: Note, locale: str) -> Element:
    """Return the markup of a citation: a number that leads to the list of sources and can be returned to, and its note.

    The note stands hidden beside the number; the style sheet shows it where the number is pointed at, focused or tapped, and in
    print. The whole takes the focus of a tap, but is no stop of its own for the keyboard: the number is.
    """
    # The search leaves it out: it is the article's text, which is found on the article's page.
    whole = Element("span", {"class": "citation", "tabindex": "-1", "data-pagefind-ignore": "all"})
    number_link = SubElement(
        whole, "a", {"href": href, "id": anchor, "aria-label": note.source, "aria-describedby": note.anchor}
    )
    number_link.text = str(number)
    told = SubElement(whole, "span", {"class": "told", "id": note.anchor, "role": "note"})
    if note.passage is not None:
        _put(SubElement(told, "q"), note.passage, locale)
    _put(SubElement(told, "a", {"href": note.article_href, "class": "headline"}), note.article, locale)
    facts = SubElement(told, "span", {"class": "meta"})
    facts.text = _as_it_is(note.facts)
    back = SubElement(told, "a", {"href": href, "class": "more"})
    back.text = _as_it_is(note.source)
    for part in list(told)[:-1]:
        part.tail = " "  # for who hears it
    return whole


def _as_it_is(text: str) -> AtomicString:
    """Return a text that Markdown does not look into; what looks like an entity would be shown as the character it names."""
    return AtomicString(text.replace("&", "&amp;"))


def _put(element: Element, text: Text, locale: str) -> None:
    """Give an element a text, with its language where that is not the page's."""
    element.text = _as_it_is(text.text)
    if text.lang != locale:
        element.set("lang", text.lang)
        element.set("dir", "auto")


__all__ = [
    "Citation",
    "Cite",
    "Fault",
    "Note",
    "bound_faults",
    "citation",
    "citation_faults",
    "citations",
    "clean",
    "faults",
    "heading_ids",
    "to_html",
]
