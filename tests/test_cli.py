"""The project's own command: what it says, in which words, and with which exit status it ends."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import briefings
from briefings import mkdocs_plugin
from briefings.errors import SiteError
from tests import mini
from tests.conftest import Said

ARTICLE = "content/articles/ferry-delayed/article.yaml"
NOT_LOOKED_UP = "Evidence was not looked up: name the folder of the archived texts with --archive."


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site `two-locales`, not built."""
    return mini.copy_site("two-locales", tmp_path / "project")


def says(site: Path, *command: str) -> Said:
    """Run the command; return its exit status and the lines it wrote to its output and to its errors."""
    ended = mini.run(site, "briefings", *command)
    assert "Traceback" not in ended.stdout + ended.stderr
    return ended.returncode, ended.stdout.splitlines(), ended.stderr.splitlines()


# Help


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (
            "build",
            {
                "--config-file",
                "--archive",
                "--strict-evidence",
                "--strict",
                "--no-strict",
                "--site-dir",
                "--workers",
                "--scheduler",
                "--help",
            },
        ),
        ("check", {"--config-file", "--archive", "--strict-evidence", "--strict", "--explain", "--help"}),
        ("serve", {"--config-file", "--address", "--help"}),
        ("verify", {"--config-file", "--archive", "--fix", "--help"}),
    ],
)
def test_each_command_says_what_it_does_and_how(says_here: Callable[..., Said], command: str, options: set[str]) -> None:
    status, out, errors = says_here(command, "--help")
    assert (status, errors) == (0, [])
    assert out[0] == f"Usage: briefings {command} [OPTIONS]"
    assert out[2].startswith("  ") and out[2].strip()
    assert set(re.findall(r"--[a-z-]+", " ".join(out))) == options


def test_help_lists_the_commands_and_the_version_is_the_package_s(says_here: Callable[..., Said]) -> None:
    _, out, _ = says_here("--help")
    commands = [line.split()[0] for line in out[out.index("Commands:") + 1 :]]
    assert commands == ["build", "check", "serve", "verify"]
    assert says_here("--version") == (0, [f"briefings, version {briefings.__version__}"], [])


def test_a_command_that_there_is_not_is_refused(says_here: Callable[..., Said]) -> None:
    status, _, errors = says_here("publish")
    assert status == 2
    assert errors[-1] == "Error: No such command 'publish'."


def test_the_package_runs_as_a_module(site: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "briefings", "check"], cwd=site, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"0 errors, 0 warnings. {NOT_LOOKED_UP}\n", "")


INTERRUPTED = """
import sys
class Interrupt:
    def find_spec(self, name, *rest):
        if name == "mkdocs":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
sys.argv = ["briefings", "check"]
from briefings.__main__ import main
main()
"""


def test_an_interrupt_while_the_command_starts_shows_no_traceback(site: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED]
    ended = subprocess.run(command, cwd=site, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "Aborted!\n")


# check


def test_check_of_content_without_fault(site: Path) -> None:
    assert says(site, "check") == (0, [f"0 errors, 0 warnings. {NOT_LOOKED_UP}"], [])
    assert says(site, "check", "--strict") == (0, [f"0 errors, 0 warnings. {NOT_LOOKED_UP}"], [])
    assert mini.names(site) == ["content", "mkdocs.yml", "templates"]


def test_check_with_the_archive_at_hand(says_here: Callable[..., Said]) -> None:
    assert says_here("check", "--archive", str(mini.ARCHIVE)) == (0, ["0 errors, 0 warnings."], [])


def test_check_names_one_error(site: Path, says_here: Callable[..., Said]) -> None:
    mini.overlay(site, {ARTICLE: {"replace": {"outlet: kustbladet": "outlet: kustblad"}}})
    assert says_here("check") == (
        1,
        [
            f"{ARTICLE}:3:9: error R002 unknown outlet 'kustblad'. Did you mean 'kustbladet'?",
            f"1 error, 0 warnings. {NOT_LOOKED_UP}",
        ],
        [],
    )


def test_check_names_an_error_where_the_terminal_lacks_its_letters(site: Path) -> None:
    mini.overlay(site, {ARTICLE: {"replace": {"outlet: kustbladet": "outlet: küstbladet"}}})
    ended = mini.run(site, "briefings", "check", PYTHONIOENCODING="ascii")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.splitlines()[0].startswith(f"{ARTICLE}:3:9: error S003 ")
    assert "'k\\xfcstbladet'" in ended.stdout


