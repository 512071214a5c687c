"""What is wrong with a character of a text."""

import unicodedata
from typing import NamedTuple


class Finding(NamedTuple):
    """One fault of a text."""

    code: str
    position: int
    """Of the character in the text."""
    message: str
    hint: str
    word: str
    """What is wrong, as a message about the whole value would show it."""


def named(character: str) -> str:
    """Return a character by its number and name in Unicode: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
