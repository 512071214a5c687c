"""Nobody's file is lost to the site: not in its folder, not in the ones beside it, whatever `site_dir` names."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from briefings import mkdocs_plugin
from briefings.errors import SiteError
from briefings.publish.ownership import MARKER, is_ours, mark
from tests import inline, mini

COMMANDS = [("mkdocs", "build"), ("properdocs", "build"), ("briefings", "build")]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site `one-article`, published twice, so that there is a site before it."""
    site = mini.copy_site("one-article", tmp_path_factory.mktemp("first") / "project")
    for _ in range(2):
        assert inline.build(site).status == 0
    return site


@pytest.fixture
def site(first: Path, tmp_path: Path) -> Path:
    return shutil.copytree(first, tmp_path / "project", symlinks=True)


@pytest.fixture
def unbuilt(tmp_path: Path) -> Path:
    """A site that has never been built."""
    return mini.copy_site("one-article", tmp_path / "new" / "project")


def everything(folder: Path) -> dict[str, bytes]:
    """Return all that could be lost in a folder: each file with its bytes and each link, hidden ones too, but for the cache."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if ".briefings" not in path.parts}
    return {
        name: b"-> " + os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
        for name, path in paths.items()
        if path.is_symlink() or path.is_file()
    }


def name_folder(site: Path, folder: str) -> None:
    options = yaml.safe_load((site / "mkdocs.yml").read_text("utf-8"))
    (site / "mkdocs.yml").write_text(yaml.safe_dump({**options, "site_dir": folder}), "utf-8")


def refused(site: Path, caplog: pytest.LogCaptureFixture, site_dir: str | None = None) -> str:
    """Build twice what must be refused, and lose nothing; return the sentence."""
    before = everything(site.parent)
    for _ in range(2):
        caplog.clear()
        with pytest.raises(SiteError) as caught:
            mkdocs_plugin.build_site(str(site / "mkdocs.yml"), site_dir=site_dir)
        assert everything(site.parent) == before
    lines = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] or [str(caught.value)]
    assert len(lines) == 1, lines
    return lines[0]


# A folder that somebody else has made

SOMEBODYS: Mapping[str, Mapping[str, object]] = {
    "a letter": {"letter.txt": "Dear all"},
    "a hidden file": {".env": "SECRET=1"},
    "an empty file": {"notes": ""},
    "a file deep down": {"a/b/c/letter.txt": "Dear all"},
    "an empty folder": {"a": {"folder": True}},
    "a repository": {".git/HEAD": "ref: refs/heads/main", ".git/objects/ab/cd": "x"},
    "a work tree": {".git": "gitdir: ../.git/worktrees/site", ".nojekyll": "", "CNAME": "desk.example"},
    "a link": {"latest": {"link": "../content"}},
    "a link to nowhere": {"latest": {"link": "nowhere"}},
    "a site of MkDocs": {"index.html": "<title>My Docs</title>", "sitemap.xml": "<urlset/>", "search/search_index.json": "{}"},
    "a marker of somebody else": {MARKER: "mine", "letter.txt": "Dear all"},
    "a marker that is a link": {MARKER: {"link": "../mkdocs.yml"}, "letter.txt": "Dear all"},
    "a marker that is a folder": {f"{MARKER}/x": "mine"},
}


@pytest.mark.parametrize("what", SOMEBODYS)
def test_a_folder_that_somebody_else_has_made_is_refused(unbuilt: Path, caplog: pytest.LogCaptureFixture, what: str) -> None:
    mini.overlay(unbuilt, {f"site/{name}": content for name, content in SOMEBODYS[what].items()})
    said = refused(unbuilt, caplog)
    assert said == (
        f"site_dir: {unbuilt}/site is not empty and was not made by Briefings; delete it yourself if nobody needs it, "
        "or name another folder; the published site is as it was"
    )


@pytest.mark.slow
@pytest.mark.parametrize("command", [*COMMANDS, ("briefings", "build", "--site-dir", "out"), ("mkdocs", "build", "-d", "out")])
def test_by_every_command(unbuilt: Path, command: tuple[str, ...]) -> None:
    mini.overlay(unbuilt, {"site/letter.txt": "Dear all", "out/letter.txt": "Dear all"})
    before = everything(unbuilt)
    ended = mini.run(unbuilt, *command, PYTHONDONTWRITEBYTECODE="1")
    assert ended.returncode == 1
    assert (ended.stdout + ended.stderr).count("was not made by Briefings") == 1
    assert "Traceback" not in ended.stdout + ended.stderr
    assert everything(unbuilt) == before


@pytest.mark.parametrize("litter", [(), (".DS_Store",), ("Thumbs.db", "desktop.ini")])
def test_an_empty_folder_is_taken(unbuilt: Path, litter: tuple[str, ...]) -> None:
    mini.overlay(unbuilt, {"site": {"folder": True}, **{f"site/{name}": "x" for name in litter}})
    for _ in range(3):
        assert inline.build(unbuilt).status == 0
        assert is_ours(unbuilt / "site")


def test_who_deletes_it_or_names_another_folder_goes_on(unbuilt: Path, caplog: pytest.LogCaptureFixture) -> None:
    mini.overlay(unbuilt, {"site/letter.txt": "Dear all"})
    refused(unbuilt, caplog)
    assert inline.build(unbuilt, "--site-dir", "public").status == 0
    assert is_ours(unbuilt / "public")
    assert mini.tree(unbuilt / "site") == {"letter.txt": b"Dear all"}
    shutil.rmtree(unbuilt / "site")
    assert inline.build(unbuilt).status == 0


def test_a_site_that_was_brought_from_elsewhere_is_ours(site: Path) -> None:
    """As a cache of CI restores it: without what is beside it."""
    shutil.rmtree(site / ".site.next")
    shutil.rmtree(site / ".briefings")
    expected = mini.tree(site / "site")
    assert inline.build(site).files == expected
    assert not (site / ".site.kept").exists()


# What cannot be the site at all

IN_THE_WAY = {
    ".": "would take the place of",
    "..": "would take the place of",
    "/": "would take the place of",
    "content": "would take the place of what the site is made from, in content",
    "content/articles": "would take the place of what the site is made from, in content",
    "content/new": "would take the place of what the site is made from, in content",
    "templates": "would take the place of what the site is made from, in templates",
    "templates/static/site": "would take the place of what the site is made from, in templates",
    ".briefings": "would take the place of what the site is made from, in .briefings",
    ".briefings/site": "would take the place of what the site is made from, in .briefings",
    ".git": "would take the place of what the site is made from, in .git",
    ".git/site": "would take the place of what the site is made from, in .git",
    ".site.next": "a name that Briefings needs beside a site",
    ".site.next/previous": "a name that Briefings needs beside a site",
    ".other.old": "a name that Briefings needs beside a site",
    ".site.kept/a": "a name that Briefings needs beside a site",
    "mkdocs.yml": "is no folder",
    "content/articles/bridge-opened/article.yaml": "is no folder",
    "/dev/null": "is no folder",
    "/proc": "is a mount point",
    "/dev/shm": "is a mount point",
    "pipe": "is no folder",
    "loop": "is no folder",
    "to-content": "would take the place of what the site is made from, in content",
    "to-project/content": "would take the place of what the site is made from, in content",
    "to-project": "would take the place of",
    "to-letters": "was not made by Briefings",
    "to-file": "is no folder",
}


@pytest.mark.parametrize("way", ["in the configuration", "on the command line"])
@pytest.mark.parametrize("folder", IN_THE_WAY)
def test_what_cannot_be_the_site(unbuilt: Path, caplog: pytest.LogCaptureFixture, folder: str, way: str) -> None:
    letters = unbuilt.parent / "letters"
    mini.overlay(unbuilt, {".git/HEAD": "ref", "docs": {"folder": True}, "pipe": {"fifo": True}, "loop": {"link": "loop"}})
    mini.overlay(
        unbuilt, {"to-content": {"link": "content"}, "to-project": {"link": "."}, "to-letters": {"link": str(letters)}}
    )
    mini.overlay(unbuilt, {"to-file": {"link": "mkdocs.yml"}, "../letters/letter.txt": "Dear all"})
    # MkDocs itself compares the site's folder with that of its own pages, and with no other.
    options = yaml.safe_load((unbuilt / "mkdocs.yml").read_text("utf-8"))
    (unbuilt / "mkdocs.yml").write_text(yaml.safe_dump({**options, "docs_dir": "/usr/share"}), "utf-8")
    if way == "in the configuration":
        name_folder(unbuilt, folder)
        said = refused(unbuilt, caplog)
    else:
        said = refused(unbuilt, caplog, str(unbuilt / folder))
    assert "site_dir" in said
    assert IN_THE_WAY[folder] in said or "'docs_dir' should not be within the 'site_dir'" in said


def test_neither_a_home_nor_a_folder_around_it(
    unbuilt: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = unbuilt.parent / "home" / "editor"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    for folder in (home, home.parent):
        assert f"would take the place of {home}" in refused(unbuilt, caplog, str(folder))
    assert mkdocs_plugin.build_site(str(unbuilt / "mkdocs.yml"), site_dir=str(home / "public")).folder == home / "public"


def test_nor_a_mount_point(unbuilt: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    (unbuilt / "site").mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda path: path == unbuilt / "site")
    assert "is a mount point" in refused(unbuilt, caplog)


def test_nor_the_archive(unbuilt: Path, caplog: pytest.LogCaptureFixture) -> None:
    archive = unbuilt.parent / "texts"
    archive.mkdir()
    options = yaml.safe_load((unbuilt / "mkdocs.yml").read_text("utf-8"))
    options["plugins"][0]["briefings"]["archive"] = str(archive)
    (unbuilt / "mkdocs.yml").write_text(yaml.safe_dump(options), "utf-8")
    assert f"would take the place of {archive}" in refused(unbuilt, caplog, str(archive))


# Links


@pytest.mark.parametrize("kind", ["absolute", "relative", "of links", "in a parent", "to nothing yet"])
def test_a_link_is_followed(unbuilt: Path, kind: str) -> None:
    www = unbuilt.parent / "www"
    www.mkdir()
    site, target = unbuilt / "site", www / "press"
    if kind != "to nothing yet":
        target.mkdir()
    match kind:
        case "relative":
            site.symlink_to("../www/press")
        case "of links":
            (unbuilt.parent / "other").symlink_to("www/press")
            site.symlink_to("../other")
        case "in a parent":
            (unbuilt / "out").symlink_to("../www")
            site = unbuilt / "out" / "press"
        case _:
            site.symlink_to(target)
    links = {path: path.readlink() for path in (*unbuilt.parent.iterdir(), *unbuilt.iterdir()) if path.is_symlink()}
    expected = None
    for _ in range(3):
        done = mkdocs_plugin.build_site(str(unbuilt / "mkdocs.yml"), site_dir=str(site))
        assert done.folder == target
        expected = expected or mini.tree(target)
        assert mini.tree(target) == mini.tree(site) == expected
        assert {path: path.readlink() for path in links} == links
    assert mini.names(www) == [".press.next", "press"], "the folders of the work are beside the site itself"
    assert not (unbuilt / ".site.next").exists()


def test_a_link_to_a_folder_that_cannot_be_made_is_refused(unbuilt: Path, caplog: pytest.LogCaptureFixture) -> None:
    (unbuilt / "site").symlink_to("nowhere/at/all")
    assert "No such file or directory" in refused(unbuilt, caplog)


# What somebody puts into the site


STRAYS: Mapping[str, Mapping[str, str | None]] = {
    "a file": {"letter.txt": "Dear all"},
    "hidden files": {".nojekyll": "", ".well-known/security.txt": "Contact: x"},
    "a file among ours": {"en/articles/bridge-opened/letter.txt": "Dear all"},
    "a folder": {"letters/a/b.txt": "Dear all", "letters/c.txt": "Dear all"},
    "a name with a line feed": {"one\ntwo": "Dear all"},
    "a folder where a page was": {"index.html": None, "index.html/letter.txt": "Dear all"},
}


@pytest.mark.parametrize("what", STRAYS)
def test_what_somebody_puts_into_the_site_is_kept_beside_it(site: Path, what: str) -> None:
    expected = mini.tree(site / "site")
    mini.overlay(site, {f"site/{name}": text for name, text in STRAYS[what].items()})
    kept = {name: text.encode() for name, text in STRAYS[what].items() if text is not None}
    for number in range(4):
        done = inline.build(site)
        assert done.status == 0
        assert any("not made by Briefings; kept in .site.kept/." in line for line in done.lines) == (number == 0)
        assert done.files == expected, "the site is the one that is made from nothing"
        assert everything(site / ".site.kept") == kept


def test_another_file_of_the_same_name_does_not_replace_one_that_was_kept(site: Path) -> None:
    for text in ("one", "two", "one", "three"):
        mini.overlay(site, {"site/letter.txt": text})
        assert inline.build(site).status == 0
    assert sorted(everything(site / ".site.kept").values()) == [b"one", b"three", b"two"]


def test_where_a_name_is_taken_in_what_was_kept_a_folder_with_a_number_has_it(site: Path) -> None:
    longest = "x" * 255
    mini.overlay(site, {"site/a": "one", f"site/{longest}": "one", "site/c/d": "one"})
    assert inline.build(site).status == 0
    mini.overlay(site, {"site/a/b": "two", f"site/{longest}": "two", "site/c": "two"})
    assert inline.build(site).status == 0
    kept = {
        "a": b"one",
        longest: b"one",
        "c/d": b"one",
        "other-1/a/b": b"two",
        f"other-1/{longest}": b"two",
        "other-1/c": b"two",
    }
    assert everything(site / ".site.kept") == kept
    assert inline.build(site).status == 0
    assert everything(site / ".site.kept") == kept


def test_what_cannot_be_kept_stays(site: Path, caplog: pytest.LogCaptureFixture) -> None:
    mini.overlay(site, {".site.kept": "mine", "site/letter.txt": "Dear all"})
    assert "File exists: " in refused(site, caplog)


def test_a_folder_is_made_with_those_that_it_is_in(unbuilt: Path) -> None:
    name_folder(unbuilt, "a/b/c")
    assert inline.build(unbuilt).status == 0
    assert is_ours(unbuilt / "a/b/c")


def test_what_is_kept_is_a_copy_where_no_link_can_be(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    mini.overlay(site, {"site/letter.txt": "Dear all"})
    assert inline.build(site).status == 0
    assert everything(site / ".site.kept") == {"letter.txt": b"Dear all"}


def test_what_can_be_made_again_from_the_site_is_not_kept(site: Path) -> None:
    expected = mini.tree(site / "site")
    mini.overlay(site, {"site/index.html.gz": "x", "site/en/index.html.br": "x", "site/.DS_Store": "x"})
    assert inline.build(site).files == expected
    assert not (site / ".site.kept").exists()


@pytest.mark.parametrize(
    "what",
    [
        {".git/HEAD": "ref: refs/heads/gh-pages"},
        {".git": "gitdir: /elsewhere"},
        {"en/.git/HEAD": "ref"},
        {"latest": {"link": "en"}},
        {"en/latest": {"link": "nowhere"}},
        {"pipe": {"fifo": True}},
    ],
    ids=str,
)
def test_a_site_with_a_repository_or_a_link_in_it_is_refused(
    site: Path, caplog: pytest.LogCaptureFixture, what: dict[str, object]
) -> None:
    mini.overlay(site, {f"site/{name}": text for name, text in what.items()})
    name = next(iter(what))
    assert refused(site, caplog) == (
        f"site_dir: {site}/site has {name} in it, which Briefings has not put there; "
        "move it elsewhere, or name another folder; the published site is as it was"
    )


@pytest.mark.slow
def test_a_clone_of_the_published_branch_is_refused(site: Path) -> None:
    """It has the site with its marker, and a repository that no build may take away."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@desk.example"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "site"]):
        subprocess.run([*git, *command], cwd=site / "site", check=True)
    before = everything(site)
    ended = mini.run(site, "briefings", "build")
    assert ended.returncode == 1
    assert "has .git" in ended.stderr
    assert everything(site) == before


