"""The record of verified passages: which texts are the same, what a record proves, and that nothing else passes for one."""

from __future__ import annotations

import datetime
import hashlib
import pickle
import tracemalloc
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefings import mkdocs_plugin
from briefings.errors import ContentChanged
from briefings.evidence.normal_form import normalise
from briefings.evidence.passages import passage_digest, passage_id, passages, proofs
from briefings.evidence.search import SearchedText
from briefings.model import records
from briefings.model.content import Article, TranslatedRecord
from briefings.model.evidence import PassageRecord, VerifiedPassage
from briefings.read import passage_record
from briefings.read.passage_record import LazyPassageRecord, format_record, parse_record
from tests import mini

RECORD = "content/verified.txt"
DAY = datetime.date(2024, 5, 2)
TEXT, OTHER_TEXT = hashlib.sha256(b"text").hexdigest(), hashlib.sha256(b"other").hexdigest()


# A text as it is compared


def position(passage: str, text: str) -> int | None:
    """Return where a passage first stands in a text as it is compared; None where it does not."""
    return next((begin for begin, _ in SearchedText(text).ranges(records.Evidence(exact=passage))), None)


def digest_of(passage: str) -> str:
    return passage_digest(records.Evidence(exact=passage))


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("the first office", "the ﬁrst oﬃce"),
        ("Straße", "Stra\u00adße"),
        ("nine thousand", "nine\u00a0\n\t thousand"),
        ("“nine” ‘ten’ „elf“ «douze» ‹tretze›", '"nine" \'ten\' "elf" \'douze\' "tretze"'),
        ("´nine` ′ten′ ″elf″ ''douze''", "'nine' 'ten' \"elf\" \"douze\""),
        ("Überfälle", unicodedata.normalize("NFD", "Überfälle")),
        ("well-known", "well\u2011known"),
        ("well-known", "well\u2010known"),
        ("weltbekannt", "welt\u200bbe\u2060kannt"),
        ("１２ ㎞", "12 km"),
        ("one … three", "one two three"),
        ("one...three", "one two three"),
        ("one … own", "one xx" + " x" * 395 + " own"),
    ],
)
def test_what_is_the_same_to_a_reader_is_found(passage: str, text: str) -> None:
    assert position(passage, f"x {text} y") == 2


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("own", "known"),
        ("nine", "ninety"),
        ("9,000", "9.000"),
        ("ü", "u"),
        ("Nine", "nine"),
        ("nine–ten", "nine-ten"),
        ("three … one", "one two three"),
        ("one … three", "one" + " x" * 500 + " three"),
        ("one … own", "one xx" + " x" * 395 + " ownership"),
        ("…", "one …"),
        ("\u200b", "one"),
    ],
)
def test_what_is_another_thing_to_a_reader_is_not(passage: str, text: str) -> None:
    assert position(passage, text) is None


@given(st.text(max_size=40))
def test_a_text_that_is_compared_is_compared_as_itself(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(
    st.text(alphabet="ab …\u00ad“'.ﬁ\n", max_size=12),
    st.text(alphabet="ab …\u00ad“'.ﬁ\n", max_size=12),
    st.text(alphabet="ab '.fi"),
)
def test_passages_with_the_same_digest_stand_at_the_same_place(one: str, other: str, text: str) -> None:
    other = other if digest_of(one) == digest_of(other) else normalise(one)
    assert digest_of(one) == digest_of(other)
    assert position(one, text) == position(other, text)


# What a record proves

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30)


def article(evidence: str, text: str = TEXT, quote: str | None = None) -> Article:
    claim = records.Claim(evidence=records.Evidence(exact=evidence), quote=quote)
    facts = records.ArticleFacts(
        language="sv",
        origin=records.Origin(kind="own"),
        archived=records.Archived(file="a.txt", sha256=text),
        claims={"x": claim},
    )
    return TranslatedRecord("a", "content/articles/a", "article.yaml", facts, {}, "en")


def recorded(article: Article) -> PassageRecord:
    archived = article.facts.archived
    assert archived is not None and archived.sha256 is not None
    return {
        passage_id(article, keys): VerifiedPassage(DAY, 0, passage_digest(passage), archived.sha256)
        for keys, passage in passages(article)
    }


@given(WORDS, WORDS)
def test_a_passage_that_was_changed_is_never_verified(before: str, after: str) -> None:
    assume(normalise(before) != normalise(after))
    record = recorded(article(before, quote=before))
    states = {keys[2]: proof.state for keys, proof in proofs(article(before, quote=after), record).items()}
    assert states == {"evidence": "verified", "quote": "changed"}


