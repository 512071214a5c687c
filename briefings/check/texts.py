"""Rules about words: every locale says all that the facts announce, and nothing that they do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefings import prose
from briefings.check.part import Part
from briefings.check.references import unknown
from briefings.model.content import Article, Briefing, Content
from briefings.model.records import ArticleText
from briefings.problems import Finding, Key, Spot, did_you_mean
from briefings.read.listing import locale_fault
from briefings.settings import Settings

Line = tuple[tuple[Key, ...], str]
"""A text of one line, with the keys that lead to it."""


def keys(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """The ids in a locale's file are those of the facts."""
    for article in part.articles:
        facts = article.facts
        for locale, words in article.words.items():
            yield from _same(content, article, locale, "claims", facts.claims, words.claims)
            yield from _same(content, article, locale, "events", facts.events, words.events)
            yield from _same(content, article, locale, "notes", facts.notes, words.notes)
            yield from _quotes(content, article, locale, words.quotes)
            if not content.is_faulty(article.file, "image"):
                yield from _picture(article, locale)
    for briefing in part.briefings:
        for locale, text in briefing.words.items():
            yield from _same(content, briefing, locale, "corrections", briefing.facts.corrections, text.corrections)


def _picture(article: Article, locale: str) -> Iterator[Finding]:
    file, announced, found = article.words_file(locale), article.facts.image, article.words[locale].image
    if announced is not None and found is None:
        yield Finding("L002", Spot(file), "lacks the key 'image': the article has a picture, and this says what it shows")
    if announced is None and found is not None:
        message = f"describes a picture that {article.file} does not mention"
        yield Finding("L003", Spot(file, ("image",), on="key"), message)


def _same(
    content: Content, record: Article | Briefing, locale: str, name: str, announced: Iterable[str], found: Iterable[str]
) -> Iterator[Finding]:
    """Compare the ids under a key of the facts with those under the same key of a locale's file."""
    if content.is_faulty(record.file, name):
        return
    file, announced, found = record.words_file(locale), set(announced), set(found)
    for missing in sorted(announced - found):
        message = f"lacks a text for '{missing}' in '{name}'"
        yield Finding("L002", Spot(file, (name,), on="key"), message, f"It is announced in {record.file}.")
    for extra in sorted(found - announced):
        message = f"'{extra}' in '{name}' is not announced in {record.file}"
        yield Finding("L003", Spot(file, (name, extra), on="key"), message, did_you_mean(extra, announced - found or announced))


def _quotes(content: Content, article: Article, locale: str, translated: Mapping[str, str]) -> Iterator[Finding]:
    file, language = article.words_file(locale), article.facts.language
    if content.is_faulty(article.file, "language"):
        return
    if locale == language:
        for claim_id in translated:
            message = f"translates the quote '{claim_id}', but the article is in '{language}' itself"
            yield Finding("L003", Spot(file, ("quotes", claim_id), on="key"), message, "Leave the quote out here.")
        return
    quoted = {claim_id for claim_id, claim in article.facts.claims.items() if claim.quote is not None}
    faulty = {claim_id for claim_id in article.facts.claims if content.is_faulty(article.file, "claims", claim_id, "quote")}
    if not content.is_faulty(article.file, "claims"):
        yield from _same(content, article, locale, "quotes", quoted - faulty, set(translated) - faulty)


