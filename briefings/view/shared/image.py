"""Pictures of articles, which are credited but not shown."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefings.model.content import Article
from briefings.model.records import ArticleText


class ImageView(NamedTuple):
    """Credit for a picture that is not shown."""

    shows: str
    """What is to be seen, in words."""
    credit: str
    """Who made it."""
    licence: str | None
    """Name of the licence."""
    licence_url: str | None
    """Address of the licence's text, where it is one of Creative Commons."""
    via: str | None
    """Where the article has it from."""


def image_view(article: Article, words: ArticleText) -> ImageView | None:
    """Return the credit for the picture of an article; None where it has none."""
    image = article.facts.image
    if image is None or words.image is None:
        return None
    return ImageView(
        shows=words.image,
        credit=image.credit,
        licence=_licence_name(image.licence),
        licence_url=_licence_url(image.licence),
        via=image.via,
    )


def _licence_name(identifier: str | None) -> str | None:
    """Return a licence as its makers write it, `CC BY 4.0`; as it is where it is none of Creative Commons."""
    return re.sub(r"^CC-(.+)-(\d\.\d)$", r"CC \1 \2", identifier) if identifier else None


def _licence_url(identifier: str | None) -> str | None:
    """Return the address of a Creative Commons licence by its SPDX identifier."""
    match = re.fullmatch(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)", identifier or "", re.ASCII)
    return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/" if match else None
