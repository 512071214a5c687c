"""The order of names in a locale: the Unicode Collation Algorithm with CLDR's tailorings, from ICU (UTS 10, UTS 35 part 5)."""

from collections.abc import Callable
from functools import cache

from briefings.icu_library import icu

SortKey = tuple[bytes, str]
"""What names are compared by: ICU's sort key, then the name itself, so that names that ICU takes for equal have an order."""


@cache
def collation(locale: str) -> Callable[[str], SortKey]:
    """Return what makes the sort key of a name in a locale, given as BCP 47.

    It is the standard order of the locale's language (a German telephone book has another); a locale without tailorings has
    the order of the root, which suits most languages in Latin script.
    """
    collator = icu().Collator.createInstance(icu().Locale.forLanguageTag(locale))

    def key(name: str) -> SortKey:
        return collator.getSortKey(name), name

    return key
