"""The build database: what the last build made, from which inputs, and whether these are what they were.

In the terms of build-system research: a build system with *verifying traces* (Mokhov, Mitchell and Peyton Jones, *Build systems
à la carte*). A `Query` is a function whose results are kept; a result is reused if every input that was recorded while it was
made has the digest it had then. An input counts as changed until a source says otherwise, so a result can never be reused too
early.
"""

import array
import hashlib
import sys
import typing
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat
from typing import Any, Generic, NamedTuple, TypeVar, cast, get_type_hints

import msgspec

from briefings.incremental.blobs import Blob, BlobStore
from briefings.incremental.codec import Codec, codec_of, encode
from briefings.incremental.tracker import Input, track

Context = TypeVar("Context")
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

Source = Callable[[Any], bytes | None]
"""Returns the digest that an input of one kind has now; None where there can be no such input."""


class Produced(NamedTuple, Generic[Value]):
    """What a query's function returns."""

    value: Value
    """What the database keeps; small, and of a type that msgspec knows."""
    blobs: tuple[Blob, ...] = ()
    """What the value refers to by key."""


_Entry = tuple[bytes, Any]
"""A result that is kept: the numbers of its inputs in the manifest, and its value."""


@dataclass(frozen=True)
class Query(Generic[Context, Key, Value]):
    """A function of a context and a key whose results are kept from build to build."""

    compute: Callable[[Context, Key], Produced[Value]]

    def __post_init__(self) -> None:
        """Take the place of the function in its module."""
        object.__setattr__(self, "__module__", self.compute.__module__)

    @property
    def name(self) -> str:
        """The name under which results are kept."""
        return self.compute.__name__

    def __reduce__(self) -> str:
        """Be found again by name in another process."""
        return self.name

    @cached_property
    def results(self) -> Codec[list[tuple[Key, _Entry]]]:
        """Reads all results from the manifest, in the types that the function's annotations give to keys and values."""
        hints = get_type_hints(self.compute)
        *_, key = (hint for name, hint in hints.items() if name != "return")
        (value,) = typing.get_args(hints["return"])
        return codec_of(list[tuple[key, tuple[bytes, value]]])  # type: ignore[valid-type]


def query(compute: Callable[[Context, Key], Produced[Value]]) -> Query[Context, Key, Value]:
    """Declare that the results of a function of a module are kept; its annotations say in which types."""
    return Query(compute)


class Inputs(list[Input]):
    """A list of inputs; it travels between processes as MessagePack, which takes a fraction of the time."""

    def __reduce__(self) -> tuple[Callable[[bytes], "Inputs"], tuple[bytes]]:
        """Travel as bytes."""
        return _inputs, (encode(list(self)),)


def _inputs(data: bytes) -> Inputs:
    found = _input_codec().decode(data)
    assert found is not None, "another process of this build has encoded them"
    return Inputs(found)


def _input_codec() -> Codec[list[Input]]:
    return codec_of(list[typing.Union[tuple(Input.__subclasses__())]])  # type: ignore[misc] # noqa: UP007


class Computed(NamedTuple, Generic[Key, Value]):
    """A result that has just been made, as a worker sends it."""

    key: Key
    value: Value
    blobs: tuple[Blob, ...]
    places: bytes
    """Places of its inputs in the list that goes with the batch."""


class BatchResult(NamedTuple):
    """The results of a batch."""

    query: Query[Any, Any, Any]
    results: list[Computed[Any, Any]]
    inputs: Inputs
    """Everything that any of them read."""
    digests: Mapping[int, bytes]
    """Digests that were taken when an input was read, by place."""


Batch = tuple[Query[Any, Any, Any], Sequence[Any]]
"""A query and some of its keys."""


def run_batch(context: Any, batch: Batch) -> BatchResult:
    """Compute the results of a batch, here or in a worker."""
    query, keys = batch
    places: dict[Input, int] = {}
    digests: dict[int, bytes] = {}
    results = []
    for key in keys:
        produced, read = track(query.compute, context, key)
        own = array.array("I", [places.setdefault(item, len(places)) for item in read])
        digests.update((places[item], known) for item, known in read.items() if known is not None)
        results.append(Computed(key, produced.value, produced.blobs, own.tobytes()))
    return BatchResult(query, results, Inputs(places), digests)


def batches(
    query: Query[Any, Key, Any], keys: Sequence[Key], size: int, group: Callable[[Key], object] = lambda key: None
) -> Iterator[Batch]:
    """Yield batches of at most `size` keys that follow each other, none of which has keys of two groups."""
    start = 0
    for end in range(1, len(keys) + 1):
        if end == len(keys) or end - start == size or group(keys[end]) != group(keys[start]):
            yield query, keys[start:end]
            start = end


_Column = tuple[list[str], bytes]
"""One field of the inputs of a kind: its texts, each once, and the place of that of each input; shared texts are one object."""


