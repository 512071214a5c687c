"""Read: the content folder becomes `Content`, and whatever has not the shape of content becomes findings.

The only part that touches content files, and the only one that knows YAML.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel

from briefings.model import records
from briefings.model.content import Article, Briefing, Content, PlainPage, Small, Written
from briefings.model.verification import Record
from briefings.problems import Finding, Spot
from briefings.read.front_matter import split
from briefings.read.listing import FACTS, SMALL, Listing, list_files, locale_fault
from briefings.read.locate import locate
from briefings.read.record import NAME as RECORD
from briefings.read.record import read_record
from briefings.read.shape import shape
from briefings.read.source import read_text
from briefings.read.yaml_text import parse
from briefings.settings import Settings

__all__ = ["locate", "read"]

Model = TypeVar("Model", bound=BaseModel)
Facts = TypeVar("Facts", bound=records.ArticleFacts | records.BriefingFacts)
Words = TypeVar("Words", bound=BaseModel)


def read(settings: Settings) -> tuple[Content, list[Finding]]:
    """Return all content that can be read, and what is wrong with the rest.

    A file with a fault is left out of `Content`; its id still counts as known, so that one fault gives one finding.
    """
    if not settings.content.is_dir():
        name = settings.content.relative_to(settings.root).as_posix()
        return Content({}, {}, {}, {}, {}, {}, (), {}), [
            Finding("F006", Spot(name), "there is no such folder; expected the content of the site in it")
        ]
    listing, findings = list_files(settings)
    content = Content(
        articles=_articles(settings, listing, findings),
        briefings=_briefings(settings, listing, findings),
        outlets=_small(settings, listing, "outlets", records.Outlet, findings),
        entities=_small(settings, listing, "entities", records.Entity, findings),
        topics=_small(settings, listing, "topics", records.Topic, findings),
        measures=_small(settings, listing, "measures", records.Measure, findings),
        pages=tuple(_pages(settings, listing, findings)),
        known=_known(settings),
        verified=_verified(settings, listing, findings),
    )
    return content, findings


def _known(settings: Settings) -> Mapping[str, frozenset[str]]:
    """Return every id that has a file or folder, whatever is wrong with it: a reference to one is no second problem."""
    return {kind: frozenset(_names(settings.content / kind)) for kind in (*FACTS, *SMALL)}


def _names(folder: Path) -> list[str]:
    if folder.is_symlink() or not folder.is_dir():
        return []
    return [entry.name.removesuffix(".yaml") for entry in folder.iterdir()]


def _articles(settings: Settings, listing: Listing, findings: list[Finding]) -> dict[str, Article]:
    return dict(_written(settings, listing, "articles", records.ArticleFacts, records.ArticleText, findings))


def _briefings(settings: Settings, listing: Listing, findings: list[Finding]) -> dict[str, Briefing]:
    return dict(_written(settings, listing, "briefings", records.BriefingFacts, records.BriefingText, findings))


def _written(
    settings: Settings,
    listing: Listing,
    kind: Literal["articles", "briefings"],
    facts_model: type[Facts],
    words_model: type[Words],
    findings: list[Finding],
) -> Iterator[tuple[str, Written[Facts, Words]]]:
    for record_id, files in listing.folders.get(kind, {}).items():
        folder = f"{settings.content.relative_to(settings.root).as_posix()}/{kind}/{record_id}"
        facts_file = f"{folder}/{FACTS[kind]}"
        words = {
            posixpath.splitext(posixpath.basename(file))[0]: _record(settings, file, words_model, findings)
            for file in files
            if file != facts_file
        }
        if facts_file not in files:
            if os.path.lexists(settings.root / facts_file):
                continue  # it is there and no file, which the listing has reported
            findings.append(Finding("F006", Spot(folder), f"lacks the file {FACTS[kind]}"))
            continue
        facts = _record(settings, facts_file, facts_model, findings)
        if facts is None:
            continue
        written_in = facts.written_in or settings.desk_locale
        findings += _written_in_faults(settings, facts_file, folder, facts.written_in, written_in, words)
        present = {locale: text for locale in settings.locales if (text := words.get(locale)) is not None}
        yield record_id, Written(record_id, folder, FACTS[kind], facts, present, written_in)


def _written_in_faults(
    settings: Settings, facts_file: str, folder: str, stated: str | None, written_in: str, words: Mapping[str, object]
) -> list[Finding]:
    if stated is not None and (fault := locale_fault(Spot(facts_file, ("written_in",)), stated, settings.locales)):
        return [fault]
    if written_in not in words:
        return [Finding("F006", Spot(folder), f"lacks the file {written_in}.yaml, the text that its translations follow")]
    return []


def _small(
    settings: Settings, listing: Listing, kind: str, model: type[Model], findings: list[Finding]
) -> dict[str, Small[Model]]:
    found = (
        (record_id, file, _record(settings, file, model, findings)) for record_id, file in listing.small.get(kind, {}).items()
    )
    return {record_id: Small(record_id, file, facts) for record_id, file, facts in found if facts is not None}


def _record(settings: Settings, file: str, model: type[Model], findings: list[Finding]) -> Model | None:
    text, faults = read_text(settings.root, file)
    findings += faults
    if text is None:
        return None
    return _shaped(file, text, model, findings)


def _shaped(file: str, text: str, model: type[Model], findings: list[Finding]) -> Model | None:
    document, faults = parse(file, text)
    findings += faults
    if document is None:
        return None
    record, faults = shape(model, file, document.data)
    findings += faults
    return record


def _verified(settings: Settings, listing: Listing, findings: list[Finding]) -> Record | None:
    if listing.record is None:
        return None if os.path.lexists(settings.content / RECORD) else {}  # it is no file, which the listing has reported
    record, faults = read_record(settings.root, listing.record)
    findings += faults
    return None if faults else record


def _pages(settings: Settings, listing: Listing, findings: list[Finding]) -> Iterator[PlainPage]:
    for file in listing.pages:
        text, faults = read_text(settings.root, file)
        findings += faults
        if text is None:
            continue
        front_matter, markdown = split(text)
        if not front_matter:
            findings.append(
                Finding(
                    "Y006",
                    Spot(file, line=1, column=1),
                    "lacks front matter: title and description between two lines ---",
                )
            )
            continue
        facts = _shaped(file, front_matter, records.PageFacts, findings)
        if facts is not None:
            locale, name = file.split("/")[-2:]
            yield PlainPage(locale, name.removesuffix(".md"), file, facts.title, facts.description, markdown)
