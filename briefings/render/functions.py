"""The functions that templates call: texts with their language, links, the interface's texts, and fragments of pages.

The smallest parts of a page stand on it in their hundreds. They are functions and not macros because a macro takes ten times as
long. Whatever goes into one is escaped right there.
"""

from collections.abc import Callable, Iterable, Mapping
from gettext import NullTranslations

from markupsafe import Markup

from briefings.model.text import Text
from briefings.render.compiler import TemplateMacro, escaped, markup, put_out
from briefings.view.shared.links import Link

_PLAIN = frozenset({str, int, bool, type(None)})


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

    whole: dict[str, Markup] = {}

    def gettext(message: str, /, **values: object) -> Markup:
        if values:
            return _filled(messages.gettext(message), values)
        if message not in whole:
            whole[message] = _filled(messages.gettext(message), values)
        return whole[message]

    def ngettext(one: str, many: str, num: int, /, **values: object) -> Markup:
        return _filled(messages.ngettext(one, many, num), {"num": num, **values})

    def pgettext(context: str, message: str, /, **values: object) -> Markup:
        return _filled(messages.pgettext(context, message), {"context": context, **values})

    def npgettext(context: str, one: str, many: str, num: int, /, **values: object) -> Markup:
        return _filled(messages.npgettext(context, one, many, num), {"context": context, "num": num, **values})

    functions: list[Callable[..., Markup]] = [lang, words, link, links, tag, gettext, ngettext, pgettext, npgettext]
    return {"_": gettext, **{function.__name__: function for function in functions}}


class FragmentCache:
    """The HTML that macros have made of parts of views, for one locale and all pages that they stand on.

    A part is known by its identity, not by what is in it: views share it, and comparing takes longer than rendering. A macro is
    known by its identity too, which is that of its template and name in this locale. Both are kept with the HTML, so that no
    other object is given their identity.

    A macro sees its arguments and the locale, nothing of a page, so what it makes is the same on all pages. One whose template
    was imported `with context`, or that stands in the page's own template, sees the page: it is called anew for each.
    """

    def __init__(self) -> None:
        self._fragments: dict[object, tuple[object, str]] = {}

    def __call__(self, macro: Callable[..., str], part: object, *args: object, **kwargs: object) -> str:
        """Return what a macro makes of a part of a view and further arguments."""
        if not (isinstance(macro, TemplateMacro) and macro.is_context_free):
            return macro(part, *args, **kwargs)
        key = id(macro), id(part), *map(_key, args), *((name, _key(value)) for name, value in kwargs.items())
        found = self._fragments.get(key)
        if found is None:
            found = self._fragments[key] = ((macro, part, args, kwargs), macro(part, *args, **kwargs))
        return found[1]

    def clear(self) -> None:
        """Forget all fragments, and let go of what they were made from."""
        self._fragments.clear()


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


def _key(value: object) -> object:
    """Return what tells an argument from all others: a plain value with its type, since `1 == True`; else the identity."""
    kind = type(value)
    return (kind, value) if kind in _PLAIN else id(value)
