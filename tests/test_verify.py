"""Verifying: what is recorded, that it is the same again, what the command says, what is warned of, and what pages show."""

from __future__ import annotations

import datetime
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from briefings import mkdocs_plugin
from briefings.errors import SiteError
from briefings.evidence.normal_form import normalise
from briefings.evidence.passages import passage_digest
from briefings.evidence.verify import Verification, verify
from briefings.model.records import Evidence
from tests import mini
from tests.conftest import Said

RECORD = "content/verified.txt"
FERRY = "content/articles/ferry-delayed/article.yaml"
DAY = datetime.date(2024, 5, 2)
LATER = datetime.date(2024, 5, 30)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site `two-locales`, whose record is complete, with its archive beside it."""
    shutil.copytree(mini.ARCHIVE, tmp_path / "archive")
    return mini.copy_site("two-locales", tmp_path / "project")


def verified(site: Path, day: datetime.date = DAY) -> Verification:
    return verify(mini.settings(site), site.parent / "archive", day)


def lines(site: Path) -> list[str]:
    """Return the record's lines without those at its head."""
    return [line for line in (site / RECORD).read_text("utf-8").splitlines() if not line.startswith("#")]


def checked(site: Path, **orders: Any) -> list[str]:
    return [str(problem) for problem in mkdocs_plugin.check_site(str(site / "mkdocs.yml"), **orders)]


def an_article(article_id: str, site: Path) -> None:
    """Add an article with one claim, and its archived text."""
    text = b"All quays were free of ice."
    (site.parent / "archive" / f"{article_id}.txt").write_bytes(text)
    folder = f"content/articles/{article_id}"
    archived = f"{{file: {article_id}.txt, sha256: {hashlib.sha256(text).hexdigest()}}}"
    claims = "claims: {ice: {evidence: free of ice}}"
    words = "headline: A\nsummary: A.\nkey_points: [A.]\nclaims: {ice: No ice.}\n"
    facts = f"language: en\norigin: {{kind: own}}\narchived: {archived}\n{claims}\n"
    mini.overlay(site, {f"{folder}/article.yaml": facts, f"{folder}/en.yaml": words})


# What is recorded


def test_what_was_found_is_recorded(site: Path) -> None:
    before = (site / RECORD).read_bytes()
    (site / RECORD).unlink()
    done = verified(site)
    assert done == Verification((), 6, 6, 1, RECORD, is_changed=True)
    # The record of the site was made on the same day.
    assert (site / RECORD).read_bytes() == before
    text = normalise((mini.ARCHIVE / "ferry-delayed.txt").read_text("utf-8"))
    (waiting,) = [line for line in lines(site) if "waiting/evidence" in line]
    article_id, keys, day, at, passage_digest, text_digest = waiting.split(" ")
    assert (article_id, keys, day) == ("ferry-delayed", "claims/waiting/evidence", "2024-05-02")
    assert text[int(at) :].startswith("Omkring 9 000 resenärer")
    assert passage_digest == hashlib.sha256("Omkring 9 000 resenärer".encode()).hexdigest()
    assert text_digest == hashlib.sha256((mini.ARCHIVE / "ferry-delayed.txt").read_bytes()).hexdigest()


def test_a_second_time_touches_nothing_whatever_the_day(site: Path) -> None:
    before, stat = (site / RECORD).read_bytes(), (site / RECORD).stat()
    assert verified(site, LATER) == Verification((), 6, 6, 1, RECORD, is_changed=False)
    assert (site / RECORD).read_bytes() == before
    after = (site / RECORD).stat()
    assert (after.st_ino, after.st_mtime_ns) == (stat.st_ino, stat.st_mtime_ns)


