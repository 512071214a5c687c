"""An article's page: what it says, who says it, and what is known of it."""

from __future__ import annotations

import re

from briefings import prose, urls
from briefings.model.content import Article
from briefings.model.records import ArticleText
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view import linked_records
from briefings.view.cards import article_cards, briefing_cards, entity_groups, figure_row, origin, source_count
from briefings.view.data import data_offer
from briefings.view.frame import Here, Site, frame
from briefings.view.proof import proof, verification
from briefings.view.statements import against, chain, statement_of, voices
from briefings.view.types import ArticlePage, ClaimView, EventView, ImageView, NoteView, VerifiedSpelling


def article_page(site: Site, here: Here, article: Article) -> ArticlePage:
    """Return the view of an article in an edition that has it."""
    edition = here.edition
    _ = edition.messages.gettext
    words, facts, graph = article.words[edition.locale], article.facts, edition.graph
    figures = (figure_row(here, article.id, claim_id) for claim_id in facts.claims)
    return ArticlePage(
        **frame(
            site,
            here,
            template="article.html",
            title=words.headline,
            description=words.key_points[0],
            path_in=lambda locale: urls.record(locale, "articles", article.id),
            locales=article.words,
            breadcrumbs=(here.front(_("Front page")), here.front(_("Articles"), "articles")),
            things=linked_records.article(here, article),
            data=data_offer(here, "articles", "claims", "figures", "events"),
        ),
        headline=words.headline,
        original_title=Text(facts.title, facts.language) if facts.title else None,
        outlet=here.outlet(facts.outlet) if facts.outlet else None,
        authors=edition.formats.listed(facts.authors) if facts.authors else None,
        language=edition.formats.language(facts.language),
        language_tag=facts.language,
        published=edition.date(facts.published) if facts.published else None,
        limits=edition.limits(facts.published_within) if facts.published_within else None,
        url=facts.url,
        archived_url=facts.archived_url,
        origin=origin(here, article),
        archived_file=facts.archived.file if facts.archived else None,
        archived_digest=facts.archived.sha256 if facts.archived else None,
        verification=verification(here, article),
        image=_image(article, words),
        summary=prose.to_html(words.summary),
        key_points=words.key_points,
        claims=tuple(_claim(here, article, words, claim_id) for claim_id in facts.claims),
        figures=tuple(row for row in figures if row),
        events=_events(here, article, words),
        notes=_notes(here, article, words),
        spellings=tuple(
            VerifiedSpelling(
                name=here.entity(entity),
                spelling=Text(spelling, facts.language),
                proof=proof(here, article, "spellings", entity, position),
            )
            for entity, spellings in facts.spellings.items()
            for position, spelling in enumerate(spellings)
        ),
        topics=here.topics(facts.topics),
        entities=entity_groups(here, facts.entities),
        cited_by=briefing_cards(here, graph.cited_by.get(article.id, ())),
        versions=article_cards(here, graph.versions.get(article.id, ())),
        related=article_cards(here, _others(here, article)),
    )


def _others(here: Here, article: Article) -> list[str]:
    """Return other articles about the same thing, without the versions of this one, which the page names apart."""
    graph = here.edition.graph
    apart = {article.facts.origin.of, *graph.versions.get(article.id, ())}
    return [other for other in graph.related[article.id] if other not in apart]


def _claim(here: Here, article: Article, words: ArticleText, claim_id: str) -> ClaimView:
    edition, claim = here.edition, article.facts.claims[claim_id]
    language = article.facts.language
    time = (claim.figure.as_of or claim.figure.period) if claim.figure else None
    statement = statement_of(here, Reference(article.id, claim_id))
    return ClaimView(
        anchor=urls.claim_anchor(claim_id),
        statement=words.claims[claim_id],
        chain=chain(here, article, claim_id),
        quote=Text(claim.quote, language) if claim.quote else None,
        translation=words.quotes.get(claim_id),
        figure=edition.figure(claim.figure) if claim.figure else None,
        scope=edition.scope(claim.figure) if claim.figure else None,
        time=edition.date(time) if time else None,
        evidence=Text(claim.evidence, language),
        evidence_proof=proof(here, article, "claims", claim_id, "evidence"),
        quote_proof=proof(here, article, "claims", claim_id, "quote"),
        passage=_passage(article.facts.url, claim.evidence),
        archived_passage=_passage(article.facts.archived_url, claim.evidence),
        others=voices(here, (other for other in statement.claims if other != Reference(article.id, claim_id))),
        source_count=source_count(here, statement.sources),
        against=against(here, statement),
    )


def _passage(address: str | None, evidence: str) -> str | None:
    return urls.passage(address, evidence) if address else None


def _events(here: Here, article: Article, words: ArticleText) -> tuple[EventView, ...]:
    events = sorted(article.facts.events.items(), key=lambda item: (item[1].date.first, item[0]))
    return tuple(
        EventView(
            anchor=urls.event_anchor(event_id),
            date=here.edition.date(event.date),
            text=words.events[event_id],
            entities=here.entities(event.entities),
            evidence=Text(event.evidence, article.facts.language),
            proof=proof(here, article, "events", event_id, "evidence"),
        )
        for event_id, event in events
    )


def _notes(here: Here, article: Article, words: ArticleText) -> tuple[NoteView, ...]:
    return tuple(
        NoteView(
            kind=note.kind,
            text=words.notes[note_id],
            evidence=Text(note.evidence, article.facts.language) if note.evidence else None,
            proof=proof(here, article, "notes", note_id, "evidence"),
        )
        for note_id, note in article.facts.notes.items()
    )


def _image(article: Article, words: ArticleText) -> ImageView | None:
    image = article.facts.image
    if image is None or words.image is None:
        return None
    return ImageView(
        shows=words.image,
        credit=image.credit,
        licence=_licence_name(image.licence),
        licence_url=_licence_url(image.licence),
        via=image.via,
    )


def _licence_name(identifier: str | None) -> str | None:
    """Return a licence as its makers write it, `CC BY 4.0`; as it is where it is none of Creative Commons."""
    return re.sub(r"^CC-(.+)-(\d\.\d)$", r"CC \1 \2", identifier) if identifier else None


def _licence_url(identifier: str | None) -> str | None:
    """Return the address of a Creative Commons licence by its SPDX identifier."""
    match = re.fullmatch(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)", identifier or "", re.ASCII)
    return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/" if match else None
