"""The way from content to a site, in order. Read this first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from briefings import urls
from briefings.check import check
from briefings.export import export
from briefings.link import Graph, link
from briefings.localise import localise
from briefings.model.content import Content, PlainPage
from briefings.problems import ContentError, Problem
from briefings.publish import Writer, entry, sitemap
from briefings.read import locate, read
from briefings.render import Renderer
from briefings.search import bundles
from briefings.settings import Settings
from briefings.view import Here, Page, PlainPageView, Site, edition_views, plain_page, root_views, searched

STATIC = "static"
"""Folder among the templates whose files are published as they are."""


@dataclass(frozen=True)
class Prepared:
    """Content that may be published."""

    content: Content
    graph: Graph
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Built:
    """What a build made."""

    articles: int
    briefings: int
    pages: int
    locales: int
    plain_pages: Mapping[str, bytes]
    """The finished plain pages by path; whoever turned their Markdown into HTML writes them."""


def prepare(settings: Settings) -> Prepared:
    """Read, check and link the content.

    Raises `ContentError` with every problem where there is an error among them.
    """
    content, findings = read(settings)
    problems = locate(settings.root, [*findings, *check(content, settings)])
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    return Prepared(content, link(content), problems)


def build(prepared: Prepared, settings: Settings, plain_html: Mapping[str, str], folder: Path) -> Built:
    """Localise, view, render and write every page of every edition into a folder.

    `plain_html` has the HTML of each plain page that is to be published, by its file; it may hold anything and is cleaned. The
    plain pages are rendered but not written: they are returned.

    Raises `TemplateFault` where a template is wrong, `SearchFault` where the pages cannot be indexed, `OSError` where a file
    cannot be written.
    """
    content = prepared.content
    editions = {locale: localise(content, prepared.graph, settings, locale) for locale in settings.locales}
    static = dict(_static(settings.templates / STATIC))
    plain_pages = _by_locale(page for page in content.pages if page.file in plain_html)
    site = Site(settings, editions, {name: urls.asset(name, _digest(data)) for name, data in static.items()}, plain_pages)
    renderer = Renderer(settings.templates, {locale: edition.messages for locale, edition in editions.items()})
    writer = Writer(folder)

    plain, entries, pages = {}, [], 0
    for view in _views(site, plain_html):
        pages += 1
        entries.append(entry(view))
        rendered = renderer.render(view)
        if isinstance(view, PlainPageView):
            plain[view.path] = rendered
        else:
            writer.write(view.path, rendered)
    for name, data in static.items():
        writer.write(site.assets[name], data)
    for path, data in export(editions):
        writer.write(path, data)
    writer.write(urls.SITEMAP, sitemap(entries))
    for path, data in _search(site, plain, folder):
        writer.write(path, data)
    return Built(len(content.articles), len(prepared.graph.citations), pages, len(editions), plain)


def _views(site: Site, plain_html: Mapping[str, str]) -> Iterator[Page]:
    yield from root_views(site)
    for locale, edition in site.editions.items():
        yield from edition_views(site, edition)
        for page in site.plain_pages.get(locale, ()):
            yield plain_page(site, Here(edition, urls.plain_page(locale, page.name)), page, plain_html[page.file])


def _search(site: Site, plain: Mapping[str, bytes], folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files that searching needs, by their paths; nothing where the site is not searched."""

    def page(path: str) -> bytes:
        return plain[path] if path in plain else (folder / urls.file_of(path)).read_bytes()

    for locale, edition in site.editions.items() if site.settings.search else ():
        yield from bundles(locale, searched(site, edition), page)


def _by_locale(pages: Iterable[PlainPage]) -> Mapping[str, tuple[PlainPage, ...]]:
    return {locale: tuple(group) for locale, group in groupby(pages, key=lambda page: page.locale)}


def _static(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.iterdir()):
        if file.is_file() and not file.name.startswith("."):
            yield file.name, file.read_bytes()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
