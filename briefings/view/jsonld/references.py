"""Records as other nodes refer to them, in schema.org's words."""

from __future__ import annotations

from collections.abc import Iterable

from briefings import urls
from briefings.model.edtf import Date
from briefings.settings import Settings
from briefings.view.context import PageContext
from briefings.view.fragments import memoized
from briefings.view.jsonld.document import JsonLdNode, node

_ENTITY_TYPES = {"person": "Person", "organisation": "Organization", "place": "Place"}


@memoized
def article_reference(context: PageContext, article_id: str) -> JsonLdNode:
    """Return an article as a source: what it says of itself, in its own language."""
    facts = context.edition.content.articles[article_id].facts
    return node(
        "NewsArticle",
        identity_of(context, "articles", article_id),
        headline=facts.title,
        inLanguage=facts.language,
        url=facts.url,
        author=author_nodes(facts.authors),
        publisher=outlet_reference(context, facts.outlet) if facts.outlet else None,
        datePublished=full_day(facts.published),
    )


def entity_references(context: PageContext, entity_ids: Iterable[str]) -> list[JsonLdNode]:
    """Return people, organisations and places, each by its name."""
    return [entity_reference(context, entity_id) for entity_id in entity_ids]


@memoized
def entity_reference(context: PageContext, entity_id: str) -> JsonLdNode:
    """Return a person, organisation or place; one that the articles do not name has a description in place of a name."""
    facts, name = context.edition.content.entities[entity_id].facts, context.edition.entity_name(entity_id).text
    return node(
        "Country" if facts.country else _ENTITY_TYPES[facts.kind],
        identity_of(context, "entities", entity_id),
        name=None if facts.unnamed else name,
        description=name if facts.unnamed else None,
        url=page_url(context, "entities", entity_id),
    )


@memoized
def outlet_reference(context: PageContext, outlet_id: str) -> JsonLdNode:
    """Return an outlet as a publisher."""
    facts = context.edition.content.outlets[outlet_id].facts
    return node("NewsMediaOrganization", identity_of(context, "outlets", outlet_id), name=facts.name, url=facts.url)


def topic_references(context: PageContext, topic_ids: Iterable[str]) -> list[JsonLdNode]:
    """Return topics, each by its name."""
    return [topic_reference(context, topic_id) for topic_id in topic_ids]


@memoized
def topic_reference(context: PageContext, topic_id: str) -> JsonLdNode:
    """Return a topic by its name."""
    return node(
        "DefinedTerm",
        identity_of(context, "topics", topic_id),
        name=context.edition.label(context.edition.content.topics[topic_id].facts.names).text,
        url=page_url(context, "topics", topic_id),
    )


def author_nodes(names: Iterable[str]) -> list[JsonLdNode]:
    """Return authors by their names alone: whether one is a person or an organisation is not known."""
    return [{"name": name} for name in names]


def data_download(settings: Settings, path: str, media_type: str) -> JsonLdNode:
    """Return a data file of the site, by its path."""
    return node("DataDownload", contentUrl=urls.absolute(settings.site_url, path), encodingFormat=media_type)


def full_day(date: Date | None) -> str | None:
    """Return a date as schema.org's Date, which is a full day that nothing qualifies; None for any other."""
    if date is None or date.is_interval or date.start is None or date.start.day is None:
        return None
    moment = date.start
    return None if moment.uncertain or moment.approximate else moment.first.isoformat()


def identity_of(context: PageContext, kind: urls.DataKind, record_id: str) -> str:
    """Return the `@id` of a record, which is the same in all locales: its place in the data files."""
    return urls.identity(context.edition.settings.site_url, kind, record_id)


def page_url(context: PageContext, kind: urls.Kind, record_id: str) -> str:
    """Return the absolute address of a record's page: in this edition, or in the one that has it."""
    return urls.absolute(context.edition.settings.site_url, context.edition.path_of(kind, record_id))
