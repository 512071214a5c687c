"""What machines read in a page: JSON-LD in schema.org's words (https://schema.org/docs/full.html).

A record is named by its place in the data files, so that the pages of all locales speak of the same thing. Nothing is said
that the content does not say: an unknown outlet, a date that is no full day, and whether an author is a person or an
organisation are left out. Claims of several articles are tied by `sameAs`, as schema.org has it for claims, where the same
speakers make them: those of others would get their authors. It has no word for contradiction.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias
from urllib.parse import urljoin

import orjson

from briefings import urls
from briefings.model import records
from briefings.model.content import Article, Briefing, Entity, Measure, Outlet, Topic
from briefings.model.edtf import Date
from briefings.model.fields import Labels
from briefings.model.reference import Reference
from briefings.model.text import Html
from briefings.settings import Settings
from briefings.view.context import PageContext, memoized
from briefings.view.shared.links import Link

JsonLdNode: TypeAlias = dict[str, Any]
"""A thing in JSON-LD: its properties by name."""

_UNSAFE = "<>&'\u2028\u2029"
"""Signs that could end a script or mean something in markup; JSON has them in texts alone, and there an escape may stand."""
_ENTITY_TYPES: Mapping[records.EntityKind, str] = {
    "person": "Person",
    "organisation": "Organization",
    "place": "Place",
    "document": "CreativeWork",
    "event": "Event",
    "thing": "Thing",
}
_WHOLE: Mapping[tuple[records.EntityKind, records.EntityKind], str] = {
    ("organisation", "organisation"): "parentOrganization",
    ("place", "place"): "containedInPlace",
    ("document", "document"): "isPartOf",
    ("event", "event"): "superEvent",
}
"""What schema.org calls the whole of a part, by the kinds of both; for others it has no word."""
_OUTLET_TYPES = {"government": "GovernmentOrganization", "organisation": "Organization", "journal": "Organization"}
"""Outlets that are no media of news."""
_BROADER = "http://www.w3.org/2004/02/skos/core#broader"
"""Of SKOS, by its full name: schema.org has no word for it."""


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
        author=[_author(context, author) for author in facts.authors],
        publisher=_publisher(context, facts),
        datePublished=full_day(facts.published),
        dateModified=full_day(facts.modified),
        articleSection=facts.section,
        printPage=facts.page,
    )


def _author(context: PageContext, author: records.Agent) -> JsonLdNode:
    """Return an author: the entity, or a name of which is not known whose it is."""
    return entity_reference(context, author.entity) if author.entity else {"name": author.name}


def _publisher(context: PageContext, facts: records.ArticleFacts) -> JsonLdNode | list[JsonLdNode] | None:
    """Return the outlet of an article, or the outlets that published it together."""
    publishers = [outlet_reference(context, outlet) for outlet in facts.outlets]
    return publishers if len(publishers) > 1 else next(iter(publishers), None)


@memoized
def entity_reference(context: PageContext, entity_id: str) -> JsonLdNode:
    """Return an entity; one that the articles do not name has a description in place of a name."""
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
    kind = _OUTLET_TYPES.get(facts.kind or "", "NewsMediaOrganization")
    name = context.edition.name("outlets", outlet_id).text
    return node(kind, identity_of(context, "outlets", outlet_id), name=name, url=facts.url)


def subject_references(context: PageContext, facts: records.ArticleFacts | records.BriefingFacts) -> list[JsonLdNode]:
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
    """Return a date as schema.org's Date: a full day of the years 1 to 9999 that nothing qualifies; None for any other."""
    if date is None or date.is_interval or date.start is None or date.start.day is None:
        return None
    moment, day = date.start, date.start.first.date
    return None if day is None or moment.uncertain or moment.approximate else day.isoformat()


def identity_of(context: PageContext, kind: urls.DataKind, record_id: str) -> str:
    """Return the `@id` of a record, which is the same in all locales: its place in the data files."""
    return urls.identity(context.edition.settings.site_url, kind, record_id)


def page_url(context: PageContext, kind: urls.Kind, record_id: str) -> str:
    """Return the absolute address of a record's page: in this edition, or in the one that has it."""
    return context.absolute(context.edition.path_of(kind, record_id))


