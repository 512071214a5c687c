"""The reader of YAML: no text makes it raise, plain data comes back as it was written, and every place it names is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefings.diagnostics import Diagnostic, Key
from briefings.read import yaml_text
from briefings.read.yaml_text import Document, Span, occurrences, parse
from tests import mini

assert mini.PROJECT  # the profile of hypothesis that mini sets is in force

READABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
)
"""Texts of what is left when the characters that a file may not have are refused."""
YAML_LIKE = st.text(alphabet="ab:-?,[]{}&*!|>'\"%@`#\\ \n\t~<=.0", max_size=60)
"""Texts made of the characters that mean something in YAML."""
LINES = st.lists(
    st.sampled_from(
        [
            "a:",
            "b: c",
            "- d",
            "  e: f",
            "  - g",
            "h: |",
            "    i",
            "j: [k, l]",
            "m: {n: o}",
            "p: 'q",
            "---",
            "...",
            "# r",
            "&s t",
            "? u",
        ]
    ),
    max_size=12,
).map("\n".join)
DATA = st.dictionaries(
    READABLE,
    st.recursive(
        READABLE, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(READABLE, inner, max_size=4), max_leaves=12
    ),
    max_size=5,
)


@pytest.fixture(params=["C", "Python"])
def loader(request: pytest.FixtureRequest) -> Iterator[str]:
    """Read with libyaml, and with the parser that is there where PyYAML was built without it."""
    chosen = {"C": yaml.CBaseLoader, "Python": yaml.BaseLoader}[request.param]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_text, "_LOADER", chosen)
        yield request.param


class NoAliases(yaml.SafeDumper):
    """Writes the same value twice where it stands twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dumped(data: object, **style: Any) -> str:
    text: str = yaml.dump(data, Dumper=NoAliases, allow_unicode=True, sort_keys=False, **style)
    return text


def read(text: str) -> tuple[Document | None, list[Diagnostic]]:
    document, findings = parse("file.yaml", text)
    for finding in findings:
        assert_within(text, finding.location.line, finding.location.column)
    return document, findings


def assert_within(text: str, line: int, column: int) -> None:
    lines = text.split("\n")
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1


def leaves(value: object, path: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], object]]:
    """Yield every value within nested data, with the keys that lead to it."""
    yield path, value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from leaves(inner, (*path, position))


def written(text: str, extent: Span) -> str:
    return text[extent.start : extent.end]


@pytest.mark.usefixtures("loader")
class TestAnyText:
    """Whatever stands in a file, it is read or refused with at least one finding whose place is in the file."""

    @given(st.one_of(READABLE, YAML_LIKE, LINES))
    def test_is_read_or_refused(self, text: str) -> None:
        document, findings = read(text)
        assert document is not None or findings

    @given(st.one_of(YAML_LIKE, LINES))
    def test_has_its_places_within_itself(self, text: str) -> None:
        document, _ = read(text)
        if document is None:
            return
        for extent in [*document.keys.values(), *document.values.values()]:
            assert 0 <= extent.start <= extent.end <= len(text)
            # What is not there at all, such as the value after a last `a:`, libyaml places on the line that would follow.
            if extent.start < extent.end:
                assert (extent.line, extent.column) == place(text, extent.start)

    @given(st.one_of(YAML_LIKE, LINES))
    def test_is_what_the_base_loader_reads_where_nothing_is_found_wrong(self, text: str) -> None:
        document, findings = read(text)
        if document is not None and not findings:
            assert document.data == (yaml.load(text, Loader=yaml.CBaseLoader) or document.data)


def place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


@pytest.mark.usefixtures("loader")
class TestPlainData:
    """Mappings, lists and texts, as other programs write them."""

    @given(DATA, st.sampled_from([True, False, None]), st.sampled_from([None, "'", '"', "|", ">"]))
    def test_comes_back_as_it_was_written(self, data: dict[str, Any], flow: bool | None, style: str | None) -> None:
        text = dumped(data, default_flow_style=flow, default_style=style).replace("!!str ", "")
        document, findings = read(text)
        assert [finding for finding in findings if finding.severity == "error"] == []
        assert document is not None
        assert document.data == yaml.load(text, Loader=yaml.BaseLoader) == data

    @given(DATA, st.booleans())
    def test_has_each_key_and_value_at_its_place(self, data: dict[str, Any], flow: bool) -> None:
        text = dumped(data, default_flow_style=flow)
        document, _ = read(text)
        assert document is not None
        for path, value in leaves(document.data):
            if isinstance(value, str):
                assert yaml.load(written(text, document.values[path]), Loader=yaml.BaseLoader) in (value, None if value else "")
            if path and isinstance(path[-1], str):
                # A key is found as it is written: bare or in quotes.
                assert yaml.load(written(text, document.keys[path]), Loader=yaml.BaseLoader) == path[-1]
        assert set(document.values) == {path for path, _ in leaves(document.data)}


