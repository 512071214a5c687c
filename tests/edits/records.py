"""Edits of articles, briefings and small records."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from random import Random
from typing import Any

from tests.edits.site import WORDS, Edited, dump, load, texts


def a_text(site: Edited, random: Random) -> None:
    """Change a text of one locale."""
    path = random.choice([*site.files("articles/*/??.yaml"), *site.files("briefings/*/??.yaml")])
    data = load(path)
    holder, key = random.choice(list(texts(data)))
    holder[key] = f"{holder[key]} {random.choice(WORDS)}"
    dump(path, data)


def a_name(site: Edited, random: Random) -> None:
    """Change a text of a small record."""
    path = random.choice(
        [found for kind in ("entities", "topics", "outlets", "measures") for found in site.files(f"{kind}/*.yaml")]
    )
    data = load(path)
    holder, key = random.choice(list(texts(data)))
    holder[key] = f"{holder[key]} {random.choice(WORDS)}"
    dump(path, data)


def a_fact(site: Edited, random: Random) -> None:
    """Change, add or take away a fact of an article or a briefing."""
    path = random.choice([*site.files("articles/*/article.yaml"), *site.files("briefings/*/briefing.yaml")])
    data = load(path)
    change: Callable[[], Any] = random.choice([
        lambda: data.update(title=f"Title {random.randrange(9)}"),
        lambda: data.update(published=f"2024-0{random.randrange(1, 6)}-1{random.randrange(9)}"),
        lambda: data.update(entities=random.sample(["sweden", "kustbolaget", "harbour-master"], random.randrange(3))),
        lambda: data.update(topics=random.choice([[], ["shipping"], ["nothing"]])),
        lambda: data.update(outlet="kustbladet"),
        lambda: data.pop(random.choice(list(data))),
        lambda: data.update(origin={"kind": random.choice(["own", "unknown", "reprint"])}),
        lambda: random.choice(list(data["claims"].values())).update(said_by=["kustbolaget"]),
        lambda: random.choice(list(data["claims"].values()))["figure"].update(value=str(random.randrange(1, 99))),
        lambda: random.choice(list(data["events"].values())).update(date=f"2024-0{random.randrange(1, 6)}"),
        lambda: data.update(status=random.choice(["draft", "published"])),
    ])  # fmt: skip
    try:
        change()
    except (KeyError, IndexError):
        return
    dump(path, data)


def a_tie(site: Edited, random: Random) -> None:
    """Tie a claim or an event to one of another article, or take its ties away."""
    one, other = random.sample(site.files("articles/*/article.yaml"), 2)
    data, theirs = load(one), load(other)
    kind = random.choice(["claims", "events"])
    record = random.choice(list(data.get(kind, {}).values()))
    name = "same_as" if kind == "events" else random.choice(["same_as", "contradicts"])
    target = f"{other.parent.name}:{random.choice(list(theirs.get(kind, {})))}"
    record[name] = [] if random.random() < 0.3 else [target]
    dump(one, data)


def an_id(site: Edited, random: Random) -> None:
    """Rename a claim or an event, everywhere or in one file alone."""
    folder = random.choice(site.files("articles/*/article.yaml")).parent
    data = load(folder / "article.yaml")
    old = random.choice([*data.get("claims", {}), *data.get("events", {})])
    new = f"{old}-{random.randrange(3)}"
    files = site.files("**/*.yaml") if random.random() < 0.8 else [folder / "article.yaml"]
    for path in files:
        text = path.read_text("utf-8")
        renamed = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, text)
        if renamed != text:
            path.write_text(renamed, "utf-8")


def a_new_article(site: Edited, random: Random) -> None:
    """Copy an article."""
    folder = random.choice(site.files("articles/*/article.yaml")).parent
    shutil.copytree(folder, folder.with_name(f"{random.choice('abc')}{random.randrange(4)}-{folder.name}"[:40]))


def a_renamed_record(site: Edited, random: Random) -> None:
    """Rename an article, and, most often, what points to it."""
    folder = random.choice(site.files("articles/*/article.yaml")).parent
    new = f"{folder.name}-x"[:50]
    folder.rename(folder.with_name(new))
    if random.random() < 0.9:
        for path in site.files("**/*.yaml"):
            text = path.read_text("utf-8")
            renamed = re.sub(rf"(?<![\w-]){re.escape(folder.name)}(?![\w-])", new, text)
            if renamed != text:
                path.write_text(renamed, "utf-8")


def a_deletion(site: Edited, random: Random) -> None:
    """Delete a file or an article."""
    if random.random() < 0.5:
        shutil.rmtree(random.choice(site.files("articles/*/article.yaml")).parent)
    else:
        random.choice(site.files("**/*")).unlink()


def a_translation(site: Edited, random: Random) -> None:
    """Add a text in another locale, or take one away."""
    path = random.choice(site.files("articles/*/??.yaml"))
    other = path.with_name(random.choice(["en.yaml", "sv.yaml", "de.yaml"]))
    if other == path:
        path.unlink()
    else:
        shutil.copy(path, other)
