"""Asks how much business there was on each day, and keeps it."""

import structlog

from bot.domain.errors import RecordsUnreachable
from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import volume
from bot.jobs.context import Context

log = structlog.get_logger(__name__)


async def run(context: Context, job: Job) -> Outcome:
    """Ask once. What is away is asked again an hour later, by the chore; digests do without meanwhile, and say so."""
    if context.business is None:  # it has left the desk file since
        return DONE
    wanted = await context.runner.read(volume.wanted)
    try:
        counted = await context.business.count(wanted.first, wanted.last, wanted.today)
    except RecordsUnreachable as error:
        log.warning("volume.not_known", cause=str(error))
        return DONE
    await context.runner.write(volume.keep, counted)
    if wanted.last not in counted:
        log.warning("volume.not_known", cause=f"{context.business.name}: nothing is said of {wanted.last}")
    return DONE
