"""The way from content to a site, in order. Read this first.

Every stage does what it would do if there had never been a build before. What it makes is entered in a notebook together with
all that it looked at, so that the next build can leave out what would come out the same.
"""

from __future__ import annotations

import dataclasses
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from briefings import search, urls
from briefings.cache import Store, digest, opened, pack, unpacked, version
from briefings.check import names
from briefings.datafiles import DataFiles, Made
from briefings.link import Graph, GraphDigests, link
from briefings.model.content import Content, PlainPage
from briefings.notebook import SITE, Notebook
from briefings.problems import ContentError, Finding, Problem
from briefings.publish import Entry, Tree, looked_through, sitemap
from briefings.read import Library, locate, read
from briefings.settings import Settings
from briefings.shares import File, Result, Share, World, do_share, filed, shares
from briefings.trace import traced
from briefings.view import Address, addresses, is_searched
from briefings.work import Alone, Beside, Crew, collecting_nothing

STATIC = "static"
"""Folder among the templates whose files are published as they are."""
MOST_ALONE = 40
"""Pages, checks or files that one process makes sooner than several have begun."""
RECORDS_AT_ONCE = 200
PAGES_AT_ONCE = 60
"""What a worker is given at once: enough that it is not always asking, little enough that all are done at about one time."""

Told = Callable[[str, int, int], None]
"""Hears of a stage, of how much of it is done, and of how much there is to do."""


def _at_once(work: Callable[[], None]) -> None:
    work()


@dataclass(frozen=True)
class Means:
    """What a build has at its disposal; by default nothing but itself."""

    store: Store = field(default_factory=lambda: Store(None))
    """What earlier builds have kept."""
    crew: Crew = field(default_factory=Alone)
    """Who does what there is much of."""
    told: Told = lambda stage, done, of: None
    look: Callable[[Path], Mapping[str, bytes]] = looked_through
    """Gives the SHA-256 of each file that stands where the next site is made, by its name."""
    later: Callable[[Callable[[], None]], None] = _at_once
    """Has done what nobody need wait for before the site is published."""

    def do(self, work: Callable[[Any, Any], Any], shared: object, pieces: Sequence[Any], items: int) -> Iterator[Any]:
        """Yield what comes of the pieces of a work, which have so many items in them."""
        crew = self.crew if items > MOST_ALONE else Alone()
        return crew.do(work, shared, pieces)

    def parse(self, work: Callable[[None, Any], Any], pieces: Sequence[Any]) -> Iterator[Any]:
        """Yield likewise what comes of the files of content."""
        files, done = sum(len(names) for _, names in pieces), 0
        for parsed in self.do(work, None, pieces, files):
            yield parsed
            done += len(parsed)
            self.told("files read", done, files)


@dataclass(frozen=True)
class Prepared:
    """Content that may be published."""

    content: Content
    """Without the record of passages, whose work is done."""
    graph: Callable[[], Graph]
    """Gives the connections; they may not be needed."""
    warnings: tuple[Problem, ...]
    notebook: Notebook
    library: Library


@dataclass(frozen=True)
class Built:
    """What a build made."""

    articles: int
    briefings: int
    pages: int
    locales: int
    made: int
    """Pages and sets of data files that this build made; the others are as they were."""
    plain_pages: Mapping[str, bytes]
    """The finished plain pages by path; whoever turned their Markdown into HTML writes them."""


@collecting_nothing
def prepare(settings: Settings, means: Means | None = None) -> Prepared:
    """Read, check and link the content.

    Raises `ContentError` with every problem where there is an error among them.
    """
    means = means or Means()
    notebook = Notebook(settings, means.store)
    reading = read(settings, means.store, notebook.outlines, means.parse)
    notebook.take(reading)
    content = reading.content
    kept = notebook.kept("graph")
    with ExitStack() as meanwhile:
        links: Callable[[], tuple[bytes, Sequence[str]]] = partial(_packed_links, content)
        if kept is None and means.crew.size > 1 and len(content.articles) > MOST_ALONE:
            links = meanwhile.enter_context(Beside(links)).result
        problems = locate(settings.root, [*reading.findings, *_checked(content, settings, notebook, means)])
        if any(problem.severity == "error" for problem in problems):
            raise ContentError(problems)
        graph = _linked(links, notebook, means.store) if kept is None else _linked_before(kept, content, notebook, means.store)
    return Prepared(dataclasses.replace(content, verified={}), graph, problems, notebook, reading.library)


