"""The events of MkDocs, which become one call of `prepare()` and one of `build()`.

MkDocs empties the folder that it builds into. So it is given a staging directory beside the site, which replaces the site when
every plugin is done and, in strict mode, nothing has warned.
"""

import logging
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from briefings import urls
from briefings.build import BuildResult, Prepared, build, prepare
from briefings.diagnostics import Problem, quantity, shown
from briefings.localise.messages import CATALOGUES
from briefings.markup.plain_pages import CommonMark
from briefings.mkdocs_plugin import messages
from briefings.mkdocs_plugin.config import BriefingsConfig, refuse_conflicts, settings_from, site_folder
from briefings.mkdocs_plugin.messages import NOTICE, UNCHANGED, WAITING, errors_as_sentences, log
from briefings.mkdocs_plugin.preview import DigestsAhead, guard, keeping_last_site, watch
from briefings.parallel import BackgroundTask, available_processors, open_executor
from briefings.progress import ProgressReporter
from briefings.publish import Staging, keep_others_files, normalise_permissions_and_mtimes, refuse_others_folder
from briefings.services import Services, open_blobs
from briefings.signals import Terminated, install_signal_handlers

Result = TypeVar("Result")

_THEME = Path(__file__).parent / "theme"
"""The smallest theme that MkDocs accepts; `on_post_page` replaces what it renders."""


@dataclass(frozen=True)
class PublishedSite:
    """What a build has published."""

    result: BuildResult
    warnings: tuple[Problem, ...]
    folder: Path
    seconds: float

    @property
    def summary(self) -> str:
        """What was built, as a sentence without a full stop."""
        result = self.result
        return (
            f"{quantity(result.articles, 'article')} and {quantity(result.briefings, 'briefing')} became "
            f"{quantity(result.pages, 'page')} in {quantity(result.locales, 'locale')} in {self.seconds:.1f} seconds"
        )


