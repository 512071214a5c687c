"""Characters that make a text say something else than what is seen: wrong encodings, invisible characters, look-alike letters.

Every content file is looked through once, when it is parsed; so nearly all must pass at a glance. Two patterns of characters
decide whether to look closer, and a text in ASCII has neither.
"""

import re
from collections.abc import Iterator
from itertools import islice

from briefings.diagnostics import Diagnostic, Location
from briefings.read.finding import Finding
from briefings.read.invisible import INVISIBLE, invisible_characters
from briefings.read.look_alikes import LETTERS, look_alikes
from briefings.read.mojibake import A_GRAVE, MAY_BE_MOJIBAKE, mojibake

_MOST = 100
"""Findings of a kind in one text: whoever has so many has one fault, and sees it."""
_MAY_MISLEAD = re.compile(f"[{INVISIBLE}{LETTERS}]")


def suspicious_characters(text: str) -> list[Finding]:
    """Return what is wrong with the characters of a text, in its order."""
    found: list[Finding] = []
    if text.isascii():
        return found
    if MAY_BE_MOJIBAKE.search(text) or A_GRAVE in text:
        found += islice(mojibake(text), _MOST)
    if _MAY_MISLEAD.search(text):
        found += islice(invisible_characters(text), _MOST)
        found += islice(look_alikes(text), _MOST)
    return sorted(found, key=lambda finding: finding.position)


def diagnose_characters(file: str, text: str) -> Iterator[Diagnostic]:
    """Yield a warning for each fault of a file's characters."""
    line, begin = 1, 0
    for found in suspicious_characters(text):
        line += text.count("\n", begin, found.position)
        begin = max(begin, text.rfind("\n", begin, found.position) + 1)
        location = Location(file, line=line, column=found.position - begin + 1, word=found.word)
        yield Diagnostic(found.code, location, found.message, found.hint)
