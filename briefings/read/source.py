"""Content files as text, without characters that a reviewer would not see."""

import os
import re
from itertools import islice
from pathlib import Path

from briefings.diagnostics import Diagnostic, Location
from briefings.read.finding import named

MAX_BYTES = 262_144
"""Size of the largest content file."""
_USUAL_BYTES = 16_384
"""Bytes read at first: few content files have more, and a buffer for the largest takes longer to allocate than one to read."""

# Control characters but tab and line feed, the line separators that look like a space in a review, direction overrides that
# show a text in another order than it is read, a byte-order mark within the text, and what XML cannot carry.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufeff\ufffe\uffff]")
FORBIDDEN_HINT = "Delete it; it often comes with a text pasted from elsewhere."


def read_text(root: Path, file: str, most: int = MAX_BYTES) -> tuple[str | None, list[Diagnostic]]:
    """Return a content file's text, with line feeds for line ends and no byte-order mark, or what keeps it from being read.

    `most` is how many bytes the file may have.
    """
    raw, diagnostics = read_bytes(root, file, most)
    return (None, diagnostics) if raw is None else text_of(file, raw)


def read_bytes(root: Path, file: str, most: int = MAX_BYTES) -> tuple[bytes | None, list[Diagnostic]]:
    """Return a content file's bytes, or what keeps them from being read; `most` is how many there may be."""
    try:
        # A file that is a pipe by now answers at once, and is empty.
        descriptor = os.open(f"{root}/{file}", os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            raw = os.read(descriptor, _USUAL_BYTES)
            if len(raw) == _USUAL_BYTES:
                raw += os.read(descriptor, most + 1 - _USUAL_BYTES)
        finally:
            os.close(descriptor)
    except OSError as error:
        return None, [Diagnostic("F008", Location(file), f"cannot be read: {error.strerror}")]
    if len(raw) > most:
        message = f"is larger than {most // 1024} KiB, the most that a content file may have"
        return None, [Diagnostic("F004", Location(file), message)]
    return raw, []


def text_of(file: str, raw: bytes) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a content file's bytes, with line feeds for line ends and no byte-order mark, or what is wrong."""
    try:
        text = decoded(raw)
    except UnicodeDecodeError as error:
        return None, [_not_utf8(file, raw, error)]
    diagnostics = [_forbidden(file, text, match) for match in islice(FORBIDDEN.finditer(text), 5)]
    return (None, diagnostics) if diagnostics else (text, [])


def decoded(raw: bytes) -> str:
    """Return the text of bytes that may have another system's line ends and begin with a mark; raises `UnicodeDecodeError`."""
    return raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


def _not_utf8(file: str, raw: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = raw[: error.start].decode("utf-8", "replace")
    message = f"is not UTF-8: found the byte 0x{raw[error.start]:02x}"
    return Diagnostic("F001", _location(file, before, len(before)), message, "Save the file with the encoding UTF-8.")


def _forbidden(file: str, text: str, match: re.Match[str]) -> Diagnostic:
    at = match.start()
    is_mojibake = "\x80" <= match.group() <= "\x9f" and "\xc2" <= text[at - 1 : at] <= "\xf4"
    hint = "The text was read in a wrong encoding; write it as the source has it." if is_mojibake else FORBIDDEN_HINT
    return Diagnostic("F005", _location(file, text, at), forbidden_message(match), hint)


def forbidden_message(match: re.Match[str]) -> str:
    """Return what is said of a character that may not stand in content."""
    return f"has an invisible character, {named(match.group())}, that may not stand in content"


def _location(file: str, text: str, index: int) -> Location:
    """Return the place of a position in a text, counted from 0."""
    return Location(file, line=text.count("\n", 0, index) + 1, column=index - text.rfind("\n", 0, index))
