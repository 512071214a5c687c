"""Pages of an edition that are no record's: its timeline, its list of gaps, its search and the plain pages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from briefings import markup, urls
from briefings.link.statements import Statement
from briefings.localise import Edition
from briefings.model.content import PlainPage
from briefings.model.text import Html
from briefings.search import shards
from briefings.view.context import PageContext, SiteContext
from briefings.view.layout import Page, downloads, page_layout
from briefings.view.shared.links import ArticleCard, article_cards
from briefings.view.shared.statements import StatementView, statement_views
from briefings.view.shared.timeline import Timeline, timeline

_SAMPLES = (*range(1, 101), 1_000, 1_000_000)
"""Numbers among which every form is, in which a language counts results."""


@dataclass(frozen=True, kw_only=True)
class TimelinePage(Page):
    """The timeline of the whole edition."""

    timeline: Timeline
    """All events in the articles."""


def timeline_page(site: SiteContext, context: PageContext) -> TimelinePage:
    """Return the view of an edition's timeline."""
    _ = context.edition.messages.gettext
    # Translators: Under the heading of the timeline.
    description = _("What happened when, as the articles tell it: every event with its date and its sources.")
    data = downloads(context, "events", "articles")
    return TimelinePage(
        **page_layout(site, context, "timeline.html", _("Timeline"), description, data=data),
        timeline=timeline(context, context.edition.graph.timeline.values()),
    )


class SingleOriginGroup(NamedTuple):
    """Statements that the same articles alone make."""

    articles: tuple[ArticleCard, ...]
    """Those articles, which count as one source."""
    statements: tuple[StatementView, ...]
    """What they alone state."""


@dataclass(frozen=True, kw_only=True)
class GapsPage(Page):
    """An edition's statements that rest on a single origin."""

    statements: int
    """Statements of the whole site."""
    one_origin: int
    """Those among them that rest on a single origin."""
    origins: tuple[SingleOriginGroup, ...]


def gaps_page(site: SiteContext, context: PageContext) -> GapsPage:
    """Return the view of an edition's statements that rest on a single origin."""
    _ = context.edition.messages.gettext
    title = _("Statements from one source only")
    # Translators: Description of a page for search engines, which lists these statements.
    description = _("Every statement on this site that no second, separate source confirms.")
    statements = list(dict.fromkeys(context.edition.graph.statements.values()))
    alone = [statement for statement in statements if statement.has_one_origin]
    return GapsPage(
        **page_layout(site, context, "gaps.html", title, description, data=downloads(context, "claims", "articles")),
        statements=len(statements),
        one_origin=len(alone),
        origins=tuple(_origins(context, alone)),
    )


def _origins(context: PageContext, statements: Iterable[Statement]) -> Iterator[SingleOriginGroup]:
    """Yield statements by the articles that make them, in the order in which these make them."""
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for statement in statements:
        groups.setdefault(tuple(sorted({claim.article for claim in statement.claims})), []).append(statement)
    for articles, members in sorted(groups.items()):
        yield SingleOriginGroup(
            articles=article_cards(context, articles),
            statements=statement_views(context, (statement.claims[0] for statement in members)),
        )


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """The page on which an edition is searched."""

    script: str
    """Link to the script that searches."""
    root: str
    """Link to the site's root, which the paths of what is found begin from."""
    bundles: tuple[str, ...]
    """Links to the folders of the index."""
    plurals: tuple[tuple[str, int], ...]
    """The forms in which results are counted: CLDR's name of each (`one`, `few`, `other`) and a number that takes it."""


def search_page(site: SiteContext, context: PageContext) -> SearchPage:
    """Return the view of the page on which an edition is searched."""
    edition, locale, _ = context.edition, context.edition.locale, context.edition.messages.gettext
    # Translators: Under the heading of the page on which to search; an edition is the site in one language.
    description = _("Search the articles, the briefings and all other pages of this edition.")
    forms = {edition.formats.plural(Decimal(number)): number for number in reversed(_SAMPLES)}
    # Records and plain pages are searched: what stands on the front page and the long lists, stands on one of these.
    paths = [urls.record(locale, kind, record_id) for kind, ids in searched_records(edition).items() for record_id in ids]
    paths += [urls.page(locale, page.name) for page in site.plain_pages.get(locale, ())]
    return SearchPage(
        **page_layout(site, context, "search.html", _("Search"), description),
        script=context.href(site.assets["search.js"]),
        root=context.href(urls.CHOOSER),
        bundles=tuple(context.href(urls.search_index(locale, shard)) for shard in shards(paths, edition.settings.shard_pages)),
        plurals=tuple(sorted(forms.items())),
    )


def searched_records(edition: Edition) -> Mapping[urls.Kind, Iterable[str]]:
    """Return the ids of the records that have pages in an edition, by kind; those pages are searched."""
    content, locale, graph = edition.content, edition.locale, edition.graph
    briefings, articles = content.briefings.values(), content.articles.values()
    return {
        "briefings": (record.id for record in briefings if locale in record.texts and record.id in graph.citations),
        "articles": (record.id for record in articles if locale in record.texts and record.id in graph.related),
        "outlets": content.outlets,
        "entities": content.entities,
        "topics": content.topics,
        "measures": content.measures,
    }


@dataclass(frozen=True, kw_only=True)
class PlainPageView(Page):
    """A page in ordinary Markdown."""

    body: Html
    """Its Markdown as HTML, cleaned."""


def plain_page(site: SiteContext, context: PageContext, page: PlainPage, html: str) -> PlainPageView:
    """Return the view of a plain page; `html` is made from its Markdown and may hold anything."""
    locales = [locale for locale, pages in site.plain_pages.items() if any(other.name == page.name for other in pages)]
    return PlainPageView(
        **page_layout(site, context, "page.html", page.title, page.description, locales=locales),
        body=markup.clean(html),
    )
