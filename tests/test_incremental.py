"""After any history a build gives what it gives without one, byte for byte; and a cache that is damaged changes nothing."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from briefings import pipeline
from briefings.build import Prepared, build, prepare
from briefings.errors import ContentError
from briefings.incremental import BlobStore, Database, Produced, query, record_dependency
from briefings.inputs import ContentFile
from briefings.localise import messages
from briefings.localise.messages import Catalogues
from briefings.render import Templates
from briefings.services import CACHE_NAME, Services
from briefings.stages import open_database
from tests import inline, mini
from tests.amount import amount
from tests.edits import EDITS, Edit, Edited, edit, made_by

Outcome = tuple[mini.Tree, Any, Any]


def outcome(site: Edited, folder: Path, cache: Path | None = None) -> Outcome | tuple[Any, ...]:
    """Build a site into a folder and return all that came of it: the files, the plain pages and what was warned of."""
    return built_outcome(site, folder, cache)[0]


def built_outcome(site: Edited, folder: Path, cache: Path | None = None) -> tuple[Outcome | tuple[Any, ...], Prepared | None]:
    services = Services(BlobStore(cache / CACHE_NAME if cache else None))
    try:
        found = mini.settings(site.folder)
        changes = {"desk_locale": found.desk_locale, "locales": found.locales, **site.settings}
        if changes["desk_locale"] not in changes["locales"]:
            changes["desk_locale"] = changes["locales"][0]
        chosen = dataclasses.replace(found, **changes)
        prepared = prepare(chosen, services)
        pages = prepared.content.pages.values()
        html = {page.file: f"<p>{page.markdown}</p>" for page in pages if page.locale in chosen.locales}
        built = build(prepared, chosen, html, folder, services)
    except ContentError as error:
        return error.problems, None
    finally:
        services.blobs.close()
    counts = (built.articles, built.briefings, built.pages, built.locales)
    return (mini.tree(folder), (dict(built.plain_pages), counts), prepared.warnings), prepared


class History(RuleBasedStateMachine):
    """A site that is edited and built again and again with what the builds before have left."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.patch = pytest.MonkeyPatch()
        catalogues = self.folder / "locale"
        shutil.copytree(messages.CATALOGUES, catalogues)
        self.patch.setattr(messages, "CATALOGUES", catalogues)
        self.site = Edited(mini.copy_site("two-locales", self.folder / "site"), catalogues)
        self.done: list[str] = []

    @initialize(seed=strategies.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.random = Random(seed)
        self.compare()
        self.keep()

    @rule(number=strategies.integers(1, 3))
    def edit(self, number: int) -> None:
        for _ in range(number):
            self.done.append(edit(self.site, self.random))
        if self.compare():
            self.keep()
        elif self.random.random() < 0.7:
            self.back()
            self.compare()

    def make(self, edit: Edit) -> None:
        """Make an edit of one kind, and take it back where it leaves an error."""
        self.done.append(made_by(edit, self.site, self.random))
        if self.compare():
            self.keep()
        else:
            self.back()
            self.compare()

    @rule()
    def begin_elsewhere(self) -> None:
        """Be on a new machine, to which the cache alone was brought."""
        shutil.rmtree(self.folder / "next", ignore_errors=True)
        self.compare()

    @rule()
    def back(self) -> None:
        """Go back to the last state that could be built."""
        shutil.rmtree(self.site.folder)
        shutil.copytree(self.folder / "before", self.site.folder, symlinks=True)
        self.site.settings = dict(self.settings)

    def keep(self) -> None:
        shutil.rmtree(self.folder / "before", ignore_errors=True)
        shutil.copytree(self.site.folder, self.folder / "before", symlinks=True)
        self.settings = dict(self.site.settings)

    def compare(self) -> bool:
        """Compare a build with what the others have left to one that knows of none; tell whether there was no error."""
        found = outcome(self.site, self.folder / "next", self.folder / "cache")
        clean = outcome(self.site, self.folder / "clean")
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        assert found == clean, f"differs after {self.done}"
        return isinstance(clean[0], dict)

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.folder)


@pytest.mark.slow
def test_any_history_gives_what_no_history_gives() -> None:
    """At least 1,000 edits with `make soak`."""
    run_state_machine_as_test(
        History, settings=settings(max_examples=amount(6, 40), stateful_step_count=amount(15, 40), deadline=None)
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(amount(1, 20)))
def test_a_history_of_every_kind_of_edit_gives_what_no_history_gives(seed: int) -> None:
    history = History()
    try:
        history.begin(seed)
        makes = [make for make, times in EDITS for _ in range(times)]
        history.random.shuffle(makes)
        for make in makes:
            history.make(make)
        found = {name for name in history.done if " " not in name}
        assert found == {make.__name__ for make in makes}
    finally:
        history.teardown()


