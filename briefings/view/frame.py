"""What every page has around its matter: addresses, alternates, the switcher, the way back, the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from briefings import urls
from briefings.localise import Edition
from briefings.localise.formats import own_name
from briefings.model.content import PlainPage
from briefings.model.text import Text
from briefings.settings import Settings
from briefings.trace import note_all, traced
from briefings.view.linked_data import Node, document, page_nodes
from briefings.view.types import Alternate, Assets, Choice, DataOffer, Link


@dataclass(frozen=True)
class Site:
    """What the views of all editions share."""

    settings: Settings
    editions: Mapping[str, Edition]
    """By locale, in the order in which readers see them."""
    assets: Mapping[str, str]
    """Path of each file that pages load, by its name."""
    plain_pages: Mapping[str, tuple[PlainPage, ...]]
    """By locale."""


Kept = dict[object, tuple[Any, tuple[str, ...]]]
"""Pieces that have been made, with what each is made from."""
What = ParamSpec("What")
Piece = TypeVar("Piece")


def once(make: Callable[Concatenate[Here, What], Piece]) -> Callable[Concatenate[Here, What], Piece]:
    """Have a piece made once for all pages of an edition that lie as deep: from all of them its links are the same.

    What it is made from is noted for each page that it stands on.
    """

    @wraps(make)
    def kept(here: Here, /, *args: What.args, **kwargs: What.kwargs) -> Piece:
        key = (make, *args)
        found = here.kept.get(key)
        if found is None:
            found = here.kept[key] = traced(make, here.anywhere, *args, **kwargs)
        note_all(found[1])
        piece: Piece = found[0]
        return piece

    return kept


@dataclass(frozen=True)
class Here:
    """A page's place: an edition and a path, from which links lead elsewhere."""

    edition: Edition
    path: str
    kept: Kept = field(default_factory=dict, compare=False, repr=False)
    """Pieces that all pages of an edition that lie as deep share; see `once`."""

    @cached_property
    def anywhere(self) -> Here:
        """A place of the same depth that is no page: links from there are right on all pages that lie as deep."""
        folders = self.path.count("/")
        return replace(self, path=f"{self.edition.locale}/{'-/' * (folders - 1)}") if folders > 1 else self

    def href(self, path: str, fragment: str = "") -> str:
        """Return the link from here to a path."""
        place = "" if path == self.path and fragment else urls.relative(self.path, path)
        return f"{place}#{fragment}" if fragment else place

    def record(self, kind: urls.Kind, record_id: str, text: Text, fragment: str = "") -> Link:
        """Return a link to a record's page: in this edition, or in the one that has it."""
        path = self.edition.path_of(kind, record_id)
        locale = path.partition("/")[0]
        return Link(text=text, href=self.href(path, fragment), hreflang=locale if locale != self.edition.locale else None)

    @once
    def article(self, article_id: str) -> Link:
        """Return a link to an article under its headline."""
        words, locale = self.edition.words(self.edition.content.articles[article_id])
        return self.record("articles", article_id, Text(words.headline, locale))

    @once
    def entity(self, entity_id: str) -> Link:
        """Return a link to an entity under its name."""
        return self.record("entities", entity_id, self.edition.entity_name(entity_id))

    def entities(self, entity_ids: Iterable[str]) -> tuple[Link, ...]:
        """Return links to entities under their names."""
        return tuple(self.entity(entity_id) for entity_id in entity_ids)

    def topics(self, topic_ids: Iterable[str]) -> tuple[Link, ...]:
        """Return links to topics under their names."""
        return tuple(self.topic(topic_id) for topic_id in topic_ids)

    @once
    def topic(self, topic_id: str) -> Link:
        """Return a link to a topic under its name."""
        return self.record("topics", topic_id, self.edition.label(self.edition.content.topics[topic_id].facts.names))

    @once
    def outlet(self, outlet_id: str) -> Link:
        """Return a link to an outlet under its name."""
        return self.record("outlets", outlet_id, self.name_of_outlet(outlet_id))

    @once
    def measure(self, measure_id: str) -> Link:
        """Return a link to a measure under its name."""
        names = self.edition.content.measures[measure_id].facts.names
        return self.record("measures", measure_id, self.edition.label(names))

    def name_of_outlet(self, outlet_id: str) -> Text:
        """Return the name of an outlet, in the outlet's language where that is known."""
        outlet = self.edition.content.outlets[outlet_id].facts
        return Text(outlet.name, outlet.language or self.edition.locale)

    @once
    def front(self, text: str, fragment: str = "") -> Link:
        """Return a link to this edition's front page, or to one of its sections."""
        return Link(text=self.own(text), href=self.href(urls.home(self.edition.locale), fragment))

    def own(self, text: str) -> Text:
        """Return a text of this edition's language."""
        return Text(text, self.edition.locale)


