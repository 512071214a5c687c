"""A topic's page."""

from __future__ import annotations

from dataclasses import dataclass

from briefings import urls
from briefings.model.content import Topic
from briefings.model.text import Text
from briefings.view.context import PageContext, SiteContext
from briefings.view.jsonld.records import topic_nodes
from briefings.view.layout import Page, page_layout
from briefings.view.shared.cards import ArticleCard, BriefingCard, article_cards, briefing_cards
from briefings.view.shared.downloads import downloads
from briefings.view.shared.links import breadcrumbs
from briefings.view.shared.timeline import Timeline, timeline


@dataclass(frozen=True, kw_only=True)
class TopicPage(Page):
    """A topic."""

    name: Text
    """Its name."""
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
    _ = edition.messages.gettext
    name, summary = edition.label(topic.facts.names), edition.optional_label(topic.facts.description)
    return TopicPage(
        **page_layout(
            site,
            context,
            template="topic.html",
            title=name.text,
            description=summary.text
            if summary and summary.lang == edition.locale
            else _("Briefings and articles on the topic “%(name)s”.") % {"name": name.text},
            path_in=lambda locale: urls.record(locale, "topics", topic.id),
            breadcrumbs=breadcrumbs(context, _("Topics"), "topics"),
            subjects=topic_nodes(context, topic),
            data=downloads(context, "topics", "briefings", "articles"),
        ),
        name=name,
        summary=summary,
        briefings=briefing_cards(context, edition.graph.topic_briefings.get(topic.id, ())),
        articles=article_cards(context, edition.graph.topic_articles.get(topic.id, ())),
        timeline=timeline(context, edition.graph.topic_timelines.get(topic.id, ())),
    )
