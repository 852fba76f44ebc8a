"""What the contract's tests take for granted: a customer has asked, a reply has left."""

import pytest

from bot.domain.outbox import IN_FLIGHT
from bot.domain.reply import Reply
from bot.flow.ports import Inlet
from store import journal
from tests.flow.sends import UNDO
from tests.helpdesk.conftest import Room
from tests.helpdesk.side import Ticket

ASKED = ("customer", "Where is my order?")
AWAY = IN_FLIGHT.total_seconds()


def unless(room: Room, what: str) -> None:
    if what in room.side.cannot:
        pytest.skip(room.side.cannot[what])


def inlet_of(room: Room) -> Inlet:
    """What asks the helpdesk for what nobody heard; the test is left out where a helpdesk cannot be asked."""
    if room.inlet is None:
        pytest.skip("it cannot be asked what has changed")
    return room.inlet


async def asked(room: Room) -> Ticket:
    """A customer has asked, and the ticket is here."""
    ticket, told = room.side.opens()
    await room.takes(told)
    return ticket


async def answered(room: Room) -> tuple[Ticket, Reply]:
    """A reply has been approved, and its undo time has passed."""
    ticket = await asked(room)
    approved = await room.approves()
    await room.work(UNDO.total_seconds() + 1)
    return ticket, await room.reply(approved.id)


async def merged_there(room: Room, ticket: Ticket, into: Ticket) -> None:
    """Two are made one there, and all that is told or asked of it is here."""
    await room.takes(room.side.merges(ticket, into))
    if room.inlet:
        await room.asks(room.inlet)


async def nobody_answered_elsewhere(room: Room) -> None:
    told = await room.store.read(journal.entries, 1001)
    assert not [entry for entry in told if entry.detail.get("outside")]
