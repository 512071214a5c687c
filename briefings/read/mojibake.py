"""Text that was written in one encoding and read in another: `cÃ©rÃ©ales`."""

import re
from collections.abc import Callable, Iterator

from briefings.diagnostics import shown
from briefings.read.finding import Finding, named

# What the first byte of a character in UTF-8 becomes in Windows-1252, -1250 and -1251, and what the others become there.
_FOLLOWS = "\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™ŚŤŹśťźˇ˘ŁĄŞŻ˛łąşĽ˝ľżЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґё№єјЅѕї\u2310-\u257f"
MAY_BE_MOJIBAKE = re.compile(f"[ÂÃÄÅÎÏÐÑ×ØÙÚÛà-ïðĂĹРСГДв√├┬\ufffd](?:(?<=\ufffd)|[{_FOLLOWS}])")
A_GRAVE = "Ã "
"""What is left of an à when a no-break space becomes an ordinary one."""
_CYRILLIC_FOR_LATIN = re.compile(f"(?<=[A-Za-z])Г[{_FOLLOWS}]|Г[{_FOLLOWS}](?=[A-Za-z])")
"""A letter with an accent, read in Windows-1251."""


def mojibake(text: str) -> Iterator[Finding]:
    """Yield a finding for each line of a text that was read in a wrong encoding."""
    # Here, since it takes 60 ms to import and hardly any text gets so far.
    from ftfy import fix_encoding
    from ftfy.badness import BADNESS_RE

    start = 0
    for line in text.split("\n"):
        lost = line.find("\ufffd")
        if lost >= 0:
            message = f"has {named(line[lost])}, which stands where letters were lost"
            yield Finding("T001", start + lost, message, "Write the letters again, as the source has them.", "\ufffd")
        elif match := _CYRILLIC_FOR_LATIN.search(line):
            yield _wrong_encoding(line, start, match.start(), lambda word: _read_again(word, "cp1251"))
        elif (MAY_BE_MOJIBAKE.search(line) or A_GRAVE in line) and (match := BADNESS_RE.search(line)):
            first = MAY_BE_MOJIBAKE.search(line, match.start())
            position = first.start() if first and first.start() < match.end() else match.start()
            yield _wrong_encoding(
                line, start, position, lambda word: "" if BADNESS_RE.search(made := fix_encoding(word)) else made
            )
        start += len(line) + 1


def _wrong_encoding(line: str, start: int, position: int, mend: Callable[[str], str]) -> Finding:
    word = _word_around(line, position)
    meant = mend(word)
    hint = f"Did you mean '{shown(meant, 40)}'?" if meant not in ("", word) else "Write it as the source has it."
    return Finding("T001", start + position, f"'{shown(word, 40)}' was read in a wrong encoding", hint, word)


def _read_again(word: str, encoding: str) -> str:
    try:
        return word.encode(encoding).decode("utf-8")
    except ValueError:
        return ""


def _word_around(line: str, position: int) -> str:
    """Return the word that a position is in, as far as 60 characters to either side."""
    before = re.search(r"\S*\Z", line[max(0, position - 60) : position])
    after = re.match(r"\S*", line[position : position + 60])
    assert before is not None and after is not None, "both match nothing as well"
    return before.group() + after.group()
