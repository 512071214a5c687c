"""What a build knows of the one before: which results are still right, because all that they were made from is as it was."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from briefings.cache import Ledger, Store, digest, past, version
from briefings.localise.messages import catalogue_file
from briefings.read import Outline, Reading
from briefings.render import template_digest
from briefings.settings import Settings

SITE = "settings/site"
"""The name of what every page rests on: settings, addresses of assets, titles of plain pages."""
CHECKS = "settings/checks"
"""The name of the settings that checks rest on."""
HTML = "html/"
"""What the names of plain pages' HTML begin with."""
_GRAPH = "graph/"
_START = re.compile(r"(?:graph|html|template|catalogue)/|(?:come|archive):")
"""What the names begin with that are of no content file."""

Digests = Callable[[str], bytes]


class Notebook:
    """The ledger of a build, and the digests that tell it what has changed.

    It is asked in the order of the stages: results that rest on connections only after `take_graph`, pages after `take_site`.
    """

    def __init__(self, settings: Settings, store: Store) -> None:
        """Open what the last build of the project has left in the store."""
        self._settings = settings
        self._store = store
        self._key = digest(b"ledger", version())
        before = past(store, self._key)
        self._ledger = Ledger(before, self.digest)
        self.outlines: Mapping[str, Outline] = before.extra.get("outlines", {})
        self._before = self.outlines
        """Of content files, as the last build has met them."""
        self._known = {CHECKS: digest(repr(_of_checks(settings)).encode())}
        self._of_content: Mapping[str, bytes] = {}
        self._of_graph: Digests | None = None
        self._is_saved = False

    def take(self, reading: Reading) -> None:
        """Find out what has changed of the content, the templates, the catalogues and the day."""
        self._of_content = reading.digests
        self.outlines = reading.library.outlines
        # Most names are of files and of their fields, and most files are what they were: their outlines say so.
        same = {file for file, outline in self.outlines.items() if self._before.get(file) is outline}
        self._ledger.compare(
            lambda name: name.partition("#")[0] not in same and not name.startswith((_GRAPH, HTML)) and name != SITE
        )

    def take_graph(self, digests: Digests | None) -> None:
        """Find out what has changed of the connections; nothing has where there are no digests of them."""
        self._of_graph = digests
        if digests is not None:
            self._ledger.compare(lambda name: name.startswith(_GRAPH))

    def take_site(self, html: Mapping[str, str], *parts: object) -> None:
        """Find out whether what every page rests on has changed, and the HTML of which plain pages, given by their files."""
        self._known[SITE] = digest(repr((*_of_pages(self._settings), *parts)).encode())
        self._known |= {f"{HTML}{file}": digest(text.encode("utf-8", "surrogatepass")) for file, text in html.items()}
        self._ledger.compare(lambda name: name == SITE or name.startswith(HTML))

    def kept(self, key: str) -> Any:
        """Return a result of the last build that is still right; None where there is none."""
        return self._ledger.kept(key)

    def record(self, key: str, names: Iterable[str], value: Any) -> None:
        """Keep a result that has just been made from things."""
        self._ledger.record(key, names, value)

    def record_share(self, results: Iterable[tuple[str, bytes, Any]], listed: Iterable[str]) -> None:
        """Keep what came of a share of the work: keys and values with the places of their names in its list of names."""
        numbers = self._ledger.numbers(listed)
        for key, places, value in results:
            self._ledger.enter(key, [numbers[place] for place in memoryview(places).cast("I")], value)

    def save(self) -> None:
        """Leave this build's results to the next one, unless it finds the same there already; nothing is recorded after it."""
        if self._is_saved or (self.outlines == self._before and self._ledger.is_as_before):
            return
        self._is_saved = True
        self._ledger.save(self._store, self._key, {"outlines": dict(self.outlines)})

    def used(self) -> Iterable[bytes]:
        """Yield the keys of the store under which this build's results are kept."""
        return (self._key,)

    def digest(self, name: str) -> bytes:
        """Return what a thing is now."""
        found = self._known.get(name)
        return self._digest(name) if found is None else found

    def _digest(self, name: str) -> bytes:
        start = _START.match(name)
        if start is None:
            return self._of_content[name]
        kind, rest = start.group(), name[start.end() :]
        match kind:
            case "graph/":
                return self._ledger.before.get(name, b"") if self._of_graph is None else self._of_graph(name)
            case "template/":
                return template_digest(self._settings.templates, rest)
            case "catalogue/":
                return _file_digest(catalogue_file(rest))
            case "come:":
                return b"1" if rest <= self._settings.today.isoformat() else b""
            case _:
                return b"" if kind == HTML or self._settings.archive is None else _file_digest(self._settings.archive / rest)


def _of_checks(settings: Settings) -> tuple[object, ...]:
    content = settings.content.relative_to(settings.root).as_posix()
    return content, settings.locales, settings.desk_locale, settings.archive is not None, settings.strict_evidence


def _of_pages(settings: Settings) -> tuple[object, ...]:
    formats = sorted(settings.formats.items())
    return settings.locales, settings.desk_locale, formats, settings.site_name, settings.site_url, settings.search


def _file_digest(file: Path) -> bytes:
    try:
        return hashlib.sha256(file.read_bytes()).digest()
    except OSError:
        return b""
