"""Voices: whose a statement is, in three kinds."""

from collections.abc import Iterator, Mapping
from typing import Literal

from briefings.model.content import Entity
from briefings.model.records import Claim, Event

VoiceKind = Literal["named", "unnamed", "article"]
"""Somebody's who is named; somebody's whom the article does not name; the article's own."""


def voice_of(statement: Claim | Event, entities: Mapping[str, Entity]) -> VoiceKind:
    """Return whose a statement is, by its speakers; where it has none, by its `voice`.

    Speakers of whom one is named are named; speakers who are all marked `unnamed` are not.
    """
    if statement.said_by:
        return "named" if any(is_named(entity, entities) for entity in statement.said_by) else "unnamed"
    return "unnamed" if statement.voice == "unnamed" else "article"


def is_named(entity: str, entities: Mapping[str, Entity]) -> bool:
    """Return whether the articles name an entity; one that is unknown is a problem of its own, and counts as named."""
    return entity not in entities or not entities[entity].facts.unnamed


def named_sources(statement: Claim | Event, entities: Mapping[str, Entity]) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield each entity that is named as saying or carrying a statement, with its field and its position there."""
    for field in ("said_by", "through"):
        for position, entity in enumerate(getattr(statement, field)):
            if entity in entities and is_named(entity, entities):
                yield (field, position), entity
