"""Tracking: which inputs a computation reads.

A container that holds something which may differ in the next build records an `Input` each time it is read; `track` collects
them. Nobody lists dependencies by hand. Each thread and each asynchronous task has a tracker of its own (`contextvars`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any, Generic, ParamSpec, TypeVar, overload

import msgspec

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")
Key = TypeVar("Key")


class Input(msgspec.Struct, frozen=True, cache_hash=True, gc=False, array_like=True, tag=True):
    """The name of one thing that a result can depend on; each kind of thing is a subclass of its own.

    Its fields are texts. Two inputs are equal only if their kinds and fields are: an unknown or misspelt one is an error, and
    never a thing that does not change.
    """


Dependencies = dict[Input, bytes | None]
"""What a computation has read; with a digest where it was taken when the thing was read, None where a source knows it."""


class _Discarded(dict[Input, bytes | None]):
    """Where inputs go that nobody tracks."""

    def __setitem__(self, key: Input, value: bytes | None, /) -> None:
        """Forget an input."""

    def update(self, *others: Any, **more: Any) -> None:
        """Forget inputs."""


_DISCARDED: Dependencies = _Discarded()
_dependencies: ContextVar[Dependencies] = ContextVar("dependencies", default=_DISCARDED)
_current = _dependencies.get


def record_dependency(read: Input, digest: bytes | None = None) -> None:
    """Record that a thing was read.

    `digest` is given by what reads a live file: it is that of the very bytes that were used. Every other input is part of the
    build's snapshot, whose sources know its digest.
    """
    _current()[read] = digest


def record_dependencies(read: Iterable[Input]) -> None:
    """Record what an earlier computation read of the build's snapshot, where its result is used once more."""
    current = _current()
    for each in read:
        current[each] = None


def track(compute: Callable[Arguments, Value], *args: Arguments.args, **kwargs: Arguments.kwargs) -> tuple[Value, Dependencies]:
    """Return what `compute` returns, and what it read. What it read is not recorded for the caller's own tracker."""
    found: Dependencies = {}
    token = _dependencies.set(found)
    try:
        value = compute(*args, **kwargs)
    finally:
        _dependencies.reset(token)
    return value, found


class TrackedMapping(Mapping[Key, Value], Generic[Key, Value]):
    """A mapping that records which entries are read, that all of them are, or whether there are any."""

    __slots__ = ("_all", "_any", "_entries", "_entry", "_inputs")

    def __init__(
        self, entries: Mapping[Key, Value], entry: Callable[[Key], Input], every: Input | None = None, some: Input | None = None
    ) -> None:
        """Track `entries`: `entry` names the input of a key, `every` that of all keys, `some` that of their being any.

        A mapping whose keys are fixed has no `every`; one whose `some` is missing records `every` in its place.
        """
        self._entries = entries
        self._entry = entry
        self._all = every
        self._any = some or every
        self._inputs: dict[object, Input] = {}

    def _read(self, key: Any) -> None:
        read = self._inputs.get(key)
        if read is None:
            read = self._inputs[key] = self._entry(key)
        _current()[read] = None

    def __getitem__(self, key: Key) -> Value:
        self._read(key)
        return self._entries[key]

    @overload
    def get(self, key: Key, /) -> Value | None: ...
    @overload
    def get(self, key: Key, /, default: Value) -> Value: ...
    @overload
    def get(self, key: Key, /, default: Any) -> Any: ...
    def get(self, key: Key, /, default: Any = None) -> Any:
        """Return an entry, or `default` where there is none."""
        self._read(key)
        return self._entries.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._read(key)
        return key in self._entries

    def __iter__(self) -> Iterator[Key]:
        self._read_keys(self._all)
        return iter(self._entries)

    def __len__(self) -> int:
        self._read_keys(self._all)
        return len(self._entries)

    def __bool__(self) -> bool:
        self._read_keys(self._any)
        return bool(self._entries)

    def _read_keys(self, read: Input | None) -> None:
        if read is not None:
            _current()[read] = None
