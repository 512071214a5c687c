"""The connections between records, worked out once for all locales."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from briefings import prose
from briefings.cache import digest
from briefings.check.verification import Keys, proofs
from briefings.link.comparisons import Compared, compare
from briefings.link.origins import Count, article_strand, claim_strand, count
from briefings.link.statements import Statement, statements
from briefings.link.timeline import Happening, happenings, selected
from briefings.model.content import Article, Briefing, Content
from briefings.model.reference import Reference
from briefings.model.verification import Proof
from briefings.prose import Citation
from briefings.trace import note

Key = TypeVar("Key")
Value = TypeVar("Value")

MOST_RELATED = 5
"""Other articles that an article's page names."""
MOST_COMPARED = 200
"""Articles on one subject, the newest, that are looked at for it: keeps the work in proportion to the number of articles."""


class Mention(NamedTuple):
    """How an article speaks of an entity."""

    article: str
    says: tuple[str, ...]
    """Claims that the entity makes."""
    carries: tuple[str, ...]
    """Claims that came through the entity."""
    told_of: tuple[str, ...]
    """Claims that are about the entity."""


class Connections(Mapping[Key, Value]):
    """Connections of one kind; which of them are looked at is noted."""

    __slots__ = ("_found", "_name", "_names")

    def __init__(self, name: str, found: Mapping[Key, Value]) -> None:
        self._name = name
        self._found = found
        self._names: dict[object, str] = {}

    def __getitem__(self, key: Key) -> Value:
        self._note(key)
        return self._found[key]

    def get(self, key: Key, default: Any = None) -> Any:
        """Return the connections of one record, or what is given for one that has none."""
        self._note(key)
        return self._found.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return key in self._found

    def _note(self, key: object) -> None:
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = f"graph/{self._name}/{key}"
        note(name)

    def __iter__(self) -> Iterator[Key]:
        note(f"graph/{self._name}/")
        return iter(self._found)

    def __len__(self) -> int:
        note(f"graph/{self._name}/")
        return len(self._found)

    def __bool__(self) -> bool:
        note(f"graph/{self._name}?")
        return bool(self._found)


