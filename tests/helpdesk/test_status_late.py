"""A status that a helpdesk tells of late is weighed by when it was set there, tried on each."""

from datetime import timedelta

from bot.domain.ticket import State
from bot.flow import claim, resolve
from store import journal
from tests.flow.clock import Clock
from tests.flow.desk import ANA
from tests.helpdesk.conftest import Room
from tests.helpdesk.deeds import asked

LATER = timedelta(seconds=30)


async def last_told(room: Room) -> dict[str, str]:
    """What is on record of the last status that was told."""
    told = [each for each in await room.store.read(journal.entries, 1001) if each.action == "ticket.updated_outside"]
    return told[-1].detail


async def test_open_from_before_it_was_resolved_here_reopens_nothing(room: Room, clock: Clock) -> None:
    ticket = await asked(room)
    await room.takes(room.side.turns(ticket, "solved"))
    clock.move(LATER)
    opened = room.side.turns(ticket, "open")
    clock.move(LATER)
    await room.store.write(resolve.reopen, 1001, ANA)
    await room.store.write(resolve.resolve, 1001, ANA)
    await room.takes(opened)
    here = await room.ticket()
    assert (here.state, here.reopened) == (State.RESOLVED, 1)
    assert (await last_told(room))["late"] == "True"


async def test_open_from_after_it_was_resolved_here_reopens_it(room: Room, clock: Clock) -> None:
    ticket = await asked(room)
    await room.store.write(claim.claim, 1001, ANA)
    await room.store.write(resolve.resolve, 1001, ANA)
    clock.move(LATER)
    await room.takes(room.side.turns(ticket, "solved"))
    clock.move(LATER)
    await room.takes(room.side.turns(ticket, "open"))
    assert (await room.ticket()).state is State.OPEN


async def test_solved_from_before_the_customers_last_word_resolves_nothing(room: Room, clock: Clock) -> None:
    ticket = await asked(room)
    clock.move(LATER)
    solved = room.side.turns(ticket, "solved")
    clock.move(LATER)
    ticket.status = "open"  # the customer's word opens it there
    await room.takes(room.side.writes_again(ticket))
    await room.takes(solved)
    assert (await room.ticket()).state in (State.NEW, State.OPEN)


async def test_solved_from_after_it_resolves_it(room: Room, clock: Clock) -> None:
    ticket = await asked(room)
    clock.move(LATER)
    told = room.side.writes_again(ticket)
    clock.move(LATER)
    solved = room.side.turns(ticket, "solved")
    clock.move(LATER)
    await room.takes(told)
    await room.takes(solved)
    assert (await room.ticket()).state is State.RESOLVED


async def test_of_two_the_later_one_counts_whichever_comes_first(room: Room, clock: Clock) -> None:
    ticket = await asked(room)
    clock.move(LATER)
    opened = room.side.turns(ticket, "open")
    clock.move(LATER)
    solved = room.side.turns(ticket, "solved")
    await room.takes(solved)
    await room.takes(opened)
    assert (await room.ticket()).state is State.RESOLVED
