"""The only place where addresses are made: from kind, id and locale to a path, and from paths to links.

A path is relative to the site's root, has no leading slash and ends in a slash unless it names a file: `sv/briefings/x/`.
"""

from __future__ import annotations

from typing import Literal, get_args
from urllib.parse import quote, urlsplit

Kind = Literal["briefings", "articles", "outlets", "entities", "topics", "measures"]

CHOOSER = ""
"""Path of the page on which a language is chosen."""
NOT_FOUND = "404.html"
SITEMAP = "sitemap.xml"
DATABASE = "data/briefings.sqlite"
MAIN_ANCHOR = "Content"
"""Fragment of the main matter of every page."""

DataKind = Literal["articles", "claims", "figures", "events", "briefings", "outlets", "entities", "topics", "measures"]
DATA_KINDS: tuple[DataKind, ...] = get_args(DataKind)
SourcesFormat = Literal["json", "bib", "ris"]


SOURCES = "sources"
"""Fragment of a briefing's list of sources."""


def home(locale: str) -> str:
    """Return the path of an edition's front page."""
    return f"{locale}/"


def record(locale: str, kind: Kind, record_id: str) -> str:
    """Return the path of a record's page in an edition."""
    return f"{locale}/{kind}/{record_id}/"


def timeline(locale: str) -> str:
    """Return the path of an edition's timeline."""
    return f"{locale}/timeline/"


def plain_page(locale: str, name: str) -> str:
    """Return the path of a plain page in an edition."""
    return f"{locale}/{name}/"


def gaps(locale: str) -> str:
    """Return the path of an edition's list of statements that rest on a single origin."""
    return f"{locale}/gaps/"


def search(locale: str) -> str:
    """Return the path of the page on which an edition is searched."""
    return f"{locale}/search/"


def search_bundle(locale: str, shard: str) -> str:
    """Return the path of the folder with the index of a part of an edition."""
    return f"search/{locale}/{shard}/"


def search_file(locale: str, shard: str, name: str) -> str:
    """Return the path of a file of that index."""
    return search_bundle(locale, shard) + name


def asset(name: str, digest: str) -> str:
    """Return the path of a style sheet, script or picture; a new content gets a new address."""
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem}.{digest[:8]}{dot}{ending}"


def data_file(kind: DataKind) -> str:
    """Return the path of the JSON file with all records of a kind."""
    return f"data/{kind}.json"


def data_schema(kind: DataKind) -> str:
    """Return the path of the JSON Schema of that file."""
    return f"data/schema/{kind}.json"


def sources_file(briefing_id: str, ending: SourcesFormat) -> str:
    """Return the path of a briefing's sources as CSL-JSON, BibTeX or RIS."""
    return f"data/briefings/{briefing_id}/sources.{ending}"


def identity(site_url: str, kind: DataKind, record_id: str) -> str:
    """Return what names a record in linked data, the same in every locale: its place in the data."""
    return f"{site_url}{data_file(kind)}#{record_id}"


def file_of(path: str) -> str:
    """Return the file, relative to the site's folder, that a web server answers a path with."""
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def relative(source: str, target: str) -> str:
    """Return the link from one page's path to another path, relative so that the site works at any address."""
    here, there = source.split("/")[:-1], target.split("/")
    shared = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"


def absolute(site_url: str, path: str) -> str:
    """Return the full address of a path."""
    return site_url + path


def rooted(site_url: str, path: str) -> str:
    """Return the link to a path from a page without an address of its own, such as the one for missing pages."""
    return (urlsplit(site_url).path or "/") + path


def claim_anchor(claim_id: str) -> str:
    """Return the fragment of a claim on its article's page."""
    return f"claim-{claim_id}"


def event_anchor(event_id: str) -> str:
    """Return the fragment of an event on its article's page."""
    return f"event-{event_id}"


def happening_anchor(article_id: str, event_id: str) -> str:
    """Return the fragment of an entry in a timeline, by the first of its events; ids have no two hyphens in a row."""
    return f"happening-{article_id}--{event_id}"


def measure_anchor(measure_id: str) -> str:
    """Return the fragment of a measure's figures on a page that has those of several."""
    return f"measure-{measure_id}"


def figure_anchor(article_id: str, claim_id: str) -> str:
    """Return the fragment of a claim's figure among others; two hyphens stand in no id, so no two claims share one."""
    return f"figure-{article_id}--{claim_id}"


def chart_anchor(measure_id: str, number: int) -> str:
    """Return the id of a measure's n-th chart, counted from 1."""
    return f"chart-{measure_id}--{number}"


def source_anchor(article_id: str) -> str:
    """Return the fragment of an article in a briefing's list of sources."""
    return f"source-{article_id}"


def citation_anchor(number: int) -> str:
    """Return the fragment of a briefing's n-th citation, counted from 1."""
    return f"cite-{number}"


def note_anchor(number: int) -> str:
    """Return the fragment of the note on a briefing's n-th citation, counted from 1."""
    return f"note-{number}"


class _Quoted(dict[int, str]):
    """What stands for each character in a term of a text fragment; it has many, and `quote` looks at every byte anew."""

    def __missing__(self, character: int) -> str:
        quoted = self[character] = "%2D" if chr(character) == "-" else quote(chr(character), safe="")
        return quoted


_QUOTED = _Quoted()


def passage(address: str, evidence: str) -> str:
    """Return an address that leads to a passage of a page: a text fragment, as WICG's Scroll to Text Fragment has it.

    `evidence` is the passage, or its first words, `…` and its last.
    """
    start, _, end = evidence.partition("…")
    terms = [term.strip().translate(_QUOTED) for term in (start, end) if term.strip()]
    page, hash_sign, fragment = address.partition("#")
    return f"{page}#{fragment if hash_sign else ''}:~:text={','.join(terms)}"


def section_anchor(number: int) -> str:
    """Return the fragment of a text's n-th heading, counted from 1; the same in every locale."""
    return f"section-{number}"
