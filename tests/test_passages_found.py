"""Which passages are found in which texts, and which are not: whole words and whole numbers, in every script."""

from __future__ import annotations

import unicodedata

import pytest

from briefings.evidence import normal_form
from briefings.evidence.multipliers import multipliers
from briefings.evidence.search import SearchedText
from briefings.evidence.words import count_words, is_spaceless
from briefings.model.records import Evidence

SHIPPED = "shipped 1.5 million shells and lost 1,112 people, a change of -5 per cent"

FOUND = {
    "numbers": [
        ("1.5 million shells", SHIPPED),
        ("1,112 people", SHIPPED),
        ("-5 per cent", SHIPPED),
        ("It rose to 12", "It rose to 12."),
        ("It rose to 12", "“It rose to 12”, he said"),
        ("12 people", "(12 people)"),
        ("12 people", "[12 people]"),
        ("12 people", "«12 people»"),
        ("12 people", "killed:12 people"),
        ("It rose to 12", "It rose to 12, and fell."),
        ("It rose to 12", "It rose to 12. 500 people were there."),
        ("rose to 12", "rose to 12; 13 others"),
        ("in 2024", "in 2024 300 people"),
        ("300 people", "in 2024 300 people"),
        ("300 people", "the first 12, 300 people"),
        ("7 people", "5–7 people"),
        ("5 people", "the toll – 5 people – rose"),
        ("5 people", "the toll - 5 people - rose"),
        ("5 people", "the toll—5 people—rose"),
        ("2.5 million", "1.5-2.5 million"),
        ("12", "‘12’"),
        ("12", "12 € each"),
        ("in 1990", "in 1990-5"),
        ("12 000 people", "12\u00a0000 people"),
        ("12 000 people", "12\u202f000 people"),
        ("12 000 people", "12\u2009000 people"),
        ("killed 12", "killed 12¹ people"),
        ("killed 12 people", "killed 12¹ people"),
        ("killed 12 people", "killed 12¹² people"),
        ("killed 12 people", "killed 12① people"),
        ("killed 12", "killed 12[1] people"),
        ("10⁶ people", "some 10⁶ people"),
        ("5 km²", "5 km² of land"),
        ("5 km2", "5 km² of land"),
        ("1½ years", "after 1½ years"),
        ("1 1/2 years", "after 1½ years"),
        ("12 %", "rose by 12\u00a0% in May"),
        ("１２ people", "12 people"),
        ("5 million", "worth $5 million"),
        ("5 people", "he said...5 people"),
        ("12,34,567", "₹12,34,567 in all"),
    ],
    "numbers of other scripts": [
        ("١٢٫٥ مليون", "حوالي ١٢٫٥ مليون شخص"),
        ("१२.५ लाख", "लगभग १२.५ लाख लोग"),
        ("一万二千名", "朝鲜向俄罗斯派遣了一万二千名士兵。"),
        ("兵士1万2000人", "北朝鮮は兵士1万2000人をロシアに派遣した。"),
        ("12000人", "派遣了12000人"),
        ("12人", "死者12人"),
        ("12명", "사망자 12명이 나왔다"),
        ("1만 2천 명", "병사 1만 2천 명을 보냈다"),
        ("三分之二", "超过三分之二的人"),
        ("1만 2000명", "북한군 1만 2000명이 파병됐다"),
        ("1만 2,000명", "북한군 1만 2,000명이 파병됐다"),
        ("2024년", "병력 1만 2024년까지"),
    ],
    "scripts without spaces": [
        ("派遣了一万二千名士兵", "朝鲜向俄罗斯派遣了一万二千名士兵。"),
        ("朝鲜", "朝鲜向俄罗斯派遣了一万二千名士兵。"),
        ("俄罗斯", "朝鲜向俄罗斯派遣了一万二千名士兵。"),
        ("士兵", "朝鲜向俄罗斯派遣了一万二千名士兵。"),
        ("派遣了一万二千名", "朝鲜向俄罗斯派遣了\n一万二千名士兵。"),
        ("士兵。他们", "派遣了士兵。\n他们"),
        ("兵士1万2000人をロシアに派遣", "北朝鮮は兵士1万2000人をロシアに派遣した。"),
        ("ロシア", "兵士をロシアに派遣した"),
        ("ﾛｼｱ", "兵士をロシアに派遣した"),
        ("ส่งทหาร", "เกาหลีเหนือส่งทหารไปรัสเซีย"),
        ("ทหาร", "เกาหลีเหนือส่งทหาร 12,000 นายไปรัสเซีย"),
        ("ปูติน", "ประธานาธิบดีปูตินกล่าวว่า"),
        ("คิมจองอึน", "ผู้นำคิมจองอึนส่งทหาร"),
        ("น้ำ", "น้ำท่วมกรุงเทพ"),
        ("เซเลนสกี", "ประธานาธิบดีโวโลดีมีร์เซเลนสกีแห่งยูเครน"),
        ("泽连斯基", "乌克兰总统泽连斯基说"),
        ("プーチン", "ウラジーミル・プーチン大統領は"),
        ("ទាហាន", "ប្រទេសកូរ៉េខាងជើងបានបញ្ជូនទាហានទៅរុស្ស៊ី"),
        ("ទាហាន", "បញ្ជូន\u200bទាហាន\u200bទៅ"),
        ("ສົ່ງທະຫານ", "ເກົາຫຼີເໜືອສົ່ງທະຫານໄປລັດເຊຍ"),
        ("စစ်သားများ", "မြောက်ကိုရီးယားက ရုရှားသို့ စစ်သားများစေလွှတ်ခဲ့သည်"),
        ("NATO", "他说NATO会议"),
        ("ꦮꦺꦴꦁ", "ꦄꦤꦏ꧀ꦮꦺꦴꦁꦗꦮ"),
        ("𠮷野家", "牛丼の𠮷野家は"),
    ],
    "Korean": [
        ("병사", "병사를 보냈다"),
        ("병사", "북한 병사들이 왔다"),
        ("러시아", "러시아에서의 전쟁"),
        ("병사", "병사들에게는 식량이"),
        ("모스크바", "모스크바까지의 거리"),
        ("정부", "정부로부터의 지원"),
        ("전쟁", "전쟁만이 아니다"),
        ("대통령", "대통령이었던 그는"),
        ("러시아", "러시아에서는 말했다"),
        ("NATO", "NATO는 말했다"),
        ("2024년", "2024년에 보냈다"),
    ],
    "marks of direction, vowels, tatweel": [
        ("כוחות צפון קוריאה", "כוחות \u200fצפון\u200f קוריאה"),
        ("قوات كورية", "\u2067قوات\u2069 \u061cكورية\u200e"),
        ("قوات كورية", "قـــوات كُورِيَّة"),
        ("שלום", "שָׁלוֹם"),
        ("NATO", "\u2068NATO\u2069"),
        ("می‌خواهم", "میخواهم"),
    ],
    "words at a line's end": [
        ("Ministerpräsident", "der Minis-\nterpräsident sagte"),
        ("Ministerpräsident", "der Minis\u00ad\nterpräsident sagte"),
        ("Ministerpräsident", "der Minis‐\r\n   terpräsident sagte"),
        ("der Ministerpräsident sagte", "der Minis-\nterpräsident\nsagte"),
        ("deutsch-französisch", "die deutsch-\nfranzösische deutsch-\nfranzösisch"),
        ("Ost- und Westdeutschland", "in Ost-\nund Westdeutschland"),
        ("F-16", "die F-\n16 kam"),
        ("1990-1995", "in 1990-\n1995"),
        ("well-known minister", "the well-known min-\nister"),
    ],
    "gaps": [
        ("We will … fight", "We will surely fight"),
        ("We will ... fight", "We will surely fight"),
        ("We will […] fight", "We will surely fight"),
        ("We will [...] fight", "We will surely fight"),
        ("We will (...) fight", "We will surely fight"),
        ("We will (…) fight", "We will surely fight"),
        ("We will . . . fight", "We will surely fight"),
        ("We will ⋯ fight", "We will surely fight"),
        ("派遣……士兵", "派遣了一万二千名士兵"),
        ("We will […] fight", "We will […] fight"),
        ("one … two … three", "one x two x three"),
    ],
    "quotation marks and apostrophes": [
        ('"ici"', "« ici »"),
        ("«ici»", "« ici »"),
        ("«\u00a0ici\u00a0»", '"ici"'),
        ('dit "ici" et', "dit «\u202fici\u202f» et"),
        ('sagte "so" und', "sagte »so« und"),
        ('sagte "so" und', "sagte „so“ und"),
        ('sa "så" och', "sa »så» och"),
        ("“士兵”", "「士兵」"),
        ("“士兵”", "『士兵』"),
        ("Кот-д’Івуар", "Кот-дʼІвуар"),
        ("Кот-д'Івуар", "Кот-дʼІвуар"),
        ("O'zbekiston", "Oʻzbekiston"),
        ("ג'", "ג׳"),
        ("ג'ורג'", "ג׳ורג׳"),
        ('ארה"ב', "ארה״ב"),
        ("ארה''ב", "ארה״ב"),
        ("5'", "5′"),
        ("l'Iran", "l’Iran"),
        ("Putin", "Putin's men"),
        ("תל-אביב", "תל־אביב"),
        ("Iran", "l'Iran"),
    ],
    "forms of one character": [
        ("❤ love", "❤\ufe0f love"),
        ("first office", "ﬁrst oﬃce"),
        ("Überfälle", unicodedata.normalize("NFD", "Überfälle")),
        (unicodedata.normalize("NFD", "Überfälle"), "Überfälle"),
        ("ＮＡＴＯ", "NATO"),
        ("한국", unicodedata.normalize("NFD", "한국")),
        ("葛󠄀城", "葛城"),
        ("हिन्दी", "हिन्दी में"),
    ],
}

