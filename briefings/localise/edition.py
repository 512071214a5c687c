"""One edition: everything that pages of one locale need, in its words or, where there are none, in those of another."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from gettext import NullTranslations
from typing import TypeVar

from briefings import urls
from briefings.link import Graph
from briefings.localise.collation import collation
from briefings.localise.formats import Formats
from briefings.localise.messages import Catalogues
from briefings.localise.numbers import Write, shortest
from briefings.model import records
from briefings.model.content import Content, TranslatedRecord
from briefings.model.edtf import Date, Moment
from briefings.model.text import Text
from briefings.settings import Settings

Facts = TypeVar("Facts")
LocaleText = TypeVar("LocaleText")
Item = TypeVar("Item")

PERCENT = "percent"
"""The unit whose numbers CLDR writes with a sign of the locale's own."""


@dataclass(frozen=True)
class Edition:
    """The whole site in one locale."""

    locale: str
    settings: Settings
    content: Content
    graph: Graph
    formats: Formats
    catalogues: Catalogues
    _dates: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Dates in words, by their texts: the same few stand on every page."""

    @property
    def messages(self) -> NullTranslations:
        """The texts of the interface."""
        return self.catalogues[self.locale]

    # Texts

    def text_of(self, record: TranslatedRecord[Facts, LocaleText]) -> tuple[LocaleText, str]:
        """Return a record's text and its locale: this edition's, or that it would be translated from."""
        texts = record.texts
        locale = self.locale if self.locale in texts else record.written_in
        return texts[locale], locale

    def label(self, labels: Mapping[str, str]) -> Text:
        """Return a text from its translations: this locale's, or the desk's."""
        locale = self.locale if self.locale in labels else self.settings.desk_locale
        return Text(labels[locale], locale)

    def optional_label(self, labels: Mapping[str, str]) -> Text | None:
        """Return a text from its translations, None where there are none."""
        return self.label(labels) if labels else None

    def name(self, kind: urls.Kind, record_id: str) -> Text:
        """Return what a record is called: its headline, title or name; a country's is CLDR's unless the record has one."""
        content = self.content
        match kind:
            case "articles":
                article, locale = self.text_of(content.articles[record_id])
                return Text(article.headline, locale)
            case "briefings":
                briefing, locale = self.text_of(content.briefings[record_id])
                return Text(briefing.title, locale)
            case "outlets":
                outlet = content.outlets[record_id].facts
                if self.locale in outlet.names:
                    return Text(outlet.names[self.locale], self.locale)
                return Text(outlet.name, outlet.language or self.locale)
            case "entities":
                entity = content.entities[record_id].facts
                if entity.country is not None and self.locale not in entity.names:
                    return Text(self.formats.country(entity.country), self.locale)
                names = entity.names
            case "topics":
                names = content.topics[record_id].facts.names
            case "measures":
                names = content.measures[record_id].facts.names
        return self.label(names)

    def by_name(self, items: Iterable[Item], name: Callable[[Item], Text]) -> list[Item]:
        """Return items in the order of their names as this edition's language sorts, those of equal names as they come."""
        key = collation(self.locale)
        return sorted(items, key=lambda item: key(name(item).text))

    def path_of(self, kind: urls.Kind, record_id: str) -> str:
        """Return the path at which this edition's readers find a record: another edition's where it has no text here."""
        locale = self.name(kind, record_id).lang if kind in ("articles", "briefings") else self.locale
        return urls.record(locale, kind, record_id)

    # Dates and numbers

    def date(self, date: Date) -> str:
        """Return a date as a reader reads it: as exact as it is, with what is inferred or approximate said so."""
        pgettext = self.messages.pgettext  # also where the date is known: whoever has it rests on the catalogue
        if date.text not in self._dates:
            self._dates[date.text] = self._date(date, pgettext)
        return self._dates[date.text]

    def _date(self, date: Date, pgettext: Callable[[str, str], str]) -> str:
        if date.start and not date.is_interval:
            return self._moment(date.start)
        if date.start and date.end:
            if _same_precision(date.start, date.end) and _marks(date.start) == _marks(date.end):
                return self._marked(self.formats.interval(date.start, date.end), date.start)
            has_era = date.start.year < 1
            return self.formats.joined(self._moment(date.start, has_era), self._moment(date.end, has_era))
        known = date.moment
        if known is None:
            return self._without_limits(date)
        plain_day = known.day is not None and not any(_marks(known))  # "since the 5th", but "since about the 5th"
        if date.has_unknown_end:
            start = pgettext("from a day", "from %(date)s, end not known")
            text = start if plain_day else pgettext("from a month or year", "from %(date)s, end not known")
        elif date.has_unknown_start:
            end = pgettext("to a day", "until %(date)s, start not known")
            text = end if plain_day else pgettext("to a month or year", "until %(date)s, start not known")
        elif date.end is None:
            text = pgettext("from a day", "since %(date)s") if plain_day else pgettext("from a month or year", "since %(date)s")
        else:
            text = pgettext("to a day", "until %(date)s") if plain_day else pgettext("to a month or year", "until %(date)s")
        return text % {"date": self._moment(known)}

    def _without_limits(self, date: Date) -> str:
        """Return an interval of which no day is known: each end is open, or nobody knows when it was."""
        _ = self.messages.gettext
        if date.has_unknown_start and date.has_unknown_end:
            return _("start and end not known")
        if date.has_unknown_start:
            return _("start not known, end open")
        if date.has_unknown_end:
            return _("start open, end not known")
        return _("start and end open")

    def years(self, moment: Moment, has_era: bool = False) -> str:
        """Return the year of a moment, or the years where it is given as a decade or century."""
        first = Moment(moment.year)
        if moment.span == 1:
            return self.formats.moment(first, has_era)
        return self.formats.interval(first, Moment(moment.year + moment.span - 1))

    def limits(self, date: Date, alone: bool = False) -> str:
        """Return the limits of an unknown date: `date not known, not before October 2024`; `alone`, as a sentence begins."""
        _ = self.messages.gettext
        start, end = (self._moment(moment) if moment else "" for moment in (date.start, date.end))
        if not date.is_interval:
            within = _("Date not known, some time in %(date)s") if alone else _("date not known, some time in %(date)s")
            return within % {"date": start}
        if not start and not end:
            return _("Date not known") if alone else _("date not known")
        if not end:
            after = _("Date not known, not before %(date)s") if alone else _("date not known, not before %(date)s")
            return after % {"date": start}
        if not start:
            before = _("Date not known, not after %(date)s") if alone else _("date not known, not after %(date)s")
            return before % {"date": end}
        between = _("Date not known, between %(start)s and %(end)s")
        if not alone:
            between = _("date not known, between %(start)s and %(end)s")
        return between % {"start": start, "end": end}

    def _moment(self, moment: Moment, has_era: bool = False) -> str:
        written = self.formats.moment(moment, has_era) if moment.span == 1 else self.years(moment, has_era)
        if moment.season:
            _ = self.messages.gettext
            patterns = _("spring %(year)s"), _("summer %(year)s"), _("autumn %(year)s"), _("winter %(year)s")
            written = patterns[moment.season - 1] % {"year": written}
        return self._marked(written, moment)

    def _marked(self, written: str, moment: Moment) -> str:
        _ = self.messages.gettext
        if moment.approximate:
            written = _("about %(date)s") % {"date": written}
        if moment.uncertain:
            written = _("%(date)s (inferred)") % {"date": written}
        return written

    def figure(self, figure: records.Figure) -> str:
        """Return a figure for running text: `more than 9 million rounds`, `8–9 million rounds`."""
        return self._figure(figure, self.formats.running)

    def tabled_figure(self, figure: records.Figure) -> str:
        """Return a figure for a table, all its digits grouped: `more than 9,000,000 rounds`, `10,000–12,000 soldiers`."""
        return self._figure(figure, self.formats.plain)

    def _figure(self, figure: records.Figure, write: Write) -> str:
        """Put the numbers of a figure, its unit and its qualifier together."""
        pgettext = self.messages.pgettext
        if figure.unit == PERCENT:
            write = self.formats.percent
        if figure.to is None:
            last = write(figure.value)
            number = last.text
        else:
            start, last = self.formats.written_range(figure.value, figure.to, write)
            pattern = pgettext("a range of numbers", "%(start)s–%(end)s")
            if figure.value < 0:
                pattern = pgettext("a range of numbers with signs", "%(start)s to %(end)s")
            number = pattern % {"start": start, "end": last.text}
        if figure.unit != PERCENT:
            names = self._unit_forms(figure.measure, figure.unit)
            number = f"{number} {names.get(last.plural, names['other'])}"
        return self.qualified(figure.qualifier, number)

    def qualified(self, qualifier: records.Qualifier | None, number: str) -> str:
        """Return a number with its qualifier: `about 600`."""
        _ = self.messages.gettext
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

    def scope(self, figure: records.Figure) -> Text | None:
        """Return the part of its measure that a figure is about, None where that is the whole."""
        return self.label(self.content.measures[figure.measure].facts.scopes[figure.scope]) if figure.scope else None

    def unit(self, measure_id: str, unit: str) -> str:
        """Return the name of a unit by itself; nothing for per cent, whose sign stands with each number."""
        return "" if unit == PERCENT else self._unit_forms(measure_id, unit)["other"]

    def tick(self, value: Decimal, unit: str) -> str:
        """Return a number on a scale, without its unit unless that is a sign."""
        number = shortest(value)
        written = self.formats.percent(number) if unit == PERCENT else self.formats.compact(number, "short", 3)
        return written.text

    def _unit_forms(self, measure_id: str, unit: str) -> Mapping[str, str]:
        """Return the names of a unit by CLDR plural category."""
        units = self.content.measures[measure_id].facts.units[unit]
        names = units.get(self.locale) or units[self.settings.desk_locale]
        return names.by_category()


def _same_precision(one: Moment, other: Moment) -> bool:
    plain = one.span == other.span == 1 and not (one.season or other.season)
    return plain and (one.month is None, one.day is None) == (other.month is None, other.day is None)


def _marks(moment: Moment) -> tuple[bool, bool]:
    return moment.uncertain, moment.approximate


def localise(content: Content, graph: Graph, settings: Settings, catalogues: Catalogues, locale: str) -> Edition:
    """Return the edition of a locale.

    Raises `ValueError` where CLDR does not know the locale.
    """
    formats = Formats(settings.formats.get(locale, locale))
    return Edition(locale, settings, content, graph, formats, catalogues)
