"""What the rows are declared with: their base, how a field stands in the database, and types that several fields have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self, TypeAlias, dataclass_transform

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


def _record_id(table: str) -> Sql:
    return Sql(references=table, is_indexed=True)


JSON_ONLY = Sql(is_omitted=True)

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

Locale: TypeAlias = Annotated[str, Sql(references="locale", key="tag")]
PluralCategory: TypeAlias = Annotated[str, Sql("category")]
"""Of CLDR."""
Texts: TypeAlias = Mapping[Locale, str]
"""A text by locale; it has the locales that it was written in."""
Names: TypeAlias = Annotated[Texts, Sql("name")]
Pages: TypeAlias = Annotated[Texts, Sql("page", order=1)]
"""Full address of the record's page, by locale."""


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
    """Return a number as JSON and SQL have it."""
    return int(value) if value == value.to_integral_value() else float(value)


_PLAIN: Mapping[type, Callable[..., str | int | float]] = {Date: lambda date: date.text, Decimal: number}


def published_name(type_name: str) -> str:
    """Return what the data files call a type of rows: `Article` for `ArticleRow`."""
    return type_name.removesuffix("Row")


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


class SourceCountRow(Row):
    """How many articles there are, and how many independent sources among them."""

    articles: int
    independent: int
    unknown: int
    """Sources of unknown origin."""
    groups: Annotated[tuple[SourceRow, ...], Sql(number="number")]


Sources: TypeAlias = Annotated[SourceCountRow, Sql("")]
SourceNumbers: TypeAlias = Annotated[SourceCountRow, Sql("", without=("groups",))]
"""Sources of which the database has the numbers alone."""
