"""What the record says of passages that were found in archived texts, and what it still proves."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Piece = tuple[str, str]
"""An article and the keys that lead to a passage in its facts, with `/` between them: `claims/waiting/quote`."""

State = Literal["verified", "changed", "unverified"]
"""The record is of this passage in this text; it is of another passage or another text; there is none."""


@dataclass(frozen=True)
class Verified:
    """That a passage was found in an archived text."""

    day: datetime.date
    """The day on which this passage was first found in this text."""
    position: int
    """Where it begins, in characters of the archived text as `check.evidence.normal` gives it."""
    passage: str
    """SHA-256 of the passage as `check.evidence.normal` gives it, in UTF-8; hexadecimal."""
    text: str
    """SHA-256 of the archived text's bytes; hexadecimal."""
    line: int = 0
    """The line of the record's file, from 1; 0 where it has not been written."""


@dataclass(frozen=True)
class Proof:
    """What the record says of one passage as it stands today."""

    state: State
    day: datetime.date | None
    """When it was found, or when what stood in its place before was; None where it is unverified."""


Record = Mapping[Piece, Verified]
