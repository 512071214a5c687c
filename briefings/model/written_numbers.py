"""Numbers as editors write them: in digits alone, with a point before the decimals; anything else is told what was meant."""

import re
from decimal import Decimal

from briefings.diagnostics import shown

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(?:\.(\d{1,6}))?", re.ASCII)
_LONG_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_NUMBER_WITH_SIGNS = re.compile(r"[-+−]?\d{0,15}(?:[., ’'\u00a0\u2009\u202f]\d{0,15}){0,6}", re.ASCII)


def number(value: object) -> Decimal:
    """Return the number that a text is; raise `ValueError` with what was expected, and with what was probably meant."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value) or len(_meant_numbers(value)) > 1:
        raise ValueError(_expected_number(value))
    written = Decimal(value)
    return written if written else written.copy_abs()


def _expected_number(value: object) -> str:
    """Return what is said of a value that is no number, or not one alone: what was probably meant, where it looks like one."""
    expected = "expected a number written in digits alone, such as 9000000 or 2.5"
    if not isinstance(value, str):
        return expected
    if _LONG_NUMBER.fullmatch(value) and not _NUMBER.fullmatch(value):
        return f"expected at most 15 digits before the point and 6 behind it, found '{shown(value)}'"
    meant = _meant_numbers(value)
    both = ", which can be read as either" if len(meant) > 1 else ""
    return f"expected {' or '.join(meant)}, found '{value}'{both}" if meant else expected


def _meant_numbers(text: str) -> list[str]:
    """Return the numbers that a text can be read as, each as it is written here: `9000` and `9.0000` for `9.000`."""
    if not _NUMBER_WITH_SIGNS.fullmatch(text) or not text[-1:].isdigit():
        return []
    first, *rest = re.split(r"([^\d])", text.lstrip("-+−"), flags=re.ASCII)
    signs, groups = rest[::2], rest[1::2]
    *before, last = groups or [""]
    found = []
    is_grouped = len(set(signs)) == 1 and len(first) < 4 and all(len(group) == 3 for group in groups)
    if is_grouped and first not in ("", "0"):
        found.append("".join((first, *groups)))
    if not signs:
        found.append(first)
    elif signs[-1] in ".," and signs[-1] not in signs[:-1] and all(len(group) == 3 for group in before):
        whole = "".join((first or "0", *before))
        found.append(f"{whole}.{last}0" if found else f"{whole}.{last}")
    sign = "-" if text[:1] in ("-", "−") else ""
    return [f"{sign}{number}" for number in found if _NUMBER.fullmatch(number)]
