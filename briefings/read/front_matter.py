"""The lines between two `---` at the top of a plain page."""

from __future__ import annotations

import re

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


def split(text: str) -> tuple[str, str]:
    """Return a page's front matter and its Markdown.

    The front matter keeps the place of its lines: the opening `---` is a comment line in what is returned. It is empty where
    the page has none.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return "", text
    return "#" + text[1 : match.end("yaml")] if match.group("yaml") else "#", text[match.end() :]
