"""The page at the root, on which a language is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from briefings import urls
from briefings.view.context import PageContext, SiteContext
from briefings.view.jsonld.document import document, site_reference
from briefings.view.layout import Alternate, Page, root_layout
from briefings.view.shared.edition_choice import EditionChoice, edition_choice


@dataclass(frozen=True, kw_only=True)
class ChooserPage(Page):
    """The page at the root, on which a language is chosen."""

    editions: tuple[EditionChoice, ...]
    """Each with an invitation to read in its language."""


def chooser_page(site: SiteContext) -> ChooserPage:
    """Return the view of the page on which a language is chosen, in the desk's language."""
    settings, desk = site.settings, site.editions[site.settings.desk_locale]
    context = PageContext(desk, urls.CHOOSER)
    paths = {**{locale: urls.home(locale) for locale in site.editions}, "x-default": urls.CHOOSER}
    return ChooserPage(
        **root_layout(site, context, template="chooser.html", title=desk.messages.gettext("Choose a language")),
        alternates=tuple(
            Alternate(hreflang=locale, url=urls.absolute(settings.site_url, path)) for locale, path in paths.items()
        ),
        editions=tuple(
            edition_choice(context, edition, edition.messages.gettext("Read in English")) for edition in site.editions.values()
        ),
        linked_data=document([{**site_reference(settings), "inLanguage": list(settings.locales)}]),
    )
