"""Names of languages and countries in a locale, from CLDR through ICU."""

from functools import cache, cached_property
from typing import Any

from briefings.icu_library import icu
from briefings.model.text import Text


class DisplayNames:
    """What one locale calls languages and countries."""

    def __init__(self, locale: str) -> None:
        """Take the locale as BCP 47 writes it."""
        self._locale = locale
        # The same few languages stand on every page.
        self._languages: dict[tuple[str, bool], str] = {}

    def language(self, tag: str, alone: bool = False) -> str:
        """Return the name of a language by its BCP 47 tag, within a sentence; the tag itself where CLDR has none.

        Where it stands `alone`, as an entry of a menu or a table, it begins with a capital if CLDR says so of the locale.
        """
        name = self._languages.get((tag, alone))
        if name is None:
            name = self._languages[tag, alone] = self._language(tag, alone)
        return name

    def country(self, code: str) -> str:
        """Return the name of a country (ISO 3166-1) or a region (UN M.49) by its code; the code itself where CLDR has none."""
        return str(self._within.regionDisplayName(code))

    @cached_property
    def _within(self) -> Any:
        return _names(self._locale, icu().UDisplayContext.CAPITALIZATION_NONE)

    @cached_property
    def _alone(self) -> Any:
        return _names(self._locale, icu().UDisplayContext.CAPITALIZATION_FOR_UI_LIST_OR_MENU)

    def _language(self, tag: str, alone: bool) -> str:
        names = self._alone if alone else self._within
        try:
            written = icu().Locale.forLanguageTag(tag)
        except icu().ICUError:  # it is not well-formed
            return tag
        if tag.casefold().partition("-")[0] == "und":
            return str(names.languageDisplayName("und"))
        # CLDR names some languages under another code, as Montenegrin (cnr) under that of Serbian in Montenegro (sr-ME).
        for locale in (written, icu().Locale.createCanonical(written.getName())):
            code = locale.getLanguage()
            if code and self._within.languageDisplayName(code) != code:
                return str(names.localeDisplayName(locale))
        return tag


def _names(locale: str, context: Any) -> Any:
    return icu().LocaleDisplayNames.createInstance(icu().Locale.forLanguageTag(locale), [context])


@cache
def own_name(tag: str) -> str:
    """Return the name of a language in that language, as it stands in a switcher: `Svenska`, `Norsk bokmål`, `ქართული`.

    All begin with a capital, also where CLDR has small letters in lists: the names of several languages stand side by side.
    """
    return beginning(Text(DisplayNames(tag).language(tag, alone=True), tag)).text


def beginning(words: Text) -> Text:
    """Return words that are no name as they begin a heading: their first letter is a title's, as their language has it."""
    options = icu().U_TITLECASE_WHOLE_STRING | icu().U_TITLECASE_NO_LOWERCASE
    return Text(str(icu().CaseMap.toTitle(icu().Locale.forLanguageTag(words.lang), options, words.text)), words.lang)
