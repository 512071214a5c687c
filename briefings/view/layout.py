"""What every page has around its content: addresses, alternates, the switcher of locales, breadcrumbs, the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from briefings import urls
from briefings.localise.formats import own_name
from briefings.model.text import Html
from briefings.settings import Settings
from briefings.view.context import PageContext, SiteContext
from briefings.view.fragments import memoized
from briefings.view.jsonld.document import JsonLdNode, document, page_nodes
from briefings.view.shared.downloads import Downloads
from briefings.view.shared.links import Link


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
    choices: tuple[LocaleChoice, ...]
    """All locales of the site; none on the pages outside the editions."""
    breadcrumbs: tuple[Link, ...]
    """From the front page down, without the page itself."""
    home: str
    """Link to the edition's front page."""
    menu: tuple[Link, ...]
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
    *,
    template: str,
    title: str,
    description: str,
    path_in: Callable[[str], str],
    locales: Iterable[str] | None = None,
    breadcrumbs: tuple[Link, ...] = (),
    default_path: str | None = None,
    subjects: tuple[JsonLdNode, ...] = (),
    data: Downloads | None = None,
) -> dict[str, Any]:
    """Return the fields of `Page` for a page of an edition.

    `path_in` gives its path in a locale, `locales` the ones that it exists in, all where they are not given. `default_path` is
    where readers of other languages are sent; where it is not given, to the page in the desk's locale. `subjects` are what the
    page is about, for JSON-LD.
    """
    settings, edition = site.settings, context.edition
    existing = frozenset(settings.locales if locales is None else locales)
    present = [locale for locale in settings.locales if locale in existing]
    return {
        **_site_layout(site, context, template, title, description),
        "alternates": tuple(_alternates(settings, present, path_in, default_path)),
        "choices": tuple(_choice(site, context, locale, present, path_in) for locale in settings.locales),
        "breadcrumbs": breadcrumbs,
        "home": context.href(urls.home(edition.locale)),
        "menu": _menu(context, *_titles(site, context)),
        "data": data,
        "linked_data": document(
            page_nodes(
                settings,
                context.path,
                edition.locale,
                title=title,
                description=description,
                breadcrumbs=breadcrumbs,
                subjects=subjects,
            )
        ),
    }


def root_layout(site: SiteContext, context: PageContext, *, template: str, title: str) -> dict[str, Any]:
    """Return the fields of `Page` for a page outside the editions, but for its alternates."""
    description = context.edition.messages.gettext("What articles in many languages say, who says it and where it comes from.")
    return {
        **_site_layout(site, context, template, title, description),
        "choices": (),
        "breadcrumbs": (),
        "home": context.href(urls.CHOOSER),
        "menu": (),
    }


def _site_layout(site: SiteContext, context: PageContext, template: str, title: str, description: str) -> dict[str, Any]:
    return {
        "path": context.path,
        "template": template,
        "locale": context.edition.locale,
        "direction": context.edition.formats.direction,
        "site_name": site.settings.site_name,
        "title": title,
        "description": description,
        "canonical": urls.absolute(site.settings.site_url, context.path),
        "assets": _assets(context, *(site.assets[name] for name in ("style.css", "site.js", "icon.svg"))),
    }


def _alternates(
    settings: Settings, present: Sequence[str], path_in: Callable[[str], str], default_path: str | None
) -> Iterable[Alternate]:
    for locale in present:
        yield Alternate(hreflang=locale, url=urls.absolute(settings.site_url, path_in(locale)))
    default = settings.desk_locale if settings.desk_locale in present else present[0]
    path = path_in(default) if default_path is None else default_path
    yield Alternate(hreflang="x-default", url=urls.absolute(settings.site_url, path))


def _choice(
    site: SiteContext, context: PageContext, locale: str, present: Sequence[str], path_in: Callable[[str], str]
) -> LocaleChoice:
    path = path_in(locale) if locale in present else urls.home(locale)
    return LocaleChoice(
        locale=locale,
        name=own_name(locale),
        href=context.href(path),
        is_current=locale == context.edition.locale,
        is_same_page=locale in present,
    )


def _titles(site: SiteContext, context: PageContext) -> Iterable[tuple[str, str]]:
    return ((page.name, page.title) for page in site.plain_pages.get(context.edition.locale, ()))


@memoized
def _menu(context: PageContext, *pages: tuple[str, str]) -> tuple[Link, ...]:
    edition, gettext = context.edition, context.edition.messages.gettext
    lists = (
        (gettext("Timeline"), "timeline", edition.graph.timeline),
        (gettext("Search"), "search", edition.settings.search),
    )
    paths = [(title, urls.page(edition.locale, name)) for title, name, is_there in lists if is_there]
    paths += [(title, urls.page(edition.locale, name)) for name, title in pages]
    return tuple(Link(text=context.text(name), href=context.href(path)) for name, path in paths)


@memoized
def _assets(context: PageContext, style: str, script: str, icon: str) -> Assets:
    return Assets(style=context.href(style), script=context.href(script), icon=context.href(icon))
