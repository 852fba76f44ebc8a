"""The second approval of a delicate reply: whose it is, what it starts, and that a double click does no harm."""

from datetime import timedelta

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.reply import Reply, ReplyState
from bot.domain.ticket import State
from bot.flow import reply, triage
from store import replies, tickets
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, LENA, MARTA, PRIYA, arrives, last_message, writes
from tests.flow.ledger import notices, pending, sound
from tests.flow.test_reply import refused


async def newest(store: Store, ticket_id: int) -> Reply:
    found = await store.read(replies.newest, ticket_id)
    assert found is not None
    return found


async def delicate(store: Store, by: str = LENA) -> tuple[int, Reply]:
    """A sealed ticket with a reply by hand that waits for its second approval."""
    ticket_id = await arrives(store)
    await store.write(triage.mark_sensitive, ticket_id, "harm", LENA, "V0")
    sent = await store.write(
        reply.send_text,
        ticket_id,
        "We are sorry.",
        by,
        view_id="V1",
        message_id=await store.read(last_message, ticket_id),
    )
    assert sent is not None
    return ticket_id, sent


async def test_a_delicate_reply_waits_for_its_owner_and_the_undo_time_starts_with_the_last_key(
    support: Store, clock: Clock
) -> None:
    ticket_id, sent = await delicate(support)
    assert (sent.state, sent.keys_needed, sent.send_after) == (ReplyState.AWAITING_KEYS, 2, None)
    assert (await support.read(tickets.get, ticket_id)).state is State.WAITING_APPROVAL
    assert ("second_approval", "@marta") in await support.read(notices)
    assert "reply" not in await support.read(pending)
    clock.move(timedelta(minutes=5))
    released = await support.write(reply.second_approve, sent.id, MARTA)
    assert (released.state, released.send_after) == (ReplyState.UNDO, clock.at + timedelta(seconds=20))
    assert (await support.read(tickets.get, ticket_id)).state is State.OPEN
    assert await support.write(reply.second_approve, sent.id, MARTA) == released, "approving twice is as once"
    with pytest.raises(Refused) as caught:
        await support.write(reply.second_approve, sent.id, PRIYA)
    assert (caught.value.code, caught.value.facts) == (RefusalCode.ALREADY_APPROVED, {"who": "Marta"})
    await sound(support, ticket_id)


@pytest.mark.parametrize(
    ("by", "code"),
    [(LENA, RefusalCode.NOT_YOUR_ROLE), (ANA, RefusalCode.NOT_YOUR_ROLE), (BOB, RefusalCode.NOT_YOUR_ROLE)],
)
async def test_the_second_key_is_the_owners_or_a_deputys(support: Store, by: str, code: RefusalCode) -> None:
    _, sent = await delicate(support)
    assert await refused(support, reply.second_approve, sent.id, by) is code
    assert (await support.write(reply.second_approve, sent.id, PRIYA)).state is ReplyState.UNDO


async def test_an_owner_who_writes_needs_a_deputy_who_is_asked(support: Store) -> None:
    ticket_id, sent = await delicate(support, MARTA)
    assert [to for kind, to in await support.read(notices) if kind == "second_approval"] == ["@priya"]
    with pytest.raises(Refused) as caught:
        await support.write(reply.second_approve, sent.id, MARTA)
    assert (caught.value.code, caught.value.facts) == (RefusalCode.SAME_PERSON, {"who_may": "Priya"})
    assert (await support.write(reply.second_approve, sent.id, PRIYA)).state is ReplyState.UNDO
    await sound(support, ticket_id)


async def test_a_new_text_needs_both_keys_anew(support: Store) -> None:
    ticket_id, first = await delicate(support)
    await support.write(reply.second_approve, first.id, MARTA)
    await support.write(reply.take_back, first.id, LENA)
    second = await support.write(reply.send_text, ticket_id, "We are very sorry.", LENA, view_id="V2")
    assert second is not None
    assert second.state is ReplyState.AWAITING_KEYS
    assert await refused(support, reply.second_approve, first.id, MARTA) is RefusalCode.STALE_DRAFT


async def test_nobody_gives_a_second_key_for_an_answer_to_an_older_message(support: Store) -> None:
    ticket_id, sent = await delicate(support)
    await writes(support)
    assert (await newest(support, ticket_id)).state is ReplyState.STOPPED
    assert await refused(support, reply.second_approve, sent.id, MARTA) is RefusalCode.STALE_DRAFT
