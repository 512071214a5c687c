"""Links to passages, followed in Chromium: the page scrolls to where the passage stands, whatever is in it."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from briefings import urls
from briefings.model.records import Evidence
from tests.conftest import Serve

CASES = {
    "plain": (Evidence(exact="mer enn tusen containere"), "skipet hadde mer enn tusen containere om bord"),
    "a gap": (Evidence(exact="first words … last words"), "the first words of it and the last words"),
    "several gaps": (Evidence(exact="alpha one … beta … gamma three"), "alpha one, beta two, gamma three"),
    "three dots": (Evidence(exact="alpha one ... gamma three"), "alpha one, beta two, gamma three"),
    "a gap in brackets": (Evidence(exact="alpha one […] gamma three"), "alpha one, beta two, gamma three"),
    "three dots in brackets": (Evidence(exact="alpha one (...) gamma three"), "alpha one, beta two, gamma three"),
    "signs of its own": (Evidence(exact="well-known, so-called & 5 % #1 + «x»"), "a well-known, so-called & 5 % #1 + «x» here"),
    "a hyphen at both ends": (Evidence(exact="-5 per cent-"), "a change of -5 per cent- it was"),
    "a question": (Evidence(exact="what? /no/ [yes]: a=b;c"), "asked: what? /no/ [yes]: a=b;c"),
    "quotation marks": (Evidence(exact='said "so it is"'), "he said “so it is” today"),
    "Cyrillic": (Evidence(exact="солдаты … Курской"), "солдаты воюют в Курской области"),
    "Chinese": (Evidence(exact="派遣了一万二千名士兵"), "朝鲜向俄罗斯派遣了一万二千名士兵。"),
    "Chinese with a gap": (Evidence(exact="派遣了……士兵"), "朝鲜向俄罗斯派遣了一万二千名士兵。"),
    "Japanese": (Evidence(exact="兵士1万2000人"), "北朝鮮は兵士1万2000人をロシアに派遣した。"),
    "Thai": (Evidence(exact="ส่งทหาร"), "เกาหลีเหนือส่งทหารไปรัสเซีย"),
    "Arabic": (Evidence(exact="قوات كورية … كورسك"), "قوات كورية شمالية تقاتل في كورسك"),
    "Hebrew": (Evidence(exact="כוחות צפון קוריאה"), "כוחות צפון קוריאה נלחמים"),
    "a soft hyphen": (Evidence(exact="Ministerpräsident"), "der Minister\u00adpräsident sagte"),
    "what stands before": (Evidence(exact="the war", prefix="end of"), "the end of the war"),
    "what stands after": (Evidence(exact="the war", suffix="ended, - & so"), "when the war ended, - & so on"),
    "what stands around a gap": (Evidence(exact="the … war", prefix="end of", suffix="came"), "the end of the long war came"),
}
"""Evidence, and the paragraph that it stands in, at the end of a long page on which the war was spoken of before."""
ADDRESSES = ["page.html", "page.html#", "page.html#top", "page.html#:~:text=Nothing", "page.html#top:~:text=x,y&text=z"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("pages")
    return folder, serve(folder)


def scrolls(browser: Browser, folder: Path, site: str, address: str, evidence: Evidence, paragraph: str) -> bool:
    """Return whether a link to evidence scrolls a page to the paragraph that it stands in."""
    filler = "<p>Of the war nothing is said, nor of the long war here.</p>" + "<p>Nothing at all.</p>" * 200
    (folder / "page.html").write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><title>A page</title><h1 id="top">A page</h1>{filler}'
        f'<p id="it">{html.escape(paragraph)}</p>{filler}',
        "utf-8",
    )
    context = browser.new_context()
    page = context.new_page()
    try:
        page.goto(site + urls.passage(address, evidence.parts, evidence.prefix, evidence.suffix))
        seen = "(() => { const box = document.getElementById('it').getBoundingClientRect(); "
        page.wait_for_function(f"{seen} return scrollY > 0 && box.top >= 0 && box.bottom <= innerHeight }})()", timeout=4_000)
    except Error:
        return False
    finally:
        context.close()
    return True


@pytest.mark.parametrize("kind", CASES)
def test_a_link_leads_to_the_passage(browser: Browser, pages: tuple[Path, str], kind: str) -> None:
    assert scrolls(browser, *pages, "page.html", *CASES[kind])


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_link_leads_there_whatever_the_address_ends_with(browser: Browser, pages: tuple[Path, str], address: str) -> None:
    assert scrolls(browser, *pages, address, *CASES["a gap"])


def test_a_link_to_what_is_not_there_leads_nowhere(browser: Browser, pages: tuple[Path, str]) -> None:
    assert not scrolls(browser, *pages, "page.html", Evidence(exact="not there"), "something else")
