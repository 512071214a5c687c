"""The two pages outside the editions: the one on which a language is chosen, and the one for missing pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefings import urls
from briefings.localise import Edition
from briefings.localise.formats import own_name
from briefings.view.frame import Here, Site, assets
from briefings.view.linked_data import document, site_reference
from briefings.view.types import Alternate, ChooserPage, Greeting, NotFoundPage


@dataclass(frozen=True)
class _Anywhere(Here):
    """The place of a page that a web server shows at any address: its links begin at the site's root."""

    def href(self, path: str, fragment: str = "") -> str:
        link = urls.rooted(self.edition.settings.site_url, path)
        return f"{link}#{fragment}" if fragment else link


def chooser_page(site: Site) -> ChooserPage:
    """Return the view of the page on which a language is chosen, in the desk's language."""
    desk = site.editions[site.settings.desk_locale]
    here = Here(desk, urls.CHOOSER)
    alternates = [
        Alternate(hreflang=locale, url=urls.absolute(site.settings.site_url, urls.home(locale))) for locale in site.editions
    ]
    default = Alternate(hreflang="x-default", url=urls.absolute(site.settings.site_url, urls.CHOOSER))
    return ChooserPage(
        **_frame(site, here, "chooser.html", desk.messages.gettext("Choose a language")),
        alternates=(*alternates, default),
        greetings=tuple(
            _greeting(here, edition, edition.messages.gettext("Read in English")) for edition in site.editions.values()
        ),
        linked_data=document([{**site_reference(site.settings), "inLanguage": list(site.settings.locales)}]),
    )


def not_found_page(site: Site) -> NotFoundPage:
    """Return the view of the page for missing pages, which speaks every language of the site."""
    desk = site.editions[site.settings.desk_locale]
    here = _Anywhere(desk, urls.NOT_FOUND)
    return NotFoundPage(
        **_frame(site, here, "404.html", desk.messages.gettext("There is no such page.")),
        alternates=(),
        greetings=tuple(
            _greeting(here, edition, edition.messages.gettext("There is no such page.")) for edition in site.editions.values()
        ),
    )


def _frame(site: Site, here: Here, template: str, title: str) -> dict[str, Any]:
    desk = here.edition
    return {
        "path": here.path,
        "template": template,
        "locale": desk.locale,
        "direction": desk.formats.direction,
        "site_name": site.settings.site_name,
        "title": title,
        "description": desk.messages.gettext("What articles in many languages say, who says it and where it comes from."),
        "canonical": urls.absolute(site.settings.site_url, here.path),
        "choices": (),
        "breadcrumbs": (),
        "home": here.href(urls.CHOOSER),
        "menu": (),
        "assets": assets(site, here),
    }


def _greeting(here: Here, edition: Edition, invitation: str) -> Greeting:
    return Greeting(
        locale=edition.locale,
        direction=edition.formats.direction,
        name=own_name(edition.locale),
        invitation=invitation,
        href=here.href(urls.home(edition.locale)),
    )
