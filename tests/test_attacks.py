"""What hostile content can do: nothing in a browser, and no harm to the tool. A sample here, all of it with `make soak`."""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from briefings import mkdocs_plugin
from briefings.errors import BriefingsError
from tests import inline, mini
from tests.amount import SOAK, amount
from tests.conftest import Serve

pytestmark = pytest.mark.slow

# Payloads. Each calls `hit`, in some way that a browser has.

VECTORS = (
    "<script>hit()</script>",
    "<script src=data:text/javascript,hit()></script>",
    "<img src=x onerror=hit()>",
    "<svg onload=hit()>",
    "<svg><script>hit()</script></svg>",
    "<svg><animate onbegin=hit() attributeName=x dur=1s>",
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    "<iframe src=javascript:parent.hit()></iframe>",
    "<details open ontoggle=hit()>",
    "<body onload=hit()>",
    "<body onpageshow=hit()>",
    "<input autofocus onfocus=hit()>",
    "<select autofocus onfocus=hit()><option>x</select>",
    "<button autofocus onfocus=hit()>x</button>",
    "<a autofocus tabindex=1 onfocus=hit() href=#>x</a>",
    "<video src=x onerror=hit()></video>",
    "<audio src=x onerror=hit()></audio>",
    "<video><source src=x onerror=hit()></video>",
    "<link rel=stylesheet href=x onerror=hit()>",
    "<object data=x onerror=hit()></object>",
    "<marquee onstart=hit()>x</marquee>",
    "<style onload=hit()></style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=hit()>",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img src=x onerror=hit()>'>",
    "<noscript><p title='</noscript><img src=x onerror=hit()>'>",
)
CONTEXTS = (
    "{}",
    '">{}',
    "'>{}",
    "</title>{}",
    "</textarea>{}",
    "</script>{}",
    "</style>{}",
    "</noscript>{}",
    "--></a>{}",
    "]]>{}",
    "x</p></div></main>{}",
    "<!--{}",
    "<![CDATA[{}]]>",
    "`{}`",
    "**{}**",
)
OTHERS = (
    '" autofocus onfocus="hit()" x="',
    "' autofocus onfocus='hit()' x='",
    "x onload=hit() ",
    "<!--<script>hit()//",
    '"}</script><script>hit()</script>',
    "</script/x><script>hit()</script>",
    "\\u003cscript>hit()</script>",
    "&lt;script&gt;hit()&lt;/script&gt;",
    "&#60;script&#62;hit()&#60;/script&#62;",
    "&amp;lt;img src=x onerror=hit()&amp;gt;",
    "<scr<script>ipt>hit()</scr</script>ipt>",
    "<img src=x onerror\n=hit()>",
    "<img/src=x/onerror=hit()>",
    "<IMG SRC=x ONERROR=hit()>",
    "<svg/onload=hit()//",
    "<\nscript>hit()</script>",
    "\uff1cscript\uff1ehit()\uff1c/script\uff1e",
    "{{ ''.__class__.__mro__ }}<img src=x onerror=hit()>",
    "{% raw %}<img src=x onerror=hit()>{% endraw %}",
    "%(x)s<img src=x onerror=hit()>",
    "$${hit()}`${hit()}`",
    "[x](javascript:hit())",
    "[x](JaVaScRiPt:hit())",
    "[x](java&#115;cript:hit())",
    "[x](<javascript:hit()>)",
    "[x](data:text/html,<script>hit()</script>)",
    "[x](vbscript:hit())",
    '[x](https://a.example/"onmouseover=hit()//)',
    "[x](https://a.example/ 'x\" autofocus onfocus=hit() x=\"')",
    '![x](x"onerror=hit()//)',
    '![x"onerror=hit()//](x)',
    "<javascript:hit()>",
    "[x]\n\n[x]: javascript:hit()",
    "[x][y]\n\n[y]: data:text/html,<script>hit()</script>",
    "```\n</code></pre><img src=x onerror=hit()>\n```",
    "~~~<img src=x onerror=hit()>",
    "x {: onclick=hit() autofocus onfocus=hit() }",
    "| a | <img src=x onerror=hit()> |\n|---|---|",
    "*[x]: <img src=x onerror=hit()>",
    "[^1]\n\n[^1]: <img src=x onerror=hit()>",
    '# <img src=x onerror=hit()> {#a"onfocus=hit()}',
    "<mark><img src=x onerror=hit()></mark>",
)
PAYLOADS = [context.format(vector) for vector, context in product(VECTORS, CONTEXTS)] + list(OTHERS)


