"""Render: a view and its template become the bytes of a page. The only part that knows Jinja.

Rendering is a pure function: the same view gives the same bytes, in any process, on any machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket

from briefings.render import pieces
from briefings.view import Page

__all__ = ["Renderer", "TemplateFault"]


class TemplateFault(Exception):
    """A template cannot be rendered; the message names its file, the line and the fault."""


class Renderer:
    """The templates of a site, ready for the interface's texts of each locale."""

    def __init__(self, templates: Path, messages: Mapping[str, NullTranslations]) -> None:
        """Take the folder with the templates and the interface's texts by locale."""
        self._templates = templates
        # One environment a locale: overlays of one environment would share its globals, and with them its language.
        code = _Code()
        self._environments = {locale: _environment(templates, texts, code) for locale, texts in messages.items()}

    def render(self, page: Page) -> bytes:
        """Return a page as UTF-8.

        Raises `TemplateFault` where its template is missing or wrong.
        """
        try:
            template = self._environments[page.locale].get_template(page.template)
            return template.render(page=page).encode("utf-8")
        except jinja2.TemplateSyntaxError as error:
            raise TemplateFault(f"{self._name(error.filename or error.name)}:{error.lineno}: {error.message}") from error
        except jinja2.TemplateNotFound as error:
            raise TemplateFault(f"there is no template {error.name} in {self._templates.name}/") from error
        except jinja2.TemplateError as error:
            raise TemplateFault(f"{self._templates.name}/{page.template}: {error.message}") from error

    def _name(self, filename: str | None) -> str:
        return f"{self._templates.name}/{Path(filename or '').name}"


class _Code(jinja2.BytecodeCache):
    """Templates as code, which is the same in every locale: its texts are looked up when it runs."""

    def __init__(self) -> None:
        self._code: dict[str, CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that an environment before has made of it."""
        bucket.code = self._code.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template for the environments after."""
        self._code[bucket.key] = bucket.code


def _environment(templates: Path, texts: NullTranslations, code: _Code) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        bytecode_cache=code,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for piece in (pieces.lang, pieces.words, pieces.link, pieces.links, pieces.tag):
        environment.globals[piece.__name__] = piece
    environment.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    return environment
