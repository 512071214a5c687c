"""The interface's texts as templates ask for them: gettext's four functions, whose values are escaped as they are put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import NullTranslations

from markupsafe import Markup

from briefings.render.compiler import markup, put_out


def texts_of(messages: NullTranslations) -> Mapping[str, Callable[..., Markup]]:
    """Return the functions by the names that templates call them by.

    Each takes values by name for the places `%(name)s` in a text; a literal per cent sign is `%%`.
    """
    whole: dict[str, Markup] = {}

    def gettext(message: str, /, **values: object) -> Markup:
        if values:
            return _filled(messages.gettext(message), values)
        found = whole.get(message)
        if found is None:
            found = whole[message] = _filled(messages.gettext(message), values)
        return found

    def ngettext(one: str, many: str, num: int, /, **values: object) -> Markup:
        return _filled(messages.ngettext(one, many, num), {"num": num, **values})

    def pgettext(context: str, message: str, /, **values: object) -> Markup:
        return _filled(messages.pgettext(context, message), {"context": context, **values})

    def npgettext(context: str, one: str, many: str, num: int, /, **values: object) -> Markup:
        return _filled(messages.npgettext(context, one, many, num), {"context": context, "num": num, **values})

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext, "pgettext": pgettext, "npgettext": npgettext}


def _filled(text: str, values: Mapping[str, object]) -> Markup:
    """Return a text with its values, escaped; `Markup`'s own `%` does the same and takes several times as long."""
    return markup(text % {name: value if type(value) is int else put_out(value) for name, value in values.items()})
