"""Codes of languages (BCP 47) and countries (ISO 3166-1), as far as CLDR has names for them."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

_ENGLISH = Locale("en")


def is_language(tag: str) -> bool:
    """Tell whether a BCP 47 tag names a language that CLDR has a name for."""
    try:
        parsed = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag in _ENGLISH.languages
    return bool(parsed.language == tag.partition("-")[0])


def is_country(code: str) -> bool:
    """Tell whether an ISO 3166-1 alpha-2 code names a country or territory."""
    return len(code) == 2 and code.isalpha() and code in _ENGLISH.territories
