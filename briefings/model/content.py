"""Everything that was read, frozen, by kind and id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from briefings.model import records
from briefings.model.verification import Record

Facts = TypeVar("Facts")
Words = TypeVar("Words")


@dataclass(frozen=True)
class Written(Generic[Facts, Words]):
    """A record with a folder of its own: facts in one file, words in one file a locale."""

    id: str
    folder: str
    """Path from the project's folder."""
    facts_name: str
    """Name of the file with the facts: `article.yaml`."""
    facts: Facts
    words: Mapping[str, Words]
    """By locale."""
    written_in: str
    """The locale that it was first written in."""

    @property
    def file(self) -> str:
        """The file with the facts."""
        return f"{self.folder}/{self.facts_name}"

    def words_file(self, locale: str) -> str:
        """Return the file with the words of a locale."""
        return f"{self.folder}/{locale}.yaml"


@dataclass(frozen=True)
class Small(Generic[Facts]):
    """A record in one file."""

    id: str
    file: str
    """Path from the project's folder."""
    facts: Facts


@dataclass(frozen=True)
class PlainPage:
    """A page in ordinary Markdown."""

    locale: str
    name: str
    file: str
    """Path from the project's folder."""
    title: str
    description: str
    markdown: str
    """What follows the front matter."""


Article = Written[records.ArticleFacts, records.ArticleText]
Briefing = Written[records.BriefingFacts, records.BriefingText]
Outlet = Small[records.Outlet]
Entity = Small[records.Entity]
Topic = Small[records.Topic]
Measure = Small[records.Measure]


@dataclass(frozen=True)
class Content:
    """The content of a site; every mapping is in the order of its ids."""

    articles: Mapping[str, Article]
    briefings: Mapping[str, Briefing]
    outlets: Mapping[str, Outlet]
    entities: Mapping[str, Entity]
    topics: Mapping[str, Topic]
    measures: Mapping[str, Measure]
    pages: tuple[PlainPage, ...]
    """By locale, then by name."""
    known: Mapping[str, frozenset[str]]
    """Every id that has a file, by kind, also those whose file could not be read: a reference to one is no second problem."""
    verified: Record | None = field(default_factory=dict)
    """What was found in archived texts, by article and passage; None where the record has a fault: one problem is enough."""
    faults: Mapping[str, frozenset[tuple[str | int, ...]]] = field(default_factory=dict)
    """Places where a value was wrong and is missing or replaced, by file; the whole file where the place has no keys."""

    def is_faulty(self, file: str, *keys: str | int) -> bool:
        """Tell whether a value is not what an editor wrote, because that has not the shape of content."""
        places = self.faults.get(file)
        return places is not None and any(keys[:length] in places for length in range(len(keys) + 1))
