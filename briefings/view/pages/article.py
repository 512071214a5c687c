"""An article's page: what it says, who says it, and what is known of it."""

from dataclasses import dataclass
from typing import NamedTuple

from briefings import markup, urls
from briefings.model.content import Article
from briefings.model.records import ArticleText
from briefings.model.reference import Reference
from briefings.model.text import Html, Text
from briefings.view.context import PageContext, SiteContext
from briefings.view.jsonld import article_nodes
from briefings.view.layout import Page, downloads, page_layout
from briefings.view.pages import article_parts
from briefings.view.shared import links
from briefings.view.shared.figures import FigureView, figure_view
from briefings.view.shared.voices import voice


class ArticleEvent(NamedTuple):
    """An event on its article's page."""

    anchor: str
    """Its `id` on the page."""
    date: str
    """When it happened, as the article has it."""
    text: str
    voice: str
    """Whose the report is: `named`, `unnamed` or `article`."""
    said_by: tuple[links.Link, ...]
    """Empty where the article names and describes nobody."""
    through: tuple[links.Link, ...]
    """Who carried it from the speaker to the article."""
    evidence: Text
    """The passage that reports it, in the words of the article."""
    proof: article_parts.VerificationBadge | None
    """Of the passage; None where the article has no archived text."""
    attribution: Text | None
    """The passage that says who reports it or who carried it, where it is another one, in the words of the article."""
    attribution_proof: article_parts.VerificationBadge | None
    """Of that passage."""


class NoteView(NamedTuple):
    """What the desk noticed about an article."""

    kind: str
    """A kind of note, as in the content."""
    text: str
    evidence: Text | None
    """The passage that it is about, in the words of the article."""
    proof: article_parts.VerificationBadge | None
    """Of the passage; None where there is none, or the article has no archived text."""


@dataclass(frozen=True, kw_only=True)
class ArticlePage(Page):
    """An article: what it says and what is known of it."""

    original_title: Text | None
    outlets: tuple[links.Link, ...]
    """Who published it, alone or together; empty where that is not known."""
    authors: tuple[links.AgentView, ...]
    """As a list in a sentence; empty where they are not known."""
    section: str | None
    """The part of the outlet that it appeared in, as printed; likewise below."""
    print_page: str | None
    """The page of the printed edition."""
    language: str
    """Name of its language."""
    language_tag: str
    """BCP 47 tag of its language."""
    published: str | None
    """When it appeared; None where that is not known."""
    limits: str | None
    """Of an unknown date of publication."""
    modified: str | None
    """When the publisher last changed it."""
    read: str | None
    """When the desk read it."""
    url: str | None
    archived_url: str | None
    """Address of a public archived copy."""
    origin: article_parts.OriginView
    archived_file: str | None
    """Name of the file with its archived text."""
    archived_digest: str | None
    """SHA-256 of that file, in hexadecimal."""
    verification: article_parts.VerificationSummary | None
    """None where the article has no passages."""
    image: article_parts.ImageView | None
    summary: Html
    """What it says, in our words."""
    key_points: tuple[str, ...]
    """The same in a few sentences."""
    claims: tuple[article_parts.ClaimView, ...]
    """The statements that it reports, in its own order."""
    figures: tuple[FigureView, ...]
    """Those of its claims that put a number on a measure."""
    events: tuple[ArticleEvent, ...]
    """What happened, in the order of time."""
    notes: tuple[NoteView, ...]
    spellings: tuple[article_parts.Spelling, ...]
    topics: tuple[links.Link, ...]
    """What it is filed under."""
    entities: tuple[links.EntityGroup, ...]
    """Whom and what it mentions."""
    cited_by: tuple[links.BriefingCard, ...]
    """Briefings that cite it."""
    versions: tuple[links.ArticleCard, ...]
    """Translations and reprints of it."""
    related: tuple[links.ArticleCard, ...]
    """Other articles about the same."""


