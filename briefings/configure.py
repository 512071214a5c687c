"""From what a site owner wrote in the configuration to `Settings`, or one sentence that says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefings.check.dates import today
from briefings.localise.formats import Formats
from briefings.localise.messages import has_catalogue
from briefings.problems import shown
from briefings.settings import Settings

_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


class SettingsError(ValueError):
    """A setting is wrong; the message names it and says what was expected."""


def configure(root: Path, site_name: str, site_url: str | None, options: Mapping[str, Any]) -> Settings:
    """Return the settings of the site in the folder `root`.

    `options` are those that `docs/settings.md` describes. Raises `SettingsError` for the first one that is wrong.
    """
    root = root.resolve()
    locales = tuple(_locale(locale) for locale in options["locales"])
    if not locales or len(set(locales)) < len(locales):
        raise SettingsError("locales: expected a list of the site's locales, each once, such as [en, sv]")
    desk = options["desk_locale"] or locales[0]
    if desk not in locales:
        raise SettingsError(f"desk_locale: '{shown(desk)}' is not among the locales {', '.join(locales)}")
    if not _ADDRESS.fullmatch(site_url or ""):
        raise SettingsError(
            "site_url: expected the address of the published site, such as https://example.org/; pages name their own address"
        )
    return Settings(
        root=root,
        content=_folder(root, "content", options["content"]),
        templates=_present(_folder(root, "templates", options["templates"]), "templates"),
        locales=locales,
        desk_locale=desk,
        formats=_formats(options["formats"], locales),
        site_name=site_name,
        site_url=str(site_url).rstrip("/") + "/",
        today=today(),
        archive=_present(root / options["archive"], "archive") if options["archive"] else None,
        cache=_folder(root, "cache", options["cache"]) if options.get("cache") else None,
        strict_evidence=options["strict_evidence"],
        search=options["search"],
    )


def _locale(locale: object) -> str:
    if isinstance(locale, bool):
        word = "yes" if locale else "no"
        raise SettingsError(
            f"locales: YAML reads the bare word {word} as a truth value; put it in quotes, and write nb for Norwegian Bokmål"
        )
    if not isinstance(locale, str) or not _LOCALE.fullmatch(locale):
        raise SettingsError(f"locales: '{shown(locale)}' is no locale; expected a BCP 47 tag such as nb, de or pt-BR")
    if not has_catalogue(locale):
        raise SettingsError(
            f"locales: the interface is not translated to '{locale}'; there is no catalogue for it in briefings/locale/"
        )
    return locale


def _formats(formats: Mapping[object, object], locales: tuple[str, ...]) -> Mapping[str, str]:
    if unknown := [str(locale) for locale in formats if locale not in locales]:
        raise SettingsError(f"formats: '{shown(unknown[0])}' is not among the locales {', '.join(locales)}")
    found = {locale: str(formats.get(locale, locale)) for locale in locales}
    for locale, cldr in found.items():
        try:
            Formats(cldr)
        except ValueError:
            raise SettingsError(
                f"formats: CLDR has no locale '{shown(cldr)}' to write the dates and numbers of '{locale}'"
            ) from None
    return found


def _folder(root: Path, name: str, value: str) -> Path:
    folder = root / value
    if not folder.resolve().is_relative_to(root) or folder == root:
        raise SettingsError(f"{name}: '{shown(value)}' is not a folder within the project")
    return folder


def _present(folder: Path, name: str) -> Path:
    if not folder.is_dir():
        raise SettingsError(f"{name}: there is no folder {folder}")
    return folder
