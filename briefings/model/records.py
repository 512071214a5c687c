"""The shape of what editors write, one model a kind of file.

Every scalar arrives as text (the reader gives no YAML type to anything), so that the schema alone decides what is a number, a
date or an id. The models forbid unknown keys and are frozen. What a record means together with others is checked in `check`.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, get_type_hints

import msgspec

from briefings.diagnostics import shown
from briefings.model import edtf, reference
from briefings.model.passage import passage_parts

MAX_LINE = 1_000
"""Characters in a text of one line."""
MAX_MARKDOWN = 40_000
"""Characters in a Markdown text."""

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
"""An id: the last segment of an address, so lower case, digits and single hyphens."""


@dataclass(frozen=True)
class Validator:
    """A function that returns the value of what an editor wrote, and raises `ValueError` with what it expected."""

    validate: Callable[[Any], Any]
    takes_anything: bool = False
    """What has another type than the field is not refused before."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return how pydantic calls the function."""
        # Here, since a build that parses no file does without pydantic, whose import takes a tenth of a second.
        from pydantic_core import core_schema

        if self.takes_anything:
            return core_schema.no_info_plain_validator_function(self.validate)
        return core_schema.no_info_after_validator_function(self.validate, handler(source))


def _written_as(pattern: re.Pattern[str], expected: str, limit: int = MAX_LINE) -> Validator:
    """Return a validator of texts of at most `limit` characters that a pattern matches as a whole."""

    def validate(text: str) -> str:
        if not pattern.fullmatch(text) or len(text) > limit:
            raise ValueError(expected)
        return text

    return Validator(validate)


def _markdown(text: str, limit: int = MAX_MARKDOWN) -> str:
    if not text.strip():
        raise ValueError("expected a text, found nothing")
    if len(text) > limit:
        raise ValueError(f"expected at most {limit} characters, found {len(text)}")
    return text


def _line(text: str) -> str:
    if "\n" in text.strip():
        raise ValueError("expected a text of one line")
    return _markdown(text, MAX_LINE).strip()


EXPECTED_DATE = "expected a date such as 2023-10-16, 2023-10 or 2023-09-07/2023-10-01"


def _date(value: object) -> edtf.Date:
    if not isinstance(value, str):
        raise ValueError(EXPECTED_DATE)
    if value == "":
        raise ValueError("expected a date such as 2023-10-16, found nothing")
    return edtf.parse(value)


def _reference(value: object) -> reference.Reference:
    if isinstance(value, str) and (pointer := reference.parse(value)):
        return pointer
    raise ValueError("expected an article and one of its ids with a colon between them, such as some-article:some-claim")


def _boolean(value: object) -> bool:
    if value not in ("true", "false"):
        raise ValueError("expected true or false")
    return value == "true"


_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(?:\.(\d{1,6}))?", re.ASCII)
_LONG_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_NUMBER_WITH_SIGNS = re.compile(r"[-+−]?\d{0,15}(?:[., ’'\u00a0\u2009\u202f]\d{0,15}){0,6}", re.ASCII)


def _number(value: object) -> Decimal:
    if not isinstance(value, str) or not _NUMBER.fullmatch(value) or len(_meant_numbers(value)) > 1:
        raise ValueError(_expected_number(value))
    number = Decimal(value)
    return number if number else number.copy_abs()


def _expected_number(value: object) -> str:
    """Return what is said of a value that is no number, or not one alone: what was probably meant, where it looks like one."""
    expected = "expected a number written in digits alone, such as 9000000 or 2.5"
    if not isinstance(value, str):
        return expected
    if _LONG_NUMBER.fullmatch(value) and not _NUMBER.fullmatch(value):
        return f"expected at most 15 digits before the point and 6 behind it, found '{shown(value)}'"
    meant = _meant_numbers(value)
    both = ", which can be read as either" if len(meant) > 1 else ""
    return f"expected {' or '.join(meant)}, found '{value}'{both}" if meant else expected


def _meant_numbers(text: str) -> list[str]:
    """Return the numbers that a text can be read as, each as it is written here: `9000` and `9.0000` for `9.000`."""
    if not _NUMBER_WITH_SIGNS.fullmatch(text) or not text[-1:].isdigit():
        return []
    first, *rest = re.split(r"([^\d])", text.lstrip("-+−"), flags=re.ASCII)
    signs, groups = rest[::2], rest[1::2]
    *before, last = groups or [""]
    found = []
    is_grouped = len(set(signs)) == 1 and len(first) < 4 and all(len(group) == 3 for group in groups)
    if is_grouped and first not in ("", "0"):
        found.append("".join((first, *groups)))
    if not signs:
        found.append(first)
    elif signs[-1] in ".," and signs[-1] not in signs[:-1] and all(len(group) == 3 for group in before):
        whole = "".join((first or "0", *before))
        found.append(f"{whole}.{last}0" if found else f"{whole}.{last}")
    sign = "-" if text[:1] in ("-", "−") else ""
    return [f"{sign}{number}" for number in found if _NUMBER.fullmatch(number)]


