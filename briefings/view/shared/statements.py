"""Statements as they stand on pages: who makes them, who contradicts them, and where they have little to rest on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from briefings.link.statements import Statement
from briefings.model.records import Claim
from briefings.model.reference import Reference
from briefings.model.text import Text
from briefings.view.context import PageContext, memoized
from briefings.view.shared import links
from briefings.view.shared.voices import voice


class ClaimCard(NamedTuple):
    """A claim in a list: one article that makes a statement."""

    card: links.ArticleCard
    claim: links.Link
    """The claim on its article's page, in words."""
    voice: str
    """Whose the statement is: `named`, `unnamed` or `article`."""
    said_by: tuple[links.Link, ...]
    """Empty where the article names and describes nobody."""
    through: tuple[links.Link, ...]
    """Who carried it from the speaker to the article."""


class TiedClaims(NamedTuple):
    """Claims in the same sense as the one that they stand beside: in their own words, under their own speakers."""

    claims: tuple[ClaimCard, ...]
    """In the same words of the same speakers, one for each article."""
    is_of_others: bool
    """Others say it than those who make the one that they stand beside."""
    reasons: tuple[Text, ...]
    """Why the desk takes the two for the same, where it says so."""


class ArticleCount(NamedTuple):
    """How many articles come from one outlet, or are in one language."""

    name: Text | None
    """Of the outlet or the language; None where it is not known."""
    href: str | None
    """Link to the outlet's page."""
    articles: int


class StatementView(NamedTuple):
    """A statement with all articles that make it."""

    claims: tuple[ClaimCard, ...]
    """The first has the words for it; the others have the same words, of the same speakers."""
    tied: tuple[TiedClaims, ...]
    """What other speakers say in the same sense, or the same ones in other words or through others."""
    source_count: links.SourceCountView


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


def statements_of(context: PageContext, claims: Iterable[Reference]) -> Mapping[Statement, Reference]:
    """Return the statements that claims make, each once, with the first of the claims that makes it."""
    first_claims: dict[Statement, Reference] = {}
    for claim in claims:
        first_claims.setdefault(context.edition.graph.statements[claim], claim)
    return first_claims


def claim_card(context: PageContext, claim: Reference) -> ClaimCard:
    """Return a claim as it stands in a list."""
    facts = context.edition.content.articles[claim.article].facts.claims[claim.id]
    return ClaimCard(
        card=links.article_card(context, claim.article),
        claim=links.claim_link(context, claim, links.claim_text(context, claim)),
        voice=voice(context, facts),
        said_by=links.record_links(context, "entities", facts.said_by),
        through=links.record_links(context, "entities", facts.through),
    )


@memoized
def statement_view(context: PageContext, first: Reference) -> StatementView:
    """Return the statement that a claim makes, in the words of this one, with all articles that make it."""
    alike, tied = beside(context, first)
    return StatementView(
        claims=(claim_card(context, first), *alike),
        tied=tied,
        source_count=links.source_count(context, context.edition.graph.statements[first].sources),
    )


def beside(context: PageContext, first: Reference) -> tuple[tuple[ClaimCard, ...], tuple[TiedClaims, ...]]:
    """Return the other claims of the statement that one makes: those that are like it, and those that are only tied to it.

    Alike are claims in the same words of the same speakers through the same carriers, so that one line can stand for them.
    """
    claims = context.edition.graph.statements[first].claims
    if len(claims) == 1:
        return (), ()
    explained = _explained(context, claims)
    groups: dict[tuple[tuple[str, frozenset[str]], tuple[str, ...], Text], list[Reference]] = {}
    for claim in (first, *(other for other in claims if other != first)):
        facts = _claim(context, claim)
        speakers = voice(context, facts), facts.speakers  # one who is not named is not the article itself
        groups.setdefault((speakers, facts.through, links.claim_text(context, claim)), []).append(claim)
    (own, alike), *others = groups.items()
    tied = (
        TiedClaims(
            claims=tuple(claim_card(context, claim) for claim in members),
            is_of_others=speakers != own[0],
            reasons=tuple(dict.fromkeys(reason for claim in members for reason in _reasons(context, explained, first, claim))),
        )
        for (speakers, _, _), members in others
    )
    return tuple(claim_card(context, claim) for claim in alike[1:]), tuple(tied)


