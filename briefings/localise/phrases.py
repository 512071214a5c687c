"""Short phrases that need both a catalogue and CLDR: qualified dates and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from gettext import NullTranslations

from briefings.localise.formats import Formats
from briefings.model.edtf import Date, Moment
from briefings.model.records import Qualifier


def date(formats: Formats, messages: NullTranslations, date: Date) -> str:
    """Return a date as a reader reads it: as exact as it is, with what is inferred or approximate said so."""
    pgettext = messages.pgettext
    if not date.is_interval:
        return _moment(formats, messages, date.moment)
    if date.start is None or date.end is None:
        known = date.moment
        plain_day = known.day is not None and not any(_marks(known))  # "since the 5th", but "since about the 5th"
        written = _moment(formats, messages, known)
        if date.end is None:
            text = pgettext("from a day", "since %(date)s") if plain_day else pgettext("from a month or year", "since %(date)s")
        else:
            text = pgettext("to a day", "until %(date)s") if plain_day else pgettext("to a month or year", "until %(date)s")
        return text % {"date": written}
    if _same_precision(date.start, date.end) and _marks(date.start) == _marks(date.end):
        return _marked(messages, formats.interval(date.start, date.end), date.start)
    return formats.joined(_moment(formats, messages, date.start), _moment(formats, messages, date.end))


def years(formats: Formats, moment: Moment) -> str:
    """Return the year of a moment, or the years where it is given as a decade or century."""
    first = Moment(moment.year)
    return formats.moment(first) if moment.span == 1 else formats.interval(first, Moment(moment.year + moment.span - 1))


def limits(formats: Formats, messages: NullTranslations, date: Date) -> str:
    """Return the limits of an unknown date: `not before October 2024`, `between … and …`."""
    _ = messages.gettext
    if not date.is_interval:
        return _("date not known, some time in %(date)s") % {"date": _moment(formats, messages, date.moment)}
    start = _moment(formats, messages, date.start) if date.start else ""
    end = _moment(formats, messages, date.end) if date.end else ""
    if not end:
        return _("date not known, not before %(date)s") % {"date": start}
    if not start:
        return _("date not known, not after %(date)s") % {"date": end}
    return _("date not known, between %(start)s and %(end)s") % {"start": start, "end": end}


def qualified(messages: NullTranslations, qualifier: Qualifier | None, number: str) -> str:
    """Return a number with its qualifier: `about 600`."""
    _ = messages.gettext
    if qualifier is None:
        return number
    patterns = {
        "about": _("about %(number)s"),
        "nearly": _("nearly %(number)s"),
        "at-least": _("at least %(number)s"),
        "at-most": _("at most %(number)s"),
        "more-than": _("more than %(number)s"),
        "less-than": _("less than %(number)s"),
    }
    return patterns[qualifier] % {"number": number}


def number_range(messages: NullTranslations, start: str, end: str, is_signed: bool) -> str:
    """Return a range of two written numbers: `10,000–12,000`; with a word between them where one has a sign, `−3 to 5`."""
    pgettext = messages.pgettext
    if is_signed:
        return pgettext("a range of numbers with signs", "%(start)s to %(end)s") % {"start": start, "end": end}
    return pgettext("a range of numbers", "%(start)s–%(end)s") % {"start": start, "end": end}


def with_unit(formats: Formats, value: Decimal, number: str, names: Mapping[str, str] | None) -> str:
    """Return a number with its unit in the right plural form; `names` maps CLDR plural categories to the unit's name."""
    if not names:
        return number
    return f"{number} {names.get(formats.plural(value), names['other'])}"


def _moment(formats: Formats, messages: NullTranslations, moment: Moment) -> str:
    return _marked(messages, formats.moment(moment) if moment.span == 1 else years(formats, moment), moment)


def _marked(messages: NullTranslations, written: str, moment: Moment) -> str:
    _ = messages.gettext
    if moment.approximate:
        written = _("about %(date)s") % {"date": written}
    if moment.uncertain:
        written = _("%(date)s (inferred)") % {"date": written}
    return written


def _same_precision(one: Moment, other: Moment) -> bool:
    plain = one.span == other.span == 1 and not any((moment.month or 0) > 12 for moment in (one, other))
    return plain and (one.month is None, one.day is None) == (other.month is None, other.day is None)


def _marks(moment: Moment) -> tuple[bool, bool]:
    return moment.uncertain, moment.approximate
