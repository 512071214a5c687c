"""A site with a value in every field that an earlier build has left, which is changed and built again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests import inline, mini

Change = Callable[[Path], object]


@dataclass(frozen=True)
class Sites:
    """A site that an earlier build has left, in three copies."""

    left: Path
    """As it was left; never changed."""
    warm: Path
    clean: Path
    """Its input alone."""
    base: inline.Outcome
    """What the earlier build gave."""

    def after(self, change: Change) -> inline.Outcome:
        """Make a change, and return what comes of it: over the earlier build the same as from nothing."""
        bring(self.left, self.warm)
        bring(self.left, self.clean)
        change(self.warm)
        change(self.clean)
        found, expected = inline.build(self.warm), inline.build_from_nothing(self.clean)
        assert found == expected
        return expected

    def go_back(self) -> None:
        bring(self.left, self.warm)
        assert inline.build(self.warm) == self.base


def bring(left: Path, site: Path) -> None:
    """Bring the input of a site back to what it was; what builds have left stays."""
    site.mkdir(exist_ok=True)
    for path in inputs(site):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in inputs(left):
        shutil.copytree(path, site / path.name) if path.is_dir() else shutil.copy(path, site / path.name)


def inputs(site: Path) -> list[Path]:
    return [path for path in site.iterdir() if path.name not in {"site", ".briefings"} and not path.name.startswith(".site")]


def set_up(folder: Path, **options: Any) -> Path:
    """Return a site with a value in every field, built."""
    site = mini.copy_site("every-field", folder)
    set_options(**options)(site)
    assert inline.build(site)[:2] == (0, ())
    return site


def copies(left: Path, folder: Path) -> Sites:
    warm = shutil.copytree(left, folder / "warm")
    return Sites(left, warm, folder / "clean", inline.Outcome(0, (), mini.tree(left / "site")))


def set_options(**options: Any) -> Change:
    """Return what gives options of the plugin other values, or those of MkDocs itself where it has them."""

    def change(site: Path) -> None:
        settings = yaml.safe_load((site / "mkdocs.yml").read_text("utf-8"))
        own = settings["plugins"][0]["briefings"]
        for name, value in options.items():
            (settings if name in {"site_name", "site_url", "markdown_extensions"} else own)[name] = value
        (site / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")

    return change
