"""Templates become other code than Jinja would make of them, and the same pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2.compiler import CodeGenerator

from briefings import render
from briefings.build import build, prepare
from tests import mini


def test_pages_are_the_same_with_the_code_that_jinja_makes_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = mini.copy_site("two-locales", tmp_path / "project")
    # Signs that are escaped in HTML stand in texts of every kind, and some that no escaping may touch.
    words = {"Ferries to Utö ran late": "Ferries <b>& boats</b> to “Utö” ran 'late' {{ page }} &amp;"}
    mini.overlay(site, {"content/articles/ferry-delayed/en.yaml": {"replace": words}})
    expected = made(site, tmp_path / "ours")
    monkeypatch.setattr(render._Environment, "code_generator_class", CodeGenerator)
    monkeypatch.setattr(render._Environment, "put_out", staticmethod(never))
    assert made(site, tmp_path / "theirs") == expected
    assert any(b"&lt;b&gt;&amp; boats" in (data or b"") for data in expected.values())


def made(site: Path, folder: Path) -> dict[str, bytes | None]:
    """Return the files and the plain pages that a build makes."""
    settings = mini.settings(site)
    prepared = prepare(settings)
    html = {page.file: "<p>A &amp; B</p>" for page in prepared.content.pages}
    built = build(prepared, settings, html, folder)
    assert built.plain_pages
    return {**mini.tree(folder), **{f"plain {path}": data for path, data in built.plain_pages.items()}}


def never(value: object) -> str:
    raise AssertionError("Jinja puts out what it puts out itself")
