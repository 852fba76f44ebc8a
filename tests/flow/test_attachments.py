"""What a customer sends along counts with the message that it came with, also with a later one."""

from dataclasses import replace
from typing import Any

from bot.domain.arrival import CustomerMessage
from bot.domain.draft import DraftState, Withheld
from bot.domain.triage import Guess
from bot.flow import intake
from bot.flow.card import facts
from store import journal
from tests.flow.desk import REQUEST, arrives
from tests.flow.office import Office

PHOTO: dict[str, Any] = {"id": "a1", "name": "lamp.jpg", "type": "image/jpeg", "size": 48213, "url": ""}
RECEIPT: dict[str, Any] = {"id": "a2", "name": "receipt.pdf", "type": "application/pdf", "size": 901, "url": ""}
RETURN: dict[str, Any] = {"subject": "Lamp", "body": "I want to send it back."}
LATER = CustomerMessage(
    source="generic", conversation="88", via="email", event_id="evt-later", message_id="m-later",
    body="Here is the picture.", attachments=(PHOTO,),
)  # fmt: skip


async def test_a_photo_that_comes_later_is_not_missing_any_more(open_office: Office) -> None:
    open_office.assistant.guess = Guess("return_item", 0.9)
    ticket_id = await arrives(open_office.store, attachments=(RECEIPT,), **RETURN)
    await open_office.work()
    before = await open_office.store.read(facts, ticket_id)
    assert before.draft is not None
    assert before.draft.reason is Withheld.MISSING
    await open_office.store.write(intake.take, LATER)
    await open_office.work(1)
    now = await open_office.store.read(facts, ticket_id)
    assert [found.name for found in now.attachments] == ["receipt.pdf", "lamp.jpg"]
    assert [[found.name for found in line.attachments] for line in now.messages] == [["receipt.pdf"], ["lamp.jpg"]]
    assert now.missing == ()
    assert now.draft is not None
    assert now.draft.state is DraftState.PROPOSED


async def test_created_told_after_its_own_message_brings_what_that_lacked(open_office: Office) -> None:
    first = CustomerMessage(
        source="generic", conversation="88", via="email", event_id="evt-m", message_id="880", body=RETURN["body"]
    )
    ticket_id = (await open_office.store.write(intake.take, first)).ticket_id
    assert ticket_id is not None
    created = replace(REQUEST, attachments=(PHOTO,), **RETURN)
    await open_office.store.write(intake.take, created)
    found = await open_office.store.read(facts, ticket_id)
    assert [line.body for line in found.messages] == [RETURN["body"]]
    assert [attached.name for attached in found.attachments] == ["lamp.jpg"]
    entries = await open_office.store.read(journal.entries, ticket_id)
    assert any(entry.action == "ticket.completed" and "attachments" in entry.detail["filled"] for entry in entries)
