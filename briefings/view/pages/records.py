"""The pages of entities, outlets, topics and measures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefings.link import Mention
from briefings.link.timeline import chronological, group
from briefings.localise.display_names import beginning
from briefings.model.codes import is_region
from briefings.model.content import Entity, Measure, Outlet, Topic
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext, SiteContext
from briefings.view.jsonld import entity_nodes, measure_nodes, outlet_nodes, topic_nodes
from briefings.view.layout import Page, downloads, page_layout
from briefings.view.pages.article_parts import Spelling
from briefings.view.shared.comparison import Comparison, comparison
from briefings.view.shared.figures import FigureView, figure_view
from briefings.view.shared.links import (
    AgentView,
    ArticleCard,
    BriefingCard,
    Link,
    agents,
    article_cards,
    briefing_cards,
    event_link,
    links_by_name,
    record_link,
    record_links,
)
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


class Alias(NamedTuple):
    """Another name of an entity."""

    name: Text
    language: str | None
    """Name of its language; None where that is the page's."""


@dataclass(frozen=True, kw_only=True)
class EntityPage(Page):
    """A person, an organisation, a place, or whatever else articles are about."""

    name: Text
    """Its name as it is written, or what describes it where the articles do not name it."""
    kind: str
    """A kind of entity, as in the content."""
    summary: Text | None
    """What it is, in a sentence or two."""
    unnamed: bool
    """The articles do not name it."""
    other_names: tuple[OtherName, ...]
    """Its name in the languages of the other editions."""
    aliases: tuple[Alias, ...]
    """What it is also called."""
    part_of: Link | None
    """What it is a part of."""
    parts: tuple[Link, ...]
    """Its own parts, in the order of their names."""
    outlets: tuple[Link, ...]
    """Those that it owns, likewise."""
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
    written: tuple[ArticleCard, ...]
    """Articles that it is an author of."""
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
    aliases = tuple(_aliases(context, entity))
    # What articles call somebody without a name is a description, too.
    known_as = (
        *(other.name.text for other in other_names),
        *(alias.name.text for alias in aliases),
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
        aliases=aliases,
        part_of=record_link(context, "entities", facts.part_of) if facts.part_of else None,
        parts=links_by_name(context, "entities", graph.parts.get(entity.id, ())),
        outlets=links_by_name(context, "outlets", graph.owned_by.get(entity.id, ())),
        spellings=spellings,
        briefings=briefing_cards(context, graph.briefings_on.get(entity.id, ())),
        says=_statements(context, (Reference(mention.article, claim) for mention in mentions for claim in mention.says)),
        carries=_statements(context, (Reference(mention.article, claim) for mention in mentions for claim in mention.carries)),
        reports=_events(context, (Reference(mention.article, event) for mention in mentions for event in mention.reports)),
        relays=_events(context, (Reference(mention.article, event) for mention in mentions for event in mention.relays)),
        said_about=_statements(context, (Reference(mention.article, claim) for mention in mentions for claim in mention.about)),
        articles=article_cards(context, (mention.article for mention in mentions)),
        written=article_cards(context, graph.written_by.get(entity.id, ())),
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


def _aliases(context: PageContext, entity: Entity) -> Iterator[Alias]:
    """Yield the entity's aliases: those in the page's own language first."""
    own = context.edition.locale
    for tag in sorted(entity.facts.aliases, key=lambda tag: tag != own):
        language = None if tag == own else context.edition.formats.language(tag)
        yield from (Alias(name=Text(alias, tag), language=language) for alias in dict.fromkeys(entity.facts.aliases[tag]))


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
    other_names: tuple[Alias, ...]
    """Its name in other languages or scripts."""
    kind: str | None
    """A kind of outlet, as in the content; None where it is not known."""
    owner: AgentView | None
    summary: Text | None
    """What it is, in a sentence or two."""
    url: str | None
    """Address of its own site."""
    other_urls: tuple[str, ...]
    """Its further addresses."""
    language: str | None
    """Name of the language that it publishes in."""
    countries: tuple[str, ...]
    """Names of the countries or regions that it is in."""
    is_in_region: bool
    """One of them is no country."""
    articles: tuple[ArticleCard, ...]
    """Articles that it published, the newest first."""
    origin_of: tuple[ArticleCard, ...]
    """Articles that go back to a text of it."""


def outlet_page(site: SiteContext, context: PageContext, outlet: Outlet) -> OutletPage:
    """Return the view of an outlet."""
    edition, facts = context.edition, outlet.facts
    name = edition.name("outlets", outlet.id)
    # Translators: Description of a page for search engines; %(name)s is a newspaper, broadcaster or news site.
    description = edition.messages.gettext("What we know of %(name)s, and what we have read there.") % {"name": name.text}
    other_names = tuple(_other_names_of_outlet(context, outlet, name))
    nodes = outlet_nodes(context, outlet, (other.name.text for other in other_names))
    data = downloads(context, "outlets", "articles")
    return OutletPage(
        **page_layout(site, context, "outlet.html", name.text, description, "outlets", subjects=nodes, data=data),
        name=name,
        other_names=other_names,
        kind=facts.kind,
        owner=agents(context, (facts.owner,))[0] if facts.owner else None,
        summary=edition.optional_label(facts.description),
        url=facts.url,
        other_urls=facts.other_urls,
        language=edition.formats.language(facts.language, alone=True) if facts.language else None,
        countries=tuple(_place_name(context, code) for code in facts.places),
        is_in_region=any(map(is_region, facts.places)),
        articles=article_cards(context, edition.graph.outlet_articles.get(outlet.id, ())),
        origin_of=article_cards(context, edition.graph.outlet_origins.get(outlet.id, ())),
    )


def _place_name(context: PageContext, code: str) -> str:
    """Return the name of a country; that of a region begins as an entry of a list does: `World`."""
    name = context.text(context.edition.formats.country(code))
    return beginning(name).text if is_region(code) else name.text


def _other_names_of_outlet(context: PageContext, outlet: Outlet, shown: Text) -> Iterator[Alias]:
    """Yield the names of an outlet but the one that its page has for a heading, each once."""
    edition, facts = context.edition, outlet.facts
    named = [(facts.language or edition.locale, facts.name), *facts.names.items()]
    for name, tag in dict.fromkeys((name, tag) for tag, name in named if name != shown.text):
        yield Alias(name=Text(name, tag), language=None if tag == edition.locale else edition.formats.language(tag))


@dataclass(frozen=True, kw_only=True)
class TopicPage(Page):
    """A topic."""

    name: Text
    broader: tuple[Link, ...]
    """The topics that it is a part of, the broadest first."""
    narrower: tuple[Link, ...]
    """Its parts, in the order of their names; what is filed under them is on its own page as well."""
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
    nodes, data = topic_nodes(context, topic), downloads(context, "topics", "briefings", "articles")
    broader = record_links(context, "topics", edition.graph.broader_topics.get(topic.id, ()))
    return TopicPage(
        **page_layout(site, context, "topic.html", name.text, description, "topics", above=broader, subjects=nodes, data=data),
        name=name,
        broader=broader,
        narrower=links_by_name(context, "topics", edition.graph.narrower_topics.get(topic.id, ())),
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
