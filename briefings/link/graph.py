"""The connections between records, worked out once for all locales."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefings import markup
from briefings.evidence.attributions import attributed
from briefings.evidence.passages import Keys, proofs
from briefings.link.origins import SourceCount, article_provenance, claim_provenance, count_sources
from briefings.link.statements import Compared, Statement, compare_figures, statements
from briefings.link.timeline import MergedEvent, group, group_events, merge_events
from briefings.markup import Citation
from briefings.model.content import Article, Briefing, Content, Topic
from briefings.model.edtf import EARLIEST, LATEST, Day
from briefings.model.evidence import Proof
from briefings.model.reference import Reference

MAX_RELATED = 5
"""How many related articles an article has."""
MAX_COMPARED = 200
"""How many articles of one subject, the newest, can be related to another: keeps the time linear in the number of articles."""


class Mention(NamedTuple):
    """The claims and events of one article that an entity has a part in; whose events it takes part in, its timeline says."""

    article: str
    says: tuple[str, ...]
    """Claims that the entity makes."""
    carries: tuple[str, ...]
    """Claims that came through the entity."""
    about: tuple[str, ...]
    """Claims that are about the entity."""
    reports: tuple[str, ...] = ()
    """Events that the entity reports."""
    relays: tuple[str, ...] = ()
    """Events whose report came through the entity."""


@dataclass(frozen=True)
class Graph:
    """The connections between records, by id; tuples are in the order in which pages show them."""

    citations: Mapping[str, tuple[Citation, ...]]
    """What each published briefing cites, in reading order, by briefing."""
    cited_by: Mapping[str, tuple[str, ...]]
    """Published briefings that cite an article, by article."""
    mentions: Mapping[str, tuple[Mention, ...]]
    """By entity."""
    briefings_on: Mapping[str, tuple[str, ...]]
    """Published briefings about an entity, by entity."""
    written_by: Mapping[str, tuple[str, ...]]
    """Articles that an entity is an author of, by entity."""
    parts: Mapping[str, tuple[str, ...]]
    """The parts of an entity, by entity."""
    owned_by: Mapping[str, tuple[str, ...]]
    """Outlets that an entity owns, by entity."""
    versions: Mapping[str, tuple[str, ...]]
    """The translations and reprints of an article, by article."""
    related: Mapping[str, tuple[str, ...]]
    """Other articles that share entities or topics with an article, those that share most first, by published article."""
    broader_topics: Mapping[str, tuple[str, ...]]
    """The topics that a topic is a part of, the broadest first, by topic."""
    narrower_topics: Mapping[str, tuple[str, ...]]
    """The parts of a topic, by topic."""
    topic_articles: Mapping[str, tuple[str, ...]]
    """Articles under a topic or one of its parts, by topic; likewise below."""
    topic_briefings: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, SourceCount]
    """How many articles each published briefing cites, and which of them are independent sources, by briefing."""
    figures: Mapping[str, tuple[Reference, ...]]
    """The claim of each figure, those with the earliest date first and those without one last, by measure."""
    figure_sources: Mapping[str, SourceCount]
    """How many articles put a number on a measure, and how many independent sources there are for it, by measure."""
    compared: Mapping[str, Mapping[Reference, Compared]]
    """How each figure relates to the others on its measure, by measure and claim."""
    statements: Mapping[Reference, Statement]
    """The statement that each claim makes, by claim."""
    outlet_articles: Mapping[str, tuple[str, ...]]
    """Articles that an outlet published, alone or with others, by outlet."""
    outlet_origins: Mapping[str, tuple[str, ...]]
    """Articles that go back to a text of an outlet, by outlet."""
    timeline: Mapping[Reference, MergedEvent]
    """All merged events in chronological order, each by its first member."""
    merged_event_of: Mapping[Reference, MergedEvent]
    """The merged event that each article's event is part of, by that event."""
    briefing_timelines: Mapping[str, tuple[MergedEvent, ...]]
    """Merged events that an article reports which a published briefing cites, by briefing."""
    topic_timelines: Mapping[str, tuple[MergedEvent, ...]]
    """Merged events that an article reports which is filed under a topic or one of its parts, by topic."""
    entity_timelines: Mapping[str, tuple[MergedEvent, ...]]
    """Merged events that an entity took part in, by entity."""
    proofs: Mapping[str, Mapping[Keys, Proof]]
    """The proof of each passage by the record, by article and keys; none of an article without an archived text."""
    attributed: Mapping[str, tuple[Keys, ...]]
    """Claims and events that name sources, all of whom the record says are named in their passages, by article."""


