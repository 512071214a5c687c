"""Each stage as queries of the build database: what is kept from build to build, under which key, and what makes it.

A query's function gets everything as arguments and returns its result; what it reads records itself. It is computed in this
process, in a worker, or on another machine, and comes out the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from briefings import urls
from briefings.check import check_all, check_record
from briefings.data_files import DATABASE, Assembler, ExportedRecord, RowKind
from briefings.diagnostics import Diagnostic
from briefings.export import export_part
from briefings.export.bibliography import bibliography_files
from briefings.incremental import (
    Blob,
    Dependencies,
    Produced,
    TrackedMapping,
    digest,
    encode,
    query,
    record_dependencies,
    record_dependency,
    track,
)
from briefings.inputs import Asset, ContentFile, PlainHtml, PublishedPages, SearchedPages, SearchProgram
from briefings.link import Graph, link, track_graph
from briefings.localise import localise
from briefings.localise.messages import Catalogues
from briefings.model.content import Content, PlainPage
from briefings.output import OutputFile
from briefings.read.loader import ContentFileKey, ParsedFile, RecordLoader, parse_file
from briefings.read.passage_record import parse_passages
from briefings.render import Renderer, SitemapEntry, Templates, sitemap_entry
from briefings.search import index
from briefings.settings import Settings
from briefings.view import Page, PageContext, PageKey, SiteContext, ViewFragmentCache, page_keys, view
from briefings.view import plain_page as plain_page_view


@dataclass(frozen=True)
class Parsing:
    """What parsing needs."""

    root: Path
    loader: RecordLoader | None = None
    """Where this process keeps the records that it has parsed."""
    is_kept: bool = True
    """Records become blobs."""


@query
def parse(parsing: Parsing, key: ContentFileKey) -> Produced[ParsedFile]:
    """Read: parse one content file."""
    record, parsed = parse_file(parsing.root, key)
    record_dependency(ContentFile(key.file), parsed.digest)
    if parsing.loader is not None:
        parsing.loader.in_memory[key.file] = record
    if not parsing.is_kept:
        return Produced(parsed)
    blob = Blob.of(encode(record))
    return Produced(parsed._replace(record=blob.key), (blob,))


@query
def passages(parsing: Parsing, file: str) -> Produced[ParsedFile]:
    """Read: parse the record of verified passages."""
    parsed = parse_passages(parsing.root, file)
    record_dependency(ContentFile(file), parsed.digest)
    return Produced(parsed)


@dataclass(frozen=True)
class Checked:
    """What checking needs."""

    content: Content
    settings: Settings
    loader: RecordLoader


@query
def findings(checked: Checked, record: str) -> Produced[tuple[Diagnostic, ...]]:
    """Check: what the rules find in one record; under the empty name, what those find that need everything."""
    if not record:
        return Produced(tuple(check_all(checked.content, checked.settings)))
    found = check_record(checked.content, checked.settings, record)
    checked.loader.forget_texts()  # each record's words are needed once
    return Produced(tuple(found))


@dataclass
class Linking:
    """What linking needs."""

    content: Content
    graph: Graph | None = None
    """The graph, for the build that has made it: decoded, it would take several times the memory."""


@query
def graph(linking: Linking, _: str) -> Produced[bytes]:
    """Link: the connections between all records, as the key of a blob."""
    linking.graph = link(linking.content)
    blob = Blob.of(encode(linking.graph))
    return Produced(blob.key, (blob,))


@dataclass(frozen=True)
class SiteInputs:
    """Everything that pages and data files are made from; sent to each worker once."""

    settings: Settings
    content: Content
    loader: RecordLoader
    graph: Graph
    templates: Templates
    catalogues: Catalogues
    plain_html: Mapping[str, str]
    """The HTML of each plain page that is published, by the page's file."""

    @property
    def builder(self) -> "PageBuilder":
        """What makes pages of them; each process has its own. What it was made from counts for every result that uses it."""
        builder, read = self._tracked_builder
        record_dependencies(read)
        return builder

    @cached_property
    def _tracked_builder(self) -> "tuple[PageBuilder, Dependencies]":
        return track(PageBuilder, self)

    def __getstate__(self) -> Mapping[str, Any]:
        """Leave the builder behind."""
        return {name: value for name, value in self.__dict__.items() if name != "_tracked_builder"}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Be the same again."""
        self.__dict__.update(state)


class PageBuilder:
    """Localise, view and render: editions become pages."""

    def __init__(self, inputs: SiteInputs) -> None:
        """Localise the site."""
        settings, content, graph = inputs.settings, inputs.content, track_graph(inputs.graph)
        self.editions = {locale: localise(content, graph, settings, inputs.catalogues, locale) for locale in settings.locales}
        assets = TrackedMapping(inputs.templates.assets, Asset)
        plain_pages = TrackedMapping(published_pages(settings, content, inputs.plain_html), PublishedPages)
        self.site = SiteContext(settings, self.editions, assets, plain_pages)
        self._pages, self._html = content.pages, TrackedMapping(inputs.plain_html, PlainHtml)
        self.renderer = Renderer(inputs.templates, inputs.catalogues)
        self._loader = inputs.loader
        self._scope = ("", 0)
        self._fragments = ViewFragmentCache()

    def view(self, key: PageKey) -> Page:
        """Return the view of a page."""
        return view(self.site, key, self._fragments_of(key))

    def plain_view(self, file: str) -> Page:
        """Return the view of a plain page."""
        page = self._pages[file]
        context = PageContext(self.editions[page.locale], urls.page(page.locale, page.name))
        return plain_page_view(self.site, context, page, self._html[file])

    def _fragments_of(self, key: PageKey) -> ViewFragmentCache:
        """Return what pages of an edition share that lie as deep; that of the pages before them is freed."""
        scope = key.locale, key.path.count("/")
        if key.locale != self._scope[0]:
            self._loader.forget_texts()
        if scope != self._scope:
            self._scope, self._fragments = scope, ViewFragmentCache()
        return self._fragments


def published_pages(settings: Settings, content: Content, plain_html: Mapping[str, str]) -> Mapping[str, tuple[PlainPage, ...]]:
    """Return the plain pages that are published, by locale."""
    pages = [page for page in content.pages.values() if page.file in plain_html]
    return {locale: tuple(page for page in pages if page.locale == locale) for locale in settings.locales}


class RenderedPage(NamedTuple):
    """A page that has been rendered."""

    file: OutputFile
    entry: SitemapEntry
    """Its entry in the list of pages."""


@query
def site_map(inputs: SiteInputs, _: str) -> Produced[tuple[PageKey, ...]]:
    """View: which pages there are, but for the plain ones."""
    return Produced(tuple(page_keys(inputs.builder.site)))


@query
def page(inputs: SiteInputs, key: PageKey) -> Produced[RenderedPage]:
    """Localise, view and render: one page."""
    return _rendered(inputs.builder, inputs.builder.view(key))


@query
def plain_page(inputs: SiteInputs, file: str) -> Produced[RenderedPage]:
    """Localise, view and render: one plain page, from the HTML of its Markdown."""
    return _rendered(inputs.builder, inputs.builder.plain_view(file))


def _rendered(builder: PageBuilder, shown: Page) -> Produced[RenderedPage]:
    blob = Blob.of(builder.renderer.render(shown))
    return Produced(RenderedPage(OutputFile(shown.path, blob.key), sitemap_entry(shown)), (blob,))


@query
def exported_record(inputs: SiteInputs, record: str) -> Produced[ExportedRecord]:
    """Export: the rows and lines that one record becomes, by kind and id."""
    kind, _, record_id = record.partition("/")
    made = export_part(inputs.builder.editions, kind, record_id)  # type: ignore[arg-type]
    digests: dict[str, bytes] = {name: digest(rows) for name, rows in made.json.items()}
    digests[DATABASE] = digest(*(item for table, lines in made.lines.items() for item in (table.encode(), lines)))
    json, lines = Blob.of(encode(made.json)), Blob.of(encode(made.lines))
    return Produced(ExportedRecord(json.key, lines.key, digests), (json, lines))


@query
def bibliography(inputs: SiteInputs, briefing: str) -> Produced[tuple[OutputFile, ...]]:
    """Export: the files with a briefing's sources."""
    made = [(path, Blob.of(data)) for path, data in bibliography_files(inputs.builder.editions, briefing)]
    return Produced(tuple(OutputFile(path, blob.key) for path, blob in made), tuple(blob for _, blob in made))


