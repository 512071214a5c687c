"""Rules about plain pages: their links lead somewhere."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from briefings import markup, urls
from briefings.check.places import Occurrences
from briefings.diagnostics import Diagnostic, closest, did_you_mean, shown
from briefings.markup import PageLink
from briefings.model.content import Content, PlainPage
from briefings.settings import Settings

_HINTS = 20
"""Faults for which what was meant is looked for: that takes a comparison with every page of the site."""
_IMAGE = re.compile(r"!\[[^\]\n]{0,60}\]?[(\[]?")
_TARGET = re.compile(r"[^\s)>]{1,200}")


def links(content: Content, settings: Settings) -> Iterator[Diagnostic]:
    """A link goes to a page's file, to a page of this site, or out by http, https or mailto."""
    site = _Site(content, settings)
    for page in content.pages.values():
        if any(markup.lint_limits(page.markdown)):
            continue  # reported as such
        places = Occurrences(page.markdown)
        for link in markup.page_links(page.markdown):
            fault = ("an image; a page has none", "") if link.is_image else site.fault(page, unquote(link.target))
            if fault is not None:
                yield Diagnostic("R011", places.location(page.file, (), _word(page.markdown, link), link.position), *fault)


def _word(text: str, link: PageLink) -> str:
    found = (_IMAGE if link.is_image else _TARGET).match(text, link.position)
    return found.group() if found else ""


class _Site:
    """What a plain page can link to."""

    def __init__(self, content: Content, settings: Settings) -> None:
        self._pages = content.pages
        self._paths = frozenset(_known_paths(content, settings))
        self._headings: dict[str, frozenset[str] | None] = {}
        """Addresses of the headings of a page, None where its text is beyond a limit; by file."""
        self._near: dict[str, Mapping[str, PlainPage]] = {}
        self._hints = 0

    def fault(self, page: PlainPage, target: str) -> tuple[str, str] | None:
        """Return what is wrong with a link, and a hint; None where nothing is."""
        if re.match(r"(?:https?|mailto):", target, re.IGNORECASE):
            return None
        place, _, fragment = target.partition("#")
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|&|/", target) or "\\" in target:
            expected = "expected a page of the same locale, a relative address, http, https or mailto"
            return f"a link to '{shown(target)}'; {expected}", ""
        if place.endswith(".md"):
            near = self._pages_near(page)
            found = near.get(posixpath.normpath(place))
            if found is None:
                return f"a link to '{shown(target)}', which is no page", did_you_mean(place, near) if self._may_hint() else ""
            return self._no_heading(found, target, fragment)
        return self._no_heading(page, target, fragment) if target and not place else self._no_page(page, target, place)

    def _may_hint(self) -> bool:
        self._hints += 1
        return self._hints <= _HINTS

    def _pages_near(self, page: PlainPage) -> Mapping[str, PlainPage]:
        """Return all plain pages by their addresses from the folder of one."""
        folder = posixpath.dirname(page.file)
        if folder not in self._near:
            self._near[folder] = {posixpath.relpath(file, folder): other for file, other in self._pages.items()}
        return self._near[folder]

    def _no_page(self, page: PlainPage, target: str, place: str) -> tuple[str, str] | None:
        here = urls.page(page.locale, page.name)
        path = (posixpath.normpath(posixpath.join(here, place)) + "/").removeprefix("./")
        if path in self._paths:
            return None
        meant = closest(path, self._paths) if self._may_hint() else None
        hint = f"Did you mean '{urls.relative(here, meant)}'?" if meant else ""
        return f"a link to '{shown(target)}', which is no page of this site", hint

    def _no_heading(self, page: PlainPage, target: str, fragment: str) -> tuple[str, str] | None:
        if not fragment:
            return None
        if page.file not in self._headings:
            too_long = any(markup.lint_limits(page.markdown))
            self._headings[page.file] = None if too_long else markup.heading_ids(page.markdown)
        known = self._headings[page.file]
        if known is None or fragment in known:
            return None
        hint = did_you_mean(fragment, known) if self._may_hint() else ""
        return f"a link to '{shown(target)}', but no heading there has that address", hint


def _known_paths(content: Content, settings: Settings) -> Iterator[str]:
    """Yield the paths of all pages that a plain page may lead to."""
    in_every_locale: tuple[urls.Kind, ...] = ("outlets", "entities", "topics", "measures")
    for locale in settings.locales:
        yield from (urls.home(locale), urls.page(locale, "gaps"))
        for article in content.articles.values():
            if locale in article.texts and article.facts.status == "published":
                yield urls.record(locale, "articles", article.id)
        for briefing in content.briefings.values():
            if locale in briefing.texts and briefing.facts.status == "published":
                yield urls.record(locale, "briefings", briefing.id)
        for kind in in_every_locale:
            yield from (urls.record(locale, kind, record_id) for record_id in getattr(content, kind))
    yield from (urls.page(page.locale, page.name) for page in content.pages.values())
