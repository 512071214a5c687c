"""The data files that a page offers: what it shows, for those who take it further."""

from __future__ import annotations

from collections.abc import Callable

from briefings import urls
from briefings.view.frame import Here, once
from briefings.view.types import DataFile, DataOffer

JSON = "application/json"
SQLITE = "application/vnd.sqlite3"
_SOURCES: tuple[tuple[urls.SourcesFormat, str, str], ...] = (
    ("json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    ("bib", "BibTeX", "application/x-bibtex"),
    ("ris", "RIS", "application/x-research-info-systems"),
)


@once
def data_offer(here: Here, *kinds: urls.DataKind) -> DataOffer:
    """Return what a page offers: the files of these kinds, that of the page's own kind first, and the database."""
    names = _names(here.edition.messages.gettext)
    files = tuple(_file(here, names[kind], urls.data_file(kind), JSON) for kind in kinds)
    return DataOffer(
        own=files[0],
        files=files,
        database=_file(here, "SQLite", urls.DATABASE, SQLITE),
        sources=(),
    )


def briefing_offer(here: Here, briefing_id: str) -> DataOffer:
    """Return what the page of a briefing offers: its sources for reference managers as well."""
    files = (_file(here, name, urls.sources_file(briefing_id, ending), kind) for ending, name, kind in _SOURCES)
    return data_offer(here, "briefings", "articles", "claims", "figures")._replace(sources=tuple(files))


def _file(here: Here, name: str, path: str, media_type: str) -> DataFile:
    return DataFile(name=name, href=here.href(path), media_type=media_type)


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
