"""What builders of views are given: the site, the place of the page, and the parts that pages have in common, made once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

from briefings import urls
from briefings.incremental import Input, record_dependencies, track
from briefings.localise import Edition
from briefings.model.content import PlainPage
from briefings.model.text import Text
from briefings.settings import Settings

Arguments = ParamSpec("Arguments")
Fragment = TypeVar("Fragment")

ViewFragmentCache: TypeAlias = dict[object, tuple[Any, tuple[Input, ...]]]
"""The parts that pages of one edition at one depth have in common, each with what was read to make it.

From all pages of a depth the same links lead to the same pages. Whoever makes views of another edition or depth gives them
another cache.
"""


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
    fragments: ViewFragmentCache = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def at_same_depth(self) -> "PageContext":
        """A place of the same depth that is no page: links from there are right on all pages of that depth.

        They lead over the edition's root, so a link from one article to another begins with `../../` and not with `../`.
        """
        folders = self.path.count("/")
        return replace(self, path=f"{self.edition.locale}/{'-/' * (folders - 1)}") if folders > 1 else self

    def href(self, path: str) -> str:
        """Return the link from the page to a path; the page for missing pages is shown at any address."""
        if self.path == urls.NOT_FOUND:
            return urls.rooted(self.edition.settings.site_url, path)
        return urls.relative(self.path, path)

    def absolute(self, path: str) -> str:
        """Return the absolute address of a path."""
        return urls.absolute(self.edition.settings.site_url, path)

    def text(self, text: str) -> Text:
        """Return a text in the edition's language."""
        return Text(text, self.edition.locale)


def memoized(
    make: Callable[Concatenate[PageContext, Arguments], Fragment],
) -> Callable[Concatenate[PageContext, Arguments], Fragment]:
    """Return a function that makes a fragment once for all pages of an edition at one depth.

    A fragment is known by the function and all of its arguments, which are hashable. What was read to make it is recorded for
    each page that shows it.
    """

    @wraps(make)
    def fragment_of(context: PageContext, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Fragment:
        key = (make, args, frozenset(kwargs.items())) if kwargs else (make, args)
        entry = context.fragments.get(key)
        if entry is None:
            made, read = track(make, context.at_same_depth, *args, **kwargs)
            entry = context.fragments[key] = made, tuple(read)
        record_dependencies(entry[1])
        fragment: Fragment = entry[0]
        return fragment

    return fragment_of
