"""Attributions: what the record says of sources that passages name, when it still says so, and what pages say of it."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from briefings import mkdocs_plugin
from briefings.evidence.verify import Verification, verify
from tests import mini

RECORD = "content/verified.txt"
FERRY = "content/articles/ferry-delayed/article.yaml"
COMPANY = "content/entities/kustbolaget.yaml"
ALLOWED = "allow:\n  E013: The passage with the number does not name the company that passed it on.\n"
DAY = datetime.date(2024, 5, 2)
LATER = datetime.date(2024, 5, 30)
ATTRIBUTED = {
    "evidence: Omkring 9 000 resenärer": "evidence: Omkring 9 000 resenärer\n    attribution: Bara 62,5 procent av … rederiet"
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site `two-locales`, with its archive beside it."""
    shutil.copytree(mini.ARCHIVE, tmp_path / "archive")
    return mini.copy_site("two-locales", tmp_path / "project")


def changed(site: Path, **replace: str) -> None:
    mini.overlay(site, {FERRY: {"replace": replace}})


def verified(site: Path, day: datetime.date = DAY) -> Verification:
    return verify(mini.settings(site), site.parent / "archive", day)


def checked(site: Path, **orders: Any) -> list[str]:
    """Return place and code of each problem."""
    problems = mkdocs_plugin.check_site(str(site / "mkdocs.yml"), **orders)
    return [f"{problem.line}:{problem.column} {problem.code}" for problem in problems]


def of_sources(site: Path) -> dict[str, str]:
    """Return the day of each source in the record, by the place where it is named."""
    fields = [line.split(" ") for line in (site / RECORD).read_text("utf-8").splitlines()]
    return {keys: day for _, keys, day, *_ in fields[2:] if "said_by" in keys or "through" in keys}


def badges(site: Path, claim: str, locale: str = "en") -> list[str]:
    """Return what a claim's marks say."""
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
    page = BeautifulSoup((site / "site" / locale / "articles" / "ferry-delayed" / "index.html").read_bytes(), "html.parser")
    return [mark.get_text() for mark in page.select(f"#claim-{claim} .proof")]


def test_a_source_is_recorded_where_a_passage_names_it(site: Path) -> None:
    changed(site, **ATTRIBUTED)
    changed(site, **{ALLOWED: ""})
    assert checked(site, archive=str(mini.ARCHIVE)) == ["27:18 E005"]
    assert verified(site).problems == ()
    assert of_sources(site) == {"claims/on-time/said_by/0": str(DAY), "claims/waiting/through/0": str(DAY)}
    assert checked(site) == checked(site, archive=str(mini.ARCHIVE)) == []
    assert badges(site, "waiting") == [
        "✓ Wording found in source",
        "✓ Wording and attribution found in source",
        "✓ Wording found in source",
    ]


def test_without_an_entry_the_page_claims_the_wording_alone_and_nothing_is_warned_of(site: Path) -> None:
    record = (site / RECORD).read_text("utf-8")
    (site / RECORD).write_text("".join(line for line in record.splitlines(keepends=True) if "said_by" not in line), "utf-8")
    assert checked(site) == []
    assert badges(site, "on-time") == ["✓ Wording found in source"]
    assert badges(site, "on-time", "sv") == ["✓ Ordalydelsen återfunnen i källan"]


def test_a_source_that_no_passage_names_has_no_entry_and_is_told_of_once(site: Path) -> None:
    changed(site, **{ALLOWED: ""})
    assert [problem.code for problem in verified(site).problems] == ["E013"]
    assert list(of_sources(site)) == ["claims/on-time/said_by/0"]
    assert checked(site) == []
    assert badges(site, "waiting") == ["✓ Wording found in source"] * 2


def test_a_name_more_leaves_the_record_as_it_is(site: Path) -> None:
    mini.overlay(site, {COMPANY: {"replace": {"names: {": "names: {sv: Kustbolaget AB, "}}})
    assert checked(site) == []
    assert not verified(site, LATER).is_changed


def test_without_the_name_that_was_found_the_record_proves_nothing(site: Path) -> None:
    changed(site, **{"[Kust-Bolaget]": "[Kust-Bolagets]"})
    assert checked(site) == ["15:17 E006"]
    assert badges(site, "on-time") == ["✓ Wording found in source"]
    assert verified(site, LATER).problems == ()
    assert of_sources(site) == {"claims/on-time/said_by/0": str(LATER)}


def test_another_speaker_is_none_that_was_found(site: Path) -> None:
    changed(site, **{"said_by: [kustbolaget]": "said_by: [sweden]"})
    assert checked(site) == ["18:15 E006"]
    assert badges(site, "on-time") == ["✓ Wording found in source"]
    assert checked(site, archive=str(mini.ARCHIVE)) == ["18:15 E006"]  # no name of it stands there, which the record allows


def test_a_speaker_who_loses_the_name_has_none_that_could_be_found(site: Path) -> None:
    mini.overlay(site, {COMPANY: {"replace": {"kind: organisation": "kind: organisation\nunnamed: true"}}})
    assert checked(site) == []
    assert verified(site).is_changed
    assert of_sources(site) == {}


def test_all_sources_of_a_statement_are_named_or_it_is_not_attributed(site: Path) -> None:
    changed(site, **{"said_by: [kustbolaget]": "said_by: [kustbolaget, sweden]"})
    verified(site)
    assert list(of_sources(site)) == ["claims/on-time/said_by/0"]
    assert badges(site, "on-time") == ["✓ Wording found in source"]


def test_a_passage_that_changes_is_one_problem_and_takes_its_attribution_along(site: Path) -> None:
    changed(site, **{"evidence: Bara 62,5 procent … i tid": "evidence: Bara 62,5 procent"})
    assert checked(site) == ["20:15 E006"]
    assert badges(site, "on-time") == ["changed since it was checked"]


def test_what_cannot_be_looked_up_keeps_its_entries(site: Path) -> None:
    (site.parent / "archive" / "ferry-delayed.txt").unlink()
    before = (site / RECORD).read_bytes()
    assert not verified(site, LATER).is_changed
    assert (site / RECORD).read_bytes() == before


def test_an_event_is_attributed_like_a_claim(site: Path) -> None:
    changed(site, **{"date: 2024-01-28": "date: 2024-01-28\n    said_by: [harbour-master, kustbolaget]"})
    changed(site, **{"evidence: stormen den 28 januari": "evidence: stormen den 28 januari har Kust-Bolaget"})
    assert verified(site).problems == ()
    assert "events/storm/said_by/1" in of_sources(site)
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
    page = BeautifulSoup((site / "site" / "en" / "articles" / "ferry-delayed" / "index.html").read_bytes(), "html.parser")
    assert [mark.get_text() for mark in page.select("#events .proof")] == ["✓ Wording and attribution found in source"]


def test_an_allowance_is_not_called_unused_where_the_archive_is_not_at_hand(site: Path) -> None:
    changed(site, **ATTRIBUTED)
    verified(site)
    assert checked(site) == []
    assert checked(site, archive=str(mini.ARCHIVE)) == ["36:3 C005"]
