"""The rows of the data files: one frozen type a kind, of nothing but text, numbers, lists and mappings.

A field is declared here and nowhere else: its name, type, description and place. The JSON files have these very fields, their
JSON Schemas are made from these types (`json_schema`), and so are the tables of the SQLite database (`sqlite.tables`); what the
database calls otherwise is annotated at the field (`Sql`). None (null) stands for what is not known or not given.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from briefings import urls
from briefings.export.fields import JSON_ONLY, Row, Sql
from briefings.model.voices import VoiceKind

VERSION = "1.2"
"""Version of the data format: the second number rises when something is added, the first when something changes or goes."""

TERMS = (
    "Summaries, statements and translations are the site's own; the pages of the site say on which terms they may be used. "
    "Titles, quotes and passages belong to those who published the articles."
)


def _record_id(table: str) -> Sql:
    return Sql(references=table, is_indexed=True)


ArticleId: TypeAlias = Annotated[str, _record_id("article")]
ClaimId: TypeAlias = Annotated[str, _record_id("claim")]
EntityId: TypeAlias = Annotated[str, _record_id("entity")]
EventId: TypeAlias = Annotated[str, _record_id("event")]
MeasureId: TypeAlias = Annotated[str, _record_id("measure")]
OutletId: TypeAlias = Annotated[str, _record_id("outlet")]
TopicId: TypeAlias = Annotated[str, _record_id("topic")]
Topics: TypeAlias = Annotated[tuple[TopicId, ...], Sql("topic")]
Authors: TypeAlias = Annotated[tuple[str, ...], Sql("author", item="name", order=-1)]
Entities: TypeAlias = Annotated[tuple[EntityId, ...], Sql("entity")]

Language: TypeAlias = Annotated[str, Sql("language")]
"""BCP 47 tag."""
EntityKind: TypeAlias = Literal["person", "organisation", "place", "document", "event", "thing"]
OutletKind: TypeAlias = Literal[
    "newspaper", "magazine", "journal", "agency", "broadcaster", "website", "channel", "government", "organisation"
]
Locale: TypeAlias = Annotated[str, Sql(references="locale", key="tag")]
Texts: TypeAlias = Mapping[Locale, str]
"""A text by locale; it has the locales that it was written in."""
Names: TypeAlias = Annotated[Texts, Sql("name")]
Pages: TypeAlias = Annotated[Texts, Sql("page", order=1)]
"""Full address of the record's page, by locale."""


class SharedRow(Row):
    """What articles of one source have in common."""

    kind: Literal["articles", "entities", "outlets"]
    id: str


class SourceRow(Row):
    """Articles that count as one source, because they share something."""

    articles: Annotated[tuple[ArticleId, ...], Sql("article", is_set=True)]
    shared: Annotated[tuple[SharedRow, ...], Sql(is_set=True)]
    is_known: bool
    """False where nothing is known of where they have it from; then they are not counted as independent."""
    is_inferred: bool
    """The desk concludes where they have it from: no speaker, carrier or article says it."""


class SourceCountRow(Row):
    """How many articles there are, and how many independent sources among them."""

    articles: int
    independent: int
    unknown: int
    """Sources of unknown origin."""
    inferred: int
    """Sources among the independent ones that are known by a conclusion of the desk alone."""
    groups: Annotated[tuple[SourceRow, ...], Sql(number="number")]


SourceNumbers: TypeAlias = Annotated[SourceCountRow, Sql("", without=("groups",))]
"""Sources of which the database has the numbers alone."""


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
    sha256: str | None
    encoding: str | None
    """Its name in IANA's register, where the file is not in UTF-8 or UTF-16."""


class ImageRow(Row):
    """Who made an article's picture, and on which terms it may be used."""

    credit: str
    licence: str | None
    """SPDX identifier."""
    via: str | None
    shows: Annotated[Texts, Sql("")]


class BylineRow(Row):
    """An author of an article who is an entity."""

    name: str
    """As it stands in `authors`."""
    entity: EntityId


class SpellingRow(Row):
    """A name as an article spells it."""

    entity: EntityId
    spelling: str


class NoteRow(Row):
    """What the desk noticed about an article."""

    id: str
    kind: str
    evidence: str | None
    evidence_prefix: str | None
    """What stands right before it, where that is needed to tell it from another."""
    evidence_suffix: str | None
    """What stands right after it, likewise."""
    text: Texts


