"""Events that several articles tell of are one entry in the order of time, whatever file says so."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from briefings import mkdocs_plugin
from briefings.link.timeline import MergedEvent, group_events, merge_events
from briefings.model import edtf
from briefings.model.content import Article, TranslatedRecord
from briefings.model.records import ArticleFacts
from briefings.model.reference import Reference
from tests import mini
from tests.conftest import Pages, load
from tests.test_site import LOCALES, attribute, language, locale_of, one, resolve, words

Ties = Mapping[str, Iterable[str]]

ALLOWED = "allow: {R020: It tries what is text.}"


def articles(events: Mapping[str, str], ties: Ties | None = None) -> dict[str, Article]:
    """Make articles with one origin each from `article:event` to date, and from `article:event` to those tied to it."""
    found: dict[str, dict[str, object]] = {}
    for name, date in events.items():
        article, _, event = name.partition(":")
        found.setdefault(article, {})[event] = {"date": date, "evidence": "x", "same_as": list((ties or {}).get(name, ()))}
    return {article: _article(article, events) for article, events in found.items()}


def _article(name: str, events: Mapping[str, object]) -> Article:
    facts = mini.record(ArticleFacts, language="en", origin={"kind": "own"}, events=events)
    return TranslatedRecord(name, f"content/articles/{name}", "article.yaml", facts, {}, "en")


def members(found: Iterable[MergedEvent]) -> list[list[str]]:
    return [[str(member) for member in merged.members] for merged in found]


def dates(*texts: str) -> list[str]:
    """Return dates in the order in which a timeline has them."""
    given = {f"a:e{number}": text for number, text in enumerate(texts)}
    return [merged.date.text for merged in merge_events(articles(given), {})]


def test_without_articles_nothing_happened() -> None:
    assert merge_events({}, {}) == ()


def test_a_tie_holds_from_either_side() -> None:
    events = {"a:x": "2024", "b:y": "2024"}
    expected = [["a:x", "b:y"]]
    assert members(merge_events(articles(events, {"a:x": ["b:y"]}), {})) == expected
    assert members(merge_events(articles(events, {"b:y": ["a:x"]}), {})) == expected
    assert members(merge_events(articles(events, {"a:x": ["b:y"], "b:y": ["a:x"]}), {})) == expected


def test_a_tie_holds_onwards() -> None:
    events = {"a:x": "2024", "b:x": "2024", "c:x": "2024", "d:x": "2024"}
    assert members(merge_events(articles(events, {"a:x": ["d:x"], "c:x": ["b:x"], "d:x": ["c:x"]}), {})) == [
        ["a:x", "b:x", "c:x", "d:x"]
    ]


def test_what_is_not_tied_stays_apart_however_alike() -> None:
    assert members(merge_events(articles({"a:x": "2024-01-01", "b:x": "2024-01-01"}), {})) == [["a:x"], ["b:x"]]


def test_an_entry_is_dated_by_its_most_exact_date() -> None:
    events = {"a:x": "2024", "b:x": "2024-06?", "c:x": "2024-06-18/2024-06-19", "d:x": "2024-06-19~", "e:x": "2024-06-19"}
    (merged,) = merge_events(articles(events, {"a:x": ["b:x", "c:x", "d:x", "e:x"]}), {})
    assert merged.date.text == "2024-06-19"
    assert members([merged]) == [["e:x", "d:x", "c:x", "b:x", "a:x"]]


def test_an_inferred_date_is_less_exact_than_one_that_is_given() -> None:
    (merged,) = merge_events(articles({"a:x": "2024-06?", "b:x": "2024-06"}, {"a:x": ["b:x"]}), {})
    assert merged.date.text == "2024-06"


def test_an_entry_stands_where_its_most_exact_date_is() -> None:
    events = {"a:x": "2024", "b:x": "2024-06-19", "c:other": "2024-03"}
    assert members(merge_events(articles(events, {"a:x": ["b:x"]}), {})) == [["c:other"], ["b:x", "a:x"]]


def test_dates_of_every_form_have_an_order() -> None:
    in_order = ["20XX", "202X", "2023~", "2023-01-01/..", "2023-02", "2023-21", "2023-05/2024", "../2023-06", "2024?"]
    assert dates(*reversed(in_order)) == in_order


def test_a_day_stands_before_the_longer_time_that_begins_on_it() -> None:
    assert dates("2024-03", "2024-03-01/..", "2024-03-01") == ["2024-03-01", "2024-03", "2024-03-01/.."]


def test_the_sources_of_an_entry_are_counted_by_their_origins() -> None:
    found = articles({"a:x": "2024", "b:x": "2024"}, {"a:x": ["b:x"]})
    (merged,) = merge_events(found, {})
    assert (merged.sources.articles, merged.sources.independent) == (2, 2)
    translation = msgspec.structs.replace(
        found["b"].facts, origin=msgspec.structs.replace(found["a"].facts.origin, kind="translation", of="a")
    )
    (merged,) = merge_events({**found, "b": TranslatedRecord("b", "b", "article.yaml", translation, {}, "en")}, {})
    assert (merged.sources.articles, merged.sources.independent) == (2, 1)


def test_a_selection_has_whole_entries_each_once() -> None:
    found = merge_events(articles({"a:x": "2024", "b:x": "2024", "b:y": "2025"}, {"a:x": ["b:x"]}), {})
    picked = group_events(found, lambda event: [event.article, "all"])
    assert {name: members(group) for name, group in picked.items()} == {
        "a": [["a:x", "b:x"]],
        "b": [["a:x", "b:x"], ["b:y"]],
        "all": [["a:x", "b:x"], ["b:y"]],
    }


# What holds of any events

_NAMES = [f"{article}:{event}" for article in "abcd" for event in "xyz"]
_DATES = ["2024", "2024?", "2024-06~", "2024-06-19", "2023-09-07/2023-10-01", "2022-08/..", "../2023", "202X", "2023-24"]
_events = st.dictionaries(st.sampled_from(_NAMES), st.sampled_from(_DATES), min_size=1)
_ties = st.dictionaries(st.sampled_from(_NAMES), st.lists(st.sampled_from(_NAMES), max_size=3, unique=True))


def shuffled(given: Mapping[str, str], chance: random.Random) -> dict[str, str]:
    names = list(given)
    chance.shuffle(names)
    return {name: given[name] for name in names}


@given(_events, _ties, st.randoms(use_true_random=False))
def test_the_order_of_files_never_matters(events: dict[str, str], ties: Ties, chance: random.Random) -> None:
    assert merge_events(articles(shuffled(events, chance), ties), {}) == merge_events(articles(events, ties), {})


@given(_events, _ties)
def test_it_never_matters_which_side_names_a_tie(events: dict[str, str], ties: Ties) -> None:
    turned: dict[str, list[str]] = {}
    for one_side, others in ties.items():
        for other in others:
            turned.setdefault(other, []).append(one_side)
    # A tie to an event that is not there ties nothing, from either side.
    assert merge_events(articles(events, turned), {}) == merge_events(articles(events, ties), {})


@given(_events, _ties)
def test_entries_part_the_events_and_ties_never_cross_them(events: dict[str, str], ties: Ties) -> None:
    found = members(merge_events(articles(events, ties), {}))
    assert sorted(name for group in found for name in group) == sorted(events)
    place = {name: number for number, group in enumerate(found) for name in group}
    crossed = [
        (name, other) for name in events for other in ties.get(name, ()) if other in place and place[other] != place[name]
    ]
    assert crossed == []


@given(_events, _ties)
def test_merging_what_is_merged_changes_nothing(events: dict[str, str], ties: Ties) -> None:
    once = merge_events(articles(events, ties), {})
    all_tied = {str(member): [str(other) for other in found.members] for found in once for member in found.members}
    assert merge_events(articles(events, all_tied), {}) == once


@given(_events, _ties)
def test_no_two_entries_are_one_unless_ties_lead_from_one_to_the_other(events: dict[str, str], ties: Ties) -> None:
    for merged in merge_events(articles(events, ties), {}):
        reached = {str(merged.members[0])}
        while True:
            near = {other for name in reached for other in ties.get(name, ()) if other in events}
            near |= {name for name in events if reached & set(ties.get(name, ()))}
            if near <= reached:
                break
            reached |= near
        assert reached == {str(member) for member in merged.members}


@given(_events, _ties)
def test_entries_follow_each_other_in_time(events: dict[str, str], ties: Ties) -> None:
    found = merge_events(articles(events, ties), {})
    moments = [merged.moment for merged in found]
    known = [moment for moment in moments if moment]
    assert moments == [*known, *[None] * (len(moments) - len(known))], "dates of which nothing is known are the last"
    years = [(moment.year, -moment.span) for moment in known]
    assert years == sorted(years)
    within = [(merged.moment.place, merged.date.last) for merged in found if merged.moment and merged.moment.span == 1]
    assert within == sorted(within)


def test_a_date_is_placed_by_its_start_or_else_by_its_end() -> None:
    for text in ("2023-09/..", "2023-09/", "../2023-09", "/2023-09"):
        assert edtf.parse(text).moment == edtf.Moment(2023, 9)
    assert edtf.parse("../..").moment is None


def test_entries_of_all_kinds_of_dates_have_an_order() -> None:
    dates = [
        "Y-170002",
        "-01XX",
        "-0043-21",
        "-0043-03-15",
        "0000",
        "/1985",
        "1985/",
        "1985~/..",
        "2023-21",
        "2023-22",
        "2023-23",
        "2023-24",
    ]
    events = {f"a:e{number}": date for number, date in enumerate([*dates, "../..", "/.."])}
    found = [merged.date.text for merged in merge_events(articles(dict(reversed(events.items()))), {})]
    assert found[: len(dates)] == sorted(dates, key=dates.index) == dates
    assert set(found[len(dates) :]) == {"../..", "/.."}


# On the pages


@pytest.fixture(scope="module")
def told_twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site `two-locales` with an event that two articles tell of, and with events enough for a drawing."""
    site = mini.copy_site("two-locales", tmp_path_factory.mktemp("told") / "site")
    names = [f"day-{number}" for number in range(1, 7)]
    facts, texts = "evidence: 62.5 percent of the ferries\n", "on-time: 62.5 per cent of the ferries were on time.\n"
    storm = "{date: 2024-01?, entities: [sweden], same_as: [ferry-delayed:storm], evidence: a storm in January}"
    events = "".join(f"  {name}: {{date: 2024-02-0{name[-1]}, evidence: x}}\n" for name in names)
    told = "".join(f"  {name}: Something happens.\n" for name in names)
    changes = {
        "content/articles/ferry-late/article.yaml": {facts: f"{facts}events:\n{events}  storm: {storm}\n"},
        "content/articles/ferry-late/en.yaml": {texts: f"{texts}events:\n{told}  storm: A gale rages.\n"},
    }
    mini.overlay(site, {file: {"replace": change} for file, change in changes.items()})
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"), strict=True)
    return site / "site"


