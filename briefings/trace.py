"""What a thing is made from, noted while it is made, so that it need not be made again while all of that is the same.

Whoever holds something that can change between builds notes its name when it is looked at; whoever wants to know what a result
rests on makes it within `traced`. Nobody writes lists of what depends on what, so none can be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ParamSpec, TypeVar

Made = TypeVar("Made")
What = ParamSpec("What")


class _Nobody(set[str]):
    """Where names go while nobody wants to know them."""

    def add(self, name: str, /) -> None:
        """Forget a name."""

    def update(self, *names: Iterable[str]) -> None:
        """Forget names."""


_seen: list[set[str]] = [_Nobody()]
"""The names that are gathered, the innermost last."""


def note(name: str) -> None:
    """Say that something has been looked at, by its name."""
    _seen[-1].add(name)


def note_all(names: Iterable[str]) -> None:
    """Say that things have been looked at: those that a result was made from which was kept."""
    _seen[-1].update(names)


def traced(make: Callable[What, Made], *args: What.args, **kwargs: What.kwargs) -> tuple[Made, tuple[str, ...]]:
    """Return what `make` returns, and the names of all that was looked at meanwhile, each once, in no order."""
    _seen.append(set())
    try:
        made = make(*args, **kwargs)
    finally:
        names = _seen.pop()
    return made, tuple(names)
