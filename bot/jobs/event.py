"""Tells one subscriber of one event. It may be told twice after a doubt: the id is the same."""

from datetime import timedelta

from bot.domain.events import GIVEN_UP_AFTER, Taken
from bot.domain.outbox import DONE, Job, Outcome
from bot.flow import events
from bot.jobs.context import Context


async def run(context: Context, job: Job) -> Outcome:
    """Send, and say what came of it. What will pass closes the way to this subscriber alone, for a pause; nothing is
    given up for it within three days."""
    _, _, name = job.subject.partition(":")
    event = await context.runner.read(events.outgoing, job.subject, context.workspace())
    subscriber = context.subscribers.get(name)
    if event is None or subscriber is None:
        return DONE
    taken = await subscriber.send(event)
    if taken.outcome == "later" and context.now() - event.noted_at > GIVEN_UP_AFTER:
        taken = Taken("refused", f"{taken.detail}; given up after {GIVEN_UP_AFTER.days} days")
    match taken.outcome:
        case "taken":
            return DONE
        case "refused":
            return Outcome("dead", taken.detail)
        case "later":
            pause = timedelta(seconds=taken.pause)
            return Outcome("again", taken.detail, delay=pause, close_bucket=pause, patient=True)
