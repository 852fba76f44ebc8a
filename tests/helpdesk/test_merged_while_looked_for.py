"""A reply that may have arrived is looked for where it was sent, whatever becomes of its ticket meanwhile."""

import pytest

from bot.domain.reply import ReplyState
from bot.flow import merge
from tests.flow.desk import ANA
from tests.helpdesk.conftest import Room
from tests.helpdesk.deeds import AWAY, answered, asked
from tests.helpdesk.side import Fault


@pytest.mark.parametrize("fault", ["500 after", "drop after"])
async def test_another_ticket_that_is_merged_into_its_own_does_not_hide_it(room: Room, fault: Fault) -> None:
    room.side.faults = [fault]
    ticket, sent = await answered(room)
    other = await asked(room)
    await room.store.write(merge.merge, 1002, 1001, ANA, "V1")
    await room.work(AWAY + 1)
    await room.work(AWAY + 1)
    assert ([each.body for each in ticket.sent()], other.sent()) == ([sent.body], [])
    assert (await room.reply(sent.id)).state is ReplyState.SENT
