"""An outlet's page."""

from __future__ import annotations

from briefings import urls
from briefings.model.content import Outlet
from briefings.view import linked_records
from briefings.view.cards import article_cards
from briefings.view.data import data_offer
from briefings.view.frame import Here, Site, frame
from briefings.view.types import OutletPage


def outlet_page(site: Site, here: Here, outlet: Outlet) -> OutletPage:
    """Return the view of an outlet."""
    edition, facts = here.edition, outlet.facts
    _ = edition.messages.gettext
    return OutletPage(
        **frame(
            site,
            here,
            template="outlet.html",
            title=facts.name,
            description=_("What we know of %(name)s, and what we have read there.") % {"name": facts.name},
            path_in=lambda locale: urls.record(locale, "outlets", outlet.id),
            locales=site.settings.locales,
            breadcrumbs=(here.front(_("Front page")), here.front(_("Outlets"), "outlets")),
            things=linked_records.outlet(here, outlet),
            data=data_offer(here, "outlets", "articles"),
        ),
        name=here.name_of_outlet(outlet.id),
        summary=edition.optional_label(facts.description),
        url=facts.url,
        language=edition.formats.language(facts.language) if facts.language else None,
        country=edition.formats.country(facts.country) if facts.country else None,
        articles=article_cards(here, edition.graph.outlet_articles.get(outlet.id, ())),
        origin_of=article_cards(here, edition.graph.outlet_origins.get(outlet.id, ())),
    )
