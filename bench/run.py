"""Build the same site with Briefings and with Hugo, in turn, and print what each took.

    make bench                       N = 200, 1,000 and 4,000
    make bench BENCH="--n 200"       one size; see --help
    make bench BENCH="--search"      builds of a site that can be searched as well

Each pair is a build by one and then a build by the other, the first of the two changing from pair to pair. Ratios are of the
two builds of one pair, so that what else the machine does falls on both. In the states with search, Briefings makes its index
and Hugo is followed by Pagefind over its whole site; in the others neither site has a search.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from aside import Aside
from compare import differences, pages
from corpus import make as make_corpus
from edits import EDITS, FIRST, edited_article, edited_entity
from measure import CommandFailed, Cost, measure
from table import report

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
CODE = {"PYTHONPATH": str(PROJECT)}
"""Both sites are made with the code beside the bench, also where another copy is installed."""
SEARCH = ", with search"
"""What the names of states end in whose sites can be searched."""
SEARCHED = (f"cold{SEARCH}", f"one text edited{SEARCH}")
KEPT = {"content", "templates", "archive", "mkdocs.yml"}
"""What a cold build finds in the folder of a site."""


@dataclass(frozen=True)
class Tools:
    """The programs that stand on the other side."""

    hugo: Path
    pagefind: Path


@dataclass(frozen=True)
class Pair:
    """Two builds of the same state of the content, one after the other."""

    ours: Cost
    hugo: Cost
    copy: float
    """Seconds that `cp -r` of our finished site takes."""
    indexed: int | None = None
    """Pages that Briefings has given to Pagefind, where the site is searched."""


@dataclass
class Size:
    """What was measured at one N."""

    articles: int
    pages: int = 0
    site_bytes: int = 0
    content_bytes: int = 0
    hugo_bytes: int = 0
    """Content and data that Hugo is given."""
    states: dict[str, list[Pair]] = field(default_factory=dict)
    """Pairs by what had happened since the build before."""
    stages: dict[str, object] = field(default_factory=dict)


class NotComparable(Exception):
    """The two sites do not hold the same."""


def main() -> int:
    arguments = _arguments()
    tools = Tools(*_tools())
    aside = Aside(arguments.folder / "aside")
    sizes: dict[int, Size] = {}
    loads = [os.getloadavg()[0]]
    try:
        for size in (size for number in arguments.n for size in _size(number, arguments, tools, aside)):
            sizes[size.articles] = size
            loads.append(os.getloadavg()[0])
            # After each pair, so that a run that is ended early leaves what it has measured.
            _write(arguments.folder, [asdict(size) for size in sizes.values()], loads, _version(tools.hugo))
    except (NotComparable, CommandFailed) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        aside.empty()
    print((arguments.folder / "table.md").read_text(encoding="utf-8"))
    return 0


def _write(folder: Path, sizes: list[dict[str, Any]], loads: list[float], version: str) -> None:
    (folder / "results.json").write_text(json.dumps({"sizes": sizes, "loads": loads}, indent=1), encoding="utf-8")
    (folder / "table.md").write_text(report(sizes, loads, version), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure builds by Briefings and by Hugo.")
    parser.add_argument("--n", type=int, nargs="+", default=[200, 1000, 4000], help="numbers of articles")
    parser.add_argument("--pairs", type=int, help="pairs for each state; by default 5, from 1,000 articles on 3")
    parser.add_argument("--states", nargs="+", choices=["cold", *EDITS], default=["cold", *EDITS])
    parser.add_argument("--search", action="store_true", help=f"also measure: {'; '.join(SEARCHED)}")
    parser.add_argument("--folder", type=Path, default=HERE / ".work", help="where corpora and sites are made")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.search:
        arguments.states += SEARCHED
    arguments.folder.mkdir(parents=True, exist_ok=True)
    return arguments


def _size(number: int, arguments: argparse.Namespace, tools: Tools, aside: Aside) -> Iterator[Size]:
    """Measure one N; yield what is known of it after each pair."""
    builders = {ending: _builder(number, arguments, tools, aside, ending) for ending in ("", *[SEARCH] * arguments.search)}
    plain = builders[""]
    size = Size(
        number,
        content_bytes=_bytes(plain.corpus / "content"),
        hugo_bytes=_bytes(plain.project / "content") + _bytes(plain.project / "data"),
    )
    size.stages = _stages(plain)
    count = arguments.pairs or (5 if number < 1000 else 3)
    for turn in range(count):
        aside.make_room()
        for state in arguments.states:
            builder = builders[SEARCH if state.endswith(SEARCH) else ""]
            size.states.setdefault(state, []).append(builder.pair(state.removesuffix(SEARCH), turn))
            _say(f"{number} articles, {state}: {_shown(size.states[state][-1])}")
            if turn in (0, count - 1):
                _refuse_difference(builder.corpus, builder.project)
            if not size.pages:
                size.pages, size.site_bytes = len(pages(plain.corpus / "site")), _bytes(plain.corpus / "site")
            yield size


def _builder(number: int, arguments: argparse.Namespace, tools: Tools, aside: Aside, ending: str) -> Builder:
    """Make a corpus and Hugo's data of it, in folders of their own, and return what builds them."""
    suffix = "-search" if ending else ""
    corpus, project = arguments.folder / f"briefings-{number}{suffix}", arguments.folder / f"hugo-{number}{suffix}"
    for folder in (corpus, project):
        aside.take(folder)
    _say(f"{number} articles{ending}: making the corpus and Hugo's data")
    make_corpus(number, corpus, arguments.seed, search=bool(ending))
    command = [sys.executable, str(HERE / "hugo_data.py"), str(corpus), str(project)]
    subprocess.run(command, check=True, env={**os.environ, **CODE})
    return Builder(corpus.resolve(), project.resolve(), tools, aside, is_searched=bool(ending))


