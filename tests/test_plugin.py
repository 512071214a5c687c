"""The plugin within MkDocs: what is built, what stops a build, what other plugins see, and that the machine leaves no trace."""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from mkdocs.commands import build as build_command
from mkdocs.config import load_config

from briefings import mkdocs_plugin
from briefings.errors import SiteError
from briefings.publish.ownership import MARKER
from tests import mini

pytestmark = pytest.mark.slow

BUILD = ("mkdocs", "build", "--strict")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site `two-locales`, built for the first time."""
    site = mini.copy_site("two-locales", tmp_path_factory.mktemp("first") / "project")
    mini.built(site)
    return site


@pytest.fixture
def site(first: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed and built again."""
    return shutil.copytree(first, tmp_path / "project")


def configure(site: Path, **changes: object) -> None:
    """Change top-level settings in `mkdocs.yml`; None takes one out."""
    options = yaml.safe_load((site / "mkdocs.yml").read_text("utf-8"))
    options = {name: value for name, value in {**options, **changes}.items() if value is not None}
    (site / "mkdocs.yml").write_text(yaml.safe_dump(options, allow_unicode=True), "utf-8")


def configure_plugin(site: Path, **changes: object) -> None:
    options = yaml.safe_load((site / "mkdocs.yml").read_text("utf-8"))
    own = {**options["plugins"][0]["briefings"], **changes}
    configure(site, plugins=[{"briefings": own}, *options["plugins"][1:]])


def hook(site: Path, code: str) -> None:
    """Run another plugin beside ours, given as the code of its module."""
    (site / "hook.py").write_text(code, "utf-8")
    configure(site, hooks=["hook.py"])


def refused(site: Path, *command: str, **environment: str) -> str:
    """Run a build that must fail without harm; return what it said."""
    before = mini.tree(site)
    ended = mini.run(site, *(command or BUILD), **environment)
    said = ended.stdout + ended.stderr
    assert ended.returncode == 1, said
    after = {path: data for path, data in mini.tree(site).items() if "__pycache__" not in path}
    assert after == before
    return said


def before_others(folder: Path) -> str:
    """Return a PYTHONPATH in which a folder comes before what is there already."""
    return os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])


@pytest.fixture
def refused_here(site: Path, caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """The same within this process, which is quicker."""

    def build() -> str:
        before = mini.tree(site)
        with pytest.raises(SiteError):
            mkdocs_plugin.build_site(str(site / "mkdocs.yml"), strict=True)
        assert mini.tree(site) == before
        return "\n".join(record.getMessage() for record in caplog.records)

    return build


def page(site: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site / "site" / address / "index.html").read_bytes(), "html.parser")


# The mini-sites


def test_the_least_site_there_can_be(tmp_path: Path) -> None:
    site = mini.copy_site("one-article", tmp_path / "project")
    assert mini.pages(mini.built(site)) == ["", "404.html", "en/", "en/articles/bridge-opened/", "en/search/"]
    article = page(site, "en/articles/bridge-opened")
    assert article.select_one("h1") is not None
    assert [heading.get_text() for heading in article.select("h1, h2, h3")] == [
        "A bridge has been opened",
        "Summary",
        "Key points",
    ]
    facts = dict(zip([term.get_text() for term in article.select("aside dt")], article.select("aside dd"), strict=True))
    assert {name: value.get_text() for name, value in facts.items()} == {
        "Language": "English",
        "Outlet": "Not known",
        "Author": "Not known",
        "Published": "Undated",
        "Address": "Not known",
        "Original source": "Not known",
    }
    home = page(site, "en")
    assert [link["href"] for link in home.select("main a")] == ["articles/bridge-opened/"]
    assert [heading.get_text() for heading in home.select("h2")] == ["Articles"]


