"""The page of a person, organisation or place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefings import urls
from briefings.link import Mention
from briefings.model.content import Entity
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext, SiteContext
from briefings.view.jsonld.records import entity_nodes
from briefings.view.layout import Page, page_layout
from briefings.view.shared.cards import ArticleCard, BriefingCard, article_cards, briefing_cards
from briefings.view.shared.downloads import downloads
from briefings.view.shared.figures import FigureView, figure_view
from briefings.view.shared.links import article_link, breadcrumbs
from briefings.view.shared.spellings import Spelling
from briefings.view.shared.statements import StatementView, statement_views, statements_of
from briefings.view.shared.timeline import Timeline, timeline


class OtherName(NamedTuple):
    """An entity's name in another language."""

    language: str
    """Names of the languages that have it, as a list in a sentence."""
    name: Text
    """The name."""


@dataclass(frozen=True, kw_only=True)
class EntityPage(Page):
    """A person, organisation or place."""

    name: Text
    """Its name, or what describes it where the articles do not name it; as a heading."""
    kind: str
    """`person`, `organisation` or `place`."""
    summary: Text | None
    """What it is, in a sentence or two."""
    unnamed: bool
    """The articles do not name it."""
    other_names: tuple[OtherName, ...]
    """Its names in the languages of the other editions."""
    spellings: tuple[Spelling, ...]
    """Its name as articles spell it, with the article."""
    briefings: tuple[BriefingCard, ...]
    """Briefings on it, the newest first."""
    says: tuple[StatementView, ...]
    """Statements that it makes."""
    carries: tuple[StatementView, ...]
    """Statements that it passes on."""
    said_about: tuple[StatementView, ...]
    """Statements that are about it."""
    articles: tuple[ArticleCard, ...]
    """Articles that mention it."""
    figures: tuple[FigureView, ...]
    """In claims that it makes or passes on, or that are about it."""
    timeline: Timeline
    """Events that it took part in, or that happened there."""


def entity_page(site: SiteContext, context: PageContext, entity: Entity) -> EntityPage:
    """Return the view of an entity."""
    edition = context.edition
    _ = edition.messages.gettext
    name, facts, graph = edition.entity_name(entity.id), entity.facts, edition.graph
    mentions = graph.mentions.get(entity.id, ())
    other_names = () if facts.unnamed else tuple(_other_names(site, context, entity))
    spellings = tuple(_spellings(context, entity, mentions))
    known_as = (*(other.name.text for other in other_names), *(spelling.spelling.text for spelling in spellings))
    return EntityPage(
        **page_layout(
            site,
            context,
            template="entity.html",
            title=_title(name.text),
            description=_("What the articles say about %(name)s.") % {"name": name.text},
            path_in=lambda locale: urls.record(locale, "entities", entity.id),
            breadcrumbs=breadcrumbs(context, _("People, organisations and places"), "entities"),
            subjects=entity_nodes(context, entity, known_as),
            data=downloads(context, "entities", "claims", "events"),
        ),
        name=Text(_title(name.text), name.lang),
        kind=facts.kind,
        summary=edition.optional_label(facts.description),
        unnamed=facts.unnamed,
        other_names=other_names,
        spellings=spellings,
        briefings=briefing_cards(context, graph.briefings_on.get(entity.id, ())),
        says=_statements(context, ((mention.article, claim) for mention in mentions for claim in mention.says)),
        carries=_statements(context, ((mention.article, claim) for mention in mentions for claim in mention.carries)),
        said_about=_statements(context, ((mention.article, claim) for mention in mentions for claim in mention.about)),
        articles=article_cards(context, (mention.article for mention in mentions)),
        figures=tuple(_figures(context, mentions)),
        timeline=timeline(context, graph.entity_timelines.get(entity.id, ())),
    )


def _figures(context: PageContext, mentions: Iterable[Mention]) -> Iterator[FigureView]:
    """Yield the figures in claims that the entity makes or passes on, or that are about it."""
    for mention in mentions:
        for claim_id in dict.fromkeys((*mention.says, *mention.carries, *mention.about)):
            if row := figure_view(context, mention.article, claim_id):
                yield row


def _title(name: str) -> str:
    """Return a name as it stands alone: `A South Korean lawmaker`."""
    return name[:1].upper() + name[1:]


def _other_names(site: SiteContext, context: PageContext, entity: Entity) -> Iterator[OtherName]:
    """Yield the entity's names in the other editions' languages, each name once."""
    languages: dict[str, list[str]] = {}
    for locale, edition in site.editions.items():
        if locale != context.edition.locale and (locale in entity.facts.names or entity.facts.country):
            languages.setdefault(edition.entity_name(entity.id).text, []).append(locale)
    for name, locales in languages.items():
        listed = context.edition.formats.listed(context.edition.formats.language(locale) for locale in locales)
        yield OtherName(language=listed, name=Text(name, locales[0]))


def _spellings(context: PageContext, entity: Entity, mentions: Iterable[Mention]) -> Iterator[Spelling]:
    for mention in mentions:
        article = context.edition.content.articles[mention.article]
        for spelling in article.facts.spellings.get(entity.id, ()):
            yield Spelling(name=article_link(context, article.id), spelling=Text(spelling, article.facts.language))


def _statements(context: PageContext, claims: Iterable[tuple[str, str]]) -> tuple[StatementView, ...]:
    """Return what claims state, each statement once."""
    return statement_views(context, statements_of(context, (Reference(article, claim) for article, claim in claims)))
