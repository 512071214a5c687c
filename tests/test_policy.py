"""What a page may do in a browser, and to whom a preview answers."""

from __future__ import annotations

import base64
import hashlib
import http.client
import re
import shutil
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from briefings.mkdocs_plugin.preview import is_own
from tests import mini
from tests.conftest import Pages, Serve, Tab
from tests.test_plugin import Preview, preview

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


# Pages


@pytest.mark.slow
def test_every_page_has_the_policy_before_all_that_it_governs(pages: Pages) -> None:
    assert len(pages) > 50
    for address, page in pages.items():
        assert page.head is not None
        first, second, third, *others = page.head.find_all(True)
        assert first.get("charset") == "utf-8", address
        assert (second.get("http-equiv"), second.get("content")) == ("Content-Security-Policy", POLICY), address
        assert (third.get("name"), third.get("content")) == ("referrer", "same-origin"), address
        assert not any(tag.get("http-equiv") or tag.name in ("base", "style") for tag in others), address


@pytest.mark.slow
def test_the_policy_leaves_room_for_the_encoding(site: Path) -> None:
    """A browser looks for it in the first 1024 bytes."""
    for file in site.rglob("*.html"):
        assert b'<meta charset="utf-8">' in file.read_bytes()[:1024]


@pytest.mark.slow
def test_no_page_violates_the_policy(browser: Browser, site: Path, site_address: str) -> None:
    names = [file.relative_to(site).as_posix().removesuffix("index.html") for file in sorted(site.rglob("*.html"))]
    # One of each kind and locale, for one browser takes long for all.
    kinds = {re.sub(r"[^/]+/$", "", name) + str(name.count("/")): name for name in names}
    context = browser.new_context()
    try:
        context.add_init_script(LISTEN)
        page = context.new_page()
        for name in sorted({*kinds.values(), "", "404.html"}):
            page.goto(site_address + name)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.violations") == [], name
            assert page.evaluate("[document.styleSheets.length, document.fonts.status]") == [1, "loaded"], name
        page.goto(f"{site_address}en/search/?q=north")
        expect(page.locator("#Results > li").first).to_be_visible()
        assert page.evaluate("window.violations") == []
    finally:
        context.close()


