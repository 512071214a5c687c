"""The tables of the SQLite database: what each has in its columns, and how it is filled from the rows.

A kind has a table for what is the same in every locale, one for its texts, `<kind>_text`, and one for each of its lists, in
which `position` counts from 1. A new kind is added here and nowhere else in the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from briefings import urls
from briefings.export import rows

Line: TypeAlias = tuple[str | int | float | None, ...]
"""What stands in a table's columns, in their order."""
Choose: TypeAlias = Callable[[Any], Any]
"""Takes something from a row."""


@dataclass(frozen=True)
class Table:
    """A table of the database."""

    name: str
    columns: str
    """Columns and constraints in SQL."""
    lines: Callable[[rows.Tables], Iterable[Line]]


def _refers(table: str, null: bool = False) -> str:
    return f"TEXT {'' if null else 'NOT NULL '}REFERENCES {table} (id)"


def _kind(name: str, kind: urls.DataKind, columns: str, choose: Callable[[Any], Line]) -> Table:
    """Return the table of a kind: its id and what `choose` takes from each row."""
    declared = f"id TEXT PRIMARY KEY NOT NULL, {columns}" if columns else "id TEXT PRIMARY KEY NOT NULL"
    return Table(name, declared, lambda tables: ((row.id, *choose(row)) for row in getattr(tables, kind)))


def _texts(name: str, kind: urls.DataKind, /, **columns: Choose) -> Table:
    """Return the table of a kind's texts: for each locale, the text in each column, or null."""
    declared = ", ".join(f"{column} TEXT" for column in columns)
    start = f"{name} {_refers(name)}, locale TEXT NOT NULL REFERENCES locale (tag)"

    def lines(tables: rows.Tables) -> Iterator[Line]:
        for row in getattr(tables, kind):
            for locale, texts in _by_locale([choose(row) for choose in columns.values()]):
                yield row.id, locale, *texts

    return Table(f"{name}_text", f"{start}, {declared}, PRIMARY KEY ({name}, locale)", lines)


def _parts(name: str, of: str, kind: urls.DataKind, columns: str, parts: Choose, choose: Callable[[Any], Line]) -> Table:
    """Return the table of the parts of a kind's rows that have ids of their own: the row, the part's id, and more."""
    declared = f"{of} {_refers(of)}, id TEXT NOT NULL, {columns}PRIMARY KEY ({of}, id)"
    return Table(
        name, declared, lambda tables: ((row.id, p.id, *choose(p)) for row in getattr(tables, kind) for p in parts(row))
    )


def _part_texts(name: str, of: str, kind: urls.DataKind, parts: Choose, texts: Choose) -> Table:
    """Return the table of the texts of such parts."""
    columns = f"{of} TEXT NOT NULL, {name} TEXT NOT NULL, locale TEXT NOT NULL REFERENCES locale (tag), text TEXT NOT NULL"
    keys = f"PRIMARY KEY ({of}, {name}, locale), FOREIGN KEY ({of}, {name}) REFERENCES {name} ({of}, id)"
    return Table(
        f"{name}_text",
        f"{columns}, {keys}",
        lambda tables: (
            (row.id, part.id, locale, text)
            for row in getattr(tables, kind)
            for part in parts(row)
            for locale, text in texts(part).items()
        ),
    )


def _list(name: str, of: str, kind: urls.DataKind, columns: str, choose: Callable[[Any], Iterable[Any]]) -> Table:
    """Return the table of a list: the row it belongs to, a position, and what stands there."""
    declared = f"{of} {_refers(of)}, position INTEGER NOT NULL, {columns}, PRIMARY KEY ({of}, position)"

    def lines(tables: rows.Tables) -> Iterator[Line]:
        for row in getattr(tables, kind):
            for position, item in enumerate(choose(row), start=1):
                yield row.id, position, *(item if isinstance(item, tuple) else (item,))

    return Table(name, declared, lines)


