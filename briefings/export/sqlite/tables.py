"""The tables of the SQLite database, as they follow from the types of the rows.

A type of rows has a table of its fields, in which those of a row within it stand one by one. Texts by locale stand together
in a table of their own, `<table>_text`. A list, or another mapping, has a table of its own too, `<table>_<field>`, in which a
number that counts from 1, or what the mapping has for a key, is the last part of the key; rows in a list that have ids are
told apart by these, and their table has their own name. A number has a second column, `<field>_exact`, with all of its digits
as text. A table that belongs to another begins with the key of that one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import chain
from operator import attrgetter, or_
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin, get_type_hints

from briefings.export.fields import Row, Sql, digits, number, published_name
from briefings.export.rows import ROWS, Locale, Texts

Line: TypeAlias = tuple[str | bool | int | float | None, ...]
"""What stands in a table's columns, in their order."""
Values: TypeAlias = Callable[[Any], Line]
"""Takes what stands behind a table's key out of something."""
Split: TypeAlias = Callable[[Any], Sequence[tuple[Line, Any]]]
"""Takes the items out of something, each with the part of a key that tells it from the others."""

_TYPES = {str: "TEXT", bool: "INTEGER", int: "INTEGER", Decimal: "NUMERIC"}


class _Column(NamedTuple):
    """A column, or, where its type is a list or mapping, what has a table of its own in its place."""

    name: str
    type: Any
    """As it is declared, but for annotations and null."""
    is_optional: bool
    sql: Sql
    get: Callable[[Any], Any]
    """Takes its value from a row."""

    @property
    def declaration(self) -> str:
        """Its type and constraints."""
        sql_type = "TEXT" if get_origin(self.type) is Literal else _TYPES[self.type]
        reference = f" REFERENCES {self.sql.references} ({self.sql.key})" if self.sql.references and not self.sql.within else ""
        return f"{sql_type}{'' if self.is_optional else ' NOT NULL'}{reference}"


def _column(hint: Any, name: str, get: Callable[[Any], Any] = lambda value: value) -> _Column:
    """Return the column of a declared type, under a name where the declaration has none."""
    if get_origin(hint) is Annotated:
        inner, *metadata = get_args(hint)
        sql = metadata[-1]
        return _column(inner, name if sql.name is None else sql.name, get)._replace(sql=sql)
    if get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint):
        rest = reduce(or_, (part for part in get_args(hint) if part is not NoneType))
        return _column(rest, name, get)._replace(is_optional=True)
    return _Column(name, hint, False, Sql(), get)


def _is_row(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Row)


def _sql_name(row_type: type[Row]) -> str:
    return published_name(row_type.__name__).lower()


def _columns_of(row_type: type[Row], without: Sequence[str] = ()) -> Iterator[_Column]:
    """Yield the columns of a row; those of rows within it stand behind its own."""
    hints = get_type_hints(row_type, include_extras=True)
    every = [_column(hints[name], name, attrgetter(name)) for name in row_type.__annotations__ if name not in without]
    stored = [found for found in every if not found.sql.is_omitted]
    rows = [found for found in stored if _is_row(found.type)]
    yield from chain.from_iterable(_in_table(found) for found in stored if found not in rows)
    yield from (_within(outer, inner) for outer in rows for inner in _columns_of(outer.type, outer.sql.without))


def _in_table(found: _Column) -> Iterator[_Column]:
    """Yield what a field is in a table: a number is one to reckon with, and beside it a text with all of its digits."""
    if found.type is Decimal:
        yield found._replace(get=lambda row: None if (value := found.get(row)) is None else number(value))
        yield found._replace(
            name=f"{found.name}_exact", type=str, get=lambda row: None if (value := found.get(row)) is None else digits(value)
        )
    else:
        yield found


def _within(outer: _Column, inner: _Column) -> _Column:
    """Return a column of a row that stands within another one; the table of a list there is called as if it did not."""
    is_list = get_origin(inner.type) is tuple
    return inner._replace(
        name=inner.name if is_list else "_".join(filter(None, (outer.name, inner.name))),
        is_optional=outer.is_optional or inner.is_optional,
        get=lambda row: None if (found := outer.get(row)) is None else inner.get(found),
    )


@dataclass(frozen=True)
class Table:
    """A table of the database."""

    name: str
    columns: Sequence[str]
    """With types and constraints."""
    constraints: Sequence[str]
    """Of several columns."""
    indexed: Sequence[str]
    """Columns, beside the first of the key, by which lines are looked up from another table."""
    split: Split
    """Takes what becomes lines here out of what has become a line of the table above."""
    values: Values
    children: Sequence["Table"]
    """Tables that belong to it."""

    def family(self) -> "list[Table]":
        """Return it and all tables that belong to it, each behind those that it refers to."""
        return [self, *chain.from_iterable(child.family() for child in self.children)]

    def add_lines(self, above: Any, lines: dict[str, list[Line]], key: Line = ()) -> None:
        """Add what something becomes here, and in the tables that belong to this one, to their lines."""
        items = self.split(above)
        if items:
            lines.setdefault(self.name, []).extend([key + own + self.values(item) for own, item in items])
        for own, item in items if self.children else ():
            for child in self.children:
                child.add_lines(item, lines, key + own)


