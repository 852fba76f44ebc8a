"""What holders and leads are told of clocks, and that it goes when it is not true any more.

A request of Monday at eight is due at eleven and warned of at half past ten; an hour later Lena, who leads, is told.
"""

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.domain.errors import Refused
from bot.domain.outbox import Kind
from bot.flow import card, claim, resolve, snooze, triage, warning
from sandbox import Message
from store import backlog, posts
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.clocked import answered, clocked
from tests.flow.desk import ANA, DELICATE, ESCALATIONS, LENA, OMAR, ORDERS, arrives, writes
from tests.flow.office import Office, office

SOON, DUE, LATE = (MONDAY.replace(hour=hour, minute=minute) for hour, minute in ((10, 30), (11, 0), (12, 0)))


@pytest.fixture
async def team(database: str, clock: Clock) -> AsyncIterator[Office]:
    async with clocked(database, clock) as store, office(store, clock) as opened:
        yield opened


async def look(team: Office, at: datetime) -> None:
    """It is then; the chore runs, and its work is done."""
    team.clock.at = at
    await team.store.write(desk.people)
    await team.store.write(warning.look)
    await team.work()


async def held(team: Office, number: int = 88, by: str = ANA) -> int:
    """A ticket that somebody has claimed, with its card and the beginning of its thread."""
    ticket_id = await arrives(team.store, number)
    await team.work(10)
    await team.store.write(claim.claim, ticket_id, by)
    await team.work(10)
    return ticket_id


def plainly(message: Message) -> str:
    text = str(message.blocks[0].get("text", {}).get("text", ""))
    return re.sub(r"<!date\^[^|]*\|\d+-\d+-\d+ ([\d:]+) UTC>", r"\1", text)


def told(team: Office, channel: str = ORDERS) -> list[str]:
    """What holders are told below the cards of a channel."""
    lines = [
        line
        for found in team.cards(channel)
        for line in team.sandbox.thread(found.channel, found.ts)
        if line.ts != found.ts and re.search(":(first_response|next_response|resolution)$", line.blocks[0]["block_id"])
    ]
    return [plainly(line) for line in lines]


def direct(team: Office, person: str = LENA) -> list[str]:
    """What somebody was told by direct message, as it stands now."""
    ours = [message for message in team.sandbox.dms(person) if message.blocks[0].get("block_id", "").count(":")]
    return [plainly(message) for message in ours if "text" in message.blocks[0]]


async def test_the_holder_is_mentioned_once_and_the_line_turns_overdue_and_goes(team: Office) -> None:
    ticket_id = await held(team)
    await look(team, SOON - timedelta(minutes=1))
    assert told(team) == []
    await look(team, SOON)
    assert told(team) == [f"<@{ANA}> T-{ticket_id}: answer due 11:00"]
    calls = team.calls("chat.postMessage")
    await look(team, SOON + timedelta(minutes=1))
    await look(team, DUE)
    assert told(team) == [f"<@{ANA}> T-{ticket_id}: overdue, answer was due 11:00"]
    assert team.calls("chat.postMessage") == calls, "it is edited"
    assert "overdue, answer was due" in str(team.cards()[0].blocks)
    await answered(team.store)
    await look(team, DUE + timedelta(minutes=1))
    assert told(team) == []
    await writes(team.store, "And now?")
    await look(team, MONDAY.replace(hour=12, minute=32))
    assert told(team) == [f"<@{ANA}> T-{ticket_id}: next answer due 13:01"], "another target, another mention"


async def test_a_warning_that_is_settled_before_anybody_looked_is_never_said(team: Office) -> None:
    await held(team)
    team.clock.at = SOON
    await team.store.write(warning.look)
    await answered(team.store)
    await team.work()
    assert told(team) == []


async def test_nobody_is_mentioned_for_what_they_saw_when_they_took_it(team: Office) -> None:
    ticket_id = await arrives(team.store)
    await team.work(10)
    await look(team, DUE)
    assert told(team) == [], "nobody holds it"
    await team.store.write(claim.claim, ticket_id, ANA)
    await look(team, DUE + timedelta(minutes=1))
    assert told(team) == [f"T-{ticket_id}: overdue, answer was due 11:00"]


async def test_a_lost_answer_doubles_no_line(team: Office) -> None:
    ticket_id = await held(team)
    team.sandbox.fail("chat.postMessage", drop_after=True)
    await look(team, SOON)
    await team.work(10)
    assert told(team) == [f"<@{ANA}> T-{ticket_id}: answer due 11:00"]


@pytest.mark.parametrize("error", ["ratelimited", "internal_error"])
async def test_slack_has_a_bad_moment(team: Office, error: str) -> None:
    await held(team)
    team.sandbox.fail("chat.postMessage", error=error)
    await look(team, SOON)
    for _ in range(4):
        await team.work(31)
    assert len(told(team)) == 1


