"""How records stand on the pages of others: as links, as cards in lists, and as sources that are counted."""

from collections.abc import Iterable
from typing import NamedTuple, get_args

from briefings import urls
from briefings.link.origins import SourceCount
from briefings.model.records import Agent, EntityKind
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext, memoized


class Link(NamedTuple):
    """A text that leads somewhere."""

    text: Text
    href: str
    """Where it leads, as an `href` takes it."""
    hreflang: str | None = None
    """Language of the page it leads to, where that is in another edition."""


@memoized
def record_link(context: PageContext, kind: urls.Kind, record_id: str) -> Link:
    """Return a link to a record's page under its name: in this edition, or in the one that has it."""
    path = context.edition.path_of(kind, record_id)
    locale = path.partition("/")[0]
    hreflang = locale if locale != context.edition.locale else None
    return Link(text=context.edition.name(kind, record_id), href=context.href(path), hreflang=hreflang)


def record_links(context: PageContext, kind: urls.Kind, record_ids: Iterable[str]) -> tuple[Link, ...]:
    """Return links to records of a kind under their names."""
    return tuple(record_link(context, kind, record_id) for record_id in record_ids)


def links_by_name(context: PageContext, kind: urls.Kind, record_ids: Iterable[str]) -> tuple[Link, ...]:
    """Return links to records of a kind in the order of their names."""
    return tuple(context.edition.by_name(record_links(context, kind, record_ids), lambda link: link.text))


def claim_link(context: PageContext, claim: Reference, text: Text) -> Link:
    """Return a link to a claim on the page of its article, which is not the page that shows the link."""
    article = record_link(context, "articles", claim.article)
    return Link(text=text, href=f"{article.href}#{urls.anchor('claim', claim.id)}", hreflang=article.hreflang)


def event_link(context: PageContext, event: Reference) -> Link:
    """Return a link to an event, in words, on the page of its article, which is not the page that shows the link."""
    article = record_link(context, "articles", event.article)
    text, locale = context.edition.text_of(context.edition.content.articles[event.article])
    href = f"{article.href}#{urls.anchor('event', event.id)}"
    return Link(text=Text(text.events[event.id], locale), href=href, hreflang=article.hreflang)


def claim_text(context: PageContext, claim: Reference) -> Text:
    """Return a claim in words."""
    text, locale = context.edition.text_of(context.edition.content.articles[claim.article])
    return Text(text.claims[claim.id], locale)


def page_link(context: PageContext, text: str, path: str) -> Link:
    """Return a link to a page of the edition that is no record's, under a text in its language."""
    return Link(text=context.text(text), href=context.href(path))


class AgentView(NamedTuple):
    """Who wrote or owns something, in a list in a sentence."""

    before: str
    """What stands between the one before it and this one; nothing before the first."""
    name: Text
    """As printed, or the name of the entity."""
    link: Link | None
    """To the entity, under that name."""


def agents(context: PageContext, named: Iterable[Agent]) -> tuple[AgentView, ...]:
    """Return who wrote or owns something, as a list in a sentence."""
    found = list(named)
    before = ("", *context.edition.formats.separators(len(found)))
    return tuple(_agent(context, agent, between) for agent, between in zip(found, before, strict=False))


def _agent(context: PageContext, agent: Agent, before: str) -> AgentView:
    link = record_link(context, "entities", agent.entity) if agent.entity else None
    if link is not None and agent.name is not None:
        link = link._replace(text=context.text(agent.name))
    return AgentView(before=before, name=link.text if link else context.text(agent.name or ""), link=link)


class ArticleCard(NamedTuple):
    """An article in a list."""

    headline: Link
    """To its page."""
    outlet: str | None
    """Name of the outlet, or names of those that published it together; None where it is not known."""
    language: str
    language_tag: str
    """BCP 47 tag of the language."""
    date: str | None
    """When it appeared, or the limits of when it can have; None where nothing is known of it."""
    version: str | None
    """`translation` or `reprint`, where it is one."""


@memoized
def article_card(context: PageContext, article_id: str) -> ArticleCard:
    """Return an article as it stands in a list."""
    edition, facts = context.edition, context.edition.content.articles[article_id].facts
    limits = edition.limits(facts.published_within) if facts.published_within else None
    outlets = [edition.name("outlets", outlet).text for outlet in facts.outlets]
    return ArticleCard(
        headline=record_link(context, "articles", article_id),
        outlet=edition.formats.listed(outlets) if outlets else None,
        language=edition.formats.language(facts.language),
        language_tag=facts.language,
        date=edition.date(facts.published) if facts.published else limits,
        version=facts.origin.kind if facts.origin.kind in ("translation", "reprint") else None,
    )