@pytest.mark.usefixtures("loader")
class TestPlaces:
    """Places in one text that has all kinds of them."""

    TEXT = "a: å\nb:\n- c: 'd e'\n  f: {g: [h, i]}\nj: |\n  k\n  l\n🚢: m\n"

    @pytest.mark.parametrize(
        ("path", "key", "value", "line", "column"),
        [
            (("a",), "a", "å", 1, 4),
            (("b", 0, "c"), "c", "'d e'", 3, 6),
            (("b", 0, "f"), "f", "{g: [h, i]}", 4, 6),
            (("b", 0, "f", "g"), "g", "[h, i]", 4, 10),
            (("🚢",), "🚢", "m", 8, 4),
        ],
    )
    def test_are_counted_in_characters(self, path: tuple[Key, ...], key: str, value: str, line: int, column: int) -> None:
        document, findings = read(self.TEXT)
        assert findings == []
        assert document is not None
        assert written(self.TEXT, document.keys[path]) == key
        assert written(self.TEXT, document.values[path]) == value
        assert (document.values[path].line, document.values[path].column) == (line, column)

    def test_of_list_entries(self) -> None:
        document, _ = read(self.TEXT)
        assert document is not None
        assert written(self.TEXT, document.values[("b", 0, "f", "g", 1)]) == "i"
        assert ("b", 0) not in document.keys

    def test_of_repeated_keys_name_both(self) -> None:
        document, findings = read("a: 1\nb:\n  a: 2\n  c: 3\n  a: 4\n'a': {a: 5, a: 6}\n")
        assert [(finding.location.line, finding.location.column, finding.message) for finding in findings] == [
            (5, 3, "repeats the key 'a', which stands already at line 3, column 3"),
            (6, 1, "repeats the key 'a', which stands already at line 1, column 1"),
            (6, 13, "repeats the key 'a', which stands already at line 6, column 7"),
        ]
        assert document is not None
        assert document.data == {"a": "1", "b": {"a": "2", "c": "3"}}


@pytest.mark.usefixtures("loader")
class TestBounds:
    """What would take the machine too long is refused before anything is built."""

    @pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "- - ", "? ", "!x "])
    def test_a_hundred_thousand_levels(self, opening: str) -> None:
        document, findings = read(opening * 100_000)
        assert document is None
        assert len(findings) == 1

    def test_ten_levels_are_few_enough_and_eleven_are_not(self) -> None:
        assert read("[" * 10 + "a" + "]" * 10)[1] == []
        document, findings = read("[" * 11 + "a" + "]" * 11)
        assert (document, [finding.code for finding in findings]) == (None, ["Y004"])

    def test_twenty_thousand_values_are_few_enough_and_one_more_is_not(self) -> None:
        document, findings = read("- a\n" * 19_999)
        assert findings == []
        assert document is not None
        assert document.data == ["a"] * 19_999
        assert [finding.code for finding in read("- a\n" * 20_000)[1]] == ["Y004"]

    def test_aliases_are_refused_before_they_multiply(self) -> None:
        lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 200)]
        document, findings = read("\n".join(lines))
        assert document is None
        assert [(finding.code, finding.location.line) for finding in findings] == [("Y003", 1)]


@given(st.text(alphabet="ab", max_size=30), st.text(alphabet="ab", min_size=1, max_size=3))
def test_occurrences_are_where_a_word_begins(text: str, word: str) -> None:
    assert list(occurrences(text, word, 0, len(text))) == [at for at in range(len(text)) if text.startswith(word, at)]


def test_the_library_in_c_is_there() -> None:
    assert yaml.__with_libyaml__, "PyYAML was installed without libyaml; install its wheel, which has it"


