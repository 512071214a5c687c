"""The functions that templates call: texts with their language, links, the interface's texts.

The smallest parts of a page stand on it in their hundreds. They are functions and not macros because a macro takes ten times as
long. Whatever goes into one is escaped right there.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from gettext import NullTranslations

from markupsafe import Markup

from briefings.model.text import Text
from briefings.render.compiler import escaped, markup, put_out
from briefings.view.shared.links import Link


def functions_of(locale: str, messages: NullTranslations) -> Mapping[str, Callable[..., Markup]]:
    """Return the functions by the names that templates call them by, for pages in a locale with the interface's texts.

    Those of gettext take values by name for the places `%(name)s` in a text; a literal per cent sign is `%%`.
    """

    def lang(text: Text) -> Markup:
        return markup(_lang(text, locale))

    def words(text: Text) -> Markup:
        return markup(_words(text, locale))

    def link(item: Link) -> Markup:
        return markup(_link(item, locale))

    def links(items: Iterable[Link], between: str = ", ") -> Markup:
        return markup(escaped(between).join([_link(item, locale) for item in items]))

    whole = cache(lambda message: _filled(messages.gettext(message), {}))

    def gettext(message: str, /, **values: object) -> Markup:
        return _filled(messages.gettext(message), values) if values else whole(message)

    def ngettext(one: str, many: str, num: int, /, **values: object) -> Markup:
        return _filled(messages.ngettext(one, many, num), {"num": num, **values})

    def pgettext(context: str, message: str, /, **values: object) -> Markup:
        return _filled(messages.pgettext(context, message), {"context": context, **values})

    def npgettext(context: str, one: str, many: str, num: int, /, **values: object) -> Markup:
        return _filled(messages.npgettext(context, one, many, num), {"context": context, "num": num, **values})

    functions: list[Callable[..., Markup]] = [lang, words, link, links, tag, gettext, ngettext, pgettext, npgettext]
    return {"_": gettext, **{function.__name__: function for function in functions}}


def tag(code: str, name: str) -> Markup:
    """Return the code of a language, with its name for who asks."""
    return markup(f'<abbr class="tag" title="{escaped(name)}">{escaped(code)}</abbr>')


def _lang(text: Text, locale: str) -> str:
    """Return the attributes that say a text's language, where that is not the page's; they begin with a space."""
    return "" if text.lang == locale else f' lang="{escaped(text.lang)}" dir="auto"'


def _words(text: Text, locale: str) -> str:
    """Return a text, marked with its language where that is not the page's."""
    return escaped(text.text) if text.lang == locale else f"<span{_lang(text, locale)}>{escaped(text.text)}</span>"


def _link(item: Link, locale: str) -> str:
    """Return a link, with the language of the page that it leads to where that is another."""
    hreflang = f' hreflang="{escaped(item.hreflang)}"' if item.hreflang else ""
    return f'<a href="{escaped(item.href)}"{hreflang}>{_words(item.text, locale)}</a>'


def _filled(text: str, values: Mapping[str, object]) -> Markup:
    """Return a text with its values, escaped; `Markup`'s own `%` does the same and takes several times as long."""
    return markup(text % {name: value if type(value) is int else put_out(value) for name, value in values.items()})
