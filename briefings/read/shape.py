"""From plain data to a record, with every departure from its shape as a diagnostic."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Generic, Literal, TypeGuard, TypeVar, Union, get_args, get_origin, get_type_hints

from briefings.diagnostics import Diagnostic, Key, Location, closest, did_you_mean, shown
from briefings.model import edtf
from briefings.model.records import EXPECTED_DATE, Record, required_fields
from briefings.model.reference import Reference
from briefings.read import allowances
from briefings.read.look_alikes import hint_for_id
from briefings.read.yaml_text import parse

Model = TypeVar("Model", bound=Record)
Keys = tuple[Key, ...]
ErrorDetails = Mapping[str, Any]
"""What pydantic says of one error."""


@dataclass(frozen=True)
class Shaped(Generic[Model]):
    """The record of a file's data, and what is wrong with the data."""

    record: Model
    invalid: frozenset[Keys] = frozenset()
    """Paths of values that were wrong and are left out or replaced by a placeholder; rules report nothing there."""
    diagnostics: tuple[Diagnostic, ...] = ()
    allowed: tuple[str, ...] = ()
    """Codes of the warnings that the file allows."""


def shape_yaml(model: type[Model], file: str, text: str) -> Shaped[Model]:
    """Return a YAML text as a record of a model, as `shape` does."""
    document, diagnostics = parse(file, text)
    if document is None:
        return missing(model, *diagnostics)
    allowed: tuple[str, ...] = ()
    if isinstance(document.data, dict) and allowances.KEY in document.data:
        allowed, faults = allowances.take(file, document.data)
        diagnostics += faults
    shaped = shape(model, file, document.data)
    return replace(shaped, diagnostics=(*diagnostics, *shaped.diagnostics), allowed=allowed)


def shape(model: type[Model], file: str, data: object) -> Shaped[Model]:
    """Return data as a record of a model, and all that keeps it from being one.

    A wrong value is left out if it is optional, and replaced by a placeholder otherwise. Such a record is never published;
    it lets the rules find what else is wrong in the same run.
    """
    if data == "":
        required = required_fields(model)
        expected = "the keys " + ", ".join(required) if required else "keys and values"
        return missing(model, Diagnostic("S002", Location(file), f"is empty; expected {expected}"))
    if not isinstance(data, dict):
        message = f"found {_kind(data)}, expected keys and values"
        return missing(model, Diagnostic("S003", Location(file, line=1, column=1), message))
    record, errors = _validate(model, data)
    if record is not None:
        return Shaped(record)
    diagnostics = tuple(_diagnostic(model, file, details) for details in _causes(errors, model))
    return Shaped(*_repaired(model, data, errors), diagnostics)


def _validate(model: type[Model], data: object) -> tuple[Model | None, list[ErrorDetails]]:
    """Return data as a record of a model, or what keeps it from being one."""
    from pydantic import ValidationError  # here, as `model.records` says

    try:
        return _adapter(model).validate_python(data), []
    except ValidationError as error:
        return None, list(error.errors(include_url=False))


@cache
def _adapter(model: type[Record]) -> Any:
    from pydantic import TypeAdapter  # here, as `model.records` says

    return TypeAdapter(model)


def missing(model: type[Model], *diagnostics: Diagnostic) -> Shaped[Model]:
    """Return a placeholder for a record of which nothing can be read."""
    return Shaped(placeholder(model), frozenset({()}), diagnostics)


def placeholder(model: type[Model]) -> Model:
    """Return a valid record that takes the place of one that cannot be read."""
    record, _ = _validate(model, _placeholder_data(model))
    assert record is not None, "placeholders are valid"
    return record


def _repaired(model: type[Model], data: dict[str, Any], errors: list[ErrorDetails]) -> tuple[Model, frozenset[Keys]]:
    """Return data as a record in spite of errors, and the paths where it is not what was written."""
    repaired = copy.deepcopy(data)
    paths = {path for error in errors for path in _repair(model, repaired, error)}
    record, _ = _validate(model, repaired)
    return (placeholder(model), frozenset({()})) if record is None else (record, frozenset(paths))


def _repair(model: type[Record], data: dict[str, Any], error: ErrorDetails) -> Iterator[Keys]:
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


def _meant_paths(model: type[Record], keys: Keys) -> Iterator[Keys]:
    """Yield the paths that an unknown key may have been meant for."""
    yield keys
    if keys[-1] == _MERGE:
        yield keys[:-1]
    elif meant := closest(str(keys[-1]), _fields(_model_at(model, keys[:-1]))):
        yield (*keys[:-1], meant)


def _is_optional(model: type[Record], keys: Keys) -> bool:
    container = _annotation_at(model, keys[:-1])  # no model where it is an entry of a list or of a mapping
    return _is_model(container) and keys[-1] not in required_fields(container)


_MERGE = "<<"
"""The key with which YAML merges mappings: any key may be missing because of it."""
_PLACEHOLDERS: Mapping[Any, str] = {
    str: "0" * 64,  # a text, an id, a checksum and the name of a file
    Decimal: "1",
    edtf.Date: "../..",  # nothing lies before it or after it
    Reference: "0:0",
}


