"""What an editor probably meant with a value that has not its shape: hints made from the value itself."""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from briefings.diagnostics import shown
from briefings.model.records import Amount
from briefings.read.look_alikes import in_latin
from briefings.read.lost_text import number_meant

# Dates

_MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january januar januari janvier enero gennaio janeiro январь января січень січня jan",
            "february februar februari février fevrier febrero febbraio fevereiro февраль февраля лютий лютого feb févr",
            "march märz maerz marts mars marzo março март марта березень березня mar",
            "april avril abril aprile апрель апреля квітень квітня apr avr",
            "may mai maj mayo maggio maio май мая травень травня",
            "june juni juin junio giugno junho июнь июня червень червня jun",
            "july juli juillet julio luglio julho июль июля липень липня jul",
            "august augusti août aout agosto август августа серпень серпня aug",
            "september septembre septiembre settembre setembro сентябрь сентября вересень вересня sep sept",
            "october oktober octobre octubre ottobre outubro октябрь октября жовтень жовтня oct okt",
            "november novembre noviembre novembro ноябрь ноября листопад листопада nov",
            "december dezember desember décembre diciembre dicembre dezembro декабрь декабря грудень грудня dec dez des déc",
        ),
        start=1,
    )
    for name in names.split()
}
"""Names of months that editors type, by what they are in the languages in which they mostly do."""
_NUMBERS = re.compile(r"(\d{1,4})[ ]?([./\-–\u2010\u2011\u2212])[ ]?(\d{1,4})(?:[ ]?\2[ ]?(\d{1,4}))?\.?", re.ASCII)
_DAY_MONTH_YEAR = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ ,]+)?(?:de |di |of )?([^\W\d_]+)\.?,?[ ]+(?:de )?(\d{4})")
_MONTH_DAY_YEAR = re.compile(r"([^\W\d_]+)\.?[ ]+(\d{1,2})(?:st|nd|rd|th)?,?[ ]+(\d{4})")
_YEAR_FIRST_WORDS = re.compile(r"(\d{4})[ ]?[年.][ ]?(\d{1,2})[ ]?[月.](?:[ ]?(\d{1,2})[ ]?[日.]?)?")


def date_meant(found: str) -> str:
    """Return the hint for a text that is no EDTF date: the date that it seems to be, both where it may be one of two."""
    found = _ARTICLE.sub("", found[:60])
    for part in (found, found.partition("T")[0], re.sub(r"[ ,]+\d{1,2}:\d{2}.*", "", found)):
        dates = list(dict.fromkeys(_dates(part.strip())))
        if dates:
            return f"Write {' or '.join(dates)}."
    between = re.split(r"\s*(?:–|—|(?<=^\d{4})-(?=\d{4}$)|\.\.\.?|…| - | to | bis | till | til | à )\s*", found)
    if len(between) == 2 and all(between):
        ends = [next(iter([part] if _ISO.fullmatch(part) else _dates(part)), "") for part in between]
        if all(ends):
            return f"Write {'/'.join(ends)}."
    return ""


_ARTICLE = re.compile(r"(?:le|den|der|am|on|el|il|on the) ", re.IGNORECASE)
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?[?~%]?", re.ASCII)


def _dates(text: str) -> Iterator[str]:
    if numbers := _NUMBERS.fullmatch(text):
        yield from _from_numbers(numbers[1], numbers[3], numbers[4], is_day_first=numbers[2] == ".")
    elif re.fullmatch(r"\d{8}", text, re.ASCII):
        yield from _real(text[:4], text[4:6], text[6:])
    elif words := _MONTH_DAY_YEAR.fullmatch(text):
        yield from _real(words[3], _month(words[1]), words[2])
    elif words := _DAY_MONTH_YEAR.fullmatch(text):
        yield from _real(words[3], _month(words[2]), words[1])
    elif words := _YEAR_FIRST_WORDS.fullmatch(text):
        yield from _real(words[1], words[2], words[3])
    elif _ISO.fullmatch(text):
        yield from _real(text[:4], text[5:7] or None, text[8:10] or None)


def _from_numbers(one: str, two: str, three: str | None, *, is_day_first: bool) -> Iterator[str]:
    if len(one) == 4:
        yield from _real(one, two, three)
    elif three is None:
        if len(two) == 4:
            yield from _real(two, one, None)
    elif len(three) in (2, 4):
        year = three if len(three) == 4 else f"20{three}"
        yield from _real(year, two, one)
        if not is_day_first:
            yield from _real(year, one, two)


def _month(name: str) -> str | None:
    number = _MONTHS.get(name.lower())
    return None if number is None else str(number)


