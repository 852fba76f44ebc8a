"""Turns pydantic's findings about a desk file into sentences that name the key and what was expected."""

from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from bot.domain.desk import DeskFile
from bot.domain.desk_faults import did_you_mean, place

_EXPECTED = {
    "string_type": "text in quotes",
    "tuple_type": "a list in brackets",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "time_type": 'a time such as "08:30"',
    "time_parsing": 'a time such as "08:30"',
    "date_type": 'a date such as "2026-11-23", or an offset such as "-12d"',
    "date_parsing": 'a date such as "2026-11-23", or an offset such as "-12d"',
    "date_from_datetime_parsing": 'a date such as "2026-11-23", or an offset such as "-12d"',
}


def sentences(model: type[BaseModel], error: ValidationError, raw: dict[str, Any]) -> list[str]:
    """One sentence for each key of `raw` that `model` refused, in the order of the file; no key is named twice.

    Entries of arrays are counted from one and carry their name: `types[3] "refund": owner …`.
    """
    found: dict[str, str] = {}
    for detail in error.errors():
        if detail["type"] == "too_short" and detail["input"]:
            continue  # the entries are there, each is refused, and each has a sentence of its own
        where, key, parent = _where(detail["loc"], raw)
        path = ": ".join(part for part in (where, key) if part)
        found.setdefault(path, _sentence(model, dict(detail), where, key, parent, path))
    return list(found.values())


def _where(loc: tuple[int | str, ...], raw: Any) -> tuple[str, str, tuple[int | str, ...]]:
    """The entry, the key in it, and the path of the table that holds the key, as far as the file itself goes."""
    parts: list[str] = []
    real: list[int | str] = []
    value = raw
    for step in loc:
        if isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
            name = value.get("name", "") if isinstance(value, dict) else ""
            parts[-1] = place(parts[-1], step + 1, name if isinstance(name, str) else "")
        elif isinstance(step, str) and isinstance(value, dict):
            parts.append(step)
            value = value.get(step)
        else:
            break
        real.append(step)
    return ": ".join(parts[:-1]), parts[-1] if parts else "", tuple(real[:-1])


def _sentence(
    model: type[BaseModel], detail: dict[str, Any], where: str, key: str, parent: tuple[int | str, ...], path: str
) -> str:
    kind, given = detail["type"], detail.get("input")
    context = detail.get("ctx", {})
    if kind == "extra_forbidden":
        table = f"{where}: " if where else ""
        noun = "table" if model is DeskFile and not where else "key"
        return f'{table}unknown {noun} "{key}"{did_you_mean(key, _fields(model, parent))}'
    if kind == "missing":
        return f"{path} is missing"
    if kind == "too_short":
        return f"{path} must have at least one entry"
    if kind == "literal_error":
        choices = context["expected"].replace("'", '"')
        near = did_you_mean(given, choices.replace(" or ", ", ").replace('"', "").split(", ")) if given else ""
        return f"{path} must be {choices}, not {_shown(given)}{near if 'did you' in near else ''}"
    if kind == "value_error":
        return f"{path}: {context['error']}"
    if kind in _EXPECTED:
        return f"{path} must be {_EXPECTED[kind]}, not {_shown(given)}"
    return f"{path}: {detail['msg'][0].lower()}{detail['msg'][1:]}, not {_shown(given)}"


def _shown(value: Any) -> str:
    text = f'"{value}"' if isinstance(value, str) else f"{value!s}"
    return text if len(text) <= 60 else f"{text[:57]}…"


def _fields(model: type[BaseModel], parent: tuple[int | str, ...]) -> list[str]:
    """The keys that the table at `parent` may have."""
    for step in parent:
        if isinstance(step, str) and step in model.model_fields:
            nested = _model_in(model.model_fields[step].annotation)
            if nested is None:
                return []
            model = nested
    return [*model.model_fields, *(["desk"] if model is DeskFile else [])]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
