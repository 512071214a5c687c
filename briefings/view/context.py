"""What builders of views are given: the site, and the place of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from briefings import urls
from briefings.localise import Edition
from briefings.model.content import PlainPage
from briefings.model.text import Text
from briefings.settings import Settings
from briefings.view.fragments import ViewFragmentCache


@dataclass(frozen=True)
class SiteContext:
    """What the views of all editions share."""

    settings: Settings
    editions: Mapping[str, Edition]
    """By locale, in the order in which readers see them."""
    assets: Mapping[str, str]
    """Path of each file that pages load, by its name."""
    plain_pages: Mapping[str, tuple[PlainPage, ...]]
    """By locale."""


@dataclass(frozen=True)
class PageContext:
    """The place of a page: an edition, and a path from which links lead elsewhere."""

    edition: Edition
    path: str
    """Relative to the site's root."""
    fragments: ViewFragmentCache = field(default_factory=ViewFragmentCache, compare=False, repr=False)
    """Parts that the page has in common with others of its edition and depth."""

    @cached_property
    def at_same_depth(self) -> Self:
        """A place of the same depth that is no page: links from there are right on all pages of that depth.

        They lead over the edition's root, so a link from one article to another begins with `../../` and not with `../`.
        """
        folders = self.path.count("/")
        return replace(self, path=f"{self.edition.locale}/{'-/' * (folders - 1)}") if folders > 1 else self

    def href(self, path: str, fragment: str = "") -> str:
        """Return the link from the page to a path."""
        place = "" if path == self.path and fragment else urls.relative(self.path, path)
        return f"{place}#{fragment}" if fragment else place

    def absolute(self, path: str) -> str:
        """Return the absolute address of a path."""
        return urls.absolute(self.edition.settings.site_url, path)

    def text(self, text: str) -> Text:
        """Return a text in the edition's language."""
        return Text(text, self.edition.locale)