class ArticleRow(Row):
    """A text that somebody else published, in one language, and the desk's summary of it."""

    id: str
    language: str
    """BCP 47 tag of the article itself."""
    title: str | None
    """As printed."""
    outlet: OutletId | None
    co_publishers: Annotated[tuple[OutletId, ...], Sql("co_publisher")]
    """Outlets that published it together with `outlet`."""
    authors: Authors
    """As printed; of an entity whose name is not printed otherwise, its name."""
    bylines: tuple[BylineRow, ...]
    """Authors who are entities."""
    url: str | None
    archived_url: str | None
    section: str | None
    """The part of the outlet that it appeared in, as printed."""
    print_page: str | None
    """The page of a printed edition, as printed."""
    published: str | None
    """EDTF date, as the article states it."""
    published_within: str | None
    """EDTF date: limits of an unknown date of publication."""
    modified: str | None
    """EDTF date: when the publisher last changed it."""
    read: str | None
    """EDTF date: when the desk read it."""
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
    voice: VoiceKind
    """Whose it is: somebody's who is named, somebody's who is not, or the article's own."""
    said_by: tuple[EntityId, ...]
    """Entities; none where the article neither names nor describes anybody."""
    through: tuple[EntityId, ...]
    """Entities that carried it, the one closest to the speaker first."""
    about: tuple[EntityId, ...]
    """Entities that it says something of."""
    quote: str | None
    """Somebody's own words, as the article prints them, in its language."""
    evidence: str
    """The passage of the article, in its language: its first words, an ellipsis, its last."""
    evidence_prefix: str | None
    """What stands right before it, where that is needed to tell it from another."""
    evidence_suffix: str | None
    """What stands right after it, likewise."""
    attribution: str | None
    """The passage that says who makes it or who carried it, where that is another one."""
    attribution_prefix: str | None
    """What stands right before that passage, where that is needed to tell it from another."""
    attribution_suffix: str | None
    """What stands right after it, likewise."""
    statement: Texts
    quote_translation: Annotated[Texts, Sql("quote")]
    tie: Texts
    """Why the desk ties it, by its own `same_as`, to a claim of another speaker."""
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
    value: Decimal | None
    """With all digits that the article has; null where it has a word."""
    value_to: Decimal | None
    """The upper end of a range."""
    qualifier: Literal["about", "nearly", "at-least", "at-most", "more-than", "less-than"] | None
    amount: str | None
    """The word that the article has for a number: `dozens`, `hundreds`, `tens-of-thousands`."""
    range_from: Decimal | None
    """The least number that the word means; null where there is no word, or no least number."""
    range_to: Decimal | None
    """The number up to which, and without which, the word is meant; null where there is no word, or no such number."""
    unit: Annotated[str, Sql(references="unit", within="measure")]
    """One of the measure's units."""
    scope: Annotated[str | None, Sql(references="scope", within="measure")]
    """One of the measure's scopes: the part that the figure is about."""
    as_of: str | None
    """EDTF date."""
    period: str | None
    """EDTF date."""
    dated_by: Literal["article"] | None
    """Whose the date or period is, where it is not the speaker's."""
    voice: VoiceKind
    """Whose the number is, as of the claim."""
    said_by: Annotated[tuple[str, ...], JSON_ONLY]
    through: Annotated[tuple[str, ...], JSON_ONLY]


class EventRow(Row):
    """Something that happened on a date, as one article tells it."""

    id: str
    """The article's id, a colon, and the event's own."""
    article: ArticleId
    date: Annotated[str, Sql(is_indexed=True)]
    """EDTF date."""
    voice: VoiceKind
    """Whose the report is: somebody's who is named, somebody's who is not, or the article's own."""
    said_by: tuple[EntityId, ...]
    """Entities that report it; none where the article neither names nor describes anybody."""
    through: tuple[EntityId, ...]
    """Entities that carried the report, the one closest to the speaker first."""
    entities: Entities
    evidence: str
    """The passage of the article, in its language."""
    evidence_prefix: str | None
    """What stands right before it, where that is needed to tell it from another."""
    evidence_suffix: str | None
    """What stands right after it, likewise."""
    attribution: str | None
    """The passage that says who reports it or who carried it, where that is another one."""
    attribution_prefix: str | None
    """What stands right before that passage, where that is needed to tell it from another."""
    attribution_suffix: str | None
    """What stands right after it, likewise."""
    text: Texts
    same_as: tuple[EventId, ...]
    """The other events that are the same one, directly or along a chain."""
    sources: SourceNumbers
    """How many articles tell of it."""
    pages: Pages


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
    sources: Annotated[SourceCountRow, Sql("")]
    files: Annotated[SourceFilesRow, JSON_ONLY]
    pages: Pages


class OutletRow(Row):
    """Who published an article."""

    id: str
    name: str
    other_names: Annotated[Mapping[Language, str], Sql("name", item="name")]
    """In other languages or scripts."""
    kind: OutletKind | None
    owner: str | None
    """Name of its owner."""
    owner_entity: EntityId | None
    """Its owner, where that is an entity."""
    url: str | None
    other_urls: Annotated[tuple[str, ...], Sql("other_url", item="url")]
    """Its further addresses."""
    language: str | None
    """BCP 47 tag."""
    country: str | None
    """ISO 3166-1 alpha-2, where it is in a single country."""
    countries: Annotated[tuple[str, ...], Sql("country", item="code")]
    """ISO 3166-1 alpha-2 of each country that it is in; or a region's code, UN M.49."""
    description: Texts
    pages: Pages


class EntityRow(Row):
    """A person, an organisation, a place, or whatever else articles are about."""

    id: str
    kind: EntityKind
    part_of: EntityId | None
    """The entity that it is a part of."""
    country: str | None
    """ISO 3166-1 alpha-2, where the entity is a country."""
    unnamed: bool
    """The sources do not give its name; then the names are descriptions."""
    names: Names
    aliases: Annotated[Mapping[Language, tuple[str, ...]], Sql("alias", item="name")]
    """Its other names."""
    description: Texts
    pages: Pages


class TopicRow(Row):
    """A subject that briefings and articles are filed under."""

    id: str
    broader: TopicId | None
    """The topic that it is a part of."""
    names: Names
    description: Texts
    pages: Pages


class UnitRow(Row):
    """A unit that figures on a measure are given in."""

    id: str
    factor: Decimal | None
    """How many of the same smallest thing one of the unit is; units that both have a factor can be compared."""
    names: Annotated[Mapping[Locale, Mapping[Annotated[str, Sql("category")], str]], Sql("text", item="name")]
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


ROWS: Mapping[urls.DataKind, type[Row]] = {
    "entities": EntityRow,
    "outlets": OutletRow,
    "topics": TopicRow,
    "measures": MeasureRow,
    "articles": ArticleRow,
    "claims": ClaimRow,
    "figures": FigureRow,
    "events": EventRow,
    "briefings": BriefingRow,
}
"""In an order in which each refers to those before it, or to itself."""
