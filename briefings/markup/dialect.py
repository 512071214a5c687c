"""The conversion of Markdown to clean HTML."""

from collections.abc import Callable

import nh3

from briefings import urls
from briefings.markup import commonmark, plain
from briefings.markup.citations import Citation, find_citations
from briefings.model.text import Html

URL_SCHEMES = frozenset({"http", "https", "mailto"})
"""Schemes of the addresses that a text may link to."""
HEADINGS = ("h2", "h3", "h4")
"""What a text may have: a page's own title is its first heading."""


def to_html(text: str, cite: Callable[[Citation], str] | None = None) -> Html:
    """Return a text of the dialect as clean HTML.

    `cite` returns the HTML of one citation and is called in reading order; it may itself call `to_html`. Without it, citations
    stay as they are written. Headings get the anchors that `urls.anchor` counts out.
    """

    def cited(bracket: str) -> str:
        assert cite is not None
        return f'<sup class="cite">{"".join(cite(citation) for citation, _ in find_citations(bracket))}</sup>'

    convert = plain.to_html if plain.is_plain(text) else _parsed
    return clean_text(convert(text, lambda number: urls.anchor("section", number), cited if cite else None))


def _parsed(text: str, anchor: Callable[[int], str], cite: Callable[[str], str] | None) -> str:
    kind: commonmark.Kind = "body" if cite else "summary"
    tokens, environment = commonmark.parse(text, kind)
    headings = (token for token in tokens if token.type == "heading_open" and token.tag in HEADINGS)
    for number, heading in enumerate(headings, start=1):
        heading.attrSet("id", anchor(number))
    commonmark.describe_cells(tokens)
    return commonmark.render(tokens, kind, environment, cite)


def clean_text(html: str) -> Html:
    """Return HTML with no other elements and attributes than a text of a record may have."""
    return Html(_CLEANER.clean(html).rstrip("\n"))


def clean(html: str) -> Html:
    """Return HTML with no other elements and attributes than a plain page may have."""
    return Html(_PAGE_CLEANER.clean(html).rstrip("\n"))


_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_TAGS = {"p", "br", *HEADINGS, "ul", "ol", "li", "blockquote", "em", "strong", "a", "sup", "span", "q", *_TABLE}
_TAGS_OF_A_PAGE = _TAGS | {"code", "pre", "hr", "dl", "dt", "dd"}
_ATTRIBUTES = {
    "a": {"href", "id", "class", "aria-label", "aria-describedby", "lang", "dir"},
    "q": {"lang", "dir"},
    "span": {"class", "data-pagefind-ignore", "id", "role", "tabindex"},
    "sup": {"class"},
    "ol": {"start"},
    "th": {"class", "scope"},
    "td": {"class", "data-label"},
    **{heading: {"id"} for heading in HEADINGS},
}
_ATTRIBUTES_OF_A_PAGE = {**_ATTRIBUTES, "a": {*_ATTRIBUTES["a"], "title"}}
_CLEANER, _PAGE_CLEANER = (
    nh3.Cleaner(tags=tags, attributes=attributes, url_schemes=set(URL_SCHEMES), link_rel=None)
    for tags, attributes in ((_TAGS, _ATTRIBUTES), (_TAGS_OF_A_PAGE, _ATTRIBUTES_OF_A_PAGE))
)