def _by_locale(texts: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Yield each locale that one of the texts has, with all of the texts in it."""
    found = list(texts)
    for locale in dict.fromkeys(locale for text in found for locale in text):
        yield locale, tuple(text.get(locale) for text in found)


def _key_points(tables: rows.Tables) -> Iterator[Line]:
    for article in tables.articles:
        for locale, points in article.key_points.items():
            for position, point in enumerate(points, start=1):
                yield article.id, locale, position, point


def _unit_names(tables: rows.Tables) -> Iterator[Line]:
    for measure in tables.measures:
        for unit in measure.units:
            for locale, forms in unit.names.items():
                for category, name in forms.items():
                    yield measure.id, unit.id, locale, category, name


def _groups(tables: rows.Tables, choose: Callable[[rows.Source], Iterable[Line]]) -> Iterator[Line]:
    """Yield the groups of each briefing's sources, each counted from 1, with what is chosen from them."""
    for briefing in tables.briefings:
        for number, group in enumerate(briefing.sources.groups, start=1):
            for line in choose(group):
                yield briefing.id, number, *line


def _site(tables: rows.Tables) -> Iterator[Line]:
    yield "format", rows.VERSION
    yield "name", tables.site.name
    yield "url", tables.site.url
    yield "desk_locale", tables.site.desk_locale
    yield "terms", rows.TERMS


def _locales(tables: rows.Tables) -> Iterator[Line]:
    for position, locale in enumerate(tables.site.locales, start=1):
        yield locale, position


def _count(row: rows.Claim | rows.Event | rows.Measure | rows.Briefing) -> Line:
    return row.sources.articles, row.sources.independent, row.sources.unknown


_COUNT = "articles INTEGER NOT NULL, independent INTEGER NOT NULL, unknown INTEGER NOT NULL"
_GROUP = "FOREIGN KEY (briefing, source) REFERENCES briefing_source (briefing, number)"
_UNIT = "FOREIGN KEY (measure, unit) REFERENCES unit (measure, id)"

TABLES: tuple[Table, ...] = (
    Table("site", "key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL", _site),
    Table("locale", "tag TEXT PRIMARY KEY NOT NULL, position INTEGER NOT NULL", _locales),
    # Small records
    _kind(
        "outlet",
        "outlets",
        "name TEXT NOT NULL, url TEXT, language TEXT, country TEXT",
        lambda row: (row.name, row.url, row.language, row.country),
    ),
    _texts("outlet", "outlets", description=lambda row: row.description, page=lambda row: row.pages),
    _kind(
        "entity",
        "entities",
        "kind TEXT NOT NULL, country TEXT, unnamed INTEGER NOT NULL",
        lambda row: (row.kind, row.country, row.unnamed),
    ),
    _texts(
        "entity",
        "entities",
        name=lambda row: row.names,
        description=lambda row: row.description,
        page=lambda row: row.pages,
    ),
    _kind("topic", "topics", "", lambda row: ()),
    _texts("topic", "topics", name=lambda row: row.names, description=lambda row: row.description, page=lambda row: row.pages),
    _kind("measure", "measures", _COUNT, _count),
    _texts("measure", "measures", name=lambda row: row.names, page=lambda row: row.pages),
    _parts("unit", "measure", "measures", "factor NUMERIC, ", lambda row: row.units, lambda unit: (unit.factor,)),
    Table(
        "unit_text",
        "measure TEXT NOT NULL, unit TEXT NOT NULL, locale TEXT NOT NULL REFERENCES locale (tag), category TEXT NOT NULL, "
        f"name TEXT NOT NULL, PRIMARY KEY (measure, unit, locale, category), {_UNIT}",
        _unit_names,
    ),
    _parts("scope", "measure", "measures", "", lambda row: row.scopes, lambda scope: ()),
    _part_texts("scope", "measure", "measures", lambda row: row.scopes, lambda scope: scope.names),
    # Articles
    _kind(
        "article",
        "articles",
        f"language TEXT NOT NULL, title TEXT, outlet {_refers('outlet', null=True)}, url TEXT, archived_url TEXT, "
        "published TEXT, published_within TEXT, written_in TEXT NOT NULL REFERENCES locale (tag), origin_kind TEXT NOT NULL, "
        f"origin_article {_refers('article', null=True)}, origin_root {_refers('article')}, "
        f"origin_outlet {_refers('outlet', null=True)}, origin_language TEXT, origin_inferred INTEGER NOT NULL, "
        "archived_file TEXT, archived_sha256 TEXT, image_credit TEXT, image_licence TEXT, image_via TEXT",
        lambda row: (
            *(row.language, row.title, row.outlet, row.url, row.archived_url),
            *(row.published, row.published_within, row.written_in),
            *(row.origin.kind, row.origin.article, row.origin.root),
            *(row.origin.outlet, row.origin.language, row.origin.inferred),
            *((row.archived.file, row.archived.sha256) if row.archived else (None, None)),
            *((row.image.credit, row.image.licence, row.image.via) if row.image else (None, None, None)),
        ),
    ),
    _texts(
        "article",
        "articles",
        headline=lambda row: row.headline,
        summary=lambda row: row.summary,
        image=lambda row: row.image.shows if row.image else {},
        page=lambda row: row.pages,
    ),
    Table(
        "article_key_point",
        f"article {_refers('article')}, locale TEXT NOT NULL REFERENCES locale (tag), position INTEGER NOT NULL, "
        "text TEXT NOT NULL, PRIMARY KEY (article, locale, position)",
        _key_points,
    ),
    _list("article_author", "article", "articles", "name TEXT NOT NULL", lambda row: row.authors),
    _list("article_via", "article", "articles", f"entity {_refers('entity')}", lambda row: row.origin.via),
    _list("article_topic", "article", "articles", f"topic {_refers('topic')}", lambda row: row.topics),
    _list("article_entity", "article", "articles", f"entity {_refers('entity')}", lambda row: row.entities),
    _list(
        "article_spelling",
        "article",
        "articles",
        f"entity {_refers('entity')}, spelling TEXT NOT NULL",
        lambda row: ((spelling.entity, spelling.spelling) for spelling in row.spellings),
    ),
    _parts(
        "note",
        "article",
        "articles",
        "kind TEXT NOT NULL, evidence TEXT, ",
        lambda row: row.notes,
        lambda note: (note.kind, note.evidence),
    ),
    _part_texts("note", "article", "articles", lambda row: row.notes, lambda note: note.text),
    # Claims, figures, events
    _kind(
        "claim",
        "claims",
        f"article {_refers('article')}, quote TEXT, evidence TEXT NOT NULL, passage TEXT, {_COUNT}",
        lambda row: (row.article, row.quote, row.evidence, row.passage, *_count(row)),
    ),
    _texts(
        "claim",
        "claims",
        statement=lambda row: row.statement,
        quote=lambda row: row.quote_translation,
        page=lambda row: row.pages,
    ),
    _list("claim_said_by", "claim", "claims", f"entity {_refers('entity')}", lambda row: row.said_by),
    _list("claim_through", "claim", "claims", f"entity {_refers('entity')}", lambda row: row.through),
    _list("claim_about", "claim", "claims", f"entity {_refers('entity')}", lambda row: row.about),
    _list("claim_same_as", "claim", "claims", f"other {_refers('claim')}", lambda row: row.same_as),
    _list("claim_contradicts", "claim", "claims", f"other {_refers('claim')}", lambda row: row.contradicts),
    Table(
        "figure",
        f"id TEXT PRIMARY KEY NOT NULL REFERENCES claim (id), article {_refers('article')}, measure {_refers('measure')}, "
        "value NUMERIC NOT NULL, value_to NUMERIC, qualifier TEXT, unit TEXT NOT NULL, scope TEXT, as_of TEXT, period TEXT, "
        f"{_UNIT}, FOREIGN KEY (measure, scope) REFERENCES scope (measure, id)",
        lambda tables: (
            (
                *(row.id, row.article, row.measure, row.value, row.value_to),
                *(row.qualifier, row.unit, row.scope, row.as_of, row.period),
            )
            for row in tables.figures
        ),
    ),
    _kind(
        "event",
        "events",
        f"article {_refers('article')}, date TEXT NOT NULL, evidence TEXT NOT NULL, {_COUNT}",
        lambda row: (row.article, row.date, row.evidence, *_count(row)),
    ),
    _texts("event", "events", text=lambda row: row.text, page=lambda row: row.pages),
    _list("event_entity", "event", "events", f"entity {_refers('entity')}", lambda row: row.entities),
    _list("event_same_as", "event", "events", f"other {_refers('event')}", lambda row: row.same_as),
    # Briefings
    _kind(
        "briefing",
        "briefings",
        f"published TEXT NOT NULL, updated TEXT, written_in TEXT NOT NULL REFERENCES locale (tag), {_COUNT}",
        lambda row: (row.published, row.updated, row.written_in, *_count(row)),
    ),
    _texts(
        "briefing",
        "briefings",
        title=lambda row: row.title,
        lede=lambda row: row.lede,
        body=lambda row: row.body,
        page=lambda row: row.pages,
    ),
    _list("briefing_author", "briefing", "briefings", "name TEXT NOT NULL", lambda row: row.authors),
    _list("briefing_topic", "briefing", "briefings", f"topic {_refers('topic')}", lambda row: row.topics),
    _list("briefing_entity", "briefing", "briefings", f"entity {_refers('entity')}", lambda row: row.entities),
    _list(
        "briefing_citation",
        "briefing",
        "briefings",
        f"article {_refers('article')}, claim {_refers('claim', null=True)}",
        lambda row: ((citation.article, citation.claim) for citation in row.citations),
    ),
    Table(
        "briefing_source",
        f"briefing {_refers('briefing')}, number INTEGER NOT NULL, is_known INTEGER NOT NULL, PRIMARY KEY (briefing, number)",
        lambda tables: _groups(tables, lambda group: [(group.is_known,)]),
    ),
    Table(
        "briefing_source_article",
        f"briefing TEXT NOT NULL, source INTEGER NOT NULL, article {_refers('article')}, "
        f"PRIMARY KEY (briefing, source, article), {_GROUP}",
        lambda tables: _groups(tables, lambda group: [(article,) for article in group.articles]),
    ),
    Table(
        "briefing_source_shared",
        "briefing TEXT NOT NULL, source INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, "
        f"PRIMARY KEY (briefing, source, kind, id), {_GROUP}",
        lambda tables: _groups(tables, lambda group: [(shared.kind, shared.id) for shared in group.shared]),
    ),
    _parts(
        "correction",
        "briefing",
        "briefings",
        "date TEXT NOT NULL, ",
        lambda row: row.corrections,
        lambda correction: (correction.date,),
    ),
    _part_texts("correction", "briefing", "briefings", lambda row: row.corrections, lambda correction: correction.text),
)
"""In an order in which each refers to those before it, or to itself."""

INDEXES: tuple[tuple[str, str], ...] = (
    ("article", "outlet"),
    ("article", "origin_article"),
    ("article", "origin_root"),
    ("article", "origin_outlet"),
    ("article_via", "entity"),
    ("article_topic", "topic"),
    ("article_entity", "entity"),
    ("article_spelling", "entity"),
    ("claim", "article"),
    ("claim_said_by", "entity"),
    ("claim_through", "entity"),
    ("claim_about", "entity"),
    ("claim_same_as", "other"),
    ("claim_contradicts", "other"),
    ("figure", "article"),
    ("figure", "measure"),
    ("event", "article"),
    ("event", "date"),
    ("event_entity", "entity"),
    ("event_same_as", "other"),
    ("briefing_topic", "topic"),
    ("briefing_entity", "entity"),
    ("briefing_citation", "article"),
    ("briefing_citation", "claim"),
    ("briefing_source_article", "article"),
)
"""Columns, beside the first of each key, by which lines are looked up from another table."""

OF_SITE = frozenset({"site", "locale"})
"""Tables that say what the whole is of; the lines of all others come from rows."""
