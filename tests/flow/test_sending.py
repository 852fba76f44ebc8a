"""An approved reply is looked at once more, leaves once, and whatever came of it is known."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Literal

import pytest

from bot.domain.arrival import AgentMessage, Merge
from bot.domain.desk import Desk
from bot.domain.draft import DraftState
from bot.domain.outbox import Kind, Outcome
from bot.domain.reply import Delivery, OutgoingReply, ReplyState
from bot.domain.ticket import State
from bot.flow import intake, leases, reply, sending, triage
from bot.flow.card import facts
from store import conversations, drafts, outbox
from store.store import Store
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, PRIYA, arrives, suggest, writes
from tests.flow.ledger import notices, pending, sound
from tests.flow.sends import ORDER, UNDO, approved, draft_of, get, job_of, sent_off, ticket_of


async def test_nothing_leaves_before_its_undo_time_has_passed(support: Store, clock: Clock) -> None:
    await approved(support)
    clock.move(UNDO - timedelta(seconds=1))
    assert await support.write(outbox.lease, {}, limit=9, time=UNDO, kinds=(Kind.REPLY,)) == []


async def test_what_leaves_names_its_approvers_and_what_it_answers(support: Store, clock: Clock) -> None:
    _, sent = await approved(support)
    job = await job_of(support, clock)
    outgoing = await support.write(sending.begin, job, sent.id, (ORDER,))
    assert outgoing == OutgoingReply(
        reply_id=sent.id,
        source="generic",
        conversation="88",
        body=sent.body,
        language="en",
        author_name="Ana",
        author_email="ana@shop.example",
        approved_by=("Ana",),
        in_reply_to="880",
        expect_last_message="880",
        disclosed=False,
        subject="My parcel",
        customer_name="Jo Doe",
        customer_email="jo.doe@mail.example",
    )
    assert await support.write(sending.begin, job, sent.id, (ORDER,)) is None, "it begins once"


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ({"fields": {"status": "delivered", "eta": "Friday"}}, "record_changed"),
        ({"fields": {"status": "in transit"}}, "record_changed"),
        ({"state": "foreign", "fields": {}}, "record_gone"),
        ({"state": "unknown", "fields": {}}, "record_gone"),
        (None, "record_gone"),
    ],
    ids=["changed", "field gone", "foreign", "unknown", "not read"],
)
async def test_a_record_that_is_not_as_it_was_stops_the_reply(
    support: Store, clock: Clock, now: Mapping[str, Any] | None, reason: str
) -> None:
    ticket_id, sent = await approved(support)
    job = await job_of(support, clock)
    read = () if now is None else (replace(ORDER, **now),)
    assert await support.write(sending.begin, job, sent.id, read) is None
    stopped = await get(support, sent.id)
    assert (stopped.state, stopped.stop_reason) == (ReplyState.STOPPED, reason)
    assert (await draft_of(support, sent)).state is DraftState.SUPERSEDED, "it does not count as sent"
    assert ("reply_stopped", ANA) in await support.read(notices)
    assert {"prepare", "card"} <= await support.read(pending)
    assert (await support.read(facts, ticket_id)).stop_facts["record"] == "orders:4417"


@pytest.mark.parametrize(
    "articles",
    [
        (),
        (desk.ARTICLE.model_copy(update={"version": 3}),),
        (desk.ARTICLE.model_copy(update={"body": "Three days longer."}),),
    ],
    ids=["gone", "changed", "changed without its version"],
)
async def test_an_article_that_is_not_as_it_was_stops_the_reply(
    support: Store, clock: Clock, articles: tuple[Any, ...]
) -> None:
    _, sent = await approved(support)
    job = await job_of(support, clock)
    support.desk = Desk(file=desk.FILE, articles=articles, hash="later", toml="")
    assert await support.write(sending.begin, job, sent.id, (ORDER,)) is None
    assert (await get(support, sent.id)).stop_reason == "source_changed"


async def test_an_article_that_runs_out_during_the_undo_time_stops_the_reply(support: Store, clock: Clock) -> None:
    _, sent = await approved(support)
    job = await job_of(support, clock)
    clock.move(timedelta(days=90))
    assert await support.write(sending.begin, job, sent.id, (ORDER,)) is None
    assert (await get(support, sent.id)).stop_reason == "source_expired"


async def test_a_customer_who_writes_during_the_undo_time_stops_the_reply(support: Store) -> None:
    ticket_id, sent = await approved(support)
    await writes(support)
    assert (await get(support, sent.id)).stop_reason == "new_message"
    assert "reply" not in await support.read(pending)
    await sound(support, ticket_id)


async def test_a_record_that_cannot_be_read_makes_the_reply_wait_and_the_card_says_so(
    support: Store, clock: Clock
) -> None:
    ticket_id, sent = await approved(support)
    job = await job_of(support, clock)
    await support.write(sending.wait_for_record, sent.id, replace(ORDER, state="unreachable"))
    shown = await support.read(facts, ticket_id)
    assert shown.reply is not None
    assert (shown.reply.state, shown.reply.stop_reason) == (ReplyState.UNDO, "record_unreachable")
    assert shown.stop_facts == {"record": "orders:4417"}
    assert await support.write(sending.begin, job, sent.id, (ORDER,)) is not None
    assert (await get(support, sent.id)).stop_reason == ""


async def test_while_it_waits_for_a_record_it_may_be_taken_back(support: Store, clock: Clock) -> None:
    _, sent = await approved(support)
    job = await job_of(support, clock)
    await support.write(sending.wait_for_record, sent.id, replace(ORDER, state="unreachable"))
    await support.write(reply.take_back, sent.id, ANA)
    assert await support.write(sending.begin, job, sent.id, (ORDER,)) is None


async def test_marked_sensitive_during_the_undo_time_it_waits_for_the_second_key(support: Store, clock: Clock) -> None:
    ticket_id, sent = await approved(support)
    job = await job_of(support, clock)  # a worker has it already
    await support.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1")
    assert (await get(support, sent.id)).state is ReplyState.AWAITING_KEYS
    assert await support.write(sending.begin, job, sent.id, (ORDER,)) is None
    assert (await ticket_of(support, ticket_id)).state is State.WAITING_APPROVAL
    assert ("second_approval", "@marta") in await support.read(notices)
    await support.write(leases.record, job, Outcome("done"), timedelta())
    assert (await support.write(reply.second_approve, sent.id, PRIYA)).state is ReplyState.UNDO
    again = await job_of(support, clock)
    assert await support.write(sending.begin, again, sent.id, (ORDER,)) is not None
    await sound(support, ticket_id)


async def test_an_arrived_reply_joins_the_conversation_and_hands_the_ball_over(support: Store, clock: Clock) -> None:
    ticket_id, sent, job = await sent_off(support, clock)
    before = await ticket_of(support, ticket_id)
    assert before.first_response_at is None
    for _ in range(2):
        await support.write(sending.record, job, sent.id, Delivery("sent", external_id="991"))
    ticket = await ticket_of(support, ticket_id)
    assert (ticket.state, ticket.first_response_at) == (State.WAITING_CUSTOMER, clock.at)
    lines = await support.read(conversations.messages, ticket_id)
    assert [(line.author, line.external_id, line.reply_id) for line in lines] == [
        ("customer", "880", None),
        ("agent", "991", sent.id),
    ]
    assert ticket.last_message_id == lines[-1].id
    assert {"card", "thread"} <= await support.read(pending)
    await sound(support, ticket_id)


async def test_a_type_may_say_that_a_reply_was_all(support: Store, clock: Clock) -> None:
    ticket_id, sent = await approved(support, subject="The lamp", body="I want to send it back.")
    job = await job_of(support, clock)
    await support.write(sending.begin, job, sent.id, (ORDER,))
    await support.write(sending.record, job, sent.id, Delivery("sent"))
    ticket = await ticket_of(support, ticket_id)
    assert (ticket.state, ticket.resolved_at) == (State.RESOLVED, clock.at)
    await sound(support, ticket_id)


async def test_our_own_reply_that_comes_back_is_not_a_second_line(support: Store, clock: Clock) -> None:
    ticket_id, sent, job = await sent_off(support, clock)
    echo = AgentMessage(
        source="generic", event_id="echo", conversation="88", message_id="991", body=sent.body, reply_id=sent.id
    )
    await support.write(intake.take, echo)
    await support.write(sending.record, job, sent.id, Delivery("sent", external_id="991"))
    assert len(await support.read(conversations.messages, ticket_id)) == 2
    assert (await get(support, sent.id)).state is ReplyState.SENT


async def test_a_customer_who_writes_while_it_is_being_sent_is_not_forgotten(support: Store, clock: Clock) -> None:
    ticket_id, sent, job = await sent_off(support, clock)
    await writes(support, "And where is my second parcel?")
    await support.write(suggest, ticket_id)
    await support.write(sending.record, job, sent.id, Delivery("sent"))
    assert (await get(support, sent.id)).state is ReplyState.SENT
    assert (await ticket_of(support, ticket_id)).state is State.OPEN, "the ball is still with us"
    assert await support.read(drafts.current, ticket_id) is None
    assert "prepare" in await support.read(pending)
    await sound(support, ticket_id)


async def test_a_ticket_that_was_merged_while_its_reply_was_being_sent_keeps_the_reply(
    support: Store, clock: Clock
) -> None:
    ticket_id, sent, job = await sent_off(support, clock)
    await arrives(support, 89)
    await support.write(intake.take, Merge(source="generic", event_id="merge", conversation="88", into="89"))
    await support.write(sending.record, job, sent.id, Delivery("sent"))
    assert (await get(support, sent.id)).state is ReplyState.SENT
    assert (await ticket_of(support, ticket_id)).state is State.MERGED
    await sound(support, ticket_id)


@pytest.mark.parametrize(("outcome", "reason"), [("moved_on", "new_message"), ("refused", "refused")])
async def test_what_the_helpdesk_will_not_take_is_stopped(
    support: Store, clock: Clock, outcome: Literal["moved_on", "refused"], reason: str
) -> None:
    ticket_id, sent, job = await sent_off(support, clock)
    await support.write(sending.record, job, sent.id, Delivery(outcome, detail="422"))
    assert ((await get(support, sent.id)).state, (await get(support, sent.id)).stop_reason) == (
        ReplyState.STOPPED,
        reason,
    )
    assert ("reply_stopped", ANA) in await support.read(notices)
    assert (await ticket_of(support, ticket_id)).state is State.OPEN


@pytest.mark.parametrize(("outcome", "why"), [("not_connected", "helpdesk_unreachable"), ("rate_limited", "")])
async def test_what_never_left_is_still_approved_says_why_it_waits_and_is_tried_again(
    support: Store, clock: Clock, outcome: Literal["not_connected", "rate_limited"], why: str
) -> None:
    _, sent, job = await sent_off(support, clock)
    await support.write(sending.record, job, sent.id, Delivery(outcome))
    waits = await get(support, sent.id)
    assert (waits.state, waits.stop_reason) == (ReplyState.UNDO, why)
    assert ("card" in await support.read(pending)) is True
    await support.write(leases.record, job, Outcome("again"), timedelta())
    again = await job_of(support, clock)
    assert again.id == job.id
    assert await support.write(sending.begin, again, sent.id, (ORDER,)) is not None
