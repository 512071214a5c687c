"""Passages as editors write them: some words of an article, with gaps between them."""

import re

_DOTS = r"(?:\.{3,}|[…⋯]|\.(?:\s\.){2,})[.…⋯]*"
_GAP = re.compile(rf"\[\s?{_DOTS}\s?\]|\(\s?{_DOTS}\s?\)|{_DOTS}")
"""An ellipsis or three dots, in brackets or without."""


def passage_parts(passage: str) -> tuple[str, ...]:
    """Return the words of a passage between its gaps: `…`, `...`, `[…]` and the like."""
    return tuple(stripped for part in _GAP.split(passage) if (stripped := part.strip()))