NOT_FOUND = {
    "numbers": [
        ("5 million shells", SHIPPED),
        ("112 people", SHIPPED),
        ("5 per cent", SHIPPED),
        ("It rose to 12", "It rose to 12.5"),
        ("It rose to 12", "It rose to 12,5"),
        ("They sent 12", "They sent 12,000"),
        ("They sent 12", "They sent 12.000"),
        ("They sent 12", "They sent 12'000"),
        ("They sent 12", "They sent 12’000"),
        ("They sent 1", "They sent 1 200"),
        ("200 people", "1 200 people"),
        ("200 people", "1\u00a0200 people"),
        ("200 people", "1\u202f200 people"),
        ("200 people", "1\u2009200 people"),
        ("000 people", "12,000 people"),
        ("234 567", "1 234 567"),
        ("1 234", "1 234 567"),
        ("1 200", "1 200,5"),
        ("5 per cent", "−5 per cent"),
        ("5 per cent", "–5 per cent"),
        ("5 per cent", "− 5 per cent"),
        ("5 per cent", "(-5 per cent)"),
        ("$5 million", "lost -$5 million"),
        ("-5", "the years 1990-5"),
        (".5 million", "1.5 million"),
        ("5 million", "some .5 million"),
        ("2 million", "1/2 million"),
        ("1 year", "1½ year"),
        ("killed 11", "killed 1½"),
        ("121 people", "killed 12¹ people"),
        ("106 people", "10⁶ people"),
        ("some 10", "some 10⁶ people"),
        ("10 people", "10² people"),
        ("121 people", "killed 12① people"),
        ("about 1.2", "about 1.2×10⁶"),
        ("5 km", "5 km² of land"),
        ("CO", "CO₂"),
        ("in 12", "in 12₁"),
        ("at 5", "at 5 °C"),
        ("12", "12∙5"),
        ("91", "1990/91"),
        ("12", "the 12th"),
        ("5 people", "±5 people"),
        ("rose 5", "rose 5%"),
        ("rose 5", "rose 5 %"),
        ("rose 5", "rose 5\u00a0%"),
        ("at 5", "at 5°C"),
        ("5", "5km"),
        ("5", "5bn"),
        ("5", "%5"),
        ("30 people", "at 12:30 people came"),
        ("1200", "1 200"),
        ("9,000", "9.000"),
        ("12", "123"),
    ],
    "numbers of other scripts": [
        ("٥ مليون", "١٢٫٥ مليون"),
        ("١٢", "١٢٫٥ مليون"),
        ("٥", "١٬٥٠٠"),
        ("५ लाख", "१२.५ लाख"),
        ("१२", "१२,५००"),
        ("５人", "１．５人"),
        ("二千名", "派遣了一万二千名士兵"),
        ("一万", "派遣了一万二千名士兵"),
        ("2000人", "兵士1万2000人を"),
        ("1万", "兵士1万2000人を"),
        ("12", "派遣了12万人"),
        ("12", "派遣了 12 万人"),
        ("2천 명", "병사 1만 2천 명을"),
        ("12", "병사 12만 명을"),
        ("五人", "三点五人"),
        ("三", "三分之二"),
        ("二", "三分之二"),
        ("二四年", "二〇二四年"),
        ("2천만 명", "1억 2천만 명"),
        ("2000명", "북한군 1만 2000명이 파병됐다"),
        ("1만", "북한군 1만 2000명이 파병됐다"),
        ("2000억", "1조 2000억 원"),
    ],
    "words": [
        ("own", "known"),
        ("nine", "ninety"),
        ("京都", "東京都の知事"),
        ("หาร", "ส่งทหารไป"),
        ("조선", "조선일보는"),
        ("병", "병사를"),
        ("हिन्द", "हिन्दी में"),
        ("ü", "u\u0308ber"),
        ("They can", "They can't win"),
        ("北韓", "北朝鮮"),
        ("ទា", "ទាំង"),
        ("စစ", "စစ်သား"),
        ("Minister", "der Minister-\npräsident"),
        ("19901995", "in 1990-\n1995"),
    ],
    "what a reader tells apart": [
        ("ü", "u"),
        ("Nine", "nine"),
        ("nine–ten", "nine-ten"),
        ("ٱ", "ا"),
        ("قرأ", "قرا"),
    ],
}


