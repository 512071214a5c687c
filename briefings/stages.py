"""How each stage is run: what of the last build is reused, and what is computed, in batches, by the executor."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache, partial
from typing import TypeVar

from briefings import pipeline
from briefings.check import record_refs
from briefings.diagnostics import Diagnostic
from briefings.evidence.passages import archived_text_digest
from briefings.incremental import BatchResult, Blob, Database, batches, digest, encode, fingerprint_of_code, run_batch
from briefings.inputs import (
    ArchivedText,
    Asset,
    Catalogue,
    ContentFile,
    DayHasCome,
    PlainHtml,
    PublishedPages,
    Setting,
    Template,
)
from briefings.link import Graph, decode_graph, graph_sources, link
from briefings.localise.messages import Catalogues
from briefings.model.content import Content
from briefings.read import ReadResult, content_file_digest, content_sources, read
from briefings.read.loader import ContentFileKey, ParsedFile, RecordLoader
from briefings.render import Templates
from briefings.services import Services
from briefings.settings import Settings

RECORD_BATCH = 200
FILE_BATCH = 50
"""What a worker is given at once: enough that it is not always asking, little enough that all end at about one time."""

Key = TypeVar("Key")
Value = TypeVar("Value")


def open_database(settings: Settings, templates: Templates, catalogues: Catalogues, services: Services) -> Database:
    """Return the build database, and compare with the last build what is read before the content."""
    database = Database(services.blobs, digest(b"manifest", fingerprint_of_code("briefings")), pipeline.QUERIES)
    database.provide(
        {
            Setting: settings.digest_of,
            DayHasCome: lambda read: b"1" if read.day <= settings.today.isoformat() else b"0",
            ArchivedText: lambda read: archived_text_digest(settings.archive, read.name),
            Template: lambda read: templates.digest(read.name),
            Catalogue: lambda read: catalogues.digest(read.locale),
            ContentFile: lambda read: content_file_digest(settings.root, read.path),
        }
    )
    return database


# Read, check, link


def read_content(settings: Settings, database: Database, services: Services) -> tuple[ReadResult, RecordLoader]:
    """Read: parse the files that have changed, and have all content."""
    loader = RecordLoader(settings.root, services.blobs)
    result = read(
        settings, loader, partial(_parse, settings, database, services, loader), partial(_passages, settings, database)
    )
    database.provide(content_sources(result, loader))
    return result, loader


def _parse(
    settings: Settings, database: Database, services: Services, loader: RecordLoader, keys: Sequence[ContentFileKey]
) -> Iterator[tuple[ContentFileKey, ParsedFile]]:
    missing = []
    for key in keys:
        parsed = database.reuse(pipeline.parse, key)
        if parsed is None:
            missing.append(key)
        else:
            yield key, parsed
    is_here = services.executor_for(len(missing)).size == 1
    parsing = pipeline.Parsing(settings.root, loader if is_here else None, is_kept=services.blobs.is_persistent or not is_here)
    for batch in services.run("files read", parsing, list(batches(pipeline.parse, missing, FILE_BATCH))):
        yield from database.add(batch)


def _passages(settings: Settings, database: Database, file: str) -> ParsedFile:
    return database.get(pipeline.passages, lambda: pipeline.Parsing(settings.root), file)


def check_content(
    settings: Settings, content: Content, loader: RecordLoader, database: Database, services: Services
) -> Iterator[Diagnostic]:
    """Check: yield what the rules find in each record that has changed, and what they found in the others."""
    missing = []
    for name in ("", *record_refs(content)):  # the empty name is for the rules that need everything
        found = database.reuse(pipeline.findings, name)
        if found is None:
            missing.append(name)
        else:
            yield from found
    checked = pipeline.Checked(content, settings, loader)
    for batch in services.run("records checked", checked, list(batches(pipeline.findings, missing, RECORD_BATCH))):
        for _, found in database.add(batch):
            yield from found


def link_content(
    content: Content, database: Database, services: Services, stack: ExitStack
) -> Callable[[], Callable[[], Graph]]:
    """Link: begin to make the graph, unless the last build's is still right; return what waits for what returns it.

    A new graph is made beside the checks. Of content with errors that may fail; then it is not asked for.
    """
    key = database.reuse(pipeline.graph, "")
    if key is not None:
        return partial(_former_graph, database, key, content)
    task = services.start(partial(_make_graph, content), len(content.articles), stack)
    return partial(_new_graph, database, task.result)


def _make_graph(content: Content) -> tuple[Graph, BatchResult]:
    linking = pipeline.Linking(content)
    result = run_batch(linking, (pipeline.graph, [""]))
    assert linking.graph is not None
    return linking.graph, result


def _new_graph(database: Database, make: Callable[[], tuple[Graph, BatchResult]]) -> Callable[[], Graph]:
    graph, result = make()
    list(database.add(result))
    database.provide(graph_sources(lambda: graph))
    return lambda: graph


def _former_graph(database: Database, key: bytes, content: Content) -> Callable[[], Graph]:
    @cache
    def graph() -> Graph:
        data = database.blobs.get_blob(key)
        if data is not None:
            return decode_graph(data, partial(link, content))
        linked = link(content)
        database.blobs.put_blob(Blob.of(encode(linked)))
        return linked

    database.provide_unchanged(graph_sources(graph))
    return graph


def provide_site_inputs(
    database: Database, settings: Settings, content: Content, templates: Templates, plain_html: Mapping[str, str]
) -> None:
    """Compare with the last build what is known once MkDocs has made HTML of the plain pages."""
    published = pipeline.published_pages(settings, content, plain_html)
    database.provide(
        {
            Asset: lambda read: templates.assets[read.name].encode() if read.name in templates.assets else None,
            PlainHtml: lambda read: digest(plain_html.get(read.path, "").encode("utf-8", "surrogatepass")),
            PublishedPages: lambda read: digest(*(page.file.encode() for page in published.get(read.locale, ()))),
        }
    )
