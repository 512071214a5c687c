"""Render: a view and its template become the bytes of a page. The only part that knows Jinja.

Rendering is a pure function: the same view gives the same bytes, in any process, on any machine.
"""

import io
import traceback
from collections.abc import Callable, Mapping
from gettext import NullTranslations
from xml.sax.saxutils import escape, quoteattr

import jinja2

from briefings import urls
from briefings.errors import TemplateError
from briefings.incremental import record_dependency
from briefings.inputs import Template
from briefings.localise.messages import Catalogues
from briefings.render.compiler import CodeCache, Environment, TemplateMacro
from briefings.render.functions import functions_of
from briefings.render.templates import Templates
from briefings.view import Page

__all__ = ["Renderer", "SitemapEntry", "Templates", "sitemap", "sitemap_entry"]

SitemapEntry = tuple[str, str]
"""The address of a page's first alternate, and in the entry of that one all alternates, as XML: they are those of each of them.

Both are empty for a page that is not in the sitemap.
"""
_SITEMAP_HEAD = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""
_CODE = CodeCache()
_PLAIN = frozenset({str, int, bool, type(None)})


class Renderer:
    """The templates of a site, ready for the interface's texts of each locale."""

    def __init__(self, templates: Templates, messages: Catalogues | Mapping[str, NullTranslations]) -> None:
        self._templates = templates
        self._messages = messages
        self._fragments: dict[object, tuple[object, str]] = {}
        """The HTML that macros have made of parts of views, each with what it was made from."""
        self._scope = ("", 0)
        self._environments: dict[str, jinja2.Environment] = {}

    def render(self, page: Page) -> bytes:
        """Return a page as UTF-8. Raises `TemplateError` where its template is missing or wrong."""
        try:
            scope = page.path.partition("/")[0], page.path.count("/")
            if scope != self._scope:  # pages of another edition or depth have other parts
                self._scope = scope
                self._fragments.clear()
            record_dependency(Template(page.template))
            template = self._environment(page.locale).get_template(page.template)
            return template.render(page=page).encode("utf-8")
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"{error.filename}:{error.lineno}: {error.message}") from error
        except jinja2.TemplateNotFound as error:
            names = error.templates if isinstance(error, jinja2.TemplatesNotFound) else [error.name]
            raise TemplateError(f"there is no template {' or '.join(map(str, names))} in {self._templates.folder}/") from error
        except RecursionError as error:
            raise TemplateError(f"{self._place(error, page.template)}: it includes or calls itself without end") from error
        except MemoryError as error:
            raise TemplateError(f"{self._place(error, page.template)}: it takes more memory than there is") from error
        except SyntaxError as error:  # Python's own, for blocks within too many others
            raise TemplateError(f"{self._templates.folder}/{page.template}: {error.msg}") from error
        except (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise TemplateError(f"{self._place(error, page.template)}: {error}") from error

    def _environment(self, locale: str) -> jinja2.Environment:
        """Return what renders in a locale; each page records itself which texts it is rendered with."""
        texts = self._messages[locale]
        if locale not in self._environments:
            # One each: overlays of one environment would share its globals, and with them its language.
            functions: dict[str, Callable[..., str]] = {**functions_of(locale, texts), "fragment": self._fragment}
            self._environments[locale] = Environment(functions, jinja2.FunctionLoader(self._templates.load), _CODE)
        return self._environments[locale]

    def _fragment(self, macro: Callable[..., str], part: object, *args: object, **kwargs: object) -> str:
        """Return what a macro makes of a part of a view and further arguments: once for all pages that it stands on.

        Part and macro are known by their identity, not by what is in them: views share parts, comparing takes longer than
        rendering, and a macro is one of its template and name in one locale. Both are kept with the HTML, so that nothing else
        is given their identity. A macro sees its arguments and the locale, nothing of a page. One whose template was imported
        `with context`, or that stands in the page's own template, sees the page: it is called anew for each.
        """
        if not (isinstance(macro, TemplateMacro) and macro.is_context_free):
            return macro(part, *args, **kwargs)
        key = id(macro), id(part), *map(_key, args), *((name, _key(value)) for name, value in kwargs.items())
        found = self._fragments.get(key)
        if found is None:
            found = self._fragments[key] = ((macro, part, args, kwargs), macro(part, *args, **kwargs))
        return found[1]

    def _place(self, error: Exception, template: str) -> str:
        """Return the line of a template in which an error arose: Jinja has put that into the traceback."""
        folder = f"{self._templates.folder}/"
        lines = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(folder)]
        return f"{lines[-1].filename}:{lines[-1].lineno}" if lines else f"{folder}{template}"


def _key(value: object) -> object:
    """Return what tells an argument from all others: a plain value with its type, since `1 == True`; else the identity."""
    kind = type(value)
    return (kind, value) if kind in _PLAIN else id(value)


# The sitemap for search engines (sitemaps.org 0.9): each page with its alternates


def sitemap_entry(page: Page) -> SitemapEntry:
    """Return a page's entry; an empty one for a page without alternates, which is no page to be found."""
    if not page.alternates:
        return "", ""
    _, first = page.alternates[0]
    if page.canonical != first:
        return first, ""
    links = (
        f'<xhtml:link rel="alternate" hreflang={quoteattr(locale)} href={quoteattr(address)}/>'
        for locale, address in page.alternates
    )
    return first, "".join(links)


def sitemap(site_url: str, entries: Mapping[str, SitemapEntry]) -> bytes:
    """Return the sitemap from the entries of its pages by path, as UTF-8."""
    alternates = {first: links for first, links in entries.values() if links}
    written = io.BytesIO()  # a large site has many megabytes of it: no list of lines, and no copy of all
    written.write(_SITEMAP_HEAD)
    for path, (first, _) in entries.items():
        if first:
            address = escape(urls.absolute(site_url, path))
            written.write(f"<url><loc>{address}</loc>{alternates.get(first, '')}</url>\n".encode())
    written.write(b"</urlset>\n")
    return written.getvalue()
