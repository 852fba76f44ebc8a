"""Replies on their way, for tests of what becomes of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.draft import Draft, Evidence, Sentence
from bot.domain.outbox import Job, Kind, term
from bot.domain.record import LinkedRecord
from bot.domain.reply import Reply
from bot.domain.ticket import Ticket
from bot.flow import reply, sending
from store import drafts, outbox, records, replies, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, arrives, last_message, suggest

ORDER = LinkedRecord(
    source="orders", key="4417", state="own", fields={"status": "in transit", "eta": "Friday"}, read_at=None
)
FACT = Evidence(kind="record", id="orders:4417", field="status")
WITH_ORDER = replace(
    desk.SUGGESTION,
    sentences=(Sentence(text="It is in transit.", evidence=(FACT,)), *desk.SUGGESTION.sentences),
    records=(ORDER,),
)
UNDO = timedelta(seconds=20)


async def approved(store: Store, **changes: Any) -> tuple[int, Reply]:
    ticket_id = await arrives(store, **changes)

    def ready(uow: UnitOfWork) -> int:
        records.link(uow, ticket_id, ORDER, "suggestion")
        return suggest(uow, ticket_id, WITH_ORDER)

    draft_id = await store.write(ready)
    return ticket_id, await store.write(reply.approve, draft_id, await store.read(last_message, ticket_id), ANA)


async def job_of(store: Store, clock: Clock) -> Job:
    """The undo time has passed, and a worker has the reply."""
    clock.move(UNDO)

    def lease(uow: UnitOfWork) -> list[Job]:
        return outbox.lease(uow, {}, limit=9, time=term(Kind.REPLY).lease, kinds=(Kind.REPLY,))

    (job,) = await store.write(lease)
    return job


async def get(store: Store, reply_id: int) -> Reply:
    found = await store.read(replies.get, reply_id)
    assert found is not None
    return found


async def sent_off(store: Store, clock: Clock) -> tuple[int, Reply, Job]:
    """A reply that is just being sent."""
    ticket_id, sent = await approved(store)
    job = await job_of(store, clock)
    assert await store.write(sending.begin, job, sent.id, (ORDER,)) is not None
    return ticket_id, await get(store, sent.id), job


async def ticket_of(store: Store, ticket_id: int) -> Ticket:
    return await store.read(tickets.get, ticket_id)


async def draft_of(store: Store, sent: Reply) -> Draft:
    assert sent.draft_id is not None
    found = await store.read(drafts.get, sent.draft_id)
    assert found is not None
    return found
