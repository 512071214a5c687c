"""What is wrong with a text that is not YAML, as an editor would put it, at the place where it begins.

The parser stops where it can make no sense of what it reads, which is often lines below the mistake, and in its own words.
"""

import re
from dataclasses import dataclass

import yaml

from briefings.diagnostics import Diagnostic, Location, shown
from briefings.read.lost_text import comment_finding

ODD_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""All of Unicode's spaces but the ordinary one; line separators may not stand in content."""
_NAMES = {"\u00a0": "a no-break space", "\u202f": "a narrow no-break space", "\u3000": "an ideographic space"}
_ODD = re.compile(rf"^[ \t]*(?:-[ \t]+)*(?:[\w.-]+[ \t]*:|-)?(?P<odd>[{ODD_SPACES}])", re.MULTILINE)
"""An unusual space where YAML wants ordinary ones: in the indentation, behind a dash or a colon."""
_NO_SPACE = re.compile(r"^[ \t]*(?:-[ \t]+)*(?P<key>[A-Za-z_][\w-]*)(?P<colon>:(?!//)(?=\S)|：)", re.MULTILINE)
_CURLY = "“”„«»‘’‚‹›「『"


@dataclass(frozen=True)
class Stop:
    """Where and why the parser gave up, and what it had read before."""

    problem: str
    context: str
    at: int
    """Position in the text, in characters."""
    context_at: int
    """Where what it was reading begins; `at` where that is not known."""
    last_start: int
    last_end: int
    """The last value or key that it had read; zeros where there is none."""
    last_style: str


def explain(file: str, text: str, error: yaml.MarkedYAMLError, last: yaml.Event | None) -> Diagnostic:
    """Return what is wrong with a text; `last` is the last event that the parser has made of it."""
    stop = _stop(text, error, last)
    code, at, message, hint = (
        _odd_space(text, stop)
        or _open_quote(text, stop)
        or _comment(text, stop)
        or _no_space(text, stop)
        or _bracket(text, stop)
        or _entry(text, stop)
        or _other(text, stop)
    )
    return Diagnostic(code, _location(file, text, at), message, hint)


def odd_end(key: str) -> str:
    """Return the unusual space that a key begins or ends with; empty where there is none."""
    return next((end for end in (key[:1], key[-1:]) if end and end in ODD_SPACES), "")


def odd_space_message(space: str) -> str:
    """Return what is said of an unusual space where YAML wants an ordinary one."""
    name = _NAMES.get(space, "an unusual space")
    return f"has {name}, U+{ord(space):04X}, where an ordinary space is expected"


ODD_SPACE_HINT = "Type ordinary spaces; it often comes with a text pasted from elsewhere."


def _stop(text: str, error: yaml.MarkedYAMLError, last: yaml.Event | None) -> Stop:
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(text)) if mark else 0
    context_at = min(error.context_mark.index, at) if error.context_mark else at
    start = last.start_mark.index if last and last.start_mark else 0
    end = last.end_mark.index if last and last.end_mark else 0
    style = (last.style or "") if isinstance(last, yaml.ScalarEvent) else ""
    return Stop(error.problem or error.context or "not YAML", error.context or "", at, context_at, start, end, style)


_Finding = tuple[str, int, str, str]
"""Code, position, message and hint."""


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _region_start(text: str, stop: Stop) -> int:
    """Return where the line begins behind which nothing has been read as it was meant."""
    is_bare = stop.last_style not in ("'", '"', "|", ">")
    return _line_start(text, stop.last_start if is_bare else stop.last_end)


def _odd_space(text: str, stop: Stop) -> _Finding | None:
    """An unusual space between what was read last and where the parser stopped."""
    found = _ODD.search(text, _region_start(text, stop), _line_end(text, stop.at))
    return ("Y009", found.start("odd"), odd_space_message(found["odd"]), ODD_SPACE_HINT) if found else None


def _open_quote(text: str, stop: Stop) -> _Finding | None:
    if "quoted scalar" in stop.context and stop.context_at < stop.at and "escape" not in stop.problem:
        return open_quote(text, stop.context_at)
    is_long = "\n" in text[stop.last_start : stop.last_end]
    return open_quote(text, stop.last_start) if is_long and _is_behind_quotes(text, stop) else None


