"""Where words begin and end, in texts with spaces and without.

Words of Thai, Chinese and Japanese are told by the dictionaries of ICU (UAX 29). Those of Lao, Khmer and Burmese leave out so
many words that in these scripts a word may begin with each syllable.
"""

import re
import unicodedata
from functools import cache, cached_property
from typing import Any

from briefings.evidence.normal_form import CLUSTERED, DICTIONARY, SPACELESS, normalise
from briefings.icu_library import icu

_DICTIONARY = re.compile(f"[{DICTIONARY}]")
_CLUSTERED = re.compile(f"[{CLUSTERED}]")
_SPACELESS = re.compile(f"[{SPACELESS}]")
_UNUSUAL = re.compile("[\u0e00-\u1fff\u2100-\U0010ffff]")
"""Neither Latin, Greek, Cyrillic, Arabic or Hebrew, nor punctuation."""
_BEFORE_CONSONANT = frozenset("\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4\u17d2\u1039")
"""Vowels that are written before their consonant, and signs that put the next consonant below."""
_CLOSES_SYLLABLE = frozenset("\u103a\u1039")
"""Signs on a consonant that ends a syllable."""
_CASES = (
    "에게서|에게|에서|에|께서|께|한테서|한테|으로부터|로부터|으로서|로서|으로써|로써|으로|로|와|과|이랑|랑|하고|까지|부터|처럼|보다|만큼|대로|"
    "마다|조차|마저|밖에|뿐"
)
_TOPICS = "만?(?:을|를|은|는|이|가|의|도)|만|에선|에겐|엔|이나|나|씩"
_COPULAS = (
    "라고|이라고|라는|이라는|란|이란|라며|이라며|이라도|이라|다|이다|이고|이며|이자|였다|이었다|였던|이었던|였으며|이었으며|"
    "입니다만|입니다|였습니다|이었습니다|이에요|예요"
)
_PARTICLES = re.compile(rf"(?=[가-힣])들?(?:(?:{_CASES}){{0,2}}(?:{_TOPICS})?|{_COPULAS})(?!\w)")
"""What Korean writes at the end of a word without a space: particles, one after another, endings of 'to be', the plural."""
_THAI = re.compile("[\u0e01-\u0e4f]")
_THAI_AM, _THAI_AM_APART = "\u0e33", "\u0e4d\u0e32"
"""A vowel that NFKC takes apart, and that the dictionary has as one."""
_LONGEST_WORD = 30
"""Characters from which the first word is told."""
_SHORTENED_NOT = re.compile(r"'t(?!\w)")
_LETTERS_AND_NUMBERS = 100
"""The lowest status of ICU for what is a word, and neither white space nor punctuation."""


def is_wordlike(character: str) -> bool:
    """Return whether a character is part of words: a letter, a digit, or a mark on one."""
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"


def is_spaceless(text: str) -> bool:
    """Return whether a text has letters of a script that has no spaces between words."""
    return bool(_SPACELESS.search(text))


def count_words(text: str) -> int:
    """Return how many words a text has as it is compared; where a script has no spaces, those that ICU tells apart."""
    if not _UNUSUAL.search(text):
        return len(text.split())
    text = normalise(text)  # one sign may be a sentence
    return sum(_word_count(chunk) if is_spaceless(chunk) else 1 for chunk in text.split())


def _word_count(chunk: str) -> int:
    words = _word_iterator()
    words.setText(chunk.replace(_THAI_AM_APART, _THAI_AM))
    return sum(words.getRuleStatus() >= _LETTERS_AND_NUMBERS for _ in words) or 1


@cache
def _word_iterator() -> Any:
    return icu().BreakIterator.createWordInstance(icu().Locale.getRoot())


class WordEdges:
    """Where the words of a normalised text begin and end."""

    def __init__(self, text: str) -> None:
        self._text = text

    def may_begin(self, position: int) -> bool:
        """Return whether a passage may begin at a position: not within a word."""
        text = self._text
        if position in (0, len(text)):
            return True
        before, after = text[position - 1], text[position]
        if not (is_wordlike(before) and is_wordlike(after)):
            return True
        if _DICTIONARY.match(before) or _DICTIONARY.match(after):
            return self._is_word_edge(position)
        if _CLUSTERED.match(before) or _CLUSTERED.match(after):
            return self._is_syllable_edge(position)
        return False

    def may_end(self, position: int) -> bool:
        """Return whether a passage may end at a position: not within a word, but before a particle of Korean."""
        if _SHORTENED_NOT.match(self._text, position) and position and self._text[position - 1].isalpha():
            return False  # 'can' is not what 'can't' says
        return self.may_begin(position) or bool(_PARTICLES.match(self._text, position))

    def _is_syllable_edge(self, position: int) -> bool:
        before, after, later = self._text[position - 1], self._text[position], self._text[position + 1 : position + 2]
        return unicodedata.category(after)[0] != "M" and before not in _BEFORE_CONSONANT and later not in _CLOSES_SYLLABLE

    def _is_word_edge(self, position: int) -> bool:
        """Return whether a word begins at a position by ICU's dictionaries, or may begin there in Thai.

        In Thai a name that no dictionary has may take the first letters of the next word along. Then the word that begins at
        the position goes on where one of the text ends.
        """
        if position in self._boundaries:
            return True
        if not _THAI.match(self._text, position):
            return False
        first = _word_ends(self._text[position : position + _LONGEST_WORD])[0]
        return any(at in self._boundaries for at in range(position + 1, position + first))

    @cached_property
    def _boundaries(self) -> frozenset[int]:
        """The boundaries of words in the whole text, by ICU's rules and dictionaries."""
        return frozenset(_word_ends(self._text))


def _word_ends(text: str) -> list[int]:
    """Return where the words of a text end, in characters. Positions of ICU are in units of UTF-16."""
    words = _word_iterator()
    words.setText(text.replace(_THAI_AM_APART, _THAI_AM))
    found, unit, ends = [], 0, iter(words)
    end = next(ends, None)
    for index, character in enumerate(text):
        if character == _THAI_AM_APART[1] and text[index - 1 : index] == _THAI_AM_APART[0]:
            continue  # ICU has seen one character for the two
        if unit == end:
            found.append(index)
            end = next(ends, None)
        unit += 1 + (character > "\uffff")
    return [*found, len(text)]
