"""Whether a name stands in a passage, in the forms that languages give names, and in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.evidence.names import names_of, stands
from briefings.model.records import Entity
from tests import mini

PERSONS = [
    ("John Kirby", "sa Kirby at de hadde levert", True),
    ("John Kirby", "i Kirbys uttalelse", True),
    ("John Kirby", "KIRBY SAYS", True),
    ("John Kirby", "according to Kirby's office", True),
    ("John Kirby", "Kirbyn mukaan, Kirbyltä", True),
    ("John Kirby", "kaasista Kirbyltäkin puhuttiin, ja John", True),
    ("John Kirby", "the spokesman said", False),
    ("John Kirby", "Kirbymaschinenfabrik", False),
    ("Kim Jong Un", "said Kim", True),
    ("Kim Jong Un", "according to the kimono maker", False),
    ("Li Na", "said Li", False),
    ("Ursula von der Leyen", "von der Kommission", False),
    ("Ursula von der Leyen", "Präsidentin von der Leyens Rede", True),
    ("Владимир Путин", "по словам Путина", True),
    ("Владимир Путин", "заявил президент", False),
    ("Анна Иванова", "по словам Ивановой", True),
    ("Владимир Зеленский", "по словам Зеленского", True),
    ("Володимир Зеленський", "за словами Зеленського", True),
    ("Antti Häkkänen", "Häkkäsen mukaan", True),
    ("Matti Virtanen", "Virtaselta kysyttiin", True),
    ("Matti Virtanen", "vesi virtaa", False),
    ("Владимир Зеленский", "заявил президент", False),
    ("🙂", "a smile 🙂", False),
    ("김정은", "김정은은 말했다", True),
    ("김정은", "김정은 위원장이라고", True),
    ("김정은", "김정일은 말했다", False),
    ("习近平", "主席习近平表示", True),
    ("岸田 文雄", "岸田首相は", True),
    ("ジョン・カービー", "カービー報道官は", True),
    ("ジョン・カービー", "報道官は", False),
    ("محمد بن سلمان", "قال محمد", True),
    ("سلمان", "وقال وسلمان", True),
    ("בנימין נתניהו", "לנתניהו אמר", True),
    ("नरेन्द्र मोदी", "मोदी ने कहा", True),
    ("นายก ประยุทธ์", "ประยุทธ์กล่าวว่า", True),
]
OTHERS = [
    ("Russland", "Russlands Generalstabschef", True),
    ("Russia", "Russian officials", True),
    ("Россия", "представители России", True),
    ("Белый дом", "представитель Белого дома", True),
    ("Следственный комитет", "в Следственном комитете", True),
    ("Белый дом", "представитель дома", False),
    ("!", "Yes we can", False),
    ("Rosja", "w Rosji", True),
    ("Iran", "in Iraq", False),
    ("North Korea", "North Korean state media", True),
    ("North Korea", "South Korean state media", False),
    ("Auswärtiges Amt", "laut dem Auswärtigen Amt", True),
    ("Institute for National Unification", "Institute of National Unification", True),
    ("the sanctions monitoring group", "the sanctions group", False),
    ("Foreign Ministry of North Korea", "North Korea's Foreign Ministry", True),
    ("AFP", "reported by AFP", True),
    ("NATO", "Nato-sjefen, Natos", True),
    ("UN", "FN og un autre", False),
    ("US", "told us", False),
    ("US", "the U.S. said", True),
    ("US", "US-amerikanisch", True),
    ("taz", "wie die taz schreibt", True),
    ("NATO", "NATOの加盟国", True),
    ("北朝鮮", "報道によると北朝鮮は", True),
    ("الولايات المتحدة", "قال للولايات المتحدة", True),
    ("روسيا", "وروسيا تقول", True),
    ("Türkiye", "Türkiye’nin açıklaması", True),
    ("Кот-дʼІвуар", "уряд Кот-д’Івуару", True),
]


@pytest.mark.parametrize(("name", "words", "expected"), PERSONS)
def test_of_a_person_one_word_of_the_name_is_enough(name: str, words: str, expected: bool) -> None:
    assert stands(name, words, is_person=True) is expected


@pytest.mark.parametrize(("name", "words", "expected"), OTHERS)
def test_of_others_each_word_that_tells_the_name_stands_there(name: str, words: str, expected: bool) -> None:
    assert stands(name, words, is_person=False) is expected


@given(st.text(min_size=1), st.text(), st.booleans())
def test_any_text_can_be_a_name_or_a_passage(name: str, words: str, is_person: bool) -> None:
    assert stands(name, words, is_person=is_person) in (True, False)


@given(
    st.lists(
        st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=3, max_size=9), min_size=1, max_size=3
    )
)
def test_a_name_stands_where_it_is_written_out(words: list[str]) -> None:
    name = " ".join(words)
    assert stands(name, f"1 {name}, 2", is_person=False)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nb", ["Storbritannia"]),
        ("en", ["United Kingdom", "UK"]),
        ("he", ["בריטניה"]),
        ("tlh", []),
    ],
)
def test_a_country_is_called_as_cldr_calls_it_in_the_articles_language(language: str, expected: list[str]) -> None:
    assert list(names_of(mini.record(Entity, kind="place", country="GB"), (), language)) == expected


def test_spellings_and_all_names_are_names() -> None:
    entity = mini.record(Entity, kind="person", names={"en": "Valery Gerasimov", "sv": "Valerij Gerasimov"})
    assert list(names_of(entity, ["Waleri Gerassimow"], "da")) == ["Waleri Gerassimow", "Valery Gerasimov", "Valerij Gerasimov"]