def website_nodes(context: PageContext, description: str) -> tuple[JsonLdNode, ...]:
    """Return the site with its data."""
    settings = context.edition.settings
    files = [_data_download(context, urls.data_file(kind)) for kind in urls.DATA_KINDS]
    files.append(_data_download(context, urls.DATABASE, "application/vnd.sqlite3"))
    data = node(
        "Dataset", context.absolute(urls.DATABASE), name=settings.site_name, description=description, distribution=files
    )
    return ({**site_reference(settings), "inLanguage": list(settings.locales), "hasPart": data},)


def _data_download(context: PageContext, path: str, media_type: str = "application/json") -> JsonLdNode:
    return node("DataDownload", contentUrl=context.absolute(path), encodingFormat=media_type)


def briefing_nodes(context: PageContext, briefing: Briefing) -> tuple[JsonLdNode, ...]:
    """Return a briefing: our text, the articles that it cites, and its other languages."""
    edition, facts = context.edition, briefing.facts
    text = briefing.texts[edition.locale]
    cited = list(dict.fromkeys(citation.article for citation in edition.graph.citations[briefing.id]))
    sources = [article_reference(context, article) for article in cited]
    work = node(
        "Article",
        _briefing_id(context, briefing, edition.locale),
        headline=text.title,
        description=text.lede,
        inLanguage=edition.locale,
        url=page_url(context, "briefings", briefing.id),
        datePublished=full_day(facts.published),
        dateModified=full_day(facts.updated),
        author=[{"name": name} for name in facts.authors],
        about=subject_references(context, facts),
        citation=sources,
        isBasedOn=[{"@id": source["@id"]} for source in sources],
        correction=[
            node("CorrectionComment", text=text.corrections[name], datePublished=full_day(correction.date))
            for name, correction in facts.corrections.items()
        ],
        isPartOf=site_reference(edition.settings),
        **_other_languages(context, briefing),
    )
    return (work,)


def _other_languages(context: PageContext, briefing: Briefing) -> JsonLdNode:
    if context.edition.locale != briefing.written_in:
        return {"translationOfWork": _language_version(context, briefing, briefing.written_in)}
    others = (
        locale for locale in context.edition.settings.locales if locale in briefing.texts and locale != briefing.written_in
    )
    return {"workTranslation": [_language_version(context, briefing, locale) for locale in others]}


def _language_version(context: PageContext, briefing: Briefing, locale: str) -> JsonLdNode:
    return node("Article", _briefing_id(context, briefing, locale), headline=briefing.texts[locale].title, inLanguage=locale)


def _briefing_id(context: PageContext, briefing: Briefing, locale: str) -> str:
    return f"{context.absolute(urls.record(locale, 'briefings', briefing.id))}#{urls.MAIN_ANCHOR}"


def article_nodes(context: PageContext, article: Article) -> tuple[JsonLdNode, ...]:
    """Return an article that somebody else published, and each claim that it makes."""
    edition, facts = context.edition, article.facts
    work = {
        **article_reference(context, article.id),
        "archivedAt": facts.archived_url,
        "about": subject_references(context, facts),
        **_origin_properties(context, facts.origin),
        "workTranslation": [
            article_reference(context, version)
            for version in edition.graph.versions.get(article.id, ())
            if edition.content.articles[version].facts.origin.kind == "translation"
        ],
    }
    return known_properties(work), *(_claim_node(context, article, name) for name in facts.claims)


def _origin_properties(context: PageContext, origin: records.Origin) -> JsonLdNode:
    """Return what an article goes back to: the work that it translates, or the one that it is based on."""
    if origin.kind == "agency":
        return {"isBasedOn": [node("CreativeWork", provider=entity_reference(context, agency)) for agency in origin.via]}
    if origin.kind not in ("translation", "reprint"):
        return {}
    name = "translationOfWork" if origin.kind == "translation" else "isBasedOn"
    if origin.of is not None:
        return {name: article_reference(context, origin.of)}
    publisher = outlet_reference(context, origin.outlet) if origin.outlet else None
    work = node("CreativeWork", publisher=publisher, inLanguage=origin.language)
    return {name: work} if len(work) > 1 else {}


