"""The rows of the data files: one frozen shape a kind, of nothing but text, numbers, lists and mappings.

The JSON files have these very fields, their JSON Schemas are made from these types, and the SQLite database has the same in
tables. None (null) stands for what is not known or not given. A text by locale has the locales that it was written in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

VERSION = "1.0"
"""Version of the data format: the second number rises when something is added, the first when something changes or goes."""

TERMS = (
    "Summaries, statements and translations are the site's own; the pages of the site say on which terms they may be used. "
    "Titles, quotes and passages belong to those who published the articles."
)

Texts: TypeAlias = Mapping[str, str]
"""A text by locale."""
Pages: TypeAlias = Mapping[str, str]
"""Full address of the record's page, by locale."""

_CLOSED = {"extra": "forbid", "use_attribute_docstrings": True}
"""How the JSON Schema is made: no other fields, and the text under each field as its description."""


@dataclass(frozen=True)
class Row:
    """What all rows share."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = _CLOSED


@dataclass(frozen=True)
class Origin(Row):
    """The reporting that an article goes back to."""

    kind: Literal["own", "translation", "reprint", "agency", "unknown"]
    article: str | None
    """The article here that it is a translation or reprint of."""
    root: str
    """The article at the end of the way from translation to original; the article itself where it is no translation."""
    outlet: str | None
    """The outlet of the text that it goes back to, where that text is not here."""
    language: str | None
    """BCP 47 tag of the text that it goes back to, where that text is not here."""
    via: tuple[str, ...]
    """Agencies (entities), the one closest to the event first."""
    inferred: bool
    """The desk's conclusion, not stated by the article."""


@dataclass(frozen=True)
class Archived(Row):
    """The archived text that passages were looked up in; it is no part of the site."""

    file: str
    sha256: str


@dataclass(frozen=True)
class Image(Row):
    """Who made an article's picture, and on which terms it may be used."""

    credit: str
    licence: str | None
    """SPDX identifier."""
    via: str | None
    shows: Texts


@dataclass(frozen=True)
class Spelling(Row):
    """A name as an article spells it."""

    entity: str
    spelling: str


@dataclass(frozen=True)
class Note(Row):
    """What the desk noticed about an article."""

    id: str
    kind: str
    evidence: str | None
    text: Texts


@dataclass(frozen=True)
class Article(Row):
    """A text that somebody else published, in one language, and the desk's summary of it."""

    id: str
    language: str
    """BCP 47 tag of the article itself."""
    title: str | None
    """As printed."""
    outlet: str | None
    authors: tuple[str, ...]
    """As printed."""
    url: str | None
    archived_url: str | None
    published: str | None
    """EDTF date, as the article states it."""
    published_within: str | None
    """EDTF date: limits of an unknown date of publication."""
    origin: Origin
    archived: Archived | None
    image: Image | None
    topics: tuple[str, ...]
    entities: tuple[str, ...]
    spellings: tuple[Spelling, ...]
    written_in: str
    """The locale that the summary was first written in."""
    headline: Texts
    summary: Texts
    """Markdown."""
    key_points: Mapping[str, tuple[str, ...]]
    """By locale."""
    notes: tuple[Note, ...]
    cited_by: tuple[str, ...]
    """Briefings."""
    pages: Pages


@dataclass(frozen=True)
class Shared(Row):
    """What articles of one source have in common."""

    kind: Literal["articles", "entities", "outlets"]
    id: str


@dataclass(frozen=True)
class Source(Row):
    """Articles that count as one source, because they share something."""

    articles: tuple[str, ...]
    shared: tuple[Shared, ...]
    is_known: bool
    """False where nothing is known of where they have it from; then they are not counted as independent."""


@dataclass(frozen=True)
class SourceCount(Row):
    """How many articles there are, and how many independent sources among them."""

    articles: int
    independent: int
    unknown: int
    """Sources of unknown origin."""
    groups: tuple[Source, ...]


@dataclass(frozen=True)
class Claim(Row):
    """One statement that an article reports."""

    id: str
    """The article's id, a colon, and the claim's own."""
    article: str
    said_by: tuple[str, ...]
    """Entities; none where the statement is the article's own."""
    through: tuple[str, ...]
    """Entities that carried it, the one closest to the speaker first."""
    about: tuple[str, ...]
    """Entities that it says something of."""
    quote: str | None
    """Somebody's own words, as the article prints them, in its language."""
    evidence: str
    """The passage of the article, in its language: its first words, an ellipsis, its last."""
    statement: Texts
    quote_translation: Texts
    passage: str | None
    """Address of the passage in the article."""
    same_as: tuple[str, ...]
    """The other claims that make the same statement, directly or along a chain."""
    contradicts: tuple[str, ...]
    """Claims that cannot be true if this one is, with all those that say the same as they."""
    sources: SourceCount
    """How many articles make the statement."""
    figure: str | None
    """The figure that it gives: its own id, where there is one."""
    pages: Pages


