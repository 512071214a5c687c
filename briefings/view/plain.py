"""A page in ordinary Markdown, whose HTML is made elsewhere and cleaned here."""

from __future__ import annotations

from briefings import prose, urls
from briefings.model.content import PlainPage
from briefings.view.frame import Here, Site, frame
from briefings.view.types import PlainPageView


def plain_page(site: Site, here: Here, page: PlainPage, html: str) -> PlainPageView:
    """Return the view of a plain page; `html` is made from its Markdown and may hold anything."""
    _ = here.edition.messages.gettext
    locales = [locale for locale, pages in site.plain_pages.items() if any(other.name == page.name for other in pages)]
    return PlainPageView(
        **frame(
            site,
            here,
            template="page.html",
            title=page.title,
            description=page.description,
            path_in=lambda locale: urls.plain_page(locale, page.name),
            locales=locales,
            breadcrumbs=(here.front(_("Front page")),),
        ),
        headline=page.title,
        body=prose.clean(html),
    )
