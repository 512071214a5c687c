"""The shape of what editors write, one model a kind of file.

Every scalar arrives as text (the reader gives no YAML type to anything), so that the schema alone decides what is a number, a
date or an id. The models forbid unknown keys and are frozen. What a record means together with others is checked in `check`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import chain
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from briefings.model import edtf, reference

MAX_LINE = 1_000
"""Characters in a text of one line."""
MAX_MARKDOWN = 40_000
"""Characters in a Markdown text."""

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
"""An id: the last segment of an address, so lower case, digits and single hyphens."""


def _error(message: str, **context: object) -> PydanticCustomError:
    return PydanticCustomError("briefings", message, context)


def _written_as(pattern: re.Pattern[str], expected: str, limit: int = MAX_LINE) -> AfterValidator:
    """Return a validator of texts of at most `limit` characters that a pattern matches as a whole."""

    def validate(text: str) -> str:
        if not pattern.fullmatch(text) or len(text) > limit:
            raise _error(expected)
        return text

    return AfterValidator(validate)


def _markdown(text: str, limit: int) -> str:
    if not text.strip():
        raise _error("expected a text, found nothing")
    if len(text) > limit:
        raise _error("expected at most {limit} characters, found {found}", limit=limit, found=len(text))
    return text


def _line(text: str) -> str:
    if "\n" in text.strip():
        raise _error("expected a text of one line")
    return _markdown(text, MAX_LINE).strip()


def _date(value: object) -> edtf.Date:
    if isinstance(value, edtf.Date):
        return value
    if not isinstance(value, str):
        raise _error("expected a date such as 2023-10-16, 2023-10 or 2023-09-07/2023-10-01")
    if value == "":
        raise _error("expected a date such as 2023-10-16, found nothing")
    try:
        return edtf.parse(value)
    except edtf.BadDate as error:
        raise PydanticCustomError(
            "date", "'{found}' {why}; expected a date such as 2023-10-16, 2023-10 or 2023-09-07/2023-10-01",
            {"found": value[:40], "why": str(error)},
        ) from None  # fmt: skip


def _reference(value: object) -> reference.Reference:
    if isinstance(value, reference.Reference):
        return value
    if isinstance(value, str) and (pointer := reference.parse(value)):
        return pointer
    raise _error("expected an article and one of its ids with a colon between them, such as some-article:some-claim")


def _boolean(value: object) -> object:
    if value not in ("true", "false", True, False):
        raise _error("expected true or false")
    return value


def _number(value: object) -> object:
    # 1.000 is a thousand to some and one to others.
    if not isinstance(value, Decimal | str) or (
        isinstance(value, str)
        and (not re.fullmatch(r"-?(0|[1-9]\d{0,14})(\.\d{1,6})?", value, re.ASCII) or re.fullmatch(r"-?\d{1,3}\.\d{3}", value))
    ):
        raise _error("expected a number written in digits alone, such as 9000000 or 2.5")
    return value


_URL = re.compile(r"https?://[^\s<>\"'\\^`{}|/?#@]+([/?#][^\s<>\"\\^`{}|]*)?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")

Id = Annotated[str, _written_as(ID, "expected an id: lower-case letters, digits and single hyphens", 100)]
Line = Annotated[str, AfterValidator(_line)]
Markdown = Annotated[str, AfterValidator(lambda text: _markdown(text, MAX_MARKDOWN))]
Date = Annotated[edtf.Date, BeforeValidator(_date)]
Reference = Annotated[reference.Reference, BeforeValidator(_reference)]
Boolean = Annotated[bool, BeforeValidator(_boolean)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Url = Annotated[str, _written_as(_URL, "expected an address that begins with https:// or http://", 2_000)]
Digest = Annotated[str, _written_as(_DIGEST, "expected a SHA-256 checksum: 64 digits and letters a to f")]
FileName = Annotated[str, _written_as(_FILE_NAME, "expected the name of a file, without folders")]
Labels = Mapping[str, Line]
"""A text for each of several locales, by locale."""


class Record(BaseModel):
    """The base of all models."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def __getstate__(self) -> dict[Any, Any]:
        """Return the fields alone, without pydantic's set of those that were written."""
        return self.__dict__

    def __setstate__(self, state: dict[Any, Any]) -> None:
        """Set the fields one by one: so all records of a model share one table of field names, which saves memory."""
        set_ = object.__setattr__
        for name, value in chain(state.items(), _UNREAD.items()):
            set_(self, name, value)


_UNREAD: Mapping[str, Any] = {"__pydantic_fields_set__": set(), "__pydantic_extra__": None, "__pydantic_private__": None}
"""What pydantic keeps beside the fields, which nobody reads: one for all records, of which there are many thousand."""


class Origin(Record):
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


class Archived(Record):
    """The archived text that evidence is looked up in; it is never part of the site."""

    file: FileName
    sha256: Digest


class Image(Record):
    """Who made the article's picture and on which terms it may be used, where the article says so."""

    credit: Line
    licence: Line | None = None
    """SPDX identifier, such as CC-BY-4.0."""
    via: Line | None = None


Qualifier = Literal["about", "nearly", "at-least", "at-most", "more-than", "less-than"]


class Figure(Record):
    """One article's number for one measure."""

    measure: Id
    value: Number
    to: Number | None = None
    """The upper end, where the article gives a range."""
    qualifier: Qualifier | None = None
    unit: Id
    scope: Id | None = None
    """What part of the measure it is about, where it is not the whole: one of the measure's scopes."""
    as_of: Date | None = None
    period: Date | None = None