class _Manifest(msgspec.Struct, array_like=True):
    """What the last build left, and none before it: reverting an edit is an edit."""

    kinds: bytes
    """The kind of each input, a place among the columns."""
    columns: list[tuple[str, list[_Column]]]
    """The inputs of each kind by field."""
    digests: list[bytes]
    results: dict[str, bytes]
    """The key of the blob with the results of each query: one at a time comes into memory, and is written where it is new."""


class Database:
    """The results of this build, some of which are those of the last one."""

    def __init__(self, blobs: BlobStore, key: bytes, queries: Iterable[Query[Any, Any, Any]]) -> None:
        """Open the manifest that is kept under `key`; where there is none, or it is damaged, there was no build before."""
        self.blobs = blobs
        self._key = key
        manifest = codec_of(_Manifest).decode(blobs.get(key))
        inputs = None if manifest is None else _from_columns(manifest.kinds, manifest.columns)
        if manifest is None or inputs is None or len(inputs) != len(manifest.digests):
            manifest, inputs = _Manifest(b"", [], [], {}), []
        self._inputs: list[Input] = inputs
        self._last_digests = manifest.digests
        self._digests = list(manifest.digests)
        """Of the inputs by number, as far as they have been compared or met."""
        self._by_kind: dict[type[Input], list[int]] = {}
        """Numbers of the last build's inputs."""
        for number, item in enumerate(inputs):
            self._by_kind.setdefault(type(item), []).append(number)
        self._unchanged: set[int] = set()
        """Numbers of the last build's inputs that are known to be what they were."""
        self._last = {query.name: _decoded(query, blobs.get(manifest.results.get(query.name, b""))) for query in queries}
        self._kept = {manifest.results[name] for name, found in self._last.items() if found}
        """Keys of the blobs with results that are known to be intact."""
        self._results: dict[str, dict[Any, _Entry]] = {}
        self._sources: dict[type[Input], Source] = {}
        self.computed: list[tuple[str, Any]] = []
        """Names and keys of the queries whose results were made by this build; the others are as they were."""
        self._is_new = manifest.digests == []

    @cached_property
    def _numbers(self) -> dict[Input, int]:
        """The numbers of inputs; only a build that makes something needs them."""
        return {item: number for number, item in enumerate(self._inputs)}

    # Inputs

    def provide(self, sources: Mapping[type[Input], Source]) -> None:
        """Say where digests of inputs come from, by kind, and compare the last build's inputs with what they are now."""
        self._sources.update(sources)
        for kind, source in sources.items():
            for number in self._by_kind.get(kind, ()):
                now = self._digests[number] = _digest_now(source, self._inputs[number])
                if now == self._last_digests[number]:
                    self._unchanged.add(number)
                else:
                    self._unchanged.discard(number)

    def provide_unchanged(self, sources: Mapping[type[Input], Source]) -> None:
        """Say where digests of inputs come from which are all what they were, because what they are parts of was reused."""
        self._sources.update(sources)
        for kind in sources:
            self._unchanged.update(self._by_kind.get(kind, ()))

    def digest(self, item: Input) -> bytes:
        """Return the digest that an input has now. Raises `UnknownInput` where no source knows it."""
        found = self._sources[type(item)](item)
        if found is None:
            raise UnknownInput(item)
        return found

    # Results

    def reuse(self, query: Query[Any, Key, Value], key: Key) -> Value | None:
        """Return the last build's result if everything that it was made from is as it was; None elsewhere."""
        entry = self._last[query.name].get(key)
        if entry is None or not self._unchanged.issuperset(_unpacked(entry[0])):
            return None
        self._results.setdefault(query.name, {})[key] = entry
        return cast("Value", entry[1])

    def get(self, query: Query[Context, Key, Value], context: Callable[[], Context], key: Key) -> Value:
        """Return the result of a query, computed here if the last build's cannot be reused."""
        value = self.reuse(query, key)
        return self.compute(query, context(), key) if value is None else value

    def compute(self, query: Query[Context, Key, Value], context: Context, key: Key) -> Value:
        """Return the result of a query, computed here and now."""
        ((_, value),) = self.add(run_batch(context, (query, [key])))
        return cast("Value", value)

    def add(self, batch: BatchResult) -> Iterator[tuple[Any, Any]]:
        """Keep the results of a batch with their blobs; yield keys and values."""
        numbers = self._numbers_of(batch.inputs, batch.digests)
        results = self._results.setdefault(batch.query.name, {})
        for key, value, blobs, places in batch.results:
            for blob in blobs:
                self.blobs.put_blob(blob)
            own = array.array("I", [numbers[place] for place in _unpacked(places)])
            results[key] = own.tobytes(), value
            self.computed.append((batch.query.name, key))
            yield key, value
        self._is_new = True

    def _numbers_of(self, inputs: Sequence[Input], digests: Mapping[int, bytes]) -> list[int]:
        numbers = []
        for place, item in enumerate(inputs):
            number = self._numbers.get(item)
            known = digests.get(place)
            if number is None:
                number = len(self._inputs)
                self._inputs.append(type(item)(*map(sys.intern, msgspec.structs.astuple(item))))
                self._numbers[self._inputs[-1]] = number
                self._digests.append(self.digest(item) if known is None else known)
            elif known is not None:
                self._digests[number] = known
            elif type(item) not in self._sources:
                raise UnknownInput(item)  # its digest is still that of the last build
            numbers.append(number)
        return numbers

    # The next build

    def is_as_before(self) -> bool:
        """Return whether the next build finds all results of this one already."""
        is_same = (self._results.get(name, {}).keys() == last.keys() for name, last in self._last.items())
        return not self._is_new and all(is_same)

    def save(self) -> None:
        """Leave this build's results to the next one, unless it finds the same there already. It ends this one."""
        if self.is_as_before():
            return
        if 0 < len(self._last_digests) < len(self._inputs):  # otherwise there are no more than there were
            self._forget_unused_inputs()
        results = {name: self._keep(encode(list(found.items()))) for name, found in self._results.items()}
        self.blobs.put(self._key, encode(_Manifest(*_to_columns(self._inputs), self._digests, results)))
        self._kept = set(results.values())
        self._is_new = False

    def _forget_unused_inputs(self) -> None:
        """Forget the inputs that no result has read, once they are more than half; all others get other numbers."""
        entries = (entry for found in self._results.values() for entry in found.values())
        used = sorted(set(chain.from_iterable(_unpacked(places) for places, _ in entries)))
        if 2 * len(used) < len(self._inputs):
            places = {number: place for place, number in enumerate(used)}
            self._inputs = [self._inputs[number] for number in used]
            self._digests = [self._digests[number] for number in used]
            self._results = {
                name: {
                    key: (array.array("I", [places[number] for number in _unpacked(numbers)]).tobytes(), value)
                    for key, (numbers, value) in found.items()
                }
                for name, found in self._results.items()
            }

    def _keep(self, results: bytes) -> bytes:
        key = hashlib.sha256(results).digest()
        if key not in self._kept:
            self.blobs.put(key, results)
        return key

    def results(self, query: Query[Any, Key, Value]) -> Mapping[Key, Value]:
        """Return the results of this build so far, by key."""
        return {key: value for key, (_, value) in self._results.get(query.name, {}).items()}

    def blob_keys(self) -> Iterator[bytes]:
        """Yield the keys of the blobs in which results are kept."""
        yield self._key
        yield from self._kept