def labels(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """Names and descriptions are in published locales, and there is one in the desk's."""
    for entity in part.entities:
        yield from _labels(
            settings,
            entity.file,
            "names",
            entity.facts.names,
            required=entity.facts.country is None,
            optional=entity.facts.country is not None,
        )
        yield from _labels(settings, entity.file, "description", entity.facts.description)
    for topic in part.topics:
        yield from _labels(settings, topic.file, "names", topic.facts.names, required=True)
        yield from _labels(settings, topic.file, "description", topic.facts.description)
    for outlet in part.outlets:
        yield from _labels(settings, outlet.file, "description", outlet.facts.description)
    for measure in part.measures:
        yield from _labels(settings, measure.file, "names", measure.facts.names, required=True)
        for unit, names in measure.facts.units.items():
            yield from _labels(settings, measure.file, "units", names, unit, required=unit != "percent")
        for scope, called in measure.facts.scopes.items():
            yield from _labels(settings, measure.file, "scopes", called, scope, required=True)


def _labels(
    settings: Settings,
    file: str,
    name: str,
    texts: Mapping[str, object],
    *deeper: Key,
    required: bool = False,
    optional: bool = False,
) -> Iterator[Finding]:
    path = (name, *deeper)
    for locale in texts:
        if fault := locale_fault(Spot(file, (*path, locale), on="key"), locale, settings.locales):
            yield fault
    if settings.desk_locale not in texts and not optional and (required or texts):
        where = ".".join(str(key) for key in path)
        yield Finding(
            "L002",
            Spot(file, path, on="key"),
            f"lacks a text in '{settings.desk_locale}', the desk's locale, in '{where}'",
        )


def markdown(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """Summaries, bodies and plain pages hold only what their dialect of Markdown has."""
    for article in part.articles:
        for locale, words in article.words.items():
            yield from _faults(
                article.words_file(locale), ("summary",), words.summary, prose.faults(words.summary, may_cite=False)
            )
    for briefing in part.briefings:
        for locale, text in briefing.words.items():
            yield from _faults(briefing.words_file(locale), ("body",), text.body, prose.faults(text.body, may_cite=True))
    for page in part.pages:
        yield from _faults(page.file, (), page.markdown, prose.bound_faults(page.markdown))


def lines(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """Texts of one line cite nothing: there, a citation would be shown as it is typed."""
    for article in part.articles:
        for locale, words in article.words.items():
            yield from _citing(article.words_file(locale), _article_lines(words))
    for briefing in part.briefings:
        for locale, text in briefing.words.items():
            own = [(("title",), text.title), (("lede",), text.lede), *_entries("corrections", text.corrections)]
            yield from _citing(briefing.words_file(locale), own)
    small = (part.outlets, part.entities, part.topics)
    for record in (record for records in small for record in records):
        yield from _citing(record.file, _entries("description", record.facts.description))


def _article_lines(words: ArticleText) -> Iterator[Line]:
    yield ("headline",), words.headline
    for position, point in enumerate(words.key_points):
        yield ("key_points", position), point
    for name, texts in (("claims", words.claims), ("events", words.events), ("notes", words.notes)):
        yield from _entries(name, texts)


def _entries(name: str, texts: Mapping[str, str]) -> Iterator[Line]:
    for key, text in texts.items():
        yield (name, key), text


def _citing(file: str, found: Iterable[Line]) -> Iterator[Finding]:
    for path, text in found:
        yield from _faults(file, path, text, prose.citation_faults(text, may_cite=False))


def _faults(file: str, path: tuple[Key, ...], text: str, found: Iterable[prose.Fault]) -> Iterator[Finding]:
    for fault in found:
        word = fault.word.split("\n")[0] or text[fault.at : fault.at + 1]
        spot = Spot(file, path, word=word, nth=text.count(word, 0, fault.at))
        yield Finding("R008", spot, fault.message, fault.hint)


def cited(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """What a body cites exists, and a translation cites what the text it follows cites."""
    for briefing in part.briefings:
        for locale, text in briefing.words.items():
            yield from _cited(content, briefing.words_file(locale), text.body)
        yield from _same_citations(content, briefing)


def _cited(content: Content, file: str, body: str) -> Iterator[Finding]:
    for citation, at in prose.citations(body):
        word = str(citation)
        spot = Spot(file, ("body",), word=word, nth=body.count(word, 0, at))
        yield from unknown(content, "articles", citation.article, spot)
        article = content.articles.get(citation.article)
        if article is None or citation.claim is None or content.is_faulty(article.file, "claims"):
            continue
        if citation.claim not in article.facts.claims:
            known = article.facts.claims
            message = f"the article '{article.id}' makes no claim '{citation.claim}'"
            yield Finding(
                "R004", spot, message, did_you_mean(citation.claim, known) or f"It makes: {', '.join(known) or 'none'}."
            )


def _same_citations(content: Content, briefing: Briefing) -> Iterator[Finding]:
    cited = {
        locale: _good_citations(content, text.body)
        for locale, text in briefing.words.items()
        if not content.is_faulty(briefing.words_file(locale), "body")
    }
    wanted = cited.get(briefing.written_in)
    if wanted is None:
        return
    for locale, found in cited.items():
        if found is None:
            continue
        spot = Spot(briefing.words_file(locale), ("body",), on="key")
        if missing := sorted(wanted - found):
            yield Finding("L004", spot, f"does not cite {', '.join(missing)}, which {briefing.written_in}.yaml cites")
        if extra := sorted(found - wanted):
            yield Finding("L004", spot, f"cites {', '.join(extra)}, which {briefing.written_in}.yaml does not cite")


def _good_citations(content: Content, body: str) -> set[str] | None:
    """Return what a body cites; None where a citation is wrong, which is reported already and would give a second finding."""
    if any(prose.citation_faults(body, may_cite=True)) or any(_cited(content, "", body)):
        return None
    return {str(citation) for citation, _ in prose.citations(body)}
