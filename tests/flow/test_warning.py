"""One line in each channel says which first answers are due soon or overdue, and is edited when that changes.

A normal request of Monday at eight is due at eleven, since the desk opens at nine; at half past ten it is due soon.
"""

import re
from datetime import timedelta

import pytest

from bot.domain.arrival import StatusChange
from bot.domain.outbox import Kind
from bot.domain.ticket import State
from bot.flow import claim, dead_letters, intake, resolve, snooze, triage, warning
from bot.schedule import Schedule
from sandbox import Message
from store import findings, outbox, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import MONDAY
from tests.flow.desk import ANA, DELICATE, ESCALATIONS, ORDERS, arrives
from tests.flow.office import Office

SOON, LATE = MONDAY.replace(hour=10, minute=30), MONDAY.replace(hour=11)


async def look(office: Office) -> None:
    """The chore runs, and its work is done."""
    await office.store.write(desk.people)
    await office.store.write(warning.look)
    await office.work()


def lines(office: Office, channel: str = ORDERS) -> list[Message]:
    return [found for found in office.cards(channel) if found.blocks[0]["block_id"] == "warning:line"]


def told(line: Message) -> str:
    """The line without how moments are written."""
    return re.sub(r"<!date\^[^|]*\|\d+-\d+-\d+ ([\d:]+) UTC>", r"\1", line.blocks[0]["text"]["text"])


async def test_it_comes_at_three_quarters_of_the_time_and_says_when_it_is_overdue(open_office: Office) -> None:
    office = open_office
    ticket_id = await arrives(office.store)
    office.clock.at = SOON - timedelta(minutes=1)
    await look(office)
    assert lines(office) == []
    office.clock.at = SOON
    await look(office)
    (line,) = lines(office)
    assert told(line) == f"Answer due soon: T-{ticket_id} (11:00)"
    office.clock.at = LATE
    await look(office)
    (same,) = lines(office)
    assert (same.ts, told(same)) == (line.ts, f"Overdue: T-{ticket_id} since 11:00")
    assert "parcel" not in str(same)
    assert "<@" not in str(same)


async def test_a_weekend_does_not_count(open_office: Office) -> None:
    office = open_office
    office.clock.at = MONDAY.replace(day=27, hour=16, minute=30)  # Friday; due on Monday at half past ten
    await arrives(office.store)
    office.clock.at = MONDAY.replace(day=30, hour=9, minute=59)
    await look(office)
    assert lines(office) == []
    office.clock.at = MONDAY.replace(day=30, hour=10)
    await look(office)
    assert len(lines(office)) == 1


async def test_no_alert_dies_because_somebody_has_it_or_has_put_it_to_sleep(open_office: Office) -> None:
    office = open_office
    held, sleeping = await arrives(office.store, 1), await arrives(office.store, 2)
    await office.store.write(claim.claim, held, ANA)
    await office.store.write(snooze.snooze, sleeping, MONDAY + timedelta(days=1), ANA, "V1")
    office.clock.at = LATE
    await look(office)
    assert told(lines(office)[0]) == f"Overdue: T-{held} since 11:00, T-{sleeping} since 11:00"


def answered(uow: UnitOfWork, ticket_id: int) -> None:
    tickets.lock(uow, ticket_id)
    findings.keep(uow, ticket_id, first_response_at=uow.at)


@pytest.mark.parametrize("how", ["answered", "resolved", "less urgent", "moved", "sealed"])
async def test_what_is_not_true_any_more_goes(open_office: Office, how: str) -> None:
    office = open_office
    first, second = await arrives(office.store, 1), await arrives(office.store, 2)
    office.clock.at = SOON
    await look(office)
    posts = office.calls("chat.postMessage")
    match how:
        case "answered":
            await office.store.write(answered, first)
        case "resolved":
            await office.store.write(resolve.resolve, first, ANA)
        case "less urgent":  # the policy promises nothing for it
            change = StatusChange(source="generic", event_id="evt-low", conversation="1", priority="low")
            await office.store.write(intake.take, change)
        case "moved":
            await office.store.write(triage.change_type, first, "refund", ANA)
        case _:
            await office.store.write(triage.mark_sensitive, first, "harm", ANA, "V1")
    await look(office)
    assert told(lines(office)[0]) == f"Answer due soon: T-{second} (11:00)"
    if how == "sealed":
        assert told(lines(office, ESCALATIONS)[0]) == f"Answer due soon: T-{first} (11:00)"
    else:
        assert office.calls("chat.postMessage") - posts <= 1  # the card that moved
    await office.store.write(resolve.resolve, second, ANA)
    await look(office)
    (line,) = lines(office)
    assert told(line) == "No answer is due soon or overdue any more."
    edits = office.calls("chat.update")
    await look(office)
    assert office.calls("chat.update") == edits


