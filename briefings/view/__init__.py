"""View: an edition becomes one frozen view a page, which holds everything that its template may see."""

from __future__ import annotations

from collections.abc import Iterator

from briefings import urls
from briefings.localise import Edition
from briefings.view.article import article_page
from briefings.view.briefing import briefing_page
from briefings.view.entity import entity_page
from briefings.view.frame import Here, Site
from briefings.view.gaps import gaps_page
from briefings.view.home import home_page
from briefings.view.measure import measure_page
from briefings.view.outlet import outlet_page
from briefings.view.plain import plain_page
from briefings.view.root import chooser_page, not_found_page
from briefings.view.search import articles, briefings, search_page, searched
from briefings.view.timeline import timeline_page
from briefings.view.topic import topic_page
from briefings.view.types import Page, PlainPageView

__all__ = ["Here", "Page", "PlainPageView", "Site", "edition_views", "plain_page", "root_views", "searched"]


def edition_views(site: Site, edition: Edition) -> Iterator[Page]:
    """Yield the views of all pages of an edition but the plain ones."""
    content, locale = edition.content, edition.locale

    def at(kind: urls.Kind, record_id: str) -> Here:
        return Here(edition, urls.record(locale, kind, record_id))

    yield home_page(site, Here(edition, urls.home(locale)))
    if edition.graph.timeline:
        yield timeline_page(site, Here(edition, urls.timeline(locale)))
    if edition.graph.statements:
        yield gaps_page(site, Here(edition, urls.gaps(locale)))
    if site.settings.search:
        yield search_page(site, Here(edition, urls.search(locale)))
    for briefing in briefings(edition):
        yield briefing_page(site, at("briefings", briefing.id), briefing)
    for article in articles(edition):
        yield article_page(site, at("articles", article.id), article)
    for outlet in content.outlets.values():
        yield outlet_page(site, at("outlets", outlet.id), outlet)
    for entity in content.entities.values():
        yield entity_page(site, at("entities", entity.id), entity)
    for topic in content.topics.values():
        yield topic_page(site, at("topics", topic.id), topic)
    for measure in content.measures.values():
        yield measure_page(site, at("measures", measure.id), measure)


def root_views(site: Site) -> Iterator[Page]:
    """Yield the views of the pages outside the editions."""
    yield chooser_page(site)
    yield not_found_page(site)