def article_page(site: SiteContext, context: PageContext, article: Article) -> ArticlePage:
    """Return the view of an article in an edition that has it."""
    edition, graph = context.edition, context.edition.graph
    text, facts = article.texts[edition.locale], article.facts
    title, description = text.headline, text.key_points[0]
    figures = (Reference(article.id, claim_id) for claim_id, claim in facts.claims.items() if claim.figure)
    versions = graph.versions.get(article.id, ())
    # The page names the versions of this article apart.
    related = [other for other in graph.related[article.id] if other not in (facts.origin.of, *versions)]
    nodes, data = article_nodes(context, article), downloads(context, "articles", "claims", "figures", "events")
    return ArticlePage(
        **page_layout(
            site, context, "article.html", title, description, "articles", locales=article.texts, subjects=nodes, data=data
        ),
        original_title=Text(facts.title, facts.language) if facts.title else None,
        outlets=links.record_links(context, "outlets", facts.outlets),
        authors=links.agents(context, facts.authors),
        section=facts.section,
        print_page=facts.page,
        language=edition.formats.language(facts.language, alone=True),
        language_tag=facts.language,
        published=edition.date(facts.published) if facts.published else None,
        limits=edition.limits(facts.published_within, alone=True) if facts.published_within else None,
        modified=edition.date(facts.modified) if facts.modified else None,
        read=edition.date(facts.read) if facts.read else None,
        url=facts.url,
        archived_url=facts.archived_url,
        origin=article_parts.origin_view(context, facts.origin),
        archived_file=facts.archived.file if facts.archived else None,
        archived_digest=facts.archived.sha256 if facts.archived else None,
        verification=article_parts.verification_summary(context, article),
        image=article_parts.image_view(article, text),
        summary=markup.to_html(text.summary),
        key_points=text.key_points,
        claims=tuple(article_parts.claim_view(context, article, text, claim_id) for claim_id in facts.claims),
        figures=tuple(figure_view(context, claim) for claim in figures),
        events=_events(context, article, text),
        notes=_notes(context, article, text),
        spellings=_spellings(context, article),
        topics=links.record_links(context, "topics", facts.topics),
        entities=links.entity_groups(context, facts.entities),
        cited_by=links.briefing_cards(context, graph.cited_by.get(article.id, ())),
        versions=links.article_cards(context, versions),
        related=links.article_cards(context, related),
    )


def _events(context: PageContext, article: Article, text: ArticleText) -> tuple[ArticleEvent, ...]:
    events = sorted(article.facts.events.items(), key=lambda item: (item[1].date.place, item[0]))
    return tuple(
        ArticleEvent(
            anchor=urls.anchor("event", event_id),
            date=context.edition.date(event.date),
            text=text.events[event_id],
            voice=voice(context, event),
            said_by=links.record_links(context, "entities", event.said_by),
            through=links.record_links(context, "entities", event.through),
            evidence=Text(event.evidence.exact, article.facts.language),
            proof=article_parts.verification_badge(context, article, "events", event_id, "evidence"),
            attribution=Text(event.attribution.exact, article.facts.language) if event.attribution else None,
            attribution_proof=article_parts.verification_badge(context, article, "events", event_id, "attribution"),
        )
        for event_id, event in events
    )


def _notes(context: PageContext, article: Article, text: ArticleText) -> tuple[NoteView, ...]:
    return tuple(
        NoteView(
            kind=note.kind,
            text=text.notes[note_id],
            evidence=Text(note.evidence.exact, article.facts.language) if note.evidence else None,
            proof=article_parts.verification_badge(context, article, "notes", note_id, "evidence"),
        )
        for note_id, note in article.facts.notes.items()
    )


def _spellings(context: PageContext, article: Article) -> tuple[article_parts.Spelling, ...]:
    return tuple(
        article_parts.Spelling(
            name=links.record_link(context, "entities", entity),
            spelling=Text(spelling, article.facts.language),
            proof=article_parts.verification_badge(context, article, "spellings", entity, position),
        )
        for entity, spellings in article.facts.spellings.items()
        for position, spelling in enumerate(spellings)
    )
