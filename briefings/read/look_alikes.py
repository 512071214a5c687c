"""Words with letters of another script that look like their own: `ukrаine` with a Cyrillic letter."""

import re
from collections.abc import Iterator

from briefings.diagnostics import shown
from briefings.read.finding import Finding, named

LETTERS = "Ͱ-Ͼἀ-῾Ѐ-ԯԱ-ֆ"
"""Letters of Greek, Cyrillic and Armenian, as a class of characters: those that look like Latin ones are among them."""
_LOOKS_LIKE = dict(
    zip(
        "АВЕКМНОРСТУХІЈЅԌԚԜаеорсухіјѕһԁԛԝӏѵкёЁїЇΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϳαγικνρυόίάՍՏՕԼօոսհցզյ",
        "ABEKMHOPCTYXIJSGQWaeopcyxijshdqwlvkëËïÏABEZHIKMNOPTYXojayikvpuóíáUSOLonuhgqj",
        strict=True,
    )
)
"""Letters of Cyrillic, Greek and Armenian by the Latin letter that looks like them (Unicode Technical Standard 39)."""
_NOTATION = "αγικνρυ"
"""Letters that scientists put before or after a Latin word: IFNγ, αSyn."""
_FEWEST = {"Latin": 1, "Cyrillic": 2, "Greek": 3, "Armenian": 2}
"""How many letters make a word of at least three one of a script: Δx is a formula."""
_LATIN = re.compile("[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ]")
_MIXED = re.compile(f"[{LETTERS}](?:(?=[A-Za-z\u00c0-\u024f])|(?<=[A-Za-z\u00c0-\u024f].))")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")


def look_alikes(text: str) -> Iterator[Finding]:
    """Yield a finding for each word of a text that has such letters."""
    done = -1
    for mixed in _MIXED.finditer(text):
        if mixed.start() < done:
            continue
        start = mixed.start()
        while start > max(0, mixed.start() - 60) and (text[start - 1].isalpha() or "\u0300" <= text[start - 1] <= "\u036f"):
            start -= 1
        match = _WORD.match(text, start, start + 200)
        if match is None:
            continue
        done = match.end()
        if found := look_alike(match.group()):
            position, meant = found
            message = f"'{shown(match.group(), 40)}' has {named(match.group()[position])} among letters of another script"
            yield Finding("T004", start + position, message, f"Did you mean '{shown(meant, 40)}'?", match.group())


def look_alike(word: str) -> tuple[int, str] | None:
    """Return where a word has a letter of another script that looks like one of its own, and the word that is seen.

    None where all letters are of one script, or one of those that differ looks like none of the other script.
    """
    scripts = [_script(letter) for letter in word]
    if len(word) < 3 or (re.fullmatch("[A-Z]{2,}[^\x00-\x7f]+", word) and word[-1].islower()):  # an ending: SMSка
        return None
    for base in sorted(_FEWEST, key=lambda script: (-scripts.count(script), script)):
        others = [at for at, script in enumerate(scripts) if script not in (base, "")]
        seen = {at: _seen(word[at], base) for at in others}
        is_notation = all(word[at] in _NOTATION for at in others) and not any(0 < at < len(word) - 1 for at in others)
        if others and all(seen.values()) and scripts.count(base) >= _FEWEST[base] and not is_notation:
            return others[0], "".join(seen.get(at) or letter for at, letter in enumerate(word))
    return None


def in_latin(text: str) -> str:
    """Return a text with the Latin letters that its other letters look like."""
    return "".join(_LOOKS_LIKE.get(letter, letter) for letter in text)


def _script(letter: str) -> str:
    if _LATIN.match(letter):
        return "Latin"
    if "\u0400" <= letter <= "\u052f":
        return "Cyrillic"
    if "\u0370" <= letter <= "\u03ff" or "\u1f00" <= letter <= "\u1fff":
        return "Greek"
    return "Armenian" if "\u0530" <= letter <= "\u058f" else ""


def _seen(letter: str, script: str) -> str:
    """Return the letter of a script that one of another script looks like; nothing where there is none."""
    latin = letter if _LATIN.match(letter) else _LOOKS_LIKE.get(letter, "")
    return latin if script == "Latin" else _BY_SCRIPT[script].get(latin, "")


_BY_SCRIPT = {
    script: {latin: letter for letter, latin in reversed(_LOOKS_LIKE.items()) if _script(letter) == script}
    for script in ("Cyrillic", "Greek", "Armenian")
}
"""Letters of a script by the Latin letter that they look like."""
