"""What a text says without a source: citations that are none, and parts of a body that cite nothing."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefings.markup.citations import brackets, find_citations
from briefings.markup.lint import Violation

_ID = r"[^\W_](?:[\w-]{0,98}[^\W_])?"
_PAIR = rf"{_ID}:{{1,2}}[ ]?{_ID}"
_NEAR = re.compile(
    rf"""
    (?<!\\)\[(?P<pairs>[ ]*{_PAIR}(?:[;,][ ]?{_PAIR})*[ ]*)\](?!\()     # [article:claim]
    |(?<!\\)\[(?P<wiki>\[[^\[\]\n]{{1,200}}\]\])                           # [[article]]
    |(?<!\\)\[(?P<note>\^[^\[\]\n]{{1,200}}\])                             # [^1]
    |(?<!\\)\^(?P<inline>\[[^\[\]\n]{{1,500}}\])                           # ^[a note]
    |(?<=[\w.,;:!?)”»"'’…])\[(?P<mark>\d{{1,3}}\])(?!\()                   # said.[1]
    |(?<!\\)\[(?P<within>(?![ ]*@)[^\[\]\n@]{{0,200}}[\s(-]@[A-Za-z0-9][^\[\]\n]{{0,200}}\])(?!\()   # [see @article]
    |(?<!\\)\[(?P<known>{_ID}|{_ID}@{_ID})\](?!\()                          # [article]
    |(?P<wide>[［【〔〖「](?=[ ]*[@＠])[^\]］】〕〗」\n]{{1,200}}[\]］】〕〗」]|\[[ ]*＠[^\]\n]{{1,200}}\])
    |(?P<latex>\\(?:[a-z]{{0,10}}cite[a-z]{{0,10}}|footnote)\{{[^{{}}\n]{{1,200}}\}})
    |(?P<wikitext>\{{\{{[ ]?(?:cite|sfn|harv)[^{{}}\n]{{0,500}}\}}\}})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MAY_BE_NEAR = re.compile(r"\[(?!@)|[［【〔〖「]|\\[a-z]*cite|\\footnote|\{\{", re.IGNORECASE)
"""What each citation that is none begins with: most texts have none of it."""
_BARE = re.compile(r"(?<![\w\\/.@\[-])@([a-z0-9]+(?:-[a-z0-9]+)*)")
_FOOTNOTES = ("mark", "note", "inline")


def near_citations(text: str, articles: Container[str], may_cite: bool) -> Iterator[Violation]:
    """Yield what looks like a citation and is none: it would be shown as it is typed.

    `articles` are ids of articles: a word in brackets, or behind an @, is a citation where it is one of them.
    """
    if _MAY_BE_NEAR.search(text):
        for found in _NEAR.finditer(text):
            kind, inner = str(found.lastgroup), found.group().strip("[]^ ")
            is_other = (kind == "known" and inner.partition("@")[0] not in articles) or (
                kind == "pairs" and not re.search(r"[^\W\d]", inner)  # a score, or a time of day
            )
            if not is_other:
                yield _near(found, "is the mark of a footnote" if kind in _FOOTNOTES else _LOOKS, _meant(kind, inner), may_cite)
    if "@" in text:
        within = [(found.start(), found.end()) for found in (*brackets(text), *_NEAR.finditer(text))]
        within.sort()
        for found in _BARE.finditer(text):
            position = bisect_left(within, (found.start(), 0)) - 1
            is_within = position >= 0 and found.start() < within[position][1]
            # What has a colon behind it is told by the lint of citations.
            if not is_within and text[found.end() : found.end() + 1] != ":" and found[1] in articles:
                yield _near(found, _LOOKS, f"[{found.group()}]", may_cite)


_LOOKS = "looks like a citation and is none"


def _meant(kind: str, inner: str) -> str:
    """Return the citation that was meant, as far as that can be told."""
    if kind in ("pairs", "known") or (kind == "wiki" and re.fullmatch(rf"{_ID}|{_PAIR}", inner)):
        return f"[{'; '.join('@' + re.sub(':+ ?|@', ':', part.strip()) for part in re.split('[;,]', inner))}]"
    return "[@article], [@article:claim] or [@one; @two:claim]"


def _near(found: re.Match[str], message: str, meant: str, may_cite: bool) -> Violation:
    hint = f"Write {meant}; or \\[ where a bracket is meant." if may_cite else "Only the body of a briefing cites."
    return Violation(found.group(), found.start(), f"'{found.group()[:60]}' {message}", hint)


@dataclass(frozen=True)
class Uncited:
    """A part of a body that cites nothing."""

    kind: Literal["body", "section", "paragraph"]
    word: str
    """Its first words; empty for the body as a whole."""
    position: int
    """Where it begins, in characters."""


@dataclass(frozen=True)
class _Block:
    start: int
    text: str
    tail: str
    """The last of the blocks that it is made of."""
    level: int = 0
    """Of a heading; 0 for anything else."""


_HEADING = r"[ ]{0,3}(?:#{1,6})(?:[ \t].*)?$"
_BLOCK = re.compile(rf"^(?P<heading>{_HEADING})|(?:^(?!{_HEADING}).*\S.*$\n?)+", re.MULTILINE)
_ENTRY = re.compile(r"[ ]{0,3}(?:[-+*]|\d{1,9}[.)])[ \t]|[ ]{2,}\S")
_CLOSING = " \t\n*_»”“’\"')]"
_INTRODUCES, _ASKS = (":", "："), ("?", "？", "؟", "՞", "፧")


def uncited(text: str) -> Iterator[Uncited]:
    """Yield the parts of a body that state something and cite nothing; the largest alone, where nothing in it cites.

    A part is the body, a section with all that is below its heading, a paragraph, a quote, or a list as a whole. What ends in
    a colon is one with what it introduces. A question states nothing.
    """
    cited = [position for _, position in find_citations(text)]
    if not cited:
        yield Uncited("body", "", 0)
        return
    blocks = _joined(_blocks(text))
    ends = [*(block.start for block in blocks[1:]), len(text)]

    def cites(start: int, end: int) -> bool:
        at = bisect_left(cited, start)
        return at < len(cited) and cited[at] < end

    sections = _sections(blocks)
    passed = 0
    for number, (block, end) in enumerate(zip(blocks, ends, strict=True)):
        if block.start < passed:
            continue
        if not block.level:
            if not cites(block.start, end) and _states(block):
                yield _part("paragraph", block)
        elif not cites(block.start, last := ends[sections[number] - 1]):
            passed = last
            if any(_states(inner) for inner in blocks[number + 1 : sections[number]]):
                yield _part("section", block)


def _part(kind: Literal["section", "paragraph"], block: _Block) -> Uncited:
    text = block.text.lstrip()
    return Uncited(kind, text.partition("\n")[0][:40].rstrip(), block.start + len(block.text) - len(text))


def _blocks(text: str) -> Iterator[_Block]:
    for match in _BLOCK.finditer(text):
        block = match.group()
        yield _Block(match.start(), block, block, len(block.split(maxsplit=1)[0]) if match["heading"] else 0)


def _joined(blocks: Iterable[_Block]) -> list[_Block]:
    """Return blocks with the entries of one list as one, and each introduction as one with what it introduces."""
    joined: list[_Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and not last.level and not block.level and (_introduces(last.tail) or _are_one_list(last.tail, block.text)):
            joined[-1] = _Block(last.start, last.text, block.text)
        else:
            joined.append(block)
    return joined


def _introduces(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_INTRODUCES)


def _are_one_list(one: str, other: str) -> bool:
    return bool(_ENTRY.match(one) and _ENTRY.match(other))


def _states(block: _Block) -> bool:
    return not block.level and bool(re.search(r"\w", block.text)) and not block.tail.rstrip(_CLOSING).endswith(_ASKS)


def _sections(blocks: Sequence[_Block]) -> Mapping[int, int]:
    """Return, by the position of each heading, the position behind the last block of its section."""
    ends: dict[int, int] = {}
    open_ones: list[int] = []
    for number, block in enumerate(blocks):
        while block.level and open_ones and blocks[open_ones[-1]].level >= block.level:
            ends[open_ones.pop()] = number
        if block.level:
            open_ones.append(number)
    return {**ends, **dict.fromkeys(open_ones, len(blocks))}