def test_a_file_that_another_plugin_has_made_is_ours(site: Path) -> None:
    (site / "hook.py").write_text(
        "import pathlib\ndef on_post_build(*, config):\n    pathlib.Path(config.site_dir, 'CNAME').write_text('desk.example')\n"
    )
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nhooks: [hook.py]\n")
    for _ in range(3):
        assert inline.build(site).files["CNAME"] == b"desk.example"
    assert not (site / ".site.kept").exists()


MEANWHILE = "import pathlib\ndef on_env(env, *, config, files):\n    {}\n"
"""A hook that stands for somebody who does something while pages are made."""


def do_meanwhile(site: Path, what: str) -> None:
    (site / "meanwhile.py").write_text(MEANWHILE.format(what))
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nhooks: [meanwhile.py]\n")


def test_what_somebody_puts_into_the_site_during_a_build_is_kept(site: Path) -> None:
    do_meanwhile(site, "pathlib.Path('site/letter.txt').write_text('Dear all')")
    done = inline.build(site)
    assert done.status == 0
    assert any("letter.txt, not made by Briefings; kept in .site.kept/." in line for line in done.lines)
    do_meanwhile(site, "pass")
    for _ in range(2):
        assert "letter.txt" not in inline.build(site).files
    assert everything(site / ".site.kept") == {"letter.txt": b"Dear all"}


