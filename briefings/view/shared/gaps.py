"""Where there is little to rest on: statements that one source alone makes, languages and outlets of which there are few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from briefings.link.statements import Statement
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext
from briefings.view.shared.links import outlet_link
from briefings.view.shared.statements import StatementView, statement_views


class ArticleCount(NamedTuple):
    """How many articles come from one outlet, or are in one language."""

    name: Text | None
    """Of the outlet or the language; None where it is not known."""
    href: str | None
    """Link to the outlet's page."""
    articles: int
    """How many they are."""


class Gaps(NamedTuple):
    """What the statements of a briefing rest on, and where that is little."""

    languages: tuple[ArticleCount, ...]
    """From the one with the most articles down."""
    outlets: tuple[ArticleCount, ...]
    """Likewise."""
    statements: int
    """Statements cited."""
    one_origin: tuple[StatementView, ...]
    """Those that no second source makes."""
    one_language: tuple[StatementView, ...]
    """Those that are made in articles of one language alone."""


def gaps(context: PageContext, article_ids: Iterable[str], statements: Mapping[Statement, Reference]) -> Gaps:
    """Return what articles, and the statements cited from them, rest on."""
    articles = list(article_ids)
    one_origin = {statement: claim for statement, claim in statements.items() if statement.has_one_origin}
    one_language = {statement: claim for statement, claim in statements.items() if statement.has_one_language}
    return Gaps(
        languages=_languages(context, articles),
        outlets=_outlets(context, articles),
        statements=len(statements),
        one_origin=statement_views(context, one_origin),
        one_language=statement_views(context, one_language),
    )


def _languages(context: PageContext, articles: Iterable[str]) -> tuple[ArticleCount, ...]:
    content, formats = context.edition.content, context.edition.formats
    counts = Counter(content.articles[article].facts.language for article in articles).most_common()
    return tuple(ArticleCount(name=context.text(formats.language(tag)), href=None, articles=number) for tag, number in counts)


def _outlets(context: PageContext, articles: Iterable[str]) -> tuple[ArticleCount, ...]:
    content = context.edition.content
    counts = Counter(content.articles[article].facts.outlet for article in articles).most_common()
    links = ((outlet_link(context, outlet) if outlet else None, number) for outlet, number in counts)
    return tuple(
        ArticleCount(name=link.text if link else None, href=link.href if link else None, articles=number)
        for link, number in links
    )
