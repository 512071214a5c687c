"""Links to the pages of records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from briefings import urls
from briefings.link.origins import Ancestor
from briefings.model.text import Text
from briefings.view.context import PageContext
from briefings.view.fragments import memoized


class Link(NamedTuple):
    """A text that leads somewhere."""

    text: Text
    """What the link says."""
    href: str
    """Where it leads, as an `href` takes it."""
    hreflang: str | None = None
    """Language of the page it leads to, where that is in another edition."""


def record_link(context: PageContext, kind: urls.Kind, record_id: str, text: Text, fragment: str = "") -> Link:
    """Return a link to a record's page: in this edition, or in the one that has it."""
    path = context.edition.path_of(kind, record_id)
    locale = path.partition("/")[0]
    return Link(text=text, href=context.href(path, fragment), hreflang=locale if locale != context.edition.locale else None)


@memoized
def article_link(context: PageContext, article_id: str) -> Link:
    """Return a link to an article under its headline."""
    words, locale = context.edition.words(context.edition.content.articles[article_id])
    return record_link(context, "articles", article_id, Text(words.headline, locale))


def claim_link(context: PageContext, article_id: str, claim_id: str, text: Text) -> Link:
    """Return a link to a claim on the page of its article, which is not the page that shows the link."""
    article = article_link(context, article_id)
    return Link(text=text, href=f"{article.href}#{urls.anchor('claim', claim_id)}", hreflang=article.hreflang)


@memoized
def entity_link(context: PageContext, entity_id: str) -> Link:
    """Return a link to an entity under its name."""
    return record_link(context, "entities", entity_id, context.edition.entity_name(entity_id))


def entity_links(context: PageContext, entity_ids: Iterable[str]) -> tuple[Link, ...]:
    """Return links to entities under their names."""
    return tuple(entity_link(context, entity_id) for entity_id in entity_ids)


@memoized
def topic_link(context: PageContext, topic_id: str) -> Link:
    """Return a link to a topic under its name."""
    names = context.edition.content.topics[topic_id].facts.names
    return record_link(context, "topics", topic_id, context.edition.label(names))


def topic_links(context: PageContext, topic_ids: Iterable[str]) -> tuple[Link, ...]:
    """Return links to topics under their names."""
    return tuple(topic_link(context, topic_id) for topic_id in topic_ids)


@memoized
def measure_link(context: PageContext, measure_id: str) -> Link:
    """Return a link to a measure under its name."""
    names = context.edition.content.measures[measure_id].facts.names
    return record_link(context, "measures", measure_id, context.edition.label(names))


@memoized
def outlet_link(context: PageContext, outlet_id: str) -> Link:
    """Return a link to an outlet under its name."""
    return record_link(context, "outlets", outlet_id, outlet_name(context, outlet_id))


def outlet_name(context: PageContext, outlet_id: str) -> Text:
    """Return the name of an outlet, in the outlet's language where that is known."""
    outlet = context.edition.content.outlets[outlet_id].facts
    return Text(outlet.name, outlet.language or context.edition.locale)


def ancestor_link(context: PageContext, ancestor: Ancestor) -> Link:
    """Return a link to something that several articles go back to."""
    if ancestor.kind == "articles":
        return article_link(context, ancestor.id)
    return entity_link(context, ancestor.id) if ancestor.kind == "entities" else outlet_link(context, ancestor.id)


@memoized
def front_page_link(context: PageContext, text: str, fragment: str = "") -> Link:
    """Return a link to the edition's front page, or to one of its sections."""
    return Link(text=context.text(text), href=context.href(urls.home(context.edition.locale), fragment))


def breadcrumbs(context: PageContext, section: str = "", anchor: str = "") -> tuple[Link, ...]:
    """Return links to the front page and, where one is named, to a section of it."""
    front = front_page_link(context, context.edition.messages.gettext("Front page"))
    return (front, front_page_link(context, section, anchor)) if section else (front,)
