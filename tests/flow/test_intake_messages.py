"""What a message does to a reply on its way, to the card and to what was doubtful."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.arrival import AgentMessage, CustomerMessage
from bot.domain.draft import DraftState, Suggestion, Summary
from bot.domain.reply import Reply, ReplyState
from bot.domain.ticket import Event, State
from bot.flow import intake, triage
from store import conversations, drafts, findings, people, posts, replies, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.desk import DELICATE, LENA, arrives, writes
from tests.flow.test_intake import FIRST, actions, pending, take, ticket_of, wrote

UNDER_WAY = [ReplyState.AWAITING_KEYS, ReplyState.UNDO]


def answered(body: str = "Hello Jo.", number: int = 1, **other: Any) -> AgentMessage:
    head: dict[str, Any] = {"source": "generic", "conversation": "88", "author_name": "Ben", "message_id": f"a{number}"}
    return AgentMessage(event_id=f"evt-a{number}", body=body, **(head | other))


def put_up(uow: UnitOfWork, ticket_id: int, state: ReplyState) -> int:
    """A ticket that Ana has claimed, with a suggestion and a reply in `state`."""
    ana = people.remember(uow, role="staff", kind="slack", external_id="U0ANA", name="Ana Silva")
    tickets.lock(uow, ticket_id)
    tickets.claim(uow, ticket_id, ana)
    event = Event.ASKED_SECOND if state is ReplyState.AWAITING_KEYS else Event.WORKED_ON
    ticket = tickets.move(uow, ticket_id, event, f"person:{ana}")
    empty = Suggestion(engine="test", language="en", summary=Summary())
    drafts.propose(uow, ticket_id, empty, DraftState.PROPOSED, ticket.last_message_id, 0)
    reply = replies.put_up(
        uow, ticket_id=ticket_id, draft_id=None, body="Your order left us.", language="en", disclosed=False,
        written_by=ana, keys_needed=1, last_message_id=ticket.last_message_id, after_send="wait",
    )  # fmt: skip
    replies.advance(uow, reply.id, ReplyState.AWAITING_KEYS, state)
    return reply.id


def reply_of(uow: UnitOfWork, reply_id: int) -> Reply:
    found = replies.get(uow, reply_id)
    assert found is not None
    return found


def show_card(uow: UnitOfWork, ticket_id: int) -> None:
    post = posts.begin(
        uow, kind="card", subject=str(ticket_id), place="#support-orders", channel="C0ORDERS", ticket_id=ticket_id
    )
    assert post is not None
    posts.landed(uow, post, "C0ORDERS", "1.0")


def card_states(uow: UnitOfWork, ticket_id: int) -> list[str]:
    return [post.state for post in posts.of_ticket(uow, ticket_id, "card")]


@pytest.fixture
async def ticket(store: Store) -> int:
    return await take(store, FIRST)


@pytest.mark.parametrize("state", UNDER_WAY)
async def test_a_customers_message_stops_a_reply_that_has_not_left(
    store: Store, ticket: int, state: ReplyState
) -> None:
    reply = await store.write(put_up, ticket, state)

    await take(store, wrote("Forget it, it came."))

    stopped = await store.read(reply_of, reply)
    assert (stopped.state, stopped.stop_reason) == (ReplyState.STOPPED, "new_message")
    assert (await store.read(ticket_of, ticket)).state is State.OPEN
    assert await store.read(drafts.current, ticket) is None


async def test_a_customers_message_leaves_a_reply_that_is_being_sent(store: Store, ticket: int) -> None:
    reply = await store.write(put_up, ticket, ReplyState.SENDING)

    await take(store, wrote("Hello?"))

    assert (await store.read(reply_of, reply)).state is ReplyState.SENDING


@pytest.mark.parametrize("state", UNDER_WAY)
async def test_an_answer_given_elsewhere_stops_ours_and_hands_over_the_ball(
    store: Store, ticket: int, state: ReplyState
) -> None:
    reply = await store.write(put_up, ticket, state)

    await take(store, answered())

    stopped = await store.read(reply_of, reply)
    found = await store.read(ticket_of, ticket)
    facts = await store.read(replies.conversation_note, reply)
    assert (stopped.state, stopped.stop_reason) == (ReplyState.STOPPED, "answered_outside")
    assert facts["who"] == "Ben"
    assert (found.state, found.first_response_at is not None) == (State.WAITING_CUSTOMER, True)
    line = (await store.read(conversations.messages, ticket))[-1]
    assert (line.author, line.author_name, line.reply_id) == ("agent", "Ben", None)
    assert await store.read(drafts.current, ticket) is None


async def test_a_note_changes_nothing_but_the_conversation(store: Store, ticket: int) -> None:
    reply = await store.write(put_up, ticket, ReplyState.UNDO)

    await take(store, answered("Look at the map.", public=False))

    line = (await store.read(conversations.messages, ticket))[-1]
    assert (line.author, line.public) == ("note", False)
    assert (await store.read(reply_of, reply)).state is ReplyState.UNDO
    assert (await store.read(ticket_of, ticket)).state is State.OPEN


@pytest.mark.parametrize("state", [ReplyState.SENDING, ReplyState.UNSURE, ReplyState.UNDO])
async def test_our_own_reply_coming_back_has_arrived(store: Store, ticket: int, state: ReplyState) -> None:
    reply = await store.write(put_up, ticket, state)

    await take(store, answered("Your order left us.", reply_id=reply))

    assert (await store.read(reply_of, reply)).state is ReplyState.SENT
    line = (await store.read(conversations.messages, ticket))[-1]
    assert (line.reply_id, line.external_id, line.author_name) == (reply, "a1", "Ana Silva")
    assert (await store.read(ticket_of, ticket)).state is State.WAITING_CUSTOMER


async def test_the_same_text_settles_what_was_unsure(store: Store, ticket: int) -> None:
    reply = await store.write(put_up, ticket, ReplyState.UNSURE)

    await take(store, answered("Your order  left us.\n"))

    assert (await store.read(reply_of, reply)).state is ReplyState.SENT


async def test_another_text_leaves_what_was_unsure(store: Store, ticket: int) -> None:
    reply = await store.write(put_up, ticket, ReplyState.UNSURE)

    await take(store, answered("Something else."))

    assert (await store.read(reply_of, reply)).state is ReplyState.UNSURE


async def test_a_reply_that_is_stored_already_is_named_and_not_doubled(store: Store, ticket: int) -> None:
    reply = await store.write(put_up, ticket, ReplyState.SENDING)
    await take(store, answered("Your order left us.", reply_id=reply, message_id=""))
    lines = len(await store.read(conversations.messages, ticket))

    await take(store, answered("Your order left us.", 2, reply_id=reply))

    found = await store.read(conversations.messages, ticket)
    assert (len(found), found[-1].external_id) == (lines, "a2")


async def test_a_reply_of_another_ticket_is_not_ours(store: Store, ticket: int) -> None:
    reply = await store.write(put_up, ticket, ReplyState.UNDO)
    other = await take(store, replace(FIRST, event_id="2", conversation="89", message_id="890"))

    await take(store, answered(reply_id=reply, conversation="89"))

    assert (await store.read(reply_of, reply)).state is ReplyState.UNDO
    assert (await store.read(conversations.messages, other))[-1].reply_id is None


async def test_a_reply_that_waits_for_its_approval_cannot_have_come_back(store: Store, ticket: int) -> None:
    reply = await store.write(put_up, ticket, ReplyState.AWAITING_KEYS)

    await take(store, answered("Your order left us.", reply_id=reply))

    assert (await store.read(reply_of, reply)).stop_reason == "answered_outside"


@pytest.mark.parametrize("claimed", [True, False])
async def test_a_message_makes_a_new_card_where_nobody_would_be_told(store: Store, ticket: int, claimed: bool) -> None:
    if claimed:
        await store.write(put_up, ticket, ReplyState.SENDING)
    await store.write(show_card, ticket)

    await take(store, wrote("Hello?"))

    assert await store.read(card_states, ticket) == (["live"] if claimed else ["moved"])
    assert ("thread" in await store.read(pending)) is claimed


async def test_an_answer_in_a_conversation_nobody_knows_waits(store: Store) -> None:
    raw = '{"type": "message.created", "data": {"ticket_id": "88", "id": "a1", "author": "agent", "body": "Hello Jo."}}'
    receipt = await store.write(intake.take, answered(raw=raw))
    assert (receipt.ticket_id, receipt.done) == (None, False)

    ticket = await take(store, FIRST)

    assert [line.author for line in await store.read(conversations.messages, ticket)] == ["customer", "agent"]
    assert "ticket.sent_wait" in await store.read(actions, ticket)


@pytest.mark.parametrize(
    ("body", "sealed"),
    [
        ("My lawyer is waiting.", True),
        ("You will hear from my doctor, I was injured.", True),
        ("Thanks!", False),
        ("Any news of order 4417?", False),
    ],
)
async def test_what_a_person_has_unmarked_comes_back_only_by_a_line_that_shows_it(
    support: Store, body: str, sealed: bool
) -> None:
    ticket = await arrives(support, body=DELICATE)
    await support.write(triage.unmark_sensitive, ticket, "A figure of speech", LENA, "V1")

    await writes(support, body)

    assert (await support.read(ticket_of, ticket)).sealed is sealed
    await writes(support, "Hello?", 2)
    assert (await support.read(ticket_of, ticket)).sealed is sealed


async def test_several_orders_were_looked_at_and_more_of_them_were_not(support: Store) -> None:
    ticket = await arrives(support, body="Orders 4417 and 4218")
    await support.write(triage.unmark_sensitive, ticket, "One parcel", LENA, "V1")

    await writes(support, "Hello?")
    assert (await support.read(ticket_of, ticket)).classes == ()

    await writes(support, "And 4317 and 4318?", 2)
    assert (await support.read(ticket_of, ticket)).classes == ("complex",)


async def test_a_guess_stands_until_the_worker_has_looked_again(store: Store) -> None:
    ticket = await take(store, replace(FIRST, subject="Parcel", body="It is not here", event_id="9"))

    def guessed(uow: UnitOfWork) -> None:
        findings.keep(uow, ticket, type="refund", type_source="classifier", type_confidence=0.9, queue="billing")

    await store.write(guessed)
    await take(store, CustomerMessage(source="generic", event_id="m", conversation="88", body="Hello?", via="email"))

    found = await store.read(ticket_of, ticket)
    assert (found.type, found.queue) == ("refund", "billing")
