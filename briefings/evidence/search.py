"""Search for passages in a text: whole words and whole numbers at a time, in time that grows with the text alone."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefings.evidence.normal_form import normalise
from briefings.evidence.numbers import Numbers, may_be_in_number
from briefings.evidence.words import WordEdges, is_wordlike
from briefings.model.passage import passage_parts
from briefings.model.records import Evidence

MAX_PASSAGE = 800
"""Characters from the start of a passage to its end."""
MAX_PARTS = 50
"""Parts of a passage: more than its words may be."""
_MAX_STEPS = 100_000
"""Places in one text that are looked at more closely; texts and passages that need more are made to cost time."""
_HYPHEN = re.compile(r"-[ \n]?")
"""What may stand or be left out at the end of a line."""

Range = tuple[int, int]
"""Where something begins and ends, in characters of the normalised text."""


class SearchedText:
    """A text in which passages are searched for, in a language by its BCP 47 tag; empty where it is not known."""

    def __init__(self, text: str, language: str = "") -> None:
        self._broken = normalise(text)
        """With line ends where a word may go on."""
        self.text = self._broken.replace("\n", " ")
        """The normalised text."""
        self.words = WordEdges(self.text)
        self.numbers = Numbers(self.text, language)
        self._language = language
        self._steps = _MAX_STEPS

    @property
    def is_exhausted(self) -> bool:
        """Whether so many places were looked at that no more are."""
        return self._steps <= 0

    def ranges(self, evidence: Evidence) -> Iterator[Range]:
        """Yield where a passage stands, from the first place on; no two overlap.

        Passages of which `normalise` makes the same stand at the same places.
        """
        context = _Context.of(evidence)
        return (found for found in self._passages(parts_of(evidence.exact)) if self._stands_in(found, context))

    def find(self, part: str, start: int = 0) -> Range | None:
        """Return where normalised words without gaps next stand, whole words and numbers at a time; None where nowhere."""
        places = self._places_over_lines(part, start) if "\n" in self._broken else self._places(part, start)
        return next((found for found in places if self._is_whole(found, part)), None)

    def readings(self, found: Range) -> tuple[str, ...]:
        """Return what stands in a range: once, or, if words go on in the next line, with and without hyphens there."""
        text = self._broken[slice(*found)]
        return (text.replace("-\n", "-"), text.replace("-\n", "")) if "\n" in text else (text,)

    def find_in_any_case(self, part: str) -> str | None:
        """Return what the text has for normalised words without gaps if capitals do not count; None where it has nothing."""
        at = self._lower.find(_lower(part))
        return self.text[at : at + len(part)] if at >= 0 else None

    @cached_property
    def _lower(self) -> str:
        return _lower(self.text)

    def _passages(self, parts: Sequence[str]) -> Iterator[Range]:
        if not 0 < len(parts) <= MAX_PARTS:
            return
        start = 0
        while found := self._chain(parts, start):
            first, end = found
            if len(parts) == 1 or end - first <= MAX_PASSAGE:
                yield found
                start = end
            else:  # from no earlier start can the end, which only moves on, be near enough
                start = max(first + 1, end - MAX_PASSAGE)

    def _chain(self, parts: Sequence[str], start: int) -> Range | None:
        """Return the range from the next place of the first part to the end of the last, each part after the one before it."""
        begin, end = None, start
        for part in parts:
            found = self.find(part, end)
            if found is None:
                return None
            begin, end = found[0] if begin is None else begin, found[1]
        return None if begin is None else (begin, end)

    def _places(self, part: str, start: int) -> Iterator[Range]:
        at = self.text.find(part, start)
        while at >= 0 and self._count(part):
            yield at, at + len(part)
            at = self.text.find(part, at + 1)

    def _places_over_lines(self, part: str, start: int) -> Iterator[Range]:
        """Yield where a part stands if hyphens at the ends of lines may join words or divide them."""
        letters, removed, kept = self._without_hyphens
        wanted = _HYPHEN.sub("", part)
        if not wanted:
            yield from self._places(part, start)
            return
        pattern = _over_lines(part)
        at = letters.find(wanted, _to_letters(start, removed, kept))
        while at >= 0 and self._count(part):
            first = _from_letters(at, removed, kept)
            begins = (first, first - 1, first - 2) if part[0] == "-" else (first,)
            matches = (pattern.match(self._broken, begin) for begin in begins if begin >= start)
            if match := next(filter(None, matches), None):
                yield match.span()
            at = letters.find(wanted, at + 1)

    @cached_property
    def _without_hyphens(self) -> tuple[str, list[int], list[int]]:
        """The text without hyphens; where in it some are missing; and how many characters are missing up to there."""
        removed, kept, missing = [], [], 0
        for match in _HYPHEN.finditer(self._broken):
            removed.append(match.start() - missing)
            missing += len(match.group())
            kept.append(missing)
        return _HYPHEN.sub("", self._broken), removed, kept

    def _count(self, part: str) -> bool:
        """Count a place that is looked at, and return whether there may be more."""
        self._steps -= 1 + len(part) // 64
        return self._steps > 0

    def _is_whole(self, found: Range, part: str) -> bool:
        begin, end = found
        is_broken = self._is_in_broken_word(begin - 2) or self._is_in_broken_word(end)
        return (
            not is_broken and self.words.may_begin(begin) and self.words.may_end(end) and self._has_whole_numbers(found, part)
        )

    def _has_whole_numbers(self, found: Range, part: str) -> bool:
        """Return whether a part has at its ends the numbers that the text has there."""
        begin, end = found
        numbers, own = self.numbers, Numbers(part, self._language)
        return (
            not may_be_in_number(part[0]) or (not numbers.around(begin) and numbers.first_length(begin) == own.first_length(0))
        ) and (
            not may_be_in_number(part[-1])
            or (not numbers.around(end) and numbers.last_length(end) == own.last_length(len(part)))
        )

    def _is_in_broken_word(self, position: int) -> bool:
        """Return whether a hyphen is at a position that a line end follows, with letters on both sides."""
        is_broken = position > 0 and self._broken.startswith("-\n", position)
        return is_broken and _is_letter(self._broken[position - 1]) and _is_letter(self._broken[position + 2 : position + 3])

    def _stands_in(self, found: Range, context: "_Context") -> bool:
        """Return whether what a passage is told by stands right before and after a place."""
        begin, end = found
        return self._precedes(context.prefix, begin) and self._follows(context.suffix, end)

    def _precedes(self, prefix: str, position: int) -> bool:
        if not prefix:
            return True
        near = self._broken[max(0, position - 2 * len(prefix) - 2) : position]
        at = position - len(near) + len(near.rstrip()) - len(prefix)
        return _as_lines_go(near).rstrip().endswith(_as_lines_go(prefix)) and (
            "-\n" in near or self.words.may_begin(max(at, 0))
        )

    def _follows(self, suffix: str, position: int) -> bool:
        if not suffix:
            return True
        near = self._broken[position : position + 2 * len(suffix) + 2]
        at = position + len(near) - len(near.lstrip()) + len(suffix)
        is_whole = "-\n" in near or self.words.may_end(min(at, len(self.text)))
        return is_whole and _as_lines_go(near).lstrip().startswith(_as_lines_go(suffix))


def _lower(text: str) -> str:
    """Return a text in small letters, character for character."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def parts_of(passage: str) -> tuple[str, ...]:
    """Return the normalised words of a passage between its gaps."""
    return passage_parts(normalise(passage))


