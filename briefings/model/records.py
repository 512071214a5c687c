"""The shape of what editors write, one model a kind of file.

Every scalar arrives as text (the reader gives no YAML type to anything), so that the schema alone decides what is a number, a
date or an id. The models forbid unknown keys and are frozen. What a record means together with others is checked in `check`.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, get_type_hints

import msgspec

from briefings.model.fields import (
    ArchivePath,
    Boolean,
    Date,
    Digest,
    Encoding,
    Id,
    Labels,
    Line,
    Markdown,
    Number,
    Passage,
    Reference,
    Url,
    Validator,
    at_least_one,
    line,
    passage,
)
from briefings.model.passage import passage_parts


class Record(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The base of all models."""

    def values(self) -> dict[str, Any]:
        """Return the values of the fields by name; records in them stay records."""
        return msgspec.structs.asdict(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return how pydantic makes a record of keys and values."""
        from pydantic_core import core_schema  # here, as above

        required = required_fields(cls)
        fields = {
            name: core_schema.typed_dict_field(handler.generate_schema(hint), required=name in required)
            for name, hint in get_type_hints(cls, include_extras=True).items()
        }
        shape = core_schema.typed_dict_schema(fields, extra_behavior="forbid")
        return core_schema.no_info_after_validator_function(lambda values: cls(**values), shape)


def required_fields(model: type[Record]) -> list[str]:
    """Return the fields of a model that have no default."""
    return [field.name for field in msgspec.structs.fields(model) if field.required]


class Origin(Record, frozen=True, kw_only=True):
    """The reporting that an article goes back to."""

    kind: Literal["own", "translation", "reprint", "agency", "unknown"]
    of: Id | None = None
    """The article here that it is a translation or reprint of."""
    outlet: Id | None = None
    """The outlet of the text that it goes back to, where that text is not here."""
    language: Line | None = None
    """BCP 47 tag of the text that it goes back to, where that text is not here."""
    via: tuple[Id, ...] = ()
    """Agencies, the one closest to the event first."""
    inferred: Boolean = False
    """The desk's conclusion, not stated by the article."""


class Archived(Record, frozen=True, kw_only=True):
    """The archived text that evidence is looked up in; it is never part of the site."""

    file: ArchivePath
    """Path within the archive."""
    sha256: Digest | None = None
    """Of the file's bytes; `briefings verify --fix` writes it."""
    encoding: Encoding | None = None
    """Its name in IANA's register, where the file is not in UTF-8 or UTF-16."""


class Image(Record, frozen=True, kw_only=True):
    """Who made the article's picture and on which terms it may be used, where the article says so."""

    credit: Line
    licence: Line | None = None
    """SPDX identifier, such as CC-BY-4.0."""
    via: Line | None = None


Voice = Literal["unnamed", "article"]
"""Whose a statement is where nobody is named: somebody's whom the article does not name, or the article's own."""

Qualifier = Literal["about", "nearly", "at-least", "at-most", "more-than", "less-than"]


Amount = Literal[
    "several",
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "tens-of-thousands",
    "hundreds-of-thousands",
    "millions",
    "tens-of-millions",
    "hundreds-of-millions",
    "billions",
]
"""Words for a number; each means a range and is never turned into digits."""


class Figure(Record, frozen=True, kw_only=True):
    """One article's number for one measure."""

    measure: Id
    value: Number | None = None
    amount: Amount | None = None
    """In place of a value: the words that the article has for a number."""
    to: Number | None = None
    """The upper end, where the article gives a range."""
    qualifier: Qualifier | None = None
    unit: Id
    scope: Id | None = None
    """What part of the measure it is about, where it is not the whole: one of the measure's scopes."""
    as_of: Date | None = None
    period: Date | None = None
    dated_by: Literal["article"] | None = None
    """Whose the date or period is, where it is not the speaker's who gives the number."""

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers that the article gives: two for a range, none where it has a word."""
        return tuple(number for number in (self.value, self.to) if number is not None)

    def converted(self, value: Decimal, to: Decimal | None, unit: str) -> "Figure":
        """Return the figure with its numbers in another unit."""
        return msgspec.structs.replace(self, value=value, to=to, unit=unit)


class Evidence(Record, frozen=True, kw_only=True):
    """A passage of the original; written as a text where no more than its words need be said."""

    exact: Passage
    """`start … end`."""
    prefix: Line | None = None
    """What stands right before it, where the words stand in the article more than once."""
    suffix: Line | None = None
    """What stands right after it."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The words between its gaps."""
        return passage_parts(self.exact)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return how pydantic makes evidence of a text, or of keys and values."""
        from pydantic_core import core_schema  # here, as above

        def shaped(value: object, of_mapping: Callable[[object], Evidence]) -> Evidence:
            if isinstance(value, str):
                return cls(exact=passage(value))
            if not isinstance(value, dict):
                raise ValueError("expected a text")
            return of_mapping(value)

        return core_schema.no_info_wrap_validator_function(shaped, super().__get_pydantic_core_schema__(source, handler))


class Claim(Record, frozen=True, kw_only=True):
    """One statement that an article reports; a quote where `quote` is given."""

    said_by: tuple[Id, ...] = ()
    """Entities; none where nobody is named."""
    voice: Voice | None = None
    """Where nobody is named: `unnamed`, or `article`, which is also what nothing means."""
    through: tuple[Id, ...] = ()
    """Entities that carried it, the one closest to the speaker first."""
    attribution: Evidence | None = None
    """The passage that says who makes the statement or who carried it, where `evidence` does not."""
    about: tuple[Id, ...] = ()
    """Entities that it says something of."""
    quote: Line | None = None
    """Somebody's own words, as the article prints them."""
    figure: Figure | None = None
    same_as: tuple[Reference, ...] = ()
    """Claims of other articles that say the same."""
    contradicts: tuple[Reference, ...] = ()
    """Claims that cannot be true if this one is."""
    evidence: Evidence
    """The passage of the original that carries it."""

    @property
    def speakers(self) -> frozenset[str]:
        """Who says it, in no order; nobody where nobody is named."""
        return frozenset(self.said_by)


class Event(Record, frozen=True, kw_only=True):
    """Something that happened on a date, as somebody reports it."""

    date: Date
    said_by: tuple[Id, ...] = ()
    """Entities that report it; none where nobody is named."""
    voice: Voice | None = None
    """Where nobody is named: `unnamed`, or `article`, which is also what nothing means."""
    through: tuple[Id, ...] = ()
    """Entities that carried the report, the one closest to the speaker first."""
    attribution: Evidence | None = None
    """The passage that says who reports it or who carried it, where `evidence` does not."""
    entities: tuple[Id, ...] = ()
    same_as: tuple[Reference, ...] = ()
    """Events of other articles that are the same event."""
    evidence: Evidence


NoteKind = Literal["unknown", "inferred", "discrepancy", "unattributed", "translation", "spelling", "outdated", "comment"]


class Note(Record, frozen=True, kw_only=True):
    """What the desk noticed about an article."""

    kind: NoteKind
    evidence: Evidence | None = None


class Agent(Record, frozen=True, kw_only=True):
    """Who wrote or owns something; written as a text where no more than a name is known."""

    name: Line | None = None
    """As printed; needed where there is no entity."""
    entity: Id | None = None
    """Who it is, where the desk has an entity for it."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return how pydantic makes an agent of a text, or of keys and values."""
        from pydantic_core import core_schema  # here, as above

        def shaped(value: object, of_mapping: Callable[[object], Agent]) -> Agent:
            if isinstance(value, str):
                return cls(name=line(value))
            if not isinstance(value, dict) or not value:
                raise ValueError("expected a name, or an entity such as {entity: jane-doe}")
            return of_mapping(value)

        return core_schema.no_info_wrap_validator_function(shaped, super().__get_pydantic_core_schema__(source, handler))


Status = Literal["draft", "published"]


class ArticleFacts(Record, frozen=True, kw_only=True):
    """`articles/<id>/article.yaml`."""

    language: Line
    """BCP 47 tag of the article itself."""
    title: Line | None = None
    """As printed."""
    outlet: Id | None = None
    co_publishers: tuple[Id, ...] = ()
    """Outlets that published it together with `outlet`: one article, and one source."""
    authors: tuple[Agent, ...] = ()
    url: Url | None = None
    archived_url: Url | None = None
    """Of a public archived copy."""
    page: Line | None = None
    """Of a printed edition, as printed: `A4`, `3–5`."""
    section: Line | None = None
    """The part of the outlet that it appeared in, as the outlet calls it."""
    read: Date | None = None
    """When the desk read it."""
    published: Date | None = None
    modified: Date | None = None
    """When the publisher last changed it, as the article states it."""
    published_within: Date | None = None
    """Limits that the text sets to an unknown date of publication."""
    written_in: str | None = None
    status: Status = "published"
    """A draft is checked and left out of the site."""
    origin: Origin
    archived: Archived | None = None
    image: Image | None = None
    topics: tuple[Id, ...] = ()
    entities: tuple[Id, ...] = ()
    spellings: Mapping[Id, tuple[Line, ...]] = {}
    """Other spellings of entities' names that the article uses, by entity."""
    claims: Mapping[Id, Claim] = {}
    events: Mapping[Id, Event] = {}
    notes: Mapping[Id, Note] = {}

    def statements(self) -> Iterator[tuple[Literal["claims", "events"], str, Claim | Event]]:
        """Yield the claims, then the events, each with the field that it stands in and its id."""
        for claim_id, claim in self.claims.items():
            yield "claims", claim_id, claim
        for event_id, event in self.events.items():
            yield "events", event_id, event

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that published it, none where that is not known."""
        return (self.outlet, *self.co_publishers) if self.outlet else ()


class ArticleText(Record, frozen=True, kw_only=True):
    """`articles/<id>/<locale>.yaml`."""

    headline: Line
    summary: Markdown
    key_points: Annotated[tuple[Line, ...], Validator(at_least_one)]
    image: Line | None = None
    """What the article's picture shows."""
    claims: Mapping[Id, Line] = {}
    quotes: Mapping[Id, Line] = {}
    """Translations of the quotes, where the article is in another language."""
    ties: Mapping[Id, Line] = {}
    """Why a claim is tied to one of another speaker, by the claim whose `same_as` ties it."""
    events: Mapping[Id, Line] = {}
    notes: Mapping[Id, Line] = {}


class Correction(Record, frozen=True, kw_only=True):
    """A change made to a briefing after it was published."""

    date: Date


class BriefingFacts(Record, frozen=True, kw_only=True):
    """`briefings/<id>/briefing.yaml`."""

    topics: tuple[Id, ...] = ()
    entities: tuple[Id, ...] = ()
    published: Date
    updated: Date | None = None
    authors: tuple[Line, ...] = ()
    status: Status = "published"
    """A draft is checked and left out of the site."""
    written_in: str | None = None
    corrections: Mapping[Id, Correction] = {}


class BriefingText(Record, frozen=True, kw_only=True):
    """`briefings/<id>/<locale>.yaml`."""

    title: Line
    lede: Line
    body: Markdown
    corrections: Mapping[Id, Line] = {}


OutletKind = Literal[
    "newspaper", "magazine", "journal", "agency", "broadcaster", "website", "channel", "government", "organisation"
]
"""What an outlet is; a `channel` is one of a social network, and who owns it says whose it is."""


class Outlet(Record, frozen=True, kw_only=True):
    """`outlets/<id>.yaml`."""

    name: Line
    names: Labels = {}
    """In other languages or scripts, by BCP 47 tag; an edition in one of them shows it in place of `name`."""
    kind: OutletKind | None = None
    owner: Agent | None = None
    url: Url | None = None
    other_urls: tuple[Url, ...] = ()
    """Its further addresses: of other editions, of its channels."""
    language: Line | None = None
    """BCP 47 tag."""
    country: Line | None = None
    """ISO 3166-1 alpha-2."""
    countries: tuple[Line, ...] = ()
    """In place of `country`: several, or a region by its UN M.49 code, such as 001 for the world."""
    description: Labels = {}

    @property
    def places(self) -> tuple[str, ...]:
        """The countries or regions that it is in."""
        return (self.country,) if self.country else self.countries


EntityKind = Literal["person", "organisation", "place", "document", "event", "thing"]
"""What an entity is: a law is a document, a war or a summit an event, a ship or a type of weapon a thing."""


class Entity(Record, frozen=True, kw_only=True):
    """`entities/<id>.yaml`."""

    kind: EntityKind
    part_of: Id | None = None
    """The entity that it is a part of: a department's ministry, a town's country, a ship's fleet; no person is one."""
    country: Line | None = None
    """ISO 3166-1 alpha-2, where the entity is a country; then its names come from CLDR."""
    unnamed: Boolean = False
    """The sources speak of it without giving its name."""
    names: Labels = {}
    aliases: Mapping[str, tuple[Line, ...]] = {}
    """Its other names, by BCP 47 tag."""
    description: Labels = {}


class Topic(Record, frozen=True, kw_only=True):
    """`topics/<id>.yaml`."""

    broader: Id | None = None
    """The topic that it is a part of (skos:broader)."""
    names: Labels
    description: Labels = {}


class UnitNames(Record, frozen=True, kw_only=True):
    """A unit's name by CLDR plural category; `other` is the one that every language has."""

    zero: Line | None = None
    one: Line | None = None
    two: Line | None = None
    few: Line | None = None
    many: Line | None = None
    other: Line

    def by_category(self) -> Mapping[str, str]:
        """Return the names that are given, by plural category."""
        return {category: name for category, name in self.values().items() if name}


class Measure(Record, frozen=True, kw_only=True):
    """`measures/<id>.yaml`."""

    names: Labels
    units: Mapping[Id, Mapping[str, UnitNames]]
    """By unit, then by locale; the unit `percent` needs no names."""
    factors: Mapping[Id, Number] = {}
    """By unit: how many of the same smallest thing one of the unit is. Units that both have a factor can be compared."""
    scopes: Mapping[Id, Labels] = {}
    """Parts of the measure that figures are about, by id; figures on different parts are not compared."""


class PageFacts(Record, frozen=True, kw_only=True):
    """The front matter of `pages/<locale>/<name>.md`."""

    title: Line
    description: Line


class PageText(PageFacts, frozen=True, kw_only=True):
    """`pages/<locale>/<name>.md`."""

    markdown: str
    """What follows the front matter."""


FIELD_NAMES = frozenset(
    field.name
    for model in list(vars().values())
    if isinstance(model, type) and issubclass(model, Record)
    for field in msgspec.structs.fields(model)
)
"""Every field of every model: the keys that a content file may have, but for ids and locales."""