def test_check_names_all_errors_in_the_order_of_their_places(site: Path, says_here: Callable[..., Said]) -> None:
    mini.overlay(site, {"content/notes.txt": "x", ARTICLE: {"replace": {"outlet: kustbladet": "outlet: kustblad"}}})
    status, out, _ = says_here("check")
    assert status == 1
    assert [line.split(": ")[0] for line in out[:-1]] == [f"{ARTICLE}:3:9", "content/notes.txt"]
    assert out[-1] == f"2 errors, 0 warnings. {NOT_LOOKED_UP}"


def test_lines_are_not_broken_however_narrow_the_terminal(site: Path) -> None:
    mini.overlay(site, {ARTICLE: {"replace": {"outlet: kustbladet": "outlet: '[bold]x'"}}})
    ended = mini.run(site, "briefings", "check", COLUMNS="20")
    assert ended.stdout.splitlines()[0] == (
        f"{ARTICLE}:3:9: error S003 expected an id: lower-case letters, digits and single hyphens, found '[bold]x'"
    )


def test_no_part_of_a_line_becomes_an_emoji(site: Path, says_here: Callable[..., Said]) -> None:
    topic = "content/topics/shipping.yaml"
    mini.overlay(site, {topic: "# a line\n" * 99 + "name: Boats\n"})
    line = f"{topic}:100:1: error S001 unknown key 'name'. Did you mean 'names'?"
    assert line in says_here("check")[1]
    assert line in says_here("build")[2]


# Evidence


@pytest.mark.parametrize(
    ("words", "texts", "line"),
    [
        (
            {"stormen den 28 januari": "stormen den 29 januari"},
            {},
            (
                "31:15: error E003 not found in the archived text: 'stormen den 29 januari'. "
                "The text has 'stormen den', but not followed by '29'."
            ),
        ),
        (
            {},
            {"ferry-delayed.txt": "Färjorna gick i tid.\n"},
            (
                "10:11: error E002 'ferry-delayed.txt' in the archive has the checksum "
                "c263ed43cadd8c076229781c5c5619a945a73ce3b47be2cfd9cf0c0fc03d63d6. If the article's text was meant to be "
                "replaced, delete 'sha256' and run briefings verify --fix; otherwise put the former file back."
            ),
        ),
        ({}, {"ferry-delayed.txt": None}, "9:9: error E001 there is no 'ferry-delayed.txt' in the archive"),
        (
            {},
            {"ferry-delayed.txt": {"link": "../project/mkdocs.yml"}},
            "9:9: error E001 there is no 'ferry-delayed.txt' in the archive",
        ),
        ({}, {"ferry-delayed.txt": {"folder": True}}, "9:9: error E001 there is no 'ferry-delayed.txt' in the archive"),
    ],
    ids=["not found", "another text", "no text", "a link", "a folder"],
)
def test_evidence_is_looked_up(site: Path, words: dict[str, str], texts: dict[str, object], line: str) -> None:
    archive = shutil.copytree(mini.ARCHIVE, site.parent / "archive")
    mini.overlay(site, {ARTICLE: {"replace": words}})
    mini.overlay(archive, texts)
    problems = mkdocs_plugin.check_site(str(site / "mkdocs.yml"), archive=str(archive))
    assert [str(problem) for problem in problems] == [f"{ARTICLE}:{line}"]


def test_the_commands_look_evidence_up_in_the_archive_that_they_are_given(site: Path) -> None:
    mini.overlay(site, {ARTICLE: {"replace": {"file: ferry-delayed.txt": "file: ferry-early.txt"}}})
    line = f"{ARTICLE}:9:9: error E001 there is no 'ferry-early.txt' in the archive"
    assert says(site, "check")[0] == 0
    status, out, _ = says(site, "check", "--archive", str(mini.ARCHIVE))
    assert (status, out[0]) == (1, line)
    assert NOT_LOOKED_UP not in out[-1]
    status, _, errors = says(site, "build", "--archive", str(mini.ARCHIVE))
    assert status == 1
    assert line in errors


def test_an_archive_that_is_not_there_is_refused(says_here: Callable[..., Said]) -> None:
    status, _, errors = says_here("check", "--archive", "nowhere")
    assert status == 2
    assert errors[-1] == "Error: Invalid value for '--archive': Directory 'nowhere' does not exist."


