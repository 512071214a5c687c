"""What every page has around its matter: addresses, alternates, the switcher, the way back, the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from briefings import urls
from briefings.localise import Edition
from briefings.localise.formats import own_name
from briefings.model.content import PlainPage
from briefings.model.text import Text
from briefings.settings import Settings
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


@dataclass(frozen=True)
class Here:
    """A page's place: an edition and a path, from which links lead elsewhere."""

    edition: Edition
    path: str

    def href(self, path: str, fragment: str = "") -> str:
        """Return the link from here to a path."""
        place = "" if path == self.path and fragment else urls.relative(self.path, path)
        return f"{place}#{fragment}" if fragment else place

    def record(self, kind: urls.Kind, record_id: str, text: Text, fragment: str = "") -> Link:
        """Return a link to a record's page: in this edition, or in the one that has it."""
        path = self.edition.path_of(kind, record_id)
        locale = path.partition("/")[0]
        return Link(text=text, href=self.href(path, fragment), hreflang=locale if locale != self.edition.locale else None)

    def article(self, article_id: str) -> Link:
        """Return a link to an article under its headline."""
        words, locale = self.edition.words(self.edition.content.articles[article_id])
        return self.record("articles", article_id, Text(words.headline, locale))

    def entity(self, entity_id: str) -> Link:
        """Return a link to an entity under its name."""
        return self.record("entities", entity_id, self.edition.entity_name(entity_id))

    def entities(self, entity_ids: Iterable[str]) -> tuple[Link, ...]:
        """Return links to entities under their names."""
        return tuple(self.entity(entity_id) for entity_id in entity_ids)

    def topics(self, topic_ids: Iterable[str]) -> tuple[Link, ...]:
        """Return links to topics under their names."""
        topics = self.edition.content.topics
        return tuple(
            self.record("topics", topic_id, self.edition.label(topics[topic_id].facts.names)) for topic_id in topic_ids
        )

    def outlet(self, outlet_id: str) -> Link:
        """Return a link to an outlet under its name."""
        return self.record("outlets", outlet_id, self.name_of_outlet(outlet_id))

    def measure(self, measure_id: str) -> Link:
        """Return a link to a measure under its name."""
        names = self.edition.content.measures[measure_id].facts.names
        return self.record("measures", measure_id, self.edition.label(names))

    def name_of_outlet(self, outlet_id: str) -> Text:
        """Return the name of an outlet, in the outlet's language where that is known."""
        outlet = self.edition.content.outlets[outlet_id].facts
        return Text(outlet.name, outlet.language or self.edition.locale)

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
        "menu": tuple(_menu(site, here)),
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


def _menu(site: Site, here: Here) -> Iterable[Link]:
    if here.edition.graph.timeline:
        timeline = here.own(here.edition.messages.gettext("Timeline"))
        yield Link(text=timeline, href=here.href(urls.timeline(here.edition.locale)))
    if site.settings.search:
        yield Link(text=here.own(here.edition.messages.gettext("Search")), href=here.href(urls.search(here.edition.locale)))
    for page in site.plain_pages.get(here.edition.locale, ()):
        yield Link(text=here.own(page.title), href=here.href(urls.plain_page(page.locale, page.name)))


def assets(site: Site, here: Here) -> Assets:
    """Return the links to the files that a page loads."""
    return Assets(
        style=here.href(site.assets["style.css"]),
        script=here.href(site.assets["site.js"]),
        icon=here.href(site.assets["icon.svg"]),
    )
