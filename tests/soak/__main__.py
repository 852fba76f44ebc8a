"""`python -m tests.soak`: processes are killed under load, and nothing may be lost or doubled.

    python -m tests.soak --seconds 120 --database sqlite --seed 7

Ends with 1 when something was. The log of a run that failed is kept, and its folder is named.
"""

import argparse
import asyncio
import contextlib
import shutil
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Final

from bot.cli import shop
from bot.cli.manifest import manifest
from sandbox import Sandbox
from tests import databases
from tests.soak.processes import Processes
from tests.soak.verdict import Verdict, unfinished, verdict
from tests.soak.work import Work

#: Seconds without anything becoming done, after which it never will. A lease that a killed worker held comes back after
#: a minute, and what met several faults pauses longer each time; the rest goes at Slack's pace, a post a second.
PATIENCE: Final = 180.0


async def soak(kind: databases.Kind, seconds: float, chance: Random, folder: Path) -> Verdict:
    """One run on one database. `seconds` is how long there is load and killing; draining comes on top."""
    with databases.fresh(kind, folder) as url:
        async with Sandbox(
            "Shop", shop.PEOPLE, shop.CHANNELS, shop.USERGROUPS, customers=shop.customers(), manifest=manifest(),
            limits=False, retry_delays=(0, 1, 5),
        ) as workspace:  # fmt: skip
            processes = Processes(folder, url, workspace)
            work = Work(workspace, chance, rate=8)
            try:
                await processes.start()
                await _killing(processes, work, seconds, chance)
                workspace.clear_faults()
                drained = await _drained(url, workspace)
            finally:
                await processes.stop()
            found = verdict(url, workspace)
            found.figures.update({"processes killed": processes.killed, "clicks": work.clicks} | work.faults)
            found.figures["seconds to drain"] = round(drained)
            return found


async def _killing(processes: Processes, work: Work, seconds: float, chance: Random) -> None:
    going = asyncio.create_task(work.go_on())
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        await asyncio.sleep(chance.uniform(0.3, 6.0))
        await processes.kill_one(chance)
        await processes.start()
    going.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await going


async def _drained(url: str, workspace: Sandbox) -> float:
    """Wait until nothing is under way: how long that took, in seconds. Raises `TimeoutError` where nothing moves."""
    began = moved = time.monotonic()
    async with asyncio.timeout(PATIENCE):
        for sent in workspace.customers.sent:
            await sent
    fewest = unfinished(url)
    while left := unfinished(url):
        if left < fewest:
            fewest, moved = left, time.monotonic()
        elif time.monotonic() - moved > PATIENCE:
            raise TimeoutError(f"{left} pieces of work are never done")
        await asyncio.sleep(0.5)
    return time.monotonic() - began


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=300, help="of load and killing on each database")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    kinds: dict[str, tuple[databases.Kind, ...]] = {"both": ("sqlite", "postgres")}
    wrong = 0
    for kind in kinds.get(chosen.database, (chosen.database,)):
        folder = Path(tempfile.mkdtemp(prefix=f"deskhand-soak-{kind}-"))
        found = asyncio.run(soak(kind, chosen.seconds, Random(chosen.seed), folder))
        print(f"\n{kind}, seed {chosen.seed}")
        for name, figure in found.figures.items():
            print(f"  {name:<44}{figure:>6}")
        print(f"  {'lost':<44}{len(found.lost):>6}\n  {'doubled':<44}{len(found.doubled):>6}")
        for sentence in [*found.lost, *found.doubled]:
            print(f"  {sentence}", file=sys.stderr)
        wrong += len(found.lost) + len(found.doubled)
        if wrong:
            print(f"  the log stands in {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
