"""A drawing of a timeline stays within its frame, keeps the order of time and lets nothing run into anything else."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, ViewportSize

from briefings.localise import Edition
from briefings.localise.formats import Formats
from briefings.model import edtf
from briefings.model.text import Text
from briefings.view.charts.axis import BROAD, FULL, NARROW, AxisLabel, DaySpan, axes, span_of, starts
from briefings.view.charts.overview import FEWEST, MOST_MARKS, MOST_ROWS, Overview, PlottedEvent, overview
from tests.conftest import Tab
from tests.test_golden import edition

LOCALES = ("en", "sv", "nb", "da", "de")
LETTER = 7
"""Pixels that a letter under the axis takes at most, on average; a browser is asked below."""


def drawn(*dates: str) -> list[PlottedEvent]:
    return [PlottedEvent(edtf.parse(date), f"#e{number}", Text(date, "en")) for number, date in enumerate(dates)]


def desk() -> Edition:
    return edition({}, "en")


def draw(*dates: str) -> Overview:
    found = overview(desk(), drawn(*dates))
    assert found is not None
    return found


def place(percentage: str) -> float:
    assert re.fullmatch(r"\d{1,3}\.\d\d%", percentage)
    return float(percentage.rstrip("%"))


# Dates of all kinds, in the order of a timeline

_days = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))
_near = st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 3, 31))
_marks = st.sampled_from(["", "?", "~", "%"])
_moments = st.builds(
    lambda day, length, mark: day.isoformat()[:length] + mark, st.one_of(_days, _near), st.sampled_from([4, 7, 10]), _marks
)
_ranges = st.builds(lambda one, other: f"{min(one, other)}/{max(one, other)}", st.one_of(_days, _near), st.one_of(_days, _near))
_open = st.builds(lambda moment, is_start: f"{moment}/.." if is_start else f"../{moment}", _moments, st.booleans())
_decades = st.sampled_from(["202X", "19XX"])
_others = st.sampled_from(
    ["-0043-03-15", "0000", "-01XX", "Y-170000002", "Y12000", "-0099/-0043", "1985/", "/1985", "2023-21", "2023-22/2024-24"]
)
_dates = st.one_of(_moments, _ranges, _open, _decades, _others)


def in_time(dates: Iterable[str]) -> list[PlottedEvent]:
    return sorted(drawn(*dates), key=lambda event: event.known)


@given(st.lists(_dates, min_size=FEWEST, max_size=80))
def test_everything_lies_within_the_frame(dates: list[str]) -> None:
    found = overview(desk(), in_time(dates))
    assert found is not None
    assert 0 < found.floor < found.height
    for mark in found.marks:
        assert 0 <= place(mark.begin) <= place(mark.end) <= 100
        assert place(mark.begin) + place(mark.width) <= 100.01
        assert 0 < mark.y < found.floor
    for column in found.columns:
        assert 0 <= place(column.x) <= place(column.middle) <= 100 > place(column.x) + place(column.width) - 0.01
        assert column.height > 0 and column.y >= 0 and column.y + column.height == found.floor
    for axis in (found.narrow, found.broad):
        for x in (*axis.ticks, *axis.lines, *(label.x for label in (*axis.names, *axis.wholes))):
            assert 0 <= place(x) <= 100


@given(st.lists(_dates, min_size=FEWEST, max_size=80))
def test_each_event_is_drawn_once(dates: list[str]) -> None:
    events = in_time(dates)
    found = overview(desk(), events)
    assert found is not None
    if found.columns:
        assert found.marks == ()
        assert sum(column.events for column in found.columns) == len(events)
    else:
        assert [mark.href for mark in found.marks] == [event.href for event in events]
        assert [mark.number for mark in found.marks] == list(range(1, len(events) + 1))


@given(st.lists(_moments, min_size=FEWEST, max_size=80))
def test_the_order_of_time_is_the_order_of_places(dates: list[str]) -> None:
    found = overview(desk(), in_time(dates))
    assert found is not None
    for places in ([place(mark.begin) for mark in found.marks], [place(column.x) for column in found.columns]):
        assert places == sorted(places)


@given(st.lists(_dates, min_size=FEWEST, max_size=MOST_MARKS))
def test_no_mark_or_number_runs_into_another(dates: list[str]) -> None:
    found = overview(desk(), in_time(dates))
    assert found is not None
    for _, row in itertools.groupby(sorted(found.marks, key=lambda mark: (mark.y, mark.number)), key=lambda mark: mark.y):
        for before, after in itertools.pairwise(row):
            # A number of two digits, a gap and half a mark before the one; half a mark after the other.
            needed = 2 * LETTER + 8 + 6
            begin = 0 if after.opens == "before" else place(after.begin)
            end = 100 if before.opens == "after" else place(before.end)
            assert (begin - end) * NARROW / 100 >= needed, (before, after)


def extents(labels: Iterable[AxisLabel], length: int) -> list[tuple[float, float]]:
    """Return where texts begin and end, in pixels."""
    share = {"start": 0, "middle": 0.5, "end": 1}
    widths = [(place(label.x) * length / 100, LETTER * len(label.text), share[label.anchor]) for label in labels]
    return [(x - width * before, x + width * (1 - before)) for x, width, before in widths]


@given(_days, st.one_of(st.integers(14, 400), st.integers(14, 300_000)), st.sampled_from(["en-GB", "sv", "nb", "da", "de"]))
def test_names_under_the_axis_keep_apart(first: datetime.date, days: int, locale: str) -> None:
    span = DaySpan(first.toordinal(), first.toordinal() + days)
    formats = Formats(locale)
    for axis, length in zip(axes(formats, span), (NARROW, BROAD), strict=True):
        assert axis.names, "an axis without a name says nothing"
        assert len(axis.lines) >= 1
        for labels in (axis.names, axis.wholes):
            for (_, end), (start, _) in itertools.pairwise(extents(labels, length)):
                assert end <= start


@given(st.lists(_dates, min_size=1, max_size=8))
def test_an_axis_covers_what_is_known_and_no_day_twice(dates: list[str]) -> None:
    events = drawn(*dates)
    known = [day for event in events for day in (event.first, event.last) if day is not None]
    span = span_of(known)
    assert span.first <= min(known) and max(known) < span.end
    assert span.place(span.first) == 0 and span.place(span.end) == FULL
    assert [span.place(day) for day in sorted(known)] == sorted(span.place(day) for day in known)


@pytest.mark.parametrize(
    ("first", "end", "unit", "names"),
    [
        ("2024-02-01", "2024-02-08", "day", ["1", "2", "3", "4", "5", "6", "7"]),
        ("2024-02-20", "2024-03-12", "day", ["21", "26", "1", "6", "11"]),
        ("2023-11-15", "2024-03-15", "month", ["12", "1", "2", "3"]),
        ("2023-09-01", "2024-11-30", "month", ["10", "1", "4", "7", "10"]),
        ("1921-01-01", "2023-12-31", "year", ["1940", "1960", "1980", "2000", "2020"]),
        ("0001-01-01", "9999-12-31", "year", ["1", "2000", "4000", "6000", "8000"]),
        ("-0499-01-01", "0100-12-31", "year", ["-499", "-399", "-299", "-199", "-99", "1", "100"]),
        ("-0003-06-01", "0003-05-31", "year", ["-2", "-1", "0", "1", "2", "3"]),
        ("Y-170000000", "2023", "year", ["-149999999", "-99999999", "-49999999", "1"]),
        ("2023", "Y999999999999", "year", [f"{number}{'0' * 11}" for number in (2, 4, 6, 8)]),
    ],
)
def test_an_axis_is_divided_as_a_calendar_is(first: str, end: str, unit: str, names: list[str]) -> None:
    days = [edtf.parse(text).first.ordinal for text in (first, end)]
    found, dates = starts(DaySpan(*days), 7)
    assert found == unit
    assert [str(getattr(date, unit)) for date in dates] == names


def test_what_has_neither_a_start_nor_an_end_is_not_drawn() -> None:
    dates = [f"2024-02-0{number}" for number in range(1, FEWEST + 1)]
    assert len(draw(*dates, "../..", "/..").marks) == FEWEST
    assert overview(desk(), drawn(*dates[1:], "../..", "/..")) is None


def test_an_end_that_is_not_known_is_not_drawn_as_open() -> None:
    found = draw("2024-02/..", "2024-02/", "../2024-02", "/2024-02", "2024-02")
    assert [mark.opens for mark in found.marks] == ["after", "", "before", "", ""]
    assert len({(mark.begin, mark.end) for mark in found.marks}) == 1


@pytest.mark.parametrize("number", range(FEWEST))
def test_a_few_events_make_no_drawing(number: int) -> None:
    assert overview(desk(), drawn(*["2024-02-28"] * number)) is None


def test_events_of_one_day_stand_under_each_other() -> None:
    found = draw(*["2024-02-28"] * FEWEST)
    assert len({mark.begin for mark in found.marks}) == 1
    assert len({mark.y for mark in found.marks}) == FEWEST
    assert found.broad.wholes and found.broad.wholes[-1].text.endswith("2024")


def test_events_of_a_century_have_years_alone_under_them() -> None:
    found = draw(*(f"{year}-05-01" for year in range(1920, 2020, 20)))
    assert [label.text for label in found.narrow.names] == ["1920", "1940", "1960", "1980", "2000"]
    assert found.narrow.wholes == ()
    assert found.height < draw(*(f"2024-0{month}" for month in range(1, 7))).height


def test_too_many_events_are_counted_in_columns() -> None:
    found = draw(*(["2024-01-01"] * 150 + ["2024-05-01"] * 50))
    assert [(column.events, column.is_highest) for column in found.columns] == [(150, True), (50, False)]
    assert found.columns[0].height == 3 * found.columns[1].height
    assert [column.href for column in found.columns] == ["#e0", "#e150"]
    assert draw(*["2024-01-01"] * (MOST_ROWS + 1)).columns


def test_a_mark_says_what_kind_of_date_it_is() -> None:
    found = draw("2024-01-05", "2024-01", "2024-01-05/2024-02-03", "2024-01-05?", "2024~", "2024-02/..", "../2024-02-05?")
    assert [(mark.kind, mark.is_hollow, mark.opens) for mark in found.marks] == [
        ("day", False, ""),
        ("within", False, ""),
        ("period", False, ""),
        ("day", True, ""),
        ("within", True, ""),
        ("within", False, "after"),
        ("day", True, "before"),
    ]


def test_of_an_open_range_only_its_known_end_is_drawn_as_known() -> None:
    found = draw("2024-01-05", "2024-01", "2024-01/..", "2024-01-05/..", "../2024-01-05").marks
    assert (found[2].begin, found[2].end) == (found[1].begin, found[1].end)
    assert found[3].begin == found[3].end == found[4].begin == found[4].end == found[0].begin
    assert len({mark.y for mark in found}) == 5, "what goes on to the edge leaves its row to nothing else"


def test_dates_at_the_ends_of_the_calendar_are_drawn() -> None:
    for dates in (["0001-01-01", "0001", "9999-12-31", "9999", "0001/9999"], ["0001"] * FEWEST, ["9999"] * FEWEST):
        found = draw(*dates).marks
        assert len(found) == FEWEST
        assert all(0 <= place(mark.begin) <= place(mark.end) <= 100 for mark in found)
    assert len(draw(*["0001-01-01"] * 5).marks) == len(draw(*["9999-12-31"] * 5).marks) == 5


# In a browser


def overlaps(page: Page) -> list[list[str]]:
    """Return the texts of the drawing that are seen and run into each other, or out of it."""
    found: list[list[str]] = page.evaluate(
        """() => {
            const frame = document.querySelector(".overview").getBoundingClientRect();
            const texts = [...document.querySelectorAll(".drawing text")].filter(text => text.getClientRects().length);
            const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
            const outside = boxes.filter(([, box]) => box.left < frame.left || box.right > frame.right);
            const met = boxes.flatMap(([text, box], index) => boxes.slice(index + 1)
                .filter(([, other]) => box.left < other.right && other.left < box.right &&
                                       box.top + 1 < other.bottom && other.top + 1 < box.bottom)
                .map(([other]) => [text, other]));
            return [...outside.map(([text]) => [text]), ...met];
        }"""
    )
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_of_a_drawing_runs_into_another_in_a_browser(tab: Tab, site_address: str, locale: str) -> None:
    with tab(site_address) as page:
        for path in ("timeline/", "briefings/partnership/"):
            page.goto(f"{site_address}{locale}/{path}")
            for width in (320, 360, 639, 640, 1280):
                page.set_viewport_size(ViewportSize(width=width, height=800))
                assert page.locator(".drawing text >> visible=true").count() > 8
                assert overlaps(page) == [], (path, width)


def test_a_mark_leads_a_pointer_to_its_entry_and_a_keyboard_passes_it_by(tab: Tab, site_address: str) -> None:
    with tab(site_address) as page:
        page.goto(f"{site_address}en/timeline/")
        page.locator(".marks a").last.click()
        target = page.locator(".timeline > li:target")
        assert page.url.endswith(f"#{target.get_attribute('id')}")
        page.goto(f"{site_address}en/timeline/")
        page.locator("main").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.timeline') !== null")
