"""`briefings check --explain`: each code is explained, and each example is what it says it is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from briefings import mkdocs_plugin
from briefings.diagnostics import CODES
from briefings.explanations import EXPLANATIONS, explain
from tests import mini
from tests.conftest import Said

WHOLE_FILES = {"F005", "Y001", "Y002", "Y003", "Y004", "Y005", "Y006", "Y007", "Y008", "Y009", "Y010", "S001", "L001"}
"""Codes whose example is a whole file."""
_EVIDENCE = "    evidence: 62.5 percent of the ferries"
_CITING = "  About 9,000 had to wait [@ferry-delayed:waiting]."
_FIGURE = "    figure: {measure: passengers-delayed, value: 9000, qualifier: about, unit: passengers}"
_UNITS = "    sv: {one: resenär, other: resenärer}\n"
_ALLOWED = "allow:\n  E013: The passage with the number does not name the company that passed it on.\n"
_SCOPES = "scopes:\n  overnight: {en: stranded overnight, sv: strandade över natten}\n"
PLACES: Mapping[str, str] = {
    "C002": _CITING,
    "C003": _CITING,
    "C004": "topics: [shipping]",
    "E004": _EVIDENCE,
    "E007": "title: Ferries late",
    "E010": "    evidence: Omkring 9 000 resenärer",
    "E011": "  file: ferry-delayed.txt\n  sha256: 389fd6a571c00375bfb59baa0fab78b1cf29727b579c9cc014a18831539bca0d",
    "E013": "    evidence: Omkring 9 000 resenärer",
    "F010": "title: Ferries late",
    "N001": _FIGURE,
    "N002": _FIGURE,
    "N007": _FIGURE,
    "N005": "    figure: {measure: ferries-on-time, value: 62.5, unit: percent}",
    "R012": _EVIDENCE,
    "R016": _EVIDENCE,
    "R013": "origin: {kind: translation, of: ferry-delayed, inferred: true}",
    "R020": _CITING,
    "R021": _CITING,
    "Y013": "title: Ferries late",
    "Y014": "- Fewer than two thirds of the ferries were on time.",
}
"""What an example takes the place of in its file of the site `two-locales`, where its right text does not stand there."""
BESIDES: Mapping[str, Mapping[str, Any]] = {
    "C004": {"content/briefings/ferries/en.yaml": {"replace": {_CITING: _CITING + "\n\n  We have counted them ourselves."}}},
    "D004": {
        "content/articles/ferry-late/article.yaml": {
            "replace": {
                _EVIDENCE: _EVIDENCE + "\nevents:\n  gale: {date: 2024-01, same_as: [ferry-delayed:storm], evidence: the gale}"
            }
        },
        "content/articles/ferry-late/en.yaml": {"replace": {"claims:\n": "events: {gale: A gale.}\nclaims:\n"}},
    },
    "E007": {"content/verified.txt": ""},
    "E013": {"content/articles/ferry-delayed/article.yaml": {"replace": {_ALLOWED: ""}}},
    "N002": {"content/measures/passengers-delayed.yaml": {"replace": {_UNITS: _UNITS + _SCOPES}}},
    "N003": {"content/measures/passengers-delayed.yaml": {"replace": {_UNITS: _UNITS + "factors: {passengers: 1}\n"}}},
    "N004": {"content/measures/passengers-delayed.yaml": {"replace": {_UNITS: _UNITS + "factors: {passengers: 1}\n"}}},
    "S004": {
        "content/measures/passengers-delayed.yaml": {"replace": {_UNITS: _UNITS + _SCOPES.replace("overnight:", "over-night:")}}
    },
}
"""What else the right text of an example needs around it."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder without any site."""
    return tmp_path


def test_each_code_is_explained() -> None:
    assert sorted(EXPLANATIONS) == sorted(CODES)


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_an_explanation_has_all_its_parts(code: str) -> None:
    explanation = EXPLANATIONS[code]
    for sentences in (explanation.what, explanation.why, explanation.todo):
        assert re.fullmatch(r"[A-Za-z].*[.]", sentences), sentences
    assert re.fullmatch(r"[A-Za-z].*[.]|", explanation.given), explanation.given
    assert explanation.wrong.strip() and explanation.right.strip() and explanation.wrong != explanation.right


TEXTS = [code for code, explanation in EXPLANATIONS.items() if explanation.file]


def prepared(code: str, folder: Path) -> Path:
    """Return a copy of the site `two-locales` in which the right text of an example stands, at the one place that it has."""
    explanation = EXPLANATIONS[code]
    site = mini.copy_site("two-locales", folder)
    mini.overlay(site, BESIDES.get(code, {}))
    if code in WHOLE_FILES:
        mini.overlay(site, {explanation.file: explanation.right + "\n"})
    if code in PLACES:
        mini.overlay(site, {explanation.file: {"replace": {PLACES[code]: explanation.right}}})
    return site


