"""The page of a person, organisation or place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefings import urls
from briefings.link import Mention
from briefings.model.content import Entity
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view import linked_records
from briefings.view.cards import article_cards, briefing_cards, figure_row
from briefings.view.data import data_offer
from briefings.view.frame import Here, Site, frame
from briefings.view.statements import met, statement_views
from briefings.view.timeline import timeline
from briefings.view.types import EntityPage, FigureRow, OtherName, Spelling, StatementView


def entity_page(site: Site, here: Here, entity: Entity) -> EntityPage:
    """Return the view of an entity."""
    edition = here.edition
    _ = edition.messages.gettext
    name, facts, graph = edition.entity_name(entity.id), entity.facts, edition.graph
    mentions = graph.mentions.get(entity.id, ())
    other_names = () if facts.unnamed else tuple(_other_names(site, here, entity))
    spellings = tuple(_spellings(here, entity, mentions))
    known_as = (*(other.name.text for other in other_names), *(spelling.spelling.text for spelling in spellings))
    return EntityPage(
        **frame(
            site,
            here,
            template="entity.html",
            title=_title(name.text),
            description=_("What the articles say about %(name)s.") % {"name": name.text},
            path_in=lambda locale: urls.record(locale, "entities", entity.id),
            locales=site.settings.locales,
            breadcrumbs=(here.front(_("Front page")), here.front(_("People, organisations and places"), "entities")),
            things=linked_records.entity(here, entity, known_as),
            data=data_offer(here, "entities", "claims", "events"),
        ),
        name=Text(_title(name.text), name.lang),
        kind=facts.kind,
        summary=edition.optional_label(facts.description),
        unnamed=facts.unnamed,
        other_names=other_names,
        spellings=spellings,
        briefings=briefing_cards(here, graph.briefings_on.get(entity.id, ())),
        says=_statements(here, ((mention.article, claim) for mention in mentions for claim in mention.says)),
        carries=_statements(here, ((mention.article, claim) for mention in mentions for claim in mention.carries)),
        told_of=_statements(here, ((mention.article, claim) for mention in mentions for claim in mention.told_of)),
        articles=article_cards(here, (mention.article for mention in mentions)),
        figures=tuple(_figures(here, mentions)),
        timeline=timeline(here, graph.entity_timelines.get(entity.id, ())),
    )


def _figures(here: Here, mentions: Iterable[Mention]) -> Iterator[FigureRow]:
    """Yield the figures in claims that the entity makes or passes on, or that are about it."""
    for mention in mentions:
        for claim_id in dict.fromkeys((*mention.says, *mention.carries, *mention.told_of)):
            if row := figure_row(here, mention.article, claim_id):
                yield row


def _title(name: str) -> str:
    """Return a name as it stands alone: `A South Korean lawmaker`."""
    return name[:1].upper() + name[1:]


def _other_names(site: Site, here: Here, entity: Entity) -> Iterator[OtherName]:
    """Yield the entity's names in the other editions' languages, each name once."""
    languages: dict[str, list[str]] = {}
    for locale, edition in site.editions.items():
        if locale != here.edition.locale and (locale in entity.facts.names or entity.facts.country):
            languages.setdefault(edition.entity_name(entity.id).text, []).append(locale)
    for name, locales in languages.items():
        listed = here.edition.formats.listed(here.edition.formats.language(locale) for locale in locales)
        yield OtherName(language=listed, name=Text(name, locales[0]))


def _spellings(here: Here, entity: Entity, mentions: Iterable[Mention]) -> Iterator[Spelling]:
    for mention in mentions:
        article = here.edition.content.articles[mention.article]
        for spelling in article.facts.spellings.get(entity.id, ()):
            yield Spelling(name=here.article(article.id), spelling=Text(spelling, article.facts.language))


def _statements(here: Here, claims: Iterable[tuple[str, str]]) -> tuple[StatementView, ...]:
    """Return what claims state, each statement once."""
    return statement_views(here, met(here, (Reference(article, claim) for article, claim in claims)))
