"""What a worker does: a share of the checks, of the pages, of the data files. The same wherever it is done."""

from __future__ import annotations

import array
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from briefings import urls
from briefings.cache import closed, digest, pack
from briefings.check import check_all, check_record
from briefings.export import DATABASE, part, sources
from briefings.link import Graph
from briefings.localise import localise
from briefings.model.content import Content, PlainPage
from briefings.notebook import CHECKS, HTML, SITE
from briefings.publish import entry
from briefings.render import Renderer
from briefings.settings import Settings
from briefings.trace import note, traced
from briefings.view import Address, Here, Kept, Site, plain_page, view


@dataclass(frozen=True)
class World:
    """All that pages are made of; sent to each worker once."""

    settings: Settings
    content: Content
    graph: Graph | None
    """None as long as nothing but checks is done."""
    assets: Mapping[str, str]
    """Path of each file that pages load, by its name."""
    plain_pages: Mapping[str, tuple[PlainPage, ...]]
    """By locale."""

    @cached_property
    def studio(self) -> Studio:
        """Where pages are made of it; each process has its own."""
        return Studio(self)

    def __getstate__(self) -> Mapping[str, Any]:
        """Leave the studio behind."""
        return {name: value for name, value in self.__dict__.items() if name != "studio"}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Be the same again."""
        self.__dict__.update(state)


class Studio:
    """What makes pages, and what pages of one edition have shared so far."""

    def __init__(self, world: World) -> None:
        settings, graph = world.settings, world.graph
        assert graph is not None
        editions = {locale: localise(world.content, graph, settings, locale) for locale in settings.locales}
        self.site = Site(settings, editions, world.assets, world.plain_pages)
        self.renderer = Renderer(settings.templates, {locale: edition.messages for locale, edition in editions.items()})
        self._shelf = ("", 0)
        self._open_words = world.content.open_words
        self._kept: Kept = {}

    def kept(self, address: Address) -> Kept:
        """Return what pages of an edition share that lie as deep; that of the pages before them is let go."""
        shelf = address.locale, address.path.count("/")
        if address.locale != self._shelf[0]:
            self._open_words.clear()
        if shelf != self._shelf:
            self._shelf, self._kept = shelf, {}
        return self._kept


class File(NamedTuple):
    """A file of the site, or, without a path, something that is kept for the next build alone."""

    path: str
    digest: bytes
    """SHA-256 of its bytes."""
    kept: bytes
    """The bytes as the cache keeps them, under their digest."""


class Result(NamedTuple):
    """Something that was made, and what of."""

    key: str
    value: Any
    files: tuple[File, ...]
    names: bytes
    """Places in the list of names that goes with a share's results."""


Share = tuple[list[Result], list[str]]
"""What came of a share of the work, and the names of all things that were looked at."""


def do_share(world: World, work: tuple[str, Sequence[Any]]) -> Share:
    """Do a share of the work: a kind of work, and what to do it on."""
    kind, items = work
    numbers: dict[str, int] = {}
    results = []
    for item in items:
        (key, value, files), names = traced(_KINDS[kind], world, item)
        places = array.array("I", [numbers.setdefault(name, len(numbers)) for name in names])
        results.append(Result(key, value, tuple(files), places.tobytes()))
    if kind != "pages":  # what is made of records one by one needs each one's words only once
        world.content.open_words.clear()
    return results, list(numbers)


Made = tuple[str, Any, Iterable[File]]


def _page(world: World, address: Address) -> Made:
    note(SITE)
    studio = world.studio
    page = view(studio.site, address, studio.kept(address))
    if not address.locale:
        for locale in world.settings.locales:
            note(f"catalogue/{locale}")
    file = filed(address.path, studio.renderer.render(page))
    return f"page/{address.path}", (file.digest, entry(page)), (file,)


def _plain(world: World, item: tuple[PlainPage, str]) -> Made:
    page, html = item
    note(SITE)
    note(f"{HTML}{page.file}")
    site = world.studio.site
    here = Here(site.editions[page.locale], urls.plain_page(page.locale, page.name))
    shown = plain_page(site, here, page, html)
    file = filed(shown.path, world.studio.renderer.render(shown))
    return f"page/{shown.path}", (file.digest, entry(shown)), (file,)


def _part(world: World, name: str) -> Made:
    note(SITE)
    kind, _, record_id = name.partition("/")
    made = part(world.studio.site.editions, kind, record_id)  # type: ignore[arg-type]
    digests = {found: digest(rows) for found, rows in made.json.items()}
    digests[DATABASE] = digest(*(part for table, lines in made.lines.items() for part in (table.encode(), lines)))
    files = filed("", pack(made.json)), filed("", pack(made.lines))
    return f"part/{name}", (*(file.digest for file in files), digests), files


def _sources(world: World, briefing_id: str) -> Made:
    note(SITE)
    files = [filed(path, data) for path, data in sources(world.studio.site.editions, briefing_id)]
    return f"sources/{briefing_id}", tuple((file.path, file.digest) for file in files), files


def _check(world: World, name: str) -> Made:
    note(CHECKS)
    found = check_record(world.content, world.settings, name) if name else check_all(world.content, world.settings)
    return f"check/{name}", tuple(found), ()


_KINDS: Mapping[str, Callable[[World, Any], Made]] = {
    "pages": _page,
    "plain": _plain,
    "parts": _part,
    "sources": _sources,
    "checks": _check,
}


def filed(path: str, content: bytes) -> File:
    """Return a file of the site from its bytes."""
    name = hashlib.sha256(content).digest()
    return File(path, name, closed(name, content))


def shares(kind: str, items: Sequence[Any], size: int, shelf: Callable[[Any], object]) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield shares of a kind of work of at most a size, none of which has items of two shelves."""
    start = 0
    for end in range(1, len(items) + 1):
        if end == len(items) or end - start == size or shelf(items[end]) != shelf(items[start]):
            yield kind, items[start:end]
            start = end
