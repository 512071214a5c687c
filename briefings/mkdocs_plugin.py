"""MkDocs, the publisher: its events become one call of `build()`. The only part that knows MkDocs, or ProperDocs.

MkDocs turns the plain pages' Markdown into HTML, serves, watches and deploys; the pages are ours. It empties the folder that it
builds into, so that folder is one beside the site, which takes the site's place when every plugin is done and nothing has
warned.
"""

from __future__ import annotations

import dataclasses
import datetime
import logging
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from mkdocs.commands import build as build_command
from mkdocs.commands import serve as serve_command
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs.utils import CountHandler

from briefings import urls
from briefings.build import Built, Means, Prepared, build, prepare
from briefings.cache import Store
from briefings.configure import SettingsError, configure
from briefings.localise.messages import CATALOGUES
from briefings.problems import ContentError, Problem, did_you_mean, shown
from briefings.progress import Teller
from briefings.publish import PATIENCE, Busy, Ended, NoFile, Seen, Staging, finish, heed, looked_through, stage
from briefings.read import ContentChanged
from briefings.render import TemplateFault
from briefings.search import SearchFault
from briefings.settings import Settings
from briefings.verify import Verification, verify
from briefings.watching import watch
from briefings.work import Beside, NoCluster, crew, processors

log = get_plugin_logger("briefings")

NOTICE = 25
"""Level of what everybody is told; a warning would end a strict build."""
logging.addLevelName(NOTICE, "NOTICE")

_THEME = Path(__file__).parent / "mkdocs_theme"
"""The least that MkDocs can be given as a theme; what it renders is replaced by our page."""


class BriefingsConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in `mkdocs.yml`; `docs/settings.md` explains them."""

    content = config_options.Type(str, default="content")
    templates = config_options.Type(str, default="templates")
    locales = config_options.Type(list)
    desk_locale = config_options.Optional(config_options.Type(str))
    formats = config_options.Type(dict, default={})
    archive = config_options.Optional(config_options.Type(str))
    strict_evidence = config_options.Type(bool, default=False)
    search = config_options.Type(bool, default=True)
    cache = config_options.Type(str, default=".briefings")
    workers = config_options.Type(int, default=0)
    scheduler = config_options.Optional(config_options.Type(str))


@dataclass(frozen=True)
class Outcome:
    """A site that has been published."""

    built: Built
    warnings: tuple[Problem, ...]
    folder: Path
    seconds: float


class BriefingsPlugin(BasePlugin[BriefingsConfig]):  # type: ignore[no-untyped-call]
    """Builds the site from `content/` within a build of MkDocs."""

    outcome: Outcome | None = None
    """The last site that was published."""
    _staging: Staging | None = None
    _workshop: Callable[[], None] | None = None
    _command = ""
    _is_published = False
    _ahead: Future[Mapping[str, bytes]] | None = None
    """In a preview, the files of the site before the last one: they are looked through while nobody waits."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: Seen = {}
        """In a preview, the files of its sites that have been read."""
        self._meanwhile = ThreadPoolExecutor(1)
        self._ending = ExitStack()
        """What is let go of at the end of each build."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Heed signals; and stay alive over the rebuilds of a preview, as plugins with this method do."""
        self._command = command
        self._heed_no_more = heed()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Take the settings, and have MkDocs build beside the site."""
        self._close()  # a build that was interrupted may have left this one's configuration with its own folder
        self._started = time.monotonic()
        self._plain_html: dict[str, str] = {}
        self._config, self._is_published = config, False
        self._site_folder = Path(config.site_dir)
        _refuse_neighbours(config)
        self._settings = _settings(config, self.config)
        _refuse_sources(self._site_folder.resolve(), self._settings)
        with _told():
            self._staging = stage(self._site_folder, _waiting)
            self._workshop = self._staging.leave
        self._look = self._looking()
        config.site_dir = str(self._staging.folder)
        pages = self._settings.content / "pages"
        config.docs_dir = str(pages if pages.is_dir() else _THEME)
        config.use_directory_urls = True
        config.validation.links.anchors = logging.WARNING  # a fragment that leads nowhere
        config.theme = Theme(name=None, custom_dir=str(_THEME))
        config.theme.static_templates = set()
        config.markdown_extensions = [*config.markdown_extensions, _NoRawHtml()]  # type: ignore[list-item]
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check everything before MkDocs touches a file."""
        with _told():
            self._means = self._hire()
            self._prepared: Prepared = prepare(self._settings, self._means)
        for problem in self._prepared.warnings:
            log.warning(str(problem))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give MkDocs the plain pages as they were read and checked, and nothing else that it found."""
        with _told():
            assert self._staging is not None
            found = self._look()
            self._means = dataclasses.replace(self._means, look=lambda folder: found, later=self._later)
            self._staging.resume()  # MkDocs has emptied the folder by now
        # The empty line keeps MkDocs from reading metadata from the page: its front matter has been read already.
        pages = self._prepared.content.pages
        return Files([File.generated(config, f"{page.locale}/{page.name}.md", content="\n" + page.markdown) for page in pages])

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the HTML of a plain page."""
        self._plain_html[self._file(page)] = html
        return html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Build every page, now that the Markdown of the plain ones is HTML."""
        with _told():
            self._built = build(self._prepared, self._settings, self._plain_html, Path(config.site_dir), self._means)
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put our page in the place of what MkDocs made of a plain one."""
        locale, _, name = page.file.src_uri.removesuffix(".md").partition("/")
        ours = self._built.plain_pages.get(urls.plain_page(locale, name))
        return output if ours is None else ours.decode("utf-8")

    @event_priority(-1000)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Publish, after all other plugins and only where nothing has warned in strict mode."""
        if warnings := _strict_warnings():
            raise PluginError(f"{warnings} in strict mode; the published site is as it was")
        staging = self._staging
        assert staging is not None
        with _told():
            finish(staging.folder, self._site_folder)
            staging.publish()
        self._close()
        if self._command == "serve":
            self._ahead = self._meanwhile.submit(self._prepare_rebuild, staging)
        self.outcome = Outcome(self._built, self._prepared.warnings, self._site_folder, time.monotonic() - self._started)
        log.info(summary(self.outcome))

    @event_priority(-1000)
    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing behind, and end with one line where MkDocs would show a traceback."""
        self._close()
        if not isinstance(error, MkDocsException):
            log.debug("Where the error arose:", exc_info=error)
            _root_logger().error(f"{_named(error)}; {self._state()}")
            raise Abort("Aborted with an error!")

    def on_shutdown(self) -> None:
        """Leave nothing behind where a signal ends the build, and say so."""
        self._close()
        self._meanwhile.shutdown()
        if self._command == "serve" and self._workshop is not None:
            self._workshop()
        self._heed_no_more()
        if (ending := _ending(sys.exception())) is not None:
            _root_logger().error(f"{ending}; {self._state()}")

    def _state(self) -> str:
        return "the new site is published" if self._is_published else "the published site is as it was"

    def _looking(self) -> Callable[[], Mapping[str, bytes]]:
        """Return what tells the files of the site before the last one, and have it find them out while the content is read."""
        assert self._staging is not None
        kept = self._staging.kept
        ahead, self._ahead = self._ahead, None  # good for one build: who fails may have changed the folder
        if ahead is not None:
            return ahead.result
        if kept is None and not self._site_folder.is_dir():
            return dict
        look = self._staging.catch_up
        return look if self.config.workers == 1 else self._ending.enter_context(Beside(look)).result

    def _later(self, work: Callable[[], None]) -> None:
        """Have something done before the build is over, beside the publication of the site."""
        if self.config.workers == 1:
            work()
        else:
            self._ending.callback(self._ending.enter_context(Beside(work)).result)

    def _prepare_rebuild(self, staging: Staging) -> Mapping[str, bytes]:
        """Do what the next change in a preview would have to wait for, while nobody waits."""
        if not self._seen:
            staging.catch_up()
            looked_through(self._site_folder, self._seen)
        return {} if staging.kept is None else looked_through(staging.kept, self._seen)

    def _hire(self) -> Means:
        store = Store(self._settings.cache)
        self._ending.callback(store.close)
        workers = self.config.workers or processors()
        hired = self._ending.enter_context(crew(workers, self.config.scheduler))
        return Means(store, hired, self._ending.enter_context(Teller()).told)

    def _close(self) -> None:
        self._ending.close()
        if self._staging is not None:
            self._config.site_dir = str(self._site_folder)
            self._is_published = self._staging.is_published
            self._staging.close()
            self._staging = None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuild on a change to the content, a template or a catalogue, and keep the last good site up where one is wrong."""
        server.builder = _keeping_the_last(server.builder)
        watch(server, [str(folder) for folder in (self._settings.content, self._settings.templates, CATALOGUES)])
        return server

    def _file(self, page: Page) -> str:
        content = self._settings.content.relative_to(self._settings.root).as_posix()
        return f"{content}/pages/{page.file.src_uri}"


def _keeping_the_last(builder: Callable[[], None]) -> Callable[[], None]:
    """Return a preview's builder that a fault in the content does not stop; without it, every request would wait."""

    def rebuild() -> None:
        try:
            builder()
        except Ended:
            raise
        except SystemExit:  # MkDocs' own way to end a failed build; it has logged why
            log.error("The preview shows the last site without errors.")

    return rebuild


