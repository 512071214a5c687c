"""Links: to the pages of records, to the front page, and to the data files that a page offers."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from briefings import urls
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext, memoized

_SOURCES: tuple[tuple[urls.SourcesFormat, str, str], ...] = (
    ("json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    ("bib", "BibTeX", "application/x-bibtex"),
    ("ris", "RIS", "application/x-research-info-systems"),
)


class Link(NamedTuple):
    """A text that leads somewhere."""

    text: Text
    """What the link says."""
    href: str
    """Where it leads, as an `href` takes it."""
    hreflang: str | None = None
    """Language of the page it leads to, where that is in another edition."""


class DataFile(NamedTuple):
    """A file with data of a page."""

    name: str
    """What is in it, or its format."""
    href: str
    """Link to the file."""
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


@memoized
def record_link(context: PageContext, kind: urls.Kind, record_id: str) -> Link:
    """Return a link to a record's page under its name: in this edition, or in the one that has it."""
    path = context.edition.path_of(kind, record_id)
    locale = path.partition("/")[0]
    hreflang = locale if locale != context.edition.locale else None
    return Link(text=context.edition.name(kind, record_id), href=context.href(path), hreflang=hreflang)


def record_links(context: PageContext, kind: urls.Kind, record_ids: Iterable[str]) -> tuple[Link, ...]:
    """Return links to records of a kind under their names."""
    return tuple(record_link(context, kind, record_id) for record_id in record_ids)


def claim_link(context: PageContext, claim: Reference, text: Text) -> Link:
    """Return a link to a claim on the page of its article, which is not the page that shows the link."""
    article = record_link(context, "articles", claim.article)
    return Link(text=text, href=f"{article.href}#{urls.anchor('claim', claim.id)}", hreflang=article.hreflang)


def claim_text(context: PageContext, claim: Reference) -> Text:
    """Return a claim in words."""
    words, locale = context.edition.words(context.edition.content.articles[claim.article])
    return Text(words.claims[claim.id], locale)


def page_link(context: PageContext, text: str, path: str) -> Link:
    """Return a link to a page of the edition that is no record's, under a text in its language."""
    return Link(text=context.text(text), href=context.href(path))


@memoized
def breadcrumbs(context: PageContext, section: urls.DataKind | None = None) -> tuple[Link, ...]:
    """Return links to the front page and, where one is named, to its section with the records of a kind."""
    gettext = context.edition.messages.gettext
    front = page_link(context, gettext("Front page"), urls.home(context.edition.locale))
    if section is None:
        return (front,)
    return (front, Link(text=context.text(data_names(gettext)[section]), href=f"{front.href}#{section}"))


def data_names(_: Callable[[str], str]) -> Mapping[urls.DataKind, str]:
    """Return what records of each kind are called in the plural, in the language of a `gettext`."""
    return {
        "articles": _("Articles"),
        "claims": _("Statements"),
        "figures": _("Figures"),
        "events": _("Events"),
        "briefings": _("Briefings"),
        "outlets": _("Outlets"),
        "entities": _("People, organisations and places"),
        "topics": _("Topics"),
        "measures": _("What is counted"),
    }


@memoized
def downloads(context: PageContext, *kinds: urls.DataKind) -> Downloads:
    """Return what a page offers: the files of these kinds, that of the page's own kind first, and the database."""
    names = data_names(context.edition.messages.gettext)
    files = tuple(DataFile(names[kind], context.href(urls.data_file(kind)), "application/json") for kind in kinds)
    database = DataFile("SQLite", context.href(urls.DATABASE), "application/vnd.sqlite3")
    return Downloads(files=files, database=database, sources=())


def briefing_downloads(context: PageContext, briefing_id: str) -> Downloads:
    """Return what the page of a briefing offers: its sources for reference managers as well."""
    files = (DataFile(name, context.href(urls.sources_file(briefing_id, ending)), kind) for ending, name, kind in _SOURCES)
    return downloads(context, "briefings", "articles", "claims", "figures")._replace(sources=tuple(files))
