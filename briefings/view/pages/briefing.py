"""A briefing's page."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefings import markup, urls
from briefings.markup import Citation
from briefings.markup.citations import CitationNote, note_html
from briefings.model.content import Briefing
from briefings.model.reference import Reference
from briefings.model.text import Html, Text
from briefings.view.context import PageContext, SiteContext
from briefings.view.jsonld import briefing_nodes
from briefings.view.layout import Page, briefing_downloads, page_layout
from briefings.view.shared import links, statements, voices
from briefings.view.shared.comparison import Comparison, comparison
from briefings.view.shared.timeline import Timeline, timeline


class CitedClaim(NamedTuple):
    """A claim in a briefing's list of sources."""

    claim: links.Link
    """The claim on its article's page, in words."""
    evidence: Text
    """The passage that carries it, in the words of the article."""
    voice: str
    """Whose it is: `named`, `unnamed` or `article`."""
    said_by: tuple[links.Link, ...]
    """Empty where the article names and describes nobody."""
    through: tuple[links.Link, ...]
    """Who carried it from the speaker to the article."""


class CitedArticle(NamedTuple):
    """An article in a briefing's list of sources."""

    number: int
    """By which the text cites it, from 1."""
    anchor: str
    """Its `id` in the list."""
    card: links.ArticleCard
    original_title: Text | None
    same_as: int | None
    """Number of the source that this one is a translation or reprint of."""
    returns: tuple[str, ...]
    """Links back to the citations."""
    claims: tuple[CitedClaim, ...]
    """Those of its claims that the text cites."""


class CorrectionView(NamedTuple):
    """A correction of a briefing."""

    date: str
    text: Text
    """What was wrong, and what is right."""


@dataclass(frozen=True, kw_only=True)
class BriefingPage(Page):
    """A briefing."""

    date: str
    """When it was published."""
    updated: str | None
    """When it was last changed in substance."""
    authors: str | None
    """As a list in a sentence."""
    body: Html
    """The text, with its citations."""
    topics: tuple[links.Link, ...]
    """What it is filed under."""
    entities: tuple[links.Link, ...]
    """Who and what it is about."""
    figures: tuple[Comparison, ...]
    """All figures on each measure of which it cites one."""
    sources: tuple[CitedArticle, ...]
    """The articles that it cites, in the order of the text."""
    source_count: links.SourceCountView
    languages: str
    """Languages of the sources, as a list in a sentence."""
    agreements: tuple[statements.StatementView, ...]
    """Statements cited that several sources make; whether they are independent, the counts say."""
    repeated: tuple[statements.StatementView, ...]
    """Statements cited that several articles make, but one source."""
    contradictions: tuple[tuple[statements.StatementView, ...], ...]
    """Statements cited that others contradict, each with these: they cannot all be true."""
    gaps: statements.Gaps
    gaps_href: str
    """Of the edition's list of statements that rest on a single origin."""
    corrections: tuple[CorrectionView, ...]
    timeline: Timeline
    """Events in the articles that it cites."""


def briefing_page(site: SiteContext, context: PageContext, briefing: Briefing) -> BriefingPage:
    """Return the view of a briefing in an edition that has it."""
    edition = context.edition
    text, facts = briefing.texts[edition.locale], briefing.facts
    title, lede = text.title, text.lede
    cited = [citation for citation, _ in markup.find_citations(text.body)]
    numbers = {article: number for number, article in enumerate(dict.fromkeys(citation.article for citation in cited), 1)}
    claims = list(dict.fromkeys(Reference(citation.article, citation.claim) for citation in cited if citation.claim))
    stated = statements.statements_of(context, claims)
    nodes, data = briefing_nodes(context, briefing), briefing_downloads(context, briefing.id)
    return BriefingPage(
        **page_layout(
            site, context, "briefing.html", title, lede, "briefings", locales=briefing.texts, subjects=nodes, data=data
        ),
        date=edition.date(facts.published),
        updated=edition.date(facts.updated) if facts.updated else None,
        authors=edition.formats.listed(facts.authors) if facts.authors else None,
        body=_body(context, text.body, numbers),
        agreements=statements.statement_views(context, (claim for s, claim in stated.items() if s.has_several_sources)),
        repeated=statements.statement_views(context, (claim for s, claim in stated.items() if s.is_repeated)),
        contradictions=tuple(statements.contradictions(context, stated)),
        gaps=statements.gaps(context, numbers, stated),
        gaps_href=context.href(urls.page(edition.locale, "gaps")),
        topics=links.record_links(context, "topics", facts.topics),
        entities=links.record_links(context, "entities", facts.entities),
        figures=_figures(context, claims),
        sources=tuple(_cited_article(context, article, numbers, cited, claims) for article in numbers),
        source_count=links.source_count(context, edition.graph.sources[briefing.id]),
        languages=links.listed_languages(context, numbers, alone=True),
        corrections=tuple(
            CorrectionView(date=edition.date(correction.date), text=context.text(text.corrections[name]))
            for name, correction in facts.corrections.items()
        ),
        timeline=timeline(context, edition.graph.briefing_timelines.get(briefing.id, ())),
    )


