"""Parts that pages have in common are made once, for each set of arguments, and count for every page that shows them."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefings.incremental import record_dependency, track
from briefings.inputs import Asset
from briefings.view.fragments import ViewFragmentCache, memoized


@dataclass
class Place:
    name: str
    fragments: ViewFragmentCache = field(default_factory=ViewFragmentCache)
    made: list[str] = field(default_factory=list)

    @property
    def at_same_depth(self) -> Place:
        return Place("any", self.fragments, self.made)


@memoized
def piece(place: Place, text: str, *more: object, big: bool = False) -> str:
    record_dependency(Asset(text))
    place.made.append(text)
    return f"{text.upper() if big else text} at {place.name} {more}"


def test_a_part_is_made_once_for_all_pages_of_a_depth() -> None:
    first = Place("a")
    second = Place("b", first.fragments, first.made)
    assert piece(first, "x") == piece(second, "x") == "x at any ()"
    assert first.made == ["x"]


def test_keyword_arguments_tell_parts_apart() -> None:
    place = Place("a")
    assert piece(place, "x") == "x at any ()"
    assert piece(place, "x", big=True) == "X at any ()"
    assert piece(place, "x", big=False) == "x at any ()"


def test_a_keyword_argument_is_not_a_positional_one() -> None:
    place = Place("a")
    assert piece(place, "x", big=True) == "X at any ()"
    assert piece(place, "x", ("big", True)) == "x at any (('big', True),)"
    assert piece(place, "x", frozenset({("big", True)})) == "x at any (frozenset({('big', True)}),)"


def test_parts_of_two_functions_are_told_apart() -> None:
    @memoized
    def other(place: Place, text: str) -> str:
        return f"other {text}"

    place = Place("a")
    assert piece(place, "x") == "x at any ()"
    assert other(place, "x") == "other x"


def test_what_a_part_was_made_from_counts_for_each_page_that_shows_it() -> None:
    first = Place("a")
    second = Place("b", first.fragments, first.made)
    for place in (first, second):
        _, read = track(piece, place, "x")
        assert set(read) == {Asset("x")}
    assert first.made == ["x"]
