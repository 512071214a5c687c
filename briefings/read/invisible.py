"""Invisible characters that change what is read, or hide in it; not those that the writing around them needs."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from briefings.read.finding import Finding, named

INVISIBLE = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202c\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\ufff9-\ufffc\U000e0000-\U000e0fff"
)
_RUN = re.compile(f"[{INVISIBLE}]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_JOINING = re.compile("[\u0600-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\uaaff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff]")
"""Letters that take another shape beside U+200C and U+200D: of Arabic and Syriac, of India and its neighbours, Mongolian."""
_WITHOUT_SPACES = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf\u3040-\u30ff\u3400-\u9fff\ua980-\uaadf]")
"""Letters of scripts in which U+200B says where a line may end."""
_ALPHABET = re.compile("[A-Za-z0-9\u00aa-\u024f\u0370-\u052f\u1e00-\u1fff]")
"""Letters of Latin, Greek and Cyrillic, and digits, between which nothing invisible belongs."""
_OPENING, _CLOSING = "\u202a\u202b\u2066\u2067\u2068", "\u202c\u2069"
_DIRECTION = f"\u061c\u200e\u200f{_OPENING}{_CLOSING}"


def invisible_characters(text: str) -> Iterator[Finding]:
    """Yield a finding for each run of invisible characters that do not belong there; of those of direction, one a line."""
    begin, end, is_directed, is_told = 0, -1, False, False
    for run in _RUN.finditer(text):
        if run.start() > end:  # in the next line that has some
            begin, end = text.rfind("\n", max(end, 0), run.start()) + 1 or begin, text.find("\n", run.start())
            end = end if end >= 0 else len(text)
            is_directed, is_told = _is_directed(text[begin:end]), False
        wrong = [at for at in range(*run.span()) if not (is_directed if text[at] in _DIRECTION else _belongs(text, at))]
        if not wrong:
            continue
        character = text[wrong[0]]
        if character in _DIRECTION:
            if is_told:
                continue
            is_told = True
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        effect = "which can change the order that is read" if character in _DIRECTION else "which nobody sees"
        message = f"has an invisible character, {named(character)}{more}, {effect}"
        yield Finding("T003", wrong[0], message, "Delete it where it is not meant.", f"\\u{ord(character):04x}")


def _belongs(text: str, at: int) -> bool:
    """Tell whether the writing at a place needs the invisible character that stands there."""
    return any(ord(text[at]) in characters and needs(text, at) for characters, needs in _NEEDS)


def _is_directed(line: str) -> bool:
    """Tell whether a line has letters that are written from the right, and both halves of each pair of marks of direction."""
    is_paired = sum(map(line.count, _OPENING)) == sum(map(line.count, _CLOSING))
    return is_paired and _RIGHT_TO_LEFT.search(line) is not None


def _joins(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    is_in_emoji = text[at] == "\u200d" and _is_symbol(before) and _is_symbol(after)
    return is_in_emoji or bool(_JOINING.match(before) or _JOINING.match(after))


def _is_symbol(character: str) -> bool:
    return character == "\ufe0f" or (character != "" and unicodedata.category(character) in ("So", "Sk", "Sm"))


def _may_break(text: str, at: int) -> bool:
    return bool(_WITHOUT_SPACES.match(text[at - 1 : at]) or _WITHOUT_SPACES.match(text, at + 1))


def _is_at_edge(text: str, at: int) -> bool:
    return not (_ALPHABET.match(text[at - 1 : at]) and _ALPHABET.match(text, at + 1))


def _is_beside(first: str, last: str) -> Callable[[str, int], bool]:
    """Return a rule: there is a character of a range before or after."""
    return lambda text, at: first <= text[at - 1 : at] <= last or first <= text[at + 1 : at + 2] <= last


def _varies(text: str, at: int) -> bool:
    """Tell whether the character before has variants: emoji, digits on keys, Han and others, but not letters of alphabets."""
    before = text[at - 1 : at]
    if before in ("#", "*") or before.isdecimal():
        return text[at + 1 : at + 2] == "\u20e3"
    return before != "" and not before.isspace() and not before.isascii() and not _ALPHABET.match(before)


def _is_in_flag(text: str, at: int) -> bool:
    """Tell whether a tag is part of the flag of a part of a country, which begins with a black flag: the flag of Scotland."""
    begin = re.search("\U0001f3f4[\U000e0020-\U000e007e]*\\Z", text[max(0, at - 10) : at])
    return begin is not None and re.match("[\U000e0020-\U000e007e]{0,10}\U000e007f", text[at : at + 12]) is not None


_NEEDS: tuple[tuple[range, Callable[[str, int], bool]], ...] = (
    (range(0x200C, 0x200E), _joins),
    (range(0x200B, 0x200C), _may_break),
    (range(0x034F, 0x0350), _is_at_edge),
    (range(0x2060, 0x2061), _is_at_edge),
    (range(0x115F, 0x1161), _is_beside("\u1100", "\u11ff")),
    (range(0x2800, 0x2801), _is_beside("\u2801", "\u28ff")),
    (range(0x180B, 0x1810), _is_beside("\u1820", "\u18af")),
    (range(0xFE00, 0xFE10), _varies),
    (range(0xE0100, 0xE01F0), lambda text, at: "\u2e80" <= text[at - 1 : at] <= "\ufaff" or text[at - 1 : at] >= "\U00020000"),
    (range(0xE0020, 0xE0080), _is_in_flag),
)
"""Invisible characters, and when the writing around needs them; never where none of these fits."""
