"""The stages, one golden file each: `tests/golden/<stage>.yaml` lists cases of `name`, `given` and `expect`.

To add a case, add an entry; no Python is needed. What a stage is given, and what of its outcome is looked at:

| stage | given | expect |
|---|---|---|
| read | `files` of an otherwise empty project | names with dots within the content; `problems`: the lines reported |
| check | `rule`, or several, and `files` changed in the site `two-locales` | the lines that they report |
| link | `files` changed in the site `two-locales`, or in another `site` | names with dots within the graph |
| localise | one thing to be written (see the file) | how each locale writes it |
| view | `page`, and `files` changed in the site `two-locales`, or in another `site` | names with dots within the page's view |
| render | `markdown`; or `page`, and `select`: a CSS selector | the HTML; the HTML of each element found |
| publish | see the file | see the file |

In `files`, null deletes and `replace` changes a word, as in `tests/sites/wrong/`. A dot leads to a field, a key or
a position, and an asterisk stands for all keys in their order.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from bs4 import BeautifulSoup

from briefings import check, markup, urls
from briefings.build import prepare
from briefings.diagnostics import Diagnostic
from briefings.link import Graph, link
from briefings.localise import Edition, localise
from briefings.localise.formats import Unit
from briefings.localise.messages import Catalogues
from briefings.model import edtf, records
from briefings.model.content import Content, SimpleRecord, TranslatedRecord
from briefings.model.reference import Reference
from briefings.publish import Staging
from briefings.read import read_all
from briefings.read.locate import locate
from briefings.render import Renderer, Templates, sitemap, sitemap_entry
from briefings.settings import Settings
from briefings.view import Page, PageContext, SiteContext, ViewFragmentCache, page_keys, plain_page, view
from tests import mini

GOLDEN = mini.PROJECT / "tests" / "golden"
LOCALES = {"en": "en-GB", "sv": "sv", "nb": "nb", "da": "da", "de": "de"}
"""The locales that `localise` is tested in, and where each takes its formats from."""
ASSETS = {name: f"assets/{name}" for name in ("style.css", "site.js", "search.js", "icon.svg")}

Given = Mapping[str, Any]


# Looking at an outcome


def look(value: Any, name: str) -> Any:
    """Return what stands under a name with dots."""
    for step in name.split("."):
        if step == "*":
            value = list(value)
        elif step == "values":
            value = tuple(value.values())
        elif isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, tuple | list) and step.isdigit():
            value = value[int(step)]
        else:
            value = getattr(value, step)
    return plain(value)


def plain(value: Any) -> Any:
    """Return a value as a golden file writes it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, edtf.Date):
        return value.text
    if isinstance(value, str | int | Decimal | markup.Citation | Reference):
        return str(value)
    if (
        isinstance(value, Mapping | msgspec.Struct | TranslatedRecord | SimpleRecord)
        or dataclasses.is_dataclass(value)
        or is_named(value)
    ):
        return {name: plain(item) for name, item in pairs(value)}
    return [plain(item) for item in value]


def is_named(value: Any) -> bool:
    """Tell whether a value is a tuple whose places have names."""
    return isinstance(value, tuple) and hasattr(value, "_fields")


