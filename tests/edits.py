"""Random edits of a mini-site, as editors, authors of templates and owners make them; some of them wrong."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests import mini

CASES = sorted((*(mini.SITES / "wrong").glob("*.yaml"), *(mini.SITES / "right").glob("*.yaml")))
WORDS = ("ferry", "hamn", "<b>", "storm", "ö", "&", "«ja»", "%(num)s", "{{ page }}")


@dataclass
class Edited:
    """A site with what can be edited of it."""

    folder: Path
    catalogues: Path
    """Folder with the interface's catalogues."""
    settings: dict[str, Any] = field(default_factory=dict)
    """Settings that are other than in the configuration."""

    def files(self, pattern: str) -> list[Path]:
        """Return files of the content, in order."""
        return sorted(path for path in (self.folder / "content").glob(pattern) if path.is_file() and not path.is_symlink())


def edit(site: Edited, random: Random) -> str:
    """Make one edit and return what it was."""
    chosen = random.choices([make for make, _ in EDITS], [weight for _, weight in EDITS])[0]
    try:
        chosen(site, random)
    except (OSError, ValueError, AssertionError, IndexError, yaml.YAMLError):
        return f"{chosen.__name__} found nothing to edit"
    return chosen.__name__


def a_text(site: Edited, random: Random) -> None:
    """Change a text of one locale."""
    path = random.choice([*site.files("articles/*/??.yaml"), *site.files("briefings/*/??.yaml")])
    data = _load(path)
    holder, key = random.choice(list(_texts(data)))
    holder[key] = f"{holder[key]} {random.choice(WORDS)}"
    _dump(path, data)


def a_name(site: Edited, random: Random) -> None:
    """Change a text of a small record."""
    path = random.choice(
        [found for kind in ("entities", "topics", "outlets", "measures") for found in site.files(f"{kind}/*.yaml")]
    )
    data = _load(path)
    holder, key = random.choice(list(_texts(data)))
    holder[key] = f"{holder[key]} {random.choice(WORDS)}"
    _dump(path, data)


def a_fact(site: Edited, random: Random) -> None:
    """Change, add or take away a fact of an article or a briefing."""
    path = random.choice([*site.files("articles/*/article.yaml"), *site.files("briefings/*/briefing.yaml")])
    data = _load(path)
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
    _dump(path, data)


def a_tie(site: Edited, random: Random) -> None:
    """Tie a claim or an event to one of another article, or take its ties away."""
    one, other = random.sample(site.files("articles/*/article.yaml"), 2)
    data, theirs = _load(one), _load(other)
    kind = random.choice(["claims", "events"])
    record = random.choice(list(data.get(kind, {}).values()))
    name = "same_as" if kind == "events" else random.choice(["same_as", "contradicts"])
    target = f"{other.parent.name}:{random.choice(list(theirs.get(kind, {})))}"
    record[name] = [] if random.random() < 0.3 else [target]
    _dump(one, data)


def an_id(site: Edited, random: Random) -> None:
    """Rename a claim or an event, everywhere or in one file alone."""
    folder = random.choice(site.files("articles/*/article.yaml")).parent
    data = _load(folder / "article.yaml")
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


def a_page(site: Edited, random: Random) -> None:
    """Write or change a plain page."""
    path = site.folder / "content" / "pages" / random.choice(["en", "sv"]) / random.choice(["about.md", "method.md"])
    path.parent.mkdir(parents=True, exist_ok=True)
    title = random.choice(["About", "Method"])
    path.write_text(
        f"---\ntitle: {title}\ndescription: What we do.\n---\n\n{random.choice(WORDS)} {random.random()}\n", "utf-8"
    )


def a_template(site: Edited, random: Random) -> None:
    """Change a template, the style sheet, or what templates include."""
    path = random.choice(sorted(path for path in (site.folder / "templates").rglob("*") if path.suffix in (".html", ".css")))
    text = path.read_text("utf-8")
    if path.suffix == ".css":
        text += f"\n/* {random.random()} */\n"
    else:
        text = text.replace("</p>", f"<!-- {random.randrange(99)} --></p>", 1)
    path.write_text(text, "utf-8")


def a_catalogue(site: Edited, random: Random) -> None:
    """Change a text of the interface."""
    path = site.catalogues / random.choice(["en", "sv"]) / "LC_MESSAGES" / "briefings.po"
    text = path.read_text("utf-8")
    found = random.choice(re.findall(r'(?m)^msgstr "([A-Za-zåäö ]+)"$', text))
    path.write_text(text.replace(f'msgstr "{found}"', f'msgstr "{found} {random.choice("xyz")}"', 1), "utf-8")


def a_setting(site: Edited, random: Random) -> None:
    """Change a setting: locales, names, formats."""
    site.settings |= random.choice([
        {"locales": ("en", "sv")},
        {"locales": ("sv", "en")},
        {"locales": ("en", "sv", "de"), "formats": {"en": "en-GB", "sv": "sv", "de": "de"}},
        {"locales": ("en",), "desk_locale": "en"},
        {"locales": ("en", "sv", "nb")},
        {"desk_locale": "sv"},
        {"desk_locale": "en"},
        {"site_name": f"Site {random.randrange(5)}"},
        {"site_url": f"https://{random.choice('ab')}.example/"},
        {"formats": {"en": random.choice(["en-GB", "en-US"]), "sv": "sv", "de": "de"}},
        {"strict_evidence": random.random() < 0.5},
        {"search": random.random() < 0.5},
    ])  # fmt: skip


def the_clock(site: Edited, random: Random) -> None:
    """Go to another day."""
    site.settings["today"] = mini.TODAY + datetime.timedelta(days=random.randrange(-200, 200))


def the_record(site: Edited, random: Random) -> None:
    """Take a line from the record of verified passages, or bring all back."""
    path = site.folder / "content" / "verified.txt"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    if random.random() < 0.4:
        shutil.copy(mini.SITES / "two-locales" / "content" / "verified.txt", path)
    else:
        lines.pop(random.randrange(len(lines)))
        path.write_text("".join(lines), "utf-8")


def a_case(site: Edited, random: Random) -> None:
    """Do what one of the cases of wrong and right content does."""
    case: Mapping[str, Any] = mini.cases(random.choice(CASES))
    mini.overlay(site.folder, case["files"])


EDITS: tuple[tuple[Callable[[Edited, Random], None], int], ...] = (
    (a_text, 8),
    (a_name, 4),
    (a_fact, 8),
    (a_tie, 5),
    (an_id, 4),
    (a_new_article, 5),
    (a_renamed_record, 3),
    (a_deletion, 2),
    (a_translation, 4),
    (a_page, 3),
    (a_template, 3),
    (a_catalogue, 3),
    (a_setting, 4),
    (the_clock, 2),
    (the_record, 2),
    (a_case, 6),
)
"""Edits, with how often each is made."""


def _load(path: Path) -> Any:
    data = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    if not isinstance(data, dict):
        raise ValueError("nothing to edit")
    return data


def _dump(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000), "utf-8")


def _texts(data: Any) -> Any:
    """Yield each text with what holds it and the key that it stands under."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        if isinstance(value, dict | list):
            yield from _texts(value)
        elif isinstance(value, str):
            yield data, key