@given(WORDS, st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_passage_of_an_article_whose_text_was_changed_is_never_verified(evidence: str, text: str) -> None:
    assume(text != TEXT)
    assert [proof.state for proof in proofs(article(evidence, text), recorded(article(evidence))).values()] == ["changed"]


@given(st.integers(0, 63), st.sampled_from("0123456789abcdef"), st.sampled_from(["passage", "text"]))
def test_a_checksum_that_differs_in_one_digit_proves_nothing(place: int, digit: str, name: str) -> None:
    now = article("Niotusen fick vänta")
    ((key, found),) = recorded(now).items()
    sound: str = getattr(found, name)
    assume(sound[place] != digit)
    values = {"passage": found.passage, "text": found.text, name: sound[:place] + digit + sound[place + 1 :]}
    record = {key: VerifiedPassage(DAY, 0, values["passage"], values["text"])}
    assert [proof.state for proof in proofs(now, record).values()] == ["changed"]


def test_what_is_recorded_of_another_passage_or_article_proves_nothing() -> None:
    now = article("Niotusen fick vänta")
    (found,) = recorded(now).values()
    for key in (("a", "claims/y/evidence"), ("b", "claims/x/evidence"), ("a", "claims/x/quote"), ("a", "events/x/evidence")):
        assert [proof.state for proof in proofs(now, {key: found}).values()] == ["unverified"]


def test_an_article_without_an_archived_text_has_nothing_that_could_be_proved() -> None:
    facts = msgspec.structs.replace(article("x").facts, archived=None)
    without: Article = TranslatedRecord("a", "content/articles/a", "article.yaml", facts, {}, "en")
    assert proofs(without, recorded(article("x"))) == {}


# The record's file

IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
KEYS = st.builds(
    "{}/{}/{}".format,
    st.sampled_from(["claims", "events", "notes", "spellings"]),
    IDS,
    st.sampled_from(["evidence", "quote", "0", "12"]),
)
DIGESTS = st.binary(max_size=4).map(lambda data: hashlib.sha256(data).hexdigest())
ENTRIES = st.builds(VerifiedPassage, st.dates(), st.integers(0, 10**11), DIGESTS, DIGESTS)
RECORDS = st.dictionaries(st.tuples(IDS, KEYS), ENTRIES, max_size=8)


def unplaced(record: PassageRecord) -> dict[tuple[str, str], tuple[object, ...]]:
    return {key: (found.day, found.position, found.passage, found.text) for key, found in record.items()}


@given(RECORDS)
def test_a_record_is_read_as_it_was_written(record: PassageRecord) -> None:
    found, findings = parse_record(RECORD, format_record(record))
    assert findings == []
    assert unplaced(found) == unplaced(record)
    assert format_record(found) == format_record(record)


@given(RECORDS, st.randoms())
def test_a_record_is_the_same_in_any_order_of_its_lines(record: PassageRecord, random: Any) -> None:
    text = format_record(record)
    shuffled = text.splitlines(keepends=True)
    random.shuffle(shuffled)
    found, findings = parse_record(RECORD, "".join(shuffled))
    assert findings == []
    assert format_record(found) == text


@given(RECORDS, st.tuples(IDS, KEYS), ENTRIES)
def test_one_passage_more_is_one_line_more(
    record: dict[tuple[str, str], VerifiedPassage], key: tuple[str, str], entry: VerifiedPassage
) -> None:
    assume(key not in record)
    before, after = format_record(record).splitlines(), format_record({**record, key: entry}).splitlines()
    (line,) = [line for line in after if line.startswith(f"{key[0]} {key[1]} ")]
    after.remove(line)
    assert after == before


@given(st.text(max_size=200))
def test_whatever_a_record_holds_is_read_or_told(text: str) -> None:
    found, findings = parse_record(RECORD, text)
    told = [line for line in text.split("\n") if line and not line.startswith("#")]
    assert len(found) + bool(findings) >= bool(told)
    assert all(finding.code in ("E008", "E009") and finding.location.line > 0 < finding.location.column for finding in findings)


GOOD = f"a claims/x/quote 2024-05-02 17 {TEXT} {OTHER_TEXT}"


@pytest.mark.parametrize(
    "line",
    [
        GOOD.replace("a ", "A "),
        GOOD.replace("a ", "../a "),
        GOOD.replace("a ", "a" * 101 + " "),
        GOOD.replace("/quote", ""),
        GOOD.replace("/quote", "/quote/0"),
        GOOD.replace("claims", "claims\u00a0"),
        GOOD.replace("2024-05-02", "20240502"),
        GOOD.replace("2024-05-02", "2024-W18-4"),
        GOOD.replace("2024-05-02", "0000-05-02"),
        GOOD.replace("2024", "２０２４"),
        GOOD.replace(" 17 ", " 017 "),
        GOOD.replace(" 17 ", " -1 "),
        GOOD.replace(" 17 ", " " + "9" * 5000 + " "),
        GOOD.replace(TEXT, TEXT.upper()),
        GOOD.replace(TEXT, TEXT[:-1]),
        GOOD.replace(" ", "\t"),
        GOOD.replace(" ", "  "),
        GOOD + " ",
        " " + GOOD,
        "[" * 10_000,
        " " * 10_000,
        "null",
    ],
)
def test_a_line_of_any_other_shape_is_damaged(line: str) -> None:
    found, findings = parse_record(RECORD, f"{line}\n{GOOD.replace('/x/', '/y/')}\n")
    assert [(finding.code, finding.location.line) for finding in findings] == [("E008", 1)]
    assert list(found) == [("a", "claims/y/quote")]
    assert len(str(findings[0].message)) < 200


def test_two_lines_on_one_passage_prove_nothing() -> None:
    found, findings = parse_record(RECORD, f"{GOOD}\n{GOOD}\n{GOOD}\n")
    assert found == {}
    assert [(finding.code, finding.location.line) for finding in findings] == [("E009", 2), ("E009", 3)]


def test_what_has_a_thousand_wrong_lines_is_not_read_to_its_end() -> None:
    assert list(parse_record(RECORD, "x\n" * 999 + GOOD)[0]) == [("a", "claims/x/quote")]
    assert parse_record(RECORD, "x\n" * 1000 + GOOD)[0] == {}


def checked(folder: Path, what: object) -> list[str]:
    """Return the lines that a check prints where something else stands in the record's place."""
    site = mini.copy_site("two-locales", folder / "project")
    mini.overlay(site, {RECORD: what})
    return [str(problem) for problem in mkdocs_plugin.check_site(str(site / "mkdocs.yml"))]


def test_a_file_of_nothing_but_wrong_lines_names_a_few(tmp_path: Path) -> None:
    problems = checked(tmp_path, "x\n" * 200_000)
    assert [problem.partition(": ")[0] for problem in problems] == [f"{RECORD}:{n}:2" for n in range(1, 6)]


@pytest.mark.parametrize(
    ("what", "line"),
    [
        (
            {"repeat": "# no record\n", "times": "2900000"},
            f"{RECORD}: error F004 is larger than 32768 KiB, the most that a content file may have",
        ),
        ({"repeat": "\\0", "times": "1"}, None),
        ({"bytes": "AAAA"}, f"{RECORD}:1:1: error F005 has an invisible character, U+0000, that may not stand in content. "),
        ({"fifo": True}, f"{RECORD}: error F003 is neither a file nor a folder"),
    ],
    ids=["large", "a backslash", "nul", "a pipe"],
)
def test_a_file_that_is_no_record_is_one_kind_of_problem(tmp_path: Path, what: Mapping[str, Any], line: str | None) -> None:
    problems = checked(tmp_path, what)
    assert problems
    assert {problem.split(" error ")[1][:4] for problem in problems} == {line.split(" error ")[1][:4] if line else "E008"}
    assert line is None or problems[0].startswith(line)


def test_a_large_record_is_read_in_time() -> None:
    entry = VerifiedPassage(DAY, 17, TEXT, OTHER_TEXT)
    text = format_record({(f"article-{n}", f"claims/c{m}/evidence"): entry for n in range(2_000) for m in range(50)})
    assert 15_000_000 < len(text) < passage_record.MAX_BYTES
    found, findings = parse_record(RECORD, text)
    assert (len(found), findings) == (100_000, [])


def test_millions_of_lines_are_not_held_at_once() -> None:
    text = "# a\n" * 1_000_000
    tracemalloc.start()
    try:
        assert parse_record(RECORD, text) == ({}, [])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 10 * len(text)


# A record that is read later


def later(folder: Path, text: bytes) -> LazyPassageRecord:
    (folder / "verified.txt").write_bytes(text)
    return LazyPassageRecord(folder, "verified.txt", hashlib.sha256(text).digest())


LINES = "\n".join(
    f"{article} claims/{claim}/evidence 2024-05-0{day} {day}00 {TEXT} {OTHER_TEXT}"
    for article, claim, day in (("b", "x", 1), ("a", "x", 2), ("a", "y", 3), ("b-1", "x", 4), ("b", "y", 5))
)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_record_says_the_same_whether_it_is_read_at_once_or_later(tmp_path: Path, ends: str) -> None:
    text = f"# a comment\n\n{LINES}\n# another\n"
    record = later(tmp_path, ("\ufeff" + text.replace("\n", ends)).encode())
    at_once, faults = parse_record("verified.txt", text)
    assert not faults
    assert len(at_once) == 5
    assert dict(record) == at_once
    assert (len(record), record.get(("a", "claims/z/evidence")), record.get(("c", "claims/x/evidence"))) == (5, None, None)


def test_a_record_is_taken_along_to_where_its_file_is_not(tmp_path: Path) -> None:
    record = later(tmp_path, f"{LINES}\n".encode())
    sent = pickle.dumps(record)
    (tmp_path / "verified.txt").unlink()
    assert pickle.loads(sent) == parse_record("verified.txt", LINES)[0]


def test_a_record_that_was_changed_meanwhile_is_no_record(tmp_path: Path) -> None:
    record = later(tmp_path, f"{LINES}\n".encode())
    (tmp_path / "verified.txt").write_text(f"{LINES}\n#\n")
    with pytest.raises(ContentChanged, match=r"^verified\.txt was changed"):
        record.get(("a", "claims/x/evidence"))
