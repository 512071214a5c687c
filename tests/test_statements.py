"""Claims that are one statement, and statements that contradict each other: ties hold both ways, along chains, in any order."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from briefings.link.statements import Statement, statements
from briefings.model.content import Article, TranslatedRecord
from briefings.model.records import ArticleFacts
from briefings.model.reference import Reference, equivalence_classes
from tests import mini

ARTICLES = ("a", "b", "c", "d")
references = st.builds(Reference, st.sampled_from(ARTICLES), st.sampled_from(("x", "y")))
ties = st.lists(st.tuples(references, references), max_size=8)


def article(name: str, same: list[str], against: list[str], **facts: Any) -> Article:
    claim = {"evidence": "words", "said_by": facts.pop("said_by", ["somebody"]), "same_as": same, "contradicts": against}
    claims = {"x": claim, "y": {"evidence": "other words"}}
    given = mini.record(ArticleFacts, **{"language": "en", "origin": {"kind": "own"}, "claims": claims, **facts})
    return TranslatedRecord(name, f"content/articles/{name}", "article.yaml", given, {}, "en")


def tied(same: list[tuple[Reference, Reference]], against: list[tuple[Reference, Reference]]) -> dict[str, Article]:
    return {
        name: article(
            name,
            [str(other) for one, other in same if one == Reference(name, "x")],
            [str(other) for one, other in against if one == Reference(name, "x")],
        )
        for name in ARTICLES
    }


@given(st.lists(references, unique=True), ties)
def test_all_members_of_an_equivalence_class_have_the_same_class(
    members: list[Reference], pairs: list[tuple[Reference, Reference]]
) -> None:
    groups = equivalence_classes(members, pairs)
    assert set(groups) == set(members)
    for member, group in groups.items():
        assert member in group
        assert list(group) == sorted(set(group))
        assert all(groups[other] == group for other in group)
    for one, other in pairs:
        if one in groups and other in groups:
            assert groups[one] == groups[other]


@given(ties.flatmap(lambda pairs: st.tuples(st.just(pairs), st.permutations(pairs))))
def test_it_does_not_matter_on_which_side_or_in_which_order_ties_are_written(
    pairs: tuple[list[tuple[Reference, Reference]], list[tuple[Reference, Reference]]],
) -> None:
    first, shuffled = pairs
    members = [Reference(name, claim) for name in ARTICLES for claim in ("x", "y")]
    assert equivalence_classes(members, first) == equivalence_classes(members[::-1], [(other, one) for one, other in shuffled])


@given(ties, ties)
def test_contradictions_are_mutual_and_name_statements(
    same: list[tuple[Reference, Reference]], against: list[tuple[Reference, Reference]]
) -> None:
    found = statements(tied(same, against), {})
    assert list(found) == [Reference(name, claim) for name in ARTICLES for claim in ("x", "y")]
    for statement in found.values():
        for other in statement.contradicts:
            assert found[other].claims[0] == other
            assert statement.claims[0] in found[other].contradicts


def made(**articles: Article) -> Statement:
    return statements(articles, {})[Reference("a", "x")]


def test_a_statement_of_two_speakers_has_two_origins_and_their_languages() -> None:
    statement = made(a=article("a", ["b:x"], [], said_by=["one"]), b=article("b", [], [], said_by=["other"], language="sv"))
    assert statement.claims == (Reference("a", "x"), Reference("b", "x"))
    assert statement.sources.independent == 2
    assert (statement.has_one_origin, statement.is_repeated, statement.has_one_language) == (False, False, False)


def test_a_statement_repeated_by_a_translation_has_one_origin() -> None:
    statement = made(
        a=article("a", [], []), b=article("b", ["a:x"], [], origin={"kind": "translation", "of": "a"}, language="sv")
    )
    assert (statement.sources.articles, statement.sources.independent) == (2, 1)
    assert (statement.has_one_origin, statement.is_repeated, statement.has_one_language) == (True, True, False)


def test_a_second_article_of_unknown_origin_makes_no_second_origin() -> None:
    statement = made(a=article("a", ["b:x"], []), b=article("b", [], [], said_by=[], origin={"kind": "unknown"}, language="en"))
    assert (statement.sources.independent, statement.sources.unknown) == (1, 1)
    assert (statement.has_one_origin, statement.is_repeated, statement.has_one_language) == (True, False, True)


def test_a_tie_to_what_is_not_there_is_passed_over() -> None:
    assert made(a=article("a", ["nobody:x"], ["nobody:y"])).claims == (Reference("a", "x"),)
