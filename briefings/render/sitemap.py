"""The sitemap for search engines (sitemaps.org 0.9): each page with its alternates."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from briefings.view import Page

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""

SitemapEntry = tuple[str, str]
"""A page's address and its alternates, as XML; both are empty for a page that is not in the sitemap."""


def sitemap_entry(page: Page) -> SitemapEntry:
    """Return a page's entry; an empty one for a page without alternates, which is no page to be found."""
    if not page.alternates:
        return "", ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(locale)} href={quoteattr(address)}/>'
        for locale, address in page.alternates
    )
    return f"<loc>{escape(page.canonical)}</loc>", links


def sitemap(entries: Iterable[SitemapEntry]) -> bytes:
    """Return the sitemap from the entries of its pages, as UTF-8."""
    listed = (f"<url>{address}{alternates}</url>\n" for address, alternates in entries if address)
    return (_HEAD + "".join(listed) + "</urlset>\n").encode("utf-8")