def tie_text(context: PageContext, claim: Reference) -> Text | None:
    """Return why a claim is tied to one of another speaker, in the words of its article; None where that is not said."""
    text, locale = context.edition.text_of(context.edition.content.articles[claim.article])
    found = text.ties.get(claim.id)
    return Text(found, locale) if found else None


def _claim(context: PageContext, claim: Reference) -> Claim:
    return context.edition.content.articles[claim.article].facts.claims[claim.id]


def _explained(context: PageContext, claims: Sequence[Reference]) -> Mapping[Reference, Sequence[tuple[Reference, Text]]]:
    """Return the ties between claims of a statement that the desk explains, by each of the two: the other one, and why.

    What a claim says of its ties is about those to other speakers; where it has none, about all.
    """
    found: defaultdict[Reference, list[tuple[Reference, Text]]] = defaultdict(list)
    members = frozenset(claims)
    for own in claims:
        if reason := tie_text(context, own):
            facts = _claim(context, own)
            tied = [other for other in facts.same_as if other in members]
            of_others = [other for other in tied if _claim(context, other).speakers != facts.speakers]
            for other in of_others or tied:
                found[own].append((other, reason))
                found[other].append((own, reason))
    return found


def _reasons(
    context: PageContext,
    explained: Mapping[Reference, Sequence[tuple[Reference, Text]]],
    first: Reference,
    other: Reference,
) -> Iterator[Text]:
    """Yield why two claims are the same: what is said of their tie, or, where others stand between, of the second's ties."""
    is_direct = first in _claim(context, other).same_as or other in _claim(context, first).same_as
    return (reason for far, reason in explained.get(other, ()) if not is_direct or far == first)


def statement_views(context: PageContext, claims: Iterable[Reference]) -> tuple[StatementView, ...]:
    """Return the statements that claims make, each in the words of its claim."""
    return tuple(statement_view(context, claim) for claim in claims)


def contradictions(context: PageContext, statements: Mapping[Statement, Reference]) -> Iterator[tuple[StatementView, ...]]:
    """Yield each statement that others contradict with these; two that contradict each other stand once."""
    shown: set[Reference] = set()
    for statement, claim in statements.items():
        shown.add(statement.claims[0])
        others = [other for other in statement.contradicts if other not in shown]
        if others:
            yield statement_view(context, claim), *statement_views(context, others)


def gaps(context: PageContext, article_ids: Iterable[str], statements: Mapping[Statement, Reference]) -> Gaps:
    """Return what articles, and the statements cited from them, rest on."""
    content, formats = context.edition.content, context.edition.formats
    articles = [content.articles[article_id].facts for article_id in article_ids]
    languages = Counter(article.language for article in articles).most_common()
    outlets = Counter(outlet for article in articles for outlet in article.outlets or (None,)).most_common()
    return Gaps(
        languages=tuple(ArticleCount(context.text(formats.language(tag)), None, number) for tag, number in languages),
        outlets=tuple(_outlet_count(context, outlet, number) for outlet, number in outlets),
        statements=len(statements),
        one_origin=statement_views(context, (claim for statement, claim in statements.items() if statement.has_one_origin)),
        one_language=statement_views(context, (claim for statement, claim in statements.items() if statement.has_one_language)),
    )


def _outlet_count(context: PageContext, outlet: str | None, articles: int) -> ArticleCount:
    link = links.record_link(context, "outlets", outlet) if outlet else None
    return ArticleCount(link.text if link else None, link.href if link else None, articles)
