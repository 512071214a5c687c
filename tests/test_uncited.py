"""What is said without a source: citations that are none, and parts of a body that cite nothing."""

from __future__ import annotations

import time

import pytest

from briefings import markup

ARTICLES = {"danube", "ferry-late"}


def near(text: str) -> list[str]:
    return [found.word for found in markup.near_citations(text, ARTICLES, may_cite=True)]


@pytest.mark.parametrize(
    "written",
    [
        *("[danube:slower]", "[ danube:slower ]", "[danube: slower]", "[danube::slower]", "[Danube:Slower]", "[danube]"),
        *("[danube:slower; other:claim]", "[danube:slower, other:claim]", "[danube@slower]", "[[danube]]", "[[any words]]"),
        *("[ferry-lat:slower]", "[ferry-lat: slower]", "[Danube: slower]", "[breaking:news]"),
        *("[^1]", "[^note]", "^[A note within the text.]", "[see @danube]", "[see @danube:slower, p. 3]", "[-@danube]"),
        *("［@danube］", "【@danube】", "[＠danube]", r"\cite{danube}", r"\parencite{danube}", r"\footnote{It is.}"),
        *(
            "{{cite|danube}}",
            "{{ cite danube }}",
            "@danube",
            "@ferry-late",
            "[danube, p. 3]",
            "(danube:slower)",
            "(danube: slower)",
        ),
    ],
)
@pytest.mark.parametrize("around", ["It fell {}.", "{} fell.", "It fell\n{}\nthen.", "It ({}) fell", "- {}", "> said {}"])
def test_what_looks_like_a_citation_is_reported_once_and_whole(written: str, around: str) -> None:
    assert near(around.format(written)) == [written]


@pytest.mark.parametrize("text", ["It fell.[1]", "it fell[12] again", "«It fell»[3]"])
def test_a_number_behind_a_word_is_the_mark_of_a_footnote(text: str) -> None:
    assert len(near(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("[@danube]", "[@danube:slower; @ferry-late]", "It fell [@danube:slower].", r"\[danube:slower\]", r"\[^1]"),
        *("[the river] fell", "[…] fell", "at [12:30]", "by [2:1]", "[3] boats", "[danube](https://e.example/)"),
        *("[a:b](https://e.example/)", "a@danube.example", "@kremlin", "https://e.example/@danube", "[sic]", "[sic!]"),
        *(
            "(Kiev: no)",
            "[Kiev: no]",
            "[Photo: Reuters]",
            "[Quelle: AFP]",
            "[sic: theirs]",
            "[Leser:innen]",
            "[Kund:in]",
            "[jede:r]",
            "[x](danube:slower)",
            "[Kiev, 3 May]",
            "[as he says: no]",
            "Soldat:innen",
            "a [b: c d] e",
            "cite {x}",
            "{{name}}",
            "「danube」",
        ),
    ],
)
def test_what_is_no_citation_stays_as_it_is(text: str) -> None:
    assert near(text) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[danube:slower]", "[@danube:slower]"),
        ("[danube: slower]", "[@danube:slower]"),
        ("[danube:slower; other:claim]", "[@danube:slower; @other:claim]"),
        ("[danube@slower]", "[@danube:slower]"),
        ("[[danube]]", "[@danube]"),
        ("@danube", "[@danube]"),
        ("[^1]", "[@article], [@article:claim] or [@one; @two:claim]"),
    ],
)
def test_the_hint_has_the_citation_that_was_meant(written: str, meant: str) -> None:
    (found,) = markup.near_citations(written, ARTICLES, may_cite=True)
    assert found.hint == f"Write {meant}; or \\[ where a bracket is meant."


