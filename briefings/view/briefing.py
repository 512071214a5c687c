"""A briefing's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from briefings import prose, urls
from briefings.link.statements import Statement
from briefings.model.content import Briefing
from briefings.model.reference import Reference
from briefings.model.text import Html, Text
from briefings.prose import Citation, Note
from briefings.view import linked_records
from briefings.view.cards import article_card, claim_link, languages, source_count
from briefings.view.comparison import comparison
from briefings.view.data import briefing_offer
from briefings.view.frame import Here, Site, frame
from briefings.view.gaps import gaps
from briefings.view.statements import contradictions, met, statement_views
from briefings.view.timeline import timeline
from briefings.view.types import BriefingPage, CitedClaim, Comparison, Correction, Source


def briefing_page(site: Site, here: Here, briefing: Briefing) -> BriefingPage:
    """Return the view of a briefing in an edition that has it."""
    edition = here.edition
    _ = edition.messages.gettext
    words, facts = briefing.words[edition.locale], briefing.facts
    cited = [citation for citation, _position in prose.citations(words.body)]
    numbers = _numbers(cited)
    statements = _statements(here, cited)
    return BriefingPage(
        **frame(
            site,
            here,
            template="briefing.html",
            title=words.title,
            description=words.lede,
            path_in=lambda locale: urls.record(locale, "briefings", briefing.id),
            locales=briefing.words,
            breadcrumbs=(here.front(_("Front page")), here.front(_("Briefings"), "briefings")),
            things=linked_records.briefing(here, briefing),
            data=briefing_offer(here, briefing.id),
        ),
        headline=words.title,
        lede=words.lede,
        date=edition.date(facts.published),
        updated=edition.date(facts.updated) if facts.updated else None,
        authors=edition.formats.listed(facts.authors) if facts.authors else None,
        body=_body(here, words.body, numbers),
        agreements=statement_views(here, {s: claim for s, claim in statements.items() if s.has_several_sources}),
        repeated=statement_views(here, {s: claim for s, claim in statements.items() if s.is_repeated}),
        contradictions=tuple(contradictions(here, statements)),
        gaps=gaps(here, numbers, statements),
        gaps_href=here.href(urls.gaps(edition.locale)),
        topics=here.topics(facts.topics),
        entities=here.entities(facts.entities),
        figures=_figures(here, cited),
        sources=tuple(_source(here, article, numbers, cited) for article in numbers),
        source_count=source_count(here, edition.graph.sources[briefing.id]),
        languages=languages(here, numbers),
        corrections=tuple(
            Correction(date=edition.date(correction.date), text=here.own(words.corrections[name]))
            for name, correction in facts.corrections.items()
        ),
        timeline=timeline(here, edition.graph.briefing_timelines.get(briefing.id, ())),
    )  # fmt: skip


def _numbers(cited: Sequence[Citation]) -> Mapping[str, int]:
    """Number the cited articles in the order in which a reader meets them."""
    return {article: number for number, article in enumerate(dict.fromkeys(citation.article for citation in cited), start=1)}


def _statements(here: Here, cited: Sequence[Citation]) -> Mapping[Statement, Reference]:
    """Return the statements that a briefing cites, each once, in the order in which a reader meets them."""
    return met(here, (Reference(citation.article, citation.claim) for citation in cited if citation.claim))


def _body(here: Here, body: str, numbers: Mapping[str, int]) -> Html:
    count = 0

    def cite(citation: Citation) -> Element:
        nonlocal count
        count += 1
        number = numbers[citation.article]
        href, anchor = f"#{urls.source_anchor(citation.article)}", urls.citation_anchor(count)
        return prose.citation(href, anchor, number, _note(here, citation, count, number), here.edition.locale)

    return prose.to_html(body, cite)


def _note(here: Here, citation: Citation, count: int, number: int) -> Note:
    card = article_card(here, citation.article)
    article = here.edition.content.articles[citation.article].facts
    gettext = here.edition.messages.gettext
    facts = (card.outlet or gettext("outlet not known"), card.language, card.date or gettext("date not known"))
    claim = claim_link(here, citation.article, citation.claim, card.headline.text) if citation.claim else None
    return Note(
        anchor=urls.note_anchor(count),
        passage=Text(article.claims[citation.claim].evidence, article.language) if citation.claim else None,
        article=card.headline.text,
        article_href=(claim or card.headline).href,
        facts=" · ".join(facts),
        source=gettext("Source %(number)s") % {"number": number},
    )


def _source(here: Here, article_id: str, numbers: Mapping[str, int], cited: Sequence[Citation]) -> Source:
    article = here.edition.content.articles[article_id]
    facts = article.facts
    claims = dict.fromkeys(citation.claim for citation in cited if citation.article == article_id and citation.claim)
    return Source(
        number=numbers[article_id],
        anchor=urls.source_anchor(article_id),
        card=article_card(here, article_id),
        original_title=Text(facts.title, facts.language) if facts.title else None,
        same_as=numbers.get(facts.origin.of) if facts.origin.of else None,
        returns=tuple(
            f"#{urls.citation_anchor(count)}" for count, citation in enumerate(cited, start=1) if citation.article == article_id
        ),
        claims=tuple(_cited_claim(here, article_id, claim) for claim in claims),
    )


def _cited_claim(here: Here, article_id: str, claim_id: str) -> CitedClaim:
    article = here.edition.content.articles[article_id]
    words, locale = here.edition.words(article)
    statement = Text(words.claims[claim_id], locale)
    evidence = Text(article.facts.claims[claim_id].evidence, article.facts.language)
    return CitedClaim(statement=statement, href=claim_link(here, article_id, claim_id, statement).href, evidence=evidence)


def _figures(here: Here, cited: Sequence[Citation]) -> tuple[Comparison, ...]:
    """Return all figures on each measure that a cited claim puts a number on, in the order of the citations."""
    articles = here.edition.content.articles
    claims = dict.fromkeys(Reference(citation.article, citation.claim) for citation in cited if citation.claim)
    figures = (articles[claim.article].facts.claims[claim.id].figure for claim in claims)
    measures = dict.fromkeys(figure.measure for figure in figures if figure)
    return tuple(comparison(here, measure, frozenset(claims)) for measure in measures)
