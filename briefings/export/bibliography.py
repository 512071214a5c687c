"""A briefing's sources as entries of a bibliography, from which each format is written.

An entry says of an article what the article itself says, in its own language; what the desk adds stands in brackets or in the
note. Names of authors are not divided into family and given names: nothing here knows which is which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefings.export import rows
from briefings.model import edtf
from briefings.model.edtf import Date

_UNKNOWN_DATE = "Date of publication not known"


@dataclass(frozen=True)
class Entry:
    """An article in a bibliography."""

    key: str
    """The article's id."""
    title: str
    """As printed; where there is none, the desk's headline in brackets."""
    container: str | None
    """Name of the outlet."""
    authors: tuple[str, ...]
    """As printed."""
    date: Date | None
    """None where it is not known, even within limits that are a single year, month or day."""
    language: str
    """BCP 47 tag."""
    url: str | None
    archived_url: str | None
    notes: tuple[str, ...]
    """Sentences in English, the language of the data files: what it goes back to, what is known of its date, our summary."""


def bibliographies(tables: rows.Tables) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Yield the id of each briefing with an entry for each article that it cites, in reading order."""
    articles = {article.id: article for article in tables.articles}
    outlets = {outlet.id: outlet.name for outlet in tables.outlets}
    agencies = {entity.id: _name(entity, tables.site.desk_locale) for entity in tables.entities}
    for briefing in tables.briefings:
        cited = dict.fromkeys(citation.article for citation in briefing.citations)
        yield briefing.id, tuple(_entry(articles[article], articles, outlets, agencies) for article in cited)


def _entry(
    article: rows.Article, articles: Mapping[str, rows.Article], outlets: Mapping[str, str], agencies: Mapping[str, str]
) -> Entry:
    date = _date(article)
    return Entry(
        key=article.id,
        title=_title(article),
        container=outlets[article.outlet] if article.outlet else None,
        authors=article.authors,
        date=date,
        language=article.language,
        url=article.url,
        archived_url=article.archived_url,
        notes=(
            *_origin(article.origin, articles, outlets, agencies),
            *_date_note(article, date),
            f"Summary: {article.pages[article.written_in]}",
        ),
    )


def _title(article: rows.Article) -> str:
    return article.title or f"[{article.headline[article.written_in]}]"


def _name(entity: rows.Entity, desk_locale: str) -> str:
    return entity.names.get(desk_locale) or next(iter(entity.names.values()), entity.id)


def _date(article: rows.Article) -> Date | None:
    """Return the date of publication, or the limits of it where they are a moment: a year within which it lies is its year."""
    if article.published is not None:
        return edtf.parse(article.published)
    limits = edtf.parse(article.published_within) if article.published_within else None
    return None if limits is None or limits.is_interval else edtf.parse(limits.text.rstrip("?~%") + "?")


def _date_note(article: rows.Article, date: Date | None) -> Iterator[str]:
    if article.published_within is not None:
        yield f"{_UNKNOWN_DATE}; within {article.published_within} (EDTF)"
    elif date is None:
        yield _UNKNOWN_DATE


def _origin(
    origin: rows.Origin, articles: Mapping[str, rows.Article], outlets: Mapping[str, str], agencies: Mapping[str, str]
) -> Iterator[str]:
    sentence = _origin_sentence(origin, articles, outlets, agencies)
    if sentence:
        yield f"{sentence} (inferred)" if origin.inferred else sentence


def _origin_sentence(
    origin: rows.Origin, articles: Mapping[str, rows.Article], outlets: Mapping[str, str], agencies: Mapping[str, str]
) -> str:
    kind = "Translation" if origin.kind == "translation" else "Reprint"
    language = f" (language: {origin.language})" if origin.language else ""
    if origin.article is not None:
        original = articles[origin.article]
        return f"{kind} of: {_title(original)} ({original.id})"
    if origin.outlet is not None:
        return f"{kind} of a text in {outlets[origin.outlet]}{language}"
    if origin.kind == "agency":
        return "From agencies: " + ", ".join(agencies[agency] for agency in origin.via)
    return f"{kind} of a text that is not known{language}" if origin.kind in ("translation", "reprint") else ""
