"""Records in schema.org's words (https://schema.org/docs/full.html), as the JSON-LD of their pages has them.

A record is named by its place in the data files, so that the pages of all locales speak of the same thing. Nothing is said
that the content does not say: an unknown outlet, a date that is no full day, and whether an author is a person or an
organisation are left out. Claims of several articles are tied by `sameAs`, as schema.org has it for claims; it has no word for
contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefings import urls
from briefings.model import records
from briefings.model.content import Article, Briefing, Entity, Measure, Outlet, Topic
from briefings.model.edtf import Date
from briefings.model.reference import Reference
from briefings.settings import Settings
from briefings.view.frame import Here, once
from briefings.view.linked_data import Node, known, node, site_reference

_ENTITY_TYPES = {"person": "Person", "organisation": "Organization", "place": "Place"}


def website(settings: Settings, description: str) -> tuple[Node, ...]:
    """Return the site with its data."""
    address = urls.absolute(settings.site_url, urls.DATABASE)
    data = node("Dataset", address, name=settings.site_name, description=description, distribution=_all_data(settings))
    return ({**site_reference(settings), "inLanguage": list(settings.locales), "hasPart": data},)


def _all_data(settings: Settings) -> list[Node]:
    files = (_download(settings, urls.data_file(kind), "application/json") for kind in urls.DATA_KINDS)
    return [*files, _download(settings, urls.DATABASE, "application/vnd.sqlite3")]


def briefing(here: Here, found: Briefing) -> tuple[Node, ...]:
    """Return a briefing: our text, the articles that it cites, and its other languages."""
    edition, facts = here.edition, found.facts
    words = found.words[edition.locale]
    cited = list(dict.fromkeys(citation.article for citation in edition.graph.citations[found.id]))
    sources = [_article_reference(here, article) for article in cited]
    return (
        node(
            "Article",
            _briefing_id(here, found, edition.locale),
            headline=words.title,
            description=words.lede,
            inLanguage=edition.locale,
            url=_page(here, "briefings", found.id),
            datePublished=_day(facts.published),
            dateModified=_day(facts.updated),
            author=_names(facts.authors),
            about=[*_entities(here, facts.entities), *_topics(here, facts.topics)],
            citation=sources,
            isBasedOn=[{"@id": source["@id"]} for source in sources],
            correction=[
                node("CorrectionComment", text=words.corrections[name], datePublished=_day(correction.date))
                for name, correction in facts.corrections.items()
            ],
            isPartOf=site_reference(edition.settings),
            **_other_languages(here, found),
        ),
    )


def _other_languages(here: Here, found: Briefing) -> Node:
    if here.edition.locale != found.written_in:
        return {"translationOfWork": _language_version(here, found, found.written_in)}
    others = (locale for locale in here.edition.settings.locales if locale in found.words and locale != found.written_in)
    return {"workTranslation": [_language_version(here, found, locale) for locale in others]}


def _language_version(here: Here, found: Briefing, locale: str) -> Node:
    return node("Article", _briefing_id(here, found, locale), headline=found.words[locale].title, inLanguage=locale)


def _briefing_id(here: Here, found: Briefing, locale: str) -> str:
    path = urls.record(locale, "briefings", found.id)
    return f"{urls.absolute(here.edition.settings.site_url, path)}#{urls.MAIN_ANCHOR}"


def article(here: Here, found: Article) -> tuple[Node, ...]:
    """Return an article that somebody else published, and each claim that it makes."""
    edition, facts = here.edition, found.facts
    work = {
        **_article_reference(here, found.id),
        "archivedAt": facts.archived_url,
        "about": [*_entities(here, facts.entities), *_topics(here, facts.topics)],
        **_origin(here, facts.origin),
        "workTranslation": [
            _article_reference(here, version)
            for version in edition.graph.versions.get(found.id, ())
            if edition.content.articles[version].facts.origin.kind == "translation"
        ],
    }
    return known(work), *(_claim(here, found, name) for name in facts.claims)


@once
def _article_reference(here: Here, article_id: str) -> Node:
    """Return an article as a source: what it says of itself, in its own language."""
    facts = here.edition.content.articles[article_id].facts
    return node(
        "NewsArticle",
        _identity(here, "articles", article_id),
        headline=facts.title,
        inLanguage=facts.language,
        url=facts.url,
        author=_names(facts.authors),
        publisher=_outlet_reference(here, facts.outlet) if facts.outlet else None,
        datePublished=_day(facts.published),
    )


def _origin(here: Here, origin: records.Origin) -> Node:
    """Return what an article goes back to: the work that it translates, or the one that it is based on."""
    if origin.kind == "agency":
        agencies = _entities(here, origin.via)
        return {"isBasedOn": [node("CreativeWork", provider=agency) for agency in agencies]}
    if origin.kind not in ("translation", "reprint"):
        return {}
    name = "translationOfWork" if origin.kind == "translation" else "isBasedOn"
    if origin.of is not None:
        return {name: _article_reference(here, origin.of)}
    publisher = _outlet_reference(here, origin.outlet) if origin.outlet else None
    work = node("CreativeWork", publisher=publisher, inLanguage=origin.language)
    return {name: work} if len(work) > 1 else {}


def _claim(here: Here, found: Article, name: str) -> Node:
    claim, words = found.facts.claims[name], found.words[here.edition.locale]
    reference = Reference(found.id, name)
    others = (other for other in here.edition.graph.statements[reference].claims if other != reference)
    work = {"@id": _identity(here, "articles", found.id)}
    quotation = node("Quotation", text=claim.quote, inLanguage=found.facts.language, isPartOf=work) if claim.quote else None
    return node(
        "Claim",
        _identity(here, "claims", str(reference)),
        text=words.claims[name],
        inLanguage=here.edition.locale,
        url=f"{_page(here, 'articles', found.id)}#{urls.claim_anchor(name)}",
        author=_entities(here, claim.said_by),
        about=_entities(here, claim.about),
        appearance=work,
        isBasedOn=quotation,
        sameAs=[_identity(here, "claims", str(other)) for other in others],
    )


def entity(here: Here, found: Entity, other_names: Iterable[str]) -> tuple[Node, ...]:
    """Return a person, organisation or place; `other_names` are those of other languages and the sources' spellings."""
    reference = _entity_reference(here, found.id)
    description = here.edition.optional_label(found.facts.description)
    names = [name for name in dict.fromkeys(other_names) if name != reference.get("name")]
    more = {"description": description.text} if description else {}
    return (known({**reference, "alternateName": names, **more}),)


