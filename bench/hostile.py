"""How long hostile files take, each within the bounds of content: processor seconds of `check` and of a build, the worst last.

Each is laid over the mini-site `two-locales`, checked and built by processes of their own, and their start is part of the time.
What does not end within the limit, by the clock, is killed. Two seconds are the most that any of them may take.

    python bench/hostile.py                     all of them
    python bench/hostile.py page yaml --limit 9 those whose names begin so
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SITE = PROJECT / "tests" / "sites" / "two-locales"
PAGE = "content/pages/en/about.md"
BODY = "content/briefings/ferries/en.yaml"
FACTS = "content/articles/ferry-late/article.yaml"
TEXT = "content/articles/ferry-late/en.yaml"
TOPIC = "content/topics/shipping.yaml"
MOST = 262_144
"""Bytes of the largest content file."""
MEMORY = 4 << 30
"""Bytes of address space that a process may take."""
GOOD_ENOUGH = 2.0

Files = Mapping[str, str | bytes]


def full(piece: str, end: str = "", most: int = MOST - 4096) -> str:
    """Return a text repeated to the size that a file may have."""
    return piece * ((most - len(end.encode())) // len(piece.encode())) + end


def page(text: str) -> Files:
    return {PAGE: f"---\ntitle: About\ndescription: What this is.\n---\n\n{text}\n"}


def body(text: str) -> Files:
    indented = "".join(f"  {line}\n" for line in text.split("\n"))
    written = (
        f"title: Ferries in winter\nlede: How many ferries were late.\ncorrections: {{share: A share.}}\nbody: |\n{indented}"
    )
    return {BODY: written, BODY.replace("en.yaml", "sv.yaml"): written}


def text(more: str) -> Files:
    return {TEXT: f"headline: Late\nsummary: Ferries were late.\n{more}\n"}


def facts(more: str) -> Files:
    return {FACTS: f"language: en\ntitle: Late\norigin: {{kind: own}}\n{more}\n"}


def nested(opening: str, closing: str, depth: int) -> str:
    return opening * depth + closing * depth


def noise(alphabet: str, size: int, seed: int = 1) -> str:
    return "".join(random.Random(seed).choices(alphabet, k=size))


MARKUP = {
    "headings of one name": full("## a\n\nb\n\n", most=60_000),
    "headings of many names": "".join(f"## a {n}\n\nb\n\n" for n in range(3_000)),
    "headings that are numbered already": "".join(f"## a\n\n## a_{n}\n\n" for n in range(2_000)),
    "links to other files": "[a](b.md) " * 3_900,
    "links to other pages": "\n\n".join("[a](../b/)" * 90 for _ in range(40)),
    "links to files far away": "\n\n".join(f"[a]({'../' * 60}b{n}.md)" for n in range(200)),
    "links out": "\n\n".join("[a](https://a.example/)" * 20 for _ in range(80)),
    "brackets ten deep": "\n\n".join("[" * 10 + "a" + "](b)" * 10 for _ in range(700)),
    "brackets ten deep in a paragraph": ("[" * 10 + "a" + "](b)" * 10 + " ") * 75,
    "emphasis within emphasis": "\n\n".join("*a **b *c **d** e* f** g*" * 50 for _ in range(25)),
    "a wide table": "|a" * 1_900 + "\n" + "|-" * 1_900 + "\n",
    "a long table": "|a|b|\n|-|-|\n" + "|c|d|\n" * 600,
    "items in items": "".join("  " * (n % 4) + "- a\n" for n in range(6_000)),
    "quotes of items": "> - a\n" * 6_000,
    "items of quotes": "- > a\n" * 6_000,
    "line breaks": "a\\\n" * 1_300,
    "addresses without brackets": "https://a.example/ " * 3_000,
    "fences": "```\n" * 9_000,
    "open code": "`a ``b " * 5_000,
    "two-way": "\u05d0 a " * 12_000,
    "wrong encodings": "\u00c3\u00a9 " * 14_000,
    "look-alikes": "p\u0430ypal " * 7_000,
    "zero width": "a\u200bb " * 9_000,
    "capital dots": "\u0130" * 30_000,
    "Chinese": "\u4e2d\u6587" * 20_000,
    "Thai": "\u0e01\u0e34" * 20_000,
    "links to a heading": "# A\n\n" + "\n\n".join("[a](#a)" * 580 for _ in range(8)),
    "links among paragraphs": "# A\n\n" + "[a](#a)\n\n" * 500 + "Some *words* of a text.\n\n" * 850,
    "backticks in a line": "`" * 39_000,
    "backticks of every length": " ".join("`" * (n % 300 + 1) for n in range(1500)),
    "brackets in lines": full("[\n", most=200_000),
    "brackets in a line": "[" * 60_000,
    "brackets and words": full("[a", most=60_000),
    "images": full("![a](b)\n", most=175_000),
    "stars": full("*a ", most=60_000),
    "underscores": full("_a_b", most=60_000),
    "stars and underscores": full("*_a ", most=60_000),
    "quotes in quotes": "> " * 20_000 + "a",
    "lists in lists": "".join("  " * n + "- a\n" for n in range(300)),
    "list items": full("- a\n", most=120_000),
    "numbers": full("1. a\n", most=120_000),
    "headings": full("# a\n\n", most=120_000),
    "rules": full("---\n\n", most=120_000),
    "tags": full("<a ", most=120_000),
    "comments": full("<!--", most=120_000),
    "declarations": full("<![\n", most=60_000),
    "entities": full("&amp;&#x41;", most=120_000),
    "numbers of entities": "&#" + "9" * 60_000 + ";",
    "references": "".join(f"[a{n}]: https://a.example/{n}\n" for n in range(4000)) + full("[a1] ", most=60_000),
    "addresses in brackets": full("<https://a.example/> ", most=120_000),
    "escapes": full("\\", most=60_000),
    "spaces": " " * 60_000 + "a",
    "spaces at line ends": full("a  \n", most=120_000),
    "tables": full("|a|b\n|-|-\n", most=120_000),
    "a long word": "a" * 200_000,
    "marks over marks": "a" + "\u0301" * 60_000,
    "direction": full("\u2067\u2069a", most=60_000),
    "a ligature of many": "\ufdfa" * 20_000,
    "bars of bytes": noise("[]()*_`#>-!<&\\ \n\ta1", 60_000),
}
"""Markdown, for a plain page and for a briefing's body."""