def _refuse_difference(corpus: Path, project: Path) -> None:
    """Raise `NotComparable` where the two sites do not hold the same pages and facts.

    Looked at after the first and the last pair of each state: also whether what was edited stands in both.
    """
    edited = [f"sv/articles/{edited_article(corpus).name}", f"de/entities/{edited_entity(corpus).stem}"]
    if found := differences(corpus, corpus / "site", project / "public", edited):
        more = f"\n… and {len(found) - 20} more" if len(found) > 20 else ""
        listed = "\n".join(found[:20])
        raise NotComparable(f"The two sites do not hold the same, so their builds cannot be compared:\n{listed}{more}")


class Builder:
    """Builds one corpus with either."""

    def __init__(self, corpus: Path, project: Path, tools: Tools, aside: Aside, is_searched: bool = False) -> None:
        self.corpus, self.project, self.tools, self.is_searched = corpus, project, tools, is_searched
        self.aside = aside
        self.edits = 0

    def pair(self, state: str, turn: int) -> Pair:
        """Bring both sites into a state, build each, and copy ours."""
        if state == "cold":
            self.clear()
        else:
            self.edits += 1
            self._build_missing(is_first=state == FIRST)
            EDITS[state](self.corpus, self.project, self.edits)
        self.aside.settle()
        if turn % 2:
            theirs, ours = self.build_hugo(), self.build_ours()
        else:
            ours, theirs = self.build_ours(), self.build_hugo()
        return Pair(ours, theirs, self._copy(), self._indexed() if self.is_searched else None)

    def build_ours(self) -> Cost:
        """Build as a user does."""
        command = [str(Path(sys.executable).with_name("briefings")), "build"]
        self._count().unlink(missing_ok=True)
        counting = {
            "PAGEFIND_BINARY_PATH": str(HERE / "counted-pagefind.sh"),
            "BENCH_PAGEFIND": str(self.tools.pagefind),
            "BENCH_COUNT": str(self._count()),
        }
        _warm(self.corpus)
        return measure(command, self.corpus, CODE | (counting if self.is_searched else {}))

    def build_hugo(self) -> Cost:
        command = [str(self.tools.hugo), "--quiet"]
        if self.is_searched:
            both = '"$0" --quiet && "$1" --site public --quiet'
            command = ["sh", "-c", both, str(self.tools.hugo), str(self.tools.pagefind)]
        _warm(self.project)
        return measure(command, self.project, {"HUGO_CACHEDIR": str(self.project / ".cache")})

    def _count(self) -> Path:
        return self.corpus.parent / f"{self.corpus.name}.indexed"

    def _indexed(self) -> int:
        count = self._count()
        return sum(map(int, count.read_text().split())) if count.exists() else 0

    def clear(self) -> None:
        """Leave what a cold build finds."""
        for path in self.corpus.iterdir():
            if path.name not in KEPT:
                self.aside.take(path)
        for name in ("public", "resources", ".cache", ".hugo_build.lock"):
            self.aside.take(self.project / name)

    def _build_missing(self, is_first: bool) -> None:
        """Build what a state begins with: our site, and but for the first build after a cold one the site before it."""
        if not (self.corpus / "site").is_dir():
            self.build_ours()
        if is_first:
            self.aside.take(self.corpus / ".site.next")
        elif not (self.corpus / ".site.next/previous").is_dir():
            self.build_ours()
        if not (self.project / "public").is_dir():
            self.build_hugo()

    def _copy(self) -> float:
        copy = self.corpus.parent / "copy"
        self.aside.take(copy)  # of a run that was ended
        _warm(self.corpus / "site")
        started = time.perf_counter()
        subprocess.run(["cp", "-r", str(self.corpus / "site"), str(copy)], check=True)
        spent = time.perf_counter() - started
        self.aside.take(copy)
        return spent


def _warm(folder: Path) -> None:
    """Read what a build will read, and write what others have written.

    Else it waits for the disk to find what they have pushed out of memory, and beside it the disk goes on with theirs.
    """
    os.sync()
    for path, _, files in os.walk(folder):
        for name in files:
            with open(Path(path, name), "rb", buffering=0) as file:
                while file.read(1 << 20):
                    pass


def _stages(builder: Builder) -> dict[str, object]:
    """Return where a cold build's time goes, with the time that Python takes to start."""
    builder.clear()
    corpus = builder.corpus
    file = corpus.parent.resolve() / "stages.json"
    measure([sys.executable, str(HERE / "stages.py"), str(file)], corpus, CODE)
    start = statistics.median(measure([sys.executable, "-c", "pass"], corpus, {}).wall for _ in range(5))
    found: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return found | {"start of Python": start}


def _tools() -> Iterator[Path]:
    """Yield the programs themselves; the commands beside them start Python first, which would be counted."""
    for pattern in ("hugo/binaries/hugo*", "pagefind_bin/pagefind*"):
        found = sorted(HERE.glob(f".venv/lib/python*/site-packages/{pattern}"))
        if not found:
            sys.exit("Hugo or Pagefind is missing; run make bench, which installs them into bench/.venv")
        yield found[0]


def _version(hugo: Path) -> str:
    return subprocess.run([hugo, "version"], check=True, capture_output=True, text=True).stdout.split()[1].partition("-")[0]


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _shown(pair: Pair) -> str:
    return f"Briefings {pair.ours.wall:.2f} s, Hugo {pair.hugo.wall:.2f} s, ratio {pair.ours.wall / pair.hugo.wall:.2f}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
