"""One edition: everything that pages of one locale need, in its words or, where there are none, in those of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from gettext import NullTranslations
from typing import Any, TypeVar

from briefings import urls
from briefings.link import Graph
from briefings.localise import phrases
from briefings.localise.formats import Formats
from briefings.localise.messages import Catalogues
from briefings.model import records
from briefings.model.content import Content, Written
from briefings.model.edtf import Date, Moment
from briefings.model.text import Text
from briefings.settings import Settings

Facts = TypeVar("Facts")
Words = TypeVar("Words")

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

    # Words

    def words(self, record: Written[Facts, Words]) -> tuple[Words, str]:
        """Return a record's words and their locale: this edition's, or those they would be translated from."""
        words = record.words
        locale = self.locale if self.locale in words else record.written_in
        return words[locale], locale

    def label(self, labels: Mapping[str, str]) -> Text:
        """Return a text from its translations: this locale's, or the desk's."""
        locale = self.locale if self.locale in labels else self.settings.desk_locale
        return Text(labels[locale], locale)

    def optional_label(self, labels: Mapping[str, str]) -> Text | None:
        """Return a text from its translations, None where there are none."""
        return self.label(labels) if labels else None

    def entity_name(self, entity_id: str) -> Text:
        """Return the name of an entity; a country's comes from CLDR unless the record names it."""
        entity = self.content.entities[entity_id].facts
        if entity.country is not None and self.locale not in entity.names:
            return Text(self.formats.country(entity.country), self.locale)
        return self.label(entity.names)

    # Pages

    def path_of(self, kind: urls.Kind, record_id: str) -> str:
        """Return the path at which this edition's readers find a record: another edition's where it has no text here."""
        records: Mapping[str, Mapping[str, Written[Any, Any]]]
        records = {"articles": self.content.articles, "briefings": self.content.briefings}
        written = records[kind].get(record_id) if kind in records else None
        locale = self.locale if written is None or self.locale in written.words else written.written_in
        return urls.record(locale, kind, record_id)

    # Dates and numbers

    def date(self, date: Date) -> str:
        """Return a date as a reader reads it."""
        messages = self.messages  # also where the words are known: whoever has them rests on the catalogue
        written = self._dates.get(date.text)
        if written is None:
            written = self._dates[date.text] = phrases.date(self.formats, messages, date)
        return written

    def years(self, moment: Moment) -> str:
        """Return the year of a moment, or the years where it is given as a decade or century."""
        return phrases.years(self.formats, moment)

    def limits(self, date: Date) -> str:
        """Return the limits of a date that is not known."""
        return phrases.limits(self.formats, self.messages, date)

    def figure(self, figure: records.Figure) -> str:
        """Return a figure for running text: `more than 9 million rounds`, `8–9 million rounds`."""
        if figure.to is None:
            return self._figure(figure, "", self.formats.running_number(figure.value))
        return self._figure(figure, *self.formats.running_range(figure.value, figure.to))

    def tabled_figure(self, figure: records.Figure) -> str:
        """Return a figure for a table, all its digits grouped: `more than 9,000,000 rounds`, `10,000–12,000 soldiers`."""
        if figure.to is None:
            return self._figure(figure, "", self.formats.number(figure.value))
        return self._figure(figure, self.formats.number(figure.value), self.formats.number(figure.to))

    def _figure(self, figure: records.Figure, start: str, number: str) -> str:
        """Put the numbers of a figure, its unit and its qualifier together; `start` is empty where it is no range."""
        last = figure.value if figure.to is None else figure.to
        if figure.unit == PERCENT:
            number = self.formats.percent(last)
        if start:
            number = phrases.number_range(self.messages, start, number, is_signed=figure.value < 0)
        if figure.unit != PERCENT:
            number = phrases.with_unit(self.formats, last, number, self._unit_forms(figure.measure, figure.unit))
        return phrases.qualified(self.messages, figure.qualifier, number)

    def scope(self, figure: records.Figure) -> Text | None:
        """Return the part of its measure that a figure is about, None where that is the whole."""
        return self.label(self.content.measures[figure.measure].facts.scopes[figure.scope]) if figure.scope else None

    def unit(self, measure_id: str, unit: str) -> str:
        """Return the name of a unit by itself; nothing for per cent, whose sign stands with each number."""
        return "" if unit == PERCENT else self._unit_forms(measure_id, unit)["other"]

    def tick(self, value: Decimal, unit: str) -> str:
        """Return a number on a scale, without its unit unless that is a sign."""
        return self.formats.percent(value) if unit == PERCENT else self.formats.tick(value)

    def _unit_forms(self, measure_id: str, unit: str) -> Mapping[str, str]:
        units = self.content.measures[measure_id].facts.units[unit]
        names = units.get(self.locale) or units[self.settings.desk_locale]
        return names.by_category()


def localise(content: Content, graph: Graph, settings: Settings, catalogues: Catalogues, locale: str) -> Edition:
    """Return the edition of a locale.

    Raises `ValueError` where CLDR does not know the locale.
    """
    formats = Formats(settings.formats.get(locale, locale))
    return Edition(locale, settings, content, graph, formats, catalogues)
