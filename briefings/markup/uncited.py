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
# Each pattern begins with a literal, which is searched for quickly; what may not precede it is a lookbehind after it.
_BRACKET = re.compile(
    rf"""
    \[(?<!\\\[)(?!@)(?:
    (?P<pairs>[ ]*{_PAIR}(?:[;,][ ]?{_PAIR})*[ ]*)\](?!\()                  # [article:claim]
    |(?P<wiki>\[[^\[\]\n]{{1,200}}\]\])                                  # [[article]]
    |(?P<note>\^[^\[\]\n]{{1,200}}\])                                     # [^1]
    |(?<=\^\[)(?<!\\\^\[)(?P<inline>[^\[\]\n]{{1,500}}\])                # ^[a note]
    |(?<=[\w.,;:!?)”»"'’…]\[)(?P<mark>\d{{1,3}}\])(?!\()                   # said.[1]
    |(?P<within>(?![ ]*@)[^\[\]\n@]{{0,200}}[\s(-]@[A-Za-z0-9][^\[\]\n]{{0,200}}\])(?!\()   # [see @article]
    |(?P<wide>[ ]*＠[^\]\n]{{1,200}}\])
    |(?P<known>{_ID}(?:@{_ID}|,[ ][^\[\]\n]{{1,100}})?)\](?!\()             # [article], [article, p. 3]
    )
    """,
    re.VERBOSE,
)
_PARENTHESES = re.compile(r"\((?<!\]\()([a-z0-9]+(?:-[a-z0-9]+)*):[ ]?([a-z0-9]+(?:-[a-z0-9]+)*)\)")
_WIDE = re.compile(r"[［【〔〖「](?=[ ]*[@＠])[^\]］】〕〗」\n]{1,200}[\]］】〕〗」]")
_LATEX = re.compile(r"\\(?:[a-z]{0,10}cite[a-z]{0,10}|footnote)\{[^{}\n]{1,200}\}", re.IGNORECASE)
_WIKITEXT = re.compile(r"\{\{[ ]?(?:cite|sfn|harv)[^{}\n]{0,500}\}\}", re.IGNORECASE)
_BARE = re.compile(r"@(?<![\w\\/.@\[-]@)([a-z0-9]+(?:-[a-z0-9]+)*)")
_FOOTNOTES = ("mark", "note", "inline")


def may_hold_citations(text: str) -> bool:
    """Tell whether a text has a sign that citations, or what looks like one, begin with; most lines have none."""
    return "[" in text or "@" in text or "\\" in text or "{{" in text or "＠" in text


def near_citations(text: str, articles: Container[str], may_cite: bool) -> Iterator[Violation]:
    """Yield what looks like a citation and is none: it would be shown as it is typed.

    `articles` are ids of articles: a word in brackets, or behind an @, is a citation where it is one of them.
    """
    if "[" in text or "\\" in text or "{{" in text or "＠" in text:
        yield from _near_brackets(text, articles, may_cite)
    elif "@" in text:
        yield from _wide(text, may_cite)
    if "@" in text:
        yield from _bare(text, articles, may_cite)
    if may_cite and ":" in text and "(" in text:
        for found in _PARENTHESES.finditer(text):
            if found[1] in articles:
                yield _near(found.group(), found.start(), _LOOKS, f"[@{found[1]}:{found[2]}]", may_cite)


def _near_brackets(text: str, articles: Container[str], may_cite: bool) -> Iterator[Violation]:
    for found in _BRACKET.finditer(text):
        kind, inner = str(found.lastgroup), found.group().strip("[]^ ")
        is_other = (kind == "known" and re.split("[@,]", inner)[0] not in articles) or (
            kind == "pairs" and not _names_articles(inner, articles)
        )
        if not is_other:
            start = found.start() - (kind == "inline")
            what = "is the mark of a footnote" if kind in _FOOTNOTES else _LOOKS
            yield _near(text[start : found.end()], start, what, _meant(kind, inner), may_cite)
    if "\\" in text:
        for found in _LATEX.finditer(text):
            what = "is the mark of a footnote" if found.group().startswith("\\f") else _LOOKS
            yield _near(found.group(), found.start(), what, _meant("", ""), may_cite)
    if "{{" in text:
        yield from (_near(found.group(), found.start(), _LOOKS, _meant("", ""), may_cite) for found in _WIKITEXT.finditer(text))
    yield from _wide(text, may_cite)


def _names_articles(pairs: str, articles: Container[str]) -> bool:
    """Tell whether words with colons name articles: `[a:b]`, but no score, no `[Leser:innen]`, no `[Photo: Reuters]`."""
    article = pairs.partition(":")[0].strip().lower()
    if article in articles:
        return True
    is_remark = ": " in pairs and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", pairs.partition(":")[0].strip())
    return bool(re.search(r"[^\W\d]", pairs)) and not is_remark and not _GENDERED.fullmatch(pairs)


