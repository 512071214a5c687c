"""Records as they stand in lists."""

from collections.abc import Iterable
from typing import NamedTuple

from briefings import urls
from briefings.model.text import Text
from briefings.view.context import PageContext, memoized
from briefings.view.shared.links import Link, record_link

_ENTITY_KINDS = ("person", "organisation", "place")


class ArticleCard(NamedTuple):
    """An article in a list."""

    headline: Link
    """To its page."""
    outlet: str | None
    """Name of the outlet; None where it is not known."""
    language: str
    """The language's name."""
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
    return ArticleCard(
        headline=record_link(context, "articles", article_id),
        outlet=edition.content.outlets[facts.outlet].facts.name if facts.outlet else None,
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
    """Its first sentences."""
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


@memoized
def briefing_card(context: PageContext, briefing_id: str) -> BriefingCard:
    """Return a briefing as it stands in a list."""
    edition, sources = context.edition, context.edition.graph.sources[briefing_id]
    briefing = edition.content.briefings[briefing_id]
    words, locale = edition.words(briefing)
    title = record_link(context, "briefings", briefing_id)
    return BriefingCard(
        title=title,
        lede=Text(words.lede, locale),
        date=edition.date(briefing.facts.published),
        sources_href=f"{title.href}#{urls.SOURCES}",
        sources=sources.articles,
        independent=sources.independent,
        unknown=sources.unknown,
    )


def briefing_cards(context: PageContext, briefing_ids: Iterable[str]) -> tuple[BriefingCard, ...]:
    """Return briefings as they stand in a list."""
    return tuple(briefing_card(context, briefing_id) for briefing_id in briefing_ids)


class EntityGroup(NamedTuple):
    """Entities of one kind."""

    kind: str
    """`person`, `organisation` or `place`."""
    entities: tuple[Link, ...]
    """In the order of their names."""


def entity_groups(context: PageContext, entity_ids: Iterable[str]) -> tuple[EntityGroup, ...]:
    """Return entities by kind, in the order of their names."""
    entities = context.edition.content.entities
    links = [(entities[entity_id].facts.kind, record_link(context, "entities", entity_id)) for entity_id in entity_ids]
    links.sort(key=lambda pair: pair[1].text.text.casefold())
    groups = ((kind, tuple(link for own_kind, link in links if own_kind == kind)) for kind in _ENTITY_KINDS)
    return tuple(EntityGroup(kind=kind, entities=members) for kind, members in groups if members)


def listed_languages(context: PageContext, article_ids: Iterable[str]) -> str:
    """Return the languages of articles as a list in a sentence."""
    articles, formats = context.edition.content.articles, context.edition.formats
    tags = dict.fromkeys(articles[article_id].facts.language for article_id in article_ids)
    return formats.listed(formats.language(tag) for tag in tags)
