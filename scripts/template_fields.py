"""Write what templates see into docs/templates.md, from the types of the views and the texts under their fields.

PYTHONPATH=. .venv/bin/python scripts/template_fields.py
"""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefings.model.text import Html, Text
from briefings.view import Page
from briefings.view.shared.links import Link

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "templates.md"
MARK = "<!-- What follows is written by scripts/template_fields.py. -->\n"
WORDS: Mapping[object, str] = {str: "text", int: "number", bool: "true or false", Html: "HTML"}
TEMPLATES: Mapping[str, str] = {"PlainPageView": "page.html", "RootPage": "404.html and chooser.html"}
"""Templates that do not have the name of their page's type."""


def main() -> None:
    """Bring the document up to date."""
    DOCUMENT.write_text(updated(DOCUMENT.read_text("utf-8")), "utf-8")


def updated(text: str) -> str:
    """Return the document with its last part written anew."""
    pages = sorted(Page.__subclasses__(), key=template)
    parts = sorted({part for page in (Page, *pages) for part in parts_of(page)}, key=lambda part: part.__name__)
    lines = [
        "\n## Fields of every page\n",
        *table(Page),
        *(line for page in pages for line in (f"\n## {template(page)}: `{page.__name__}`\n", *table(page))),
        "\n## Parts of pages",
        *(line for part in parts for line in (f"\n### {part.__name__}\n", *table(part))),
    ]
    return text.partition(MARK)[0] + MARK + "\n".join(lines) + "\n"


def template(page: type) -> str:
    """Return the name of the template that shows a page."""
    return TEMPLATES.get(page.__name__) or f"{page.__name__.removesuffix('Page').lower()}.html"


def parts_of(view: type) -> set[type]:
    """Return the types of everything within a view, at any depth."""
    found: set[type] = set()
    waiting = [view]
    while waiting:
        own = {part for kind in typing.get_type_hints(waiting.pop()).values() for part in leaves(kind)} - found - set(WORDS)
        found |= own
        waiting += own
    return found


def leaves(kind: object) -> Iterator[type]:
    """Yield the types that a type is put together from."""
    if isinstance(kind, type) and not typing.get_args(kind) and kind is not type(None):
        yield kind
    for argument in typing.get_args(kind):
        yield from leaves(argument)


def table(view: type) -> list[str]:
    """Return what a view is, and its own fields, as lines of Markdown; a field without a text is what its type is."""
    texts = field_texts(view)
    kinds = {name: kind for name, kind in typing.get_type_hints(view).items() if name in fields_of(view)}
    rows = [f"| `{name}` | {shown(kind)} | {texts.get(name) or meaning(kind)} |" for name, kind in kinds.items()]
    return [cell(inspect.getdoc(view) or ""), "", "| field | is | meaning |", "|---|---|---|", *rows]


def meaning(kind: object) -> str:
    """Return what the one type of a view is that a field's type is put together from; nothing for texts, links and numbers."""
    parts = [cell(inspect.getdoc(part) or "") for part in leaves(kind) if part not in {*WORDS, Text, Link}]
    return parts[0] if len(parts) == 1 else ""


def fields_of(view: type) -> set[str]:
    """Return the fields of a view, without those that every page has unless it is that."""
    every = set() if view is Page or not issubclass(view, Page) else set(typing.get_type_hints(Page))
    return set(typing.get_type_hints(view)) - every


def field_texts(view: type) -> dict[str, str]:
    """Return the text that stands under each field of a view, or of a type that it extends."""
    found: dict[str, str] = {}
    for base in reversed([base for base in view.__mro__ if base.__module__.startswith("briefings.")]):
        definition = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
        assert isinstance(definition, ast.ClassDef)
        for field, after in zip(definition.body, [*definition.body[1:], None], strict=True):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(after, ast.Expr):
                found[field.target.id] = cell(ast.literal_eval(after.value))
    return found


def cell(text: str) -> str:
    """Return a text in one line, as it may stand in a table."""
    return " ".join(text.split()).replace("|", "\\|")


def shown(kind: object) -> str:
    """Return a type in words, with a link to the types that this document describes."""
    arguments = typing.get_args(kind)
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return " or ".join(shown(each) if each is not type(None) else "none" for each in arguments)
    if typing.get_origin(kind) is tuple and arguments[-1] is ...:
        return f"list of {shown(arguments[0])}"
    if typing.get_origin(kind) is tuple:
        return f"pair of {' and '.join(map(shown, arguments))}"
    assert isinstance(kind, type)
    return WORDS.get(kind) or f"[{kind.__name__}](#{kind.__name__.lower()})"


if __name__ == "__main__":
    main()
