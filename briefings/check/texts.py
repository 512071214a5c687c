"""Rules about texts: every locale says all that the facts announce, and nothing that they do not."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefings import markup
from briefings.check.places import Occurrences
from briefings.check.references import draft, unknown, unknown_statement
from briefings.diagnostics import CODES, MAX_LIKE, Diagnostic, Key, Location, did_you_mean
from briefings.markup.lint import Violation
from briefings.model import records
from briefings.model.codes import is_language
from briefings.model.content import Article, Briefing, Content, Entity, Measure, Outlet, PlainPage, Topic
from briefings.read.listing import diagnose_locale
from briefings.settings import Settings

MAX_TITLE = 200
"""Characters of the longest headline or title that is not reported; nearly all printed ones have less than 120."""


def article_ids(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """The ids in each locale's file of an article are those of its facts."""
    facts = article.facts
    for locale, text in article.texts.items():
        for name in ("claims", "events", "notes"):
            yield from _same_ids(content, article, locale, name, getattr(facts, name), getattr(text, name))
        yield from _quotes(content, article, locale, text.quotes)
        yield from _ties(content, article, locale, text.ties)
        if not content.is_invalid(article.file, "image"):
            yield from _picture(article, locale)


def _ties(content: Content, article: Article, locale: str, found: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Compare the ties that a locale's file explains with those that the facts have, and that the other locales explain."""
    if content.is_invalid(article.file, "claims"):
        return
    file = article.text_file(locale)
    tying = {claim_id for claim_id, claim in article.facts.claims.items() if claim.same_as}
    faulty = {claim_id for claim_id in article.facts.claims if content.is_invalid(article.file, "claims", claim_id, "same_as")}
    explained = {claim_id: other for other, text in article.texts.items() for claim_id in text.ties if claim_id in tying}
    for missing in sorted(explained.keys() - found):
        message = f"lacks a text for '{missing}' in 'ties'"
        yield Diagnostic(
            "L002", Location(file, ("ties",), on="key"), message, f"{explained[missing]}.yaml says why it is tied."
        )
    for extra in sorted(found.keys() - tying - faulty):
        message = f"'{extra}' in 'ties' is no claim that {article.file} ties with 'same_as'"
        yield Diagnostic("L003", Location(file, ("ties", extra), on="key"), message, did_you_mean(extra, tying))


def briefing_ids(content: Content, settings: Settings, briefing: Briefing) -> Iterator[Diagnostic]:
    """The ids in each locale's file of a briefing are those of its facts."""
    for locale, text in briefing.texts.items():
        yield from _same_ids(content, briefing, locale, "corrections", briefing.facts.corrections, text.corrections)


def _picture(article: Article, locale: str) -> Iterator[Diagnostic]:
    file, announced, found = article.text_file(locale), article.facts.image, article.texts[locale].image
    if announced is not None and found is None:
        message = "lacks the key 'image': the article has a picture, and this says what it shows"
        yield Diagnostic("L002", Location(file), message)
    elif announced is None and found is not None:
        message = f"describes a picture that {article.file} does not mention"
        yield Diagnostic("L003", Location(file, ("image",), on="key"), message)


def _same_ids(
    content: Content, record: Article | Briefing, locale: str, name: str, announced: Iterable[str], found: Iterable[str]
) -> Iterator[Diagnostic]:
    """Compare the ids under a key of the facts with those under the same key of a locale's file."""
    if content.is_invalid(record.file, name):
        return
    file, announced, found = record.text_file(locale), set(announced), set(found)
    for missing in sorted(announced - found):
        message = f"lacks a text for '{missing}' in '{name}'"
        yield Diagnostic("L002", Location(file, (name,), on="key"), message, f"It is announced in {record.file}.")
    meant = tuple(sorted(announced - found or announced))
    for number, extra in enumerate(sorted(found - announced)):
        message = f"'{extra}' in '{name}' is not announced in {record.file}"
        hint = did_you_mean(extra, meant) if number <= MAX_LIKE else ""
        yield Diagnostic("L003", Location(file, (name, extra), on="key"), message, hint)


def _quotes(content: Content, article: Article, locale: str, translated: Mapping[str, str]) -> Iterator[Diagnostic]:
    file, language = article.text_file(locale), article.facts.language
    if content.is_invalid(article.file, "language") or not is_language(language):
        return
    if locale == language:
        for claim_id in translated:
            message = f"translates the quote '{claim_id}', but the article is in '{language}' itself"
            yield Diagnostic("L003", Location(file, ("quotes", claim_id), on="key"), message, "Leave the quote out here.")
        return
    quoted = {claim_id for claim_id, claim in article.facts.claims.items() if claim.quote is not None}
    faulty = {claim_id for claim_id in article.facts.claims if content.is_invalid(article.file, "claims", claim_id, "quote")}
    if not content.is_invalid(article.file, "claims"):
        yield from _same_ids(content, article, locale, "quotes", quoted - faulty, set(translated) - faulty)


def names(content: Content, settings: Settings, record: Entity | Topic) -> Iterator[Diagnostic]:
    """Names are in published locales, one in the desk's; CLDR names a country."""
    is_country = isinstance(record.facts, records.Entity) and record.facts.country is not None
    return _labels(settings, record.file, record.facts.names, "names", required=not is_country)


def descriptions(content: Content, settings: Settings, record: Outlet | Entity | Topic) -> Iterator[Diagnostic]:
    """Descriptions are in published locales, one in the desk's, and cite nothing."""
    texts = record.facts.description
    yield from _labels(settings, record.file, texts, "description", required=bool(texts))
    yield from _citing(content, record.file, record.facts, "description")


def measure_labels(content: Content, settings: Settings, measure: Measure) -> Iterator[Diagnostic]:
    """Names of a measure, its units and its scopes are in published locales, one of each in the desk's."""
    yield from _labels(settings, measure.file, measure.facts.names, "names", required=True)
    for unit, names in measure.facts.units.items():
        yield from _labels(settings, measure.file, names, "units", unit, required=unit != "percent" or bool(names))
    for scope, labels in measure.facts.scopes.items():
        yield from _labels(settings, measure.file, labels, "scopes", scope, required=True)


def _labels(settings: Settings, file: str, texts: Mapping[str, object], *path: Key, required: bool) -> Iterator[Diagnostic]:
    for locale in texts:
        if fault := diagnose_locale(Location(file, (*path, locale), on="key"), locale, settings.locales):
            yield fault
    if required and settings.desk_locale not in texts:
        message = f"lacks a text in '{settings.desk_locale}', the desk's locale, in '{'.'.join(map(str, path))}'"
        yield Diagnostic("L002", Location(file, path, on="key"), message)


def article_titles(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """Headlines of an article, and the title that it was printed with, are of a length that a reader takes in."""
    yield from _too_long(article.file, "title", article.facts.title)
    for locale, text in article.texts.items():
        yield from _too_long(article.text_file(locale), "headline", text.headline)


def briefing_titles(content: Content, settings: Settings, briefing: Briefing) -> Iterator[Diagnostic]:
    """Titles of a briefing are as short."""
    for locale, text in briefing.texts.items():
        yield from _too_long(briefing.text_file(locale), "title", text.title)


def page_title(content: Content, settings: Settings, page: PlainPage) -> Iterator[Diagnostic]:
    """The title of a plain page is as short."""
    return _too_long(page.file, "title", page.title)


def _too_long(file: str, key: str, title: str | None) -> Iterator[Diagnostic]:
    if title is not None and len(title) > MAX_TITLE:
        message = f"has {len(title)} characters in '{key}', more than the {MAX_TITLE} of a long headline"
        yield Diagnostic("T002", Location(file, (key,)), message, "What follows the first sentence belongs into the text.")


def page_markup(content: Content, settings: Settings, page: PlainPage) -> Iterator[Diagnostic]:
    """Plain pages hold only what CommonMark has, stay within the bounds of size and nesting, and cite nothing."""
    return _markup(content, page.file, (), page.markdown, markup.lint_page(page.markdown), may_cite=False)


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_INLINE_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^`\n]{1,500}\1(?!`)")


def _without_code(text: str) -> str:
    """Return Markdown with spaces in the place of code."""
    lines, fence = [], ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        is_code = bool(fence or mark)
        if not fence and mark:
            fence = mark[1]
        elif fence and mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            fence = ""
        lines.append(" " * (len(line) - 1) + "\n" if is_code else line)
    return _INLINE_CODE.sub(lambda code: " " * len(code.group()), "".join(lines))


def article_markup(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """Summaries hold only what their dialect of Markdown has; texts of one line cite nothing: it would be shown as typed."""
    for locale, text in article.texts.items():
        found = markup.lint(text.summary, may_cite=False)
        yield from _markup(content, article.text_file(locale), ("summary",), text.summary, found, may_cite=False)
        lines = ("headline", "key_points", "image", "claims", "quotes", "ties", "events", "notes")
        yield from _citing(content, article.text_file(locale), text, *lines)


def briefing_markup(content: Content, settings: Settings, briefing: Briefing) -> Iterator[Diagnostic]:
    """Bodies hold only what their dialect of Markdown has; texts of one line cite nothing."""
    for locale, text in briefing.texts.items():
        found = markup.lint(text.body, may_cite=True)
        yield from _markup(content, briefing.text_file(locale), ("body",), text.body, found, may_cite=True)
        yield from _citing(content, briefing.text_file(locale), text, "title", "lede", "corrections")


_UNCITED = {
    "body": "the briefing cites nothing",
    "section": "the section cites nothing",
    "paragraph": "the paragraph or list cites nothing",
}
_ALLOW = "Name the source, [@article:claim]; or say under 'allow' why there is none: {{{code}: the reason}}."


def _citing(content: Content, file: str, texts: object, *names: str) -> Iterator[Diagnostic]:
    """Yield the citations, and what looks like one, in fields of one line, or in lists or mappings of such texts."""
    for name in names:
        value = getattr(texts, name)
        if value is None:
            continue
        entries = value.items() if isinstance(value, Mapping) else enumerate(value)
        lines = [((name,), value)] if isinstance(value, str) else [((name, key), text) for key, text in entries]
        for path, text in lines:
            found = (*markup.lint_citations(text, may_cite=False), *markup.lint_line(text))
            yield from _markup(content, file, path, text, found, may_cite=False)


def _markup(
    content: Content, file: str, path: tuple[Key, ...], text: str, found: Iterable[Violation], *, may_cite: bool
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a text's markup, and what looks like a citation and is none; each place once."""
    faults = tuple(found)
    if not markup.may_hold_citations(text):
        yield from _faults(file, path, text, faults)
        return
    places, reported = Occurrences(text), {fault.position for fault in faults}
    outside_code = text if path else _without_code(text)
    nears = tuple(markup.near_citations(outside_code, content.known.get("articles", ()), may_cite))
    yield from _faults(file, path, text, _outside(faults, nears))
    for near in nears:
        if near.position not in reported:
            yield Diagnostic("C001", places.location(file, path, near.word, near.position), near.message, near.hint)


def _outside(faults: Iterable[Violation], nears: Sequence[Violation]) -> Iterator[Violation]:
    """Yield the faults that do not stand within what looks like a citation, and so are no part of that mistake."""
    starts = sorted(near.position for near in nears)
    ends = {near.position: near.position + len(near.word) for near in nears}
    for fault in faults:
        before = bisect_left(starts, fault.position) - 1
        if before < 0 or fault.position >= ends[starts[before]]:
            yield fault


def _cites_soundly(content: Content, text: str) -> bool:
    """Tell whether each citation of a body is written as one."""
    malformed = any(markup.lint_citations(text, may_cite=True))
    return not malformed and not any(markup.near_citations(text, content.known.get("articles", ()), may_cite=True))


def _faults(file: str, path: tuple[Key, ...], text: str, found: Iterable[Violation]) -> Iterator[Diagnostic]:
    places = Occurrences(text)
    for fault in found:
        word = fault.word.split("\n")[0] or text[fault.position : fault.position + 1]
        yield Diagnostic(fault.code, places.location(file, path, word, fault.position), fault.message, fault.hint)


def citations(content: Content, settings: Settings, briefing: Briefing) -> Iterator[Diagnostic]:
    """What a body cites exists, a translation cites what the text it follows cites, and what a body states has a source.

    Where a citation is missing or malformed, it may be the source of what has none.
    """
    cited: dict[str, set[str]] = {}
    for locale, text in briefing.texts.items():
        file = briefing.text_file(locale)
        unknown_ones = list(_unknown_citations(content, briefing, locale, text.body))
        yield from unknown_ones
        is_sound = not content.is_invalid(file, "body") and _cites_soundly(content, text.body)
        if is_sound and not unknown_ones:
            cited[locale] = {str(citation) for citation, _ in markup.find_citations(text.body)}
    if (wanted := cited.get(briefing.written_in)) is None:
        return
    if forgotten := _cited_by_all_translations(briefing, cited) - wanted:
        location, names = Location(briefing.text_file(briefing.written_in), ("body",), on="key"), ", ".join(sorted(forgotten))
        yield Diagnostic("L004", location, f"does not cite {names}, which all of its translations cite")
    for locale, cited_here in cited.items():
        if locale == briefing.written_in and forgotten:
            continue
        found = cited_here - forgotten
        location = Location(briefing.text_file(locale), ("body",), on="key")
        if found == wanted:
            yield from _uncited(location, briefing.texts[locale].body)
        if missing := sorted(wanted - found):
            yield Diagnostic("L004", location, f"does not cite {', '.join(missing)}, which {briefing.written_in}.yaml cites")
        if extra := sorted(found - wanted):
            yield Diagnostic("L004", location, f"cites {', '.join(extra)}, which {briefing.written_in}.yaml does not cite")


def _cited_by_all_translations(briefing: Briefing, cited: Mapping[str, set[str]]) -> set[str]:
    """Return what each of several translations cites: where the original does not, it is the original that is wrong."""
    translations = [found for locale, found in cited.items() if locale != briefing.written_in]
    return set.intersection(*translations) if len(translations) > 1 else set()


def _uncited(whole: Location, body: str) -> Iterator[Diagnostic]:
    parts = list(markup.uncited(body))
    if parts and any(CODES[fault.code].severity == "error" for fault in markup.lint(body, may_cite=True)):
        return  # what is marked up otherwise than was meant may be divided otherwise
    places = Occurrences(body)
    for part in parts:
        code = "C003" if part.kind == "paragraph" else "C002"
        location = places.location(whole.file, ("body",), part.word, part.position) if part.word else whole
        yield Diagnostic(code, location, _UNCITED[part.kind], _ALLOW.format(code=code))


def _unknown_citations(content: Content, briefing: Briefing, locale: str, body: str) -> Iterator[Diagnostic]:
    """Yield what is cited and is not there, or not published."""
    places, file = Occurrences(body), briefing.text_file(locale)
    for citation, at in markup.find_citations(body):
        location = places.location(file, ("body",), str(citation), at)
        yield from unknown(content, "articles", citation.article, location)
        yield from draft(content, briefing, citation.article, location)
        article = content.articles.get(citation.article)
        if article is not None and citation.claim is not None and not content.is_invalid(article.file, "claims"):
            yield from unknown_statement(article, "claims", citation.claim, location)
