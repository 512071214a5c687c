"""The data files that a page offers: what it shows, for those who take it further."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from briefings import urls
from briefings.view.context import PageContext
from briefings.view.fragments import memoized

_JSON = "application/json"
_SQLITE = "application/vnd.sqlite3"
_SOURCES: tuple[tuple[urls.SourcesFormat, str, str], ...] = (
    ("json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    ("bib", "BibTeX", "application/x-bibtex"),
    ("ris", "RIS", "application/x-research-info-systems"),
)


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


@memoized
def downloads(context: PageContext, *kinds: urls.DataKind) -> Downloads:
    """Return what a page offers: the files of these kinds, that of the page's own kind first, and the database."""
    names = _names(context.edition.messages.gettext)
    files = tuple(_file(context, names[kind], urls.data_file(kind), _JSON) for kind in kinds)
    return Downloads(own=files[0], files=files, database=_file(context, "SQLite", urls.DATABASE, _SQLITE), sources=())


def briefing_downloads(context: PageContext, briefing_id: str) -> Downloads:
    """Return what the page of a briefing offers: its sources for reference managers as well."""
    files = (_file(context, name, urls.sources_file(briefing_id, ending), kind) for ending, name, kind in _SOURCES)
    return downloads(context, "briefings", "articles", "claims", "figures")._replace(sources=tuple(files))


def _file(context: PageContext, name: str, path: str, media_type: str) -> DataFile:
    return DataFile(name=name, href=context.href(path), media_type=media_type)


def _names(_: Callable[[str], str]) -> dict[urls.DataKind, str]:
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