class _Place(NamedTuple):
    """Name and key of a table, with which those that belong to it begin."""

    table: str
    called: str
    """Its column in the tables that belong to it."""
    key: Mapping[str, str]
    """Type and constraints of each column."""
    constraints: tuple[str, ...] = ()

    def below(self, table: str, called: str, key: Mapping[str, str]) -> "_Place":
        """Return the place of a table that belongs to this one."""
        if len(self.key) == 1:
            return _Place(table, called, {self.called: f"TEXT NOT NULL REFERENCES {self.table} (id)", **key})
        names = [*list(self.key)[:-1], self.called]
        types = [declaration.partition(" REFERENCES")[0] for declaration in self.key.values()]
        constraint = f"FOREIGN KEY ({', '.join(names)}) REFERENCES {self.table} ({', '.join(self.key)})"
        return _Place(table, called, {**dict(zip(names, types, strict=True)), **key}, (constraint,))

    def filled(self, columns: Sequence[_Column], split: Split, values: Values, is_set: bool, *children: Table) -> Table:
        """Return the table that has these columns behind its key; those of a set belong to the key."""
        every = {**self.key, **{column.name: column.declaration for column in columns}}
        key = every if is_set else self.key
        primary = [f"PRIMARY KEY ({', '.join(key)})"] if len(key) > 1 else []
        foreign = [
            f"FOREIGN KEY ({column.sql.within}, {column.name}) REFERENCES {column.sql.references} ({column.sql.within}, id)"
            for column in columns
            if column.sql.within
        ]
        indexed = [column.name for column in columns if column.sql.is_indexed]
        declarations = [f"{name} {declaration}" for name, declaration in every.items()]
        return Table(self.table, declarations, [*primary, *self.constraints, *foreign], indexed, split, values, children)


def _kind_table(row_type: type[Row]) -> Table:
    name = _sql_name(row_type)
    row_id = _column(get_type_hints(row_type, include_extras=True)["id"], "id").declaration
    place = _Place(name, name, {"id": row_id.replace("TEXT", "TEXT PRIMARY KEY")})
    return _row_table(place, row_type, lambda row: [((row.id,), row)])


def _row_table(place: _Place, row_type: type[Row], split: Split, is_set: bool = False) -> Table:
    """Return the table of rows; to it belong that of their texts and those of their lists."""
    in_order = sorted(_columns_of(row_type), key=lambda found: found.sql.order)
    columns = [found for found in in_order if found.name not in place.key]
    texts = [found for found in columns if found.type == Texts]
    nested = [found for found in columns if found not in texts and get_origin(found.type) in (Mapping, tuple)]
    own = [found for found in columns if found not in texts and found not in nested]
    children = [_text_table(place, texts)] if texts else []
    return place.filled(own, split, _all(own), is_set, *children, *(_nested_table(place, found) for found in nested))


def _all(columns: Sequence[_Column]) -> Values:
    getters = [column.get for column in columns]
    return lambda row: tuple([get(row) for get in getters])


def _text_table(place: _Place, texts: Sequence[_Column]) -> Table:
    """Return the table of texts: for each locale that one of them has, all of them, or null."""
    texts_of = _all(texts)

    def by_locale(row: Any) -> Sequence[tuple[Line, Line]]:
        found: list[Any] = [text or {} for text in texts_of(row)]
        return [((locale,), tuple([text.get(locale) for text in found])) for locale in dict.fromkeys(chain(*found))]

    columns = [text._replace(type=str, is_optional=len(texts) > 1) for text in texts]
    return place.below(f"{place.table}_text", "text", _key(Locale)).filled(columns, by_locale, tuple, False)


def _nested_table(place: _Place, nested: _Column) -> Table:
    """Return the table of a list or mapping."""
    hint, key, split = _unfolded(nested.type, nested.sql)
    item = _column(hint, nested.sql.item)
    if _is_row(item.type):
        called = _sql_name(item.type)
        below = place.below(called if "id" in key else f"{place.table}_{called}", called, key)
        return _row_table(below, item.type, lambda row: split(nested.get(row)), nested.sql.is_set)
    if item.sql.references:
        item = item._replace(name="other" if item.sql.references == place.table else item.sql.references)
    below = place.below(f"{place.table}_{nested.name}", nested.name, key)
    return below.filled([item], lambda row: split(nested.get(row)), lambda value: (value,), nested.sql.is_set)


def _unfolded(hint: Any, sql: Sql) -> tuple[Any, Mapping[str, str], Split]:
    """Return what a list or mapping holds, the columns that tell its items apart, and what takes them out of it."""
    if get_origin(hint) is Mapping:
        key, value = get_args(hint)
        inner, more, split = _unfolded(value, sql)
        keys = {**_key(key), **more}
        return inner, keys, lambda found: [((own, *rest), each) for own, items in found.items() for rest, each in split(items)]
    if get_origin(hint) is not tuple:
        return hint, {}, lambda found: [((), found)]
    inner, _ = get_args(hint)
    if sql.is_set:
        return inner, {}, lambda found: [((), item) for item in found]
    if _is_row(inner) and "id" in inner.__annotations__:
        return inner, {"id": "TEXT NOT NULL"}, lambda found: [((item.id,), item) for item in found]
    return inner, {sql.number: "INTEGER NOT NULL"}, lambda found: [((n,), item) for n, item in enumerate(found, start=1)]


def _key(hint: Any) -> Mapping[str, str]:
    """Return the column of what a mapping has for its keys."""
    key = _column(hint, "locale")
    return {key.name: key.declaration}


TABLES: Mapping[type[Row], Table] = {row_type: _kind_table(row_type) for row_type in ROWS.values()}
"""The table of each type of rows, each behind those that it refers to."""
