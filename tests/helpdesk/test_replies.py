"""What every helpdesk's connection must do, tried on each: replies out, and all that goes wrong on the way."""

import pytest

from bot.domain.reply import ReplyState
from bot.domain.ticket import State
from store import replies
from tests.flow.ledger import sound
from tests.helpdesk.conftest import Room
from tests.helpdesk.deeds import ASKED, AWAY, answered, nobody_answered_elsewhere
from tests.helpdesk.side import Fault, Ticket


async def test_a_reply_is_sent_once_and_publicly(room: Room) -> None:
    ticket, sent = await answered(room)
    assert sent.state is ReplyState.SENT
    (there,) = ticket.sent()
    assert (there.body, there.public) == (sent.body, True)
    assert (await room.messages())[-1].external_id == there.id
    assert (await room.ticket()).state is State.WAITING_CUSTOMER
    assert ticket.subject == "My parcel", "an answer renames nothing"
    await room.work(AWAY)
    assert len(ticket.sent()) == 1
    await sound(room.store, 1001)


async def test_its_echo_is_no_message(room: Room) -> None:
    ticket, sent = await answered(room)
    await room.takes(room.side.told_of(ticket, ticket.messages[-1]))
    assert await room.lines() == [ASKED, ("agent", sent.body)]
    await nobody_answered_elsewhere(room)


async def test_nor_is_one_that_comes_before_the_helpdesk_has_answered(room: Room) -> None:
    async def meanwhile(ticket: Ticket) -> None:
        await room.takes(room.side.told_of(ticket, ticket.messages[-1]))

    room.side.meanwhile = meanwhile
    ticket, sent = await answered(room)
    assert sent.state is ReplyState.SENT
    assert await room.lines() == [ASKED, ("agent", sent.body)]
    assert (await room.messages())[-1].external_id == ticket.messages[-1].id
    await nobody_answered_elsewhere(room)
    await room.takes(room.side.writes_again(ticket, "Thank you, and when?"))
    assert (await room.lines())[-1] == ("customer", "Thank you, and when?")


@pytest.mark.parametrize("fault", ["500 after", "drop after"])
async def test_what_was_written_without_a_clear_answer_is_found_there(room: Room, fault: Fault) -> None:
    room.side.faults = [fault]
    ticket, sent = await answered(room)
    assert sent.looked_for
    await room.work(AWAY + 1)
    found = await room.reply(sent.id)
    assert found.state is ReplyState.SENT
    assert [message.body for message in ticket.sent()] == [sent.body]
    assert (await room.messages())[-1].external_id == ticket.messages[-1].id


@pytest.mark.parametrize("fault", ["500 after", "drop after"])
async def test_its_echo_settles_it_at_once(room: Room, fault: Fault) -> None:
    room.side.faults = [fault]
    ticket, sent = await answered(room)
    await room.takes(room.side.told_of(ticket, ticket.messages[-1]))
    assert (await room.reply(sent.id)).state is ReplyState.SENT
    await room.work(AWAY + 1)
    assert len(ticket.sent()) == 1
    assert await room.lines() == [ASKED, ("agent", sent.body)]


@pytest.mark.parametrize("fault", ["500 before", "drop before"])
async def test_what_is_not_there_leaves_again(room: Room, fault: Fault) -> None:
    room.side.faults = [fault]
    ticket, sent = await answered(room)
    assert ticket.sent() == []
    for _ in range(3):
        await room.work(AWAY + 1)
    assert (await room.reply(sent.id)).state is ReplyState.SENT
    assert [message.body for message in ticket.sent()] == [sent.body]


async def test_where_something_else_stands_there_nobody_guesses(room: Room) -> None:
    """Another's answer that we have not been told of might be ours, as the helpdesk has made it up."""
    room.side.faults = ["500 before"]
    ticket, sent = await answered(room)
    room.side.agent_writes(ticket, "Quite another text.")
    for _ in range(8):
        await room.work(600)
    assert [message.body for message in ticket.sent()] == ["Quite another text."]
    assert (await room.reply(sent.id)).state is ReplyState.UNSURE


async def test_a_busy_helpdesk_is_waited_for(room: Room) -> None:
    room.side.faults = ["429"]
    ticket, sent = await answered(room)
    assert ticket.sent() == []
    await room.work(5)
    assert ticket.sent() == []
    await room.work(5)
    assert [message.body for message in ticket.sent()] == [sent.body]
    assert (await room.reply(sent.id)).state is ReplyState.SENT


async def test_a_refusal_is_told_in_our_words(room: Room) -> None:
    room.side.faults = ["refused"]
    ticket, sent = await answered(room)
    assert ticket.sent() == []
    assert (sent.state, sent.stop_reason) == (ReplyState.STOPPED, "refused")
    detail = (await room.store.read(replies.conversation_note, sent.id))["detail"]
    assert "422: it does not accept the reply" in detail
    assert "Where is my order" not in detail
