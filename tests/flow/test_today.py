"""What is valid until a day is so until that day ends where the desk is."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.domain.overlay import Ref
from bot.flow import reply, sources
from store import overlay
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, MARTA, arrives, suggest

DELAYS = Ref("article", "delays", "en", 2)  # valid until 1 February 2027


async def put_up(store: Store, clock: Clock, zone: str, at: datetime) -> RefusalCode | None:
    """A suggestion that cites it is approved at that time by a desk of that zone: why not."""
    file = desk.FILE.model_copy(update={"time_zone": zone})
    store.desk = store.desk.model_copy(update={"file": file})
    ticket_id = await arrives(store)
    draft_id = await store.write(suggest, ticket_id)
    clock.at = at
    await store.write(desk.people)
    try:
        await store.write(reply.approve, draft_id, None, ANA)
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("zone", "at", "refused"),
    [
        ("America/New_York", datetime(2027, 2, 2, 4, 59, tzinfo=UTC), None),
        ("America/New_York", datetime(2027, 2, 2, 5, 0, tzinfo=UTC), RefusalCode.SOURCE_EXPIRED),
        ("Pacific/Auckland", datetime(2027, 2, 1, 10, 59, tzinfo=UTC), None),
        ("Pacific/Auckland", datetime(2027, 2, 1, 11, 0, tzinfo=UTC), RefusalCode.SOURCE_EXPIRED),
    ],
)
async def test_a_text_is_valid_until_its_last_day_ends_at_the_desk(
    support: Store, clock: Clock, zone: str, at: datetime, refused: RefusalCode | None
) -> None:
    assert await put_up(support, clock, zone, at) == refused


async def test_checked_today_is_the_desks_today(support: Store, clock: Clock) -> None:
    await put_up(support, clock, "America/New_York", datetime(2027, 2, 2, 3, 0, tzinfo=UTC))
    await support.write(sources.check, DELAYS, date(2027, 2, 1), MARTA, "V1")

    def checked(uow: UnitOfWork) -> list[date]:
        return [one.checked for one in overlay.read(uow).checks]

    assert await support.read(checked) == [date(2027, 2, 1)]