def _claim_node(context: PageContext, article: Article, name: str) -> JsonLdNode:
    claim, text = article.facts.claims[name], article.texts[context.edition.locale]
    reference = Reference(article.id, name)
    articles, stated = context.edition.content.articles, context.edition.graph.statements[reference].claims
    others = (
        other
        for other in stated
        if other != reference and articles[other.article].facts.claims[other.id].speakers == claim.speakers
    )
    work = {"@id": identity_of(context, "articles", article.id)}
    quotation = node("Quotation", text=claim.quote, inLanguage=article.facts.language, isPartOf=work) if claim.quote else None
    return node(
        "Claim",
        identity_of(context, "claims", str(reference)),
        text=text.claims[name],
        inLanguage=context.edition.locale,
        url=f"{page_url(context, 'articles', article.id)}#{urls.anchor('claim', name)}",
        author=_claim_authors(context, article, claim),
        about=[entity_reference(context, entity) for entity in claim.about],
        appearance=work,
        isBasedOn=quotation,
        sameAs=[identity_of(context, "claims", str(other)) for other in others],
    )


def _claim_authors(context: PageContext, article: Article, claim: records.Claim) -> list[JsonLdNode]:
    """Return whose a claim is: its speakers; somebody without a name; or whoever wrote or published the article."""
    if claim.said_by:
        return [entity_reference(context, entity) for entity in claim.said_by]
    if claim.voice == "unnamed":
        return [{"description": context.edition.messages.gettext("source not named")}]
    work = article_reference(context, article.id)
    whose: Any = work.get("author") or work.get("publisher") or []
    return whose if isinstance(whose, list) else [whose]


def entity_nodes(context: PageContext, entity: Entity, other_names: Iterable[str]) -> tuple[JsonLdNode, ...]:
    """Return an entity; `other_names` are those of other languages, its aliases and the sources' spellings."""
    reference = entity_reference(context, entity.id)
    names = [name for name in dict.fromkeys(other_names) if name != reference.get("name")]
    return described(context, {**reference, "alternateName": names, **_whole(context, entity)}, entity.facts.description)


def _whole(context: PageContext, entity: Entity) -> JsonLdNode:
    if (whole := entity.facts.part_of) is None:
        return {}
    word = _WHOLE.get((entity.facts.kind, context.edition.content.entities[whole].facts.kind))
    return {word: entity_reference(context, whole)} if word else {}


def outlet_nodes(context: PageContext, outlet: Outlet, other_names: Iterable[str]) -> tuple[JsonLdNode, ...]:
    """Return an outlet; `other_names` are those of other languages and scripts."""
    facts, owner = outlet.facts, outlet.facts.owner
    entity = context.edition.content.entities[owner.entity].facts if owner and owner.entity else None
    own: JsonLdNode = {"alternateName": list(other_names), "sameAs": list(facts.other_urls)}
    if owner and owner.entity and entity and entity.kind == "organisation":
        own["parentOrganization"] = entity_reference(context, owner.entity)
    elif owner:
        own["ownershipFundingInfo"] = owner.name or context.edition.name("entities", owner.entity or "").text
    return described(context, {**outlet_reference(context, outlet.id), **own}, facts.description)


def topic_nodes(context: PageContext, topic: Topic) -> tuple[JsonLdNode, ...]:
    """Return a topic, and the one that it is a part of."""
    broader = topic_reference(context, topic.facts.broader) if topic.facts.broader else None
    return described(context, {**topic_reference(context, topic.id), _BROADER: broader}, topic.facts.description)


def described(context: PageContext, thing: JsonLdNode, labels: Labels) -> tuple[JsonLdNode, ...]:
    """Return a thing with its description, where it has one."""
    description = {"description": context.edition.label(labels).text} if labels else {}
    return (known_properties({**thing, **description}),)


def measure_nodes(context: PageContext, measure: Measure, description: str) -> tuple[JsonLdNode, ...]:
    """Return the figures on a measure as a set of data, and the articles that they are from."""
    name = context.edition.label(measure.facts.names)
    articles = dict.fromkeys(article for article, _ in context.edition.graph.figures.get(measure.id, ()))
    dataset = node(
        "Dataset",
        identity_of(context, "measures", measure.id),
        name=name.text,
        description=description,
        inLanguage=context.edition.locale,
        url=page_url(context, "measures", measure.id),
        variableMeasured=name.text,
        isBasedOn=[article_reference(context, article) for article in articles],
        distribution=_data_download(context, urls.data_file("figures")),
    )
    return (dataset,)
