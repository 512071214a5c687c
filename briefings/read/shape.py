"""From plain data to a record, with every departure from its shape as a diagnostic."""

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Generic, Literal, TypeGuard, TypeVar, Union, get_args, get_origin, get_type_hints

from briefings.diagnostics import MAX_LIKE, Diagnostic, Key, Location, closest, did_you_mean, shown
from briefings.model import edtf
from briefings.model.fields import EXPECTED_DATE
from briefings.model.records import (
    Agent,
    ArticleFacts,
    ArticleText,
    BriefingFacts,
    BriefingText,
    Image,
    Record,
    required_fields,
)
from briefings.model.reference import Reference
from briefings.read import allowances, meant
from briefings.read.yaml_errors import ODD_SPACE_HINT, ODD_SPACES, odd_end, odd_space_message
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
    unclear = document.unsound | {_of_repeated(model, path) for path in document.repeated}
    shaped = shape(model, file, document.data, unclear)
    if spaces := [found for found in shaped.diagnostics if found.code == "Y009"]:
        return missing(model, *spaces[:1])  # what stands below is indented otherwise than was meant
    return replace(shaped, diagnostics=(*diagnostics, *shaped.diagnostics), allowed=allowed)


def _of_repeated(model: type[Record], path: Keys) -> Keys:
    """Return what cannot be told where a key is repeated: its value; where it is an id, also which other one was meant."""
    return path[:-1] if get_origin(_annotation_at(model, path[:-1])) is Mapping else path