def outlet(here: Here, found: Outlet) -> tuple[Node, ...]:
    """Return an outlet."""
    description = here.edition.optional_label(found.facts.description)
    return (known({**_outlet_reference(here, found.id), "description": description.text if description else None}),)


def topic(here: Here, found: Topic) -> tuple[Node, ...]:
    """Return a topic."""
    description = here.edition.optional_label(found.facts.description)
    return (known({**_topics(here, [found.id])[0], "description": description.text if description else None}),)


def measure(here: Here, found: Measure, description: str) -> tuple[Node, ...]:
    """Return the figures on a measure as a set of data, and the articles that they are from."""
    settings, graph = here.edition.settings, here.edition.graph
    name = here.edition.label(found.facts.names)
    articles = dict.fromkeys(article for article, _ in graph.figures.get(found.id, ()))
    return (
        node(
            "Dataset",
            _identity(here, "measures", found.id),
            name=name.text,
            description=description,
            inLanguage=here.edition.locale,
            url=_page(here, "measures", found.id),
            variableMeasured=name.text,
            isBasedOn=[_article_reference(here, article) for article in articles],
            distribution=_download(settings, urls.data_file("figures"), "application/json"),
        ),
    )


# Pieces


def _entities(here: Here, entity_ids: Iterable[str]) -> list[Node]:
    return [_entity_reference(here, entity_id) for entity_id in entity_ids]


@once
def _entity_reference(here: Here, entity_id: str) -> Node:
    facts, name = here.edition.content.entities[entity_id].facts, here.edition.entity_name(entity_id).text
    return node(
        "Country" if facts.country else _ENTITY_TYPES[facts.kind],
        _identity(here, "entities", entity_id),
        name=None if facts.unnamed else name,
        description=name if facts.unnamed else None,
        url=_page(here, "entities", entity_id),
    )


@once
def _outlet_reference(here: Here, outlet_id: str) -> Node:
    facts = here.edition.content.outlets[outlet_id].facts
    return node("NewsMediaOrganization", _identity(here, "outlets", outlet_id), name=facts.name, url=facts.url)


def _topics(here: Here, topic_ids: Iterable[str]) -> list[Node]:
    return [_topic_reference(here, topic_id) for topic_id in topic_ids]


@once
def _topic_reference(here: Here, topic_id: str) -> Node:
    return node(
        "DefinedTerm",
        _identity(here, "topics", topic_id),
        name=here.edition.label(here.edition.content.topics[topic_id].facts.names).text,
        url=_page(here, "topics", topic_id),
    )


def _names(names: Iterable[str]) -> list[Node]:
    """Return authors by their names alone: whether one is a person or an organisation is not known."""
    return [{"name": name} for name in names]


def _download(settings: Settings, path: str, media_type: str) -> Node:
    return node("DataDownload", contentUrl=urls.absolute(settings.site_url, path), encodingFormat=media_type)


def _day(date: Date | None) -> str | None:
    """Return a date as schema.org's Date, which is a full day that nothing qualifies; None for any other."""
    if date is None or date.is_interval or date.start is None or date.start.day is None:
        return None
    moment = date.start
    return None if moment.uncertain or moment.approximate else moment.first.isoformat()


def _identity(here: Here, kind: urls.DataKind, record_id: str) -> str:
    return urls.identity(here.edition.settings.site_url, kind, record_id)


def _page(here: Here, kind: urls.Kind, record_id: str) -> str:
    return urls.absolute(here.edition.settings.site_url, here.edition.path_of(kind, record_id))
