"""Names as articles spell them."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.model.text import Text
from briefings.view.shared.links import Link


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """A name as an article spells it."""

    name: Link
    """The entity, or the article, that it belongs to."""
    spelling: Text
    """In the words of the article."""
