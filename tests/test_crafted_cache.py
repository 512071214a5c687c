"""A cache that somebody has made, or that is of another version: it runs nothing, reaches no file, and changes no build."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from briefings import pipeline
from briefings.incremental import BlobStore, Input, Query, codec_of, digest, encode_entry, fingerprint_of_code
from briefings.incremental.blobs import decode_entry
from briefings.link import decode_graph, link
from briefings.read import read_all
from briefings.services import CACHE_NAME, open_blobs
from tests import inline, mini

pytestmark = pytest.mark.slow

KEY = digest(b"manifest", fingerprint_of_code("briefings"))
"""Under which the manifest is kept."""
QUERIES = pipeline.QUERIES


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, inline.Outcome]:
    """A site with the cache of a build, and what comes of it."""
    site = mini.copy_site("two-locales", tmp_path_factory.mktemp("crafted") / "site")
    return site, inline.build(site)


@pytest.fixture
def site(built: tuple[Path, inline.Outcome], tmp_path: Path) -> Path:
    return shutil.copytree(built[0], tmp_path / "deep" / "er" / "site", symlinks=True)


def cache_of(site: Path) -> Path:
    return site / ".briefings" / CACHE_NAME


def entries(site: Path) -> dict[bytes, bytes]:
    """Return what each entry of a cache holds."""
    with closing(sqlite3.connect(cache_of(site))) as connection:
        rows = connection.execute("SELECT key, kept FROM entries").fetchall()
    found = {key: decode_entry(key, kept) for key, kept in rows}
    return {key: data for key, data in found.items() if data is not None}


def put(site: Path, key: bytes, kept: bytes) -> None:
    """Put an entry into a cache as it is."""
    with closing(sqlite3.connect(cache_of(site))) as connection, connection:
        connection.execute("INSERT OR REPLACE INTO entries VALUES (?, ?)", (key, kept))


def craft(site: Path, key: bytes, data: bytes) -> None:
    """Put bytes into a cache with the digest that they should have."""
    put(site, key, encode_entry(key, data))


def manifest(site: Path) -> list[Any]:
    found: list[Any] = msgspec.msgpack.decode(entries(site)[KEY])
    return found


def results(site: Path, query: Query[Any, Any, Any]) -> list[Any]:
    found: list[Any] = msgspec.msgpack.decode(entries(site)[manifest(site)[-1][query.name]])
    return found


def with_results(site: Path, query: Query[Any, Any, Any], change: Callable[[list[Any]], Any]) -> None:
    """Change the results of a query in the manifest of a cache."""
    *inputs, keys = manifest(site)
    data = msgspec.msgpack.encode(change(results(site, query)))
    keys[query.name] = hashlib.sha256(data).digest()
    craft(site, keys[query.name], data)
    craft(site, KEY, msgspec.msgpack.encode([*inputs, keys]))


def is_as_from_nothing(site: Path, built: tuple[Path, inline.Outcome]) -> bool:
    found = inline.build(site)
    assert found == built[1]
    return True


def test_the_manifest_is_what_these_tests_take_it_for(site: Path) -> None:
    kinds, columns, digests, kept = manifest(site)
    assert len(kinds) == len(digests) > 100
    assert {name for name, _ in columns} <= {kind.__name__ for kind in Input.__subclasses__()}
    assert set(kept) == {query.name for query in QUERIES}
    assert set(QUERIES) == {value for value in vars(pipeline).values() if isinstance(value, Query)}


# Code


class Mark:
    """A pickle of it writes a file when it is read."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> Any:
        return os.system, (f"touch '{self.file}'",)


def test_a_pickle_is_not_read(site: Path, built: tuple[Path, inline.Outcome], tmp_path: Path) -> None:
    """As every entry in turn, and as an entry was in an earlier version: one that names a class with a side effect."""
    mark = tmp_path / "mark"
    evaluated = b"cpydantic\nTypeAdapter\n(S\"__import__('pathlib').Path('%s').touch()\"\ntR." % str(mark).encode()
    for payload in (pickle.dumps(Mark(mark)), evaluated):
        for key in entries(site):
            craft(site, key, payload)
        assert is_as_from_nothing(site, built)
    assert not mark.exists()


