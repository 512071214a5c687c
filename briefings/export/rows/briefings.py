"""Briefings, and what they and articles refer to: outlets, entities, topics and measures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from briefings.export.rows.fields import (
    JSON_ONLY,
    ArticleId,
    Authors,
    ClaimId,
    Entities,
    Locale,
    Names,
    Pages,
    PluralCategory,
    Row,
    SourceNumbers,
    Sources,
    Sql,
    Texts,
    Topics,
)


class CitationRow(Row):
    """A citation in a briefing's text."""

    article: ArticleId
    claim: ClaimId | None
    """Id of the claim, with its article's."""


class CorrectionRow(Row):
    """A change made to a briefing after it was published."""

    id: str
    date: str
    """EDTF date."""
    text: Texts


class SourceFilesRow(Row):
    """Full addresses of a briefing's sources in formats for reference managers."""

    csl: str
    bibtex: str
    ris: str


class BriefingRow(Row):
    """A text of the desk's own on a subject, drawing on several articles."""

    id: str
    topics: Topics
    entities: Entities
    published: str
    """EDTF date."""
    updated: str | None
    """EDTF date."""
    authors: Authors
    written_in: Locale
    """The locale that it was first written in; the other texts are its translations."""
    title: Texts
    lede: Texts
    body: Texts
    """Markdown, with citations as Pandoc writes them."""
    corrections: Annotated[tuple[CorrectionRow, ...], Sql(order=1)]
    citations: tuple[CitationRow, ...]
    """In reading order."""
    sources: Sources
    files: Annotated[SourceFilesRow, JSON_ONLY]
    pages: Pages


class OutletRow(Row):
    """Who published an article."""

    id: str
    name: str
    url: str | None
    language: str | None
    """BCP 47 tag."""
    country: str | None
    """ISO 3166-1 alpha-2."""
    description: Texts
    pages: Pages


class EntityRow(Row):
    """A person, organisation or place that articles are about."""

    id: str
    kind: Literal["person", "organisation", "place"]
    country: str | None
    """ISO 3166-1 alpha-2, where the entity is a country."""
    unnamed: bool
    """The sources do not give its name; then the names are descriptions."""
    names: Names
    description: Texts
    pages: Pages


class TopicRow(Row):
    """A subject that briefings and articles are filed under."""

    id: str
    names: Names
    description: Texts
    pages: Pages


class UnitRow(Row):
    """A unit that figures on a measure are given in."""

    id: str
    factor: int | float | None
    """How many of the same smallest thing one of the unit is; units that both have a factor can be compared."""
    names: Annotated[Mapping[Locale, Mapping[PluralCategory, str]], Sql("text", item="name")]
    """By locale, then by CLDR plural category."""


class ScopeRow(Row):
    """A part of a measure that figures can be about."""

    id: str
    names: Annotated[Texts, Sql("text")]


class MeasureRow(Row):
    """A thing that several articles put a number on."""

    id: str
    names: Names
    units: tuple[UnitRow, ...]
    scopes: tuple[ScopeRow, ...]
    sources: SourceNumbers
    """How many articles put a number on it."""
    pages: Pages