def test_a_site_of_two_locales_has_the_pages_that_exist_in_each(first: Path) -> None:
    assert mini.pages(first / "site") == [
        "",
        "404.html",
        "en/",
        "en/about/",
        "en/articles/ferry-delayed/",
        "en/articles/ferry-late/",
        "en/briefings/ferries/",
        "en/entities/harbour-master/",
        "en/entities/kustbolaget/",
        "en/entities/sweden/",
        "en/gaps/",
        "en/measures/ferries-on-time/",
        "en/measures/passengers-delayed/",
        "en/outlets/kustbladet/",
        "en/search/",
        "en/timeline/",
        "en/topics/shipping/",
        "sv/",
        "sv/articles/ferry-delayed/",
        "sv/briefings/ferries/",
        "sv/entities/harbour-master/",
        "sv/entities/kustbolaget/",
        "sv/entities/sweden/",
        "sv/gaps/",
        "sv/measures/ferries-on-time/",
        "sv/measures/passengers-delayed/",
        "sv/outlets/kustbladet/",
        "sv/search/",
        "sv/timeline/",
        "sv/topics/shipping/",
    ]
    others = [path.relative_to(first / "site").as_posix() for path in (first / "site").rglob("*.*") if path.suffix != ".html"]
    # test_data.py and test_search.py name those.
    others = [name for name in others if not name.startswith(("data/", "search/", MARKER))]
    assert [name.split(".")[0] + "." + name.split(".")[-1] for name in sorted(others)] == [
        "assets/icon.svg",
        "assets/search.js",
        "assets/site.js",
        "assets/style.css",
        "sitemap.xml",
    ]


def test_an_article_without_a_translation_is_reached_and_says_so(first: Path) -> None:
    swedish = page(first, "sv/briefings/ferries")
    link = swedish.select_one("#source-ferry-late .headline a")
    assert link is not None
    assert (link["href"], link["hreflang"]) == ("../../../en/articles/ferry-late/", "en")
    english = page(first, "en/articles/ferry-late")
    assert [alternate["hreflang"] for alternate in english.select("link[rel=alternate][hreflang]")] == ["en", "x-default"]
    assert [choice["href"] for choice in english.select(".languages a")] == ["../../../sv/"]


def test_what_stands_in_a_briefing(first: Path) -> None:
    briefing = page(first, "sv/briefings/ferries")
    facts = [value.get_text() for value in briefing.select("aside dd")]
    assert facts[:3] == ["10 mars 2024", "12 mars 2024", "Ada Ask, Bea Bok och Cia Carl"]
    assert [list(cell.stripped_strings) for cell in briefing.select("tbody th.number")] == [
        ["62,5\u00a0%", "används i översikten"],
        ["62,5\u00a0%", "används i översikten"],
        ["omkring 9\u00a0000 resenärer", "används i översikten"],
    ]
    correction = briefing.select_one("#corrections dd")
    assert correction is not None
    assert correction.get_text() == "I en tidigare version var andelen fel."


def test_a_page_in_ordinary_markdown_is_in_the_menu_of_its_own_locale_alone(first: Path) -> None:
    assert [link.get_text() for link in page(first, "en").select(".menu a")] == ["Timeline", "Search", "About"]
    assert [link.get_text() for link in page(first, "sv").select(".menu a")] == ["Tidslinje", "Sök"]
    assert [link["href"] for link in page(first, "en/about").select("main a")] == ["../../sv/"]


def test_a_draft_is_not_published_and_nothing_leads_to_it(tmp_path: Path) -> None:
    site = mini.copy_site("draft", tmp_path / "project")
    assert [address for address in mini.pages(mini.built(site)) if "briefings" in address] == []
    assert [path for path, data in mini.tree(site / "site").items() if data and b"Bridges of the year" in data] == []
    assert page(site, "en/entities/ann-builder").select("#briefings") == []
    mini.overlay(site, {"content/briefings/bridges/briefing.yaml": {"replace": {"status: draft": "status: published"}}})
    mini.built(site)
    assert (site / "site/en/briefings/bridges/index.html").is_file()


# What stops a build leaves the published site as it was


