"""Files with thousands of mistakes: the first hundred that are alike are told and the others counted, in little time."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefings import markup, mkdocs_plugin
from briefings.diagnostics import MAX_CANDIDATES, closest, count, listed
from briefings.model.reference import Reference, equivalence_classes
from tests import mini

FACTS, TEXT = "content/articles/ferry-late/article.yaml", "content/articles/ferry-late/en.yaml"
BODY, TOPIC = "content/briefings/ferries/en.yaml", "content/topics/shipping.yaml"
OWN = "language: en\norigin: {kind: own}\n"
POINTS = "headline: a\nsummary: b\nkey_points:\n"


def each(line: str, count: int) -> str:
    return "".join(line.replace("N", str(number)) for number in range(count))


MANY: dict[str, tuple[dict[str, Any], str, int]] = {
    "key points that are lists": ({TEXT: POINTS + "- []\n" * 19_000}, "S003", 18_900),
    "claims that are texts": ({FACTS: f"{OWN}claims:\n" + each("  cN: x\n", 9_900)}, "S003", 9_800),
    "folders that are empty": ({f"content/articles/f{number}": {"folder": True} for number in range(2_000)}, "F006", 1_900),
    "keys that there are not": ({FACTS: OWN + each("languagN: x\n", 9_900)}, "S001", 9_800),
    "entities that there are not": ({FACTS: f"{OWN}entities:\n" + each("- swedn-N\n", 15_000)}, "R001", 14_900),
    "names in the place of ids": ({FACTS: f"{OWN}entities:\n" + each("- Swedn N\n", 15_000)}, "S003", 14_900),
    "keys that repeat": ({FACTS: OWN + "title: x\n" * 9_900}, "Y002", 9_799),
    "comments": ({TEXT: POINTS + "- x #\n" * 19_000}, "Y013", 18_900),
    "comments alone": ({TEXT: POINTS + "- #\n" * 19_000}, "Y013", 18_900),
    "entries that are joined": ({TEXT: POINTS + "- x\n - y\n" * 9_000}, "Y014", 8_900),
    "commas in numbers": ({TEXT: f"{POINTS}  [{'1,1, ' * 9_000}]\n"}, "Y012", 8_900),
    "colons without a space": ({TOPIC: f"names: {{{each('aN:b, ', 9_000)}}}\n"}, "Y011", 8_900),
    "conflicts": ({TOPIC: "<<<<<<< a\n>>>>>>> b\n" * 12_000}, "Y008", 11_900),
    "citations that are none": ({BODY: "title: a\nlede: b\nbody: |\n" + "  [a:b] [c:d]\n\n" * 2_500}, "C001", 4_900),
    "paragraphs without a source": ({BODY: "title: a\nlede: b\nbody: |\n  [@ferry-late]\n\n" + "  a\n\n" * 9_000}, "L004", 0),
    "texts that nothing announces": ({TEXT: f"{POINTS}  [a]\nclaims:\n" + each("  on-tim-N: x\n", 9_500)}, "L003", 9_400),
    "allowances": ({TOPIC: "names: {en: a}\nallow:\n" + each("  CN: x\n", 9_500)}, "C004", 9_400),
}


@pytest.mark.parametrize("name", MANY)
def test_the_first_hundred_are_told_and_the_others_counted(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, code, more = MANY[name]
    site = mini.copy_site("two-locales", tmp_path / "site")
    mini.overlay(site, files)
    read = Counter[int]()
    parse = yaml.parse

    def counting(text: Any, *arguments: Any, **options: Any) -> Any:
        read[hash(text)] += 1
        return parse(text, *arguments, **options)

    monkeypatch.setattr(yaml, "parse", counting)
    began = time.process_time()
    problems = mkdocs_plugin.check_site(str(site / "mkdocs.yml"))
    assert time.process_time() - began < 5  # a tenth of it on this project's machines
    assert max(read.values(), default=0) <= 2  # once to check it, once for the places
    assert max(Counter((problem.file, problem.code) for problem in problems).values()) <= 101
    counted = [problem for problem in problems if re.match(r"and [\d,]+ more like it", problem.message)]
    assert [(problem.code, problem.message.split(" more")[0]) for problem in counted if problem.code == code] == (
        [(code, f"and {more:,}")] if more else []
    )


def test_the_total_is_of_all_those_told_or_counted(tmp_path: Path) -> None:
    site = mini.copy_site("two-locales", tmp_path / "site")
    mini.overlay(
        site, {TEXT: POINTS + "- []\n" * 1_234 + "claims: {on-time: x}\n", TOPIC: "names: {en: a\u200bb, sv: a\u200bb}\n"}
    )
    problems = mkdocs_plugin.check_site(str(site / "mkdocs.yml"))
    assert len(problems) == 103
    assert (count(problems, "error"), count(problems, "warning")) == (1_234, 2)
    checked = mini.run(site, "briefings", "check")
    assert checked.stdout.splitlines()[-1].startswith("1234 errors, 2 warnings.")
    built = mini.run(site, "briefings", "build")
    assert "1234 errors in the content; the published site is as it was" in built.stdout + built.stderr


def test_what_is_wrong_with_characters_is_searched_for_in_all_messages_at_once(tmp_path: Path) -> None:
    """A file of thousands of mistakes in its characters, and thousands in its shape."""
    site = mini.copy_site("two-locales", tmp_path / "site")
    mini.overlay(site, {TEXT: POINTS + "- p\u0430y\u200bp\u0430l x \u00c3\u00a9 #\n" * 9_000})
    began = time.process_time()
    problems = mkdocs_plugin.check_site(str(site / "mkdocs.yml"))
    assert time.process_time() - began < 5
    assert max(Counter((problem.file, problem.code) for problem in problems).values()) <= 101


def test_a_hundred_are_all_told_and_one_more_is_counted(tmp_path: Path) -> None:
    for number, last in ((100, "expected a text, found an empty list"), (101, "and 1 more like it: a value of the wrong kind")):
        site = mini.copy_site("two-locales", tmp_path / str(number))
        mini.overlay(site, {TEXT: POINTS + "- []\n" * number + "claims: {on-time: x}\n"})
        problems = mkdocs_plugin.check_site(str(site / "mkdocs.yml"))
        assert len(problems) == number
        assert (problems[-1].line, problems[-1].message) == (number + 3, last)


def test_of_very_many_names_the_closest_is_found_among_those_that_are_alike() -> None:
    known = [f"claim-{number}" for number in range(MAX_CANDIDATES * 10)]
    assert closest("clame-1321", known) == "claim-1321"
    assert closest("zebra", known) is None


def test_a_message_lists_at_most_twenty_names() -> None:
    assert listed([]) == "none"
    assert listed(["a", "b"]) == "a, b"
    assert listed([str(number) for number in range(21)]).endswith("18, 19, …")


def test_whether_a_page_is_too_long_is_found_out_once_for_all_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "---\ntitle: About\ndescription: What this is.\n---\n\n## A\n\n" + ("[a](#a)" * 500 + "\n\n") * 2
    site = mini.copy_site("two-locales", tmp_path / "site")
    mini.overlay(site, {"content/pages/en/about.md": page})
    asked = Counter[str]()
    lint_limits = markup.lint_limits

    def counting(text: str) -> Any:
        asked[text] += 1
        return lint_limits(text)

    monkeypatch.setattr(markup, "lint_limits", counting)
    assert mkdocs_plugin.check_site(str(site / "mkdocs.yml")) == ()
    assert 0 < max(asked.values()) <= 3


@pytest.mark.parametrize("tie", ["ferry-delayed:on-time", "ferry-late:c0"])
def test_an_article_does_not_make_one_statement_over_and_over(tie: str, tmp_path: Path) -> None:
    """Each of the claims would be listed with all others."""
    words = "headline: a\nsummary: b\nkey_points: [c]\nclaims:\n  c0: x\n"
    for number, wrong in ((20, 0), (21, 1), (200, 101), (2_000, 101)):
        site = mini.copy_site("two-locales", tmp_path / str(number))
        claims = each(f"  dN: {{evidence: a, same_as: [{tie}]}}\n", number - ("ferry-late" in tie))
        facts = "language: en\ntitle: a\norigin: {kind: own}\nclaims:\n  c0: {evidence: a}\n" + claims
        mini.overlay(site, {FACTS: facts, TEXT: words + each("  dN: x\n", number - ("ferry-late" in tie))})
        body = site / BODY
        for text in (body, body.with_name("sv.yaml")):
            text.write_text(text.read_text("utf-8").replace("; @ferry-late:on-time", ""), "utf-8")
        problems = [problem for problem in mkdocs_plugin.check_site(str(site / "mkdocs.yml")) if problem.severity == "error"]
        assert [problem.code for problem in problems] == ["R012"] * wrong
        assert count(problems, "error") == max(0, number - 20)


@pytest.mark.parametrize("order", [1, -1])
def test_classes_are_joined_in_few_steps(order: int) -> None:
    """The smaller of two becomes part of the larger: a chain of ties is no longer than its members."""
    members = [Reference(f"a{number}", "b") for number in range(20_000)]
    began = time.process_time()
    classes = equivalence_classes(members, zip(members[::order], members[::order][1:], strict=False))
    assert time.process_time() - began < 2  # a tenth of it on this project's machines
    assert len(set(map(id, classes.values()))) == 1
    assert classes[members[0]] == tuple(sorted(members))
