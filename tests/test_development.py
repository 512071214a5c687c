"""What the next developer is told and given: guides, hooks, workflows and pinned libraries agree with the rest."""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.mini import PROJECT
from tests.test_pythons import NEWER

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))


def pins(file: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", (PROJECT / "requirements" / file).read_text("utf-8"), re.M))


def jobs() -> Iterator[dict[str, Any]]:
    for workflow in WORKFLOWS:
        yield from yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values()


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "SECURITY.md"])
def test_each_path_that_a_guide_names_is_there(guide: str) -> None:
    text = (PROJECT / guide).read_text("utf-8")
    named = re.findall(r"`((?:briefings|tests|templates|docs|scripts|content|requirements|\.github)/[\w./-]*)`", text)
    named += re.findall(r"\]\(([\w./-]+)\)", text)
    assert named
    assert [path for path in named if not (PROJECT / path).exists()] == []


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "README.md"])
def test_each_target_that_a_guide_names_is_one_of_make(guide: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"(?:`|^ +)make ([a-z]+)", (PROJECT / guide).read_text("utf-8"), re.M)) <= targets


def test_hooks_lay_out_code_with_the_ruff_of_the_tests() -> None:
    hooks = (PROJECT / ".pre-commit-config.yaml").read_text("utf-8")
    assert re.findall(r"ruff==([\d.]+)", hooks) == [pins("test.txt")["ruff"]]


def test_actions_are_pinned_by_digest_and_leave_no_credentials() -> None:
    steps = [step for job in jobs() for step in job["steps"] if "uses" in step]
    assert steps
    assert [step["uses"] for step in steps if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])] == []
    checkouts = [step for step in steps if step["uses"].startswith("actions/checkout@")]
    assert [step for step in checkouts if step["with"]["persist-credentials"] is not False] == []


def documented_workflows() -> Iterator[dict[str, Any]]:
    """Yield the workflows of GitHub that the documentation gives as examples."""
    for file in (*PROJECT.glob("*.md"), *(PROJECT / "docs").glob("*.md")):
        for block in re.findall(r"(?:^(?: {4}.*)?\n)+", file.read_text("utf-8"), re.M):
            if re.search(r"^ +- uses:", block, re.M):
                yield yaml.safe_load(textwrap.dedent(block))


def test_actions_in_the_documentation_are_pinned_by_digest_and_leave_no_credentials() -> None:
    workflows = list(documented_workflows())
    assert workflows
    for workflow in workflows:
        assert set(workflow["permissions"].values()) <= {"read"}
        steps = [step for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
        assert [step["uses"] for step in steps if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])] == []
        assert all(step["with"]["persist-credentials"] is False for step in steps if "actions/checkout@" in step["uses"])


def test_workflows_run_what_ci_runs_on_every_python() -> None:
    (job,) = (job for job in jobs() if {"run": "bash .ci/run"} in job["steps"])
    assert job["strategy"]["matrix"]["python"] == ["3.11", *NEWER]


def test_the_oldest_libraries_are_those_that_the_project_allows() -> None:
    lowest = pins("lowest.txt")
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    for requirement in needed:
        name, bound = re.match(r"([\w-]+)(?:\[\w+\])?>=([\d.]+)", requirement).groups()  # type: ignore[union-attr]
        assert padded(lowest[name]) == padded(bound), f"{name}; make lock"


def padded(version: str) -> list[int]:
    return [*map(int, version.split(".")), 0, 0][:3]
