"""Results as Markdown."""

from __future__ import annotations

import math
import os
import statistics
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

Size = Mapping[str, Any]

GOALS: tuple[tuple[str, str, str], ...] = (
    ("cold build against Hugo’s, wall", "0.8", "0.5"),
    ("one text edited, against Hugo’s rebuild", "0.10", "0.05"),
    ("nothing changed, against Hugo’s rebuild", "0.08", "0.04"),
    ("one text edited, against `cp -r` of the site", "2", "1"),
    ("peak memory of all processes, cold, against Hugo’s", "0.25", "0.15"),
    ("growth exponent, cold", "1.05", "1.0"),
)
"""What is to be reached at N = 4,000, and what to be proud of."""


def report(sizes: Sequence[Size], loads: Sequence[float], hugo: str) -> str:
    """Return everything that was measured."""
    parts = [_circumstances(sizes, loads, hugo), _builds(sizes), _ratios(sizes), _indexed(sizes), _growth(sizes), _goals(sizes)]
    return "\n\n".join([*filter(None, parts), *(_stages(size) for size in sizes)]) + "\n"


def _circumstances(sizes: Sequence[Size], loads: Sequence[float], hugo: str) -> str:
    rows = [
        (size["articles"], size["pages"], *(_megabytes(size[key]) for key in ("site_bytes", "content_bytes", "hugo_bytes")))
        for size in sizes
    ]
    load = (
        f"{os.cpu_count()} processors, Python {' '.join(sys.version.split())}, Hugo {hugo}. "
        f"The load (mean of one minute) was between {min(loads):.1f} and {max(loads):.1f} over the run."
    )
    return load + "\n\n" + _table(("N", "pages", "our site, MB", "content, MB", "Hugo’s content and data, MB"), rows)


def _builds(sizes: Sequence[Size]) -> str:
    rows = []
    for size, state, pairs in _states(sizes):
        for name, key in (("Briefings", "ours"), ("Hugo", "hugo")):
            costs = [pair[key] for pair in pairs]
            wall = _median(costs, "wall")
            rows.append((size["articles"], state, name, len(pairs), f"{wall:.2f}", f"{_median(costs, 'cpu'):.2f}",
                         _megabytes(_median(costs, "memory")), f"{size['pages'] / wall:,.0f}"))  # fmt: skip
    heads = ("N", "state", "built by", "builds", "wall, s", "CPU, s", "peak memory, MB", "pages a second")
    return "Medians:\n\n" + _table(heads, rows)


def _ratios(sizes: Sequence[Size]) -> str:
    rows = [
        (
            size["articles"],
            state,
            *(_spread([pair["ours"][key] / pair["hugo"][key] for pair in pairs]) for key in ("wall", "cpu", "memory")),
            _spread([pair["ours"]["wall"] / pair["copy"] for pair in pairs]),
        )
        for size, state, pairs in _states(sizes)
    ]
    heads = ("N", "state", "wall / Hugo’s", "CPU / Hugo’s", "memory / Hugo’s", "wall / `cp -r`")
    return "Ratios pair by pair, the median (and the lowest to the highest):\n\n" + _table(heads, rows)


def _indexed(sizes: Sequence[Size]) -> str:
    """Return how many pages Pagefind was given by Briefings; nothing where no site was searched."""
    rows = [
        (size["articles"], state, _spread([pair["indexed"] for pair in pairs]))
        for size, state, pairs in _states(sizes)
        if pairs[0].get("indexed") is not None
    ]
    heads = ("N", "state", "pages indexed")
    return "Pages that Briefings indexes (Hugo’s side always indexes all):\n\n" + _table(heads, rows) if rows else ""


def _growth(sizes: Sequence[Size]) -> str:
    found = [size for size in sizes if "cold" in size["states"]]
    rows = [
        (
            f"{one['articles']} to {two['articles']}",
            *(_number(exponent(one, two, key, of)) for key in ("ours", "hugo") for of in ("wall", "cpu")),
        )
        for one, two in [*pairwise(found), *([(found[0], found[-1])] if len(found) > 2 else [])]
    ]
    if not rows:
        return "One size alone was measured, so there is no growth to tell."
    heads = ("N", "Briefings, wall", "Briefings, CPU", "Hugo, wall", "Hugo, CPU")
    return "Growth exponents of the cold build (1: twice the articles take twice the time):\n\n" + _table(heads, rows)


def exponent(one: Size, two: Size, key: str, of: str) -> float:
    """Return the power of the number of articles that a cold build's cost grows with between two sizes."""
    costs = [_median([pair[key] for pair in size["states"]["cold"]], of) for size in (one, two)]
    return math.log(costs[1] / costs[0]) / math.log(two["articles"] / one["articles"])


def _goals(sizes: Sequence[Size]) -> str:
    largest = sizes[-1]
    found = [
        _ratio(largest, "cold", "wall"),
        _ratio(largest, "one text edited", "wall"),
        _ratio(largest, "nothing changed", "wall"),
        _copies(largest, "one text edited"),
        _ratio(largest, "cold", "memory"),
        exponent(sizes[0], largest, "ours", "wall") if len(sizes) > 1 else None,
    ]
    rows = [(*goal, *_judged(value, float(goal[1]))) for goal, value in zip(GOALS, found, strict=True)]
    note = "" if largest["articles"] == 4000 else " The goals are for N = 4,000, which this run did not measure."
    heads = ("what", "goal, at most", "to be proud of", f"measured, N = {largest['articles']:,}", "")
    return f"The goals:{note}\n\n" + _table(heads, rows)


def _judged(value: float | None, goal: float) -> tuple[str, str]:
    return ("not measured", "") if value is None else (_number(value), "met" if value <= goal else "missed")


def _ratio(size: Size, state: str, key: str) -> float | None:
    pairs = size["states"].get(state)
    return statistics.median(pair["ours"][key] / pair["hugo"][key] for pair in pairs) if pairs else None


def _copies(size: Size, state: str) -> float | None:
    pairs = size["states"].get(state)
    return statistics.median(pair["ours"]["wall"] / pair["copy"] for pair in pairs) if pairs else None


def _stages(size: Size) -> str:
    found = size["stages"]
    spent = {"start of Python": found["start of Python"], **found["stages"]}
    whole = found["whole"] + found["start of Python"]
    rows = [
        (stage, f"{seconds:.2f}", f"{1000 * seconds / found['pages']:.2f}", f"{100 * seconds / whole:.0f} %")
        for stage, seconds in sorted(spent.items(), key=lambda item: -item[1])
    ]
    missing = f" No longer found, and so in “everything else”: {', '.join(found['missing'])}." if found["missing"] else ""
    title = (
        f"Where a cold build’s {whole:.1f} seconds go, N = {size['articles']:,} ({found['pages']:,} pages), "
        f"one build with clocks:{missing}"
    )
    return f"{title}\n\n" + _table(("stage", "seconds", "ms a page", "share"), rows)


def _states(sizes: Iterable[Size]) -> Iterable[tuple[Size, str, Sequence[Any]]]:
    return [(size, state, pairs) for size in sizes for state, pairs in size["states"].items() if pairs]


def _median(costs: Iterable[Mapping[str, float]], key: str) -> float:
    return statistics.median(cost[key] for cost in costs)


def _spread(values: Sequence[float]) -> str:
    median = _number(statistics.median(values))
    return median if len(values) == 1 else f"{median} ({_number(min(values))} to {_number(max(values))})"


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _megabytes(size: float) -> str:
    return f"{size / 1e6:,.0f}"


def _table(heads: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
