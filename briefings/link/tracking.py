"""The graph as inputs: which of its entries are read, and what each of them is now."""

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from briefings.incremental import Input, Source, TrackedMapping, TrackedSequence, digest, encode
from briefings.inputs import GraphEntry, GraphField, GraphFieldHasEntries
from briefings.link.graph import Graph
from briefings.link.timeline import MergedEvent

_FIELDS = frozenset(field.name for field in dataclasses.fields(Graph))


def track_graph(graph: Graph) -> Graph:
    """Return a graph that records which of its entries are read."""
    return Graph(**{name: _tracked(name, getattr(graph, name)) for name in _FIELDS})


def _tracked(name: str, entries: Any) -> Any:
    every, some = GraphField(name), GraphFieldHasEntries(name)
    if isinstance(entries, Mapping):
        return TrackedMapping(entries, lambda key: GraphEntry(name, str(key)), every, some)
    return TrackedSequence(entries, every, some)


def graph_sources(graph: Callable[[], Graph]) -> Mapping[type[Input], Source]:
    """Return what knows the digest of each input of a graph, by kind; the graph is asked for when the first one is."""

    @cache
    def entries(name: str) -> Mapping[str, Any]:
        return {str(key): value for key, value in getattr(graph(), name).items()}

    def entry(read: GraphEntry) -> bytes:
        found = entries(read.field).get(read.key)
        return b"" if found is None else digest(encode(found))

    def field(read: GraphField) -> bytes:
        found = getattr(graph(), read.field)
        return digest(encode(list(found.items()) if isinstance(found, Mapping) else found))

    def has_entries(read: GraphFieldHasEntries) -> bytes:
        return b"1" if getattr(graph(), read.field) else b"0"

    def known(source: Source) -> Source:
        return lambda read: source(read) if read.field in _FIELDS else None

    return {GraphEntry: known(entry), GraphField: known(field), GraphFieldHasEntries: known(has_entries)}


def share_equal(graph: Graph) -> Graph:
    """Return a graph in which what is equal is one object, as `link` makes it: decoded, each mention has its own copy."""
    statements = {statement.claims: statement for statement in graph.statements.values()}
    events = {event.members: event for event in graph.timeline}

    def shared(groups: Mapping[str, tuple[MergedEvent, ...]]) -> Mapping[str, tuple[MergedEvent, ...]]:
        return {name: tuple(events[event.members] for event in found) for name, found in groups.items()}

    return dataclasses.replace(
        graph,
        timeline=tuple(events.values()),
        statements={claim: statements[statement.claims] for claim, statement in graph.statements.items()},
        merged_event_of={member: events[event.members] for member, event in graph.merged_event_of.items()},
        briefing_timelines=shared(graph.briefing_timelines),
        topic_timelines=shared(graph.topic_timelines),
        entity_timelines=shared(graph.entity_timelines),
    )
