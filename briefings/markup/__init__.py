"""Markup: Markdown as CommonMark has it, its lint, its citations, and its conversion to clean HTML.

What a text may not have is refused by the lint; HTML is text. `nh3` cleans the result all the same.
"""

from briefings.markup.citations import Citation, find_citations
from briefings.markup.dialect import clean, to_html
from briefings.markup.lint import lint, lint_citations, lint_limits, lint_line, lint_page
from briefings.markup.plain_pages import PageLink, heading_ids, page_links
from briefings.markup.uncited import near_citations, uncited

__all__ = [
    "Citation",
    "PageLink",
    "clean",
    "find_citations",
    "heading_ids",
    "lint",
    "lint_citations",
    "lint_limits",
    "lint_line",
    "lint_page",
    "near_citations",
    "page_links",
    "to_html",
    "uncited",
]
