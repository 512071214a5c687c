"""What templates see: one frozen shape a kind of page, and nothing else.

Links are ready to be written into an `href`. Dates and numbers are in the words of the page's locale. A text that may be in
another language than the page is a `Text`, which knows its language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from briefings.model.text import Html, Text


class Link(NamedTuple):
    """A text that leads somewhere."""

    text: Text
    href: str
    hreflang: str | None = None
    """Language of the page it leads to, where that is in another edition."""


class Choice(NamedTuple):
    """A locale in the switcher."""

    locale: str
    """BCP 47 tag."""
    name: str
    """The language's name in itself."""
    href: str
    is_current: bool
    is_same_page: bool
    """False where the page does not exist in that locale and the link leads to its front page."""


class Alternate(NamedTuple):
    """The same page in another locale, for search engines."""

    hreflang: str
    """BCP 47 tag, or `x-default`."""
    url: str
    """Absolute."""


class Assets(NamedTuple):
    """Links to the files that pages load."""

    style: str
    script: str
    icon: str


class DataFile(NamedTuple):
    """A file with data of a page."""

    name: str
    href: str
    media_type: str
    """As registered with IANA; of BibTeX and RIS, which are not, the one in common use."""


class DataOffer(NamedTuple):
    """What a page shows, as data."""

    own: DataFile
    """What the page itself is about, in JSON."""
    files: tuple[DataFile, ...]
    """JSON, the page's own among them."""
    database: DataFile
    sources: tuple[DataFile, ...]
    """The sources of a briefing, in each format."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has."""

    path: str
    """Address relative to the site's root."""
    template: str
    """Name of the template."""
    locale: str
    """BCP 47 tag; also chooses the interface's language."""
    direction: str
    """`ltr` or `rtl`."""
    site_name: str
    title: str
    description: str
    canonical: str
    """Absolute address."""
    alternates: tuple[Alternate, ...]
    choices: tuple[Choice, ...]
    breadcrumbs: tuple[Link, ...]
    """From the front page down, without the page itself."""
    home: str
    menu: tuple[Link, ...]
    """The timeline, the search and the plain pages of the edition."""
    assets: Assets
    data: DataOffer | None = None
    linked_data: Html | None = None
    """JSON-LD, escaped for a script element."""


class ArticleCard(NamedTuple):
    """An article in a list."""

    headline: Link
    outlet: str | None
    language: str
    """The language's name."""
    language_tag: str
    date: str | None
    """None where nothing is known of it."""
    version: str | None
    """`translation` or `reprint`, where it is one."""


class SourceGroup(NamedTuple):
    """Articles that count as one source."""

    articles: tuple[Link, ...]
    shared: tuple[Link, ...]
    """What they share: the original among them, an agency, an outlet. Empty for a single article."""
    is_known: bool
    """False where nothing is known of where they have it from; then they are not counted as independent."""


class SourceCount(NamedTuple):
    """How many articles, and how many of them independent, with the reasons."""

    articles: int
    independent: int
    unknown: int
    groups: tuple[SourceGroup, ...]


class BriefingCard(NamedTuple):
    """A briefing in a list."""

    title: Link
    lede: Text
    date: str
    sources_href: str
    """Of its list of sources, with the reasons for their count."""
    sources: int
    """Articles that it cites."""
    independent: int
    """Sources among them that are independent of each other."""
    unknown: int
    """Sources among them of which nothing is known."""


class EntityGroup(NamedTuple):
    """Entities of one kind."""

    kind: str
    """`person`, `organisation` or `place`."""
    entities: tuple[Link, ...]


class TopicCard(NamedTuple):
    """A topic in a list."""

    name: Link
    description: Text | None


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """An edition's front page."""

    briefings: tuple[BriefingCard, ...]
    articles: tuple[ArticleCard, ...]
    languages: str
    """Languages of the articles, as a list in a sentence."""
    topics: tuple[TopicCard, ...]
    entities: tuple[EntityGroup, ...]
    measures: tuple[Link, ...]
    """Those that articles put a number on."""
    outlets: tuple[Link, ...]
    timeline: Link
    events: int
    """Entries in the timeline."""
    gaps: Link | None
    """To the statements that rest on a single origin; None where nothing is claimed."""


