"""The standup counts what a team has before it, as it stands."""

from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.handoff import Answer
from bot.domain.standup import QueueStandup, Share, Waiting
from bot.flow import absence, claim, handoff_answers, outbox, reply, snooze, standup
from store import digests
from store.store import Store
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.desk import ANA, BOB, DELICATE, GIL, LENA, OMAR, TOMAS, arrives, last_message
from tests.flow.office import Office
from tests.flow.test_handoff import asked

SPEC = desk.FILE.digests[0].model_copy(update={"name": "standup", "kind": "standup", "queues": ("orders",)})


def with_standup(store: Store, **changes: object) -> None:
    spec = SPEC.model_copy(update=changes)
    store.desk = store.desk.model_copy(update={"file": desk.FILE.model_copy(update={"digests": (spec,)})})


async def stands(store: Store, queue: str = "orders") -> QueueStandup:
    return (await store.read(standup.asked, queue, LENA)).queues[0]


async def test_each_ticket_is_counted_once_by_what_it_waits_for(either: Store, clock: Clock) -> None:
    await arrives(either, 1)  # nobody has answered
    handed = await asked(either, number=2)
    delicate = await arrives(either, 3, body=DELICATE)
    seen = await either.read(last_message, delicate)
    await either.write(reply.send_text, delicate, "We are sorry.", LENA, view_id="V3", message_id=seen)
    found = await stands(either)
    assert found.waiting == Waiting(first=1, approval=1), "the department has the other one"
    assert found.nobody == 1, "what the department has waits for nobody of us"
    await either.write(handoff_answers.promise, handed.id, Answer.ACCEPT, TOMAS)
    await either.write(handoff_answers.result, handed.id, Answer.DONE, "It is in Lyon.", TOMAS, "V-done")
    found = await stands(either)
    assert found.waiting == Waiting(first=1, telling=1, approval=1)
    assert found.nobody == 1


async def test_who_has_how_much_and_who_is_away(support: Store, clock: Clock) -> None:
    for number, who in ((1, ANA), (2, ANA), (3, OMAR)):
        await support.write(claim.claim, await arrives(support, number), who)
    await support.write(absence.away, clock.at + timedelta(days=3), OMAR, "V1")
    assert (await stands(support)).people == (
        Share(name="Ana", open=2, due=2), Share(name="Omar", open=1, due=1, away=True),
    )  # fmt: skip
    with_standup(support, people="none")
    assert (await stands(support)).people == ()


async def test_what_has_slept_for_more_than_a_week_is_named(either: Store, clock: Clock) -> None:
    for number in (1, 2):
        ticket_id = await arrives(either, number)
        await either.write(snooze.snooze, ticket_id, clock.at + timedelta(days=30), ANA, f"V{number}")
        clock.move(timedelta(days=5))
        await either.write(desk.people)
    first = ticket_id - 1
    assert ((await stands(either)).asleep, (await stands(either)).sleepers) == (1, (first,))
    clock.move(timedelta(days=3))
    await either.write(desk.people)
    assert (await stands(either)).sleepers == (first, ticket_id)


async def test_it_is_posted_to_the_team_in_the_morning(open_office: Office) -> None:
    office = open_office
    with_standup(office.store)
    await arrives(office.store, 1)
    await office.work(10)
    run_id = await office.store.write(digests.begin, "standup", desk.ORDERS, MONDAY.date())
    assert run_id is not None
    await office.store.write(lambda uow: outbox.digest(uow, run_id, desk.ORDERS))
    await office.work(10)
    (posted,) = [message for message in office.cards() if "Standup, Monday 23 November" in message.text]
    assert "Waiting: 1 for a first answer; 1 with nobody." in str(posted.blocks)


@pytest.mark.parametrize(
    ("queue", "by", "code"),
    [
        ("nowhere", LENA, RefusalCode.UNKNOWN_WORD),
        ("orders", BOB, RefusalCode.NOT_A_MEMBER),
        (None, GIL, RefusalCode.NOT_A_MEMBER),
    ],
)
async def test_what_is_asked_wrongly_or_by_strangers_is_refused(
    support: Store, queue: str | None, by: str, code: RefusalCode
) -> None:
    with pytest.raises(Refused) as refused:
        await support.read(standup.asked, queue, by)
    assert refused.value.code is code
