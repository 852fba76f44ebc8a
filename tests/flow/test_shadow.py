"""A type in the shadow: only its owner sees its suggestions, compares and promotes; a bad one goes back by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.draft import Withheld
from bot.domain.errors import RefusalCode, Refused
from bot.domain.outcome import Tally
from bot.domain.reply import Delivery
from bot.flow import promotion, reply, resolve, sending
from store import drafts, shadows
from store.store import Store
from store.tables import ReportRow
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, LENA, MARTA, TEXT, arrives, last_message, suggest
from tests.flow.ledger import notices
from tests.flow.office import Office
from tests.flow.sends import job_of
from tests.flow.shadowed import compared_well, in_shadow


def drafts_of(uow: UnitOfWork) -> str:
    kind = uow.desk.type("order_status")
    assert kind is not None
    return kind.drafts


async def test_nothing_of_it_reaches_the_card_or_a_reply(open_office: Office) -> None:
    store = open_office.store
    await store.write(in_shadow)
    ticket_id = await arrives(store)
    await open_office.work()
    draft = await store.read(drafts.current, ticket_id)
    assert draft is not None
    assert (draft.reason, draft.body, draft.sentences) == (Withheld.TYPE_OFF, "", ())
    shadow = await store.read(shadows.waiting, ticket_id)
    assert shadow is not None
    assert shadow.body == TEXT
    with pytest.raises(Refused):
        await store.write(reply.approve, draft.id, await store.read(last_message, ticket_id), ANA)
    everywhere = [str(m) for c in open_office.sandbox.workspace.messages.values() for m in c.values()]
    assert not any("two days longer" in message for message in everywhere)
    assert open_office.helpdesk.taken == []


async def test_what_a_person_writes_is_compared_with_it(open_office: Office, clock: Clock) -> None:
    store = open_office.store
    await store.write(in_shadow)
    ticket_id = await arrives(store)
    await open_office.work()
    seen = await store.read(last_message, ticket_id)
    sent = await store.write(reply.send_text, ticket_id, TEXT, ANA, view_id="V1", message_id=seen)
    assert sent is not None
    job = await job_of(store, clock)
    await store.write(sending.begin, job, sent.id, ())
    await store.write(sending.record, job, sent.id, Delivery("sent"))
    (found,) = await store.read(promotion.asked, "", MARTA)
    assert (found.tally, found.ready) == (Tally(as_is=1), False)
    assert [(one.body, one.sent, one.change) for one in found.newest] == [(TEXT, TEXT, 0.0)]


async def test_a_case_that_became_delicate_has_none(open_office: Office) -> None:
    store = open_office.store
    await store.write(in_shadow)
    ticket_id = await arrives(store, body="Where is my order 4417? My lawyer will sue you.")
    await open_office.work()
    assert await store.read(shadows.waiting, ticket_id) is None


@pytest.mark.parametrize("by", [ANA, LENA])
async def test_nobody_else_sees_it(support: Store, by: str) -> None:
    await support.write(in_shadow)
    with pytest.raises(Refused):
        await support.read(promotion.asked, "", by)
    with pytest.raises(Refused):
        await support.write(promotion.promote, "order_status", by)


async def test_its_owner_promotes_it_when_enough_were_right(either: Store) -> None:
    await either.write(in_shadow)
    ticket_id = await arrives(either)
    await either.write(compared_well, ticket_id, 19)
    with pytest.raises(Refused) as refused:
        await either.write(promotion.promote, "order_status", MARTA)
    assert (refused.value.code, refused.value.facts["shown"]) == (RefusalCode.NOT_READY, "19")
    await either.write(compared_well, ticket_id, 1)
    assert await either.write(promotion.promote, "order_status", MARTA) == "Where is my order"
    assert await either.read(drafts_of) == "suggest"
    with pytest.raises(Refused) as refused:
        await either.write(promotion.promote, "order_status", MARTA)
    assert refused.value.code == RefusalCode.NOT_ON_SHADOW


def decided(uow: UnitOfWork, ticket_id: int, count: int, state: str) -> None:
    for _ in range(count):
        draft_id = suggest(uow, ticket_id)
        done = text("UPDATE draft SET state = :state, decided_at = created_at WHERE id = :id")
        uow.execute(done.bindparams(state=state, id=draft_id))


async def test_it_goes_back_by_itself_and_its_owner_is_told(either: Store) -> None:
    ticket_id = await arrives(either)
    await either.write(decided, ticket_id, 9, "sent")
    await either.write(decided, ticket_id, 10, "rejected")
    assert await either.write(promotion.look) == 0, "on nineteen nothing is decided"
    await either.write(decided, ticket_id, 1, "rejected")
    assert await either.write(promotion.look) == 1
    assert await either.read(drafts_of) == "shadow"
    assert await either.read(notices) == [("demoted", "@marta")]
    assert await either.write(promotion.look) == 0


async def test_once_promoted_what_was_before_does_not_count(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    await support.write(decided, ticket_id, 20, "rejected")
    clock.move(timedelta(hours=1))
    await support.write(in_shadow, "suggest")
    assert await support.write(promotion.look) == 0


async def test_reports_send_it_back_too(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(decided, ticket_id, 20, "sent")

    def reported(uow: UnitOfWork) -> None:
        for draft_id in uow.execute(text("SELECT id FROM draft ORDER BY id LIMIT 3")).scalars().all():
            uow.add(
                ReportRow(
                    desk_id=uow.desk_id, ticket_id=ticket_id, draft_id=draft_id, kind="fact", person_id=1,
                    created_at=uow.at,
                )
            )  # fmt: skip

    await support.write(reported)
    assert await support.write(promotion.look) == 1


async def test_so_do_customers_who_come_back_after_it(either: Store, clock: Clock) -> None:
    numbers = [await arrives(either, number) for number in range(100, 120)]
    for number in numbers:
        await either.write(decided, number, 1, "sent")
    for number in numbers[:4]:
        await comes_back(either, number, clock)
    assert await either.write(promotion.look) == 0, "one in five may"
    await comes_back(either, numbers[4], clock)
    assert await either.write(promotion.look) == 1


async def test_who_came_back_before_it_was_suggested_does_not_count(either: Store, clock: Clock) -> None:
    numbers = [await arrives(either, number) for number in range(100, 120)]
    for number in numbers:
        await comes_back(either, number, clock)
        clock.move(timedelta(seconds=1))
        await either.write(decided, number, 1, "sent")
    assert await either.write(promotion.look) == 0


async def comes_back(store: Store, ticket_id: int, clock: Clock) -> None:
    await store.write(resolve.resolve, ticket_id, ANA)
    clock.move(timedelta(seconds=1))
    await store.write(resolve.reopen, ticket_id, ANA)


async def test_its_text_goes_with_the_others(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(compared_well, ticket_id, 1)

    def empties(uow: UnitOfWork) -> list[str]:
        ids = list(uow.execute(text("SELECT ticket_id FROM shadow_draft")).scalars())
        shadows.empty(uow, ids)
        return list(uow.execute(text("SELECT body FROM shadow_draft")).scalars())

    assert await support.write(empties) == [""]