class FigureRow(NamedTuple):
    """A figure in a table."""

    measure: Link
    value: str
    """With qualifier and unit, all digits grouped."""
    time: str | None
    """As-of date or period; None where the article gives none."""
    said_by: tuple[Link, ...]
    """Empty where the article names nobody."""
    through: tuple[Link, ...]
    """Who carried it from the speaker to the article."""
    claim: Link
    """The claim on its article's page, under the article's headline."""
    scope: Text | None
    """The part of the measure that it is about; None where that is the whole."""


class SourceMark(NamedTuple):
    """What stands for one source of figures wherever a figure of it is shown."""

    letter: str
    """`A` for the source met first."""
    shape: str
    """One of `chart.SHAPES`, or `ring` for a source of which nothing is known."""
    colour: int
    """From 1 to 6; 0 for a source of which nothing is known."""
    names: tuple[Link, ...]
    """Who it is: what its articles share, or the speakers of its only article, or that article."""
    articles: int
    is_known: bool
    """False where nothing is known of where its articles have it from; then it is not counted as independent."""


class Remark(NamedTuple):
    """Why a figure differs from others, or is not compared with them."""

    reason: str
    """`differ-date` or `differ-period`, by the time that they share; or a `figures.Verdict`; or `own-time-unknown`."""
    figures: tuple[Link, ...]
    """The others, each with its speaker and its time."""
    more: int
    """How many others there are that are not named."""


class ComparedFigure(NamedTuple):
    """A figure among the others on its measure."""

    row: FigureRow
    anchor: str
    converted: str | None
    """In the unit that most of the others have, after `=` or `≈`; None where that is its own or it does not convert."""
    source: SourceMark
    differs: Remark | None
    apart: tuple[Remark, ...]


class Tick(NamedTuple):
    """A number on a scale."""

    at: str
    """Per cent of the scale's length."""
    label: str
    anchor: str
    """`start`, `middle` or `end`: how the label stands to its place."""
    is_zero: bool


class ChartRow(NamedTuple):
    """A figure drawn on a scale. Places are per cent of the scale's length."""

    value: str
    speaker: str
    speaker_short: str
    """Cut to what fits on a narrow screen."""
    time: str
    shape: str
    colour: int
    points: tuple[str, ...]
    """Where the figure's own numbers are: two for a range."""
    start: str
    """Where the numbers that it allows begin."""
    start_end: str
    """How that end is drawn: `arrow` where it is open, `cap` where it is not one of the points, or empty."""
    end: str
    end_end: str
    differs: bool


class Chart(NamedTuple):
    """Figures in units that convert, drawn on one scale."""

    id: str
    """Unique on its page."""
    title: str
    description: str
    """What it shows, in words."""
    unit: str
    """Empty for per cent."""
    height: int
    """In rows: one for the scale and one for each figure."""
    ticks: tuple[Tick, ...]
    rows: tuple[ChartRow, ...]


class Comparison(NamedTuple):
    """All figures on one measure, side by side."""

    measure: Link
    anchor: str
    figures: tuple[ComparedFigure, ...]
    cited: tuple[str, ...]
    """Anchors of those that the page's own text cites."""
    has_differing: bool
    """Some of them differ from others."""
    charts: tuple[Chart, ...]
    """One for each set of units that convert."""
    sources: tuple[SourceMark, ...]
    source_count: SourceCount


class Voice(NamedTuple):
    """One article that makes a statement."""

    card: ArticleCard
    claim: Link
    """The claim on its article's page, in words."""
    said_by: tuple[Link, ...]
    """Empty where the statement is the article's own."""


class StatementView(NamedTuple):
    """A statement with all articles that make it."""

    text: Text
    voices: tuple[Voice, ...]
    source_count: SourceCount


class Contradiction(NamedTuple):
    """Statements that cannot all be true."""

    sides: tuple[StatementView, ...]
    """One, and those that contradict it."""


