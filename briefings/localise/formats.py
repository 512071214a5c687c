"""Dates, numbers, lists and names as a locale writes them, from CLDR through Babel.

Every call passes its locale: the environment of the process has no say in a page.
"""

from collections.abc import Iterable
from functools import cache, cached_property

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from briefings.localise.cldr import own_locale
from briefings.localise.dates import DateFormats, Unit
from briefings.localise.numbers import NumberFormats

__all__ = ["Formats", "Unit", "own_name"]


class Formats(DateFormats, NumberFormats):
    """How one locale writes what CLDR knows."""

    def __init__(self, cldr_locale: str) -> None:
        """Take the formats of a CLDR locale, given as BCP 47 or with underscores.

        Raises `ValueError` where CLDR has no such locale.
        """
        locale = own_locale(cldr_locale)
        DateFormats.__init__(self, locale)
        NumberFormats.__init__(self, locale)
        self._languages: dict[str, str] = {}  # the same few stand on every page

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`; what CLDR says of the locale is loaded when a page is made, and not by a build that makes none."""
        return str(self.locale.text_direction)

    def listed(self, items: Iterable[str]) -> str:
        """Return items as a list in a sentence."""
        return format_list(list(items), style="standard", locale=self.locale)

    def language(self, tag: str) -> str:
        """Return the name of a language; the tag itself where CLDR has none."""
        if tag not in self._languages:
            self._languages[tag] = _language(self.locale, tag)
        return self._languages[tag]

    def country(self, code: str) -> str:
        """Return the name of a country by its ISO 3166-1 code."""
        return str(self.locale.territories.get(code, code))


def _language(locale: Locale, tag: str) -> str:
    try:
        name = Locale.parse(tag, sep="-").get_display_name(locale)
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name or locale.languages.get(tag, tag))


@cache
def own_name(tag: str) -> str:
    """Return the name of a language in that language, with a capital, for a switcher."""
    name = Locale.parse(tag, sep="-").get_display_name() or tag
    return name[0].upper() + name[1:]
