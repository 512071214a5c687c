"""Numbers as a locale writes them: all digits that were given, CLDR's signs, and the plural that a unit takes after them."""

import re
from collections.abc import Callable
from copy import copy
from decimal import Context, Decimal, localcontext
from typing import Any, Literal, NamedTuple, TypeAlias

from babel import Locale
from babel.numbers import NumberPattern, get_minus_sign_symbol

_MILLION = 1_000_000
_EXACT = Context(prec=120)
"""Digits enough for each number that conversion between units can give."""


class WrittenNumber(NamedTuple):
    """A number as it is written, in its parts."""

    before: str
    """What stands before the digits: a sign, or in some locales a word."""
    digits: str
    after: str
    """What stands behind the digits: the word for millions, or a sign."""
    plural: str
    """CLDR's plural category of the number so written, which decides the form of its unit."""
    unit: tuple[str, int]
    """What its digits count: `%`, or nothing, and of which power of ten."""

    @property
    def text(self) -> str:
        """The whole number."""
        return f"{self.before}{self.digits}{self.after}"


Write: TypeAlias = Callable[[Decimal], WrittenNumber]
"""One of the ways to write a number."""


class NumberFormats:
    """How one locale writes numbers."""

    def __init__(self, locale: Locale) -> None:
        """Take the locale."""
        self.locale = locale
        self._numbers: dict[str, WrittenNumber] = {}  # by text: 1.5 and 1.50 are equal, and are not written alike

    def plain(self, value: Decimal) -> WrittenNumber:
        """Return a number with its digits grouped, for tables."""
        key = str(value)
        if key not in self._numbers:
            self._numbers[key] = self._number(self.locale.decimal_formats[None], value, value, 0, "")
        return self._numbers[key]

    def running(self, value: Decimal) -> WrittenNumber:
        """Return a number for running text: round millions and more in words (`9 million`), others as in tables."""
        return self.compact(value, "long", 1)

    def percent(self, value: Decimal) -> WrittenNumber:
        """Return a percentage; 12.5 is twelve and a half per cent."""
        return self._number(self.locale.percent_formats[None], value, value, 0, "%")

    def compact(self, value: Decimal, form: Literal["long", "short"], places: int) -> WrittenNumber:
        """Return millions and more with a word or letter (`9 million`, `2M`) where so many decimals say them, or all digits."""
        found = self._compact_pattern(value, form)
        if found is not None:
            pattern, exponent = found
            scaled = shortest(_EXACT.scaleb(value, -exponent))
            if _places(value) == 0 and _places(scaled) <= places:
                return self._number(pattern, scaled, value, exponent, "")
        return self.plain(value)

    def written_range(self, start: Decimal, end: Decimal, write: Write) -> tuple[str, WrittenNumber]:
        """Return the two numbers of a range. A word or a sign that both have stands once: `8` and `9 million`.

        Numbers of which one has a word and the other another, or none, are written with all digits.
        """
        first, last = write(start), write(end)
        if first.unit != last.unit:
            first, last = self.plain(start), self.plain(end)
        if not self._word_before(last):
            return first.before + first.digits, last
        if start < 0 or last.after:
            return first.text, last
        return first.text, last._replace(before="")

    def plural(self, value: Decimal) -> str:
        """Return the CLDR plural category of a number."""
        return self._category(value, 0)

    def _word_before(self, written: WrittenNumber) -> bool:
        return bool(written.before.strip("\u200e\u200f\u061c" + self._minus))

    @property
    def _minus(self) -> str:
        return get_minus_sign_symbol(self.locale)

    def _number(self, pattern: NumberPattern, digits: Decimal, value: Decimal, exponent: int, sign: str) -> WrittenNumber:
        """Write digits, which times ten to the exponent are the value, in a pattern of CLDR's."""
        is_negative, places = value < 0, _places(digits)
        bare = copy(pattern)  # CLDR's own number of decimals would round
        bare.prefix = bare.suffix = ("", "")
        bare.frac_prec, bare.scale = (places, places), 0
        with localcontext(_EXACT):
            written = bare.apply(digits.copy_abs(), self.locale)
        before, after = (self._with_signs(affix[is_negative]) for affix in (pattern.prefix, pattern.suffix))
        return WrittenNumber(before, written, after, self._category(value, exponent), (sign, exponent))

    def _with_signs(self, affix: str) -> str:
        """Return what stands beside a number, with the locale's own signs in place of those of the pattern."""
        if "-" in affix:
            affix = affix.replace("-", self._minus)
        if "%" in affix:
            affix = affix.replace("%", self.locale.number_symbols["latn"].get("percentSign", "%"))
        return re.sub(r"'([^']*)'", lambda quoted: quoted[1] or "'", affix)

    def _compact_pattern(self, value: Decimal, form: Literal["long", "short"]) -> tuple[NumberPattern, int] | None:
        """Return CLDR's pattern for millions and more, and the power of ten that its digits count; None where it has none.

        The form of the word is that of the digits before it (UTS 35, part 3, 2.4.3): `1,9 million`, `2 millions`.
        """
        size = value.copy_abs()
        if size < _MILLION:
            return None
        forms = self.locale.compact_decimal_formats.get(form) or {}
        magnitudes = (int(magnitude) for magnitude in forms.get("other", ()))
        magnitude = max((magnitude for magnitude in magnitudes if magnitude <= size), default=0)
        if magnitude < _MILLION:
            return None
        zeros = forms["other"][str(magnitude)].pattern.partition(";")[0].count("0")  # not those of negative numbers
        exponent = len(str(magnitude)) - zeros
        scaled = shortest(_EXACT.scaleb(size, -exponent))
        names = ("1",) if scaled == 1 else ()
        named = (forms[name] for name in (*names, self._category(scaled, 0), "other") if name in forms)
        pattern = next(found[str(magnitude)] for found in named if str(magnitude) in found)
        return (pattern, exponent) if zeros and exponent else None

    def _category(self, value: Decimal, exponent: int) -> str:
        """Return the plural category of a number as it is written, the last so many powers of ten as a word."""
        operands = _operands(value.copy_abs(), exponent)
        rules = self.locale.plural_form.abstract
        with localcontext(_EXACT):
            return next((str(name) for name, rule in rules if _holds(rule, operands)), "other")


