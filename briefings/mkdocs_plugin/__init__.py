"""The MkDocs plugin, and the functions with which the command line runs MkDocs: build, check, verify and serve a site.

The only part that knows MkDocs; `cli` lets ProperDocs stand in for it. MkDocs turns the Markdown of the plain pages into HTML,
serves, watches and deploys; Briefings makes the pages.
"""

import datetime
from pathlib import Path
from typing import TypedDict, Unpack

from mkdocs.commands import build as build_command
from mkdocs.commands import serve as serve_command
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from briefings.build import prepare
from briefings.diagnostics import Problem
from briefings.errors import ContentError, SiteError
from briefings.evidence.verify import Verification, verify
from briefings.mkdocs_plugin.config import refuse_conflicts, settings_from
from briefings.mkdocs_plugin.messages import describe_os_error
from briefings.mkdocs_plugin.plugin import BriefingsPlugin, PublishedSite
from briefings.settings import Settings
from briefings.signals import Terminated


class Overrides(TypedDict, total=False):
    """Settings from the command line, which replace those of the configuration file; None where nothing is given."""

    archive: str | None
    strict_evidence: bool | None
    workers: int | None
    scheduler: str | None


def build_site(
    config_file: str, strict: bool | None = None, site_dir: str | None = None, **overrides: Unpack[Overrides]
) -> PublishedSite:
    """Build and publish the site of a configuration file; what goes wrong is logged. Raises `SiteError` where it cannot be."""
    config, plugin = _load(config_file, overrides, strict, site_dir)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_command.build(config)
    except Terminated:
        raise
    except SystemExit as error:  # MkDocs' own way to end a failed build; it has logged why
        raise SiteError(str(error)) from None
    finally:
        config.plugins.on_shutdown()
    assert plugin.published is not None
    return plugin.published


def check_site(config_file: str, **overrides: Unpack[Overrides]) -> tuple[Problem, ...]:
    """Return every problem of a site's content. Raises `SiteError` where the settings are wrong."""
    try:
        return prepare(load_settings(config_file, **overrides)).warnings
    except ContentError as error:
        return error.problems
    except OSError as error:
        raise SiteError(describe_os_error(error)) from None


def verify_site(config_file: str, archive: str | None, day: datetime.date, *, fix: bool = False) -> Verification:
    """Look up every passage of a site's content in the archived texts and record what is found, on a day.

    With `fix`, checksums of archived texts are first written into the articles that lack them.

    Raises `SiteError` where settings are wrong or the record cannot be written, and `ContentError` for unreadable content.
    """
    settings = load_settings(config_file, archive=archive)
    if settings.archive is None:
        raise SiteError("verify looks evidence up: name the folder of the archived texts with --archive")
    try:
        return verify(settings, settings.archive, day, fix=fix)
    except OSError as error:
        raise SiteError(f"{describe_os_error(error)}; the record is as it was") from None


def serve_site(config_file: str, address: str | None = None) -> None:
    """Serve a preview that follows every saved change, until interrupted."""
    serve_command.serve(config_file, dev_addr=address)


def load_settings(config_file: str, **overrides: Unpack[Overrides]) -> Settings:
    """Return a site's settings. Raises `SiteError` for an unreadable file and `SettingsError` for a wrong setting."""
    config, plugin = _load(config_file, overrides)
    refuse_conflicts(config)
    return settings_from(config, plugin.config)


def _load(
    config_file: str, overrides: Overrides, strict: bool | None = None, site_dir: str | None = None
) -> tuple[MkDocsConfig, BriefingsPlugin]:
    try:
        config = load_config(config_file, strict=strict, site_dir=site_dir)
    except (ConfigurationError, SystemExit) as error:  # the latter where MkDocs has logged what is wrong
        raise SiteError(str(error)) from None
    except OSError as error:
        raise SiteError(describe_os_error(error)) from None
    plugin = config.plugins.get("briefings")
    if not isinstance(plugin, BriefingsPlugin):
        raise SiteError(f"{config_file} does not name the plugin briefings")
    given = {name: value for name, value in overrides.items() if value is not None}
    if archive := overrides.get("archive"):
        given["archive"] = str(Path(archive).resolve())
    plugin.config.update(given)
    return config, plugin
