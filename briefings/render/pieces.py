"""The smallest pieces of a page, which stand on it in their hundreds: texts with their language, and links.

They are functions and not macros because a macro takes ten times as long. `Markup` escapes all that it is given.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from briefings.model.text import Text
from briefings.view import Page
from briefings.view.types import Link

_LANG = Markup(' lang="%s" dir="auto"')
_WORDS = Markup("<span%s>%s</span>")
_HREFLANG = Markup(' hreflang="%s"')
_LINK = Markup('<a href="%s"%s>%s</a>')
_TAG = Markup('<abbr class="tag" title="%s">%s</abbr>')
_NOTHING = Markup("")


def lang(text: Text, page: Page) -> Markup:
    """Return the attributes that say a text's language, where that is not the page's; they begin with a space."""
    return _NOTHING if text.lang == page.locale else _LANG % text.lang


def words(text: Text, page: Page) -> Markup:
    """Return a text, marked with its language where that is not the page's."""
    return escape(text.text) if text.lang == page.locale else _WORDS % (lang(text, page), text.text)


def link(item: Link, page: Page) -> Markup:
    """Return a link, with the language of the page that it leads to where that is another."""
    hreflang = _HREFLANG % item.hreflang if item.hreflang else _NOTHING
    return _LINK % (item.href, hreflang, words(item.text, page))


def links(items: Iterable[Link], page: Page, between: str = ", ") -> Markup:
    """Return links, one after the other."""
    return escape(between).join(link(item, page) for item in items)


def tag(code: str, name: str) -> Markup:
    """Return the code of a language, with its name for who asks."""
    return _TAG % (name, code)