def shortest(value: Decimal) -> Decimal:
    """Return a number that was worked out without the zeros behind it, which nobody has written."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1), context=_EXACT)
    return value.normalize(_EXACT)


def _places(value: Decimal) -> int:
    """Return how many digits a number has behind the point, zeros included."""
    return max(-int(value.as_tuple().exponent), 0)


def _operands(value: Decimal, exponent: int) -> dict[str, Any]:
    """Return what CLDR's plural rules look at (UTS 35, part 3, 5.1.1): a positive number, and how it is written."""
    fraction = f"{value:f}".partition(".")[2]
    short = fraction.rstrip("0")
    return {
        "n": value,
        "i": int(value),
        "v": len(fraction),
        "w": len(short),
        "f": int(fraction or 0),
        "t": int(short or 0),
        "c": exponent,
        "e": exponent,
    }


def _holds(rule: Any, operands: dict[str, Any]) -> bool:
    """Tell whether a plural rule holds. Babel parses the rules, and evaluates them without `c` and `e`."""
    kind, parts = rule
    match kind:
        case "and":
            return all(_holds(part, operands) for part in parts)
        case "or":
            return any(_holds(part, operands) for part in parts)
        case "not":
            return not _holds(parts[0], operands)
        case "is" | "isnot":
            left, right = (_amount(part, operands) for part in parts)
            return (left == right) is (kind == "is")
    method, left, (_, ranges) = parts
    number = _amount(left, operands)
    bounds = ((_amount(low, operands), _amount(high, operands)) for low, high in ranges)
    return (method == "within" or number == int(number)) and any(low <= number <= high for low, high in bounds)


def _amount(expression: Any, operands: dict[str, Any]) -> Any:
    """Return the number that an expression in a plural rule stands for."""
    kind, parts = expression
    if kind == "mod":
        number, divisor = (_amount(part, operands) for part in parts)
        return number % divisor
    return parts[0] if kind == "value" else operands[kind]
