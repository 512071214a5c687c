"""View: an edition becomes one frozen view a page, which holds everything that its template may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

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
        return self.id != ""


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


def view(site: SiteContext, page: PageKey, fragments: ViewFragmentCache) -> Page:  # noqa: PLR0911 one a kind of page
    """Return the view of a page; `fragments` are those of the pages of its edition and depth that were made before."""
    if page.kind == "chooser":
        return chooser_page(site)
    if page.kind == "not-found":
        return not_found_page(site)
    context = PageContext(site.editions[page.locale], page.path, fragments)
    content = context.edition.content
    match page.kind:
        case "home":
            return home_page(site, context)
        case "timeline":
            return timeline_page(site, context)
        case "gaps":
            return gaps_page(site, context)
        case "search":
            return search_page(site, context)
        case "briefings":
            return briefing_page(site, context, content.briefings[page.id])
        case "articles":
            return article_page(site, context, content.articles[page.id])
        case "outlets":
            return outlet_page(site, context, content.outlets[page.id])
        case "entities":
            return entity_page(site, context, content.entities[page.id])
        case "topics":
            return topic_page(site, context, content.topics[page.id])
        case "measures":
            return measure_page(site, context, content.measures[page.id])
