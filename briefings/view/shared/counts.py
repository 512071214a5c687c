"""How many sources something has, and how many of them are independent."""

from __future__ import annotations

from typing import NamedTuple

from briefings.link.origins import SourceCount
from briefings.view.context import PageContext
from briefings.view.fragments import memoized
from briefings.view.shared.links import Link, ancestor_link, article_link


class SourceGroup(NamedTuple):
    """Articles that count as one source."""

    articles: tuple[Link, ...]
    """Each under its headline."""
    shared: tuple[Link, ...]
    """What they share: the original among them, an agency, an outlet. Empty for a single article."""
    is_known: bool
    """False where nothing is known of where they have it from; then they are not counted as independent."""


class SourceCountView(NamedTuple):
    """How many articles, and how many of them independent, with the reasons."""

    articles: int
    """All of them."""
    independent: int
    """Sources that are independent of each other."""
    unknown: int
    """Sources of which nothing is known."""
    groups: tuple[SourceGroup, ...]
    """One for each source."""


@memoized
def source_count(context: PageContext, count: SourceCount) -> SourceCountView:
    """Return a count of sources with what each of them rests on."""
    groups = (
        SourceGroup(
            articles=tuple(article_link(context, article) for article in source.articles),
            shared=tuple(ancestor_link(context, ancestor) for ancestor in source.shared),
            is_known=source.is_known,
        )
        for source in count.sources
    )
    return SourceCountView(articles=count.articles, independent=count.independent, unknown=count.unknown, groups=tuple(groups))
