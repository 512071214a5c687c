"""The page that a web server shows where there is no page."""

from __future__ import annotations

from dataclasses import dataclass

from briefings import urls
from briefings.view.context import PageContext, SiteContext
from briefings.view.layout import Page, root_layout
from briefings.view.shared.edition_choice import EditionChoice, edition_choice


@dataclass(frozen=True, kw_only=True)
class NotFoundPage(Page):
    """What a web server shows where there is no page."""

    editions: tuple[EditionChoice, ...]
    """Each with the sentence that there is no such page."""


@dataclass(frozen=True)
class _RootedContext(PageContext):
    """The place of a page that a web server shows at any address: its links begin at the site's root."""

    def href(self, path: str, fragment: str = "") -> str:
        link = urls.rooted(self.edition.settings.site_url, path)
        return f"{link}#{fragment}" if fragment else link


def not_found_page(site: SiteContext) -> NotFoundPage:
    """Return the view of the page for missing pages, which speaks every language of the site."""
    desk = site.editions[site.settings.desk_locale]
    context = _RootedContext(desk, urls.NOT_FOUND)
    return NotFoundPage(
        **root_layout(site, context, template="404.html", title=desk.messages.gettext("There is no such page.")),
        alternates=(),
        editions=tuple(
            edition_choice(context, edition, edition.messages.gettext("There is no such page."))
            for edition in site.editions.values()
        ),
    )