@pytest.mark.parametrize("day", ["2024-03-04", "2024-03-11", "2024-05-01", "2034-06-01"])
def test_a_day_on_which_something_has_or_has_not_come(day: str, built: Edited, tmp_path: Path) -> None:
    for today in (datetime.date.fromisoformat(day), mini.TODAY):
        built.settings["today"] = today
        shutil.rmtree(tmp_path / "clean", ignore_errors=True)
        assert outcome(built, tmp_path / "next", tmp_path / "cache") == outcome(built, tmp_path / "clean")


# Damages


def damages(cache: Path, random: Random) -> str:
    """Damage a cache in some way, and return in which."""
    file = cache / CACHE_NAME
    kind = random.choice(["bits", "cut", "entry", "swapped", "foreign", "empty", "folder", "text", "half"])
    data = bytearray(file.read_bytes())
    if kind == "bits":
        for _ in range(random.randrange(1, 60)):
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        file.write_bytes(data)
    elif kind == "cut":
        file.write_bytes(data[: random.randrange(len(data))])
    elif kind == "half":
        middle = len(data) // 2
        file.write_bytes(data[:middle] + bytes(len(data) - middle))
    elif kind == "empty":
        file.write_bytes(b"")
    elif kind == "text":
        file.write_bytes(b"This is no cache.\n" * 100)
    elif kind == "folder":
        file.unlink()
        file.mkdir()
    else:
        try:
            damage_an_entry(file, kind, random)
        except sqlite3.DatabaseError:
            # An earlier damage lies where no build has looked. It would keep all further ones of these kinds away.
            file.unlink()
            kind = "gone"
    return kind


def damage_an_entry(file: Path, kind: str, random: Random) -> None:
    """Change one of the entries of a cache, or two, and leave the rest of the file as SQLite expects it."""
    with closing(sqlite3.connect(file)) as connection, connection:
        rows = connection.execute("SELECT rowid, kept FROM entries").fetchall()
        one, other = random.choice(rows), random.choice(rows)
        if kind == "entry":
            kept = bytearray(one[1])
            kept[random.randrange(len(kept))] ^= 0xFF
            connection.execute("UPDATE entries SET kept = ? WHERE rowid = ?", (bytes(kept), one[0]))
        elif kind == "swapped":
            connection.execute("UPDATE entries SET kept = ? WHERE rowid = ?", (other[1], one[0]))
            connection.execute("UPDATE entries SET kept = ? WHERE rowid = ?", (one[1], other[0]))
        else:
            connection.execute("UPDATE entries SET kept = ? WHERE rowid = ?", (random.randbytes(200), one[0]))


@pytest.mark.slow
def test_a_damaged_cache_changes_nothing(tmp_path: Path) -> None:
    """200 damages with `make soak`."""
    site = Edited(mini.copy_site("two-locales", tmp_path / "site"), messages.CATALOGUES)
    clean = outcome(site, tmp_path / "clean")
    random = Random(1)
    for _ in range(amount(30, 200)):
        cache = tmp_path / "cache"
        if (cache / CACHE_NAME).is_dir():
            shutil.rmtree(cache)
        assert outcome(site, tmp_path / "next", cache) == clean
        kind = damages(cache, random)
        if random.random() < 0.5:
            shutil.rmtree(tmp_path / "next")
        assert outcome(site, tmp_path / "next", cache) == clean, kind


# What is left out


def made(site: Edited, folder: Path) -> set[str]:
    """Build a site on what the builds before have left, and return the queries of all that was made, with their keys."""
    _, prepared = built_outcome(site, folder / "next", folder / "cache")
    assert prepared is not None
    return {f"{query} {getattr(key, 'path', key)}" for query, key in prepared.database.computed}


@pytest.fixture
def built(tmp_path: Path) -> Edited:
    site = Edited(mini.copy_site("two-locales", tmp_path / "site"), messages.CATALOGUES)
    assert len(made(site, tmp_path)) > 40
    return site


def test_where_nothing_has_changed_nothing_is_made(built: Edited, tmp_path: Path) -> None:
    assert made(built, tmp_path) == set()


def test_a_summary_makes_its_page_and_its_part_of_the_data(built: Edited, tmp_path: Path) -> None:
    mini.overlay(built.folder, {"content/articles/ferry-delayed/sv.yaml": {"replace": {"  Rederiet": "  Nytt. Rederiet"}}})
    assert made(built, tmp_path) == {
        "parse ContentFileKey(file='content/articles/ferry-delayed/sv.yaml', model='ArticleText')",
        "findings articles:ferry-delayed",
        "page sv/articles/ferry-delayed/",
        "exported_record articles/ferry-delayed",
        "search_shard ShardKey(locale='sv', name='0')",
        *(f"data_files {kind}" for kind in ("articles", "database")),
    }


