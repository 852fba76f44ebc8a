"""A helpdesk that compares ids is only told ids of its own."""

from dataclasses import replace

from bot.domain.arrival import CustomerMessage
from bot.domain.reply import Delivery
from bot.flow import claim, intake, reply
from bot.flow.card import facts
from tests.flow.desk import ANA, REQUEST, arrives
from tests.flow.office import Office


async def answered(office: Office, ticket_id: int) -> None:
    await office.work(1)
    draft = (await office.store.read(facts, ticket_id)).draft
    assert draft is not None
    await office.store.write(reply.approve, draft.id, draft.last_message_id, ANA)
    await office.work(30)


async def test_a_message_without_an_id_is_expected_by_none(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store, message_id="")
    await open_office.store.write(claim.claim, ticket_id, ANA)
    await answered(open_office, ticket_id)
    (sent,) = open_office.helpdesk.taken
    assert (sent.expect_last_message, sent.in_reply_to) == ("", "")


async def test_a_message_is_expected_by_the_id_that_its_source_gave(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.store.write(claim.claim, ticket_id, ANA)
    await answered(open_office, ticket_id)
    (sent,) = open_office.helpdesk.taken
    assert (sent.expect_last_message, sent.in_reply_to) == ("880", "880")


async def test_a_reply_that_the_helpdesk_gave_no_id_is_expected_by_none(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.store.write(claim.claim, ticket_id, ANA)
    open_office.helpdesk.answers = [Delivery("sent")]
    await answered(open_office, ticket_id)
    last = await open_office.store.read(facts, ticket_id)
    text = await open_office.store.write(
        reply.send_text, ticket_id, "And one more thing.", ANA, view_id="V1", message_id=last.ticket.last_message_id
    )
    assert text is not None
    await open_office.work(30)
    second = open_office.helpdesk.taken[-1]
    assert second.body.startswith("And one more thing.")
    assert (second.expect_last_message, second.in_reply_to) == ("", "880")


async def test_the_same_unnamed_message_is_still_one(open_office: Office) -> None:
    created = replace(REQUEST, message_id="")
    first = await open_office.store.write(intake.take, created)
    again = CustomerMessage(
        source="generic", conversation="88", via="email", event_id=created.event_id, body=created.body
    )
    second = await open_office.store.write(intake.take, again)
    assert second.repeated
    assert first.ticket_id == second.ticket_id