def pairs(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the keys or fields of a value, each with what stands under it."""
    if isinstance(value, TranslatedRecord | SimpleRecord):
        yield from ((name, getattr(value, name)) for name in ("id", "file", "facts"))
    elif is_named(value):
        yield from value._asdict().items()
    elif isinstance(value, msgspec.Struct):
        yield from msgspec.structs.asdict(value).items()
    elif dataclasses.is_dataclass(value):
        yield from ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
    else:
        yield from ((str(name), item) for name, item in (value.items() if isinstance(value, Mapping) else value))


def names(value: Any, expect: Mapping[str, Any]) -> dict[str, Any]:
    return {name: look(value, name) for name in expect}


# The sites that stages are given


@functools.cache
def unchanged(site: str = "two-locales") -> Settings:
    return mini.settings(mini.SITES / site, templates=mini.PROJECT / "templates")


def changed(given: Given, folder: Path) -> Settings:
    """Return the settings of the site that a case names, `two-locales` where it names none, or of a changed copy of it."""
    name = given.get("site", "two-locales")
    if "files" not in given:
        return unchanged(name)
    site = mini.copy_site(name, folder / "site")
    mini.overlay(site, given["files"])
    return mini.settings(site)


def views(settings: Settings) -> Iterator[Page]:
    prepared = prepare(settings)
    editions = {
        locale: localise(prepared.content, prepared.graph(), settings, prepared.catalogues, locale)
        for locale in settings.locales
    }
    pages = {
        locale: tuple(page for page in prepared.content.pages.values() if page.locale == locale)
        for locale in {page.locale for page in prepared.content.pages.values()}
    }
    site = SiteContext(settings, editions, ASSETS, pages)
    fragments: dict[tuple[str, str], ViewFragmentCache] = {}
    for key in page_keys(site):
        yield view(site, key, fragments.setdefault((key.locale, key.kind), ViewFragmentCache()))
    for locale, edition in editions.items():
        for page in pages.get(locale, ()):
            yield plain_page(site, PageContext(edition, urls.page(locale, page.name)), page, f"<p>{page.markdown}</p>")


@functools.cache
def unchanged_views(site: str) -> Mapping[str, Page]:
    return {page.path: page for page in views(unchanged(site))}


def pages_of(given: Given, folder: Path) -> Mapping[str, Page]:
    if "files" not in given:
        return unchanged_views(given.get("site", "two-locales"))
    return {page.path: page for page in views(changed(given, folder))}


# The stages


def read_case(given: Given, expect: Any, folder: Path) -> Any:
    mini.overlay(folder, given["files"])
    settings = dataclasses.replace(unchanged(), root=folder, content=folder / "content")
    reading = read_all(settings)
    content, diagnostics = reading.content, reading.diagnostics
    problems = "".join(f"{problem}\n" for problem in locate(folder, diagnostics))
    found = {**vars(content), "pages": list(content.pages.values()), "problems": problems}
    return {name: look(found, name) for name in expect}


def check_case(given: Given, expect: Any, folder: Path) -> Any:
    settings = changed(given, folder)
    if "today" in given:
        settings = dataclasses.replace(settings, today=datetime.date.fromisoformat(given["today"]))
    reading = read_all(settings)
    assert reading.diagnostics == ()
    rules = given["rule"] if isinstance(given["rule"], list) else [given["rule"]]
    found = [diagnostic for rule in rules for diagnostic in found_by(rule, reading.content, settings)]
    return "".join(f"{problem}\n" for problem in locate(settings.root, found))


def found_by(name: str, content: Content, settings: Settings) -> list[Diagnostic]:
    """Return what a rule finds in all records that it looks at, or in the whole content."""
    module, _, function = name.partition(".")
    rule = getattr(getattr(check, module), function)
    if rule in check.CONTENT_RULES:
        return list(rule(content, settings))
    kinds = [kind for kind, rules in dict[str, Any](check.RECORD_RULES).items() if rule in rules]
    assert kinds
    looked_at = [record for kind in kinds for record in getattr(content, kind).values()]
    return [diagnostic for record in looked_at for diagnostic in rule(content, settings, record)]


def link_case(given: Given, expect: Any, folder: Path) -> Any:
    reading = read_all(changed(given, folder))
    assert reading.diagnostics == ()
    return names(link(reading.content), expect)


def localise_case(given: Given, expect: Any, folder: Path) -> Any:
    return {locale: localised(given, edition(given, locale)) for locale in expect}


@functools.cache
def catalogues() -> Catalogues:
    return Catalogues.read(LOCALES)


def edition(given: Given, locale: str) -> Edition:
    """Return an edition of a site with nothing in it but the measure of a given figure."""
    measures = {}
    if "units" in given:
        measure = mini.record(records.Measure, names={"en": "Things"}, units=given["units"])
        measures = {"things": SimpleRecord("things", "things.yaml", measure)}
    content = Content({}, {}, {}, {}, {}, measures, {}, {})
    nothing: dict[str, Any] = {field.name: {} for field in dataclasses.fields(Graph)}
    graph = Graph(**{**nothing, "timeline": {}})
    settings = dataclasses.replace(unchanged(), locales=tuple(LOCALES), formats=LOCALES)
    return localise(content, graph, settings, catalogues(), locale)


def figure(given: Given) -> records.Figure:
    return mini.record(records.Figure, measure="things", **given)


def moment(text: str) -> edtf.Moment:
    found = edtf.parse(text).start
    assert found is not None
    return found


def on_axis(edition: Edition, unit: Unit, text: str) -> list[str]:
    date = moment(text).first
    return [edition.formats.on_axis(unit, date), edition.formats.beneath_axis(unit, date)]


WRITTEN: Mapping[str, Callable[[Edition, Any], Any]] = {
    "date": lambda edition, text: edition.date(edtf.parse(text)),
    "limits": lambda edition, text: edition.limits(edtf.parse(text)),
    "years": lambda edition, text: edition.years(moment(text)),
    "day": lambda edition, text: on_axis(edition, "day", text),
    "month": lambda edition, text: on_axis(edition, "month", text),
    "year": lambda edition, text: on_axis(edition, "year", text),
    "number": lambda edition, text: edition.formats.plain(Decimal(text)).text,
    "running": lambda edition, text: edition.formats.running(Decimal(text)).text,
    "percent": lambda edition, text: edition.formats.percent(Decimal(text)).text,
    "qualifier": lambda edition, text: edition.qualified(text, "600"),
    "list": lambda edition, items: edition.formats.listed(items),
    "language": lambda edition, tag: edition.formats.language(tag),
    "country": lambda edition, code: edition.formats.country(code),
    "figure": lambda edition, fields: edition.figure(figure(fields)),
    "tabled": lambda edition, fields: edition.tabled_figure(figure(fields)),
    "tick": lambda edition, text: edition.tick(Decimal(text), "things"),
    "label": lambda edition, labels: plain(edition.label(labels)),
    "message": lambda edition, text: edition.messages.gettext(text),
    "plural": lambda edition, texts: edition.messages.ngettext(texts[0], texts[1], int(texts[2])),
}


def localised(given: Given, edition: Edition) -> Any:
    kind = next(name for name in given if name in WRITTEN)
    return WRITTEN[kind](edition, given[kind])


def view_case(given: Given, expect: Any, folder: Path) -> Any:
    return names(pages_of(given, folder)[given["page"]], expect)


def render_case(given: Given, expect: Any, folder: Path) -> Any:
    if "markdown" in given:
        return markup.to_html(given["markdown"], a_citation) + "\n"
    page = pages_of(given, folder)[given["page"]]
    editions = {
        locale: localise(Content({}, {}, {}, {}, {}, {}, {}, {}), link_nothing(), unchanged(), catalogues(), locale)
        for locale in ("en", "sv")
    }
    messages = {locale: edition.messages for locale, edition in editions.items()}
    renderer = Renderer(Templates.read(mini.PROJECT / "templates"), messages)
    found = BeautifulSoup(renderer.render(page), "html.parser").select(given["select"])
    return [" ".join(str(element).split()) for element in found]


def link_nothing() -> Graph:
    return link(Content({}, {}, {}, {}, {}, {}, {}, {}))


def a_citation(citation: markup.Citation) -> str:
    return f'<a aria-label="{citation}" href="#{citation.article}" id="here">1</a>'


def publish_case(given: Given, expect: Any, folder: Path) -> Any:
    if "sitemap" in given:
        pages = pages_of(given, folder)
        entries = {path: sitemap_entry(pages[path]) for path in given["sitemap"]}
        return sitemap(unchanged().site_url, entries).decode("utf-8")
    if "link" in given:
        return urls.relative(given["link"]["from"], given["link"]["to"])
    if "path" in given:
        return urls.file_of(given["path"])
    site = folder / "site"
    if "site" in given:
        site.mkdir()
        mini.overlay(site, given["site"])
    staging = Staging(site, pytest.fail)
    mini.overlay(staging.folder, given["new"])
    staging.publish(())
    staging.close()
    return {path: text if text is None else text.decode("utf-8") for path, text in mini.tree(folder).items()}


STAGES: Mapping[str, Callable[[Given, Any, Path], Any]] = {
    "read": read_case,
    "check": check_case,
    "link": link_case,
    "localise": localise_case,
    "view": view_case,
    "render": render_case,
    "publish": publish_case,
}


def all_cases() -> Iterator[Any]:
    for stage in STAGES:
        for case in mini.cases(GOLDEN / f"{stage}.yaml"):
            yield pytest.param(stage, case, id=f"{stage}: {case['name']}")


@pytest.mark.parametrize(("stage", "case"), list(all_cases()))
def test_stage_gives_what_is_expected(stage: str, case: Any, tmp_path: Path) -> None:
    assert STAGES[stage](case["given"], case["expect"], tmp_path) == case["expect"]


def test_every_golden_file_is_of_a_stage_and_names_each_case_once() -> None:
    assert sorted(file.stem for file in GOLDEN.glob("*")) == sorted(STAGES)
    for stage in STAGES:
        case_names = [case["name"] for case in mini.cases(GOLDEN / f"{stage}.yaml")]
        assert len(set(case_names)) == len(case_names) > 0
