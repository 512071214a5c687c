"""What the rows are declared with: their base, and how a field stands in the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self, dataclass_transform

from briefings.model.edtf import Date


@dataclass(frozen=True)
class Sql:
    """How the database has a field, where the rules of `sqlite.tables` do not say it already."""

    name: str | None = None
    """Its column, its table behind the record's, or what its columns begin with; as a rule the field's own name."""
    item: str = "text"
    """The column of a list of texts."""
    number: str = "position"
    """The column that counts the items of a list."""
    is_set: bool = False
    """A list without numbers: an item stands in it once."""
    order: int = 0
    """Fields of a lower order come first; those of one order as they are declared."""
    references: str | None = None
    """The table that it refers to."""
    key: str = "id"
    """The column there."""
    within: str | None = None
    """The field that is the first half of the key there."""
    is_indexed: bool = False
    without: tuple[str, ...] = ()
    """Fields of its row that are in the JSON files alone."""
    is_omitted: bool = False
    """The field is in the JSON files alone."""


JSON_ONLY = Sql(is_omitted=True)


@dataclass_transform(frozen_default=True)
class Row:
    """A row; each type of rows is a frozen dataclass."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = {
        "extra": "forbid",
        "use_attribute_docstrings": True,
        "model_title_generator": lambda row_type: published_name(row_type.__name__),
    }
    """How the JSON Schema is made: no other fields, and the text under each field as its description."""

    def __init_subclass__(cls) -> None:
        """Make a dataclass of a type of rows."""
        dataclass(frozen=True)(cls)

    @classmethod
    def of(cls, record: object, **others: object) -> Self:
        """Return a row of others that are given, and of what a record has under the names of its other fields."""
        make: Callable[..., Self] = cls
        for name in cls.__annotations__:
            if name not in others:
                value = getattr(record, name)
                plain = _PLAIN.get(type(value))
                others[name] = plain(value) if plain else value
        return make(**others)


def number(value: Decimal) -> int | float:
    """Return a number to reckon with, of which a database keeps 15 digits or so."""
    return int(value) if value == value.to_integral_value() else float(value)


def digits(value: Decimal) -> str:
    """Return a number with all the digits that it was written with, zeros behind the point included."""
    return f"{value:f}"


_PLAIN: Mapping[type, Callable[..., str]] = {Date: lambda date: date.text}


def published_name(type_name: str) -> str:
    """Return what the data files call a type of rows: `Article` for `ArticleRow`."""
    return type_name.removesuffix("Row")