class Order(tuple[Value, ...]):
    """Connections in an order; that they are looked at is noted."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Value]:
        note("graph/timeline/")
        return super().__iter__()

    def __len__(self) -> int:
        note("graph/timeline/")
        return super().__len__()

    def __bool__(self) -> bool:
        note("graph/timeline?")
        return super().__len__() > 0


@dataclass(frozen=True)
class Graph:
    """Connections by id; lists are in the order in which pages show them."""

    citations: Mapping[str, tuple[Citation, ...]]
    """What each published briefing cites, in reading order, by briefing."""
    cited_by: Mapping[str, tuple[str, ...]]
    """Published briefings that cite an article, by article."""
    mentions: Mapping[str, tuple[Mention, ...]]
    """By entity."""
    briefings_on: Mapping[str, tuple[str, ...]]
    """Published briefings about an entity, by entity."""
    versions: Mapping[str, tuple[str, ...]]
    """Translations and reprints of an article that are here, by article."""
    related: Mapping[str, tuple[str, ...]]
    """Other articles about the same thing, the closest first, by article."""
    topic_articles: Mapping[str, tuple[str, ...]]
    topic_briefings: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, Count]
    """How many articles each published briefing cites, and which of them are independent sources, by briefing."""
    figures: Mapping[str, tuple[tuple[str, str], ...]]
    """Article and claim of each figure, those with the earliest date first and those without one last, by measure."""
    figure_sources: Mapping[str, Count]
    """How many articles put a number on a measure, and how many independent sources there are for it, by measure."""
    compared: Mapping[str, Mapping[Reference, Compared]]
    """What each figure is to the others on its measure, by measure and claim."""
    statements: Mapping[Reference, Statement]
    """The statement that each claim makes, by claim."""
    outlet_articles: Mapping[str, tuple[str, ...]]
    outlet_origins: Mapping[str, tuple[str, ...]]
    """Articles that go back to a text of an outlet, by outlet."""
    timeline: tuple[Happening, ...]
    """All that happened, in the order of time."""
    happening_of: Mapping[Reference, Happening]
    """What happened, by each event that tells of it."""
    briefing_timelines: Mapping[str, tuple[Happening, ...]]
    """What an article tells of that a published briefing cites, by briefing."""
    topic_timelines: Mapping[str, tuple[Happening, ...]]
    """What an article tells of that is filed under a topic, by topic."""
    entity_timelines: Mapping[str, tuple[Happening, ...]]
    """What an entity took part in, by entity."""
    proofs: Mapping[str, Mapping[Keys, Proof]]
    """What the record says of each passage, by article and keys; nothing of an article without an archived text."""

    def __post_init__(self) -> None:
        """Have all that is looked at noted."""
        for field in dataclasses.fields(self):
            found = getattr(self, field.name)
            noted = Order(found) if isinstance(found, tuple) else Connections(field.name, found)
            object.__setattr__(self, field.name, noted)


class GraphDigests:
    """Digests of connections by the names that are noted; in words, since equal ones may be other objects."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._told: dict[int, str] = {}
        self._fields: dict[str, Mapping[str, Any]] = {}

    def __call__(self, name: str) -> bytes:
        """Return the digest of what has a name; that of nothing where there is nothing."""
        _, field, *key = name.split("/", 2)
        if field.endswith("?"):
            return b"1" if getattr(self._graph, field[:-1]) else b""
        found = getattr(self._graph, field)
        if key and key[0]:
            found = self._by_name(field).get(key[0])
        return b"" if found is None else digest(self._words(found).encode())

    def _by_name(self, field: str) -> Mapping[str, Any]:
        if field not in self._fields:
            self._fields[field] = {str(key): value for key, value in getattr(self._graph, field).items()}
        return self._fields[field]

    def _words(self, value: object) -> str:
        if isinstance(value, Statement | Happening | Count):  # they stand in many places
            if id(value) not in self._told:
                self._told[id(value)] = repr(value)
            return self._told[id(value)]
        if isinstance(value, tuple):
            return f"({','.join(self._words(item) for item in value)})"
        if isinstance(value, Mapping):
            return f"{{{','.join(f'{key!r}:{self._words(item)}' for key, item in value.items())}}}"
        return repr(value)


Pairs = Iterable[tuple[str, str]]


def link(content: Content) -> Graph:
    """Return the connections of a checked content."""
    articles = newest_first(content.articles.values())
    briefings = [briefing for briefing in newest_briefings(content.briefings.values()) if briefing.facts.status == "published"]
    citations = {briefing.id: _citations(briefing) for briefing in briefings}
    figures = _figures(content)
    cited_by = _grouped((citation.article, briefing.id) for briefing in briefings for citation in citations[briefing.id])
    timeline = happenings(content.articles)
    return Graph(
        citations=citations,
        cited_by=cited_by,
        mentions=_mentions(articles),
        briefings_on=_grouped((entity, briefing.id) for briefing in briefings for entity in briefing.facts.entities),
        versions=_grouped((origin.of, article.id) for article in articles if (origin := article.facts.origin).of),
        related=_related(articles),
        topic_articles=_grouped((topic, article.id) for article in articles for topic in article.facts.topics),
        topic_briefings=_grouped((topic, briefing.id) for briefing in briefings for topic in briefing.facts.topics),
        sources={briefing: _sources(content, cited) for briefing, cited in citations.items()},
        figures=figures,
        figure_sources={
            measure: count(claim_strand(content.articles, article, claim) for article, claim in found)
            for measure, found in figures.items()
        },
        compared={measure: compare(content, measure, found) for measure, found in figures.items()},
        statements=statements(content.articles),
        outlet_articles=_grouped((article.facts.outlet, article.id) for article in articles if article.facts.outlet),
        outlet_origins=_grouped((origin.outlet, article.id) for article in articles if (origin := article.facts.origin).outlet),
        timeline=timeline,
        happening_of={member: happening for happening in timeline for member in happening.members},
        briefing_timelines=selected(timeline, lambda event: cited_by.get(event.article, ())),
        topic_timelines=selected(timeline, lambda event: content.articles[event.article].facts.topics),
        entity_timelines=selected(timeline, lambda event: content.articles[event.article].facts.events[event.id].entities),
        proofs={article.id: proofs(article, content.verified or {}) for article in articles},
    )


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """Return articles by the latest day on which they can have appeared; by id where that is the same or not known."""
    return sorted(articles, key=lambda article: (-_newest_day(article), article.id))


