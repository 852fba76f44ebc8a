"""What every helpdesk's connection must do that writes more than replies: a note once, tags, and nothing in public."""

import pytest

from bot.domain.draft import DraftState
from bot.domain.ticket import State
from bot.flow import claim, dead_letters, escalate, resolve, triage
from store import drafts
from tests.flow.clock import Clock
from tests.flow.desk import ANA, DELICATE, LENA
from tests.flow.sends import UNDO
from tests.helpdesk.conftest import Room, connected
from tests.helpdesk.deeds import ASKED, AWAY, asked
from tests.helpdesk.kept import needs, settled
from tests.helpdesk.kept import room as room
from tests.helpdesk.kept import side as side
from tests.helpdesk.side import Fault, Side, Ticket

# -- the note -----------------------------------------------------------------------------------------------------


async def test_one_private_note_holds_the_summary_and_the_way_to_the_card(room: Room) -> None:
    needs(room, "note")
    ticket = await settled(room)
    (note,) = ticket.notes()
    card = room.office.cards()[0]
    assert "Deskhand T-1001" in note.body
    assert "A late parcel" in note.body
    assert f"https://asterandpine.slack.com/archives/{card.channel}/p{card.ts.replace('.', '')}" in note.body
    assert ticket.sent() == []
    await room.work(AWAY)
    assert len(ticket.notes()) == 1


async def test_it_comes_back_and_is_nobodys_word(room: Room) -> None:
    needs(room, "note")
    ticket = await settled(room)
    before = await room.store.read(drafts.current, 1001)
    for _ in range(2):
        await room.takes(room.side.told_of(ticket, ticket.notes()[0]))
    assert await room.lines() == [ASKED]
    assert (await room.ticket()).state is State.NEW
    assert await room.store.read(drafts.current, 1001) == before
    assert before is not None
    assert before.state is DraftState.PROPOSED
    await room.takes(room.side.agent_writes(ticket, "As Deskhand T-1001 says: a late parcel.", public=False))
    assert (await room.lines())[-1] == ("note", "As Deskhand T-1001 says: a late parcel.")


async def test_nor_where_it_comes_back_before_it_is_answered(room: Room) -> None:
    needs(room, "note")

    async def meanwhile(ticket: Ticket) -> None:
        await room.takes(room.side.told_of(ticket, ticket.messages[-1]))

    room.side.meanwhile = meanwhile
    ticket = await settled(room)
    await room.work(AWAY + 1)
    assert len(ticket.notes()) == 1
    assert await room.lines() == [ASKED]


@pytest.mark.parametrize("fault", ["500 after", "drop after", "500 before", "drop before", "429"])
async def test_it_stands_there_once_whatever_becomes_of_the_answer(room: Room, fault: Fault) -> None:
    needs(room, "note")
    ticket = await asked(room)
    await room.work(8)  # all but the note
    room.side.faults = [fault]
    for _ in range(4):
        await room.work(AWAY + 1)
    assert len(ticket.notes()) == 1
    assert ticket.sent() == []
    await room.takes(room.side.told_of(ticket, ticket.notes()[0]))
    assert await room.lines() == [ASKED]


async def test_of_a_sensitive_ticket_it_says_who_handles_it_and_no_more(room: Room) -> None:
    needs(room, "note")
    ticket, told = room.side.opens(DELICATE)
    await room.takes(told)
    for _ in range(16):
        await room.work(10)
    (note,) = ticket.notes()
    assert "Handled by its owner in Slack." in note.body
    assert "http" not in note.body
    assert "parcel" not in note.body
    assert ticket.tags == []
    assert ticket.sent() == []


# -- tags ---------------------------------------------------------------------------------------------------------


async def test_tags_say_type_and_urgency_and_leave_others_alone(room: Room) -> None:
    needs(room, "tags")
    ticket, told = room.side.opens()
    ticket.tags = ["vip", "deskhand-old"]
    await room.takes(told)
    await room.work(10)
    assert sorted(ticket.tags) == ["deskhand-order_status", "vip"]
    await room.store.write(triage.change_type, 1001, "return_item", LENA)
    await room.store.write(escalate.escalate, 1001, "angry", "He shouts.", LENA, "V2")
    await room.work(10)
    assert "deskhand-return_item" in ticket.tags
    assert "deskhand-order_status" not in ticket.tags
    assert "deskhand-escalated" in ticket.tags
    assert "vip" in ticket.tags
    assert ticket.sent() == []


# -- and what must not suffer -------------------------------------------------------------------------------------


async def test_a_helpdesk_that_refuses_all_of_it_holds_up_no_reply_and_no_card(room: Room) -> None:
    ticket = await asked(room)
    approved = await room.approves()
    room.side.faults = ["refused"] * 9
    await room.work(5)  # what is written besides meets the refusals
    room.side.faults = []
    await room.work(UNDO.total_seconds() + 1)
    assert [message.body for message in ticket.sent()] == [approved.body]
    assert room.office.cards()
    letters = await room.store.read(dead_letters.listed)
    assert {letter.kind.value for letter in letters} <= {"upkeep"}
    assert "Where is my order" not in str(letters)


async def test_one_that_is_away_gets_it_when_it_is_back(room: Room) -> None:
    needs(room, "status")
    ticket = await settled(room)
    await room.store.write(claim.claim, 1001, ANA)
    await room.work(5)
    room.side.faults = ["500 before"] * 4
    await room.store.write(resolve.resolve, 1001, ANA)
    await room.work(5)
    assert "resolved" in str(room.office.cards()[0].blocks).lower()
    for _ in range(6):
        await room.work(60)
    assert ticket.status == room.side.called["solved"]


async def test_the_card_leads_to_the_helpdesks_page(room: Room) -> None:
    await settled(room)
    assert (await room.ticket()).url in str(room.office.cards()[0].blocks)


async def test_nothing_of_it_is_written_unasked(side: Side, database: str, clock: Clock) -> None:
    side.writes_besides = ()
    async with connected(side, database, clock) as room:
        ticket = await settled(room)
        await room.store.write(claim.claim, 1001, ANA)
        await room.store.write(resolve.resolve, 1001, ANA)
        await room.work(AWAY)
        assert (ticket.status, ticket.assignee, ticket.tags, ticket.notes()) == ("open", "", [], [])