def test_the_record_does_not_depend_on_the_machine(site: Path) -> None:
    code = (
        "import datetime, sys; from briefings.mkdocs_plugin import verify_site; "
        "verify_site('mkdocs.yml', '../archive', datetime.date(2024, 5, 2))"
    )
    found = set()
    for seed, zone in (("0", "UTC"), ("1", "Pacific/Kiritimati"), ("2", "America/Los_Angeles")):
        (site / RECORD).unlink()
        ended = subprocess.run(
            [sys.executable, "-c", code], cwd=site, check=False, capture_output=True, text=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": str(mini.PROJECT)},
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        found.add((site / RECORD).read_bytes())
    assert found == {(mini.SITES / "two-locales" / RECORD).read_bytes()}


def test_what_changes_is_the_line_of_what_was_changed(site: Path) -> None:
    before = lines(site)
    mini.overlay(site, {FERRY: {"replace": {"stormen den 28 januari": "Sedan stormen den 28 januari"}}})
    assert verified(site, LATER).is_changed
    changed = [(old, new) for old, new in zip(before, lines(site), strict=True) if old != new]
    assert [(old.split(" ")[1:3], new.split(" ")[1:3]) for old, new in changed] == [
        (["events/storm/evidence", "2024-05-02"], ["events/storm/evidence", "2024-05-30"])
    ]
    assert checked(site) == []


@pytest.mark.parametrize("article_id", ["aground", "ferry-first", "zeppelin"])
def test_an_article_more_adds_its_own_lines_and_no_other(site: Path, article_id: str) -> None:
    before = lines(site)
    an_article(article_id, site)
    assert verified(site, LATER).found == 7
    after = lines(site)
    assert [line for line in after if line not in before] == [line for line in after if line.startswith(f"{article_id} ")]
    assert [line for line in after if line in before] == before
    shutil.rmtree(site / "content" / "articles" / article_id)
    verified(site, LATER)
    assert lines(site) == before


def test_two_branches_that_add_articles_merge_without_asking(site: Path) -> None:
    def git(*arguments: str) -> str:
        identity = (
            "-c",
            "user.name=Ada",
            "-c",
            "user.email=ada@example.org",
            "-c",
            "commit.gpgsign=false",
            "-c",
            "core.hooksPath=/dev/null",
        )
        done = subprocess.run(["git", *identity, *arguments], cwd=site, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    shutil.copy(mini.PROJECT / ".gitattributes", site)
    git("init", "--quiet", "--initial-branch", "main")
    git("add", "--all")
    git("commit", "--quiet", "--message", "Begin")
    for branch in ("one", "two"):
        git("checkout", "--quiet", "-b", branch, "main")
        an_article(f"ferry-{branch}", site)
        verified(site)
        git("add", "--all")
        git("commit", "--quiet", "--message", branch)
    git("merge", "--quiet", "--no-edit", "one")
    assert checked(site) == []
    assert len(lines(site)) == 9
    assert verified(site, LATER).found == 8
    assert "2024-05-30" not in (site / RECORD).read_text("utf-8")


def test_what_is_not_found_is_told_and_not_recorded_and_the_rest_is(site: Path) -> None:
    mini.overlay(site, {RECORD: None, FERRY: {"replace": {"stormen den 28 januari": "stormen den 29 januari"}}})
    done = verified(site)
    assert [str(problem).split(" not found")[0] for problem in done.problems] == [f"{FERRY}:31:15: error E003"]
    assert (done.found, done.passages) == (5, 6)
    assert [line.split(" ")[1] for line in lines(site)] == [
        "claims/on-time/evidence",
        "claims/on-time/said_by/0",
        "claims/waiting/evidence",
        "claims/waiting/quote",
        "notes/name/evidence",
        "spellings/kustbolaget/0",
    ]
    assert [problem.split(" ")[2] for problem in checked(site)] == ["E005"]


def test_a_forged_line_does_not_outlive_a_look(site: Path) -> None:
    forged = "stormen den 29 januari"
    mini.overlay(site, {FERRY: {"replace": {"stormen den 28 januari": forged}}})
    text = (site / RECORD).read_text("utf-8")
    (line,) = [line for line in lines(site) if "events/storm" in line]
    (site / RECORD).write_text(
        text.replace(line, line.replace(line.split(" ")[4], passage_digest(Evidence(exact=forged)))), "utf-8"
    )
    assert checked(site) == []  # the record is no signature: who has the texts looks for themselves
    assert len(checked(site, archive=str(mini.ARCHIVE))) == 1
    verified(site)
    assert "events/storm" not in (site / RECORD).read_text("utf-8")


WITHOUT_TEXT = [({"ferry-delayed.txt": None}, "E001"), ({"ferry-delayed.txt": "Färjorna gick i tid.\n"}, "E002")]


@pytest.mark.parametrize(("texts", "code"), WITHOUT_TEXT)
def test_who_has_not_all_texts_loses_nothing(site: Path, texts: Mapping[str, Any], code: str) -> None:
    before = lines(site)
    an_article("aground", site)
    mini.overlay(site.parent / "archive", texts)
    done = verified(site, LATER)
    assert [problem.code for problem in done.problems] == [code]
    assert (done.found, done.passages, done.articles) == (1, 1, 1)
    assert lines(site)[1:] == before


def test_what_is_wrong_with_the_record_is_mended_and_good_lines_keep_their_day(site: Path) -> None:
    sound = (site / RECORD).read_bytes()
    text = sound.decode("utf-8")
    storm = next(line for line in lines(site) if "events/storm" in line)
    mini.overlay(site, {RECORD: f"<<<<<<< ours\n{text}{storm}\nx\n"})
    assert verified(site, LATER).is_changed
    assert (site / RECORD).read_text("utf-8") == text.replace("storm/evidence 2024-05-02", "storm/evidence 2024-05-30")


@pytest.mark.parametrize("day", ["2999-01-01", "2024-06-02"])
def test_a_day_that_has_not_come_is_not_kept(site: Path, day: str) -> None:
    sound = (site / RECORD).read_text("utf-8")
    mini.overlay(site, {RECORD: sound.replace("2024-05-02", day)})
    verified(site)
    assert (site / RECORD).read_text("utf-8") == sound


@pytest.mark.parametrize("target", ["mkdocs.yml", "copy.txt"])
def test_a_link_in_the_record_s_place_is_replaced_and_not_followed(site: Path, target: str) -> None:
    sound = (site / RECORD).read_bytes()
    shutil.copy(site / RECORD, site / "copy.txt")
    before = (site / target).read_bytes()
    mini.overlay(site, {RECORD: {"link": f"../{target}"}})
    verified(site)
    assert not (site / RECORD).is_symlink()
    assert (site / RECORD).read_bytes() == sound
    assert (site / target).read_bytes() == before


def test_nothing_is_written_where_there_is_nothing_to_say(tmp_path: Path) -> None:
    site = mini.copy_site("one-article", tmp_path / "project")
    (tmp_path / "archive").mkdir()
    assert verified(site) == Verification((), 0, 0, 0, RECORD, is_changed=False)
    assert not (site / RECORD).exists()


def test_a_record_of_what_is_gone_is_emptied(site: Path) -> None:
    mini.overlay(site, {FERRY: {"replace": {"archived:\n": "", "  file: ferry-delayed.txt\n": ""}}})
    text = (site / FERRY).read_text("utf-8")
    (site / FERRY).write_text(re.sub(r"  sha256: \w+\n", "", text), "utf-8")
    assert verified(site).is_changed
    assert lines(site) == []


# The command


def test_the_command_says_what_it_found_and_did(site: Path, says_here: Callable[..., Said]) -> None:
    done = "6 of 6 passages found, in 1 article; content/verified.txt"
    assert says_here("verify", "--archive", "../archive") == (0, [f"{done} is as it was."], [])
    (site / RECORD).unlink()
    first = datetime.date.today()
    assert says_here("verify", "--archive", "../archive") == (0, [f"{done} was brought up to date."], [])
    days = {line.split(" ")[2] for line in lines(site)}
    assert days <= {first.isoformat(), datetime.date.today().isoformat()}


def test_the_command_takes_the_archive_from_the_settings(site: Path, says_here: Callable[..., Said]) -> None:
    mini.overlay(site, {"mkdocs.yml": {"replace": {"    desk_locale: en\n": "    desk_locale: en\n    archive: ../archive\n"}}})
    assert says_here("verify")[0] == 0


def test_the_command_names_what_was_not_found_and_still_records_the_rest(site: Path, says_here: Callable[..., Said]) -> None:
    mini.overlay(site, {RECORD: None, FERRY: {"replace": {"stormen den 28 januari": "stormen den 29 januari"}}})
    assert says_here("verify", "--archive", "../archive") == (
        1,
        [
            (
                f"{FERRY}:31:15: error E003 not found in the archived text: 'stormen den 29 januari'. "
                "The text has 'stormen den', but not followed by '29'."
            ),
            "5 of 6 passages found, in 1 article; content/verified.txt was brought up to date.",
        ],
        [],
    )
    assert len(lines(site)) == 6


def test_without_an_archive_the_command_says_what_it_needs(site: Path, says_here: Callable[..., Said]) -> None:
    sentence = "verify looks evidence up: name the folder of the archived texts with --archive"
    assert says_here("verify") == (1, [], [sentence])
    status, _, errors = says_here("verify", "--archive", "nowhere")
    assert status == 2
    assert errors[-1] == "Error: Invalid value for '--archive': Directory 'nowhere' does not exist."


def test_content_that_cannot_be_read_is_told_and_nothing_is_recorded(site: Path, says_here: Callable[..., Said]) -> None:
    mini.overlay(site, {RECORD: None, FERRY: {"replace": {"language: sv": "language: [sv"}}})
    status, out, errors = says_here("verify", "--archive", "../archive")
    assert status == 1
    assert [line.split(" ")[2] for line in out] == ["Y001"]
    assert errors == ["1 error; nothing was looked up."]
    assert not (site / RECORD).exists()


def test_a_record_that_cannot_be_written_is_one_line(site: Path, says_here: Callable[..., Said]) -> None:
    mini.overlay(site, {RECORD: {"folder": True}})
    status, out, errors = says_here("verify", "--archive", "../archive")
    assert (status, out) == (1, [])
    (line,) = errors
    assert line.startswith("Is a directory: ") and line.endswith("; the record is as it was")
    assert sorted(path.name for path in (site / "content").iterdir() if path.name.startswith(".")) == []


# Warnings, and errors where evidence is strict

CHANGED = {FERRY: {"replace": {"quote: Niotusen fick vänta.": "quote: Nio tusen fick vänta."}}}
E006 = (
    "E006 changed since it was verified on 2024-05-02: 'Nio tusen fick vänta.'. Run briefings verify with the archive at hand."
)
E007 = (
    "content/articles/ferry-late/article.yaml:10:15: error E007 cannot be verified: the article has passages and no archived "
    "text. Name its file under 'archived', and run briefings verify --fix."
)


def test_check_warns_and_is_strict_where_it_is_told_to_be(site: Path, says_here: Callable[..., Said]) -> None:
    mini.overlay(site, CHANGED)
    status, out, _ = says_here("check")
    assert (status, out[0]) == (0, f"{FERRY}:24:12: warning {E006}")
    assert out[1].startswith("0 errors, 1 warning.")
    status, out, _ = says_here("check", "--strict")
    assert (status, out[0]) == (1, f"{FERRY}:24:12: warning {E006}")
    status, out, _ = says_here("check", "--strict-evidence")
    assert (status, out[:2]) == (1, [f"{FERRY}:24:12: error {E006}", E007])
    assert out[2].startswith("2 errors, 0 warnings.")


def test_build_warns_and_is_strict_where_it_is_told_to_be(site: Path, says_here: Callable[..., Said]) -> None:
    mini.overlay(site, CHANGED)
    assert mkdocs_plugin.build_site(str(site / "mkdocs.yml")).warnings[0].code == "E006"
    published = mini.tree(site / "site")
    for command in (("--strict",), ("--strict-evidence",)):
        status, _, _ = says_here("build", *command)
        assert status == 1
        assert mini.tree(site / "site") == published
    mini.overlay(
        site, {"mkdocs.yml": {"replace": {"    desk_locale: en\n": "    desk_locale: en\n    strict_evidence: true\n"}}}
    )
    with pytest.raises(SiteError):
        mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
    assert [problem.split(" ")[1:3] for problem in checked(site)] == [["error", "E006"], ["error", "E007"]]


def test_with_the_archive_a_passage_that_stands_there_is_still_not_verified_before_it_is_recorded(site: Path) -> None:
    mini.overlay(site, {FERRY: {"replace": {"stormen den 28 januari": "Sedan stormen"}}})
    assert checked(site, archive=str(mini.ARCHIVE)) == checked(site)
    assert [problem.split(" ")[2] for problem in checked(site)] == ["E006"]


@pytest.mark.parametrize(("texts", "code"), WITHOUT_TEXT)
def test_of_an_article_whose_text_is_not_at_hand_that_alone_is_said(site: Path, texts: Mapping[str, Any], code: str) -> None:
    mini.overlay(site.parent / "archive", texts)
    mini.overlay(site, CHANGED)
    assert [problem.split(" ")[2] for problem in checked(site, archive=str(site.parent / "archive"))] == [code]


# Pages


def shown(site: Path, locale: str = "en") -> BeautifulSoup:
    file = site / "site" / locale / "articles" / "ferry-delayed" / "index.html"
    return BeautifulSoup(file.read_bytes(), "html.parser")


def summary(page: BeautifulSoup, term: str = "Quotations checked") -> str:
    facts = zip(page.select("aside dt"), page.select("aside dd"), strict=True)
    return {name.get_text(): value.get_text() for name, value in facts}[term]


def test_a_tampered_quote_is_never_shown_as_verified(site: Path) -> None:
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"), strict=True)
    page = shown(site)
    assert summary(page) == "6 of 6 found in the archived text on 2 May 2024"
    assert [mark.get_text() for mark in page.select(".proof")] == [
        "✓ Wording found in source",  # of the note
        "✓ Wording and attribution found in source",  # of the first claim, which the company makes
        *["✓ Wording found in source"] * 4,
    ]
    mini.overlay(site, CHANGED)
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
    page = shown(site)
    assert summary(page) == "5 of 6 found in the archived text on 2 May 2024; 1 changed since it was checked"
    quoted = page.select_one("#claim-waiting .quoted")
    assert quoted is not None
    assert [mark.get_text() for mark in quoted.select(".proof")] == ["changed since it was checked"]
    assert len([mark for mark in page.select(".proof") if "✓" in mark.get_text()]) == 5


@pytest.mark.parametrize(
    ("locale", "term", "all_verified", "none"),
    [
        (
            "en",
            "Quotations checked",
            "6 of 6 found in the archived text on 2 May 2024",
            "None of 6 quotations checked against the archived text",
        ),
        (
            "sv",
            "Citatkontroll",
            "6 av 6 återfunna i den arkiverade texten den 2 maj 2024",
            "Inget av 6 citat har kontrollerats mot den arkiverade texten",
        ),
    ],
)
def test_how_much_is_verified_is_said_in_each_locale(site: Path, locale: str, term: str, all_verified: str, none: str) -> None:
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
    assert summary(shown(site, locale), term) == all_verified
    (site / RECORD).unlink()
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
    assert summary(shown(site, locale), term) == none
    assert {mark.get_text() for mark in shown(site, locale).select(".proof")} == {
        {"en": "not checked", "sv": "inte kontrollerat"}[locale]
    }


def test_pages_are_the_same_with_and_without_the_archive(site: Path) -> None:
    mini.overlay(site, CHANGED | {FERRY: {"replace": {"stormen den 28 januari": "Sedan stormen"}}})
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
    without = mini.tree(site / "site")
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"), archive=str(mini.ARCHIVE))
    assert mini.tree(site / "site") == without


def test_the_record_is_no_part_of_the_site(site: Path) -> None:
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"))
    assert [path for path in mini.tree(site / "site") if "verified" in path] == []


# The real content


def test_every_passage_of_the_real_content_is_verified(project: Path, archive: Path | None) -> None:
    assert [str(p) for p in mkdocs_plugin.check_site(str(project / "mkdocs.yml"), strict_evidence=True)] == []
    if archive is not None:
        assert [str(p) for p in mkdocs_plugin.check_site(str(project / "mkdocs.yml"), archive=str(archive))] == []
