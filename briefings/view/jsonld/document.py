"""JSON-LD in schema.org's words: the document, the page within it, and records as other nodes refer to them.

Nothing is said that the content does not say: what is not known is left out of a node.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias
from urllib.parse import urljoin

import orjson

from briefings import urls
from briefings.model.edtf import Date
from briefings.model.records import ArticleFacts, BriefingFacts
from briefings.model.text import Html
from briefings.settings import Settings
from briefings.view.context import PageContext, memoized
from briefings.view.shared.links import Link

JsonLdNode: TypeAlias = dict[str, Any]
"""A thing in JSON-LD: its properties by name."""

_UNSAFE = "<>&'\u2028\u2029"
"""Signs that could end a script or mean something in markup; JSON has them in texts alone, and there an escape may stand."""
_ENTITY_TYPES = {"person": "Person", "organisation": "Organization", "place": "Place"}


def document(nodes: Iterable[JsonLdNode]) -> Html:
    """Return nodes as one JSON-LD document, ready for a script element."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = orjson.dumps(graph).decode()
    for sign in _UNSAFE:  # several times as fast as one walk over the text with `translate`
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Html(text)


def node(kind: str, identity: str | None = None, **properties: Any) -> JsonLdNode:
    """Return a thing of a type of schema.org, without the properties that are not known."""
    return known_properties({"@type": kind, "@id": identity, **properties})


def known_properties(properties: JsonLdNode) -> JsonLdNode:
    """Return a thing without the properties that are not known: None, an empty list or text."""
    return {name: value for name, value in properties.items() if value not in (None, [], "")}


def page_nodes(
    context: PageContext, title: str, description: str, breadcrumbs: tuple[Link, ...], subjects: tuple[JsonLdNode, ...]
) -> Iterator[JsonLdNode]:
    """Yield a page, its breadcrumbs, and its subjects, the first of which is its main entity."""
    address = context.absolute(context.path)
    breadcrumbs_id = f"{address}#breadcrumbs"
    steps = [*((link.text.text, urljoin(address, link.href)) for link in breadcrumbs), (title, address)]
    yield node(
        "WebPage",
        address,
        url=address,
        name=title,
        description=description,
        inLanguage=context.edition.locale,
        isPartOf=site_reference(context.edition.settings),
        breadcrumb={"@id": breadcrumbs_id} if breadcrumbs else None,
        mainEntity={"@id": subjects[0]["@id"]} if subjects else None,
    )
    if breadcrumbs:
        items = [
            {"@type": "ListItem", "position": number, "name": name, "item": place}
            for number, (name, place) in enumerate(steps, start=1)
        ]
        yield node("BreadcrumbList", breadcrumbs_id, itemListElement=items)
    yield from subjects


def site_reference(settings: Settings) -> JsonLdNode:
    """Return the site that something is a part of."""
    return node("WebSite", settings.site_url, name=settings.site_name, url=settings.site_url)


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
        author=[{"name": name} for name in facts.authors],
        publisher=outlet_reference(context, facts.outlet) if facts.outlet else None,
        datePublished=full_day(facts.published),
    )


@memoized
def entity_reference(context: PageContext, entity_id: str) -> JsonLdNode:
    """Return a person, organisation or place; one that the articles do not name has a description in place of a name."""
    facts, name = context.edition.content.entities[entity_id].facts, context.edition.name("entities", entity_id).text
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


def subject_references(context: PageContext, facts: ArticleFacts | BriefingFacts) -> list[JsonLdNode]:
    """Return what an article or a briefing is about: entities and topics, each by its name."""
    entities = (entity_reference(context, entity) for entity in facts.entities)
    return [*entities, *(topic_reference(context, topic) for topic in facts.topics)]


@memoized
def topic_reference(context: PageContext, topic_id: str) -> JsonLdNode:
    """Return a topic by its name."""
    return node(
        "DefinedTerm",
        identity_of(context, "topics", topic_id),
        name=context.edition.name("topics", topic_id).text,
        url=page_url(context, "topics", topic_id),
    )


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
    return context.absolute(context.edition.path_of(kind, record_id))
