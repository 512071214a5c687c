"""The JSON-LD of a page in schema.org's words: the document, and the page within it. `linked_records` has what pages are about.

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
from briefings.view.types import Link

Node: TypeAlias = dict[str, Any]
"""A thing in JSON-LD: its properties by name."""

_UNSAFE = "<>&'\u2028\u2029"
"""Signs that could end a script or mean something in markup; JSON has them in texts alone, and there an escape may stand."""


def document(nodes: Iterable[Node]) -> Html:
    """Return nodes as one JSON-LD document, ready for a script element."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = orjson.dumps(graph).decode()
    for sign in _UNSAFE:  # several times as fast as one walk over the text with `translate`
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Html(text)


def node(kind: str, identity: str | None = None, **properties: Any) -> Node:
    """Return a thing of a type of schema.org, without the properties that are not known."""
    return known({"@type": kind, "@id": identity, **properties})


def known(properties: Node) -> Node:
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
    things: tuple[Node, ...] = (),
) -> Iterator[Node]:
    """Yield a page, the way to it, and what it is about, the first of which is its main matter."""
    address = urls.absolute(settings.site_url, path)
    trail = f"{address}#breadcrumbs"
    yield node(
        "WebPage",
        address,
        url=address,
        name=title,
        description=description,
        inLanguage=locale,
        isPartOf=site_reference(settings),
        breadcrumb={"@id": trail} if breadcrumbs else None,
        mainEntity={"@id": things[0]["@id"]} if things else None,
    )
    if breadcrumbs:
        yield _breadcrumbs(address, trail, breadcrumbs, title)
    yield from things


def site_reference(settings: Settings) -> Node:
    """Return the site that something is a part of."""
    return node("WebSite", settings.site_url, name=settings.site_name, url=settings.site_url)


def _breadcrumbs(address: str, trail: str, breadcrumbs: tuple[Link, ...], title: str) -> Node:
    steps = [(link.text.text, urljoin(address, link.href)) for link in breadcrumbs]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": place}
        for number, (name, place) in enumerate([*steps, (title, address)], start=1)
    ]
    return node("BreadcrumbList", trail, itemListElement=items)
