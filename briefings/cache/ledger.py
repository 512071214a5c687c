"""What the last build made, of which things, and which of these have changed since.

A result is as good as new if all that was looked at when it was made (`trace`) is what it was then. Things are known by names
and compared by digests; nobody says beforehand what depends on what, and no time stamps are asked.
"""

from __future__ import annotations

import array
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from briefings.cache.packing import pack, unpack
from briefings.cache.store import Store

Digests = Callable[[str], bytes]
"""Gives the digest that a thing has now, by its name."""


class Entry(NamedTuple):
    """A result."""

    names: bytes
    """Numbers of the things that it was made from."""
    value: Any


@dataclass(frozen=True)
class Past:
    """The last build, as it was kept."""

    names: tuple[str, ...] = ()
    digests: tuple[bytes, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What else stages want to know of it."""


def past(store: Store, key: bytes) -> Past:
    """Return the last build with the same code; an empty one where there is none, or it is damaged."""
    packed = store.get(key)
    if packed is not None:
        try:
            names, digests, entries, extra = unpack(packed)
            return Past(names, digests, entries, extra)
        except ValueError:
            pass
    return Past()


class Ledger:
    """The results of this build, of which some are those of the last one."""

    def __init__(self, before: Past, digests: Digests) -> None:
        """Take the last build, and what tells the digests of things; it is asked once for each, when the thing is met."""
        self._before = before
        self._now = digests
        self._names = list(before.names)
        self._digests = list(before.digests)
        """Of the things by their numbers, as far as they have been compared or met."""
        self._numbers = {name: number for number, name in enumerate(before.names)}
        self._entries: dict[str, Entry] = {}
        self._changed: set[int] = set()
        self._is_new = False

    def compare(self, which: Callable[[str], bool]) -> None:
        """Find out which things, of those whose names are chosen, are no more what they were at the last build."""
        for number, (name, before) in enumerate(zip(self._before.names, self._before.digests, strict=True)):
            if which(name) and (now := self._now(name)) != before:
                self._changed.add(number)
                self._digests[number] = now

    @cached_property
    def before(self) -> Mapping[str, bytes]:
        """The digests of the last build, by name."""
        return dict(zip(self._before.names, self._before.digests, strict=True))

    def kept(self, key: str) -> Any:
        """Return the last build's result where nothing that it was made from is known to have changed; None elsewhere."""
        entry = self._before.entries.get(key)
        if entry is None or not self._changed.isdisjoint(memoryview(entry.names).cast("I")):
            return None
        self._entries[key] = entry
        return entry.value

    def record(self, key: str, names: Iterable[str], value: Any) -> None:
        """Keep a result that has just been made from things."""
        self.enter(key, self.numbers(names), value)

    def numbers(self, names: Iterable[str]) -> list[int]:
        """Return the numbers of things by which `enter` is told of them; a thing that is new has the next number."""
        found = []
        for name in names:
            number = self._numbers.get(name)
            if number is None:
                number = self._numbers[name] = len(self._names)
                self._names.append(name)
                self._digests.append(self._now(name))
            found.append(number)
        return found

    def enter(self, key: str, numbers: Iterable[int], value: Any) -> None:
        """Keep a result that has just been made from things, given by their numbers."""
        self._is_new = True
        self._entries[key] = Entry(array.array("I", numbers).tobytes(), value)

    @property
    def is_as_before(self) -> bool:
        """Tell whether this build has the results of the last one, and no others."""
        return not self._changed and self._entries.keys() == self._before.entries.keys() and not self._is_new

    def save(self, store: Store, key: bytes, extra: Mapping[str, Any]) -> None:
        """Put this build's results into the store, for the next one."""
        store.put(key, pack((tuple(self._names), tuple(self._digests), self._entries, dict(extra))))


def digest(*parts: bytes) -> bytes:
    """Return a short digest of several bytes."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.digest()
