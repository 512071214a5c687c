"""The JSON-LD of a page in schema.org's words: the document, and the page within it. `records` has what pages are about.

Nothing is said that the content does not say: what is not known is left out of a node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias
from urllib.parse import urljoin

import orjson

from briefings import urls
from briefings.model.text import Html
from briefings.settings import Settings
from briefings.view.shared.links import Link

JsonLdNode: TypeAlias = dict[str, Any]
"""A thing in JSON-LD: its properties by name."""

_UNSAFE = "<>&'\u2028\u2029"
"""Signs that could end a script or mean something in markup; JSON has them in texts alone, and there an escape may stand."""


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
    settings: Settings,
    path: str,
    locale: str,
    *,
    title: str,
    description: str,
    breadcrumbs: tuple[Link, ...] = (),
    subjects: tuple[JsonLdNode, ...] = (),
) -> Iterator[JsonLdNode]:
    """Yield a page, its breadcrumbs, and its subjects, the first of which is its main entity."""
    address = urls.absolute(settings.site_url, path)
    breadcrumbs_id = f"{address}#breadcrumbs"
    yield node(
        "WebPage",
        address,
        url=address,
        name=title,
        description=description,
        inLanguage=locale,
        isPartOf=site_reference(settings),
        breadcrumb={"@id": breadcrumbs_id} if breadcrumbs else None,
        mainEntity={"@id": subjects[0]["@id"]} if subjects else None,
    )
    if breadcrumbs:
        yield _breadcrumbs(address, breadcrumbs_id, breadcrumbs, title)
    yield from subjects


def site_reference(settings: Settings) -> JsonLdNode:
    """Return the site that something is a part of."""
    return node("WebSite", settings.site_url, name=settings.site_name, url=settings.site_url)


def _breadcrumbs(address: str, identity: str, breadcrumbs: tuple[Link, ...], title: str) -> JsonLdNode:
    steps = [(link.text.text, urljoin(address, link.href)) for link in breadcrumbs]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": place}
        for number, (name, place) in enumerate([*steps, (title, address)], start=1)
    ]
    return node("BreadcrumbList", identity, itemListElement=items)
