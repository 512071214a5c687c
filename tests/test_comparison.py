"""Figures side by side on the pages of a small site: what differs is marked, and a chart shows what its table says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from briefings.mkdocs_plugin import build_site
from tests import mini

FORMS = mini.cases(mini.SITES / "right" / "figures-of-every-form.yaml")
HOSTILE = '</desc></svg><script>alert("1")</script> & <b>'


def built(folder: Path, *overlays: Mapping[str, object]) -> Path:
    site = mini.copy_site("two-locales", folder)
    for files in overlays:
        mini.overlay(site, files)
    built = build_site(str(site / "mkdocs.yml"), strict=True).folder
    assert built is not None
    return built


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("comparison") / "site", FORMS["files"])


def page(site: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((site / path / "index.html").read_bytes(), "html.parser")


def text(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text().split())


def one(place: Tag, select: str) -> Tag:
    found = place.select(select)
    assert len(found) == 1, f"{len(found)} × {select}"
    return found[0]


def rows(place: Tag) -> list[Tag]:
    return [row for row in place.select("table.compared tbody tr") if row.has_attr("id")]


def values(place: Tag) -> list[str]:
    """Return the figures of the charts, in the order in which they are drawn."""
    return [text(value).removeprefix("≠ ") for value in place.select(".chart .value")]


MEASURE = "en/measures/passengers-delayed"
BRIEFING = "en/briefings/ferries"


def test_figures_that_cannot_both_be_true_are_marked_and_it_is_said_why(site: Path) -> None:
    measure = page(site, MEASURE)
    assert [row["id"] for row in measure.select("tr.differs")] == ["figure-first--range", "figure-second--few"]
    why = "both are about the same time and cannot both be true."
    assert [text(remark) for remark in measure.select("tr.remark")] == [
        f"≠ Differs from 1,500 passengers (Kustbolaget, 28 January 2024): {why}",
        f"≠ Differs from 10,000–12,000 passengers (The union, January 2024): {why}",
    ]
    assert [link["href"] for link in measure.select("tr.remark a")] == ["#figure-second--few", "#figure-first--range"]
    assert len(measure.select(".chart .unequal")) == 2


def test_what_is_not_compared_says_why(site: Path) -> None:
    said = {text(item.strong): text(item) for item in page(site, MEASURE).select(".apart li") if item.strong}
    assert said["about 9,000 passengers"] == "about 9,000 passengers Not compared with the others: no date is given for it."
    assert "400 passengers, stranded overnight" not in said["400 passengers"]
    assert said["400 passengers"].count("more, or less, than this figure") == 1
    assert "60 cabins (the article; no source named, 28 January 2024): its unit does not convert" in said["1,500 passengers"]
    assert "(Kustbolaget, since January 2024)" not in said["at least 7,000 passengers"]  # which it meets
    assert "they are for different dates or periods" in said["at least 7,000 passengers"]
    assert "no date is given for it" in said["1,500 passengers"]


def test_figures_are_sorted_by_date_and_those_without_one_come_last(site: Path) -> None:
    times = [text(row.select_one(".time")) for row in rows(page(site, MEASURE))]
    assert times == [
        *("January 2024", "since January 2024", "since January 2024"),
        *("28 January 2024", "28 January 2024", "28 January 2024", "not given"),
    ]


def test_a_figure_is_converted_to_the_unit_that_most_others_have(site: Path) -> None:
    row = one(page(site, MEASURE), "#figure-second--thousands")
    assert text(row.th) == "about 8–9 thousand passengers = about 8,000–9,000 passengers"
    swedish = one(page(site, "sv/measures/passengers-delayed"), "#figure-second--thousands")
    assert text(swedish.th) == "omkring 8–9 tusen resenärer = omkring 8 000–9 000 resenärer"


def test_a_figure_says_which_part_it_is_about(site: Path) -> None:
    assert text(one(page(site, MEASURE), "#figure-first--part th .also")) == "stranded overnight"
    assert text(one(page(site, "sv/measures/passengers-delayed"), "#figure-first--part th .also")) == "strandade över natten"
    assert text(one(page(site, "en/articles/first"), "#figures tbody .also")) == "stranded overnight"


def test_units_that_do_not_convert_are_on_scales_of_their_own(site: Path) -> None:
    charts = page(site, MEASURE).select("svg.chart")
    assert [text(chart.select_one(".unit")) for chart in charts] == ["passengers", "cabins"]
    assert [len(chart.select(".figure")) for chart in charts] == [6, 1]


def test_a_chart_has_a_title_a_description_and_what_stands_in_its_table(site: Path) -> None:
    measure = page(site, MEASURE)
    for chart in measure.select("svg.chart"):
        assert chart["role"] == "img"
        titles = [measure.find(id=name) for name in str(chart["aria-labelledby"]).split()]
        assert [found.name for found in titles if isinstance(found, Tag)] == ["title", "desc"]
    shown = list(zip(values(measure), [text(time) for time in measure.select(".chart .time")], strict=True))
    listed = [(next(row.th.stripped_strings), text(row.select_one(".time"))) for row in rows(measure) if row.th]
    assert sorted(shown) == sorted((value, "date not given" if time == "not given" else time) for value, time in listed)
    described = " ".join(text(desc) for desc in measure.select("svg.chart > desc"))
    assert all(value in described for value, _ in listed)


def test_the_marks_of_a_chart_are_those_of_its_table(site: Path) -> None:
    measure = page(site, MEASURE)
    in_table = {
        (next(row.th.stripped_strings), one(row, ".origin path")["d"], tuple(one(row, ".origin svg")["class"])[-1])
        for row in rows(measure)
        if row.th
    }
    drawn = measure.select(".chart .figure")
    in_chart = {
        (value, figure.select(".point")[0]["d"], tuple(figure["class"])[-1])
        for value, figure in zip(values(measure), drawn, strict=True)
    }
    assert in_chart == in_table


def test_articles_of_one_origin_have_one_mark(site: Path) -> None:
    measure = page(site, MEASURE)
    source = {str(row["id"]): text(row.select_one(".origin")) for row in rows(measure)}
    assert source["figure-second--few"] == source["figure-second--thousands"] == source["figure-ferry-delayed--waiting"]
    assert source["figure-first--range"] != source["figure-second--few"]
    assert [text(item) for item in measure.select(".legend li")] == [
        *("Source A The first report", "Source B Kustbolaget 2 articles from the same source", "≠ differs from another figure"),
    ]


def test_a_range_an_open_range_and_a_rough_number_are_drawn_as_what_they_are(site: Path) -> None:
    measure = page(site, MEASURE)
    drawn = dict(zip(values(measure), measure.select(".figure"), strict=True))
    assert len(drawn["10,000–12,000 passengers"].select(".point")) == 2
    assert len(drawn["10,000–12,000 passengers"].select(".range")) == 1
    assert len(drawn["at least 7,000 passengers"].select(".arrow")) == 1
    assert len(drawn["about 9,000 passengers"].select(".cap")) == 2
    assert len(drawn["1,500 passengers"].select(".cap, .arrow, .range")) == 0
    track = one(drawn["at least 7,000 passengers"], ".allowed")
    assert track["x2"] == "100%"


def test_a_briefing_shows_all_figures_on_what_it_counts_and_marks_its_own(site: Path) -> None:
    briefing = page(site, BRIEFING)
    assert [text(heading) for heading in briefing.select("#figures h3")] == ["Ferries on time", "Passengers delayed"]
    assert [link["href"] for link in briefing.select("#figures h3 a")] == [
        *("../../measures/ferries-on-time/", "../../measures/passengers-delayed/"),
    ]
    block = one(briefing, "#measure-passengers-delayed")
    assert [row["id"] for row in rows(block)] == [row["id"] for row in rows(page(site, MEASURE))]
    assert [row["id"] for row in rows(block) if row.select(".cited")] == ["figure-ferry-delayed--waiting"]
    assert page(site, MEASURE).select(".cited") == []


def test_ids_are_unique_on_a_page_with_several_charts(site: Path) -> None:
    ids = [str(element["id"]) for element in page(site, BRIEFING).find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert len(page(site, BRIEFING).select("svg.chart")) == 3


def test_scales_are_written_in_the_numbers_of_the_locale(site: Path) -> None:
    english, swedish = (page(site, f"{locale}/measures/passengers-delayed") for locale in ("en", "sv"))
    assert [text(tick) for tick in english.select(".tick")][:4] == ["0", "5,000", "10,000", "15,000"]
    assert [text(tick) for tick in swedish.select(".tick")][:4] == ["0", "5 000", "10 000", "15 000"]


def test_hostile_names_stay_text_in_a_chart(tmp_path: Path) -> None:
    quoted = HOSTILE.replace('"', '\\"')
    names = {"{one: passenger, other: passengers}": f'{{other: "{quoted}"}}', "en: Passengers delayed": f'en: "{quoted}"'}
    files = {
        "content/measures/passengers-delayed.yaml": {"replace": names},
        "content/entities/harbour-master.yaml": {"replace": {"a harbour master": f'"{quoted}"'}},
    }
    site = built(tmp_path / "site", files)
    for path in (MEASURE, BRIEFING):
        raw = (site / path / "index.html").read_text("utf-8")
        assert 'alert("1")</script>' not in raw
        assert "&lt;/desc&gt;" in raw
        chart = page(site, path).select("svg.chart")[-1]
        assert text(chart.select_one("title")).startswith(HOSTILE)
        assert text(chart.select_one("desc")).startswith(f"about 9,000 {HOSTILE} ({HOSTILE}")
        assert {element.name for element in chart.find_all(True)} <= {"title", "desc", "text", "tspan", "svg", "line", "path"}
        assert not re.search(r"\son\w+=", str(chart))


# Words for numbers


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = mini.cases(mini.SITES / "right" / "words-for-numbers.yaml")
    return built(tmp_path_factory.mktemp("words") / "site", case["files"])


def test_a_word_for_a_number_is_shown_in_the_words_of_the_page(words: Path) -> None:
    swedish = page(words, "sv/measures/passengers-delayed")
    assert [next(row.th.stripped_strings) for row in rows(page(words, MEASURE)) if row.th] == [
        *("at least thousands of passengers", "hundreds of passengers", "600 passengers"),
        *("about 9,000 passengers", "billions of passengers"),
    ]
    assert values(swedish) == [
        *(
            "minst tusentals resenärer",
            "hundratals resenärer",
            "600 resenärer",
            "omkring 9 000 resenärer",
            "miljardtals resenärer",
        ),
    ]
    assert (
        text(page(words, "en/articles/first").select("#claim-words .chain dd")[0]) == "hundreds of passengers, 28 January 2024"
    )


def test_a_word_for_a_number_differs_from_numbers_that_it_cannot_mean(words: Path) -> None:
    why = "cannot both be true."
    said = {row["id"]: text(row.find_next_sibling("tr")) for row in page(words, MEASURE).select("tr.differs")}
    assert set(said) == {"figure-first--more", "figure-first--words", "figure-second--number"}
    assert said["figure-second--number"].startswith(
        "≠ Differs from at least thousands of passengers (Kustbolaget, 28 January 2024)"
    )
    assert said["figure-second--number"].endswith(why)


def test_a_word_for_a_number_is_drawn_as_a_range_without_a_number_of_its_own(words: Path) -> None:
    measure = page(words, MEASURE)
    drawn = dict(zip(values(measure), measure.select(".figure"), strict=True))
    assert len(drawn["hundreds of passengers"].select(".range")) == 1
    assert drawn["hundreds of passengers"].select(".point, .cap, .arrow") == []
    assert len(drawn["billions of passengers"].select(".arrow")) == 1


def test_a_word_for_a_number_is_data_with_the_range_that_it_means(words: Path) -> None:
    figures = json.loads((words / "data" / "figures.json").read_bytes())["figures"]
    found = {figure["id"]: figure for figure in figures}
    fields = ("value", "amount", "qualifier", "range_from", "range_to")
    assert [found["first:words"][field] for field in fields] == [None, "hundreds", None, 200, 2000]
    assert [found["first:more"][field] for field in fields] == [None, "thousands", "at-least", 2000, None]
    assert [found["second:number"][field] for field in fields] == [600, None, None, None, None]
