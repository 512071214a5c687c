"""From plain data to a record, with every departure from its shape as a diagnostic."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Generic, Literal, TypeGuard, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from briefings.diagnostics import Diagnostic, Key, Location, closest, did_you_mean, shown
from briefings.model import edtf
from briefings.model.reference import Reference

Model = TypeVar("Model", bound=BaseModel)
Keys = tuple[Key, ...]


@dataclass(frozen=True)
class Shaped(Generic[Model]):
    """The record of a file's data, and what is wrong with the data."""

    record: Model
    invalid: frozenset[Keys] = frozenset()
    """Paths of values that were wrong and are left out or replaced by a placeholder; rules report nothing there."""
    diagnostics: tuple[Diagnostic, ...] = ()


def shape(model: type[Model], file: str, data: object) -> Shaped[Model]:
    """Return data as a record of a model, and all that keeps it from being one.

    A wrong value is left out if it is optional, and replaced by a placeholder otherwise. Such a record is never published;
    it lets the rules find what else is wrong in the same run.
    """
    if data == "":
        required = [name for name, info in model.model_fields.items() if info.is_required()]
        expected = "the keys " + ", ".join(required) if required else "keys and values"
        return missing(model, Diagnostic("S002", Location(file), f"is empty; expected {expected}"))
    if not isinstance(data, dict):
        message = f"found {_kind(data)}, expected keys and values"
        return missing(model, Diagnostic("S003", Location(file, line=1, column=1), message))
    try:
        return Shaped(model.model_validate(data))
    except ValidationError as error:
        errors = error.errors(include_url=False)
    diagnostics = tuple(_diagnostic(model, file, details) for details in _causes(errors, model))
    return Shaped(*_repaired(model, data, errors), diagnostics)


def missing(model: type[Model], *diagnostics: Diagnostic) -> Shaped[Model]:
    """Return a placeholder for a record of which nothing can be read."""
    return Shaped(placeholder(model), frozenset({()}), diagnostics)


def placeholder(model: type[Model]) -> Model:
    """Return a valid record that takes the place of one that cannot be read."""
    return model.model_validate(_placeholder_data(model))


def _repaired(model: type[Model], data: dict[str, Any], errors: list[ErrorDetails]) -> tuple[Model, frozenset[Keys]]:
    """Return data as a record in spite of errors, and the paths where it is not what was written."""
    repaired = copy.deepcopy(data)
    paths = {path for error in errors for path in _repair(model, repaired, error)}
    try:
        return model.model_validate(repaired), frozenset(paths)
    except ValidationError:
        return placeholder(model), frozenset({()})


def _repair(model: type[BaseModel], data: dict[str, Any], error: ErrorDetails) -> Iterator[Keys]:
    """Remove the value that an error is about from the data, or replace it; yield the paths that this changes."""
    keys = error["loc"]
    if keys[-1] == "[key]":
        _container(data, keys[:-2]).pop(keys[-2], None)
        yield keys[:-2]  # which of the ids elsewhere was meant cannot be told
    elif error["type"] == "extra_forbidden":
        _container(data, keys[:-1]).pop(keys[-1], None)
        yield from _meant_paths(model, keys)
    elif _is_optional(model, keys):
        _container(data, keys[:-1]).pop(keys[-1], None)
        yield keys
    else:
        _container(data, keys[:-1])[keys[-1]] = _placeholder_data(_annotation_at(model, keys))
        yield keys[:-1] if keys[-1] == _MERGE else keys


def _container(data: Any, keys: Keys) -> Any:
    """Return the mapping or list under keys; an empty one, which is not part of the data, where it is already removed."""
    for key in keys:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return {}
    return data


def _meant_paths(model: type[BaseModel], keys: Keys) -> Iterator[Keys]:
    """Yield the paths that an unknown key may have been meant for."""
    yield keys
    if keys[-1] == _MERGE:
        yield keys[:-1]
    elif meant := closest(str(keys[-1]), _model_at(model, keys[:-1]).model_fields):
        yield (*keys[:-1], meant)


def _is_optional(model: type[BaseModel], keys: Keys) -> bool:
    container = _annotation_at(model, keys[:-1])  # no model where it is an entry of a list or of a mapping
    return _is_model(container) and not container.model_fields[str(keys[-1])].is_required()


_MERGE = "<<"
"""The key with which YAML merges mappings: any key may be missing because of it."""
_PLACEHOLDERS: Mapping[Any, str] = {
    str: "0" * 64,  # a text, an id, a checksum and the name of a file
    Decimal: "1",
    edtf.Date: "1000",  # nothing lies before it
    Reference: "0:0",
}


