"""What every helpdesk's connection must do whose status and assignee follow the ticket: without ping-pong."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from bot.cli.examination_upkeep import known_there
from bot.domain.ticket import State
from bot.flow import claim, resolve, snooze
from store import journal
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, OMAR
from tests.helpdesk.conftest import Room, settings
from tests.helpdesk.deeds import answered
from tests.helpdesk.kept import ANAS, needs, settled, writes_of
from tests.helpdesk.kept import room as room
from tests.helpdesk.kept import side as side

# -- the status ---------------------------------------------------------------------------------------------------


async def test_the_status_follows_and_its_echo_changes_nothing(room: Room) -> None:
    needs(room, "status")
    ticket = await settled(room)
    await room.store.write(claim.claim, 1001, ANA)
    await room.work(5)
    tomorrow = room.office.clock() + timedelta(days=1)
    steps: list[tuple[Callable[[UnitOfWork], object], str, State]] = [
        (partial(resolve.resolve, ticket_id=1001, by=ANA), "solved", State.RESOLVED),
        (partial(resolve.reopen, ticket_id=1001, by=ANA), "open", State.OPEN),
        (partial(snooze.snooze, ticket_id=1001, until=tomorrow, by=ANA, view_id="V1"), "waiting", State.SNOOZED),
        (partial(snooze.wake, ticket_id=1001, by=ANA), "open", State.OPEN),
    ]
    for step, name, state in steps:
        await room.store.write(step)
        await room.work(5)
        assert ticket.status == room.side.called[name]
        written = writes_of(room)
        await room.takes(room.side.told_of_status(ticket))
        await room.work(5)
        assert (await room.ticket()).state is state
        assert writes_of(room) == written, "what comes back is not sent again"
    assert ticket.sent() == []


async def test_after_a_reply_it_waits_for_the_customer(room: Room) -> None:
    needs(room, "status")
    ticket, sent = await answered(room)
    await room.work(5)
    assert ticket.status == room.side.called["waiting_customer"]
    assert [message.body for message in ticket.sent()] == [sent.body]
    await room.takes(room.side.told_of_status(ticket))
    assert (await room.ticket()).state is State.WAITING_CUSTOMER


async def test_an_echo_that_comes_late_takes_nothing_back(room: Room) -> None:
    needs(room, "status")
    ticket = await settled(room)
    await room.store.write(claim.claim, 1001, ANA)
    await room.store.write(resolve.resolve, 1001, ANA)
    await room.work(5)
    late = room.side.told_of_status(ticket)
    await room.store.write(resolve.reopen, 1001, ANA)
    await room.work(5)
    await room.takes(late)
    await room.work(5)
    assert (await room.ticket()).state is State.OPEN
    assert (await room.ticket()).reopened == 1
    assert ticket.status == room.side.called["open"]


async def test_a_status_set_there_wins(room: Room) -> None:
    needs(room, "status")
    ticket, _ = await answered(room)
    await room.work(5)
    await room.takes(room.side.told_of_status(ticket))
    written = writes_of(room)
    await room.takes(room.side.turns(ticket, "solved"))
    for _ in range(3):
        await room.work(60)
    assert (await room.ticket()).state is State.RESOLVED
    await room.takes(room.side.turns(ticket, "open"))
    for _ in range(3):
        await room.work(60)
    assert (await room.ticket()).state is State.OPEN
    assert writes_of(room) == written


async def test_also_where_it_looks_like_our_own_that_comes_late(room: Room) -> None:
    """Our own was never told; the same is set by somebody there after it was taken back here."""
    needs(room, "status")
    ticket = await settled(room)
    await room.store.write(claim.claim, 1001, ANA)
    await room.store.write(resolve.resolve, 1001, ANA)
    await room.work(5)
    await room.store.write(resolve.reopen, 1001, ANA)
    await room.work(5)
    await room.takes(room.side.turns(ticket, "solved"))
    await room.work(5)
    assert (await room.ticket()).state is State.RESOLVED
    written = writes_of(room)
    await room.work(60)
    assert writes_of(room) == written


async def test_one_from_before_ours_takes_nothing_back(room: Room) -> None:
    """It was set there before the ticket was resolved here, and is told before, while and after ours is written."""
    needs(room, "status")
    ticket = await settled(room)
    await room.store.write(claim.claim, 1001, ANA)
    old = [room.side.turns(ticket, "open") for _ in range(3)]
    await room.work(60)
    await room.store.write(resolve.resolve, 1001, ANA)
    await room.takes(old[0])
    assert (await room.ticket()).state is State.RESOLVED
    await room.work(5)
    assert ticket.status == room.side.called["solved"]
    await room.takes(old[1])
    assert (await room.ticket()).state is State.RESOLVED
    await room.takes(room.side.told_of_status(ticket))
    await room.takes(old[2])
    for _ in range(3):
        await room.work(60)
    here = await room.ticket()
    assert (here.state, here.reopened) == (State.RESOLVED, 0)
    assert ticket.status == room.side.called["solved"]


async def test_one_that_may_be_from_before_ours_is_looked_into(room: Room) -> None:
    """It was set there after ours, in the same second: what stands there says so."""
    needs(room, "status")
    ticket = await settled(room)
    await room.store.write(claim.claim, 1001, ANA)
    await room.store.write(resolve.resolve, 1001, ANA)
    await room.work(5)
    await room.takes(room.side.turns(ticket, "open"))
    for _ in range(3):
        await room.work(5)
    assert (await room.ticket()).state is State.OPEN
    assert ticket.status == room.side.called["open"]


# -- whose it is --------------------------------------------------------------------------------------------------


async def test_whoever_claims_it_has_it_there_too(room: Room) -> None:
    needs(room, "assignee")
    ticket = await settled(room)
    await room.store.write(claim.claim, 1001, ANA)
    await room.work(5)
    assert ticket.assignee == ANAS
    await room.store.write(claim.release, 1001, ANA)
    await room.work(5)
    assert ticket.assignee == ""
    assert ticket.sent() == []


async def test_what_was_assigned_to_somebody_else_there_stays(room: Room) -> None:
    needs(room, "assignee")
    ticket = await settled(room)
    await room.store.write(claim.claim, 1001, ANA)
    await room.work(5)
    ticket.assignee = "rita@shop.example"
    await room.store.write(claim.release, 1001, ANA)
    await room.work(5)
    assert ticket.assignee == "rita@shop.example"


async def test_who_is_not_known_there_is_said_once(room: Room) -> None:
    needs(room, "assignee")
    ticket = await settled(room)
    await room.store.write(claim.claim, 1001, OMAR)
    await room.work(5)
    await room.store.write(snooze.snooze, 1001, room.office.clock() + timedelta(days=1), OMAR, "V1")
    await room.work(5)
    assert ticket.assignee == ""
    actions = [entry.action for entry in await room.store.read(journal.entries, 1001)]
    assert actions.count("upkeep.missing") == 1


async def test_doctor_names_whom_it_does_not_know(room: Room, database: str) -> None:
    needs(room, "assignee")
    (finding,) = [one async for one in known_there(settings(database), room.store.desk)]
    assert finding.part == "people in desk"
    assert "Omar" in finding.trouble
    assert "Ana" not in finding.trouble
    assert "Tomas" not in finding.trouble, "who works in a department has no tickets"
    (finding,) = [one async for one in known_there(settings(database, "another-token"), room.store.desk)]
    assert "does not accept our token" in finding.trouble
