"""A pointer from one article's statement or event to another's."""

from __future__ import annotations

import re
from typing import NamedTuple

_WRITTEN = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*):([a-z0-9]+(?:-[a-z0-9]+)*)", re.ASCII)


class Reference(NamedTuple):
    """One claim or event of one article, by ids."""

    article: str
    id: str

    def __str__(self) -> str:
        return f"{self.article}:{self.id}"


def parse(text: str) -> Reference | None:
    """Return what `article:id` points to; None where the text is written otherwise."""
    match = _WRITTEN.fullmatch(text)
    return Reference(match[1], match[2]) if match and len(text) <= 200 else None
