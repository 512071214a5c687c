"""All addresses of the site: from kind, id and locale to a path, and from paths to links. No other module makes any.

A path is relative to the site's root, has no leading slash and ends in a slash unless it names a file: `sv/briefings/x/`.
"""

from collections.abc import Sequence
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
Anchored = Literal["claim", "event", "happening", "figure", "measure", "chart", "source", "cite", "note", "section"]
"""What has a fragment of its own on a page.

A claim and an event of an article; an entry in a timeline, by the article and id of its first event; a claim's figure among
others, by article and claim; the figures on a measure; a measure's n-th chart; an article in a briefing's list of sources;
a briefing's n-th citation, and the note on it; a text's n-th heading, the same in every locale. Numbers count from 1.
"""


def home(locale: str) -> str:
    """Return the path of an edition's front page."""
    return f"{locale}/"


def record(locale: str, kind: Kind, record_id: str) -> str:
    """Return the path of a record's page in an edition."""
    return f"{locale}/{kind}/{record_id}/"


def page(locale: str, name: str) -> str:
    """Return the path of a page of an edition that is no record's: `timeline`, `gaps`, `search` or a plain page's name."""
    return f"{locale}/{name}/"


def in_edition(locale: str, path: str) -> str:
    """Return the path in an edition of the page that has another path in another edition."""
    return locale + path[path.index("/") :]


def search_index(locale: str, shard: str, name: str = "") -> str:
    """Return the path of a file of the search index of a part of an edition; of the index's folder where no file is named."""
    return f"search/{locale}/{shard}/{name}"


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
    """Return the identifier of a record in linked data, the same in every locale: its address in the data files."""
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


def anchor(kind: Anchored, *parts: str | int) -> str:
    """Return the fragment of what `kind` and its ids or its number name; two hyphens stand in no id, so no two share one."""
    return f"{kind}-{'--'.join(map(str, parts))}"


class _Quoted(dict[int, str]):
    """The percent-encoding of each character in a text fragment; a cache, because `quote` is slow."""

    def __missing__(self, character: int) -> str:
        quoted = self[character] = "%2D" if chr(character) == "-" else quote(chr(character), safe="")
        return quoted


_QUOTED = _Quoted()


def passage(address: str, parts: Sequence[str], prefix: str | None = None, suffix: str | None = None) -> str:
    """Return an address that leads to a passage of a page: a text fragment, as WICG's Scroll to Text Fragment has it.

    `parts` are the passage's words between its gaps, of which the first and the last are named; `prefix` and `suffix` are what
    stands before and after it. A text fragment that the address has already is replaced.
    """
    before, after = f"{_term(prefix)}-," if prefix else "", f",-{_term(suffix)}" if suffix else ""
    terms = ",".join(map(_term, (parts[0], parts[-1]) if len(parts) > 1 else parts))
    page, _, fragment = address.partition("#")
    return f"{page}#{fragment.partition(':~:')[0]}:~:text={before}{terms}{after}"


def _term(words: str) -> str:
    return words.translate(_QUOTED)
