"""Names in passages: whether one of an entity's names stands in some words, as languages inflect names.

Names are compared in the form in which passages are, and in any case. What this takes for a name may be another word that
begins as it does; it is meant to find the passages in which nothing like the name stands.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, takewhile

from briefings.evidence.normal_form import normalise
from briefings.evidence.words import is_spaceless, is_wordlike
from briefings.icu_library import icu
from briefings.model.records import Entity

_LONGEST_ENDING = 4
"""Letters of the longest ending: `Russlands`, Finnish `Kirbyltä`."""
_LONGEST_PARTICLES = 6
"""Syllables of the longest particles of Korean, which are written as one word with the name."""
_CHANGED = 5
"""Letters of the shortest name of which an ending may replace the last: `Россия`, `России`."""
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

    A country is also called what CLDR calls it in that language, in full and in short.
    """
    yield from spellings
    yield from entity.names.values()
    if entity.country is not None:
        yield from _country_names(entity.country, language)


@lru_cache(maxsize=1000)
def _country_names(code: str, language: str) -> tuple[str, ...]:
    lengths = (icu().UDisplayContext.LENGTH_FULL, icu().UDisplayContext.LENGTH_SHORT)
    locale = icu().Locale.forLanguageTag(language)
    names = [str(icu().LocaleDisplayNames.createInstance(locale, [length]).regionDisplayName(code)) for length in lengths]
    return () if names[0] == code else tuple(dict.fromkeys(names))  # CLDR has none: it gives the code


def stands(name: str, words: str, *, is_person: bool) -> bool:
    """Return whether a name stands in words: each word of it that tells it from others; of a person's, any one of them."""
    found = _words(words)
    parts = _telling_parts(name, is_person=is_person)
    return (any if is_person else all)(any(_is_form(word, part) for word in found) for part in parts)


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text, abbreviations without dots; of scripts without spaces, what stands between other signs."""
    plain = _ABBREVIATION.sub(lambda match: match.group().replace(".", ""), normalise(text))
    groups = groupby(plain, lambda character: (is_wordlike(character), is_spaceless(character)))
    return tuple("".join(group) for (is_word, _), group in groups if is_word)


@lru_cache(maxsize=10_000)
def _telling_parts(name: str, *, is_person: bool) -> tuple[str, ...]:
    """Return the words of a name that tell it from others; all of it where there is none.

    Of a person that is no word of two letters, which many names have, unless letters are syllables or words.
    """
    words = _words(name)
    telling = tuple(word for word in words if not (word.islower() and len(word) <= _SHORT_WORD))
    if is_person:
        telling = tuple(word for word in telling if len(word) >= (2 if _has_signs(word) else 3))
        return telling or ("".join(words),)
    return telling or words


def _has_signs(word: str) -> bool:
    """Return whether a letter of a word is a syllable or a word: in Chinese, Japanese, Korean and scripts without spaces."""
    return is_spaceless(word) or bool(_HANGUL.match(word))


def _is_form(word: str, part: str) -> bool:
    """Return whether a word of a text is a part of a name with an ending, or a prefix, that its language gives it."""
    if part.isupper() and len(part) <= _SHORT_WORD and word[0].islower():
        return False  # an abbreviation: `US` is not `us`
    small, name = word.casefold(), part.casefold()
    if is_spaceless(name):
        return name in small
    if _HANGUL.match(name):
        return small.startswith(name) and len(small) <= len(name) + _LONGEST_PARTICLES
    name = name.removeprefix(_ARTICLE)
    return any(_is_inflected(small[start:], name) for start in _beginnings(small))


def _beginnings(word: str) -> Iterator[int]:
    """Yield where a name may begin in a word: at its beginning and behind prefixes."""
    match = _PREFIXES.match(word)
    yield from range((match.end() if match else 0) + 1)


def _is_inflected(word: str, name: str) -> bool:
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, name, strict=False)))
    replaced, added = len(name) - shared, len(word) - shared
    return replaced <= int(len(name) >= _CHANGED) and added <= min(_LONGEST_ENDING, len(name) - 1)