@query
def data_files(assembler: Assembler, kind: RowKind) -> Produced[tuple[OutputFile, ...]]:
    """Export: a set of data files, in the output tree."""
    files, places = assembler.assemble(kind)
    return Produced(files, (places,))


class ShardKey(NamedTuple):
    """A bounded part of the pages of an edition that are searched together."""

    locale: str
    name: str


@dataclass(frozen=True)
class SearchablePages:
    """The pages of all shards."""

    shards: Mapping[ShardKey, Sequence[str]]
    """Paths of the pages of each."""
    digests: Mapping[str, bytes]
    """Of each page, by path."""
    read: Callable[[str], bytes]
    """Returns the bytes of a page by its path."""

    def of(self, shard: ShardKey) -> Iterator[tuple[str, bytes]]:
        """Yield the path and the bytes of each page of a shard."""
        record_dependency(SearchedPages(*shard))
        return ((path, self.read(path)) for path in self.shards[shard])

    def digest_of(self, read: SearchedPages) -> bytes:
        """Return a digest of the pages of a shard."""
        paths = self.shards.get(ShardKey(read.locale, read.shard), ())
        return digest(*(item for path in paths for item in (path.encode(), self.digests[path])))


@query
def search_shard(pages: SearchablePages, shard: ShardKey) -> Produced[tuple[OutputFile, ...]]:
    """Search: the files in which one shard is searched."""
    record_dependency(SearchProgram())
    files = index(shard.locale, pages.of(shard))
    made = [(urls.search_index(shard.locale, shard.name, name), Blob.of(data)) for name, data in files.items()]
    return Produced(tuple(OutputFile(path, blob.key) for path, blob in made), tuple(blob for _, blob in made))


QUERIES = (
    *(parse, passages, findings, graph, site_map, page, plain_page),
    *(exported_record, bibliography, data_files, search_shard),
)