@pytest.mark.parametrize("event", ["on_config(config)", "on_env(env, *, config, files)", "on_post_build(*, config)"])
def test_a_warning_of_another_plugin_stops_a_strict_build(site: Path, event: str) -> None:
    hook(site, f"import logging\ndef {event}:\n    logging.getLogger('mkdocs.hooks.other').warning('the other one warns')\n")
    said = refused(site)
    assert "the other one warns" in said
    assert "1 warning in strict mode; the published site is as it was" in said
    assert "Traceback" not in said


def test_a_warning_does_not_stop_a_build_that_is_not_strict(site: Path) -> None:
    hook(site, "import logging\ndef on_post_build(*, config):\n    logging.getLogger('mkdocs.hooks.other').warning('!')\n")
    mini.overlay(site, {"content/topics/shipping.yaml": "names: {en: Boats, sv: Båtar}\n"})
    mini.built(site, "mkdocs", "build")
    assert "Boats" in page(site, "en/topics/shipping").get_text()


@pytest.mark.parametrize(
    ("event", "error"),
    [
        ("on_env(env, *, config, files)", "ZeroDivisionError"),
        ("on_post_build(*, config)", "mkdocs.exceptions.PluginError"),
        ("on_post_build(*, config)", "ZeroDivisionError"),
    ],
)
def test_a_failure_of_another_plugin_stops_a_build(site: Path, event: str, error: str) -> None:
    hook(site, f"import mkdocs.exceptions\ndef {event}:\n    raise {error}('the other one fails')\n")
    said = refused(site, "mkdocs", "build")
    assert "the other one fails" in said


def test_a_template_that_cannot_be_rendered_stops_a_build_with_one_line(site: Path) -> None:
    mini.overlay(site, {"templates/topic.html": {"replace": {"{% block content %}": "{% block content %}{{ page.nonsense }}"}}})
    said = refused(site)
    assert "templates/topic.html:7: " in said
    assert "has no attribute 'nonsense'; the published site is as it was" in said
    assert "Traceback" not in said


def test_a_template_with_a_slip_names_its_line(site: Path, refused_here: Callable[[], str]) -> None:
    mini.overlay(site, {"templates/topic.html": '{% extends "base.html" %}\n{% block content %}\n{% if page %}\n'})
    said = refused_here()
    assert "templates/topic.html:3: " in said


def test_a_template_that_is_missing_is_named(site: Path, refused_here: Callable[[], str]) -> None:
    (site / "templates" / "topic.html").unlink()
    assert "there is no template topic.html in templates/; the published site is as it was" in refused_here()


def test_all_errors_are_told_and_counted(site: Path, refused_here: Callable[[], str]) -> None:
    article = {"replace": {"outlet: kustbladet": "outlet: kustblad", "topics: [shipping]": "topics: [ships]"}}
    mini.overlay(site, {"content/notes.txt": "x", "content/articles/ferry-delayed/article.yaml": article})
    said = refused_here()
    lines = [line for line in said.splitlines() if ": error " in line]
    assert len(lines) == 3
    assert "3 errors in the content; the published site is as it was" in said


