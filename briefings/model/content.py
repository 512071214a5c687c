"""Everything that was read, frozen, by kind and id. What is read of it is recorded as an input of the result that reads it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from briefings.incremental import record_dependency
from briefings.inputs import ContentFile, Field, InvalidPlaces, Locales, RecordId, RecordIds
from briefings.model import records
from briefings.model.evidence import PassageRecord

Facts = TypeVar("Facts")
LocaleText = TypeVar("LocaleText")
Item = TypeVar("Item")


class _Record(Generic[Facts]):
    """What every record has: an id, and facts in a file."""

    __slots__ = ("_facts", "_read", "file", "id")

    def __init__(self, record_id: str, file: str, facts: Facts) -> None:
        self.id = record_id
        self.file = file
        """The file with the facts; path from the project's folder."""
        self._facts = facts
        self._read = ContentFile(file)

    @property
    def facts(self) -> Facts:
        """What is the same for every locale."""
        record_dependency(self._read)
        return self._facts


class TranslatedRecord(_Record[Facts], Generic[Facts, LocaleText]):
    """A record with a folder of its own: facts in one file, a text in one file a locale."""

    __slots__ = ("_locales", "_texts", "_written_in", "facts_name", "folder")

    def __init__(
        self, record_id: str, folder: str, facts_name: str, facts: Facts, texts: Mapping[str, LocaleText], written_in: str
    ) -> None:
        super().__init__(record_id, f"{folder}/{facts_name}", facts)
        self.folder = folder
        """Path from the project's folder."""
        self.facts_name = facts_name
        """Name of the file with the facts: `article.yaml`."""
        self._locales = Locales(folder.rpartition("/")[0].rpartition("/")[2], record_id)
        self._texts = texts
        self._written_in = written_in

    @property
    def texts(self) -> Mapping[str, LocaleText]:
        """What is text, by locale."""
        record_dependency(self._locales)
        return self._texts

    @property
    def written_in(self) -> str:
        """The locale that it was first written in."""
        record_dependency(self._read)
        return self._written_in

    def text_file(self, locale: str) -> str:
        """Return the file with the text of a locale."""
        return f"{self.folder}/{locale}.yaml"


class SimpleRecord(_Record[Facts]):
    """A record in one file."""

    __slots__ = ()


class LocaleTexts(Mapping[str, Any]):
    """The texts of a record by locale; one is loaded when it is looked up."""

    __slots__ = ("_files", "_load")

    def __init__(self, files: Mapping[str, str], load: Callable[[str], Any]) -> None:
        """Take the file of each locale, and what returns the text of a file, a `TrackedText`."""
        self._files = files
        self._load = load

    def __getitem__(self, locale: str) -> Any:
        return self._load(self._files[locale])

    def __contains__(self, locale: object) -> bool:
        return locale in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class TrackedText:
    """The text of one locale, or of a plain page; each field that is read is an input of its own.

    An article's headline stands on many pages, its summary on one. Facts are an input as a whole: they are short, and most
    pages that read one field of them read several.
    """

    __slots__ = ("_file", "_inputs", "_values")

    def __init__(self, values: Mapping[str, Any], file: str) -> None:
        self._file = file
        self._values = values
        self._inputs: dict[str, Field] = {}

    def __getattr__(self, name: str) -> Any:
        values = object.__getattribute__(self, "_values")
        if name not in values:
            raise AttributeError(name)
        read = self._inputs.get(name)
        if read is None:
            read = self._inputs[name] = Field(self._file, name)
        record_dependency(read)
        return values[name]


class KnownIds(Collection[str]):
    """Ids of one kind that have a file; that one is asked for is recorded, and so is a look at all of them."""

    __slots__ = ("_ids", "_kind")

    def __init__(self, kind: str, ids: Iterable[str]) -> None:
        self._kind = kind
        self._ids = dict.fromkeys(ids)

    def __contains__(self, record_id: object) -> bool:
        record_dependency(RecordId(self._kind, str(record_id)))
        return record_id in self._ids

    def __iter__(self) -> Iterator[str]:
        record_dependency(RecordIds(self._kind))
        return iter(self._ids)

    def __len__(self) -> int:
        record_dependency(RecordIds(self._kind))
        return len(self._ids)


class Records(KnownIds, Mapping[str, Item]):
    """Records of a kind by id; one is loaded when it is looked up first."""

    __slots__ = ("_load", "_loaded")

    def __init__(self, kind: str, ids: Iterable[str], load: Callable[[str], Item]) -> None:
        """Take the ids in order, and what returns the record of an id."""
        super().__init__(kind, ids)
        self._load = load
        self._loaded: dict[str, Item] = {}

    def __getitem__(self, record_id: str) -> Item:
        found = self._loaded.get(record_id)
        if found is None:
            if record_id not in self._ids:
                record_dependency(RecordId(self._kind, record_id))
                raise KeyError(record_id)
            found = self._loaded[record_id] = self._load(record_id)
        return found


class PlainPage(TrackedText):
    """A page in ordinary Markdown."""

    __slots__ = ("file", "locale", "name")

    title: str
    description: str
    """Both stand in its front matter."""
    markdown: str
    """What follows the front matter."""

    def __init__(self, file: str, values: Mapping[str, Any]) -> None:
        super().__init__(values, file)
        self.file = file
        """Path from the project's folder."""
        self.locale, name = file.split("/")[-2:]
        self.name = name.removesuffix(".md")


Article = TranslatedRecord[records.ArticleFacts, records.ArticleText]
Briefing = TranslatedRecord[records.BriefingFacts, records.BriefingText]
Outlet = SimpleRecord[records.Outlet]
Entity = SimpleRecord[records.Entity]
Topic = SimpleRecord[records.Topic]
Measure = SimpleRecord[records.Measure]


@dataclass(frozen=True)
class Content:
    """The content of a site; every mapping is in the order of its ids."""

    articles: Mapping[str, Article]
    briefings: Mapping[str, Briefing]
    outlets: Mapping[str, Outlet]
    entities: Mapping[str, Entity]
    topics: Mapping[str, Topic]
    measures: Mapping[str, Measure]
    pages: Mapping[str, PlainPage]
    """By file, in the order of locales and names."""
    known: Mapping[str, Collection[str]]
    """Every id that has a file, by kind, also those whose file could not be read: a reference to one is no second problem."""
    verified: PassageRecord | None = field(default_factory=dict)
    """What was found in archived texts, by article and passage; None where the record is damaged: one problem is enough."""
    invalid_places: Mapping[str, frozenset[tuple[str | int, ...]]] = field(default_factory=dict)
    """Places where a value was wrong and is missing or replaced, by file; the whole file where the place has no keys."""

    def is_invalid(self, file: str, *keys: str | int) -> bool:
        """Tell whether a value is not what an editor wrote, because that has not the shape of content."""
        record_dependency(InvalidPlaces(file))
        places = self.invalid_places.get(file)
        return places is not None and any(keys[:length] in places for length in range(len(keys) + 1))

    def is_sound(self, file: str, *keys: str | int) -> bool:
        """Tell whether a value, with all that is in it, is what an editor wrote."""
        places = self.invalid_places.get(file, frozenset())
        return not self.is_invalid(file, *keys) and not any(place[: len(keys)] == keys for place in places)
