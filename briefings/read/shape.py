"""From plain data to a record, with every departure from its shape as a finding."""

from __future__ import annotations

import copy
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from briefings.problems import Finding, Key, Spot, did_you_mean, shown

Model = TypeVar("Model", bound=BaseModel)


def shape(model: type[Model], file: str, data: object) -> tuple[Model | None, list[Finding]]:
    """Return data as a record of a model, and all that keeps it from being one.

    Where what is wrong can be left out, the record is returned without it: it will not be published, but what else is wrong
    with it is found in the same run.
    """
    if data == "":
        return None, [Finding("S002", Spot(file), f"is empty; expected {_listed(_required(model))}")]
    if not isinstance(data, dict):
        return None, [Finding("S003", Spot(file, line=1, column=1), f"found {_kind(data)}, expected keys and values")]
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
        return _without(model, data, errors), [_finding(model, file, details) for details in _telling(errors, model)]


_TIED = ("claims", "events", "notes", "quotes", "corrections", "image")
"""Fields that a locale's file answers to: without one of their entries, that file would seem wrong."""


def _without(model: type[Model], data: object, errors: list[ErrorDetails]) -> Model | None:
    """Return data as a record without its unknown keys and wrong optional values, None where that leaves no record."""
    kept = copy.deepcopy(data)
    for error in errors:
        place = _optional(model, error)
        if place is None:
            return None
        holder: Any = kept
        for key in place[:-1]:
            holder = holder.get(key, {}) if isinstance(holder, dict) else holder[key]
        if isinstance(holder, dict):
            holder.pop(place[-1], None)
    try:
        return model.model_validate(kept)
    except ValidationError:
        return None


def _optional(model: type[BaseModel], error: ErrorDetails) -> tuple[Key, ...] | None:
    """Return the place of the closest thing around an error that can be left out, None where there is none."""
    keys = error["loc"]
    if error["type"] == "extra_forbidden":
        return None if keys[-1] == "<<" else keys  # a merge key might have brought anything
    for length in range(len(keys), 0, -1):
        holder = _annotation_at(model, keys[: length - 1])
        if not (isinstance(holder, type) and issubclass(holder, BaseModel)):
            if isinstance(keys[length - 1], str):
                return None  # an entry by its id
            continue
        field = holder.model_fields.get(str(keys[length - 1]))
        if field is not None and not field.is_required():
            return None if keys[length - 1] in _TIED else keys[:length]
    return None


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