@collecting_nothing
def build(
    prepared: Prepared, settings: Settings, plain_html: Mapping[str, str], folder: Path, means: Means | None = None
) -> Built:
    """Localise, view, render and write every page of every edition into a folder, in which an earlier site may stand.

    `plain_html` has the HTML of each plain page that is to be published, by its file; it may hold anything and is cleaned. The
    plain pages are rendered but not written: they are returned.

    Raises `TemplateFault` where a template is wrong, `SearchFault` where the pages cannot be indexed, `OSError` where a file
    cannot be written, and `ContentChanged` where a content file is another than it was at the beginning.
    """
    means = means or Means()
    notebook = prepared.notebook
    static = dict(_static(settings.templates / STATIC))
    assets = {name: urls.asset(name, hashlib.sha256(data).hexdigest()) for name, data in static.items()}
    plain_pages = _by_locale(page for page in prepared.content.pages if page.file in plain_html)
    titles = [(page.file, page.title) for pages in plain_pages.values() for page in pages]
    notebook.take_site(plain_html, assets, titles)

    @cache
    def world() -> World:
        return World(settings, prepared.content, prepared.graph(), assets, plain_pages)

    found = _addresses(notebook, world)
    files = _Files(Tree(folder, means.look(folder)), means.store, notebook, world)
    for name, data in static.items():
        files.take_bytes(assets[name], data)
    records = [name.replace(":", "/") for name in names(prepared.content) if not name.startswith("pages:")]
    briefings = sorted({address.id for address in found if address.kind == "briefings"})
    missing = _Missing(
        [page for page in found if not files.has_page(page)],
        [name for name in records if not files.data.has(name)],
        [name for name in briefings if not files.has_sources(name)],
    )
    plain = {}
    for page in (page for pages in plain_pages.values() for page in pages):
        path = urls.plain_page(page.locale, page.name)
        plain[path] = files.plain_page(path) or files.take_plain_page(
            do_share(world(), ("plain", [(page, plain_html[page.file])]))
        )
    _make(files, missing, means, settings, records)
    for locale in settings.locales if settings.search else ():
        searched = [page.path for page in found if page.locale == locale and is_searched(page)]
        searched += [urls.plain_page(locale, page.name) for page in plain_pages.get(locale, ())]
        for shard, members in search.shards(searched).items():
            files.take_shard(locale, shard, members, plain)
    files.take_bytes(urls.SITEMAP, sitemap(files.entries[path] for path in (*(page.path for page in found), *plain)))
    files.finish(tuple(prepared.library.keys()), means.later if len(found) > MOST_ALONE else _at_once)
    return Built(
        len(prepared.content.articles), len(briefings), len(found) + len(plain), len(settings.locales), len(missing), plain
    )


# Check and link


def _checked(content: Content, settings: Settings, notebook: Notebook, means: Means) -> Iterator[Finding]:
    missing = []
    for name in ("", *names(content)):  # the empty name is for the rules that need everything
        kept = notebook.kept(f"check/{name}")
        if kept is None:
            missing.append(name)
        else:
            yield from kept
    world = World(settings, content, None, {}, {})
    done = 0
    for results, listed in means.do(do_share, world, list(shares("checks", missing, RECORDS_AT_ONCE, bool)), len(missing)):
        notebook.record_share(_noted(results), listed)
        for result in results:
            yield from result.value
        done += len(results)
        means.told("records checked", done, len(missing))


def _packed_links(content: Content) -> tuple[bytes, Sequence[str]]:
    """Return the connections, packed, and the names of all that was looked at for them.

    This may be done in a copy of the process, beside the checks: of content with errors it may fail, and is not asked for.
    """
    graph, looked_at = traced(link, content)
    return pack(graph), looked_at


def _linked(links: Callable[[], tuple[bytes, Sequence[str]]], notebook: Notebook, store: Store) -> Callable[[], Graph]:
    """Return what gives new connections, which are kept for the next build."""
    packed, looked_at = links()
    graph = unpacked(packed, Graph)
    assert graph is not None, "it has just been packed"
    key = digest(b"graph", version(), *(part for name in sorted(looked_at) for part in (name.encode(), notebook.digest(name))))
    store.put(key, packed)
    notebook.record("graph", looked_at, key)
    notebook.take_graph(GraphDigests(graph))
    return lambda: graph