YAML: Mapping[str, Files] = {
    "claims that are texts": facts("claims:\n" + "".join(f"  c{n}: a\n" for n in range(9_900))),
    "key points that are lists": text("key_points:\n" + "- []\n" * 19_000),
    "keys that are unknown": text("".join(f"k{n}: a\n" for n in range(19_000))),
    "keys that repeat": text("a: b\n" * 19_000),
    "brackets": {TOPIC: "names: " + nested("[", "]", 50_000)},
    "braces": {TOPIC: "names: " + nested("{a: ", "}", 20_000)},
    "lists in lists": {TOPIC: "names:\n" + "".join("  " * n + "-\n" for n in range(400))},
    "aliases": {TOPIC: "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(5_000))},
    "tags": {TOPIC: "names: !!python/object/apply:os.system [x]\n" * 1000},
    "comments": {TOPIC: full("# a\n", "names: {en: A}\n")},
    "an open quotation mark": {TOPIC: full('names: "a\n')},
    "quotation marks": {TOPIC: full('"')},
    "documents": {TOPIC: full("---\n")},
    "tabs": {TOPIC: full("\t")},
    "commas": {TOPIC: "names: {" + full(",", most=200_000)},
    "question marks": {TOPIC: full("? ")},
    "a long number": {FACTS: f"language: en\ntitle: a\npublished: {'9' * 200_000}\norigin: {{kind: own}}\n"},
    "a long date": {FACTS: f"language: en\ntitle: a\npublished: {'2024-01/' * 20_000}\norigin: {{kind: own}}\n"},
    "a long language": {FACTS: f"language: {'en-' * 60_000}\ntitle: a\norigin: {{kind: own}}\n"},
    "a long address": {FACTS: f"language: en\ntitle: a\nurl: https://{'a.' * 100_000}example/\norigin: {{kind: own}}\n"},
    "escapes": {TOPIC: 'names: {en: "' + "\\x41" * 50_000 + '"}\n'},
    "names": {TOPIC: "names:\n" + "".join(f"  x{n}: a\n" for n in range(15_000))},
    "factors": {"content/measures/ferries-on-time.yaml": "names: {en: A}\nfactors: {a: " + "9" * 200_000 + "}\n"},
    "entities of an article": facts(f"entities: [{', '.join(f'e{n}' for n in range(25_000))}]"),
    "not utf-8": {TOPIC: b"\xff" * (MOST - 1)},
    "zeros": {TOPIC: b"\0" * (MOST - 1)},
    "two bytes each": {TOPIC: "names: {en: A}\n".encode("utf-16") * 8_000},
    "events": facts(
        "events:\n" + "".join(f"  e{n}: {{date: 1{n % 900 + 100}-0{n % 9 + 1}, evidence: a}}\n" for n in range(3_500))
    ),
    "figures": facts(
        "claims:\n"
        + "".join(
            f"  c{n}: {{figure: {{measure: ferries-on-time, value: {n}, unit: percent}}, evidence: a}}\n" for n in range(2500)
        )
    ),
    "bars of bytes": {TOPIC: noise("[]{}:,-?!&*#|>'\"%@` \n\ta1", 200_000)},
}


def sound(claims: str = "", words: str = "", more: str = "", events: str = "", told: str = "") -> Files:
    """Return an article without a mistake."""
    facts = f"language: en\ntitle: Late\npublished: 2024-03-05\norigin: {{kind: own}}\n{more}"
    written = "headline: Late\nsummary: Ferries were late.\nkey_points: [Late.]\n"
    on_time = "  on-time: {evidence: On time}\n"
    return {
        FACTS: f"{facts}claims:\n{on_time}{claims}" + (f"events:\n{events}" if events else ""),
        TEXT: f"{written}claims:\n  on-time: On time.\n{words}" + (f"events:\n{told}" if told else ""),
    }


def each(line: str, count: int) -> str:
    return "".join(line.replace("N", str(number)) for number in range(count))


WORDS = each("  cN: A ferry.\n", 2_000)
SOUND: Mapping[str, Files] = {
    "claims": sound(each("  cN: {evidence: A ferry}\n", 5_000), each("  cN: A ferry.\n", 5_000)),
    "figures of one measure": sound(
        each("  cN: {figure: {measure: passengers-delayed, value: N, unit: passengers}, evidence: a}\n", 2_000), WORDS
    ),
    "figures at one time": sound(
        each("  cN: {figure: {measure: passengers-delayed, value: N, unit: passengers, as_of: 2024}, evidence: a}\n", 2_000),
        WORDS,
    ),
    "figures of large numbers": sound(
        each(
            "  cN: {figure: {measure: passengers-delayed, value: 999999999999999.123456, to: 999999999999999.N,"
            " unit: passengers}, evidence: a}\n",
            1_500,
        ).replace(".1000", ".9"),
        WORDS[: WORDS.index("  c1500:")],
    ),
    "claims that say the same": sound(
        "  c0: {evidence: a}\n" + each("  dN: {evidence: a, same_as: [ferry-late:c0]}\n", 2_000),
        "  c0: A ferry.\n" + each("  dN: A ferry.\n", 2_000),
    ),
    "claims that all say the same": sound(
        "  c0: {evidence: a}\n" + each("  dN: {evidence: a, same_as: [ferry-delayed:on-time]}\n", 2_000),
        "  c0: A ferry.\n" + each("  dN: A ferry.\n", 2_000),
    ),
    "claims that contradict one": sound(
        each("  dN: {evidence: a, contradicts: [ferry-delayed:on-time]}\n", 2_000), each("  dN: A ferry.\n", 2_000)
    ),
    "a claim that contradicts itself": sound(
        f"  c0: {{evidence: a, contradicts: [{'ferry-delayed:on-time, ' * 9_000}]}}\n", "  c0: A ferry.\n"
    ),
    "events of every year": sound(
        events=each("  eN: {date: Y-1N000, evidence: a}\n", 3_000), told=each("  eN: A storm.\n", 3_000)
    ),
    "events of one day": sound(
        events=each("  eN: {date: 2024-01-28, evidence: a}\n", 3_000), told=each("  eN: A storm.\n", 3_000)
    ),
    "events over all time": sound(
        events=each("  eN: {date: -9999/2024, evidence: a}\n", 3_000), told=each("  eN: A storm.\n", 3_000)
    ),
    "events that are one": sound(
        events=each("  eN: {date: 2024-01-28, evidence: a, same_as: [ferry-delayed:storm]}\n", 3_000),
        told=each("  eN: A storm.\n", 3_000),
    ),
    "authors": sound(more=f"authors: [{', '.join(f'A{n}' for n in range(20_000))}]\n"),
    "an author of many letters": sound(more=f"authors: [{'A B ' * 100}]\n"),
    "said by many": sound(f"  c0: {{evidence: a, said_by: [{'kustbolaget, ' * 15_000}]}}\n", "  c0: A ferry.\n"),
    "spellings": sound(more=f"entities: [sweden]\nspellings: {{sweden: [{', '.join(f'S{n}' for n in range(20_000))}]}}\n"),
    "entities that repeat": sound(more=f"entities: [{'sweden, ' * 25_000}]\n"),
    "topics that repeat": sound(more=f"topics: [{'shipping, ' * 20_000}]\n"),
    "names of an entity in Chinese": {
        "content/entities/kustbolaget.yaml": "kind: organisation\nnames: {en: Kustbolaget}\ndescription: {en: '"
        + "\u4e2d\u6587" * 40
        + "'}\n"
    },
    "key points": {TEXT: "headline: Late\nsummary: a\nclaims: {on-time: a}\nkey_points:\n" + "- A ferry was late.\n" * 11_000},
    "scopes": {
        "content/measures/passengers-delayed.yaml": "names: {en: A, sv: B}\nunits:\n  passengers:\n"
        "    en: {one: a, other: b}\n    sv: {one: a, other: b}\nscopes:\n" + each("  sN: {en: A, sv: B}\n", 9_000)
    },
    "units": {
        "content/measures/passengers-delayed.yaml": "names: {en: A, sv: B}\nunits:\n"
        "  passengers:\n    en: {one: a, other: b}\n    sv: {one: a, other: b}\n"
        + each("  uN: {en: {one: a, other: b}, sv: {one: a, other: b}}\n", 4_000)
    },
}
"""Records without a mistake: what becomes of them is made for the site, too."""

BODIES: Mapping[str, Files] = {
    "sections": body(each("## Part N\n\nA [@ferry-delayed:on-time].\n\n", 1_200)),
    "sections of one name": body("## Part\n\nA [@ferry-delayed:on-time].\n\n" * 1_200),
    "sections without a source": body(each("## Part N\n\nFerries were 5 minutes late.\n\n", 1_200)),
    "paragraphs without a source": body("A [@ferry-delayed:on-time].\n\n" + "It was 5 late on 3 May 2024.\n\n" * 1_800),
    "paragraphs that cite": body("A [@ferry-delayed:on-time].\n\n" * 1_900),
    "citations that lack an at sign": body("[ferry-delayed:on-time] " * 2_500),
    "opening quotation marks": body("\u201cA " * 12_000),
    "emphasis": body("*a **b** c* [@ferry-delayed:on-time]\n\n" * 1_400),
    "links out": body("[a](https://a.example/) [@ferry-delayed:on-time]\n\n" * 1_100),
    "links out in a paragraph": body("[a](https://a.example/) " * 1_500),
    "wiki links": body("[[a]] " * 6_000),
    "footnotes": body("[^1] " * 7_000),
    "citations of nothing": body("[@a]" * 7_900),
    "citations": body(" ".join(["[@ferry-delayed:on-time]"] * 2_500)),
    "citations of much": body("[" + "; ".join(["@ferry-delayed:on-time"] * 2_500) + "]"),
    "signs of headings": body("#\n" * 19_000),
    "at signs": body("@" * 60_000),
    "open citations": body("[@" * 30_000),
}


def many(number: int, name: str, content: str) -> Files:
    return {name.format(n): content.format(n) for n in range(number)}


FILES: Mapping[str, Files] = {
    "empty folders": many(10_000, "content/articles/a{0}/", ""),
    "empty files": many(5_000, "content/topics/a{0}.yaml", ""),
    "wrong endings": many(5_000, "content/topics/a{0}.yml", "names: {{en: A}}\n"),
    "topics of wrong shape": many(3_000, "content/topics/a{0}.yaml", "name: A\n"),
    "pages": many(300, "content/pages/en/a{0}.md", "---\ntitle: A{0}\n---\n\nA page.\n"),
    "static files": many(3_000, "templates/static/a{0}.txt", "{0}"),
    "parts of the style sheet": many(3_000, "templates/css/a{0}.css", "a {{}}\n"),
    "a large record of passages": {"content/verified.txt": "x " * (2 << 20)},
    "a template with many tags": {"templates/_macros.html": "{# a #}{% if 1 %}a{% endif %}\n" * 8_000},
    "a cache of zeros": {".briefings/briefings.cache": b"\0" * (64 << 20)},
    "a cache of noise": {".briefings/briefings.cache": random.Random(1).randbytes(16 << 20)},
    "a cache that begins well": {".briefings/briefings.cache": b"SQLite format 3\0" + random.Random(1).randbytes(16 << 20)},
}

EVIDENCE: Mapping[str, str] = {
    "a passage that is everywhere": "a … b",
    "parts that nearly match": " … ".join(["a a a"] * 8),
    "a ligature of many": "\ufdfa" * 20,
    "marks": "a" + "\u0301" * 100,
}


def evidence(passage: str) -> Files:
    claims = "".join(f"  c{n}: {{evidence: '{passage}'}}\n" for n in range(800))
    words = "".join(f"  c{n}: A ferry.\n" for n in range(800))
    archived = "archived: {file: late.txt, sha256: " + "0" * 64 + "}\n"
    return {
        **facts(f"{archived}claims:\n{claims}"),
        **text(f"claims:\n{words}"),
        "archive/late.txt": ("a " * 200_000 + "\ufdfa a\u0301 " * 20_000),
    }


def cases() -> Mapping[str, Callable[[], Files]]:
    """Return what makes the files of each case, by name."""
    found: dict[str, Callable[[], Files]] = {f"page: {name}": partial(page, source) for name, source in MARKUP.items()}
    found |= {f"body: {name}": partial(body, source) for name, source in MARKUP.items()}
    found |= {f"evidence: {name}": partial(evidence, passage) for name, passage in EVIDENCE.items()}
    for kind, group in (("sound", SOUND), ("yaml", YAML), ("body", BODIES), ("files", FILES)):
        found |= {f"{kind}: {name}": partial(dict, files) for name, files in group.items()}
    return found


def laid_over(files: Files, folder: Path) -> Path:
    """Return a copy of the mini-site with other files in the place of its own."""
    site = shutil.copytree(SITE, folder / "site")
    shutil.copytree(PROJECT / "templates", site / "templates")
    for name, content in files.items():
        file = site / name
        if name.endswith("/"):
            file.mkdir(parents=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return site


def seconds(site: Path, limit: float, *command: str) -> tuple[float | None, str]:
    """Run a command on a site; return its processor seconds, None if it was killed at the limit, and what speaks against us."""
    begin = processor_seconds()
    call = [sys.executable, "-P", "-c", "from briefings.cli import main; main()", *command]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "NO_COLOR": "1"}
    try:
        done = subprocess.run(
            call,
            cwd=site,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limit,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        )
    except subprocess.TimeoutExpired:
        return None, ""
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    lines = said.count("\n")
    faults = [word for word in ("Traceback", "fault of Briefings") if word in said]
    return processor_seconds() - begin, ", ".join([*faults, *([f"{lines} lines"] if lines > 300 else [])])


def processor_seconds() -> float:
    """Return what all processes that have been started, and have ended, took: other programs on the machine do not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="beginnings of names")
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a process is killed")
    options = parser.parse_args()
    chosen = {name: make for name, make in cases().items() if not options.names or name.startswith(tuple(options.names))}
    worst: list[tuple[float, str]] = []
    for name, make in chosen.items():
        with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
            site = laid_over(make(), Path(folder))
            archive = ["--archive", "archive"] if (site / "archive").is_dir() else []
            checked, of_check = seconds(site, options.limit, "check", *archive)
            built, of_build = seconds(site, options.limit, "build", *archive)
        longest = max(options.limit if time is None else time for time in (checked, built))
        worst.append((longest, name))
        shown = [f"over {options.limit:.0f}" if time is None else f"{time:.2f}" for time in (checked, built)]
        said = "; ".join(filter(None, dict.fromkeys((of_check, of_build))))
        mark = "  <--" if longest > GOOD_ENOUGH or said else ""
        print(f"{name:44} check {shown[0]:>7}  build {shown[1]:>7}  {said}{mark}", flush=True)
    late = [name for taken, name in worst if taken > GOOD_ENOUGH]
    taken, name = max(worst)
    print(f"\n{len(late)} of {len(worst)} over {GOOD_ENOUGH:.0f} seconds; the worst: {name}, {taken:.2f} seconds")


if __name__ == "__main__":
    main()
