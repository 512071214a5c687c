"""The values of single fields: types, each with the function that makes it of what is written or says what was expected."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from briefings.model import edtf, reference
from briefings.model.addresses import url
from briefings.model.passage import passage_parts
from briefings.model.written_numbers import number

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


def line(text: str) -> str:
    """Return a text of one line, without blanks around it; raise `ValueError` for any other."""
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


def at_least_one(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return a list that is not empty; raise `ValueError` for an empty one."""
    if not values:
        raise ValueError("expected a list with at least one entry")
    return values


def _archive_path(path: str) -> str:
    parts = path.split("/")
    if not _PATH.fullmatch(path) or len(path) > 400 or any(part in (".", "..") or part.strip() != part for part in parts):
        raise ValueError("expected a file of the archive, such as text.txt or folder/text.txt")
    return path


def _encoding(name: str) -> str:
    if name.lower() not in ENCODINGS:
        raise ValueError("expected the name of an encoding, such as utf-8, windows-1252 or koi8-r")
    return name.lower()


def passage(text: str) -> str:
    """Return a text that has words to look for; raise `ValueError` for one that has none."""
    words = line(text)
    if not any(character.isalnum() for part in passage_parts(words) for character in part):
        raise ValueError("expected words of the article")
    return words


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
Line = Annotated[str, Validator(line)]
Markdown = Annotated[str, Validator(_markdown)]
Date = Annotated[edtf.Date, Validator(_date, takes_anything=True)]
Reference = Annotated[reference.Reference, Validator(_reference, takes_anything=True)]
Boolean = Annotated[bool, Validator(_boolean, takes_anything=True)]
Number = Annotated[Decimal, Validator(number, takes_anything=True)]
Url = Annotated[str, Validator(url)]
Digest = Annotated[str, _written_as(_DIGEST, "expected a SHA-256 checksum: 64 digits and letters a to f")]
ArchivePath = Annotated[str, Validator(_archive_path)]
Encoding = Annotated[str, Validator(_encoding)]
Passage = Annotated[str, Validator(passage)]
Labels = Mapping[str, Line]
"""A text for each of several locales, by locale."""
