"""How suggestions like the one on the card have fared: by type and engine, in words, and nothing under twenty."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.track_record import TrackRecord
from bot.flow import card, resolve
from bot.flow.card import facts
from store import judgements
from store.store import Store
from store.tables import DraftRow
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, arrives, suggest


def decided(uow: UnitOfWork, ticket_id: int, state: str, **columns: Any) -> None:
    """An earlier suggestion that somebody decided about."""
    given: dict[str, Any] = {
        "type": "order_status",
        "engine": "embedded",
        "decided_by": 1,
        "decided_at": uow.at,
        **columns,
    }
    uow.add(DraftRow(ticket_id=ticket_id, state=state, desk_version_id=uow.desk_version, created_at=uow.at, **given))


async def fared(store: Store, sent: int = 14, engine: str = "embedded") -> int:
    """A ticket, with these, two that were hardly changed, three edited, two rejected and one answered without."""
    ticket_id = await arrives(store)

    def earlier(uow: UnitOfWork) -> None:
        for _ in range(sent):
            decided(uow, ticket_id, "sent", change=0.0, engine=engine)
        for change in (0.01, 0.05, 0.2, 0.9, None):
            decided(uow, ticket_id, "edited", change=change, engine=engine)
        for _ in range(2):
            decided(uow, ticket_id, "rejected", engine=engine)
        decided(uow, ticket_id, "superseded", engine=engine)
        decided(uow, ticket_id, "superseded", decided_by=None, engine=engine)  # overtaken: nobody decided
        decided(uow, ticket_id, "superseded", reason="no_source", engine=engine)  # there was none to use
        decided(uow, ticket_id, "sent", type="refund", engine=engine)

    await store.write(earlier)
    return ticket_id


async def test_it_is_counted_by_type_and_engine(support: Store) -> None:
    await fared(support)
    await fared(support, 3, engine="outside")
    found = await support.read(judgements.track_record, "order_status", "embedded")
    assert found == TrackRecord(as_is=16, edited=3, rejected=3)
    assert found.enough
    assert not (await support.read(judgements.track_record, "order_status", "outside")).enough
    assert await support.read(judgements.track_record, "invoice", "embedded") == TrackRecord()


async def test_what_came_back_counts_among_what_was_sent(either: Store, clock: Clock) -> None:
    ticket_id = await fared(either)
    await comes_back(either, ticket_id, clock)
    found = await either.read(judgements.track_record, "order_status", "embedded")
    assert (found.as_is, found.reopened) == (16, 19)


async def test_what_came_back_before_is_not_held_against_it(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    await comes_back(either, ticket_id, clock)
    clock.move(timedelta(minutes=1))
    await either.write(lambda uow: decided(uow, ticket_id, "sent", change=0.0))
    await either.write(resolve.resolve, ticket_id, ANA)
    found = await either.read(judgements.track_record, "order_status", "embedded")
    assert (found.as_is, found.reopened) == (1, 0)


async def comes_back(store: Store, ticket_id: int, clock: Clock) -> None:
    await store.write(resolve.resolve, ticket_id, ANA)
    clock.move(timedelta(minutes=1))
    await store.write(resolve.reopen, ticket_id, ANA)


@pytest.mark.parametrize(("sent", "enough"), [(11, False), (12, True)])
async def test_the_card_has_it_from_twenty_on(support: Store, sent: int, enough: bool) -> None:
    await fared(support, sent)
    ticket_id = await arrives(support, 99)
    await support.write(suggest, ticket_id, replace(desk.SUGGESTION, engine="embedded"))
    found = (await support.read(facts, ticket_id)).track_record
    assert found is not None
    assert (found.decided == sent + 8, found.enough) == (True, enough)
    opened = await support.write(card.opened, ticket_id, ANA)
    assert opened.thumbs == (0, 0)


async def test_only_the_newest_two_hundred_count(support: Store) -> None:
    await fared(support, 250)
    assert (await support.read(judgements.track_record, "order_status", "embedded")).decided == 200
