"""What of a page is indexed, and words by which it is found beside those that stand in it; neither is published.

Pagefind takes for a word what stands between blanks, lays accents aside that Unicode takes apart (`malmo` finds `Malmö`), and
matches the beginnings of words. Two kinds of text are not found so:

- In Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese and Tibetan text, words stand within others. Such text is indexed by
  n-grams, as Lucene's CJKAnalyzer does: two letters from every place, or three where vowels are letters, too. A query is
  divided likewise. No dictionary is asked: no two browsers divide otherwise, and any part of a name is found.
- Letters that are no letter with an accent, `ł`, `ø`, `ß`, `æ`, `ı`, and signs such as `ʻ` or `ﬁ`. A word with one of them is
  indexed in plain Latin letters, too (ICU's Latin-ASCII).

`templates/static/search.js` does the same to what a reader types.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from briefings.icu_library import icu

MARK = "\u2063"
"""What stands before the added words in the text of a page that is indexed: the script shows nothing from there on."""
TWO_LETTERS = (
    r"\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Letters of Chinese, Japanese and Korean, of which two are searched together."""
THREE_LETTERS = (
    r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0edf\u0f40-\u0f84\u0f86-\u0fbc\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u1950-\u19df\u1a20-\u1a5e"
    r"\ua9e0-\ua9fe\uaa60-\uaa7f"
)
"""Letters of Thai, Lao, Tibetan, Burmese, Khmer and their neighbours, of which three are."""
_RUNS = re.compile(f"[{TWO_LETTERS}]+|[{THREE_LETTERS}]+")
_IS_TWO = re.compile(f"[{TWO_LETTERS}]")
_OTHER = (
    r"\u00aa\u00b2\u00b3\u00b9\u00ba\u00bc-\u00be\u00c6\u00d0\u00d8\u00de\u00df\u00e6\u00f0\u00f8\u00fe\u0110\u0111\u0126\u0127"
    r"\u0131-\u0133\u0138\u013f-\u0142\u0149-\u014b\u0152\u0153\u0166\u0167\u017f-\u02ff\u0640\u1d00-\u1dbf\u1e9a-\u1e9f\u2070-\u209c"
    r"\u2100-\u218f\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f\ufb00-\ufb06\uff01-\uff9d"
)
"""Letters and signs that stay what they are without their accents, and are written otherwise in plain Latin letters."""
_WANTED = re.compile(f"[{TWO_LETTERS}{THREE_LETTERS}{_OTHER}\u200b{MARK}]")
_ASCII = bytes(range(128))
_UNSEEN = re.compile(f"[\u200b{MARK}]")
_BODY = re.compile(r"<main\b[^>]*\bdata-pagefind-body\b[^>]*>")
_IGNORED = "data-pagefind-ignore"
_OTHER_USE = re.compile("data-pagefind-(?!ignore)")
"""What Pagefind reads of a page beside what it indexes: metadata."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_NAME = re.compile(r"<([a-z][a-z0-9]*)\s")
_PAGE_TITLE = re.compile(r"<title>[^<]*</title>")
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TITLE_WEIGHT = 7
"""What Pagefind gives the words of a first heading."""
_LONGEST = 200
"""Letters of a word in plain letters; no name is longer."""


def searchable(page: bytes) -> bytes:
    """Return what of a page is to be indexed, and behind it the words that the page is found by beside its own.

    What is not indexed is left out, but for metadata: it would take Pagefind as long as the rest. So are zero-width spaces,
    between which Pagefind would take all for one word. A page that is not searched stays as it is. Time and size are linear.
    """
    text = page.decode("utf-8")
    body, end = _BODY.search(text), text.rfind("</main>")
    if body is None or end < body.end():
        return page
    # Without ASCII little is left to look through, and most pages have nothing of what is wanted.
    is_wanted = _WANTED.search(page.translate(None, _ASCII).decode("utf-8")) is not None
    main = _UNSEEN.sub("", text[body.end() : end]) if is_wanted else text[body.end() : end]
    kept, seen = _without_ignored(main)
    before, after = text[: body.start()], text[end:]
    head = before.find("<head")
    if head >= 0 and not (_OTHER_USE.search(before) or _OTHER_USE.search(after)):
        title = _PAGE_TITLE.search(before)
        before, after = before[:head] + (title[0] if title else ""), "</main>"
    return "".join((before, body[0], kept, _added(seen) if is_wanted else "", after)).encode("utf-8")


def _added(seen: str) -> str:
    """Return the words to add to a page, as HTML; those of its title weigh as much as the title."""
    title = _TITLE.search(seen)
    in_title = dict.fromkeys(_added_words(title[1])) if title else {}
    others = [word for word in dict.fromkeys(_added_words(seen)) if word not in in_title]
    if not in_title and not others:
        return ""
    return f'<p data-pagefind-weight="{_TITLE_WEIGHT}">{MARK} {" ".join(in_title)}</p><p>{" ".join(others)}</p>'


def _without_ignored(text: str) -> tuple[str, str]:
    """Return HTML without the elements that are not indexed, once with those that have metadata and once without them.

    They are found by plain search: patterns take three times as long. HTML in which one has no end stays as it is.
    """
    kept: list[str] = []
    seen: list[str] = []
    at = place = 0
    while (place := text.find(_IGNORED, place)) >= 0:
        start = text.rfind("<", at, place)
        place += len(_IGNORED)
        if start >= 0 and text.find(">", start, place) < 0 and (name := _NAME.match(text, start)):
            end = _end_of_element(text, name[1], place)
            if end < 0:
                return text, text
            kept.append(text[at : end if _OTHER_USE.search(text, start, end) else start])
            seen.append(text[at:start])
            at = place = end
    return "".join((*kept, text[at:])), "".join((*seen, text[at:]))


def _end_of_element(text: str, name: str, at: int) -> int:
    """Return where an element ends in whose first tag a position is; -1 where it does not."""
    if name in _VOID:
        return text.find(">", at) + 1 or -1
    last, depth = f"</{name}>", 1
    while depth:
        end = text.find(last, at)
        if end < 0:
            return -1
        depth += sum(text.count(f"<{name}{sign}", at, end) for sign in " >\n") - 1
        at = end + len(last)
    return at


def _added_words(markup: str) -> Iterator[str]:
    """Yield the words to add for a piece of HTML, all escaped as text."""
    for word in dict.fromkeys(_TAG.sub(" ", markup).split()):
        if not word.isascii() and _WANTED.search(word):
            yield from map(_escaped, added_words(html.unescape(word)))


def _escaped(word: str) -> str:
    return html.escape(word, quote=False)


def added_words(word: str) -> Sequence[str]:
    """Return what a word is found by that Pagefind does not find it by."""
    whole = unicodedata.normalize("NFKC", word)
    if not _RUNS.search(whole):
        return _plain_words(word)
    grams = [gram for run in _RUNS.findall(whole) for gram in _grams(run)]
    return (*grams, *(plain for part in _RUNS.sub(" ", whole).split() if letters(plain := plain_letters(part))))


@lru_cache(maxsize=10_000)
def _plain_words(word: str) -> tuple[str, ...]:
    """Return a word in plain letters, where these are others; the words of a language's letters come again on every page."""
    plain = plain_letters(unicodedata.normalize("NFKC", word))
    seen = letters(plain)
    return (plain,) if seen and seen != letters(word) else ()


def _grams(run: str) -> Iterator[str]:
    """Yield the n-grams of a run, from each of its letters; the last ones are shorter."""
    length = 2 if _IS_TWO.match(run) else 3
    return (run[at : at + length] for at in range(len(run)))


def plain_letters(word: str) -> str:
    """Return a word in plain Latin letters, as far as it is in Latin ones; one that is too long for a word as it is."""
    if len(word) > _LONGEST:
        return word
    return str(_latin_ascii().transliterate(word.translate(_MORE)))


_MORE = str.maketrans({"ə": "e", "Ə": "E", "\u0640": None})
"""What ICU leaves: a letter of Azerbaijani, and the line that makes Arabic words longer."""


@cache
def _latin_ascii() -> Any:
    return icu().Transliterator.createInstance("Latin-ASCII")


def letters(word: str) -> str:
    """Return what Pagefind compares of a word: its letters and digits, small and without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word.lower()) if sign.isalnum())
