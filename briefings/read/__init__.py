"""Read: the content folder becomes `Content`, and whatever has not the shape of content becomes findings.

The only part that touches content files, and the only one that knows YAML.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel

from briefings.model import records
from briefings.model.content import Content, PlainPage, Small, Written
from briefings.model.verification import Record
from briefings.problems import Finding, Spot
from briefings.read.front_matter import split
from briefings.read.listing import FACTS, SMALL, Listing, list_files, locale_fault
from briefings.read.locate import locate
from briefings.read.record import NAME as RECORD
from briefings.read.record import read_record
from briefings.read.shape import Keys, shape, stand_in
from briefings.read.source import read_text
from briefings.read.yaml_text import parse
from briefings.settings import Settings

__all__ = ["locate", "read"]

Model = TypeVar("Model", bound=BaseModel)
Facts = TypeVar("Facts", bound=records.ArticleFacts | records.BriefingFacts)
Words = TypeVar("Words", bound=BaseModel)


@dataclass
class _Found:
    """What reading gathers beside the records."""

    findings: list[Finding] = field(default_factory=list)
    faults: dict[str, frozenset[Keys]] = field(default_factory=dict)


def read(settings: Settings) -> tuple[Content, list[Finding]]:
    """Return all content, and what is wrong with its shape.

    What has not the right shape is missing from `Content`, or something stands in for it, and its place is among the faults: so
    that one fault gives one finding, and the rest of the content is checked all the same.
    """
    if not settings.content.is_dir():
        name = settings.content.relative_to(settings.root).as_posix()
        return Content({}, {}, {}, {}, {}, {}, (), {}), [
            Finding("F006", Spot(name), "there is no such folder; expected the content of the site in it")
        ]
    listing, findings = list_files(settings)
    found = _Found(findings)
    content = Content(
        articles=dict(_written(settings, listing, "articles", records.ArticleFacts, records.ArticleText, found)),
        briefings=dict(_written(settings, listing, "briefings", records.BriefingFacts, records.BriefingText, found)),
        outlets=_small(settings, listing, "outlets", records.Outlet, found),
        entities=_small(settings, listing, "entities", records.Entity, found),
        topics=_small(settings, listing, "topics", records.Topic, found),
        measures=_small(settings, listing, "measures", records.Measure, found),
        pages=tuple(_pages(settings, listing, found)),
        known=_known(settings),
        faults=found.faults,
        verified=_verified(settings, listing, found),
    )
    return content, found.findings


def _known(settings: Settings) -> Mapping[str, frozenset[str]]:
    """Return every id that has a file or folder, whatever is wrong with it: a reference to one is no second problem."""
    return {kind: frozenset(_names(settings.content / kind)) for kind in (*FACTS, *SMALL)}


def _names(folder: Path) -> list[str]:
    if folder.is_symlink() or not folder.is_dir():
        return []
    return [entry.name.removesuffix(".yaml") for entry in folder.iterdir()]


def _written(
    settings: Settings,
    listing: Listing,
    kind: Literal["articles", "briefings"],
    facts_model: type[Facts],
    words_model: type[Words],
    found: _Found,
) -> Iterator[tuple[str, Written[Facts, Words]]]:
    for record_id, files in listing.folders.get(kind, {}).items():
        folder = f"{settings.content.relative_to(settings.root).as_posix()}/{kind}/{record_id}"
        facts_file = f"{folder}/{FACTS[kind]}"
        words = {
            posixpath.splitext(posixpath.basename(file))[0]: _record(settings, file, words_model, found)
            for file in files
            if file != facts_file
        }
        facts = _facts(settings, folder, facts_file, files, facts_model, found)
        written_in = facts.written_in or settings.desk_locale
        if not found.faults.get(facts_file, frozenset()) & {(), ("written_in",)}:
            found.findings += _written_in_faults(settings, facts_file, folder, facts.written_in, written_in, words)
        present = {locale: words[locale] for locale in settings.locales if locale in words}
        yield record_id, Written(record_id, folder, FACTS[kind], facts, present, written_in)


def _facts(settings: Settings, folder: str, file: str, files: Iterable[str], model: type[Facts], found: _Found) -> Facts:
    if file in files:
        return _record(settings, file, model, found)
    if not os.path.lexists(settings.root / file):  # otherwise it is there and no file, which the listing has reported
        found.findings.append(Finding("F006", Spot(folder), f"lacks the file {posixpath.basename(file)}"))
    return _standing_in(file, model, found)


def _written_in_faults(
    settings: Settings, facts_file: str, folder: str, stated: str | None, written_in: str, words: Mapping[str, object]
) -> list[Finding]:
    if stated is not None and (fault := locale_fault(Spot(facts_file, ("written_in",)), stated, settings.locales)):
        return [fault]
    if written_in not in words:
        return [Finding("F006", Spot(folder), f"lacks the file {written_in}.yaml, the text that its translations follow")]
    return []


def _small(settings: Settings, listing: Listing, kind: str, model: type[Model], found: _Found) -> dict[str, Small[Model]]:
    return {
        record_id: Small(record_id, file, _record(settings, file, model, found))
        for record_id, file in listing.small.get(kind, {}).items()
    }


def _record(settings: Settings, file: str, model: type[Model], found: _Found) -> Model:
    text, faults = read_text(settings.root, file)
    found.findings += faults
    return _standing_in(file, model, found) if text is None else _shaped(file, text, model, found)


def _shaped(file: str, text: str, model: type[Model], found: _Found) -> Model:
    document, faults = parse(file, text)
    found.findings += faults
    if document is None:
        return _standing_in(file, model, found)
    shaped = shape(model, file, document.data)
    found.findings += shaped.findings
    if shaped.faults:
        found.faults[file] = shaped.faults
    return shaped.record


def _standing_in(file: str, model: type[Model], found: _Found) -> Model:
    found.faults[file] = frozenset({()})
    return stand_in(model)


def _verified(settings: Settings, listing: Listing, found: _Found) -> Record | None:
    if listing.record is None:
        return None if os.path.lexists(settings.content / RECORD) else {}  # it is no file, which the listing has reported
    record, faults = read_record(settings.root, listing.record)
    found.findings += faults
    return None if faults else record


def _pages(settings: Settings, listing: Listing, found: _Found) -> Iterator[PlainPage]:
    for file in listing.pages:
        text, faults = read_text(settings.root, file)
        found.findings += faults
        if text is None:
            continue
        front_matter, markdown = split(text)
        locale, name = file.split("/")[-2:]
        facts = _page_facts(file, front_matter, found)
        yield PlainPage(locale, name.removesuffix(".md"), file, facts.title, facts.description, markdown)


def _page_facts(file: str, front_matter: str, found: _Found) -> records.PageFacts:
    if front_matter:
        facts = _shaped(file, front_matter, records.PageFacts, found)
        found.faults.pop(file, None)  # the Markdown below it is as it was written
        return facts
    message = "lacks front matter: title and description between two lines ---"
    found.findings.append(Finding("Y006", Spot(file, line=1, column=1), message))
    return stand_in(records.PageFacts)
