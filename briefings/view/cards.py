"""Records as they stand in lists."""

from __future__ import annotations

from collections.abc import Iterable

from briefings import urls
from briefings.link.origins import Count, Node
from briefings.model.content import Article, Briefing
from briefings.model.text import Text
from briefings.view.frame import Here, once
from briefings.view.types import ArticleCard, BriefingCard, EntityGroup, FigureRow, Link, OriginView, SourceCount, SourceGroup

_KINDS = ("person", "organisation", "place")


@once
def article_card(here: Here, article_id: str) -> ArticleCard:
    """Return an article as it stands in a list."""
    edition = here.edition
    article = edition.content.articles[article_id]
    facts = article.facts
    return ArticleCard(
        headline=here.article(article.id),
        outlet=edition.content.outlets[facts.outlet].facts.name if facts.outlet else None,
        language=edition.formats.language(facts.language),
        language_tag=facts.language,
        date=article_date(here, article),
        version=facts.origin.kind if facts.origin.kind in ("translation", "reprint") else None,
    )


def article_cards(here: Here, article_ids: Iterable[str]) -> tuple[ArticleCard, ...]:
    """Return articles as they stand in a list."""
    return tuple(article_card(here, article_id) for article_id in article_ids)


def article_date(here: Here, article: Article) -> str | None:
    """Return when an article appeared, or the limits of when it can have; None where nothing is known."""
    facts = article.facts
    if facts.published is not None:
        return here.edition.date(facts.published)
    return here.edition.limits(facts.published_within) if facts.published_within else None


@once
def briefing_card(here: Here, briefing_id: str) -> BriefingCard:
    """Return a briefing as it stands in a list."""
    edition = here.edition
    briefing: Briefing = edition.content.briefings[briefing_id]
    words, locale = edition.words(briefing)
    return BriefingCard(
        title=here.record("briefings", briefing.id, Text(words.title, locale)),
        lede=Text(words.lede, locale),
        date=edition.date(briefing.facts.published),
        sources_href=here.record("briefings", briefing.id, Text(words.title, locale), urls.SOURCES).href,
        sources=edition.graph.sources[briefing.id].articles,
        independent=edition.graph.sources[briefing.id].independent,
        unknown=edition.graph.sources[briefing.id].unknown,
    )


def briefing_cards(here: Here, briefing_ids: Iterable[str]) -> tuple[BriefingCard, ...]:
    """Return briefings as they stand in a list."""
    return tuple(briefing_card(here, briefing_id) for briefing_id in briefing_ids)


def entity_groups(here: Here, entity_ids: Iterable[str]) -> tuple[EntityGroup, ...]:
    """Return entities by kind, in the order of their names."""
    entities = here.edition.content.entities
    known = [(entities[entity_id].facts.kind, here.entity(entity_id)) for entity_id in entity_ids]
    groups = ((kind, [link for found, link in known if found == kind]) for kind in _KINDS)
    return tuple(EntityGroup(kind=kind, entities=tuple(sorted(links, key=_name))) for kind, links in groups if links)


def _name(link: Link) -> str:
    return link.text.text.casefold()


@once
def source_count(here: Here, count: Count) -> SourceCount:
    """Return a count of sources with what each of them rests on."""
    groups = (
        SourceGroup(
            articles=tuple(here.article(article) for article in source.articles),
            shared=tuple(node_link(here, node) for node in source.shared),
            is_known=source.is_known,
        )
        for source in count.sources
    )
    return SourceCount(articles=count.articles, independent=count.independent, unknown=count.unknown, groups=tuple(groups))


def node_link(here: Here, node: Node) -> Link:
    """Return a link to something that strands of several articles share."""
    if node.kind == "articles":
        return here.article(node.id)
    return here.entity(node.id) if node.kind == "entities" else here.outlet(node.id)


def languages(here: Here, article_ids: Iterable[str]) -> str:
    """Return the languages of articles as a list in a sentence."""
    articles = here.edition.content.articles
    tags = dict.fromkeys(articles[article_id].facts.language for article_id in article_ids)
    return here.edition.formats.listed(here.edition.formats.language(tag) for tag in tags)


def figure_row(here: Here, article_id: str, claim_id: str) -> FigureRow | None:
    """Return a claim's figure as it stands in a table, None where it has none."""
    has_none = here.edition.content.articles[article_id].facts.claims[claim_id].figure is None
    return None if has_none else _figure_row(here, article_id, claim_id)


@once
def _figure_row(here: Here, article_id: str, claim_id: str) -> FigureRow:
    edition, article = here.edition, here.edition.content.articles[article_id]
    claim = article.facts.claims[claim_id]
    assert claim.figure is not None
    time = claim.figure.as_of or claim.figure.period
    words, locale = edition.words(article)
    return FigureRow(
        measure=here.measure(claim.figure.measure),
        value=edition.tabled_figure(claim.figure),
        time=edition.date(time) if time else None,
        said_by=here.entities(claim.said_by),
        through=here.entities(claim.through),
        claim=claim_link(here, article.id, claim_id, Text(words.headline, locale)),
        scope=edition.scope(claim.figure),
    )


def claim_link(here: Here, article_id: str, claim_id: str, text: Text) -> Link:
    """Return a link to a claim on its article's page, which is another one than this."""
    article = here.article(article_id)
    return Link(text=text, href=f"{article.href}#{urls.claim_anchor(claim_id)}", hreflang=article.hreflang)


def origin(here: Here, article: Article) -> OriginView:
    """Return what an article goes back to."""
    edition, facts = here.edition, article.facts.origin
    return OriginView(
        kind=facts.kind,
        of=here.article(facts.of) if facts.of else None,
        outlet=here.outlet(facts.outlet) if facts.outlet else None,
        language=edition.formats.language(facts.language) if facts.language else None,
        via=here.entities(facts.via),
        inferred=facts.inferred,
    )
