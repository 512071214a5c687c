"""A page in ordinary Markdown, whose HTML is made elsewhere and cleaned here."""

from __future__ import annotations

from dataclasses import dataclass

from briefings import markup, urls
from briefings.model.content import PlainPage
from briefings.model.text import Html
from briefings.view.context import PageContext, SiteContext
from briefings.view.layout import Page, page_layout
from briefings.view.shared.links import breadcrumbs


@dataclass(frozen=True, kw_only=True)
class PlainPageView(Page):
    """A page in ordinary Markdown."""

    headline: str
    """Its title."""
    body: Html
    """Its Markdown as HTML, cleaned."""


def plain_page(site: SiteContext, context: PageContext, page: PlainPage, html: str) -> PlainPageView:
    """Return the view of a plain page; `html` is made from its Markdown and may hold anything."""
    _ = context.edition.messages.gettext
    locales = [locale for locale, pages in site.plain_pages.items() if any(other.name == page.name for other in pages)]
    return PlainPageView(
        **page_layout(
            site,
            context,
            template="page.html",
            title=page.title,
            description=page.description,
            path_in=lambda locale: urls.page(locale, page.name),
            locales=locales,
            breadcrumbs=breadcrumbs(context),
        ),
        headline=page.title,
        body=markup.clean(html),
    )
