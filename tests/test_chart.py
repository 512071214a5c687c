"""The chart of figures: what must hold of any scale, and where a few figures stand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.records import Figure
from briefings.view.charts.figure_chart import PlottedFigure, Scale, plotted, scale_of, shortened
from briefings.view.shared.figures import SHAPES, colour, common_unit, letter, shape
from tests import mini

QUALIFIERS = (None, "about", "nearly", "at-least", "at-most", "more-than", "less-than")


def drawn(value: str, **more: Any) -> PlottedFigure:
    return drawn_of(**{"measure": "m", "unit": "tonnes", "value": value, **more})


def drawn_of(**fields: Any) -> PlottedFigure:
    figure = mini.record(Figure, **fields)
    return plotted(figure, "tonnes", {"tonnes": Decimal(1), "thousand-tonnes": Decimal(1000)})


def ticks(*figures: PlottedFigure) -> list[str]:
    return [f"{tick:f}" for tick in scale_of(figures).ticks]


@pytest.mark.parametrize(
    ("figures", "expect"),
    [
        ([drawn("1500"), drawn("12000")], ["0", "5000", "10000", "15000"]),
        ([drawn("1500")], ["0", "500", "1000", "1500"]),
        ([drawn("0")], ["0", "1"]),
        ([drawn("0"), drawn("0")], ["0", "1"]),
        ([drawn("3"), drawn("3")], ["0", "1", "2", "3"]),
        ([drawn("62.5")], ["0", "20", "40", "60", "80"]),
        ([drawn("-12.5"), drawn("4")], ["-15", "-10", "-5", "0", "5"]),
        ([drawn("-12")], ["-15", "-10", "-5", "0"]),
        ([drawn("900"), drawn("9000000")], ["0", "2500000", "5000000", "7500000", "10000000"]),
        ([drawn("1000", qualifier="more-than")], ["0", "500", "1000", "1500"]),
        ([drawn("0", qualifier="at-most")], ["-1", "0"]),
        ([drawn("8", unit="thousand-tonnes")], ["0", "2000", "4000", "6000", "8000"]),
        ([drawn("0.1")], ["0.000", "0.025", "0.050", "0.075", "0.100"]),
    ],
)
def test_a_scale_has_a_few_round_numbers(figures: list[PlottedFigure], expect: list[str]) -> None:
    assert ticks(*figures) == expect


def test_a_place_is_per_cent_with_two_decimals() -> None:
    drawing = Scale(Decimal(-30), Decimal(60), Decimal(30))
    assert [drawing.at(Decimal(number)) for number in (-30, 0, 10, 60)] == ["0", "33.33", "44.44", "100"]


def test_a_range_and_a_qualifier_are_drawn_apart() -> None:
    assert drawn("10", to="12", qualifier="about") == PlottedFigure((Decimal(10), Decimal(12)), Decimal("9.0"), Decimal("13.2"))
    assert drawn("10", qualifier="at-least") == PlottedFigure((Decimal(10),), Decimal(10), None)
    assert drawn("10", to="12", qualifier="less-than") == PlottedFigure((Decimal(10), Decimal(12)), None, Decimal(12))


def test_a_word_is_drawn_as_the_range_that_it_means() -> None:
    def word(**fields: Any) -> PlottedFigure:
        return drawn_of(measure="m", unit="tonnes", **fields)

    assert word(amount="hundreds") == PlottedFigure((), Decimal(200), Decimal(2000))
    assert word(amount="billions") == PlottedFigure((), Decimal(2_000_000_000), None)
    assert word(amount="dozens", qualifier="at-most") == PlottedFigure((), None, Decimal(200))
    assert ticks(word(amount="hundreds"), drawn("600")) == ["0", "500", "1000", "1500", "2000"]
    assert ticks(word(amount="dozens", qualifier="at-most")) == ["0", "50", "100", "150", "200"]
    assert ticks(word(amount="billions", qualifier="at-most")) == ["-1", "0", "1"]


NUMBERS = st.decimals(-(10**14), 10**14, allow_nan=False, places=3) | st.integers(-20, 20).map(Decimal)


@st.composite
def figures(draw: st.DrawFn) -> PlottedFigure:
    value = draw(NUMBERS)
    to = value + abs(draw(NUMBERS)) + 1 if draw(st.booleans()) else None
    figure = Figure(measure="m", unit="tonnes", value=value, to=to, qualifier=draw(st.sampled_from(QUALIFIERS)))
    return plotted(figure, "tonnes", {})


@given(st.lists(figures(), min_size=1, max_size=30))
def test_everything_drawn_stands_on_the_scale(found: list[PlottedFigure]) -> None:
    drawing = scale_of(found)
    for figure in found:
        ends = [end for end in (figure.low, figure.high) if end is not None]
        for number in (*figure.points, *ends):
            assert drawing.first <= number <= drawing.last
            assert 0 <= Decimal(drawing.at(number)) <= 100


@given(st.lists(figures(), min_size=1, max_size=30))
def test_a_scale_has_zero_and_two_to_seven_numbers_at_equal_distances(found: list[PlottedFigure]) -> None:
    drawing = scale_of(found)
    assert drawing.first <= 0 <= drawing.last
    assert 0 in drawing.ticks
    assert 2 <= len(drawing.ticks) <= 7
    assert (drawing.ticks[0], drawing.ticks[-1]) == (drawing.first, drawing.last)
    assert {after - before for before, after in zip(drawing.ticks, drawing.ticks[1:], strict=False)} == {drawing.step}


@given(st.lists(figures(), min_size=1, max_size=30))
def test_an_open_range_has_room_for_its_arrow(found: list[PlottedFigure]) -> None:
    drawing = scale_of(found)
    for figure in found:
        if figure.high is None:
            assert Decimal(drawing.at(figure.points[-1])) < 97
        if figure.low is None:
            assert Decimal(drawing.at(figure.points[0])) > 3


@given(st.lists(figures(), min_size=1, max_size=30), st.randoms())
def test_the_order_of_figures_does_not_move_the_scale(found: list[PlottedFigure], random: Any) -> None:
    other = found[:]
    random.shuffle(other)
    assert scale_of(other) == scale_of(found)


def test_the_first_thirty_six_sources_have_marks_of_their_own() -> None:
    assert len({(shape(number), colour(number)) for number in range(36)}) == 36
    assert [shape(number) for number in range(6)] == list(SHAPES)


def test_sources_are_lettered_past_the_alphabet() -> None:
    assert [letter(number) for number in (0, 1, 25, 26, 27, 51, 52, 701, 702)] == [
        *("A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "room", "expect"),
    [("Ukraine", 7, "Ukraine"), ("Ukraine", 6, "Ukrai…"), ("the south", 5, "the…"), ("", 5, "")],
)
def test_a_long_text_is_cut_at_its_end(text: str, room: int, expect: str) -> None:
    assert shortened(text, room) == expect


def test_the_unit_of_a_chart_is_the_one_that_most_figures_have() -> None:
    def of(*units: str) -> list[Figure]:
        return [Figure(measure="m", value=Decimal(1), unit=unit) for unit in units]

    assert common_unit(of("b", "a", "b"), ["a", "b", "c"]) == "b"
    assert common_unit(of("c", "b"), ["a", "b", "c"]) == "b"
