"""Texts as they are compared: what a reader takes for the same is the same.

The record of verified passages keeps checksums of texts in this form, so it follows Unicode alone and no version of a library.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

QUOTES = (
    "\"'`´«»‘’‚‛“”„‟‹›′″‴‵‶‷⁗⹂"  # of Latin, Greek and Cyrillic, and primes
    "「」『』〝〞〟﹁﹂﹃﹄＂＇｢｣"  # of East Asia
    "❛❜❝❞❟❠❮❯🙶🙷🙸"  # ornaments
    "ʹʺʻʼʽʾʿˈˊˋˮ˴ʹ᾽᾿´῾՚׳״ߴߵꞋꞌ"  # apostrophes and marks that are letters: of Ukrainian, Uzbek, Hebrew, Armenian, N’Ko
)
"""Quotation marks, apostrophes and what is typed in their place."""

_IGNORED_RANGES = (
    # Unicode's Default_Ignorable_Code_Point: soft hyphens, marks of direction, joiners, variation selectors, fillers.
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F)),
    *((0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0)),
    *((0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
    (0x0640, 0x0640),  # tatweel, which makes a word wider
    # Vowels and other signs that Arabic and Hebrew are printed with or without.
    *((0x64B, 0x652), (0x670, 0x670), (0x6D6, 0x6DC), (0x6DF, 0x6E8), (0x6EA, 0x6ED)),
    *((0x591, 0x5BD), (0x5BF, 0x5BF), (0x5C1, 0x5C2), (0x5C4, 0x5C5), (0x5C7, 0x5C7)),
)


def characters(ranges: Iterable[tuple[int, int]]) -> str:
    """Return ranges of code points, both ends included, as the inside of a character class of a regular expression."""
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def _code_points(ranges: Iterable[tuple[int, int]]) -> Iterator[int]:
    return (code for first, last in ranges for code in range(first, last + 1))


_IGNORED = re.compile(f"[{characters(_IGNORED_RANGES)}]")
_SIGNS: dict[int, str | None] = {
    **dict.fromkeys(_code_points(_IGNORED_RANGES)),
    **dict.fromkeys(map(ord, QUOTES), "'"),
    **dict.fromkeys((0x2010, 0x2011, 0x058A, 0x05BE, 0x1806), "-"),  # hyphens; of Armenian, Hebrew, Mongolian too
    0x2044: "/",  # the stroke of a fraction
    0x22EF: "...",
}
_ASCII_SIGNS = str.maketrans('"`', "''")

CLUSTERED = characters(
    (
        *((0xE80, 0xECF), (0xEDC, 0xEFF), (0x1000, 0x103F), (0x104A, 0x108F), (0x109A, 0x109F), (0x1780, 0x17DF)),
        *((0x1950, 0x19CF), (0x1A20, 0x1A7F), (0x1B00, 0x1B4F), (0xA984, 0xA9CF), (0xA9E0, 0xA9EF), (0xAA60, 0xAADF)),
    )
)
"""Lao, Burmese, Khmer and scripts like them, of the Tai languages, of Java and Bali, without their digits."""
DICTIONARY = characters(
    (
        *((0xE01, 0xE4F), (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF)),
        *((0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x16FE2, 0x16FF1), (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFF)),
    )
)
"""Thai without its digits, and the scripts of Chinese and Japanese."""
SPACELESS = DICTIONARY + CLUSTERED
"""Scripts that have no spaces between words."""

_SOFT_LINE_END = re.compile(r"[\u00ad\u00ac][^\S\n]*\n\s*")
_LINE_END = re.compile(r"(?<=\w)-[^\S\n]*\n\s*(?=\w)")
_SPACELESS_LINE_END = re.compile(
    rf"(?<=[{SPACELESS}\u3001-\u303f\uff01-\uff65])[^\S\n]*\n[^\S\n]*(?=[{SPACELESS}\u3008-\u3011])"
)
_INNER_SPACE = re.compile(r"(?:(?<!\S)|(?<=[(\[’'—–-]))(?P<open>[«‹“„])\s+|(?<!\s)\s+(?P<close>[»›”])(?!\w)")
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = re.compile(
    rf"(?<![\d.,])10(?P<power>[⁻⁺]?(?:[⁰²³⁴-⁹][{_RAISED_DIGITS}]*|¹[{_RAISED_DIGITS}]+))"
    r"|(?P<unit>(?<![^\W\d_])(?:[kcdmµμ]?m|ft|yd|mi)[²³])"
    r"|(?<=\d)(?P<lowered>[₀-₉]+)"
    r"|(?<=\d)(?P<fraction>[¼-¾⅐-⅞↉])"
    rf"|(?<=\S)[{_RAISED_DIGITS}]+(?:[,⁻–-][{_RAISED_DIGITS}]+)*"
    r"|(?<=\w)[①-⒛⓪-⓿❶-➓]+"
)
"""Raised digits: powers of ten, units and fractions; all others are marks of footnotes."""
_MAY_BE_RAISED = re.compile("[¹²³⁰⁴-⁹₀-₉¼-¾⅐-⅞↉①-⒛⓪-⓿❶-➓]")
_MAY_HAVE_INNER_SPACE = re.compile(r"[«‹“„]\s|\s[»›”]")


def normalise(text: str) -> str:
    """Return a text in which white space, quotation marks, hyphens, ligatures and widths are all one.

    Ligatures, widths and composed accents are those of Unicode's form NFKC (UAX 15). Marks of footnotes and what is not printed
    are removed. A line end within a word, or after a hyphen, is the only one that is left.
    """
    plain = text.translate(_ASCII_SIGNS) if text.isascii() else _folded(text)
    if "''" in plain:
        plain = re.sub("'{2,}", "'", plain)
    if "\n" not in plain:
        return " ".join(plain.split())
    return "-\n".join(" ".join(part.split()) for part in _LINE_END.split(plain))


def _folded(text: str) -> str:
    if "\n" in text:
        text = _SPACELESS_LINE_END.sub("", _SOFT_LINE_END.sub("", text))
    if _IGNORED.search(text):
        text = _IGNORED.sub("", text)
    if _MAY_HAVE_INNER_SPACE.search(text):
        text = _INNER_SPACE.sub(_quotation_mark, text)
    if _MAY_BE_RAISED.search(text):
        text = _RAISED.sub(_lowered, text)
    text = text.translate(_SIGNS)
    if unicodedata.is_normalized("NFKC", text):
        return text
    # Again, since NFKC makes some quotation marks from wider ones; before, since it takes some apart.
    return unicodedata.normalize("NFKC", text).translate(_SIGNS)


def _quotation_mark(match: re.Match[str]) -> str:
    return match["open"] or match["close"]


def _lowered(match: re.Match[str]) -> str:
    match match.lastgroup:
        case "power":
            return f"10^{match['power']}"
        case "lowered":
            return f"_{match['lowered']}"
        case "fraction":
            return f" {match['fraction']}"
        case "unit":
            return match["unit"]
    return ""