class Share(NamedTuple):
    """How many articles come from one outlet, or are in one language."""

    name: Text | None
    """None where it is not known."""
    href: str | None
    articles: int


class Gaps(NamedTuple):
    """What the statements of a briefing rest on, and where that is little."""

    languages: tuple[Share, ...]
    outlets: tuple[Share, ...]
    statements: int
    """Statements cited."""
    one_origin: tuple[StatementView, ...]
    """Those that no second source makes."""
    one_language: tuple[StatementView, ...]
    """Those that are made in articles of one language alone."""


class CitedClaim(NamedTuple):
    """A claim in a briefing's list of sources."""

    statement: Text
    href: str
    evidence: Text


class Source(NamedTuple):
    """An article in a briefing's list of sources."""

    number: int
    anchor: str
    card: ArticleCard
    original_title: Text | None
    same_as: int | None
    """Number of the source that this one is a translation or reprint of."""
    returns: tuple[str, ...]
    """Links back to the citations."""
    claims: tuple[CitedClaim, ...]


class Correction(NamedTuple):
    """A correction of a briefing."""

    date: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class BriefingPage(Page):
    """A briefing."""

    headline: str
    lede: str
    date: str
    updated: str | None
    authors: str | None
    """As a list in a sentence."""
    body: Html
    topics: tuple[Link, ...]
    entities: tuple[Link, ...]
    figures: tuple[Comparison, ...]
    """All figures on each measure of which it cites one."""
    sources: tuple[Source, ...]
    source_count: SourceCount
    languages: str
    """Languages of the sources, as a list in a sentence."""
    agreements: tuple[StatementView, ...]
    """Statements cited that several sources make; whether they are independent, the counts say."""
    repeated: tuple[StatementView, ...]
    """Statements cited that several articles make, but one source."""
    contradictions: tuple[Contradiction, ...]
    gaps: Gaps
    gaps_href: str
    """Of the edition's list of statements that rest on a single origin."""
    corrections: tuple[Correction, ...]
    timeline: Timeline


class ProofView(NamedTuple):
    """What the record says of one passage."""

    state: str
    """`verified`, `changed` or `unverified`."""
    day: str | None
    """When it was found in the archived text, or what stood in its place before; None where it is unverified."""


class VerificationView(NamedTuple):
    """How much of an article is verified, and when that was done."""

    passages: int
    verified: int
    changed: int
    unverified: int
    first: str | None
    """The day on which the first of the verified passages was found; None where none is verified."""
    last: str | None
    """The day on which the last was found."""
    has_text: bool
    """There is an archived text that they can be looked up in."""


class ChainStep(NamedTuple):
    """A part of the way from a speaker to an article."""

    role: str
    """`speaker`, `carrier`, `original` or `article`."""
    links: tuple[Link, ...]
    """Empty where the speaker is not named."""


class ClaimView(NamedTuple):
    """A claim on its article's page."""

    anchor: str
    statement: str
    chain: tuple[ChainStep, ...]
    """From the speaker to the article."""
    quote: Text | None
    translation: str | None
    """Of the quote."""
    figure: str | None
    scope: Text | None
    """The part of the measure that the figure is about."""
    time: str | None
    """Of the figure."""
    evidence: Text
    evidence_proof: ProofView | None
    """None where the article has no archived text; likewise below."""
    quote_proof: ProofView | None
    passage: str | None
    """Address of the passage in the article."""
    archived_passage: str | None
    """Address of the passage in a public archived copy."""
    others: tuple[Voice, ...]
    """Other articles that make the same statement."""
    source_count: SourceCount
    against: tuple[StatementView, ...]
    """Statements that contradict it."""


class EventView(NamedTuple):
    """An event on its article's page."""

    anchor: str
    date: str
    text: str
    entities: tuple[Link, ...]
    evidence: Text
    proof: ProofView | None


class NoteView(NamedTuple):
    """What the desk noticed about an article."""

    kind: str
    """A kind of note, as in the content."""
    text: str
    evidence: Text | None
    proof: ProofView | None


class OriginView(NamedTuple):
    """What an article goes back to."""

    kind: str
    of: Link | None
    outlet: Link | None
    language: str | None
    via: tuple[Link, ...]
    inferred: bool