def article_cards(context: PageContext, article_ids: Iterable[str]) -> tuple[ArticleCard, ...]:
    """Return articles as they stand in a list."""
    return tuple(article_card(context, article_id) for article_id in article_ids)


class BriefingCard(NamedTuple):
    """A briefing in a list."""

    title: Link
    """To its page."""
    lede: Text
    date: str
    """When it was published."""
    sources_href: str
    """Link to its list of sources, with the reasons for their count."""
    sources: int
    """Articles that it cites."""
    independent: int
    """Sources among them that are independent of each other."""
    unknown: int
    """Sources among them of which nothing is known."""
    inferred: int
    """Sources among the independent ones that we only conclude."""


@memoized
def briefing_card(context: PageContext, briefing_id: str) -> BriefingCard:
    """Return a briefing as it stands in a list."""
    edition, sources = context.edition, context.edition.graph.sources[briefing_id]
    briefing = edition.content.briefings[briefing_id]
    text, locale = edition.text_of(briefing)
    title = record_link(context, "briefings", briefing_id)
    return BriefingCard(
        title=title,
        lede=Text(text.lede, locale),
        date=edition.date(briefing.facts.published),
        sources_href=f"{title.href}#{urls.SOURCES}",
        sources=sources.articles,
        independent=sources.independent,
        unknown=sources.unknown_articles,
        inferred=sources.inferred,
    )


def briefing_cards(context: PageContext, briefing_ids: Iterable[str]) -> tuple[BriefingCard, ...]:
    """Return briefings as they stand in a list."""
    return tuple(briefing_card(context, briefing_id) for briefing_id in briefing_ids)


class EntityGroup(NamedTuple):
    """Entities of one kind."""

    kind: str
    """A kind of entity, as in the content."""
    entities: tuple[Link, ...]
    """In the order of their names."""


def entity_groups(context: PageContext, entity_ids: Iterable[str]) -> tuple[EntityGroup, ...]:
    """Return entities by kind, in the order of their names."""
    entities = context.edition.content.entities
    by_kind: dict[str, list[str]] = {kind: [] for kind in get_args(EntityKind)}
    for entity_id in entity_ids:
        by_kind[entities[entity_id].facts.kind].append(entity_id)
    groups = ((kind, links_by_name(context, "entities", members)) for kind, members in by_kind.items() if members)
    return tuple(EntityGroup(kind=kind, entities=members) for kind, members in groups)


def listed_languages(context: PageContext, article_ids: Iterable[str], alone: bool = False) -> str:
    """Return the languages of articles as a list in a sentence, or as one that stands `alone`."""
    articles, formats = context.edition.content.articles, context.edition.formats
    return formats.languages(dict.fromkeys(articles[article_id].facts.language for article_id in article_ids), alone)


class SourceGroup(NamedTuple):
    """Articles that count as one source."""

    articles: tuple[Link, ...]
    """Each under its headline."""
    shared: tuple[Link, ...]
    """What they share: the original among them, an agency, an outlet. Empty for a single article."""
    is_known: bool
    """False where nothing is known of where they have it from; then they are not counted as independent."""
    is_inferred: bool
    """We only conclude where they have it from."""


class SourceCountView(NamedTuple):
    """How many articles, and how many of them independent, with the reasons."""

    articles: int
    """All of them."""
    independent: int
    """Sources that are independent of each other."""
    unknown: int
    """Sources of which nothing is known."""
    inferred: int
    """Sources among the independent ones that we only conclude."""
    groups: tuple[SourceGroup, ...]


@memoized
def source_count(context: PageContext, count: SourceCount) -> SourceCountView:
    """Return a count of sources with what each of them rests on."""
    groups = (
        SourceGroup(
            articles=record_links(context, "articles", source.articles),
            shared=tuple(record_link(context, *ancestor) for ancestor in source.shared),
            is_known=source.is_known,
            is_inferred=source.is_inferred,
        )
        for source in count.sources
    )
    return SourceCountView(count.articles, count.independent, count.unknown_articles, count.inferred, tuple(groups))
