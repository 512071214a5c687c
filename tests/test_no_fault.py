"""What is called a fault of the tool is one: what a system refuses and a template gets wrong is one sentence."""

from __future__ import annotations

import errno
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefings import cli, mkdocs_plugin
from briefings.errors import SiteError
from briefings.localise import messages
from briefings.reading import read_file, read_no_link
from tests import inline, mini

Refuse = Callable[[str, str], None]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = mini.copy_site("every-field", tmp_path_factory.mktemp("first") / "project")
    assert inline.build(site).status == 0
    return site


@pytest.fixture
def site(first: Path, tmp_path: Path) -> Path:
    return shutil.copytree(first, tmp_path / "project", symlinks=True)


def said(site: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> tuple[int, list[str]]:
    """Run a command on a site that is not published anew; return its status and lines, without the site's own path."""
    before = mini.tree(site / "site")
    monkeypatch.chdir(site)
    with inline.undisturbed():
        ended = inline.runner().invoke(cli.main, [command, *(["--workers", "1"] if command == "build" else [])])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    assert mini.tree(site / "site") == before
    lines = (ended.stdout + ended.stderr).replace(f"{site}/", "").splitlines()
    return ended.exit_code, [line for line in lines if not line.startswith("Aborted with")]


def one_sentence(site: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> str:
    status, lines = said(site, monkeypatch, command)
    assert status == 1
    sentences = [line for line in lines if not line.startswith(("1 error", "0 errors"))]
    assert len(sentences) == 1, lines
    assert "fault of Briefings" not in sentences[0] and "Traceback" not in sentences[0]
    return sentences[0].removesuffix("; the published site is as it was")


# Folders and files that the system refuses. An administrator, as whom tests may run, is refused none; so it is done here.


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Refuse]:
    """Have a folder that cannot be listed."""
    scan, listing = os.scandir, os.listdir

    def refuse(folder: str, fault: str) -> None:
        def refused(call: Callable[..., Any]) -> Callable[..., Any]:
            def answer(path: Any = ".") -> Any:
                if not isinstance(path, int) and os.fsdecode(path).rstrip("/").endswith(f"project/{folder}"):
                    code = getattr(errno, fault)
                    raise OSError(code, os.strerror(code), str(path))
                return call(path)

            return answer

        monkeypatch.setattr(os, "scandir", refused(scan))
        monkeypatch.setattr(os, "listdir", refused(listing))

    yield refuse
    monkeypatch.undo()


@pytest.mark.parametrize("fault", ["EACCES", "EIO"])
@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("folder", ["content", "content/articles", "content/topics", "content/pages", "content/pages/en"])
def test_a_folder_of_the_content_that_cannot_be_read_is_a_problem(
    site: Path, monkeypatch: pytest.MonkeyPatch, refuse: Refuse, folder: str, command: str, fault: str
) -> None:
    refuse(folder, fault)
    status, lines = said(site, monkeypatch, command)
    assert status == 1
    assert f"{folder}: error F008 cannot be read: {os.strerror(getattr(errno, fault))}" in lines
    assert not any("fault of Briefings" in line or "Traceback" in line for line in lines)


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("folder", ["templates", "templates/css"])
def test_a_folder_of_the_templates_that_cannot_be_read_is_a_sentence(
    site: Path, monkeypatch: pytest.MonkeyPatch, refuse: Refuse, folder: str, command: str
) -> None:
    refuse(folder, "EACCES")
    assert one_sentence(site, monkeypatch, command) == f"Permission denied: {folder}"


# Names that are no Unicode


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(
    "name",
    ["topics/a\udcff.yaml", "articles/a\udcff/article.yaml", "pages/en/a\udcff.md", "a\udcff", "briefings/\udc80x/en.yaml"],
)
def test_a_name_that_is_not_utf_8_is_a_problem(site: Path, monkeypatch: pytest.MonkeyPatch, name: str, command: str) -> None:
    file = site / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"")
    status, lines = said(site, monkeypatch, command)
    assert status == 1
    assert [line for line in lines if "F011" in line and "has a name that is not UTF-8" in line]
    assert not any("fault of Briefings" in line or "Traceback" in line for line in lines)


def test_templates_may_have_any_name(site: Path) -> None:
    (site / "templates" / "a\udcff.html").write_bytes(b"")
    (site / "templates" / "static" / "a\udcff.txt").write_bytes(b"x")
    assert inline.build(site).status == 0


