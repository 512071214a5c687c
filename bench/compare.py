"""Whether two sites hold the same pages and the same facts, so that their builds may be compared.

The set of pages must be the same. On a sample of pages of every kind, each fact that the content has for the page must stand in
the text of both; both must lead to the same pages; and every word of one must stand in the other. Drawings are left out: what
they show stands in tables and lists.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml

PAGES_OF_EACH_KIND = 4
_PASSED_OVER = {"script", "style", "svg", "figure", "key"}
"""Elements whose text is not compared: drawings, and the numbers (class `key`) of a timeline's entries in its drawing."""
_MARKS = str.maketrans(dict.fromkeys("*_#>`", " "))


def differences(corpus: Path, ours: Path, theirs: Path, always: Iterable[str] = (), seed: int = 1) -> list[str]:
    """Return what one site has and the other has not, as sentences; nothing where they may be compared.

    `always` are pages that are looked at whatever the sample is.
    """
    mine, others = pages(ours), pages(theirs)
    found = [f"{path}: in Briefings' site alone" for path in sorted(mine - others)]
    found += [f"{path}: in Hugo's site alone" for path in sorted(others - mine)]
    for path in dict.fromkeys([*sample(mine & others, seed), *(path for path in always if path in mine & others)]):
        found += page_differences(path, facts(corpus, path), read(ours, path), read(theirs, path))
    return found


def pages(site: Path) -> set[str]:
    """Return the paths of a site's pages."""
    return {file.parent.relative_to(site).as_posix() for file in site.rglob("index.html")}


def sample(paths: Iterable[str], seed: int) -> list[str]:
    """Return some pages of each kind, of all locales taken together, and all that are the only ones of their kind."""
    kinds: dict[str, list[str]] = {}
    for path in sorted(paths):
        kind = path.split("/")[1] if "/" in path else ""
        kinds.setdefault(kind, []).append(path)
    chosen = random.Random(seed)
    return [path for found in kinds.values() for path in chosen.sample(found, min(PAGES_OF_EACH_KIND, len(found)))]


@dataclass
class Page:
    """What a page says and where it leads."""

    text: str = ""
    links: set[str] = field(default_factory=set)
    """Paths of pages of the same site."""
    alternates: set[tuple[str, str]] = field(default_factory=set)
    canonical: str = ""
    is_searched: bool = False


def read(site: Path, path: str) -> Page:
    reader = _Reader(f"/{path}/" if path != "." else "/")
    reader.feed((site / path / "index.html").read_text(encoding="utf-8"))
    reader.page.text = _normal(" ".join(reader.parts))
    return reader.page


