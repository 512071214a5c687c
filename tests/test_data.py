"""The data files of a finished site, read with the tools that others read them with: jsonschema, SQLite and jq's own logic."""

from __future__ import annotations

import copy
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import jsonschema
import msgspec
import pytest

from briefings import urls
from briefings.build import prepare
from briefings.export import export_part
from briefings.export.bibliography import bibliography_files
from briefings.export.json_files import json_files
from briefings.export.rows import ROWS
from briefings.export.sqlite.database import write_database
from briefings.localise import localise
from tests import mini
from tests.conftest import Pages, Record, load
from tests.test_site import ARTICLES, LOCALES, runs

KINDS_OF_RECORDS: tuple[urls.Kind, ...] = get_args(urls.Kind)
KINDS = urls.DATA_KINDS
SINGULAR = {
    "articles": "article",
    "claims": "claim",
    "figures": "figure",
    "events": "event",
    "briefings": "briefing",
    "outlets": "outlet",
    "entities": "entity",
    "topics": "topic",
    "measures": "measure",
}


def read(folder: Path, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "data" / f"{kind}.json").read_bytes())
    return found


@pytest.fixture(scope="module")
def data(site: Path) -> Mapping[str, list[Any]]:
    """The rows of each kind of the real site."""
    return {kind: read(site, kind)[kind] for kind in KINDS}


