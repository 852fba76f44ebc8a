"""The photograph that a customer attaches, drawn by code: no picture has to lie among the sources."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import Final

_WIDTH: Final = 320
_HEIGHT: Final = 240
#: Where the table begins, and the pot from its rim to its foot.
_TABLE: Final = 168
_RIM, _NECK, _FOOT = 92, 112, 204
_GLAZES: Final = ((176, 84, 52), (70, 116, 128), (142, 120, 60), (120, 92, 128))

Colour = tuple[int, int, int]


@lru_cache(maxsize=16)
def photo(name: str) -> bytes:
    """A broken flower pot, as PNG; the name chooses its glaze, and gives the same picture each time."""
    glaze = _GLAZES[zlib.crc32(name.encode()) % len(_GLAZES)]
    lines = (b"\0" + b"".join(bytes(_at(x, y, glaze)) for x in range(_WIDTH)) for y in range(_HEIGHT))
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)  # eight bits each of red, green and blue
    parts = (b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _at(x: int, y: int, glaze: Colour) -> Colour:
    """What is seen at a point: leaves, the pot with its crack, the shard beside it, the table, the wall."""
    if _is_leaf(x, y):
        return _lit((74, 120, 70), 1.2 - abs(x - 150) / 170)
    if _is_pot(x, y):
        return (46, 36, 32) if _is_gap(x, y) else _lit(glaze, 1.15 - abs(x - 140) / 170)
    if _is_shard(x, y):
        return _lit(glaze, 0.85)
    if y >= _TABLE:
        return _lit((190, 158, 122), 0.92 + (y - _TABLE) / 600)
    return _lit((226, 224, 216), 0.9 + x / 3200)


def _is_leaf(x: int, y: int) -> bool:
    places = ((160, 60, 9, 40), (128, 66, 26, 12), (192, 62, 27, 13), (140, 38, 17, 17), (178, 34, 18, 18))
    return y < _RIM and any(((x - a) / w) ** 2 + ((y - b) / h) ** 2 <= 1 for a, b, w, h in places)


def _is_pot(x: int, y: int) -> bool:
    if not _RIM <= y <= _FOOT:
        return False
    half = 66 if y < _NECK else 58 - (y - _NECK) * 0.28
    return abs(x - 160) <= half


def _is_gap(x: int, y: int) -> bool:
    """The crack from the rim downwards, and the piece that has broken out of it."""
    jag = abs((y % 28) - 14) - 7
    crack = abs(x - 176 - jag) <= max(1.0, (_FOOT - y) / 36)
    return y < 186 and (crack or (y < 148 and 176 + jag <= x <= 176 + jag + (148 - y) * 0.8))


def _is_shard(x: int, y: int) -> bool:
    return 196 <= y <= 214 and 236 + (214 - y) <= x <= 288 - (214 - y) * 0.7


def _lit(colour: Colour, by: float) -> Colour:
    red, green, blue = (max(0, min(255, round(part * by))) for part in colour)
    return red, green, blue