class ImageView(NamedTuple):
    """Credit for a picture that is not shown."""

    shows: str
    credit: str
    licence: str | None
    licence_url: str | None
    via: str | None


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """A name as an article spells it."""

    name: Link
    """The entity, or the article, that it belongs to."""
    spelling: Text


@dataclass(frozen=True, kw_only=True)
class VerifiedSpelling(Spelling):
    """A name on the page of the article that spells it so."""

    proof: ProofView | None


@dataclass(frozen=True, kw_only=True)
class ArticlePage(Page):
    """An article: what it says and what is known of it."""

    headline: str
    original_title: Text | None
    outlet: Link | None
    authors: str | None
    language: str
    language_tag: str
    published: str | None
    limits: str | None
    """Of an unknown date of publication."""
    url: str | None
    archived_url: str | None
    origin: OriginView
    archived_file: str | None
    archived_digest: str | None
    verification: VerificationView | None
    """None where the article has no passages."""
    image: ImageView | None
    summary: Html
    key_points: tuple[str, ...]
    claims: tuple[ClaimView, ...]
    figures: tuple[FigureRow, ...]
    events: tuple[EventView, ...]
    notes: tuple[NoteView, ...]
    spellings: tuple[VerifiedSpelling, ...]
    topics: tuple[Link, ...]
    entities: tuple[EntityGroup, ...]
    cited_by: tuple[BriefingCard, ...]
    versions: tuple[ArticleCard, ...]
    """Translations and reprints of it."""
    related: tuple[ArticleCard, ...]


class OtherName(NamedTuple):
    """An entity's name in another language."""

    language: str
    name: Text


@dataclass(frozen=True, kw_only=True)
class EntityPage(Page):
    """A person, organisation or place."""

    name: Text
    kind: str
    summary: Text | None
    unnamed: bool
    other_names: tuple[OtherName, ...]
    spellings: tuple[Spelling, ...]
    briefings: tuple[BriefingCard, ...]
    says: tuple[StatementView, ...]
    """Statements that it makes."""
    carries: tuple[StatementView, ...]
    """Statements that it passes on."""
    told_of: tuple[StatementView, ...]
    """Statements that are about it."""
    articles: tuple[ArticleCard, ...]
    figures: tuple[FigureRow, ...]
    """In claims that it makes or passes on, or that are about it."""
    timeline: Timeline


@dataclass(frozen=True, kw_only=True)
class OutletPage(Page):
    """An outlet."""

    name: Text
    summary: Text | None
    url: str | None
    language: str | None
    country: str | None
    articles: tuple[ArticleCard, ...]
    origin_of: tuple[ArticleCard, ...]
    """Articles that go back to a text of it."""


@dataclass(frozen=True, kw_only=True)
class TopicPage(Page):
    """A topic."""

    name: Text
    summary: Text | None
    briefings: tuple[BriefingCard, ...]
    articles: tuple[ArticleCard, ...]
    timeline: Timeline


@dataclass(frozen=True, kw_only=True)
class MeasurePage(Page):
    """A measure, with every figure on it side by side."""

    name: Text
    comparison: Comparison | None
    """None where no article puts a number on it."""
    source_count: SourceCount


class OneOrigin(NamedTuple):
    """Statements that the same articles alone make."""

    articles: tuple[ArticleCard, ...]
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, kw_only=True)
class GapsPage(Page):
    """An edition's statements that rest on a single origin."""

    statements: int
    """Statements of the whole site."""
    one_origin: int
    """Those among them that rest on a single origin."""
    origins: tuple[OneOrigin, ...]


@dataclass(frozen=True, kw_only=True)
class PlainPageView(Page):
    """A page in ordinary Markdown."""

    headline: str
    body: Html


class Greeting(NamedTuple):
    """A locale on the page where one is chosen."""

    locale: str
    direction: str
    name: str
    invitation: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ChooserPage(Page):
    """The page at the root, on which a language is chosen."""

    greetings: tuple[Greeting, ...]


