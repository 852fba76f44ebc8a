"""Expressions of the desk file, in JMESPath (jmespath.org, the Python library's 1.1), over what a helpdesk says."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import jmespath
from jmespath import functions
from jmespath.exceptions import JMESPathError

from bot.helpdesk.html_text import text_of

#: Whatever an expression over somebody else's JSON may end in.
_FAILURES: Final = (JMESPathError, ValueError, TypeError, ArithmeticError, RecursionError)
#: What the parts of these are applied to is the result of their first part.
_CHAINED: Final = ("subexpression", "pipe", "projection", "value_projection", "filter_projection", "flatten",
                   "index_expression")  # fmt: skip


class NotSound(ValueError):
    """An expression or a template of the desk file that cannot be used; the text says why."""


class NoValue(Exception):
    """An expression that what came does not fit."""


class _Functions(functions.Functions):
    """The functions of JMESPath, and three that ids and texts in other people's JSON call for."""

    @functions.signature({"types": ["string", "null"]}, {"types": ["string"]})
    def _func_split(self, text: str | None, separator: str) -> list[str]:
        """The parts of a text, as JMESPath Community has it."""
        return text.split(separator) if text and separator else []

    @functions.signature({"types": ["string", "null"]})
    def _func_lower(self, text: str | None) -> str:
        return (text or "").lower()

    @functions.signature({"types": ["string", "null"]})
    def _func_plain(self, text: str | None) -> str:
        """What a person reads in a piece of HTML."""
        return text_of(text or "")


class Expression:
    """One expression, over a mapping with certain names. Raises `NotSound` for what does not parse, calls what is no
    function, or begins with another name."""

    def __init__(self, text: str, names: frozenset[str]) -> None:
        self.text = text
        try:
            self._parsed = jmespath.compile(text)
        except JMESPathError as error:
            raise NotSound(" ".join(str(error).split())[:300]) from None
        tree = self._parsed.parsed
        for called, arguments in _called(tree):
            _sound_call(called, arguments)
        for name in sorted(_roots(tree)):
            if name not in names:
                raise NotSound(f'begins with "{name}", and there is only {", ".join(sorted(names))}')
        self._options = jmespath.Options(custom_functions=_Functions())

    def of(self, scope: Mapping[str, Any]) -> Any:
        """What it finds; None for nothing. Raises `NoValue` where a function does not fit what is there."""
        try:
            return self._parsed.search(scope, self._options)
        except _FAILURES as error:
            raise NoValue(type(error).__name__) from None

    def holds(self, scope: Mapping[str, Any]) -> bool:
        """Whether it finds something that JMESPath takes for true; what does not fit is not true."""
        try:
            found = self.of(scope)
        except NoValue:
            return False
        return found is not None and found is not False and found not in ("", [], {})


def _called(tree: Any) -> Iterator[tuple[str, int]]:
    """Each function that is called, and with how many arguments."""
    if tree.get("type") == "subexpression" and tree["children"][0].get("type") == "not_expression":
        raise NotSound("! stands before the dots for JMESPath: write !(…) around what is negated")
    if tree.get("type") == "function_expression":
        yield tree["value"], len(tree["children"])
    for child in tree.get("children", ()):
        if isinstance(child, dict):
            yield from _called(child)


def _sound_call(name: str, arguments: int) -> None:
    known = _Functions.FUNCTION_TABLE
    if name not in known:
        raise NotSound(f"there is no function {name}()")
    signature = known[name]["signature"]
    variadic = bool(signature) and signature[-1].get("variadic")
    if arguments < len(signature) or (arguments > len(signature) and not variadic):
        raise NotSound(f"{name}() takes {len(signature)} arguments, not {arguments}")


def _roots(tree: Any) -> set[str]:
    """The names with which it begins, whatever is done with them afterwards."""
    if tree["type"] == "expref":  # it is about the elements of a list
        return set()
    if tree["type"] == "field":
        return {tree["value"]}
    children = [child for child in tree.get("children", ()) if isinstance(child, dict)]
    if tree["type"] in _CHAINED:
        children = children[:1]
    return {name for child in children for name in _roots(child)}