def _body(context: PageContext, body: str, numbers: Mapping[str, int]) -> Html:
    numbering = itertools.count(1)

    def cite(citation: Citation) -> str:
        return note_html(_note(context, citation, next(numbering), numbers[citation.article]), context.edition.locale)

    return markup.to_html(body, cite)


def _note(context: PageContext, citation: Citation, count: int, number: int) -> CitationNote:
    card = links.article_card(context, citation.article)
    article = context.edition.content.articles[citation.article].facts
    gettext = context.edition.messages.gettext
    # Translators: Of an article, on one line with its language and date, in place of a newspaper’s name.
    outlet = card.outlet or gettext("outlet not known")
    # Translators: Of an article, on one line with its outlet and language: when it was published is not known.
    date = card.date or gettext("undated")
    claim = Reference(citation.article, citation.claim) if citation.claim else None
    return CitationNote(
        number=number,
        href=f"#{urls.anchor('source', citation.article)}",
        anchor=urls.anchor("cite", count),
        note_anchor=urls.anchor("note", count),
        passage=Text(article.claims[claim.id].evidence.exact, article.language) if claim else None,
        according=voices.according(context, article.claims[claim.id]) if claim else "",
        article=card.headline.text,
        article_href=(links.claim_link(context, claim, card.headline.text) if claim else card.headline).href,
        facts=" · ".join((outlet, card.language, date)),
        # Translators: Link from a citation to an entry of the list of sources; %(number)s is the entry’s number.
        source=gettext("Source %(number)s") % {"number": number},
    )


def _cited_article(
    context: PageContext, article_id: str, numbers: Mapping[str, int], cited: Sequence[Citation], claims: Sequence[Reference]
) -> CitedArticle:
    facts = context.edition.content.articles[article_id].facts
    return CitedArticle(
        number=numbers[article_id],
        anchor=urls.anchor("source", article_id),
        card=links.article_card(context, article_id),
        original_title=Text(facts.title, facts.language) if facts.title else None,
        same_as=numbers.get(facts.origin.of) if facts.origin.of else None,
        returns=tuple(
            f"#{urls.anchor('cite', count)}" for count, citation in enumerate(cited, start=1) if citation.article == article_id
        ),
        claims=tuple(
            CitedClaim(
                claim=links.claim_link(context, claim, links.claim_text(context, claim)),
                evidence=Text(facts.claims[claim.id].evidence.exact, facts.language),
                voice=voices.voice(context, facts.claims[claim.id]),
                said_by=links.record_links(context, "entities", facts.claims[claim.id].said_by),
                through=links.record_links(context, "entities", facts.claims[claim.id].through),
            )
            for claim in claims
            if claim.article == article_id
        ),
    )


def _figures(context: PageContext, claims: Sequence[Reference]) -> tuple[Comparison, ...]:
    """Return all figures on each measure that a cited claim puts a number on, in the order of the citations."""
    articles = context.edition.content.articles
    figures = (articles[claim.article].facts.claims[claim.id].figure for claim in claims)
    measures = dict.fromkeys(figure.measure for figure in figures if figure)
    return tuple(comparison(context, measure, frozenset(claims)) for measure in measures)