@dataclass(frozen=True, kw_only=True)
class NotFoundPage(Page):
    """What a web server shows where there is no page."""

    greetings: tuple[Greeting, ...]
    """Each with the sentence that there is no such page."""


class Plural(NamedTuple):
    """A form that words take beside a number."""

    category: str
    """As CLDR names it, and as a browser does: `one`, `few`, `other`."""
    number: int
    """A number beside which they take it."""


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """The page on which an edition is searched."""

    script: str
    """Link to the script that searches."""
    root: str
    """Link to the site's root, which the paths of what is found begin from."""
    bundles: tuple[str, ...]
    """Links to the folders of the index."""
    plurals: tuple[Plural, ...]
    """The forms in which results are counted."""


class Telling(NamedTuple):
    """An article that tells of an event, with its passage."""

    card: ArticleCard
    """Its headline leads to the event on the article's page."""
    evidence: Text


class Wording(NamedTuple):
    """What one or more articles say of an event, in the same words."""

    date: str | None
    """The date that these articles give; None where all articles give the date of the entry."""
    text: Text
    tellings: tuple[Telling, ...]


class Told(NamedTuple):
    """An event with all that articles say of it."""

    anchor: str
    date: str
    wordings: tuple[Wording, ...]
    entities: tuple[Link, ...]
    source_count: SourceCount


class TimelineEntry(NamedTuple):
    """An event in a timeline."""

    number: int
    """Its place, from 1; the drawing names it by this."""
    told: Told


class TimelineYear(NamedTuple):
    """The events of one year, or those of a decade or century of which no year is known."""

    name: str
    entries: tuple[TimelineEntry, ...]


class AxisLabel(NamedTuple):
    """A text under the axis of a drawing."""

    x: str
    """Percentage of the drawing's width."""
    text: str
    anchor: str
    """Which end of the text stands there: SVG's `start`, `middle` or `end`."""


class Axis(NamedTuple):
    """The division of a drawing's time, for drawings of some width."""

    ticks: tuple[str, ...]
    """Where the days, months or years of a finer division begin, as percentages of the drawing's width."""
    lines: tuple[str, ...]
    """Likewise of the division that has names."""
    names: tuple[AxisLabel, ...]
    """Of the days, months or years at the lines."""
    wholes: tuple[AxisLabel, ...]
    """What these are part of, beneath them: the month of a day, the year of a month."""


class Mark(NamedTuple):
    """An event in a drawing."""

    kind: str
    """`day`, `period` (all the time between two days) or `within` (some time between them). Of an open range: its known end."""
    begin: str
    """Percentage of the drawing's width."""
    end: str
    """Likewise."""
    width: str
    """From the one to the other; never nothing."""
    opens: str
    """`before` or `after` where the time before or after that goes on, as far as is known; otherwise empty."""
    is_hollow: bool
    """The date is inferred or approximate."""
    y: int
    number: int
    """Of its entry in the list."""
    href: str
    """To its entry in the list."""
    title: Text


class Column(NamedTuple):
    """How many events begin in a unit of time, where there are too many to draw each."""

    x: str
    """Percentage of the drawing's width, as are the next two."""
    middle: str
    width: str
    y: int
    height: int
    events: int
    href: str
    """To the first of them in the list."""
    is_highest: bool


class Overview(NamedTuple):
    """A drawing of a timeline; lengths are in CSS pixels unless they are percentages."""

    first: str
    """Date of the first event."""
    last: str
    """Date of the last event."""
    height: int
    floor: int
    """Where the axis lies, from the top."""
    narrow: Axis
    """For the width of a telephone."""
    broad: Axis
    """For wider windows."""
    marks: tuple[Mark, ...]
    columns: tuple[Column, ...]
    """In place of marks, where there are too many events to draw each."""


class Timeline(NamedTuple):
    """Events in the order of time."""

    years: tuple[TimelineYear, ...]
    events: int
    overview: Overview | None
    """None where there are only a few events."""
    whole: Link
    """The timeline of the whole edition."""


@dataclass(frozen=True, kw_only=True)
class TimelinePage(Page):
    """The timeline of the whole edition."""

    timeline: Timeline
