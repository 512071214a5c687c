"""Dates as a locale writes them, in years of any number.

Babel writes Python's dates, which have years from 1 to 9999. Another year is put into CLDR's pattern here, with the name of its
era where it lies before the year 1 (UTS 35, part 4): `44 BC`, `15. März 44 v. Chr.`
"""

import datetime
import re
from typing import Literal, TypeAlias

from babel import Locale
from babel.dates import match_skeleton, parse_pattern, tokenize_pattern, untokenize_pattern

from briefings.model.edtf import Day, Moment

Unit = Literal["day", "month", "year"]
"""A unit of the calendar."""
Token: TypeAlias = tuple[str, str | tuple[str, int]]
"""A part of a pattern: a field, which is a letter and how often it stands, or the characters between two fields."""

_FULL_DAY, _FULL_MONTH, _YEAR = "yMMMd", "yMMM", "y"
_MONTH_DAY = "MMMMd"
_SPACED_DASH = "\u2009–\u2009"
"""A dash between two dates of several words, as CLDR writes it."""


class DateFormats:
    """How one locale writes dates."""

    def __init__(self, locale: Locale) -> None:
        """Take the locale."""
        self.locale = locale
        # The same few dates stand on every page.
        self._moments: dict[tuple[Moment, bool], str] = {}
        self._patterns: dict[str, str] = {}

    def moment(self, moment: Moment, has_era: bool = False) -> str:
        """Return a moment without its qualifiers, as exactly as it is known: a day, a month or a year; a season as its year.

        A year before the year 1 has the name of its era, another where `has_era` asks for it.
        """
        key = (moment, has_era)
        if key not in self._moments:
            self._moments[key] = self._write(moment, has_era or moment.year < 1)
        return self._moments[key]

    def interval(self, start: Moment, end: Moment) -> str:
        """Return a range of two moments of the same precision: `7 September – 1 October 2023`.

        It has CLDR's pattern for the largest field that differs, with months in full (UTS 35, part 4, 2.6.2.2).
        """
        first, last = start.first, end.first
        has_era = first.year < 1
        if first == last:
            return self.moment(start)
        parts = self._interval_pattern(start, end, has_era)
        if parts is None:
            return self.joined(self._write(start, has_era), self._write(end, has_era))
        return "".join(self._apply(part, day) for part, day in zip(parts, (first, last), strict=True))

    def joined(self, start: str, end: str) -> str:
        """Return a range of two dates that are already written out, with room around a dash: `2023 – 5 January 2024`."""
        found = self.locale.interval_formats[None]
        pattern: str = found if isinstance(found, str) else found[0]
        pattern = re.sub(r"(?<=\})\s*[-–]\s*(?=\{)", _SPACED_DASH, pattern)
        return pattern.replace("{0}", start).replace("{1}", end)

    def on_axis(self, unit: Unit, day: Day) -> str:
        """Return the short name of the day, month or year that begins on a day: `5`, `Sept`, `2023`, `44 BC`."""
        if unit == "month":
            return self._apply("LLL", day)
        return self._apply(self._skeleton("d" if unit == "day" else _era(_YEAR, day)), day)

    def beneath_axis(self, unit: Unit, day: Day) -> str:
        """Return what a day or month is part of, in short: `Sept 2023` for a day, `2023` for a month. Empty for a year."""
        return "" if unit == "year" else self._apply(self._skeleton(_era(_FULL_MONTH if unit == "day" else _YEAR, day)), day)

    def _write(self, moment: Moment, has_era: bool) -> str:
        return self._apply(self._pattern(moment, has_era), moment.first)

    def _pattern(self, moment: Moment, has_era: bool) -> str:
        """Return the pattern of a day, month or year, with its month in full."""
        if moment.month is None or moment.season:
            return self._skeleton("Gy" if has_era else _YEAR)
        full = self._long_pattern() if moment.day else self._skeleton("yMMMM")
        if not has_era:
            return full
        short = _FULL_DAY if moment.day else _FULL_MONTH
        if not self._is_alike(short, full):
            return self._with_era(full)
        with_era = _in_full(self._skeleton(f"G{short}"))
        return with_era.replace("MMMM", "LLLL") if "LLLL" in full else with_era

    def _with_era(self, pattern: str) -> str:
        """Return a pattern with the era beside its year, as the locale's pattern of a year with an era has it."""
        tokens = _tokens(pattern)
        if any(_letter(token) == "G" for token in tokens):
            return pattern
        year = _tokens(self._skeleton("Gy"))
        fields = [place for place, token in enumerate(year) if _letter(token)]
        with_era = year[fields[0] : fields[-1] + 1]
        place = next(place for place, token in enumerate(tokens) if _letter(token) == "y")
        after = tokens[place + 1 :]
        if _letter(with_era[0]) == "y" and after and not _letter(after[0]):
            # The word for "year" behind the year stands before the era, or not at all.
            rest = after[1:]
            is_same = str(after[0][1]).strip() == str(with_era[1][1]).strip()
            after = [("chars", " "), *rest] if rest and is_same else rest if not rest else after
        return untokenize_pattern([*tokens[:place], *with_era, *after])

    def _interval_pattern(self, start: Moment, end: Moment, has_era: bool) -> tuple[str, str] | None:
        """Return the patterns of the two halves of a range, None where it has to be two whole dates."""
        first, last = start.first, end.first
        if has_era and last.year > 0:
            field = "G"
        elif first.year != last.year:
            field = "y"
        else:
            field = "M" if first.month != last.month or not start.day else "d"
        parts = self._cldr_interval(start, f"G{_YEAR}" if has_era else _YEAR, field)
        if parts is None and start.day and not has_era:
            return self._composed(field)
        return parts

    def _cldr_interval(self, start: Moment, year: str, field: str) -> tuple[str, str] | None:
        """Return CLDR's patterns, None where it has none with the month in full or with one that is written alike."""
        formats = self.locale.interval_formats
        full, short = ("MMMMd", "MMMd") if start.day else ("MMMM", "MMM") if start.month else ("", "")
        parts, whole = formats.get(year + full, {}).get(field), self._pattern(start, has_era=False)
        if parts is None and self._is_alike(_YEAR + short, whole):
            parts = formats.get(year + short, {}).get(field)
        if parts is None or len(parts) != 2 or not all(self._is_whole(part, field, whole) for part in parts):
            return None
        return _in_full(parts[0]), _in_full(parts[1])

    def _is_whole(self, part: str, field: str, whole: str) -> bool:
        """Tell whether half of a range has the field that differs, and a name for its month where a date has one.

        Some of CLDR's lack it. In Korean the name of a month is its number.
        """
        has_number = not _has_name(whole) or any(sign.isdigit() for sign in self.locale.months["format"]["wide"][1])
        letters = {"M" if letter == "L" else letter for letter in map(_letter, tokenize_pattern(part))}
        return field in letters and (has_number or "M" not in letters or _has_name(part))

    def _is_alike(self, skeleton: str, full: str) -> bool:
        """Tell whether a date is written alike with its month in short and in full."""
        return _in_full(self._skeleton(skeleton)).replace("L", "M") == full.replace("L", "M")

    def _composed(self, field: str) -> tuple[str, str] | None:
        """Return the patterns of a range of days of one year, from those of a day and of a day without its year."""
        tokens = tokenize_pattern(self._long_pattern())
        fields = [value[0] for kind, value in tokens if kind == "field"]
        if field == "d" and fields[:1] == ["d"]:
            day = next(value for kind, value in tokens if kind == "field")
            head = tokens[: [kind for kind, _ in tokens].index("field") + 1]
            return untokenize_pattern(head) + "–", untokenize_pattern([("field", day), *tokens[len(head) :]])
        if field == "M" and fields[-1:] == ["y"]:
            return self._skeleton(_MONTH_DAY) + _SPACED_DASH, self._long_pattern()
        return None

    def _long_pattern(self) -> str:
        return str(self.locale.date_formats["long"].pattern)

    def _skeleton(self, skeleton: str) -> str:
        """Return the pattern of some fields, or of the closest ones that the locale has a pattern of."""
        if skeleton not in self._patterns:
            known = self.locale.datetime_skeletons
            found = skeleton if skeleton in known else match_skeleton(skeleton, known)
            self._patterns[skeleton] = str(known[found])
        return self._patterns[skeleton]

    def _apply(self, pattern: str, day: Day) -> str:
        date = day.date
        if date is not None and "G" not in pattern:
            return parse_pattern(pattern).apply(date, self.locale)
        return "".join(value if isinstance(value, str) else self._field(*value, day) for _, value in tokenize_pattern(pattern))

    def _field(self, letter: str, times: int, day: Day) -> str:
        if letter == "G":
            return str(self.locale.eras["abbreviated"][int(day.year > 0)])
        if letter == "y":
            return f"{day.year if day.year > 0 else 1 - day.year:0{times}}"
        # The calendar repeats itself every 400 years: this one has the same months and days.
        date = datetime.date(2000 + day.year % 400, day.month, day.day)
        return parse_pattern(letter * times).apply(date, self.locale)


def _era(skeleton: str, day: Day) -> str:
    return f"G{skeleton}" if day.year < 1 else skeleton


def _tokens(pattern: str) -> list[Token]:
    """Return the parts of a pattern, fields and all that stands between two of them."""
    found: list[Token] = []
    for kind, value in tokenize_pattern(pattern):
        if kind == "chars" and found and isinstance(before := found[-1][1], str):
            found[-1] = ("chars", f"{before}{value}")
        else:
            found.append((kind, value))
    return found


def _letter(token: Token) -> str:
    """Return the letter of a field of a pattern; nothing for the characters between fields."""
    kind, value = token
    return value[0] if kind == "field" else ""


def _has_name(pattern: str) -> bool:
    """Tell whether a pattern has the name of a month."""
    return "MMM" in pattern or "LLL" in pattern


def _in_full(pattern: str) -> str:
    """Return a pattern with the name of its month in full."""
    return re.sub(r"(?<![ML])(?:MMM|LLL)(?![ML])", lambda month: month[0] + month[0][0], pattern)
