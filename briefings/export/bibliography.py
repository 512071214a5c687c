"""Bibliographies: a briefing's sources as CSL-JSON, BibTeX and RIS.

An entry says of an article what the article itself says, in its own language; what the desk adds stands in brackets or in the
note. Names of authors are not divided into family and given names: nothing here knows which is which.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from briefings import urls
from briefings.export.from_content import Editions, agent_name
from briefings.localise import Edition
from briefings.model import edtf
from briefings.model.content import Article
from briefings.model.edtf import Date, Moment
from briefings.model.records import Agent, ArticleFacts, Origin

_UNKNOWN_DATE = "Date of publication not known"
_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    **{sign: f"\\{sign}" for sign in "$&#%_"},
}
_SPECIAL = re.compile("[" + re.escape("".join(_COMMANDS)) + "]")
_LIGATURE = re.compile(r"([-'<>,])(?=\1)")
"""Signs of which TeX makes another one where two stand together."""
_BLANKS = re.compile(r"[ \t]+")
_PLAIN_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class BibliographyEntry:
    """An article in a bibliography."""

    key: str
    """The article's id."""
    title: str
    """As printed; where there is none, the desk's headline in brackets."""
    container: str | None
    """Name of the outlet."""
    authors: tuple[str, ...]
    """As printed, or the names of entities."""
    section: str | None
    page: str | None
    """Of a printed edition; both as printed."""
    date: Date | None
    """None where it is not known, even within limits that are a single year, month or day."""
    read: Date | None
    """When the desk read it."""
    language: str
    """BCP 47 tag."""
    url: str | None
    archived_url: str | None
    notes: tuple[str, ...]
    """Sentences in English, the language of the data files: what it goes back to, what is known of its date, our summary, and
    what a format has no field for, so that all three say the same."""

    @property
    def address(self) -> str | None:
        """Where it can be read: its own address, or else that of the archived copy."""
        return self.url or self.archived_url