@dataclass(frozen=True)
class _Context:
    """What stands right before and after a passage, normalised; empty where nothing is said."""

    prefix: str
    suffix: str

    @classmethod
    def of(cls, evidence: Evidence) -> "_Context":
        return cls(normalise(evidence.prefix or ""), normalise(evidence.suffix or ""))


def _as_lines_go(text: str) -> str:
    return _HYPHEN.sub("", text)


def _to_letters(position: int, removed: Sequence[int], kept: Sequence[int]) -> int:
    """Return the place in a text without hyphens of a position in the text with them."""
    low, high = 0, len(removed)
    while low < high:
        middle = (low + high) // 2
        if removed[middle] + (kept[middle - 1] if middle else 0) < position:
            low = middle + 1
        else:
            high = middle
    return max(0, position - kept[low - 1]) if low else position


def _from_letters(position: int, removed: Sequence[int], kept: Sequence[int]) -> int:
    """Return the position in a text with hyphens of a place in the text without them."""
    index = bisect_right(removed, position)
    return position + (kept[index - 1] if index else 0)


def _over_lines(part: str) -> re.Pattern[str]:
    """Return what matches a part whose words may be broken, and whose hyphens may stand at the end of a line."""
    pieces = []
    for index, character in enumerate(part):
        if character == " " and part[index - 1 : index] == "-":
            pieces.append(r"[ \n]")
            continue
        pieces.append(re.escape(character))
        following = part[index + 1 : index + 2]
        if character == "-" and following not in ("", " "):
            pieces.append(r"\n?")
        elif _is_letter(character) and _is_letter(following):
            pieces.append(r"(?:-\n)?")
    return re.compile("".join(pieces))


def _is_letter(character: str) -> bool:
    return character != "" and is_wordlike(character) and not character.isdigit()