def test_a_headline_makes_what_shows_it_and_nothing_in_other_editions(built: Edited, tmp_path: Path) -> None:
    mini.overlay(built.folder, {"content/articles/ferry-delayed/sv.yaml": {"replace": {"headline: ": "headline: Nytt, "}}})
    pages = {key for key in made(built, tmp_path) if key.startswith("page ")}
    assert {"page sv/", "page sv/articles/ferry-delayed/", "page sv/briefings/ferries/"} <= pages
    assert not any(key.startswith("page en/") for key in pages)


def test_a_locale_that_is_added_or_dropped_is_an_edition_more_or_less(built: Edited, tmp_path: Path) -> None:
    chosen = mini.settings(built.folder).locales
    for locales in ((*chosen, "nb"), chosen):
        built.settings = {"locales": locales}
        found = outcome(built, tmp_path / "next", tmp_path / "cache")
        assert ("nb/index.html" in found[0]) is ("nb" in locales)
        assert found == outcome(built, tmp_path / locales[-1])


def test_a_site_without_search_has_no_page_for_it(built: Edited, tmp_path: Path) -> None:
    for search in (False, True):
        built.settings = {"search": search}
        found = outcome(built, tmp_path / "next", tmp_path / "cache")
        assert ("en/search/index.html" in found[0]) is search
        assert found == outcome(built, tmp_path / f"clean-{search}")


def test_the_name_of_an_entity_makes_pages_and_no_connections(built: Edited, tmp_path: Path) -> None:
    mini.overlay(built.folder, {"content/entities/kustbolaget.yaml": {"replace": {"Kustbolaget": "Kustlinjen"}}})
    keys = made(built, tmp_path)
    assert {"page sv/entities/kustbolaget/", "page sv/articles/ferry-delayed/"} <= keys
    assert "graph" not in keys


def test_the_connections_of_the_last_build_are_read_and_not_made_again(
    built: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mini.overlay(built.folder, {"content/articles/ferry-delayed/sv.yaml": {"replace": {"  Rederiet": "  Nytt. Rederiet"}}})
    monkeypatch.setattr(pipeline, "link", lambda content: pytest.fail("linked again"))
    assert "page sv/articles/ferry-delayed/" in made(built, tmp_path)


def test_a_new_day_makes_nothing(built: Edited, tmp_path: Path) -> None:
    built.settings["today"] = mini.TODAY.replace(year=mini.TODAY.year + 1)
    assert made(built, tmp_path) == set()


def test_shards_of_another_size(tmp_path: Path) -> None:
    site = Edited(mini.copy_site("two-locales", tmp_path / "site"), messages.CATALOGUES)
    site.settings["search"] = True
    before = outcome(site, tmp_path / "kept", tmp_path / "cache")
    site.settings["shard_pages"] = 2
    found = outcome(site, tmp_path / "kept", tmp_path / "cache")
    assert found == outcome(site, tmp_path / "clean") != before


# What is kept


def test_a_build_that_finds_everything_as_it_was_keeps_nothing_new(tmp_path: Path) -> None:
    """Search is left out after a build that had it: nothing reads any more what only it reads."""
    site = mini.copy_site("two-locales", tmp_path / "site")
    inline.build(site)
    config = site / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("locales:", "search: false\n    locales:"), "utf-8")
    assert inline.build(site).status == 0
    cache = site / ".briefings" / CACHE_NAME
    before = cache.stat().st_mtime_ns
    inline.build(site)
    assert cache.stat().st_mtime_ns == before


def test_the_graph_is_in_use(tmp_path: Path) -> None:
    site = mini.copy_site("two-locales", tmp_path / "site")
    store, chosen = BlobStore(tmp_path / CACHE_NAME, spare=0, free=0), mini.settings(site)
    build(prepare(chosen, Services(store)), chosen, {}, tmp_path / "out", Services(store))
    store.close()
    database = open_database(chosen, Templates.read(chosen.templates), Catalogues.read(chosen.locales), Services(store))
    ((_, key),) = database._last["graph"].values()
    assert store.get(key) is not None


@query
def reading(inputs: Sequence[str], key: str) -> Produced[int]:
    """Read inputs."""
    for name in inputs:
        record_dependency(ContentFile(name))
    return Produced(len(inputs))


def test_inputs_that_nothing_reads_any_more_are_forgotten() -> None:
    store, sizes = BlobStore(None), []
    for number in range(12):
        names = [f"{number}-{place}" for place in range(100)]

        def digest(read: ContentFile, number: int = number) -> bytes:
            return b"1" if read.path.startswith(f"{number}-") else b""

        database = Database(store, b"key", [reading])
        database.provide({ContentFile: digest})
        if number % 2:
            assert database.compute(reading, names, "a") == 100
        database.compute(reading, names[:50], "b")
        database.save()
        again = Database(store, b"key", [reading])
        again.provide({ContentFile: digest})
        assert (again.reuse(reading, "a"), again.reuse(reading, "b")) == (100 if number % 2 else None, 50)
        sizes.append(len(again._inputs))
    assert max(sizes) <= 300
