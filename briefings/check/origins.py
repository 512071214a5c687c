"""Rules about origins: each kind says what belongs to it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.check.part import Part
from briefings.model.content import Article, Content
from briefings.problems import Finding, Spot
from briefings.settings import Settings


def origins(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """An origin makes sense: an agency has a name, a translation is from another language, what is unknown has no source."""
    for article in part.articles:
        if content.is_faulty(article.file, "origin", "kind"):
            continue
        yield from _superfluous(article)
        yield from _same_language(content, article)
        if article.facts.origin.kind == "agency" and not article.facts.origin.via:
            message = "lacks the key 'via' in 'origin': an origin of the kind agency names the agency"
            yield Finding("R013", Spot(article.file, ("origin",), on="key"), message)


def _superfluous(article: Article) -> Iterator[Finding]:
    origin = article.facts.origin
    given = [name for name in ("of", "outlet", "language", "via") if getattr(origin, name)]
    if origin.kind in ("own", "unknown"):
        wrong, why = given, f"an origin of the kind {origin.kind} goes back to nothing else"
    elif origin.kind == "agency":
        wrong, why = [name for name in given if name != "via"], "an origin of the kind agency has the agencies in 'via' alone"
    else:
        wrong = [name for name in given if name in ("outlet", "language") and origin.of]
        why = "the article that 'of' names says that itself"
    for name in wrong:
        yield Finding("R013", Spot(article.file, ("origin", name), on="key"), f"'{name}' does not belong here: {why}")


def _same_language(content: Content, article: Article) -> Iterator[Finding]:
    origin = article.facts.origin
    source = content.articles.get(origin.of or "")
    language = source.facts.language if source else origin.language
    if origin.kind == "translation" and language == article.facts.language and origin.of != article.id:
        spot = Spot(article.file, ("origin", "kind"))
        message = f"a translation from '{language}', which is the language of the article itself"
        yield Finding("R013", spot, message, "Did you mean 'reprint'?")
