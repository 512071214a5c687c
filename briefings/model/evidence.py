"""Verified passages: what is recorded of passages that were found in archived texts, and what the record still proves."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

PassageId = tuple[str, str]
"""An article's id and the keys that lead to a passage in its facts, with `/` between them: `claims/waiting/quote`."""

ProofState = Literal["verified", "changed", "unverified"]
"""The entry is of this passage in this text; it is of another passage or another text; there is none."""


@dataclass(frozen=True)
class VerifiedPassage:
    """An entry of the record: a passage was found in an archived text."""

    day: datetime.date
    """The day on which this passage was first found in this text."""
    position: int
    """Where it begins, in characters of the archived text as `evidence.passages.normalise` gives it."""
    passage: str
    """SHA-256 of the normalised passage in UTF-8; hexadecimal."""
    text: str
    """SHA-256 of the archived text's bytes; hexadecimal."""
    line: int = 0
    """1-based line of the record's file; 0 where it has not been written."""


@dataclass(frozen=True)
class Proof:
    """What the record proves of one passage as it stands today."""

    state: ProofState
    day: datetime.date | None
    """When it was found, or when what stood in its place before was; None where it is unverified."""


PassageRecord = Mapping[PassageId, VerifiedPassage]
"""Every passage that was found, with what was found."""
