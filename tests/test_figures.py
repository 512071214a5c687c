"""Figures as numbers: what each qualifier allows, which figures are compared, and what must hold of any."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.intervals import AMOUNTS, Relation, convert, interval, legible, overlap, relation
from briefings.model.records import Figure
from tests import mini

FACTORS = {"tonnes": Decimal(1), "thousand-tonnes": Decimal(1000), "pounds": Decimal("0.453592")}


def figure(value: str, **more: Any) -> Figure:
    return mini.record(Figure, **{"measure": "m", "unit": "tonnes", "value": value, **more})


def dated(value: str, **more: Any) -> Figure:
    return figure(value, as_of="2024-10-28", **more)


def number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


# What a figure allows


@pytest.mark.parametrize(
    ("value", "more", "low", "high"),
    [
        ("1500", {}, "1500", "1500"),
        ("1500", {"qualifier": "about"}, "1350", "1650"),
        ("-1500", {"qualifier": "about"}, "-1650", "-1350"),
        ("0", {"qualifier": "about"}, "0", "0"),
        ("11000", {"qualifier": "nearly"}, "9900", "11000"),
        ("-100", {"qualifier": "nearly"}, "-100", "-90"),
        ("1000", {"qualifier": "at-least"}, "1000", None),
        ("1000", {"qualifier": "more-than"}, "1000", None),
        ("1000", {"qualifier": "at-most"}, None, "1000"),
        ("1000", {"qualifier": "less-than"}, None, "1000"),
        ("10000", {"to": "12000"}, "10000", "12000"),
        ("10000", {"to": "12000", "qualifier": "about"}, "9000", "13200"),
        ("10000", {"to": "12000", "qualifier": "nearly"}, "9000", "12000"),
        ("10000", {"to": "12000", "qualifier": "at-least"}, "10000", None),
        ("10000", {"to": "12000", "qualifier": "at-most"}, None, "12000"),
    ],
)
def test_a_figure_allows_an_interval(value: str, more: dict[str, str], low: str | None, high: str | None) -> None:
    found = interval(figure(value, **more))
    assert (found.low, found.high) == (number(low), number(high))


@pytest.mark.parametrize(
    ("one", "other", "expect"),
    [
        (figure("1500"), figure("1500"), True),
        (figure("1500"), figure("1501"), False),
        (figure("10000", qualifier="about"), figure("11000"), True),
        (figure("10000", qualifier="about"), figure("11000.001"), False),
        (figure("1000", qualifier="at-least"), figure("1000"), True),
        (figure("1000", qualifier="more-than"), figure("1000"), False),
        (figure("1000", qualifier="more-than"), figure("1000", qualifier="at-most"), False),
        (figure("1000", qualifier="more-than"), figure("1000", qualifier="less-than"), False),
        (figure("1000", qualifier="at-least"), figure("1000", qualifier="at-most"), True),
        (figure("1000", qualifier="more-than"), figure("9000000", qualifier="more-than"), True),
        (figure("1000", qualifier="less-than"), figure("-5"), True),
        (figure("10000", to="12000"), figure("12000", to="15000"), True),
        (figure("10000", to="12000"), figure("12001", to="15000"), False),
        (figure("8000"), figure("8", unit="thousand-tonnes"), True),
        (figure("8001"), figure("8", unit="thousand-tonnes"), False),
        (figure("453.5920"), figure("1000", unit="pounds"), True),
    ],
)
def test_figures_meet_where_some_number_is_allowed_by_both(one: Figure, other: Figure, expect: bool) -> None:
    assert overlap(one, other, FACTORS) is expect
    assert overlap(other, one, FACTORS) is expect


# Words for numbers


def words(amount: str, **more: Any) -> Figure:
    return mini.record(Figure, **{"measure": "m", "unit": "tonnes", "amount": amount, **more})


@pytest.mark.parametrize(
    ("word", "number", "expect"),
    [
        (words("several"), "2", False),
        (words("several"), "3", True),
        (words("several"), "10", False),
        (words("dozens"), "19", False),
        (words("dozens"), "24", True),
        (words("dozens"), "150", True),
        (words("scores"), "24", False),
        (words("hundreds"), "199", False),
        (words("hundreds"), "600", True),
        (words("hundreds"), "1999.9", True),
        (words("hundreds"), "2000", False),
        (words("thousands"), "600", False),
        (words("thousands"), "12000", True),
        (words("tens-of-thousands"), "12000", False),
        (words("billions"), "900000000000", True),
        (words("hundreds", qualifier="at-least"), "5000", True),
        (words("hundreds", qualifier="at-least"), "150", False),
        (words("hundreds", qualifier="at-most"), "5", True),
        (words("hundreds", qualifier="at-most"), "2000", False),
        (words("thousands", unit="thousand-tonnes"), "2000000", True),
        (words("thousands", unit="thousand-tonnes"), "20000", False),
    ],
)
def test_a_word_is_compared_as_the_numbers_that_it_means(word: Figure, number: str, expect: bool) -> None:
    assert overlap(word, figure(number), FACTORS) is expect
    assert overlap(figure(number), word, FACTORS) is expect


def test_a_word_and_a_qualified_number_meet_where_some_number_is_both() -> None:
    assert overlap(words("hundreds"), figure("210", qualifier="about"), FACTORS)
    assert overlap(words("hundreds"), figure("2000", qualifier="nearly"), FACTORS)
    assert not overlap(words("hundreds"), figure("2000", qualifier="at-least"), FACTORS)
    assert not overlap(words("hundreds"), words("thousands"), FACTORS)
    assert overlap(words("dozens"), words("scores"), FACTORS)


def test_a_word_is_compared_under_the_conditions_that_a_number_is() -> None:
    dated_words = words("thousands", as_of="2024-10-28")
    assert relation(dated_words, dated("600"), FACTORS) == "differ"
    assert relation(dated_words, dated("6000"), FACTORS) == "meet"
    assert relation(dated_words, figure("600"), FACTORS) == "time-unknown"
    assert relation(dated_words, dated("600", scope="kursk"), FACTORS) == "other-scope"


def test_each_word_for_a_power_of_ten_ends_where_the_next_begins() -> None:
    found = [AMOUNTS[word] for word in AMOUNTS if word not in ("several", "scores")]
    assert [high for _, high in found[:-1]] == [low for low, _ in found[1:]]


# Which figures are compared


@pytest.mark.parametrize(
    ("one", "other", "expect"),
    [
        (dated("11000"), dated("1500"), "differ"),
        (dated("11000"), dated("10000", qualifier="about"), "meet"),
        (dated("11000"), figure("1500", as_of="2024-10"), "differ"),
        (dated("11000"), figure("1500", as_of="2024-10-27/.."), "differ"),
        (dated("11000"), figure("1500", as_of="2024-11"), "other-time"),
        (dated("11000"), figure("1500", period="2024-10"), "other-time"),
        (dated("11000"), figure("1500"), "time-unknown"),
        (figure("11000"), figure("11000"), "time-unknown"),
        (figure("8", period="2022-08/.."), figure("9", period="2024/.."), "other-time"),
        (figure("8", period="2022-08/.."), figure("9", period="2022-08-01/.."), "differ"),
        (figure("8", period="2024"), figure("9", period="2024-01/2024-12"), "differ"),
        (figure("8", period="2024-01"), figure("9", period="2024"), "other-time"),
        (dated("8000"), dated("9", unit="thousand-tonnes"), "differ"),
        (dated("8000"), dated("8", unit="thousand-tonnes"), "meet"),
        (dated("8000"), dated("9", unit="ships"), "other-unit"),
        (dated("8", unit="ships"), dated("9", unit="ships"), "differ"),
        (dated("8", unit="ships"), dated("9", unit="boats"), "other-unit"),
        (dated("8000"), dated("9000", scope="kursk"), "other-scope"),
        (dated("8000", scope="kursk"), dated("9000", scope="kursk"), "differ"),
        (dated("8", unit="ships"), figure("9", scope="kursk"), "other-unit"),
        (figure("8"), figure("9", scope="kursk"), "other-scope"),
    ],
)
def test_two_figures_are_compared_only_where_they_are_about_the_same(one: Figure, other: Figure, expect: Relation) -> None:
    assert relation(one, other, FACTORS) == expect
    assert relation(other, one, FACTORS) == expect


# What must hold of any

QUALIFIERS = st.sampled_from([None, "about", "nearly", "at-least", "at-most", "more-than", "less-than"])
NUMBERS = st.decimals(-(10**14), 10**14, allow_nan=False, places=3)
TIMES = st.sampled_from(
    [
        dated("1"),
        figure("1"),
        figure("1", as_of="2024-10"),
        figure("1", as_of="2023"),
        figure("1", period="2024"),
        figure("1", period="2022-08/.."),
    ]
)
"""Figures whose time others take."""


@st.composite
def figures(draw: st.DrawFn, units: tuple[str, ...] = (*FACTORS, "ships")) -> Figure:
    value = draw(NUMBERS)
    return msgspec.structs.replace(
        draw(TIMES),
        value=value,
        to=value + abs(draw(NUMBERS)) + 1 if draw(st.booleans()) else None,
        unit=draw(st.sampled_from(units)),
        qualifier=draw(QUALIFIERS),
        scope=draw(st.sampled_from([None, "kursk"])),
    )


@given(figures(), figures())
def test_a_verdict_is_the_same_in_either_order(one: Figure, other: Figure) -> None:
    assert relation(one, other, FACTORS) == relation(other, one, FACTORS)


@given(figures())
def test_a_figure_never_differs_from_itself(one: Figure) -> None:
    assert overlap(one, one, FACTORS)
    assert relation(one, one, FACTORS) in ("meet", "time-unknown")


@given(figures())
def test_a_figure_meets_its_own_number_unless_that_is_left_out(one: Figure) -> None:
    plain = msgspec.structs.replace(one, qualifier=None)
    assert overlap(one, plain, FACTORS) is (one.qualifier not in ("more-than", "less-than") or one.to is not None)


@given(figures(("thousand-tonnes",)), figures(tuple(FACTORS)))
def test_the_same_quantity_in_another_unit_gives_the_same_verdict(one: Figure, other: Figure) -> None:
    assert one.value is not None
    in_tonnes = msgspec.structs.replace(
        one,
        unit="tonnes",
        value=convert(one.value, "thousand-tonnes", "tonnes", FACTORS),
        to=None if one.to is None else convert(one.to, "thousand-tonnes", "tonnes", FACTORS),
    )
    assert relation(in_tonnes, other, FACTORS) == relation(one, other, FACTORS)


@given(figures(), figures(), st.decimals("0.000001", 10**6, places=6))
def test_a_common_factor_of_all_units_changes_nothing(one: Figure, other: Figure, factor: Decimal) -> None:
    scaled = {unit: each * factor for unit, each in FACTORS.items()}
    assert relation(one, other, scaled) == relation(one, other, FACTORS)


@given(figures(), figures())
def test_what_says_less_meets_all_that_what_says_more_meets(one: Figure, other: Figure) -> None:
    exact, about = (msgspec.structs.replace(one, qualifier=qualifier) for qualifier in (None, "about"))
    assert overlap(about, other, FACTORS) or not overlap(exact, other, FACTORS)


@given(NUMBERS, st.sampled_from(sorted(FACTORS)))
def test_a_number_comes_back_from_a_larger_unit_as_it_was(value: Decimal, unit: str) -> None:
    assert convert(convert(value, "thousand-tonnes", "tonnes", FACTORS), "tonnes", "thousand-tonnes", FACTORS) == value
    assert convert(value, unit, unit, FACTORS) == value


def test_nothing_is_rounded_where_numbers_and_factors_are_as_long_as_they_may_be() -> None:
    factors = {"tonnes": Decimal(1), "cargoes": Decimal("999999999999999.999999")}
    many = figure("999999999999999.999999", unit="cargoes", qualifier="nearly")
    least = Decimal("899999999999999.9999991")
    exact = Decimal("899999999999999999998200000000.0000000000009")
    assert interval(many).low == least
    assert interval(many).scaled(factors["cargoes"]).low == exact
    assert overlap(many, msgspec.structs.replace(many, unit="tonnes", qualifier=None, value=exact), factors)
    assert not overlap(many, msgspec.structs.replace(many, unit="tonnes", qualifier="less-than", value=exact), factors)


@pytest.mark.parametrize(
    ("value", "expect"),
    [
        ("1", "1"),
        ("1.50", "1.5"),
        ("1.2345678", "1.2345678"),
        ("0.000000000001", "0.000000000001"),
        ("1E+40", f"1{'0' * 40}"),
        ("0.33333333333333333333", "0.333"),
        ("1666.66666666666666666", "1666.667"),
        ("0.00033333333333333333", "0.000333"),
        ("0.0000000000000000004", "0.0000000000000000004"),
    ],
)
def test_a_number_that_was_converted_has_all_digits_that_are_few(value: str, expect: str) -> None:
    assert f"{legible(Decimal(value)):f}" == expect


@pytest.mark.parametrize(
    ("one", "other", "expect"),
    [
        ("1985/..", "1985/..", "meet"),
        ("1985/", "1985/", "limits-unknown"),
        ("1985/", "1985/..", "limits-unknown"),
        ("/1985", "../1985", "limits-unknown"),
        ("2023-21", "2023-21", "meet"),
        ("2023-21", "2023-23", "other-time"),
        ("2023-22", "2023-24", "other-time"),
        ("-0044", "-0044-01/-0044-12", "meet"),
        ("../..", "../..", "meet"),
    ],
)
def test_periods_are_the_same_as_far_as_they_are_known(one: str, other: str, expect: Relation) -> None:
    first, second = (figure("5", period=text) for text in (one, other))
    assert relation(first, second, {}) == relation(second, first, {}) == expect


@pytest.mark.parametrize(
    ("one", "other", "expect"),
    [
        ("2023-21", "2023", "meet"),
        ("2023-22", "2023", "other-time"),
        ("2023-21", "2023-04", "other-time"),
        ("2023-21", "2023-21?", "meet"),
        ("2023-21", "2023-01/2023-12", "meet"),
        ("-0044-03-15", "-0044", "meet"),
        ("0000", "-0001", "other-time"),
        ("1985/", "1986", "limits-unknown"),
    ],
)
def test_dates_are_of_one_time_as_far_as_they_are_known(one: str, other: str, expect: Relation) -> None:
    first, second = (figure("5", as_of=text) for text in (one, other))
    assert relation(first, second, {}) == relation(second, first, {}) == expect
