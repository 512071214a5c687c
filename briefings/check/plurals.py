"""Rules about the plural forms of units, by CLDR's categories."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError

from briefings.diagnostics import Diagnostic, Location
from briefings.model.content import Content, Measure
from briefings.settings import Settings

_OTHER = "other"
_NUMBERS = (*map(Decimal, range(1, 201)), Decimal(0), Decimal("0.1"), Decimal("1.5"), Decimal(1_000_000))
"""Numbers among which each category of each language has one."""


def forms(content: Content, settings: Settings, measure: Measure) -> Iterator[Diagnostic]:
    """A unit has each form of the languages that it is named in, or one form for all numbers."""
    for unit, names in measure.facts.units.items():
        for locale in (locale for locale in names if locale in settings.locales):
            given = names[locale].by_category()
            lacking = {
                name: number for name, number in _forms_of(settings.formats.get(locale, locale)).items() if name not in given
            }
            if lacking and given.keys() != {_OTHER}:
                listed = ", ".join(f"'{category}'" for category in lacking)
                message = f"the name of the unit in '{locale}' lacks {listed} of the plural forms of its language"
                hint = "; ".join(f"'{category}' is for numbers such as {number:f}" for category, number in lacking.items())
                yield Diagnostic("N006", Location(measure.file, ("units", unit, locale)), message, f"{hint}.")


@cache
def _forms_of(cldr_locale: str) -> Mapping[str, Decimal]:
    """Return each plural category of a language with a number that takes it; none for a locale that CLDR lacks."""
    try:
        rule = Locale.parse(cldr_locale.replace("-", "_")).plural_form
    except (UnknownLocaleError, ValueError):
        return {}
    numbers: dict[str, Decimal] = {}
    for number in _NUMBERS:
        numbers.setdefault(rule(number), number)
    return {category: number for category, number in numbers.items() if category in rule.tags or category == _OTHER}