def newest_briefings(briefings: Iterable[Briefing]) -> list[Briefing]:
    """Return briefings by their date of publication, the newest first."""
    return sorted(briefings, key=lambda briefing: (-briefing.facts.published.last.toordinal(), briefing.id))


def _newest_day(article: Article) -> int:
    date = article.facts.published or article.facts.published_within
    if date is None:
        return 0
    # Where the end is open only the start is a fact.
    return (date.last if date.end else date.first).toordinal()


def _citations(briefing: Briefing) -> tuple[Citation, ...]:
    return tuple(citation for citation, _ in prose.citations(briefing.words[briefing.written_in].body))


def _sources(content: Content, cited: Iterable[Citation]) -> Count:
    articles = dict.fromkeys(citation.article for citation in cited)
    return count(article_strand(content.articles, article) for article in articles)


def _figures(content: Content) -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for article in content.articles.values():
        for claim_id, claim in article.facts.claims.items():
            if claim.figure is not None:
                date = claim.figure.as_of or claim.figure.period
                day = date.first.toordinal() if date else datetime.date.max.toordinal()
                found[claim.figure.measure].append((day, article.id, claim_id))
    return {measure: tuple((article, claim) for _, article, claim in sorted(rows)) for measure, rows in found.items()}


def _grouped(pairs: Pairs) -> Mapping[str, tuple[str, ...]]:
    """Return what stands second by what stands first, each once, in the order of their first meeting."""
    groups: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for first, second in pairs:
        groups[first][second] = None
    return {first: tuple(seconds) for first, seconds in groups.items()}


def _mentions(articles: Iterable[Article]) -> Mapping[str, tuple[Mention, ...]]:
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for article in articles:
        for entity in dict.fromkeys(_mentioned(article)):
            found[entity].append(_mention(article, entity))
    return {entity: tuple(mentions) for entity, mentions in found.items()}


def _mentioned(article: Article) -> Iterator[str]:
    facts = article.facts
    yield from facts.entities
    for claim in facts.claims.values():
        yield from claim.said_by
        yield from claim.through
        yield from claim.about
    for event in facts.events.values():
        yield from event.entities
    yield from facts.origin.via


def _mention(article: Article, entity: str) -> Mention:
    claims = article.facts.claims
    return Mention(
        article.id,
        says=tuple(claim_id for claim_id, claim in claims.items() if entity in claim.said_by),
        carries=tuple(claim_id for claim_id, claim in claims.items() if entity in claim.through),
        told_of=tuple(claim_id for claim_id, claim in claims.items() if entity in claim.about),
    )


def _related(articles: Iterable[Article]) -> Mapping[str, tuple[str, ...]]:
    subjects = {article.id: _subjects(article) for article in articles}
    about = _grouped((subject, article) for article, found in subjects.items() for subject in found)
    return {article: _closest(article, found, about) for article, found in subjects.items()}


def _subjects(article: Article) -> tuple[str, ...]:
    entities = dict.fromkeys(_mentioned(article))
    return (*entities, *(f"topic {topic}" for topic in article.facts.topics))


def _closest(article: str, subjects: Iterable[str], about: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    shared: Counter[str] = Counter()
    for subject in subjects:
        shared.update(about[subject][:MOST_COMPARED])
    del shared[article]
    return tuple(other for other, _ in shared.most_common(MOST_RELATED))
