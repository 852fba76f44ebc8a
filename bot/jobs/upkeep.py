"""Keeps a ticket's helpdesk up to date besides replies: a private note once, and status, assignee and tags."""

from datetime import timedelta
from typing import Final

from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import upkeep
from bot.flow.ports import Upkeep
from bot.flow.upkeep import Noting
from bot.jobs.context import Context

#: Until the card is looked for again.
_CARD_PAUSE: Final = timedelta(seconds=20)
#: A helpdesk that does not answer is tried again after 1, 2, 4 … seconds up to five minutes, and this often: for a day.
_LONGEST_PAUSE: Final = 300.0
_MOST: Final = 288


async def run(context: Context, job: Job) -> Outcome:
    """Do one part of it, as the ticket is by now. A helpdesk that is away holds up its own upkeep, and nothing else."""
    number, _, part = job.subject.partition(":")
    if part == "note":
        return await _note(context, job, int(number))
    wanted = await context.runner.write(upkeep.begin, job, int(number))
    helpdesk = context.upkeep.get(wanted.source) if wanted else None
    if wanted is None or helpdesk is None:
        return DONE
    kept = await helpdesk.keep(wanted)
    await context.runner.write(upkeep.record, int(number), wanted, kept)
    if kept.later:
        return _later(job, kept.later, kept.pause)
    return Outcome("dead", kept.refused) if kept.refused else DONE


async def _note(context: Context, job: Job, ticket_id: int) -> Outcome:
    step = await context.runner.write(upkeep.begin_note, job, ticket_id, context.workspace())
    if not isinstance(step, Noting):
        return Outcome("again", "its card does not stand yet", delay=_CARD_PAUSE) if step == "wait" else DONE
    helpdesk = context.upkeep.get(step.note.source)
    if helpdesk is None:
        return DONE
    if step.since is None:
        return await _write(context, job, ticket_id, step, helpdesk)
    left = step.since + context.in_flight - context.now()
    if left > timedelta():
        return Outcome("again", "it may be on its way still", delay=left)
    found = await helpdesk.noted(step.note)
    if found.outcome == "arrived":
        await context.runner.write(upkeep.record_note, ticket_id, found)
        return DONE
    if found.outcome == "unknown":
        return _later(job, found.detail, found.retry_after)
    again = await context.runner.write(upkeep.begin_note, job, ticket_id, context.workspace(), again=True)
    return await _write(context, job, ticket_id, again, helpdesk) if isinstance(again, Noting) else DONE


async def _write(context: Context, job: Job, ticket_id: int, step: Noting, helpdesk: Upkeep) -> Outcome:
    delivery = await helpdesk.note(step.note)
    match delivery.outcome:
        case "sent":
            await context.runner.write(upkeep.record_note, ticket_id, delivery)
            return DONE
        case "refused":
            return Outcome("dead", delivery.detail)
        case _:  # looked for before it is written again
            return _later(job, delivery.detail or delivery.outcome, delivery.retry_after)


def _later(job: Job, why: str, pause: float) -> Outcome:
    if job.attempts >= _MOST:
        return Outcome("dead", why)
    seconds = timedelta(seconds=pause or min(2.0 ** min(job.attempts - 1, 9), _LONGEST_PAUSE))
    return Outcome("again", why, delay=seconds, close_bucket=seconds, patient=True)