def _at_least_one(values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        raise ValueError("expected a list with at least one entry")
    return values


MAX_URL = 2_000
"""Characters in an address."""
_NOT_IN_URL = re.compile(r"[\s<>\"\\^`{}|\x00-\x1f\x7f]")
_NOT_IN_HOST = re.compile(r"[\s<>\"'\\^`{}|%\[\]@:/?#\x00-\x1f\x7f]")


def _url(text: str) -> str:
    """Return an address that browsers can read; what may not stand in one, or which part is wrong, is said."""
    scheme, mark, rest = text.partition("://")
    if not mark or scheme.lower() not in ("http", "https"):
        raise ValueError("expected an address that begins with https:// or http://")
    if scheme != scheme.lower():
        raise ValueError(f"expected an address that begins with {scheme.lower()}:// in small letters")
    if len(text) > MAX_URL:
        raise ValueError(f"expected an address of at most {MAX_URL} characters")
    if wrong := _NOT_IN_URL.search(text):
        sign, encoded = wrong.group(), "".join(f"%{byte:02X}" for byte in wrong.group().encode())
        name = "a space" if sign == " " else f"'{sign}'" if sign.isprintable() else f"U+{ord(sign):04X}"
        raise ValueError(f"expected an address without {name}, as its character {wrong.start() + 1} is (write {encoded})")
    _require_host(re.split("[/?#]", rest, maxsplit=1)[0])
    return text


def _require_host(written: str) -> None:
    """Raise `ValueError` where no host, or a wrong port, stands between `//` and the path."""
    if "@" in written:
        raise ValueError("expected an address without a user's name, which stands before the @")
    if literal := re.fullmatch(r"(\[[^\]]*\])(?::(.*))?", written):
        host, port = literal[1], literal[2]
    else:
        host, colon, behind = written.partition(":")
        port = behind if colon else None
    if port is not None and not (re.fullmatch(r"\d{1,5}", port, re.ASCII) and 1 <= int(port) <= 65_535):
        raise ValueError(f"expected an address with a port of 1 to 65535, not '{port[:20]}'")
    if not _is_host(host):
        raise ValueError(f"expected an address with the name of a host behind //, not '{host[:60]}'")


def _is_host(host: str) -> bool:
    """Tell whether a browser takes a text for the name or number of a host, as WHATWG's URL Standard says."""
    if host.startswith("["):
        return _is_ip(host[1:-1], 6)
    plain = unicodedata.normalize("NFKC", host).lower()
    labels = plain.removesuffix(".").split(".")
    if _NOT_IN_HOST.search(plain) or len(plain) > 253 or not all(0 < len(label) <= 63 for label in labels):
        return False
    if re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1], re.ASCII):
        return _is_ip(plain, 4)
    return all(_is_punycode(label) for label in labels if label.startswith("xn--"))


def _is_ip(text: str, version: int) -> bool:
    import ipaddress  # here, since few addresses are numbers

    try:
        return ipaddress.ip_address(text).version == version
    except ValueError:
        return False


def _is_punycode(label: str) -> bool:
    try:
        return not label[4:].encode("ascii").decode("punycode").isascii()
    except UnicodeError:
        return False


def _archive_path(path: str) -> str:
    parts = path.split("/")
    if not _PATH.fullmatch(path) or len(path) > 400 or any(part in (".", "..") or part.strip() != part for part in parts):
        raise ValueError("expected a file of the archive, such as text.txt or folder/text.txt")
    return path


def _encoding(name: str) -> str:
    if name.lower() not in ENCODINGS:
        raise ValueError("expected the name of an encoding, such as utf-8, windows-1252 or koi8-r")
    return name.lower()


def _passage(text: str) -> str:
    line = _line(text)
    if not any(character.isalnum() for part in passage_parts(line) for character in part):
        raise ValueError("expected words of the article")
    return line


