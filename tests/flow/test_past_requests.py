"""What a diagnosis reads from the store: ended tickets with their waiting, answers and handoffs; nothing is written."""

from datetime import timedelta

from bot.domain.arrival import AgentMessage
from bot.domain.diagnosis_figures import PastRequest, waited
from bot.domain.handoff import Answer
from bot.domain.ticket import Event
from bot.flow import handoff_answers, intake, past_requests
from store import tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import DELICATE, TOMAS, arrives, people
from tests.flow.test_handoff import asked

HOUR = timedelta(hours=1)


def end(uow: UnitOfWork, ticket_id: int) -> None:
    tickets.lock(uow, ticket_id)
    tickets.move(uow, ticket_id, Event.RESOLVED, "system")


async def read(store: Store) -> list[PastRequest]:
    return await past_requests.read(store, None)


async def test_an_open_ticket_is_no_past_request(either: Store) -> None:
    await arrives(either)
    assert await read(either) == []


async def test_a_resolved_ticket_tells_text_answer_waiting_and_number_of_messages(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    clock.move(HOUR)
    answer = AgentMessage(
        source="generic", conversation="88", event_id="evt-a1", message_id="a1", body="It left on Monday.",
        author_name="Ana", public=True,
    )  # fmt: skip
    await either.write(intake.take, answer)
    clock.move(HOUR)
    await either.write(end, ticket_id)

    (found,) = await read(either)

    assert found.text == "My parcel\nWhere is my order 4417?"
    assert (found.answer, found.messages, found.channel) == ("It left on Monday.", 2, "email")
    assert (found.departments, found.classes) == ((), ())
    assert found.resolved is not None
    assert found.created is not None
    assert waited(found) == HOUR  # then it was the customer's turn


async def test_a_department_had_its_part(support: Store, clock: Clock) -> None:
    card = await asked(support)
    await support.write(handoff_answers.promise, card.id, Answer.ACCEPT, TOMAS)
    clock.move(3 * HOUR)
    await support.write(people)  # who is a member is known anew
    await support.write(handoff_answers.result, card.id, Answer.DONE, "It is found.", TOMAS, "V1")
    ticket_id = 1001
    await support.write(end, ticket_id)

    (found,) = await read(support)

    assert found.departments == ("logistics",)
    assert dict(found.held)["logistics"] == 3 * HOUR


async def test_what_was_found_delicate_comes_with_it(support: Store) -> None:
    ticket_id = await arrives(support, body=DELICATE)
    await support.write(end, ticket_id)

    (found,) = await read(support)

    assert "legal" in (found.classes or ())


async def test_only_what_came_in_since_then_and_so_many(support: Store, clock: Clock) -> None:
    for number in (1, 2, 3):
        await support.write(end, await arrives(support, number))
        clock.move(24 * HOUR)

    assert len(await past_requests.read(support, clock() - 49 * HOUR)) == 2
    assert len(await past_requests.read(support, None, 1)) == 1
