"""Articles, and what they report: claims, the figures that these give, and events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from briefings.export.rows.fields import (
    JSON_ONLY,
    ArticleId,
    Authors,
    ClaimId,
    Entities,
    EntityId,
    EventId,
    Locale,
    MeasureId,
    OutletId,
    Pages,
    Row,
    SourceNumbers,
    Sql,
    Texts,
    Topics,
)


class OriginRow(Row):
    """The reporting that an article goes back to."""

    kind: Literal["own", "translation", "reprint", "agency", "unknown"]
    article: ArticleId | None
    """The article here that it is a translation or reprint of."""
    root: ArticleId
    """The article at the end of the way from translation to original; the article itself where it is no translation."""
    outlet: OutletId | None
    """The outlet of the text that it goes back to, where that text is not here."""
    language: str | None
    """BCP 47 tag of the text that it goes back to, where that text is not here."""
    via: Annotated[tuple[EntityId, ...], Sql(order=-1)]
    """Agencies (entities), the one closest to the event first."""
    inferred: bool
    """The desk's conclusion, not stated by the article."""


class ArchivedRow(Row):
    """The archived text that passages were looked up in; it is no part of the site."""

    file: str
    sha256: str


class ImageRow(Row):
    """Who made an article's picture, and on which terms it may be used."""

    credit: str
    licence: str | None
    """SPDX identifier."""
    via: str | None
    shows: Annotated[Texts, Sql("")]


class SpellingRow(Row):
    """A name as an article spells it."""

    entity: EntityId
    spelling: str


class NoteRow(Row):
    """What the desk noticed about an article."""

    id: str
    kind: str
    evidence: str | None
    text: Texts


class ArticleRow(Row):
    """A text that somebody else published, in one language, and the desk's summary of it."""

    id: str
    language: str
    """BCP 47 tag of the article itself."""
    title: str | None
    """As printed."""
    outlet: OutletId | None
    authors: Authors
    """As printed."""
    url: str | None
    archived_url: str | None
    published: str | None
    """EDTF date, as the article states it."""
    published_within: str | None
    """EDTF date: limits of an unknown date of publication."""
    origin: OriginRow
    archived: ArchivedRow | None
    image: ImageRow | None
    topics: Topics
    entities: Entities
    spellings: tuple[SpellingRow, ...]
    written_in: Locale
    """The locale that the summary was first written in."""
    headline: Texts
    summary: Texts
    """Markdown."""
    key_points: Annotated[Mapping[Locale, tuple[str, ...]], Sql("key_point", order=-2)]
    """By locale."""
    notes: tuple[NoteRow, ...]
    cited_by: Annotated[tuple[str, ...], JSON_ONLY]
    """Briefings."""
    pages: Pages


class ClaimRow(Row):
    """One statement that an article reports."""

    id: str
    """The article's id, a colon, and the claim's own."""
    article: ArticleId
    said_by: tuple[EntityId, ...]
    """Entities; none where the statement is the article's own."""
    through: tuple[EntityId, ...]
    """Entities that carried it, the one closest to the speaker first."""
    about: tuple[EntityId, ...]
    """Entities that it says something of."""
    quote: str | None
    """Somebody's own words, as the article prints them, in its language."""
    evidence: str
    """The passage of the article, in its language: its first words, an ellipsis, its last."""
    statement: Texts
    quote_translation: Annotated[Texts, Sql("quote")]
    passage: str | None
    """Address of the passage in the article."""
    same_as: tuple[ClaimId, ...]
    """The other claims that make the same statement, directly or along a chain."""
    contradicts: tuple[ClaimId, ...]
    """Claims that cannot be true if this one is, with all those that say the same as they."""
    sources: SourceNumbers
    """How many articles make the statement."""
    figure: Annotated[str | None, JSON_ONLY]
    """The figure that it gives: its own id, where there is one."""
    pages: Pages


class FigureRow(Row):
    """One article's number for one measure."""

    id: Annotated[str, Sql(references="claim")]
    """The id of the claim that gives it."""
    article: ArticleId
    measure: MeasureId
    value: int | float
    value_to: int | float | None
    """The upper end of a range."""
    qualifier: Literal["about", "nearly", "at-least", "at-most", "more-than", "less-than"] | None
    unit: Annotated[str, Sql(references="unit", within="measure")]
    """One of the measure's units."""
    scope: Annotated[str | None, Sql(references="scope", within="measure")]
    """One of the measure's scopes: the part that the figure is about."""
    as_of: str | None
    """EDTF date."""
    period: str | None
    """EDTF date."""
    said_by: Annotated[tuple[str, ...], JSON_ONLY]
    through: Annotated[tuple[str, ...], JSON_ONLY]


class EventRow(Row):
    """Something that happened on a date, as one article tells it."""

    id: str
    """The article's id, a colon, and the event's own."""
    article: ArticleId
    date: Annotated[str, Sql(is_indexed=True)]
    """EDTF date."""
    entities: Entities
    evidence: str
    """The passage of the article, in its language."""
    text: Texts
    same_as: tuple[EventId, ...]
    """The other events that are the same one, directly or along a chain."""
    sources: SourceNumbers
    """How many articles tell of it."""
    pages: Pages