def sample() -> list[str]:
    """Return some payloads, all of them with `make soak`."""
    return PAYLOADS if SOAK else random.Random(5).sample(PAYLOADS, 24)


def text(value: str) -> str:
    """Return a text as YAML, in quotes."""
    return json.dumps(value, ensure_ascii=True)


def records(number: int, payload: str) -> Mapping[str, str]:
    """Return records with a payload in each of their texts."""
    name, shown = f"p{number}", text(payload)
    block = "\n".join(f"  {line}" for line in f"Words before. {payload}\n\n{payload}".split("\n"))
    citing = "\n".join(f"  {line}" for line in f"{payload} [@{name}:c].\n\n## {payload}\n\n{payload} [@{name}].".split("\n"))
    return {
        f"content/topics/{name}.yaml": f"names: {{en: {shown}}}\n",
        f"content/outlets/{name}.yaml": f"name: {shown}\n",
        f"content/entities/{name}.yaml": f"kind: person\nnames: {{en: {shown}}}\n",
        f"content/measures/{name}.yaml": f"names: {{en: {shown}}}\nunits: {{u: {{en: {{other: {shown}}}}}}}\n",
        f"content/articles/{name}/article.yaml": (
            f"language: sv\ntitle: {shown}\noutlet: {name}\nauthors: [{shown}]\npublished: 2024-01-01\norigin: {{kind: own}}\n"
            f"topics: [{name}]\nentities: [{name}]\nclaims:\n  c:\n    said_by: [{name}]\n    evidence: {shown}\n"
            f"    quote: {shown}\n    figure: {{measure: {name}, value: {number + 1}, unit: u}}\n"
            f"events:\n  e: {{date: 2024-01-0{number % 9 + 1}, evidence: {shown}}}\n"
        ),
        f"content/articles/{name}/en.yaml": (
            f"headline: {shown}\nsummary: |\n{block}\nkey_points: [{shown}]\nclaims: {{c: {shown}}}\nquotes: {{c: {shown}}}\n"
            f"events: {{e: {shown}}}\n"
        ),
        f"content/briefings/{name}/briefing.yaml": f"topics: [{name}]\npublished: 2024-02-01\nauthors: [{shown}]\n",
        f"content/briefings/{name}/en.yaml": f"title: {shown}\nlede: {shown}\nbody: |\n{citing}\n",
        f"content/pages/en/{name}.md": (
            f"---\ntitle: {shown}\ndescription: {shown}\n---\n\n{payload}\n\nWords after.\n\n* {payload}\n\n> {payload}\n"
        ),
    }


