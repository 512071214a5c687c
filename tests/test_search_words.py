"""Which words find a page: in editions of unlike scripts, names in each spelling, and words within text that has no blanks."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from briefings import index_words, search
from briefings.build import build, prepare
from briefings.index_words import MARK, THREE_LETTERS, TWO_LETTERS, added_words
from briefings.localise import messages
from tests import mini
from tests.conftest import Serve, Tab

# What is added to a page


def searchable(page: str) -> str:
    return index_words.searchable(page.encode("utf-8")).decode("utf-8")


@pytest.mark.parametrize(
    ("word", "added"),
    [
        ("Łukasz", "Lukasz"),
        ("Søren", "Soren"),
        ("Đorđe", "Dorde"),
        ("Großmacht", "Grossmacht"),
        ("STRAẞE", "STRASSE"),
        ("Ægir", "AEgir"),
        ("ılık", "ilik"),
        ("Þórður", "THordur"),
        ("Ħal", "Hal"),
        ("œuvre", "oeuvre"),
        ("Əliyev", "Eliyev"),
        ("Oʻzbekiston", "O'zbekiston"),
        ("ﬁnance", "finance"),
        ("ＦＵＬＬ", "FULL"),
        ("№1", "No1"),
        ("مـحمد", "محمد"),
        # Pagefind does these itself.
        ("Malmö", ""),
        ("Malmo\u0308", ""),
        ("naïve", ""),
        ("O’Neill", ""),
        ("AT&T", ""),
        ("C++", ""),
        ("السَّلام", ""),
        ("Владивосток", ""),
        ("שָׁלוֹם", ""),
        ("ಕನ್ನಡ", ""),
        ("हिन्दी", ""),
        # Text without blanks.
        ("派遣", "派遣 遣"),
        ("兵", "兵"),
        ("北朝鮮は", "北朝 朝鮮 鮮は は"),
        ("兵士1万2000人", "兵士 士 万 人 1 2000"),
        ("F-16戦闘機", "戦闘 闘機 機 F-16"),
        ("金・正恩", "金 正恩 恩 ."),
        ("ｶﾞｿﾘﾝ", "ガソ ソリ リン ン"),
        ("병사를", "병사 사를 를"),
        ("ทหาร", "ทหา หาร าร ร"),
        ("កងទ័ព", "កងទ ងទ័ ទ័ព ័ព ព"),
        ("𠮷野", "𠮷野 野"),
    ],
)
def test_a_word_is_found_by_more_than_itself(word: str, added: str) -> None:
    found = list(added_words(word))
    assert [each for each in found if any(map(str.isalnum, each))] == [each for each in added.split() if each != "."]


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_is_taken(text: str) -> None:
    made = searchable(f"{HEAD}<h1>{text}</h1></main>")
    assert made.startswith(KEPT)
    assert made.endswith("</main>")
    assert "\u200b" not in made


HEAD = '<html lang="en"><head></head><main class="a" data-pagefind-body data-kind="x">'
KEPT = HEAD.replace("<head></head>", "")


def test_a_page_that_is_not_searched_is_left_as_it_is() -> None:
    for page in ("<main><h1>派遣 Łukasz</h1></main>", "", "<main data-pagefind-body>派"):
        assert searchable(page) == page


def test_what_is_not_searched_is_left_out_but_for_metadata() -> None:
    ignored = '<aside data-pagefind-ignore><b data-pagefind-meta="author">A</b></aside>'
    page = (
        '<!doctype html><html lang="en"><head><meta><title>T</title><script>派</script></head><body><nav>Łukasz</nav>'
        f"<main data-pagefind-body><h1>Malmö &amp; data-pagefind-ignore</h1>{ignored}<p data-pagefind-ignore>b</p>"
        "<i data-pagefind-ignore>c<i>d</i><i\n>d</i></i><img data-pagefind-ignore alt=''>e</main><footer>f</footer></body>"
    )
    start = '<!doctype html><html lang="en"><title>T</title><main data-pagefind-body><h1>Malmö &amp; data-pagefind-ignore</h1>'
    assert searchable(page) == f"{start}{ignored}e</main>"


@pytest.mark.parametrize(
    "page",
    [
        '<html lang="en"><head></head><main data-pagefind-body><ul><li data-pagefind-ignore>a<li>b</ul></main>',
        '<html lang="en"><head><meta data-pagefind-meta="a[content]" content="a"></head><main data-pagefind-body>b</main>',
        '<html lang="en"><main data-pagefind-body>b</main><footer>c</footer></html>',
        '<html lang="en"><head></head><main data-pagefind-body>b</main><p data-pagefind-filter="a">c</p></html>',
        '<html lang="en"><main data-pagefind-body><!-- data-pagefind-ignore --><P data-pagefind-ignore>a</P></main>',
    ],
)
def test_of_a_template_of_somebody_else_s_nothing_is_left_out_that_counts(page: str) -> None:
    assert searchable(page).replace("<head></head>", "") == page.replace("<head></head>", "")


def test_words_stand_behind_the_text_and_those_of_the_title_weigh_as_the_title() -> None:
    text = "<h1>Łukasz</h1><p>Søren Łukasz A&lt;ø&gt;</p>"
    added = f'<p data-pagefind-weight="7">{MARK} Lukasz</p><p>Soren A&lt;o&gt;</p>'
    assert searchable(f"{HEAD}{text}</main><footer>ø</footer>") == f"{KEPT}{text}{added}</main>"


def test_what_is_not_indexed_adds_no_word() -> None:
    ignored = '<section data-pagefind-ignore><section><p>派遣</p></section><p data-pagefind-meta="a">Łukasz</p></section>'
    page = f'{HEAD}<h1>ø</h1>{ignored}<p>Þór</p><dl><div data-pagefind-ignore="all"><div>ß</div>ł</div><div>œ</div></dl></main>'
    assert searchable(page).partition(MARK)[2] == " o</p><p>THor oe</p></main>"


def test_zero_width_spaces_and_the_mark_itself_are_not_indexed() -> None:
    page = f"{HEAD}<h1>zero\u200bwidth</h1><p>a{MARK}b</p></main>"
    assert searchable(page) == f"{KEPT}<h1>zerowidth</h1><p>ab</p></main>"


@pytest.mark.parametrize(
    "text", ["派" * 60_000, "ø" * 60_000, "<p data-pagefind-ignore>" * 9_000 + "ø", "ø <p " * 9_000, "ø " * 30_000]
)
def test_words_are_added_in_time_that_is_linear(text: str) -> None:
    made = searchable(f"{HEAD}{text}</main>")
    assert len(made) < 20 * len(text) + 1000


def test_the_script_has_the_same_letters(project: Path) -> None:
    script = (project / "templates" / "static" / "search.js").read_text("utf-8")
    for name, letters in (("TWO_LETTERS", TWO_LETTERS), ("THREE_LETTERS", THREE_LETTERS)):
        found = re.search(rf"const {name} =\s*((?:\"[^\"]*\"[\s+]*)+);", script)
        assert found is not None
        written = "".join(re.findall(r'"([^"]*)"', found[1])).replace("\\\\", "\\")
        assert re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: rf"\U{int(code[1], 16):08x}", written) == letters
    assert f'MARK = "\\u{ord(MARK):04x}"' in script
    plain = re.search(r"const PLAIN = \{ (.*) \};", script)
    assert plain is not None
    for letter, written in re.findall(r'(\w): "(\w+)"', plain[1]):
        assert index_words.plain_letters(letter) == written


def test_the_letters_are_those_of_scripts_without_blanks() -> None:
    two, three = re.compile(f"[{TWO_LETTERS}]"), re.compile(f"[{THREE_LETTERS}]")
    for code in range(0x20000):
        sign = chr(code)
        name = unicodedata.name(sign, "")
        if unicodedata.category(sign) == "Lo" and unicodedata.normalize("NFKC", sign) == sign:
            if name.startswith(("CJK ", "HIRAGANA ", "KATAKANA ", "HANGUL SYLLABLE", "BOPOMOFO ")) and code < 0x10000:
                assert two.match(sign), name
            if name.startswith(("THAI ", "LAO ", "KHMER LETTER", "MYANMAR LETTER", "TIBETAN LETTER")):
                assert three.match(sign), name
        if unicodedata.category(sign)[0] in "ZP":
            assert not two.match(sign) and not three.match(sign), name


def test_the_version_of_icu_is_part_of_the_fingerprint_of_the_cache(project: Path) -> None:
    # `fingerprint_of_code` takes the versions of all that is required on every machine.
    required = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert [line for line in required if line.startswith("pyicu") and ";" not in line]


# What a reader finds

LOCALES = ("en", "sv", "ja", "zh-Hant")
ENTITIES: Mapping[str, Mapping[str, str]] = {
    "volodymyr": {"en": "Volodymyr Zelenskyy", "sv": "Volodymyr Zelenskyj", "ja": "ゼレンスキー大統領"},
    "oleksandr": {"en": "Oleksandr Syrskyy"},
    "lukasz": {"en": "Łukasz Wiśniewski"},
    "soren": {"en": "Søren Ærø"},
    "thordur": {"en": "Þórður Ólafsson"},
    "dorde": {"en": "Đorđe Đukić"},
    "isik": {"en": "Işık Çağlar"},
    "uzbek": {"en": "Oʻzbekiston"},
    "malmo": {"en": "Malmö"},
}
TITLES: Mapping[str, str] = {
    "japanese": "北朝鮮は兵士1万2000人をロシアに派遣",
    "chinese": "朝鮮向俄羅斯派遣了一萬二千名士兵",
    "korean": "북한군 병사를 러시아에 파견",
    "thai": "เกาหลีเหนือส่งทหารไปรัสเซีย",
    "khmer": "កូរ៉េខាងជើងបញ្ជូនទាហានទៅរុស្ស៊ី",
    "arabic": "السَّلامُ عَلَيْكُم",
    "hebrew": "שָׁלוֹם לצה״ל",
    "russian": "Владивосток и ёлка",
    "signs": "São Paulo: O'Neill’s naïve F-16 in C++ at AT&T, #MeToo, 12,000 e-mail, Großmacht, ﬁnal",
}
LANGUAGES = dict(zip(TITLES, ("ja", "zh-Hant", "ko", "th", "km", "ar", "he", "ru", "en"), strict=True))
FOUND: Mapping[str, tuple[str, ...]] = {
    "entities/volodymyr": ("Zelenskyy", "zelenskyj", "Zelensky", "Selenskyj", "ゼレンスキー", "大統領", "volodymyr zelensky"),
    "entities/oleksandr": ("Syrskyy", "Syrsky", "syrsk", "oleksandr syrsky"),
    "entities/lukasz": ("Łukasz", "Lukasz", "lukasz wisniewski", "ŁUKASZ", "Wiśniewski", "Lukas", "łukasz wisniewski"),
    "entities/soren": ("Søren", "Soren", "aero", "Ærø", "SØREN", "soren ærø"),
    "entities/thordur": ("Þórður", "Thordur", "olafsson"),
    "entities/dorde": ("Dorde", "Đorđe", "dukic"),
    "entities/isik": ("isik", "Işık", "caglar"),
    "entities/uzbek": ("Ozbekiston", "O'zbekiston", "Oʻzbekiston", "Oʼzbekiston"),
    "entities/malmo": ("Malmö", "Malmo", "MALMO\u0308"),
    "articles/japanese": ("派遣", "兵士", "北朝鮮", "朝鮮", "ロシア", "2000", "北朝鮮は兵士1万2000人をロシアに派遣",
                          "兵士 派遣", "ﾛｼｱ", '"派遣"'),
    "articles/chinese": ("士兵", "派遣", "俄羅斯", "朝鮮向俄羅斯", "一萬二千名"),
    "articles/korean": ("병사", "병사를", "북한군", "러시아", "파견"),
    "articles/thai": ("ทหาร", "ส่ง", "รัสเซีย", "เกาหลีเหนือ"),
    "articles/khmer": ("ទាហាន", "រុស្ស៊ី"),
    "articles/arabic": ("السلام", "السَّلام", "عليكم"),
    "articles/hebrew": ("שלום", "שָׁלוֹם", "לצה״ל", 'לצה"ל'),
    "articles/russian": ("владивосток", "ВЛАДИВОСТОК", "елка", "ёлка"),
    "articles/signs": ("São", "Sao", "naïve", "naive", "O'Neill", "O’Neill", "F-16", "C++", "AT&T", "#MeToo", "MeToo", "12,000",
                       "e-mail", "Großmacht", "Grossmacht", "final", "paulo sao"),
}  # fmt: skip
NOT_FOUND: Mapping[str, tuple[str, ...]] = {
    "articles/japanese": ("士兵", "兵士 士兵", "露西亜"),
    "articles/chinese": ("兵士", "ロシア"),
    "articles/thai": ("อากาศ",),
    "entities/lukasz": ("Lukaschenko", "Lucasz"),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in four locales, two of which borrow the English interface."""
    with pytest.MonkeyPatch.context() as patch:
        shipped = messages.catalogue_file
        patch.setattr(messages, "catalogue_file", lambda locale: shipped(locale if locale in ("en", "sv") else "en"))
        site = mini.copy_site("two-locales", tmp_path_factory.mktemp("words") / "project")
        mini.overlay(site, {"mkdocs.yml": {"replace": {"locales: [en, sv]": f"locales: [{', '.join(LOCALES)}]"}}})
        for name, names in ENTITIES.items():
            write(site, f"entities/{name}", {"kind": "person", "names": names})
        for name, title in TITLES.items():
            facts = {"language": LANGUAGES[name], "title": title, "origin": {"kind": "own"}, "entities": list(ENTITIES)}
            spelt = {"spellings": {"volodymyr": ["Zelensky", "Selenskyj"]}} if name == "signs" else {}
            write(site, f"articles/{name}/article", {**facts, **spelt})
            for locale in LOCALES:
                text = {"headline": f"Headline of {name}", "summary": "Text.", "key_points": ["A point."]}
                write(site, f"articles/{name}/{locale}", text)
        settings = mini.settings(site)
        build(prepare(settings), settings, {}, site / "site")
    return site / "site"


