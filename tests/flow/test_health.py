"""How Deskhand does, and what a lead may do about work that was given up."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.outbox import Kind, Outcome
from bot.flow import health, leases
from bot.flow import outbox as work
from store import inbox, journal, silences
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import MONDAY, Clock
from tests.flow.desk import ANA, BOB, GIL, LENA, MARTA, NADIA, PRIYA, arrives
from tests.flow.ledger import pending
from tests.flow.sends import approved, job_of
from tests.flow.test_dead_letters import given_up


async def refused(store: Store, use_case: object, *arguments: object) -> RefusalCode:
    with pytest.raises(Refused) as found:
        await store.write(use_case, *arguments)  # type: ignore[arg-type]
    return found.value.code


async def test_what_is_not_done_is_counted_by_kind(either: Store, clock: Clock) -> None:
    await given_up(either)
    await either.write(inbox.park, "generic", "evt-9", "ticket.created", "{}", "failed")
    await either.write(silences.begin, "generic", MONDAY, 9)
    clock.move(timedelta(minutes=3))
    found = await either.read(health.standing)
    assert found.outbox == {("card", "dead"): 1, ("prepare", "pending"): 1}
    assert found.lag == {kind.value: 0.0 for kind in Kind} | {"prepare": 180.0}
    assert (found.longest_lag, found.rows("dead"), found.inbox) == (180.0, 1, {"parked": 1, "waiting": 0})
    assert [(silence.source, silence.usual) for silence in found.silent] == [("generic", 9)]


async def test_the_newest_ten_of_what_was_given_up_are_shown(support: Store) -> None:
    def give_up(uow: UnitOfWork) -> None:
        for run_id in range(12):
            work.digest(uow, run_id, "#support-orders")
        for job in leases.take(uow, {}, 12, 0, timedelta(minutes=1)):
            leases.record(uow, job, Outcome("dead", "rejected"), timedelta())

    await support.write(give_up)
    found = await support.read(health.asked, LENA)
    assert found.given_up == 12
    assert [letter.subject for letter in found.letters] == [str(number) for number in range(11, 1, -1)]
    assert found.slack_at == MONDAY, "when Slack last said who stands where"


@pytest.mark.parametrize("by", [LENA, MARTA, NADIA])
async def test_leads_and_owners_may_ask(support: Store, by: str) -> None:
    assert (await support.read(health.asked, by)).given_up == 0


@pytest.mark.parametrize(
    ("by", "code"), [(ANA, "not_your_role"), (BOB, "not_your_role"), (PRIYA, "not_your_role"), (GIL, "not_a_member")]
)
async def test_others_may_neither_look_nor_touch(support: Store, by: str, code: str) -> None:
    _, letter_id = await given_up(support)
    assert await refused(support, health.asked, by) == code
    for use_case in (health.read, health.try_again, health.drop):
        assert await refused(support, use_case, letter_id, by) == code
    assert (await support.read(health.asked, LENA)).given_up == 1


async def test_tried_again_it_is_work_like_any_other_and_on_record_by_name(either: Store) -> None:
    ticket_id, letter_id = await given_up(either)
    await either.write(health.try_again, letter_id, LENA)
    assert "card" in await either.read(pending)
    last = (await either.read(journal.entries, ticket_id))[-1]
    assert (last.actor.partition(":")[0], last.action) == ("person", "work.retried")


async def test_dropped_it_rests(either: Store) -> None:
    ticket_id, letter_id = await given_up(either)
    await either.write(health.drop, letter_id, LENA)
    assert (await either.read(health.asked, LENA)).given_up == 0
    assert (await either.read(journal.entries, ticket_id))[-1].action == "work.dropped"


async def test_of_two_who_press_at_once_one_is_told_that_it_is_done(either: Store) -> None:
    ticket_id, letter_id = await given_up(either)
    ends = await asyncio.gather(
        either.write(health.try_again, letter_id, LENA),
        either.write(health.drop, letter_id, NADIA),
        either.write(health.try_again, letter_id, MARTA),
        return_exceptions=True,
    )
    assert [type(end) for end in ends].count(Refused) == 2
    assert {end.code for end in ends if isinstance(end, Refused)} == {RefusalCode.NOT_GIVEN_UP}
    actions = [entry.action for entry in await either.read(journal.entries, ticket_id)]
    assert len([action for action in actions if action.startswith("work.")]) == 1


async def test_what_is_gone_cannot_be_read_tried_or_dropped(support: Store) -> None:
    for use_case in (health.read, health.try_again, health.drop):
        assert await refused(support, use_case, 4711, LENA) is RefusalCode.NOT_GIVEN_UP


async def test_a_reply_leaves_again_from_its_card_only(support: Store, clock: Clock) -> None:
    await approved(support)
    job = await job_of(support, clock)
    await support.write(leases.record, job, Outcome("dead", "not connected"), timedelta())
    assert await refused(support, health.try_again, job.id, LENA) is RefusalCode.REPLY_STOPPED
    await support.write(health.drop, job.id, LENA)


async def test_one_is_read_with_its_cause_and_request(support: Store) -> None:
    ticket_id, letter_id = await given_up(support)
    found = await support.read(health.read, letter_id, LENA)
    assert (found.ticket_id, found.cause, found.attempts) == (ticket_id, "rejected: invalid_blocks", 1)


async def test_nothing_of_a_healthy_desk_is_late(support: Store) -> None:
    await arrives(support)
    found = await support.read(health.standing)
    assert (found.longest_lag, found.silent) == (0.0, ())
