"""From plain data to a record, with every departure from its shape as a finding."""

from __future__ import annotations

import copy
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from briefings.model import edtf
from briefings.model.reference import Reference
from briefings.problems import Finding, Key, Spot, closest, did_you_mean, shown

Model = TypeVar("Model", bound=BaseModel)
Keys = tuple[Key, ...]


@dataclass(frozen=True)
class Shaped(Generic[Model]):
    """What became of a file's data."""

    record: Model
    findings: tuple[Finding, ...] = ()
    faults: frozenset[Keys] = frozenset()
    """Places at which something is missing that was wrong, or stands in for it; no rule's findings count there."""


def shape(model: type[Model], file: str, data: object) -> Shaped[Model]:
    """Return data as a record of a model, and all that keeps it from being one.

    What is wrong is left out, or something that has the right shape stands in for it: such a record will not be published, but
    what else is wrong with it is found in the same run.
    """
    if data == "":
        return _nothing(model, Finding("S002", Spot(file), f"is empty; expected {_listed(_required(model))}"))
    if not isinstance(data, dict):
        return _nothing(model, Finding("S003", Spot(file, line=1, column=1), f"found {_kind(data)}, expected keys and values"))
    try:
        return Shaped(model.model_validate(data))
    except ValidationError as error:
        errors = error.errors(include_url=False)
    findings = tuple(_finding(model, file, details) for details in _telling(errors, model))
    record, faults = _mended(model, data, errors)
    return Shaped(record, findings, faults)


def _nothing(model: type[Model], *findings: Finding) -> Shaped[Model]:
    return Shaped(stand_in(model), findings, frozenset({()}))


def stand_in(model: type[Model]) -> Model:
    """Return a record that stands in for one that cannot be read."""
    return model.model_validate(_standing_in(model))


def _mended(model: type[Model], data: dict[str, Any], errors: list[ErrorDetails]) -> tuple[Model, frozenset[Keys]]:
    """Return data as a record in spite of errors, and the places where it is not what was written."""
    mended = copy.deepcopy(data)
    places = {place for error in errors for place in _mend(model, mended, error)}
    try:
        return model.model_validate(mended), frozenset(places)
    except ValidationError:
        return stand_in(model), frozenset({()})


def _mend(model: type[BaseModel], data: dict[str, Any], error: ErrorDetails) -> Iterator[Keys]:
    """Take what an error is about out of the data, or put something in its place; yield the places that this touches."""
    keys = error["loc"]
    if keys[-1] == "[key]":
        _holder(data, keys[:-2]).pop(keys[-2], None)
        yield keys[:-2]  # which of the ids elsewhere was meant cannot be told
    elif error["type"] == "extra_forbidden":
        _holder(data, keys[:-1]).pop(keys[-1], None)
        yield from _meant(model, keys)
    elif _is_optional(model, keys):
        _holder(data, keys[:-1]).pop(keys[-1], None)
        yield keys
    else:
        _holder(data, keys[:-1])[keys[-1]] = _standing_in(_annotation_at(model, keys))
        yield keys[:-1] if keys[-1] == _MERGE else keys


def _holder(data: Any, keys: Keys) -> Any:
    """Return what stands under keys; where that is taken out already, something that may be thrown away."""
    for key in keys:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return {}
    return data


def _meant(model: type[BaseModel], keys: Keys) -> Iterator[Keys]:
    """Yield the places that an unknown key may have been meant to fill."""
    yield keys
    if keys[-1] == _MERGE:
        yield keys[:-1]
    elif meant := closest(str(keys[-1]), _model_at(model, keys[:-1]).model_fields):
        yield (*keys[:-1], meant)


def _is_optional(model: type[BaseModel], keys: Keys) -> bool:
    holder = _annotation_at(model, keys[:-1])
    if not (isinstance(holder, type) and issubclass(holder, BaseModel)):
        return False  # an entry of a list or of a mapping
    return not holder.model_fields[str(keys[-1])].is_required()


_MERGE = "<<"
"""The key with which YAML merges mappings, which might have brought anything."""
_STANDS_IN: Mapping[Any, str] = {
    str: "0" * 64,  # a text, an id, a checksum and the name of a file
    Decimal: "1",
    edtf.Date: "1000",  # nothing lies before it
    Reference: "0:0",
}