def page_differences(path: str, told: Iterable[str], one: Page, other: Page) -> Iterator[str]:
    """Yield how two pages differ in what they say and where they lead."""
    for fact in dict.fromkeys(told):
        for page, name in ((one, "Briefings'"), (other, "Hugo's")):
            if _normal(fact) not in page.text:
                yield f"{path}: {name} page does not say '{fact}'"
    for target in sorted(one.links ^ other.links):
        yield f"{path}: only {'Briefings' if target in one.links else 'Hugo'} links to {target}"
    if (one.canonical, one.alternates) != (other.canonical, other.alternates):
        yield f"{path}: the canonical address or the alternates differ"
    if one.is_searched != other.is_searched:
        yield f"{path}: only {'Briefings' if one.is_searched else 'Hugo'} has it searched"
    mine, others = set(_words(one.text)), set(_words(other.text))
    for word in sorted(mine ^ others):
        yield f"{path}: only {'Briefings' if word in mine else 'Hugo'} has the word '{word}'"


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.path, self.page = path, Page()
        self.parts: list[str] = []
        self.within: list[str] = ["html"]
        """Elements that this is in whose text is passed over; the page's text is what stands in its main part."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        rel = values.get("rel", "").split()
        if tag == "link" and "canonical" in rel:
            self.page.canonical = values["href"]
        if tag == "link" and "hreflang" in values:
            self.page.alternates.add((values["hreflang"], values["href"]))
        if tag == "main":
            self.within.clear()
            self.page.is_searched = "data-pagefind-body" in values
        elif tag == "span" and values.get("class") == "key":
            self.within.append("key")
        elif tag in _PASSED_OVER:
            self.within.append(tag)
        elif tag == "a" and not set(self.within) & _PASSED_OVER:
            target = urlsplit(urljoin(self.path, values.get("href", "")))
            if not target.netloc and not target.path.startswith("/data/"):
                self.page.links.add(target.path)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.within.append("html")
        elif self.within and self.within[-1] == ("key" if tag == "span" else tag):
            self.within.pop()
        self.parts.append(" " if tag in ("p", "li", "dd", "dt", "td", "th", "div", "h1", "h2", "h3") else "")

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.parts.append(data)


def _normal(text: str) -> str:
    text = " ".join(text.translate(_MARKS).replace("\u202f", " ").split())
    return re.sub(r"\s*([.,;:!?…])", r"\1", text)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


# What the content has for a page


def facts(corpus: Path, path: str) -> list[str]:
    """Return what a page must say, from the files that editors wrote; nothing for pages that list others."""
    locale, _, rest = path.partition("/")
    kind, _, record_id = rest.partition("/")
    make = {"articles": _article, "briefings": _briefing, "outlets": _outlet}.get(kind, _named)
    return list(make(corpus / "content", locale, kind, record_id)) if record_id else []


def _article(content: Path, locale: str, kind: str, record_id: str) -> Iterator[str]:
    known, words = _load(content / kind / record_id / "article.yaml"), _load(content / kind / record_id / f"{locale}.yaml")
    yield from (words["headline"], *words["key_points"], *_sentences(words["summary"]))
    for section in ("claims", "quotes", "ties", "events", "notes"):
        yield from words.get(section, {}).values()
    yield known["title"]
    for section in ("claims", "events", "notes"):
        yield from (
            record[key] for record in known[section].values() for key in ("evidence", "quote", "attribution") if key in record
        )
    yield from (_name(content, entity, locale) for entity in known["entities"])
    if "outlet" in known:
        yield _load(content / "outlets" / f"{known['outlet']}.yaml")["name"]


def _briefing(content: Path, locale: str, kind: str, record_id: str) -> Iterator[str]:
    words = _load(content / kind / record_id / f"{locale}.yaml")
    yield from (words["title"], words["lede"])
    for article, claim in re.findall(r"\[@([a-z0-9-]+):([a-z0-9-]+)\]", words["body"]):
        cited, told = (
            _load(content / "articles" / article / f"{locale}.yaml"),
            _load(content / "articles" / article / "article.yaml"),
        )
        yield from (cited["headline"], cited["claims"][claim], told["claims"][claim]["evidence"], told["title"])
    yield from _sentences(re.sub(r"[^.]*\[@[^.]*\.", "", words["body"]))


def _outlet(content: Path, locale: str, kind: str, record_id: str) -> Iterator[str]:
    record = _load(content / kind / f"{record_id}.yaml")
    yield from (record["name"], record["description"][locale])
    for file in sorted((content / "articles").glob("*/article.yaml")):
        if f"outlet: {record_id}\n" in file.read_text(encoding="utf-8"):
            yield _load(file.with_name(f"{locale}.yaml"))["headline"]


def _named(content: Path, locale: str, kind: str, record_id: str) -> Iterator[str]:
    record = _load(content / kind / f"{record_id}.yaml")
    yield from (labels[locale] for key in ("names", "description") if (labels := record.get(key)))
    if kind not in ("entities", "topics"):
        return
    for file in sorted((content / "articles").glob("*/article.yaml")):
        if record_id in _load(file)[kind]:
            yield _load(file.with_name(f"{locale}.yaml"))["headline"]


def _name(content: Path, entity: str, locale: str) -> str:
    record = _load(content / "entities" / f"{entity}.yaml")
    return str(record["names"][locale]) if "names" in record else ""


def _sentences(markdown: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=\.)\s|\n\n|#", markdown) if sentence.strip()]


def _load(file: Path) -> Mapping[str, Any]:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # type: ignore[no-any-return]
