"""The same site as data for Hugo: content files with front matter, and tables of what many pages show.

Everything that Hugo could not work out itself is worked out here, outside the measured time: names that come from CLDR, dates,
numbers with their units, which sources are independent, what is the same statement or event, which figures differ. Hugo reads
the texts and the tables, renders the Markdown and makes the pages, with their addresses, alternates and breadcrumbs. Each text
stands once: a page that shows an article, a statement or an event of another page holds its key and looks it up.

    python bench/hugo_data.py CORPUS FOLDER
"""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from briefings.build import prepare
from briefings.localise import Edition, localise
from briefings.markup import find_citations
from briefings.mkdocs_plugin import load_settings
from briefings.model.content import Content
from briefings.model.text import Text
from briefings.model.voices import voice_of
from briefings.render import Templates
from briefings.view import Page, SiteContext, ViewFragmentCache, page_keys, view
from briefings.view.pages.article import ArticlePage
from briefings.view.pages.article_parts import ClaimView, VerificationBadge
from briefings.view.pages.briefing import BriefingPage, CitedClaim
from briefings.view.pages.front import RootPage
from briefings.view.pages.records import OtherName
from briefings.view.shared.comparison import Comparison
from briefings.view.shared.figures import FigureView
from briefings.view.shared.links import ArticleCard, BriefingCard, Link
from briefings.view.shared.statements import ClaimCard, StatementView
from briefings.view.shared.timeline import EventReport, TimelineEntry

HERE = Path(__file__).resolve().parent
FRAME = {field.name for field in dataclasses.fields(Page)}
"""Fields that Hugo makes from its own knowledge of a page."""
PAGEFIND = {"script", "root", "bundles", "plurals"}
"""Fields of the page of search, which Hugo's template knows itself."""
DRAWN = {"charts", "overview"}
"""Drawings of what tables and lists say; only we have them."""
ELSEWHERE = {"summary", "body", "html"}
"""Texts that follow the front matter as Markdown."""
RENAMED = {"url": "url_of", "summary": "about", "date": "day", "kind": "sort"}
"""Fields whose names mean something else to Hugo or its authors."""
_RECORD = re.compile(r"/[a-z]+/(articles|briefings|outlets|entities|topics|measures)/([^/#]+)/(?:#(.*))?")


def main() -> None:
    corpus, folder = Path(sys.argv[1]), Path(sys.argv[2])
    make(corpus, folder)


def make(corpus: Path, folder: Path) -> None:
    """Write a project for Hugo with the content of a corpus; a folder that is there is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "hugo", folder)
    settings = load_settings(str(corpus / "mkdocs.yml"))
    prepared = prepare(settings)
    content, graph, catalogues = prepared.content, prepared.graph(), prepared.catalogues
    editions = {locale: localise(content, graph, settings, catalogues, locale) for locale in settings.locales}
    static = Templates.read(settings.templates).static
    (folder / "static").mkdir(exist_ok=True)
    for name, data in static.items():
        (folder / "static" / name).write_bytes(data)
    assets = {name: name for name in static}
    with (folder / "hugo.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[params]\nsearch = {json.dumps(settings.search)}\n")
    plain = {locale: tuple(page for page in prepared.content.pages.values() if page.locale == locale) for locale in editions}
    site = SiteContext(settings, editions, assets, plain)
    for edition in editions.values():
        _edition(site, edition, prepared.content, folder)
    chooser = view(site, next(iter(page_keys(site))), ViewFragmentCache())
    assert isinstance(chooser, RootPage)
    choices = [{"name": each.name, "locale": each.locale, "invitation": each.invitation} for each in chooser.editions]
    params = {"editions": choices, "lede": chooser.description}
    _put(folder / "content/en/chooser.md", {"title": chooser.title, "type": "chooser", "url": "/", "params": params}, "")


def _edition(site: SiteContext, edition: Edition, content: Content, folder: Path) -> None:
    into, tables = folder / "content" / edition.locale, Tables(edition.locale)
    fragments: dict[str, ViewFragmentCache] = defaultdict(ViewFragmentCache)
    for key in page_keys(site):
        if key.locale == edition.locale:
            _page(into, tables, view(site, key, fragments[key.kind]), content)
    _names(site, edition, tables)
    for page in site.plain_pages[edition.locale]:
        matter = {"title": page.title, "description": page.description, "type": "plain"}
        _put(into / f"{page.name}.md", matter, page.markdown)
    for name, table in tables.tables.items():
        path = folder / "data" / edition.locale / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    (folder / "i18n").mkdir(exist_ok=True)
    (folder / "i18n" / f"{edition.locale}.json").write_text(
        json.dumps(_interface(edition), ensure_ascii=False), encoding="utf-8"
    )


def _page(into: Path, tables: Tables, page: Page, content: Content) -> None:
    _, _, rest = page.path.partition("/")
    kind, _, record_id = rest.rstrip("/").partition("/")
    markdown = ""
    if isinstance(page, ArticlePage):
        markdown = content.articles[record_id].texts[page.locale].summary
    elif isinstance(page, BriefingPage):
        markdown = _cited(content.briefings[record_id].texts[page.locale].body)
    matter = {"title": page.title, "description": page.description, "params": tables.page(page)}
    if rest == "":
        _put(into / "_index.md", matter, markdown)
    elif record_id:
        _put(into / kind / f"{record_id}.md", matter, markdown)
    else:
        _put(into / f"{kind}.md", matter | {"type": kind}, markdown)


def _cited(body: str) -> str:
    """Return a body with its citations as Hugo's shortcodes, each with the number of its source."""
    numbers: dict[str, int] = {}
    for citation, _ in find_citations(body):
        numbers.setdefault(citation.article, len(numbers) + 1)

    def shortcode(match: re.Match[str]) -> str:
        article = match[1].partition(":")[0]
        return f'{{{{< cite "{match[1]}" {numbers[article]} >}}}}'

    return re.sub(r"\[@([a-z0-9:-]+)\]", shortcode, body)


