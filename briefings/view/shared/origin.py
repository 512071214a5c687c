"""What articles go back to."""

from __future__ import annotations

from typing import NamedTuple

from briefings.model.content import Article
from briefings.view.context import PageContext
from briefings.view.shared.links import Link, article_link, entity_links, outlet_link


class OriginView(NamedTuple):
    """What an article goes back to."""

    kind: str
    """A kind of origin, as in the content."""
    of: Link | None
    """The article that it is a translation or reprint of."""
    outlet: Link | None
    """The outlet of a text that is not on this site."""
    language: str | None
    """Name of that text's language."""
    via: tuple[Link, ...]
    """The agencies that the reporting came through."""
    inferred: bool
    """The desk concludes it; the article does not say so."""


def origin_view(context: PageContext, article: Article) -> OriginView:
    """Return what an article goes back to."""
    edition, facts = context.edition, article.facts.origin
    return OriginView(
        kind=facts.kind,
        of=article_link(context, facts.of) if facts.of else None,
        outlet=outlet_link(context, facts.outlet) if facts.outlet else None,
        language=edition.formats.language(facts.language) if facts.language else None,
        via=entity_links(context, facts.via),
        inferred=facts.inferred,
    )