def uncited(text: str) -> list[tuple[str, str]]:
    parts = list(markup.uncited(text))
    assert all(text.startswith(part.word, part.position) for part in parts)
    return [(part.kind, part.word) for part in parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell.", [("body", "")]),
        ("## A\n\nIt fell.\n\n## B\n\nIt rose.", [("body", "")]),
        ("It fell [@a].", []),
        ("It fell [@a].\n\nIt rose.", [("paragraph", "It rose.")]),
        ("It rose.\nIt did.\n\nIt fell [@a].", [("paragraph", "It rose.")]),
        ("## A\n\nIt fell [@a].\n\n## B\n\nIt rose.\n\nAgain.", [("section", "## B")]),
        ("## A\n\nIt fell [@a].\n\n### B\n\nIt rose.\n\n## C\n\nOn.", [("section", "### B"), ("section", "## C")]),
        ("## A\n\n### B\n\nIt rose.\n\n### C\n\nIt fell.\n\n## D\n\n[@a]", [("section", "## A")]),
        ("## A\nIt rose.\n## B\nIt fell [@a].", [("section", "## A")]),
        ("It fell [@a].\n\n- One.\n- Two.", [("paragraph", "- One.")]),
        ("It fell [@a].\n\n- One.\n\n- Two.\n\n  More.\n\n1. Three.", [("paragraph", "- One.")]),
        ("- One.\n- Two [@a].\n\nIt rose.", [("paragraph", "It rose.")]),
        ("It fell [@a].\n\n> He says so.", [("paragraph", "> He says so.")]),
        ("He says [@a]:\n\n> I do.", []),
        ("He says:\n\n> I do [@a].", []),
        ("They say [@a]:\n\n- one\n- two\n\nIt rose.", [("paragraph", "It rose.")]),
        ("It fell [@a].\n\nThey say:\n\n- one\n- two", [("paragraph", "They say:")]),
        ("It fell [@a].\n\nThis remains:", [("paragraph", "This remains:")]),
        ("It fell [@a].\n\nThis remains:\n\n## B\n\nIt rose [@a].", [("paragraph", "This remains:")]),
        ("It fell [@a].\n\nWho knows?\n\n*Who?*\n\n“Who?”\n\n谁？\n\nمن؟", []),
        ("## Who?\n\nWho knows?\n\n## B\n\n[@a]", []),
        ("It fell [@a].\n\n***\n\n…", []),
        ("#Ferries fell.\n\nIt fell [@a].", [("paragraph", "#Ferries fell.")]),
        ("It fell [@a].\n\n   Deep.", [("paragraph", "Deep.")]),
        ("Sagt er [@a]：\n\n> Ja.", []),
        ("It fell.\n\n[@a; @b]", []),
        ("- It fell.\n- It rose.\n\n[@a] [@b].\n\nOn.", [("paragraph", "On.")]),
        ("It fell [@a].\n\n**What we know**\n\nIt rose [@b].\n\n__So far__\n\nOn.", [("paragraph", "__So far__")]),
        ("It fell [@a].\n\n**It rose.**\n\nOn [@b].", [("paragraph", "**It rose.**")]),
        ("Έπεσε [@a].\n\nΠοιος φταίει;\n\n«Γιατί;»\n\nΠού\u037e\n\n»Wer?«\n\n誰か。", []),
        ("It fell [@a].\n\nIt rose;", [("paragraph", "It rose;")]),
    ],
)
def test_the_largest_part_that_cites_nothing_is_reported_alone(text: str, expected: list[tuple[str, str]]) -> None:
    assert uncited(text) == expected


@pytest.mark.parametrize(
    "unit",
    [
        *("[", "[a:b", "[[", "[^", "^[", "@danube ", "[a:b] ", "[a-", "\\cite", "{{cite", "\n\n- a:", "# a\n"),
        *("[@a]\n\n## a\n\nb\n\n", "[@a] @danube ", "［@", "[a @b ", "> a:\n\n"),
    ],
)
def test_hostile_texts_take_time_in_proportion_to_their_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        began = time.process_time()
        list(markup.near_citations(text, ARTICLES, may_cite=True))
        list(markup.uncited(text))
        return time.process_time() - began

    assert min(seconds(40_000) for _ in range(2)) < 0.5
