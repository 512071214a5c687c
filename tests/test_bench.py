"""The bench: its corpus is content like any other, and it compares only builds of the same site."""

from __future__ import annotations

import datetime
import importlib
import itertools
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from briefings.mkdocs_plugin import build_site, check_site, verify_site
from briefings.search import _program
from tests.mini import PROJECT, tree
from tests.test_layers import view_classes

pytestmark = pytest.mark.slow

N = 10


@pytest.fixture(scope="module")
def bench() -> Iterator[Any]:
    """Import a module of the bench by its name; they stand beside each other in a folder and are no package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PROJECT / "bench"))
        yield importlib.import_module


@pytest.fixture(scope="module")
def corpus(bench: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of ten articles with its site, which tests leave as it is."""
    folder = tmp_path_factory.mktemp("bench") / "corpus"
    bench("corpus").make(N, folder)
    build_site(str(folder / "mkdocs.yml"))
    return folder


@pytest.fixture
def other(corpus: Path, tmp_path: Path) -> Path:
    """A copy of the site, to be changed."""
    return shutil.copytree(corpus / "site", tmp_path / "other")


def found(bench: Any, corpus: Path, other: Path, *always: str) -> list[str]:
    return bench("compare").differences(corpus, corpus / "site", other, always)  # type: ignore[no-any-return]


def test_the_check_finds_nothing_in_the_corpus(corpus: Path) -> None:
    """Neither an error nor a warning, with the archived texts at hand."""
    assert check_site(str(corpus / "mkdocs.yml"), archive=str(corpus / "archive")) == ()


def test_the_same_seed_gives_the_same_bytes(bench: Any, corpus: Path, tmp_path: Path) -> None:
    bench("corpus").make(N, tmp_path / "again")
    bench("corpus").make(N, tmp_path / "another", seed=2)
    content = tree(corpus / "content")
    assert tree(tmp_path / "again" / "content") == content
    assert tree(tmp_path / "another" / "content") != content


def test_a_corpus_has_what_it_is_made_for(bench: Any, corpus: Path) -> None:
    content = corpus / "content"
    assert len(list(content.glob("articles/*/sv.yaml"))) == N
    assert len(list(content.glob("briefings/*/briefing.yaml"))) == N // 5
    facts = "".join(file.read_text("utf-8") for file in content.glob("articles/*/article.yaml"))
    assert all(word in facts for word in ("quote:", "figure:", "same_as:", "contradicts:", "kind: translation", "events:"))
    assert all(word in facts for word in ("voice: unnamed", "voice: article", "said_by:", "through:", "attribution:"))


def test_the_record_of_the_corpus_is_what_verify_finds(bench: Any, tmp_path: Path) -> None:
    """Passages, and who is named in them; the days are those of the record, as of all that was found before."""
    bench("corpus").make(N, tmp_path / "corpus")
    record = tmp_path / "corpus/content/verified.txt"
    before = record.read_text("utf-8").splitlines()
    done = verify_site(str(tmp_path / "corpus/mkdocs.yml"), str(tmp_path / "corpus/archive"), datetime.date(2026, 1, 1))
    assert done.problems == ()
    assert sorted(line for line in record.read_text("utf-8").splitlines() if not line.startswith("#")) == before


