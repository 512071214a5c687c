"""Records as bytes: each model has a struct of the same fields, which is encoded and decoded in its place."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec
from pydantic import BaseModel

from briefings.incremental import codec_of, encode

Model = TypeVar("Model", bound=BaseModel)

Convert = Callable[[Any], Any]


def encode_record(record: BaseModel) -> bytes:
    """Return a record as bytes."""
    return encode(msgspec.convert(record, _wire(type(record)).struct, from_attributes=True))


def decode_record(model: type[Model], data: bytes | None) -> Model | None:
    """Return the record of a model that bytes hold; None where there are none, or they hold anything else."""
    wire = _wire(model)
    found = codec_of(wire.struct).decode(data)
    return None if found is None else wire.build(found)


class _Wire(NamedTuple):
    """How records of a model travel."""

    struct: type[msgspec.Struct]
    build: Convert
    """Makes a record of a struct."""


@cache
def _wire(model: type[BaseModel]) -> _Wire:
    hints = typing.get_type_hints(model)
    fields = {name: _field(hints[name]) for name in model.model_fields}
    shapes = [(name, shape) for name, (shape, _) in fields.items()]
    struct = msgspec.defstruct(model.__name__, shapes, array_like=True, gc=False)
    conversions = [(name, convert) for name, (_, convert) in fields.items() if convert is not None]

    def build(found: msgspec.Struct) -> BaseModel:
        values = {name: getattr(found, name) for name in fields}
        for name, convert in conversions:
            values[name] = convert(values[name])
        record = model.__new__(model)
        record.__setstate__(values)  # what was valid when it was encoded need not be validated again
        return record

    return _Wire(struct, build)


def _field(hint: Any) -> tuple[Any, Convert | None]:
    """Return the type that a value of a field travels in, and what makes the value of it again where it is another."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return _wire(hint)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (arg for arg in args if arg is not type(None))
        shape, convert = _field(inner)
        return shape | None, _optional(convert)
    if origin is tuple:
        shape, convert = _field(args[0])
        return tuple[shape, ...], _each(convert)  # type: ignore[valid-type]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        shape, convert = _field(args[1])
        return dict[args[0], shape], _values(convert)  # type: ignore[valid-type]
    return hint, None


def _optional(convert: Convert | None) -> Convert | None:
    return None if convert is None else lambda value: None if value is None else convert(value)


def _each(convert: Convert | None) -> Convert | None:
    return None if convert is None else lambda values: tuple(map(convert, values))


def _values(convert: Convert | None) -> Convert | None:
    return None if convert is None else lambda values: {key: convert(value) for key, value in values.items()}