async def test_a_line_that_somebody_deleted_comes_again(team: Office) -> None:
    await held(team)
    await look(team, SOON)
    (found,) = team.cards()[:1]
    line = team.sandbox.thread(found.channel, found.ts)[-1]
    team.sandbox.workspace.messages[found.channel].pop(line.ts)
    await look(team, DUE)
    await look(team, DUE + timedelta(minutes=1))
    assert len(told(team)) == 1


async def test_of_a_sealed_ticket_the_holder_is_told_directly_and_its_number_only(team: Office) -> None:
    ticket_id = await arrives(team.store, body=DELICATE)
    await team.work(10)
    await team.store.write(claim.claim, ticket_id, LENA)
    await look(team, SOON)
    assert direct(team) == [f"T-{ticket_id}: answer due 11:00"]
    assert told(team, ESCALATIONS) == []
    await team.store.write(resolve.resolve, ticket_id, LENA)
    await look(team, SOON + timedelta(minutes=1))
    assert direct(team) == []


async def test_a_ticket_that_is_sealed_later_leaves_nothing_in_its_thread(team: Office) -> None:
    ticket_id = await held(team)
    await look(team, SOON)
    await team.store.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1")
    await look(team, SOON + timedelta(minutes=1))
    await look(team, SOON + timedelta(minutes=2))
    assert told(team) == []
    assert direct(team, ANA) == [f"T-{ticket_id}: answer due 11:00"]


async def test_the_lead_is_told_when_a_holder_does_nothing_and_the_message_goes_quiet(team: Office) -> None:
    first, second = await held(team, 1), await held(team, 2, OMAR)
    await look(team, LATE - timedelta(minutes=1))
    assert direct(team) == []
    await look(team, LATE)
    assert direct(team) == [
        f"Overdue, and nobody has done anything about it: T-{first} since 11:00 (with Ana), "
        f"T-{second} since 11:00 (with Omar)"
    ]
    (message,) = [found.ts for found in team.sandbox.dms(LENA)]
    await answered(team.store, conversation="1")
    await look(team, LATE + timedelta(minutes=1))
    assert direct(team) == [f"Overdue, and nobody has done anything about it: T-{second} since 11:00 (with Omar)"]
    await answered(team.store, 2, conversation="2")
    await look(team, LATE + timedelta(minutes=2))
    assert direct(team) == ["Nothing overdue waits for you any more."]
    assert [found.ts for found in team.sandbox.dms(LENA)] == [message], "it is edited"


async def test_who_does_something_after_it_was_due_has_that_time_again(team: Office) -> None:
    ticket_id = await held(team)
    team.clock.at = DUE + timedelta(minutes=30)
    await team.store.write(desk.people)
    await team.store.write(snooze.snooze, ticket_id, MONDAY + timedelta(days=1), ANA, "V1")
    await look(team, LATE)
    assert direct(team) == []
    await look(team, LATE + timedelta(minutes=30))
    assert "T-1001 since 11:00 (with Ana)" in direct(team)[0], "sleep is ours"


async def test_one_that_nobody_holds_comes_to_the_lead_too(team: Office) -> None:
    ticket_id = await arrives(team.store)
    await team.work(10)
    await look(team, LATE)
    assert direct(team) == [f"Overdue, and nobody has done anything about it: T-{ticket_id} since 11:00 (with nobody)"]


async def test_the_night_does_not_count_for_the_lead(team: Office) -> None:
    team.clock.at = MONDAY.replace(hour=14, minute=30)
    await team.store.write(desk.people)
    ticket_id = await held(team)  # due at half past four
    await look(team, MONDAY.replace(hour=23))
    assert direct(team) == []
    tuesday = MONDAY + timedelta(days=1)
    await look(team, tuesday.replace(hour=9, minute=29))
    assert direct(team) == []
    await look(team, tuesday.replace(hour=9, minute=31))
    assert f"T-{ticket_id}" in direct(team)[0]


async def test_a_lead_whom_slack_does_not_know_holds_up_nobody(team: Office) -> None:
    await held(team)

    def nobody_knows(uow: UnitOfWork) -> bool:
        warning.look(uow)
        return backlog.waits(uow, Kind.WARNING, f"lead:{LENA}")

    team.sandbox.fail("conversations.open", error="user_not_found")
    await look(team, LATE)
    assert len(told(team)) == 1
    assert not [post for post in await team.store.read(posts.standing, "warning") if post.ts and "lead" in post.subject]
    assert await team.store.write(nobody_knows) in (True, False)


async def test_the_snooze_modal_knows_when_it_is_due(team: Office) -> None:
    ticket_id = await held(team)
    offer = await team.store.write(snooze.offer, ticket_id, ANA)
    assert offer.facts.ticket.due[0].at == DUE
    assert max(moment for _, moment in offer.choices) > DUE
    with pytest.raises(Refused):
        await team.store.write(snooze.snooze, ticket_id, MONDAY, ANA, "V9")
    assert (await team.store.read(card.facts, ticket_id)).ticket.due[0].at == DUE