# Settings that are wrong give one sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"locales": ["en", False]},
            "locales: YAML reads the bare word no as a truth value; put it in quotes, and write nb for Norwegian Bokmål",
        ),
        ({"locales": []}, "locales: expected a list of the site's locales, each once, such as [en, sv]"),
        ({"locales": ["en", "sv", "en"]}, "locales: expected a list of the site's locales, each once, such as [en, sv]"),
        (
            {"locales": ["en", "English"]},
            "locales: 'English' is no locale; expected a BCP 47 tag such as nb, de or pt-BR. Did you mean 'en'?",
        ),
        (
            {"locales": ["en", "pt_BR"]},
            "locales: 'pt_BR' is no locale; expected a BCP 47 tag such as nb, de or pt-BR. Did you mean 'pt-BR'?",
        ),
        ({"locales": ["en", "xx"]}, "locales: 'xx' is no locale; expected a BCP 47 tag such as nb, de or pt-BR"),
        (
            {"locales": ["en", "zh-hant"]},
            "locales: 'zh-hant' is written 'zh-Hant' in BCP 47, and so are its files and addresses",
        ),
        (
            {"locales": ["en", "iw"]},
            "locales: 'iw' is written 'he' in BCP 47, and so are its files and addresses",
        ),
        (
            {"formats": {"en": "en_GB"}},
            "formats: 'en_GB' is no locale; expected a BCP 47 tag such as nb, de or pt-BR. Did you mean 'en-GB'?",
        ),
        ({"locales": ["en", 12]}, "locales: '12' is no locale; expected a BCP 47 tag such as nb, de or pt-BR"),
        (
            {"locales": ["en", "fi"]},
            "locales: the interface is not translated to 'fi'; there is no catalogue for it in briefings/locale/",
        ),
        ({"desk_locale": "nb"}, "desk_locale: 'nb' is not among the locales en, sv"),
        ({"formats": {"nb": "nb"}}, "formats: 'nb' is not among the locales en, sv"),
        ({"formats": {"en": "en-XY-Z"}}, "formats: 'en-XY-Z' is no locale; expected a BCP 47 tag such as nb, de or pt-BR"),
        ({"formats": {"en": "tlh"}}, "formats: CLDR has no locale 'tlh' to write the dates and numbers of 'en'"),
        ({"content": "../elsewhere"}, "content: '../elsewhere' is not a folder within the project"),
        ({"content": "."}, "content: '.' is not a folder within the project"),
    ],
)
def test_a_setting_that_is_wrong_gives_one_sentence(site: Path, changes: Mapping[str, object], sentence: str) -> None:
    configure_plugin(site, **changes)
    with pytest.raises(SiteError) as caught:
        mkdocs_plugin.check_site(str(site / "mkdocs.yml"))
    assert str(caught.value) == sentence


def assert_sentence(said: str, sentence: str) -> None:
    assert "Traceback" not in said
    assert [line.removeprefix("ERROR   -  ") for line in said.splitlines() if line.startswith("ERROR")] == [sentence]


def test_the_bare_word_no_in_the_file_itself(site: Path) -> None:
    text = (site / "mkdocs.yml").read_text("utf-8").replace("locales: [en, sv]", "locales: [en, no]")
    (site / "mkdocs.yml").write_text(text, "utf-8")
    assert_sentence(
        refused(site),
        "locales: YAML reads the bare word no as a truth value; put it in quotes, and write nb for Norwegian Bokmål",
    )


@pytest.mark.parametrize("url", [None, "https://example.org/?page=1", "ftp://example.org/"])
def test_a_site_has_an_address(site: Path, url: str | None) -> None:
    configure(site, site_url=url)
    sentence = (
        "site_url: expected the address of the published site, such as https://example.org/; pages name their own address"
    )
    with pytest.raises(SiteError) as caught:
        mkdocs_plugin.check_site(str(site / "mkdocs.yml"))
    assert str(caught.value) == sentence


@pytest.mark.parametrize("setting", ["archive", "templates"])
def test_a_folder_that_is_named_is_there(site: Path, setting: str) -> None:
    configure_plugin(site, **{setting: "nowhere"})
    with pytest.raises(SiteError) as caught:
        mkdocs_plugin.check_site(str(site / "mkdocs.yml"))
    assert str(caught.value) == f"{setting}: there is no folder {site / 'nowhere'}"


def test_an_archive_that_is_named_is_used(site: Path, refused_here: Callable[[], str]) -> None:
    shutil.copytree(mini.ARCHIVE, site / "texts")
    configure_plugin(site, archive="texts")
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"), strict=True)
    mini.overlay(site, {"texts/ferry-delayed.txt": "other words"})
    assert "error E002 'ferry-delayed.txt' in the archive has the checksum" in refused_here()