def summary(outcome: Outcome) -> str:
    """Return what was built, as a sentence."""
    built = outcome.built
    return (
        f"{many(built.articles, 'article')} and {many(built.briefings, 'briefing')} became "
        f"{many(built.pages, 'page')} in {many(built.locales, 'locale')} "
        f"in {outcome.seconds:.1f} seconds"
    )


def many(number: int, noun: str) -> str:
    """Return a number with its noun in English: `1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _settings(config: MkDocsConfig, options: BriefingsConfig) -> Settings:
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    if unknown := sorted(set(options) - set(dict(BriefingsConfig._schema))):
        known = [name for name, _ in BriefingsConfig._schema]
        raise PluginError(f"{shown(unknown[0])}: no setting of briefings. {did_you_mean(unknown[0], known)}".rstrip())
    try:
        return configure(root, config.site_name, config.site_url, dict(options))
    except SettingsError as error:
        raise PluginError(str(error)) from None


def _refuse_sources(site: Path, settings: Settings) -> None:
    for folder in (settings.content.resolve(), settings.templates.resolve()):
        if site.is_relative_to(folder) or folder.is_relative_to(site):
            raise PluginError(
                f"site_dir: {site} would take the place of what the site is made from; choose a folder of its own"
            )


def _refuse_neighbours(config: MkDocsConfig) -> None:
    if "i18n" in config.plugins:
        raise PluginError(
            "The plugin i18n (mkdocs-static-i18n) cannot run beside briefings, which makes all locales; take it out"
        )


# What happens to a build


def _waiting() -> None:
    log.log(NOTICE, "Another build of this site is running; this one waits for it to end.")


def _ending(error: BaseException | None) -> str | None:
    """Return in words that somebody has ended the build; None where it has come to its own end."""
    if isinstance(error, Ended):
        return f"ended by {error.signal}"
    return "interrupted" if isinstance(error, KeyboardInterrupt) else None


def _named(error: Exception) -> str:
    """Return an error that somebody else has raised in one line, with the place, as `name.py:12`."""
    if isinstance(error, OSError) and error.strerror:
        return _refusal(error)
    *_, (frame, line) = traceback.walk_tb(error.__traceback__)
    return f"{type(error).__name__}: {' '.join(str(error).split())} ({Path(frame.f_code.co_filename).name}:{line})"


def _refusal(error: OSError) -> str:
    """Return what the system has refused, and for which file where it says so."""
    return f"{error.strerror or error}: {error.filename}" if error.filename else str(error.strerror or error)


# What keeps MkDocs' Markdown away from what content must not reach


class _NoRawHtml(Extension):
    """Show raw HTML in plain pages as text; nothing then parses it, and nothing it says reaches a reader's browser."""

    def extendMarkdown(self, md: Markdown) -> None:
        for registry, name in ((md.preprocessors, "html_block"), (md.inlinePatterns, "html")):
            if name in registry:
                registry.deregister(name)
        # MkDocs looks through the page for HTML itself, at priority 21, and a line such as <![> ends its search and the build.
        aside = _Aside(md)
        md.preprocessors.register(aside, "briefings_aside", 21.5)
        md.preprocessors.register(_Back(md, aside), "briefings_back", 20.5)


class _Aside(Preprocessor):
    """Take the page's lines away from what comes next."""

    lines: list[str]

    def run(self, lines: list[str]) -> list[str]:
        self.lines = lines
        return []


class _Back(Preprocessor):
    """Give the page's lines back."""

    def __init__(self, md: Markdown, aside: _Aside) -> None:
        super().__init__(md)
        self._aside = aside

    def run(self, lines: list[str]) -> list[str]:
        return self._aside.lines


def _strict_warnings() -> str:
    """Return how often anything has warned, in words, where MkDocs counts it because it is strict."""
    counters = [handler for handler in _root_logger().handlers if isinstance(handler, CountHandler)]
    counts = [(name, count) for counter in counters for name, count in counter.get_counts()]
    return ", ".join(many(count, name.lower()) for name, count in counts)


def _root_logger() -> logging.Logger:
    name: str = log.logger.name  # `mkdocs.plugins.briefings`, or `properdocs.…`
    return logging.getLogger(name.partition(".")[0])