def _linked_before(kept: bytes, content: Content, notebook: Notebook, store: Store) -> Callable[[], Graph]:
    """Return what gives the connections of the last build, from which they do not differ."""
    notebook.take_graph(None)
    return cache(lambda: unpacked(store.get(kept), Graph) or link(content))


# Pages and data files


def _addresses(notebook: Notebook, world: Callable[[], World]) -> Sequence[Address]:
    kept = notebook.kept("addresses")
    if kept is None:
        found, looked_at = traced(lambda: tuple(addresses(world().studio.site)))
        looked_at = (*looked_at, SITE)  # its locales, and whether it can be searched
        kept = tuple(dataclasses.astuple(address) for address in found)
        notebook.record("addresses", looked_at, kept)
    return [Address(*address) for address in kept]


class _Missing:
    """What has to be made."""

    def __init__(self, pages: Sequence[Address], parts: Sequence[str], sources: Sequence[str]) -> None:
        self._pages = pages
        self._parts = parts
        self._sources = sources

    def __len__(self) -> int:
        return len(self._pages) + len(self._parts) + len(self._sources)

    def shares(self) -> list[tuple[str, Sequence[Any]]]:
        """Return it as shares, of which pages that have much in common follow each other."""
        return [
            *shares("parts", self._parts, RECORDS_AT_ONCE, bool),
            *shares("sources", self._sources, RECORDS_AT_ONCE, bool),
            *shares("pages", self._pages, PAGES_AT_ONCE, lambda page: (page.locale, page.kind)),
        ]


def _make(files: _Files, missing: _Missing, means: Means, settings: Settings, records: Sequence[str]) -> None:
    """Have what is missing made; the data files are put together beside the pages, once it is known what records become.

    Where few pages are left, all but the database is put together here, beside the database.
    """
    data = files.data
    here: Callable[[Settings, Sequence[str]], list[Made]] = data.put_together
    with ExitStack() as meanwhile:
        beside: Beside[list[Made]] | None = None
        done = 0
        for results, listed in means.do(do_share, files.world(), missing.shares(), len(missing)) if missing else ():
            files.take_results(results, listed)
            done += len(results)
            means.told("pages and data", done, len(missing))
            if beside is not None:
                beside.look()
            elif means.crew.size > 1 and len(records) > MOST_ALONE and data.is_complete(records):
                are_many = len(missing) - done > MOST_ALONE
                there, here = (
                    (data.put_together, _nothing) if are_many else (data.put_database_together, data.put_rows_together)
                )
                beside = meanwhile.enter_context(Beside(partial(there, settings, records)))
        made = here(settings, records)
        if beside is not None:
            if not beside.look():
                files.save_notes()
            made += beside.result()
        files.take_data(made)


def _nothing(_: Settings, __: Sequence[str]) -> list[Made]:
    return []