def frame(
    site: Site,
    here: Here,
    *,
    template: str,
    title: str,
    description: str,
    path_in: Callable[[str], str],
    locales: Iterable[str],
    breadcrumbs: tuple[Link, ...] = (),
    default_path: str | None = None,
    things: tuple[Node, ...] = (),
    data: DataOffer | None = None,
) -> dict[str, Any]:
    """Return the fields of `Page` for a page.

    `path_in` gives its path in a locale, `locales` the ones that it exists in. `default_path` is where readers of other
    languages are sent; where it is not given, to the page in the desk's locale. `things` are what the page is about, for
    linked data.
    """
    settings, edition = site.settings, here.edition
    present = [locale for locale in settings.locales if locale in set(locales)]
    return {
        "path": here.path,
        "template": template,
        "locale": edition.locale,
        "direction": edition.formats.direction,
        "site_name": settings.site_name,
        "title": title,
        "description": description,
        "canonical": urls.absolute(settings.site_url, here.path),
        "alternates": tuple(_alternates(settings, present, path_in, default_path)),
        "choices": tuple(_choice(site, here, locale, present, path_in) for locale in settings.locales),
        "breadcrumbs": breadcrumbs,
        "home": here.href(urls.home(edition.locale)),
        "menu": _menu(here, *_titles(site, here)),
        "assets": assets(site, here),
        "data": data,
        "linked_data": document(
            page_nodes(
                settings,
                here.path,
                edition.locale,
                title=title,
                description=description,
                breadcrumbs=breadcrumbs,
                things=things,
            )
        ),
    }


def _alternates(
    settings: Settings, present: list[str], path_in: Callable[[str], str], default_path: str | None
) -> Iterable[Alternate]:
    for locale in present:
        yield Alternate(hreflang=locale, url=urls.absolute(settings.site_url, path_in(locale)))
    default = settings.desk_locale if settings.desk_locale in present else present[0]
    path = path_in(default) if default_path is None else default_path
    yield Alternate(hreflang="x-default", url=urls.absolute(settings.site_url, path))


def _choice(site: Site, here: Here, locale: str, present: list[str], path_in: Callable[[str], str]) -> Choice:
    path = path_in(locale) if locale in present else urls.home(locale)
    return Choice(
        locale=locale,
        name=own_name(locale),
        href=here.href(path),
        is_current=locale == here.edition.locale,
        is_same_page=locale in present,
    )


def _titles(site: Site, here: Here) -> Iterable[tuple[str, str]]:
    return ((page.name, page.title) for page in site.plain_pages.get(here.edition.locale, ()))


@once
def _menu(here: Here, *pages: tuple[str, str]) -> tuple[Link, ...]:
    edition, gettext = here.edition, here.edition.messages.gettext
    lists = (
        (gettext("Timeline"), urls.timeline, edition.graph.timeline),
        (gettext("Search"), urls.search, edition.settings.search),
    )
    first = (Link(text=here.own(name), href=here.href(path(edition.locale))) for name, path, is_there in lists if is_there)
    plain = (Link(text=here.own(title), href=here.href(urls.plain_page(edition.locale, name))) for name, title in pages)
    return (*first, *plain)


def assets(site: Site, here: Here) -> Assets:
    """Return the links to the files that a page loads."""
    return _assets(here, site.assets["style.css"], site.assets["site.js"], site.assets["icon.svg"])


@once
def _assets(here: Here, style: str, script: str, icon: str) -> Assets:
    return Assets(style=here.href(style), script=here.href(script), icon=here.href(icon))