def _placeholder_data(annotation: Any) -> Any:
    """Return data that is valid for an annotation."""
    if _is_model(annotation):
        return {name: _placeholder_data(_fields(annotation)[name]) for name in required_fields(annotation)}
    origin = get_origin(annotation)
    if origin is Literal:
        return get_args(annotation)[0]
    if origin is tuple:
        return [_placeholder_data(get_args(annotation)[0])]
    return {} if origin is Mapping else _PLACEHOLDERS[annotation]


def _causes(errors: list[ErrorDetails], model: type[Record]) -> list[ErrorDetails]:
    """Return errors without those that follow from others: a key that is missing because it is mistyped."""
    mistyped = {
        (*error["loc"][:-1], meant)
        for error in errors
        if error["type"] == "extra_forbidden"
        for meant in _fields(_model_at(model, error["loc"][:-1]))
        if did_you_mean(str(error["loc"][-1]), [meant])
    }
    return [error for error in errors if not (error["type"] == "missing" and error["loc"] in mistyped)]


def _diagnostic(model: type[Record], file: str, details: ErrorDetails) -> Diagnostic:
    kind, keys, found = details["type"], details["loc"], details["input"]
    if keys and keys[-1] == "[key]":
        expected = _expected(details).removeprefix("expected an id: ")
        message = f"'{shown(keys[-2])}' is no id; expected {expected}"
        return Diagnostic("S004", Location(file, keys[:-1], on="key"), message, hint_for_id(str(keys[-2])))
    if kind == "extra_forbidden":
        return _unknown_key(model, file, keys)
    if kind == "missing":
        return Diagnostic("S002", Location(file, keys[:-1], on="key"), f"lacks the key '{keys[-1]}'{_inside(keys[:-1])}")
    location = Location(file, keys)
    if isinstance(cause := _cause(details), edtf.BadDate):
        return Diagnostic("D001", location, f"'{found[:40]}' {cause}; {EXPECTED_DATE}")
    if kind == "literal_error":
        return _not_a_choice(model, location, found)
    return _wrong_value(location, details)


def _not_a_choice(model: type[Record], location: Location, found: object) -> Diagnostic:
    choices = [str(choice) for choice in get_args(_annotation_at(model, location.keys))]
    if not isinstance(found, str):
        return Diagnostic("S003", location, f"expected one of {', '.join(choices)}, found {_kind(found)}")
    return Diagnostic("S003", location, f"'{shown(found)}' is not one of {', '.join(choices)}", did_you_mean(found, choices))


def _wrong_value(location: Location, details: ErrorDetails) -> Diagnostic:
    expected, found = _expected(details), details["input"]
    if ", found" in expected:
        return Diagnostic("S003", location, expected)
    is_split = details["type"] == "string_type" and isinstance(found, dict)
    hint = "A text with a colon and a space in it stands in quotes." if is_split else ""
    if expected.startswith("expected an id") and isinstance(found, str):
        hint = hint_for_id(found)
    return Diagnostic("S003", location, f"{expected}, found {_kind(found)}", hint)


def _unknown_key(model: type[Record], file: str, keys: Keys) -> Diagnostic:
    known = list(_fields(_model_at(model, keys[:-1])))
    meant = known if keys[:-1] else [*known, allowances.KEY]
    hint = did_you_mean(str(keys[-1]), meant) or f"Expected one of: {', '.join(known)}."
    return Diagnostic("S001", Location(file, keys, on="key"), f"unknown key '{shown(keys[-1])}'{_inside(keys[:-1])}", hint)


_EXPECTED = {
    "string_type": "expected a text",
    "tuple_type": "expected a list",
    **dict.fromkeys(("mapping_type", "dict_type"), "expected keys and values"),
}
"""What is said of pydantic's errors, by type; those of validators of our own have messages of our own."""


def _expected(details: ErrorDetails) -> str:
    return _EXPECTED.get(details["type"]) or str(_cause(details) or details["msg"])


def _cause(details: ErrorDetails) -> object:
    """Return what a validator of our own has raised."""
    return details.get("ctx", {}).get("error")


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    return f"'{shown(value)}'" if value != "" else "nothing"


def _inside(keys: Keys) -> str:
    return f" in '{'.'.join(shown(key) for key in keys)}'" if keys else ""


def _model_at(model: type[Record], keys: Keys) -> type[Record]:
    """Return the model that describes what stands under `keys`."""
    found = _annotation_at(model, keys)
    return found if _is_model(found) else model


def _annotation_at(model: type[Record], keys: Keys) -> Any:
    annotation: Any = model
    for key in keys:
        if _is_model(annotation):
            annotation = _fields(annotation)[str(key)]
        elif get_origin(annotation) is tuple:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) is Mapping:
            annotation = get_args(annotation)[1]
        else:
            return None
    return annotation


def _is_model(annotation: Any) -> TypeGuard[type[Record]]:
    return isinstance(annotation, type) and issubclass(annotation, Record)


@cache
def _fields(model: type[Record]) -> Mapping[str, Any]:
    """Return the type of each field of a model, without `| None` and `Annotated`."""
    return {name: _without_none(hint) for name, hint in get_type_hints(model).items()}


def _without_none(hint: Any) -> Any:
    is_union = get_origin(hint) in (Union, UnionType)
    return next(part for part in get_args(hint) if part is not NoneType) if is_union else hint
