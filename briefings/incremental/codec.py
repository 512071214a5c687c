"""Typed data to bytes and back (MessagePack).

Bytes may come from a cache that a stranger has filled. They are decoded into one known shape or into nothing: they can name no
class, run no code, and what they announce but do not hold is never allocated.
"""

from functools import cache
from typing import Any, Generic, TypeVar

import msgspec

Value = TypeVar("Value")

Encoded = msgspec.Raw
"""The shape of a value that is to be decoded later, by another codec."""
encode = msgspec.msgpack.Encoder().encode
"""Return a value of plain types, dataclasses, named tuples and structs as bytes."""


class Codec(Generic[Value]):
    """Reads values of one type."""

    def __init__(self, shape: Any) -> None:
        """Take the type; it may be any that msgspec supports, a subscripted one too."""
        self._decoder = msgspec.msgpack.Decoder(shape)

    def decode(self, data: bytes | None) -> Value | None:
        """Return the value that bytes hold, None where there are no bytes, or they hold anything else."""
        if data is None:
            return None
        try:
            value: Value = self._decoder.decode(data)
        except (msgspec.MsgspecError, ValueError, RecursionError, MemoryError):
            return None
        return value


@cache
def codec_of(shape: Any) -> Codec[Any]:
    """Return the codec of a type; to make one takes longer than to decode with it."""
    return Codec(shape)