# Templates


TEMPLATES = {
    "a tag that is none": ("{% nonsense %}", ":33: Encountered unknown tag 'nonsense'."),
    "a tag that does not end": ("{% if true %}", "The innermost block that needs to be closed is 'if'."),
    "an unknown filter": ("{{ page.title | nonsense }}", ":33: No filter named 'nonsense'."),
    "an unknown test": ("{% if page is nonsense %}{% endif %}", ":33: No test named 'nonsense' found."),
    "a filter with too much": ("{{ page.title | round(1, 2, 3, 4) }}", ":33: do_round() takes from 1 to 3"),
    "an unknown name": ("{{ nonsense }}", ":33: 'nonsense' is undefined"),
    "an unknown field": ("{{ page.nonsense.more }}", ":33: 'ArticlePage' object has no attribute 'nonsense'"),
    "a template that is missing": ('{% include "nonsense.html" %}', "there is no template nonsense.html in templates/"),
    "several that are missing": (
        '{% include ["a.html", "b.html"] %}',
        "there is no template a.html or b.html in templates/",
    ),
    "a template outside": ('{% include "../mkdocs.yml" %}', "there is no template ../mkdocs.yml in templates/"),
    "a missing macro": (
        '{% from "_macros.html" import nonsense %}{{ nonsense() }}',
        "does not export the requested name",
    ),
    "itself": ('{% include "article.html" %}', "it includes or calls itself without end"),
    "a macro in itself": (
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        ":33: it includes or calls itself without end",
    ),
    "brackets within brackets": ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "it includes or calls itself without end"),
    "blocks within blocks": ("{% if true %}" * 150 + "{% endif %}" * 150, "too many levels of indentation"),
    "more than there is": ("{{ 'x' * 100000000000000 }}", ":33: it takes more memory than there is"),
    "a division by zero": ("{{ 1 / 0 }}", ":33: division by zero"),
    "a text that is called": ("{{ page.title() }}", ":33: 'str' object is not callable"),
    "a surrogate": ('{{ "\\ud800" }}', "surrogates not allowed"),
    "a number too long": ("{{ 10 ** 5000 }}", ": Exceeds the limit"),
}


@pytest.mark.parametrize("what", TEMPLATES)
def test_a_template_with_a_fault_is_named(site: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    code, fault = TEMPLATES[what]
    mini.overlay(site, {"templates/article.html": {"replace": {"{% block content %}": "{% block content %}" + code}}})
    sentence = one_sentence(site, monkeypatch, "build")
    assert fault in sentence
    assert sentence.startswith(("templates/article.html", "templates/base.html", "there is no template "))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"templates/css": None}, "there is no templates/static/style.css"),
        ({"templates/static": None}, "there is no templates/static/icon.svg"),
        ({"templates/static": "a file"}, "there is no templates/static/icon.svg"),
        ({"templates/static/site.js": None}, "there is no templates/static/site.js"),
        ({"templates/static/search.js": {"folder": True}}, "there is no templates/static/search.js"),
        ({"templates/base.html": None}, "there is no template base.html in templates/"),
        ({"templates/article.html": {"link": "article.html"}}, "there is no template article.html in templates/"),
        ({"templates/article.html": '{% extends "article.html" %}'}, "it includes or calls itself without end"),
        ({"templates/article.html": {"bytes": "/w=="}}, "templates/article.html is not UTF-8: invalid start byte at byte 0"),
    ],
    ids=str,
)
def test_files_of_the_templates_that_are_missing_or_none(
    site: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], sentence: str
) -> None:
    mini.overlay(site, change)
    assert sentence in one_sentence(site, monkeypatch, "build")


# A file system that gives fewer bytes than it is asked for


def short(most: int) -> Callable[[int, int], bytes]:
    read = os.read
    return lambda descriptor, size: read(descriptor, min(size, most))


@pytest.mark.parametrize("most", [1, 7, 100])
@pytest.mark.parametrize("size", [0, 1, 7, 8, 1000])
@pytest.mark.parametrize("read", [read_file, read_no_link])
def test_a_file_is_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[..., bytes], size: int, most: int
) -> None:
    file = tmp_path / "a"
    file.write_bytes(os.urandom(size))
    monkeypatch.setattr(os, "read", short(most))
    assert read(file) == file.read_bytes()
    assert read(file, size) == file.read_bytes()
    assert read(file, size + 1) == file.read_bytes()
    for bound in (0, size // 2):
        assert read(file, bound) == file.read_bytes()[: bound + 1], "one byte more than may be"


def test_few_calls_read_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 200_000)
    sizes = []
    read = os.read

    def counted(descriptor: int, size: int) -> bytes:
        sizes.append(size)
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", counted)
    assert len(read_file(file)) == 200_000
    assert sizes == [200_001, 1]


