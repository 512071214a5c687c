"""From the editions of a site to the rows of its data files.

A field of a row that a record has under the same name is copied; only what is worked out is named here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from briefings import urls
from briefings.export.rows import articles, briefings, fields
from briefings.export.rows.fields import number
from briefings.link.origins import SourceCount, original_of
from briefings.localise import Edition
from briefings.model import content, records
from briefings.model.reference import Reference
from briefings.settings import Settings

Editions = Mapping[str, Edition]


def rows_of(editions: Editions, kind: urls.Kind, record_id: str) -> Iterator[fields.Row]:
    """Yield the rows that one record becomes; none for a draft."""
    desk = next(iter(editions.values()))
    match kind:
        case "outlets":
            outlet, pages = desk.content.outlets[record_id].facts, _pages(desk.settings, kind, record_id)
            yield briefings.OutletRow.of(outlet, id=record_id, pages=pages)
        case "entities":
            yield entity_row(editions, desk.content.entities[record_id])
        case "topics":
            topic, pages = desk.content.topics[record_id].facts, _pages(desk.settings, kind, record_id)
            yield briefings.TopicRow.of(topic, id=record_id, pages=pages)
        case "measures":
            yield _measure(desk, desk.content.measures[record_id])
        case "articles":
            yield from _of_article(desk, desk.content.articles[record_id])
        case "briefings":
            if record_id in desk.graph.citations:
                yield _briefing(desk, desk.content.briefings[record_id])


def _of_article(desk: Edition, article: content.Article) -> Iterator[fields.Row]:
    row = _article(desk, article)
    yield row
    yield from _claims(desk, article, row.pages)
    for name, claim in article.facts.claims.items():
        if claim.figure is not None:
            yield _figure(article, name, claim, claim.figure)
    for name in article.facts.events:
        yield _event(desk, article, name, row.pages)


def entity_row(editions: Editions, entity: content.Entity) -> briefings.EntityRow:
    """Return the row of an entity."""
    settings = next(iter(editions.values())).settings
    names = ((locale, edition.name("entities", entity.id)) for locale, edition in editions.items())
    return briefings.EntityRow.of(
        entity.facts,
        id=entity.id,
        names={locale: name.text for locale, name in names if name.lang == locale},
        pages=_pages(settings, "entities", entity.id),
    )


def _measure(desk: Edition, measure: content.Measure) -> briefings.MeasureRow:
    facts = measure.facts
    return briefings.MeasureRow(
        id=measure.id,
        names=facts.names,
        units=tuple(_unit(facts, unit) for unit in facts.units),
        scopes=tuple(briefings.ScopeRow(id=scope, names=names) for scope, names in facts.scopes.items()),
        sources=_source_count(desk.graph.figure_sources.get(measure.id, SourceCount(0, ()))),
        pages=_pages(desk.settings, "measures", measure.id),
    )


def _unit(measure: records.Measure, unit: str) -> briefings.UnitRow:
    return briefings.UnitRow(
        id=unit,
        factor=number(measure.factors[unit]) if unit in measure.factors else None,
        names={locale: {category: name for category, name in forms if name} for locale, forms in measure.units[unit].items()},
    )


def _article(desk: Edition, article: content.Article) -> articles.ArticleRow:
    facts, words, origin = article.facts, article.words, article.facts.origin
    return articles.ArticleRow.of(
        facts,
        id=article.id,
        origin=articles.OriginRow.of(origin, article=origin.of, root=original_of(desk.content.articles, article.id)),
        archived=articles.ArchivedRow.of(facts.archived) if facts.archived else None,
        image=articles.ImageRow.of(facts.image, shows=_texts(article, lambda text: text.image)) if facts.image else None,
        spellings=tuple(articles.SpellingRow(name, text) for name, texts in facts.spellings.items() for text in texts),
        written_in=article.written_in,
        headline=_texts(article, lambda text: text.headline),
        summary=_texts(article, lambda text: text.summary),
        key_points={locale: words[locale].key_points for locale in words},
        notes=tuple(_note(article, name, note) for name, note in facts.notes.items()),
        cited_by=desk.graph.cited_by.get(article.id, ()),
        pages=_pages(desk.settings, "articles", article.id, words),
    )


def _note(article: content.Article, name: str, note: records.Note) -> articles.NoteRow:
    return articles.NoteRow.of(note, id=name, text=_texts(article, lambda text: text.notes.get(name)))


def _claims(desk: Edition, article: content.Article, pages: fields.Pages) -> Iterator[articles.ClaimRow]:
    words = {locale: (text.claims, text.quotes) for locale, text in article.words.items()}
    statements, url = desk.graph.statements, article.facts.url
    for name, claim in article.facts.claims.items():
        reference = Reference(article.id, name)
        statement = statements[reference]
        yield articles.ClaimRow.of(
            claim,
            id=str(reference),
            article=article.id,
            statement={locale: claims[name] for locale, (claims, _) in words.items() if name in claims},
            quote_translation={locale: quotes[name] for locale, (_, quotes) in words.items() if name in quotes},
            passage=urls.passage(url, claim.evidence) if url else None,
            same_as=tuple(str(other) for other in statement.claims if other != reference),
            contradicts=tuple(str(claim) for other in statement.contradicts for claim in statements[other].claims),
            sources=_source_count(statement.sources),
            figure=str(reference) if claim.figure else None,
            pages=_within(pages, urls.anchor("claim", name)),
        )


def _figure(article: content.Article, name: str, claim: records.Claim, figure: records.Figure) -> articles.FigureRow:
    return articles.FigureRow.of(
        figure,
        id=str(Reference(article.id, name)),
        article=article.id,
        value_to=None if figure.to is None else number(figure.to),
        said_by=claim.said_by,
        through=claim.through,
    )


def _event(desk: Edition, article: content.Article, name: str, pages: fields.Pages) -> articles.EventRow:
    reference = Reference(article.id, name)
    merged = desk.graph.merged_event_of[reference]
    return articles.EventRow.of(
        article.facts.events[name],
        id=str(reference),
        article=article.id,
        text=_texts(article, lambda text: text.events.get(name)),
        same_as=tuple(str(other) for other in sorted(merged.members) if other != reference),
        sources=_source_count(merged.sources),
        pages=_within(pages, urls.anchor("event", name)),
    )


def _briefing(desk: Edition, briefing: content.Briefing) -> briefings.BriefingRow:
    facts, words, graph = briefing.facts, briefing.words, desk.graph
    return briefings.BriefingRow.of(
        facts,
        id=briefing.id,
        written_in=briefing.written_in,
        title={locale: text.title for locale, text in words.items()},
        lede={locale: text.lede for locale, text in words.items()},
        body={locale: text.body for locale, text in words.items()},
        corrections=tuple(
            briefings.CorrectionRow.of(made, id=name, text={locale: text.corrections[name] for locale, text in words.items()})
            for name, made in facts.corrections.items()
        ),
        citations=tuple(
            briefings.CitationRow(cited.article, str(Reference(cited.article, cited.claim)) if cited.claim else None)
            for cited in graph.citations[briefing.id]
        ),
        sources=_source_count(graph.sources[briefing.id]),
        files=_source_files(desk.settings, briefing.id),
        pages=_pages(desk.settings, "briefings", briefing.id, words),
    )


def _source_count(count: SourceCount) -> fields.SourceCountRow:
    groups = (fields.SourceRow.of(source, shared=tuple(map(fields.SharedRow.of, source.shared))) for source in count.sources)
    return fields.SourceCountRow(count.articles, count.independent, count.unknown, tuple(groups))


def _source_files(settings: Settings, briefing_id: str) -> briefings.SourceFilesRow:
    formats: tuple[urls.SourcesFormat, ...] = ("json", "bib", "ris")
    files = (urls.sources_file(briefing_id, each) for each in formats)
    return briefings.SourceFilesRow(*(urls.absolute(settings.site_url, file) for file in files))


def _texts(article: content.Article, choose: Callable[[records.ArticleText], str | None]) -> fields.Texts:
    texts = ((locale, choose(words)) for locale, words in article.words.items())
    return {locale: text for locale, text in texts if text is not None}


def _pages(settings: Settings, kind: urls.Kind, record_id: str, locales: Iterable[str] | None = None) -> fields.Pages:
    """Return the addresses of a record's pages, in the order of the site's locales; without `locales`, in all of them."""
    present = settings.locales if locales is None else set(locales)
    pages = ((locale, urls.record(locale, kind, record_id)) for locale in settings.locales if locale in present)
    return {locale: urls.absolute(settings.site_url, page) for locale, page in pages}


def _within(pages: fields.Pages, anchor: str) -> fields.Pages:
    return {locale: f"{address}#{anchor}" for locale, address in pages.items()}