class UnknownInput(LookupError):
    """An input was recorded that nothing in the build has: its name is wrong."""


def _digest_now(source: Source, item: Input) -> bytes:
    try:
        return source(item) or b""
    except (OSError, ValueError):  # no name that a build has recorded raises either: somebody has made this manifest
        return b""


def _unpacked(packed: bytes) -> "memoryview[int]":
    return memoryview(packed).cast("I")


def _decoded(query: Query[Any, Any, Any], results: bytes | None) -> dict[Any, _Entry]:
    """Return the results of a query; none where they have another shape."""
    return {key: entry for key, entry in query.results.decode(results) or () if len(entry[0]) % _NUMBER == 0}


_NUMBER = array.array("I").itemsize


def _to_columns(inputs: Iterable[Input]) -> tuple[bytes, list[tuple[str, list[_Column]]]]:
    places: dict[type[Input], int] = {}
    rows: list[list[tuple[str, ...]]] = []
    kinds = bytearray()
    for item in inputs:
        place = places.setdefault(type(item), len(places))
        if place == len(rows):
            rows.append([])
        rows[place].append(msgspec.structs.astuple(item))
        kinds.append(place)
    return bytes(kinds), [(kind.__name__, list(map(_column, zip(*rows[place], strict=True)))) for kind, place in places.items()]


def _column(texts: Iterable[str]) -> _Column:
    places: dict[str, int] = {}
    own = array.array("I", [places.setdefault(text, len(places)) for text in texts])
    return list(places), own.tobytes()


def _from_columns(kinds: bytes, columns: Iterable[tuple[str, list[_Column]]]) -> list[Input] | None:
    """Return inputs in their order; None where columns are of no kind that there is, or do not fit."""
    known = {kind.__name__: kind for kind in Input.__subclasses__()}
    try:
        rows = [_rows(known[name], fields, kinds.count(place)) for place, (name, fields) in enumerate(columns)]
        return [next(rows[kind]) for kind in kinds]
    except (LookupError, TypeError, ValueError, StopIteration):
        return None


def _rows(kind: type[Input], columns: list[_Column], count: int) -> Iterator[Input]:
    if not columns:
        return repeat(kind(), count)
    texts = [map(distinct.__getitem__, _unpacked(places)) for distinct, places in columns]
    return iter([kind(*row) for row in zip(*texts, strict=True)])
