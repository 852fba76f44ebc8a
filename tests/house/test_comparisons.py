"""Secrets are compared in constant time: how long an answer takes must not tell how much of a guess was right."""

import ast
import re
from typing import Final

import pytest

from tests.house.tree import ROOT, sources

SECRET: Final = re.compile(
    r"(?<![a-z])(secret|token|signature|hexdigest|password|bearer|authorization|hmac)(?![a-z])", re.I
)
#: Comparisons that tell nothing of a secret: whether there is one.
NOTHING: Final = frozenset({"None", "''", "0"})


def compared(source: str) -> set[str]:
    """Comparisons by `==`, `!=` or `in` of what is called a secret."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.In | ast.NotIn):
            sides = [ast.unparse(side) for side in (node.left, *node.comparators)]
            named = [side for side in sides if SECRET.search(side.replace("_", " ")) and not side.startswith("'")]
            if named and not NOTHING & set(sides):
                found.add(ast.unparse(node))
    return found


def test_no_secret_is_compared_as_text_is() -> None:
    paths = sources("handlers", "commands", "bot.slack", "bot.helpdesk", "bot.cli")
    edge = [*paths, *(path for path in sources("bot") if path.name in ("web.py", "app.py", "settings.py"))]
    found = {path.as_posix(): compared((ROOT / path).read_text("utf-8")) for path in edge}

    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "breach",
    ["given == token", "self._token != bearer", "hook_secret == raw[:20]", "signature in given.split()",
     "hmac.new(key, body).hexdigest() == header"],
)  # fmt: skip
def test_a_breach_is_found(breach: str) -> None:
    assert compared(breach)


@pytest.mark.parametrize("fine", ["token is None", "secret == ''", "lease_of == day", "'token' in headers"])
def test_what_tells_nothing_passes(fine: str) -> None:
    assert not compared(fine)
