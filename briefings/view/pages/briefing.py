"""A briefing's page."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefings import markup, urls
from briefings.link.statements import Statement
from briefings.markup import Citation
from briefings.markup.notes import CitationNote, note_html
from briefings.model.content import Briefing
from briefings.model.reference import Reference
from briefings.model.text import Html, Text
from briefings.view.context import PageContext, SiteContext
from briefings.view.jsonld.records import briefing_nodes
from briefings.view.layout import Page, page_layout
from briefings.view.shared.cards import ArticleCard, article_card, listed_languages
from briefings.view.shared.comparison import Comparison, comparison
from briefings.view.shared.counts import SourceCountView, source_count
from briefings.view.shared.downloads import briefing_downloads
from briefings.view.shared.gaps import Gaps, gaps
from briefings.view.shared.links import Link, breadcrumbs, claim_link, entity_links, topic_links
from briefings.view.shared.statements import Contradiction, StatementView, contradictions, statement_views, statements_of
from briefings.view.shared.timeline import Timeline, timeline


class CitedClaim(NamedTuple):
    """A claim in a briefing's list of sources."""

    statement: Text
    """The claim in words."""
    href: str
    """Link to the claim on its article's page."""
    evidence: Text
    """The passage that carries it, in the words of the article."""


class CitedArticle(NamedTuple):
    """An article in a briefing's list of sources."""

    number: int
    """By which the text cites it, from 1."""
    anchor: str
    """Its `id` in the list."""
    card: ArticleCard
    """The article."""
    original_title: Text | None
    """Its title in its own language."""
    same_as: int | None
    """Number of the source that this one is a translation or reprint of."""
    returns: tuple[str, ...]
    """Links back to the citations."""
    claims: tuple[CitedClaim, ...]
    """Those of its claims that the text cites."""


class CorrectionView(NamedTuple):
    """A correction of a briefing."""

    date: str
    """When it was made."""
    text: Text
    """What was wrong, and what is right."""


@dataclass(frozen=True, kw_only=True)
class BriefingPage(Page):
    """A briefing."""

    headline: str
    """Its title."""
    lede: str
    """Its first sentences."""
    date: str
    """When it was published."""
    updated: str | None
    """When it was last changed in substance."""
    authors: str | None
    """As a list in a sentence."""
    body: Html
    """The text, with its citations."""
    topics: tuple[Link, ...]
    """What it is filed under."""
    entities: tuple[Link, ...]
    """Who and what it is about."""
    figures: tuple[Comparison, ...]
    """All figures on each measure of which it cites one."""
    sources: tuple[CitedArticle, ...]
    """The articles that it cites, in the order of the text."""
    source_count: SourceCountView
    """Of those articles."""
    languages: str
    """Languages of the sources, as a list in a sentence."""
    agreements: tuple[StatementView, ...]
    """Statements cited that several sources make; whether they are independent, the counts say."""
    repeated: tuple[StatementView, ...]
    """Statements cited that several articles make, but one source."""
    contradictions: tuple[Contradiction, ...]
    """Statements cited that others contradict."""
    gaps: Gaps
    """What it rests on, and where that is little."""
    gaps_href: str
    """Of the edition's list of statements that rest on a single origin."""
    corrections: tuple[CorrectionView, ...]
    """What has been corrected in it."""
    timeline: Timeline
    """Events in the articles that it cites."""


def briefing_page(site: SiteContext, context: PageContext, briefing: Briefing) -> BriefingPage:
    """Return the view of a briefing in an edition that has it."""
    edition = context.edition
    _ = edition.messages.gettext
    words, facts = briefing.words[edition.locale], briefing.facts
    cited = [citation for citation, _position in markup.find_citations(words.body)]
    numbers = _numbers(cited)
    statements = _statements(context, cited)
    return BriefingPage(
        **page_layout(
            site,
            context,
            template="briefing.html",
            title=words.title,
            description=words.lede,
            path_in=lambda locale: urls.record(locale, "briefings", briefing.id),
            locales=briefing.words,
            breadcrumbs=breadcrumbs(context, _("Briefings"), "briefings"),
            subjects=briefing_nodes(context, briefing),
            data=briefing_downloads(context, briefing.id),
        ),
        headline=words.title,
        lede=words.lede,
        date=edition.date(facts.published),
        updated=edition.date(facts.updated) if facts.updated else None,
        authors=edition.formats.listed(facts.authors) if facts.authors else None,
        body=_body(context, words.body, numbers),
        agreements=statement_views(context, {s: claim for s, claim in statements.items() if s.has_several_sources}),
        repeated=statement_views(context, {s: claim for s, claim in statements.items() if s.is_repeated}),
        contradictions=tuple(contradictions(context, statements)),
        gaps=gaps(context, numbers, statements),
        gaps_href=context.href(urls.page(edition.locale, "gaps")),
        topics=topic_links(context, facts.topics),
        entities=entity_links(context, facts.entities),
        figures=_figures(context, cited),
        sources=tuple(_cited_article(context, article, numbers, cited) for article in numbers),
        source_count=source_count(context, edition.graph.sources[briefing.id]),
        languages=listed_languages(context, numbers),
        corrections=tuple(
            CorrectionView(date=edition.date(correction.date), text=context.text(words.corrections[name]))
            for name, correction in facts.corrections.items()
        ),
        timeline=timeline(context, edition.graph.briefing_timelines.get(briefing.id, ())),
    )  # fmt: skip


