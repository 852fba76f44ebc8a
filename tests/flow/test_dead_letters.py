"""What was given up is kept with its cause; it is tried again or dropped when a person says so, on record."""

from datetime import timedelta

import pytest

from bot.domain.outbox import Kind, Outcome
from bot.flow import dead_letters, leases
from bot.flow import outbox as work
from store import journal, outbox, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import arrives
from tests.flow.ledger import pending
from tests.flow.sends import approved, job_of

BY = "service:command line"


async def given_up(store: Store) -> tuple[int, int]:
    """A ticket whose card Slack has refused for its content, and the id of that work."""
    ticket_id = await arrives(store)

    def refused(uow: UnitOfWork) -> int:
        uow.now += timedelta(minutes=1)
        (card,) = outbox.lease(uow, {}, limit=9, time=timedelta(seconds=60), kinds=(Kind.CARD,))
        leases.record(uow, card, Outcome("dead", "rejected: invalid_blocks"), timedelta())
        return card.id

    return ticket_id, await store.write(refused)


async def test_it_is_listed_with_its_cause(either: Store) -> None:
    ticket_id, letter_id = await given_up(either)
    (letter,) = await either.read(dead_letters.listed)
    assert (letter.id, letter.kind, letter.subject) == (letter_id, Kind.CARD, str(ticket_id))
    assert (letter.cause, letter.attempts) == ("rejected: invalid_blocks", 1)
    assert letter.given_up_at is not None


async def test_tried_again_it_is_work_like_any_other_and_on_record(either: Store) -> None:
    ticket_id, letter_id = await given_up(either)
    assert await either.write(dead_letters.retry, letter_id, BY)
    assert "card" in await either.read(pending)
    assert await either.read(dead_letters.listed) == ()
    last = (await either.read(journal.entries, ticket_id))[-1]
    assert (last.actor, last.action, last.detail) == (BY, "work.retried", {"kind": "card"})
    with pytest.raises(dead_letters.NotDead):
        await either.write(dead_letters.retry, letter_id, BY)


async def test_work_that_was_asked_for_again_meanwhile_is_not_done_twice(either: Store) -> None:
    ticket_id, letter_id = await given_up(either)
    await either.write(lambda uow: work.card(uow, tickets.lock(uow, ticket_id)))
    assert not await either.write(dead_letters.retry, letter_id, BY)
    assert "card" in await either.read(pending)
    assert await either.read(dead_letters.listed) == ()


async def test_dropped_it_rests(either: Store) -> None:
    ticket_id, letter_id = await given_up(either)
    await either.write(dead_letters.drop, letter_id, BY)
    assert await either.read(dead_letters.listed) == ()
    assert "card" not in await either.read(pending)
    assert (await either.read(journal.entries, ticket_id))[-1].action == "work.dropped"


async def test_a_reply_leaves_again_from_its_card_only(support: Store, clock: Clock) -> None:
    await approved(support)
    job = await job_of(support, clock)
    await support.write(leases.record, job, Outcome("dead", "not connected"), timedelta())
    with pytest.raises(dead_letters.NotToRepeat):
        await support.write(dead_letters.retry, job.id, BY)
    await support.write(dead_letters.drop, job.id, BY)
    assert await support.read(dead_letters.listed) == ()
