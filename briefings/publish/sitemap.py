"""The list of all pages for search engines (sitemaps.org 0.9), each with its alternates."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from briefings.view import Page

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""


def entry(page: Page) -> str:
    """Return a page's entry; empty for a page without alternates, which is no page to be found."""
    if not page.alternates:
        return ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(alternate.hreflang)} href={quoteattr(alternate.url)}/>'
        for alternate in page.alternates
    )
    return f"<url><loc>{escape(page.canonical)}</loc>{links}</url>\n"


def sitemap(entries: Iterable[str]) -> bytes:
    """Return the list of pages from their entries, as UTF-8."""
    return (_HEAD + "".join(entries) + "</urlset>\n").encode("utf-8")
