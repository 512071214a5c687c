"""The syntax of citations, which is Pandoc's: `[@article]`, `[@article:claim]`, `[@one; @two:claim]`; and their HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from briefings.model.text import Text

# A pattern that begins with a literal is searched for quickly; so what may not precede the bracket is a lookbehind after it.
BRACKET = r"\[(?<!\\\[)(?=@)([^\[\]\n]*)\]"
"""A bracket of citations; the group is what stands between the brackets."""
_BRACKET = re.compile(BRACKET)
_CITATION = re.compile(r"@([A-Za-z0-9_-]+)(?::([A-Za-z0-9_-]+))?")


@dataclass(frozen=True)
class Citation:
    """A pointer from a text to an article, or to one claim of it."""

    article: str
    claim: str | None = None

    def __str__(self) -> str:
        return f"@{self.article}:{self.claim}" if self.claim else f"@{self.article}"


def find_citations(text: str) -> Iterator[tuple[Citation, int]]:
    """Yield the citations of a text in order, each with its position in characters; malformed ones are skipped."""
    for bracket in brackets(text):
        for part, position in parts(bracket):
            if citation := parse(part):
                yield citation, position


def brackets(text: str) -> Iterator[re.Match[str]]:
    """Yield the brackets of citations in a text, also those with malformed citations."""
    return _BRACKET.finditer(text) if "@" in text else iter(())


def parts(bracket: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield what semicolons separate in a bracket, without the space around it, each with its position in the text."""
    position = bracket.start(1)
    for part in bracket.group(1).split(";"):
        yield part.strip(), position + len(part) - len(part.lstrip())
        position += len(part) + 1


def parse(text: str) -> Citation | None:
    """Return the citation that `@article` or `@article:claim` is, None where the text is written otherwise."""
    match = _CITATION.fullmatch(text)
    return Citation(match[1], match[2]) if match else None


@dataclass(frozen=True)
class CitationNote:
    """A citation as a reader sees it without leaving the sentence."""

    number: int
    """Of the article in the list of sources."""
    href: str
    """Of the article's entry in the list of sources."""
    anchor: str
    """Fragment of the number; the list of sources links back to it."""
    note_anchor: str
    passage: Text | None
    """The words of the article, where one claim is cited."""
    according: str
    """Whose the claim is, in words; empty where the article as a whole is cited."""
    article: Text
    article_href: str
    facts: str
    """Outlet, language and date."""
    source: str
    """Text of the link to the list of sources."""


def note_html(note: CitationNote, locale: str) -> str:
    """Return the HTML of a citation on a page in a locale, for `to_html`, which cleans it.

    The note is hidden beside the number; the style sheet shows it where the number is pointed at, focused or tapped, and in
    print. The element takes the focus of a tap, but only the number is a stop for the keyboard. The search ignores it all: it
    finds the article's own page.
    """
    href, source = escape(note.href), escape(note.source)
    article_dir, article_lang = _language(note.article, locale)
    passage = f"<q{''.join(_language(note.passage, locale))}>{escape(note.passage.text)}</q> " if note.passage else ""
    according = f'<span class="by">{escape(note.according)}</span> ' if note.according else ""
    # A space after each part, for who hears the note read out; attributes in alphabetical order, as Markdown writes them.
    return (
        '<span class="citation" data-pagefind-ignore="all" tabindex="-1">'
        f'<a aria-describedby="{note.note_anchor}" aria-label="{source}" href="{href}" id="{note.anchor}">{note.number}</a>'
        f'<span class="told" id="{note.note_anchor}" role="note">{passage}{according}'
        f'<a class="headline"{article_dir} href="{escape(note.article_href)}"{article_lang}>{escape(note.article.text)}</a> '
        f'<span class="meta">{escape(note.facts)}</span> <a class="more" href="{href}">{source}</a></span></span>'
    )


def _language(text: Text, locale: str) -> tuple[str, str]:
    """Return the attributes `dir` and `lang` of an element with a text; empty where the text is in the page's language."""
    return ("", "") if text.lang == locale else (' dir="auto"', f' lang="{escape(text.lang)}"')