# Files


UNSAFE = ["../../../victim/x/", "/tmp/victim/", "a\0b/", "en/../../../victim/", "C:/x/", "en\\x/", "con/"]


@pytest.mark.parametrize("path", UNSAFE)
def test_no_path_of_a_cache_leads_out_of_the_site(path: str, site: Path, built: tuple[Path, inline.Outcome]) -> None:
    """A page that the list of pages names, whose bytes are in the cache: an entry like all others, but for its path."""
    before = mini.names(site.parent.parent.parent)
    page = {"path": path, "locale": "en", "kind": "home", "id": ""}
    data = b"<p>crafted</p>"
    name = hashlib.sha256(data).digest()
    craft(site, name, data)
    pages = [[key, [inputs, [*pages, page]]] for key, (inputs, pages) in results(site, pipeline.site_map)]
    with_results(site, pipeline.site_map, lambda _: pages)
    with_results(site, pipeline.page, lambda found: [*found, [page, [b"", [[path, name], ["", ""]]]]])
    with_results(
        site,
        pipeline.bibliography,
        lambda found: [[key, [inputs, [[path.rstrip("/"), name]]]] for key, (inputs, _) in found],
    )
    assert is_as_from_nothing(site, built)
    assert mini.names(site.parent.parent.parent) == before
    assert not Path("/tmp/victim").exists()


# Shapes

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=9) | st.binary(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9) | st.integers(0, 9), inner, max_size=4),
    max_leaves=20,
)


OTHERS = [[], {}, 0, "", b"", None, [b"", []], [b"", [], [], []], [b"", [], [b"x"], {}], [b"\0", [], [b""], {}]]


@pytest.mark.parametrize("other", OTHERS)
def test_a_manifest_of_another_shape_is_none(other: Any, site: Path, built: tuple[Path, inline.Outcome]) -> None:
    craft(site, KEY, msgspec.msgpack.encode(other))
    assert is_as_from_nothing(site, built)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
@pytest.mark.parametrize(
    "change",
    [
        lambda found: {},
        lambda found: [[key, [inputs, 7]] for key, (inputs, _) in found],
        lambda found: [[key, [b"\xff" * 7, value]] for key, (_, value) in found],
        lambda found: [[key, [b"\xff" * 8, value]] for key, (_, value) in found],
        lambda found: [[[key], value] for key, value in found],
        lambda found: [[7, value] for _, value in found],
        lambda found: found + found[:1] * 3 + [[]],
    ],
    ids=["mapping", "value", "odd numbers", "large numbers", "key", "other key", "rest"],
)
def test_results_of_another_shape_are_none(
    query: Query[Any, Any, Any], change: Callable[[list[Any]], Any], site: Path, built: tuple[Path, inline.Outcome]
) -> None:
    if query.name in manifest(site)[-1]:
        with_results(site, query, change)
        assert is_as_from_nothing(site, built)


@pytest.mark.parametrize(
    "change",
    [
        lambda fields: {name: dict.fromkeys(entries, 7) for name, entries in fields.items()},
        lambda fields: {name: {key: [value] for key, value in entries.items()} for name, entries in fields.items()},
        lambda fields: {**fields, "statements": 7},
        lambda fields: {name: entries for name, entries in fields.items() if name != "timeline"},
        lambda fields: [fields],
    ],
    ids=["values", "lists of values", "a field", "no field", "another type"],
)
def test_a_graph_of_another_shape_is_none(change: Callable[[Any], Any], site: Path) -> None:
    """A graph is decoded entry by entry, when a page needs it: each page is made again here."""
    ((_, (_, key)),) = results(site, pipeline.graph)
    data = msgspec.msgpack.encode(change(msgspec.msgpack.decode(entries(site)[key], strict=False)))
    craft(site, hashlib.sha256(data).digest(), data)
    with_results(site, pipeline.graph, lambda found: [[key, [read, hashlib.sha256(data).digest()]] for key, (read, _) in found])
    with_results(site, pipeline.page, lambda _: [])
    fresh = shutil.copytree(site, site.with_name("fresh"), symlinks=True)
    shutil.rmtree(fresh / ".briefings")
    assert inline.build(site).files == inline.build(fresh).files