def cases(table: dict[str, list[tuple[str, str]]]) -> list[object]:
    return [pytest.param(*case, id=f"{kind}: {case[0]} in {case[1]}") for kind, rows in table.items() for case in rows]


def stands(passage: str, text: str) -> bool:
    return next(SearchedText(text).ranges(Evidence(exact=passage)), None) is not None


@pytest.mark.parametrize(("passage", "text"), cases(FOUND))
def test_what_stands_there_is_found(passage: str, text: str) -> None:
    assert stands(passage, text)
    assert stands(passage, f"Before.\n\n{text}\n\nAfter.")


@pytest.mark.parametrize(("passage", "text"), cases(NOT_FOUND))
def test_what_does_not_stand_there_is_not_found(passage: str, text: str) -> None:
    assert not stands(passage, text)
    assert not stands(passage, f"Before.\n\n{text}\n\nAfter.")


MULTIPLIED = [
    ("en", "They sent 12", "12 million shells"),
    ("en", "They sent 1.5", "1.5 billion"),
    ("de", "Es waren 12", "12 Millionen"),
    ("de-AT", "Es waren 12", "12 Mio. Euro"),
    ("sv", "Det var 12", "12 miljoner"),
    ("ru", "Это 12", "12 тысяч"),
    ("ru", "Это 12", "12 млн"),
    ("hi", "ये १२", "१२ लाख"),
    ("th", "ส่ง 12", "12 ล้าน"),
    ("ar", "هناك ١٢", "١٢ مليون"),
    ("vi", "có 12", "12 triệu"),
    ("en", "It cost 12", "12 trillion"),
    ("en", "It cost 12", "12 bn"),
    ("en-IN", "It cost 12", "12 crore"),
    ("de", "Es waren 12", "12 Billionen"),
    ("pl", "było 12", "12 miliardów"),
    ("ru", "Это 12", "12 миллиардов"),
    ("uk", "Це 12", "12 мільярдів"),
    ("fr", "en tout 12", "12 milliards"),
    ("nl", "er waren 12", "12 mld"),
    ("de-AT", "Es waren 12", "12 Mio"),
    ("pl", "było 12", "12 tys"),
    ("vi", "có 12", "12 tỷ"),
]


