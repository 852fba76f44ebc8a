"""A helpdesk that takes one reply twice as one gets it again, and a second look knows what a text was made of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.arrival import AgentMessage
from bot.domain.errors import RefusalCode, Refused
from bot.domain.reply import Delivery, OutgoingReply, Reply, ReplyState
from bot.flow import intake, reply, sending
from bot.flow import triage as triage_flow
from bot.flow.card import facts
from bot.worker import MOST_ATTEMPTS
from store import drafts
from tests.flow.desk import ANA, LENA, MARTA, REQUEST, arrives, last_message, writes
from tests.flow.ledger import notices
from tests.flow.office import Office
from tests.flow.sends import WITH_ORDER, get

UNCLEAR = Delivery("repeat", detail="the helpdesk answered 500")


async def suggested(office: Office) -> int:
    office.assistant.suggestion = WITH_ORDER
    ticket_id = await arrives(office.store)
    await office.work(10)
    return ticket_id


async def approve(office: Office, ticket_id: int) -> Reply:
    draft = await office.store.read(drafts.current, ticket_id)
    assert draft is not None
    return await office.store.write(reply.approve, draft.id, await office.store.read(last_message, ticket_id), ANA)


async def test_without_a_clear_answer_the_same_reply_goes_again_and_cannot_be_taken_back(open_office: Office) -> None:
    ticket_id = await suggested(open_office)
    sent = await approve(open_office, ticket_id)
    open_office.helpdesk.answers = [UNCLEAR, Delivery("not_connected"), Delivery("rate_limited", retry_after=9)]
    await open_office.work(21)
    assert (await get(open_office.store, sent.id)).repeats
    with pytest.raises(Refused) as refused:
        await open_office.store.write(reply.take_back, sent.id, ANA)
    assert refused.value.code is RefusalCode.TOO_LATE
    open_office.orders.fields = {"status": "delivered"}  # it may have arrived: looking again comes too late
    for _ in range(4):
        await open_office.work(60)
    assert (await get(open_office.store, sent.id)).state is ReplyState.SENT
    assert {(out.reply_id, out.body) for out in open_office.helpdesk.taken} == {(sent.id, sent.body)}
    assert len(open_office.helpdesk.taken) == 4


@pytest.mark.parametrize("then", ["refused", "moved_on", "unsure"])
async def test_sent_again_and_not_taken_it_is_a_matter_for_people(open_office: Office, then: str) -> None:
    """The first time may have been the one that arrived, so this is no clear no."""
    ticket_id = await suggested(open_office)
    sent = await approve(open_office, ticket_id)
    open_office.helpdesk.answers = [UNCLEAR, Delivery(then)]  # type: ignore[arg-type]
    await open_office.work(21)
    await open_office.work(60)
    assert (await get(open_office.store, sent.id)).state is ReplyState.UNSURE
    await open_office.store.write(sending.settle, sent.id, True, ANA)
    await writes(open_office.store, "One more thing")
    await open_office.work(10)
    again = await approve(open_office, ticket_id)
    await open_office.work(21)
    assert (await get(open_office.store, again.id)).state is ReplyState.SENT


async def test_never_answered_it_is_put_to_people_in_the_end(open_office: Office) -> None:
    ticket_id = await suggested(open_office)
    sent = await approve(open_office, ticket_id)
    open_office.helpdesk.answers = [UNCLEAR] * MOST_ATTEMPTS
    for _ in range(MOST_ATTEMPTS):
        await open_office.work(600)
    assert (await get(open_office.store, sent.id)).state is ReplyState.UNSURE
    assert ("reply_unsure", ANA) in await open_office.store.read(notices)


@pytest.mark.parametrize("answer", ["unsure", "repeat"])
async def test_a_reply_that_comes_back_before_its_unclear_answer_has_arrived(open_office: Office, answer: str) -> None:
    ticket_id = await suggested(open_office)
    sent = await approve(open_office, ticket_id)
    send = open_office.helpdesk.send

    async def comes_back(out: OutgoingReply) -> Delivery:
        await send(out)
        told = AgentMessage(
            source="generic", conversation="88", event_id="back", message_id="d1", body=out.body,
            reply_id=out.reply_id, author_name="Ana",
        )  # fmt: skip
        await open_office.store.write(intake.take, told)
        return Delivery(answer)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(open_office.helpdesk, "send", comes_back)
        await open_office.work(21)
        await open_office.work(60)
    assert (await get(open_office.store, sent.id)).state is ReplyState.SENT
    await writes(open_office.store, "One more thing")
    await open_office.work(10)
    await approve(open_office, ticket_id)
    await open_office.work(21)
    assert len(open_office.helpdesk.taken) == 2, "its lane is free for the next answer"


async def test_a_record_read_again_for_another_reason_does_not_hide_that_it_changed(open_office: Office) -> None:
    ticket_id = await suggested(open_office)
    sent = await approve(open_office, ticket_id)
    open_office.orders.fields = {"status": "delivered", "eta": ""}
    await open_office.store.write(triage_flow.mark_sensitive, ticket_id, "angry", LENA, "V1")
    assert (await get(open_office.store, sent.id)).state is ReplyState.AWAITING_KEYS, "it says so at once"
    await open_office.work(30)
    await open_office.store.write(reply.second_approve, sent.id, MARTA)
    await open_office.work(21)
    stopped = await get(open_office.store, sent.id)
    assert (stopped.state, stopped.stop_reason) == (ReplyState.STOPPED, "record_changed")
    assert open_office.helpdesk.taken == []
    assert {("reply_stopped", ANA), ("reply_stopped", MARTA)} <= set(await open_office.store.read(notices))
    told = {person: str([m.blocks for m in open_office.sandbox.dms(person)]) for person in (ANA, MARTA)}
    assert "your reply was not sent" in told[ANA]
    assert "the reply that you approved was not sent" in told[MARTA]


async def test_a_suggestion_kept_open_while_its_record_was_read_again_is_not_approved(open_office: Office) -> None:
    ticket_id = await suggested(open_office)
    draft = await open_office.store.read(drafts.current, ticket_id)
    assert draft is not None
    await open_office.store.write(drafts.mark_opened, draft.id)
    open_office.orders.fields = {"status": "delivered", "eta": ""}
    told_again = replace(REQUEST, event_id="evt-again", attributes={"shop": "web"})
    await open_office.store.write(intake.take, told_again)
    await open_office.work(10)
    with pytest.raises(Refused) as refused:
        await approve(open_office, ticket_id)
    assert refused.value.code is RefusalCode.RECORD_CHANGED
    assert refused.value.facts == {
        "record": "orders:4417", "field": "status", "before": "in transit", "now": "delivered",
    }  # fmt: skip
    assert (await open_office.store.read(facts, ticket_id)).changed == ("record_changed", refused.value.facts)


async def test_a_slack_that_is_away_for_hours_gets_its_cards_when_it_is_back(open_office: Office) -> None:
    open_office.sandbox.fail("chat.postMessage", status=503, times=MOST_ATTEMPTS + 5)
    ticket_id = await arrives(open_office.store)
    for _ in range(MOST_ATTEMPTS + 8):
        await open_office.work(timedelta(minutes=6).total_seconds())
    assert [card for card in open_office.cards() if f"T-{ticket_id}" in str(card.blocks)]