def checked(site: Path, code: str) -> dict[str, str]:
    """Return the codes that a check reports, with their severities; it has the archive where the code is about evidence."""
    is_about_texts = code in {"E001", "E002", "E003", "E010", "E011", "E013"}
    problems = mkdocs_plugin.check_site(
        str(site / "mkdocs.yml"), archive=str(mini.ARCHIVE) if is_about_texts else None, strict_evidence=code == "E007"
    )
    return {problem.code: problem.severity for problem in problems}


@pytest.mark.parametrize("code", TEXTS)
def test_the_right_text_does_not_give_the_code_and_the_wrong_one_does(code: str, tmp_path: Path) -> None:
    explanation = EXPLANATIONS[code]
    site = prepared(code, tmp_path / "site")
    right = checked(site, code)
    assert code not in right
    errors = {reported for reported, severity in right.items() if severity == "error"}
    assert errors <= {"E005"}, right  # what strict evidence wants, `briefings verify` records afterwards
    mini.overlay(site, {explanation.file: {"replace": {explanation.right: explanation.wrong}}})
    assert code in checked(site, code)


@pytest.mark.parametrize("code", ["F003", "F007"])
def test_a_right_name_does_not_give_the_code_and_a_wrong_one_does(code: str, tmp_path: Path) -> None:
    explanation = EXPLANATIONS[code]
    site = mini.copy_site("two-locales", tmp_path / "site")
    mini.overlay(site, {"content/outlets/kustbladet.yaml": None, explanation.right: "name: Kustbladet\n"})
    assert code not in checked(site, code)
    mini.overlay(site, {explanation.right: None, explanation.wrong: "name: Kustbladet\n"})
    assert code in checked(site, code)


def test_an_example_shows_no_text_where_it_is_about_files_themselves() -> None:
    # What makes these, tests/sites/wrong/ has; a file that cannot be read, tests/test_wrong_content.py.
    assert EXPLANATIONS.keys() - set(TEXTS) == {"F001", "F002", "F003", "F004", "F006", "F007", "F008", "F011"}


# The command, in a folder without any site


def test_a_code_is_explained_anywhere(says_here: Callable[..., Said]) -> None:
    status, out, errors = says_here("check", "--explain", "R005")
    assert (status, errors) == (0, [])
    assert out == [
        "R005: an unknown topic (error)",
        "",
        "A topic is named that has no file in content/topics.",
        "",
        "Why it matters: The record would be filed under a subject that no reader can find.",
        "",
        "In the example: content/topics has the file shipping.yaml.",
        "",
        "Wrong, in content/articles/ferry-late/article.yaml:",
        "",
        "    topics: [ships]",
        "",
        "Right:",
        "",
        "    topics: [shipping]",
        "",
        "What to do: Correct the id, or add content/topics/<id>.yaml.",
    ]


@pytest.mark.parametrize("code", CODES)
def test_every_code_can_be_asked_for(says_here: Callable[..., Said], code: str) -> None:
    status, out, errors = says_here("check", "--explain", code)
    assert (status, errors) == (0, [])
    assert out == explain(code).splitlines()
    assert out[0].startswith(f"{code}: ")
    assert out[0].endswith(f"({CODES[code].severity})")


@pytest.mark.parametrize("asked", ["r005", " R005 ", "R005:", "`R005`", "ERROR R005", "(r005)."])
def test_a_code_may_be_written_as_it_comes(says_here: Callable[..., Said], asked: str) -> None:
    status, out, _ = says_here("check", "--explain", asked)
    assert (status, out[0]) == (0, "R005: an unknown topic (error)")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("R05", "there is no code 'R05'. Did you mean 'R015'?"),
        ("RO05", "there is no code 'RO05'. Did you mean 'R005'?"),
        ("S0O1", "there is no code 'S0O1'. Did you mean 'S001'?"),
        ("", "there is no code ''. Codes are F001 to "),
        ("topic", "there is no code 'topic'. Codes are F001 to "),
        ("[red]\x1b[31m", "there is no code '[red]\\u001b[31m'. Codes are F001 to "),
        ("R" * 5000, "there is no code 'RRR"),
    ],
)
def test_a_code_that_there_is_not_is_refused(says_here: Callable[..., Said], asked: str, said: str) -> None:
    status, out, errors = says_here("check", "--explain", asked)
    assert (status, out) == (2, [])
    assert errors[-1].startswith(f"Error: Invalid value for '--explain': {said}")
    assert len(errors[-1]) < 300


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_an_explanation_reaches_a_terminal_of_any_encoding(tmp_path: Path, encoding: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "briefings", "check", "--explain", "E003"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    lines = ended.stdout.decode(encoding).splitlines()
    assert lines == [line.encode(encoding, "backslashreplace").decode(encoding) for line in explain("E003").splitlines()]
