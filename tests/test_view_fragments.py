"""Parts that pages have in common are made once, for each set of arguments, and count for every page that shows them."""

from __future__ import annotations

import pytest

from briefings.incremental import record_dependency, track
from briefings.inputs import Asset
from briefings.view.context import PageContext, ViewFragmentCache, memoized
from tests.test_golden import edition

MADE: list[str] = []


@pytest.fixture(autouse=True)
def nothing_made() -> None:
    MADE.clear()


def pages() -> tuple[PageContext, PageContext]:
    """Return the places of two pages of one depth."""
    desk, fragments = edition({}, "en"), ViewFragmentCache()
    return PageContext(desk, "en/topics/a/", fragments), PageContext(desk, "en/outlets/b/", fragments)


@memoized
def piece(context: PageContext, text: str, *more: object, big: bool = False) -> str:
    record_dependency(Asset(text))
    MADE.append(text)
    return f"{text.upper() if big else text} at {context.path} {more}"


def test_a_part_is_made_once_for_all_pages_of_a_depth() -> None:
    first, second = pages()
    assert piece(first, "x") == piece(second, "x") == "x at en/-/-/ ()"
    assert MADE == ["x"]


def test_keyword_arguments_tell_parts_apart() -> None:
    page, _ = pages()
    assert piece(page, "x") == "x at en/-/-/ ()"
    assert piece(page, "x", big=True) == "X at en/-/-/ ()"
    assert piece(page, "x", big=False) == "x at en/-/-/ ()"


def test_a_keyword_argument_is_not_a_positional_one() -> None:
    page, _ = pages()
    assert piece(page, "x", big=True) == "X at en/-/-/ ()"
    assert piece(page, "x", ("big", True)) == "x at en/-/-/ (('big', True),)"
    assert piece(page, "x", frozenset({("big", True)})) == "x at en/-/-/ (frozenset({('big', True)}),)"


def test_parts_of_two_functions_are_told_apart() -> None:
    @memoized
    def other(context: PageContext, text: str) -> str:
        return f"other {text}"

    page, _ = pages()
    assert piece(page, "x") == "x at en/-/-/ ()"
    assert other(page, "x") == "other x"


def test_what_a_part_was_made_from_counts_for_each_page_that_shows_it() -> None:
    for page in pages():
        _, read = track(piece, page, "x")
        assert set(read) == {Asset("x")}
    assert MADE == ["x"]