@pytest.mark.parametrize(("language", "passage", "number"), MULTIPLIED)
def test_a_number_is_whole_with_the_word_that_multiplies_it(language: str, passage: str, number: str) -> None:
    text = SearchedText(f"{passage.rpartition(' ')[0]} {number}.", language)
    assert next(text.ranges(Evidence(exact=passage)), None) is None
    assert next(text.ranges(Evidence(exact=number)), None) is not None
    other = SearchedText(f"{passage} xyz.", language)
    assert next(other.ranges(Evidence(exact=passage)), None) is not None


def test_words_that_multiply_are_those_of_the_language_alone() -> None:
    assert "million" in multipliers("en")
    assert multipliers("xx") == multipliers("zz-nonsense") == frozenset()
    assert next(SearchedText("They sent 12 Millionen", "en").ranges(Evidence(exact="sent 12")), None)


@pytest.mark.parametrize(
    ("evidence", "place"),
    [
        (Evidence(exact="the war"), 4),
        (Evidence(exact="the war", prefix="end"), 13),
        (Evidence(exact="the war", suffix="and"), 4),
        (Evidence(exact="the war", prefix="and the end", suffix="."), 13),
        (Evidence(exact="the war", prefix="nd"), None),
        (Evidence(exact="the war", suffix="an"), None),
        (Evidence(exact="the war", prefix="and"), None),
    ],
)
def test_words_before_and_after_tell_which_is_meant(evidence: Evidence, place: int | None) -> None:
    text = "All the war and the end the war." if place == 13 else "All the war and the end\nthe war."
    found = next(SearchedText(text).ranges(evidence), None)
    assert (found and text[found[0] :].startswith("the war"), found and found[0] > 10) == (
        (None, None) if place is None else (True, place > 10)
    )


def test_passages_that_overlap_are_one() -> None:
    assert len(list(SearchedText("a x a y z").ranges(Evidence(exact="a … z")))) == 1
    assert len(list(SearchedText("a x z and a y z").ranges(Evidence(exact="a … z")))) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [("nine thousand, about", 3), ("朝鲜向俄罗斯派遣了", 5), ("ﷺ", 4), ("ส่งทหารไป", 3), ("F-16 12 000", 3), ("。", 1)],
)
def test_words_are_counted_in_every_script(text: str, count: int) -> None:
    assert count_words(text) == count


def test_what_is_ignored_is_what_unicode_says() -> None:
    icu = pytest.importorskip("icu")
    quotes = set(icu.UnicodeSet("[:Quotation_Mark:]"))
    assert quotes - set(normal_form.QUOTES) == set()
    ignored = icu.UnicodeSet("[:Default_Ignorable_Code_Point:]")
    assert [c for c in ignored if not normal_form._IGNORED.match(c)] == []
    scripts = icu.UnicodeSet("[[:Thai:][:Lao:][:Khmr:][:Hani:][:Hira:][:Kana:]&[:Alphabetic:]]")
    assert [c for c in scripts if unicodedata.normalize("NFKC", c) == c and not is_spaceless(c)] == []
