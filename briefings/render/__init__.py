"""Render: a view and its template become the bytes of a page. The only part that knows Jinja.

Rendering is a pure function: the same view gives the same bytes, in any process, on any machine.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from gettext import NullTranslations
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket
from jinja2.runtime import Macro

from briefings.cache import digest
from briefings.render import pieces
from briefings.render.compiler import Compiler, Piece, put_out
from briefings.render.texts import texts_of
from briefings.trace import note
from briefings.view import Page

__all__ = ["Renderer", "TemplateFault", "template_digest"]


_REFERENCES = re.compile(r"""\{%[-+]?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
"""Other templates that one names; ours name them outright."""


def template_digest(templates: Path, name: str) -> bytes:
    """Return a digest of a template and of all that it includes, imports or extends; where one is missing, of that too."""
    found: dict[str, bytes] = {}
    waiting = [name]
    while waiting:
        template = waiting.pop()
        if template not in found:
            found[template] = _source(templates / template)
            waiting += _REFERENCES.findall(found[template].decode("utf-8", "replace"))
    return digest(*(part for template in sorted(found) for part in (template.encode(), found[template])))


def _source(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


class TemplateFault(Exception):
    """A template cannot be rendered; the message names its file, the line and the fault."""


class Renderer:
    """The templates of a site, ready for the interface's texts of each locale."""

    def __init__(self, templates: Path, messages: Mapping[str, NullTranslations]) -> None:
        """Take the folder with the templates and the interface's texts by locale."""
        self._templates = templates
        # One environment a locale: overlays of one environment would share its globals, and with them its language.
        self._once = _Once()
        self._shelf = ("", 0)
        self._environments = {locale: _environment(templates, texts, self._once) for locale, texts in messages.items()}

    def render(self, page: Page) -> bytes:
        """Return a page as UTF-8.

        Raises `TemplateFault` where its template is missing or wrong.
        """
        try:
            self._forget_others(page.path)
            note(f"template/{page.template}")
            note(f"catalogue/{page.locale}")
            template = self._environments[page.locale].get_template(page.template)
            return template.render(page=page).encode("utf-8")
        except jinja2.TemplateSyntaxError as error:
            raise TemplateFault(f"{self._name(error.filename or error.name)}:{error.lineno}: {error.message}") from error
        except jinja2.TemplateNotFound as error:
            raise TemplateFault(f"there is no template {error.name} in {self._templates.name}/") from error
        except (jinja2.TemplateError, AttributeError) as error:
            raise TemplateFault(f"{self._place(error, page.template)}: {error}") from error

    def _forget_others(self, path: str) -> None:
        """Let go of the pieces of pages of another edition or depth: those of this page are other ones."""
        shelf = path.partition("/")[0], path.count("/")
        if shelf != self._shelf:
            self._shelf = shelf
            self._once.forget()

    def _place(self, error: Exception, template: str) -> str:
        """Return the line of a template in which an error arose: Jinja has put that into the traceback."""
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame for frame in frames if Path(frame.filename).parent == self._templates]
        return f"{self._name(lines[-1].filename)}:{lines[-1].lineno}" if lines else f"{self._templates.name}/{template}"

    def _name(self, filename: str | None) -> str:
        return f"{self._templates.name}/{Path(filename or '').name}"


class _Once:
    """Pieces as HTML, each made once for all pages of an edition that it stands on.

    A piece is known by its object and not by what is in it: views share it, and comparing takes longer than making it.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], tuple[object, str]] = {}

    def __call__(self, macro: Macro, piece: object, page: Page, *more: object) -> str:
        """Return what a macro makes of a piece, which is the same on every page that has it."""
        key = (macro.name, id(piece), *more)
        found = self._made.get(key)
        if found is None:
            # The piece is kept with it, so that no other object gets its identity.
            found = self._made[key] = (piece, macro(piece, page, *more))
        return found[1]

    def forget(self) -> None:
        """Let go of all pieces."""
        self._made.clear()


class _Code(jinja2.BytecodeCache):
    """Templates as code, the same in every locale and in every build of a preview: texts are looked up when it runs."""

    def __init__(self) -> None:
        self._code: dict[tuple[object, ...], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that an environment before has made of it."""
        bucket.code = self._code.get(self._key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template for the environments after."""
        self._code[self._key(bucket)] = bucket.code

    def _key(self, bucket: Bucket) -> tuple[object, ...]:
        """Return what code is made from: the template's place and source, and what makes it."""
        return bucket.key, bucket.checksum, bucket.environment.code_generator_class


_CODE = _Code()


def _environment(templates: Path, messages: NullTranslations, once: _Once) -> jinja2.Environment:
    environment = _Environment(
        loader=jinja2.FileSystemLoader(templates),
        auto_reload=False,  # each build has its own renderer, and sees its templates as they are at its beginning
        bytecode_cache=_CODE,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for piece in (pieces.lang, pieces.words, pieces.link, pieces.links, pieces.tag):
        environment.globals[piece.__name__] = piece
    environment.globals["once"] = once
    environment.globals |= texts_of(messages)
    return environment


class _Environment(jinja2.Environment):
    """Jinja as our templates need it."""

    code_generator_class = Compiler
    newstyle_gettext = True  # of the extension i18n: texts take their values themselves, and escape them
    put_out = staticmethod(put_out)
    piece = Piece
