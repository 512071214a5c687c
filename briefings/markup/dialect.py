"""The conversion of Markdown to clean HTML."""

import re
import threading
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor, build_treeprocessors
from markdown.util import AtomicString, Registry

from briefings import urls
from briefings.markup.citations import BRACKET, Citation, find_citations
from briefings.model.text import Html

URL_SCHEMES = frozenset({"http", "https", "mailto"})
"""Schemes of the addresses that a text may link to."""
LINK = re.compile(r"\[(?<![\\!]\[)([^\[\]\x02]{1,500})\]\(((?:[^()\s\[\]\x02]|\([^()\s\[\]\x02]*\)){0,2000})\)")
"""An inline link: the groups are its text and its address. It begins with a literal, see `citations.BRACKET`."""

# A mark for each bracket of citations: no other part of the dialect makes a `sup`.
_MARK = re.compile(r'<sup class="cite">([^<]*)</sup>')
_GIVEN_ID = re.compile(r"\{:?[^{}\n]*?#([\w.:-]+)")


def to_html(text: str, cite: Callable[[Citation], str] | None = None) -> Html:
    """Return a text of the dialect as clean HTML.

    `cite` returns the HTML of one citation and is called in reading order; it may itself call `to_html`. Without it, citations
    stay as they are written. Headings get the anchors that `urls.anchor` counts out.
    """
    with _LOCK:
        html = (_CITING if cite else _PLAIN).reset().convert(text)
    # Citations are put in when Markdown is done, so that no conversion is under way while `cite` runs.
    return clean(_MARK.sub(lambda mark: _cited(mark, cite), html) if cite else html)


def _cited(mark: re.Match[str], cite: Callable[[Citation], str]) -> str:
    citations = (citation for citation, _ in find_citations(f"[{mark[1]}]"))
    return f'<sup class="cite">{"".join(map(cite, citations))}</sup>'


def clean(html: str) -> Html:
    """Return HTML with no other elements and attributes than a text may have."""
    return Html(_CLEANER.clean(html))


def heading_ids(text: str) -> frozenset[str]:
    """Return the fragments by which the headings of a plain page, which is ordinary Markdown, can be linked to.

    They are those that MkDocs' Markdown gives them (its extension `toc`), and those that the page gives them itself
    (`attr_list`). The text must have passed `lint_limits`.
    """
    converter = markdown.Markdown(extensions=["toc", "fenced_code", "tables"])
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    html = converter.convert(text)
    return frozenset((*re.findall(r'<h[1-6] id="([^"]+)"', html), *_GIVEN_ID.findall(text)))


_TAGS = {
    *("p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "em", "strong", "a", "sup", "span", "q"),
    *("code", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"),
}
_ATTRIBUTES = {
    "a": {"href", "id", "class", "aria-label", "aria-describedby", "lang", "dir"},
    "q": {"lang", "dir"},
    "span": {"class", "data-pagefind-ignore", "id", "role", "tabindex"},
    "sup": {"class"},
    "ol": {"start"},
    **{heading: {"id"} for heading in ("h2", "h3", "h4")},
}
_CLEANER = nh3.Cleaner(tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(URL_SCHEMES), link_rel=None)


class _CitationProcessor(InlineProcessor):
    """Puts a mark in the place of a bracket of citations."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]
        citations = [str(citation) for citation, _ in find_citations(m.group(0))]
        if not citations:
            return None, None, None
        mark = Element("sup", {"class": "cite"})
        mark.text = AtomicString("; ".join(citations))
        # The number of a citation stands right behind the word: no space before it.
        return mark, len(data[: m.start(0)].rstrip()), m.end(0)


class _LinkProcessor(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        link = Element("a", {"href": m.group(2)})
        link.text = m.group(1)
        return link, m.start(0), m.end(0)


class _HeadingAnchors(Treeprocessor):
    def run(self, root: Element) -> None:
        headings = (element for element in root.iter() if element.tag in ("h2", "h3", "h4"))
        for number, heading in enumerate(headings, start=1):
            heading.set("id", urls.anchor("section", number))


def _converter(*, cites: bool) -> markdown.Markdown:
    """Return a converter with none of Markdown's own processors but those that are named here."""
    converter = markdown.Markdown()
    converter.preprocessors = _only(converter.preprocessors, "normalize_whitespace")
    blocks = ("empty", "indent", "hashheader", "olist", "ulist", "quote", "paragraph")
    converter.parser.blockprocessors = _only(converter.parser.blockprocessors, *blocks)
    converter.inlinePatterns = _only(converter.inlinePatterns, "escape", "em_strong", "em_strong2")
    converter.inlinePatterns.register(_LinkProcessor(LINK.pattern, converter), "link", 160)
    if cites:
        converter.inlinePatterns.register(_CitationProcessor(BRACKET, converter), "citation", 175)
    converter.treeprocessors = build_treeprocessors(converter)  # they hold the inline patterns they were made with
    converter.treeprocessors.register(_HeadingAnchors(converter), "anchors", 5)
    return converter


def _only(registry: Registry[Any], *names: str) -> Registry[Any]:
    """Return a registry with only the processors of these names, tried in this order."""
    only: Registry[Any] = Registry()
    for position, name in enumerate(names):
        if name in registry:  # some versions of Markdown have one processor for * and _, others two
            only.register(registry[name], name, 150 - position)
    return only


_PLAIN, _CITING = _converter(cites=False), _converter(cites=True)
_LOCK = threading.Lock()
"""Held during a conversion: a converter holds the state of one, and takes 0.3 ms to construct."""
