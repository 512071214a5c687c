"""An edition's front page."""

from __future__ import annotations

from briefings import urls
from briefings.link.graph import newest_briefings, newest_first
from briefings.view import linked_records
from briefings.view.cards import article_cards, briefing_cards, entity_groups, languages
from briefings.view.data import data_offer
from briefings.view.frame import Here, Site, frame
from briefings.view.timeline import timeline_link
from briefings.view.types import HomePage, Link, TopicCard

MOST_BRIEFINGS = 12
MOST_ARTICLES = 20
MOST_ENTITIES = 60
"""Entities that the front page names, those met in the most articles."""


def home_page(site: Site, here: Here) -> HomePage:
    """Return the view of an edition's front page."""
    edition = here.edition
    _ = edition.messages.gettext
    content, graph = edition.content, edition.graph
    description = _("What articles in many languages say, who says it and where it comes from.")
    articles = [article.id for article in newest_first(content.articles.values())]
    briefings = [briefing.id for briefing in newest_briefings(content.briefings.values()) if briefing.id in graph.citations]
    entities = sorted(graph.mentions, key=lambda entity: (-len(graph.mentions[entity]), entity))
    return HomePage(
        **frame(
            site,
            here,
            template="home.html",
            title=site.settings.site_name,
            description=description,
            path_in=urls.home,
            locales=site.settings.locales,
            default_path=urls.CHOOSER,
            things=linked_records.website(site.settings, description),
            data=data_offer(here, *urls.DATA_KINDS),
        ),
        briefings=briefing_cards(here, briefings[:MOST_BRIEFINGS]),
        articles=article_cards(here, articles[:MOST_ARTICLES]),
        languages=languages(here, articles),
        topics=tuple(
            TopicCard(name=link, description=edition.optional_label(content.topics[topic].facts.description))
            for topic, link in zip(content.topics, here.topics(content.topics), strict=True)
        ),
        entities=entity_groups(here, entities[:MOST_ENTITIES]),
        measures=tuple(here.measure(measure) for measure in content.measures if measure in graph.figures),
        outlets=tuple(here.outlet(outlet) for outlet in content.outlets),
        timeline=timeline_link(here),
        events=len(graph.timeline),
        gaps=_gaps(here) if graph.statements else None,
    )


def _gaps(here: Here) -> Link:
    text = here.edition.messages.gettext("Statements that rest on a single origin")
    return Link(text=here.own(text), href=here.href(urls.gaps(here.edition.locale)))
