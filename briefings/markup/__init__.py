"""Markup: the Markdown dialect of summaries and bodies, its lint, its citations, and its conversion to clean HTML.

Only paragraphs, headings, lists, quotes, emphasis, inline links and citations are Markdown here. No processor reads raw HTML,
images, code or reference links, so none can reach a page; `nh3` cleans the result all the same.
"""

from briefings.markup.citations import Citation, find_citations
from briefings.markup.dialect import clean, heading_ids, to_html
from briefings.markup.lint import lint, lint_citations, lint_limits
from briefings.markup.uncited import may_hold_citations, near_citations, uncited

__all__ = [
    "Citation",
    "clean",
    "find_citations",
    "heading_ids",
    "lint",
    "lint_citations",
    "lint_limits",
    "may_hold_citations",
    "near_citations",
    "to_html",
    "uncited",
]