@pytest.mark.parametrize("what", ["site/.git/HEAD", "site/en/.git/HEAD"])
def test_a_repository_that_comes_into_the_site_during_a_build_stays(site: Path, what: str) -> None:
    do_meanwhile(site, f"pathlib.Path('{what}').parent.mkdir(); pathlib.Path('{what}').write_text('ref')")
    assert inline.build(site).status == 1
    assert (site / what).read_text() == "ref"


def test_a_folder_that_somebody_makes_during_the_first_build_stays(unbuilt: Path) -> None:
    do_meanwhile(unbuilt, "pathlib.Path('site').mkdir(); pathlib.Path('site/letter.txt').write_text('Dear all')")
    for _ in range(2):
        assert inline.build(unbuilt).status == 1
        assert everything(unbuilt / "site") == {"letter.txt": b"Dear all"}
        (unbuilt / "meanwhile.py").write_text("")


# The folders beside the site


@pytest.mark.parametrize(
    "what",
    [
        {".site.next/letter.txt": "Dear all"},
        {".site.next/letters/letter.txt": "Dear all"},
        {".site.next/site-letters/letter.txt": "Dear all"},
        {".site.old/letter.txt": "Dear all"},
        {".site.old": "Dear all"},
        {".site.kept/letter.txt": "Dear all"},
        {".site.next/lock/letter.txt": "Dear all"},
    ],
    ids=str,
)
@pytest.mark.parametrize("state", ["built", "unbuilt"])
def test_what_somebody_keeps_beside_the_site_stays(request: pytest.FixtureRequest, state: str, what: dict[str, str]) -> None:
    site: Path = request.getfixturevalue("site" if state == "built" else "unbuilt")
    mini.overlay(site, what)
    for _ in range(3):
        assert inline.build(site).status == 0
        assert b"Dear all" in everything(site).values()
    assert not any(b"Dear all" in (data or b"") for data in mini.tree(site / "site").values())