async def test_a_sealed_ticket_is_told_of_in_the_escalations_channel_only(open_office: Office) -> None:
    office = open_office
    ticket_id = await arrives(office.store, body=DELICATE)
    office.clock.at = SOON
    await look(office)
    assert lines(office) == []
    assert f"T-{ticket_id}" in told(lines(office, ESCALATIONS)[0])


async def test_an_old_line_gives_way_to_a_new_one_when_there_is_something_new(open_office: Office) -> None:
    office = open_office
    first, third = await arrives(office.store, 1), await arrives(office.store, 3)
    office.clock.at = SOON
    await look(office)
    (old,) = lines(office)
    office.clock.at = LATE
    await look(office)
    assert [line.ts for line in lines(office)] == [old.ts], "it is only half an hour old"
    office.clock.at = MONDAY.replace(hour=11, minute=30)
    second = await arrives(office.store, 2)  # due at half past one
    office.clock.at = SOON + warning.STANDS
    await office.store.write(desk.people)
    await office.store.write(resolve.resolve, third, ANA)
    await look(office)
    assert [line.ts for line in lines(office)] == [old.ts], "something went, and nothing is new"
    office.clock.at = MONDAY.replace(hour=13, minute=30)
    await look(office)
    (new,) = lines(office)
    assert new.ts > old.ts
    assert told(new) == f"Overdue: T-{first} since 11:00, T-{second} since 13:30"
    assert office.cards()[-1].ts == new.ts


async def test_a_lost_answer_doubles_nothing(open_office: Office) -> None:
    office = open_office
    await arrives(office.store)
    await office.work(10)
    office.clock.at = SOON
    office.sandbox.fail("chat.postMessage", drop_after=True)
    await look(office)
    await office.work(10)
    assert len(lines(office)) == 1


async def test_a_line_that_somebody_deleted_comes_again(open_office: Office) -> None:
    office = open_office
    await arrives(office.store)
    office.clock.at = SOON
    await look(office)
    (line,) = lines(office)
    office.sandbox.workspace.messages[line.channel].pop(line.ts)
    office.clock.at = LATE
    await look(office)
    await office.work(10)
    (again,) = lines(office)
    assert "Overdue" in told(again)


async def test_work_that_waits_for_slack_is_not_hurried(support: Store, clock: object) -> None:
    await arrives(support)

    def at_soon(uow: UnitOfWork) -> int:
        uow.at = SOON
        warning.look(uow)
        pending = outbox.pending_touch(uow, Kind.WARNING, "#support-orders")
        assert pending is not None
        return pending[1]

    assert [await support.write(at_soon) for _ in range(3)] == [1, 1, 1]


async def test_a_line_that_slack_refuses_waits_for_a_person(open_office: Office) -> None:
    office = open_office
    await arrives(office.store)
    await office.work(10)
    office.clock.at = SOON
    office.sandbox.fail("chat.postMessage", error="invalid_blocks")
    await look(office)
    for _ in range(3):
        await look(office)
    (letter,) = await office.store.read(dead_letters.listed)
    assert lines(office) == []
    assert await office.store.write(dead_letters.retry, letter.id, "person:1")
    await office.work()
    assert len(lines(office)) == 1


async def test_whoever_has_no_card_of_their_own_gets_one_with_the_warning(open_office: Office) -> None:
    office = open_office
    ticket_id = await arrives(office.store)
    asked: list[int] = []

    def own_card(_uow: UnitOfWork, number: int) -> None:
        asked.append(number)

    office.clock.at = SOON
    await office.store.write(warning.look, own_card)
    await office.work()
    await office.store.write(warning.look, own_card)
    assert asked == [ticket_id]
    office.clock.at = LATE
    await office.store.write(warning.look, own_card)
    assert asked == [ticket_id] * 2


async def test_the_schedule_looks_by_itself(open_office: Office) -> None:
    office = open_office
    schedule = Schedule(office.store, office.clock)
    await arrives(office.store)
    office.clock.at = SOON
    await schedule.tick()
    await office.work()
    assert len(lines(office)) == 1
    assert (await office.store.read(tickets.get, 1001)).state is State.NEW


async def test_a_channel_that_is_closed_to_us_holds_up_no_other(open_office: Office) -> None:
    office = open_office
    await arrives(office.store, 1)
    await arrives(office.store, 2, body=DELICATE)
    office.clock.at = SOON
    await office.work()
    office.sandbox.workspace.channels.pop(ESCALATIONS)
    await look(office)
    assert len(lines(office)) == 1
