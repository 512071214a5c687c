"""The page on which an edition is searched, and which of its pages are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from briefings import urls
from briefings.localise import Edition
from briefings.search import shards
from briefings.view.context import PageContext, SiteContext
from briefings.view.layout import Page, page_layout
from briefings.view.shared.links import breadcrumbs

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


def searched_paths(site: SiteContext, edition: Edition) -> Iterator[str]:
    """Yield the paths of an edition's pages that are searched: those of records and the plain ones.

    What stands on the others, the front page and the long lists, stands on one of these.
    """
    for kind, ids in searched_records(edition).items():
        yield from (urls.record(edition.locale, kind, record_id) for record_id in ids)
    for page in site.plain_pages.get(edition.locale, ()):
        yield urls.page(edition.locale, page.name)


class Plural(NamedTuple):
    """A form that words take beside a number."""

    category: str
    """As CLDR names it, and as a browser does: `one`, `few`, `other`."""
    number: int
    """A number beside which they take it."""


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """The page on which an edition is searched."""

    script: str
    """Link to the script that searches."""
    root: str
    """Link to the site's root, which the paths of what is found begin from."""
    bundles: tuple[str, ...]
    """Links to the folders of the index."""
    plurals: tuple[Plural, ...]
    """The forms in which results are counted."""


def search_page(site: SiteContext, context: PageContext) -> SearchPage:
    """Return the view of the page on which an edition is searched."""
    edition = context.edition
    _ = edition.messages.gettext
    return SearchPage(
        **page_layout(
            site,
            context,
            template="search.html",
            title=_("Search"),
            description=_("Search the articles, the briefings and all other pages of this edition."),
            path_in=lambda locale: urls.page(locale, "search"),
            breadcrumbs=breadcrumbs(context),
        ),
        script=context.href(site.assets["search.js"]),
        root=context.href(urls.CHOOSER),
        bundles=tuple(
            context.href(urls.search_index(edition.locale, shard)) for shard in shards(searched_paths(site, edition))
        ),
        plurals=tuple(_plurals(edition)),
    )


def _plurals(edition: Edition) -> Iterator[Plural]:
    forms = {edition.formats.plural(Decimal(number)): number for number in reversed(_SAMPLES)}
    for category, number in sorted(forms.items()):
        yield Plural(category=category, number=number)
