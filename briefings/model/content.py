"""Everything that was read, frozen, by kind and id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from briefings.model import records
from briefings.model.verification import Record
from briefings.trace import note

Facts = TypeVar("Facts")
Words = TypeVar("Words")
Kept = TypeVar("Kept")


class Shelf(Protocol):
    """Where records are taken from when they are needed."""

    def load(self, file: str) -> Any:
        """Return the record of a file, named by its path from the project's folder."""


@dataclass(frozen=True)
class Unread:
    """A record that stands on a shelf, until it is needed first."""

    shelf: Shelf
    file: str


class _Record(Generic[Facts]):
    """What every record has: facts in a file, which are noted when they are looked at."""

    __slots__ = ("_facts", "file", "id")

    def __init__(self, record_id: str, file: str, facts: Facts | Unread) -> None:
        self.id = record_id
        self.file = file
        """The file with the facts; path from the project's folder."""
        self._facts = facts

    @property
    def facts(self) -> Facts:
        """What is the same for every locale."""
        note(self.file)
        facts = self._facts
        if type(facts) is Unread:
            facts = self._facts = facts.shelf.load(facts.file)
        return facts  # type: ignore[return-value]


class Written(_Record[Facts], Generic[Facts, Words]):
    """A record with a folder of its own: facts in one file, words in one file a locale. What is looked at is noted."""

    __slots__ = ("_place", "_words", "_written_in", "facts_name", "folder")

    def __init__(
        self, record_id: str, folder: str, facts_name: str, facts: Facts | Unread, words: Mapping[str, Words], written_in: str
    ) -> None:
        super().__init__(record_id, f"{folder}/{facts_name}", facts)
        self.folder = folder
        """Path from the project's folder."""
        self.facts_name = facts_name
        """Name of the file with the facts: `article.yaml`."""
        self._place = f"{folder}/"
        self._words = words
        self._written_in = written_in

    @property
    def words(self) -> Mapping[str, Words]:
        """What is words, by locale."""
        note(self._place)
        return self._words

    @property
    def written_in(self) -> str:
        """The locale that it was first written in."""
        note(self.file)
        return self._written_in

    def words_file(self, locale: str) -> str:
        """Return the file with the words of a locale."""
        return f"{self.folder}/{locale}.yaml"


class Small(_Record[Facts]):
    """A record in one file."""

    __slots__ = ()


class UnreadWords(Mapping[str, Any]):
    """The words of a record by locale, on a shelf; each field that is looked at is noted by itself."""

    __slots__ = ("_files", "_open", "_shelf")

    def __init__(self, shelf: Shelf, files: Mapping[str, str], opened: dict[str, Any]) -> None:
        """Take the file of each locale, and the words of all records that have been taken from the shelf, by file."""
        self._shelf = shelf
        self._files = files
        self._open = opened

    def __getitem__(self, locale: str) -> Any:
        file = self._files[locale]
        found = self._open.get(file)
        if found is None:
            found = self._open[file] = _Words(self._shelf.load(file), file)
        return found

    def __contains__(self, locale: object) -> bool:
        return locale in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class _Words:
    """The words of one locale, whose fields are noted when they are looked at."""

    __slots__ = ("_fields",)

    def __init__(self, record: object, file: str) -> None:
        self._fields = {name: (f"{file}#{name}", value) for name, value in vars(record).items()}

    def __getattr__(self, name: str) -> Any:
        try:
            noted, value = self._fields[name]
        except KeyError:
            raise AttributeError(name) from None
        note(noted)
        return value

    def __getstate__(self) -> Any:
        return self._fields

    def __setstate__(self, state: Any) -> None:
        self._fields = state


class Records(Mapping[str, Kept]):
    """Records of a kind by id; that one is missing is noted, and so is a look at all of them."""

    __slots__ = ("_kind", "_records")

    def __init__(self, kind: str, records: Mapping[str, Kept]) -> None:
        self._kind = kind
        self._records = records

    def __getitem__(self, record_id: str) -> Kept:
        found = self._records.get(record_id)
        if found is None:
            note(f"{self._kind}:{record_id}")
            raise KeyError(record_id)
        return found

    def __contains__(self, record_id: object) -> bool:
        note(f"{self._kind}:{record_id}")
        return record_id in self._records

    def __iter__(self) -> Iterator[str]:
        note(f"{self._kind}:")
        return iter(self._records)

    def __len__(self) -> int:
        note(f"{self._kind}:")
        return len(self._records)


class Known:
    """Ids that have a file, of one kind; which of them is asked for is noted."""

    __slots__ = ("_ids", "_kind")

    def __init__(self, kind: str, ids: Iterable[str]) -> None:
        self._kind = kind
        self._ids = frozenset(ids)

    def __contains__(self, record_id: object) -> bool:
        note(f"{self._kind}:{record_id}")
        return record_id in self._ids

    def __iter__(self) -> Iterator[str]:
        note(f"{self._kind}:")
        return iter(sorted(self._ids))

    def __len__(self) -> int:
        note(f"{self._kind}:")
        return len(self._ids)


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
    known: Mapping[str, Collection[str]]
    """Every id that has a file, by kind, also those whose file could not be read: a reference to one is no second problem."""
    verified: Record | None = field(default_factory=dict)
    """What was found in archived texts, by article and passage; None where the record has a fault: one problem is enough."""
    faults: Mapping[str, frozenset[tuple[str | int, ...]]] = field(default_factory=dict)
    """Places where a value was wrong and is missing or replaced, by file; the whole file where the place has no keys."""
    open_words: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Words that have been taken from their shelf, by file. Who goes on to another locale may put them back: empty it."""

    def is_faulty(self, file: str, *keys: str | int) -> bool:
        """Tell whether a value is not what an editor wrote, because that has not the shape of content."""
        note(f"{file}?")
        places = self.faults.get(file)
        return places is not None and any(keys[:length] in places for length in range(len(keys) + 1))
