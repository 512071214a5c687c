"""View: an edition becomes one frozen view a page, which holds everything that its template may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from briefings import urls
from briefings.localise import Edition
from briefings.view.article import article_page
from briefings.view.briefing import briefing_page
from briefings.view.entity import entity_page
from briefings.view.frame import Here, Kept, Site
from briefings.view.gaps import gaps_page
from briefings.view.home import home_page
from briefings.view.measure import measure_page
from briefings.view.outlet import outlet_page
from briefings.view.plain import plain_page
from briefings.view.root import chooser_page, not_found_page
from briefings.view.search import search_page, searched_records
from briefings.view.timeline import timeline_page
from briefings.view.topic import topic_page
from briefings.view.types import Page, PlainPageView

__all__ = ["Address", "Here", "Kept", "Page", "PlainPageView", "Site", "addresses", "is_searched", "plain_page", "view"]


@dataclass(frozen=True)
class Address:
    """Which page is meant."""

    path: str
    """Relative to the site's root."""
    locale: str
    """Of its edition; empty for a page outside the editions."""
    kind: urls.Kind | Literal["home", "timeline", "gaps", "search", "chooser", "not-found"]
    id: str = ""
    """Of its record."""


def addresses(site: Site) -> Iterator[Address]:
    """Yield all pages but the plain ones; those that share most come one after the other."""
    yield Address(urls.CHOOSER, "", "chooser")
    yield Address(urls.NOT_FOUND, "", "not-found")
    for edition in site.editions.values():
        yield from _of_edition(edition)


def _of_edition(edition: Edition) -> Iterator[Address]:
    locale = edition.locale
    yield Address(urls.home(locale), locale, "home")
    if edition.graph.timeline:
        yield Address(urls.timeline(locale), locale, "timeline")
    if edition.graph.statements:
        yield Address(urls.gaps(locale), locale, "gaps")
    if edition.settings.search:
        yield Address(urls.search(locale), locale, "search")
    for kind, ids in searched_records(edition).items():
        yield from (Address(urls.record(locale, kind, record_id), locale, kind, record_id) for record_id in ids)


def is_searched(address: Address) -> bool:
    """Tell whether what stands on a page is found by searching for it."""
    return address.kind in _RECORDS


def view(site: Site, address: Address, kept: Kept) -> Page:
    """Return the view of a page; `kept` are the pieces that pages of its kind in its edition have shared so far."""
    if address.kind in _ROOT:
        return _ROOT[address.kind](site)
    here = Here(site.editions[address.locale], address.path, kept)
    if address.kind in _LISTS:
        return _LISTS[address.kind](site, here)
    return _RECORDS[address.kind](site, here, getattr(here.edition.content, address.kind)[address.id])


_ROOT: Mapping[str, Callable[[Site], Page]] = {"chooser": chooser_page, "not-found": not_found_page}
_LISTS: Mapping[str, Callable[[Site, Here], Page]] = {
    "home": home_page,
    "timeline": timeline_page,
    "gaps": gaps_page,
    "search": search_page,
}
_RECORDS: Mapping[str, Callable[[Site, Here, Any], Page]] = {
    "briefings": briefing_page,
    "articles": article_page,
    "outlets": outlet_page,
    "entities": entity_page,
    "topics": topic_page,
    "measures": measure_page,
}
