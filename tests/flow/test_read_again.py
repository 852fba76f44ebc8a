"""A suggestion that something has changed under is not approved; **Read again** makes a new one, once."""

from dataclasses import replace

import pytest

from bot.domain.arrival import AgentMessage
from bot.domain.errors import RefusalCode, Refused
from bot.domain.reply import ReplyState
from bot.flow import claim, intake, read_again, reply, triage
from bot.words import words
from store import drafts, journal, tickets
from tests.flow.desk import ANA, BOB, GIL, OMAR, REQUEST
from tests.flow.ledger import notices, pending
from tests.flow.office import Office
from tests.flow.sends import WITH_ORDER, approved, get
from tests.flow.test_sending_again import approve, suggested

CHANGED = "Changed since this suggestion: order 4417 was in transit, is now delivered. Read again."


async def out_of_date(office: Office) -> tuple[int, int]:
    """A suggestion that somebody is reading, and an order that was delivered meanwhile; ticket and draft."""
    ticket_id = await suggested(office)
    draft = await office.store.read(drafts.current, ticket_id)
    assert draft is not None
    await office.store.write(drafts.mark_opened, draft.id)
    office.orders.fields = {"status": "delivered", "eta": "Friday"}
    told_again = replace(REQUEST, event_id="evt-again", attributes={"shop": "web"})
    await office.store.write(intake.take, told_again)
    await office.work(10)
    return ticket_id, draft.id


def card_of(office: Office) -> str:
    return str(office.cards()[-1].blocks)


async def test_the_card_says_what_has_changed_and_offers_to_read_again(open_office: Office) -> None:
    ticket_id, _ = await out_of_date(open_office)
    assert CHANGED in card_of(open_office)
    assert "'action_id': 'read_again'" in card_of(open_office)
    assert "'action_id': 'approve'" not in card_of(open_office)
    with pytest.raises(Refused) as refused:
        await approve(open_office, ticket_id)
    assert refused.value.code is RefusalCode.RECORD_CHANGED


async def test_read_again_makes_one_new_suggestion_however_often_it_is_pressed(open_office: Office) -> None:
    ticket_id, draft_id = await out_of_date(open_office)
    before = len(open_office.assistant.cases)
    order = replace(WITH_ORDER.records[0], fields={"status": "delivered", "eta": "Friday"})
    open_office.assistant.suggestion = replace(WITH_ORDER, records=(order,))
    for _ in range(2):
        await open_office.store.write(read_again.read_again, ticket_id, draft_id, ANA)
    await open_office.work(10)
    await open_office.store.write(read_again.read_again, ticket_id, draft_id, ANA)
    await open_office.work(10)
    assert len(open_office.assistant.cases) == before + 1
    assert CHANGED not in card_of(open_office)
    told = [entry.action for entry in await open_office.store.read(journal.entries, ticket_id)]
    assert told.count("draft.read_again") == 1
    sent = await approve(open_office, ticket_id)
    await open_office.work(21)
    assert (await get(open_office.store, sent.id)).state is ReplyState.SENT


async def test_only_who_may_answer_reads_again(open_office: Office) -> None:
    ticket_id, draft_id = await out_of_date(open_office)
    for person in (BOB, GIL):
        with pytest.raises(Refused) as refused:
            await open_office.store.write(read_again.read_again, ticket_id, draft_id, person)
        assert refused.value.code in (RefusalCode.NOT_A_MEMBER, RefusalCode.NOT_YOUR_ROLE)
    await open_office.store.write(claim.claim, ticket_id, OMAR)
    with pytest.raises(Refused) as refused:
        await open_office.store.write(read_again.read_again, ticket_id, draft_id, ANA)
    assert refused.value.code is RefusalCode.TAKEN
    current = await open_office.store.read(drafts.current, ticket_id)
    assert current is not None
    assert current.id == draft_id


async def test_where_no_suggestion_is_wanted_nothing_is_read_again(open_office: Office) -> None:
    ticket_id, sent = await approved(open_office.store)
    with pytest.raises(Refused) as refused:
        await open_office.store.write(read_again.read_again, ticket_id, sent.draft_id, ANA)
    assert refused.value.code is RefusalCode.ALREADY_WAITING
    await open_office.store.write(intake.take, elsewhere())
    with pytest.raises(Refused) as refused:
        await open_office.store.write(read_again.read_again, ticket_id, None, ANA)
    assert refused.value.code is RefusalCode.WRONG_STATE


def elsewhere() -> AgentMessage:
    return AgentMessage(
        source="generic", event_id="evt-a", conversation="88", message_id="a1", body="Done.", author_name="Ben"
    )


async def test_a_colleague_who_answers_elsewhere_stops_what_waits_and_all_who_approved_are_told(
    open_office: Office,
) -> None:
    ticket_id, sent = await approved(open_office.store)
    await open_office.store.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1")
    assert (await get(open_office.store, sent.id)).state is ReplyState.AWAITING_KEYS
    await open_office.store.write(intake.take, elsewhere())
    stopped = await get(open_office.store, sent.id)
    assert (stopped.state, stopped.stop_reason) == (ReplyState.STOPPED, "answered_outside")
    assert ("reply_stopped", ANA) in await open_office.store.read(notices)
    assert "reply" not in await open_office.store.read(pending)


async def test_whoever_typed_meanwhile_is_told_that_a_colleague_has_answered(open_office: Office) -> None:
    ticket_id = await suggested(open_office)
    seen = (await open_office.store.read(tickets.get, ticket_id)).last_message_id
    await open_office.store.write(intake.take, elsewhere())
    with pytest.raises(Refused) as refused:
        await open_office.store.write(reply.send_text, ticket_id, "Soon.", ANA, view_id="V1", message_id=seen)
    said = words("en").refusal(refused.value.code, refused.value.facts)
    assert said.startswith("Ben answered outside Deskhand. Read that answer")
