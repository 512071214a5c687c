"""How much the long tests do: a little with `make test`, all of it with `make soak`."""

from __future__ import annotations

import os

SOAK = os.environ.get("SOAK", "") not in {"", "0"}


def amount(short: int, whole: int) -> int:
    """Return the number of repetitions, `whole` with `make soak`."""
    return whole if SOAK else short
