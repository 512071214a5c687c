"""What every page has around its content: addresses, alternates, the switcher of locales, breadcrumbs, the menu."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from briefings import urls
from briefings.localise import Edition
from briefings.localise.display_names import own_name
from briefings.model.text import Html
from briefings.view.context import PageContext, SiteContext, memoized
from briefings.view.jsonld import JsonLdNode, document, page_nodes
from briefings.view.shared.links import Link, page_link

_SOURCES: tuple[tuple[urls.SourcesFormat, str, str], ...] = (
    ("json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    ("bib", "BibTeX", "application/x-bibtex"),
    ("ris", "RIS", "application/x-research-info-systems"),
)


class LocaleChoice(NamedTuple):
    """A locale that a reader can choose."""

    locale: str
    """BCP 47 tag."""
    direction: str
    """`ltr` or `rtl`."""
    name: str
    """The language's name in itself."""
    href: str
    is_current: bool
    is_same_page: bool
    """False where the page does not exist in that locale and the link leads to its front page."""
    invitation: str
    """What a page outside the editions says, in that language; empty on all others."""


class Assets(NamedTuple):
    """Links to the files that pages load."""

    style: str
    """To `style.css`."""
    script: str
    """To `site.js`."""
    icon: str
    """To `icon.svg`."""


class DataFile(NamedTuple):
    """A file with data of a page."""

    name: str
    """What is in it, or its format."""
    href: str
    media_type: str
    """As registered with IANA; of BibTeX and RIS, which are not, the one in common use."""


class Downloads(NamedTuple):
    """What a page shows, as data."""

    files: tuple[DataFile, ...]
    """JSON; the first has what the page itself is about."""
    database: DataFile
    """Everything, in SQLite."""
    sources: tuple[DataFile, ...]
    """The sources of a briefing, in each format."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has."""

    path: str
    """Address relative to the site's root."""
    template: str
    locale: str
    """BCP 47 tag; also chooses the interface's language."""
    direction: str
    """`ltr` or `rtl`."""
    site_name: str
    title: str
    """Of the page alone, without the site's name."""
    description: str
    """A sentence for search engines."""
    canonical: str
    """Absolute address."""
    alternates: tuple[tuple[str, str], ...]
    """BCP 47 tag and absolute address of the page in each locale that has it; under `x-default` for all other languages."""
    choices: tuple[LocaleChoice, ...] = ()
    """All locales of the site; none on the pages outside the editions."""
    breadcrumbs: tuple[Link, ...] = ()
    """From the front page down, without the page itself."""
    home: str
    """Link to the edition's front page."""
    menu: tuple[Link, ...] = ()
    """The timeline, the search and the plain pages of the edition."""
    assets: Assets
    data: Downloads | None = None
    linked_data: Html | None = None
    """JSON-LD, escaped for a script element."""


class SiteLayout(TypedDict):
    """The fields of `Page` that every page fills in."""

    path: str
    template: str
    locale: str
    direction: str
    site_name: str
    title: str
    description: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    home: str
    assets: Assets


class PageLayout(SiteLayout):
    """The fields of `Page`, filled in by a page of an edition."""

    choices: tuple[LocaleChoice, ...]
    breadcrumbs: tuple[Link, ...]
    menu: tuple[Link, ...]
    data: Downloads | None
    linked_data: Html


def page_layout(
    site: SiteContext,
    context: PageContext,
    template: str,
    title: str,
    description: str,
    section: urls.DataKind | None = None,
    *,
    locales: Iterable[str] | None = None,
    above: tuple[Link, ...] = (),
    subjects: tuple[JsonLdNode, ...] = (),
    data: Downloads | None = None,
) -> PageLayout:
    """Return the fields of `Page` for a page of an edition.

    `section` is the section of the front page that it belongs to, `locales` the locales that it exists in, all where they are
    not given, `above` the pages between that section and this one, and `subjects` what it is about, for JSON-LD.
    """
    settings, locale = site.settings, context.edition.locale
    existing = frozenset(settings.locales if locales is None else locales)
    paths = {other: urls.in_edition(other, context.path) for other in settings.locales if other in existing}
    is_front = context.path == urls.home(locale)
    default = urls.CHOOSER if is_front else paths.get(settings.desk_locale) or next(iter(paths.values()))
    crumbs = () if is_front else (*_breadcrumbs(context, section), *above)
    return {
        **site_layout(site, context, template, title, description, urls.home(locale), {**paths, "x-default": default}),
        "choices": tuple(locale_choice(context, site.editions[other], path=paths.get(other)) for other in settings.locales),
        "breadcrumbs": crumbs,
        "menu": _menu(context, *((page.name, page.title) for page in site.plain_pages.get(locale, ()))),
        "data": data,
        "linked_data": document(page_nodes(context, title, description, crumbs, subjects)),
    }


