"""A helpdesk whose webhook is broken is noticed, said once, and told everywhere where somebody would look."""

from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from store import inbox
from store.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Open
from tests.scenarios.reading import words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

SENTENCE = "Nothing from Generic since"


def busy_until(last: datetime) -> Any:
    """Something came every ten minutes, day and night, for four weeks; then nothing more."""

    def came(uow: UnitOfWork) -> None:
        for number in range(6 * 24 * 29):
            uow.now = last - timedelta(minutes=10 * number)
            inbox.accept(uow, "generic", f"old-{number}", "message.created")

    return came


def has_listened(shop: Shop, since: datetime) -> None:
    """As if Deskhand had been up since then."""
    schedule = shop.running._schedule
    assert schedule is not None
    schedule._watch.since, schedule._watch.last = since, datetime.now(UTC) - timedelta(minutes=1)


async def notices(shop: Shop) -> list[str]:
    return [said for message in shop.sandbox.dms("nadia") if SENTENCE in (said := words_of(message))]


async def shown(shop: Shop, path: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"{shop.url}{path}") as answer:
        return await answer.text()


async def test_from_the_first_minute_until_it_is_heard_again(own: Open) -> None:
    shop = await own()
    last = datetime.now(UTC) - timedelta(hours=3)
    await shop.running.store.write(busy_until(last))
    await shop.tick()
    assert await notices(shop) == [], "Deskhand itself has only just begun to listen"

    has_listened(shop, last)
    await shop.tick()
    message = await shop.written_to("nadia", SENTENCE)
    assert words_of(message) == (
        f"Nothing from Generic since {last:%Y-%m-%d %H:%M} UTC (usual by now: 18). Check its webhook."
    )
    assert 'deskhand_source_silent{source="generic"} 1.0' in await shown(shop, "/metrics")
    assert '"silent": ["generic"]' in await shown(shop, "/readyz")
    health = await shop.told("lena", shop.sandbox.command("lena", "support-orders", "/desk health"))
    assert "usual by now: 18" in health

    has_listened(shop, last)
    await shop.tick()
    assert len(await notices(shop)) == 1, "once for each silence"

    await shop.asks_where()
    has_listened(shop, last)
    await shop.tick()
    assert 'deskhand_source_silent{source="generic"} 0.0' in await shown(shop, "/metrics")
    assert len(await notices(shop)) == 1
