"""A file that is saved while a build runs is wholly in what that build publishes, or the next build notices it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefings.localise import messages
from tests import inline, mini

pytestmark = pytest.mark.slow

SAVED = {
    "content/articles/ferry-delayed/en.yaml": ("Ferries", "Boats"),
    "content/entities/kustbolaget.yaml": ("A ferry", "Some"),
    "content/pages/en/about.md": ("papers", "news"),
    "content/verified.txt": ("2024-05-02", "2024-05-03"),
    "archive/ferry-delayed.txt": ("resenärer", "passagerare"),
    "templates/article.html": ("<h1", "<h1 data-saved"),
    "templates/_macros.html": ("<a ", "<a data-saved "),
    "templates/static/icon.svg": ("<svg", "<svg "),
    "templates/css/10-page.css": ("body {", "body{ "),
    "catalogues/sv/LC_MESSAGES/briefings.po": ('msgstr "Artiklar"', 'msgstr "Alla artiklar"'),
}
"""By file: what stands in it, and what is saved in its place."""


@pytest.mark.parametrize("moment", [1, 4, 40])
@pytest.mark.parametrize("file", SAVED)
def test_a_file_that_is_saved_during_the_first_build(
    file: str, moment: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = mini.copy_site("every-field", tmp_path / "site")
    catalogues = shutil.copytree(messages.CATALOGUES, site / "catalogues")
    old, new = SAVED[file]
    text = (site / file).read_text("utf-8")
    assert old in text
    (tmp_path / "saved").write_text(text.replace(old, new), "utf-8")

    command = [sys.executable, "-m", "tests.saving", file, str(tmp_path / "saved"), str(moment), str(catalogues)]
    environment = {**os.environ, "PYTHONPATH": str(mini.PROJECT)}
    ended = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, f"was not saved: {ended.stderr}"
    assert (site / file).read_text("utf-8") == (tmp_path / "saved").read_text("utf-8")

    monkeypatch.setattr(messages, "CATALOGUES", catalogues)
    found = inline.build(site)
    assert found == inline.build_from_nothing(site)
