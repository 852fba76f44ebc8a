"""`python -m tests.soak`: processes are killed under load, and nothing may be lost or doubled.

    python -m tests.soak --seconds 300 --database sqlite --seed 7 --json soak.json

On each database first boundaries that `python -m tests.crash` knows are tried, half a second each; then processes work
under load and are killed at random, with faults on every wire. Ends with 1 when something was lost,
doubled or wrong. The log of a run that failed is kept, and its folder is named.
"""

import argparse
import asyncio
import contextlib
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, Final

from bot.cli import shop
from bot.cli.manifest import manifest
from bot.desk import load
from sandbox import Sandbox
from tests import databases
from tests.crash.verdict import Verdict, looking, unfinished, verdict
from tests.soak.processes import ROOT, Processes
from tests.soak.recovery import Recovery
from tests.soak.wires import Wires
from tests.soak.work import Work

#: Seconds without anything becoming done, after which it never will. A lease that a killed worker held comes back after
#: a minute, and what met several faults pauses longer each time; the rest goes at Slack's pace, a post a second.
PATIENCE: Final = 180.0
#: What of the time is for single boundaries, and what of the rest is load: to drain takes about as long.
_SWEEP, _LOAD = 0.5, 0.5
#: Customers' letters in a second. Slack takes a post a second in each channel.
RATE: Final = 4.0
#: What a running Deskhand reads from its checkout.
_CHECKOUT: Final = ("bot", "commands", "handlers", "prompts", "sandbox", "store")


async def soak(kind: databases.Kind, seconds: float, chance: Random, folder: Path) -> Verdict:
    """One run on one database. `seconds` is how long there is load and killing; draining comes on top."""
    with databases.fresh(kind, folder) as url:
        async with Sandbox(
            "Shop", shop.PEOPLE, shop.CHANNELS, shop.USERGROUPS, customers=shop.customers(), manifest=manifest(),
            limits=False, retry_delays=(0, 1, 5),
        ) as workspace, Wires(url, workspace, chance) as wires:  # fmt: skip
            checkout = _copied(folder)
            processes = Processes(folder, wires.database, workspace, checkout=checkout, hook=wires.hook)
            work, recovery = Work(workspace, chance, RATE), Recovery(url)
            desk = load(processes.desk_file, datetime.now(UTC))
            secrets = [processes.secret_key.encode()]
            try:
                await processes.start(**wires.environment)
                with wires.faulty():
                    await _killing(processes, work, recovery, wires, seconds, chance)
                workspace.clear_faults()
                drained = await _drained(url, workspace)
                await recovery.ended()
            finally:
                await processes.stop()
            with looking(url, desk, secrets) as uow:
                found = verdict(uow, workspace)
            found.figures.update(
                {
                    "seconds of load": round(seconds),
                    "seconds to drain": round(drained),
                    "processes killed": processes.killed,
                    "clicks": work.clicks,
                    "seconds until work went on, at worst": round(recovery.worst),
                    "seconds until leases came back, at worst": round(recovery.worst_leases),
                }
                | dict(sorted((Counter(work.faults) + wires.faults).items()))
            )
            return found


async def _killing(
    processes: Processes, work: Work, recovery: Recovery, wires: Wires, seconds: float, chance: Random
) -> None:
    going = asyncio.create_task(work.go_on())
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        await asyncio.sleep(chance.uniform(0.3, 6.0))
        await processes.kill_one(chance)
        await recovery.died()
        with wires.whole_database():  # a process that finds none at its start says so and ends, as it should
            await processes.start(**wires.environment)
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


def _copied(folder: Path) -> Path:
    """The code as it is now, so that whoever edits it meanwhile disturbs nothing."""
    checkout = folder / "checkout"
    for name in _CHECKOUT:
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    return checkout


async def swept(kind: databases.Kind, most: tuple[str, ...], seed: int) -> dict[str, Any]:
    """Single boundaries, in a process of their own. `most` says when to end."""
    options = ("--database", kind, *most, "--seed", str(seed))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crash", *options, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return dict(json.loads(said)) if said else {"wrong": ["the trials of single boundaries ended without a word"]}


async def _both(kinds: tuple[databases.Kind, ...], most: tuple[str, ...], seed: int) -> list[dict[str, Any]]:
    return list(await asyncio.gather(*(swept(kind, most, seed) for kind in kinds)))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--points", type=int, default=0, help="boundaries to stop at, on each database; 0: as time allows"
    )
    parser.add_argument(
        "--seconds", type=float, default=600, help="for all of it, with draining as far as it can be foreseen"
    )
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write what was found to this file too")
    chosen = parser.parse_args()
    known: dict[str, tuple[databases.Kind, ...]] = {"both": ("sqlite", "postgres")}
    kinds = known.get(chosen.database, (chosen.database,))
    most = ("--points", str(chosen.points)) if chosen.points else ("--seconds", str(chosen.seconds * _SWEEP))
    sweeping = asyncio.run(_both(kinds, most, chosen.seed))
    load_seconds = chosen.seconds * (1 - _SWEEP) * _LOAD / len(kinds)
    results = [_result(kind, chosen.seed, load_seconds, points) for kind, points in zip(kinds, sweeping, strict=True)]
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=2), "utf-8")
    return 1 if any(result["lost"] or result["doubled"] or result["wrong"] for result in results) else 0


def _result(kind: databases.Kind, seed: int, seconds: float, points: dict[str, Any]) -> dict[str, Any]:
    """Run, print, and keep the log of a run that failed."""
    folder = Path(tempfile.mkdtemp(prefix=f"deskhand-soak-{kind}-"))
    try:
        found = asyncio.run(soak(kind, seconds, Random(seed), folder))
    except Exception as error:
        found = Verdict(wrong=[f"the run broke off: {type(error).__name__}: {error}"])
    wrong = [*points.pop("wrong"), *found.wrong]
    print(f"\n{kind}, seed {seed}")
    for name, figure in ({f"crash points, {name}": figure for name, figure in points.items()} | found.figures).items():
        print(f"  {name:<44}{figure:>8}")
    for name, sentences in (("lost", found.lost), ("doubled", found.doubled), ("wrong otherwise", wrong)):
        print(f"  {name:<44}{len(sentences):>8}")
        for sentence in sentences:
            print(f"    {sentence}", file=sys.stderr)
    if found.faults:
        print(f"  the log stands in {folder}", file=sys.stderr)
    else:
        shutil.rmtree(folder)
    return {
        "database": kind, "seed": seed, "crash points": points, "figures": found.figures, "lost": found.lost,
        "doubled": found.doubled, "wrong": wrong,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
