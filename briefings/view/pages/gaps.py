"""The list of an edition's statements that rest on a single origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefings import urls
from briefings.link.statements import Statement
from briefings.view.context import PageContext, SiteContext
from briefings.view.layout import Page, page_layout
from briefings.view.shared.cards import ArticleCard, article_cards
from briefings.view.shared.downloads import downloads
from briefings.view.shared.links import breadcrumbs
from briefings.view.shared.statements import StatementView, statement_view


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
    """Those statements, by the articles that make them."""


def gaps_page(site: SiteContext, context: PageContext) -> GapsPage:
    """Return the view of an edition's statements that rest on a single origin."""
    edition = context.edition
    _ = edition.messages.gettext
    title = _("Statements that rest on a single origin")
    statements = list(dict.fromkeys(edition.graph.statements.values()))
    alone = [statement for statement in statements if statement.has_one_origin]
    return GapsPage(
        **page_layout(
            site,
            context,
            template="gaps.html",
            title=title,
            description=_("Every statement on this site that no second, independent source makes."),
            path_in=lambda locale: urls.page(locale, "gaps"),
            breadcrumbs=breadcrumbs(context),
            data=downloads(context, "claims", "articles"),
        ),
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
            statements=tuple(statement_view(context, statement) for statement in members),
        )
