"""An outlet's page."""

from __future__ import annotations

from dataclasses import dataclass

from briefings import urls
from briefings.model.content import Outlet
from briefings.model.text import Text
from briefings.view.context import PageContext, SiteContext
from briefings.view.jsonld.records import outlet_nodes
from briefings.view.layout import Page, page_layout
from briefings.view.shared.cards import ArticleCard, article_cards
from briefings.view.shared.downloads import downloads
from briefings.view.shared.links import breadcrumbs, outlet_name


@dataclass(frozen=True, kw_only=True)
class OutletPage(Page):
    """An outlet."""

    name: Text
    """Its name."""
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
    _ = edition.messages.gettext
    return OutletPage(
        **page_layout(
            site,
            context,
            template="outlet.html",
            title=facts.name,
            description=_("What we know of %(name)s, and what we have read there.") % {"name": facts.name},
            path_in=lambda locale: urls.record(locale, "outlets", outlet.id),
            breadcrumbs=breadcrumbs(context, _("Outlets"), "outlets"),
            subjects=outlet_nodes(context, outlet),
            data=downloads(context, "outlets", "articles"),
        ),
        name=outlet_name(context, outlet.id),
        summary=edition.optional_label(facts.description),
        url=facts.url,
        language=edition.formats.language(facts.language) if facts.language else None,
        country=edition.formats.country(facts.country) if facts.country else None,
        articles=article_cards(context, edition.graph.outlet_articles.get(outlet.id, ())),
        origin_of=article_cards(context, edition.graph.outlet_origins.get(outlet.id, ())),
    )