ENCODINGS: Mapping[str, str] = {
    name: name
    for name in (
        *("utf-8", "utf-16", "utf-16le", "utf-16be", "utf-32", "us-ascii", "koi8-r", "koi8-u", "macintosh", "tis-620"),
        *(f"windows-{number}" for number in (874, *range(1250, 1259))),
        *(f"iso-8859-{number}" for number in range(1, 17) if number != 12),
        *("big5", "big5-hkscs", "gb2312", "gbk", "gb18030", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr"),
    )
} | {"macintosh": "mac-roman", "windows-874": "cp874"}
"""The encodings of archived texts, by their names in IANA's register (those of WHATWG's Encoding), with Python's names."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_PATH = re.compile(r"[^/\\:*?\"<>|\x00-\x1f\x7f]+(?:/[^/\\:*?\"<>|\x00-\x1f\x7f]+)*")

Id = Annotated[str, _written_as(ID, "expected an id: lower-case letters, digits and single hyphens", 100)]
Line = Annotated[str, Validator(_line)]
Markdown = Annotated[str, Validator(_markdown)]
Date = Annotated[edtf.Date, Validator(_date, takes_anything=True)]
Reference = Annotated[reference.Reference, Validator(_reference, takes_anything=True)]
Boolean = Annotated[bool, Validator(_boolean, takes_anything=True)]
Number = Annotated[Decimal, Validator(_number, takes_anything=True)]
Url = Annotated[str, Validator(_url)]
Digest = Annotated[str, _written_as(_DIGEST, "expected a SHA-256 checksum: 64 digits and letters a to f")]
ArchivePath = Annotated[str, Validator(_archive_path)]
Encoding = Annotated[str, Validator(_encoding)]
Passage = Annotated[str, Validator(_passage)]
Labels = Mapping[str, Line]
"""A text for each of several locales, by locale."""


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


Qualifier = Literal["about", "nearly", "at-least", "at-most", "more-than", "less-than"]


class Figure(Record, frozen=True, kw_only=True):
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
                return cls(exact=_passage(value))
            if not isinstance(value, dict):
                raise ValueError("expected a text")
            return of_mapping(value)

        return core_schema.no_info_wrap_validator_function(shaped, super().__get_pydantic_core_schema__(source, handler))


class Claim(Record, frozen=True, kw_only=True):
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
    evidence: Evidence
    """The passage of the original that carries it."""


class Event(Record, frozen=True, kw_only=True):
    """Something that happened on a date."""

    date: Date
    entities: tuple[Id, ...] = ()
    same_as: tuple[Reference, ...] = ()
    """Events of other articles that are the same event."""
    evidence: Evidence


NoteKind = Literal["unknown", "inferred", "discrepancy", "unattributed", "translation", "spelling", "outdated", "comment"]


class Note(Record, frozen=True, kw_only=True):
    """What the desk noticed about an article."""

    kind: NoteKind
    evidence: Evidence | None = None


class ArticleFacts(Record, frozen=True, kw_only=True):
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
    spellings: Mapping[Id, tuple[Line, ...]] = {}
    """Other spellings of entities' names that the article uses, by entity."""
    claims: Mapping[Id, Claim] = {}
    events: Mapping[Id, Event] = {}
    notes: Mapping[Id, Note] = {}


class ArticleText(Record, frozen=True, kw_only=True):
    """`articles/<id>/<locale>.yaml`."""

    headline: Line
    summary: Markdown
    key_points: Annotated[tuple[Line, ...], Validator(_at_least_one)]
    image: Line | None = None
    """What the article's picture shows."""
    claims: Mapping[Id, Line] = {}
    quotes: Mapping[Id, Line] = {}
    """Translations of the quotes, where the article is in another language."""
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
    status: Literal["draft", "published"] = "published"
    """A draft is checked and left out of the site."""
    written_in: str | None = None
    corrections: Mapping[Id, Correction] = {}


class BriefingText(Record, frozen=True, kw_only=True):
    """`briefings/<id>/<locale>.yaml`."""

    title: Line
    lede: Line
    body: Markdown
    corrections: Mapping[Id, Line] = {}


class Outlet(Record, frozen=True, kw_only=True):
    """`outlets/<id>.yaml`."""

    name: Line
    url: Url | None = None
    language: Line | None = None
    """BCP 47 tag."""
    country: Line | None = None
    """ISO 3166-1 alpha-2."""
    description: Labels = {}


class Entity(Record, frozen=True, kw_only=True):
    """`entities/<id>.yaml`."""

    kind: Literal["person", "organisation", "place"]
    country: Line | None = None
    """ISO 3166-1 alpha-2, where the entity is a country; then its names come from CLDR."""
    unnamed: Boolean = False
    """The sources speak of it without giving its name."""
    names: Labels = {}
    description: Labels = {}


class Topic(Record, frozen=True, kw_only=True):
    """`topics/<id>.yaml`."""

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