def _numbers(cited: Sequence[Citation]) -> Mapping[str, int]:
    """Number the cited articles in the order in which a reader meets them."""
    return {article: number for number, article in enumerate(dict.fromkeys(citation.article for citation in cited), start=1)}


def _statements(context: PageContext, cited: Sequence[Citation]) -> Mapping[Statement, Reference]:
    """Return the statements that a briefing cites, each once, in the order in which a reader meets them."""
    return statements_of(context, (Reference(citation.article, citation.claim) for citation in cited if citation.claim))


def _body(context: PageContext, body: str, numbers: Mapping[str, int]) -> Html:
    numbering = itertools.count(1)

    def cite(citation: Citation) -> str:
        note = _note(context, citation, next(numbering), numbers[citation.article])
        return note_html(note, context.edition.locale)

    return markup.to_html(body, cite)


def _note(context: PageContext, citation: Citation, count: int, number: int) -> CitationNote:
    card = article_card(context, citation.article)
    article = context.edition.content.articles[citation.article].facts
    gettext = context.edition.messages.gettext
    facts = (card.outlet or gettext("outlet not known"), card.language, card.date or gettext("date not known"))
    claim = claim_link(context, citation.article, citation.claim, card.headline.text) if citation.claim else None
    return CitationNote(
        number=number,
        href=f"#{urls.anchor('source', citation.article)}",
        anchor=urls.anchor("cite", count),
        note_anchor=urls.anchor("note", count),
        passage=Text(article.claims[citation.claim].evidence, article.language) if citation.claim else None,
        article=card.headline.text,
        article_href=(claim or card.headline).href,
        facts=" · ".join(facts),
        source=gettext("Source %(number)s") % {"number": number},
    )


def _cited_article(
    context: PageContext, article_id: str, numbers: Mapping[str, int], cited: Sequence[Citation]
) -> CitedArticle:
    article = context.edition.content.articles[article_id]
    facts = article.facts
    claims = dict.fromkeys(citation.claim for citation in cited if citation.article == article_id and citation.claim)
    return CitedArticle(
        number=numbers[article_id],
        anchor=urls.anchor("source", article_id),
        card=article_card(context, article_id),
        original_title=Text(facts.title, facts.language) if facts.title else None,
        same_as=numbers.get(facts.origin.of) if facts.origin.of else None,
        returns=tuple(
            f"#{urls.anchor('cite', count)}" for count, citation in enumerate(cited, start=1) if citation.article == article_id
        ),
        claims=tuple(_cited_claim(context, article_id, claim) for claim in claims),
    )


def _cited_claim(context: PageContext, article_id: str, claim_id: str) -> CitedClaim:
    article = context.edition.content.articles[article_id]
    words, locale = context.edition.words(article)
    statement = Text(words.claims[claim_id], locale)
    evidence = Text(article.facts.claims[claim_id].evidence, article.facts.language)
    return CitedClaim(statement=statement, href=claim_link(context, article_id, claim_id, statement).href, evidence=evidence)


def _figures(context: PageContext, cited: Sequence[Citation]) -> tuple[Comparison, ...]:
    """Return all figures on each measure that a cited claim puts a number on, in the order of the citations."""
    articles = context.edition.content.articles
    claims = dict.fromkeys(Reference(citation.article, citation.claim) for citation in cited if citation.claim)
    figures = (articles[claim.article].facts.claims[claim.id].figure for claim in claims)
    measures = dict.fromkeys(figure.measure for figure in figures if figure)
    return tuple(comparison(context, measure, frozenset(claims)) for measure in measures)