def plain(number: int, file: str) -> str:
    """Return what stands in a file in the place of a text that is refused."""
    return records(number, f"Number {number}")[file]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with payloads in all texts that the check lets pass; a file that it refuses has plain words instead."""
    site = mini.copy_site("one-article", tmp_path_factory.mktemp("attacked") / "project")
    options = (site / "mkdocs.yml").read_text("utf-8")
    settings = options.replace("site_name: One article", f"site_name: {text(VECTORS[0] + OTHERS[0])}")
    assert settings != options
    (site / "mkdocs.yml").write_text(settings, "utf-8")
    owners: dict[str, int] = {}
    for number, payload in enumerate(sample()):
        files = records(number, payload)
        owners |= dict.fromkeys(files, number)
        mini.overlay(site, files)
    with_payloads = len(owners)
    for _ in range(20):
        refused = {p.file for p in mkdocs_plugin.check_site(str(site / "mkdocs.yml")) if p.severity == "error"}
        if not refused:
            break
        known = refused & owners.keys()
        # A record that is plain already is refused because of one that it belongs to.
        again = {file: owners[file] for file in known} or {file: n for file, n in owners.items() if n in _numbers(refused)}
        assert again, refused
        mini.overlay(site, {file: plain(number, file) for file, number in again.items()})
        with_payloads -= len(known)
        owners = {file: number for file, number in owners.items() if file not in known}
    assert with_payloads > len(sample()) * 4, "most texts are text, whatever is in them"
    done = inline.build(site)
    assert done.status == 0, done.lines
    return site / "site"


def _numbers(files: set[str]) -> set[int]:
    return {int(number) for file in files for number in re.findall(r"/p(\d+)[./]", file)}


HIT = "window.hits = 0; window.hit = () => { window.hits += 1; return 'hit'; };"
LOOK = """() => {
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const runs = name.startsWith("on") || /^\\s*(javascript|data|vbscript):/i.test(value);
      if (runs) found.push(`${element.tagName} ${name}=${value}`);
    }
    if (element.autofocus) found.push(element.outerHTML);
  }
  return [window.hits, found];
}"""


def without_policy(site: Path, folder: Path) -> Path:
    """Return a copy of a site whose pages have no policy, so that nothing but what they are keeps a payload from running."""
    shutil.copytree(site, folder)
    for file in folder.rglob("*.html"):
        page = file.read_text("utf-8")
        bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
        assert bare != page
        file.write_text(bare, "utf-8")
    return folder


def test_no_payload_runs_and_none_asks_for_anything(browser: Browser, attacked: Path, serve: Serve, tmp_path: Path) -> None:
    site = without_policy(attacked, tmp_path / "site")
    (site / "control.html").write_text(f"<!doctype html><body>{VECTORS[2]}{VECTORS[3]}<script>hit()</script>", "utf-8")
    address = serve(site)
    context = browser.new_context()
    asked: list[str] = []
    try:
        context.add_init_script(HIT)
        page = context.new_page()
        page.on("request", lambda request: None if request.url.startswith(address) else asked.append(request.url))
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.goto(f"{address}control.html")
        page.wait_for_load_state("networkidle")
        hits, found = page.evaluate(LOOK)
        assert hits == 3 and len(found) == 2, "here they do run"
        names = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
        for name in names:
            if name != "control.html":
                page.goto(address + name)
                assert page.evaluate(LOOK) == [0, []], name
        assert asked == []
    finally:
        context.close()


def test_payloads_in_a_page_of_no_protection_do_run(browser: Browser, tmp_path: Path, serve: Serve) -> None:
    """So that the test above says something: as markup, most of them are hits."""
    chosen = [payload for payload in sample() if payload.startswith("<") and "hit()" in payload]
    for number, payload in enumerate(chosen):
        (tmp_path / f"{number}.html").write_text(f"<!doctype html><title>x</title><body><div>{payload}</div>", "utf-8")
    address = serve(tmp_path)
    context = browser.new_context()
    try:
        context.add_init_script(HIT)
        page = context.new_page()
        fired = 0
        for number in range(len(chosen)):
            page.goto(f"{address}{number}.html")
            fired += bool(page.evaluate("new Promise((done) => setTimeout(() => done(window.hits), 30))"))
        assert fired >= len(chosen) // 2
    finally:
        context.close()


# Content that is damaged

INTERESTING = [
    *(bytes([byte]) for byte in (0, 9, 10, 13, 27, 0x7F, 0x85, 0xFF)),
    *"\u2028 \u202e \ufeff \u200b \U0001f4a9 \u0301 \ufdfa".encode().split(),
    *b"--- ... : - ? | > & * ! % @ ` # { } [ ] , \" ' ~ << <<: - - null yes no 1e9 .inf 0x1 2024-13-45 12:30 010".split(),
    *b"[@a] [@ [[ ]] ![ ]( <![ <!-- &#x &#99999999; ]]> {{ {% %} [^1] ~~~ ``` *** ___ ## + 1.".split(),
    b"\n" * 50,
    b" " * 500,
    b"[" * 500,
    b"a" * 5_000,
]


def damaged(data: bytes, choice: random.Random) -> bytes:
    """Return a file with one to six changes: of bytes, of words, of lines."""
    for _ in range(choice.randint(1, 6)):
        place = choice.randint(0, len(data))
        lines = data.split(b"\n")
        line = choice.randrange(len(lines))
        match choice.randrange(9):
            case 0:
                data = data[:place] + bytes([choice.randrange(256)]) + data[place + 1 :]
            case 1:
                data = data[:place] + data[place + choice.randint(1, 30) :]
            case 2:
                data = data[:place] + choice.choice(INTERESTING) + data[place:]
            case 3:
                data = b"\n".join([*lines[:line], *lines[line + 1 :]])
            case 4:
                data = b"\n".join([*lines[: line + 1], *lines[line:]])
            case 5:
                other = choice.randrange(len(lines))
                lines[line], lines[other] = lines[other], lines[line]
                data = b"\n".join(lines)
            case 6:
                lines[line] = choice.choice([b" ", b"  ", b"\t", b"- ", b"? "]) + lines[line]
                data = b"\n".join(lines)
            case 7:
                data = data[:place]
            case _:
                lines[line] = lines[line].replace(b":", choice.choice([b"", b" :", b"::", b":\n"]), 1)
                data = b"\n".join(lines)
    return data


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fail where a block takes longer, whatever it does."""

    def late(number: int, frame: object) -> None:
        raise TimeoutError(f"not done after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_damaged_content_is_problems_and_nothing_else(tmp_path: Path) -> None:
    site = mini.copy_site("every-field", tmp_path / "project")
    files = sorted(file for file in (site / "content").rglob("*") if file.suffix in (".yaml", ".md", ".txt"))
    longest = 0.0
    for number in range(amount(60, 2_000)):
        choice = random.Random(number)
        chosen = choice.sample(files, choice.randint(1, 3))
        before = {file: file.read_bytes() for file in chosen}
        for file, data in before.items():
            file.write_bytes(damaged(data, choice))
        begin = time.monotonic()
        try:
            with within(60):
                problems: tuple[Any, ...] = mkdocs_plugin.check_site(str(site / "mkdocs.yml"))
        except BriefingsError as error:
            problems = error.problems
        except Exception as error:
            raise AssertionError(f"seed {number}: {type(error).__name__}: {error}") from error
        longest = max(longest, time.monotonic() - begin)
        assert all(str(problem).startswith(("content", "mkdocs.yml")) for problem in problems), f"seed {number}"
        for file, data in before.items():
            file.write_bytes(data)
    assert mkdocs_plugin.check_site(str(site / "mkdocs.yml")) == ()


def test_damaged_content_that_passes_the_check_can_be_built(tmp_path: Path) -> None:
    site = mini.copy_site("two-locales", tmp_path / "project")
    files = sorted(file for file in (site / "content").rglob("*") if file.suffix in (".yaml", ".md", ".txt"))
    built = 0
    for number in range(amount(40, 1_000)):
        choice = random.Random(-number)
        file = choice.choice(files)
        before = file.read_bytes()
        file.write_bytes(damaged(before, choice))
        try:
            problems = mkdocs_plugin.check_site(str(site / "mkdocs.yml"))
        except BriefingsError as error:
            problems = error.problems
        if not any(problem.severity == "error" for problem in problems):
            done = inline.build(site)
            assert done.status == 0, (number, done.lines)
            built += 1
        file.write_bytes(before)
    assert built > 2
