"""Plain pages: YAML front matter between two lines `---`, and Markdown below it."""

import re

from briefings.diagnostics import Diagnostic, Location
from briefings.model.records import PageFacts, PageText
from briefings.read.shape import Shaped, missing, shape_yaml

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


def shape_page(file: str, text: str) -> Shaped[PageText]:
    """Return the text of a plain page as a record, and what keeps it from being one; its Markdown is as it was written."""
    front_matter, markdown = split(text)
    shaped = _facts(file, front_matter)
    record = PageText(**shaped.record.values(), markdown=markdown)
    return Shaped(record, diagnostics=shaped.diagnostics, allowed=shaped.allowed)


def split(text: str) -> tuple[str, str]:
    """Return a page's front matter and its Markdown.

    The front matter keeps the place of its lines: the opening `---` is a comment line in what is returned. It is empty where
    the page has none.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return "", text
    return "#" + text[1 : match.end("yaml")] if match.group("yaml") else "#", text[match.end() :]


def _facts(file: str, front_matter: str) -> Shaped[PageFacts]:
    if not front_matter:
        message = "lacks front matter: title and description between two lines ---"
        return missing(PageFacts, Diagnostic("Y006", Location(file, line=1, column=1), message))
    return shape_yaml(PageFacts, file, front_matter)
