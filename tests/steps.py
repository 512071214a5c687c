"""How many steps something takes, which is the same on every machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable


def calls(func: Callable[[], object]) -> int:
    """Return how many calls something makes; it runs once before, so that what is compiled or imported late is there."""
    func()
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        func()
    finally:
        sys.setprofile(None)
    return count
