"""The register of problem codes: what is made, tested and documented is what is registered."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from briefings.diagnostics import CODES, Diagnostic, Location
from tests.mini import PROJECT

CODE = re.compile(r"[A-Z]\d{3}")


def codes_in_the_package() -> Iterator[str]:
    for file in (PROJECT / "briefings").rglob("*.py"):
        if file.name != "diagnostics.py" and file.parent.name != "explanations":
            texts = (node.value for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Constant))
            yield from (text for text in texts if isinstance(text, str) and CODE.fullmatch(text))


def test_each_code_that_is_registered_is_used_and_no_other() -> None:
    assert set(codes_in_the_package()) == set(CODES)


def test_the_documentation_lists_each_code_with_its_meaning_in_the_order_of_the_register() -> None:
    rows = re.findall(
        r"^\| ([A-Z]\d{3}) \| (.+?) \| (error|warning) \|", (PROJECT / "docs" / "problems.md").read_text("utf-8"), re.M
    )
    assert rows == [(code, meaning, severity) for code, (meaning, severity) in CODES.items()]


def test_a_code_that_is_not_registered_is_an_error_at_once() -> None:
    with pytest.raises(ValueError, match="unknown problem code 'R999'"):
        Diagnostic("R999", Location("content"), "something")


@pytest.mark.parametrize(
    ("code", "is_strict", "severity"), [("R001", False, "error"), ("E005", False, "warning"), ("E005", True, "error")]
)
def test_a_diagnostic_is_as_severe_as_its_code_or_an_error(code: str, is_strict: bool, severity: str) -> None:
    assert Diagnostic(code, Location("content"), "something", is_strict=is_strict).severity == severity