@pytest.mark.parametrize(
    "what", [{".site.next": "Dear all"}, {".site.next/previous/letter.txt": "Dear all"}, {".site.next/previous": "x"}]
)
def test_what_stands_where_the_work_must_be_is_refused(
    unbuilt: Path, caplog: pytest.LogCaptureFixture, what: dict[str, str]
) -> None:
    mini.overlay(unbuilt, what)
    name = next(iter(what)).removesuffix("/letter.txt")
    assert refused(unbuilt, caplog) == (
        f"{unbuilt}/{name} was not made by Briefings, which needs the name; give it another, or name another site_dir; "
        "the published site is as it was"
    )


@pytest.mark.parametrize(
    "what",
    [
        {"lock": {"folder": True}},
        {"lock": {"link": "nowhere"}},
        {"lock": {"link": "nowhere/at/all"}},
        {"lock": {"link": "../mkdocs.yml"}},
        {"lock": {"fifo": True}},
        {"previous": {"link": "../content"}},
        {"previous": {"link": "nowhere"}},
        {"previous": ""},
    ],
    ids=str,
)
def test_links_and_folders_in_the_place_of_the_lock_do_no_harm(site: Path, what: dict[str, object]) -> None:
    before = everything(site / "content"), (site / "mkdocs.yml").read_bytes()
    mini.overlay(site, {f".site.next/{name}": text for name, text in what.items()})
    expected = mini.tree(site / "site")
    for _ in range(2):
        assert inline.build(site).files == expected
    assert (everything(site / "content"), (site / "mkdocs.yml").read_bytes()) == before
    assert mini.names(site) == ["content", "mkdocs.yml", "site", "templates"]


