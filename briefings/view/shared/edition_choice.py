"""Editions on the pages outside of them, where a reader chooses one."""

from __future__ import annotations

from typing import NamedTuple

from briefings import urls
from briefings.localise import Edition
from briefings.localise.formats import own_name
from briefings.view.context import PageContext


class EditionChoice(NamedTuple):
    """An edition that a reader can choose."""

    locale: str
    """BCP 47 tag."""
    direction: str
    """`ltr` or `rtl`."""
    name: str
    """The language's name in itself."""
    invitation: str
    """What the page says, in that language."""
    href: str
    """Link to the edition's front page."""


def edition_choice(context: PageContext, edition: Edition, invitation: str) -> EditionChoice:
    """Return an edition as a reader can choose it."""
    return EditionChoice(
        locale=edition.locale,
        direction=edition.formats.direction,
        name=own_name(edition.locale),
        invitation=invitation,
        href=context.href(urls.home(edition.locale)),
    )
