"""The desk with a django-helpdesk that others wrote: mails in, its own webhooks, replies by its interface, and a line
between that fails. What a customer has been sent is what lies in its folder of mails."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from bot.domain.draft import Sentence
from bot.domain.reply import ReplyState
from bot.domain.ticket import State
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.sends import UNDO
from tests.helpdesk.conftest import Room, connected
from tests.helpdesk.conftest import clock as clock
from tests.helpdesk.conftest import database as database
from tests.helpdesk.deeds import ASKED, AWAY
from tests.helpdesk.side import SECRET, Side
from tests.real.between import Fault, Line, line_to
from tests.real.helpdesk_at_work import PYTHON, AtWork, at_work
from tests.real.records import free_port

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(300),
    pytest.mark.skipif(not PYTHON, reason="make test-real runs it"),
]


class Helpdesk(AtWork):
    """`port` is where it sends its webhooks, `line` is how replies reach it."""

    line: Line
    port: int

    def source(self) -> dict[str, Any]:
        return {"name": "desk", "kind": "django_helpdesk", "address": self.line.address}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def helpdesk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Helpdesk]:
    folder, port = tmp_path_factory.mktemp("helpdesk"), free_port()
    async with at_work(folder, f"http://127.0.0.1:{port}/hooks/desk/{SECRET}") as served, line_to(served.there) as line:
        opened = Helpdesk(served.folder, served.env, served.there, served.token, served.ritas)
        opened.line, opened.port = line, port
        yield opened


@asynccontextmanager
async def room_of(helpdesk: Helpdesk, database: str, clock: Clock) -> AsyncIterator[Room]:
    side: Side = helpdesk  # type: ignore[assignment]  # only its entry in the desk file is asked for
    async with connected(side, database, clock, port=helpdesk.port, token=helpdesk.token) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def room(helpdesk: Helpdesk, database: str, clock: Clock) -> AsyncIterator[Room]:
    helpdesk.line.faults.clear()
    async with room_of(helpdesk, database, clock) as opened:
        yield opened


async def asked(room: Room, helpdesk: Helpdesk) -> int:
    """Jo has asked; the helpdesk's number of the ticket."""
    await helpdesk.mails("Where is my order?")
    return int((await room.ticket()).url.rstrip("/").rpartition("/")[2])


async def leaves(room: Room) -> int:
    approved = await room.approves()
    await room.work(UNDO.total_seconds() + 1)
    return approved.id


async def test_what_happens_there_is_here_at_once(helpdesk: Helpdesk, room: Room) -> None:
    number = await asked(room, helpdesk)
    assert await room.lines() == [ASKED]
    await helpdesk.mails("Any news?", number)
    assert await helpdesk.rita(number, "A known fraud.", public=False) == 201
    assert (await room.ticket()).state is State.NEW
    assert await helpdesk.rita(number, "It arrives on Friday.", public=True) == 201
    told = [ASKED, ("customer", "Any news?"), ("note", "A known fraud."), ("agent", "It arrives on Friday.")]
    assert await room.lines() == told
    assert (await room.ticket()).state is State.WAITING_CUSTOMER
    assert await helpdesk.rita(number, "Solved.", public=True, new_status=3) == 201
    assert (await room.ticket()).state is State.RESOLVED
    assert helpdesk.sent("fraud") == []


async def test_whom_rita_takes_a_call_from_has_asked(helpdesk: Helpdesk, room: Room) -> None:
    """Her form makes a follow-up of hers that says what the ticket says: the customer's request, and no answer."""
    assert await helpdesk.takes_a_call("Where is my order?", of="jo.doe@mail.example") == 201
    assert await room.lines() == [ASKED]
    assert (await room.ticket()).state is State.NEW
    assert await helpdesk.rita((await helpdesk.tickets())[-1]["id"], "It arrives on Friday.", public=True) == 201
    assert await room.lines() == [ASKED, ("agent", "It arrives on Friday.")]


async def test_a_reply_reaches_the_customer_once_and_its_echo_is_no_message(helpdesk: Helpdesk, room: Room) -> None:
    text = "Hello Jo, {{ ticket.submitter_email }} {# no #} {% now 'Y' %} costs < 5 & more."
    sentence = Sentence(text=text, evidence=(desk.QUOTE,))
    room.office.assistant.suggestion = replace(desk.SUGGESTION, sentences=(sentence,))
    number = await asked(room, helpdesk)
    sent = await room.reply(await leaves(room))
    assert sent.state is ReplyState.SENT
    assert await room.lines() == [ASKED, ("agent", sent.body)]
    there = await helpdesk.ticket(number)
    assert there["title"] == "My parcel", "an answer renames nothing"
    assert [each["comment"] for each in there["followup_set"] if each["user"]] == [text]
    assert len(helpdesk.sent("costs")) == 1
    await room.work(AWAY)
    assert len(helpdesk.sent("costs")) == 1


@pytest.mark.parametrize("fault", ["drop after", "500 after", "drop before"])
async def test_a_line_that_fails_neither_loses_nor_doubles_a_reply(
    helpdesk: Helpdesk, room: Room, fault: Fault
) -> None:
    text = f"Hello Jo, after {fault} two days longer."
    room.office.assistant.suggestion = replace(
        desk.SUGGESTION, sentences=(Sentence(text=text, evidence=(desk.QUOTE,)),)
    )
    await asked(room, helpdesk)
    helpdesk.line.faults = [fault]
    reply_id = await leaves(room)
    for _ in range(4):
        await room.work(AWAY + 1)
    assert (await room.reply(reply_id)).state is ReplyState.SENT
    assert len(helpdesk.sent(text)) == 1
    assert await room.lines() == [ASKED, ("agent", text)]


async def test_what_was_written_while_we_were_away_is_asked_for(
    helpdesk: Helpdesk, database: str, clock: Clock
) -> None:
    """Neither an answer that nobody heard nor a request that came meanwhile needs another webhook."""
    async with room_of(helpdesk, database, clock) as room:
        number = await asked(room, helpdesk)
    assert await helpdesk.rita(number, "Nobody heard this.", public=True) == 500, "it has saved it all the same"
    await helpdesk.mails("A second parcel.")
    async with room_of(helpdesk, database, clock) as room:
        assert await room.lines() == [ASKED, ("agent", "Nobody heard this.")]
        # Its time is real, the desk's is Monday: all that the tests before this one wrote there is asked for too.
        others = [await room.lines(number) for number in range(1002, 1020)]
        assert others.count([("customer", "A second parcel.")]) == 1
        await helpdesk.mails("Any news?", number)
        assert await room.lines() == [ASKED, ("agent", "Nobody heard this."), ("customer", "Any news?")]
        assert (await room.ticket()).state is not State.WAITING_CUSTOMER
