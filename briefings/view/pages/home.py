"""An edition's front page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from briefings import urls
from briefings.link.graph import newest_briefings, newest_first
from briefings.model.text import Text
from briefings.view.context import PageContext, SiteContext
from briefings.view.jsonld.records import website_nodes
from briefings.view.layout import Page, page_layout
from briefings.view.shared.cards import (
    ArticleCard,
    BriefingCard,
    EntityGroup,
    article_cards,
    briefing_cards,
    entity_groups,
    listed_languages,
)
from briefings.view.shared.downloads import downloads
from briefings.view.shared.links import Link, measure_link, outlet_link, topic_links
from briefings.view.shared.timeline import timeline_link

MOST_BRIEFINGS = 12
MOST_ARTICLES = 20
MOST_ENTITIES = 60
"""Entities that the front page names, those met in the most articles."""


class TopicCard(NamedTuple):
    """A topic in a list."""

    name: Link
    """To its page."""
    description: Text | None
    """What it is, in a sentence or two."""


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """An edition's front page."""

    briefings: tuple[BriefingCard, ...]
    """The newest."""
    articles: tuple[ArticleCard, ...]
    """The newest."""
    languages: str
    """Languages of the articles, as a list in a sentence."""
    topics: tuple[TopicCard, ...]
    """All topics."""
    entities: tuple[EntityGroup, ...]
    """Those that the most articles mention."""
    measures: tuple[Link, ...]
    """Those that articles put a number on."""
    outlets: tuple[Link, ...]
    """All outlets."""
    timeline: Link
    """To the timeline of the edition."""
    events: int
    """Entries in the timeline."""
    gaps: Link | None
    """To the statements that rest on a single origin; None where nothing is claimed."""


def home_page(site: SiteContext, context: PageContext) -> HomePage:
    """Return the view of an edition's front page."""
    edition = context.edition
    _ = edition.messages.gettext
    content, graph = edition.content, edition.graph
    description = _("What articles in many languages say, who says it and where it comes from.")
    articles = [article.id for article in newest_first(content.articles.values())]
    briefings = [briefing.id for briefing in newest_briefings(content.briefings.values()) if briefing.id in graph.citations]
    entities = sorted(graph.mentions, key=lambda entity: (-len(graph.mentions[entity]), entity))
    return HomePage(
        **page_layout(
            site,
            context,
            template="home.html",
            title=site.settings.site_name,
            description=description,
            path_in=urls.home,
            default_path=urls.CHOOSER,
            subjects=website_nodes(site.settings, description),
            data=downloads(context, *urls.DATA_KINDS),
        ),
        briefings=briefing_cards(context, briefings[:MOST_BRIEFINGS]),
        articles=article_cards(context, articles[:MOST_ARTICLES]),
        languages=listed_languages(context, articles),
        topics=tuple(
            TopicCard(name=link, description=edition.optional_label(content.topics[topic].facts.description))
            for topic, link in zip(content.topics, topic_links(context, content.topics), strict=True)
        ),
        entities=entity_groups(context, entities[:MOST_ENTITIES]),
        measures=tuple(measure_link(context, measure) for measure in content.measures if measure in graph.figures),
        outlets=tuple(outlet_link(context, outlet) for outlet in content.outlets),
        timeline=timeline_link(context),
        events=len(graph.timeline),
        gaps=_gaps_link(context) if graph.statements else None,
    )


def _gaps_link(context: PageContext) -> Link:
    text = context.edition.messages.gettext("Statements that rest on a single origin")
    return Link(text=context.text(text), href=context.href(urls.page(context.edition.locale, "gaps")))
