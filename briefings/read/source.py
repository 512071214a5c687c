"""Bytes from a file to a text that hides nothing from a reviewer."""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import Path

from briefings.problems import Finding, Spot

MAX_BYTES = 262_144
"""Size of the largest content file."""
_MOST_HAVE = 16_384
"""Bytes that few content files have more of; room for the largest takes longer to find than such a file to read."""

# Control characters but tab and line feed, the line separators that look like a space in a review, direction overrides that
# show a text in another order than it is read, a byte-order mark within the text, and what XML cannot carry.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufeff\ufffe\uffff]")


def read_text(root: Path, file: str, most: int = MAX_BYTES) -> tuple[str | None, list[Finding]]:
    """Return a content file's text, with line feeds for line ends and no byte-order mark, or what keeps it from being read.

    `most` is how many bytes the file may have.
    """
    raw, findings = read_bytes(root, file, most)
    return (None, findings) if raw is None else text_of(file, raw)


def read_bytes(root: Path, file: str, most: int = MAX_BYTES) -> tuple[bytes | None, list[Finding]]:
    """Return a content file's bytes, or what keeps them from being read; `most` is how many there may be."""
    try:
        descriptor = os.open(f"{root}/{file}", os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            raw = os.read(descriptor, _MOST_HAVE)
            if len(raw) == _MOST_HAVE:
                raw += os.read(descriptor, most + 1 - _MOST_HAVE)
        finally:
            os.close(descriptor)
    except OSError as error:
        return None, [Finding("F008", Spot(file), f"cannot be read: {error.strerror}")]
    if len(raw) > most:
        return None, [Finding("F004", Spot(file), f"is larger than {most // 1024} KiB, the most that a content file may have")]
    return raw, []


def text_of(file: str, raw: bytes) -> tuple[str | None, list[Finding]]:
    """Return the text of a content file's bytes, with line feeds for line ends and no byte-order mark, or what is wrong."""
    try:
        text = decoded(raw)
    except UnicodeDecodeError as error:
        return None, [_not_utf8(file, raw, error)]
    findings = [_forbidden(file, text, match) for match in islice(FORBIDDEN.finditer(text), 5)]
    return (None, findings) if findings else (text, [])


def decoded(raw: bytes) -> str:
    """Return the text of bytes that may have another system's line ends and begin with a mark; raises `UnicodeDecodeError`."""
    return raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


def _not_utf8(file: str, raw: bytes, error: UnicodeDecodeError) -> Finding:
    before = raw[: error.start].decode("utf-8", "replace")
    line, column = _line_column(before, len(before))
    return Finding(
        "F001",
        Spot(file, line=line, column=column),
        f"is not UTF-8: found the byte 0x{raw[error.start]:02x}",
        "Save the file with the encoding UTF-8.",
    )


def _forbidden(file: str, text: str, match: re.Match[str]) -> Finding:
    line, column = _line_column(text, match.start())
    return Finding(
        "F005",
        Spot(file, line=line, column=column),
        f"has an invisible character, U+{ord(match.group()):04X}, that may not stand in content",
        "Delete it; it often comes with a text pasted from elsewhere.",
    )


def _line_column(text: str, index: int) -> tuple[int, int]:
    """Return the 1-based line and column of a position in a text."""
    return text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1
