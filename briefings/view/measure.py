"""A measure's page: every figure on it, side by side."""

from __future__ import annotations

from briefings import urls
from briefings.link.origins import Count
from briefings.model.content import Measure
from briefings.view import linked_records
from briefings.view.cards import source_count
from briefings.view.comparison import comparison
from briefings.view.data import data_offer
from briefings.view.frame import Here, Site, frame
from briefings.view.types import MeasurePage


def measure_page(site: Site, here: Here, measure: Measure) -> MeasurePage:
    """Return the view of a measure."""
    edition, graph = here.edition, here.edition.graph
    _ = edition.messages.gettext
    name = edition.label(measure.facts.names)
    description = _("All figures on “%(name)s”, side by side, each with its date and its speaker.") % {"name": name.text}
    return MeasurePage(
        **frame(
            site,
            here,
            template="measure.html",
            title=name.text,
            description=description,
            path_in=lambda locale: urls.record(locale, "measures", measure.id),
            locales=site.settings.locales,
            breadcrumbs=(here.front(_("Front page")), here.front(_("Figures"), "figures")),
            things=linked_records.measure(here, measure, description),
            data=data_offer(here, "figures", "measures"),
        ),
        name=name,
        comparison=comparison(here, measure.id) if measure.id in graph.figures else None,
        source_count=source_count(here, graph.figure_sources.get(measure.id, Count(0, ()))),
    )
