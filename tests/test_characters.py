"""Characters that mislead: what is reported, what is not, and that looking for them takes time in proportion to the text."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from babel import Locale, localedata

from briefings.icu_library import icu
from briefings.read.characters import diagnose_characters, suspicious_characters
from briefings.read.look_alikes import _LOOKS_LIKE, look_alike
from tests.steps import calls

MOJIBAKE = {
    "cÃ©rÃ©ales": "céréales",
    "ZÃ¼rich": "Zürich",
    "KÃ¸benhavn": "København",
    "naÃ¯ve": "naïve",
    "donâ€™t": "don’t",
    "РџСЂРёРІРµС‚": "Привет",
    "НовоÐ¡Ð¾Ð²ÐµÑ‚": "НовоСовет",
    "æ—¥æœ¬": "日本",
    "ÃƒÂ©t": "ét",
    "ȘtefÄƒnescu": "Ștefănescu",
    "cГ©rГ©ales": "céréales",
    "Ĺ‚Ăłdka": "łódka",
    "PoznaÅ„": "Poznań",
    "Î‘Î¸Î®Î½Î±": "Αθήνα",
    "â‚¬": "€",
    "ÄŒeskÃ©": "České",
    "MalmÃ¶": "Malmö",
    "TromsÃ¸": "Tromsø",
    "StraÃŸe": "Straße",
    "DvoÅ™Ã¡k": "Dvořák",
    "Â£5": "£5",
}
"""Words in a wrong encoding, and what is suggested."""
MISLEADING = (
    *(
        "mo\u200bney",
        "ab\u200dc",
        "a\u200cb",
        "x\u200e",
        "\u200fabc",
        "\u2067abc\u2069",
        "שלום \u2067abc",
        "a\ufe0f",
        "a\U000e0100",
    ),
    *(
        "hi\U000e0068\U000e0069",
        "a\u2060b",
        "\u3164",
        "a\u200b\u200b\u200bb",
        "a\u034fb",
        "in\ufff9visible",
        "1\ufe0f",
        "a\u2800b",
    ),
    *("a\u2063b", "שלום\u202a", "\u180eab", "\uffa0", "a\u206ab", "\U000e0041"),
)
"""Texts with invisible characters that do not belong there: one finding each."""
LOOK_ALIKES = {
    "ukrаine": "ukraine",
    "Vlаdimir": "Vladimir",
    "Nаvalny": "Navalny",
    "Kиїв": "Київ",
    "Pоссия": "Россия",
    "NАТО": "NATO",
    "Αthens": "Athens",
    "Gοοgle": "Google",
    "hellօ": "hello",
    "Ελλάδa": "Ελλάδα",
    "раypal": "paypal",
    "Мoсква": "Москва",
    "gαmmα": "gamma",
    "Zelensкy": "Zelensky",
    "Малmö": None,
    "СNN": "CNN",
}
LEGITIMATE = (
    *("Яндекс Go", "µm", "μm", "kΩ", "SMSка", "PRщик", "ВКонтакте", "TNFα", "IFNγ", "αSyn", "βcarotene", "ΔT", "COVIDом"),
    *(
        "T-shirtы",
        "日本語LSIの",
        "Քաղաք",
        "iPhoneом",
        "МиГ-29",
        "№ 5",
        "X5 Group",
        "Tele2 Россия",
        "Ελλάδα",
        "ΔΙΑ",
        "USB-кабель",
    ),
    *(
        "ภาษา\u200bไทย",
        "می\u200cخواهم",
        "क्\u200dष",
        "ක්\u200dෂ",
        "👩\u200d👩\u200d👧",
        "👩🏽\u200d🚀",
        "🏳\ufe0f\u200d🌈",
        "1\ufe0f\u20e3",
        "❤\ufe0f",
    ),
    *(
        "שלום\u200f!",
        "שלום \u2067abc\u2069",
        "葛\U000e0100",
        "— \u2060b",
        "ᄀ\u1160ᆨ",
        "ᠠ\u180b",
        "™\ufe0f",
        "ⓘ\ufe0e",
        "မြန်မာ\u200bစာ",
    ),
    *(
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "Spaß“",
        "“SÄ“”",
        "IRMû",
        "«perché…»",
        "Рівне",
        "SÃO PAULO",
    ),
    *(
        "été\u00a0»",
        "là\u00a0: «\u00a0é\u00a0»",
        "“É”",
        "Åland…",
        "Æ’",
        "À\u00a0Paris",
        "«Ö»",
        "РОССІЯ",
        "ЄС—США",
        "Ñandú…",
        "NÃO",
        "5×€",
    ),
    *(
        "Їжак",
        "‘Ø’",
        "Ð er íslenskur stafur",
        "DÜSSELDORF™",
        "Ø – Øresund",
        "mañana",
        "façade",
        "Ünal’ın",
        "PÓŁNOC",
        "ŁÓDŹ",
        "«Ä»",
    ),
)
"""Texts with nothing to report."""


@pytest.mark.parametrize(("written", "meant"), MOJIBAKE.items())
def test_text_in_a_wrong_encoding_is_one_finding_with_what_was_meant(written: str, meant: str) -> None:
    (found,) = suspicious_characters(f"headline: From {written} with care\n")
    assert found.code == "T001"
    assert found.hint == f"Did you mean '{meant}'?"


def test_letters_that_are_lost_are_named() -> None:
    (found,) = suspicious_characters("The caf\ufffd\ufffd is closed")
    assert (found.code, found.position) == ("T001", 7)
    assert "U+FFFD REPLACEMENT CHARACTER" in found.message


@pytest.mark.parametrize("text", MISLEADING)
def test_an_invisible_character_is_one_finding_with_its_name(text: str) -> None:
    (found,) = suspicious_characters(text)
    assert found.code == "T003"
    assert f"U+{ord(text[found.position]):04X} " in found.message


@pytest.mark.parametrize(("written", "meant"), LOOK_ALIKES.items())
def test_letters_of_another_script_are_one_finding_with_the_word_that_is_seen(written: str, meant: str | None) -> None:
    found = suspicious_characters(f"A {written} speaks")
    assert [finding.hint for finding in found] == ([f"Did you mean '{meant}'?"] if meant else [])


@pytest.mark.parametrize("text", LEGITIMATE)
def test_what_is_written_so_is_no_finding(text: str) -> None:
    assert suspicious_characters(text) == []
    assert suspicious_characters(f"{text} – «{text}», “{text}” {text}…") == []


def words_of_cldr() -> Iterator[str]:
    for name in localedata.locale_identifiers():
        if "_" not in name:
            locale = Locale.parse(name)
            yield from (*locale.languages.values(), *locale.territories.values(), *locale.months["format"]["wide"].values())
            yield from (*locale.currencies.values(), *locale.days["format"]["wide"].values())


@pytest.mark.slow
def test_no_word_of_any_language_is_a_finding() -> None:
    words = sorted(set(words_of_cldr()))
    assert len(words) > 50_000
    wrong = [(word, found) for word in words if (found := suspicious_characters(word))]
    assert len(wrong) < 10, wrong


def test_a_line_and_a_column_are_those_of_the_character() -> None:
    text = "a: ä\nb: ö vlаdimir ukrаine\n\nc: mo\u200bney\n"
    places = [(found.code, found.location.line, found.location.column) for found in diagnose_characters("a.yaml", text)]
    assert places == [("T004", 2, 8), ("T004", 2, 18), ("T003", 4, 6)]


HOSTILE = (
    "xа ",
    "а",
    "ао\u200b",
    "א\u200f",
    "א\u2067",
    "Ã©",
    "Ã©\n",
    "Ã ",
    "\ufffd",
    "xа\n",
    "\u200b",
    "\U000e0061",
    "a\u0300а",
    "Г©a",
    "РџСЂ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_text_twice_as_long_takes_twice_the_steps(piece: str) -> None:
    def steps(length: int) -> int:
        text = piece * (length // len(piece))
        assert len(suspicious_characters(text)) <= 300
        return calls(lambda: suspicious_characters(text))

    assert steps(60_000) <= 2.5 * steps(30_000) + 500


def test_look_alikes_are_those_of_a_word_alone() -> None:
    chance = random.Random(3)
    for alphabet in ("abcdefghijklmnopqrstuvwxyzåäöéñ", "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ", "αβγδεζηθικλμνξοπρστυφχψω"):
        for _ in range(300):
            assert look_alike("".join(chance.choices(alphabet, k=chance.randint(1, 9)))) is None


# Their skeletons differ by a serif or a dot that no reader tells apart, or ICU has none.
NOT_OF_ICU = "ԚӏкκԼյ"


def test_look_alikes_are_those_of_unicode() -> None:
    checker = icu().SpoofChecker()
    same = {letter for letter, latin in _LOOKS_LIKE.items() if checker.getSkeleton(0, letter) == checker.getSkeleton(0, latin)}
    assert set(_LOOKS_LIKE) - same == set(NOT_OF_ICU)
