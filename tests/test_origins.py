"""Independent sources are counted by what they share: chains, diamonds, circles, mixed levels, and what must hold of any."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from briefings.link.origins import article_provenance, claim_provenance, count_sources, original_of
from briefings.model.content import Article, TranslatedRecord
from briefings.model.records import ArticleFacts
from tests import mini

Spec = Mapping[str, object]


def articles(**specs: Spec) -> dict[str, Article]:
    """Make articles from their origins and claims."""
    return {name.replace("_", "-"): _article(name.replace("_", "-"), spec) for name, spec in specs.items()}


def _article(article_id: str, spec: Spec) -> Article:
    facts = mini.record(ArticleFacts, **{"language": "en", **spec})
    return TranslatedRecord(article_id, f"content/articles/{article_id}", "article.yaml", facts, {}, "en")


def counted(found: dict[str, Article], *names: str) -> tuple[int, int, int]:
    """Return articles, independent sources and unknown ones."""
    result = count_sources(article_provenance(found, {}, name) for name in names or found)
    return result.articles, result.independent, result.unknown


OWN: Spec = {"origin": {"kind": "own"}}
UNKNOWN: Spec = {"origin": {"kind": "unknown"}}


def translation(of: str) -> Spec:
    return {"origin": {"kind": "translation", "of": of}}


def agency(*names: str) -> Spec:
    return {"origin": {"kind": "agency", "via": list(names)}}


def claim(**chain: list[str]) -> dict[str, object]:
    return {"one": {"evidence": "words", **chain}}


def test_two_articles_with_reporting_of_their_own_are_two_sources() -> None:
    assert counted(articles(a=OWN, b=OWN)) == (2, 2, 0)


def test_a_chain_of_translations_is_one_source() -> None:
    found = articles(a=OWN, b=translation("a"), c={"origin": {"kind": "reprint", "of": "b"}})
    assert original_of(found, "c") == "a"
    assert counted(found) == (3, 1, 0)


def test_a_diamond_is_one_source() -> None:
    found = articles(top=agency("afp"), left=translation("top"), right=translation("top"), bottom=agency("agerpres", "afp"))
    assert counted(found) == (4, 1, 0)


def test_translations_of_an_article_that_is_not_cited_are_one_source() -> None:
    found = articles(a=OWN, b=translation("a"), c=translation("a"))
    assert counted(found, "b", "c") == (2, 1, 0)


def test_an_unknown_origin_is_not_independent() -> None:
    assert counted(articles(a=OWN, b=UNKNOWN)) == (2, 1, 1)
    assert counted(articles(a={"origin": {"kind": "translation", "language": "de"}})) == (1, 0, 1)


def test_an_outlet_that_a_text_goes_back_to_is_a_known_source() -> None:
    found = articles(
        a={"origin": {"kind": "translation", "outlet": "liberation"}}, b={"origin": {"kind": "reprint", "outlet": "liberation"}}
    )
    assert counted(found) == (2, 1, 0)


def test_a_circle_of_origins_ends() -> None:
    found = articles(a=translation("b"), b=translation("c"), c=translation("a"), d=translation("c"))
    assert {original_of(found, name) for name in found} == {"a"}
    assert counted(found) == (4, 0, 1)


def test_two_articles_that_quote_one_speaker_are_one_source() -> None:
    found = articles(a={**OWN, "claims": claim(said_by=["kirby"])}, b={**UNKNOWN, "claims": claim(said_by=["kirby"])})
    result = count_sources(claim_provenance(found, {}, name, "one") for name in found)
    assert (result.articles, result.independent, result.unknown) == (2, 1, 0)
    assert [node.id for node in result.sources[0].shared] == ["kirby"]


def test_a_shared_carrier_makes_one_source_of_two_speakers() -> None:
    chain = {"a": claim(said_by=["kyiv"], through=["afp"]), "b": claim(said_by=["moscow"], through=["afp"])}
    found = articles(a={**OWN, "claims": chain["a"]}, b={**OWN, "claims": chain["b"]})
    assert count_sources(claim_provenance(found, {}, name, "one") for name in found).independent == 1


def test_a_claim_without_a_chain_has_its_articles_origin() -> None:
    found = articles(a={**agency("afp"), "claims": claim()}, b={**UNKNOWN, "claims": claim(said_by=["kcna"], through=["afp"])})
    assert count_sources(claim_provenance(found, {}, name, "one") for name in found).independent == 1


def test_a_name_that_only_the_translation_gives_makes_its_original_no_better_known() -> None:
    found = articles(a={**UNKNOWN, "claims": claim()}, b={**translation("a"), "claims": claim(said_by=["somebody"])})
    assert count_sources([claim_provenance(found, {}, "a", "one")]).independent == 0
    assert count_sources(claim_provenance(found, {}, name, "one") for name in found).independent == 0


def inferred(spec: Spec) -> Spec:
    return {**spec, "origin": {**spec["origin"], "inferred": "true"}}  # type: ignore[dict-item]


def test_a_source_that_the_desk_alone_concludes_is_counted_and_called_inferred() -> None:
    result = count_sources(
        article_provenance(found, {}, name) for found in [articles(a=inferred(agency("afp")), b=OWN)] for name in found
    )
    assert (result.independent, result.inferred) == (2, 1)
    assert [(source.articles, source.is_inferred) for source in result.sources] == [(("a",), True), (("b",), False)]


def test_a_source_is_inferred_where_a_translation_is_one_by_inference() -> None:
    found = articles(a=OWN, b=inferred(translation("a")), c=translation("b"))
    assert count_sources([article_provenance(found, {}, "b")]).inferred == 1
    assert count_sources([article_provenance(found, {}, "c")]).inferred == 1
    assert count_sources(article_provenance(found, {}, name) for name in found).inferred == 0  # the original knows its own


def test_a_source_of_which_nothing_is_known_is_not_inferred() -> None:
    result = count_sources(
        [article_provenance(articles(a=inferred({"origin": {"kind": "translation", "language": "de"}})), {}, "a")]
    )
    assert (result.independent, result.inferred, result.unknown) == (0, 0, 1)


def test_a_speaker_or_a_carrier_makes_a_source_known_without_an_inference() -> None:
    specs = {"a": claim(said_by=["kirby"]), "b": claim(through=["afp"]), "c": claim()}
    found = articles(
        **{name: {**inferred({"origin": {"kind": "agency", "via": [f"wire-{name}"]}}), "claims": specs[name]} for name in specs}
    )
    result = count_sources(claim_provenance(found, {}, name, "one") for name in found)
    assert [source.is_inferred for source in result.sources] == [False, False, True]


def test_an_article_that_says_what_another_one_only_seems_to_go_back_to_makes_their_source_known() -> None:
    found = articles(a=inferred(agency("afp")), b=agency("afp"))
    result = count_sources(article_provenance(found, {}, name) for name in found)
    assert (result.independent, result.inferred) == (1, 0)


def test_an_agency_behind_one_claim_is_behind_no_other_and_not_behind_the_article() -> None:
    claims = {"with": {"evidence": "words", "through": ["afp"]}, "without": {"evidence": "words"}}
    found = articles(a={**UNKNOWN, "claims": claims}, b={**UNKNOWN, "claims": claims})
    assert counted(found) == (2, 0, 2)
    one, other = (count_sources(claim_provenance(found, {}, name, claim) for name in found) for claim in ("with", "without"))
    assert [[node.id for node in source.shared] for source in one.sources] == [["afp"]]
    assert (other.independent, other.unknown) == (0, 2)


_NAMES = ("a", "b", "c", "d", "e")
_ENTITIES = ("x", "y", "z")
_chains = st.lists(st.sampled_from(_ENTITIES), max_size=2, unique=True)
_origins = st.one_of(
    st.just({"kind": "own"}),
    st.just({"kind": "unknown"}),
    st.builds(
        lambda via: {"kind": "agency", "via": via}, st.lists(st.sampled_from(_ENTITIES), min_size=1, max_size=2, unique=True)
    ),
    st.builds(lambda of: {"kind": "translation", "of": of}, st.sampled_from(_NAMES)),
)
_specs = st.builds(
    lambda origin, said_by, through: {"origin": origin, "claims": claim(said_by=said_by, through=through)},
    _origins,
    _chains,
    _chains,
)
_collections = st.dictionaries(st.sampled_from(_NAMES), _specs, min_size=1)


@given(_collections, st.data())
def test_adding_a_translation_never_raises_a_count(specs: dict[str, Spec], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(sorted(specs)))
    added = {**data.draw(_specs), "origin": {"kind": "translation", "of": original}}
    before, after = articles(**specs), articles(**specs, zz=added)
    for old, new in zip(_counts(before), _counts(after), strict=True):
        assert new <= old


def _counts(found: dict[str, Article]) -> tuple[int, int]:
    """Return the independent sources of the articles as a whole, and of their claims."""
    whole = count_sources(article_provenance(found, {}, name) for name in found)
    claims = count_sources(claim_provenance(found, {}, name, "one") for name in found)
    return whole.independent, claims.independent


@given(_collections, st.randoms())
def test_the_order_of_articles_never_matters(specs: dict[str, Spec], random: object) -> None:
    found = articles(**specs)
    provenances = [claim_provenance(found, {}, name, "one") for name in found]
    shuffled = list(provenances)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count_sources(shuffled) == count_sources(provenances)
    assert count_sources(reversed(provenances)) == count_sources(provenances)


@given(_collections)
def test_there_are_never_more_sources_than_articles(specs: dict[str, Spec]) -> None:
    found = articles(**specs)
    result = count_sources(article_provenance(found, {}, name) for name in found)
    assert result.independent + result.unknown <= result.articles == len(found)
