"""Texts of which YAML would drop a part without a word, or join two that were meant to be apart."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefings.diagnostics import shown
from briefings.model.records import FIELD_NAMES


class Loss(NamedTuple):
    """A part of a text that would be lost, or joined to another."""

    code: str
    at: int
    """Position in the file, in characters."""
    message: str
    hint: str


_COMMENT = re.compile(r"[ \t]+(#.*)")
_NO_VALUE = re.compile(r"[ \t]*:[ \t]+(#.*)")
_NO_ENTRY = re.compile(r"^[ \t]*(?:-[ \t]+)*-[ \t]+(#.*)", re.MULTILINE)
_ITEM = re.compile(r"[ \t]*([-*+>•][ \t]+\S)")
_CLOSE_ITEM = re.compile(r"[ \t]*(-[^\W\d])")
"""A dash without a space behind it: within a list an entry all the same."""
_KEY = re.compile(r"[ \t]*(([A-Za-z][\w-]*):(?!//)\S)")


def cut_off(text: str, end: int) -> Loss | None:
    """Return the comment that follows a bare text on its line."""
    return _comment(_COMMENT.match(text, end))


def heading_below(text: str, start: int, end: int) -> Loss | None:
    """Return what stands below a bare text of several lines, is indented as it is, and begins with a number sign."""
    found = _COMMENT_BELOW.match(text, end)
    line = text[text.rfind("\n", start, end) + 1 : end]
    if found is None or len(found[1]) < len(line) - len(line.lstrip(" ")):
        return None
    return comment_finding(found.start(2), found[2])._replace(hint="A text of several lines stands below |.")


_COMMENT_BELOW = re.compile(r"[ \t]*\n(?:[ \t]*\n)*([ ]+)(#.*)")


def nothing_but_comment(text: str, key_end: int, entry_from: int, entry_to: int) -> Loss | None:
    """Return the comment that stands where the value of a key, or of an entry of a list, is expected.

    `key_end` is the end of the key, or negative for an entry of a list, which is then looked for between two positions.
    """
    if key_end >= 0:
        return _comment(_NO_VALUE.match(text, key_end))
    *_, found = (None, *_NO_ENTRY.finditer(text, entry_from, entry_to))
    return _comment(found)


def _comment(found: re.Match[str] | None) -> Loss | None:
    return None if found is None else comment_finding(found.start(1), found[1])


def comment_finding(at: int, comment: str) -> Loss:
    """Return what is said of a comment that begins at a position and hides a part of a text."""
    message = f"YAML takes what follows for a comment and drops it: '{shown(comment, 40)}'"
    return Loss("Y013", at, message, "A text with # in it stands in quotes; a comment stands on a line of its own.")


def merged(text: str, start: int, end: int, style: str, key: str) -> Loss | None:
    """Return the first line of a text over several that looks like an entry of a list, or a key, of its own.

    `key` is the key of the text, empty in a list; `style` is `>` where its lines are joined on purpose.
    """
    lines = _lines(text, start, end)
    next(lines, None)
    if style == ">":
        next(lines, None)  # its first line has the sign
    is_after_text = True
    for at, line in lines:
        if is_after_text and (item := _ITEM.match(line) or (_CLOSE_ITEM.match(line) if not key and style != ">" else None)):
            what = f"a line that begins with {item[1][0]} is joined to the text above it"
            hint = "Begin it below the entry above; a text of several lines stands below |."
            return Loss("Y014", at + item.start(1), what, hint)
        found = _KEY.match(line) if style != ">" else None
        if found and (found[2] in FIELD_NAMES or (_is_locale(found[2]) and _is_locale(key))):
            what = f"'{found[2]}:' is joined to the text above it: it lacks a space behind the colon"
            return Loss("Y014", at + found.start(1), what, f"Write {found[2]}: and a space, below the key above.")
        is_after_text = bool(line.strip())
    return None


def unfolded(text: str, start: int, end: int) -> Loss | None:
    """Return the first line of a Markdown text whose lines YAML joins, but which begins a paragraph, a list or a heading.

    A text in a block below a bar keeps its lines; a bare one, one in quotes and one below > do not.
    """
    lines = _lines(text, start, end)
    next(lines, None)
    is_block, column, was_joined, empty = text[start] == ">", -1, text[start] != ">", 0
    for at, line in lines:
        words = line.lstrip()
        if words.strip() in ("'", '"') and at + len(line.rstrip()) >= end:
            return None  # the closing quotation mark alone
        if not words:
            empty += 1
            continue
        indent = len(line) - len(words)
        column = indent if column < 0 else column
        joins = not is_block or indent == column  # in a block, what is indented further keeps its lines
        if joins and was_joined and (empty == 1 or (not empty and _MARKUP.match(words))):  # two empty lines leave one
            what = "a new paragraph" if empty else f"a line that begins with {words.split()[0]}"
            return Loss(
                "Y014", at + indent, f"{what} is joined to the text above it", "A text of several lines stands below |."
            )
        was_joined, empty = joins, 0
    return None


_MARKUP = re.compile(r"(?:[-*+>]|#{1,6}|\d{1,9}[.)])[ \t]+\S")


def _is_locale(key: str) -> bool:
    return bool(re.fullmatch("[a-z]{2,3}(?:-[A-Za-z]+)*", key))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of a part of a text with the position of each."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, text[start:stop]
        start = stop + 1


def quote_runs_on(text: str, start: int, end: int, indent: int) -> bool:
    """Tell whether a text in quotes goes on in a line that begins a key or an entry, no further right than `indent`.

    Its quotation mark was then not closed, and the next one, of another text, is taken for its end.
    """
    lines = _lines(text, start, end)
    next(lines, None)
    for _, line in lines:
        begins = re.match(r"([ ]*)(?:- |[\w-]+:(?: |$))", line)
        if begins and len(begins[1]) <= indent:
            return True
    return False


def split_by_comma(text: str, before_end: int, start: int, end: int, last: str) -> Loss | None:
    """Return the comma before a value in brackets that seems to be a decimal comma; `last` is the value before it."""
    between = text[before_end:start]
    if between.strip() != "," or "\n" in between:
        return None
    found = text[start:end]
    number = f"{last},{found}"
    # An id may end in a number, and another begin with one.
    if between == "," and re.search(r"(?:^|\s)\d+\Z", last) and re.match(r"\d+(?:\s|\Z)", found):
        message = f"'{shown(number, 40)}' is cut in two: in brackets a comma ends a value"
        return Loss("Y012", before_end, message, _comma_hint(number))
    return None


def comma_in_braces(text: str, before_end: int, start: int, end: int, last: str) -> Loss:
    """Return the comma before words in braces that have no colon, and so belong to the value before them."""
    grouped = _GROUPED.match(text, before_end - len(last))
    whole = grouped.group() if grouped else last + text[before_end:end]
    return Loss("Y012", before_end, f"'{shown(whole, 40)}' is cut in two: in braces a comma ends a value", _comma_hint(whole))


_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?!\d)")


def _comma_hint(written: str) -> str:
    if _GROUPED.fullmatch(written):
        whole, point = written.replace(",", ""), written.replace(",", ".").rstrip("0").rstrip(".")
        return f"Write {whole}." if written.count(",") > 1 else f"Write {whole}, or {point} where that is meant."
    number = number_meant(written)
    return f"Write {number}, or put the text in quotes." if number else "A text with a comma in it stands in quotes there."


_POWERS = {
    **dict.fromkeys(("thousand", "mille", "tusen", "tusind", "tausend"), 3),
    **dict.fromkeys(("million", "miljon", "millón"), 6),
    **dict.fromkeys(("milliard", "miljard"), 9),
}


def number_meant(written: str) -> str:
    """Return a number with a decimal comma, or a word for a power of ten, as content has it: `1,9 million` is `1900000`.

    Empty where that is no such number.
    """
    match = re.fullmatch(r"(-?\d{1,12})(?:[,.](\d{1,6}))?(?:[ \u00a0\u202f]*([^\W\d_]+)\.?)?", written.strip())
    if match is None or (match[2] is None and match[3] is None):
        return ""
    power = next((power for word, power in _POWERS.items() if match[3] and match[3].lower().startswith(word)), None)
    if match[3] and power is None:
        return ""
    fraction = match[2] or ""
    digits = fraction.ljust(power or 0, "0")
    whole, rest = match[1] + digits[: power or 0], digits[power or 0 :].rstrip("0")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return sign + (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")
