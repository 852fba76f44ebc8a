"""What a mail becomes: a request, a line, a note, or a row alone; and that nothing answers by itself."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import col, select

from bot.domain.arrival import Receipt, Sender
from bot.domain.inlet import Told
from bot.domain.letter import Bounce, Letter, written
from bot.domain.message import Message
from bot.domain.reply import ReplyState
from bot.domain.ticket import Event, State
from bot.flow import inbox as kept
from bot.flow import inlets, letters
from store import conversations, inbox, people, replies, tickets
from store.store import Store
from store.tables import InboxRow, NoticeRow, TicketRow
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA

JO = Sender(name="Jo Doe", email="jo.doe@mail.example", email_verified=True)


def letter(number: int = 1, **more: Any) -> Letter:
    given: dict[str, Any] = {
        "source": "mail", "event_id": f"m{number}@mail.example#0123456789ab", "message_id": f"m{number}@mail.example",
        "sender": JO, "subject": "Order 4417", "body": "Where is my order 4417?",
    }  # fmt: skip
    return Letter(**{**given, **more})


async def take(store: Store, one: Letter) -> Receipt:
    return await store.write(letters.take, one)


async def lines(store: Store, ticket_id: int | None) -> tuple[Message, ...]:
    return await store.read(conversations.messages, ticket_id or 0)


def answered(uow: UnitOfWork, ticket_id: int, state: str = "sent") -> int:
    """A reply that has left."""
    ticket = tickets.lock(uow, ticket_id)
    person = people.staff(uow, ANA)
    assert person is not None
    return replies.put_up(
        uow, ticket_id=ticket.id, draft_id=None, body="It is on its way.", language="en", disclosed=False,
        written_by=person.id, keys_needed=1, last_message_id=ticket.last_message_id, after_send="wait",
    ).id  # fmt: skip


async def test_a_mail_is_a_request_with_its_sender(either: Store) -> None:
    receipt = await take(either, letter())
    again = await take(either, letter())
    assert (again.repeated, again.ticket_id) == (True, receipt.ticket_id)
    ticket = await either.read(tickets.get, receipt.ticket_id or 0)
    customer = await either.read(people.customer, ticket.customer_id)
    assert (ticket.subject, ticket.via, ticket.source) == ("Order 4417", "email", "mail")
    assert (customer.email, customer.email_verified) == ("jo.doe@mail.example", True)
    await take(either, letter(2, sender=replace(JO, email_verified=False)))
    assert not (await either.read(people.customer, ticket.customer_id)).email_verified


async def test_an_answer_joins_by_what_it_names_and_never_by_its_subject(either: Store) -> None:
    first = await take(either, letter())
    second = await take(either, letter(2, refers_to=("m1@mail.example",), body="Please hurry."))
    third = await take(either, letter(3, refers_to=("m2@mail.example",), body="Hello?"))
    alone = await take(either, letter(4, subject=f"Re: {first.number} Order 4417"))
    assert first.ticket_id == second.ticket_id == third.ticket_id != alone.ticket_id
    assert [line.body for line in await lines(either, first.ticket_id)][1:] == ["Please hurry.", "Hello?"]


async def test_a_strangers_mail_gets_into_nobodys_ticket(either: Store) -> None:
    first = await take(either, letter())
    eve = Sender(name="Eve", email="eve@evil.example")
    other = await take(
        either, letter(2, sender=eve, refers_to=("m1@mail.example",), subject=f"Re: {first.number}", body="I am Jo")
    )
    assert other.ticket_id != first.ticket_id
    assert len(await lines(either, first.ticket_id)) == 1


async def test_whoever_got_our_reply_may_answer_it_from_another_address(support: Store) -> None:
    first = await take(support, letter())
    reply = await support.write(answered, first.ticket_id or 0)
    work = Sender(name="Jo at work", email="jo@work.example")
    second = await take(support, letter(2, sender=work, answers=(reply,)))
    assert second.ticket_id == first.ticket_id
    ticket = await support.read(tickets.get, first.ticket_id or 0)
    assert (await support.read(people.customer, ticket.customer_id)).email == "jo.doe@mail.example"


async def test_two_mails_with_one_id_are_both_kept(support: Store) -> None:
    first = await take(support, letter())
    other = await take(support, letter(1, event_id="m1@mail.example#ffffffffffff", body="Another question"))
    assert other.ticket_id != first.ticket_id
    same = await take(
        support, letter(1, event_id="m1@mail.example#eeeeeeeeeeee", refers_to=("m1@mail.example",), body="And more")
    )
    assert same.ticket_id == first.ticket_id
    assert [line.body for line in await lines(support, first.ticket_id)] == ["Where is my order 4417?", "And more"]


async def test_an_automatic_answer_is_a_note_and_reopens_nothing(support: Store) -> None:
    first = await take(support, letter())
    ticket_id = first.ticket_id or 0
    await support.write(_waits, ticket_id)
    away = letter(2, refers_to=("m1@mail.example",), automatic="answer", body="I am away until Monday.")
    assert (await take(support, away)).ticket_id == ticket_id
    assert (await support.read(tickets.get, ticket_id)).state is State.WAITING_CUSTOMER
    note = (await lines(support, ticket_id))[-1]
    assert (note.author, note.public) == ("note", False)


@pytest.mark.parametrize("automatic", ["program", "bulk"])
async def test_a_programs_mail_in_a_conversation_is_a_note(support: Store, automatic: Any) -> None:
    first = await take(support, letter())
    await take(support, letter(2, refers_to=("m1@mail.example",), automatic=automatic, body="We got your mail."))
    assert [line.author for line in await lines(support, first.ticket_id)] == ["customer", "note"]


async def test_a_customers_answer_through_a_group_s_address_is_their_answer(support: Store) -> None:
    first = await take(support, letter(automatic="list"))
    await support.write(_waits, first.ticket_id or 0)
    await take(support, letter(2, refers_to=("m1@mail.example",), automatic="list", body="Please hurry."))
    assert [line.author for line in await lines(support, first.ticket_id)] == ["customer", "customer"]
    assert (await support.read(tickets.get, first.ticket_id or 0)).state is State.OPEN


async def test_a_colleague_who_asks_for_something_is_heard_again(support: Store) -> None:
    """One of the team wrote as a customer: their answer to ours is no note."""
    marta = Sender(name="Marta", email="Marta@shop.example")
    first = await take(support, letter(sender=marta, from_team=True))
    reply = await support.write(answered, first.ticket_id or 0)
    await support.write(_waits, first.ticket_id or 0)
    await take(support, letter(2, sender=marta, from_team=True, answers=(reply,), body="It is still not here."))
    await take(support, letter(3, sender=replace(marta, email="tom@shop.example"), from_team=True, answers=(reply,)))
    assert [line.author for line in await lines(support, first.ticket_id)] == ["customer", "customer", "note"]
    assert (await support.read(tickets.get, first.ticket_id or 0)).state is State.OPEN


def _waits(uow: UnitOfWork, ticket_id: int) -> None:
    tickets.lock(uow, ticket_id)
    tickets.move(uow, ticket_id, Event.SENT_WAIT, "system")


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (letter(automatic="answer"), "mail.automatic"),
        (letter(from_us=True), "mail.ours"),
        (letter(own_reply=4711), "mail.ours"),
        (letter(bounce=Bounce(reply_id=None, failed=True)), "mail.bounce"),
    ],
)
async def test_what_is_nobodys_request_is_on_record_and_no_ticket(support: Store, one: Letter, kind: str) -> None:
    receipt = await take(support, one)
    assert receipt.ticket_id is None
    assert (await take(support, one)).repeated
    kinds = await support.read(lambda uow: list(uow.execute(select(InboxRow.kind)).scalars()))
    assert kinds == [kind]
    assert not await support.read(lambda uow: list(uow.execute(select(TicketRow.id)).scalars()))


@pytest.mark.parametrize("automatic", ["program", "bulk"])
async def test_what_a_program_wrote_may_well_be_a_request(support: Store, automatic: Any) -> None:
    assert (await take(support, letter(automatic=automatic))).ticket_id is not None


async def test_a_colleague_is_believed_where_the_server_says_so_else_it_is_a_note(support: Store) -> None:
    first = await take(support, letter())
    ours = Sender(name="Shop", email="support@shop.example")
    forged = letter(2, sender=ours, from_us=True, refers_to=("m1@mail.example",), body="We pay you back.")
    assert (await take(support, replace(forged, from_us=True))).ticket_id is None  # it wrote nothing here before
    reply = await support.write(answered, first.ticket_id or 0)
    forged = replace(forged, event_id="m3", message_id="m3", answers=(reply,))
    await take(support, forged)
    proven = replace(forged, event_id="m4", message_id="m4", sender=replace(ours, email_verified=True), body="Yes.")
    await take(support, proven)
    said = [(line.author, line.public, line.body) for line in await lines(support, first.ticket_id)][1:]
    assert said == [("note", False, "We pay you back."), ("agent", True, "Yes.")]


async def test_a_copy_of_our_reply_settles_what_was_unsure(support: Store) -> None:
    first = await take(support, letter())
    reply = await support.write(answered, first.ticket_id or 0)
    await support.write(_unsure, reply)
    copy = letter(2, own_reply=reply, message_id="deskhand-1@shop.example", from_us=True, body="It is on its way.")
    assert (await take(support, copy)).ticket_id == first.ticket_id
    assert (await take(support, copy)).repeated
    found = await support.read(replies.get, reply)
    assert found is not None
    assert found.state.value == "sent"
    assert [line.author for line in await lines(support, first.ticket_id)] == ["customer", "agent"]


def _unsure(uow: UnitOfWork, reply_id: int) -> None:
    states = (ReplyState.AWAITING_KEYS, ReplyState.UNDO)
    assert replies.advance(uow, reply_id, states, ReplyState.UNSURE)


async def test_a_bounce_is_told_to_who_sent_it_and_the_ball_is_ours(either: Store) -> None:
    first = await take(either, letter())
    ticket_id = first.ticket_id or 0
    reply = await either.write(answered, ticket_id)
    await either.write(_waits, ticket_id)
    back = Bounce(reply_id=reply, failed=True, status="5.1.1", recipient="jo.doe@mail.example", reason="no such user")
    bounced = letter(2, bounce=back, body="I'm sorry.", automatic="answer")
    await take(either, bounced)
    await take(either, bounced)
    assert (await either.read(tickets.get, ticket_id)).state is State.OPEN
    note = (await lines(either, ticket_id))[-1]
    assert not note.public
    assert "no such user" in note.body
    told = await either.read(
        lambda uow: list(uow.execute(select(NoticeRow.to).where(col(NoticeRow.kind) == "reply_bounced")).scalars())
    )
    assert told == [ANA]
    late = Bounce(reply_id=reply, failed=False, status="4.4.7")
    await either.write(_waits, ticket_id)
    await take(either, letter(3, bounce=late, automatic="answer"))
    assert (await either.read(tickets.get, ticket_id)).state is State.WAITING_CUSTOMER


async def test_a_mail_that_could_not_be_worked_is_tried_again_from_what_was_kept(support: Store) -> None:
    one = letter()
    told = Told(event_id=one.event_id, arrival=one, mark="17:1::", raw=written(one))
    assert await support.write(inlets.park, "mail", told, "", "failed")
    (row,) = await support.read(inbox.unfinished, "parked")
    assert row.kind == "mail.received"
    receipt = await support.write(kept.retry, row.id)
    assert receipt.ticket_id is not None
    assert (await take(support, one)).repeated