def page_of(site: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((site / path / "index.html").read_bytes(), "html.parser")


@pytest.mark.parametrize("path", ["en/timeline/", "en/briefings/ferries/", "en/topics/shipping/", "en/entities/sweden/"])
def test_a_merged_entry_has_each_article_once(told_twice: Path, path: str) -> None:
    page = page_of(told_twice, path)
    entry = one(page, "[id='happening-ferry-delayed--storm']")
    links = [resolve(path, attribute(link, "href")) for link in entry.select(".tellings .source a")]
    assert links == [("en/articles/ferry-delayed/", "event-storm"), ("en/articles/ferry-late/", "event-storm")]
    assert [words(text) for text in entry.select(".statement")] == ["A storm closes the port.", "A gale rages."]
    dates = ["Dated: 28 January 2024", "Dated: January 2024 (our conclusion)"]
    assert [words(text) for text in entry.select(".given")] == dates
    assert [(language(q), words(q)) for q in entry.select("q")] == [
        ("sv", "stormen den 28 januari"),
        ("en", "a storm in January"),
    ]
    assert words(one(entry, "details > summary")) == "2 articles from the same source"
    assert page.get_text().count("A gale rages.") == 1


def test_a_text_that_is_not_in_the_readers_language_says_so(told_twice: Path) -> None:
    entry = one(page_of(told_twice, "sv/timeline/"), "[id='happening-ferry-delayed--storm']")
    assert [language(text.select_one("span") or text) for text in entry.select(".statement")] == ["sv", "en"]
    assert attribute(entry.select(".tellings .source a")[1], "hreflang") == "en"


def test_the_drawing_leads_to_each_entry_in_the_order_of_the_list(told_twice: Path) -> None:
    for path in ("en/timeline/", "en/topics/shipping/"):
        page = page_of(told_twice, path)
        entries = [f"#{attribute(entry, 'id')}" for entry in page.select(".timeline > li")]
        marks = page.select(".overview .marks a")
        assert [attribute(mark, "href") for mark in marks] == entries
        assert [words(one(mark, "text")) for mark in marks] == [str(number) for number in range(1, len(entries) + 1)]
        assert [words(key) for key in page.select(".timeline .key")] == [str(number) for number in range(1, len(entries) + 1)]


def test_the_drawing_is_one_image_with_a_name_and_a_description(told_twice: Path) -> None:
    page = page_of(told_twice, "en/timeline/")
    image = one(page, ".overview svg[role=img]")
    named = [one(image, f"[id='{name}']") for name in attribute(image, "aria-labelledby").split()]
    assert [part.name for part in named] == ["title", "desc"]
    assert words(named[1]).startswith("7 events on a time axis. Earliest: 28 January 2024; latest: 6 February 2024.")
    assert image.select("a, [tabindex]") == [], "an image has no parts that can be reached"
    layer = one(page, ".overview .marks")
    assert attribute(layer, "aria-hidden") == "true"
    assert {attribute(link, "tabindex") for link in layer.select("a")} == {"-1"}


def test_markup_in_an_events_words_stays_text_in_the_drawing(told_twice: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(told_twice.parent, site)
    words_file = "content/articles/ferry-late/en.yaml"
    hostile = "</title></a></svg><script>alert(1)</script><b onclick=x>"
    mini.overlay(
        site,
        {words_file: {"replace": {"day-1: Something happens.": f"day-1: '{hostile}'", "headline:": f"{ALLOWED}\nheadline:"}}},
    )
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"), strict=True)
    page = page_of(site / "site", "en/timeline/")
    assert [words(title) for title in page.select(".marks title")].count(hostile) == 1
    assert page.select("main script, main b, [onclick]") == []
    assert len(page.select(".marks a")) == 7


def test_a_few_events_are_not_drawn(told_twice: Path) -> None:
    page = page_of(told_twice, "en/entities/sweden/")
    assert page.select(".timeline > li") and page.select(".overview") == []
    assert page.select(".timeline .key") == []


def test_a_site_without_events_has_no_timeline_and_nothing_leads_to_one(tmp_path: Path) -> None:
    site = mini.copy_site("one-article", tmp_path / "site")
    mkdocs_plugin.build_site(str(site / "mkdocs.yml"), strict=True)
    home = page_of(site / "site", "en/")
    assert not (site / "site" / "en" / "timeline").exists()
    assert home.select("#timeline") == []
    assert [link for link in home.select("a") if "timeline" in attribute(link, "href")] == []


# On the finished site


def telling_links(path: str, page: Tag) -> list[tuple[str, str]]:
    return [resolve(path, attribute(link, "href")) for link in page.select(".timeline .tellings .source a")]


def test_the_timeline_tells_every_event_of_every_article_once(pages: Pages, desk: Path) -> None:
    events = {
        (folder.name, event)
        for folder in (desk / "content" / "articles").iterdir()
        for event in load(folder / "article.yaml").get("events", {})
    }
    assert len(events) > 5
    for locale in LOCALES:
        path = f"{locale}/timeline/"
        found = telling_links(path, pages[path])
        assert len(found) == len(set(found)), path
        assert set(found) == {(f"{locale}/articles/{article}/", f"event-{event}") for article, event in events}, path


def test_a_timeline_leads_to_the_event_on_its_articles_page(pages: Pages) -> None:
    read = 0
    for path, page in pages.items():
        for telling in page.select(".timeline .tellings > li"):
            target, fragment = resolve(path, attribute(one(telling, ".source a"), "href"))
            event = one(pages[target], f"[id='{fragment}']")
            assert words(one(event, "q")) == words(one(telling, "q")), path
            assert language(one(event, "q")) == language(one(telling, "q")), path
            read += 1
    assert read > 100


def test_years_are_headings_of_the_long_page_alone(pages: Pages) -> None:
    for locale in LOCALES:
        page = pages[f"{locale}/timeline/"]
        years = [words(heading) for heading in page.select("h2")]
        assert years == sorted(set(years)) and len(years) > 1
        assert one(pages[f"{locale}/briefings/partnership/"], "#timeline").select("h3") == []


def test_an_entitys_events_are_on_its_timeline_and_nowhere_else_on_its_page(pages: Pages) -> None:
    read = 0
    for path, page in pages.items():
        if "/entities/" in path:
            elsewhere = page.select("#reports a, #relays a")  # what it reports, whoever took part in it
            links = [resolve(path, attribute(link, "href")) for link in page.select("main a") if link not in elsewhere]
            found = [link for link in links if link[1].startswith("event-")]
            assert len(found) == len(set(found)), path
            assert found == telling_links(path, page), path
            read += len(found)
    assert read > 5 * len(LOCALES)


def test_the_front_page_and_every_menu_lead_to_the_timeline(pages: Pages) -> None:
    for path, page in pages.items():
        if path.partition("/")[0] in LOCALES:
            first = page.select("nav.menu a")[0]
            assert resolve(path, attribute(first, "href")) == (f"{locale_of(path)}/timeline/", ""), path
    for locale in LOCALES:
        link = one(pages[f"{locale}/"], "#timeline a")
        assert resolve(f"{locale}/", attribute(link, "href")) == (f"{locale}/timeline/", "")


def test_a_reference_is_the_first_event_of_its_entry() -> None:
    (merged,) = merge_events(articles({"b:x": "2024-01-01", "a:x": "2024"}, {"a:x": ["b:x"]}), {})
    assert merged.members == (Reference("b", "x"), Reference("a", "x"))