# build


def test_build_says_what_it_built_and_how_to_look_at_it(site: Path) -> None:
    status, out, errors = says(site, "build")
    assert (status, errors) == (0, [])
    assert re.fullmatch(r"2 articles and 1 briefing became 30 pages in 2 locales in \d+\.\d seconds\.", out[0])
    assert re.sub(r"\s+", " ", " ".join(out[1:])) == (
        f"The site is in {site / 'site'}/. To look at it: briefings serve, or make serve, "
        "or open index.html in that folder with a browser."
    )


def test_build_into_another_folder(site: Path) -> None:
    status, _, _ = says(site, "build", "--site-dir", str(site / "elsewhere"))
    assert status == 0
    assert (site / "elsewhere" / "index.html").is_file()
    assert not (site / "site").exists()


def test_build_of_wrong_content_names_each_error_once_and_says_that_nothing_was_published(site: Path) -> None:
    mini.overlay(site, {ARTICLE: {"replace": {"outlet: kustbladet": "outlet: kustblad"}}})
    status, out, errors = says(site, "build")
    assert (status, out) == (1, [])
    line = f"{ARTICLE}:3:9: error R002 unknown outlet 'kustblad'. Did you mean 'kustbladet'?"
    assert errors.count(line) == 1
    assert errors.count("1 error in the content; the published site is as it was") == 1
    assert mini.names(site) == ["content", "mkdocs.yml", "templates"]


# A configuration that is wrong


@pytest.mark.parametrize("command", ["build", "check", "serve", "verify"])
def test_a_configuration_that_is_not_there_gives_one_line(site: Path, command: str) -> None:
    status, out, errors = says(site, command, "-f", "nowhere.yml")
    assert (status, out) == (1, [])
    assert [line.removeprefix("Error: ") for line in errors] == ["Config file 'nowhere.yml' does not exist."]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("site_name: x\ndocs_dir: content\nplugins: [search]\n", "wrong.yml does not name the plugin briefings"),
        (
            "site_name: x\nsite_url: https://x.example/\ndocs_dir: content\nplugins:\n- briefings: {locales: [en, no]}\n",
            "locales: YAML reads the bare word no as a truth value; put it in quotes, and write nb for Norwegian Bokmål",
        ),
    ],
    ids=["another plugin", "a bare word"],
)
def test_settings_that_are_wrong_give_one_line(site: Path, text: str, line: str, says_here: Callable[..., Said]) -> None:
    (site / "wrong.yml").write_text(text, "utf-8")
    assert says_here("check", "-f", "wrong.yml") == (1, [], [line])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("site_name: [x\n", "expected ',' or ']'"),
        ("site_name: x\ndocs_dir: nowhere\nplugins: [briefings]\n", "docs_dir"),
        ("site_name: x\ndocs_dir: content\nplugins: [briefings]\n", "'locales': Required configuration not provided"),
        ("site_name: x\ndocs_dir: content\nplugins:\n- briefings: {locales: en}\n", "'locales': Expected type"),
    ],
    ids=["not YAML", "no folder", "no locales", "a text for a list"],
)
def test_what_mkdocs_finds_wrong_is_told_and_ends_the_command(site: Path, text: str, word: str) -> None:
    (site / "wrong.yml").write_text(text, "utf-8")
    status, out, errors = says(site, "check", "-f", "wrong.yml")
    assert status == 1
    assert word in "\n".join(out + errors)
    with pytest.raises(SiteError):
        mkdocs_plugin.check_site(str(site / "wrong.yml"))


def test_a_setting_that_is_none_is_one_sentence(site: Path) -> None:
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("locales:", "desk_local: en\n    locales:", 1), "utf-8")
    for command in ("check", "build"):
        status, _, said = says(site, command)
        assert status == 1
        told = " ".join(said).removesuffix(" Aborted with a BuildError!")
        assert told == "desk_local: no setting of briefings. Did you mean 'desk_locale'?"


def test_an_extension_that_has_no_effect_ends_each_command(site: Path, says_here: Callable[..., Said]) -> None:
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nmarkdown_extensions: [admonition]\n")
    for command in ("check", "build"):
        status, _, said = says_here(command)
        assert status == 1
        assert " ".join(said).startswith("markdown_extensions: admonition would have no effect")
