"""A briefing's sources for reference managers, read back by real readers: pybtex, rispy and a CSL processor."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry as BibEntry  # type: ignore[import-untyped]
from pybtex.database import parse_string
from pybtex.richtext import Text  # type: ignore[import-untyped]

from briefings.export.bibliography import BibliographyEntry, bibtex, csl_json, ris
from briefings.model import edtf
from tests import mini

HOSTILE = (
    "</script><b>a</b> & \"q\" 'r' {x} }{ \\ \\textbf{y} 100 % $d$ #1 _u ^v ~w `s` @article{k, title = {z}} "
    "-- --- '' << >> ,, ER  - TY  - NEWS and Å é Ж 한 „“ –"
)


def entry(**changes: Any) -> BibliographyEntry:
    fields: dict[str, Any] = {
        "key": "some-article",
        "title": "A title",
        "container": "An outlet",
        "authors": (),
        "section": None,
        "page": None,
        "date": None,
        "read": None,
        "language": "sv",
        "url": None,
        "archived_url": None,
        "notes": ("A note",),
    }
    return BibliographyEntry(**{**fields, **changes})


def spaced(text: str) -> str:
    return " ".join(text.split())


# BibTeX

TEX = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textasciigrave": "`",
}


def typeset(tex: str) -> str:
    """Return what TeX shows: commands become signs, braces vanish. Fails on what TeX would not show as a letter."""
    shown = re.sub(r"\\([a-z]+)\{\}", lambda command: f"\0{ord(TEX[command[1]]):x};", tex)
    shown = re.sub(r"\\([$&#%_])", lambda sign: f"\0{ord(sign[1]):x};", shown)
    assert not re.search(r"[\\$&#%_^~`]", shown), tex
    assert not re.search(r"--|''|<<|>>|,,", shown), "TeX would make one sign of two"
    return re.sub("\0([0-9a-f]+);", lambda code: chr(int(code[1], 16)), re.sub(r"[{}]", "", shown))


def bib(*entries: BibliographyEntry) -> Mapping[str, BibEntry]:
    return dict(parse_string(bibtex(entries).decode("utf-8"), "bibtex").entries)


def test_bibtex_has_an_article_with_its_outlet_authors_and_date() -> None:
    given = entry(
        authors=("Eva Ek", "Bo & Co"),
        date=edtf.parse("2023-10-16"),
        url="https://a.example/?a=1&b=%20_~#c",
        notes=("Translation of: B (b)", "Summary: https://c.example/"),
    )
    assert bibtex([given]).decode("utf-8") == (
        "@article{some-article,\n"
        "  author = {{Eva Ek} and {Bo \\& Co}},\n"
        "  title = {{A title}},\n"
        "  journal = {{An outlet}},\n"
        "  date = {2023-10-16},\n"
        "  year = {2023},\n"
        "  month = oct,\n"
        "  language = {sv},\n"
        "  url = {https://a.example/?a=1&b=%20_~#c},\n"
        "  note = {Translation of: B (b). Summary: https://c.example/},\n"
        "}\n"
    )
    found = bib(given)["some-article"]
    assert found.type == "article"
    assert [typeset(str(person)) for person in found.persons["author"]] == ["Eva Ek", "Bo & Co"]
    assert found.fields["month"] == "October"
    assert found.fields["url"] == given.url


def test_an_article_of_an_unknown_outlet_is_no_article_of_a_journal() -> None:
    assert bib(entry(container=None))["some-article"].type == "misc"


def test_bibtex_keeps_letters_of_every_language() -> None:
    title = "Färjorna: 9 000 – „ja“ Ж 한국 №"
    field = bib(entry(title=title))["some-article"].fields["title"]
    assert typeset(field) == title
    assert str(Text.from_latex(field)) == title


@pytest.mark.parametrize(
    ("date", "fields"),
    [
        ("2023-10-16", {"date": "2023-10-16", "year": "2023", "month": "October"}),
        ("2023-10", {"date": "2023-10", "year": "2023", "month": "October"}),
        ("2024-11-11?", {"date": "2024-11-11?", "year": "2024", "month": "November"}),
        ("2022~", {"date": "2022~", "year": "2022"}),
        ("2024-21", {"date": "2024-21", "year": "2024"}),
        ("-0043-03", {"date": "-0043-03"}),
        ("Y12000", {"date": "Y12000"}),
        ("202X", {"date": "202X"}),
        ("2022-08/..", {"date": "2022-08/.."}),
        ("2023-09-07/2023-10-01", {"date": "2023-09-07/2023-10-01"}),
    ],
)
def test_bibtex_gives_a_date_as_exactly_as_it_is_known(date: str, fields: Mapping[str, str]) -> None:
    found = bib(entry(date=edtf.parse(date)))["some-article"].fields
    assert {name: found[name] for name in ("date", "year", "month") if name in found} == fields


# RIS


def records(*entries: BibliographyEntry) -> list[Mapping[str, Any]]:
    text = ris(entries).decode("utf-8")
    assert text.count("\r\n") == text.count("\n") == text.count("\r"), "each line ends in a carriage return and a line feed"
    found: list[Mapping[str, Any]] = rispy.loads(text.replace("\r\n", "\n"))
    return found


def test_ris_has_an_article_with_its_outlet_authors_and_date() -> None:
    given = entry(
        authors=("Eva Ek", "Bo Berg"),
        date=edtf.parse("2023-10-16"),
        url="https://a.example/?a=1;b=2",
        archived_url="https://archive.example/1",
        notes=("One", "Two"),
    )
    assert ris([given]).decode("utf-8").splitlines() == [
        "TY  - NEWS",
        "ID  - some-article",
        "AU  - Eva Ek",
        "AU  - Bo Berg",
        "TI  - A title",
        "T2  - An outlet",
        "PY  - 2023",
        "DA  - 2023/10/16/",
        "LA  - sv",
        "UR  - https://a.example/?a=1%3Bb=2",
        "L2  - https://archive.example/1",
        "N1  - One",
        "N1  - Two",
        "ER  - ",
    ]
    [found] = records(given)
    assert found["authors"] == ["Eva Ek", "Bo Berg"]
    assert found["urls"] == ["https://a.example/?a=1%3Bb=2"]


@pytest.mark.parametrize(
    ("date", "lines"),
    [
        ("2023-10", ["PY  - 2023", "DA  - 2023/10//"]),
        ("2023", ["PY  - 2023", "DA  - 2023///"]),
        ("2024-11-11?", ["PY  - 2024", "DA  - 2024/11/11/2024-11-11?"]),
        ("2024-21", ["PY  - 2024", "DA  - 2024///2024-21"]),
        ("2022-08/..", ["DA  - 2022///2022-08/.."]),
        ("../2022-08", ["DA  - ///../2022-08"]),
        ("202X", ["DA  - ///202X"]),
        ("-0043-03", ["DA  - ///-0043-03"]),
        ("0000/..", ["DA  - ///0000/.."]),
        ("Y12000", ["DA  - ///Y12000"]),
    ],
)
def test_ris_gives_a_date_as_exactly_as_it_is_known(date: str, lines: list[str]) -> None:
    found = ris([entry(date=edtf.parse(date))]).decode("utf-8").splitlines()
    assert [line for line in found if line[:2] in ("PY", "DA")] == lines


# CSL-JSON


def csl(*entries: BibliographyEntry) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(csl_json(entries))
    return found


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("2023-10-16", {"date-parts": [[2023, 10, 16]]}),
        ("2023-10", {"date-parts": [[2023, 10]]}),
        ("2024-11-11?", {"date-parts": [[2024, 11, 11]], "circa": True}),
        ("2022~", {"date-parts": [[2022]], "circa": True}),
        ("2024-23", {"date-parts": [[2024]], "season": 3}),
        ("2023-09-07/2023-10-01", {"date-parts": [[2023, 9, 7], [2023, 10, 1]]}),
        ("2023-21/2023-22", {"literal": "2023-21/2023-22"}),
        ("2022-08/..", {"literal": "2022-08/.."}),
        ("1985/", {"literal": "1985/"}),
        ("../..", {"literal": "../.."}),
        ("202X", {"literal": "202X"}),
        ("0079", {"date-parts": [[79]]}),
        ("0000", {"literal": "0000"}),
        ("-0043-03-15", {"literal": "-0043-03-15"}),
        ("-0099/-0043", {"literal": "-0099/-0043"}),
        ("Y12000", {"literal": "Y12000"}),
    ],
)
def test_csl_gives_a_date_as_exactly_as_it_is_known(date: str, issued: Mapping[str, Any]) -> None:
    assert csl(entry(date=edtf.parse(date)))[0]["issued"] == issued


@pytest.mark.parametrize(("text", "year"), [("-0333", -333), ("0000", 0), ("Y170002", 170002)])
def test_a_year_of_other_than_four_digits_stands_as_edtf(text: str, year: int) -> None:
    moment = edtf.Moment(year)
    given = entry(date=edtf.Date(text, moment, moment))
    assert csl(given)[0]["issued"] == {"literal": text}
    fields = bib(given)["some-article"].fields
    assert (fields["date"], "year" in fields) == (text, False)
    assert [line for line in ris([given]).decode("utf-8").splitlines() if line[:2] in ("PY", "DA")] == [f"DA  - ///{text}"]


def test_csl_leaves_out_what_is_not_known() -> None:
    assert csl(entry(container=None)) == [
        {"id": "some-article", "type": "webpage", "title": "A title", "language": "sv", "note": "A note"}
    ]


def rendered(items: list[dict[str, Any]]) -> list[str]:
    """Return a bibliography as a CSL processor writes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the processor's own doing, at its first import
        from citeproc import (  # type: ignore[import-untyped]
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        return [str(line) for line in bibliography.bibliography()]


def test_a_csl_processor_writes_a_bibliography() -> None:
    items = csl(
        entry(authors=("Eva Ek",), date=edtf.parse("2023-10-16"), url="https://a.example/?b=1"),
        entry(key="second", title="Zwei", container=None, date=edtf.parse("2024")),
    )
    assert rendered(items) == [
        "Eva Ek (2023) “A title”, An outlet, 16 October. Available at: https://a.example/?b=1.",
        "Zwei (2024) Zwei.",
    ]


# Whatever an article is called

LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn"))
LINES = st.text(LETTERS, min_size=1, max_size=60).map(spaced).filter(bool)
"""Texts of one line, as content has them."""


def holds(title: str, outlet: str, author: str) -> None:
    given = entry(title=title, container=outlet, authors=(author, "Second"), notes=(title,))
    found = bib(given, entry(key="next"))
    assert list(found) == ["some-article", "next"]
    fields = found["some-article"].fields
    assert [spaced(typeset(fields[name])) for name in ("title", "journal", "note")] == [title, outlet, title]
    assert [spaced(typeset(str(person))) for person in found["some-article"].persons["author"]] == [author, "Second"]
    first, second = records(given, entry(key="next"))
    assert (first["title"], first["secondary_title"], first["authors"]) == (title, outlet, [author, "Second"])
    assert second["id"] == "next"
    item = csl(given)[0]
    assert (item["title"], item["container-title"], item["author"][0]) == (title, outlet, {"literal": author})


def test_hostile_titles_names_and_notes_stay_what_they_are() -> None:
    holds(spaced(HOSTILE), spaced(HOSTILE), spaced(HOSTILE))
    assert records(entry(title=HOSTILE))[0]["title"] == csl(entry(title=HOSTILE))[0]["title"] == HOSTILE
    assert HOSTILE in rendered(csl(entry(title=HOSTILE)))[0]


@given(LINES, LINES, LINES)
def test_any_title_name_and_note_stays_what_it_is(title: str, outlet: str, author: str) -> None:
    holds(title, outlet, author)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028", "\x85", "\v"])
def test_a_line_break_starts_no_field(ending: str) -> None:
    title = f"A{ending}ER  - {ending}TY  - BOOK"
    [found] = records(entry(title=title))
    assert found["title"] == "A ER  -  TY  - BOOK"
    assert bib(entry(title=title))["some-article"].fields["title"] == "{A ER - TY - BOOK}"
    assert csl(entry(title=title))[0]["title"] == title


def test_a_command_behind_a_brace_is_taken_for_no_accent() -> None:
    assert b"title = {{{}\\textbackslash{}A}}" in bibtex([entry(title="\\A")])


# The sources of a site's briefings


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sources of the briefing in the site `two-locales`; one article there has no title."""
    site = mini.copy_site("two-locales", tmp_path_factory.mktemp("sources") / "project")
    mini.overlay(site, {"content/articles/ferry-late/article.yaml": {"replace": {"title: Ferries late\n": ""}}})
    return mini.built(site) / "data" / "briefings" / "ferries"


def test_a_briefings_sources_are_the_articles_that_it_cites(sources: Path) -> None:
    items = json.loads((sources / "sources.json").read_bytes())
    assert [item["id"] for item in items] == ["ferry-delayed", "ferry-late"]
    assert items[0] == {
        "id": "ferry-delayed",
        "type": "article-newspaper",
        "title": "Färjorna till Utö försenade",
        "container-title": "Kustbladet",
        "author": [{"literal": "Eva Ek"}, {"literal": "Bo Berg"}],
        "issued": {"date-parts": [[2024, 3, 5]]},
        "language": "sv",
        "URL": "https://kustbladet.example/farjorna",
        "note": "Summary: https://two.example/press/en/articles/ferry-delayed/",
    }
    bibliography = parse_string((sources / "sources.bib").read_text("utf-8"), "bibtex")
    assert list(bibliography.entries) == ["ferry-delayed", "ferry-late"]
    assert [record["id"] for record in rispy.loads((sources / "sources.ris").read_text("utf-8"))] == [
        "ferry-delayed",
        "ferry-late",
    ]


def test_an_article_without_a_title_goes_under_the_desks_in_brackets(sources: Path) -> None:
    item = json.loads((sources / "sources.json").read_bytes())[1]
    assert item["title"] == "[A translation of the report on the ferries]"
    assert item["note"] == (
        "Translation of: Färjorna till Utö försenade (ferry-delayed) (inferred). "
        "Date of publication not known; within 2024-03-05/.. (EDTF). "
        "Summary: https://two.example/press/en/articles/ferry-late/"
    )
    assert "issued" not in item


def test_the_sources_of_the_real_site_are_written_by_a_csl_processor(site: Path) -> None:
    items = json.loads((site / "data/briefings/partnership/sources.json").read_bytes())
    lines = rendered(items)
    assert len(lines) == len(items) == 5
    assert "EM24 EuropMedia (2023) “Nordkoreanske våpenleveranser til Russland”, EM24 EuropMedia, 16 October." in lines
