"""Dates, numbers, lists and names as a locale writes them, from CLDR through Babel.

Every call passes its locale: the environment of the process has no say in a page.
"""

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, parse_pattern
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from briefings.localise.display_names import DisplayNames
from briefings.model.edtf import Moment

_MILLION = 1_000_000

Unit = Literal["day", "month", "year"]
"""A unit of the calendar."""


class Formats:
    """How one locale writes what CLDR knows."""

    def __init__(self, cldr_locale: str) -> None:
        """Take the formats of a CLDR locale, given as BCP 47.

        Raises `ValueError` where CLDR has no such locale.
        """
        try:
            self.locale = Locale.parse(cldr_locale.replace("-", "_"))
        except UnknownLocaleError as error:
            raise ValueError(str(error)) from None
        # The same few dates stand on every page.
        self._moments: dict[tuple[int, int | None, int | None], str] = {}
        self._names = DisplayNames(cldr_locale.replace("_", "-"))
        self._numbers: dict[Decimal, str] = {}

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`; what CLDR says of the locale is loaded when a page is made, and not by a build that makes none."""
        return str(self.locale.text_direction)

    def moment(self, moment: Moment) -> str:
        """Return a moment without its qualifiers, as exactly as it is known: a day, a month or a year.

        Seasons are given as the months they span.
        """
        key = (moment.year, moment.month, moment.day)
        if key not in self._moments:
            self._moments[key] = self._moment(moment)
        return self._moments[key]

    def _moment(self, moment: Moment) -> str:
        if moment.season:
            first, last = moment.first, moment.last
            return self.interval(Moment(first.year, first.month), Moment(last.year, last.month))
        if moment.day is not None:
            return format_date(moment.first, "long", self.locale)
        return self._skeleton("yMMMM" if moment.month else "y", moment.first)

    def interval(self, start: Moment, end: Moment) -> str:
        """Return a range of two moments of the same precision: `7 September – 1 October 2023`.

        It has CLDR's pattern for the largest field that differs, with months in full (UTS 35, part 4, 2.6.2.2).
        """
        first, last = start.first, end.first
        patterns = self.locale.interval_formats.get("yMMMd" if start.day else "yMMMM" if start.month else "y", {})
        parts = patterns.get("y" if first.year != last.year else "M" if first.month != last.month or not start.day else "d")
        if first == last or parts is None or len(parts) != 2:
            written = self.moment(start), self.moment(end)
            return written[0] if written[0] == written[1] else self.joined(*written)
        in_full = (re.sub(r"(?<![ML])(?:MMM|LLL)(?![ML])", "MMMM", part) for part in parts)
        return "".join(parse_pattern(part).apply(day, self.locale) for part, day in zip(in_full, (first, last), strict=True))

    def joined(self, start: str, end: str) -> str:
        """Return a range of two dates that are already written out."""
        found = self.locale.interval_formats[None]
        pattern: str = found if isinstance(found, str) else found[0]
        return pattern.replace("{0}", start).replace("{1}", end)

    def on_axis(self, unit: Unit, date: datetime.date) -> str:
        """Return the short name of the day, month or year that begins on a date: `5`, `Sept`, `2023`."""
        if unit == "month":
            return format_date(date, "LLL", self.locale)
        return self._skeleton("d" if unit == "day" else "y", date)

    def beneath_axis(self, unit: Unit, date: datetime.date) -> str:
        """Return what a day or month is part of, in short: `Sept 2023` for a day, `2023` for a month. Empty for a year."""
        return "" if unit == "year" else self._skeleton("yMMM" if unit == "day" else "y", date)

    def _skeleton(self, skeleton: str, date: datetime.date) -> str:
        return str(format_skeleton(skeleton, date, locale=self.locale))

    def number(self, value: Decimal) -> str:
        """Return a number with its digits grouped, for tables."""
        if value not in self._numbers:
            self._numbers[value] = format_decimal(value, locale=self.locale)
        return self._numbers[value]

    def running_number(self, value: Decimal) -> str:
        """Return a number for running text: round millions and more in words (`9 million`), others as in tables."""
        return self.compact(value, "long", 1) if _is_round(value) else self.number(value)

    def running_range(self, start: Decimal, end: Decimal) -> tuple[str, str]:
        """Return the numbers of a range in running text, a word that both have only with the last: `8` and `9 million`."""
        written = [_number_and_word(self.running_number(value)) for value in (start, end)]
        if all(word for _, word in written) and _thousands(start) == _thousands(end):
            return written[0][0], "".join(written[1])
        return self.number(start), self.number(end)

    def compact(self, value: Decimal, form: Literal["long", "short"], digits: int) -> str:
        """Return millions and more with a word or letter and so many decimals (`9 million`, `2M`), all digits otherwise."""
        if abs(value) < _MILLION:
            return self.number(value)
        try:
            return format_compact_decimal(value, format_type=form, locale=self.locale, fraction_digits=digits)
        except (KeyError, TypeError, AttributeError):  # CLDR lacks a form for some locales
            return self.number(value)

    def percent(self, value: Decimal) -> str:
        """Return a percentage; 12.5 is twelve and a half per cent."""
        return format_percent(value / 100, locale=self.locale, decimal_quantization=False)

    def listed(self, items: Iterable[str]) -> str:
        """Return items as a list in a sentence."""
        return format_list(list(items), style="standard", locale=self.locale)

    def plural(self, value: Decimal) -> str:
        """Return the CLDR plural category of a number."""
        return str(self.locale.plural_form(value))

    def language(self, tag: str, alone: bool = False) -> str:
        """Return the name of a language, as `DisplayNames` does."""
        return self._names.language(tag, alone)

    def languages(self, tags: Iterable[str], alone: bool = False) -> str:
        """Return the names of languages as a list in a sentence, or as one that stands `alone`."""
        return self.listed(self.language(tag, alone and position == 0) for position, tag in enumerate(tags))

    def country(self, code: str) -> str:
        """Return the name of a country by its ISO 3166-1 code."""
        return self._names.country(code)


def _number_and_word(written: str) -> tuple[str, str]:
    """Divide a number in running text into its digits and the word after them, with the space before it: `9` and ` million`."""
    word = re.search(r"\s*[^\W\d_][\w.]*$", written)
    return (written[: word.start()], word.group()) if word else (written, "")


def _thousands(value: Decimal) -> int:
    """Return how often a thousand goes into a number: 2 for millions, 3 for thousands of millions."""
    return max(value.adjusted(), 0) // 3


def _is_round(value: Decimal) -> bool:
    """Tell whether a number survives being written with one decimal of its largest unit: 9.5 million does, 9.52 does not."""
    return value * 10 % Decimal(1000) ** min(max(_thousands(value), 2), 4) == 0