def test_the_corpus_takes_the_place_of_nothing_else(bench: Any, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(ValueError, match="holds something else"):
        bench("corpus").make(N, tmp_path)
    assert (tmp_path / "letters.txt").read_text() == "mine"


def test_the_same_site_is_found_to_be_the_same(bench: Any, corpus: Path, other: Path) -> None:
    assert found(bench, corpus, other) == []


def test_a_missing_page_is_noticed_on_either_side(bench: Any, corpus: Path, other: Path) -> None:
    shutil.rmtree(other / "sv/topics/topic-2")
    assert "sv/topics/topic-2: in Briefings' site alone" in found(bench, corpus, other)
    shutil.copytree(other / "sv/topics/topic-1", other / "sv/topics/topic-99")
    assert "sv/topics/topic-99: in Hugo's site alone" in found(bench, corpus, other)


@pytest.mark.parametrize("fact", ["headline", "key_points", "claims", "events", "quotes", "notes", "evidence"])
def test_a_missing_fact_is_noticed(bench: Any, corpus: Path, other: Path, fact: str) -> None:
    path, text = _fact(bench, corpus, fact)
    page = other / path / "index.html"
    assert text in page.read_text("utf-8")
    page.write_text(page.read_text("utf-8").replace(text, "Nothing of the kind."), "utf-8")
    assert f"{path}: Hugo's page does not say '{text}'" in found(bench, corpus, other, path)


def _fact(bench: Any, corpus: Path, key: str) -> tuple[str, str]:
    """Return the path of an article that has such a fact, in a locale that is not its own, and its words."""
    for folder in sorted((corpus / "content/articles").iterdir()):
        words = bench("compare")._load(folder / "da.yaml") | {
            "evidence": bench("compare")._load(folder / "article.yaml")["claims"]["claim-1"]["evidence"]
        }
        value = words.get(key)
        if value:
            first = value if isinstance(value, str) else next(iter(value.values())) if isinstance(value, dict) else value[0]
            return f"da/articles/{folder.name}", first
    raise AssertionError(key)


def test_a_missing_link_and_another_alternate_are_noticed(bench: Any, corpus: Path, other: Path) -> None:
    path = "en/briefings/briefing-1"
    page = other / path / "index.html"
    whole = page.read_text("utf-8")
    page.write_text(whole.replace('href="../../gaps/"', 'href="../../timeline/"'), "utf-8")
    assert f"{path}: only Briefings links to /en/gaps/" in found(bench, corpus, other, path)
    page.write_text(whole.replace('hreflang="da" href="https', 'hreflang="da" href="http'), "utf-8")
    assert f"{path}: the canonical address or the alternates differ" in found(bench, corpus, other, path)


def test_a_page_that_is_searched_on_one_side_alone_is_noticed(bench: Any, corpus: Path, other: Path) -> None:
    path = "en/topics/topic-1"
    page = other / path / "index.html"
    page.write_text(page.read_text("utf-8").replace(" data-pagefind-body", ""), "utf-8")
    assert f"{path}: only Briefings has it searched" in found(bench, corpus, other, path)


def test_a_corpus_is_searched_where_that_is_asked_for(bench: Any, corpus: Path) -> None:
    assert "    search: false\n" in (corpus / "mkdocs.yml").read_text("utf-8")
    assert not (corpus / "site/en/search").exists()
    searched = {text for name, text in bench("corpus").files(N, 1, search=True) if name == "mkdocs.yml"}
    assert all(text.endswith("    search: true\n") for text in searched)
    assert len(searched) == 1


def test_the_pages_that_pagefind_is_given_are_counted(bench: Any, corpus: Path, tmp_path: Path) -> None:
    run = bench("run")
    folder = shutil.copytree(corpus, tmp_path / "corpus", ignore=shutil.ignore_patterns("site"))
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("search: false", "search: true"), "utf-8")
    program = Path(_program())
    aside = bench("aside").Aside(tmp_path / "aside")
    builder = run.Builder(folder, tmp_path, run.Tools(program, program), aside, is_searched=True)
    builder.build_ours()
    pages = [file for file in (folder / "site").rglob("index.html") if "data-pagefind-body" in file.read_text("utf-8")]
    assert builder._indexed() == len(pages) > 100


def test_what_is_needed_no_more_is_deleted_where_nothing_is_measured(
    bench: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = bench("aside")
    waited: list[float] = []
    free = iter([100] * 3 + [70] * 3 + [40] * 3)  # each turn asks three times
    monkeypatch.setattr(module.time, "sleep", waited.append)
    monkeypatch.setattr(module.Aside, "_room", lambda _: next(free))
    aside = module.Aside(tmp_path / "aside")
    left = []
    for _ in range(3):
        aside.make_room()
        aside.settle()
        site = tmp_path / "site"
        site.mkdir()
        aside.take(site)
        assert not site.exists()
        left.append(len(list((tmp_path / "aside").iterdir())))
    assert left == [1, 2, 1], "the turn before has used 30 of it, and 40 are free"
    assert waited[:2] == [0, 0]
    assert module.SETTLED - 60 < waited[2] <= module.SETTLED
    aside.take(tmp_path / "nothing")
    aside.empty()
    assert tree(tmp_path) == {}


def test_a_word_more_is_noticed(bench: Any, corpus: Path, other: Path) -> None:
    path = "de/gaps"
    page = other / path / "index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", "<p>Zugabe</p></main>"), "utf-8")
    assert f"{path}: only Hugo has the word 'Zugabe'" in found(bench, corpus, other, path)


def test_a_bench_without_the_same_site_stops(bench: Any, corpus: Path, tmp_path: Path) -> None:
    project = tmp_path / "hugo"
    shutil.copytree(corpus / "site", project / "public")
    run = bench("run")
    run._refuse_difference(corpus, project)
    shutil.rmtree(project / "public/nb/timeline")
    with pytest.raises(run.NotComparable, match="nb/timeline: in Briefings' site alone"):
        run._refuse_difference(corpus, project)