def test_a_file_that_ends_too_early_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 100)
    answers = [b"x" * 38, b""]
    monkeypatch.setattr(os, "read", lambda descriptor, size: answers.pop(0))
    with pytest.raises(OSError, match="only 38 of its 100 bytes could be read"):
        read_file(file)


def test_a_link_is_followed_where_links_are_allowed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").symlink_to("a")
    assert read_file(tmp_path / "b") == b"x"
    with pytest.raises(OSError):
        read_no_link(tmp_path / "b")


def test_a_site_is_the_same_where_few_bytes_are_given_at_a_time(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = mini.tree(site / "site")
    monkeypatch.setattr(os, "read", short(61))
    assert inline.build_from_nothing(site).files == expected


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("content/topics/shipping.yaml", "content/topics/shipping.yaml: error F008 cannot be read: only "),
        ("content/pages/en/about.md", "content/pages/en/about.md: error F008 cannot be read: only "),
        ("templates/article.html", "templates/article.html cannot be read: only "),
        ("templates/static/site.js", "templates/static/site.js cannot be read: only "),
        ("catalogue", "bytes could be read"),
    ],
)
def test_a_part_of_a_file_is_not_published(site: Path, monkeypatch: pytest.MonkeyPatch, name: str, sentence: str) -> None:
    file = messages.catalogue_file("en") if name == "catalogue" else site / name
    assert file.is_file()
    stat, read = file.stat(), os.read

    def cut(descriptor: int, size: int) -> bytes:
        found = os.fstat(descriptor)
        if (found.st_dev, found.st_ino) != (stat.st_dev, stat.st_ino):
            return read(descriptor, size)
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        return read(descriptor, min(size, max(stat.st_size // 2 - place, 0)))

    shutil.rmtree(site / ".briefings")
    monkeypatch.setattr(os, "read", cut)
    status, lines = said(site, monkeypatch, "build")
    assert status == 1
    assert [line for line in lines if sentence in line], lines
    assert not any("fault of Briefings" in line or "Traceback" in line for line in lines)


READERS = (".read_bytes(", ".read_text(", "os.read(", "os.open(", ".open(", " open(", ".copyfile(")


def test_every_file_is_read_in_one_place() -> None:
    """Streams of files of any size (`hash_stream`), and the databases' own, are read to their end by their loops."""
    writers = {
        "publish/files.py",
        "publish/tree.py",
        "publish/staging.py",
        "export/sqlite/database.py",
        "evidence/checksums.py",
    }
    allowed = {"reading.py", *writers}
    own = mini.PROJECT / "briefings"
    for file in own.rglob("*.py"):
        if file.relative_to(own).as_posix() not in allowed:
            code = file.read_text("utf-8")
            assert [word for word in READERS if word in code] == [], file


# A preview that cannot start


@pytest.mark.slow
@pytest.mark.parametrize("program", ["briefings", "mkdocs"])
def test_a_port_that_is_taken_is_one_sentence(site: Path, program: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        ended = mini.run(site, program, "serve", "-a", address)
    output = ended.stdout + ended.stderr
    assert ended.returncode == 1
    assert f"the preview cannot use {address}: Address already in use; name another with -a" in output
    assert "Traceback" not in output and "fault of Briefings" not in output


@pytest.mark.slow
@pytest.mark.parametrize("address", ["127.0.0.1:99999", "203.0.113.5:8123"])
def test_an_address_that_cannot_be_served_is_one_sentence(site: Path, address: str) -> None:
    ended = mini.run(site, "briefings", "serve", "-a", address)
    assert ended.returncode == 1
    assert f"the preview cannot use {address}: " in ended.stderr
    assert "Traceback" not in ended.stderr and "fault of Briefings" not in ended.stderr


def test_check_says_what_the_system_refuses(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "somewhere")

    monkeypatch.setattr(mkdocs_plugin, "prepare", refuse)
    with pytest.raises(SiteError, match="No space left on device: somewhere"):
        mkdocs_plugin.check_site(str(site / "mkdocs.yml"))