class Claim(Record):
    """One statement that an article reports; a quote where `quote` is given."""

    said_by: tuple[Id, ...] = ()
    """Entities; none where the statement is the article's own."""
    through: tuple[Id, ...] = ()
    """Entities that carried it, the one closest to the speaker first."""
    about: tuple[Id, ...] = ()
    """Entities that it says something of."""
    quote: Line | None = None
    """Somebody's own words, as the article prints them."""
    figure: Figure | None = None
    same_as: tuple[Reference, ...] = ()
    """Claims of other articles that say the same."""
    contradicts: tuple[Reference, ...] = ()
    """Claims that cannot be true if this one is."""
    evidence: Line
    """The passage of the original: `start … end`."""


class Event(Record):
    """Something that happened on a date."""

    date: Date
    entities: tuple[Id, ...] = ()
    same_as: tuple[Reference, ...] = ()
    """Events of other articles that are the same event."""
    evidence: Line


NoteKind = Literal["unknown", "inferred", "discrepancy", "unattributed", "translation", "spelling", "outdated", "comment"]


class Note(Record):
    """What the desk noticed about an article."""

    kind: NoteKind
    evidence: Line | None = None


class ArticleFacts(Record):
    """`articles/<id>/article.yaml`."""

    language: Line
    """BCP 47 tag of the article itself."""
    title: Line | None = None
    """As printed."""
    outlet: Id | None = None
    authors: tuple[Line, ...] = ()
    url: Url | None = None
    archived_url: Url | None = None
    """Of a public archived copy."""
    published: Date | None = None
    published_within: Date | None = None
    """Limits that the text sets to an unknown date of publication."""
    written_in: str | None = None
    origin: Origin
    archived: Archived | None = None
    image: Image | None = None
    topics: tuple[Id, ...] = ()
    entities: tuple[Id, ...] = ()
    spellings: Mapping[Id, tuple[Line, ...]] = Field(default_factory=dict)
    """Other spellings of entities' names that the article uses, by entity."""
    claims: Mapping[Id, Claim] = Field(default_factory=dict)
    events: Mapping[Id, Event] = Field(default_factory=dict)
    notes: Mapping[Id, Note] = Field(default_factory=dict)


class ArticleText(Record):
    """`articles/<id>/<locale>.yaml`."""

    headline: Line
    summary: Markdown
    key_points: tuple[Line, ...] = Field(min_length=1)
    image: Line | None = None
    """What the article's picture shows."""
    claims: Mapping[Id, Line] = Field(default_factory=dict)
    quotes: Mapping[Id, Line] = Field(default_factory=dict)
    """Translations of the quotes, where the article is in another language."""
    events: Mapping[Id, Line] = Field(default_factory=dict)
    notes: Mapping[Id, Line] = Field(default_factory=dict)


class Correction(Record):
    """A change made to a briefing after it was published."""

    date: Date


class BriefingFacts(Record):
    """`briefings/<id>/briefing.yaml`."""

    topics: tuple[Id, ...] = ()
    entities: tuple[Id, ...] = ()
    published: Date
    updated: Date | None = None
    authors: tuple[Line, ...] = ()
    status: Literal["draft", "published"] = "published"
    """A draft is checked and left out of the site."""
    written_in: str | None = None
    corrections: Mapping[Id, Correction] = Field(default_factory=dict)


class BriefingText(Record):
    """`briefings/<id>/<locale>.yaml`."""

    title: Line
    lede: Line
    body: Markdown
    corrections: Mapping[Id, Line] = Field(default_factory=dict)


class Outlet(Record):
    """`outlets/<id>.yaml`."""

    name: Line
    url: Url | None = None
    language: Line | None = None
    """BCP 47 tag."""
    country: Line | None = None
    """ISO 3166-1 alpha-2."""
    description: Labels = Field(default_factory=dict)


class Entity(Record):
    """`entities/<id>.yaml`."""

    kind: Literal["person", "organisation", "place"]
    country: Line | None = None
    """ISO 3166-1 alpha-2, where the entity is a country; then its names come from CLDR."""
    unnamed: Boolean = False
    """The sources speak of it without giving its name."""
    names: Labels = Field(default_factory=dict)
    description: Labels = Field(default_factory=dict)


class Topic(Record):
    """`topics/<id>.yaml`."""

    names: Labels
    description: Labels = Field(default_factory=dict)


class UnitNames(Record):
    """A unit's name by CLDR plural category; `other` is the one that every language has."""

    zero: Line | None = None
    one: Line | None = None
    two: Line | None = None
    few: Line | None = None
    many: Line | None = None
    other: Line


class Measure(Record):
    """`measures/<id>.yaml`."""

    names: Labels
    units: Mapping[Id, Mapping[str, UnitNames]]
    """By unit, then by locale; the unit `percent` needs no names."""
    factors: Mapping[Id, Number] = Field(default_factory=dict)
    """By unit: how many of the same smallest thing one of the unit is. Units that both have a factor can be compared."""
    scopes: Mapping[Id, Labels] = Field(default_factory=dict)
    """Parts of the measure that figures are about, by id; figures on different parts are not compared."""


class PageFacts(Record):
    """The front matter of `pages/<locale>/<name>.md`."""

    title: Line
    description: Line
