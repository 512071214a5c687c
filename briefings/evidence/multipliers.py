"""Words that multiply the number before them: `million`, `Mrd.`, `тысяч`, by language, from CLDR."""

import re
from functools import cache

from briefings.evidence.normal_form import normalise
from briefings.icu_library import icu

_POWERS = (3, 4, 5, 6, 7, 8, 9, 10, 12)
_COUNTS = (1, 2, 3, 5, 11, 21)
"""Numbers that have all plural forms between them."""
_AFTER_DIGITS = re.compile(r"[\d.,٫٬ ]+(?P<word>[^\W\d_]\D{2,})")
_ALSO = {
    "de": ("Tsd",),
    "el": ("εκατ", "δισ"),
    "en": ("bn", "mn", "tn", "hundred", "dozen", "lakh", "lakhs", "crore", "crores"),
    "fr": ("millier", "milliers", "Md", "Mds"),
    "he": ("אלפים",),
    "nl": ("mln", "mld"),
    "sv": ("mn", "mdr", "md"),
    "ta": ("லட்சம்", "கோடி"),
    "vi": ("tỷ", "ngàn"),
}
"""What newspapers write and CLDR does not."""


@cache
def multipliers(language: str) -> frozenset[str]:
    """Return the normalised words of three letters and more with which a language writes large numbers after their digits.

    Without the dot of those that are cut short, which may be the end of a sentence.

    `language` is a BCP 47 tag. None are known of a language that CLDR does not have.
    """
    locale = icu().Locale.forLanguageTag(language)
    if locale.getLanguage() not in _languages():
        return frozenset()
    styles = (icu().Notation.compactLong(), icu().Notation.compactShort())
    formatters = [icu().NumberFormatter.withLocale(locale).notation(style) for style in styles]
    texts = (made.formatDouble(float(count * 10**power)) for made in formatters for power in _POWERS for count in _COUNTS)
    words = frozenset(match["word"].strip(" .") for text in texts if (match := _AFTER_DIGITS.fullmatch(normalise(text))))
    return words.union(map(normalise, _ALSO.get(locale.getLanguage(), ())))


@cache
def _languages() -> frozenset[str]:
    return frozenset(locale.getLanguage() for locale in icu().Locale.getAvailableLocales().values())