class BriefingsPlugin(BasePlugin[BriefingsConfig]):  # type: ignore[no-untyped-call]
    """Builds the site from `content/` within a build of MkDocs."""

    published: PublishedSite | None = None
    """The last site that was published."""
    _command = ""
    _staging: Staging | None = None
    _last_staging: Staging | None = None

    def __init__(self) -> None:
        super().__init__()
        self._ahead = DigestsAhead()
        self._cleanup = ExitStack()
        """What ends at the end of each build."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Handle signals; MkDocs keeps plugins that have this method over the rebuilds of a preview."""
        self._command = command
        self._restore_signals = install_signal_handlers()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the settings, and have MkDocs build into the staging directory."""
        self._cleanup.close()  # an interrupted build may have left its staging directory in the configuration
        self._started = time.monotonic()
        self._plain_html: dict[str, str] = {}
        self._staging = None
        with errors_as_sentences():
            self._settings = settings_from(config, self.config)
            refuse_conflicts(config)
            self._site_folder = site_folder(config, self._settings)
            refuse_others_folder(self._site_folder)
            Path(config.site_dir).parent.mkdir(parents=True, exist_ok=True)  # as MkDocs does
            self._staging = self._last_staging = Staging(self._site_folder, lambda: log.log(NOTICE, WAITING))
        self._cleanup.callback(self._staging.close)
        self._cleanup.callback(setattr, config, "site_dir", config.site_dir)
        self._previous_files = self._ahead.pop() or self._in_background(self._find_previous)
        config.site_dir = str(self._staging.folder)
        pages = self._settings.content / "pages"
        config.docs_dir = str(pages if os.path.isdir(pages) else _THEME)  # noqa: PTH112 no error where it cannot be looked at
        config.use_directory_urls = True
        config.validation.links.anchors = logging.WARNING  # a fragment that leads nowhere
        config.theme = Theme(name=None, custom_dir=str(_THEME))
        config.theme.static_templates = set()
        config.markdown_extensions = [*config.markdown_extensions, _HiddenFromMkDocs(), CommonMark()]  # type: ignore[list-item]
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check everything before MkDocs touches a file."""
        with errors_as_sentences():
            self._services = self._open_services()
            self._prepared: Prepared = prepare(self._settings, self._services)
        messages.log_problems(self._prepared.warnings)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give MkDocs the plain pages as they were read and checked, and no other file that it found."""
        with errors_as_sentences():
            assert self._staging is not None
            self._previous_digests = self._previous_files()
            self._staging.reuse_previous()  # MkDocs has emptied the folder by now
        # The empty line keeps MkDocs from reading metadata from the page: its front matter has been read already.
        texts = {f"{page.locale}/{page.name}.md": "\n" + page.markdown for page in self._prepared.content.pages.values()}
        return Files([File.generated(config, name, content=text) for name, text in texts.items()])

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Collect the HTML of a plain page."""
        self._plain_html[f"{self._settings.content_path}/pages/{page.file.src_uri}"] = html
        return html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Build every page, now that the Markdown of the plain ones is HTML.

        Pages are written into the folder and not handed over: each file of theirs would cost MkDocs 50 µs.
        """
        with errors_as_sentences():
            self._result = build(self._prepared, self._settings, self._plain_html, Path(config.site_dir), self._services)
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Replace what MkDocs made of a plain page with our page."""
        locale, _, name = page.file.src_uri.removesuffix(".md").partition("/")
        ours = self._result.plain_pages.get(urls.page(locale, name))
        return output if ours is None else ours.decode("utf-8")

    @event_priority(-1000)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Publish, after all other plugins and, in strict mode, only where nothing has warned."""
        if warnings := messages.count_warnings():  # MkDocs counts them only after this event
            raise messages.build_failed(f"{warnings} in strict mode")
        staging = self._staging
        assert staging is not None
        with errors_as_sentences():
            files = normalise_permissions_and_mtimes(staging.folder, self._site_folder)
            self._keep_others_files()  # once more: the build has taken its time
            staging.publish(files)
        self._cleanup.close()
        if self._command == "serve":
            self._ahead.start(staging, self._site_folder)
        seconds = time.monotonic() - self._started
        self.published = PublishedSite(self._result, self._prepared.warnings, self._site_folder, seconds)
        log.info(self.published.summary)

    @event_priority(-1000)
    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing behind, and end with one line where MkDocs would show a traceback."""
        self._cleanup.close()
        if not isinstance(error, MkDocsException):
            log.debug("Where the error arose:", exc_info=error)
            self._log_end(messages.describe_error(error))
            raise Abort("Aborted with an error!")

    def on_shutdown(self) -> None:
        """Leave nothing behind where a signal ends the build, and say so."""
        self._cleanup.close()
        self._ahead.close()
        if self._command == "serve" and self._last_staging is not None:
            self._last_staging.discard()
        self._restore_signals()
        match sys.exception():
            case Terminated(signal=name):
                self._log_end(f"ended by {name}")
            case KeyboardInterrupt():
                self._log_end("interrupted")

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
        """Rebuild on a change to the content, a template or a catalogue, and keep the last good site up where one is wrong."""
        guard(server)
        server.builder = keeping_last_site()(server.builder)
        watch(server, [str(folder) for folder in (self._settings.content, self._settings.templates, CATALOGUES)])
        return server

    def _open_services(self) -> Services:
        """Return what a build works with; it is closed at the end of the build."""
        blobs = open_blobs(self._settings)
        self._cleanup.callback(blobs.close)
        workers = self.config.workers or available_processors()
        executor = self._cleanup.enter_context(open_executor(workers, self.config.scheduler))
        reporter = self._cleanup.enter_context(closing(ProgressReporter()))
        return Services(blobs, executor, reporter.update, lambda folder: self._previous_digests, self._run_later)

    def _find_previous(self) -> Mapping[str, bytes]:
        """Keep what somebody else has put into the site, and return the digests of the files that the next one begins with."""
        assert self._staging is not None
        self._keep_others_files()
        return self._staging.sync_previous()

    def _keep_others_files(self) -> None:
        """Keep what somebody else has put into the site, and say so; raises `NotOurs` where that cannot be."""
        if kept := keep_others_files(self._site_folder):
            more = f" and {quantity(len(kept) - 1, 'other file')}" if len(kept) > 1 else ""
            names = f"{shown(kept[0])}{more}"
            log.log(NOTICE, f"The site's folder had {names}, not made by Briefings; kept in .{self._site_folder.name}.kept/.")

    def _in_background(self, task: Callable[[], Result]) -> Callable[[], Result]:
        """Start a task in a copy of the process and return what gives its result; one worker runs it when that is asked for."""
        # No thread: it would wait for the interpreter as often as it reads a file.
        return task if self.config.workers == 1 else self._cleanup.enter_context(BackgroundTask(task)).result

    def _run_later(self, task: Callable[[], None]) -> None:
        """Run a task before the build is over, beside the publication of the site."""
        if self.config.workers == 1:
            task()
        else:
            self._cleanup.callback(self._in_background(task))

    def _log_end(self, message: str) -> None:
        is_published = self._staging is not None and self._staging.is_published
        state = "the new site is published" if is_published else UNCHANGED
        messages.root_logger().error(f"{message}; {state}")


class _HiddenFromMkDocs(Extension):
    """Keeps a page from MkDocs' own search for HTML in it: a line such as <![> ends that, and the build."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Hide the lines from what MkDocs runs at priority 21."""
        lines = _HiddenLines(md)
        md.preprocessors.register(lines, "briefings_hide_lines", 21.5)
        md.preprocessors.register(lines, "briefings_restore_lines", 20.5)


class _HiddenLines(Preprocessor):
    """Hides the page's lines from the next preprocessor when it runs first, and restores them when it runs again."""

    _hidden: Sequence[str] = ()

    def run(self, lines: list[str]) -> list[str]:
        hidden, self._hidden = self._hidden, lines
        return list(hidden)
