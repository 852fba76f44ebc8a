"""Rolls up the days of a zone that are asked for, one after the other, or compares some of them with the ledger."""

from datetime import timedelta
from typing import Final

import structlog

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import roll_ups
from bot.flow.roll_ups import CHECK, Difference
from bot.jobs.context import Context

#: So many seconds one piece of work goes on beginning days; then others have their turn.
_LONGEST: Final = 60.0
_SHORTLY: Final = timedelta(seconds=1)

log = structlog.get_logger(__name__)


async def run(context: Context, job: Job) -> Outcome:
    """Each day is read and counted without holding anything, and kept in a short transaction. Safe to run again."""
    zone, began = job.subject.removeprefix(CHECK), context.monotonic()
    while (counted := await context.runner.read(roll_ups.count_next, zone)) is not None:
        await context.runner.write(roll_ups.keep, counted)
        if context.monotonic() - began > _LONGEST:
            return Outcome("again", "more days to roll up", delay=_SHORTLY)
    if job.subject.startswith(CHECK):
        await _check(context, zone)
    return DONE


async def _check(context: Context, zone: str) -> None:
    compared, found = 0, list[Difference]()
    for day in await context.runner.read(roll_ups.to_compare, zone):
        differences = await context.runner.read(roll_ups.compare, zone, day)
        compared += differences is not None
        found += differences or []
    await context.runner.write(roll_ups.compared, zone, compared, found)
    for one in found[: roll_ups.EXAMPLES]:
        log.warning("figures.differ", zone=zone, day=one.day.isoformat(), figure=one.what.figure, key=one.what.key,
                    queue=one.what.queue, cut=one.what.cut, kept=one.kept.count, anew=one.anew.count)  # fmt: skip
    log.info("figures.compared", zone=zone, days=compared, differences=len(found))
