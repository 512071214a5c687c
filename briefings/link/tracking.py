"""The graph as inputs, which of its entries are read and what each of them is now; and as bytes that are kept."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from briefings.incremental import Codec, Encoded, Input, Source, TrackedMapping, codec_of, digest, encode
from briefings.inputs import GraphEntry, GraphField, GraphFieldHasEntries
from briefings.link.graph import Graph
from briefings.link.statements import Statement
from briefings.link.timeline import MergedEvent

_FIELDS = frozenset(field.name for field in dataclasses.fields(Graph))


def track_graph(graph: Graph) -> Graph:
    """Return a graph that records which of its entries are read."""
    return Graph(**{name: _tracked(name, getattr(graph, name)) for name in _FIELDS})


def _tracked(name: str, entries: Mapping[Any, Any]) -> TrackedMapping[Any, Any]:
    return TrackedMapping(entries, lambda key: GraphEntry(name, str(key)), GraphField(name), GraphFieldHasEntries(name))


def graph_sources(graph: Callable[[], Graph]) -> Mapping[type[Input], Source]:
    """Return what knows the digest of each input of a graph, by kind; the graph is asked for when the first one is."""

    @cache
    def keys(name: str) -> Mapping[str, Any]:
        return {str(key): key for key in getattr(graph(), name)}

    def entry(read: GraphEntry) -> bytes | None:
        if read.field not in _FIELDS:
            return None
        known = keys(read.field)
        return digest(encode(getattr(graph(), read.field)[known[read.key]])) if read.key in known else b""

    def field(read: GraphField) -> bytes | None:
        return digest(encode(list(getattr(graph(), read.field).items()))) if read.field in _FIELDS else None

    def has_entries(read: GraphFieldHasEntries) -> bytes | None:
        return (b"1" if getattr(graph(), read.field) else b"0") if read.field in _FIELDS else None

    return {GraphEntry: entry, GraphField: field, GraphFieldHasEntries: has_entries}


def decode_graph(data: bytes | None, link_again: Callable[[], Graph]) -> Graph:
    """Return a graph that has been encoded; an entry is decoded when it is looked up, since most builds need few of them.

    What cannot be decoded is taken from `link_again`.
    """
    remade = cache(link_again)
    shapes = {name: get_args(hint) for name, hint in get_type_hints(Graph).items()}
    fields: dict[str, dict[Any, Encoded]] = {}
    found = codec_of(dict[str, Encoded]).decode(data)
    for name, (key, _) in shapes.items():
        entries = codec_of(dict[key, Encoded]).decode(None if found is None else found.get(name))  # type: ignore[valid-type]
        if entries is None:
            return remade()
        fields[name] = entries
    one_of: dict[Any, Any] = {}
    return Graph(
        **{name: _DecodedField(name, fields[name], codec_of(value), one_of, remade) for name, (_, value) in shapes.items()}
    )


class _DecodedField(Mapping[Any, Any]):
    """A field of a graph that has been encoded."""

    def __init__(
        self,
        name: str,
        entries: Mapping[Any, Encoded],
        codec: Codec[Any],
        one_of: dict[Any, Any],
        remade: Callable[[], Graph],
    ) -> None:
        """Take what decodes an entry, what all fields have decoded, and what returns the graph where an entry is damaged."""
        self._name = name
        self._entries = entries
        self._codec = codec
        self._one_of = one_of
        self._remade = remade
        self._decoded: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        if key not in self._decoded:
            found = self._codec.decode(self._entries[key])
            self._decoded[key] = getattr(self._remade(), self._name)[key] if found is None else self._shared(found)
        return self._decoded[key]

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[Any]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __reduce__(self) -> tuple[type[dict[Any, Any]], tuple[dict[Any, Any]]]:
        """Pickle all entries: what would link again stays here."""
        return dict, (dict(self),)

    def _shared(self, value: Any) -> Any:
        """Return a value in which events and statements that are equal are one object, as `link` makes them."""
        if isinstance(value, MergedEvent | Statement):
            return self._one_of.setdefault(value, value)
        return tuple(map(self._shared, value)) if type(value) is tuple else value