_GENDERED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*:(?:in|innen|[rnesm]|e[rnsm])")
"""A German word for all genders."""


def _wide(text: str, may_cite: bool) -> Iterator[Violation]:
    if not text.isascii():
        yield from (_near(found.group(), found.start(), _LOOKS, _meant("", ""), may_cite) for found in _WIDE.finditer(text))


def _bare(text: str, articles: Container[str], may_cite: bool) -> Iterator[Violation]:
    """Yield each @ with an article's id that stands in no bracket; what has a colon behind it is told by another lint."""
    within: list[tuple[int, int]] | None = None
    for found in _BARE.finditer(text):
        if text[found.end() : found.end() + 1] == ":" or found[1] not in articles:
            continue
        if within is None:
            marks = (*brackets(text), *_BRACKET.finditer(text), *_WIDE.finditer(text))
            within = sorted((mark.start(), mark.end()) for mark in marks)
        position = bisect_left(within, (found.start(), 0)) - 1
        if position < 0 or found.start() >= within[position][1]:
            yield _near(found.group(), found.start(), _LOOKS, f"[{found.group()}]", may_cite)


_LOOKS = "looks like a citation and is none"


def _meant(kind: str, inner: str) -> str:
    """Return the citation that was meant, as far as that can be told."""
    if kind == "pairs" or (kind == "known" and "," not in inner) or (kind == "wiki" and re.fullmatch(rf"{_ID}|{_PAIR}", inner)):
        return f"[{'; '.join('@' + re.sub(':+ ?|@', ':', part.strip()) for part in re.split('[;,]', inner))}]"
    return "[@article], [@article:claim] or [@one; @two:claim]"


def _near(word: str, position: int, what: str, meant: str, may_cite: bool) -> Violation:
    hint = f"Write {meant}; or \\[ where a bracket is meant." if may_cite else "Only the body of a briefing cites."
    return Violation(word, position, f"'{word[:60]}' {what}", hint)


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


_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t].*)?$")
_ENTRY = re.compile(r"[ ]{0,3}(?:[-+*]|\d{1,9}[.)])[ \t]|[ ]{2,}\S")
_CLOSING = " \t\n*_»«›‹”“’‘」』）\"')]"
_INTRODUCES, _ASKS = (":", "："), ("?", "？", "؟", "՞", "፧", "\u037e", "か。")
_GREEK_QUESTION = re.compile(r"[Ͱ-Ͽἀ-῿][»”\"']?;\Z")
_LABEL = re.compile(r"[ ]{0,3}(\*\*|__)(?=\S)[^*_\n]{1,200}(?<![.!…。！])\1\s*\Z")
"""A line that is bold as a whole and no sentence: a heading of what follows."""
_NOTHING_BUT_CITATIONS = re.compile(r"(?:\s*\[@[^\[\]\n]*\][.,;]?)+\s*\Z")


def uncited(text: str) -> Iterator[Uncited]:
    """Yield the parts of a body that state something and cite nothing; the largest alone, where nothing in it cites.

    A part is the body, a section with all that is below its heading, a paragraph, a quote, or a list as a whole. What ends in
    a colon, and a bold line that is no sentence, is one with what it introduces; citations alone with what is above them. A
    question states nothing.
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
    """Yield headings, and what stands between them and empty lines."""
    position = start = 0
    for line in (*text.split("\n"), ""):
        heading = _HEADING.match(line) if "#" in line else None
        if heading or not line or line.isspace():
            if start < position and (block := text[start:position]).strip():
                yield _Block(start, block, block)
            start = position + len(line) + 1
        if heading:
            yield _Block(position, line, line, len(heading[1]))
        position += len(line) + 1


def _joined(blocks: Iterable[_Block]) -> list[_Block]:
    """Return blocks with the entries of one list as one, and each introduction as one with what it introduces."""
    joined: list[_Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and not last.level and not block.level and _belong_together(last.tail, block.text):
            joined[-1] = _Block(last.start, last.text, block.text)
        else:
            joined.append(block)
    return joined


def _belong_together(one: str, other: str) -> bool:
    """Tell whether a block is one with the one above it: what that introduces, its list's next entry, or its citations."""
    return _introduces(one) or _are_one_list(one, other) or bool(_NOTHING_BUT_CITATIONS.match(other))


def _introduces(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_INTRODUCES) or bool(_LABEL.match(text))


def _are_one_list(one: str, other: str) -> bool:
    return bool(_ENTRY.match(one) and _ENTRY.match(other))


def _states(block: _Block) -> bool:
    end = block.tail.rstrip(_CLOSING)
    asks = end.endswith(_ASKS) or bool(_GREEK_QUESTION.search(end[-3:]))
    return not block.level and bool(re.search(r"\w", block.text)) and not asks


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
