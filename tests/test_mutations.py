"""After another value in any field of a record the next build gives what a build from nothing gives, and when it is undone."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefings.model import records
from tests import mini
from tests.warm import Change, Sites, copies, set_up

pytestmark = pytest.mark.slow

FIELDS: Mapping[str, Mapping[str, Any]] = mini.cases(mini.PROJECT / "tests" / "mutations.yaml")
"""By file, then by the field's place in it: another value."""
MODELS: Mapping[str, type[records.Record]] = {
    "content/articles/*/article.yaml": records.ArticleFacts,
    "content/articles/*/??.yaml": records.ArticleText,
    "content/briefings/*/briefing.yaml": records.BriefingFacts,
    "content/briefings/*/??.yaml": records.BriefingText,
    "content/outlets/*.yaml": records.Outlet,
    "content/entities/*.yaml": records.Entity,
    "content/topics/*.yaml": records.Topic,
    "content/measures/*.yaml": records.Measure,
    "content/pages/*/*.md": records.PageText,
}


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return set_up(tmp_path_factory.mktemp("left") / "site")


@pytest.fixture
def sites(left: Path, tmp_path: Path) -> Sites:
    return copies(left, tmp_path)


def fields() -> list[tuple[str, str]]:
    return [(file, place) for file, places in FIELDS.items() for place in places]


def set_field(file: str, place: str, value: Any) -> Change:
    """Return what gives a field another value; takes it away where that is None."""

    def change(site: Path) -> None:
        text = (site / file).read_text("utf-8")
        _, mark, body = text.rpartition("---\n")  # a plain page has its record between two such lines
        record = yaml.load(text.removesuffix(mark + body) if mark else body, Loader=yaml.BaseLoader)
        if mark:
            record["markdown"] = body
        *above, name = place.split("/")
        holder = record
        for key in above:
            holder = holder[key]
        assert name in holder, "the site has no value there"
        if value is None:
            holder.pop(name)
        else:
            holder[name] = value
        body = record.pop("markdown", "")
        dumped = yaml.safe_dump(record, allow_unicode=True, sort_keys=False)
        (site / file).write_text(f"---\n{dumped}---\n{body}" if mark else dumped, "utf-8")

    return change


def field_of(file: str, place: str) -> str:
    """Return the field that a place in a file belongs to, such as `Claim.evidence`."""
    (found,) = (model for pattern, model in MODELS.items() if Path(file).match(pattern))
    annotation: Any = found
    field = ""
    for key in place.split("/"):
        annotation = next(part for part in _parts(annotation) if part is not types.NoneType)
        if isinstance(annotation, type) and issubclass(annotation, records.Record):
            field, annotation = f"{annotation.__name__}.{key}", typing.get_type_hints(annotation)[key]
        else:
            annotation = typing.get_args(annotation)[1]
    return field


def _parts(annotation: Any) -> tuple[Any, ...]:
    """Return what a union is of, or what stands there alone."""
    is_union = typing.get_origin(annotation) in {typing.Union, types.UnionType}
    return typing.get_args(annotation) if is_union else (annotation,)


def test_every_field_of_every_record_is_changed() -> None:
    models = [found for found in vars(records).values() if isinstance(found, type) and issubclass(found, records.Record)]
    of_files = [model for model in models if not model.__subclasses__()]
    known = {f"{model.__name__}.{field}" for model in of_files for field in typing.get_type_hints(model)}
    assert {field_of(file, place) for file, place in fields()} == known


@pytest.mark.parametrize(("file", "place"), fields())
def test_a_field_that_changes(file: str, place: str, sites: Sites) -> None:
    assert sites.after(set_field(file, place, FIELDS[file][place])) != sites.base
    sites.after(set_field(file, place, None))
    sites.go_back()
