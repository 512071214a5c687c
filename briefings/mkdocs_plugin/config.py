"""From `mkdocs.yml` to `Settings`, or one sentence that says what is wrong with it."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig

from briefings.check.dates import today
from briefings.diagnostics import closest, did_you_mean, shown
from briefings.errors import SettingsError
from briefings.localise.formats import Formats
from briefings.localise.messages import catalogue_file
from briefings.markup.plain_pages import unusable_extensions
from briefings.model.codes import canonical_language, is_language, meant_language
from briefings.settings import Settings

_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_EXPECTED = "expected a BCP 47 tag such as nb, de or pt-BR"
_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


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

    def validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Return what MkDocs finds wrong, but for names it does not know: `settings_from` says what they were meant to be."""
        failed, warnings = super().validate()
        known = {name for name, _ in self._schema}
        return failed, [(name, text) for name, text in warnings if name in known]


def settings_from(config: MkDocsConfig, options: BriefingsConfig) -> Settings:
    """Return the settings of a site. Raises `SettingsError` for the first one that is wrong."""
    _refuse_unknown(options)
    root = (Path(config.config_file_path).parent if config.config_file_path else Path.cwd()).resolve()
    locales = _locales(options.locales)
    return Settings(
        root=root,
        content=_folder(root, "content", options.content),
        templates=_existing(_folder(root, "templates", options.templates), "templates"),
        locales=locales,
        desk_locale=_desk_locale(options.desk_locale, locales),
        formats=_formats(options.formats, locales),
        site_name=config.site_name,
        site_url=_site_url(config.site_url or ""),
        today=today(),
        archive=_existing(root / options.archive, "archive") if options.archive else None,
        cache=_folder(root, "cache", options.cache) if options.cache else None,
        strict_evidence=options.strict_evidence,
        search=options.search,
    )


def refuse_conflicts(config: MkDocsConfig) -> None:
    """Raise `SettingsError` where another plugin makes locales as well, or an extension makes blocks of its own."""
    if "i18n" in config.plugins:
        other = "The plugin i18n (mkdocs-static-i18n)"
        raise SettingsError(f"{other} cannot run beside briefings, which makes all locales; take it out")
    if extensions := unusable_extensions(config.markdown_extensions, config.mdx_configs or {}):
        fault = f"{shown(extensions[0])} would have no effect: the blocks of plain pages are those of CommonMark, and tables"
        raise SettingsError(f"markdown_extensions: {fault}; take it out")


_BESIDE = re.compile(r"\..+\.(?:next|old|kept)")
"""Names of the folders that a site can have beside it."""


def site_folder(config: MkDocsConfig, settings: Settings) -> Path:
    """Return the folder that the site goes to, links followed; it may be missing.

    Raises `SettingsError` where it cannot be replaced as a whole: it is no folder, or has in it, or is within, what the site is
    made from or what is somebody's own.
    """
    # Python 3.11 raises RuntimeError for a link to itself in `Path.resolve`.
    site = Path(os.path.realpath(config.site_dir))
    if os.path.lexists(site) and not site.is_dir():
        raise _wrong_site(site, "is no folder")
    if any(_BESIDE.fullmatch(part) for part in site.parts):
        raise _wrong_site(site, "is, or is in, a folder with a name that Briefings needs beside a site")
    if site.is_mount():
        raise _wrong_site(site, "is a mount point, which cannot be exchanged with another folder")
    for folder in _homes(config, settings):
        if _resolved(folder).is_relative_to(site):
            raise _wrong_site(site, f"would take the place of {folder}")
    for folder in _sources(settings):
        source = _resolved(folder)
        if site.is_relative_to(source) or source.is_relative_to(site):
            raise _wrong_site(site, f"would take the place of what the site is made from, in {folder.name}")
    return site


def _homes(config: MkDocsConfig, settings: Settings) -> Iterator[Path]:
    """Yield folders and files that no site may stand in place of or around."""
    yield settings.root
    if settings.archive is not None:
        yield settings.archive
    with suppress(RuntimeError):  # somebody without a home
        yield Path.home()
    if config.config_file_path:
        yield Path(config.config_file_path)


