"""A site that is edited, and how its YAML is changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

WORDS = ("ferry", "hamn", "<b>", "storm", "ö", "&", "«ja»", "%(num)s", "{{ page }}")


@dataclass
class Edited:
    """A site with what can be edited of it."""

    folder: Path
    catalogues: Path
    """Folder with the interface's catalogues."""
    settings: dict[str, Any] = field(default_factory=dict)
    """Settings that are other than in the configuration."""

    @property
    def content(self) -> Path:
        """The folder of the content, which may have been renamed."""
        folder: Path = self.settings.get("content", self.folder / "content")
        return folder

    def files(self, pattern: str) -> list[Path]:
        """Return files of the content, in order."""
        return sorted(path for path in self.content.glob(pattern) if path.is_file() and not path.is_symlink())


def load(path: Path) -> Any:
    data = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    if not isinstance(data, dict):
        raise ValueError("nothing to edit")
    return data


def dump(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000), "utf-8")


def texts(data: Any) -> Any:
    """Yield each text with what holds it and the key that it stands under."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        if isinstance(value, dict | list):
            yield from texts(value)
        elif isinstance(value, str):
            yield data, key
