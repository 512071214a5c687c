"""The way from content to a site, in order. Read this first.

    read       content/ becomes `Content`; what has not the shape of content becomes diagnostics
    check      rules find what is wrong with the content
    link       connections between records become `Graph`
    localise   content and graph become one `Edition` a locale
    view       an edition becomes one frozen view a page
    render     a view and its template become the bytes of a page
    export     records become data files
    search     pages become the files in which a reader searches
    publish    the finished folder takes the site's place: `publish.Staging`, when MkDocs and all plugins are done

`pipeline` declares which results are kept from build to build; `stages` and `site_build` have the others computed.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from briefings.check import record_refs, reported
from briefings.diagnostics import Problem
from briefings.errors import ContentError
from briefings.incremental import Database
from briefings.link import Graph
from briefings.localise.messages import Catalogues
from briefings.model.content import Content
from briefings.output import SiteFiles
from briefings.parallel import without_gc
from briefings.pipeline import SiteInputs
from briefings.publish import OutputTree
from briefings.read.loader import RecordLoader
from briefings.read.locate import locate
from briefings.render import Templates
from briefings.services import Services
from briefings.settings import Settings
from briefings.site_build import SiteBuild
from briefings.stages import check_content, link_content, open_database, provide_site_inputs, read_content


@dataclass(frozen=True)
class Prepared:
    """Content that may be published."""

    content: Content
    graph: Callable[[], Graph]
    warnings: tuple[Problem, ...]
    loader: RecordLoader
    database: Database
    templates: Templates
    catalogues: Catalogues


@dataclass(frozen=True)
class BuildResult:
    """What a build made."""

    articles: int
    briefings: int
    pages: int
    locales: int
    made: int
    """Pages and exported records that this build made; the others are as they were."""
    plain_pages: Mapping[str, bytes]
    """The finished plain pages by path; whoever turned their Markdown into HTML writes them."""


@without_gc()
def prepare(settings: Settings, services: Services | None = None) -> Prepared:
    """Read, check and link the content. Raises `ContentError` with every problem where there is an error among them."""
    services = services or Services()
    templates, catalogues = Templates.read(settings.templates), Catalogues.read(settings.locales)
    database = open_database(settings, templates, catalogues, services)
    result, loader = read_content(settings, database, services)
    with ExitStack() as stack:
        linked = link_content(result.content, database, services, stack)
        diagnostics = [*result.diagnostics, *check_content(settings, result.content, loader, database, services)]
        problems = locate(settings.root, reported(result.content, settings, diagnostics, loader.allowances()))
        if any(problem.severity == "error" for problem in problems):
            raise ContentError(problems)
        graph = linked()
    content = replace(result.content, verified={})  # the record of passages is large, and its work is done
    return Prepared(content, graph, problems, loader, database, templates, catalogues)


@without_gc()
def build(
    prepared: Prepared, settings: Settings, plain_html: Mapping[str, str], folder: Path, services: Services | None = None
) -> BuildResult:
    """Localise, view, render, export and index everything into a folder, in which an earlier site may stand.

    `plain_html` has the HTML of each plain page that is to be published, by its file, and is cleaned. These pages are returned.

    Raises `TemplateError` where a template is wrong, `SearchError` where the pages cannot be indexed, `OSError` where a file
    cannot be written, and `ContentChanged` where a content file is another than it was at the beginning.
    """
    services = services or Services()
    content, templates = prepared.content, prepared.templates
    provide_site_inputs(prepared.database, settings, content, templates, plain_html)

    @cache
    def inputs() -> SiteInputs:
        return SiteInputs(settings, content, prepared.loader, prepared.graph(), templates, prepared.catalogues, plain_html)

    files = SiteFiles(OutputTree(folder, services.scan(folder)), prepared.database.blobs)
    site = SiteBuild(settings, prepared.database, services, inputs, files)
    pages = site.view_site_map()
    briefings = sorted({page.id for page in pages if page.kind == "briefings"})
    site.add_static_files(templates)
    site.render_plain_pages(page for page in content.pages.values() if page.file in plain_html)
    site.render_and_export(pages, record_refs(content), briefings)
    if settings.search:
        site.index_for_search(pages)
    site.render_sitemap(pages)
    site.finish(prepared.loader.record_keys())
    articles = {page.id for page in pages if page.kind == "articles"}
    counts = len(articles), len(briefings), len(pages) + len(site.plain_pages), len(settings.locales)
    return BuildResult(*counts, site.computed, site.plain_pages)
