"""Codes: which tags of languages and codes of countries are taken, which are refused, and what they are called."""

from __future__ import annotations

import pytest

from briefings.localise.display_names import DisplayNames, own_name
from briefings.model.codes import canonical_language, is_country, is_language, meant_country, meant_language

LANGUAGES = (
    *("prs", "kmr", "tl", "cnr", "und", "mul", "zxx", "mis", "nb", "no", "se", "aae", "cmn", "sr-Latn", "zh-Hant-TW", "es-419"),
    *("de-CH-1996", "sl-rozaj-biske", "sl-IT-nedis", "ca-valencia", "en-GB-oxendict", "hy-Latn-IT-arevela", "zh-yue", "ar-arb"),
    *("sgn-ase", "zh-yue-HK", "zh-cmn-Hans-CN", "i-klingon", "i-default", "zh-min-nan", "art-lojban", "sgn-BE-FR", "en-GB-oed"),
    *("x-desk", "de-x-desk", "de-CH-x-phonebk", "qaa", "qtz", "qaa-Qaaa-QM-x-southern", "en-u-co-phonebk", "en-t-jp-m0-und"),
    *("en-x-a-b", "iw", "sh", "DE-at", "de-latn-ch"),
)
"""Valid by RFC 5646 and its registry."""
NONE = (
    *("", " ", "de ", "en_GB", "zh_Hant", "pt_BR", "xx", "eng", "ger", "swe", "english", "C", "POSIX", "root", "jp", "en-UK"),
    *("de-", "-de", "de--AT", "a", "a-de", "en-GB-GB", "de-Latn-Latn", "de-1996-1996", "de-abcde", "de-DE-Latn", "de-419-DE"),
    *(
        "de-yue",
        "zh-yue-gan",
        "en-a-bbb",
        "en-u",
        "en-u-co-u-nu",
        "en-x",
        "x",
        "x-",
        "x-ninechars",
        "i-unknown",
        "de-123456789",
    ),
    *("ｄｅ", "dе", "en\u2011GB", "en\u00adGB", "d", "12", "de-1", "xxx", "de\n", "a" * 5_000, "x-" + "a-" * 60 + "a"),
)
"""Not well-formed, or not registered; the Cyrillic letter in one of them is meant."""
MEANT = {
    "en_GB": "en-GB",
    "zh_Hant": "zh-Hant",
    "pt_br": "pt-BR",
    "en_US.UTF-8": "en-US",
    "sr_RS@latin": "sr-RS",
    "de ": "de",
    "ger": "de",
    "swe": "sv",
    "nob": "nb",
    "jp": "ja",
    "dk": "da",
    "cz": "cs",
    "English": "en",
    "swedish": "sv",
    "en-UK": "en-GB",
}
CANONICAL = {
    "EN-gb": "en-GB",
    "zh-hant-tw": "zh-Hant-TW",
    "iw": "he",
    "in": "id",
    "zh-yue": "yue",
    "i-klingon": "tlh",
    "sgn-ase": "ase",
    "zh-min-nan": "nan",
    "art-lojban": "jbo",
    "X-Desk": "x-desk",
    "i-default": "i-default",
    "sl-rozaj-biske": "sl-rozaj-biske",
}
NO_COUNTRY = (
    *(
        "ZZ",
        "XA",
        "XB",
        "EZ",
        "EU",
        "UN",
        "QO",
        "AA",
        "AC",
        "CP",
        "CQ",
        "DG",
        "EA",
        "IC",
        "TA",
        "SU",
        "YU",
        "DD",
        "CS",
        "AN",
        "UK",
    ),
    *("se", "SWE", "752", "Sweden", "", "S", "ＳＥ", "SЕ"),
)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_registered_tag_is_taken(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize("tag", NONE)
def test_any_other_text_is_refused(tag: str) -> None:
    assert not is_language(tag)


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if not tag.startswith(("x", "i-"))])
def test_every_tag_has_a_name_or_stands_for_itself(tag: str) -> None:
    for locale in ("en-GB", "sv", "nb", "da", "de", "ja", "ar"):
        for alone in (False, True):
            name = DisplayNames(locale).language(tag, alone)
            assert name
            assert "root" not in name


@pytest.mark.parametrize(("written", "meant"), MEANT.items())
def test_what_was_meant_is_suggested(written: str, meant: str) -> None:
    assert not is_language(written)
    assert meant_language(written) == meant


@pytest.mark.parametrize("written", ["", "xx", "Quenya of old", "€", "-", "a" * 500, "0" * 64])
def test_nothing_is_suggested_where_nothing_is_near(written: str) -> None:
    assert meant_language(written) is None


@pytest.mark.parametrize(("written", "canonical"), CANONICAL.items())
def test_a_tag_has_one_canonical_form(written: str, canonical: str) -> None:
    assert is_language(written)
    assert canonical_language(written) == canonical
    assert canonical_language(canonical) == canonical


def test_countries_are_those_of_iso_3166_1_and_kosovo() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert sum(is_country(one + other) for one in letters for other in letters) == 249 + 1
    assert all(is_country(code) for code in ("SE", "TW", "PS", "AX", "SS", "XK"))


@pytest.mark.parametrize("code", NO_COUNTRY)
def test_no_other_code_is_a_country(code: str) -> None:
    assert not is_country(code)


@pytest.mark.parametrize(
    ("written", "meant"), [("se", "SE"), ("SWE", "SE"), ("Sweden", "SE"), ("UK", "GB"), ("ZZ", None), ("EU", None)]
)
def test_the_country_that_was_meant_is_suggested(written: str, meant: str | None) -> None:
    assert meant_country(written) == meant


@pytest.mark.parametrize(
    ("locale", "tag", "name"),
    [
        ("en", "prs", "Dari"),
        ("sv", "kmr", "kurdiska"),
        ("sv", "cnr", "serbiska (Montenegro)"),
        ("de", "zh-Hant-TW", "Chinesisch (Traditionell, Taiwan)"),
        ("ja", "zh-Hant", "中国語 (繁体字)"),
        ("da", "und", "ukendt sprog"),
        ("nb", "x-desk", "x-desk"),
        ("de", "aae", "aae"),
        ("sv", "i-klingon", "klingonska"),
    ],
)
def test_a_language_is_called_what_cldr_calls_it(locale: str, tag: str, name: str) -> None:
    assert DisplayNames(locale).language(tag) == name


@pytest.mark.parametrize(
    ("tag", "name"),
    [("sv", "Svenska"), ("nb", "Norsk bokmål"), ("da", "Dansk"), ("de", "Deutsch"), ("ka", "ქართული"), ("pl", "Polski")],
)
def test_a_language_has_a_capital_in_a_switcher_where_its_script_has_one(tag: str, name: str) -> None:
    assert own_name(tag) == name