def _real(year: str, month: str | None, day: str | None) -> Iterator[str]:
    """Yield a date of the calendar as EDTF, nothing where there is no such date."""
    if month is None:
        return
    try:
        date = datetime.date(int(year), int(month), int(day or 1))
    except ValueError:
        return
    yield date.isoformat() if day else date.isoformat()[:7]


# Numbers


def number_hint(found: str) -> str:
    """Return the hint for a text that is no number."""
    plain = found.strip().replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ").replace("−", "-")
    grouped = re.fullmatch(r"(-?\d{1,3})(([ .,'’_])\d{3}(?:\3\d{3})*)(?:[.,](\d{1,6}))?", plain)
    if grouped and (grouped[3] in " '’_" or grouped[2].count(grouped[3]) > 1):
        digits = grouped[1] + re.sub(r"\D", "", grouped[2])
        return f"Write {digits}{'.' + grouped[4] if grouped[4] else ''}."
    if grouped and not grouped[4]:
        decimal = f"{grouped[1]}.{grouped[2][1:]}".rstrip("0").rstrip(".")
        return f"Write {grouped[1]}{grouped[2][1:]}, or {decimal} where that is meant."
    if plain.endswith("%"):
        percent = plain[:-1].strip()
        return f"Write {number_meant(percent) or percent}; the unit says that it is per cent."
    meant = number_meant(plain)
    word = plain.lower().replace(" ", "-")
    if not meant and word in get_args(Amount):
        return f"Write amount: {word}, in the place of value."
    return f"Write {meant}." if meant else ""


def is_number(found: str) -> bool:
    """Tell whether a text is a number, or what may be meant for one."""
    return found.isdecimal() or bool(number_hint(found))


TRUTH = {
    **dict.fromkeys(("true", "yes", "y", "on", "1", "ja", "oui", "sí", "si", "так", "да", "نعم"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "0", "nej", "nei", "nein", "non", "ні", "нет", "لا"), "false"),
}
"""What is written for true and false, in small letters."""


# Ids


def id_hint(found: str) -> str:
    """Return the hint for a text that is no id: the letter that only looks like one of a to z, or the id that was meant."""
    foreign, latin = foreign_letter(found), slug(in_latin(found))
    if foreign:
        return f"{foreign} Write {latin}, in Latin letters." if latin else foreign
    return f"Write {latin}." if latin and latin != found else ""


def foreign_letter(found: str) -> str:
    """Return a sentence on the first letter of another script among Latin ones; empty where there is none."""
    if not any("a" <= letter <= "z" for letter in found.lower()):
        return ""
    for position, letter in enumerate(found, 1):
        if script := _foreign_script(letter):
            return f"The {_ordinal(position)} letter is {script} {letter}."
    return ""


def _foreign_script(letter: str) -> str:
    if letter.isascii() or not letter.isalpha():
        return ""
    script = unicodedata.name(letter, "").split(" ")[0]
    return script.title() if script in ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE") else ""


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "œ": "oe", "ı": "i", "’": ""}
)


def slug(text: str) -> str:
    """Return the id that a text would have; empty where it has other letters than Latin ones."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    if any(letter.isalpha() and not letter.isascii() for letter in plain):
        return ""
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100].rstrip("-")


# Lists and mappings


def list_hint(found: object) -> str:
    """Return the hint for what stands where a list is expected."""
    if isinstance(found, str) and 0 < len(found) <= 60 and "\n" not in found:
        entries = [part.strip() for part in re.split("[,;]", found)]
        return f"Write [{', '.join(_quoted(entry) for entry in entries if entry)}]."
    return "Write one entry a line, each behind a dash." if found else ""


def _quoted(text: str) -> str:
    return f'"{text}"' if re.search(r"[\[\]{},]|: | #|^[-?:&*!|>%@`'\"#]", text) else text


def mapping_hint(found: object, first: str, others: Iterable[str]) -> str:
    """Return the hint for what stands where keys and values are expected; `first` is the key that the value seems to be of."""
    if not isinstance(found, str) or not found or not first or len(found) > 60 or "\n" in found:
        return ""
    rest = "".join(f", {name}: …" for name in others)
    return f"Write {{{first}: {_quoted(found)}{rest}}}."


def key_without_space(found: str) -> tuple[str, str, str] | None:
    """Return key, what stands behind its colon, and the value, of a text that is all of a mapping."""
    match = re.fullmatch(r"([A-Za-z_][\w-]*):(?!//)([\s]?)(\S.*)", found, re.DOTALL)
    return (shown(match[1]), match[2], match[3]) if match else None
