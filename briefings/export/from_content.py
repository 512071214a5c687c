"""From the editions of a site to the rows of its data files.

A field of a row that a record has under the same name is copied; only what is worked out is named here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import get_args

from briefings import urls
from briefings.export import rows
from briefings.export.fields import Row
from briefings.link.origins import SourceCount, original_of
from briefings.localise import Edition
from briefings.model import content, records
from briefings.model.intervals import interval
from briefings.model.reference import Reference
from briefings.model.voices import voice_of

Editions = Mapping[str, Edition]


def rows_of(editions: Editions, kind: urls.Kind, record_id: str) -> Iterator[Row]:
    """Yield the rows that one record becomes; none for a draft."""
    desk = next(iter(editions.values()))
    match kind:
        case "outlets":
            yield _outlet(editions, desk, desk.content.outlets[record_id])
        case "entities":
            facts, names = desk.content.entities[record_id].facts, entity_names(editions, record_id)
            yield rows.EntityRow.of(facts, id=record_id, names=names, pages=_pages(desk, kind, record_id))
        case "topics":
            yield rows.TopicRow.of(desk.content.topics[record_id].facts, id=record_id, pages=_pages(desk, kind, record_id))
        case "measures":
            yield _measure(desk, desk.content.measures[record_id])
        case "articles":
            if record_id in desk.graph.related:
                yield from _of_article(editions, desk, desk.content.articles[record_id])
        case "briefings":
            if record_id in desk.graph.citations:
                yield _briefing(desk, desk.content.briefings[record_id])


def entity_names(editions: Editions, entity_id: str) -> rows.Texts:
    """Return the names of an entity, in the locales that it has one in."""
    names = ((locale, edition.name("entities", entity_id)) for locale, edition in editions.items())
    return {locale: name.text for locale, name in names if name.lang == locale}


def agent_name(editions: Editions, agent: records.Agent) -> str:
    """Return the name of who wrote or owns something: as printed, or an entity's, in the locale of the desk if it has one."""
    if agent.name is not None or agent.entity is None:
        return agent.name or ""
    names = entity_names(editions, agent.entity)
    return names.get(next(iter(editions.values())).settings.desk_locale) or next(iter(names.values()), agent.entity)


def _outlet(editions: Editions, desk: Edition, outlet: content.Outlet) -> rows.OutletRow:
    facts = outlet.facts
    return rows.OutletRow.of(
        facts,
        id=outlet.id,
        other_names=facts.names,
        owner=agent_name(editions, facts.owner) if facts.owner else None,
        owner_entity=facts.owner.entity if facts.owner else None,
        countries=facts.places,
        pages=_pages(desk, "outlets", outlet.id),
    )


def _of_article(editions: Editions, desk: Edition, article: content.Article) -> Iterator[Row]:
    row = _article(editions, desk, article)
    yield row
    yield from _claims(desk, article, row.pages)
    for name in article.facts.events:
        yield _event(desk, article, name, row.pages)


def _measure(desk: Edition, measure: content.Measure) -> rows.MeasureRow:
    facts = measure.facts
    units = (
        rows.UnitRow(
            id=unit,
            factor=facts.factors.get(unit),
            names={locale: forms.by_category() for locale, forms in names.items()},
        )
        for unit, names in facts.units.items()
    )
    return rows.MeasureRow(
        id=measure.id,
        names=facts.names,
        units=tuple(units),
        scopes=tuple(rows.ScopeRow(scope, names) for scope, names in facts.scopes.items()),
        sources=_source_count(desk.graph.figure_sources.get(measure.id, SourceCount(0, ()))),
        pages=_pages(desk, "measures", measure.id),
    )


def _article(editions: Editions, desk: Edition, article: content.Article) -> rows.ArticleRow:
    facts, texts, origin = article.facts, article.texts, article.facts.origin
    authors = tuple((agent_name(editions, author), author.entity) for author in facts.authors)
    return rows.ArticleRow.of(
        facts,
        id=article.id,
        authors=tuple(name for name, _ in authors),
        bylines=tuple(rows.BylineRow(name, entity) for name, entity in authors if entity),
        print_page=facts.page,
        origin=rows.OriginRow.of(origin, article=origin.of, root=original_of(desk.content.articles, article.id)),
        archived=rows.ArchivedRow.of(facts.archived) if facts.archived else None,
        image=rows.ImageRow.of(facts.image, shows=_texts(article, lambda text: text.image)) if facts.image else None,
        spellings=tuple(rows.SpellingRow(name, text) for name, texts in facts.spellings.items() for text in texts),
        written_in=article.written_in,
        headline=_texts(article, lambda text: text.headline),
        summary=_texts(article, lambda text: text.summary),
        key_points={locale: texts[locale].key_points for locale in texts},
        notes=tuple(_note(article, name, note) for name, note in facts.notes.items()),
        cited_by=desk.graph.cited_by.get(article.id, ()),
        pages=_pages(desk, "articles", article.id, texts),
    )


def _note(article: content.Article, name: str, note: records.Note) -> rows.NoteRow:
    passage = _passage(note.evidence)
    return rows.NoteRow.of(note, id=name, text=_texts(article, lambda text: text.notes.get(name)), **passage)


