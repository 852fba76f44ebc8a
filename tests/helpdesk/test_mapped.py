"""A helpdesk that the desk file alone describes and that takes two requests with one key as one."""

import pytest

from bot.domain.reply import ReplyState
from tests.flow.sends import UNDO
from tests.helpdesk.conftest import Room
from tests.helpdesk.side import Fault
from tests.helpdesk.side_tool import Idempotent


@pytest.mark.parametrize("side", [Idempotent], indirect=True)
@pytest.mark.parametrize("fault", ["500 after", "drop after", "500 before", "drop before"])
async def test_what_came_without_a_clear_answer_is_sent_again_and_is_one(room: Room, fault: Fault) -> None:
    room.side.faults = [fault]
    ticket, told = room.side.opens()
    await room.takes(told)
    approved = await room.approves()
    await room.work(UNDO.total_seconds() + 1)
    for _ in range(3):
        await room.work(120)
    assert (await room.reply(approved.id)).state is ReplyState.SENT
    assert [message.body for message in ticket.sent()] == [approved.body]
    assert (await room.messages())[-1].external_id == ticket.messages[-1].id
    assert len([call for call in room.side.requests if call[0] == "POST"]) == 2
