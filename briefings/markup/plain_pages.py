"""Plain pages: CommonMark and tables, within Python-Markdown, which MkDocs converts pages with.

Python-Markdown goes on calling preprocessors, tree processors (ids of headings, links to other pages) and postprocessors; what
blocks and spans a page has is the parser's to say.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from xml.etree import ElementTree

from markdown import Extension, Markdown
from markdown.blockparser import BlockParser
from markdown.util import AtomicString

from briefings.markup import commonmark

_GIVEN_ID = re.compile(r"\{:?[^{}\n]*?#([\w.:-]+)")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TARGET_ON_ITS_LINE = re.compile(r"\]:\s*<?")
_PATTERNS = (
    *("backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref"),
    *("autolink", "automail", "linebreak", "html", "entity", "not_strong", "em_strong", "em_strong2"),
)
"""Python-Markdown's own; those of other extensions are applied to the text of a page."""
_PREPROCESSORS = ("normalize_whitespace", "html_block", "fenced_code_block")


class CommonMark(Extension):
    """Has Python-Markdown make of a page what CommonMark says. It comes after all other extensions."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Put the parser in the place of Python-Markdown's own."""
        for registry, names in (
            (md.preprocessors, _PREPROCESSORS),
            (md.inlinePatterns, _PATTERNS),
            (md.treeprocessors, ("prettify",)),
        ):
            for name in names:
                if name in registry:
                    registry.deregister(name)
        if not len(md.inlinePatterns):
            md.treeprocessors.deregister("inline")  # the time it takes grows with the square of the number of blocks
        md.parser = _Parser(md)
        md.registerExtension(self)
        self._md = md

    def reset(self) -> None:
        """Put our serializer in the place of the one that Python-Markdown has chosen, which leaves `&lt;` as it is."""
        self._md.serializer = _serialize


class _Parser(BlockParser):
    def parseDocument(self, lines: Iterable[str]) -> ElementTree.ElementTree:
        tokens, environment = commonmark.parse("\n".join(lines), "page")
        # What no XML can hold has come from another plugin: the reader of files refuses it.
        html = _NOT_XML.sub("\ufffd", commonmark.render(tokens, "page", environment))
        root = ElementTree.fromstring(f"<div>{html}</div>")  # noqa: S314 (the parser has made it, and escaped all else)
        for element in root.iter():
            if element.text and (element.tag == "code" or element.text.isspace()):
                element.text = AtomicString(element.text)
            if element.tail and element.tail.isspace():
                element.tail = AtomicString(element.tail)
        return ElementTree.ElementTree(root)


def _serialize(root: ElementTree.Element) -> str:
    return ElementTree.tostring(root, encoding="unicode", method="html")


def unusable_extensions(names: Sequence[Any], options: Mapping[str, Any]) -> list[str]:
    """Return which of Python-Markdown's extensions would have no effect on a page: those that make blocks."""
    usual = len(Markdown(extensions=["tables"]).parser.blockprocessors)

    def makes_blocks(name: Any) -> bool:
        own = {name: options[name]} if isinstance(name, str) and name in options else {}
        return len(Markdown(extensions=["tables", name], extension_configs=own).parser.blockprocessors) > usual

    return [str(name) for name in names if makes_blocks(name)]


def heading_ids(text: str) -> frozenset[str]:
    """Return the fragments by which the headings of a plain page can be linked to.

    They are those that MkDocs gives them (Python-Markdown's extension `toc`), and those that the page gives them itself
    (`attr_list`). The text must have passed `lint_limits`.
    """
    html = Markdown(extensions=["toc", CommonMark()]).convert(text)
    return frozenset((*re.findall(r'<h[1-6] id="([^"]+)"', html), *_GIVEN_ID.findall(text)))


class PageLink(NamedTuple):
    """A link or an image on a plain page."""

    target: str
    """Where it leads, with all characters as themselves."""
    position: int
    """Of the target in the text of the page, in characters; of the image as a whole."""
    is_image: bool = False


def page_links(text: str) -> Iterator[PageLink]:
    """Yield the links and images of a page, and the addresses that some of them have in common. It has passed `lint_limits`."""
    places = commonmark.Places(text)
    for token in commonmark.parse(text, "page")[0]:
        if token.type == "definition" and token.map:
            row, start = places.rows[token.map[0]], places.row(token.map[0])
            found = _TARGET_ON_ITS_LINE.search(row)
            yield PageLink(token.meta["url"], start + (found.end() if found else 0))
        if token.type == "inline":
            place = places.within(token)
            for inner in commonmark.walk(token.children or ()):
                if inner.type == "image" and "at" in inner.meta:
                    yield PageLink(str(inner.attrGet("src")), place(inner.meta["at"]), is_image=True)
                elif inner.type == "link_open" and "label" not in inner.meta:
                    source = inner.meta["source"]
                    before = 1 if inner.markup == "autolink" else source.rfind("](") + 2
                    yield PageLink(str(inner.attrGet("href")), place(inner.meta["at"] + before))