def _standing_in(annotation: Any) -> Any:
    """Return data of the shape that an annotation describes."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return {name: _standing_in(_plain(info.annotation)) for name, info in fields if info.is_required()}
    origin = typing.get_origin(annotation)
    if origin is Literal:
        return typing.get_args(annotation)[0]
    if origin is tuple:
        return [_standing_in(_plain(typing.get_args(annotation)[0]))]
    return {} if isinstance(origin, type) and issubclass(origin, Mapping) else _STANDS_IN[annotation]


def _telling(errors: list[ErrorDetails], model: type[BaseModel]) -> list[ErrorDetails]:
    """Return errors without those that only follow from others: a short list of wrong entries, a key that is mistyped."""
    places = [error["loc"] for error in errors]
    mistyped = {
        (*error["loc"][:-1], meant)
        for error in errors
        if error["type"] == "extra_forbidden"
        for meant in _model_at(model, error["loc"][:-1]).model_fields
        if did_you_mean(str(error["loc"][-1]), [meant])
    }
    return [
        error
        for error in errors
        if not (error["type"] == "too_short" and any(place[:-1] == error["loc"] for place in places if place != error["loc"]))
        and not (error["type"] == "missing" and error["loc"] in mistyped)
    ]


def _finding(model: type[BaseModel], file: str, details: ErrorDetails) -> Finding:
    kind, keys, found = details["type"], details["loc"], details["input"]
    if keys and keys[-1] == "[key]":
        expected = details["msg"].removeprefix("expected an id: ")
        return Finding("S004", Spot(file, keys[:-1], on="key"), f"'{shown(keys[-2])}' is no id; expected {expected}")
    if kind == "extra_forbidden":
        return _unknown_key(model, file, keys)
    if kind == "missing":
        return Finding("S002", Spot(file, keys[:-1], on="key"), f"lacks the key '{keys[-1]}'{_inside(keys[:-1])}")
    spot = Spot(file, keys)
    if kind == "date":
        return Finding("D001", spot, details["msg"])
    if kind == "literal_error":
        return _not_a_choice(model, spot, found)
    return _wrong_value(spot, details)


def _not_a_choice(model: type[BaseModel], spot: Spot, found: object) -> Finding:
    choices = _choices(model, spot.keys)
    if not isinstance(found, str):
        return Finding("S003", spot, f"expected one of {', '.join(choices)}, found {_kind(found)}")
    return Finding("S003", spot, f"'{shown(found)}' is not one of {', '.join(choices)}", did_you_mean(found, choices))


def _wrong_value(spot: Spot, details: ErrorDetails) -> Finding:
    expected, found = _expected(details), details["input"]
    if ", found" in expected:
        return Finding("S003", spot, expected)
    is_split = details["type"] == "string_type" and isinstance(found, dict)
    hint = "A text with a colon and a space in it stands in quotes." if is_split else ""
    return Finding("S003", spot, f"{expected}, found {_kind(found)}", hint)


def _unknown_key(model: type[BaseModel], file: str, keys: tuple[Key, ...]) -> Finding:
    known = list(_model_at(model, keys[:-1]).model_fields)
    hint = did_you_mean(str(keys[-1]), known) or f"Expected one of: {', '.join(known)}."
    return Finding("S001", Spot(file, keys, on="key"), f"unknown key '{shown(keys[-1])}'{_inside(keys[:-1])}", hint)


def _expected(details: ErrorDetails) -> str:
    if details["type"] == "briefings":
        return details["msg"]
    wanted = {
        "string_type": "expected a text",
        "tuple_type": "expected a list",
        "mapping_type": "expected keys and values",
        "dict_type": "expected keys and values",
        "model_type": "expected keys and values",
        "too_short": "expected a list with at least one entry",
    }
    return wanted.get(details["type"], details["msg"])


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    return f"'{shown(value)}'" if value != "" else "nothing"


def _inside(keys: tuple[Key, ...]) -> str:
    return f" in '{'.'.join(shown(key) for key in keys)}'" if keys else ""


def _required(model: type[BaseModel]) -> list[str]:
    return [name for name, info in model.model_fields.items() if info.is_required()]


def _listed(names: list[str]) -> str:
    return "the keys " + ", ".join(names) if names else "keys and values"


def _model_at(model: type[BaseModel], keys: tuple[Key, ...]) -> type[BaseModel]:
    """Return the model that describes what stands under `keys`."""
    found = _annotation_at(model, keys)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else model


def _choices(model: type[BaseModel], keys: tuple[Key, ...]) -> list[str]:
    """Return the values that a field with a closed list of them may have."""
    return [str(choice) for choice in typing.get_args(_annotation_at(model, keys))]


def _annotation_at(model: type[BaseModel], keys: tuple[Key, ...]) -> Any:
    annotation: Any = model
    for key in keys:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            annotation = _plain(annotation.model_fields[str(key)].annotation)
        elif typing.get_origin(annotation) is tuple:
            annotation = _plain(typing.get_args(annotation)[0])
        elif isinstance(origin := typing.get_origin(annotation), type) and issubclass(origin, Mapping):
            annotation = _plain(typing.get_args(annotation)[1])
        else:
            return None
    return annotation


def _plain(annotation: Any) -> Any:
    """Take `| None` and `Annotated` off an annotation."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        annotation = next(part for part in typing.get_args(annotation) if part is not type(None))
    if typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    return annotation
