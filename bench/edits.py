"""The small changes after which a site is built again, made to the content and to what Hugo is given."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import yaml

from corpus import PROJECT

Edit = Callable[[Path, Path, int], None]
"""Takes the corpus, Hugo's project and a number that makes each edit another one."""


def text(corpus: Path, hugo: Path, number: int) -> None:
    """Add a sentence to the summary of one article in one locale."""
    article = edited_article(corpus)
    file = article / "sv.yaml"
    sentence = f"Rättelse nummer {number}."
    _change(file, lambda old: old.replace("summary: |\n", f"summary: |\n  {sentence}\n", 1))
    page = hugo / f"content/sv/articles/{article.name}.md"
    _change(page, lambda old: old.replace("\n}\n\n", f"\n}}\n\n{sentence}\n", 1))


def name(corpus: Path, hugo: Path, number: int) -> None:
    """Give a person another name in every locale: it stands on many pages."""
    file = edited_entity(corpus)
    names = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["names"]
    new = {locale: f"{old.split(' Nr ')[0]} Nr {number}" for locale, old in names.items()}
    for locale, old in names.items():
        _change(file, lambda text, line=f"{locale}: {old}\n", then=f"{locale}: {new[locale]}\n": text.replace(line, then, 1))  # type: ignore[misc]
        # Hugo is given the names in a table, with what figures are called, and on the person's own page.
        for place in (
            f"data/{locale}/entities.json",
            f"data/{locale}/comparisons.json",
            f"content/{locale}/entities/{file.stem}.md",
        ):
            told = (hugo / place).read_text(encoding="utf-8")
            for other, called in names.items():
                told = re.sub(rf"\b{re.escape(called)}\b(?! Nr)", new[other], told)
            (hugo / place).write_text(told, encoding="utf-8")
    # As an editor does who renames somebody: the record says by which name the articles call who says something.
    command = [sys.executable, "-m", "briefings", "verify", "--archive", "archive"]
    subprocess.run(command, check=True, cwd=corpus, env={**os.environ, "PYTHONPATH": str(PROJECT)}, capture_output=True)


def nothing(corpus: Path, hugo: Path, number: int) -> None:
    """Change nothing."""


FIRST = "one text edited, first build after a cold one"
"""The state in which Briefings has only one of the two sites that it builds in by turns."""
EDITS: dict[str, Edit] = {FIRST: text, "one text edited": text, "an entity renamed": name, "nothing changed": nothing}


def edited_article(corpus: Path) -> Path:
    """Return the folder of the article that `text` edits."""
    found = sorted((corpus / "content/articles").iterdir())
    return found[len(found) // 2]


def edited_entity(corpus: Path) -> Path:
    """Return the file of the entity that `name` edits: a person, whose two names together nobody else has."""
    return next(
        file for file in sorted((corpus / "content/entities").iterdir()) if "kind: person" in file.read_text(encoding="utf-8")
    )


def _change(file: Path, change: Callable[[str], str]) -> None:
    old = file.read_text(encoding="utf-8")
    new = change(old)
    if new == old:
        raise ValueError(f"{file}: the edit changes nothing")
    file.write_text(new, encoding="utf-8")
