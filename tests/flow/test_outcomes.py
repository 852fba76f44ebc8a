"""What became of suggestions: measured when the reply has arrived, told from twenty on."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.domain.errors import Refused
from bot.domain.outcome import Tally
from bot.domain.reply import Delivery
from bot.flow import outcomes, reply, sending
from store import drafts
from store.outcomes import By
from store.outcomes import tallies as counted
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, LENA, MARTA, arrives, last_message, suggest
from tests.flow.sends import WITH_ORDER, job_of


async def sent(store: Store, clock: Clock, number: int, body: str | None = None) -> None:
    """A suggestion is sent as it stands, or as `body`."""
    ticket_id = await arrives(store, number)
    draft_id = await store.write(suggest, ticket_id, WITH_ORDER)
    seen = await store.read(last_message, ticket_id)
    if body is None:
        put_up = await store.write(reply.approve, draft_id, seen, ANA)
    else:
        view = f"V{number}"
        made = await store.write(
            reply.send_text, ticket_id, body, ANA, view_id=view, draft_id=draft_id, message_id=seen
        )
        assert made is not None
        put_up = made
    job = await job_of(store, clock)
    assert await store.write(sending.begin, job, put_up.id, WITH_ORDER.records) is not None
    await store.write(sending.record, job, put_up.id, Delivery("sent"))


def tallies(uow: UnitOfWork, by: By) -> dict[str, Tally]:
    return counted(uow, by, uow.at - timedelta(days=1), uow.at + timedelta(days=1))


async def test_what_was_sent_is_measured(either: Store, clock: Clock) -> None:
    await sent(either, clock, 1)
    await sent(either, clock, 2, WITH_ORDER.body.replace("two days", "three days"))
    await sent(either, clock, 3, "We are so sorry about this! Somebody will call you today.")
    assert await either.read(tallies, "type") == {"order_status": Tally(as_is=1, light=1, rewritten=1)}
    assert await either.read(tallies, "article") == {"delays": Tally(as_is=1, light=1, rewritten=1)}
    assert await either.read(tallies, "engine") == {"embedded": Tally(as_is=1, light=1, rewritten=1)}
    assert list(await either.read(tallies, "week")) == ["2026-11-23"]


async def test_what_was_not_sent_is_discarded(either: Store) -> None:
    for number in (1, 2):
        ticket_id = await arrives(either, number)
        draft_id = await either.write(suggest, ticket_id)
        seen = await either.read(last_message, ticket_id)
        if number == 1:
            await either.write(reply.reject, draft_id, "wrong", ANA, "V1")
        else:
            await either.write(reply.send_text, ticket_id, "My own.", ANA, view_id="V2", message_id=seen)
    assert await either.read(tallies, "type") == {"order_status": Tally(discarded=2)}


async def test_why_some_were_rejected_is_counted(either: Store) -> None:
    for number, why in enumerate(("tone", "outdated", "tone"), start=1):
        draft_id = await either.write(suggest, await arrives(either, number))
        await either.write(reply.reject, draft_id, why, ANA, f"V{number}")
    assert (await either.read(outcomes.asked, "week", LENA)).rejected == (("tone", 2), ("outdated", 1))


async def test_what_was_overtaken_counts_for_nothing(either: Store) -> None:
    ticket_id = await arrives(either)
    await either.write(suggest, ticket_id)
    await either.write(drafts.supersede, ticket_id)
    assert await either.read(tallies, "type") == {}


async def test_a_reply_under_way_is_taken_back_unmeasured(support: Store) -> None:
    ticket_id = await arrives(support)
    draft_id = await support.write(suggest, ticket_id)
    put_up = await support.write(reply.approve, draft_id, await support.read(last_message, ticket_id), ANA)
    await support.write(reply.take_back, put_up.id, ANA)
    assert await support.read(tallies, "type") == {}


async def test_a_few_are_not_told_of(support: Store) -> None:
    ticket_id = await arrives(support)

    def many(uow: UnitOfWork, count: int) -> None:
        for _ in range(count):
            draft_id = suggest(uow, ticket_id)
            uow.execute(text(f"UPDATE draft SET state = 'sent', decided_at = created_at WHERE id = {draft_id}"))  # noqa: S608

    await support.write(many, 19)
    few = await support.read(outcomes.asked, "type", LENA)
    assert (few.groups, few.few) == ({}, Tally(as_is=19))
    await support.write(many, 1)
    assert (await support.read(outcomes.asked, "type", MARTA)).groups == {"order_status": Tally(as_is=20)}


async def test_only_leads_managers_and_owners_ask(support: Store) -> None:
    with pytest.raises(Refused):
        await support.read(outcomes.asked, "type", ANA)


async def test_a_week_is_the_desks_and_the_first_is_whole(support: Store, clock: Clock) -> None:
    file = support.desk.file.model_copy(update={"time_zone": "Pacific/Auckland"})
    support.desk = support.desk.model_copy(update={"file": file})
    clock.at = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)  # Monday, half past midnight, in Auckland
    await support.write(desk.people)
    await sent(support, clock, 1)
    assert list(await support.read(tallies, "week")) == ["2026-11-23"]
    clock.at = datetime(2027, 2, 12, 1, 0, tzinfo=UTC)  # Friday of the twelfth week
    await support.write(desk.people)
    assert (await support.read(outcomes.asked, "week", LENA)).few == Tally(as_is=1)
    clock.at = datetime(2027, 2, 14, 11, 0, tzinfo=UTC)  # the thirteenth begins
    await support.write(desk.people)
    assert (await support.read(outcomes.asked, "week", LENA)).few == Tally()
