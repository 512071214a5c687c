"""Dates, numbers, lists and names as a locale writes them, from CLDR through Babel.

Every call passes its locale: the environment of the process has no say in a page.
"""

from collections.abc import Iterable
from functools import cached_property

from babel.lists import format_list

from briefings.localise.cldr import own_locale
from briefings.localise.dates import DateFormats, Unit
from briefings.localise.display_names import DisplayNames
from briefings.localise.numbers import NumberFormats

__all__ = ["Formats", "Unit"]


class Formats(DateFormats, NumberFormats):
    """How one locale writes what CLDR knows."""

    def __init__(self, cldr_locale: str) -> None:
        """Take the formats of a CLDR locale, given as BCP 47.

        Raises `ValueError` where CLDR has no such locale.
        """
        locale = own_locale(cldr_locale)
        DateFormats.__init__(self, locale)
        NumberFormats.__init__(self, locale)
        self._names = DisplayNames(cldr_locale.replace("_", "-"))

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`; what CLDR says of the locale is loaded when a page is made, and not by a build that makes none."""
        return str(self.locale.text_direction)

    def listed(self, items: Iterable[str]) -> str:
        """Return items as a list in a sentence."""
        return format_list(list(items), style="standard", locale=self.locale)

    def separators(self, number: int) -> tuple[str, ...]:
        """Return what stands between the items of a list of so many in a sentence: one less, or nothing."""
        return tuple(self.listed(["\0"] * number).split("\0")[1:-1]) if number else ()

    def language(self, tag: str, alone: bool = False) -> str:
        """Return the name of a language, as `DisplayNames` does."""
        return self._names.language(tag, alone)

    def languages(self, tags: Iterable[str], alone: bool = False) -> str:
        """Return the names of languages as a list in a sentence, or as one that stands `alone`."""
        return self.listed(self.language(tag, alone and position == 0) for position, tag in enumerate(tags))

    def country(self, code: str) -> str:
        """Return the name of a country by its ISO 3166-1 code, or of a region by its UN M.49 code."""
        return self._names.country(code)