def link(content: Content) -> Graph:
    """Return the graph of a checked content; no draft is in it."""
    published = {article.id: article for article in content.articles.values() if article.facts.status == "published"}
    articles = newest_first(published.values())
    briefings = [briefing for briefing in newest_briefings(content.briefings.values()) if briefing.facts.status == "published"]
    citations = {briefing.id: _citations(briefing) for briefing in briefings}
    figures = _figures(articles)
    cited_by = group((citation.article, briefing.id) for briefing in briefings for citation in citations[briefing.id])
    timeline = merge_events(published, content.entities)
    broader = {topic: found for topic in content.topics if (found := _broader(content.topics, topic))}

    def topics_of(record: Article | Briefing) -> Iterator[str]:
        for topic in record.facts.topics:
            yield from (topic, *broader.get(topic, ()))

    return Graph(
        citations=citations,
        cited_by=cited_by,
        mentions=group((name, _mention(article, name)) for article in articles for name in dict.fromkeys(_mentioned(article))),
        briefings_on=group((entity, briefing.id) for briefing in briefings for entity in briefing.facts.entities),
        versions=group((origin.of, article.id) for article in articles if (origin := article.facts.origin).of),
        related=_related(articles),
        written_by=group((entity, article.id) for article in articles for entity in _authors(article)),
        parts=group((whole, entity.id) for entity in content.entities.values() if (whole := entity.facts.part_of)),
        owned_by=group(
            (owner.entity, outlet.id)
            for outlet in content.outlets.values()
            if (owner := outlet.facts.owner) is not None and owner.entity is not None
        ),
        broader_topics=broader,
        narrower_topics=group((above[-1], topic) for topic, above in broader.items()),
        topic_articles=group((topic, article.id) for article in articles for topic in topics_of(article)),
        topic_briefings=group((topic, briefing.id) for briefing in briefings for topic in topics_of(briefing)),
        sources={briefing: _sources(content, cited) for briefing, cited in citations.items()},
        figures=figures,
        figure_sources={
            measure: count_sources(claim_provenance(content.articles, content.entities, *claim) for claim in claims)
            for measure, claims in figures.items()
        },
        compared={measure: compare_figures(content, measure, claims) for measure, claims in figures.items()},
        statements=statements(published, content.entities),
        outlet_articles=group((outlet, article.id) for article in articles for outlet in article.facts.outlets),
        outlet_origins=group((origin.outlet, article.id) for article in articles if (origin := article.facts.origin).outlet),
        timeline={event.members[0]: event for event in timeline},
        merged_event_of={member: event for event in timeline for member in event.members},
        briefing_timelines=group_events(timeline, lambda event: cited_by.get(event.article, ())),
        topic_timelines=group_events(timeline, lambda event: topics_of(content.articles[event.article])),
        entity_timelines=group_events(timeline, lambda event: content.articles[event.article].facts.events[event.id].entities),
        proofs={article.id: proofs(article, content.verified or {}) for article in articles},
        attributed={article.id: attributed(article, content.verified or {}, content.entities) for article in articles},
    )


def _broader(topics: Mapping[str, Topic], topic_id: str) -> tuple[str, ...]:
    """Return the topics that one is a part of, the broadest first, as far as they are there and no circle."""
    found: list[str] = []
    above = topics[topic_id].facts.broader
    while above is not None and above in topics and above not in (topic_id, *found):
        found.insert(0, above)
        above = topics[above].facts.broader
    return tuple(found)


def _authors(article: Article) -> Iterator[str]:
    """Yield the authors of an article that are entities."""
    return (author.entity for author in article.facts.authors if author.entity)


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """Return articles sorted by the latest day on which they can have appeared, newest first; then by id."""
    return sorted(articles, key=lambda article: (-_newest_day(article), article.id))


def newest_briefings(briefings: Iterable[Briefing]) -> list[Briefing]:
    """Return briefings sorted by their date of publication, newest first; then by id."""
    return sorted(briefings, key=lambda briefing: (-briefing.facts.published.last.ordinal, briefing.id))


def _newest_day(article: Article) -> int:
    date = article.facts.published or article.facts.published_within
    if date is None:
        return EARLIEST.ordinal
    # An open end is unknown, so the start is the only day to sort by.
    return (date.last if date.end else date.first).ordinal


def _citations(briefing: Briefing) -> tuple[Citation, ...]:
    return tuple(citation for citation, _ in markup.find_citations(briefing.texts[briefing.written_in].body))


def _sources(content: Content, cited: Iterable[Citation]) -> SourceCount:
    articles = dict.fromkeys(citation.article for citation in cited)
    return count_sources(article_provenance(content.articles, content.entities, article) for article in articles)


def _figures(articles: Iterable[Article]) -> Mapping[str, tuple[Reference, ...]]:
    found: list[tuple[Day, Reference, str]] = []
    for article in articles:
        for claim_id, claim in article.facts.claims.items():
            if figure := claim.figure:
                date = figure.as_of or figure.period
                found.append((date.place if date else LATEST, Reference(article.id, claim_id), figure.measure))
    return group((measure, claim) for _, claim, measure in sorted(found))


def _mentioned(article: Article) -> Iterator[str]:
    facts = article.facts
    yield from facts.entities
    for claim in facts.claims.values():
        yield from claim.said_by
        yield from claim.through
        yield from claim.about
    for event in facts.events.values():
        yield from event.said_by
        yield from event.through
        yield from event.entities
    yield from facts.origin.via


def _mention(article: Article, entity: str) -> Mention:
    claims, events = article.facts.claims, article.facts.events
    return Mention(
        article.id,
        says=tuple(claim_id for claim_id, claim in claims.items() if entity in claim.said_by),
        carries=tuple(claim_id for claim_id, claim in claims.items() if entity in claim.through),
        about=tuple(claim_id for claim_id, claim in claims.items() if entity in claim.about),
        reports=tuple(event_id for event_id, event in events.items() if entity in event.said_by),
        relays=tuple(event_id for event_id, event in events.items() if entity in event.through),
    )


def _related(articles: Iterable[Article]) -> Mapping[str, tuple[str, ...]]:
    subjects = {
        article.id: (*dict.fromkeys(_mentioned(article)), *(f"topic {topic}" for topic in article.facts.topics))
        for article in articles
    }
    about = group((subject, article) for article, found in subjects.items() for subject in found)
    return {article: _closest(article, found, about) for article, found in subjects.items()}


def _closest(article: str, subjects: Iterable[str], about: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    shared: Counter[str] = Counter()
    for subject in subjects:
        shared.update(about[subject][:MAX_COMPARED])
    del shared[article]
    return tuple(other for other, _ in shared.most_common(MAX_RELATED))
