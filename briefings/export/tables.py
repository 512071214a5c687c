"""From the editions of a site to the rows of its data files. A new kind of row is one more function and one more line here."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from briefings import urls
from briefings.export import rows
from briefings.link.origins import Count, root
from briefings.localise import Edition
from briefings.model import content, records
from briefings.model.edtf import Date
from briefings.model.reference import Reference
from briefings.settings import Settings

Editions = Mapping[str, Edition]


def site_row(settings: Settings) -> rows.Site:
    """Return what all rows are of."""
    return rows.Site(settings.site_name, settings.site_url, settings.locales, settings.desk_locale)


def rows_of(editions: Editions, kind: urls.Kind, record_id: str) -> rows.Tables:
    """Return the rows that one record becomes; none for a draft."""
    desk = next(iter(editions.values()))
    all_content, settings = desk.content, desk.settings
    site = site_row(settings)
    match kind:
        case "outlets":
            return rows.Tables(site, outlets=(_outlet(settings, all_content.outlets[record_id]),))
        case "entities":
            return rows.Tables(site, entities=(_entity(editions, all_content.entities[record_id]),))
        case "topics":
            return rows.Tables(site, topics=(_topic(settings, all_content.topics[record_id]),))
        case "measures":
            return rows.Tables(site, measures=(_measure(desk, all_content.measures[record_id]),))
        case "articles":
            return _of_article(desk, site, all_content.articles[record_id])
        case "briefings":
            is_published = record_id in desk.graph.citations
            return rows.Tables(site, briefings=(_briefing(desk, all_content.briefings[record_id]),) if is_published else ())


def _of_article(desk: Edition, site: rows.Site, article: content.Article) -> rows.Tables:
    return rows.Tables(
        site,
        articles=(_article(desk, article),),
        claims=tuple(_claims_of(desk, article)),
        figures=tuple(_figures(article)),
        events=tuple(_event(desk, article, name) for name in article.facts.events),
    )


def sources_of(editions: Editions, briefing_id: str) -> rows.Tables:
    """Return the rows that the sources of a briefing are made from: it, what it cites, and who that goes back to."""
    desk = next(iter(editions.values()))
    all_content = desk.content
    found = rows_of(editions, "briefings", briefing_id)
    cited = dict.fromkeys(citation.article for row in found.briefings for citation in row.citations)
    origins = [all_content.articles[article].facts.origin for article in cited]
    outlets = (*(all_content.articles[article].facts.outlet for article in cited), *(origin.outlet for origin in origins))
    articles = dict.fromkeys((*cited, *(origin.of for origin in origins if origin.of)))
    agencies = dict.fromkeys(agency for origin in origins for agency in origin.via)
    return dataclasses.replace(
        found,
        articles=tuple(_article(desk, all_content.articles[article]) for article in articles),
        outlets=tuple(_outlet(desk.settings, all_content.outlets[outlet]) for outlet in dict.fromkeys(outlets) if outlet),
        entities=tuple(_entity(editions, all_content.entities[agency]) for agency in agencies),
    )


# Small records


def _outlet(settings: Settings, outlet: content.Outlet) -> rows.Outlet:
    facts = outlet.facts
    return rows.Outlet(
        id=outlet.id,
        name=facts.name,
        url=facts.url,
        language=facts.language,
        country=facts.country,
        description=facts.description,
        pages=_pages(settings, "outlets", outlet.id, settings.locales),
    )


def _entity(editions: Mapping[str, Edition], entity: content.Entity) -> rows.Entity:
    facts = entity.facts
    settings = next(iter(editions.values())).settings
    names = {locale: edition.entity_name(entity.id) for locale, edition in editions.items()}
    return rows.Entity(
        id=entity.id,
        kind=facts.kind,
        country=facts.country,
        unnamed=facts.unnamed,
        names={locale: name.text for locale, name in names.items() if name.lang == locale},
        description=facts.description,
        pages=_pages(settings, "entities", entity.id, settings.locales),
    )


def _topic(settings: Settings, topic: content.Topic) -> rows.Topic:
    pages = _pages(settings, "topics", topic.id, settings.locales)
    return rows.Topic(id=topic.id, names=topic.facts.names, description=topic.facts.description, pages=pages)


def _measure(desk: Edition, measure: content.Measure) -> rows.Measure:
    facts = measure.facts
    units = (
        rows.Unit(
            id=unit,
            factor=_number(facts.factors[unit]) if unit in facts.factors else None,
            names={locale: {category: name for category, name in forms if name} for locale, forms in names.items()},
        )
        for unit, names in facts.units.items()
    )
    return rows.Measure(
        id=measure.id,
        names=facts.names,
        units=tuple(units),
        scopes=tuple(rows.Scope(id=scope, names=names) for scope, names in facts.scopes.items()),
        sources=_source_count(desk.graph.figure_sources.get(measure.id, Count(0, ()))),
        pages=_pages(desk.settings, "measures", measure.id, desk.settings.locales),
    )


# Articles


def _article(desk: Edition, article: content.Article) -> rows.Article:
    facts, words = article.facts, article.words
    return rows.Article(
        id=article.id,
        language=facts.language,
        title=facts.title,
        outlet=facts.outlet,
        authors=facts.authors,
        url=facts.url,
        archived_url=facts.archived_url,
        published=_date(facts.published),
        published_within=_date(facts.published_within),
        origin=_origin(desk.content, article),
        archived=rows.Archived(file=facts.archived.file, sha256=facts.archived.sha256) if facts.archived else None,
        image=_image(article),
        topics=facts.topics,
        entities=facts.entities,
        spellings=tuple(
            rows.Spelling(entity=entity, spelling=spelling)
            for entity, spellings in facts.spellings.items()
            for spelling in spellings
        ),
        written_in=article.written_in,
        headline=_texts(article, lambda text: text.headline),
        summary=_texts(article, lambda text: text.summary),
        key_points={locale: words[locale].key_points for locale in words},
        notes=tuple(_note(article, name, note) for name, note in facts.notes.items()),
        cited_by=desk.graph.cited_by.get(article.id, ()),
        pages=_pages(desk.settings, "articles", article.id, words),
    )


def _origin(all_content: content.Content, article: content.Article) -> rows.Origin:
    origin = article.facts.origin
    return rows.Origin(
        kind=origin.kind,
        article=origin.of,
        root=root(all_content.articles, article.id),
        outlet=origin.outlet,
        language=origin.language,
        via=origin.via,
        inferred=origin.inferred,
    )


def _image(article: content.Article) -> rows.Image | None:
    image = article.facts.image
    if image is None:
        return None
    shows = _texts(article, lambda text: text.image)
    return rows.Image(credit=image.credit, licence=image.licence, via=image.via, shows=shows)


def _note(article: content.Article, name: str, note: records.Note) -> rows.Note:
    texts = _texts(article, lambda text: text.notes.get(name))
    return rows.Note(id=name, kind=note.kind, evidence=note.evidence, text=texts)


def _claims_of(desk: Edition, article: content.Article) -> Iterator[rows.Claim]:
    texts = {locale: (words.claims, words.quotes) for locale, words in article.words.items()}
    for name, claim in article.facts.claims.items():
        statements = {locale: claims[name] for locale, (claims, _) in texts.items() if name in claims}
        quotes = {locale: quotes[name] for locale, (_, quotes) in texts.items() if name in quotes}
        yield _claim(desk, article, name, claim, statements, quotes)


def _claim(
    desk: Edition, article: content.Article, name: str, claim: records.Claim, words: rows.Texts, quotes: rows.Texts
) -> rows.Claim:
    reference, statements = Reference(article.id, name), desk.graph.statements
    statement, url = statements[reference], article.facts.url
    return rows.Claim(
        id=str(reference),
        article=article.id,
        said_by=claim.said_by,
        through=claim.through,
        about=claim.about,
        quote=claim.quote,
        evidence=claim.evidence,
        passage=urls.passage(url, claim.evidence) if url else None,
        statement=words,
        quote_translation=quotes,
        same_as=tuple(str(other) for other in statement.claims if other != reference),
        contradicts=tuple(str(claim) for other in statement.contradicts for claim in statements[other].claims),
        sources=_source_count(statement.sources),
        figure=str(reference) if claim.figure else None,
        pages=_pages(desk.settings, "articles", article.id, article.words, urls.claim_anchor(name)),
    )


def _figures(article: content.Article) -> Iterator[rows.Figure]:
    for name, claim in article.facts.claims.items():
        if claim.figure is not None:
            yield _figure(str(Reference(article.id, name)), article, claim, claim.figure)


def _figure(claim_id: str, article: content.Article, claim: records.Claim, figure: records.Figure) -> rows.Figure:
    return rows.Figure(
        id=claim_id,
        article=article.id,
        measure=figure.measure,
        value=_number(figure.value),
        value_to=_number(figure.to) if figure.to is not None else None,
        qualifier=figure.qualifier,
        unit=figure.unit,
        scope=figure.scope,
        as_of=_date(figure.as_of),
        period=_date(figure.period),
        said_by=claim.said_by,
        through=claim.through,
    )


def _event(desk: Edition, article: content.Article, name: str) -> rows.Event:
    event, reference = article.facts.events[name], Reference(article.id, name)
    happening = desk.graph.happening_of[reference]
    return rows.Event(
        id=str(reference),
        article=article.id,
        date=event.date.text,
        entities=event.entities,
        evidence=event.evidence,
        text=_texts(article, lambda text: text.events.get(name)),
        same_as=tuple(str(other) for other in sorted(happening.members) if other != reference),
        sources=_source_count(happening.sources),
        pages=_pages(desk.settings, "articles", article.id, article.words, urls.event_anchor(name)),
    )


# Briefings


def _briefing(desk: Edition, briefing: content.Briefing) -> rows.Briefing:
    facts, words, graph = briefing.facts, briefing.words, desk.graph
    return rows.Briefing(
        id=briefing.id,
        topics=facts.topics,
        entities=facts.entities,
        published=facts.published.text,
        updated=_date(facts.updated),
        authors=facts.authors,
        written_in=briefing.written_in,
        title={locale: text.title for locale, text in words.items()},
        lede={locale: text.lede for locale, text in words.items()},
        body={locale: text.body for locale, text in words.items()},
        corrections=tuple(
            rows.Correction(
                id=name, date=correction.date.text, text={locale: text.corrections[name] for locale, text in words.items()}
            )
            for name, correction in facts.corrections.items()
        ),
        citations=tuple(
            rows.Citation(
                article=citation.article,
                claim=str(Reference(citation.article, citation.claim)) if citation.claim else None,
            )
            for citation in graph.citations[briefing.id]
        ),
        sources=_source_count(graph.sources[briefing.id]),
        files=_source_files(desk.settings, briefing.id),
        pages=_pages(desk.settings, "briefings", briefing.id, words),
    )


def _source_count(count: Count) -> rows.SourceCount:
    groups = (
        rows.Source(
            articles=source.articles,
            shared=tuple(rows.Shared(kind=node.kind, id=node.id) for node in source.shared),
            is_known=source.is_known,
        )
        for source in count.sources
    )
    return rows.SourceCount(articles=count.articles, independent=count.independent, unknown=count.unknown, groups=tuple(groups))


def _source_files(settings: Settings, briefing_id: str) -> rows.SourceFiles:
    def address(ending: urls.SourcesFormat) -> str:
        return urls.absolute(settings.site_url, urls.sources_file(briefing_id, ending))

    return rows.SourceFiles(csl=address("json"), bibtex=address("bib"), ris=address("ris"))


# Values


def _texts(article: content.Article, choose: Callable[[records.ArticleText], str | None]) -> rows.Texts:
    found = ((locale, choose(text)) for locale, text in article.words.items())
    return {locale: text for locale, text in found if text is not None}


def _pages(settings: Settings, kind: urls.Kind, record_id: str, locales: Iterable[str], anchor: str = "") -> rows.Pages:
    present = set(locales)
    fragment = f"#{anchor}" if anchor else ""
    return {
        locale: urls.absolute(settings.site_url, urls.record(locale, kind, record_id)) + fragment
        for locale in settings.locales
        if locale in present
    }


def _date(date: Date | None) -> str | None:
    return date.text if date else None


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
