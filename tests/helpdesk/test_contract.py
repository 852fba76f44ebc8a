"""What every helpdesk's connection must do, tried on each: requests in, and what happens in the helpdesk."""

import itertools
from datetime import timedelta

import pytest

from bot import helpdesk
from bot.domain.draft import DraftState
from bot.domain.errors import BadRequest
from bot.domain.ticket import State
from bot.flow import inbox
from bot.flow.ports import Inbound
from store import drafts, findings, people
from tests.flow.clock import Clock
from tests.flow.ledger import sound
from tests.flow.sends import UNDO
from tests.helpdesk.conftest import Room, settings
from tests.helpdesk.deeds import ASKED, asked, inlet_of, merged_there, unless
from tests.helpdesk.side import SECRET, Delivery

# -- requests in --------------------------------------------------------------------------------------------------


async def test_a_new_ticket(room: Room) -> None:
    ticket = await asked(room)
    here = await room.ticket()
    assert (here.subject, here.state, here.source) == (room.side.subject, State.NEW, "desk")
    assert await room.lines() == [ASKED]
    assert ticket.id in here.url
    assert here.url.startswith(("http://127.0.0.1", "https://"))
    customer = await room.store.read(people.customer, here.customer_id)
    assert customer.external_id or customer.email
    await sound(room.store, 1001)


async def test_a_customers_answer_joins_its_ticket(room: Room) -> None:
    ticket = await asked(room)
    await room.takes(room.side.writes_again(ticket))
    assert await room.lines() == [ASKED, ("customer", "Any news?")]
    assert (await room.ticket()).state is State.NEW


async def test_two_customers_with_the_same_words_are_two_tickets(room: Room) -> None:
    await asked(room)
    await asked(room)
    assert await room.lines(1002) == [ASKED]


async def test_attachments_are_listed(room: Room) -> None:
    unless(room, "attachments")
    ticket = await asked(room)
    name = room.side.attachment()
    await room.takes(room.side.writes_again(ticket, "See the photo.", attachments=[name]))
    (found,) = (await room.messages())[-1].attachments
    assert (found.name, found.media_type, found.url[:4]) == ("box.jpg", "image/jpeg", "http")


async def test_a_repeat_adds_nothing(room: Room) -> None:
    ticket, opening = room.side.opens()
    message, note = room.side.writes_again(ticket), room.side.agent_writes(ticket, "Ask the depot.", public=False)
    for _ in range(5):
        await room.takes([*opening, *message, *note])
    assert await room.lines() == [ASKED, ("customer", "Any news?"), ("note", "Ask the depot.")]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
async def test_in_whatever_order_it_is_told_nothing_is_missing(room: Room, order: tuple[int, ...]) -> None:
    ticket, opening = room.side.opens()
    told: list[list[Delivery]] = [opening, room.side.writes_again(ticket), room.side.agent_writes(ticket, "Patience.")]
    for place in order:
        await room.takes(told[place])
    assert sorted(await room.lines()) == sorted([ASKED, ("customer", "Any news?"), ("agent", "Patience.")])
    assert await room.store.read(inbox.unfinished) == []
    assert await room.store.read(inbox.unfinished, "waiting") == []


async def test_fields_that_nobody_has_heard_of_change_nothing(room: Room) -> None:
    ticket, opening = room.side.opens()
    told = [*opening, *room.side.writes_again(ticket)]
    await room.takes([room.side.with_unknown_fields(each) for each in told])
    assert await room.lines() == [ASKED, ("customer", "Any news?")]
    await room.takes(told)
    assert len(await room.lines()) == 2


async def test_what_is_not_proven_is_not_heard(room: Room) -> None:
    unless(room, "webhooks")
    _, opening = room.side.opens()
    forged = [wrong for each in opening for wrong in room.side.forged(each)]
    assert set(await room.hears(forged)) <= {401, 404}
    assert await room.store.read(inbox.unfinished) == []
    await room.takes(opening)
    assert (await room.ticket()).id == 1001


