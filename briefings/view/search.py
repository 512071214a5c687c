"""The page on which an edition is searched, and which of its pages are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from briefings import urls
from briefings.localise import Edition
from briefings.search import shards
from briefings.view.frame import Here, Site, frame
from briefings.view.types import Plural, SearchPage

_SAMPLES = (*range(1, 101), 1_000, 1_000_000)
"""Numbers among which every form is, in which a language counts results."""


def searched_records(edition: Edition) -> Mapping[urls.Kind, Iterable[str]]:
    """Return the ids of the records that have pages in an edition, by kind; those pages are searched."""
    content, locale, graph = edition.content, edition.locale, edition.graph
    briefings, articles = content.briefings.values(), content.articles.values()
    return {
        "briefings": (record.id for record in briefings if locale in record.words and record.id in graph.citations),
        "articles": (record.id for record in articles if locale in record.words),
        "outlets": content.outlets,
        "entities": content.entities,
        "topics": content.topics,
        "measures": content.measures,
    }


def searched(site: Site, edition: Edition) -> Iterator[str]:
    """Yield the paths of an edition's pages that are searched: those of records and the plain ones.

    What stands on the others, the front page and the long lists, stands on one of these.
    """
    for kind, ids in searched_records(edition).items():
        yield from (urls.record(edition.locale, kind, record_id) for record_id in ids)
    for page in site.plain_pages.get(edition.locale, ()):
        yield urls.plain_page(edition.locale, page.name)


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