def test_another_maker_of_locales_beside_us_gives_one_sentence(site: Path, tmp_path: Path) -> None:
    """A stand-in that goes by the name of mkdocs-static-i18n, which would make every page a second time."""
    distribution = tmp_path / "installed" / "stand_in-1.dist-info"
    distribution.mkdir(parents=True)
    (distribution / "METADATA").write_text("Metadata-Version: 2.1\nName: stand-in\nVersion: 1\n", "utf-8")
    (distribution / "entry_points.txt").write_text("[mkdocs.plugins]\ni18n = stand_in:Plugin\n", "utf-8")
    (distribution.parent / "stand_in.py").write_text(
        "from mkdocs.plugins import BasePlugin\n\n\nclass Plugin(BasePlugin):\n    config_scheme = ()\n", "utf-8"
    )
    options = yaml.safe_load((site / "mkdocs.yml").read_text("utf-8"))
    configure(site, plugins=[*options["plugins"], "i18n"])
    said = refused(site, *BUILD, PYTHONPATH=before_others(distribution.parent), PYTHONDONTWRITEBYTECODE="1")
    assert_sentence(
        said, "The plugin i18n (mkdocs-static-i18n) cannot run beside briefings, which makes all locales; take it out"
    )


@pytest.mark.parametrize("folder", ["content", "content/articles", "templates"])
def test_the_site_does_not_take_the_place_of_its_own_sources(site: Path, folder: str, refused_here: Callable[[], str]) -> None:
    (site / "docs").mkdir()
    configure(site, docs_dir="docs", site_dir=folder)
    said = refused_here()
    assert "site_dir: " in said
    assert "Traceback" not in said


def test_the_site_does_not_take_the_place_of_the_project(site: Path) -> None:
    configure(site, site_dir=".")
    assert "'docs_dir' should not be within the 'site_dir'" in refused(site)


# What other plugins see


def test_other_plugins_see_the_whole_site_when_the_build_is_done(site: Path) -> None:
    hook(
        site,
        "import pathlib\n"
        "def on_post_build(*, config):\n"
        "    folder = pathlib.Path(config.site_dir)\n"
        "    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob('*') if path.is_file())\n"
        "    (folder / 'seen.txt').write_text('\\n'.join(names))\n",
    )
    published = mini.built(site)
    seen = (published / "seen.txt").read_text("utf-8").splitlines()
    files = [path for path, data in mini.tree(published).items() if data is not None and path != "seen.txt"]
    assert seen == sorted([*files, MARKER])
    assert "en/briefings/ferries/index.html" in seen


def test_a_file_that_another_plugin_adds_is_part_of_the_site(site: Path) -> None:
    hook(
        site,
        "from mkdocs.structure.files import File\n"
        "def on_files(files, *, config):\n"
        "    files.append(File.generated(config, 'robots.txt', content='User-agent: *'))\n"
        "    return files\n",
    )
    assert (mini.built(site) / "robots.txt").read_text("utf-8") == "User-agent: *"


def test_what_another_plugin_does_to_a_page_reaches_the_site(site: Path) -> None:
    hook(
        site,
        "def on_page_markdown(markdown, *, page, config, files):\n"
        "    return markdown + 'And *journals*.'\n"
        "def on_post_page(output, *, page, config):\n"
        "    return output.replace('</main>', '<p>The end</p></main>')\n",
    )
    mini.built(site)
    text = page(site, "en/about").main
    assert text is not None
    assert str(text).count("And <em>journals</em>.") == 1
    assert str(text).count("<p>The end</p>") == 1


def test_a_page_that_another_plugin_adds_ends_in_no_traceback(site: Path) -> None:
    hook(
        site,
        "from mkdocs.structure.files import File\n"
        "def on_files(files, *, config):\n"
        "    files.append(File.generated(config, 'extra.md', content='Hello'))\n"
        "    return files\n",
    )
    ended = mini.run(site, *BUILD)
    assert "Traceback" not in ended.stdout + ended.stderr


def test_after_a_build_the_configuration_names_the_published_folder(site: Path) -> None:
    """Commands that go on after a build, such as one that deploys, take the site from there."""
    config = load_config(str(site / "mkdocs.yml"), strict=True)
    config.plugins.on_startup(command="gh-deploy", dirty=False)
    build_command.build(config)
    config.plugins.on_shutdown()
    assert Path(config.site_dir) == site / "site"
    assert (site / "site" / "index.html").is_file()