def _sources(settings: Settings) -> Iterator[Path]:
    """Yield folders that no site may stand in place of, around or within."""
    yield from (settings.content, settings.templates, settings.root / ".git")
    if settings.cache is not None:
        yield settings.cache


def _resolved(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _wrong_site(site: Path, fault: str) -> SettingsError:
    return SettingsError(f"site_dir: {shown(str(site), 300)} {fault}; choose a folder of its own")


def _refuse_unknown(options: BriefingsConfig) -> None:
    known = [name for name, _ in BriefingsConfig._schema]
    if unknown := sorted(set(options) - set(known)):
        raise SettingsError(f"{shown(unknown[0])}: no setting of briefings. {did_you_mean(unknown[0], known)}".rstrip())


def _locales(names: Iterable[object]) -> tuple[str, ...]:
    locales = tuple(_locale(name) for name in names)
    if not locales or len(set(locales)) < len(locales):
        raise SettingsError("locales: expected a list of the site's locales, each once, such as [en, sv]")
    return locales


def _locale(locale: object) -> str:
    if isinstance(locale, bool):
        fault = f"YAML reads the bare word {'yes' if locale else 'no'} as a truth value"
        raise SettingsError(f"locales: {fault}; put it in quotes, and write nb for Norwegian Bokmål")
    if not isinstance(locale, str) or not _LOCALE.fullmatch(locale) or not is_language(locale):
        raise SettingsError(f"locales: '{shown(locale)}' is no locale; {_EXPECTED}{_meant(meant_language(str(locale)))}")
    if (canonical := canonical_language(locale)) != locale:
        raise SettingsError(f"locales: '{locale}' is written '{canonical}' in BCP 47, and so are its files and addresses")
    if not catalogue_file(locale).is_file():
        fault = f"the interface is not translated to '{locale}'; there is no catalogue for it in briefings/locale/"
        raise SettingsError(f"locales: {fault}")
    return locale


def _meant(tag: str | None) -> str:
    return f". Did you mean '{tag}'?" if tag else ""


def _desk_locale(locale: str | None, locales: tuple[str, ...]) -> str:
    if locale and locale not in locales:
        hint = _meant(closest(locale, locales))
        raise SettingsError(f"desk_locale: '{shown(locale)}' is not among the locales {', '.join(locales)}{hint}")
    return locale or locales[0]


def _formats(formats: Mapping[object, object], locales: tuple[str, ...]) -> Mapping[str, str]:
    if unknown := [str(locale) for locale in formats if locale not in locales]:
        hint = _meant(closest(unknown[0], locales))
        raise SettingsError(f"formats: '{shown(unknown[0])}' is not among the locales {', '.join(locales)}{hint}")
    cldr_locales = {locale: str(formats.get(locale, locale)) for locale in locales}
    for locale, cldr in cldr_locales.items():
        if not _LOCALE.fullmatch(cldr):  # Babel takes underscores as well
            raise SettingsError(f"formats: '{shown(cldr)}' is no locale; {_EXPECTED}{_meant(meant_language(cldr))}")
        try:
            Formats(cldr)
        except ValueError:
            fault = f"CLDR has no locale '{shown(cldr)}' to write the dates and numbers of '{locale}'"
            raise SettingsError(f"formats: {fault}") from None
    return cldr_locales


def _site_url(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        expected = "the address of the published site, such as https://example.org/"
        raise SettingsError(f"site_url: expected {expected}; pages name their own address")
    return address.rstrip("/") + "/"


def _folder(root: Path, name: str, value: str) -> Path:
    folder = root / value
    if not folder.resolve().is_relative_to(root) or folder == root:
        raise SettingsError(f"{name}: '{shown(value)}' is not a folder within the project")
    return folder


def _existing(folder: Path, name: str) -> Path:
    if not folder.is_dir():
        raise SettingsError(f"{name}: there is no folder {folder}")
    return folder
