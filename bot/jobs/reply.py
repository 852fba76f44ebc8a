"""Sends an approved reply to the customer, once: the second look, the send, and what came of it."""

from datetime import timedelta

from bot.domain.outbox import DONE, Job, Outcome
from bot.domain.record import LinkedRecord
from bot.domain.reply import Delivery
from bot.flow import looking, prepare, sending
from bot.flow.ports import Helpdesk
from bot.flow.sending import Waiting
from bot.jobs.context import Context
from bot.jobs.prepare import look_up

#: A record that cannot be read makes the reply wait, and the card says so; then it is read again.
_RECORD_PAUSE = timedelta(seconds=30)
#: A process that stood still for longer between deciding to send and sending does not send: by then the reply may be
#: somebody else's to look for.
_LATE = timedelta(seconds=10)


async def run(context: Context, job: Job) -> Outcome:
    """Send one reply, or look whether it has arrived. The UPDATE from `undo` to `sending` decides who begins."""
    reply_id = int(job.subject)
    waiting = await context.runner.read(sending.waiting, reply_id)
    if waiting is None:
        return DONE
    helpdesk = context.helpdesk(waiting.source)
    if waiting.reply.looked_for:
        return await _look(context, job, reply_id, helpdesk)
    records = await _read_again(context, waiting)
    unreachable = next((record for record in records if record.state == "unreachable"), None)
    if unreachable is not None:
        await context.runner.write(sending.wait_for_record, reply_id, unreachable)
        return Outcome("again", "a record could not be read", delay=_RECORD_PAUSE)
    decided = context.now()
    outgoing = await context.runner.write(sending.begin, job, reply_id, records)
    if outgoing is None:
        return DONE
    late = context.now() - decided > _LATE
    delivery = Delivery("not_connected", detail="too late") if late else await helpdesk.send(outgoing)
    await context.runner.write(sending.record, job, reply_id, delivery)
    match delivery.outcome:
        case "not_connected" | "repeat":
            return Outcome("again", delivery.detail)
        case "rate_limited":
            pause = timedelta(seconds=delivery.retry_after)
            return Outcome("again", "ratelimited", delay=pause, close_bucket=pause)
        case "unsure":
            return Outcome("unsure", delivery.detail)
        case _:
            return DONE


async def _look(context: Context, job: Job, reply_id: int, helpdesk: Helpdesk) -> Outcome:
    """Ask the helpdesk for a reply, but not before its request can no longer be on its way."""
    sought = await context.runner.read(looking.sought, reply_id)
    if sought is None:
        return DONE
    left = sought.begun + context.in_flight - context.now()
    if left > timedelta():
        return Outcome("again", "it may be on its way still", delay=left)
    found = await helpdesk.find(sought.reply, sought.begun)
    return await context.runner.write(looking.record, job, reply_id, found)


async def _read_again(context: Context, waiting: Waiting) -> tuple[LinkedRecord, ...]:
    if not waiting.rests_on:
        return ()
    to_read = await context.runner.read(prepare.to_read_again, waiting.reply.ticket_id)
    keys = tuple((record.source, record.key) for record in waiting.rests_on)
    return await look_up(context, keys, to_read, to_read.type, fresh=True)
