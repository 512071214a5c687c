"""Records that rules look at in one go: those of a whole site, or one alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefings.model.content import Article, Briefing, Content, Entity, Measure, Outlet, PlainPage, Topic


@dataclass(frozen=True)
class Part:
    """Records of a content."""

    articles: tuple[Article, ...] = ()
    briefings: tuple[Briefing, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    entities: tuple[Entity, ...] = ()
    topics: tuple[Topic, ...] = ()
    measures: tuple[Measure, ...] = ()
    pages: tuple[PlainPage, ...] = ()


_KINDS = ("articles", "briefings", "outlets", "entities", "topics", "measures")


def whole(content: Content) -> Part:
    """Return all records."""
    return Part(**{kind: tuple(getattr(content, kind).values()) for kind in _KINDS}, pages=content.pages)


def names(content: Content) -> Iterator[str]:
    """Yield a name for each record."""
    for kind in _KINDS:
        yield from (f"{kind}:{record_id}" for record_id in getattr(content, kind))
    yield from (f"pages:{page.file}" for page in content.pages)


def part_of(content: Content, name: str) -> Part:
    """Return the part that is one record, by its name."""
    kind, _, record_id = name.partition(":")
    if kind == "pages":
        return Part(pages=tuple(page for page in content.pages if page.file == record_id))
    return Part(**{kind: (getattr(content, kind)[record_id],)})