def _passage_address(url: str | None, evidence: records.Evidence) -> str | None:
    return urls.passage(url, evidence.parts, evidence.prefix, evidence.suffix) if url else None


def _passage(evidence: records.Evidence | None, field: str = "evidence") -> dict[str, str | None]:
    """Return the fields of a row that say where a passage stands, by the name of the first."""
    exact, prefix, suffix = (evidence.exact, evidence.prefix, evidence.suffix) if evidence else (None, None, None)
    return {field: exact, f"{field}_prefix": prefix, f"{field}_suffix": suffix}


def _claims(desk: Edition, article: content.Article, pages: rows.Texts) -> Iterator[rows.ClaimRow | rows.FigureRow]:
    texts = {locale: (text.claims, text.quotes, text.ties) for locale, text in article.texts.items()}
    statements, url = desk.graph.statements, article.facts.url
    for name, claim in article.facts.claims.items():
        reference = Reference(article.id, name)
        statement = statements[reference]
        yield rows.ClaimRow.of(
            claim,
            id=str(reference),
            article=article.id,
            statement={locale: claims[name] for locale, (claims, _, _) in texts.items() if name in claims},
            quote_translation={locale: quotes[name] for locale, (_, quotes, _) in texts.items() if name in quotes},
            tie={locale: ties[name] for locale, (_, _, ties) in texts.items() if name in ties},
            **_passage(claim.evidence),
            **_passage(claim.attribution, "attribution"),
            voice=voice_of(claim, desk.content.entities),
            passage=_passage_address(url, claim.evidence),
            same_as=tuple(str(other) for other in statement.claims if other != reference),
            contradicts=tuple(str(claim) for other in statement.contradicts for claim in statements[other].claims),
            sources=_source_count(statement.sources),
            figure=str(reference) if claim.figure else None,
            pages=_within(pages, urls.anchor("claim", name)),
        )
        if (figure := claim.figure) is not None:
            meant = interval(figure) if figure.amount else None
            yield rows.FigureRow.of(
                figure,
                id=str(reference),
                article=article.id,
                value_to=figure.to,
                range_from=meant.low if meant else None,
                range_to=meant.high if meant else None,
                voice=voice_of(claim, desk.content.entities),
                said_by=claim.said_by,
                through=claim.through,
            )


def _event(desk: Edition, article: content.Article, name: str, pages: rows.Texts) -> rows.EventRow:
    reference = Reference(article.id, name)
    merged, event = desk.graph.merged_event_of[reference], article.facts.events[name]
    return rows.EventRow.of(
        event,
        **_passage(event.evidence),
        **_passage(event.attribution, "attribution"),
        voice=voice_of(event, desk.content.entities),
        id=str(reference),
        article=article.id,
        text=_texts(article, lambda text: text.events.get(name)),
        same_as=tuple(str(other) for other in sorted(merged.members) if other != reference),
        sources=_source_count(merged.sources),
        pages=_within(pages, urls.anchor("event", name)),
    )


def _briefing(desk: Edition, briefing: content.Briefing) -> rows.BriefingRow:
    facts, texts, graph = briefing.facts, briefing.texts, desk.graph
    files = (urls.sources_file(briefing.id, ending) for ending in get_args(urls.SourcesFormat))
    return rows.BriefingRow.of(
        facts,
        id=briefing.id,
        written_in=briefing.written_in,
        title={locale: text.title for locale, text in texts.items()},
        lede={locale: text.lede for locale, text in texts.items()},
        body={locale: text.body for locale, text in texts.items()},
        corrections=tuple(
            rows.CorrectionRow.of(made, id=name, text={locale: text.corrections[name] for locale, text in texts.items()})
            for name, made in facts.corrections.items()
        ),
        citations=tuple(
            rows.CitationRow(cited.article, str(Reference(cited.article, cited.claim)) if cited.claim else None)
            for cited in graph.citations[briefing.id]
        ),
        sources=_source_count(graph.sources[briefing.id]),
        files=rows.SourceFilesRow(*(urls.absolute(desk.settings.site_url, file) for file in files)),
        pages=_pages(desk, "briefings", briefing.id, texts),
    )


def _source_count(count: SourceCount) -> rows.SourceCountRow:
    groups = (rows.SourceRow.of(source, shared=tuple(map(rows.SharedRow.of, source.shared))) for source in count.sources)
    return rows.SourceCountRow(count.articles, count.independent, count.unknown, count.inferred, tuple(groups))


def _texts(article: content.Article, choose: Callable[[records.ArticleText], str | None]) -> rows.Texts:
    texts = ((locale, choose(text)) for locale, text in article.texts.items())
    return {locale: text for locale, text in texts if text is not None}


def _pages(desk: Edition, kind: urls.Kind, record_id: str, locales: Iterable[str] | None = None) -> rows.Texts:
    """Return the addresses of a record's pages, in the order of the site's locales; without `locales`, in all of them."""
    settings = desk.settings
    present = settings.locales if locales is None else set(locales)
    pages = ((locale, urls.record(locale, kind, record_id)) for locale in settings.locales if locale in present)
    return {locale: urls.absolute(settings.site_url, page) for locale, page in pages}


def _within(pages: rows.Texts, anchor: str) -> rows.Texts:
    return {locale: f"{address}#{anchor}" for locale, address in pages.items()}
