"""Edits of everything else that a site is made from: plain pages, templates, catalogues, settings, the archive, the day."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Mapping
from random import Random
from typing import Any

from tests import mini
from tests.edits.site import WORDS, Edited

CASES = sorted((*(mini.SITES / "wrong").glob("*.yaml"), *(mini.SITES / "right").glob("*.yaml")))


def a_page(site: Edited, random: Random) -> None:
    """Write or change a plain page."""
    path = site.content / "pages" / random.choice(["en", "sv"]) / random.choice(["about.md", "method.md"])
    path.parent.mkdir(parents=True, exist_ok=True)
    title = random.choice(["About", "Method"])
    description = random.choice(["What we do.", "How we do it."])
    path.write_text(
        f"---\ntitle: {title}\ndescription: {description}\n---\n\n{random.choice(WORDS)} {random.random()}\n", "utf-8"
    )


def a_description_of_a_page(site: Edited, random: Random) -> None:
    """Change what a plain page is said to be about, and nothing else of it."""
    path = random.choice(site.files("pages/*/*.md"))
    text = path.read_text("utf-8")
    path.write_text(re.sub("(?m)^description: .*", f"description: Page {random.randrange(99)}", text), "utf-8")


def a_link_on_a_page(site: Edited, random: Random) -> None:
    """Link from a plain page to what may be there, or put something on it that a page must not have."""
    path = random.choice(site.files("pages/*/*.md"))
    target = random.choice(["method.md", "about.md#top", "../articles/ferry-late/", "../../sv/", "../nowhere/", "javascript:x"])
    with path.open("a", encoding="utf-8") as page:
        page.write(random.choice([f"\n[See]({target})\n", "\n![An image](x.png)\n", "\n# Top\n"]))


def a_template(site: Edited, random: Random) -> None:
    """Change a template."""
    path = random.choice(sorted((site.folder / "templates").glob("*.html")))
    path.write_text(path.read_text("utf-8").replace("</p>", f"<!-- {random.randrange(99)} --></p>", 1), "utf-8")


def a_static_file(site: Edited, random: Random) -> None:
    """Change, add or delete a file that is published as it is."""
    templates = site.folder / "templates"
    path = random.choice(
        [*sorted(templates.glob("static/*")), *sorted(templates.glob("css/*")), templates / "static" / "more.txt"]
    )
    if path.name == "more.txt" and path.exists():
        path.unlink()
    else:
        path.write_text((path.read_text("utf-8") if path.exists() else "") + "\n", "utf-8")


def an_included_template(site: Edited, random: Random) -> None:
    """Include the first of several templates that is there; write, change or delete the first."""
    templates = site.folder / "templates"
    base, own = templates / "base.html", templates / "_own.html"
    text = base.read_text("utf-8")
    include = '{% include ["_own.html", "_fallback.html"] %}'
    if include not in text:
        (templates / "_fallback.html").write_text("<p>fallback</p>", "utf-8")
        base.write_text(text.replace("</body>", f"{include}</body>"), "utf-8")
    elif own.exists() and random.random() < 0.5:
        own.unlink()
    else:
        own.write_text(f"<p>{random.randrange(99)}</p>", "utf-8")


def a_folder_of_content(site: Edited, random: Random) -> None:
    """Rename the folder of the content."""
    new = site.folder.resolve() / random.choice(["content", "html", "graph", "template", "catalogue", "check", "page"])
    site.content.rename(new)
    site.settings["content"] = new


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
    path = site.content / "verified.txt"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    if random.random() < 0.4:
        shutil.copy(mini.SITES / "two-locales" / "content" / "verified.txt", path)
    else:
        lines.pop(random.randrange(len(lines)))
        path.write_text("".join(lines), "utf-8")


def the_archive(site: Edited, random: Random) -> None:
    """Bring the archived texts, take them away, or change one."""
    folder = site.folder.resolve() / "archive"
    if not folder.exists():
        shutil.copytree(mini.ARCHIVE, folder)
    chosen = random.choice(["here", "away", "changed", "deleted"])
    site.settings["archive"] = None if chosen == "away" else folder
    if chosen == "changed":
        with random.choice(sorted(folder.iterdir())).open("a", encoding="utf-8") as text:
            text.write("More.\n")
    elif chosen == "deleted":
        random.choice(sorted(folder.iterdir())).unlink()


def a_case(site: Edited, random: Random) -> None:
    """Do what one of the cases of wrong and right content does."""
    case: Mapping[str, Any] = mini.cases(random.choice(CASES))
    files = {re.sub("^content/", f"{site.content.name}/", path): what for path, what in case["files"].items()}
    mini.overlay(site.folder, files)