def test_a_graph_is_decoded_as_it_was_linked(tmp_path: Path) -> None:
    content = read_all(mini.settings(mini.copy_site("every-field", tmp_path / "site"))).content
    linked = link(content)
    decoded = decode_graph(msgspec.msgpack.encode(linked), lambda: pytest.fail("nothing is damaged"))
    for name in vars(linked):
        assert dict(getattr(decoded, name)) == getattr(linked, name), name
        assert list(getattr(decoded, name)) == list(getattr(linked, name)), name
    assert pickle.loads(pickle.dumps(decoded)) == linked
    events = list(decoded.timeline.values())
    assert all(any(event is other for other in events) for event in decoded.merged_event_of.values())


@pytest.mark.parametrize("left", [None, b"nothing that is an entry"], ids=["lost", "damaged"])
def test_a_graph_that_is_lost_is_kept_again(left: bytes | None, site: Path) -> None:
    ((_, (_, key)),) = results(site, pipeline.graph)
    graph = entries(site)[key]
    with_results(site, pipeline.page, lambda _: [])  # pages are made again, and need it
    with closing(sqlite3.connect(cache_of(site))) as connection, connection:
        connection.execute("DELETE FROM entries WHERE key = ?", (key,))
    if left is not None:
        put(site, key, left)
    inline.build(site)
    assert entries(site)[key] == graph


def test_a_number_of_no_input_counts_as_changed(site: Path) -> None:
    *_, kept = manifest(site)
    craft(site, KEY, msgspec.msgpack.encode([b"", [], [], kept]))
    mini.overlay(site, {"content/articles/ferry-delayed/sv.yaml": {"replace": {"headline: ": "headline: Ny. "}}})
    fresh = shutil.copytree(site, site.with_name("fresh"), symlinks=True)
    inline.forget(fresh)
    assert inline.build(site).files == inline.build(fresh).files


@pytest.mark.parametrize("text", ["a\0b", "a" * 5_000, "../x", ""], ids=["NUL", "long", "outside", "empty"])
def test_a_name_that_no_file_can_have_is_no_input(text: str, site: Path, built: tuple[Path, inline.Outcome]) -> None:
    kinds, columns, digests, kept = manifest(site)
    for _, fields in columns:
        for texts, _ in fields:
            texts[0] = text
    craft(site, KEY, msgspec.msgpack.encode([kinds, columns, digests, kept]))
    assert is_as_from_nothing(site, built)


def test_bytes_under_the_name_of_others_are_not_published(site: Path, built: tuple[Path, inline.Outcome]) -> None:
    for query in (pipeline.page, pipeline.plain_page):
        for _, (_, ((_, name), _)) in results(site, query):
            craft(site, name, b"<p>crafted \xff</p>")
    for folder in ("site", ".site.next"):
        shutil.rmtree(site / folder, ignore_errors=True)
    assert is_as_from_nothing(site, built)


@hypothesis_settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_anything_is_a_value_of_a_known_type_or_nothing(value: Any) -> None:
    data = msgspec.msgpack.encode(value)
    for query in QUERIES:
        found = query.results.decode(data)
        assert found is None or isinstance(found, list)
    assert codec_of(list[Input]).decode(data[:-1]) is None or not data


@pytest.mark.parametrize("data", [b"\xdd\xff\xff\xff\xff", b"\xdf\xff\xff\xff\xff", b"\xc6\xff\xff\xff\xff", b"\x91" * 200_000])
def test_what_is_announced_and_not_there_is_not_allocated(data: bytes) -> None:
    for query in QUERIES:
        assert query.results.decode(data) is None


# Sizes


def test_an_entry_that_unpacks_to_more_than_is_expected_is_none() -> None:
    data = bytes(50_000_000)
    kept = encode_entry(b"key", data)
    assert len(kept) < 10_000
    assert decode_entry(b"key", kept, 49_999_999) is None
    assert decode_entry(b"key", kept, 50_000_000) == data


