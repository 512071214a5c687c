"""The page with the timeline of an edition."""

from __future__ import annotations

from dataclasses import dataclass

from briefings import urls
from briefings.view.context import PageContext, SiteContext
from briefings.view.layout import Page, page_layout
from briefings.view.shared.downloads import downloads
from briefings.view.shared.links import breadcrumbs
from briefings.view.shared.timeline import Timeline, timeline


@dataclass(frozen=True, kw_only=True)
class TimelinePage(Page):
    """The timeline of the whole edition."""

    timeline: Timeline
    """All events in the articles."""


def timeline_page(site: SiteContext, context: PageContext) -> TimelinePage:
    """Return the view of an edition's timeline."""
    _ = context.edition.messages.gettext
    return TimelinePage(
        **page_layout(
            site,
            context,
            template="timeline.html",
            title=_("Timeline"),
            description=_("What happened when, as the articles tell it: every event with its date and its sources."),
            path_in=lambda locale: urls.page(locale, "timeline"),
            breadcrumbs=breadcrumbs(context),
            data=downloads(context, "events", "articles"),
        ),
        timeline=timeline(context, context.edition.graph.timeline),
    )
