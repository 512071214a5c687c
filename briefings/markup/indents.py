"""Lines that are indented so far that it is hard to say what they belong to.

CommonMark has a rule for each of them, which parsers get wrong and readers do not know. Where a line that is indented by four
spaces or more is right below a text, it is refused.
"""

import re
from collections.abc import Container, Iterator, Sequence

_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)])(?: {1,4}(?=\S)| (?= )|$)")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$")


def deep_rows(rows: Sequence[str], apart: Container[int]) -> Iterator[int]:
    """Yield the numbers of rows that are indented by four spaces or more from the quote or item that they belong to.

    Left out are what is below an empty row, which makes it code, and the rows in `apart`: code between fences, and addresses.
    """
    widths: list[int] = []  # of what each open item needs before a row; 0 for each open quote
    may_be_code = True
    for number, row in enumerate(rows):
        if number in apart or not row or row.isspace():
            may_be_code = True
            widths = widths[: widths.index(0)] if 0 in widths else widths
            continue
        rest, depth = _within(row.expandtabs(4), widths)
        if not rest or rest.isspace():
            may_be_code = True
            del widths[depth:]
        elif rest.startswith("    "):
            if not may_be_code:
                yield number
        else:
            may_be_code = False
            del widths[depth:]
            widths += _opened(rest)


def _within(row: str, widths: Sequence[int]) -> tuple[str, int]:
    """Return what is left of a row behind the signs and spaces of the open containers it belongs to, and how many these are."""
    for depth, width in enumerate(widths):
        if width:
            if row[:width].strip(" "):
                return row, depth
            row = row[width:]
        elif quote := _QUOTE.match(row):
            row = row[quote.end() :]
        else:
            return row, depth
    return row, len(widths)


def _opened(row: str) -> Iterator[int]:
    """Yield the containers that a row opens."""
    position = 0
    while not _RULE.match(row, position):
        if found := _QUOTE.match(row, position):
            yield 0
        elif found := _ITEM.match(row, position):
            # An item without a text on its first row needs a space behind its sign.
            yield len(found.group()) + (found.end() == len(row) and not found.group().endswith(" "))
        else:
            return
        position = found.end()