@pytest.mark.parametrize("size", [2**40, 2**63])
def test_a_size_that_is_announced_is_not_allocated(size: int) -> None:
    crafted = b"\x28\xb5\x2f\xfd" + bytes([0b11100000]) + size.to_bytes(8, "little") + b"\x01\x00\x00"
    assert zstandard.frame_content_size(crafted) in (size, -1)
    assert decode_entry(b"key", _checked(b"key", crafted)) is None


def test_a_frame_that_does_not_say_its_size_is_none() -> None:
    packed = zstandard.ZstdCompressor(write_content_size=False).compress(bytes(1000))
    assert decode_entry(b"key", _checked(b"key", packed)) is None


def _checked(key: bytes, packed: bytes) -> bytes:
    """Return packed bytes with the digest that an entry has."""
    return hashlib.sha256(len(key).to_bytes(4, "big") + key + packed).digest()[:16] + packed


def test_every_entry_a_bomb(site: Path, built: tuple[Path, inline.Outcome]) -> None:
    bomb = bytes(100_000_000)
    for key in entries(site):
        craft(site, key, bomb)
    assert is_as_from_nothing(site, built)


# Databases

SCHEMAS = {
    "a view that never ends": """
        CREATE VIEW entries AS WITH RECURSIVE n(key, kept) AS (SELECT x'00', x'00' UNION ALL SELECT key, kept FROM n)
        SELECT key, kept FROM n""",
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM entries; END",
    "another table": "CREATE TABLE others (a)",
    "an index over an expression": "CREATE INDEX i ON entries (hex(zeroblob(100000000)))",
    "a generated column": "ALTER TABLE entries ADD COLUMN more GENERATED ALWAYS AS (hex(zeroblob(100000000))) VIRTUAL",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_database_of_another_schema_is_not_used(name: str, site: Path, built: tuple[Path, inline.Outcome]) -> None:
    with closing(sqlite3.connect(cache_of(site))) as connection, connection:
        if "view" in name:
            connection.execute("DROP TABLE entries")
        if "index" in name:
            connection.execute("DELETE FROM entries")
        connection.execute(SCHEMAS[name])
    assert is_as_from_nothing(site, built)
    with closing(sqlite3.connect(cache_of(site))) as connection:
        assert [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE sql IS NOT NULL")] == ["entries"]


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_what_lies_beside_a_database_is_not_obeyed(
    ending: str, site: Path, built: tuple[Path, inline.Outcome], tmp_path: Path
) -> None:
    """A journal may name a file, which SQLite then deletes."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"")
    name = str(victim).encode()
    journal = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504)
    tail = (1).to_bytes(4, "big") + name + len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big") + journal[:8]
    beside = cache_of(site).with_name(CACHE_NAME + ending)
    beside.write_bytes(journal + tail)
    assert is_as_from_nothing(site, built)
    assert victim.exists()
    assert not beside.exists()


def test_a_link_in_the_place_of_the_file_is_not_followed(
    site: Path, built: tuple[Path, inline.Outcome], tmp_path: Path
) -> None:
    elsewhere = cache_of(site).rename(tmp_path / "elsewhere")
    before = elsewhere.read_bytes()
    cache_of(site).symlink_to(elsewhere)
    assert is_as_from_nothing(site, built)
    assert elsewhere.read_bytes() == before
    assert not cache_of(site).is_symlink()


def test_a_cache_that_git_tracks_is_not_used(site: Path, built: tuple[Path, inline.Outcome]) -> None:
    settings = mini.settings(site, cache=site / ".briefings")
    assert open_blobs(settings).get(KEY) is not None

    def git(*arguments: str) -> None:
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments]
        subprocess.run(command, cwd=site, check=True, capture_output=True)

    git("init")
    assert open_blobs(settings).get(KEY) is not None, "a repository that does not track it"
    git("add", "--force", ".briefings")
    git("commit", "-m", "a")
    assert open_blobs(settings).get(KEY) is None
    before = cache_of(site).read_bytes()
    assert is_as_from_nothing(site, built)
    assert cache_of(site).read_bytes() == before


def test_a_store_without_a_file_keeps_what_it_is_given() -> None:
    store = BlobStore(None)
    store.put(b"key", b"value")
    assert store.get(b"key") == b"value"
