"""The pages of entities, outlets, topics and measures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefings.link import Mention
from briefings.link.timeline import chronological, group
from briefings.localise.display_names import beginning
from briefings.model.content import Entity, Measure, Outlet, Topic
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext, SiteContext
from briefings.view.jsonld import described, entity_nodes, measure_nodes, outlet_reference, topic_reference
from briefings.view.layout import Page, downloads, page_layout
from briefings.view.pages.article_parts import Spelling
from briefings.view.shared.comparison import Comparison, comparison
from briefings.view.shared.figures import FigureView, figure_view
from briefings.view.shared.links import ArticleCard, BriefingCard, Link, article_cards, briefing_cards, event_link, record_link
from briefings.view.shared.statements import StatementView, statement_views, statements_of
from briefings.view.shared.timeline import Timeline, timeline


class OtherName(NamedTuple):
    """An entity's name in another language."""

    language: str
    """Names of the languages that have it, as a list in a sentence."""
    name: Text


class ReportedEvent(NamedTuple):
    """An event that an entity reports, or whose report it carries."""

    date: str
    event: Link
    """To the event on the page of the first of the articles, in words."""
    articles: tuple[ArticleCard, ...]
    """Those in which the entity does so."""


@dataclass(frozen=True, kw_only=True)
class EntityPage(Page):
    """A person, organisation or place."""

    name: Text
    """Its name as it is written, or what describes it where the articles do not name it."""
    kind: str
    """`person`, `organisation` or `place`."""
    summary: Text | None
    """What it is, in a sentence or two."""
    unnamed: bool
    """The articles do not name it."""
    other_names: tuple[OtherName, ...]
    spellings: tuple[Spelling, ...]
    """Its name as articles spell it, with the article."""
    briefings: tuple[BriefingCard, ...]
    """Briefings on it, the newest first."""
    says: tuple[StatementView, ...]
    """Statements that it makes."""
    carries: tuple[StatementView, ...]
    """Statements that it passes on."""
    reports: tuple[ReportedEvent, ...]
    """Events that it reports, in the order of time."""
    relays: tuple[ReportedEvent, ...]
    """Events whose report came through it, likewise."""
    said_about: tuple[StatementView, ...]
    """Statements that are about it."""
    articles: tuple[ArticleCard, ...]
    """Articles that mention it."""
    figures: tuple[FigureView, ...]
    """In claims that it makes or passes on, or that are about it."""
    timeline: Timeline
    """Events that it took part in, or that happened there."""


def entity_page(site: SiteContext, context: PageContext, entity: Entity) -> EntityPage:
    """Return the view of an entity."""
    edition = context.edition
    name, facts, graph = edition.name("entities", entity.id), entity.facts, edition.graph
    heading = beginning(name) if facts.unnamed else name  # a description: `A South Korean lawmaker`
    mentions = graph.mentions.get(entity.id, ())
    other_names = () if facts.unnamed else tuple(_other_names(site, context, entity))
    spellings = tuple(_spellings(context, entity, mentions))
    # What articles call somebody without a name is a description, too.
    known_as = (
        *(other.name.text for other in other_names),
        *(spelling.spelling.text for spelling in spellings if not facts.unnamed),
    )
    # Translators: Description of a page for search engines; %(name)s is a person, organisation or place.
    description = edition.messages.gettext("What the articles say about %(name)s.") % {"name": name.text}
    nodes, data = entity_nodes(context, entity, known_as), downloads(context, "entities", "claims", "events")
    return EntityPage(
        **page_layout(site, context, "entity.html", heading.text, description, "entities", subjects=nodes, data=data),
        name=heading,
        kind=facts.kind,
        summary=edition.optional_label(facts.description),
        unnamed=facts.unnamed,
        other_names=other_names,
        spellings=spellings,
        briefings=briefing_cards(context, graph.briefings_on.get(entity.id, ())),
        says=_statements(context, (Reference(mention.article, claim) for mention in mentions for claim in mention.says)),
        carries=_statements(context, (Reference(mention.article, claim) for mention in mentions for claim in mention.carries)),
        reports=_events(context, (Reference(mention.article, event) for mention in mentions for event in mention.reports)),
        relays=_events(context, (Reference(mention.article, event) for mention in mentions for event in mention.relays)),
        said_about=_statements(context, (Reference(mention.article, claim) for mention in mentions for claim in mention.about)),
        articles=article_cards(context, (mention.article for mention in mentions)),
        figures=tuple(_figures(context, mentions)),
        timeline=timeline(context, graph.entity_timelines.get(entity.id, ())),
    )


def _events(context: PageContext, events: Iterable[Reference]) -> tuple[ReportedEvent, ...]:
    """Return events of articles in the order of time, those that are merged as one."""
    merged = group((context.edition.graph.merged_event_of[event], event) for event in events)
    return tuple(
        ReportedEvent(
            date=context.edition.date(event.date),
            event=event_link(context, members[0]),
            articles=article_cards(context, dict.fromkeys(member.article for member in members)),
        )
        for event, members in sorted(merged.items(), key=lambda item: chronological(item[0]))
    )


def _figures(context: PageContext, mentions: Iterable[Mention]) -> Iterator[FigureView]:
    """Yield the figures in claims that the entity makes or passes on, or that are about it."""
    for mention in mentions:
        claims = context.edition.content.articles[mention.article].facts.claims
        for claim_id in dict.fromkeys((*mention.says, *mention.carries, *mention.about)):
            if claims[claim_id].figure:
                yield figure_view(context, Reference(mention.article, claim_id))


