"""What every page has around its content: addresses, alternates, the switcher of locales, breadcrumbs, the menu."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from briefings import urls
from briefings.localise.formats import own_name
from briefings.model.text import Html
from briefings.view.context import PageContext, SiteContext, memoized
from briefings.view.jsonld import JsonLdNode, document, page_nodes
from briefings.view.shared.links import Downloads, Link, breadcrumbs, page_link


class LocaleChoice(NamedTuple):
    """A locale in the switcher."""

    locale: str
    """BCP 47 tag."""
    name: str
    """The language's name in itself."""
    href: str
    """Link to the page in that locale."""
    is_current: bool
    """It is the locale of this page."""
    is_same_page: bool
    """False where the page does not exist in that locale and the link leads to its front page."""


class Alternate(NamedTuple):
    """The same page in another locale, for search engines."""

    hreflang: str
    """BCP 47 tag, or `x-default`."""
    url: str
    """Absolute."""


class Assets(NamedTuple):
    """Links to the files that pages load."""

    style: str
    """To `style.css`."""
    script: str
    """To `site.js`."""
    icon: str
    """To `icon.svg`."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has."""

    path: str
    """Address relative to the site's root."""
    template: str
    """Name of the template."""
    locale: str
    """BCP 47 tag; also chooses the interface's language."""
    direction: str
    """`ltr` or `rtl`."""
    site_name: str
    """As the settings give it."""
    title: str
    """Of the page alone, without the site's name."""
    description: str
    """A sentence for search engines."""
    canonical: str
    """Absolute address."""
    alternates: tuple[Alternate, ...]
    """The page in each locale that has it, itself among them, and where readers of other languages are sent."""
    choices: tuple[LocaleChoice, ...] = ()
    """All locales of the site; none on the pages outside the editions."""
    breadcrumbs: tuple[Link, ...] = ()
    """From the front page down, without the page itself."""
    home: str
    """Link to the edition's front page."""
    menu: tuple[Link, ...] = ()
    """The timeline, the search and the plain pages of the edition."""
    assets: Assets
    """Files that the page loads."""
    data: Downloads | None = None
    """What the page shows, as data."""
    linked_data: Html | None = None
    """JSON-LD, escaped for a script element."""


def page_layout(
    site: SiteContext,
    context: PageContext,
    template: str,
    title: str,
    description: str,
    section: urls.DataKind | None = None,
    *,
    locales: Iterable[str] | None = None,
    subjects: tuple[JsonLdNode, ...] = (),
    data: Downloads | None = None,
) -> dict[str, Any]:
    """Return the fields of `Page` for a page of an edition.

    `section` is the section of the front page that it belongs to, `locales` the locales that it exists in, all where they are
    not given, and `subjects` what it is about, for JSON-LD.
    """
    settings, locale = site.settings, context.edition.locale
    existing = frozenset(settings.locales if locales is None else locales)
    paths = {other: urls.in_edition(other, context.path) for other in settings.locales if other in existing}
    is_front = context.path == urls.home(locale)
    default = urls.CHOOSER if is_front else paths.get(settings.desk_locale) or next(iter(paths.values()))
    crumbs = () if is_front else breadcrumbs(context, section)
    return {
        **_site_layout(site, context, template, title, description, urls.home(locale), {**paths, "x-default": default}),
        "choices": tuple(_choice(context, other, paths.get(other)) for other in settings.locales),
        "breadcrumbs": crumbs,
        "menu": _menu(context, *((page.name, page.title) for page in site.plain_pages.get(locale, ()))),
        "data": data,
        "linked_data": document(page_nodes(context, title, description, crumbs, subjects)),
    }


def root_layout(site: SiteContext, context: PageContext, template: str, title: str, paths: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of `Page` for a page outside the editions; `paths` are its alternates' by BCP 47 tag or `x-default`."""
    description = context.edition.messages.gettext("What articles in many languages say, who says it and where it comes from.")
    return _site_layout(site, context, template, title, description, urls.CHOOSER, paths)


def _site_layout(
    site: SiteContext,
    context: PageContext,
    template: str,
    title: str,
    description: str,
    home: str,
    paths: Mapping[str, str],
) -> dict[str, Any]:
    return {
        "path": context.path,
        "template": template,
        "locale": context.edition.locale,
        "direction": context.edition.formats.direction,
        "site_name": site.settings.site_name,
        "title": title,
        "description": description,
        "canonical": context.absolute(context.path),
        "alternates": tuple(Alternate(hreflang=locale, url=context.absolute(path)) for locale, path in paths.items()),
        "home": context.href(home),
        "assets": Assets(*(context.href(site.assets[name]) for name in ("style.css", "site.js", "icon.svg"))),
    }


def _choice(context: PageContext, locale: str, path: str | None) -> LocaleChoice:
    return LocaleChoice(
        locale=locale,
        name=own_name(locale),
        href=context.href(path or urls.home(locale)),
        is_current=locale == context.edition.locale,
        is_same_page=path is not None,
    )


@memoized
def _menu(context: PageContext, *pages: tuple[str, str]) -> tuple[Link, ...]:
    edition, gettext = context.edition, context.edition.messages.gettext
    lists = (
        (gettext("Timeline"), "timeline", edition.graph.timeline),
        (gettext("Search"), "search", edition.settings.search),
    )
    paths = [(title, urls.page(edition.locale, name)) for title, name, is_there in lists if is_there]
    paths += [(title, urls.page(edition.locale, name)) for name, title in pages]
    return tuple(page_link(context, title, path) for title, path in paths)
