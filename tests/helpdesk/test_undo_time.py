"""What happens in the helpdesk between the approval of a reply and its leaving, tried on each."""

from bot.domain.draft import DraftState
from bot.domain.reply import ReplyState
from bot.domain.ticket import State
from store import drafts
from tests.flow.desk import ANA
from tests.flow.ledger import sound
from tests.flow.sends import UNDO
from tests.helpdesk.conftest import Room
from tests.helpdesk.deeds import ASKED, asked, inlet_of, merged_there, unless
from tests.helpdesk.side import Ticket

NEWS = "A neighbour has it."


def told_to(room: Room, slack_id: str) -> str:
    """All that somebody was written by direct message."""
    return " ".join(str(message.blocks) for message in room.office.sandbox.dms(slack_id))


async def test_a_customers_line_holds_the_reply_back(room: Room) -> None:
    ticket = await asked(room)
    approved = await room.approves()
    await room.work(5)
    await room.takes(room.side.writes_again(ticket, NEWS))
    stopped = await room.reply(approved.id)
    assert (stopped.state, stopped.stop_reason) == (ReplyState.STOPPED, "new_message")
    await room.work(UNDO.total_seconds() + 1)
    await room.work(600)
    assert ticket.sent() == []
    assert await room.lines() == [ASKED, ("customer", NEWS)]
    assert "the customer wrote again" in told_to(room, ANA)
    shown = str(room.office.cards()[-1].blocks)
    assert "An earlier reply was not sent: the customer wrote again" in shown
    assert "'action_id': 'take_back'" not in shown
    await sound(room.store, 1001)


async def test_and_what_is_suggested_then_may_be_sent(room: Room) -> None:
    ticket = await asked(room)
    first = await room.approves()
    await room.takes(room.side.writes_again(ticket))
    await room.work(10)
    suggested = await room.store.read(drafts.current, 1001)
    assert suggested is not None
    assert (suggested.state, suggested.id != first.draft_id) == (DraftState.PROPOSED, True)
    second = await room.approves()
    await room.work(UNDO.total_seconds() + 1)
    assert [message.body for message in ticket.sent()] == [second.body]


async def test_a_customers_line_that_only_the_listing_brings_does_so_too(room: Room) -> None:
    inlet = inlet_of(room)
    ticket = await asked(room)
    approved = await room.approves()
    room.side.writes_again(ticket, NEWS)
    await room.asks(inlet)
    await room.work(UNDO.total_seconds() + 1)
    assert ticket.sent() == []
    assert (await room.reply(approved.id)).stop_reason == "new_message"


async def test_an_answer_given_there_withdraws_it(room: Room) -> None:
    ticket = await asked(room)
    approved = await room.approves()
    await room.work(5)
    await room.takes(room.side.agent_writes(ticket, "It arrives on Friday."))
    stopped = await room.reply(approved.id)
    assert (stopped.state, stopped.stop_reason) == (ReplyState.STOPPED, "answered_outside")
    await room.work(UNDO.total_seconds() + 1)
    await room.work(600)
    assert [message.body for message in ticket.sent()] == ["It arrives on Friday."]
    assert (await room.ticket()).state is State.WAITING_CUSTOMER
    assert "answered outside Deskhand" in told_to(room, ANA)
    shown = str(room.office.cards()[-1].blocks)
    assert "Answered outside Deskhand" in shown
    assert "Suggestion withdrawn" in shown
    assert "'action_id': 'approve'" not in shown
    await sound(room.store, 1001)


async def test_an_answer_and_a_further_question_there_leave_the_question_open(room: Room) -> None:
    ticket = await asked(room)
    approved = await room.approves()
    await room.takes(room.side.agent_writes(ticket, "It arrives on Friday."))
    await room.takes(room.side.writes_again(ticket, "And the second parcel?"))
    await room.work(UNDO.total_seconds() + 1)
    assert [message.body for message in ticket.sent()] == ["It arrives on Friday."]
    assert (await room.reply(approved.id)).state is ReplyState.STOPPED
    assert (await room.ticket()).state in (State.NEW, State.OPEN)


async def test_a_past_exchange_that_comes_late_is_read_before_the_reply_leaves(room: Room) -> None:
    """Nobody had heard the customer's line, nor its answer: whoever approved knew of neither."""
    inlet = inlet_of(room)
    ticket = await asked(room)
    room.side.writes_again(ticket, NEWS)
    room.side.agent_writes(ticket, "Then all is well.")
    approved = await room.approves()
    await room.asks(inlet)
    await room.work(UNDO.total_seconds() + 1)
    assert [message.body for message in ticket.sent()] == ["Then all is well."]
    assert (await room.reply(approved.id)).state is ReplyState.STOPPED


async def test_what_was_known_before_holds_nothing_back(room: Room) -> None:
    ticket, told = room.side.opens()
    told += room.side.writes_again(ticket)
    await room.takes(told)
    approved = await room.approves()
    await room.takes(told)
    await room.takes(room.side.agent_writes(ticket, "He has called as well.", public=False))
    await room.work(UNDO.total_seconds() + 1)
    assert [message.body for message in ticket.sent()] == [approved.body]


async def test_a_line_that_crosses_the_reply_is_not_taken_for_answered(room: Room) -> None:
    """It comes while the helpdesk is writing: too late to hold anything back, and still to be answered."""
    ticket = await asked(room)

    async def meanwhile(there: Ticket) -> None:
        await room.takes(room.side.writes_again(there, NEWS))

    room.side.meanwhile = meanwhile
    approved = await room.approves()
    await room.work(UNDO.total_seconds() + 1)
    assert (await room.reply(approved.id)).state is ReplyState.SENT
    assert [message.body for message in ticket.sent()] == [approved.body]
    assert ("customer", NEWS) in await room.lines()
    assert (await room.ticket()).state in (State.NEW, State.OPEN)


async def test_a_merge_there_takes_the_reply_back(room: Room) -> None:
    """What was approved for the one was not approved for both."""
    unless(room, "merge")
    first, second = await asked(room), await asked(room)
    approved = await room.approves(1001)
    await merged_there(room, first, second)
    await room.work(UNDO.total_seconds() + 1)
    assert (first.sent(), second.sent()) == ([], [])
    assert (await room.reply(approved.id)).state not in (ReplyState.SENT, ReplyState.SENDING)