def _other_names(site: SiteContext, context: PageContext, entity: Entity) -> Iterator[OtherName]:
    """Yield the entity's names in the other editions' languages, each name once."""
    languages: dict[str, list[str]] = {}
    for locale, edition in site.editions.items():
        if locale != context.edition.locale and (locale in entity.facts.names or entity.facts.country):
            languages.setdefault(edition.name("entities", entity.id).text, []).append(locale)
    for name, locales in languages.items():
        yield OtherName(language=context.edition.formats.languages(locales, alone=True), name=Text(name, locales[0]))


def _spellings(context: PageContext, entity: Entity, mentions: Iterable[Mention]) -> Iterator[Spelling]:
    for mention in mentions:
        article = context.edition.content.articles[mention.article]
        for spelling in article.facts.spellings.get(entity.id, ()):
            yield Spelling(name=record_link(context, "articles", article.id), spelling=Text(spelling, article.facts.language))


def _statements(context: PageContext, claims: Iterable[Reference]) -> tuple[StatementView, ...]:
    """Return what claims state, each statement once."""
    return statement_views(context, statements_of(context, claims).values())


@dataclass(frozen=True, kw_only=True)
class OutletPage(Page):
    """An outlet."""

    name: Text
    summary: Text | None
    """What it is, in a sentence or two."""
    url: str | None
    """Address of its own site."""
    language: str | None
    """Name of the language that it publishes in."""
    country: str | None
    """Name of the country that it is in."""
    articles: tuple[ArticleCard, ...]
    """Articles that it published, the newest first."""
    origin_of: tuple[ArticleCard, ...]
    """Articles that go back to a text of it."""


def outlet_page(site: SiteContext, context: PageContext, outlet: Outlet) -> OutletPage:
    """Return the view of an outlet."""
    edition, facts = context.edition, outlet.facts
    # Translators: Description of a page for search engines; %(name)s is a newspaper, broadcaster or news site.
    description = edition.messages.gettext("What we know of %(name)s, and what we have read there.") % {"name": facts.name}
    nodes = described(context, outlet_reference(context, outlet.id), facts.description)
    data = downloads(context, "outlets", "articles")
    return OutletPage(
        **page_layout(site, context, "outlet.html", facts.name, description, "outlets", subjects=nodes, data=data),
        name=context.edition.name("outlets", outlet.id),
        summary=edition.optional_label(facts.description),
        url=facts.url,
        language=edition.formats.language(facts.language, alone=True) if facts.language else None,
        country=edition.formats.country(facts.country) if facts.country else None,
        articles=article_cards(context, edition.graph.outlet_articles.get(outlet.id, ())),
        origin_of=article_cards(context, edition.graph.outlet_origins.get(outlet.id, ())),
    )


@dataclass(frozen=True, kw_only=True)
class TopicPage(Page):
    """A topic."""

    name: Text
    summary: Text | None
    """What it is, in a sentence or two."""
    briefings: tuple[BriefingCard, ...]
    """Briefings on it, the newest first."""
    articles: tuple[ArticleCard, ...]
    """Articles on it, the newest first."""
    timeline: Timeline
    """Events in those articles."""


def topic_page(site: SiteContext, context: PageContext, topic: Topic) -> TopicPage:
    """Return the view of a topic."""
    edition = context.edition
    name, summary = edition.label(topic.facts.names), edition.optional_label(topic.facts.description)
    # Translators: Description of a page for search engines; %(name)s is a subject.
    description = edition.messages.gettext("Briefings and articles on the topic “%(name)s”.") % {"name": name.text}
    if summary and summary.lang == edition.locale:
        description = summary.text
    nodes = described(context, topic_reference(context, topic.id), topic.facts.description)
    data = downloads(context, "topics", "briefings", "articles")
    return TopicPage(
        **page_layout(site, context, "topic.html", name.text, description, "topics", subjects=nodes, data=data),
        name=name,
        summary=summary,
        briefings=briefing_cards(context, edition.graph.topic_briefings.get(topic.id, ())),
        articles=article_cards(context, edition.graph.topic_articles.get(topic.id, ())),
        timeline=timeline(context, edition.graph.topic_timelines.get(topic.id, ())),
    )


@dataclass(frozen=True, kw_only=True)
class MeasurePage(Page):
    """A measure, with every figure on it side by side."""

    name: Text
    comparison: Comparison | None
    """None where no article puts a number on it."""


def measure_page(site: SiteContext, context: PageContext, measure: Measure) -> MeasurePage:
    """Return the view of a measure."""
    edition, _ = context.edition, context.edition.messages.gettext
    name = edition.label(measure.facts.names)
    # Translators: Description of a page for search engines; %(name)s is a quantity, as “soldiers killed”.
    description = _("All figures on “%(name)s”, side by side, each with its date and its speaker.") % {"name": name.text}
    nodes, data = measure_nodes(context, measure, description), downloads(context, "figures", "measures")
    return MeasurePage(
        **page_layout(site, context, "measure.html", name.text, description, "figures", subjects=nodes, data=data),
        name=name,
        comparison=comparison(context, measure.id) if measure.id in edition.graph.figures else None,
    )
