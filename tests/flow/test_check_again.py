"""**Check order 4417 again** reads the records anew; the suggestion stands, and its card says what has changed."""

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.flow import prepare, read_again
from store import drafts, journal, records
from tests.flow.desk import ANA, BOB, GIL, arrives, writes
from tests.flow.office import Office
from tests.flow.test_sending_again import approve, suggested


def card_of(office: Office) -> str:
    return str(office.cards()[-1].blocks)


async def reads(office: Office, ticket_id: int) -> list[tuple[str, str]]:
    """Who had a record read, and why, each time."""
    entries = await office.store.read(journal.entries, ticket_id)
    return [(entry.actor, entry.detail["why"]) for entry in entries if entry.action == "record.read"]


async def check(office: Office, ticket_id: int) -> None:
    await office.store.write(read_again.check, ticket_id, ANA)
    await office.work(10)


async def test_it_is_read_fresh_by_whoever_asked_and_the_suggestion_stands(open_office: Office) -> None:
    ticket_id = await suggested(open_office)
    before, made = await open_office.store.read(drafts.current, ticket_id), len(open_office.assistant.cases)
    await check(open_office, ticket_id)

    assert before is not None
    assert await open_office.store.read(drafts.current, ticket_id) == before
    assert len(open_office.assistant.cases) == made
    assert open_office.orders.fresh[-1]
    who, why = (await reads(open_office, ticket_id))[-1]
    assert who.startswith("person:")
    assert why == "asked"
    assert "'action_id': 'approve'" in card_of(open_office)


async def test_what_has_changed_is_said_and_nothing_is_approved_before_it_is_read_again(open_office: Office) -> None:
    ticket_id = await suggested(open_office)
    open_office.orders.fields = {"status": "delivered", "eta": "Friday"}
    await check(open_office, ticket_id)

    assert "order 4417 was in transit, is now delivered" in card_of(open_office)
    assert "'action_id': 'approve'" not in card_of(open_office)
    assert "'action_id': 'read_again'" in card_of(open_office)


async def test_one_that_cannot_be_read_says_when_that_was_tried(open_office: Office) -> None:
    open_office.orders.fields = None
    ticket_id = await suggested(open_office)
    card = card_of(open_office)
    assert "Order 4417: could not be read just now" in card
    assert "(tried " in card
    assert "Check order 4417 again" in card
    [linked] = await open_office.store.read(records.linked, ticket_id)
    assert (linked.state, dict(linked.fields)) == ("unreachable", {})
    assert linked.read_at is not None

    open_office.orders.fields = {"status": "delivered", "eta": "Friday"}
    await check(open_office, ticket_id)
    assert "delivered" in card_of(open_office)
    assert "could not be read" not in card_of(open_office)


async def test_it_is_done_once_however_often_it_is_pressed(open_office: Office) -> None:
    ticket_id = await suggested(open_office)
    before = len(await reads(open_office, ticket_id))
    for _ in range(3):
        await open_office.store.write(read_again.check, ticket_id, ANA)
    await open_office.work(10)

    assert len(await reads(open_office, ticket_id)) == before + 1
    told = [entry.action for entry in await open_office.store.read(journal.entries, ticket_id)]
    assert told.count("record.asked") == 1
    await check(open_office, ticket_id)
    assert len(await reads(open_office, ticket_id)) == before + 2


async def test_what_the_customer_wrote_meanwhile_is_answered_all_the_same(open_office: Office) -> None:
    ticket_id = await suggested(open_office)
    before = await open_office.store.read(drafts.current, ticket_id)
    await open_office.store.write(read_again.check, ticket_id, ANA)
    await writes(open_office.store, "And when does it come?")
    await open_office.work(10)

    current = await open_office.store.read(drafts.current, ticket_id)
    assert current is not None
    assert before is not None
    assert current.last_message_id != before.last_message_id


async def test_only_who_may_answer_has_it_checked_and_not_while_a_reply_is_on_its_way(open_office: Office) -> None:
    ticket_id = await suggested(open_office)
    for person in (BOB, GIL):
        with pytest.raises(Refused) as refused:
            await open_office.store.write(read_again.check, ticket_id, person)
        assert refused.value.code in (RefusalCode.NOT_A_MEMBER, RefusalCode.NOT_YOUR_ROLE)


async def test_the_second_look_is_fresh_and_needs_no_asking(open_office: Office) -> None:
    ticket_id = await suggested(open_office)
    await approve(open_office, ticket_id)
    with pytest.raises(Refused) as refused:
        await open_office.store.write(read_again.check, ticket_id, ANA)
    assert refused.value.code is RefusalCode.ALREADY_WAITING
    await open_office.work(21)
    assert open_office.orders.fresh[-1]


async def test_a_first_look_may_be_answered_from_what_was_kept(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work(10)
    to_read = await open_office.store.read(prepare.to_read_again, ticket_id)

    assert to_read.asked_by == ""
    assert open_office.orders.fresh in ([], [False])