class _Files:
    """The files of the next site."""

    def __init__(self, tree: Tree, store: Store, notebook: Notebook, world: Callable[[], World]) -> None:
        self._tree = tree
        self._store = store
        self._notebook = notebook
        self.world = world
        self.data = DataFiles(store, notebook, tree, self._part_again)
        self._digests: dict[str, bytes] = {}
        self._others: dict[str, bytes] = {}
        """What else is in use in the store: plain pages by their paths, and shards of the search."""
        self.entries: dict[str, Entry] = {}
        """Each page's entry in the list of pages, by path."""

    def has_page(self, address: Address) -> bool:
        """Tell whether a page of an earlier build is still right, and is where it belongs."""
        kept = self._notebook.kept(f"page/{address.path}")
        if kept is None or not self._is_there(address.path, kept[0]):
            return False
        self.entries[address.path] = kept[1]
        return True

    def plain_page(self, path: str) -> bytes | None:
        """Return a plain page of an earlier build, None where it is no more right."""
        kept = self._notebook.kept(f"page/{path}")
        data = None if kept is None else self._store.get(kept[0])
        if data is None or hashlib.sha256(data).digest() != kept[0]:
            return None
        self.entries[path], self._others[path] = kept[1], kept[0]
        return data

    def take_plain_page(self, share: Share) -> bytes:
        """Take a plain page that has just been made; it is not written."""
        ((result,), listed) = share
        (file,) = result.files
        self._notebook.record_share(_noted([result]), listed)
        self._store.put_closed(file.digest, file.kept)
        self.entries[file.path], self._others[file.path] = result.value[1], file.digest
        data = opened(file.digest, file.kept)
        assert data is not None, "it has just been closed"
        return data

    def has_sources(self, briefing: str) -> bool:
        """Tell likewise of the files with a briefing's sources."""
        kept = self._notebook.kept(f"sources/{briefing}")
        return kept is not None and all(self._is_there(path, found) for path, found in kept)

    def take_data(self, made: Iterable[Made]) -> None:
        """Take the data files, which have been put together."""
        self._digests.update(self.data.enter(made))

    def _part_again(self, record: str) -> Mapping[bytes, bytes]:
        ((result,), _) = do_share(self.world(), ("parts", [record]))
        return {file.digest: data for file in result.files if (data := opened(file.digest, file.kept)) is not None}

    def take_shard(self, locale: str, shard: str, paths: Sequence[str], plain: Mapping[str, bytes]) -> None:
        """Take the files that search a shard of an edition's pages, which are made where one of these pages has changed."""
        digests = [(path, (self._digests.get(path) or self._others[path]).hex()) for path in paths]
        key = digest(b"search", search.key(locale, digests).encode())
        kept = unpacked(self._store.get(key), tuple)
        if kept is None or not all(self._is_there(urls.search_file(locale, shard, name), found) for name, found in kept):
            made = search.index(locale, ((path, plain[path] if path in plain else self._tree.read(path)) for path in paths))
            files = {name: filed(urls.search_file(locale, shard, name), data) for name, data in made.items()}
            for file in files.values():
                self.take(file)
            self._store.put(key, pack(tuple((name, file.digest) for name, file in files.items())))
        self._others[f"{locale} {shard}"] = key

    def _is_there(self, path: str, found: bytes) -> bool:
        if not self._tree.has(path, found):
            data = self._store.get(found)
            if data is None or hashlib.sha256(data).digest() != found:
                return False
            self._tree.write(path, data)
        self._digests[path] = found
        return True

    def take_results(self, results: Sequence[Result], listed: Sequence[str]) -> None:
        """Take what a worker has made."""
        results = [_thrifty(result) for result in results]
        self._notebook.record_share(_noted(results), listed)
        for result in results:
            kind, _, name = result.key.partition("/")
            if kind == "part":
                self.data.take(name, result.value)
                for file in result.files:
                    self._store.put_closed(file.digest, file.kept)
                continue
            if kind == "page":
                self.entries[name] = result.value[1]
            for file in result.files:
                self.take(file)

    def take(self, file: File) -> None:
        """Take a file, which is written unless it is there with the same bytes."""
        self._digests[file.path] = file.digest
        self._store.put_closed(file.digest, file.kept)
        if not self._tree.has(file.path, file.digest):
            data = opened(file.digest, file.kept)
            assert data is not None, "it has just been closed"
            self._tree.write(file.path, data)

    def take_bytes(self, path: str, data: bytes) -> None:
        """Take a file that is made in every build, and seldom is another one."""
        if not self._is_there(path, hashlib.sha256(data).digest()):
            self.take(filed(path, data))

    def save_notes(self) -> None:
        """Leave to the next build what is known of pages and records, while there is time; `finish` does it else."""
        self._notebook.save()
        self._store.save()

    def finish(self, records: Iterable[bytes], later: Callable[[Callable[[], None]], None]) -> None:
        """Delete what is of no more use, in the folder and `later` in the cache; `records` are in use, beside these files."""
        self._tree.clear(self._digests)
        self._store.save()  # first, since another process may do the rest
        later(partial(self._keep, records))

    def _keep(self, records: Iterable[bytes]) -> None:
        """Leave to the next build what it will ask for, and nothing that has long been of no use."""
        self._notebook.save()
        used = chain(self._digests.values(), self._others.values(), self.data.used(), records, self._notebook.used())
        self._store.prune(used)


def _thrifty(result: Result) -> Result:
    """Return a result as it is remembered: what a page tells of its alternates, each of them tells in a text of its own."""
    if not result.key.startswith("page/"):
        return result
    digest, (address, alternates) = result.value
    return result._replace(value=(digest, (address, sys.intern(alternates))))


def _noted(results: Iterable[Result]) -> Iterator[tuple[str, bytes, Any]]:
    return ((result.key, result.names, result.value) for result in results)


def _by_locale(pages: Iterable[PlainPage]) -> Mapping[str, tuple[PlainPage, ...]]:
    return {locale: tuple(group) for locale, group in groupby(pages, key=lambda page: page.locale)}


def _static(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.iterdir()):
        if file.is_file() and not file.name.startswith("."):
            yield file.name, file.read_bytes()
