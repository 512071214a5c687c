"""The second half of a build: checked content becomes pages, data files and search files in an output tree."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import chain
from typing import Any

from briefings import pipeline, search, urls
from briefings.data_files import DATABASE, KINDS, Assembler, ExportedRecord
from briefings.incremental import BatchResult, Database, Key, Query, Value, batches, run_batch
from briefings.inputs import SearchedPages, SearchProgram
from briefings.model.content import PlainPage
from briefings.output import OutputFile, SiteFiles
from briefings.parallel import Task
from briefings.pipeline import RenderedPage, SearchablePages, ShardKey, SiteInputs
from briefings.publish import is_inside
from briefings.render import SitemapEntry, Templates, sitemap
from briefings.services import Services
from briefings.settings import Settings
from briefings.view import PageKey

RECORD_BATCH = 200
"""Records that a worker is given at once."""


class SiteBuild:
    """The files of the next site, stage by stage."""

    def __init__(
        self, settings: Settings, database: Database, services: Services, inputs: Callable[[], SiteInputs], files: SiteFiles
    ) -> None:
        """Take where results are kept, and what they are made of, which may not be needed."""
        self._settings = settings
        self._database = database
        self._services = services
        self._inputs = inputs
        self._files = files
        self._entries: dict[str, SitemapEntry] = {}
        """Each page's entry in the list of pages, by path."""
        self._assembler: Assembler | None = None
        self._plain_digests: dict[str, bytes] = {}
        self.plain_pages: dict[str, bytes] = {}
        """The finished plain pages, by path. They are not written: MkDocs does that."""
        self.computed = 0
        """Pages, records and bibliographies that were made; the others are as they were."""

    def view_site_map(self) -> Sequence[PageKey]:
        """View: return all pages but the plain ones."""
        found = self._database.reuse(pipeline.site_map, "")
        if found is None or not all(is_inside(urls.file_of(page.path)) for page in found):
            found = self._database.compute(pipeline.site_map, self._inputs(), "")
        return found

    def add_static_files(self, templates: Templates) -> None:
        """Render: publish the files of the templates that pages load."""
        for name, data in templates.static.items():
            self._files.add_bytes(templates.assets[name], data)

    def render_plain_pages(self, pages: Iterable[PlainPage]) -> None:
        """Localise, view and render plain pages."""
        paths = {page.file: urls.page(page.locale, page.name) for page in pages}
        for file in self._missing(pipeline.plain_page, paths, lambda file, found: self._add_plain_page(paths[file], found)):
            rendered = self._database.compute(pipeline.plain_page, self._inputs(), file)
            assert self._add_plain_page(paths[file], rendered), "it has just been made"
        self.plain_pages = {path: self.plain_pages[path] for path in paths.values()}  # in their order, whichever were reused

    def _add_plain_page(self, path: str, page: RenderedPage) -> bool:
        data = self._database.blobs.get_blob(page.file.digest)
        if data is None or page.file.path != path:
            return False
        self.plain_pages[path], self._plain_digests[path], self._entries[path] = data, page.file.digest, page.entry
        return True

    def render_and_export(self, pages: Sequence[PageKey], refs: Iterable[str], briefings: Sequence[str]) -> None:
        """Localise, view and render pages; export the records of references, and the sources of briefings.

        The data files are assembled beside the pages, as soon as it is known what every record becomes.
        """
        records = [ref.replace(":", "/") for ref in refs if not ref.startswith("pages:")]
        unexported = self._missing(pipeline.exported_record, records, self._has_blobs)
        missing = [
            *batches(pipeline.exported_record, unexported, RECORD_BATCH),
            *batches(pipeline.bibliography, self._missing(pipeline.bibliography, briefings, self._restore), RECORD_BATCH),
            # Pages that have much in common follow each other.
            *batches(
                pipeline.page,
                self._missing(pipeline.page, pages, self._restore_page),
                self._services.page_batch,
                lambda page: (page.locale, page.kind),
            ),
        ]
        self.computed = sum(len(keys) for _, keys in missing)
        left = len(unexported)
        with ExitStack() as stack:
            assembling = None if left else self._assemble(records, stack)
            for batch in self._services.run("pages and data", self._inputs() if missing else None, missing):
                self._add(batch)
                for task in assembling or ():
                    task.poll()  # one that is done can end its process and free its memory
                if assembling is None:
                    left -= len(batch.results) if batch.query is pipeline.exported_record else 0
                    assembling = None if left else self._assemble(records, stack)
            assert assembling is not None, "every record has been exported"
            for task in assembling:
                self._add_data_files(task.result())

    def index_for_search(self, pages: Iterable[PageKey]) -> None:
        """Search: index the pages that are searched, in shards."""
        paths = [(page.locale, page.path) for page in pages if page.is_searched]
        paths += [(path.partition("/")[0], path) for path in self.plain_pages]
        shards = {
            ShardKey(locale, name): members
            for locale in self._settings.locales
            for name, members in search.shards(
                (path for where, path in paths if where == locale), self._settings.shard_pages
            ).items()
        }
        digests = {**self._files.digests, **self._plain_digests}
        searchable = SearchablePages(shards, digests, lambda path: self.plain_pages.get(path) or self._files.tree.read(path))
        self._database.provide(
            {
                SearchedPages: searchable.digest_of,
                SearchProgram: lambda _: search.version().encode(),
            }
        )
        for shard in self._missing(pipeline.search_shard, shards, self._restore):
            made = self._database.compute(pipeline.search_shard, searchable, shard)
            self._files.add(made)

    def render_sitemap(self, pages: Iterable[PageKey]) -> None:
        """Render the list of all pages."""
        paths = (*(page.path for page in pages), *self.plain_pages)
        self._files.add_bytes(urls.SITEMAP, sitemap(self._settings.site_url, {path: self._entries[path] for path in paths}))

    def finish(self, blobs_in_use: Iterable[bytes]) -> None:
        """Delete what is of no more use, and leave the results to the next build.

        `blobs_in_use` are the keys of blobs in use beside those of the site's files.
        """
        self._files.tree.delete_others(self._files.digests)
        self._database.blobs.save()  # first, since another process may do the rest
        if self._database.is_as_before() and not self._database.blobs.has_grown:
            return
        keep = partial(self._keep, blobs_in_use)
        if len(self._files.digests) > self._services.min_parallel_items:
            self._services.run_later(keep)
        else:
            keep()

    def _keep(self, blobs_in_use: Iterable[bytes]) -> None:
        self._database.save()
        data = self._database.results(pipeline.data_files).values()
        exported = () if self._assembler is None else self._assembler.used_keys(data)
        files = chain(self._files.digests.values(), self._plain_digests.values())
        graph = self._database.results(pipeline.graph).values()
        self._database.blobs.prune(chain(files, exported, graph, blobs_in_use, self._database.blob_keys()))

    def _missing(
        self, query: Query[Any, Key, Value], keys: Iterable[Key], is_intact: Callable[[Key, Value], bool]
    ) -> list[Key]:
        """Return the keys whose results cannot be reused, because an input has changed or a file or blob is gone."""
        reused = ((key, self._database.reuse(query, key)) for key in keys)
        return [key for key, value in reused if value is None or not is_intact(key, value)]

    def _restore(self, _: object, files: Sequence[OutputFile]) -> bool:
        return self._files.restore(files)

    def _restore_page(self, key: PageKey, page: RenderedPage) -> bool:
        self._entries[key.path] = page.entry
        return page.file.path == key.path and self._files.restore([page.file])

    def _has_blobs(self, _: object, record: ExportedRecord) -> bool:
        return self._database.blobs.has(record.json) and self._database.blobs.has(record.lines)

    def _add(self, batch: BatchResult) -> None:
        """Keep the results of a batch, and have their files in the tree."""
        for _, value in self._database.add(batch):
            if batch.query is pipeline.page:
                self._entries[value.file.path] = value.entry
                self._files.add([value.file])
            elif batch.query is pipeline.bibliography:
                self._files.add(value)

    def _assemble(self, records: Sequence[str], stack: ExitStack) -> list[Task[BatchResult]]:
        """Begin to assemble the data files that have changed, the database beside the others; return what waits for them."""
        exported = self._database.results(pipeline.exported_record)
        parts = {record: exported[record] for record in records}
        self._assembler = Assembler(self._settings, self._database.blobs, self._files.tree, parts, self._export_again)
        self._database.provide(self._assembler.sources())
        changed = self._missing(pipeline.data_files, KINDS, self._restore)
        rows = [kind for kind in changed if kind != DATABASE]
        tasks = [
            partial(run_batch, self._assembler, (pipeline.data_files, kinds)) for kinds in (rows, changed[len(rows) :]) if kinds
        ]
        return [self._services.start(task, len(records), stack) for task in tasks]

    def _add_data_files(self, result: BatchResult) -> None:
        """Keep data files that have been assembled, here or in a copy of this process."""
        for _, files in self._database.add(result):
            self._files.digests.update(files)

    def _export_again(self, record: str) -> None:
        """Put what a record becomes into the blobs, where it has been damaged."""
        for blob in pipeline.exported_record.compute(self._inputs(), record).blobs:
            self._database.blobs.put_blob(blob)
