"""Values that nobody foresaw, and bodies that have them somewhere."""

from random import Random
from typing import Any, Final

ODD: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1e308, float("inf"), float("nan"), 10**30, "", " ", "\x00", "\ud800", "a" * 5000,
    "<!channel>", "\u202e", "2026-11-23", "2026-13-45T99:99:99Z", "0001-01-01T00:00:00Z", "'; DROP TABLE ticket; --",
    [], {}, [[]], [{}], {"": ""}, [None] * 50, {"id": {"id": {"id": 1}}},
)  # fmt: skip


def changed(node: Any, chance: Random, odd: tuple[Any, ...] = ODD) -> Any:
    """A copy with one thing in it replaced, removed or added; most often deep inside."""
    if isinstance(node, list) and node and chance.random() >= 0.1:
        at = chance.randrange(len(node))
        return [*node[:at], changed(node[at], chance, odd), *node[at + 1 :]]
    if not isinstance(node, dict) or not node or chance.random() < 0.1:
        return chance.choice(odd)
    name = chance.choice(list(node))
    if chance.random() < 0.15:
        return {other: value for other, value in node.items() if other != name}
    if chance.random() < 0.1:
        return {**node, chance.choice(["unknown", "", "type", "data", name[:-1]]): chance.choice(odd)}
    return {**node, name: changed(node[name], chance, odd)}


def broken(raw: bytes, chance: Random) -> bytes:
    """The same cut off, doubled, turned round, or with a byte that is no text."""
    at = chance.randrange(len(raw))
    return chance.choice([raw[:at], raw[:at] + b"\xff" + raw[at:], raw + raw, b"\xef\xbb\xbf" + raw, raw[::-1]])
