"""A measure's page: every figure on it, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from briefings import urls
from briefings.link.origins import SourceCount
from briefings.model.content import Measure
from briefings.model.text import Text
from briefings.view.context import PageContext, SiteContext
from briefings.view.jsonld.records import measure_nodes
from briefings.view.layout import Page, page_layout
from briefings.view.shared.comparison import Comparison, comparison
from briefings.view.shared.counts import SourceCountView, source_count
from briefings.view.shared.downloads import downloads
from briefings.view.shared.links import breadcrumbs


@dataclass(frozen=True, kw_only=True)
class MeasurePage(Page):
    """A measure, with every figure on it side by side."""

    name: Text
    """Its name."""
    comparison: Comparison | None
    """None where no article puts a number on it."""
    source_count: SourceCountView
    """Of the articles that put a number on it."""


def measure_page(site: SiteContext, context: PageContext, measure: Measure) -> MeasurePage:
    """Return the view of a measure."""
    edition, graph = context.edition, context.edition.graph
    _ = edition.messages.gettext
    name = edition.label(measure.facts.names)
    description = _("All figures on “%(name)s”, side by side, each with its date and its speaker.") % {"name": name.text}
    return MeasurePage(
        **page_layout(
            site,
            context,
            template="measure.html",
            title=name.text,
            description=description,
            path_in=lambda locale: urls.record(locale, "measures", measure.id),
            breadcrumbs=breadcrumbs(context, _("Figures"), "figures"),
            subjects=measure_nodes(context, measure, description),
            data=downloads(context, "figures", "measures"),
        ),
        name=name,
        comparison=comparison(context, measure.id) if measure.id in graph.figures else None,
        source_count=source_count(context, graph.figure_sources.get(measure.id, SourceCount(0, ()))),
    )
