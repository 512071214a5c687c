"""What is said of a passage that is not found: how far the text has it, and where it differs."""

from collections.abc import Sequence

from briefings.diagnostics import shown
from briefings.evidence.search import MAX_PARTS, MAX_PASSAGE, SearchedText, parts_of
from briefings.evidence.words import is_spaceless
from briefings.model.records import Evidence

_MOST_OF_A_WORD = 60
"""Characters of a word that are named before and after what stands within it."""
_FOLLOWING = 10
"""Characters that are named after the last that is found, in a text without spaces."""


def hint_of_missing(evidence: Evidence, text: SearchedText) -> str:
    """Return a hint that names what of a passage is missing, or its order; an empty text where nothing can be said."""
    if text.is_exhausted:
        return "The text repeats itself so often that no more of it was searched."
    parts = parts_of(evidence.exact)
    if len(parts) > MAX_PARTS:
        return f"It has more than {MAX_PARTS} parts."
    missing = next((part for part in parts if text.find(part) is None), None)
    if missing is not None:
        return _within_another(missing, text) or _in_other_case(missing, text) or _as_far_as_found(missing, text)
    if next(text.ranges(Evidence(exact=evidence.exact)), None):
        return _in_other_context(evidence)
    return f"Its parts stand in the text, but not in this order within {MAX_PASSAGE} characters."


def _in_other_context(evidence: Evidence) -> str:
    context = [
        f"{where} '{shown(words)}'" for where, words in (("after", evidence.prefix), ("before", evidence.suffix)) if words
    ]
    return f"The text has it, but not right {' and '.join(context)}."


def _within_another(part: str, text: SearchedText) -> str:
    """Say that the text has a part within a longer number or word."""
    begin = text.text.find(part)
    if begin < 0:
        return ""
    end = begin + len(part)
    numbers = text.numbers
    if whole := numbers.around(begin) or numbers.around(end):
        return f"The text has it within a longer number: '{shown(text.text[whole[0] : whole[1]])}'."
    first, last = max(0, begin - _MOST_OF_A_WORD), min(len(text.text), end + _MOST_OF_A_WORD)
    begin = next((at for at in range(begin, first, -1) if text.words.may_begin(at)), first)
    end = next((at for at in range(end, last) if text.words.may_end(at)), last)
    return f"The text has '{shown(text.text[begin:end])}', and only whole words and numbers are found."


def _in_other_case(part: str, text: SearchedText) -> str:
    found = text.find_in_any_case(part)
    return f"The text has '{shown(found)}'; capitals count." if found else ""


def _as_far_as_found(part: str, text: SearchedText) -> str:
    words = part.split()
    if len(words) > 1 and (count := _longest(words, text)):
        return f"The text has '{shown(' '.join(words[:count]))}', but not followed by '{shown(words[count])}'."
    if len(words) == 1 and not part.isascii():
        length = _longest(part, text)
        if length > 1 and is_spaceless(part):
            return f"The text has '{shown(part[:length])}', but not followed by '{shown(part[length : length + _FOLLOWING])}'."
    return ""


def _longest(pieces: Sequence[str], text: SearchedText) -> int:
    """Return how many pieces from the first on the text has one after the other; fewer than all."""
    joint = "" if isinstance(pieces, str) else " "
    low, high = 0, len(pieces) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if joint.join(pieces[:middle]) in text.text:
            low = middle
        else:
            high = middle - 1
    while low and joint and text.find(joint.join(pieces[:low])) is None:
        low -= 1
    return low
