"""Leasing work, keeping it, recording outcomes, and bringing back what a dead worker left."""

from datetime import timedelta
from typing import Final

from bot.domain.burst import SHARE
from bot.domain.outbox import APART, FILES, SENDS, SLOW, Job, Kind, Outcome, term
from bot.domain.reply import Reply, ReplyState
from bot.domain.ticket import Ticket
from bot.flow import sending
from store import buckets, outbox, replies, tickets
from store.buckets import Pace
from store.unit_of_work import UnitOfWork

__all__ = ["PACES", "SLOW", "Pace", "keep", "reap", "record", "take"]

_QUICK: Final = frozenset(Kind) - SLOW - APART
#: At most so many subscribers and helpdesks are told something at one look; the next comes when one has answered.
_SUBSCRIBERS: Final = 20
_TIMES: Final = {kind: term(kind).lease for kind in (*SENDS, *FILES, Kind.UPKEEP)}

#: Slack takes one post a second in a channel, and 50 edits a minute in a workspace (docs.slack.dev, "Rate limits").
#: Six a minute in a burst is our own rule (docs/adr/0011).
PACES: Final = {
    "chat.postMessage": Pace(timedelta(seconds=1), burst=2),
    "chat.update": Pace(timedelta(seconds=1.25), burst=8),
    "chat.delete": Pace(timedelta(seconds=1.25), burst=8),
    "files.delete": Pace(timedelta(seconds=1.25), burst=8),
    "conversations.history": Pace(timedelta(seconds=1.25), burst=8),
    "conversations.replies": Pace(timedelta(seconds=1.25), burst=8),
    "burst": Pace(SHARE, within="chat.postMessage"),
    # To one subscriber: ten events a second, one after the other. What it can take is not known.
    "event": Pace(timedelta(seconds=0.1), burst=20),
    # Of one helpdesk, where each takes a few requests, and replies are to have most of what it allows.
    "upkeep": Pace(timedelta(seconds=0.5), burst=4),
}


def take(uow: UnitOfWork, paces: dict[str, Pace], limit: int, slow: int, time: timedelta) -> list[Job]:
    """Lease up to `limit` due rows, of which at most `slow` wait for the assistant or a file: these may take long,
    and a card or a reply must not wait for a free hand because of it.

    `time` is how long they are this worker's; a send's lease and a file's have their own (`bot.domain.outbox.term`).
    What is told to subscribers, and kept up to date in helpdesks, comes on top: one for each of them at a time.
    """
    jobs = outbox.lease(uow, paces, limit=limit, time=time, kinds=_QUICK, times=_TIMES)
    left = min(slow, limit - len(jobs))
    if left > 0:
        jobs += outbox.lease(uow, paces, limit=left, time=time, kinds=SLOW, times=_TIMES)
    apart = [f"event:{one.name}" for one in uow.desk.file.subscribers]
    apart += [f"upkeep:{one.name}" for one in uow.desk.file.sources if one.writes]
    return jobs + outbox.lease(uow, paces, limit=_SUBSCRIBERS, time=time, kinds=APART, times=_TIMES, apart=apart)


def keep(uow: UnitOfWork, jobs: list[Job], time: timedelta) -> frozenset[int]:
    """A worker is alive and still at `jobs`: its own for another `time`. Returns the ids of those it has not lost."""
    return outbox.renew(uow, jobs, time)


def record(uow: UnitOfWork, job: Job, outcome: Outcome, delay: timedelta) -> bool:
    """Record an outcome, with what follows from it under the request that the job goes back to. False when the lease
    was lost meanwhile: then nothing was recorded.

    A send that had begun and did not end clearly is repeated or looked for where its source allows that, whatever the
    outcome says, and else it is `unsure` until a person has looked. One that is given up before it began is stopped,
    and its writer is told.
    """
    uow.trace = job.trace or uow.trace
    if job.kind in SENDS:
        outcome = _of_send(uow, job, outcome)
    recorded = outbox.finish(uow, job, outcome, delay)
    if recorded and outcome.close_bucket is not None:
        buckets.close_bucket_of(uow, job.id, uow.now + outcome.close_bucket, PACES)
    return recorded


def reap(uow: UnitOfWork) -> bool:
    """Bring back one row whose worker has gone; False when there is none.

    Work that may be repeated is pending again; for a send see `record`. One row in a transaction, so that two processes
    cannot wait for each other.
    """
    found = outbox.expired(uow, limit=1)
    for job in found:
        record(uow, job, Outcome("again", "lease ran out"), timedelta())
    return bool(found)


def _of_send(uow: UnitOfWork, job: Job, outcome: Outcome) -> Outcome:
    """The outcome as the reply's own state has it, which the helpdesk or a person may have settled meanwhile."""
    found = replies.get(uow, int(job.subject))
    if found is None:
        return outcome
    ticket = tickets.lock(uow, found.ticket_id)
    reply = replies.get(uow, found.id)
    if reply is None or not outbox.holds(uow, job):
        return outcome
    if reply.state is ReplyState.SENDING:
        return _of_begun(uow, ticket, reply, outcome)
    if reply.state is ReplyState.UNSURE or outcome.verdict == "unsure":
        return Outcome("unsure" if reply.state is ReplyState.UNSURE else "done", outcome.detail)
    if outcome.verdict == "dead":
        sending.stop(uow, ticket, reply, "helpdesk_unreachable", {})
    return outcome


def _of_begun(uow: UnitOfWork, ticket: Ticket, reply: Reply, outcome: Outcome) -> Outcome:
    known = reply.repeats or reply.looked_for  # to be repeated or looked for already
    if known and outcome.verdict == "dead":
        sending.doubtful(uow, ticket, reply)
        return Outcome("unsure", outcome.detail)
    if known or sending.unclear(uow, ticket, reply):
        return Outcome("again", outcome.detail)
    return Outcome("unsure", outcome.detail)