def test_the_same_configuration_can_be_built_twice(site: Path) -> None:
    config = load_config(str(site / "mkdocs.yml"))
    for name in ("Boats", "Ships"):
        mini.overlay(site, {"content/topics/shipping.yaml": f"names: {{en: {name}}}\n"})
        build_command.build(config)
        assert name in page(site, "en/topics/shipping").get_text()
    assert mini.names(site) == ["content", "mkdocs.yml", "site", "templates"]


# The same site everywhere


@pytest.fixture(params=["with the cache", "without the cache"])
def unbuilt(site: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of the sources alone, or with what the first build has kept as well."""
    for name in ("site",) if request.param == "with the cache" else ("site", ".briefings"):
        shutil.rmtree(site / name)
    return site


MACHINES: Mapping[str, Mapping[str, str]] = {
    "one order of hashes and the first time zone of the day": {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati"},
    "another order of hashes and the last time zone of the day": {"PYTHONHASHSEED": "1", "TZ": "Etc/GMT+12"},
    "a Turkish locale and another time": {
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "tr_TR.UTF-8",
        "LANGUAGE": "tr",
        "SOURCE_DATE_EPOCH": "1",
    },
    "no locale and no UTF-8": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
}


@pytest.mark.tools
@pytest.mark.parametrize("machine", MACHINES)
def test_the_site_is_the_same_on_a_machine_with(machine: str, first: Path, unbuilt: Path, locales: Mapping[str, str]) -> None:
    assert mini.tree(mini.built(unbuilt, **locales, **MACHINES[machine])) == mini.tree(first / "site")


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment in which a system has the Turkish locale, which few machines come with."""
    folder = tmp_path_factory.mktemp("locales")
    made = ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(folder / "tr_TR.UTF-8")]
    if shutil.which("localedef") is None or subprocess.run(made, capture_output=True, check=False).returncode != 0:
        pytest.fail("There is no Turkish locale on this machine. Run scripts/test-tools.sh.", pytrace=False)
    ask = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.localeconv()['decimal_point'])"
    environment = {**os.environ, "LOCPATH": str(folder), "LC_ALL": "tr_TR.UTF-8"}
    said = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True).stdout
    assert said == ",\n", "the system knows how Turks write numbers"
    return {"LOCPATH": str(folder)}


@pytest.mark.parametrize("command", [("properdocs", "build", "--strict"), ("briefings", "build")])
def test_the_site_is_the_same_by_the_command(command: tuple[str, ...], first: Path, unbuilt: Path) -> None:
    assert mini.tree(mini.built(unbuilt, *command)) == mini.tree(first / "site")