@pytest.mark.slow
def test_no_page_violates_the_policy_in_a_folder(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    try:
        context.add_init_script(LISTEN)
        page = context.new_page()
        for name in ("index.html", "en/index.html", "sv/search/index.html", "404.html"):
            page.goto(f"{site.as_uri()}/{name}")
            assert page.evaluate("window.violations") == [], name
            assert page.evaluate("[...document.styleSheets].length") == 1
        page.goto(f"{site.as_uri()}/en/index.html")
        assert page.evaluate("[...document.links].every((link) => !/^file:.*\\/$/.test(link.href))")
    finally:
        context.close()


INJECTED: Mapping[str, str] = {
    "a script": "<script>window.fired = 1</script>",
    "a handler": '<img src="/nothing.png" onerror="window.fired = 1">',
    "a script from elsewhere": '<script src="https://foreign.example/x.js"></script>',
    "a frame": '<iframe srcdoc="<script>parent.fired = 1</script>"></iframe>',
    "a frame from elsewhere": '<iframe src="https://foreign.example/"></iframe>',
    "a style": "<style>main { max-width: none }</style>",
    "a style in an attribute": '<p style="position: fixed">x</p>',
    "an image from elsewhere": '<img src="https://foreign.example/x.png">',
    "an object": '<object data="https://foreign.example/x"></object>',
    "a base": '<base href="https://foreign.example/">',
}


@pytest.mark.slow
@pytest.mark.parametrize("what", INJECTED)
def test_what_is_injected_is_blocked(browser: Browser, site: Path, serve: Serve, tmp_path: Path, what: str) -> None:
    page_file = (site / "en" / "index.html").read_text("utf-8")
    (tmp_path / "en").mkdir()
    for name, text in (("with", page_file), ("without", re.sub("<meta http-equiv[^>]*>", "", page_file))):
        (tmp_path / "en" / f"{name}.html").write_text(text.replace("<main", f"{INJECTED[what]}<main", 1), "utf-8")
    shutil.copytree(site / "assets", tmp_path / "assets")
    address = serve(tmp_path)
    context = browser.new_context()
    try:
        context.add_init_script(LISTEN)
        context.route(
            "https://foreign.example/**", lambda route: route.fulfill(body="window.fired = 1", content_type="text/javascript")
        )
        page = context.new_page()
        for name in ("without", "with"):
            page.goto(f"{address}en/{name}.html")
            page.wait_for_load_state("networkidle")
            if name == "without":
                assert page.evaluate("window.violations") == []
            else:
                assert page.evaluate("window.violations") != [] or what == "a frame", "a frame hears of its own"
                assert page.evaluate("window.fired") is None
    finally:
        context.close()


@pytest.mark.slow
@pytest.mark.parametrize("href", ["https://a:99999/", "http://[::1/", "https://%/", "//", "mailto:"])
def test_an_address_that_is_none_does_not_stop_the_script(browser: Browser, site: Path, tmp_path: Path, href: str) -> None:
    shutil.copytree(site / "assets", tmp_path / "assets")
    (tmp_path / "en").mkdir()
    text = (site / "en" / "index.html").read_text("utf-8").replace("<main", f'<a href="{href}">x</a><main', 1)
    (tmp_path / "en" / "index.html").write_text(text, "utf-8")
    context = browser.new_context()
    try:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto((tmp_path / "en" / "index.html").as_uri())
        assert errors == []
        assert page.evaluate("[...document.links].filter((link) => link.href.endsWith('/index.html')).length") > 3
    finally:
        context.close()


# To whom a preview answers


@pytest.mark.parametrize(
    ("host", "address", "is_answered"),
    [
        ("localhost", "127.0.0.1", True),
        ("localhost:8000", "127.0.0.1", True),
        ("LocalHost.:8000", "127.0.0.1", True),
        ("desk.localhost:8000", "127.0.0.1", True),
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("127.1.2.3", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("192.0.2.7:8000", "192.0.2.7", True),
        ("192.0.2.7:8000", "0.0.0.0", True),
        ("[2001:db8::7]:8000", "::", True),
        ("192.0.2.7", "127.0.0.1", False),
        ("evil.example", "127.0.0.1", False),
        ("evil.example:8000", "0.0.0.0", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("evil.example@localhost", "127.0.0.1", False),
        ("localhost evil.example", "127.0.0.1", False),
        ("localhost:8000@evil.example", "127.0.0.1", False),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("127.0.0.1.nip.example", "0.0.0.0", False),
        ("2130706433", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("[", "0.0.0.0", False),
        ("\u0661\u0662\u0667.0.0.1", "127.0.0.1", False),
    ],
)
def test_a_host_that_is_this_machine(host: str, address: str, is_answered: bool) -> None:
    assert is_own(host, address) is is_answered


def test_the_name_of_the_machine_is_its_own_where_every_address_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Desk-PC.lan")
    assert is_own("desk-pc.lan:8000", "0.0.0.0")
    assert is_own("desk-pc.local", "::")
    assert not is_own("desk-pc.lan", "127.0.0.1")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    site = mini.copy_site("two-locales", tmp_path_factory.mktemp("preview") / "project")
    with preview(site, "briefings", "serve") as running:
        running.shows("en/topics/shipping/", "Shipping")
        yield running


@pytest.mark.slow
@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", None])
@pytest.mark.parametrize("path", ["/press/en/", "/", "/livereload/0/1"])
def test_another_host_gets_no_page(shown: Preview, host: str | None, path: str) -> None:
    port = int(re.search(r":(\d+)/", shown.address)[1])  # type: ignore[index]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    if host is not None:
        connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    assert (answer.status, b"<html" in answer.read()) == (421, False)
    connection.close()


@pytest.mark.slow
def test_the_script_that_reloads_a_page_is_allowed_and_no_other(shown: Preview) -> None:
    with urllib.request.urlopen(f"{shown.address}en/", timeout=10) as answer:
        data = answer.read()
        assert int(answer.headers["Content-Length"]) == len(data)
    page = BeautifulSoup(data, "html.parser")
    (script,) = page.select("script:not([src]):not([type])")
    digest = base64.b64encode(hashlib.sha256((script.string or "").encode()).digest()).decode()
    policy = page.select_one("meta[http-equiv]")
    assert policy is not None
    assert policy["content"] == POLICY.replace("script-src 'self'", f"script-src 'self' 'sha256-{digest}'")


@pytest.mark.slow
def test_a_preview_reloads_its_page(shown: Preview, tab: Tab) -> None:
    with tab(shown.address.removesuffix("press/")) as page:
        page.goto(f"{shown.address}en/topics/shipping/")
        expect(page.locator("h1")).to_have_text("Shipping")
        mini.overlay(shown.site, {"content/topics/shipping.yaml": "names: {en: Boats, sv: Båtar}\n"})
        expect(page.locator("h1")).to_have_text("Boats", timeout=30_000)