def locale_choice(context: PageContext, edition: Edition, invitation: str = "", path: str | None = None) -> LocaleChoice:
    """Return the choice of an edition; `path` is that of the page in it, None where it does not exist there."""
    return LocaleChoice(
        locale=edition.locale,
        direction=edition.formats.direction,
        name=own_name(edition.locale),
        href=context.href(path or urls.home(edition.locale)),
        is_current=edition.locale == context.edition.locale,
        is_same_page=path is not None,
        invitation=invitation,
    )


def site_layout(
    site: SiteContext,
    context: PageContext,
    template: str,
    title: str,
    description: str,
    home: str,
    alternates: Mapping[str, str],
) -> SiteLayout:
    """Return the fields of `Page` for any page; `alternates` are paths by BCP 47 tag or `x-default`."""
    return {
        "path": context.path,
        "template": template,
        "locale": context.edition.locale,
        "direction": context.edition.formats.direction,
        "site_name": site.settings.site_name,
        "title": title,
        "description": description,
        "canonical": context.absolute(context.path),
        "alternates": tuple((locale, context.absolute(path)) for locale, path in alternates.items()),
        "home": context.href(home),
        "assets": Assets(*(context.href(site.assets[name]) for name in ("style.css", "site.js", "icon.svg"))),
    }


@memoized
def _menu(context: PageContext, *pages: tuple[str, str]) -> tuple[Link, ...]:
    edition, gettext = context.edition, context.edition.messages.gettext
    lists = (
        # Translators: In the menu, and heading of a list of events in the order of time.
        ("timeline", gettext("Timeline"), edition.graph.timeline),
        # Translators: In the menu, and heading of the page on which to search.
        ("search", gettext("Search"), edition.settings.search),
    )
    found = (*((name, title) for name, title, is_there in lists if is_there), *pages)
    return tuple(page_link(context, title, urls.page(edition.locale, name)) for name, title in found)


@memoized
def _breadcrumbs(context: PageContext, section: urls.DataKind | None) -> tuple[Link, ...]:
    """Return links to the front page and, where one is named, to its section with the records of a kind."""
    gettext = context.edition.messages.gettext
    # Translators: First link in the row that says where a page stands.
    front = page_link(context, gettext("Front page"), urls.home(context.edition.locale))
    if section is None:
        return (front,)
    return (front, Link(text=context.text(_data_names(gettext)[section]), href=f"{front.href}#{section}"))


def _data_names(_: Callable[[str], str]) -> Mapping[urls.DataKind, str]:
    """Return what records of each kind are called in the plural, in the language of a `gettext`."""
    return {
        # Translators: Heading of a list of articles, and name of the file with their data.
        "articles": _("Articles"),
        # Translators: Name of a data file: of what articles say, statement by statement.
        "claims": _("Statements"),
        # Translators: Heading of a list or table of figures, and name of the file with their data.
        "figures": _("Figures"),
        # Translators: Heading of a list of dated events, and name of the file with their data.
        "events": _("Events"),
        # Translators: Heading of a list of briefings, this site’s own texts, and name of the file with their data.
        "briefings": _("Briefings"),
        # Translators: Heading of a list of newspapers, broadcasters and news sites, and name of the file with their data.
        "outlets": _("Outlets"),
        # Translators: Heading of the list of those that articles name, and name of the file with their data.
        "entities": _("People, organisations, places and more"),
        # Translators: Heading of the list of subjects that texts are filed under, and name of the file with their data.
        "topics": _("Topics"),
        # Translators: Name of a data file: of the quantities that figures are given for, as “soldiers killed”.
        "measures": _("What the figures cover"),
    }


@memoized
def downloads(context: PageContext, *kinds: urls.DataKind) -> Downloads:
    """Return what a page offers: the files of these kinds, that of the page's own kind first, and the database."""
    names = _data_names(context.edition.messages.gettext)
    files = tuple(DataFile(names[kind], context.href(urls.data_file(kind)), "application/json") for kind in kinds)
    database = DataFile("SQLite", context.href(urls.DATABASE), "application/vnd.sqlite3")
    return Downloads(files=files, database=database, sources=())


def briefing_downloads(context: PageContext, briefing_id: str) -> Downloads:
    """Return what the page of a briefing offers: its sources for reference managers as well."""
    files = (DataFile(name, context.href(urls.sources_file(briefing_id, ending)), kind) for ending, name, kind in _SOURCES)
    return downloads(context, "briefings", "articles", "claims", "figures")._replace(sources=tuple(files))