def bibliography_files(editions: Editions, briefing_id: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file with a briefing's sources, in reading order; none for a draft."""
    desk = next(iter(editions.values()))
    if briefing_id in desk.graph.citations:
        keys = dict.fromkeys(citation.article for citation in desk.graph.citations[briefing_id])
        entries = [_entry(editions, desk, desk.content.articles[key]) for key in keys]
        yield urls.sources_file(briefing_id, "json"), csl_json(entries)
        yield urls.sources_file(briefing_id, "bib"), bibtex(entries)
        yield urls.sources_file(briefing_id, "ris"), ris(entries)


def _entry(editions: Editions, desk: Edition, article: Article) -> BibliographyEntry:
    facts = article.facts
    date = _date(facts)
    return BibliographyEntry(
        key=article.id,
        title=_title(article),
        container=_outlet_name(desk, facts.outlet) if facts.outlet else None,
        authors=tuple(_line(agent_name(editions, author)) for author in facts.authors),
        section=_line(facts.section) if facts.section else None,
        page=_line(facts.page) if facts.page else None,
        date=date,
        read=facts.read,
        language=facts.language,
        url=facts.url,
        archived_url=facts.archived_url,
        notes=tuple(_notes(editions, desk, article, date)),
    )


def _title(article: Article) -> str:
    return _line(article.facts.title or f"[{article.texts[article.written_in].headline}]")


def _outlet_name(desk: Edition, outlet_id: str) -> str:
    return _line(desk.content.outlets[outlet_id].facts.name)


def _line(text: str) -> str:
    """Return a text with single blanks, as TeX shows it and readers of RIS return it; no-break spaces stay."""
    return _BLANKS.sub(" ", text)


def _date(facts: ArticleFacts) -> Date | None:
    """Return the date of publication, or the limits of it where they are a moment: a year within which it lies is its year."""
    limits = facts.published_within
    if facts.published is not None or limits is None or limits.is_interval:
        return facts.published
    return edtf.parse(limits.text.rstrip("?~%") + "?")


def _notes(editions: Editions, desk: Edition, article: Article, date: Date | None) -> Iterator[str]:
    facts = article.facts
    if origin := _origin(editions, desk, facts.origin):
        yield f"{origin} (inferred)" if facts.origin.inferred else origin
    if facts.published_within is not None:
        yield f"{_UNKNOWN_DATE}; within {facts.published_within.text} (EDTF)"
    elif date is None:
        yield _UNKNOWN_DATE
    elif not _is_plain(date):
        yield f"Date of publication: {date.text} (EDTF)"
    if facts.co_publishers:
        yield f"Published together with: {', '.join(_outlet_name(desk, outlet) for outlet in facts.co_publishers)}"
    if facts.modified is not None:
        yield f"Changed by the publisher: {facts.modified.text} (EDTF)"
    if facts.section is not None:
        yield f"Section: {_line(facts.section)}"
    if facts.read is not None and not _is_plain(facts.read):
        yield f"Read: {facts.read.text} (EDTF)"
    if facts.archived_url is not None:
        yield f"Archived copy: {facts.archived_url}"
    page = urls.record(article.written_in, "articles", article.id)
    yield f"Summary: {urls.absolute(desk.settings.site_url, page)}"


def _origin(editions: Editions, desk: Edition, origin: Origin) -> str:
    kind = "Translation" if origin.kind == "translation" else "Reprint"
    language = f" (language: {origin.language})" if origin.language else ""
    if origin.of is not None:
        return f"{kind} of: {_title(desk.content.articles[origin.of])} ({origin.of})"
    if origin.outlet is not None:
        return f"{kind} of a text in {desk.content.outlets[origin.outlet].facts.name}{language}"
    if origin.kind == "agency":
        return "From agencies: " + ", ".join(agent_name(editions, Agent(entity=agency)) for agency in origin.via)
    return f"{kind} of a text that is not known{language}" if origin.kind in ("translation", "reprint") else ""


def csl_json(entries: Iterable[BibliographyEntry]) -> bytes:
    """Return the entries as CSL-JSON, the input of Citation Style Language processors (schema 1.0.2, csl-data.json).

    A processor reads a few tags in a title, such as `<i>`, as emphasis; the format has no way to escape them, and a title is
    never changed here.
    """
    items = [{name: value for name, value in _csl_item(entry).items() if value} for entry in entries]
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _csl_item(entry: BibliographyEntry) -> dict[str, Any]:
    return {
        "id": entry.key,
        "type": "article-newspaper" if entry.container else "webpage",
        "title": entry.title,
        "container-title": entry.container,
        "author": [{"literal": name} for name in entry.authors],
        "section": entry.section,
        "page": entry.page,
        "issued": _csl_date(entry.date) if entry.date else None,
        "accessed": _csl_date(entry.read) if entry.read else None,
        "language": entry.language,
        "URL": entry.address,
        "archive_location": entry.archived_url,
        "note": ". ".join(entry.notes),
    }


def _is_plain(date: Date) -> bool:
    """Tell whether a date is a year, month or day that nothing qualifies, which every format has a form for."""
    return _PLAIN_DATE.fullmatch(date.text) is not None and _year(_moment(date)) is not None


def _csl_date(date: Date) -> dict[str, Any]:
    """Return a date as parts; one that parts cannot say, such as an open range, as the EDTF text.

    So are years before 1, which a processor counts from another year, and beyond 9999.
    """
    moments = [date.start, date.end] if date.is_interval else [date.start]
    known = [moment for moment in moments if moment is not None]
    has_season_at_an_end = date.is_interval and any(moment.season for moment in known)  # a date has one season for all of it
    if len(known) < len(moments) or any(moment.span > 1 or not _year(moment) for moment in known) or has_season_at_an_end:
        return {"literal": date.text}
    parts = [(moment.year, _month(moment), moment.day) for moment in known]
    found: dict[str, Any] = {"date-parts": [[part for part in each if part is not None] for each in parts]}
    if known[0].season:
        found["season"] = known[0].season
    if any(moment.uncertain or moment.approximate for moment in known):
        found["circa"] = True
    return found


def _month(moment: Moment) -> int | None:
    """Return the month of a moment; None where it is a season, which EDTF counts as a month."""
    return None if moment.season else moment.month


def _moment(date: Date | None) -> Moment | None:
    """Return the year, month or day that a date is; None where it is a decade, a century, an interval or not known."""
    return None if date is None or date.start is None or date.is_interval or date.start.span > 1 else date.start


def _year(moment: Moment | None) -> str | None:
    """Return the four digits of a moment's year; None where it has no such year, which BibTeX and RIS do not know."""
    return f"{moment.year:04}" if moment and 0 < moment.year < 10_000 else None


def bibtex(entries: Iterable[BibliographyEntry]) -> bytes:
    """Return the entries as BibTeX, in UTF-8, for BibTeX itself (`year`, `month`) and for biblatex, which reads EDTF (`date`).

    Braces are counted by BibTeX wherever they stand, behind a backslash too, so that those of a text are written as commands. A
    second pair of braces around a title or a name keeps its capitals and keeps it whole.
    """
    return "\n".join(_bibtex_entry(entry) for entry in entries).encode("utf-8")


def _bibtex_entry(entry: BibliographyEntry) -> str:
    moment = _moment(entry.date)
    month = _month(moment) if moment else None
    fields = {
        "author": _braced(" and ".join(_whole(name) for name in entry.authors)) if entry.authors else None,
        "title": _braced(_whole(entry.title)),
        "journal": _braced(_whole(entry.container)) if entry.container else None,
        "date": _braced(entry.date.text) if entry.date else None,
        "year": _braced(year) if (year := _year(moment)) else None,
        "month": _MONTHS[month - 1] if year and month else None,
        "pages": _braced(_escaped(entry.page)) if entry.page else None,
        "language": _braced(entry.language),
        "url": _braced(entry.address) if entry.address else None,  # verbatim; an address here has no braces and no backslash
        "urldate": _braced(entry.read.text) if entry.read else None,
        "note": _braced(_escaped(". ".join(entry.notes))),
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
    return f"@{'article' if entry.container else 'misc'}{{{entry.key},\n{lines}}}\n"


def _escaped(text: str) -> str:
    """Return a text as TeX shows it letter by letter."""
    return _LIGATURE.sub(r"\1{}", _SPECIAL.sub(lambda sign: _COMMANDS[sign[0]], " ".join(text.splitlines())))


def _whole(text: str) -> str:
    found = _escaped(text)
    # Behind a brace, BibTeX takes a command for an accent, and changes the case of what follows.
    return _braced("{}" + found if found.startswith("\\") else found)


def _braced(text: str) -> str:
    return "{" + text + "}"


def ris(entries: Iterable[BibliographyEntry]) -> bytes:
    """Return the entries as RIS, the tagged format of Research Information Systems, in UTF-8.

    Each tag stands on a line of its own that ends in a carriage return and a line feed; a record begins with `TY` and ends with
    `ER`. A value is one line, so that nothing in it can be taken for a tag.
    """
    tags = ((tag, value) for entry in entries for tag, value in _ris_tags(entry) if value is not None)
    return "".join(f"{tag}  - {' '.join(value.splitlines())}\r\n" for tag, value in tags).encode("utf-8")


def _ris_tags(entry: BibliographyEntry) -> Iterator[tuple[str, str | None]]:
    moment = _moment(entry.date)
    yield "TY", "NEWS" if entry.container else "ELEC"
    yield "ID", entry.key
    yield from (("AU", name) for name in entry.authors)
    yield "TI", entry.title
    yield "T2", entry.container
    yield "PY", _year(moment)
    yield "DA", _ris_date(entry.date) if entry.date else None
    yield "SE", entry.section
    yield "SP", entry.page
    yield "Y2", _ris_date(entry.read) if entry.read else None
    yield "LA", entry.language
    for tag, address in (("UR", entry.address), ("L2", entry.archived_url)):
        yield tag, address.replace(";", "%3B") if address else None  # a semicolon would begin another address
    yield from (("N1", note) for note in entry.notes)
    yield "ER", ""


def _ris_date(date: Date) -> str:
    """Return a date as `YYYY/MM/DD/other`; what its numbers do not say is in `other`, as EDTF."""
    moment = _moment(date)
    year = _year(moment or (date.start if date.start and date.start.span == 1 else None)) or ""
    parts = ("" if part is None else f"{part:02}" for part in (_month(moment), moment.day)) if moment and year else ("", "")
    return f"{year}/{'/'.join(parts)}/{'' if _is_plain(date) else date.text}"