def _is_behind_quotes(text: str, stop: Stop) -> bool:
    return stop.last_style in ("'", '"') and not text[stop.last_end : stop.at].strip(" \t")


def open_quote(text: str, at: int) -> _Finding:
    """Return what is said of a quotation mark at a position that is not closed where it should be."""
    line = shown(text[at + 1 : _line_end(text, at)].rstrip(), 40)
    hint = "Close it at the end of the text; a text with quotation marks in it stands in other ones, or in a block below |."
    return "Y010", at, f"a quotation mark is opened before '{line}' and not closed", hint


def _comment(text: str, stop: Stop) -> _Finding | None:
    """What is taken for a comment within brackets or braces, and hides where they are closed."""
    if "flow" not in stop.context:
        return None
    for found in _NUMBER_SIGN.finditer(text, stop.context_at, stop.at):
        line = text[_line_start(text, found.start()) : found.start()]
        if line.count('"') % 2 == 0 and not line.rstrip().endswith((",", "[", "{", "]", "}")) and line.strip():
            return comment_finding(found.end() - 1, text[found.end() - 1 : _line_end(text, found.start())])
    return None


_NUMBER_SIGN = re.compile(r"[ \t]#")


def _no_space(text: str, stop: Stop) -> _Finding | None:
    """A key whose colon has no space behind it, between what was read last and where the parser stopped."""
    if not ("mapping values" in stop.problem or "expected ':'" in stop.problem):
        return None
    for found in _NO_SPACE.finditer(text, _region_start(text, stop), _line_end(text, stop.at)):
        if found.start("colon") < stop.at:
            return missing_space(found["key"], found["colon"], found.start("key"))
    return None


def missing_space(key: str, colon: str, at: int) -> _Finding:
    """Return what is said of a key whose colon is not followed by a space."""
    if colon != ":":
        message = f"has a colon of another kind, {colon}, behind '{shown(key)}'"
        return "Y011", at, message, f"Write {shown(key)}: with an ordinary colon and a space."
    return "Y011", at, f"lacks a space behind the colon of '{shown(key)}'", f"Write {shown(key)}: and a space."


def _said(stop: Stop) -> str:
    return f"cannot be read as YAML: {shown(stop.problem, 100)}"


def _bracket(text: str, stop: Stop) -> _Finding | None:
    """A bracket that is never closed, or that closes nothing."""
    if _never_closed(text, stop):
        return "Y001", stop.context_at, _said(stop), "A bracket was opened here and not closed."
    if text[stop.at : stop.at + 1] in ("]", "}") and "expected key" in stop.problem:
        return "Y001", stop.at, _said(stop), f"A {text[stop.at]} closes nothing: a bracket too many."
    return None


def _entry(text: str, stop: Stop) -> _Finding | None:
    """An entry of a list that begins with a dash alone, or with another sign."""
    found = _ENTRY_SIGN.match(text, stop.context_at) if "expected ':'" in stop.problem else None
    if found is None:
        return None
    if found[1]:
        return "Y011", found.start(), "lacks a space behind the dash", "Write - and a space, then the text."
    return "Y001", found.start(), _said(stop), f"An entry of a list begins with - and a space, not with {found[2]}."


def _other(text: str, stop: Stop) -> _Finding:
    message, at = _said(stop), stop.at
    if (keyless := _without_colon(text, stop)) is not None:
        return "Y001", keyless, "cannot be read as YAML: could not find expected ':'", _HINTS["could not find expected ':'"]
    if "expected ':'" in stop.problem:
        at = stop.context_at  # where the key begins that lacks its colon, and not where that shows
    if hint := _of_quotes(text, stop) or _of_first_character(text, stop):
        return "Y001", stop.context_at if _begins_wrong(text, stop) else at, message, hint
    hint = next((explanation for part, explanation in _HINTS.items() if part in stop.problem), "")
    if at >= len(text):
        at = len(text.rstrip("\n"))
    return "Y001", at, message, hint


_ENTRY_SIGN = re.compile(r"(-)[^\W\d]|([•·–—‣▪●*])[ \u00a0\t]*\S")


def _never_closed(text: str, stop: Stop) -> bool:
    """Tell whether a bracket runs on to the end, or into a line that begins a key or entry no further right than its own."""
    if "flow" not in stop.context:
        return False
    if not text[stop.at :].strip():
        return True
    opened = _indented_to(text, stop.context_at)
    return any(
        len(line[1]) <= opened
        for line in _ENTRY_OR_KEY.finditer(text, _line_end(text, stop.context_at), _line_end(text, stop.at))
    )