def test_a_site_that_was_set_aside_is_in_nobodys_way_but_its_own(unbuilt: Path) -> None:
    aside = unbuilt / ".site.old"
    mini.overlay(unbuilt, {".site.old/index.html": "old"})
    mark(aside, ["index.html"])
    assert inline.build(unbuilt).status == 0
    assert not aside.exists(), "it was ours"


@pytest.mark.parametrize("way", ["exchange", "replace"])
def test_a_folder_in_the_way_of_a_system_without_exchange(site: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    from briefings.publish import staging

    if way == "replace":
        monkeypatch.setattr(staging, "exchange", lambda one, other: False)
    mini.overlay(
        site, {".site.old/letter.txt": "Dear all", "mkdocs.yml": {"replace": {"site_name: One": "site_name: A new one"}}}
    )
    before = everything(site)
    done = inline.build(site)
    assert done.status == (0 if way == "exchange" else 1)
    if way == "replace":
        assert "File exists: ./.site.old; the published site is as it was" in done.lines
        assert {name: data for name, data in everything(site).items() if not name.startswith(".site.next/")} == {
            name: data for name, data in before.items() if not name.startswith(".site.next/")
        }
    assert (site / ".site.old/letter.txt").read_text() == "Dear all"


# The marker


def test_the_marker_changes_only_with_the_files(site: Path) -> None:
    found = site / "site" / MARKER
    before = found.read_bytes(), found.stat().st_mtime_ns, found.stat().st_mode & 0o777
    mini.overlay(site, {"mkdocs.yml": {"replace": {"site_name: One": "site_name: A new one"}}})
    assert inline.build(site).status == 0
    assert (found.read_bytes(), found.stat().st_mtime_ns, found.stat().st_mode & 0o777) == before
    assert before[2] == 0o644


def test_the_marker_names_each_file(site: Path) -> None:
    lines = (site / "site" / MARKER).read_text("utf-8").splitlines()[1:]
    assert lines == [path for path, data in mini.tree(site / "site").items() if data is not None]
