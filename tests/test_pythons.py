"""Every Python that the project supports makes the same site, down to the database, whose bytes another SQLite lays out."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests import mini

pytestmark = [pytest.mark.slow, pytest.mark.tools]

PYTHONS = mini.PROJECT / "tests" / ".pythons"
NEWER = ("3.12", "3.13", "3.14")
"""As in scripts/other-pythons.sh, which gets them."""


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> mini.Tree:
    """The site `two-locales` as this Python makes it."""
    return mini.tree(mini.built(mini.copy_site("two-locales", tmp_path_factory.mktemp("this") / "project")))


@pytest.mark.parametrize("version", NEWER)
def test_another_python_makes_the_same_site(version: str, expected: mini.Tree, tmp_path: Path) -> None:
    python = PYTHONS / version / "bin" / "python"
    if not python.exists():
        advice = "run scripts/other-pythons.sh, which gets it"
        pytest.skip(f"PYTHON {version} WAS NOT TESTED: there is none in tests/.pythons; {advice}")
    said = subprocess.run([python, "-V"], capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"Python {version}.")
    site = mini.copy_site("two-locales", tmp_path / "project")
    environment = {**os.environ, "PYTHONPATH": str(mini.PROJECT), "NO_COLOR": "1"}
    command = [str(python), "-m", "mkdocs", "build", "--strict"]
    ended = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    found = mini.tree(site / "site")
    assert found.keys() == expected.keys()
    assert [path for path, data in found.items() if data != expected[path]] == []
    assert any(path.endswith(".sqlite") for path in found)