@pytest.fixture
def database(site: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{site / urls.DATABASE}?mode=ro", uri=True)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


def files(site: Path, **changes: Any) -> Mapping[str, bytes]:
    """Return the data files of a mini-site without building it."""
    settings = mini.settings(site, **changes)
    prepared = prepare(settings)
    editions = {
        locale: localise(prepared.content, prepared.graph(), settings, prepared.catalogues, locale)
        for locale in settings.locales
    }
    records = [(kind, record) for kind in KINDS_OF_RECORDS for record in getattr(prepared.content, kind)]
    parts = {f"{kind}/{record}": export_part(editions, kind, record) for kind, record in records}
    found: dict[str, bytes] = {}
    for kind in ROWS:
        found |= json_files(settings, kind, {name: made.json[kind] for name, made in parts.items() if kind in made.json})[0]
    lines = {name: made.lines for name, made in parts.items()}
    with TemporaryDirectory() as folder:
        file = Path(folder, "database")
        file.touch()
        write_database(settings, list(parts), lines, file, {}, file)
        found[urls.DATABASE] = file.read_bytes()
    return found | {
        path: data for kind, record in records if kind == "briefings" for path, data in bibliography_files(editions, record)
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mini.copy_site("two-locales", tmp_path_factory.mktemp("data") / "project")


# JSON


def test_the_files_are_these_and_no_others(small: Path) -> None:
    expected = {f"data/{kind}.json" for kind in KINDS} | {f"data/schema/{kind}.json" for kind in KINDS}
    expected |= {f"data/briefings/ferries/sources.{ending}" for ending in ("json", "bib", "ris")}
    assert set(files(small)) == expected | {"data/briefings.sqlite"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_as_its_published_schema_says(site: Path, kind: str) -> None:
    schema = json.loads((site / "data" / "schema" / f"{kind}.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    found = read(site, kind)
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(found)
    assert found["$schema"] == schema["$id"] == f"{found['site']}data/schema/{kind}.json"
    assert found[kind], "an empty file would be as any schema says"
    assert found["format"] == "1.2"
    assert found["terms"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_knows_every_field_and_says_what_it_is(site: Path, kind: str) -> None:
    schema = json.loads((site / "data" / "schema" / f"{kind}.json").read_bytes())
    validator = jsonschema.Draft202012Validator(schema)
    found = read(site, kind)
    row = schema["properties"][kind]["items"]
    assert row["description"]
    assert set(row["required"]) == set(row["properties"]) == set(found[kind][0])
    for name in found[kind][0]:
        wrong = copy.deepcopy(found)
        del wrong[kind][0][name]
        assert not validator.is_valid(wrong), name
    assert not validator.is_valid({**found, kind: [{**found[kind][0], "more": 1}]})
    assert not validator.is_valid({**found, kind: [{**found[kind][0], "id": None}]})


def test_every_record_of_the_content_is_there_and_in_order(desk: Path, data: Mapping[str, list[Any]]) -> None:
    for kind in ("articles", "briefings", "outlets", "entities", "topics", "measures"):
        names = sorted(path.stem for path in (desk / "content" / kind).iterdir())
        assert [row["id"] for row in data[kind]] == names, kind
    for kind in ("claims", "events"):
        names = [f"{name}:{found}" for name in ARTICLES for found in facts(desk, name).get(kind, {})]
        assert [row["id"] for row in data[kind]] == names, kind
    with_figures = [claim["id"] for claim in data["claims"] if claim["figure"]]
    assert [row["id"] for row in data["figures"]] == with_figures
    assert len(with_figures) > 5


def facts(desk: Path, article: str) -> Record:
    return load(desk / "content" / "articles" / article / "article.yaml")


def test_texts_are_there_in_every_locale(desk: Path, data: Mapping[str, list[Any]]) -> None:
    for article in data["articles"]:
        assert list(article["headline"]) == list(article["summary"]) == list(article["key_points"]) == list(article["pages"])
        assert set(article["headline"]) == set(LOCALES)
        for locale in LOCALES:
            words = load(desk / "content" / "articles" / article["id"] / f"{locale}.yaml")
            assert article["headline"][locale] == words["headline"]
            assert article["key_points"][locale] == words["key_points"]
    for claim in data["claims"]:
        assert set(claim["statement"]) == set(LOCALES), claim["id"]
    assert {tuple(entity["names"]) for entity in data["entities"]} == {LOCALES}


def test_a_claim_is_told_with_its_chain_and_its_words(desk: Path, data: Mapping[str, list[Any]]) -> None:
    claims = {claim["id"]: claim for claim in data["claims"]}
    for article in ARTICLES:
        for name, fact in facts(desk, article)["claims"].items():
            claim = claims[f"{article}:{name}"]
            assert claim["article"] == article
            assert claim["said_by"] == fact.get("said_by", [])
            assert claim["through"] == fact.get("through", [])
            assert claim["quote"] == fact.get("quote")
            assert claim["evidence"] == fact["evidence"]


def test_every_reference_leads_to_a_row(data: Mapping[str, list[Any]]) -> None:
    ids = {kind: {row["id"] for row in rows} for kind, rows in data.items()}
    for kind, names in {
        "entities": ("entities", "said_by", "through"),
        "topics": ("topics",),
        "articles": ("article",),
    }.items():
        for rows in data.values():
            for row in rows:
                for name in names:
                    found = row.get(name, [])
                    assert set([found] if isinstance(found, str) else found) <= ids[kind], (row["id"], name)
    for article in data["articles"]:
        assert article["outlet"] is None or article["outlet"] in ids["outlets"]
        assert article["origin"]["root"] in ids["articles"]
        assert set(article["cited_by"]) <= ids["briefings"]
    for claim in data["claims"]:
        assert set(claim["same_as"]) | set(claim["contradicts"]) <= ids["claims"]
    for briefing in data["briefings"]:
        for citation in briefing["citations"]:
            assert citation["article"] in ids["articles"]
            assert citation["claim"] is None or citation["claim"] in ids["claims"]
    measures = {measure["id"]: measure for measure in data["measures"]}
    for figure in data["figures"]:
        assert figure["id"] in ids["claims"]
        assert figure["unit"] in {unit["id"] for unit in measures[figure["measure"]]["units"]}


@pytest.mark.slow
def test_every_address_of_a_page_or_file_is_on_the_site(site: Path, pages: Pages, data: Mapping[str, list[Any]]) -> None:
    url = read(site, "articles")["site"]
    anchors = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages.items()}
    seen = 0
    for rows in data.values():
        for row in rows:
            for locale, address in row.get("pages", {}).items():
                path, _, fragment = address.removeprefix(url).partition("#")
                assert path.startswith(f"{locale}/")
                assert not fragment or fragment in anchors[path], address
                assert path in pages
                seen += 1
    assert seen > 5 * 50
    for briefing in data["briefings"]:
        assert all((site / address.removeprefix(url)).is_file() for address in briefing["files"].values())


def test_a_briefing_says_how_many_sources_it_has_and_why(small: Path) -> None:
    [briefing] = json.loads(files(small)["data/briefings.json"])["briefings"]
    assert briefing["sources"] == {
        "articles": 2,
        "independent": 1,
        "unknown": 0,
        "inferred": 0,
        "groups": [
            {
                "articles": ["ferry-delayed", "ferry-late"],
                "shared": [{"kind": "articles", "id": "ferry-delayed"}],
                "is_known": True,
                "is_inferred": False,
            }
        ],
    }
    assert briefing["citations"] == [
        {"article": "ferry-delayed", "claim": "ferry-delayed:on-time"},
        {"article": "ferry-late", "claim": "ferry-late:on-time"},
        {"article": "ferry-delayed", "claim": "ferry-delayed:waiting"},
    ]
    assert briefing["files"]["ris"] == "https://two.example/press/data/briefings/ferries/sources.ris"
    assert briefing["corrections"][0]["text"] == {
        "en": "An earlier version gave a wrong share.",
        "sv": "I en tidigare version var andelen fel.",
    }


def test_an_article_says_what_it_goes_back_to(small: Path) -> None:
    delayed, late = json.loads(files(small)["data/articles.json"])["articles"]
    assert late["origin"] == {
        "kind": "translation",
        "article": "ferry-delayed",
        "root": "ferry-delayed",
        "outlet": None,
        "language": None,
        "via": [],
        "inferred": True,
    }
    assert delayed["origin"]["root"] == "ferry-delayed"
    assert (late["published"], late["published_within"]) == (None, "2024-03-05/..")
    assert list(late["headline"]) == ["en"], "no text where there is none"


def test_a_tie_is_given_on_both_sides(small: Path, tmp_path: Path) -> None:
    site = mini.copy_site("two-locales", tmp_path / "project")
    facts = "content/articles/ferry-late/article.yaml"
    tied = "  on-time:\n    same_as: [ferry-delayed:on-time]\n    contradicts: [ferry-delayed:waiting]\n"
    mini.overlay(site, {facts: {"replace": {"  on-time:\n": tied}}})
    claims = {claim["id"]: claim for claim in json.loads(files(site)["data/claims.json"])["claims"]}
    assert claims["ferry-late:on-time"]["same_as"] == ["ferry-delayed:on-time"]
    assert claims["ferry-delayed:on-time"]["same_as"] == ["ferry-late:on-time"]
    assert claims["ferry-late:on-time"]["contradicts"] == ["ferry-delayed:waiting"]
    assert claims["ferry-delayed:on-time"]["contradicts"] == ["ferry-delayed:waiting"], (
        "what says the same contradicts the same"
    )
    assert claims["ferry-delayed:waiting"]["contradicts"] == ["ferry-delayed:on-time", "ferry-late:on-time"]
    assert (claims["ferry-late:on-time"]["sources"]["articles"], claims["ferry-late:on-time"]["sources"]["independent"]) == (
        2,
        1,
    )
    assert claims["ferry-delayed:waiting"]["same_as"] == []


def test_a_tie_of_two_speakers_comes_with_its_reason(tmp_path: Path) -> None:
    site = mini.copy_site("two-locales", tmp_path / "project")
    mini.overlay(site, mini.cases(mini.SITES / "right" / "ties-of-two-speakers.yaml")["files"])
    claims = {claim["id"]: claim for claim in json.loads(files(site)["data/claims.json"])["claims"]}
    assert claims["ferry-delayed:waiting"]["tie"] == {
        "en": "Both speak of the storm’s first night.",
        "sv": "Båda talar om stormens första natt.",
    }
    assert claims["union:waiting"]["tie"] == {}
    assert claims["union:waiting"]["same_as"] == ["ferry-delayed:waiting", "paper:waiting"]
    assert claims["union:waiting"]["statement"] == {"en": "Thousands of travellers were left behind."}


def test_a_figure_is_a_number(small: Path) -> None:
    figures = {figure["id"]: figure for figure in json.loads(files(small)["data/figures.json"])["figures"]}
    assert figures["ferry-delayed:on-time"]["value"] == 62.5
    assert figures["ferry-delayed:on-time"]["period"] == "2024-01/2024-02"
    assert figures["ferry-delayed:waiting"]["value"] == 9000
    assert isinstance(figures["ferry-delayed:waiting"]["value"], int)
    assert figures["ferry-delayed:waiting"]["through"] == ["kustbolaget"]


def test_a_draft_is_in_no_file(tmp_path: Path) -> None:
    site = mini.copy_site("two-locales", tmp_path / "project")
    draft = {
        "content/briefings/ferries/briefing.yaml": {
            "replace": {"published: 2024-03-10": "published: 2024-03-10\nstatus: draft"}
        }
    }
    mini.overlay(site, draft)
    made = files(site)
    assert not any("ferries/" in path for path in made)
    assert json.loads(made["data/briefings.json"])["briefings"] == []
    assert [article["cited_by"] for article in json.loads(made["data/articles.json"])["articles"]] == [[], []]
    for path, content in made.items():
        assert b"Ferries in winter" not in content, path


def test_the_least_site_has_data_too(tmp_path: Path) -> None:
    made = files(mini.copy_site("one-article", tmp_path / "project"))
    for kind in KINDS:
        jsonschema.validate(json.loads(made[f"data/{kind}.json"]), json.loads(made[f"data/schema/{kind}.json"]))
    assert len(json.loads(made["data/articles.json"])["articles"]) == 1


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(item)


def test_no_passage_of_an_archived_text_is_in_the_data(desk: Path, archive: Path | None, data: Mapping[str, list[Any]]) -> None:
    if archive is None:
        pytest.skip("the archived articles are not at hand; nothing could be compared with them")
    articles = [facts(desk, article) for article in ARTICLES]
    given = [article.get("title", "") for article in articles]
    given += [claim.get("quote", "") for article in articles for claim in article["claims"].values()]
    texts = [(archive / article["archived"]["file"]).read_text("utf-8") for article in articles]
    archived = set().union(*map(runs, texts)) - set().union(*map(runs, given))
    assert [text for rows in data.values() for text in strings(rows) if runs(text) & archived] == []


# SQLite


def test_the_database_is_whole_and_every_reference_in_it_leads_somewhere(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = [row for (name,) in tables(database) for row in database.execute(f"PRAGMA foreign_key_list ({name})")]
    assert len(keys) > 60, "the check looked at something"
    assert database.execute("PRAGMA user_version").fetchone() == (1,)


def tables(database: sqlite3.Connection) -> list[tuple[str]]:
    return database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()


def test_no_table_of_the_real_site_is_without_a_use(database: sqlite3.Connection, small: Path, tmp_path: Path) -> None:
    """Each table has a line in the real site or in a small one; the others wait for content that is in none of them."""
    waiting = {"article_via", "claim_about", "claim_contradicts", "claim_same_as", "event_same_as", "scope", "scope_text"}
    waiting |= {"event_said_by", "event_through"}
    with closing(sqlite3.connect(":memory:")) as other, closing(sqlite3.connect(":memory:")) as desk:
        other.deserialize(files(small)["data/briefings.sqlite"])
        desk.deserialize(files(mini.copy_site("newsroom", tmp_path / "desk"))["data/briefings.sqlite"])
        empty = {
            name
            for (name,) in tables(database)
            if all(found.execute(f"SELECT count(*) FROM {name}").fetchone() == (0,) for found in (database, other, desk))
        }
    assert empty <= waiting


@pytest.mark.parametrize("kind", KINDS)
def test_the_database_has_the_rows_of_the_json_files(
    database: sqlite3.Connection, data: Mapping[str, list[Any]], kind: str
) -> None:
    table = SINGULAR[kind]
    columns = [column[1] for column in database.execute(f"PRAGMA table_info ({table})")]
    plain = [name for name in data[kind][0] if name in columns]
    assert "id" in plain
    expected = [tuple(row[name] for name in plain) for row in data[kind]]
    found = database.execute(f"SELECT {', '.join(plain)} FROM {table} ORDER BY id").fetchall()
    assert found == sorted(expected, key=lambda row: row[plain.index("id")])


@pytest.mark.parametrize(
    ("table", "kind", "fields"),
    [
        ("article_text", "articles", ("headline", "summary")),
        ("claim_text", "claims", ("statement",)),
        ("event_text", "events", ("text",)),
        ("briefing_text", "briefings", ("title", "lede", "body")),
        ("entity_text", "entities", ("description",)),
        ("topic_text", "topics", ("description",)),
        ("outlet_text", "outlets", ("description",)),
    ],
)
def test_the_database_has_the_texts_of_the_json_files(
    database: sqlite3.Connection, data: Mapping[str, list[Any]], table: str, kind: str, fields: tuple[str, ...]
) -> None:
    query = f"SELECT {SINGULAR[kind]}, locale, page, {', '.join(fields)} FROM {table}"
    found = {(row[0], row[1]): row[2:] for row in database.execute(query)}
    expected = {
        (row["id"], locale): (page, *(row[name].get(locale) for name in fields))
        for row in data[kind]
        for locale, page in row["pages"].items()
    }
    assert found == expected


@pytest.mark.parametrize(
    ("table", "column", "kind", "name"),
    [
        ("claim_said_by", "entity", "claims", "said_by"),
        ("claim_through", "entity", "claims", "through"),
        ("claim_same_as", "other", "claims", "same_as"),
        ("article_topic", "topic", "articles", "topics"),
        ("article_entity", "entity", "articles", "entities"),
        ("article_author", "name", "articles", "authors"),
        ("event_entity", "entity", "events", "entities"),
        ("briefing_topic", "topic", "briefings", "topics"),
    ],
)
def test_the_database_has_the_lists_of_the_json_files_in_their_order(
    database: sqlite3.Connection, data: Mapping[str, list[Any]], table: str, column: str, kind: str, name: str
) -> None:
    query = f"SELECT {SINGULAR[kind]}, {column} FROM {table} ORDER BY {SINGULAR[kind]}, position"
    expected = [(row["id"], item) for row in sorted(data[kind], key=lambda row: str(row["id"])) for item in row[name]]
    assert database.execute(query).fetchall() == expected


def test_the_database_has_the_citations_and_the_sources_of_a_briefing(
    database: sqlite3.Connection, data: Mapping[str, list[Any]]
) -> None:
    for briefing in data["briefings"]:
        query = "SELECT article, claim FROM briefing_citation WHERE briefing = ? ORDER BY position"
        cited = [(citation["article"], citation["claim"]) for citation in briefing["citations"]]
        assert database.execute(query, [briefing["id"]]).fetchall() == cited
        counts = "SELECT articles, independent, unknown FROM briefing WHERE id = ?"
        sources = briefing["sources"]
        assert database.execute(counts, [briefing["id"]]).fetchone() == (
            sources["articles"],
            sources["independent"],
            sources["unknown"],
        )
        groups = "SELECT count(*), sum(is_known) FROM briefing_source WHERE briefing = ?"
        assert database.execute(groups, [briefing["id"]]).fetchone() == (len(sources["groups"]), sources["independent"])


def test_the_database_refuses_what_leads_nowhere(site: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as found:
        found.deserialize((site / urls.DATABASE).read_bytes())
        found.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            found.execute("UPDATE claim SET article = 'no-article'")


def test_a_lookup_by_another_table_uses_an_index(database: sqlite3.Connection) -> None:
    for table, column in (("claim", "article"), ("claim_said_by", "entity"), ("figure", "measure"), ("article", "outlet")):
        plan = database.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {column} = ?", ["x"]).fetchall()
        assert "USING" in plan[0][3], plan


def test_the_queries_that_the_documentation_shows_find_something(project: Path, database: sqlite3.Connection) -> None:
    text = (project / "docs" / "data.md").read_text("utf-8")
    queries = re.findall(r'^    sqlite3 [^"]*"([^"]*)"$', text, re.MULTILINE)
    assert len(queries) == text.count("    sqlite3 ") == 4
    for query in queries:
        assert database.execute(query).fetchall(), query


def test_the_database_does_not_say_which_library_made_it(site: Path) -> None:
    header = (site / urls.DATABASE).read_bytes()[:100]
    assert header.startswith(b"SQLite format 3\0")
    assert int.from_bytes(header[16:18]) == 4096
    assert header[92:100] == bytes(8), "the version of the library and the counter that is valid for it"
    assert header[36:40] == bytes(4), "free pages"


def test_the_tables_are_those_that_queries_of_others_rely_on(project: Path, database: sqlite3.Connection) -> None:
    """The tables follow from the rows: who changes a field sees here what changes for those who query the database."""
    found = database.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
    assert "".join(f"{sql};\n" for (sql,) in found) == (project / "tests" / "database.sql").read_text("utf-8")


@pytest.mark.parametrize(
    "lines",
    [
        b"no lines",
        msgspec.msgpack.encode([["only-an-id"]]),
        msgspec.msgpack.encode([["a", {"no": "value"}, None, None, None]]),
        msgspec.msgpack.encode([["a", 2**64 - 1, None, None, None]]),
        msgspec.msgpack.encode([["a", None, None, None, None]]),
        msgspec.msgpack.encode([["a", "A", None, None, None]] * 2),
    ],
    ids=["no-lines", "too-short", "no-value", "too-large", "null", "twice"],
)
def test_lines_that_no_row_becomes_are_refused(small: Path, tmp_path: Path, lines: bytes) -> None:
    file = tmp_path / "database"
    file.touch()
    with pytest.raises(ValueError, match="no lines of the tables"):
        write_database(mini.settings(small), ["outlets/a"], {"outlets/a": {"outlet": lines}}, file, {}, file)


# The same bytes


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_the_data_is_the_same_in_any_order_of_hashes(small: Path, tmp_path: Path, seed: str) -> None:
    site = mini.copy_site("two-locales", tmp_path / "project")
    made = mini.built(site, PYTHONHASHSEED=seed)
    found = {f"data/{path}": content for path, content in mini.tree(made / "data").items() if content is not None}
    assert found == files(small)


# Hostile content

HOSTILE = '</script><b>"x"</b> \\" {y} \' & ; -- DROP TABLE claim; 한'


def test_a_hostile_text_is_the_same_text_in_every_file(tmp_path: Path) -> None:
    site = mini.copy_site("two-locales", tmp_path / "project")
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    mini.overlay(
        site,
        {
            "content/articles/ferry-late/article.yaml": {"replace": {"title: Ferries late": f"title: {quoted}"}},
            "content/articles/ferry-late/en.yaml": {
                "replace": {"headline: A translation of the report on the ferries": f"headline: {quoted}"}
            },
        },
    )
    made = files(site)
    article = json.loads(made["data/articles.json"])["articles"][1]
    assert (article["title"], article["headline"]) == (HOSTILE, {"en": HOSTILE})
    with closing(sqlite3.connect(":memory:")) as found:
        found.deserialize(made["data/briefings.sqlite"])
        assert found.execute("SELECT title FROM article WHERE id = 'ferry-late'").fetchone() == (HOSTILE,)
        assert found.execute("SELECT headline FROM article_text WHERE article = 'ferry-late'").fetchone() == (HOSTILE,)
        assert found.execute("SELECT count(*) FROM claim").fetchone() == (3,)
