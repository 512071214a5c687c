"""The smallest pieces of a page, which stand on it in their hundreds: texts with their language, and links.

They are functions and not macros because a macro takes ten times as long. Whatever goes into one is escaped right there.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from briefings.model.text import Text
from briefings.view import Page
from briefings.view.types import Link

_NOTHING = Markup("")


def lang(text: Text, page: Page) -> Markup:
    """Return the attributes that say a text's language, where that is not the page's; they begin with a space."""
    return _NOTHING if text.lang == page.locale else Markup(f' lang="{escape(text.lang)}" dir="auto"')


def words(text: Text, page: Page) -> Markup:
    """Return a text, marked with its language where that is not the page's."""
    if text.lang == page.locale:
        return escape(text.text)
    return Markup(f"<span{lang(text, page)}>{escape(text.text)}</span>")


def link(item: Link, page: Page) -> Markup:
    """Return a link, with the language of the page that it leads to where that is another."""
    hreflang = f' hreflang="{escape(item.hreflang)}"' if item.hreflang else ""
    return Markup(f'<a href="{escape(item.href)}"{hreflang}>{words(item.text, page)}</a>')


def links(items: Iterable[Link], page: Page, between: str = ", ") -> Markup:
    """Return links, one after the other."""
    return Markup(str(escape(between)).join([link(item, page) for item in items]))


def tag(code: str, name: str) -> Markup:
    """Return the code of a language, with its name for who asks."""
    return Markup(f'<abbr class="tag" title="{escape(name)}">{escape(code)}</abbr>')
