"""Whose a statement is: somebody's who is named, somebody's who is not, the article's own; and how each is counted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from briefings.link.origins import SourceCount, claim_provenance, count_sources, statement_provenance
from briefings.link.timeline import merge_events
from briefings.model.content import Article, Entity, SimpleRecord, TranslatedRecord
from briefings.model.records import ArticleFacts, Claim, Event
from briefings.model.records import Entity as EntityFacts
from briefings.model.voices import voice_of
from tests import mini

Spec = Mapping[str, object]
OWN: Spec = {"origin": {"kind": "own"}}
UNKNOWN: Spec = {"origin": {"kind": "unknown"}}
AFP: Spec = {"origin": {"kind": "agency", "via": ["afp"]}}


def entity(name: str, *, unnamed: bool) -> Entity:
    facts = mini.record(EntityFacts, kind="person", names={"en": name}, **({"unnamed": "true"} if unnamed else {}))
    return SimpleRecord(name, f"content/entities/{name}.yaml", facts)


ENTITIES = {
    "afp": entity("afp", unnamed=False),
    "kirby": entity("kirby", unnamed=False),
    "lawmaker": entity("lawmaker", unnamed=True),
    "diplomat": entity("diplomat", unnamed=True),
}


def articles(**specs: Spec) -> dict[str, Article]:
    return {name: _article(name, {"language": "en", **spec}) for name, spec in specs.items()}


def _article(name: str, spec: Spec) -> Article:
    return TranslatedRecord(name, f"content/articles/{name}", "article.yaml", mini.record(ArticleFacts, **spec), {}, "en")


def claimed(origin: Spec, **claim: object) -> Spec:
    return {**origin, "claims": {"one": {"evidence": "words", **claim}}}


def counted(found: Mapping[str, Article]) -> tuple[int, int]:
    """Return how many independent sources and unknown ones the claims are of."""
    count = count_sources(claim_provenance(found, ENTITIES, name, "one") for name in found)
    return count.independent, count.unknown


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "article"),
        ({"voice": "article"}, "article"),
        ({"through": ["afp"]}, "article"),
        ({"voice": "unnamed"}, "unnamed"),
        ({"voice": "unnamed", "through": ["afp"]}, "unnamed"),
        ({"said_by": ["lawmaker"]}, "unnamed"),
        ({"said_by": ["lawmaker", "diplomat"], "through": ["kirby"]}, "unnamed"),
        ({"said_by": ["kirby"]}, "named"),
        ({"said_by": ["lawmaker", "kirby"]}, "named"),
        ({"said_by": ["kirby"], "through": ["lawmaker"]}, "named"),
        ({"said_by": ["nobody-knows-this-one"]}, "named"),
    ],
)
def test_a_claim_and_an_event_have_one_of_three_voices(fields: Spec, expected: str) -> None:
    assert voice_of(mini.record(Claim, evidence="words", **fields), ENTITIES) == expected
    assert voice_of(mini.record(Event, evidence="words", date="2024", **fields), ENTITIES) == expected


@pytest.mark.parametrize("origin", [OWN, UNKNOWN, AFP], ids=str)
@pytest.mark.parametrize("fields", [{"voice": "unnamed"}, {"said_by": ["lawmaker"]}], ids=str)
@pytest.mark.parametrize("through", [[], ["afp"], ["kirby", "diplomat"]], ids=str)
def test_a_source_that_is_not_named_is_never_known(origin: Spec, fields: Spec, through: list[str]) -> None:
    assert counted(articles(a=claimed(origin, through=through, **fields))) == (0, 1)


def test_what_is_told_without_a_name_in_two_articles_of_one_agency_is_one_source() -> None:
    assert counted(articles(a=claimed(AFP, voice="unnamed"), b=claimed(AFP, voice="unnamed"))) == (0, 1)
    assert counted(articles(a=claimed(OWN, voice="unnamed"), b=claimed(OWN, voice="unnamed"))) == (0, 2)


def test_the_same_lawmaker_in_two_articles_is_one_source() -> None:
    assert counted(articles(a=claimed(OWN, said_by=["lawmaker"]), b=claimed(OWN, said_by=["lawmaker"]))) == (0, 1)


def test_a_speaker_who_is_named_is_known_through_whomever() -> None:
    assert counted(articles(a=claimed(UNKNOWN, said_by=["kirby"], through=["lawmaker"]))) == (1, 0)


def test_whom_nobody_names_makes_nothing_known_by_carrying_it() -> None:
    assert counted(articles(a=claimed(UNKNOWN, through=["lawmaker"]))) == (0, 1)
    assert counted(articles(a=claimed(UNKNOWN, through=["lawmaker", "afp"]))) == (1, 0)


def test_an_agency_without_a_name_is_no_known_origin() -> None:
    assert counted(articles(a=claimed({"origin": {"kind": "agency", "via": ["lawmaker"]}}))) == (0, 1)


def test_a_known_source_stays_one_beside_those_that_are_not_named() -> None:
    assert counted(articles(a=claimed(OWN, voice="unnamed"), b=claimed(OWN, said_by=["kirby"]))) == (1, 1)


def told(*events: tuple[Spec, Spec]) -> SourceCount:
    """Return the count of one event that articles of some origins tell, each in a voice."""
    names = "abcdef"[: len(events)]
    specs = {
        name: {
            **origin,
            "events": {"x": {"date": "2024", "evidence": "x", "same_as": [f"{names[0]}:x"] if number else [], **voice}},
        }
        for number, (name, (origin, voice)) in enumerate(zip(names, events, strict=True))
    }
    (merged,) = merge_events(articles(**specs), ENTITIES)
    return merged.sources


def test_an_event_is_counted_by_who_reports_it() -> None:
    assert told((UNKNOWN, {"said_by": ["kirby"]})).independent == 1
    assert told((UNKNOWN, {})).independent == 0
    assert told((OWN, {"voice": "unnamed"})).independent == 0
    assert told((OWN, {"said_by": ["kirby"]}), (OWN, {"said_by": ["kirby"]})).independent == 1
    assert told((OWN, {"said_by": ["kirby"]}), (OWN, {"said_by": ["lawmaker"], "through": ["afp"]})).independent == 1
    assert told((OWN, {}), (OWN, {})).independent == 2


def test_the_way_of_an_event_is_that_of_a_claim_alike() -> None:
    spec = {**OWN, "claims": {"one": {"evidence": "x", "said_by": ["kirby"], "through": ["afp"]}}}
    (article,) = articles(
        a={**spec, "events": {"x": {"date": "2024", "evidence": "x", "said_by": ["kirby"], "through": ["afp"]}}}
    ).values()
    of_claim = claim_provenance({"a": article}, ENTITIES, "a", "one")
    assert statement_provenance({"a": article}, ENTITIES, "a", article.facts.events["x"]) == of_claim


def test_what_is_inferred_of_an_article_is_no_inference_about_a_speaker_whom_it_names() -> None:
    inferred: Spec = {"origin": {"kind": "agency", "via": ["afp"], "inferred": "true"}}

    def is_inferred(**claim: object) -> bool:
        return claim_provenance(articles(a=claimed(inferred, **claim)), ENTITIES, "a", "one").is_inferred

    assert is_inferred()
    assert not is_inferred(said_by=["kirby"])
    assert not is_inferred(voice="unnamed")  # nothing is known of it, not even so
    assert is_inferred(through=["lawmaker"])


def test_of_a_statement_that_names_an_agency_alone_no_page_says_that_no_source_is_named(tmp_path: Path) -> None:
    site = mini.copy_site("every-field", tmp_path / "site")
    article = "content/articles/ferry-wire/article.yaml"
    mini.overlay(site, {article: {"replace": {"  injured:\n": "  injured:\n    through: [north-wire]\n"}}})
    pages = mini.built(site, "mkdocs", "build") / "en"
    said = {
        page: " ".join(BeautifulSoup((pages / page / "index.html").read_text("utf-8"), "html.parser").get_text(" ").split())
        for page in ("articles/ferry-wire", "entities/north-wire", "measures/passengers-delayed")
    }
    assert "Dozens were hurt. North Wire reports it" in said["articles/ferry-wire"]
    assert "Dozens were hurt. via North Wire" in said["entities/north-wire"]
    assert (
        "dozens of passengers, stranded overnight (via North Wire, date according to the article"
        in (said["measures/passengers-delayed"])
    )
    assert not any("no source named" in text for text in said.values())
