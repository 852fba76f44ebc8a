"""Small checkers that JSON from the app is held against. Each adds what is wrong to a list and raises nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that Slack would refuse, with the JSON pointer to it."""

    message: str
    pointer: str
    code: str = "invalid_value"

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Check = Callable[[object, str, list[Problem]], None]


def anything(value: object, at: str, problems: list[Problem]) -> None:
    """Accept every value."""


def string(longest: int | None = None, *, shortest: int = 0) -> Check:
    """A string of `shortest` to `longest` characters."""

    def check(value: object, at: str, problems: list[Problem]) -> None:
        if not isinstance(value, str):
            problems.append(Problem("must be a string", at, "invalid_type"))
        elif longest is not None and len(value) > longest:
            problems.append(Problem(f"must be less than {longest + 1} characters", at, "too_long"))
        elif len(value) < shortest:
            problems.append(Problem(f"must be more than {shortest - 1} characters", at, "too_short"))

    return check


def flag(value: object, at: str, problems: list[Problem]) -> None:
    """`true` or `false`."""
    if not isinstance(value, bool):
        problems.append(Problem("must be a boolean", at, "invalid_type"))


def number(smallest: float | None = None, largest: float | None = None) -> Check:
    """A number within inclusive bounds."""

    def check(value: object, at: str, problems: list[Problem]) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            problems.append(Problem("must be a number", at, "invalid_type"))
        elif smallest is not None and value < smallest:
            problems.append(Problem(f"must be at least {smallest}", at, "too_small"))
        elif largest is not None and value > largest:
            problems.append(Problem(f"must be at most {largest}", at, "too_large"))

    return check


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: object, at: str, problems: list[Problem]) -> None:
        if value not in allowed:
            problems.append(Problem(f"must be a valid enum value: {', '.join(allowed)}", at, "invalid_enum"))

    return check


def list_of(item: Check, smallest: int = 0, largest: int | None = None) -> Check:
    """A list of `smallest` to `largest` items, each held against `item`."""

    def check(value: object, at: str, problems: list[Problem]) -> None:
        if not isinstance(value, list):
            problems.append(Problem("must be an array", at, "invalid_type"))
            return
        if largest is not None and len(value) > largest:
            problems.append(Problem(f"no more than {largest} items allowed", at, "too_many"))
        if len(value) < smallest:
            problems.append(Problem(f"no fewer than {smallest} items allowed", at, "too_few"))
        for index, entry in enumerate(value):
            item(entry, f"{at}/{index}", problems)

    return check


def obj(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with exactly these keys: a missing or an unknown one is a problem."""
    known = {**required, **(optional or {})}

    def check(value: object, at: str, problems: list[Problem]) -> None:
        if not isinstance(value, dict):
            problems.append(Problem("must be an object", at, "invalid_type"))
            return
        for key in required:
            if key not in value:
                problems.append(Problem(f"missing required field: {key}", at, "missing_field"))
        for key, entry in value.items():
            if key in known:
                known[key](entry, f"{at}/{key}", problems)
            else:
                problems.append(Problem(f"invalid additional property: {key}", at, "unknown_field"))

    return check


def typed(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` picks the checker."""

    def check(value: object, at: str, problems: list[Problem]) -> None:
        if not isinstance(value, dict):
            problems.append(Problem("must be an object", at, "invalid_type"))
        elif "type" not in value:
            problems.append(Problem("missing required field: type", at, "missing_field"))
        elif not isinstance(value["type"], str) or value["type"] not in kinds:
            problems.append(Problem(f"unsupported type: {value['type']}", f"{at}/type", "unsupported_type"))
        else:
            kinds[value["type"]](value, at, problems)

    return check


def every(*checks: Check) -> Check:
    """All of several checkers."""

    def check(value: object, at: str, problems: list[Problem]) -> None:
        for one in checks:
            one(value, at, problems)

    return check


def needs_one(*keys: str) -> Check:
    """An object that carries at least one of `keys`."""

    def check(value: object, at: str, problems: list[Problem]) -> None:
        if isinstance(value, dict) and not any(key in value for key in keys):
            problems.append(Problem(f"missing required field: {' or '.join(keys)}", at, "missing_field"))

    return check
