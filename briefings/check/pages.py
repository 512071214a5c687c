"""Rules about plain pages: their links lead somewhere."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from briefings import markup, urls
from briefings.diagnostics import Diagnostic, Location, closest, did_you_mean, shown
from briefings.model.content import Content, PlainPage
from briefings.settings import Settings

_TARGET = re.compile(r"\]\(\s*<?([^)\s>]*)|^ {0,3}\[[^\]\n]+\]:\s*<?([^\s>]*)", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]\n]*\][(\[]")
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1|(`+)[^`\n]+\2", re.MULTILINE | re.DOTALL)


def links(content: Content, settings: Settings) -> Iterator[Diagnostic]:
    """A link goes to a page's file, to a page of this site, or out by http, https or mailto."""
    paths = set(_known_paths(content, settings))
    for page in content.pages.values():
        text = _CODE.sub(lambda code: " " * len(code.group()), page.markdown)
        for match in _IMAGE.finditer(text):
            before = page.markdown.count(match.group(), 0, match.start())
            yield Diagnostic("R011", Location(page.file, word=match.group(), nth=before), "an image; a page has none")
        text = _IMAGE.sub(lambda image: " " * len(image.group()), text)
        for match in _TARGET.finditer(text):
            target = match.group(1) if match.group(1) is not None else match.group(2)
            if fault := _fault(page, target, content.pages, paths):
                before = page.markdown.count(target, 0, match.start()) if target else 0
                yield Diagnostic("R011", Location(page.file, word=target, nth=before), *fault)


def _fault(page: PlainPage, target: str, files: Mapping[str, PlainPage], paths: set[str]) -> tuple[str, str] | None:
    if re.match(r"(?:https?|mailto):", target, re.IGNORECASE):
        return None
    place, _, fragment = target.partition("#")
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|&|/", target) or "\\" in target:
        expected = "expected a page of the same locale, a relative address, http, https or mailto"
        return f"a link to '{shown(target)}'; {expected}", ""
    if place.endswith(".md"):
        near = {posixpath.relpath(file, posixpath.dirname(page.file)): other for file, other in files.items()}
        found = near.get(posixpath.normpath(place))
        if found is None:
            return f"a link to '{shown(target)}', which is no page", did_you_mean(place, near)
        return _no_heading(found, target, fragment)
    return _no_heading(page, target, fragment) if target and not place else _no_page(page, target, place, paths)


def _no_page(page: PlainPage, target: str, place: str, paths: set[str]) -> tuple[str, str] | None:
    here = urls.page(page.locale, page.name)
    path = (posixpath.normpath(posixpath.join(here, place)) + "/").removeprefix("./")
    if path in paths:
        return None
    meant = closest(path, paths)
    hint = f"Did you mean '{urls.relative(here, meant)}'?" if meant else ""
    return f"a link to '{shown(target)}', which is no page of this site", hint


def _no_heading(page: PlainPage, target: str, fragment: str) -> tuple[str, str] | None:
    if not fragment or any(markup.lint_limits(page.markdown)):
        return None
    known = markup.heading_ids(page.markdown)
    if fragment in known:
        return None
    return f"a link to '{shown(target)}', but no heading there has that address", did_you_mean(fragment, known)


def _known_paths(content: Content, settings: Settings) -> Iterator[str]:
    """Yield the paths of all pages that a plain page may lead to."""
    in_every_locale: tuple[urls.Kind, ...] = ("outlets", "entities", "topics", "measures")
    for locale in settings.locales:
        yield from (urls.home(locale), urls.page(locale, "gaps"))
        for article in content.articles.values():
            if locale in article.texts:
                yield urls.record(locale, "articles", article.id)
        for briefing in content.briefings.values():
            if locale in briefing.texts and briefing.facts.status == "published":
                yield urls.record(locale, "briefings", briefing.id)
        for kind in in_every_locale:
            yield from (urls.record(locale, kind, record_id) for record_id in getattr(content, kind))
    yield from (urls.page(page.locale, page.name) for page in content.pages.values())