@contextmanager
def _told() -> Iterator[None]:
    """Turn what can go wrong into lines that an editor can read, without a traceback."""
    try:
        yield
    except ContentError as error:
        for problem in error.problems:
            (log.error if problem.severity == "error" else log.warning)(str(problem))
        count = sum(problem.severity == "error" for problem in error.problems)
        raise PluginError(
            f"{count} {'error' if count == 1 else 'errors'} in the content; the published site is as it was"
        ) from None
    except (TemplateFault, SearchFault) as error:
        raise PluginError(f"{error}; the published site is as it was") from None
    except OSError as error:
        raise PluginError(f"{_refusal(error)}; the published site is as it was") from None
    except Busy:
        message = f"another build of this site has been running for more than {PATIENCE:.0f} seconds"
        raise PluginError(f"{message}; the published site is as it was") from None
    except NoCluster as error:
        raise PluginError(f"{error}; the published site is as it was") from None
    except ContentChanged as error:
        message = f"{error} was changed while the site was built; the published site is as it was"
        raise PluginError(f"{message}. Build it again.") from None
    except NoFile as error:
        raise PluginError(f"{error}; the published site is as it was") from None
    except PluginError:
        raise
    except Exception as error:
        log.debug("Where the unexpected error arose:", exc_info=True)
        message = f"unexpected {type(error).__name__}: {error}; the published site is as it was"
        raise PluginError(f"{message}. This is a fault of Briefings; mkdocs build --verbose shows where.") from None


# The same from the project's own command


class SiteError(Exception):
    """A site cannot be built; the message says why, in one sentence."""


@dataclass(frozen=True)
class Orders:
    """What somebody asks for on the command line in the place of settings; None where nothing is."""

    archive: str | None = None
    strict_evidence: bool | None = None
    workers: int | None = None
    scheduler: str | None = None


def _load(config_file: str, orders: Orders, **options: Any) -> tuple[MkDocsConfig, BriefingsPlugin]:
    try:
        config = load_config(config_file, **{name: value for name, value in options.items() if value is not None})
    except (ConfigurationError, SystemExit) as error:  # the latter where MkDocs has logged what is wrong
        raise SiteError(str(error)) from None
    except OSError as error:
        raise SiteError(_refusal(error)) from None
    plugin = config.plugins.get("briefings")
    if not isinstance(plugin, BriefingsPlugin):
        raise SiteError(f"{config_file} does not name the plugin briefings")
    given = {name: value for name, value in dataclasses.asdict(orders).items() if value is not None}
    if orders.archive is not None:
        given["archive"] = str(Path(orders.archive).resolve())
    plugin.config.update(given)
    return config, plugin


def build_site(config_file: str, orders: Orders = Orders(), strict: bool | None = None, site_dir: str | None = None) -> Outcome:
    """Build and publish the site of a configuration file; what goes wrong is logged.

    Raises `SiteError` where it cannot be built.
    """
    config, plugin = _load(config_file, orders, strict=strict, site_dir=site_dir)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_command.build(config)
    except Ended:
        raise
    except SystemExit as error:  # MkDocs' own way to end a failed build; it has logged why
        raise SiteError(str(error)) from None
    finally:
        config.plugins.on_shutdown()
    assert plugin.outcome is not None
    return plugin.outcome


def check_site(config_file: str, orders: Orders = Orders()) -> tuple[Problem, ...]:
    """Return every problem of a site's content.

    Raises `SiteError` where the settings are wrong.
    """
    config, plugin = _load(config_file, orders)
    try:
        return prepare(_settings(config, plugin.config)).warnings
    except ContentError as error:
        return error.problems
    except PluginError as error:
        raise SiteError(str(error)) from None


def verify_site(config_file: str, archive: str | None, day: datetime.date) -> Verification:
    """Look up every passage of a site's content in the archived texts and record what is found, on a day.

    Raises `SiteError` where the settings are wrong or the record cannot be written, and `ContentError` where the content cannot
    be read.
    """
    config, plugin = _load(config_file, Orders(archive))
    try:
        settings = _settings(config, plugin.config)
        if settings.archive is None:
            raise SiteError("verify looks evidence up: name the folder of the archived texts with --archive")
        return verify(settings, settings.archive, day)
    except PluginError as error:
        raise SiteError(str(error)) from None
    except OSError as error:
        raise SiteError(f"{error.strerror or error}: {error.filename}; the record is as it was") from None


def serve_site(config_file: str, address: str | None = None) -> None:
    """Serve a preview that follows every saved change, until interrupted."""
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    serve_command.serve(config_file, **options)
