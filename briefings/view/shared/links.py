"""Links: to the pages of records, to the front page, and to the data files that a page offers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefings import urls
from briefings.link.origins import Ancestor
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext
from briefings.view.fragments import memoized

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


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """A name as an article spells it."""

    name: Link
    """The entity, or the article, that it belongs to."""
    spelling: Text
    """In the words of the article."""


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

    own: DataFile
    """What the page itself is about, in JSON."""
    files: tuple[DataFile, ...]
    """JSON, the page's own among them."""
    database: DataFile
    """Everything, in SQLite."""
    sources: tuple[DataFile, ...]
    """The sources of a briefing, in each format."""


def record_link(context: PageContext, kind: urls.Kind, record_id: str, text: Text, fragment: str = "") -> Link:
    """Return a link to a record's page: in this edition, or in the one that has it."""
    path = context.edition.path_of(kind, record_id)
    locale = path.partition("/")[0]
    return Link(text=text, href=context.href(path, fragment), hreflang=locale if locale != context.edition.locale else None)


@memoized
def article_link(context: PageContext, article_id: str) -> Link:
    """Return a link to an article under its headline."""
    words, locale = context.edition.words(context.edition.content.articles[article_id])
    return record_link(context, "articles", article_id, Text(words.headline, locale))


def claim_link(context: PageContext, claim: Reference, text: Text) -> Link:
    """Return a link to a claim on the page of its article, which is not the page that shows the link."""
    article = article_link(context, claim.article)
    return Link(text=text, href=f"{article.href}#{urls.anchor('claim', claim.id)}", hreflang=article.hreflang)


def claim_text(context: PageContext, claim: Reference) -> Text:
    """Return a claim in words."""
    words, locale = context.edition.words(context.edition.content.articles[claim.article])
    return Text(words.claims[claim.id], locale)


@memoized
def entity_link(context: PageContext, entity_id: str) -> Link:
    """Return a link to an entity under its name."""
    return record_link(context, "entities", entity_id, context.edition.entity_name(entity_id))


def entity_links(context: PageContext, entity_ids: Iterable[str]) -> tuple[Link, ...]:
    """Return links to entities under their names."""
    return tuple(entity_link(context, entity_id) for entity_id in entity_ids)


@memoized
def topic_link(context: PageContext, topic_id: str) -> Link:
    """Return a link to a topic under its name."""
    names = context.edition.content.topics[topic_id].facts.names
    return record_link(context, "topics", topic_id, context.edition.label(names))


def topic_links(context: PageContext, topic_ids: Iterable[str]) -> tuple[Link, ...]:
    """Return links to topics under their names."""
    return tuple(topic_link(context, topic_id) for topic_id in topic_ids)


@memoized
def measure_link(context: PageContext, measure_id: str) -> Link:
    """Return a link to a measure under its name."""
    names = context.edition.content.measures[measure_id].facts.names
    return record_link(context, "measures", measure_id, context.edition.label(names))


@memoized
def outlet_link(context: PageContext, outlet_id: str) -> Link:
    """Return a link to an outlet under its name."""
    return record_link(context, "outlets", outlet_id, outlet_name(context, outlet_id))


def outlet_name(context: PageContext, outlet_id: str) -> Text:
    """Return the name of an outlet, in the outlet's language where that is known."""
    outlet = context.edition.content.outlets[outlet_id].facts
    return Text(outlet.name, outlet.language or context.edition.locale)


def ancestor_link(context: PageContext, ancestor: Ancestor) -> Link:
    """Return a link to something that several articles go back to."""
    link_of = {"articles": article_link, "entities": entity_link, "outlets": outlet_link}[ancestor.kind]
    return link_of(context, ancestor.id)


def page_link(context: PageContext, text: str, path: str, fragment: str = "") -> Link:
    """Return a link to a page of the edition that is no record's, under a text in its language."""
    return Link(text=context.text(text), href=context.href(path, fragment))


@memoized
def breadcrumbs(context: PageContext, section: urls.DataKind | None = None) -> tuple[Link, ...]:
    """Return links to the front page and, where one is named, to its section with the records of a kind."""
    front, gettext = urls.home(context.edition.locale), context.edition.messages.gettext
    links = (page_link(context, gettext("Front page"), front),)
    return (*links, page_link(context, data_names(gettext)[section], front, section)) if section else links


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
    return Downloads(own=files[0], files=files, database=database, sources=())


def briefing_downloads(context: PageContext, briefing_id: str) -> Downloads:
    """Return what the page of a briefing offers: its sources for reference managers as well."""
    files = (DataFile(name, context.href(urls.sources_file(briefing_id, ending)), kind) for ending, name, kind in _SOURCES)
    return downloads(context, "briefings", "articles", "claims", "figures")._replace(sources=tuple(files))
