"""View: an edition becomes one frozen view a page, which holds everything that its template may see."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from briefings import urls
from briefings.view.context import PageContext, SiteContext, ViewFragmentCache
from briefings.view.layout import Page
from briefings.view.pages.article import article_page
from briefings.view.pages.briefing import briefing_page
from briefings.view.pages.edition import gaps_page, plain_page, search_page, searched_records, timeline_page
from briefings.view.pages.front import chooser_page, home_page, not_found_page
from briefings.view.pages.records import entity_page, measure_page, outlet_page, topic_page

__all__ = ["Page", "PageContext", "PageKey", "SiteContext", "ViewFragmentCache", "page_keys", "plain_page", "view"]


@dataclass(frozen=True, slots=True)
class PageKey:
    """Which page is meant."""

    path: str
    """Relative to the site's root."""
    locale: str
    """Of its edition; empty for a page outside the editions."""
    kind: urls.Kind | Literal["home", "timeline", "gaps", "search", "chooser", "not-found"]
    """Of its record, or its own."""
    id: str = ""
    """Of its record."""

    @property
    def is_searched(self) -> bool:
        """Whether the search finds the page."""
        return self.kind in _RECORD_PAGES


def page_keys(site: SiteContext) -> Iterator[PageKey]:
    """Yield all pages but the plain ones; those that have most in common come one after the other."""
    yield PageKey(urls.CHOOSER, "", "chooser")
    yield PageKey(urls.NOT_FOUND, "", "not-found")
    for locale, edition in site.editions.items():
        yield PageKey(urls.home(locale), locale, "home")
        if edition.graph.timeline:
            yield PageKey(urls.page(locale, "timeline"), locale, "timeline")
        if edition.graph.statements:
            yield PageKey(urls.page(locale, "gaps"), locale, "gaps")
        if edition.settings.search:
            yield PageKey(urls.page(locale, "search"), locale, "search")
        for kind, ids in searched_records(edition).items():
            yield from (PageKey(urls.record(locale, kind, record_id), locale, kind, record_id) for record_id in ids)


def view(site: SiteContext, page: PageKey, fragments: ViewFragmentCache) -> Page:
    """Return the view of a page; `fragments` are those of the pages of its edition and depth that were made before."""
    if page.kind in _ROOT_PAGES:
        return _ROOT_PAGES[page.kind](site)
    context = PageContext(site.editions[page.locale], page.path, fragments)
    if page.kind in _EDITION_PAGES:
        return _EDITION_PAGES[page.kind](site, context)
    return _RECORD_PAGES[page.kind](site, context, getattr(context.edition.content, page.kind)[page.id])


_ROOT_PAGES: Mapping[str, Callable[[SiteContext], Page]] = {"chooser": chooser_page, "not-found": not_found_page}
_EDITION_PAGES: Mapping[str, Callable[[SiteContext, PageContext], Page]] = {
    "home": home_page,
    "timeline": timeline_page,
    "gaps": gaps_page,
    "search": search_page,
}
_RECORD_PAGES: Mapping[str, Callable[[SiteContext, PageContext, Any], Page]] = {
    "briefings": briefing_page,
    "articles": article_page,
    "outlets": outlet_page,
    "entities": entity_page,
    "topics": topic_page,
    "measures": measure_page,
}