async def test_what_cannot_be_read_is_kept_for_a_person(room: Room) -> None:
    unless(room, "webhooks")
    assert await room.hears([room.side.delivered({"surprise": True})] * 2) == [202, 202]
    (kept,) = await room.store.read(inbox.unfinished)
    assert (kept.source, kept.kind, kept.state) == ("desk", "delivery", "parked")


async def test_and_is_read_anew_after_a_mend(room: Room, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one release could not read, another can: all that the delivery tells, once."""
    unless(room, "webhooks")
    ticket, opening = room.side.opens()
    told = [*opening, *room.side.turns(ticket, "solved"), *room.side.turns(ticket, "open")]
    given = settings(database)

    def reads(name: str) -> Inbound | None:
        return helpdesk.inbound(room.store.desk.source(name), given)

    def broken(*_: object) -> None:
        raise BadRequest("nobody has seen this before")

    monkeypatch.setattr(type(reads("desk")), "events", broken)
    assert set(await room.hears(told)) == {202}
    kept = await room.store.read(inbox.unfinished)
    assert {each.error for each in kept} == {"nobody has seen this before"}
    for secret in (SECRET, *(header for each in told for header in each.headers.values() if SECRET in header)):
        assert all(secret not in each.body for each in kept), "what proves a helpdesk is not kept"
    with pytest.raises(BadRequest):
        await room.store.write(inbox.retry, kept[0].id, reads)
    assert len(await room.store.read(inbox.unfinished)) == len(kept)
    monkeypatch.undo()
    for each in kept:
        await room.store.write(inbox.retry, each.id, reads)
    assert await room.store.read(inbox.unfinished) == []
    assert await room.lines() == [ASKED]
    assert (await room.ticket()).state is State.OPEN
    await room.takes(told)
    assert await room.lines() == [ASKED]
    assert (await room.ticket()).state is State.OPEN, "an old status that comes again is known"


async def test_what_nobody_heard_is_asked_for(room: Room) -> None:
    """The webhooks were lost, or come later: either way everything is here, once."""
    inlet = inlet_of(room)
    ticket, told = room.side.opens()
    told += room.side.writes_again(ticket)
    told += room.side.agent_writes(ticket, "Ask the depot.", public=False)
    told += room.side.agent_writes(ticket, "Patience.")
    await room.asks(inlet)
    lines = [ASKED, ("customer", "Any news?"), ("note", "Ask the depot."), ("agent", "Patience.")]
    assert await room.lines() == lines
    assert (await room.ticket()).subject == room.side.subject
    await room.takes(told)
    await room.asks(inlet)
    assert await room.lines() == lines


async def test_however_long_nobody_heard_it(room: Room, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A weekend: more than is read at once, over several pages, behind what was known before."""
    inlet = inlet_of(room)
    monkeypatch.setattr("bot.helpdesk.catching_up_own._PER_PAGE", 3)
    monkeypatch.setattr("bot.helpdesk.listing._AT_ONCE", 3)
    known = await asked(room)
    await room.asks(inlet)
    for _ in range(8):
        clock.move(timedelta(hours=2))
        ticket, _lost = room.side.opens()
        room.side.writes_again(ticket)
    room.side.writes_again(known)
    await room.asks(inlet)
    for number in range(1001, 1010):
        assert await room.lines(number) == [ASKED, ("customer", "Any news?")]
    asked_before = len(room.side.requests)
    clock.move(timedelta(minutes=5))
    await room.asks(inlet)
    await room.asks(inlet)
    assert len(room.side.requests) - asked_before < 20, "what is known is not read again and again"


async def test_an_old_answer_that_comes_late_answers_nothing_newer(room: Room) -> None:
    """The answer was lost and the customer's next word heard: it is their turn no more than before."""
    inlet = inlet_of(room)
    ticket = await asked(room)
    room.side.agent_writes(ticket, "Patience.")
    await room.takes(room.side.writes_again(ticket))
    await room.work(10)
    await room.asks(inlet)
    assert sorted(await room.lines()) == sorted([ASKED, ("agent", "Patience."), ("customer", "Any news?")])
    assert (await room.ticket()).state in (State.NEW, State.OPEN)
    await room.work(10)
    suggested = await room.store.read(drafts.current, 1001)
    assert suggested is not None
    assert suggested.state is DraftState.PROPOSED
    assert "'action_id': 'approve'" in str(room.office.cards()[0].blocks)


async def test_what_was_asked_and_answered_before_us_is_on_record(room: Room) -> None:
    """A conversation that is older than the connection: its past is here, and opens, answers and closes nothing."""
    inlet = inlet_of(room)
    ticket, _unheard = room.side.opens()
    room.side.writes_again(ticket, "Hello?")
    room.side.agent_writes(ticket, "Patience.")
    await room.takes(room.side.writes_again(ticket))
    await room.asks(inlet)
    past = [ASKED, ("customer", "Hello?"), ("agent", "Patience."), ("customer", "Any news?")]
    assert sorted(await room.lines()) == sorted(past)
    assert (await room.ticket()).state in (State.NEW, State.OPEN)
    assert await room.lines(1002) == []
    await sound(room.store, 1001)


# -- what happens in the helpdesk ---------------------------------------------------------------------------------


async def test_an_answer_given_in_the_helpdesk_withdraws_the_suggestion(room: Room) -> None:
    ticket = await asked(room)
    await room.work(10)
    suggested = await room.store.read(drafts.current, 1001)
    assert suggested is not None
    assert suggested.state is DraftState.PROPOSED
    await room.takes(room.side.agent_writes(ticket, "It arrives on Friday."))
    assert await room.lines() == [ASKED, ("agent", "It arrives on Friday.")]
    assert (await room.ticket()).state is State.WAITING_CUSTOMER
    await room.work(10)
    shown = str(room.office.cards()[0].blocks)
    assert "Answered outside Deskhand" in shown
    assert "Suggestion withdrawn" in shown
    assert "'action_id': 'approve'" not in shown
    assert room.side.tickets[ticket.id].sent()[0].body == "It arrives on Friday."


async def test_and_stops_a_reply_that_was_about_to_leave(room: Room) -> None:
    ticket = await asked(room)
    approved = await room.approves()
    await room.takes(room.side.agent_writes(ticket, "It arrives on Friday."))
    await room.work(UNDO.total_seconds() + 1)
    assert (await room.reply(approved.id)).stop_reason == "answered_outside"
    assert [message.body for message in ticket.sent()] == ["It arrives on Friday."]


async def test_a_private_note_stays_private_and_answers_nothing(room: Room) -> None:
    ticket = await asked(room)
    await room.work(10)
    before = await room.store.read(drafts.current, 1001)
    await room.takes(room.side.agent_writes(ticket, "He is a known fraud.", public=False))
    (line,) = [line for line in await room.messages() if line.author == "note"]
    assert (line.body, line.public) == ("He is a known fraud.", False)
    assert (await room.ticket()).state is State.NEW
    assert await room.store.read(drafts.current, 1001) == before
    approved = await room.approves()
    await room.work(UNDO.total_seconds() + 1)
    assert [message.body for message in ticket.sent()] == [approved.body]
    assert "fraud" not in approved.body


async def test_an_edit_doubles_nothing(room: Room) -> None:
    unless(room, "edit")
    ticket = await asked(room)
    await room.takes(room.side.edits(ticket, ticket.messages[0], "Where is my order, please?"))
    assert len(await room.lines()) == 1


async def test_a_merge(room: Room) -> None:
    unless(room, "merge")
    first, second = await asked(room), await asked(room)
    await merged_there(room, first, second)
    assert (await room.ticket(1001)).state is State.MERGED
    assert (await room.store.read(findings.of, 1001)).merged_into == 1002
    await room.takes(room.side.writes_again(second, "And one thing more."))
    assert ("customer", "And one thing more.") in await room.lines(1002)
    assert len(await room.lines(1001)) == 1
    await sound(room.store, 1002)


async def test_a_status_from_outside(room: Room) -> None:
    ticket = await asked(room)
    await room.takes(room.side.turns(ticket, "solved"))
    assert (await room.ticket()).state is State.RESOLVED
    await room.takes(room.side.turns(ticket, "open"))
    assert (await room.ticket()).state is State.OPEN
    await room.takes(room.side.turns(ticket, "solved"))
    assert (await room.ticket()).state is State.RESOLVED