FAULTS = {
    "names: {en: Ferry #1, sv: x}\n": ("Y013", 1, 19),
    "title: a # b\n  c\nurl: d\n": ("Y013", 1, 10),
    "topics: [a # b, c]\nx: y\n": ("Y013", 1, 12),
    "body:\n  a\n  b\n\n  ## c\n\n  d\ne: f\n": ("Y013", 5, 3),
    "body:\n  a\n  b\n\n  ## c\ne: f\n": ("Y013", 5, 3),
    "topics:\n- a\n- #b\n": ("Y013", 3, 3),
    "title: #b\nurl: c\n": ("Y013", 1, 8),
    "title:\n  # c\n  a  # b\n": ("Y013", 3, 6),
    "claims:\n  a: b\n  waiting:About it\n": ("Y011", 3, 3),
    "outlet:a\nurl: b\n": ("Y011", 1, 1),
    "url: b\noutlet:a\n": ("Y011", 2, 1),
    "names：\n  en: a\n": ("Y011", 1, 1),
    "a: {unit:b, c: d}\n": ("Y011", 1, 5),
    "names: {en:\u00a0Ship, sv: x}\n": ("Y009", 1, 9),
    "names:\n\u2003en: a\n  sv: b\n": ("Y009", 2, 1),
    "title:\u3000a\nurl: b\n": ("Y009", 1, 7),
    "body: |\n\u00a0\u00a0a b\ntitle: x\n": ("Y009", 2, 1),
    "k:\n- a\n-\u00a0b\n": ("Y009", 3, 2),
    "k:\n- a\n - b\n- c\n": ("Y014", 3, 2),
    "k:\n- a\n -b\n": ("Y014", 3, 2),
    "k:\n- c: d\n     * e\n": ("Y014", 3, 6),
    "title: a\n  outlet:b\n": ("Y014", 2, 3),
    "names:\n  en: a\n    sv:b\n": ("Y014", 3, 5),
    "a: >\n  b\n  - c\n": ("Y014", 3, 3),
    "summary:\n  a\n\n  b\n": ("Y014", 4, 3),
    "body: >-\n  a\n  b\n\n  c\n": ("Y014", 5, 3),
    "summary: 'a\n\n  b'\n": ("Y014", 3, 3),
    'body: "a\n  ## b"\n': ("Y014", 2, 3),
    "body: a\n  1. b\n  2. c\n": ("Y014", 2, 3),
    "f: {value: 1,9 million, unit: t}\n": ("Y012", 1, 13),
    "f: {value: 1,900,000,000, unit: t}\n": ("Y012", 1, 13),
    "f: {a: {value: 1,9}}\n": ("Y012", 1, 17),
    "k: [a, 1,9 b]\n": ("Y012", 1, 9),
    "u: {a: b, c}\n": ("Y012", 1, 9),
    'a: "b\nc: d\n': ("Y010", 1, 4),
    "a: 'b\nc: d\n": ("Y010", 1, 4),
    'k:\n- "a\n- "b"\n': ("Y010", 2, 3),
    'k:\n- "a\n- b"\n- c\n': ("Y010", 2, 3),
    'a: [b, "c]\nd: e\n': ("Y010", 1, 8),
    'a: "b\nc: d"\n': ("Y010", 1, 4),
    "k:\n- **a** b\n": ("Y001", 2, 3),
    "a: > b\n": ("Y001", 1, 4),
    "a: - b\n": ("Y001", 1, 4),
    "a: b\nc d\ne: f\n": ("Y001", 2, 1),
    "a b\nc: d\n": ("Y001", 1, 1),
    "# a\n\na = b\nc: d\n": ("Y001", 3, 1),
    "// a\nc: d\n": ("Y001", 1, 1),
    "a:\n  b c\n  d: e\n": ("Y001", 2, 3),
    "a: b\n  c: d\n": ("Y001", 2, 4),
    "a:\n- b\n• c\nd: e\n": ("Y001", 3, 1),
    "a:\n-b\nc: d\n": ("Y011", 2, 1),
    "a: {unit=b, value: c}\n": ("Y011", 1, 5),
    "a: {value: b, unit tonnes}\n": ("Y011", 1, 15),
    "a: [b, c\nd: e\n": ("Y001", 1, 4),
    "a:\n  b: {c: d\n  e: f\n": ("Y001", 2, 6),
    "a:\n- [b, c\n- d\n": ("Y001", 2, 3),
    "a: [\n  b,\n  c d: e f: g,\n]\n": ("Y001", 3, 11),
    "a: [b]]\n": ("Y001", 1, 7),
    "a: |\n  b\n\nc d.\ne: f\n": ("Y001", 4, 1),
}
"""Mistakes with the code and the place of the one problem that they are."""


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("text", FAULTS)
def test_a_mistake_is_one_problem_where_it_begins(text: str) -> None:
    _, findings = read(text)
    assert [(found.code, found.location.line, found.location.column) for found in findings] == [FAULTS[text]]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "text",
    [
        *("a: b#c\n", 'a: "b # c"\n', "a: [b, c] # d\n", "a: # b\n  c: d\n", "# a\nb: c\n", "a: |\n  b # c\n  - d\n"),
        *("a: b\n  -5\n", "a: b\n  c - d\n", "a: https://b\n  https://c\n", "a: b\n  Soldat:innen\n"),
        *("a: {b: c}\n", "a: {b: , c: d}\n", "a:\n  b: c\n    d\n  # e\n  f: g\n", "a: [x-19,2024-y]\n", "a: [b, c]\n"),
        *("a: {en: b, sv: c}\n", "a: [unit b, value=c]\n", "a: [b,\n  c,\n  d]\n", "a: {\n  b: c,\n  d: e\n}\n"),
        *('a: "b\n  c: d"\n', "a: 'b''c'\n", "a: >\n  b\n\n  - c\n", "a: b\u00a0c\n", "a: |\n  \u00a0b\n", "a: \u00a0b\n"),
        *(
            "summary: >\n\n  a\n  b\n\n",
            "body: >\n  a\n\n\n  b\n",
            'body: "a\\n\\nb"\n',
            "title:\n  a\n\n  b\n",
            "body: a\n  b\n",
        ),
        *("summary: >\n  a\n\n    1. b\n\n  c\n", "names:\n  body: a\n\n    b\n"),
    ],
)
def test_what_only_looks_like_a_mistake_is_read(text: str) -> None:
    document, findings = read(text)
    assert findings == []
    assert document is not None
    assert document.data == yaml.load(text, Loader=yaml.BaseLoader)
