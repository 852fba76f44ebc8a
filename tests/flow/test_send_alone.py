"""**Send alone…**: a lead gives the second approval in place of whoever answers for it, with a reason."""

from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.errors import RefusalCode, Refused
from bot.domain.reply import ReplyState
from bot.flow import card, reply
from bot.flow.send_alone import send_alone
from store import conversations, journal
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, BOB, LENA, MARTA, PRIYA, writes
from tests.flow.ledger import sound
from tests.flow.test_reply import refused
from tests.flow.test_second_approval import delicate

WHY = "The customer leaves tonight."


def told(uow: UnitOfWork) -> list[tuple[str, str, dict[str, Any]]]:
    rows = uow.execute(text('SELECT kind, "to", facts FROM notice ORDER BY id'))
    return [(row.kind, row.to, row.facts) for row in rows]


def approvals(uow: UnitOfWork) -> list[tuple[str, str]]:
    return [(row.role, row.reason) for row in uow.execute(text("SELECT role, reason FROM approval ORDER BY id"))]


async def test_a_lead_gives_the_second_key_and_the_owner_is_told(support: Store) -> None:
    ticket_id, sent = await delicate(support, PRIYA)
    released = await support.write(send_alone, sent.id, f" {WHY} ", LENA, "V2")
    assert released is not None
    assert (released.state, [key.role for key in released.approvals]) == (ReplyState.UNDO, ["sender", "lead_alone"])
    assert await support.read(approvals) == [("sender", ""), ("lead_alone", WHY)]
    kind, to, facts = (await support.read(told))[-1]
    assert (kind, to) == ("sent_alone", "@marta")
    assert WHY not in str(facts), "of a sealed ticket a direct message says nothing"
    lines = await support.read(conversations.messages, ticket_id)
    assert lines[-1].body == WHY
    entries = await support.read(journal.entries, ticket_id)
    decided = [entry for entry in entries if entry.action == "reply.approved"][-1]
    assert decided.detail == {"reply": str(sent.id), "role": "lead_alone"}
    assert WHY not in str(entries)
    assert await support.write(send_alone, sent.id, WHY, LENA, "V2") is None
    await sound(support, ticket_id)


async def test_a_reason_is_needed(support: Store) -> None:
    _, sent = await delicate(support, PRIYA)
    assert await refused(support, send_alone, sent.id, "  ", LENA, "V2") is RefusalCode.REASON_NEEDED


@pytest.mark.parametrize("by", [ANA, BOB, MARTA])
async def test_only_a_lead_of_the_queue_may(support: Store, by: str) -> None:
    _, sent = await delicate(support, PRIYA)
    assert await refused(support, send_alone, sent.id, WHY, by, "V2") is RefusalCode.NOT_YOUR_ROLE
    assert len(await support.read(approvals)) == 1


async def test_a_lead_who_wrote_it_still_needs_another_person(support: Store) -> None:
    ticket_id, sent = await delicate(support, LENA)
    assert await refused(support, send_alone, sent.id, WHY, LENA, "V2") is RefusalCode.SAME_PERSON
    may = (await support.write(card.opened, ticket_id, LENA)).may
    assert may is not None
    assert "send_alone" not in may


async def test_a_writer_who_is_no_lead_may_not(support: Store) -> None:
    _, sent = await delicate(support, PRIYA)
    assert await refused(support, send_alone, sent.id, WHY, PRIYA, "V2") is RefusalCode.NOT_YOUR_ROLE


async def test_whoever_comes_second_is_told_that_it_is_approved(support: Store) -> None:
    _, sent = await delicate(support, PRIYA)
    await support.write(reply.second_approve, sent.id, MARTA)
    with pytest.raises(Refused) as caught:
        await support.write(send_alone, sent.id, WHY, LENA, "V2")
    assert (caught.value.code, caught.value.facts["who"]) == (RefusalCode.ALREADY_APPROVED, "Marta")


async def test_nobody_sends_alone_what_the_customer_has_overtaken(support: Store) -> None:
    _, sent = await delicate(support, PRIYA)
    await writes(support)
    assert await refused(support, send_alone, sent.id, WHY, LENA, "V2") is RefusalCode.STALE_DRAFT
