"""The page on which an edition is searched, and which of its pages are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from briefings import urls
from briefings.localise import Edition
from briefings.model.content import Article, Briefing
from briefings.search import shards
from briefings.view.frame import Here, Site, frame
from briefings.view.types import Plural, SearchPage

_SAMPLES = (*range(1, 101), 1_000, 1_000_000)
"""Numbers among which every form is, in which a language counts results."""


def articles(edition: Edition) -> Iterator[Article]:
    """Yield the articles that have a page in an edition."""
    return (article for article in edition.content.articles.values() if edition.locale in article.words)


def briefings(edition: Edition) -> Iterator[Briefing]:
    """Yield the briefings that have a page in an edition."""
    graph = edition.graph
    return (
        briefing
        for briefing in edition.content.briefings.values()
        if edition.locale in briefing.words and briefing.id in graph.citations
    )


def searched(site: Site, edition: Edition) -> Iterator[str]:
    """Yield the paths of an edition's pages that are searched: those of records and the plain ones.

    What stands on the others, the front page and the long lists, stands on one of these.
    """
    content, locale = edition.content, edition.locale
    records: Mapping[urls.Kind, Iterable[str]] = {
        "briefings": (briefing.id for briefing in briefings(edition)),
        "articles": (article.id for article in articles(edition)),
        "outlets": content.outlets,
        "entities": content.entities,
        "topics": content.topics,
        "measures": content.measures,
    }
    for kind, ids in records.items():
        yield from (urls.record(locale, kind, record_id) for record_id in ids)
    for page in site.plain_pages.get(locale, ()):
        yield urls.plain_page(locale, page.name)


def search_page(site: Site, here: Here) -> SearchPage:
    """Return the view of the page on which an edition is searched."""
    edition = here.edition
    _ = edition.messages.gettext
    return SearchPage(
        **frame(
            site,
            here,
            template="search.html",
            title=_("Search"),
            description=_("Search the articles, the briefings and all other pages of this edition."),
            path_in=urls.search,
            locales=site.settings.locales,
            breadcrumbs=(here.front(_("Front page")),),
        ),
        script=here.href(site.assets["search.js"]),
        root=here.href(urls.CHOOSER),
        bundles=tuple(here.href(urls.search_bundle(edition.locale, shard)) for shard in shards(searched(site, edition))),
        plurals=tuple(_plurals(edition)),
    )


def _plurals(edition: Edition) -> Iterator[Plural]:
    found = {edition.formats.plural(Decimal(number)): number for number in reversed(_SAMPLES)}
    for category, number in sorted(found.items()):
        yield Plural(category=category, number=number)
