"""One bucket and much work: whoever waits in front of a screen goes first, and a digest last."""

from datetime import timedelta

import pytest

from bot.domain.outbox import DONE, Job, Kind
from bot.flow import claim, escalate, leases, outbox, reply
from store import outbox as rows
from store import posts, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, ORDERS, arrives, last_message, suggest

LEASE = timedelta(seconds=60)


def only_cards(uow: UnitOfWork) -> None:
    """Nothing else is waiting."""
    for job in leases.take(uow, {}, 1000, 1000, LEASE):
        rows.finish(uow, job, DONE, timedelta())


def stands(uow: UnitOfWork, ticket_id: int) -> None:
    """The card is in Slack."""
    posts.stands(
        uow, kind="card", subject=str(ticket_id), place="#support-orders", channel=ORDERS, ts=f"{ticket_id}.0",
        ticket_id=ticket_id,
    )  # fmt: skip


async def in_order(store: Store, clock: Clock, limit: int = 1) -> list[tuple[Kind, str]]:
    """What is leased, as Slack's pace lets it, until nothing is left."""
    found: list[Job] = []
    for _ in range(60):
        leased = await store.write(leases.take, leases.PACES, limit, 0, LEASE)
        for job in leased:
            await store.write(rows.finish, job, DONE, timedelta())
        found += leased
        clock.move(timedelta(seconds=0.5))
    return [(job.kind, job.subject) for job in found]


@pytest.fixture
async def tickets_of(either: Store, clock: Clock) -> list[int]:
    found = [await arrives(either, number) for number in range(12)]
    clock.move(timedelta(seconds=10))
    await either.write(only_cards)
    return found


async def test_undo_and_a_click_go_before_routine_edits(either: Store, clock: Clock, tickets_of: list[int]) -> None:
    def edits(uow: UnitOfWork) -> None:
        for ticket_id in tickets_of:
            stands(uow, ticket_id)
            outbox.card(uow, tickets.lock(uow, ticket_id))

    await either.write(edits)
    *_, clicked, undone = tickets_of
    draft = await either.write(suggest, undone)
    seen = await either.read(last_message, undone)
    approved = await either.write(reply.approve, draft, seen, ANA)
    await either.write(reply.take_back, approved.id, ANA)
    await either.write(claim.claim, clicked, ANA)
    clock.move(timedelta(seconds=1))
    cards = [subject for kind, subject in await in_order(either, clock) if kind is Kind.CARD]
    assert set(cards[:2]) == {str(clicked), str(undone)}
    assert len(cards) == len(tickets_of)


async def test_an_urgent_card_a_click_and_an_escalation_go_before_routine_posts_and_a_digest_last(
    either: Store, clock: Clock, tickets_of: list[int]
) -> None:
    def all_wait(uow: UnitOfWork) -> None:
        outbox.digest(uow, 1, "#support-orders")
        outbox.digest(uow, 2, "#support-escalations")
        for ticket_id in tickets_of:
            outbox.card(uow, tickets.lock(uow, ticket_id))

    await either.write(all_wait)
    *_, urgent, escalated, clicked = tickets_of

    def becomes_urgent(uow: UnitOfWork) -> None:
        outbox.card(uow, tickets.change(uow, urgent, "system", "ticket.triaged", {"priority": "urgent"}))

    await either.write(becomes_urgent)
    await either.write(claim.claim, clicked, ANA)
    await either.write(escalate.escalate, escalated, "angry", "", ANA, "V1")
    done = [subject for kind, subject in await in_order(either, clock) if kind in (Kind.CARD, Kind.DIGEST)]
    here = [subject for subject in done if subject not in (str(escalated), "2")]
    assert here[:2] == [str(clicked), str(urgent)]
    assert here[-1] == "1"
    assert done.index(str(escalated)) < done.index("2"), "an escalation before a digest, in its own channel"
