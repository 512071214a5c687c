"""A topic's page."""

from __future__ import annotations

from briefings import urls
from briefings.model.content import Topic
from briefings.view import linked_records
from briefings.view.cards import article_cards, briefing_cards
from briefings.view.data import data_offer
from briefings.view.frame import Here, Site, frame
from briefings.view.timeline import timeline
from briefings.view.types import TopicPage


def topic_page(site: Site, here: Here, topic: Topic) -> TopicPage:
    """Return the view of a topic."""
    edition = here.edition
    _ = edition.messages.gettext
    name, summary = edition.label(topic.facts.names), edition.optional_label(topic.facts.description)
    return TopicPage(
        **frame(
            site,
            here,
            template="topic.html",
            title=name.text,
            description=summary.text
            if summary and summary.lang == edition.locale
            else _("Briefings and articles on the topic “%(name)s”.") % {"name": name.text},
            path_in=lambda locale: urls.record(locale, "topics", topic.id),
            locales=site.settings.locales,
            breadcrumbs=(here.front(_("Front page")), here.front(_("Topics"), "topics")),
            things=linked_records.topic(here, topic),
            data=data_offer(here, "topics", "briefings", "articles"),
        ),
        name=name,
        summary=summary,
        briefings=briefing_cards(here, edition.graph.topic_briefings.get(topic.id, ())),
        articles=article_cards(here, edition.graph.topic_articles.get(topic.id, ())),
        timeline=timeline(here, edition.graph.topic_timelines.get(topic.id, ())),
    )
