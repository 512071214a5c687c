"""Where there is little to rest on: statements that one source alone makes, languages and outlets of which there are few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from briefings import urls
from briefings.link.statements import Statement
from briefings.model.reference import Reference
from briefings.view.cards import article_cards
from briefings.view.data import data_offer
from briefings.view.frame import Here, Site, frame
from briefings.view.statements import statement_view, statement_views
from briefings.view.types import Gaps, GapsPage, OneOrigin, Share


def gaps(here: Here, article_ids: Iterable[str], statements: Mapping[Statement, Reference]) -> Gaps:
    """Return what articles, and the statements cited from them, rest on."""
    articles = list(article_ids)
    one_origin = {statement: claim for statement, claim in statements.items() if statement.has_one_origin}
    one_language = {statement: claim for statement, claim in statements.items() if statement.has_one_language}
    return Gaps(
        languages=_languages(here, articles),
        outlets=_outlets(here, articles),
        statements=len(statements),
        one_origin=statement_views(here, one_origin),
        one_language=statement_views(here, one_language),
    )


def _languages(here: Here, articles: Iterable[str]) -> tuple[Share, ...]:
    content, formats = here.edition.content, here.edition.formats
    found = Counter(content.articles[article].facts.language for article in articles)
    return tuple(Share(name=here.own(formats.language(tag)), href=None, articles=number) for tag, number in found.most_common())


def _outlets(here: Here, articles: Iterable[str]) -> tuple[Share, ...]:
    content = here.edition.content
    found = Counter(content.articles[article].facts.outlet for article in articles)
    links = ((here.outlet(outlet) if outlet else None, number) for outlet, number in found.most_common())
    return tuple(
        Share(name=link.text if link else None, href=link.href if link else None, articles=number) for link, number in links
    )


def gaps_page(site: Site, here: Here) -> GapsPage:
    """Return the view of an edition's statements that rest on a single origin."""
    edition = here.edition
    _ = edition.messages.gettext
    title = _("Statements that rest on a single origin")
    statements = list(dict.fromkeys(edition.graph.statements.values()))
    alone = [statement for statement in statements if statement.has_one_origin]
    return GapsPage(
        **frame(
            site,
            here,
            template="gaps.html",
            title=title,
            description=_("Every statement on this site that no second, independent source makes."),
            path_in=urls.gaps,
            locales=site.settings.locales,
            breadcrumbs=(here.front(_("Front page")),),
            data=data_offer(here, "claims", "articles"),
        ),
        statements=len(statements),
        one_origin=len(alone),
        origins=tuple(_origins(here, alone)),
    )


def _origins(here: Here, statements: Iterable[Statement]) -> Iterator[OneOrigin]:
    """Yield statements by the articles that make them, in the order in which these make them."""
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for statement in statements:
        groups.setdefault(tuple(sorted({claim.article for claim in statement.claims})), []).append(statement)
    for articles, members in sorted(groups.items()):
        yield OneOrigin(
            articles=article_cards(here, articles), statements=tuple(statement_view(here, statement) for statement in members)
        )
