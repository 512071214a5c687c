"""Data to bytes and back. Bytes may come from a cache that a stranger has filled: they can name plain data and nothing else."""

from __future__ import annotations

import io
import pickle
from typing import Any, TypeVar

Data = TypeVar("Data")

_ROOMS = (
    "briefings.model.",
    "briefings.link.",
    "briefings.cache.ledger",
    "briefings.problems",
    "briefings.read.library",
    "briefings.export",
)
"""Modules whose classes hold data and do nothing."""
_PLAIN = {("decimal", "Decimal"), ("datetime", "date"), ("briefings.prose", "Citation")}


def pack(value: object) -> bytes:
    """Return data as bytes."""
    return pickle.dumps(value, protocol=5)


def unpack(packed: bytes) -> Any:
    """Return the data that bytes hold.

    Raises `ValueError` where they hold anything else.
    """
    try:
        return _Unpacker(io.BytesIO(packed)).load()
    except Exception as error:  # whatever damaged bytes make of themselves
        raise ValueError(str(error)) from None


def unpacked(packed: bytes | None, shape: type[Data]) -> Data | None:
    """Return the data of a type that bytes hold, None where there are none, or they hold anything else."""
    if packed is None:
        return None
    try:
        found = unpack(packed)
    except ValueError:
        return None
    return found if isinstance(found, shape) else None


class _Unpacker(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN or (module.startswith(_ROOMS) and "." not in name):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no plain data")