def test_what_a_command_takes_is_measured_with_its_children(bench: Any, tmp_path: Path) -> None:
    measure = bench("measure")
    child = "import time; held = bytearray(80_000_000); end = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
    cost = measure.measure(["python3", "-c", f"import subprocess; subprocess.run(['python3', '-c', {child!r}])"], tmp_path, {})
    assert cost.cpu >= 0.3
    assert cost.wall >= 0.3
    assert cost.memory >= 80_000_000
    with pytest.raises(measure.CommandFailed, match="ended with 3"):
        measure.measure(["sh", "-c", "exit 3"], tmp_path, {})


def test_the_table_tells_ratios_pair_by_pair(bench: Any) -> None:
    def cost(wall: float) -> dict[str, float]:
        return {"wall": wall, "cpu": wall, "memory": 1e6}

    def size(articles: int, wall: float) -> dict[str, Any]:
        pairs = [{"ours": cost(wall), "hugo": cost(wall * slower), "copy": wall / 3} for slower in (1, 2, 4)]
        stages = {"stages": {"render": 1.0}, "missing": [], "pages": 9, "whole": 1.0, "start of Python": 0.1}
        return {"articles": articles, "pages": 6 * articles, "site_bytes": 0, "content_bytes": 0, "hugo_bytes": 0,
                "states": {"cold": pairs}, "stages": stages}  # fmt: skip

    sizes = [size(100, 1.0), size(400, 16.0)]
    assert "pages indexed" not in bench("table").report(sizes, [0.5], "v1")
    sizes[1]["states"]["cold, with search"] = [pair | {"indexed": 2500} for pair in sizes[1]["states"]["cold"]]
    text = bench("table").report(json.loads(json.dumps(sizes)), [0.5, 1.5], "v1")
    assert "| 100 | cold | 0.50 (0.25 to 1.00) |" in text
    assert "| 400 | cold, with search | 2500 (2500 to 2500) |" in text
    assert "| 100 to 400 | 2.00 | 2.00 | 2.00 | 2.00 |" in text
    assert "| cold build against Hugo’s, wall | 0.8 | 0.5 | 0.50 | met |" in text
    assert "| growth exponent, cold | 1.05 | 1.0 | 2.00 | missed |" in text
    assert "| one text edited, against Hugo’s rebuild | 0.10 | 0.05 | not measured |  |" in text


def test_hugos_templates_name_fields_that_there_are(bench: Any, corpus: Path, tmp_path: Path) -> None:
    """A field that a view has no more would be left out of Hugo's pages, and out of its time, wherever few pages have it."""
    bench("hugo_data").make(corpus, tmp_path / "hugo")
    tables = [file.stem for file in (tmp_path / "hugo/data/en").iterdir()]
    documents = [json.loads(file.read_text("utf-8")) for file in (tmp_path / "hugo/data/en").iterdir()]
    for file in (tmp_path / "hugo/content/en").rglob("*.md"):
        documents.append(json.JSONDecoder().raw_decode(file.read_text("utf-8"))[0])
    known = {*tables, *itertools.chain.from_iterable(map(keys, documents)), *bench("hugo_data").RENAMED.values(), "search"}
    known |= {name for view in view_classes() for name in view.__annotations__}
    actions = [
        (file.name, action)
        for file in (tmp_path / "hugo/layouts").rglob("*.html")
        for action in re.findall(r"\{\{.*?\}\}", file.read_text("utf-8"), re.DOTALL)
    ]
    for _, action in actions:
        if "(dict " in action:  # what one template gives another
            known.update(re.findall(r'"(\w+)"', action))
    for name, action in actions:
        assert set(re.findall(r"\.([a-z_]+)\b", re.sub(r'"[^"]*"', "", action))) <= known, name


def keys(value: Any) -> Iterator[str]:
    """Yield every key in a value."""
    if isinstance(value, dict):
        yield from value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys(item)


def test_hugos_pages_have_the_words_of_the_catalogues(bench: Any) -> None:
    """What no catalogue has would be English in each language of Hugo's pages, and the sites would not be the same."""
    with (PROJECT / "briefings" / "locale" / "sv" / "LC_MESSAGES" / "briefings.po").open("rb") as file:
        known = {(message.context or "", message.id) for message in read_po(file)}
    texts = json.loads((bench("hugo_data").HERE / "interface.json").read_text("utf-8"))
    assert [key for key, text in texts.items() if message_id(text) not in known] == []


def message_id(text: str | list[str]) -> tuple[str, str | tuple[str, ...]]:
    """Return the context and the id of a message as the bench names it."""
    context, _, singular = (text if isinstance(text, str) else text[0]).rpartition("|")
    return context, singular if isinstance(text, str) else (singular, *text[1:])
