"""The words of each language side by side, as the tests read them."""

import ast
import importlib
import inspect
import itertools
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bot.slack.limits import BUTTON, LABEL, OPTION, PLACEHOLDER, TITLE
from tests.house.tree import ROOT, sources

ENGLISH: Final = tuple(sorted((ROOT / "bot/words").glob("en*.py")))
#: Function of `bot.slack.limits` -> most characters of each argument that is a word, by place or by name.
_ROOM: Final[dict[str, dict[int | str, int]]] = {
    "button": {0: BUTTON, "spoken": BUTTON},
    "option": {0: OPTION},
    "select": {0: PLACEHOLDER},
    "grouped_select": {0: PLACEHOLDER},
    "users_select": {0: PLACEHOLDER},
    "field": {0: LABEL, "hint": LABEL},
    "modal": {0: TITLE, "close": TITLE, "submit": TITLE},
    "message": {1: TITLE},
}


def beside(path: Path, language: str) -> Path:
    """Where another language says what an English file says."""
    return path.with_name(path.name.replace("en", language, 1))


def tables(path: Path) -> dict[str, dict[str, str]]:
    """The tables of a file of words, by name."""
    module = importlib.import_module(f"bot.words.{path.stem}")
    return {
        name: dict(table)
        for name, table in vars(module).items()
        if isinstance(table, dict)
        and name.lstrip("_").isupper()
        and all(isinstance(one, str) for one in table.values())
    }


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def names(cls: type) -> list[str]:
    """Everything public that a language says."""
    return sorted(name for name in dir(cls) if not name.startswith("_"))


def told(said: Any, name: str) -> tuple[set[str], set[int]] | None:
    """Which of its arguments a sentence tells: texts, and numbers as they stand in it. None for what cannot be asked
    this way."""
    arguments: dict[str, Any] = {}
    primes = itertools.cycle((13, 17, 19, 23, 29, 31))
    for one in inspect.signature(getattr(said, name)).parameters.values():
        kind = str(one.annotation).replace("typing.", "")
        values: dict[str, Any] = {"str": f"⟦{one.name}⟧", "bool": True, "int": next(primes), "int | None": next(primes)}
        if kind == "<class 'str'>" or kind == "<class 'int'>" or kind == "<class 'bool'>":
            kind = kind.split("'")[1]
        if kind not in values:
            return None
        arguments[one.name] = values[kind]
    try:
        sentence = getattr(said, name)(**arguments)
    except (AttributeError, KeyError, ValueError):  # a name of the domain is expected
        return None
    if not isinstance(sentence, str):
        return None
    texts = {text for text in arguments.values() if isinstance(text, str) and text in sentence}
    numbers = {number for number in arguments.values() if type(number) is int and str(number) in sentence}
    return texts, numbers


def rooms() -> Iterator[tuple[str, int]]:
    """Every word that is handed to a part of Slack with little room, and how much that is."""
    for path in sources("bot.slack", "handlers", "commands"):
        for call in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            if isinstance(call, ast.Call):
                room = _ROOM.get(ast.unparse(call.func).rpartition(".")[2], {})
                given: list[tuple[int | str, ast.expr]] = [*enumerate(call.args)]
                given += [(one.arg or "", one.value) for one in call.keywords]
                for place, argument in given:
                    if place in room:
                        yield from ((word, room[place]) for word in _words(argument))


def _words(argument: ast.expr) -> Iterator[str]:
    for node in ast.walk(argument):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).rpartition(".")[2] in {"words", "said"}:
            yield node.attr


def written(path: Path) -> Iterator[str]:
    """The texts of a file of words, without what only programmers read."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
            yield node.value