@dataclass(frozen=True)
class Figure(Row):
    """One article's number for one measure."""

    id: str
    """The id of the claim that gives it."""
    article: str
    measure: str
    value: int | float
    value_to: int | float | None
    """The upper end of a range."""
    qualifier: Literal["about", "nearly", "at-least", "at-most", "more-than", "less-than"] | None
    unit: str
    """One of the measure's units."""
    scope: str | None
    """One of the measure's scopes: the part that the figure is about."""
    as_of: str | None
    """EDTF date."""
    period: str | None
    """EDTF date."""
    said_by: tuple[str, ...]
    through: tuple[str, ...]


@dataclass(frozen=True)
class Event(Row):
    """Something that happened on a date, as one article tells it."""

    id: str
    """The article's id, a colon, and the event's own."""
    article: str
    date: str
    """EDTF date."""
    entities: tuple[str, ...]
    evidence: str
    """The passage of the article, in its language."""
    text: Texts
    same_as: tuple[str, ...]
    """The other events that are the same one, directly or along a chain."""
    sources: SourceCount
    """How many articles tell of it."""
    pages: Pages


@dataclass(frozen=True)
class Citation(Row):
    """A citation in a briefing's text."""

    article: str
    claim: str | None
    """Id of the claim, with its article's."""


@dataclass(frozen=True)
class Correction(Row):
    """A change made to a briefing after it was published."""

    id: str
    date: str
    """EDTF date."""
    text: Texts


@dataclass(frozen=True)
class SourceFiles(Row):
    """Full addresses of a briefing's sources in formats for reference managers."""

    csl: str
    bibtex: str
    ris: str


@dataclass(frozen=True)
class Briefing(Row):
    """A text of the desk's own on a subject, drawing on several articles."""

    id: str
    topics: tuple[str, ...]
    entities: tuple[str, ...]
    published: str
    """EDTF date."""
    updated: str | None
    """EDTF date."""
    authors: tuple[str, ...]
    written_in: str
    """The locale that it was first written in; the other texts are its translations."""
    title: Texts
    lede: Texts
    body: Texts
    """Markdown, with citations as Pandoc writes them."""
    corrections: tuple[Correction, ...]
    citations: tuple[Citation, ...]
    """In reading order."""
    sources: SourceCount
    files: SourceFiles
    pages: Pages


@dataclass(frozen=True)
class Outlet(Row):
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


@dataclass(frozen=True)
class Entity(Row):
    """A person, organisation or place that articles are about."""

    id: str
    kind: Literal["person", "organisation", "place"]
    country: str | None
    """ISO 3166-1 alpha-2, where the entity is a country."""
    unnamed: bool
    """The sources do not give its name; then the names are descriptions."""
    names: Texts
    description: Texts
    pages: Pages


@dataclass(frozen=True)
class Topic(Row):
    """A subject that briefings and articles are filed under."""

    id: str
    names: Texts
    description: Texts
    pages: Pages


@dataclass(frozen=True)
class Unit(Row):
    """A unit that figures on a measure are given in."""

    id: str
    factor: int | float | None
    """How many of the same smallest thing one of the unit is; units that both have a factor can be compared."""
    names: Mapping[str, Mapping[str, str]]
    """By locale, then by CLDR plural category."""


@dataclass(frozen=True)
class Scope(Row):
    """A part of a measure that figures can be about."""

    id: str
    names: Texts


@dataclass(frozen=True)
class Measure(Row):
    """A thing that several articles put a number on."""

    id: str
    names: Texts
    units: tuple[Unit, ...]
    scopes: tuple[Scope, ...]
    sources: SourceCount
    """How many articles put a number on it."""
    pages: Pages


@dataclass(frozen=True)
class Site:
    """What the files say of the site that they belong to."""

    name: str
    url: str
    locales: tuple[str, ...]
    desk_locale: str


@dataclass(frozen=True)
class Tables:
    """Rows that are exported, of a whole site or of a part of it, each kind in the order of its ids."""

    site: Site
    outlets: tuple[Outlet, ...] = ()
    entities: tuple[Entity, ...] = ()
    topics: tuple[Topic, ...] = ()
    measures: tuple[Measure, ...] = ()
    articles: tuple[Article, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    briefings: tuple[Briefing, ...] = ()
