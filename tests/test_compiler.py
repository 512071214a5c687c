"""Templates become other code than Jinja would make of them, and the same pages: what Jinja's users know works here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import pytest
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from briefings.build import build, prepare
from briefings.render.compiler import Environment, TemplateMacro
from tests import mini


def test_pages_are_the_same_with_the_code_that_jinja_makes_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = mini.copy_site("two-locales", tmp_path / "project")
    # Signs that are escaped in HTML stand in texts of every kind, and some that no escaping may touch.
    words = {"Ferries to Utö ran late": "Ferries <b>& boats</b> to “Utö” ran 'late' {{ page }} &amp;"}
    mini.overlay(site, {"content/articles/ferry-delayed/en.yaml": {"replace": words}})
    expected = made(site, tmp_path / "ours")
    monkeypatch.setattr(Environment, "code_generator_class", CodeGenerator)
    monkeypatch.setattr(Environment, "put_out", staticmethod(never))
    assert made(site, tmp_path / "theirs") == expected
    assert any(b"&lt;b&gt;&amp; boats" in (data or b"") for data in expected.values())


def made(site: Path, folder: Path) -> dict[str, bytes | None]:
    """Return the files and the plain pages that a build makes."""
    settings = mini.settings(site)
    prepared = prepare(settings)
    html = {page.file: "<p>A &amp; B</p>" for page in prepared.content.pages.values()}
    built = build(prepared, settings, html, folder)
    assert built.plain_pages
    return {**mini.tree(folder), **{f"plain {path}": data for path, data in built.plain_pages.items()}}


def never(value: object) -> str:
    raise AssertionError("Jinja puts out what it puts out itself")


# Jinja as everyone knows it


class View(NamedTuple):
    """What a template sees here."""

    title: str = "Ferries & boats"
    path: str = "en/ferries/"
    tree: tuple[Any, ...] = (("a", (("b", ()), ("c", ()))), ("d", ()))


BASE = "<title>{% block title %}Site{% endblock %}</title>{% block content %}{% endblock %}"

BOX = "{% macro box(name) %}<p>{{ name }}: {{ caller('&') }}</p>{% endmacro %}"
NAMES = "{{ name }}{{ loop.depth }}{% if below %}({{ loop(below) }}){% endif %}"
PLACES = "{{ loop.index }}{{ loop.cycle('o', 'e') }}{{ loop.changed(x) }}{% if not loop.last %},{% endif %}"
MORE = "{% macro m(a) %}{{ a }}{{ varargs|join }}{{ kwargs.x }}{% endmacro %}"

IDIOMS: Mapping[str, tuple[str, str]] = {
    "a block shown once more": (
        "{% extends 'base' %}{% block title %}T{% endblock %}{% block content %}{{ self.title() }}{% endblock %}",
        "<title>T</title>T",
    ),
    "super": (
        "{% extends 'base' %}{% block title %}{{ page.title }} – {{ super() }}{% endblock %}",
        "<title>Ferries &amp; boats – Site</title>",
    ),
    "a key of a mapping": ("{% set k = {'a': 1, 'items': 2} %}{{ k.a }} {{ k['a'] }} {{ k.get('b', 3) }}", "1 1 3"),
    "default": ("{{ page.x|default('y') }} {{ nothing|default('z') }} {{ page.title|d('y') }}", "y z Ferries &amp; boats"),
    "is defined": (
        "{% if page.x is defined %}x{% endif %}{% if page.title is defined %}t{% endif %}{{ z is undefined }}",
        "tTrue",
    ),
    "a function that asks for the context": ("{{ of_context('title') }}", "Ferries &amp; boats"),
    "a filter that asks for the environment": ("{{ 'x'|of_environment }}", "x in Environment"),
    "a test that asks for the environment": ("{{ 'x' is known_filter }} {{ 'upper' is known_filter }}", "False True"),
    "a filter that asks for the evaluation": ("{{ ['<', '&']|join('>') }}", "&lt;&gt;&amp;"),
    "the first of several that is there": ("{% include ['nowhere', 'part'] %}", "part of en/ferries/"),
    "one that need not be there": ("{% include 'nowhere' ignore missing %}.", "."),
    "one that the template works out": ("{% set name = 'pa' %}{% include name + 'rt' %}", "part of en/ferries/"),
    "an import with its context": ("{% import 'macros' as m with context %}{{ m.where() }}", "en/ferries/"),
    "subscripts": (
        "{{ page['title'] }} {{ page[1] }} {{ page.tree[0][0] }} {{ page.title[:3] }}",
        "Ferries &amp; boats en/ferries/ a Fer",
    ),
    "a call with a body": (
        BOX + "{% call(sign) box('n') %}{{ sign }} {{ page.path }}{% endcall %}",
        "<p>n: &amp; en/ferries/</p>",
    ),
    "a call of a helper with a body": ("{% call words() %}<b>{% endcall %}", "[<b>]"),
    "a recursive loop": (
        "{% for name, below in page.tree recursive %}" + NAMES + "{% endfor %}",
        "a1(b2c2)d1",
    ),
    "what a loop knows": (
        "{% for x in 'abb' %}" + PLACES + "{% endfor %}",
        "1oTrue,2eTrue,3oFalse",
    ),
    "defaults": (
        "{% macro m(a, b='&', c=a) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(1) }} {{ m(1, 2) }} {{ m(1, c=3) }}",
        "1&amp;1 121 1&amp;3",
    ),
    "more arguments": (
        MORE + "{{ m(1, 2, 3, x=4) }} {{ m(1, x='') }} {{ m(*[1, 2], **{'x': 3}) }}",
        "1234 1 123",
    ),
    "a macro as a value": (
        "{% macro m(a) %}<{{ a }}>{% endmacro %}{{ [1, 2]|map('string')|map('upper')|join }}{{ m.name }}{{ m('&')|upper }}",
        "12m<&AMP;>",
    ),
    "no escaping": (
        "{% autoescape false %}{{ page.title }}{{ '<' }}{% endautoescape %}{{ page.title }}",
        "Ferries & boats<Ferries &amp; boats",
    ),
    "a block of text": ("{% set x %}<i>{{ page.title }}</i>{% endset %}{{ x }}", "<i>Ferries &amp; boats</i>"),
    "a filter over a block": ("{% filter upper %}a{{ '&' }}{% endfilter %}", "A&AMP;"),
    "a namespace": ("{% set n = namespace(x=0) %}{% for i in [1, 2] %}{% set n.x = n.x + i %}{% endfor %}{{ n.x }}", "3"),
    "a keyword that is Python's": ("{{ words('a', class='b') }} {{ page.title.__class__.__name__ }}", "[a] str"),
    "helpers with all kinds of arguments": (
        "{{ words('<') }}{{ words(*['a']) }}{{ words(text='b') }}{{ words(**{'text': 'c'}) }}",
        "[<][a][b][c]",
    ),
}


def of_words(text: str = "", caller: Macro | None = None, **more: object) -> Markup:
    return Markup(f"[{text or (caller() if caller else '')}]")


@jinja2.pass_context
def of_context(context: Context, name: str) -> object:
    return getattr(context["page"], name)


@jinja2.pass_environment
def of_environment(environment: jinja2.Environment, text: str) -> str:
    return f"{text} in {type(environment).__bases__[0].__name__}"


@jinja2.pass_environment
def known_filter(environment: jinja2.Environment, name: str) -> bool:
    return name in environment.filters


def environments(template: str) -> tuple[jinja2.Environment, jinja2.Environment]:
    """Return our Jinja and Jinja itself, each with the same template, helper, function, filter and test."""
    sources = {
        "it": template,
        "base": BASE,
        "part": "part of {{ page.path }}",
        "macros": "{% macro where() %}{{ page.path }}{% endmacro %}",
    }
    loader = jinja2.DictLoader(sources)
    theirs = type("Theirs", (jinja2.Environment,), {})(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    theirs.globals["words"] = of_words
    found = (Environment({"words": of_words}, loader), theirs)
    for environment in found:
        environment.globals["of_context"] = of_context
        environment.filters["of_environment"] = of_environment
        environment.tests["known_filter"] = known_filter
    return found


@pytest.mark.parametrize("idiom", IDIOMS)
def test_jinja_is_jinja_as_everyone_knows_it(idiom: str) -> None:
    template, expected = IDIOMS[idiom]
    ours, theirs = (environment.get_template("it").render(page=View()) for environment in environments(template))
    assert ours == theirs == expected


@pytest.mark.parametrize("expression", ["page.x", "page.x.y", "nothing", "page.x()", "{'a': 1}.b", "page['x'] == 1"])
def test_what_is_not_there_is_an_error_as_it_is_in_strict_jinja(expression: str) -> None:
    for environment in environments(f"{{{{ {expression} }}}}"):
        with pytest.raises(jinja2.UndefinedError):
            environment.get_template("it").render(page=View())


def test_what_is_not_there_is_named_without_the_module_of_its_view() -> None:
    with pytest.raises(jinja2.UndefinedError, match=r"^'View' object has no attribute 'nonsense'$"):
        environments("{{ page.nonsense }}")[0].get_template("it").render(page=View())


def test_a_macro_knows_whether_it_sees_the_page() -> None:
    imports = "{% from 'macros' import where %}{% from 'macros' import where as here with context %}"
    template = imports + "{% macro own() %}{% endmacro %}{{ seen(where, here, own) }}"
    environment = environments(template)[0]
    seen: list[TemplateMacro] = []
    environment.globals["seen"] = lambda *macros: seen.extend(macros)
    environment.get_template("it").render(page=View())
    assert [macro.is_context_free for macro in seen] == [True, False, False]
