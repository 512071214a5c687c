"""A locale's data from CLDR, as Babel ships it, and nothing of what another locale has left in it.

Babel keeps what it has loaded for the whole process. Locales share the parts that they inherit from one another and from the
root, and whoever resolves an alias in such a part writes what it found into it: after Hebrew, the months of Japanese were
Hebrew (python-babel, issue 1234). So each locale here reads its data anew, with all that it inherits, and shares nothing.
"""

from functools import cached_property
from typing import Any

from babel import Locale, UnknownLocaleError, localedata


class OwnLocale(Locale):
    """A locale whose data no other locale shares. They are read when they are first asked for: some 3 ms."""

    @cached_property
    def _data(self) -> Any:
        with localedata._cache_lock:  # re-entrant: loading takes it, too
            shared, localedata._cache = localedata._cache, {}
            try:
                return super()._data
            finally:
                localedata._cache = shared


def own_locale(cldr_locale: str) -> OwnLocale:
    """Return a locale, given as BCP 47 or with underscores, with data of its own.

    Raises `ValueError` where CLDR has no such locale.
    """
    try:
        found: OwnLocale = OwnLocale.parse(cldr_locale.replace("-", "_"))  # type: ignore[assignment]  # it is of its class
    except UnknownLocaleError as error:
        raise ValueError(str(error)) from None
    return found