def test_the_site_is_the_same_from_another_folder(first: Path, unbuilt: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    ended = mini.run(elsewhere, "mkdocs", "build", "--strict", "-f", str(unbuilt / "mkdocs.yml"))
    assert ended.returncode == 0, ended.stderr
    assert mini.tree(unbuilt / "site") == mini.tree(first / "site")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_the_site_is_the_same_whoever_may_read_new_files(first: Path, unbuilt: Path, umask: int) -> None:
    ended = subprocess.run(mini.command(*BUILD), cwd=unbuilt, umask=umask, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert mini.tree(unbuilt / "site") == mini.tree(first / "site")


SHUFFLED = """
import os, random
shuffle = random.Random(1).shuffle
listdir, scandir = os.listdir, os.scandir
class Scanned(list):
    def __enter__(self):
        self.entries = iter(self)
        return self.entries
    def __exit__(self, *error):
        pass
    def __next__(self):
        return next(self.__dict__.setdefault("entries", iter(self)))
    def close(self):
        pass
def shuffled(entries):
    entries = Scanned(entries)
    shuffle(entries)
    return entries
os.listdir = lambda *folder: shuffled(listdir(*folder))
os.scandir = lambda *folder: shuffled(scandir(*folder))
"""
"""Folders whose entries come in an order of chance, as other file systems have them."""


def test_the_site_is_the_same_whatever_the_order_of_folders(first: Path, unbuilt: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(SHUFFLED, "utf-8")
    assert mini.tree(mini.built(unbuilt, PYTHONPATH=before_others(tmp_path))) == mini.tree(first / "site")


SHARED = """
from functools import partial
from briefings.mkdocs_plugin import plugin
plugin.Services = partial(plugin.Services, min_parallel_items=0, page_batch=2)
"""
"""Work is shared however little there is of it."""
AFRESH = """
import threading
threading.Thread(target=threading.Event().wait, daemon=True).start()
"""
"""Beside a thread of somebody else workers are no copies of the process."""


@pytest.mark.parametrize(
    ("workers", "code"),
    [(1, SHARED), (2, SHARED), (3, SHARED), (2, SHARED + AFRESH)],
    ids=["alone", "2 copies", "3 copies", "2 afresh"],
)
def test_the_site_is_the_same_whoever_does_the_work(first: Path, unbuilt: Path, workers: int, code: str) -> None:
    """With a cluster: test_parallel.py."""
    hook(unbuilt, code)
    assert mini.tree(mini.built(unbuilt, "briefings", "build", "--workers", str(workers))) == mini.tree(first / "site")


def test_the_site_is_the_same_when_it_is_built_again_over_itself(first: Path, site: Path) -> None:
    mini.overlay(site, {"site/stray.txt": "x", "site/en/index.html": "changed", "site/gone/index.html": "x"})
    assert mini.tree(mini.built(site)) == mini.tree(first / "site")
    assert mini.names(site) == [".site.kept", "content", "mkdocs.yml", "site", "templates"]
    assert mini.tree(site / ".site.kept") == {"stray.txt": b"x", "gone": None, "gone/index.html": b"x"}


def test_no_file_of_the_site_says_when_or_where_it_was_built(first: Path) -> None:
    now = datetime.datetime.now(datetime.UTC)
    # The mini-site tells of 2024 and earlier years; the year of a build would be one that no text of it has.
    tell_tales = [str(now.year).encode(), os.fsencode(first), os.fsencode(mini.PROJECT)]
    for path, data in mini.tree(first / "site").items():
        if path.endswith((".html", ".xml")):
            assert [word for word in tell_tales if word in (data or b"")] == [], path


# The preview


class Preview:
    """`mkdocs serve` of a site on the loopback, and its pages as a browser would get them."""

    def __init__(self, site: Path, port: int, log: Path, process: subprocess.Popen[bytes]) -> None:
        self.site, self.log, self._process = site, log, process
        self.address = f"http://127.0.0.1:{port}/press/"

    def end(self, number: signal.Signals) -> None:
        self._process.send_signal(number)
        self._process.wait(timeout=30)

    def get(self, path: str) -> str:
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:  # the loopback
                text: str = answer.read().decode("utf-8")
                return text
        except urllib.error.HTTPError as error:
            with error:
                return ""
        except OSError:
            return ""

    def shows(self, path: str, text: str) -> None:
        self.until(lambda: text in self.get(path), f"{text!r} on {path}")

    def says(self, text: str) -> None:
        self.until(lambda: text in self.log.read_text("utf-8"), f"{text!r} in the log")

    def until(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + 30
        while not holds():
            assert time.monotonic() < deadline, f"waited in vain for {what}; the preview said:\n{self.log.read_text('utf-8')}"
            time.sleep(0.05)


@contextlib.contextmanager
def preview(site: Path, *command: str, **environment: str) -> Iterator[Preview]:
    log, temporary = site.parent / "preview.log", site.parent / "temporary"
    temporary.mkdir()
    port = free_port()
    with log.open("wb") as output:
        process = subprocess.Popen(
            mini.command(*command, "-a", f"127.0.0.1:{port}"),
            cwd=site,
            env={**os.environ, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1", **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Preview(site, port, log, process)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=30)
            finally:
                process.kill()
                process.wait()
    assert list(temporary.iterdir()) == [], "the preview left files behind"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_the_preview_shows_edits_of_content_templates_and_catalogues(site: Path, tmp_path: Path) -> None:
    # The catalogues are part of the package, so the package is a copy.
    packages = tmp_path / "packages"
    shutil.copytree(mini.PROJECT / "briefings", packages / "briefings", ignore=shutil.ignore_patterns("__pycache__"))
    catalogue = packages / "briefings/locale/sv/LC_MESSAGES/briefings.po"
    before = mini.tree(site / "site")
    with preview(site, "mkdocs", "serve", PYTHONPATH=str(packages), PYTHONDONTWRITEBYTECODE="1") as shown:
        shown.shows("sv/topics/shipping/", "Sjöfart")
        mini.overlay(site, {"content/topics/shipping.yaml": "names: {en: Boats, sv: Båtar}\n"})
        shown.shows("sv/topics/shipping/", "Båtar")
        mini.overlay(site, {"templates/topic.html": {"replace": {"{% block content %}": "{% block content %}<p>An edit</p>"}}})
        shown.shows("sv/topics/shipping/", "<p>An edit</p>")
        text = catalogue.read_text("utf-8")
        assert text.count('"Hoppa till innehållet"') == 1
        catalogue.write_text(text.replace("Hoppa till innehållet", "Till innehållet"), "utf-8")
        shown.shows("sv/topics/shipping/", "Till innehållet")
        mini.overlay(site, {"content/pages/en/about.md": {"replace": {"We read the papers.": "We read *all* papers."}}})
        shown.shows("en/about/", "We read <em>all</em> papers.")
    assert mini.tree(site / "site") == before, "a preview is no publication"


@pytest.mark.parametrize("command", [("mkdocs", "serve"), ("briefings", "serve")])
def test_the_preview_keeps_the_last_good_site_and_shows_a_mended_one(site: Path, command: tuple[str, ...]) -> None:
    with preview(site, *command) as shown:
        shown.shows("en/topics/shipping/", "Shipping")
        mini.overlay(site, {"content/topics/shipping.yaml": "name: Boats\n"})
        shown.says("content/topics/shipping.yaml:1:1: error S001 unknown key 'name'. Did you mean 'names'?")
        shown.says("The preview shows the last site without errors.")
        assert "Shipping" in shown.get("en/topics/shipping/")
        mini.overlay(site, {"content/topics/shipping.yaml": "names: {en: Boats}\n"})
        shown.shows("en/topics/shipping/", "Boats")
        mini.overlay(site, {"templates/topic.html": {"replace": {"{% block content %}": "{% block content %}{% nonsense %}"}}})
        shown.says("templates/topic.html:7: ")
        assert "Boats" in shown.get("en/topics/shipping/")
        mini.overlay(site, {"templates/topic.html": {"replace": {"{% nonsense %}": "<p>Mended</p>"}}})
        shown.shows("en/topics/shipping/", "<p>Mended</p>")
        assert "Traceback" not in shown.log.read_text("utf-8")


def test_the_preview_of_content_that_is_wrong_from_the_start_says_so_and_ends(site: Path) -> None:
    mini.overlay(site, {"content/topics/shipping.yaml": "name: Boats\n"})
    ended = mini.run(site, "mkdocs", "serve", "-a", f"127.0.0.1:{free_port()}")
    said = ended.stdout + ended.stderr
    assert ended.returncode == 1
    assert "content/topics/shipping.yaml:1:1: error S001 unknown key 'name'" in said
    assert "Traceback" not in said


def test_a_preview_that_is_asked_to_end_leaves_nothing_behind(site: Path) -> None:
    with preview(site, "mkdocs", "serve") as shown:
        shown.shows("en/topics/shipping/", "Shipping")
        shown.end(signal.SIGTERM)
        assert "ended by SIGTERM" in shown.log.read_text("utf-8")
    assert mini.names(site) == ["content", "mkdocs.yml", "site", "templates"]
