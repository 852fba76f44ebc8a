"""A department is asked for something: who may, who has the ball meanwhile, what comes back, and what is late."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.handoff import Answer, Handoff, Part, Stage
from bot.domain.ticket import Event, State
from bot.flow import claim, handoff_answers, handoff_cards, resolve
from bot.flow.handoff import Request, add, ask
from bot.schedule import Schedule
from bot.slack import limits
from bot.slack.handoff_cards import open_requests
from bot.words import words
from store import handoff_texts, handoffs, journal, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, LENA, OMAR, PRIYA, TOMAS, arrives
from tests.flow.ledger import notices, pending, sound, spans

HOUR = timedelta(hours=1)
WHERE = Request(department="logistics", needs="Where is the parcel?", told="We are asking.")


async def asked(store: Store, *, view: str = "V-ask", request: Request = WHERE, number: int = 88) -> Handoff:
    """Ana has a ticket and asks logistics about it."""
    ticket_id = await arrives(store, number)
    await store.write(claim.claim, ticket_id, ANA)
    found = await store.write(ask, [ticket_id], request, ANA, view)
    assert found is not None
    return found


def send(uow: UnitOfWork, ticket_id: int, event: Event) -> None:
    tickets.lock(uow, ticket_id)
    tickets.move(uow, ticket_id, event, "system")


async def now(store: Store, handoff_id: int) -> Handoff:
    found = await store.read(handoffs.get, handoff_id)
    assert found is not None
    for item in found.items:
        await sound(store, item.ticket_id)
    return found


async def holder(store: Store, ticket_id: int) -> str:
    last = (await store.read(spans, ticket_id))[-1]
    return last.holder.name or last.holder.kind


async def test_from_asking_to_done_the_ball_goes_to_the_department_and_back(either: Store, clock: Clock) -> None:
    found = await asked(either)
    assert (found.number, found.stage, found.tagged) == ("O-1", Stage.ASKED, True)
    assert (found.accept_by, found.promised_at) == (clock.at + 2 * HOUR, clock.at + 5 * HOUR)  # it opens at nine
    (ticket_id,) = found.waiting
    assert await holder(either, ticket_id) == "logistics"
    assert "handoff" in await either.read(pending)

    accepted = await either.write(handoff_answers.promise, found.id, Answer.ACCEPT, TOMAS)
    assert accepted is not None
    assert accepted.stage is Stage.ACCEPTED
    clock.move(HOUR)
    await either.write(desk.people)
    done = await either.write(handoff_answers.result, found.id, Answer.DONE, "It is in Lyon.", TOMAS, "V-done")
    assert done is not None
    assert (done.stage, done.items[0].part, done.items[0].answer) == (Stage.DONE, Part.DONE, "It is in Lyon.")

    ticket = await either.read(tickets.get, ticket_id)
    assert ticket.state is State.OPEN
    assert await either.read(handoffs.untold, ticket_id) == {found.id}
    assert "ticket.handed_back" in [entry.action for entry in await either.read(journal.entries, ticket_id)]
    await either.write(send, ticket_id, Event.SENT_WAIT)
    assert await either.read(handoffs.untold, ticket_id) == set()
    await now(either, found.id)


async def test_another_time_holds_at_once_and_who_asked_is_told(support: Store, clock: Clock) -> None:
    found = await asked(support)
    later = clock.at + 9 * HOUR
    after = await support.write(handoff_answers.promise, found.id, Answer.PROPOSE, TOMAS, "V-later", later)
    assert after is not None
    assert (after.stage, after.promised_at, after.wanted_at) == (Stage.PROPOSED, later, found.wanted_at)
    assert ("handoff_proposed", ANA) in await support.read(notices)
    assert await support.write(handoff_answers.promise, found.id, Answer.PROPOSE, TOMAS, "V-later", later) is None
    with pytest.raises(Refused) as refused:
        await support.write(handoff_answers.promise, found.id, Answer.PROPOSE, TOMAS, "V-past", clock.at)
    assert refused.value.code is RefusalCode.PAST_TIME


async def test_one_order_at_a_time_or_all(support: Store) -> None:
    found = await asked(support)
    more = [await arrives(support, number) for number in (89, 90)]
    await support.write(add, found.id, more, "Two more.", OMAR, "V-add")
    assert len((await now(support, found.id)).waiting) == 3
    await support.write(handoff_answers.promise, found.id, Answer.ACCEPT, TOMAS)
    await support.write(handoff_answers.result, found.id, Answer.DONE, "Found.", TOMAS, "V1", more[0])
    after = await now(support, found.id)
    assert (after.stage, len(after.waiting)) == (Stage.ACCEPTED, 2)
    assert (await support.read(tickets.get, more[0])).state is State.OPEN

    await support.write(handoff_answers.result, found.id, Answer.NEED_MORE, "Which depot?", TOMAS, "V2")
    after = await now(support, found.id)
    assert (after.stage, after.waiting) == (Stage.NEED_MORE, ())

    await support.write(add, found.id, [more[1]], "Depot 12.", OMAR, "V-again")
    after = await now(support, found.id)
    assert (after.stage, after.waiting) == (Stage.ASKED, (more[1],))
    assert after.needs.splitlines() == ["Where is the parcel?", "Two more.", "Depot 12."]


async def test_what_was_answered_is_not_answered_again(either: Store) -> None:
    found = await asked(either)
    (first,), other = found.waiting, await arrives(either, 89)
    await either.write(add, found.id, [other], "One more.", OMAR, "V-add")
    await either.write(handoff_answers.promise, found.id, Answer.ACCEPT, TOMAS)

    answers = (
        either.write(handoff_answers.result, found.id, Answer.DONE, f"Found by {n}.", TOMAS, f"V{n}", first)
        for n in range(8)
    )
    told = await asyncio.gather(*answers, return_exceptions=True)

    assert [one.code for one in told if isinstance(one, Refused)] == [RefusalCode.HANDOFF_OVER] * 7
    entries = [entry.action for entry in await either.read(journal.entries, first)]
    assert entries.count("ticket.handed_back") == 1
    said = next(item.answer for item in (await now(either, found.id)).items if item.ticket_id == first)
    await either.write(handoff_answers.result, found.id, Answer.NEED_MORE, "Which depot?", TOMAS, "V-more")
    parts = {item.ticket_id: (item.part, item.answer) for item in (await now(either, found.id)).items}
    assert parts == {first: (Part.DONE, said), other: (Part.NEED_MORE, "Which depot?")}


async def test_two_departments_at_once_the_earliest_promise_has_the_ball(support: Store, clock: Clock) -> None:
    first = await asked(support)
    (ticket_id,) = first.waiting
    second = await support.write(
        ask, [ticket_id], Request(department="depot", needs="Look", by=clock.at + HOUR), ANA, "V-two"
    )
    assert second is not None
    assert await holder(support, ticket_id) == "depot"
    await support.write(handoff_answers.promise, second.id, Answer.PROPOSE, TOMAS, "V-later", clock.at + 24 * HOUR)
    assert await holder(support, ticket_id) == "logistics"
    await support.write(handoff_answers.result, second.id, Answer.DONE, "", TOMAS, "V-done")
    assert (await support.read(tickets.get, ticket_id)).state is State.WAITING_DEPARTMENT
    await support.write(handoff_answers.result, first.id, Answer.DECLINE, "Not ours.", TOMAS, "V-no")
    assert (await support.read(tickets.get, ticket_id)).state is State.OPEN
    assert await holder(support, ticket_id) == "support"
    await now(support, first.id)


async def test_one_mention_in_an_hour_however_many_ask_at_once(either: Store, clock: Clock) -> None:
    made = [await arrives(either, number) for number in range(1, 6)]
    found = await asyncio.gather(*(either.write(ask, [one], WHERE, ANA, f"V{one}") for one in made))
    assert [one.tagged for one in found if one].count(True) == 1
    clock.move(HOUR - timedelta(seconds=1))
    await either.write(desk.people)
    assert not (await asked(either, view="V-early", number=91)).tagged
    clock.move(timedelta(seconds=1))
    assert (await asked(either, view="V-late", number=92)).tagged


async def test_a_holding_reply_leaves_the_ball_with_the_department(support: Store) -> None:
    found = await asked(support)
    (ticket_id,) = found.waiting
    for event in (Event.SENT_WAIT, Event.ASKED_SECOND, Event.FULLY_APPROVED):
        await support.write(send, ticket_id, event)
    assert await holder(support, ticket_id) == "logistics"
    await now(support, found.id)


async def test_a_ticket_that_ends_withdraws_its_part(either: Store) -> None:
    found = await asked(either)
    await either.write(resolve.resolve, found.waiting[0], ANA)
    after = await now(either, found.id)
    assert (after.stage, after.items[0].part) == (Stage.WITHDRAWN, Part.WITHDRAWN)
    with pytest.raises(Refused) as refused:
        await either.write(handoff_answers.promise, found.id, Answer.ACCEPT, TOMAS)
    assert refused.value.code is RefusalCode.HANDOFF_OVER


async def test_what_is_late_is_told_once_each(either: Store, clock: Clock) -> None:
    found = await asked(either)
    schedule = Schedule(either, clock)

    async def told() -> list[str]:
        await schedule.tick()
        await schedule.tick()
        return [kind for kind, to in await either.read(notices) if kind.startswith("handoff") and to == ANA]

    clock.at = found.accept_by - timedelta(seconds=1)
    assert await told() == []
    clock.at = found.accept_by
    assert await told() == ["handoff_late_accept"]
    clock.at = found.promised_at
    assert await told() == ["handoff_late_accept", "handoff_late_promise"]
    assert (await now(either, found.id)).missed == "promise"
    clock.move(48 * HOUR)
    assert len(await told()) == 2


async def test_only_its_people_answer_and_only_support_asks(support: Store) -> None:
    found = await asked(support)
    for somebody in (ANA, LENA, BOB):
        with pytest.raises(Refused) as refused:
            await support.write(handoff_answers.promise, found.id, Answer.ACCEPT, somebody)
        assert (refused.value.code, refused.value.facts["who_may"]) == (RefusalCode.NOT_YOUR_ROLE, "Logistics")
    ticket_id = await arrives(support, 93)
    for somebody in (TOMAS, BOB):
        with pytest.raises(Refused):
            await support.write(ask, [ticket_id], WHERE, somebody, f"V-{somebody}")
    assert (await support.read(tickets.get, ticket_id)).state is State.NEW


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (Request(department="nobody", needs="x"), RefusalCode.NO_DEPARTMENT),
        (Request(department="logistics", needs="  "), RefusalCode.EMPTY_TEXT),
        (Request(department="logistics", needs="x", by=Clock().at), RefusalCode.PAST_TIME),
    ],
)
async def test_a_request_says_what_by_when_and_of_whom(support: Store, request_: Request, code: RefusalCode) -> None:
    with pytest.raises(Refused) as refused:
        await asked(support, request=request_)
    assert refused.value.code is code
    assert await support.read(handoffs.of_department, "logistics") == []


async def test_more_needed_and_why_not_must_be_said(support: Store) -> None:
    found = await asked(support)
    with pytest.raises(Refused) as refused:
        await support.write(handoff_answers.result, found.id, Answer.DECLINE, " ", TOMAS, "V-no")
    assert refused.value.code is RefusalCode.REASON_NEEDED
    with pytest.raises(Refused):  # nobody is done with what nobody has accepted
        await support.write(handoff_answers.result, found.id, Answer.DONE, "", TOMAS, "V-done")


async def test_a_departments_queue_is_for_its_people_and_for_support(support: Store, clock: Clock) -> None:
    later = await asked(support)
    soon = await asked(
        support, view="V-soon", number=89, request=Request(department="logistics", needs="Now", by=clock.at + HOUR)
    )
    for who in (TOMAS, ANA):
        found = await support.read(handoff_cards.queue, "logistics", who)
        assert [one.handoff.id for one in found] == [soon.id, later.id]
        limits.check_post(open_requests("Logistics", found, words("en")))
    with pytest.raises(Refused):
        await support.read(handoff_cards.queue, "logistics", PRIYA)
    limits.check_post(open_requests("Depot", (), words("en")))


async def test_what_was_said_goes_when_the_text_of_the_last_ticket_goes(support: Store) -> None:
    found = await asked(support)
    second = await arrives(support, 89)
    await support.write(add, found.id, [second], "", ANA, "V-add")
    await support.write(handoff_answers.promise, found.id, Answer.ACCEPT, TOMAS)
    await support.write(handoff_answers.result, found.id, Answer.DONE, "It is in Lyon.", TOMAS, "V-done")
    await support.write(handoff_texts.take_text, [second])
    kept = await now(support, found.id)
    assert (kept.needs, [item.answer for item in kept.items]) == (WHERE.needs, ["It is in Lyon.", ""])
    await support.write(handoff_texts.take_text, [found.waiting[0], second])
    gone = await now(support, found.id)
    assert (gone.needs, gone.told, {item.answer for item in gone.items}) == ("", "", {""})
