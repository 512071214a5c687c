"""Numbers in a text: where each begins and ends, with its sign, groups, decimals, power and per cent sign."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from briefings.evidence.multipliers import multipliers

_CURRENCY = "[$¢£¤¥\u20a0-\u20c0]"
# A dash before a digit is a minus where nothing stands before it that it could join to the number: no range, no compound.
_SIGN = r"(?:(?<![\w)\]}%°])[-–±]|(?<!\d)(?<!\d )− ?)"
_SEPARATOR = r"[.,'·⋅∙٫٬،/:・]"
# In groups of three, or without groups; the groups of other systems have separators.
_DIGITS = r"(?:\d{1,3}(?: \d{3}(?!\d))+|\d+)"
_NUMBER = rf"{_DIGITS}(?:{_SEPARATOR}\d+)*(?: \d{{1,3}}/\d{{1,3}}(?![\d/]))?(?:\^[-−]?\d+)?(?: ?[×⋅·*] ?10\^[-−]?\d+)?"
_TENS = "十百千万萬億亿兆拾佰仟"
_KOREAN_TENS = "십백천만억조"
_HAN_DIGITS = f"[〇零一二三四五六七八九两兩壱弐参廿卅{_TENS}]"
_MIXED = (
    rf"(?:(?: ?[{_TENS}]|[{_KOREAN_TENS}])+(?:{_NUMBER}| {_NUMBER}(?=[{_KOREAN_TENS}])|(?<=[만억조]) {_NUMBER}(?![\d년]))?)*"
)

NUMBER = re.compile(
    rf"(?:{_SIGN}{_CURRENCY}?(?=[.,٫]?\d))?(?:(?<![\d%])(?<!\d )[%٪](?=\d))?(?:(?<![^\s(\['])[.,٫](?=\d))?"
    rf"{_NUMBER}{_MIXED}(?:分之{_HAN_DIGITS}+|分之{_NUMBER})?(?: ?[%‰‱٪°])?"
    rf"|{_HAN_DIGITS}+(?:[点點・]{_HAN_DIGITS}+)?(?:分之(?:{_HAN_DIGITS}+(?:[点點・]{_HAN_DIGITS}+)?|{_NUMBER}))?"
)
"""A number in digits of any script, or in those of Chinese, as it is written in many languages; in a normalised text."""


_DIGIT = re.compile(rf"[\d{_HAN_DIGITS[1:-1]}]")
_MOST_BEFORE = 5
"""Characters of a number before its first digit."""


def may_be_in_number(character: str) -> bool:
    """Return whether a character may be part of a number: every one but letters, of which few are."""
    return not character.isalpha() or character in _TENS + _KOREAN_TENS + "分之点點" or bool(_DIGIT.match(character))


@cache
def _number(language: str) -> re.Pattern[str]:
    """Return what a number is in a language: one with the word that multiplies it, as in `12 million`."""
    words = "|".join(map(re.escape, sorted(multipliers(language), key=len, reverse=True))) if language else ""
    return re.compile(rf"(?:{NUMBER.pattern})(?: ?(?i:{words})(?!\w))?") if words else NUMBER


def _spans(text: str, number: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where each number of a text begins and ends; looks closely only where there are digits."""
    end = 0
    while digit := _DIGIT.search(text, end):
        match = number.search(text, max(end, digit.start() - _MOST_BEFORE))
        assert match is not None, "a digit is a number"
        yield match.span()
        end = match.end()


class Numbers:
    """The numbers of a normalised text in a language, by its BCP 47 tag; empty where it is not known."""

    def __init__(self, text: str, language: str = "") -> None:
        self._text = text
        self._language = language

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return list(_spans(self._text, _number(self._language)))

    @cached_property
    def _by_start(self) -> Mapping[int, int]:
        return dict(self._spans)

    @cached_property
    def _by_end(self) -> Mapping[int, int]:
        return {end: start for start, end in self._spans}

    def around(self, position: int) -> tuple[int, int] | None:
        """Return the start and end of the number that a position lies within; None where it lies at the border of one."""
        index = bisect_left(self._spans, (position, 0)) - 1
        if index < 0 or self._spans[index][1] <= position:
            return None
        return self._spans[index]

    def first_length(self, start: int) -> int:
        """Return the length of the number that begins at a position; 0 where none does."""
        return self._by_start.get(start, start) - start

    def last_length(self, end: int) -> int:
        """Return the length of the number that ends at a position; 0 where none does."""
        return end - self._by_end.get(end, end)
