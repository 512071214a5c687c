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
            # Translators: A period in a list or table; %(date)s is its first day, as in “5 October 2024”.
            from_day = pgettext("from a day", "from %(date)s, end not known")
            # Translators: A period in a list or table; %(date)s is its first month or year, as in “October 2024”.
            from_longer = pgettext("from a month or year", "from %(date)s, end not known")
            text = from_day if plain_day else from_longer
        elif date.has_unknown_start:
            # Translators: A period in a list or table; %(date)s is its last day.
            to_day = pgettext("to a day", "until %(date)s, start not known")
            # Translators: A period in a list or table; %(date)s is its last month or year.
            to_longer = pgettext("to a month or year", "until %(date)s, start not known")
            text = to_day if plain_day else to_longer
        elif date.end is None:
            # Translators: A period that still lasts; %(date)s is its first day, as in “5 October 2024”.
            since_day = pgettext("from a day", "since %(date)s")
            # Translators: A period that still lasts; %(date)s is its first month or year, as in “October 2024”.
            since_longer = pgettext("from a month or year", "since %(date)s")
            text = since_day if plain_day else since_longer
        else:
            # Translators: A period without a start; %(date)s is its last day, which belongs to it.
            until_day = pgettext("to a day", "until %(date)s")
            # Translators: A period without a start; %(date)s is its last month or year, which belongs to it.
            until_longer = pgettext("to a month or year", "until %(date)s")
            text = until_day if plain_day else until_longer
        return text % {"date": self._moment(known)}

    def _without_limits(self, date: Date) -> str:
        """Return an interval of which no day is known: each end is open, or nobody knows when it was."""
        _ = self.messages.gettext
        if date.has_unknown_start and date.has_unknown_end:
            # Translators: A period, in place of its date: nobody knows when it began and when it ended.
            return _("start and end not known")
        if date.has_unknown_start:
            # Translators: A period, in place of its date: it still lasts, and nobody knows when it began.
            return _("start not known, end open")
        if date.has_unknown_end:
            # Translators: A period, in place of its date: it has always been so, and nobody knows when it ended.
            return _("start open, end not known")
        # Translators: A period, in place of its date: it has always been so and still is.
        return _("start and end open")

    def years(self, moment: Moment, has_era: bool = False) -> str:
        """Return the year of a moment, or the years where it is given as a decade or century."""
        first = Moment(moment.year)
        if moment.span == 1:
            return self.formats.moment(first, has_era)
        return self.formats.interval(first, Moment(moment.year + moment.span - 1))

    def limits(self, date: Date, alone: bool = False) -> str:
        """Return the limits of an unknown date: `undated (October 2024 or later)`; `alone`, as a sentence begins."""
        _ = self.messages.gettext
        start, end = (self._moment(moment) if moment else "" for moment in (date.start, date.end))
        if not date.is_interval:
            # Translators: Of an article, among its facts; %(date)s is a month or year, as in “October 2024”.
            within = _("Undated (some time in %(date)s)")
            if not alone:
                # Translators: Of an article, on one line with its outlet and language; %(date)s is a month or year.
                within = _("undated (some time in %(date)s)")
            return within % {"date": start}
        if not start and not end:
            # Translators: Of an article, among its facts: when it was published is not known.
            whole = _("Undated")
            # Translators: Of an article, on one line with its outlet and language: when it was published is not known.
            return whole if alone else _("undated")
        if not end:
            # Translators: Of an article, among its facts; %(date)s is the earliest day, month or year it can be from.
            after = _("Undated (%(date)s or later)")
            if not alone:
                # Translators: Of an article, on one line with its outlet; %(date)s is the earliest day, month or year.
                after = _("undated (%(date)s or later)")
            return after % {"date": start}
        if not start:
            # Translators: Of an article, among its facts; %(date)s is the latest day, month or year it can be from.
            before = _("Undated (%(date)s or earlier)")
            if not alone:
                # Translators: Of an article, on one line with its outlet; %(date)s is the latest day, month or year.
                before = _("undated (%(date)s or earlier)")
            return before % {"date": end}
        # Translators: Of an article, among its facts; %(start)s and %(end)s are days, months or years.
        between = _("Undated (between %(start)s and %(end)s)")
        if not alone:
            # Translators: Of an article, on one line with its outlet; %(start)s and %(end)s are days, months or years.
            between = _("undated (between %(start)s and %(end)s)")
        return between % {"start": start, "end": end}

    def _moment(self, moment: Moment, has_era: bool = False) -> str:
        written = self.formats.moment(moment, has_era) if moment.span == 1 else self.years(moment, has_era)
        if moment.season:
            _ = self.messages.gettext
            patterns = (
                # Translators: A date of an event or figure: a season and its year.
                _("spring %(year)s"),
                # Translators: A date of an event or figure: a season and its year.
                _("summer %(year)s"),
                # Translators: A date of an event or figure: a season and its year.
                _("autumn %(year)s"),
                # Translators: A date of an event or figure: a season and its year.
                _("winter %(year)s"),
            )
            written = patterns[moment.season - 1] % {"year": written}
        return self._marked(written, moment)

    def _marked(self, written: str, moment: Moment) -> str:
        _ = self.messages.gettext
        if moment.approximate:
            # Translators: A date that is approximate; %(date)s is a day, month, year or season.
            written = _("about %(date)s") % {"date": written}
        if moment.uncertain:
            # Translators: A date that the source does not give: the editors of this site conclude it.
            written = _("%(date)s (our conclusion)") % {"date": written}
        return written

    def figure_time(self, figure: records.Figure) -> str | None:
        """Return the date or period of a figure, and whose that is where it is not the speaker's; None where it has none."""
        pgettext = self.messages.pgettext
        if figure.as_of:
            # Translators: After a figure: its date or period is the article’s, not that of the speaker who gives the number.
            by_article = pgettext("not the speaker's", "date according to the article: %(date)s")
            return self._given_by(figure, figure.as_of, by_article)
        # Translators: After a figure: its date or period is the article’s, not that of the speaker who gives the number.
        by_article = pgettext("not the speaker's", "period according to the article: %(date)s")
        return self._given_by(figure, figure.period, by_article) if figure.period else None

    def short_figure_time(self, figure: records.Figure) -> str | None:
        """Return the same for a chart, which has little room."""
        date = figure.as_of or figure.period
        # Translators: In a chart, where there is little room: the date is the article’s, not that of the speaker.
        by_article = self.messages.pgettext("a date that is not the speaker's, in a chart", "article: %(date)s")
        return self._given_by(figure, date, by_article) if date else None

    def _given_by(self, figure: records.Figure, date: Date, by_article: str) -> str:
        return by_article % {"date": self.date(date)} if figure.dated_by else self.date(date)

    def figure(self, figure: records.Figure) -> str:
        """Return a figure for running text: `more than 9 million rounds`, `8–9 million rounds`."""
        return self._figure(figure, self.formats.running)

    def tabled_figure(self, figure: records.Figure) -> str:
        """Return a figure for a table, all its digits grouped: `more than 9,000,000 rounds`, `10,000–12,000 soldiers`."""
        return self._figure(figure, self.formats.plain)

    def _figure(self, figure: records.Figure, write: Write) -> str:
        """Put the numbers of a figure, its unit and its qualifier together."""
        pgettext = self.messages.pgettext
        if figure.value is None:
            return self.qualified(figure.qualifier, self._in_words(figure))
        if figure.unit == PERCENT:
            write = self.formats.percent
        if figure.to is None:
            last = write(figure.value)
            number = last.text
        else:
            start, last = self.formats.written_range(figure.value, figure.to, write)
            # Translators: A figure, as in “8–9 million rounds”; the unit follows.
            pattern = pgettext("a range of numbers", "%(start)s–%(end)s")
            if figure.value < 0:
                # Translators: A figure that begins below zero, as in “−3 to 5 degrees”; the unit follows.
                pattern = pgettext("a range of numbers with signs", "%(start)s to %(end)s")
            number = pattern % {"start": start, "end": last.text}
        if figure.unit != PERCENT:
            names = self._unit_forms(figure.measure, figure.unit)
            number = f"{number} {names.get(last.plural, names['other'])}"
        return self.qualified(figure.qualifier, number)

    def _in_words(self, figure: records.Figure) -> str:
        """Return a word for a number with its unit, in the form that stands with 100, or with 5 for `several`."""
        assert figure.amount is not None
        pgettext = self.messages.pgettext
        patterns: Mapping[records.Amount, str] = {
            # Translators: %(unit)s is a plural, as “soldiers”; the article has this word and no number.
            "several": pgettext("in place of a number", "several %(unit)s"),
            # Translators: %(unit)s is a plural, as “soldiers”; the article has this word and no number.
            "dozens": pgettext("in place of a number", "dozens of %(unit)s"),
            # Translators: %(unit)s is a plural, as “soldiers”; the article has this word and no number.
            "scores": pgettext("in place of a number, 40 to 200", "scores of %(unit)s"),
            # Translators: %(unit)s is a plural, as “soldiers”; the article has this word and no number.
            "hundreds": pgettext("in place of a number", "hundreds of %(unit)s"),
            # Translators: %(unit)s is a plural, as “soldiers”; the article has this word and no number.
            "thousands": pgettext("in place of a number", "thousands of %(unit)s"),
            # Translators: %(unit)s is a plural, as “soldiers”; the article has this word and no number.
            "tens-of-thousands": pgettext("in place of a number", "tens of thousands of %(unit)s"),
            # Translators: %(unit)s is a plural, as “soldiers”; the article has this word and no number.
            "hundreds-of-thousands": pgettext("in place of a number", "hundreds of thousands of %(unit)s"),
            # Translators: %(unit)s is a plural, as “soldiers”; the article has this word and no number.
            "millions": pgettext("in place of a number", "millions of %(unit)s"),
            # Translators: %(unit)s is a plural, as “soldiers”; the article has this word and no number.
            "tens-of-millions": pgettext("in place of a number", "tens of millions of %(unit)s"),
            # Translators: %(unit)s is a plural, as “soldiers”; the article has this word and no number.
            "hundreds-of-millions": pgettext("in place of a number", "hundreds of millions of %(unit)s"),
            # Translators: %(unit)s is a plural, as “soldiers”; the article has this word and no number.
            "billions": pgettext("in place of a number, thousands of millions", "billions of %(unit)s"),
        }
        names = self._unit_forms(figure.measure, figure.unit)
        form = self.formats.plural(Decimal(5 if figure.amount == "several" else 100))
        return patterns[figure.amount] % {"unit": names.get(form, names["other"])}

    def qualified(self, qualifier: records.Qualifier | None, number: str) -> str:
        """Return a number with its qualifier: `about 600`."""
        _ = self.messages.gettext
        if qualifier is None:
            return number
        patterns = {
            # Translators: A figure; %(number)s is a number with its unit, as in “600 soldiers”.
            "about": _("about %(number)s"),
            # Translators: A figure; %(number)s is a number with its unit, as in “600 soldiers”.
            "nearly": _("nearly %(number)s"),
            # Translators: A figure; %(number)s is a number with its unit, as in “600 soldiers”.
            "at-least": _("at least %(number)s"),
            # Translators: A figure; %(number)s is a number with its unit, as in “600 soldiers”.
            "at-most": _("at most %(number)s"),
            # Translators: A figure; %(number)s is a number with its unit, as in “600 soldiers”.
            "more-than": _("more than %(number)s"),
            # Translators: A figure; %(number)s is a number with its unit, as in “600 soldiers”.
            "less-than": _("under %(number)s"),
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