def write(site: Path, name: str, record: Mapping[str, Any]) -> None:
    file = site / "content" / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(dict(record), allow_unicode=True, width=10_000), "utf-8")


@pytest.fixture(scope="module")
def address(published: Path, serve: Serve) -> str:
    return serve(published)


def found(page: Page, words: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses that are found and what is shown of each."""
    page.evaluate("() => { for (const id of ['#Results', '#Status']) document.querySelector(id).replaceChildren(); }")
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\w[^…]*$"))  # not that it is searching
    expect(page).to_have_url(re.compile(r"\?q="))
    for item in page.locator(".results li").all():
        yield str(item.locator("a").evaluate("link => link.pathname")), item.inner_text()


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_words_find_their_pages_and_no_others(tab: Tab, address: str, locale: str) -> None:
    missed, wrong, garbage = [], [], []
    with tab(address) as page:
        page.goto(f"{address}{locale}/search/")
        for path, queries in {**FOUND, **{path: () for path in NOT_FOUND if path not in FOUND}}.items():
            for words in (*queries, *NOT_FOUND.get(path, ())):
                results = dict(found(page, words))
                is_found = f"/{locale}/{path}/" in results
                if words in queries and not is_found:
                    missed.append((path, words))
                if words not in queries and is_found:
                    wrong.append((path, words))
                garbage += [text for text in results.values() if MARK in text]
    assert (missed, wrong, garbage) == ([], [], [])


@pytest.mark.slow
def test_what_is_found_within_text_without_blanks_is_shown_and_marked(tab: Tab, address: str) -> None:
    with tab(address) as page:
        page.goto(f"{address}en/search/")
        for words, path, marked in (("派遣", "japanese", "派遣"), ("Lukasz", None, "Łukasz"), ("ทหาร", "thai", "ทหาร")):
            list(found(page, words))
            name = re.compile(f"Headline of {path}") if path else "Łukasz Wiśniewski"
            result = page.locator(".results li").filter(has=page.get_by_role("link", name=name)).first
            if path:
                expect(result.locator("mark").first).to_have_text(marked)


@pytest.mark.slow
def test_published_pages_have_none_of_the_added_words(published: Path) -> None:
    for path in mini.pages(published):
        if path not in ("", "404.html"):
            page = BeautifulSoup((published / path / "index.html").read_bytes(), "html.parser")
            assert MARK not in page.get_text(), path
            assert "Lukasz Wi" not in page.get_text(), path


@pytest.mark.slow
def test_what_is_left_out_makes_no_difference(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {path: (published / path / "index.html").read_bytes() for path in mini.pages(published) if path.startswith("en/")}
    searched = {path: html for path, html in pages.items() if b"data-pagefind-body" in html}
    monkeypatch.setattr(index_words, "_added", lambda seen: "")
    made = search.index("en", searched.items())
    monkeypatch.setattr(index_words, "searchable", lambda page: page)
    assert search.index("en", searched.items()) == made


@pytest.mark.slow
def test_the_same_pages_make_the_same_bundle_again(published: Path) -> None:
    for locale in ("ja", "en"):
        pages = {
            path: (published / path / "index.html").read_bytes()
            for path in mini.pages(published)
            if path.startswith(f"{locale}/")
        }
        searched = {path: html for path, html in pages.items() if b"data-pagefind-body" in html}
        assert search.index(locale, searched.items()) == search.index(locale, reversed([*searched.items()]))
