"""What a site owner can set, checked and frozen."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefings.trace import note


@dataclass(frozen=True)
class Settings:
    """The settings of one site; `mkdocs_plugin` makes them from `mkdocs.yml`."""

    root: Path
    """The project's folder; the files that problems name are relative to it."""
    content: Path
    templates: Path
    locales: tuple[str, ...]
    """BCP 47 tags that the site is published in, in the order in which readers see them."""
    desk_locale: str
    """The locale that records are first written in, unless they say otherwise."""
    formats: Mapping[str, str]
    """CLDR locale that a published locale takes its dates and numbers from, where it is another: `en` from `en_GB`."""
    site_name: str
    site_url: str
    """Absolute address of the site's root, ending in a slash."""
    today: datetime.date
    """The day after which a date lies in the future."""
    archive: Path | None = None
    """Folder with the archived texts, where it is at hand."""
    cache: Path | None = None
    """Folder in which what has been made is kept for the next build; None where nothing is."""
    strict_evidence: bool = False
    """What is not verified is an error, not a warning."""
    search: bool = True
    """Editions can be searched."""

    def has_come(self, day: datetime.date) -> bool:
        """Tell whether a day does not lie in the future. Only this is noted, so that a new day alone changes nothing."""
        note(f"come:{day}")
        return day <= self.today
