"""Asks how much business there was on each day, and keeps it."""

import asyncio
from typing import Final

import structlog

from bot.domain.errors import RecordsUnreachable
from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import volume
from bot.jobs.context import Context

#: Seconds that a digest waits for it.
_MOST: Final = 10.0
#: The subject of work that was put up before days were asked for by zone.
_OF_THE_DESK: Final = "days"

log = structlog.get_logger(__name__)


async def run(context: Context, job: Job) -> Outcome:
    """Ask once. What is away is asked again an hour later, by the chore; digests do without meanwhile, and say so."""
    await _ask(context, context.desk().file.time_zone if job.subject == _OF_THE_DESK else job.subject)
    return DONE


async def before_digest(context: Context) -> bool:
    """Ask for what a digest is about to do without, where the chore had no time to: after a night in which nothing ran.
    True where something is known now that was not."""
    zones = await context.runner.read(volume.missing)
    try:
        async with asyncio.timeout(_MOST):
            return any([await _ask(context, zone) for zone in zones])
    except TimeoutError:
        log.warning("volume.not_known", cause="it took too long for a digest")
        return False


async def _ask(context: Context, zone: str) -> bool:
    if context.business is None:  # it has left the desk file since
        return False
    wanted = await context.runner.read(volume.wanted, zone)
    try:
        counted = await context.business.count(wanted.first, wanted.last, wanted.today, zone)
    except RecordsUnreachable as error:
        log.warning("volume.not_known", zone=zone, cause=str(error))
        return False
    await context.runner.write(volume.keep, zone, counted)
    if wanted.last not in counted:
        log.warning("volume.not_known", zone=zone, cause=f"{context.business.name}: nothing is said of {wanted.last}")
    return wanted.last in counted