_ENTRY_OR_KEY = re.compile(r"^( *)(?:- |[\w-]+:(?: |$))", re.MULTILINE)


def _indented_to(text: str, at: int) -> int:
    """Return how far the line is indented that a position is in."""
    line = text[_line_start(text, at) : _line_end(text, at)]
    return len(line) - len(line.lstrip(" "))


def _without_colon(text: str, stop: Stop) -> int | None:
    """Return where the first line of a mapping begins that lacks a colon and so is taken for a part of the next line's key."""
    at, last = stop.last_start, _line_start(text, stop.last_end)
    if "mapping values" not in stop.problem or not last <= stop.at <= _line_end(text, last) or last <= at:
        return None
    indent = text[_line_start(text, at) : at]
    return at if not indent.strip() and text[last:].startswith(indent) and text[last + len(indent)] != " " else None


def _of_quotes(text: str, stop: Stop) -> str:
    """Return the hint where quotation marks are the matter."""
    if _is_behind_quotes(text, stop):
        if stop.last_style == "'" and text[stop.last_end - 2 : stop.last_end - 1].isalpha():
            return "An apostrophe within '…' is written twice, ''; or the text stands in \"…\"."
        return "A text with quotation marks within, or with words behind them, stands in other ones: “…”, «…», '…'; or below |."
    value = _VALUE.match(text, _line_start(text, stop.at))
    if "mapping values" in stop.problem and value and value[1] in _CURLY:
        return f"YAML takes {value[1]} for a part of the text; a text with a colon and a space in it stands in \"…\" or '…'."
    return ""


_VALUE = re.compile(r"[ \t]*(?:-[ \t]+)*(?:[\w-]+:[ \t]+)?(.)")
_BEGINNINGS = tuple("-?>|*&!%@`,]}")
_BEFORE_VALUE = re.compile(r"[ \t]*(?:-[ \t]+)*(?:.*(?::[ \t]+|[,\[{][ \t]*))?")


def _begins_wrong(text: str, stop: Stop) -> bool:
    """Tell whether the parser stopped at, or in, the first character of a value."""
    before = text[_line_start(text, stop.context_at) : stop.context_at]
    return text[stop.context_at : stop.context_at + 1] in _BEGINNINGS and bool(_BEFORE_VALUE.fullmatch(before))


def _of_first_character(text: str, stop: Stop) -> str:
    """Return the hint where a text begins with what YAML keeps for itself."""
    if _begins_wrong(text, stop) and "expected ':'" not in stop.problem:
        line = text[_line_start(text, stop.context_at) : _line_end(text, stop.context_at)].lstrip(" ")
        bullet = " An entry of a list begins with - and a space." if line.startswith("* ") else ""
        return f"A text that begins with {text[stop.context_at]} stands in quotes.{bullet}"
    is_behind_bracket = text[max(0, stop.at - 100) : stop.at].rstrip(" \t").endswith(("]", "}"))
    if is_behind_bracket and ("expected key" in stop.problem or "block end" in stop.problem):
        return "A text that begins with [ or { stands in quotes."
    return ""


_HINTS = {
    "mapping values are not allowed": "A text with a colon and a space in it needs quotes; or the line begins too far right.",
    "cannot start any token": "Indent with spaces, not tabs; a text that begins with @, ` or % stands in quotes.",
    "could not find expected ':'": "A key ends in a colon and a space; each line of a text below a key is indented.",
    "did not find expected key": "Lines that belong together begin at the same column; a quotation mark may be open above.",
    "did not find expected '-'": "Lines that belong together begin at the same column.",
    "unexpected end of stream": "A quotation mark or bracket was opened and not closed.",
    "did not find expected ',' or": "A bracket was opened and not closed, or a comma is missing.",
    "unknown escape": "In \"…\", a backslash is written twice; in '…' it stands for itself.",
    "tab": "Indent with spaces, not tabs.",
}
"""What to do, by what the parser's message has in it; the first that fits."""


def _location(file: str, text: str, at: int) -> Location:
    return Location(file, line=text.count("\n", 0, at) + 1, column=at - _line_start(text, at) + 1)
