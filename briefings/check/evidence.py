"""Rules about evidence: passages are short, stand in the archived text where that is at hand, and are recorded.

Pages show what the record says, also where the archive is at hand: the same content makes the same pages on every machine.
"""

from collections.abc import Iterator
from functools import partial

from briefings.diagnostics import Diagnostic, Location, shown
from briefings.evidence.attributions import look_up_names, recorded_sources
from briefings.evidence.passages import Keys, entries, look_up, passage_digest, passages, without_checksum
from briefings.evidence.words import count_words
from briefings.model.content import Article, Content
from briefings.model.evidence import PassageRecord
from briefings.model.records import Archived
from briefings.read.passage_record import record_file
from briefings.settings import Settings

MAX_WORDS = 25
"""Words of a passage's marks, with those before and after it that tell it from another: the texts are not ours."""


def short_passages(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """Evidence marks a passage with a few words and does not copy it."""
    for keys, evidence in passages(article):
        marks = (evidence.exact, evidence.prefix, evidence.suffix)
        if (count := sum(count_words(words) for words in marks if words)) > MAX_WORDS:
            message = f"{count} words; expected at most {MAX_WORDS}"
            yield Diagnostic("E004", Location(article.file, keys), message, "Write the first words … the last.")


def verified_passages(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """Each passage stands in the archived text, that text is the one the desk read, and the record says so.

    A passage that is not found is reported once: what the record says of it is left out.
    """
    if any(content.is_invalid(article.file, "archived", *keys) for keys in ((), ("file",), ("encoding",))):
        return
    archived, missing = article.facts.archived, frozenset[Keys]()
    if archived is not None and archived.sha256 is None:
        if not content.is_invalid(article.file, "archived", "sha256"):
            yield without_checksum(article)
        return
    if settings.archive and archived is not None:
        lookup = look_up(article, archived, settings.archive)
        yield from (diagnostic for diagnostic in lookup.diagnostics if _is_of_sound(content, diagnostic))
        if not lookup.has_text:
            return
        unnamed = look_up_names(article, lookup, content.entities).diagnostics
        yield from (diagnostic for diagnostic in unnamed if _has_sound_passages(content, article, diagnostic.location.keys[:2]))
        missing = frozenset(diagnostic.location.keys for diagnostic in lookup.diagnostics if diagnostic.code == "E003")
    if content.verified is not None:
        unproven = _unproven(article, archived, content.verified, is_strict=settings.strict_evidence)
        yield from (
            diagnostic
            for diagnostic in unproven
            if diagnostic.location.keys not in missing and _is_of_sound(content, diagnostic)
        )
        yield from _changed_sources(content, article, is_strict=settings.strict_evidence)


def _is_of_sound(content: Content, diagnostic: Diagnostic) -> bool:
    """Tell whether a diagnostic is about what an editor wrote: a passage of the wrong shape has been reported."""
    return content.is_sound(diagnostic.location.file, *diagnostic.location.keys)


def _has_sound_passages(content: Content, article: Article, statement: Keys) -> bool:
    """Tell whether the passages of a claim or event, in which names are looked for, are what an editor wrote."""
    return all(content.is_sound(article.file, *statement, name) for name in ("evidence", "attribution"))


def _unproven(article: Article, archived: Archived | None, record: PassageRecord, *, is_strict: bool) -> Iterator[Diagnostic]:
    """Yield what the record does not prove of an article; what one change does to several passages is one diagnostic."""
    if archived is None:
        if is_strict and (first := next(passages(article), None)):
            message = "cannot be verified: the article has passages and no archived text"
            hint = "Name its file under 'archived', and run briefings verify --fix."
            yield Diagnostic("E007", Location(article.file, first[0]), message, hint)
        return
    found = list(entries(article, record))
    report = partial(Diagnostic, hint="Run briefings verify with the archive at hand.", is_strict=is_strict)
    if found and not any(entry for _, _, entry in found):
        message = "not verified: no passage of the article is recorded as found in its archived text"
        yield report("E005", Location(article.file, ("archived",), on="key"), message)
        return
    if days := [entry.day for _, _, entry in found if entry and entry.text != archived.sha256]:
        count = "1 passage was" if len(days) == 1 else f"{len(days)} passages were"
        message = f"changed since it was verified: {count} found in another text than this, on {max(days)} at the latest"
        yield report("E006", Location(article.file, ("archived", "sha256")), message)
    for keys, passage, entry in found:
        if entry is None:
            yield report("E005", Location(article.file, keys), f"not verified: '{shown(passage.exact)}'")
        elif entry.text == archived.sha256 and entry.passage != passage_digest(passage):
            message = f"changed since it was verified on {entry.day}: '{shown(passage.exact)}'"
            yield report("E006", Location(article.file, keys), message)


def _changed_sources(content: Content, article: Article, *, is_strict: bool) -> Iterator[Diagnostic]:
    """Yield each source that is not the one whose name was found in passages, though passages and spellings are the same.

    A source without an entry is no problem here: its page claims no more than that the wording was found.
    """
    record, archived = content.verified or {}, article.facts.archived
    found = (
        (source, entry) for source, entry, is_current in recorded_sources(article, record, content.entities) if not is_current
    )
    stale = [(source, entry) for source, entry in found if entry and archived and entry.text == archived.sha256]
    if not stale or any(entity not in content.entities for entity in article.facts.spellings):  # it may be of the one meant
        return
    changed = {
        keys for keys, passage, entry in entries(article, record) if not entry or entry.passage != passage_digest(passage)
    }
    for source, entry in stale:
        if any(keys in source.passages or keys[:2] == ("spellings", source.entity) for keys in changed):
            continue  # that is the problem
        if not _has_sound_passages(content, article, source.statement):
            continue  # that is the problem
        message = (
            f"changed since it was verified on {entry.day}: '{shown(source.entity)}' no longer has the name that was found"
        )
        hint = "Run briefings verify with the archive at hand."
        yield Diagnostic("E006", Location(article.file, source.keys), message, hint, is_strict=is_strict)


def days(content: Content, settings: Settings) -> Iterator[Diagnostic]:
    """Nothing was verified on a day that has not come."""
    for (article, keys), entry in (content.verified or {}).items():
        if not settings.has_come(entry.day):
            location = Location(record_file(settings), line=entry.line, column=len(f"{article} {keys} ") + 1)
            yield Diagnostic("D002", location, f"'{entry.day}' lies in the future")
