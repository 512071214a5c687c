"""Front pages: the site's, on which a language is chosen, an edition's, and what stands in place of a missing page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from briefings import urls
from briefings.link.graph import newest_briefings, newest_first
from briefings.model.text import Text
from briefings.view.context import PageContext, SiteContext
from briefings.view.jsonld import document, site_reference, website_nodes
from briefings.view.layout import LocaleChoice, Page, downloads, locale_choice, page_layout, site_layout
from briefings.view.shared import links
from briefings.view.shared.timeline import timeline_link

MOST_BRIEFINGS = 12
MOST_ARTICLES = 20
MOST_ENTITIES = 60
"""Entities that the front page names, those met in the most articles."""


class TopicCard(NamedTuple):
    """A topic in a list."""

    name: links.Link
    """To its page."""
    description: Text | None
    narrower: tuple[links.Link, ...]
    """Its parts, in the order of their names."""


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """An edition's front page."""

    briefings: tuple[links.BriefingCard, ...]
    """The newest."""
    articles: tuple[links.ArticleCard, ...]
    """The newest."""
    languages: str
    """Languages of the articles, as a list in a sentence."""
    topics: tuple[TopicCard, ...]
    """Those that are no part of another, in the order of their names."""
    entities: tuple[links.EntityGroup, ...]
    """Those that the most articles mention."""
    measures: tuple[links.Link, ...]
    """Those that articles put a number on, in the order of their names."""
    outlets: tuple[links.Link, ...]
    """All outlets, in the order of their names."""
    timeline: links.Link
    """To the timeline of the edition."""
    events: int
    """Entries in the timeline."""
    gaps: links.Link | None
    """To the statements that rest on a single origin; None where nothing is claimed."""


def home_page(site: SiteContext, context: PageContext) -> HomePage:
    """Return the view of an edition's front page."""
    edition, content, graph = context.edition, context.edition.content, context.edition.graph
    _ = edition.messages.gettext
    # Translators: Under the name of the site on the front page.
    description = _("What articles in many languages say, who says it and where it comes from.")
    published = (article for article in content.articles.values() if article.id in graph.related)
    articles = [article.id for article in newest_first(published)]
    briefings = [briefing.id for briefing in newest_briefings(content.briefings.values()) if briefing.id in graph.citations]
    measures = (measure for measure in content.measures if measure in graph.figures)
    entities = sorted(graph.mentions, key=lambda entity: (-len(graph.mentions[entity]), entity))
    # Translators: Heading of a page, and the link to it: statements that no second source confirms.
    gaps = _("Statements from one source only")
    nodes, data = website_nodes(context, description), downloads(context, *urls.DATA_KINDS)
    return HomePage(
        **page_layout(site, context, "home.html", site.settings.site_name, description, subjects=nodes, data=data),
        briefings=links.briefing_cards(context, briefings[:MOST_BRIEFINGS]),
        articles=links.article_cards(context, articles[:MOST_ARTICLES]),
        languages=links.listed_languages(context, articles),
        topics=tuple(edition.by_name(_topics(context), lambda topic: topic.name.text)),
        entities=links.entity_groups(context, entities[:MOST_ENTITIES]),
        measures=links.links_by_name(context, "measures", measures),
        outlets=links.links_by_name(context, "outlets", content.outlets),
        timeline=timeline_link(context),
        events=len(graph.timeline),
        gaps=links.page_link(context, gaps, urls.page(edition.locale, "gaps")) if graph.statements else None,
    )


def _topics(context: PageContext) -> Iterator[TopicCard]:
    graph = context.edition.graph
    for topic in context.edition.content.topics.values():
        if topic.id not in graph.broader_topics:
            description = context.edition.optional_label(topic.facts.description)
            narrower = links.links_by_name(context, "topics", graph.narrower_topics.get(topic.id, ()))
            yield TopicCard(links.record_link(context, "topics", topic.id), description, narrower)


@dataclass(frozen=True, kw_only=True)
class RootPage(Page):
    """A page outside the editions: on one a language is chosen, the other is shown where there is no page."""

    editions: tuple[LocaleChoice, ...]
    """Each with an invitation to read in its language, or the sentence that there is no such page."""


def chooser_page(site: SiteContext) -> RootPage:
    """Return the view of the page on which a language is chosen, in the desk's language."""
    # Translators: Link to this edition, on the page on which a language is chosen; say the edition’s own language.
    invitations = {locale: edition.messages.gettext("Read in English") for locale, edition in site.editions.items()}
    # Translators: Title of the page on which a language is chosen.
    title = site.editions[site.settings.desk_locale].messages.gettext("Choose a language")
    paths = {**{locale: urls.home(locale) for locale in site.editions}, "x-default": urls.CHOOSER}
    linked_data = document([{**site_reference(site.settings), "inLanguage": list(site.settings.locales)}])
    return replace(_root_page(site, urls.CHOOSER, "chooser.html", title, paths, invitations), linked_data=linked_data)


def not_found_page(site: SiteContext) -> RootPage:
    """Return the view of the page for missing pages, which speaks every language of the site."""
    # Translators: On the page for addresses that do not exist, beside a link to the front page in this language.
    sentences = {locale: edition.messages.gettext("Page not found") for locale, edition in site.editions.items()}
    return _root_page(site, urls.NOT_FOUND, "404.html", sentences[site.settings.desk_locale], {}, sentences)


def _root_page(
    site: SiteContext, path: str, template: str, title: str, alternates: Mapping[str, str], invitations: Mapping[str, str]
) -> RootPage:
    context = PageContext(site.editions[site.settings.desk_locale], path)
    description = context.edition.messages.gettext("What articles in many languages say, who says it and where it comes from.")
    return RootPage(
        **site_layout(site, context, template, title, description, urls.CHOOSER, alternates),
        editions=tuple(locale_choice(context, edition, invitations[edition.locale]) for edition in site.editions.values()),
    )
