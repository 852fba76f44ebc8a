"""`python -m tests.crash`: stop Deskhand at every boundary of every story, one after the other, and compare.

    python -m tests.crash --database postgres --seconds 60 --seed 7

Without `--seconds` and `--points` it goes on until each named boundary was tried in each way, which takes hours. Ends
with 1 when something was wrong; each such line names what to try again:
`--story edit --at "sending.begin: COMMIT, after" --how cut`.
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from tests import databases
from tests.crash.opened import shortened, world
from tests.crash.seams import Point
from tests.crash.stories import STORIES
from tests.crash.story import Story
from tests.crash.trial import HOWS, Trial, boundaries, tried
from tests.crash.world import How

#: Trials in one world: not so many that a fault drags others along, nor so few that opening costs more than trying.
TOGETHER: Final = 20

One = tuple[Story, Point, How]


async def swept(kind: databases.Kind, seconds: float, chance: Random, chosen: argparse.Namespace) -> dict[str, Any]:
    """Try until the time is over or nothing is left. What came of it, as figures and sentences."""
    until = time.monotonic() + seconds
    with shortened(), tempfile.TemporaryDirectory(prefix="deskhand-crash-") as name:
        folder = Path(name)
        async with world(kind, folder) as opened:
            found = {story: await boundaries(opened, STORIES[story]) for story in chosen.story or STORIES}
        everything = _all(found, chosen)
        chance.shuffle(everything)
        to_try = len(everything)
        trials = [trial async for trial in _tries(kind, folder, everything[: chosen.points], until)]
    reached = [trial for trial in trials if trial.reached]
    return {
        "database": kind,
        "boundaries": sum(map(len, found.values())),
        "named boundaries": len({point.name for points in found.values() for point in points}),
        "to try": to_try,
        "tried": len(trials),
        "reached": len(reached),
        **{f"by {how}": count for how, count in sorted(Counter(trial.how for trial in reached).items())},
        "wrong": [str(trial) for trial in trials if trial.faults],
    }


def _all(found: dict[str, list[Point]], chosen: argparse.Namespace) -> list[One]:
    """Each name once in each way, at its first and at its last time."""
    todo: list[One] = []
    for story, points in found.items():
        times = Counter(point.name for point in points)
        for name, last in times.items():
            if chosen.at in ("", name):
                todo += [
                    (STORIES[story], Point(name, time_of), how)
                    for time_of in sorted({1, last})
                    for how in ([chosen.how] if chosen.how else HOWS)
                ]
    return todo


async def _tries(kind: databases.Kind, folder: Path, todo: list[One], until: float) -> Any:
    for batch in _batches(todo):
        async with world(kind, folder) as opened:
            for story, point, how in batch:
                if time.monotonic() > until:
                    return
                trial: Trial = await tried(opened, story, point, how)
                yield trial
                if trial.faults:  # it would count for those that follow
                    print(trial, file=sys.stderr)
                    break


def _batches(todo: list[One]) -> Iterator[Iterator[One]]:
    """Parts of `todo`; whoever ends one early leaves its rest for the next."""
    while todo:
        yield (todo.pop() for _ in range(min(TOGETHER, len(todo))))


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--points", type=int, help="how many boundaries are tried at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--story", action="append", choices=list(STORIES))
    parser.add_argument("--at", default="", help="one boundary by its name")
    parser.add_argument("--how", choices=HOWS)
    chosen = parser.parse_args(given)
    # What libraries log about a death on purpose helps nobody; what Deskhand said stands with a bad trial.
    logging.disable(logging.CRITICAL)
    found = asyncio.run(swept(chosen.database, chosen.seconds, Random(chosen.seed), chosen))
    print(json.dumps(found))
    return 1 if found["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