def shape(model: type[Model], file: str, data: object, unsound: frozenset[Keys] = frozenset()) -> Shaped[Model]:
    """Return data as a record of a model, and all that keeps it from being one but for what is at places known as `unsound`.

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
        return Shaped(record, unsound)
    told = [details for details in errors if not _is_within(details["loc"], unsound)]
    if len(errors) > MAX_ERRORS:
        return missing(model, *_first_of_many(model, file, told))
    causes = _causes(told, model)
    record, invalid = _repaired(model, data, errors)
    return Shaped(record, invalid | unsound, tuple(_diagnostic(model, file, details) for details in causes))


MAX_ERRORS = 500
"""Values of the wrong shape in one file above which nothing of it is used."""


def _first_of_many(model: type[Record], file: str, errors: list[ErrorDetails]) -> Iterator[Diagnostic]:
    """Yield the first of very many errors of each kind, and how many more there are."""
    of_kind: dict[str, list[ErrorDetails]] = {}
    for details in errors:
        of_kind.setdefault(details["type"], []).append(details)
    for alike in of_kind.values():
        told = [_diagnostic(model, file, details) for details in alike[:MAX_LIKE]]
        yield from told
        if rest := len(alike) - len(told):
            yield replace(_diagnostic(model, file, alike[MAX_LIKE]), more=rest)


def _is_within(keys: Keys, places: frozenset[Keys]) -> bool:
    return bool(places) and any(keys[:length] in places for length in range(len(keys) + 1))


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
    elif similar := closest(str(keys[-1]), _fields(_model_at(model, keys[:-1]))):
        yield (*keys[:-1], similar)


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
    if annotation is Agent:
        return _PLACEHOLDERS[str]
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
        (*error["loc"][:-1], similar)
        for error in errors
        if error["type"] == "extra_forbidden"
        for similar in _fields(_model_at(model, error["loc"][:-1]))
        if did_you_mean(str(error["loc"][-1]), [similar])
    }
    return [error for error in errors if not (error["type"] == "missing" and error["loc"] in mistyped)]


def _diagnostic(model: type[Record], file: str, details: ErrorDetails) -> Diagnostic:
    kind, keys, found = details["type"], details["loc"], details["input"]
    if keys and keys[-1] == "[key]":
        expected = _expected(details).removeprefix("expected an id: ")
        message, key = f"'{shown(keys[-2])}' is no id; expected {expected}", str(keys[-2])
        return Diagnostic("S004", Location(file, keys[:-1], on="key"), message, meant.id_hint(key), found=key)
    if kind == "extra_forbidden":
        return _unknown_key(model, file, keys)
    if kind == "missing":
        return Diagnostic("S002", Location(file, keys[:-1], on="key"), f"lacks the key '{keys[-1]}'{_inside(keys[:-1])}")
    location = Location(file, keys)
    if isinstance(cause := _cause(details), edtf.BadDate):
        hint = meant.date_meant(found)
        fault = "is not a date" if hint and found.count("/") > 1 else str(cause)  # `03/04/2024` is no range
        return Diagnostic("D001", location, f"'{shown(found[:40])}' {fault}; {EXPECTED_DATE}", hint)
    if kind == "literal_error":
        return _not_a_choice(model, location, found)
    return _spacing(location, details) or _wrong_value(model, location, details)


_CHOSEN_OTHERWISE = {("voice", "named"): "Who is named stands in 'said_by', and 'voice' is left out."}
"""Hints for values that are near to a choice and mean another thing, by field and value."""


def _not_a_choice(model: type[Record], location: Location, found: object) -> Diagnostic:
    choices = [str(choice) for choice in get_args(_annotation_at(model, location.keys))]
    if not isinstance(found, str):
        return Diagnostic("S003", location, f"expected one of {', '.join(choices)}, found {_kind(found)}")
    hint = _CHOSEN_OTHERWISE.get((str(location.keys[-1]), found)) or did_you_mean(found.lower().replace(" ", "-"), choices)
    if not hint and location.keys[-1] == "amount" and meant.is_number(found):
        hint = "Write it as value: 'amount' is a word for a number."
    return Diagnostic("S003", location, f"'{shown(found)}' is not one of {', '.join(choices)}", hint)


def _spacing(location: Location, details: ErrorDetails) -> Diagnostic | None:
    """Return what is wrong with a text that would be a mapping or a list if a space in it were there, or an ordinary one."""
    found = details["input"]
    if not isinstance(found, str):
        return None
    if details["type"] in _MAPPING_TYPES:
        key, space, value = meant.key_without_space(found) or ("", "", "")
        what, right = f"behind the colon of '{key}'", f"{key}: {shown(value, 30).rstrip('.')}"
    elif details["type"] == "tuple_type" and found.startswith("-"):
        key, space, value = "-", found[1:2] if found[1:2] in ODD_SPACES else "", found[1:].strip()
        what, right = "behind the dash of an entry", f"- {shown(value)}"
    else:
        return None
    if not value:
        return None
    if space:
        return Diagnostic("Y009", location, odd_space_message(space), ODD_SPACE_HINT)
    return Diagnostic("Y011", location, f"lacks a space {what}", f"Write {right}.")


def _wrong_value(model: type[Record], location: Location, details: ErrorDetails) -> Diagnostic:
    expected, found = _expected(details), details["input"]
    if ", found" in expected:
        return Diagnostic("S003", location, expected)
    is_reference = expected.startswith("expected an id") and isinstance(found, str)
    is_id_or_other = is_reference or details["type"] != "value_error" or _annotation_at(model, location.keys) is not str
    hint = _hint(model, location.keys, details) if is_id_or_other else ""
    return Diagnostic("S003", location, f"{expected}, found {_kind(found)}", hint, found=found if is_reference else "")


def _hint(model: type[Record], keys: Keys, details: ErrorDetails) -> str:
    """Return what an editor probably meant with a value of the wrong kind."""
    kind, found, annotation = details["type"], details["input"], _annotation_at(model, keys)
    if kind == "string_type":
        return _text_hint(found)
    if kind == "tuple_type":
        return meant.list_hint(found)
    if kind in _MAPPING_TYPES:
        return _mapping_hint(annotation, keys, found)
    return _scalar_hint(annotation, found) if isinstance(found, str) else ""


def _text_hint(found: object) -> str:
    if isinstance(found, dict):
        return "A text with a colon and a space in it stands in quotes."
    return "A text that begins with [ stands in quotes." if isinstance(found, list) and len(found) == 1 else ""


def _scalar_hint(annotation: Any, found: str) -> str:
    if annotation is Decimal:
        return meant.number_hint(found)
    if annotation is bool:
        return f"Write {meant.TRUTH[found.lower()]}." if found.lower() in meant.TRUTH else ""
    return meant.id_hint(found) if annotation is str and len(found) <= 100 else ""


_FIRST = {"Figure": "value", "Claim": "evidence", "Event": "evidence"}
"""The field that a text in the place of a record is most likely meant for, where that is not the first that it needs."""


def _mapping_hint(annotation: Any, keys: Keys, found: object) -> str:
    if _is_model(annotation):
        required = required_fields(annotation)
        if annotation is Image and isinstance(found, str) and re.search(r"\.\w{2,4}\Z", found):
            return "Write {credit: …}: who made the picture; the site does not show it."
        first = _FIRST.get(annotation.__name__, required[0])
        return meant.mapping_hint(found, first, [name for name in required if name != first])
    is_by_locale = keys[-1] in ("names", "description") or (len(keys) == 2 and keys[0] in ("units", "scopes"))
    return "Each text stands under the code of its locale." if is_by_locale else "Each stands under an id of its own."


def _unknown_key(model: type[Record], file: str, keys: Keys) -> Diagnostic:
    key, location = str(keys[-1]), Location(file, keys, on="key")
    if odd := odd_end(key):
        return Diagnostic("Y009", location, odd_space_message(odd), ODD_SPACE_HINT)
    known = list(_fields(_model_at(model, keys[:-1])))
    similar = known if keys[:-1] else [*known, allowances.KEY]
    elsewhere = "" if keys[:-1] else _ELSEWHERE.get((model.__name__, key), "")
    hint = elsewhere or did_you_mean(key, similar) or f"Expected one of: {', '.join(known)}."
    return Diagnostic("S001", location, f"unknown key '{shown(key)}'{_inside(keys[:-1])}", hint)


def _keys_of_other_files() -> Iterator[tuple[tuple[str, str], str]]:
    """Yield, by a kind of file and a key that it has not, the hint that says which file has it."""
    for facts, text, name in ((ArticleFacts, ArticleText, "article.yaml"), (BriefingFacts, BriefingText, "briefing.yaml")):
        for field in _fields(text):
            yield (facts.__name__, field), f"'{field}' stands in the file of each locale."
        for field in _fields(facts):
            yield (text.__name__, field), f"'{field}' stands in {name}."
    yield ("ArticleFacts", "updated"), "Only briefings have 'updated'; 'modified' is when the publisher changed an article."
    yield ("ArticleFacts", "corrections"), "Only briefings have 'corrections'."


_MAPPING_TYPES = ("mapping_type", "dict_type")
_EXPECTED = {
    "string_type": "expected a text",
    "tuple_type": "expected a list",
    **dict.fromkeys(_MAPPING_TYPES, "expected keys and values"),
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


_ELSEWHERE = dict(_keys_of_other_files())
