"""Attributions: whether a name of each entity that says or carries a statement stands in the passages that carry it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from briefings.diagnostics import Diagnostic, Location
from briefings.evidence.names import names_of, stands
from briefings.evidence.normal_form import normalise
from briefings.evidence.passages import Keys, Lookup, passage_digest, passage_id
from briefings.model.content import Article, Entity
from briefings.model.evidence import PassageRecord, VerifiedPassage
from briefings.model.records import Evidence
from briefings.model.voices import named_sources

Entities = Mapping[str, Entity]

MAX_SOURCES = 500
"""Sources of one article that are looked for, and names of each: more are made to cost time."""
MAX_NAMES = 50


class NamedSource(NamedTuple):
    """An entity that an article names as saying or carrying one of its claims or events."""

    keys: Keys
    """Where it is named in the article's facts."""
    statement: Keys
    """The claim or event."""
    entity: str
    passages: Mapping[Keys, Evidence]
    """The passages in which one of its names is expected: the evidence and the attribution."""


def sources(article: Article, entities: Entities) -> Iterator[NamedSource]:
    """Yield the sources that an article names, in the order of its facts, up to the statement with the `MAX_SOURCES`th."""
    count = 0
    for kind, name, statement in article.facts.statements():
        passages: dict[Keys, Evidence] = {(kind, name, "evidence"): statement.evidence}
        if statement.attribution is not None:
            passages[kind, name, "attribution"] = statement.attribution
        named = list(named_sources(statement, entities))
        count += len(named)
        if count > MAX_SOURCES:
            return
        for place, entity in named:
            yield NamedSource((kind, name, *place), (kind, name), entity, passages)


@dataclass(frozen=True)
class FoundName:
    """A name that stands in a passage."""

    position: int
    """Where the passage begins in the archived text, as the record of verified passages has it."""
    digest: str
    """SHA-256 of the name and of the passage, as the record has it."""


@dataclass(frozen=True)
class NameLookup:
    """The names of an article's sources, looked up in its passages."""

    found: Mapping[Keys, FoundName]
    """By source."""
    diagnostics: tuple[Diagnostic, ...]
    """The statements of which a source is named in none of their passages; one each."""


def look_up_names(article: Article, lookup: Lookup, entities: Entities) -> NameLookup:
    """Return which sources of an article are named in the passages that carry what they say, where these were found."""
    found: dict[Keys, FoundName] = {}
    missing: dict[Keys, list[NamedSource]] = {}
    for source in sources(article, entities):
        name = _found_name(article, source, lookup, entities)
        if name is not None:
            found[source.keys] = name
        elif all(keys in lookup.positions for keys in source.passages):  # a passage that was not found is one problem enough
            missing.setdefault(source.statement, []).append(source)
    return NameLookup(found, tuple(_unnamed(article, unnamed) for unnamed in missing.values()))


def _found_name(article: Article, source: NamedSource, lookup: Lookup, entities: Entities) -> FoundName | None:
    is_person = entities[source.entity].facts.kind == "person"
    for keys, passage in source.passages.items():
        for name in _names(article, source.entity, entities):
            if any(stands(name, words, is_person=is_person) for words in lookup.readings.get(keys, ())):
                return FoundName(lookup.positions[keys], _name_digest(passage_digest(passage), name))
    return None


def _names(article: Article, entity: str, entities: Entities) -> Iterator[str]:
    facts = article.facts
    return islice(names_of(entities[entity].facts, facts.spellings.get(entity, ()), facts.language), MAX_NAMES)


def _unnamed(article: Article, missing: Sequence[NamedSource]) -> Diagnostic:
    who = " or ".join(f"'{entity}'" for entity in dict.fromkeys(source.entity for source in missing))
    has_attribution = len(missing[0].passages) > 1
    where = "the evidence or the attribution" if has_attribution else "the evidence"
    widen = (
        "Widen one of the two" if has_attribution else "Widen 'evidence', or give 'attribution', the passage that names them"
    )
    message = f"no name of {who} stands in {where}"
    hint = f"{widen}; if the article calls them otherwise, add that to 'spellings'."
    return Diagnostic("E013", Location(article.file, missing[0].keys), message, hint)


def _name_digest(passage: str, name: str) -> str:
    """Return the SHA-256 of a name and of the passage that it stands in, which is given by its own; hexadecimal."""
    return hashlib.sha256(f"{passage}\n{normalise(name)}".encode()).hexdigest()


def recorded_sources(
    article: Article, record: PassageRecord, entities: Entities
) -> Iterator[tuple[NamedSource, VerifiedPassage | None, bool]]:
    """Yield every source that an article names, its entry in the record, and whether that is of what now stands there.

    It is where the archived text and the passage are the same, and the name that was found is still one of the source's.
    """
    archived = article.facts.archived
    for source in sources(article, entities):
        entry = record.get(passage_id(article, source.keys))
        is_current = entry is not None and archived is not None and entry.text == archived.sha256
        yield source, entry, is_current and _is_of(entry, article, source, entities)


def _is_of(entry: VerifiedPassage | None, article: Article, source: NamedSource, entities: Entities) -> bool:
    if entry is None:
        return False
    names = tuple(_names(article, source.entity, entities))
    passages = [passage_digest(passage) for passage in source.passages.values()]
    return any(entry.passage == _name_digest(passage, name) for passage in passages for name in names)


def attributed(article: Article, record: PassageRecord, entities: Entities) -> tuple[Keys, ...]:
    """Return the claims and events that name sources, and all of whose sources are recorded as named in their passages."""
    proved: dict[Keys, bool] = {}
    for source, _, is_current in recorded_sources(article, record, entities):
        proved[source.statement] = is_current and proved.get(source.statement, True)
    return tuple(statement for statement, is_proved in proved.items() if is_proved)
