"""One person's figures are told to that person and to their lead, and to nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from bot.domain.errors import RefusalCode, Refused
from bot.domain.own import Own
from bot.flow import claim, digest, own_figures, reply
from bot.slack import own_view
from bot.words import words
from store.store import Store
from store.tables import SpanRow, TicketRow
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, GIL, LENA, OMAR, ORDERS, arrives, last_message, suggest
from tests.flow.test_digest import arrived


async def answers(store: Store, clock: Clock, number: int, by: str, minutes: float, *, text: str = "") -> None:
    """Taken, and answered so many minutes later: as it was suggested, or with another text."""
    await store.write(desk.people)
    ticket_id = await arrives(store, number)
    draft_id = await store.write(suggest, ticket_id)
    await store.write(claim.claim, ticket_id, by)
    clock.move(timedelta(minutes=minutes))
    await store.write(desk.people)
    seen = await store.read(last_message, ticket_id)
    if text:
        view_id = f"V{number}"
        sent = await store.write(
            reply.send_text, ticket_id, text, by, view_id=view_id, message_id=seen, draft_id=draft_id
        )
    else:
        sent = await store.write(reply.approve, draft_id, seen, by)
    assert sent is not None
    await store.write(arrived, sent.id)


def stands_in_billing(uow: UnitOfWork, ticket_id: int) -> None:
    uow.execute(update(TicketRow).where(col(TicketRow.id) == ticket_id).values(queue="billing"))
    uow.execute(update(SpanRow).where(col(SpanRow.ticket_id) == ticket_id).values(queue="billing"))


async def answers_elsewhere(store: Store, clock: Clock) -> None:
    """Bob, of another queue, answers after that."""
    for number in (21, 22):
        ticket_id = await arrives(store, number)
        await store.write(stands_in_billing, ticket_id)
        seen = await store.read(last_message, ticket_id)
        sent = await store.write(reply.send_text, ticket_id, "We look.", BOB, view_id=f"B{number}", message_id=seen)
        assert sent is not None
        await store.write(arrived, sent.id)


async def a_week(store: Store, clock: Clock) -> None:
    """Ana answers after 10, 20 and 3/60 minutes, once in words of her own; Omar after 30."""
    await answers(store, clock, 1, ANA, 10)
    await answers(store, clock, 2, ANA, 20, text="Something else altogether, in my own words.")
    await answers(store, clock, 3, ANA, 3 / 60)
    await answers(store, clock, 4, OMAR, 30)


async def test_my_own_last_seven_days_by_hand(either: Store, clock: Clock) -> None:
    await a_week(either, clock)
    mine = await either.read(own_figures.mine, ANA)
    assert mine == Own(answers=3, as_is=2, edited=1, quick=1, half=600)  # of 3, 600 and 1,200 seconds
    assert await either.read(own_figures.mine, LENA) == Own(answers=0)
    clock.move(timedelta(days=7))
    await either.write(desk.people)
    assert await either.read(own_figures.mine, ANA) == Own(answers=0)


async def test_a_lead_reads_of_each_of_their_people(support: Store, clock: Clock) -> None:
    await a_week(support, clock)
    found = await support.read(own_figures.of_team, "orders", LENA)
    assert [(name, one.answers) for name, one in found.people] == [("Ana", 3), ("Omar", 1)]


async def test_of_many_it_is_told_how_many_were_looked_at_and_other_queues_take_no_place(
    support: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_figures, "MOST", 2)
    for number in (1, 2):
        await answers(support, clock, number, ANA, 10)
    await answers_elsewhere(support, clock)
    found = await support.read(own_figures.of_team, "orders", LENA)
    assert [(name, one.answers) for name, one in found.people] == [("Ana", 2)]
    assert found.tickets == 2
    assert "newest" not in str(own_view.people(found, words("en")).blocks)
    await answers(support, clock, 3, OMAR, 10)
    found = await support.read(own_figures.of_team, "orders", LENA)
    assert [(name, one.answers) for name, one in found.people] == [("Ana", 1), ("Omar", 1)]
    assert "Of 3 tickets the 2 newest were looked at." in str(own_view.people(found, words("en")).blocks)
    assert "Sur 3 tickets, les 2 plus récents" in str(own_view.people(found, words("fr")).blocks)


@pytest.mark.parametrize(
    ("queue", "by", "code"),
    [
        ("orders", ANA, RefusalCode.NOT_YOUR_ROLE),
        ("orders", OMAR, RefusalCode.NOT_YOUR_ROLE),
        ("orders", BOB, RefusalCode.NOT_A_MEMBER),
        (None, LENA, RefusalCode.UNKNOWN_WORD),
        ("nowhere", LENA, RefusalCode.UNKNOWN_WORD),
    ],
)
async def test_nobody_else_reads_them(support: Store, queue: str | None, by: str, code: RefusalCode) -> None:
    with pytest.raises(Refused) as refused:
        await support.read(own_figures.of_team, queue, by)
    assert refused.value.code is code


@pytest.mark.parametrize("when", ["mine", "people"])
async def test_they_cannot_be_shared(support: Store, when: str) -> None:
    with pytest.raises(Refused) as refused:
        await support.write(digest.share, "orders", when, ORDERS, LENA)
    assert refused.value.code is RefusalCode.UNKNOWN_WORD


async def test_a_stranger_has_none(support: Store) -> None:
    with pytest.raises(Refused):
        await support.read(own_figures.mine, GIL)
