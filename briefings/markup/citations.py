"""The syntax of citations, which is Pandoc's: `[@article]`, `[@article:claim]`, `[@one; @two:claim]`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A pattern that begins with a literal is searched for quickly; so what may not precede the bracket is a lookbehind after it.
BRACKET = r"\[(?<!\\\[)(?=@)([^\[\]\n]*)\]"
"""A bracket of citations; the group is what stands between the brackets."""
_BRACKET = re.compile(BRACKET)
_CITATION = re.compile(r"@([A-Za-z0-9_-]+)(?::([A-Za-z0-9_-]+))?")


@dataclass(frozen=True)
class Citation:
    """A pointer from a text to an article, or to one claim of it."""

    article: str
    claim: str | None = None

    def __str__(self) -> str:
        return f"@{self.article}:{self.claim}" if self.claim else f"@{self.article}"


def find_citations(text: str) -> Iterator[tuple[Citation, int]]:
    """Yield the citations of a text in order, each with its position in characters; malformed ones are skipped."""
    for bracket in brackets(text):
        for part, position in parts(bracket):
            if citation := parse(part):
                yield citation, position


def brackets(text: str) -> Iterator[re.Match[str]]:
    """Yield the brackets of citations in a text, also those with malformed citations."""
    return _BRACKET.finditer(text) if "@" in text else iter(())


def parts(bracket: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield what semicolons separate in a bracket, without the space around it, each with its position in the text."""
    position = bracket.start(1)
    for part in bracket.group(1).split(";"):
        yield part.strip(), position + len(part) - len(part.lstrip())
        position += len(part) + 1


def parse(text: str) -> Citation | None:
    """Return the citation that `@article` or `@article:claim` is, None where the text is written otherwise."""
    match = _CITATION.fullmatch(text)
    return Citation(match[1], match[2]) if match else None
