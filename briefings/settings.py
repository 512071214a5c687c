"""What a site owner can set, checked and frozen."""

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefings.incremental import digest, record_dependency
from briefings.inputs import DayHasCome, Setting


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
    """CLDR locale that a published locale takes its dates and numbers from, where it is another: `en` from `en-GB`."""
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
    shard_pages: int = 1000
    """The most pages in a shard of the search: few enough to index one quickly, enough for a search to load few files."""

    def __getattribute__(self, name: str) -> Any:
        """Return an attribute, and record that a setting was read."""
        read = _SETTINGS.get(name)
        if read is not None:
            record_dependency(read)
        return object.__getattribute__(self, name)

    @property
    def content_path(self) -> str:
        """The content folder's path from the project's folder, as POSIX writes it."""
        return self.content.relative_to(self.root).as_posix()

    def has_come(self, day: datetime.date) -> bool:
        """Tell whether a day does not lie in the future. Only this is recorded, so that a new day alone changes nothing."""
        record_dependency(DayHasCome(day.isoformat()))
        return day <= self.today

    def digest_of(self, setting: Setting) -> bytes | None:
        """Return a digest of one setting; None where there is none of that name.

        A project that is moved to another folder makes the same site: of folders only what results show of them counts.
        """
        if setting.name not in _SETTINGS:
            return None
        shown = {"content": self.content_path, "archive": self.archive is not None, "formats": sorted(self.formats.items())}
        return digest(repr(shown.get(setting.name, getattr(self, setting.name))).encode())


_PLACES = ("root", "templates", "cache", "today")
"""Fields that are not inputs: where the project lies, and the day, of which `has_come` records what is asked."""
_SETTINGS = {field.name: Setting(field.name) for field in dataclasses.fields(Settings) if field.name not in _PLACES}