def _put(path: Path, matter: Mapping[str, object], markdown: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(matter, ensure_ascii=False, indent=1)}\n\n{markdown.strip()}\n", encoding="utf-8")


def _names(site: SiteContext, edition: Edition, tables: Tables) -> None:
    """Add what stands in lists of every record, whether a page has named it or not."""
    content = edition.content
    tables.tables["entities"] = {record: edition.name("entities", record).text for record in content.entities}
    tables.tables["topics"] = {record: edition.name("topics", record).text for record in content.topics}
    tables.tables["measures"] = {record: edition.name("measures", record).text for record in content.measures}
    tables.tables["outlets"] = {
        record: _slim({"name": outlet.facts.name, "lang": outlet.facts.language}) for record, outlet in content.outlets.items()
    }
    for article in content.articles.values():
        for claim_id, claim in article.facts.claims.items():
            tables.tables["claims"][f"{article.id}:{claim_id}"] = _slim({
                "text": article.texts[edition.locale].claims[claim_id],
                "said_by": list(claim.said_by),
                "through": list(claim.through),
                "voice": _voice(voice_of(claim, content.entities)),
                "evidence": claim.evidence.exact,
            })  # fmt: skip


class Tables:
    """Makes a page's view into what its front matter holds, and collects what it leads to in tables."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.path = ""
        self.tables: dict[str, dict[str, object]] = defaultdict(dict)
        self.special: dict[type, Callable[[Any], object]] = {
            Link: self._link,
            ArticleCard: self._article,
            BriefingCard: self._briefing,
            ClaimCard: lambda card: self._claim(card.claim),
            StatementView: self._statement,
            FigureView: self._figure,
            CitedClaim: lambda claim: self._claim(claim.claim),
            ClaimView: self._own_claim,
            EventReport: lambda report: _slim(
                {"article": self._article(report.card), "event": report.card.headline.href.partition("#")[2],
                 "said_by": self.plain(report.said_by), "evidence": report.evidence.text}),
            TimelineEntry: self._entry,
            Comparison: self._comparison,
            # Everything in the corpus is verified.
            VerificationBadge: lambda proof: {"day": proof.day, "attributed": proof.attributed},
            OtherName: lambda other: {"language": other.language, "name": other.name.text, "lang": other.name.lang},
            Text: lambda text: text.text,
        }  # fmt: skip

    def page(self, view: Page) -> object:
        """Return the fields of a view that Hugo cannot make itself."""
        self.path = view.path
        fields = {f.name: getattr(view, f.name) for f in dataclasses.fields(view) if f.name not in FRAME | PAGEFIND}
        if isinstance(view, ArticlePage | BriefingPage):
            fields = {name: value for name, value in fields.items() if name not in ELSEWHERE}
        return _slim({RENAMED.get(name, name): self.plain(value) for name, value in fields.items()})

    def plain(self, value: object) -> object:
        """Return a value of a view as JSON can hold it."""
        if make := self.special.get(type(value)):
            return make(value)
        if dataclasses.is_dataclass(value) or hasattr(value, "_fields"):
            return self._fields(value)
        if isinstance(value, tuple):
            return [self.plain(item) for item in value]
        return value

    def _fields(self, value: object, *left_out: str) -> dict[str, object]:
        fields = value._asdict() if isinstance(value, tuple) else vars(value)  # type: ignore[attr-defined]
        kept = {name: item for name, item in fields.items() if name not in DRAWN and name not in left_out}
        return _slim({name: self._place(item) if name == "href" else self.plain(item) for name, item in kept.items()})

    def _place(self, href: object) -> object:
        return urljoin(f"/{self.path}", href) if isinstance(href, str) else href

    def _link(self, link: Link) -> object:
        """Return the kind and id of a record that is linked under its name; else the text and the address."""
        place = str(self._place(link.href))
        match = _RECORD.fullmatch(place)
        return f"{match[1]}/{match[2]}" if match and not match[3] else {"text": link.text.text, "href": place}

    def _article(self, card: ArticleCard) -> str:
        match = _RECORD.fullmatch(str(self._place(card.headline.href)))
        assert match
        if match[2] not in self.tables["articles"]:
            fields = self._fields(card, "headline") | {"headline": card.headline.text.text}
            self.tables["articles"][match[2]] = fields
        return match[2]

    def _briefing(self, card: BriefingCard) -> str:
        match = _RECORD.fullmatch(str(self._place(card.title.href)))
        assert match
        if match[2] not in self.tables["briefings"]:
            self.tables["briefings"][match[2]] = self._fields(card, "title") | {"title": card.title.text.text}
        return match[2]

    def _key(self, href: str) -> str:
        match = _RECORD.fullmatch(str(self._place(href)))
        assert match and match[3], href
        return f"{match[2]}:{match[3].removeprefix('claim-')}"

    def _claim(self, link: Link) -> str:
        return self._key(link.href)

    def _statement(self, statement: StatementView) -> str:
        key = self._claim(statement.claims[0].claim)
        if key not in self.tables["statements"]:
            self.tables["statements"][key] = self._fields(statement)
        return key

    def _figure(self, row: FigureView) -> object:
        return self._fields(row, "claim") | {"claim": self._claim(row.claim)}

    def _own_claim(self, claim: ClaimView) -> object:
        # The statement, who says it and its evidence stand in the table of claims, which other pages need.
        alone = () if claim.others or claim.tied else ("source_count",)
        fields = self._fields(claim, "anchor", "statement", "voice", "said_by", "through", "evidence", *alone)
        return fields | {"id": claim.anchor.removeprefix("claim-")}

    def _entry(self, entry: TimelineEntry) -> str:
        anchor = entry.event.anchor
        if anchor not in self.tables["events"]:
            self.tables["events"][anchor] = self._fields(entry.event)
        return anchor

    def _comparison(self, comparison: Comparison) -> object:
        key = str(self._link(comparison.measure)).partition("/")[2]
        figures = [self._fields(figure) for figure in comparison.figures]
        on_its_page = self.path.endswith(f"/measures/{key}/")
        if on_its_page or key not in self.tables["comparisons"]:
            fields = self._fields(comparison, "figures", "measure", "cited", "has_differing") | {"figures": figures}
            self.tables["comparisons"][key] = _elsewhere(fields, self.path)
        return {"measure": key, "cited": list(comparison.cited)}


def _voice(kind: str) -> str:
    """Return what the speakers of a claim, or that it has none, do not say already of whose it is."""
    return kind if kind == "unnamed" else ""


def _elsewhere(value: Any, path: str) -> Any:
    """Return values whose links to the figures of their own page are fragments again, as they stand on any page."""
    if isinstance(value, dict):
        return {name: _elsewhere(item, path) for name, item in value.items()}
    if isinstance(value, list):
        return [_elsewhere(item, path) for item in value]
    return value.removeprefix(f"/{path}") if isinstance(value, str) and value.startswith(f"/{path}#") else value


def _slim(fields: dict[str, object]) -> dict[str, object]:
    """Leave out what says nothing, as an author of front matter does."""
    return {name: value for name, value in fields.items() if value not in (None, False, "", [], {})}


def _interface(edition: Edition) -> dict[str, object]:
    """Return the texts of the interface that the templates name, in the words of the locale."""
    texts = json.loads((HERE / "interface.json").read_text(encoding="utf-8"))
    found: dict[str, object] = {}
    for key, text in texts.items():
        if isinstance(text, list):
            (context, _, singular), plural = text[0].rpartition("|"), text[1]
            one, other = (_counted(edition, context, singular, plural, number) for number in (1, 2))
            found[key] = {"one": _hugo(one), "other": _hugo(other)}
        else:
            context, _, plain = text.rpartition("|")
            found[key] = {
                "other": _hugo(edition.messages.pgettext(context, plain) if context else edition.messages.gettext(plain))
            }
    return found


def _counted(edition: Edition, context: str, singular: str, plural: str, number: int) -> str:
    messages = edition.messages
    return messages.npgettext(context, singular, plural, number) if context else messages.ngettext(singular, plural, number)


def _hugo(text: str) -> str:
    return re.sub(r"%\((\w+)\)s", lambda match: "{{ .Count }}" if match[1] == "num" else f"{{{{ .{match[1]} }}}}", text)


if __name__ == "__main__":
    main()
