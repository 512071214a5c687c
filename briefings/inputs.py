"""Everything that a result can depend on: one class a kind of input. What holds the thing records it when it is read."""

from briefings.incremental import Input


class ContentFile(Input, frozen=True):
    """A content file as a whole; path from the project's folder. Read for the facts of a record."""

    path: str


class Field(Input, frozen=True):
    """One field of a content file: of a text in a locale, or of a plain page."""

    path: str
    name: str


class InvalidPlaces(Input, frozen=True):
    """The places of a content file at which a value has not the shape of content."""

    path: str


class Locales(Input, frozen=True):
    """The locales that a record has texts in."""

    kind: str
    id: str


class RecordId(Input, frozen=True):
    """Whether there is a record of a kind with an id."""

    kind: str
    id: str


class RecordIds(Input, frozen=True):
    """The ids of all records of a kind; for plain pages, their files."""

    kind: str


class ArticlePassages(Input, frozen=True):
    """What the record of verified passages says of one article."""

    article: str


class AllPassages(Input, frozen=True):
    """The whole record of verified passages."""


class ArchivedText(Input, frozen=True):
    """An archived text, by its file's name."""

    name: str


class GraphEntry(Input, frozen=True):
    """One entry of one field of the graph; the key as text."""

    field: str
    key: str


class GraphField(Input, frozen=True):
    """A whole field of the graph."""

    field: str


class GraphFieldHasEntries(Input, frozen=True):
    """Whether there is anything in a field of the graph."""

    field: str


class PlainHtml(Input, frozen=True):
    """The HTML that MkDocs made of a plain page; empty where MkDocs publishes none."""

    path: str


class PublishedPages(Input, frozen=True):
    """The files of the plain pages that are published in a locale."""

    locale: str


class Template(Input, frozen=True):
    """A template with all that it includes, imports or extends."""

    name: str


class Catalogue(Input, frozen=True):
    """The texts of the interface in a locale."""

    locale: str


class Asset(Input, frozen=True):
    """The path under which a static file is published; it holds a digest of the file's bytes."""

    name: str


class Setting(Input, frozen=True):
    """One field of `Settings`."""

    name: str


class DayHasCome(Input, frozen=True):
    """Whether a day, as ISO 8601 writes it, does not lie in the future."""

    day: str


class SearchedPages(Input, frozen=True):
    """The pages of one shard of an edition's search, with their bytes."""

    locale: str
    shard: str


class ExportedRows(Input, frozen=True):
    """The rows of one kind that all records become, or, for the database, all of their lines."""

    kind: str


class SearchProgram(Input, frozen=True):
    """The program that indexes pages, and its version."""
