"""Plain pages: YAML front matter between two lines `---`, and Markdown below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefings.diagnostics import Diagnostic, Location
from briefings.model.content import PlainPage
from briefings.model.records import PageFacts
from briefings.read.shape import placeholder, shape
from briefings.read.source import read_text
from briefings.read.yaml_text import parse

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


def read_pages(root: Path, files: Iterable[str], diagnostics: list[Diagnostic]) -> Iterator[PlainPage]:
    """Yield the pages that can be read, and add what is wrong to the diagnostics."""
    for file in files:
        text, wrong = read_text(root, file)
        diagnostics += wrong
        if text is not None:
            front_matter, markdown = split(text)
            facts = _facts(file, front_matter, diagnostics)
            locale, name = file.split("/")[-2:]
            yield PlainPage(locale, name.removesuffix(".md"), file, facts, markdown)


def split(text: str) -> tuple[str, str]:
    """Return a page's front matter and its Markdown.

    The front matter keeps the place of its lines: the opening `---` is a comment line in what is returned. It is empty where
    the page has none.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return "", text
    return "#" + text[1 : match.end("yaml")] if match.group("yaml") else "#", text[match.end() :]


def _facts(file: str, front_matter: str, diagnostics: list[Diagnostic]) -> PageFacts:
    if not front_matter:
        message = "lacks front matter: title and description between two lines ---"
        diagnostics.append(Diagnostic("Y006", Location(file, line=1, column=1), message))
        return placeholder(PageFacts)
    document, wrong = parse(file, front_matter)
    diagnostics += wrong
    if document is None:
        return placeholder(PageFacts)
    shaped = shape(PageFacts, file, document.data)  # the Markdown below it is as it was written, whatever is wrong here
    diagnostics += shaped.diagnostics
    return shaped.record
