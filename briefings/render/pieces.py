"""The smallest pieces of a page, which stand on it in their hundreds: texts with their language, and links.

They are functions and not macros because a macro takes ten times as long. Whatever goes into one is escaped right there.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from briefings.model.text import Text
from briefings.render.compiler import escaped, markup
from briefings.view import Page
from briefings.view.types import Link


def lang(text: Text, page: Page) -> Markup:
    """Return the attributes that say a text's language, where that is not the page's; they begin with a space."""
    return markup(_lang(text, page))


def words(text: Text, page: Page) -> Markup:
    """Return a text, marked with its language where that is not the page's."""
    return markup(_words(text, page))


def link(item: Link, page: Page) -> Markup:
    """Return a link, with the language of the page that it leads to where that is another."""
    return markup(_link(item, page))


def links(items: Iterable[Link], page: Page, between: str = ", ") -> Markup:
    """Return links, one after the other."""
    return markup(escaped(between).join([_link(item, page) for item in items]))


def tag(code: str, name: str) -> Markup:
    """Return the code of a language, with its name for who asks."""
    return markup(f'<abbr class="tag" title="{escaped(name)}">{escaped(code)}</abbr>')


def _lang(text: Text, page: Page) -> str:
    return "" if text.lang == page.locale else f' lang="{escaped(text.lang)}" dir="auto"'


def _words(text: Text, page: Page) -> str:
    if text.lang == page.locale:
        return escaped(text.text)
    return f"<span{_lang(text, page)}>{escaped(text.text)}</span>"


def _link(item: Link, page: Page) -> str:
    hreflang = f' hreflang="{escaped(item.hreflang)}"' if item.hreflang else ""
    return f'<a href="{escaped(item.href)}"{hreflang}>{_words(item.text, page)}</a>'
