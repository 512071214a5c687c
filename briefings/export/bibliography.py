"""Bibliographies: a briefing's sources as CSL-JSON, BibTeX and RIS.

An entry says of an article what the article itself says, in its own language; what the desk adds stands in brackets or in the
note. Names of authors are not divided into family and given names: nothing here knows which is which.
"""

from collections.abc import Iterator

from briefings import urls
from briefings.export.citation_formats import BibliographyEntry, bibtex, csl_json, ris
from briefings.export.from_content import Editions, entity_names
from briefings.localise import Edition
from briefings.model import edtf
from briefings.model.content import Article
from briefings.model.records import ArticleFacts, Origin

_UNKNOWN_DATE = "Date of publication not known"


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
    page = urls.absolute(desk.settings.site_url, urls.record(article.written_in, "articles", article.id))
    return BibliographyEntry(
        key=article.id,
        title=_title(article),
        container=desk.content.outlets[facts.outlet].facts.name if facts.outlet else None,
        authors=facts.authors,
        date=date,
        language=facts.language,
        url=facts.url,
        archived_url=facts.archived_url,
        notes=(*_origin(editions, desk, facts.origin), *_date_note(facts, date), f"Summary: {page}"),
    )


def _title(article: Article) -> str:
    return article.facts.title or f"[{article.words[article.written_in].headline}]"


def _date(facts: ArticleFacts) -> edtf.Date | None:
    """Return the date of publication, or the limits of it where they are a moment: a year within which it lies is its year."""
    limits = facts.published_within
    if facts.published is not None or limits is None or limits.is_interval:
        return facts.published
    return edtf.parse(limits.text.rstrip("?~%") + "?")


def _date_note(facts: ArticleFacts, date: edtf.Date | None) -> Iterator[str]:
    if facts.published_within is not None:
        yield f"{_UNKNOWN_DATE}; within {facts.published_within.text} (EDTF)"
    elif date is None:
        yield _UNKNOWN_DATE


def _origin(editions: Editions, desk: Edition, origin: Origin) -> Iterator[str]:
    if sentence := _origin_sentence(editions, desk, origin):
        yield f"{sentence} (inferred)" if origin.inferred else sentence


def _origin_sentence(editions: Editions, desk: Edition, origin: Origin) -> str:
    kind = "Translation" if origin.kind == "translation" else "Reprint"
    language = f" (language: {origin.language})" if origin.language else ""
    if origin.of is not None:
        return f"{kind} of: {_title(desk.content.articles[origin.of])} ({origin.of})"
    if origin.outlet is not None:
        return f"{kind} of a text in {desk.content.outlets[origin.outlet].facts.name}{language}"
    if origin.kind == "agency":
        return "From agencies: " + ", ".join(_agency(editions, desk, agency) for agency in origin.via)
    return f"{kind} of a text that is not known{language}" if origin.kind in ("translation", "reprint") else ""


def _agency(editions: Editions, desk: Edition, entity_id: str) -> str:
    """Return the name of an agency in the locale of the desk, or else in another."""
    names = entity_names(editions, entity_id)
    return names.get(desk.settings.desk_locale) or next(iter(names.values()), entity_id)