def _placeholder_data(annotation: Any) -> Any:
    """Return data that is valid for an annotation."""
    if _is_model(annotation):
        fields = annotation.model_fields.items()
        return {name: _placeholder_data(_unwrapped(info.annotation)) for name, info in fields if info.is_required()}
    origin = get_origin(annotation)
    if origin is Literal:
        return get_args(annotation)[0]
    if origin is tuple:
        return [_placeholder_data(_unwrapped(get_args(annotation)[0]))]
    return {} if origin is Mapping else _PLACEHOLDERS[annotation]


def _causes(errors: list[ErrorDetails], model: type[BaseModel]) -> list[ErrorDetails]:
    """Return errors without those that follow from others: a list too short because its entries are wrong, a mistyped key."""
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


def _diagnostic(model: type[BaseModel], file: str, details: ErrorDetails) -> Diagnostic:
    kind, keys, found = details["type"], details["loc"], details["input"]
    if keys and keys[-1] == "[key]":
        expected = details["msg"].removeprefix("expected an id: ")
        return Diagnostic("S004", Location(file, keys[:-1], on="key"), f"'{shown(keys[-2])}' is no id; expected {expected}")
    if kind == "extra_forbidden":
        return _unknown_key(model, file, keys)
    if kind == "missing":
        return Diagnostic("S002", Location(file, keys[:-1], on="key"), f"lacks the key '{keys[-1]}'{_inside(keys[:-1])}")
    location = Location(file, keys)
    if kind == "date":
        return Diagnostic("D001", location, details["msg"])
    if kind == "literal_error":
        return _not_a_choice(model, location, found)
    return _wrong_value(location, details)


def _not_a_choice(model: type[BaseModel], location: Location, found: object) -> Diagnostic:
    choices = [str(choice) for choice in get_args(_annotation_at(model, location.keys))]
    if not isinstance(found, str):
        return Diagnostic("S003", location, f"expected one of {', '.join(choices)}, found {_kind(found)}")
    return Diagnostic("S003", location, f"'{shown(found)}' is not one of {', '.join(choices)}", did_you_mean(found, choices))


def _wrong_value(location: Location, details: ErrorDetails) -> Diagnostic:
    expected, found = _EXPECTED.get(details["type"], details["msg"]), details["input"]
    if ", found" in expected:
        return Diagnostic("S003", location, expected)
    is_split = details["type"] == "string_type" and isinstance(found, dict)
    hint = "A text with a colon and a space in it stands in quotes." if is_split else ""
    return Diagnostic("S003", location, f"{expected}, found {_kind(found)}", hint)


def _unknown_key(model: type[BaseModel], file: str, keys: Keys) -> Diagnostic:
    known = list(_model_at(model, keys[:-1]).model_fields)
    hint = did_you_mean(str(keys[-1]), known) or f"Expected one of: {', '.join(known)}."
    return Diagnostic("S001", Location(file, keys, on="key"), f"unknown key '{shown(keys[-1])}'{_inside(keys[:-1])}", hint)


_EXPECTED = {
    "string_type": "expected a text",
    "tuple_type": "expected a list",
    **dict.fromkeys(("mapping_type", "dict_type", "model_type"), "expected keys and values"),
    "too_short": "expected a list with at least one entry",
}
"""What is said of pydantic's errors, by type; those of validators of our own have messages of our own."""


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    return f"'{shown(value)}'" if value != "" else "nothing"


def _inside(keys: Keys) -> str:
    return f" in '{'.'.join(shown(key) for key in keys)}'" if keys else ""


def _model_at(model: type[BaseModel], keys: Keys) -> type[BaseModel]:
    """Return the model that describes what stands under `keys`."""
    found = _annotation_at(model, keys)
    return found if _is_model(found) else model


def _annotation_at(model: type[BaseModel], keys: Keys) -> Any:
    annotation: Any = model
    for key in keys:
        if _is_model(annotation):
            annotation = _unwrapped(annotation.model_fields[str(key)].annotation)
        elif get_origin(annotation) is tuple:
            annotation = _unwrapped(get_args(annotation)[0])
        elif get_origin(annotation) is Mapping:
            annotation = _unwrapped(get_args(annotation)[1])
        else:
            return None
    return annotation


def _is_model(annotation: Any) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _unwrapped(annotation: Any) -> Any:
    """Return an annotation without `| None` and `Annotated`."""
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(part for part in get_args(annotation) if part is not NoneType)
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
