"""Turns pydantic's findings about a desk file into sentences that name the key and what was expected."""

import re
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from bot.domain.desk import DeskFile
from bot.domain.desk_faults import did_you_mean, place

_DATE = 'a date such as "2026-11-23", or an offset such as "-12d"'
_EXPECTED = {
    "missing": "is missing",
    "too_short": "must have at least one entry",
    "string_type": "must be text in quotes",
    "tuple_type": "must be a list in brackets",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "less_than_equal": "must be at most {le}",
    "greater_than_equal": "must be at least {ge}",
    "date_type": f"must be {_DATE}",
    "date_parsing": f"must be {_DATE}",
    "date_from_datetime_parsing": f"must be {_DATE}",
}
_ABSENT = ("missing", "too_short")  # of these there is nothing to show
_BY_LANGUAGE = ("words", "examples", "text")
_LINE = re.compile(r"at line (\d+)")
_HEADING = re.compile(r"^\s*\[\s*(\w+)\s*\]\s*(#.*)?$")


def not_toml(name: str, toml: str, error: ValueError) -> list[str]:
    """Why a desk file is no TOML. Mostly a table that there may be several of stands in one pair of brackets."""
    lines = toml.splitlines()
    headings = [(number, match[1]) for number, line in enumerate(lines, 1) if (match := _HEADING.match(line))]
    single = [f"line {number}: {_two_pairs(table)}" for number, table in headings if table in _arrays()]
    if single and str(error).startswith("Cannot"):
        return single
    at = _LINE.search(str(error))
    line = lines[int(at[1]) - 1].strip() if at and int(at[1]) <= len(lines) else ""
    return [f"{name} is not valid TOML: {error}{f': {_cut(line)}' if line else ''}"]


def _two_pairs(table: str) -> str:
    return f"write [[{table}]] in two pairs of brackets, since there may be several"


def _arrays() -> list[str]:
    """The tables of a desk file that there may be several of."""
    return [name for name, field in DeskFile.model_fields.items() if get_args(field.annotation)]


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
    if kind == "literal_error":
        return _no_choice(detail, where, path)
    if kind == "value_error":
        return f"{path}: {context['error']}"
    if kind == "tuple_type" and model is DeskFile and not where:
        return f"{path}: {_two_pairs(key)}"
    if kind in ("model_type", "model_attributes_type") and isinstance(given, list):
        heading = ".".join(step for step in detail["loc"] if isinstance(step, str))
        return f"{path} stands once: write [{heading}] in one pair of brackets"
    if kind == "dict_type" and key in _BY_LANGUAGE:
        return f"{path} must be given by language, such as {key}.en, not {_shown(given)}"
    if kind == "tuple_type" and isinstance(given, str):
        return f"{path} must be a list in brackets: [{_shown(given)}]"
    expected = _EXPECTED.get(kind, "").format(**context)
    if expected:
        return f"{path} {expected}" + ("" if kind in _ABSENT else f", not {_shown(given)}")
    return f"{path}: {detail['msg'][0].lower()}{detail['msg'][1:]}, not {_shown(given)}"


def _no_choice(detail: dict[str, Any], where: str, path: str) -> str:
    given, choices = detail["input"], detail["ctx"]["expected"].replace("'", '"')
    near = (
        did_you_mean(given, choices.replace(" or ", ", ").replace('"', "").split(", "))
        if isinstance(given, str) and given
        else ""
    )
    if detail["loc"][-1] == "[key]":
        return f'{where}: unknown key "{given}"{near}'
    if str(detail["loc"][-1]).startswith("literal"):  # one of two things that the key may be
        choices += " or a list in brackets"
    return f"{path} must be {choices}, not {_shown(given)}{near if 'did you' in near else ''}"


def _shown(value: Any) -> str:
    return _cut(f'"{value}"' if isinstance(value, str) else f"{value!s}")


def _cut(text: str) -> str:
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
