"""What each figure must not fall below any more, in `floors.toml`: it only rises."""

import tomllib
from collections.abc import Iterable, Mapping
from math import ceil, floor
from pathlib import Path
from typing import Final

from tests.golden.figures import Figure

FILE: Final = Path(__file__).parent / "floors.toml"
#: Faults of which not one is ever allowed, whatever stands in the file.
NEVER: Final = ("delicate tickets with a draft", "forbidden strings")
_HEAD: Final = """# What the golden tickets must not fall below: shares in per cent, faults as the most there may be.
# Written by `python -m tests.golden --raise`, which makes a floor better and never worse.

"""


def read(file: Path = FILE) -> dict[str, float]:
    return understood(file.read_text("utf-8")) if file.is_file() else {}


def understood(text: str) -> dict[str, float]:
    return tomllib.loads(text)


def below(figures: Iterable[Figure], floors: Mapping[str, float]) -> list[str]:
    """What has fallen below its floor, in words."""
    fallen = []
    for figure in figures:
        least = 0.0 if figure.name in NEVER else floors.get(figure.name)
        if least is not None and _better(figure, least, figure.measured):
            fallen.append(f"{figure.name}: {figure.measured:.1f}, and it was {least:g} before")
    return fallen


def raised(figures: Iterable[Figure], floors: Mapping[str, float]) -> dict[str, float]:
    """The floors with each that is exceeded put up to what was measured; none is lowered."""
    higher = dict(floors)
    for figure in figures:
        reached = floor(figure.measured * 10) / 10 if figure.better == "higher" else float(ceil(figure.measured))
        if figure.name not in higher or _better(figure, reached, higher[figure.name]):
            higher[figure.name] = reached
    return higher


def lowered(figures: Iterable[Figure], before: Mapping[str, float], now: Mapping[str, float]) -> list[str]:
    """What stood higher `before` than it does `now`, or is gone, in words."""
    counts = {figure.name: figure for figure in figures}
    worse = (name for name in before if name not in now or _better(counts[name], before[name], now[name]))
    return [f"{name}: {before[name]:g} before, {now.get(name, 'nothing')} now" for name in worse]


def write(floors: Mapping[str, float], file: Path = FILE) -> None:
    file.write_text(_HEAD + "".join(f'"{name}" = {least:g}\n' for name, least in floors.items()), "utf-8")


def _better(figure: Figure, one: float, other: float) -> bool:
    """Whether `one` is better than `other`, for what this figure counts."""
    return one > other if figure.better == "higher" else one < other
