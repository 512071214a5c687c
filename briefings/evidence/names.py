"""Names in passages: whether one of an entity's names stands in some words, as languages inflect names.

Names are compared in the form in which passages are, and in any case. What this takes for a name may be another word that
begins as it does; it is meant to find the passages in which nothing like the name stands.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from briefings.evidence.normal_form import normalise
from briefings.evidence.words import is_spaceless, is_wordlike
from briefings.icu_library import icu
from briefings.model.codes import country_name
from briefings.model.names import names_of as all_names
from briefings.model.records import Entity

_LONGEST_ENDING = 4
"""Letters of the longest ending: `Russlands`, Finnish `Kirbyltä`."""
_LONGEST_PARTICLES = 6
"""Syllables of the longest particles of Korean, which are written as one word with the name."""
_CHANGED = 5
"""Letters of the shortest name of which an ending may replace the last: `Россия`, `России`."""
_OF_ADJECTIVES = re.compile("(?:[иыоії]й|ая|яя|[оеє]е)$")
"""Both letters are replaced in other forms: `Зеленский`, `Зеленского`; `Белый дом`, `Белого дома`."""
_FINNISH = "nen"
"""Three letters, of which other forms have an `s`: `Virtanen`, `Virtasen`, `Virtaselta`."""
_SHORT_WORD = 3
"""Letters of the longest word in small letters that is no part of what tells a name from others: `of`, `für`, `von`."""
_HANGUL = re.compile("[\uac00-\ud7a3]")
_PREFIXES = re.compile("[وفبلكسا]{1,4}|[ושהבלכמ]{1,3}")
"""What Arabic and Hebrew write before a name without a space: `and`, `in`, `to`, the article."""
_ARTICLE = "ال"
"""Of Arabic; in the middle of a word it is written otherwise."""
_ABBREVIATION = re.compile(r"(?<!\w)(?:\w\.){2,}")
"""`U.S.`"""


def names_of(entity: Entity, spellings: Sequence[str], language: str) -> Iterator[str]:
    """Yield what an article in a language, a BCP 47 tag, can call an entity: `spellings` of its own, and all names.

    A country is also called what CLDR calls it in that language in short.
    """
    yield from spellings
    yield from (name for name in all_names(entity, (language,)) if name != entity.country)  # where CLDR has none
    if entity.country is not None:
        yield from _short_names(entity.country, language)


@lru_cache(maxsize=1000)
def _short_names(code: str, language: str) -> tuple[str, ...]:
    """Return what CLDR calls a country in short where that is another name, `UK`; nothing where it knows none."""
    full = country_name(code, language)
    names = icu().LocaleDisplayNames.createInstance(icu().Locale.forLanguageTag(language), [icu().UDisplayContext.LENGTH_SHORT])
    short = str(names.regionDisplayName(code))
    return () if full in (code, short) else (short,)


def stands(name: str, words: str, *, is_person: bool) -> bool:
    """Return whether a name stands in words: each word of it that tells it from others; of a person's, any one of them.

    A name without letters and digits stands nowhere.
    """
    found = _words(words)
    parts = _telling_parts(name, is_person=is_person)
    return bool(parts) and (any if is_person else all)(_has_form(found, part) for part in parts)


class _Words(NamedTuple):
    """The words of a text."""

    words: tuple[str, ...]
    folded: str
    """All of them, in small letters."""


class _Part(NamedTuple):
    """A word of a name."""

    name: str
    """In small letters, without an article that is written as one word with it."""
    stems: tuple[str, ...]
    """What its forms have, each one of these."""
    is_abbreviation: bool
    """It has no more than three letters, all of them capitals; its forms begin with one: `US` is not `us`."""

    @classmethod
    def of(cls, word: str) -> "_Part":
        name = word.casefold().removeprefix(_ARTICLE)
        stems = _stems(name) if len(name) >= _CHANGED and not _has_signs(name) else (name,)
        return cls(name, stems, word.isupper() and len(word) <= _SHORT_WORD)


def _stems(name: str) -> tuple[str, ...]:
    """Return what stands before the endings of a name of several letters."""
    if _OF_ADJECTIVES.search(name):
        return name[:-1], name[:-2]
    if name.endswith(_FINNISH):
        return name[:-1], f"{name.removesuffix(_FINNISH)}s"
    return (name[:-1],)


@lru_cache(maxsize=1_000)
def _words(text: str) -> _Words:
    """Return the words of a text, abbreviations without dots; of scripts without spaces, what stands between other signs."""
    plain = _ABBREVIATION.sub(lambda match: match.group().replace(".", ""), normalise(text))
    groups = groupby(plain, lambda character: (is_wordlike(character), is_spaceless(character)))
    words = tuple("".join(group) for (is_word, _), group in groups if is_word)
    return _Words(words, " ".join(words).casefold())


@lru_cache(maxsize=10_000)
def _telling_parts(name: str, *, is_person: bool) -> tuple[_Part, ...]:
    """Return the words of a name that tell it from others; all of it where there is none.

    Of a person that is no word of two letters, which many names have, unless letters are syllables or words.
    """
    words, _ = _words(name)
    telling = tuple(word for word in words if not (word.islower() and len(word) <= _SHORT_WORD))
    if is_person:
        telling = tuple(word for word in telling if len(word) >= (2 if _has_signs(word) else 3))
        return tuple(map(_Part.of, telling or ["".join(words)]))
    return tuple(map(_Part.of, telling or words))


def _has_signs(word: str) -> bool:
    """Return whether a letter of a word is a syllable or a word: in Chinese, Japanese, Korean and scripts without spaces."""
    return is_spaceless(word) or bool(_HANGUL.match(word))


def _has_form(found: _Words, part: _Part) -> bool:
    # Most names do not stand in most texts, and this is quickly seen.
    return any(stem in found.folded for stem in part.stems) and any(_is_form(word, part) for word in found.words)


def _is_form(word: str, part: _Part) -> bool:
    """Return whether a word of a text is a part of a name with an ending, or a prefix, that its language gives it."""
    if part.is_abbreviation and word[0].islower():
        return False
    small = word.casefold()
    if is_spaceless(part.name):
        return part.name in small
    if _HANGUL.match(part.name):
        return small.startswith(part.name) and len(small) <= len(part.name) + _LONGEST_PARTICLES
    return any(_is_inflected(small[start:], part) for start in _beginnings(small))


def _beginnings(word: str) -> Iterator[int]:
    """Yield where a name may begin in a word: at its beginning and behind prefixes."""
    match = _PREFIXES.match(word)
    yield from range((match.end() if match else 0) + 1)


def _is_inflected(word: str, part: _Part) -> bool:
    stems = (part.name,) if word.startswith(part.name) else part.stems
    longest = min(_LONGEST_ENDING, len(part.name) - 1)
    return any(word.startswith(stem) and len(word) - len(stem) <= longest for stem in stems)
