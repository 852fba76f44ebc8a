"""A ticket's clocks over a lunch break, an answer and a weekend; whoever has it does nothing, and their lead is told.

The queue is open from eight to half past twelve and from half past one to six, on Saturdays from nine to one.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from sandbox import Message
from tests.scenarios.conftest import Open
from tests.scenarios.reading import words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session", params=[False, True], ids=["socket", "http"])
async def quiet_shop(request: pytest.FixtureRequest, own: Open) -> AsyncIterator[Shop]:
    """A shop whose clock moves only when it is told to; it is half past eleven on a Tuesday morning."""
    shop = await own(http=request.param)
    shop.clock.set_speed(0)
    shop.clock.set(shop.start_of_day.replace(hour=11, minute=30))
    yield shop


async def at(shop: Shop, moment: datetime) -> None:
    await shop.quiet()
    shop.clock.set(moment)
    await shop.tick()
    await shop.quiet()


def warnings(shop: Shop, asked: Asked) -> list[Message]:
    """What the holder is told of clocks in the thread."""
    ends = ("first_response", "next_response", "resolution")
    return [line for line in shop.thread(asked) if str(line.blocks[0]["block_id"]).endswith(ends)]


def clock(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


async def test_lunch_an_answer_a_weekend_and_a_lead_who_is_told(quiet_shop: Shop) -> None:
    shop = quiet_shop
    tuesday = shop.start_of_day.replace(hour=0, minute=0)
    friday, saturday = tuesday + timedelta(days=3), tuesday + timedelta(days=4)
    asked = await shop.asks_where()
    await shop.press("ana", asked, "claim")
    due = clock(tuesday.replace(hour=14, minute=30))  # two open hours, and lunch
    await shop.card_with(asked, says="With Ana")
    card = shop.card(asked)
    assert card is not None
    assert due in words_of(card)

    await at(shop, tuesday.replace(hour=13, minute=59))
    assert warnings(shop, asked) == []
    await at(shop, tuesday.replace(hour=14, minute=1))
    (line,) = warnings(shop, asked)
    assert words_of(line).startswith(f"<@{shop.person('ana')}> {asked.number}: answer due")

    await shop.press("ana", asked, "approve")
    await shop.one_reply(asked)
    await shop.card_with(asked, says="clock stopped")
    await at(shop, tuesday.replace(hour=14, minute=10))
    assert warnings(shop, asked) == [], "it is not true any more"

    await at(shop, friday.replace(hour=16, minute=30))
    await shop.answers(asked, "It is still not here. What now?")
    next_due = clock(saturday.replace(hour=11, minute=30))  # four open hours: the rest of Friday, and Saturday
    await shop.card_with(asked, says="next answer due")
    await shop.quiet()
    card = shop.card(asked)
    assert card is not None
    assert next_due in words_of(card)
    await at(shop, saturday.replace(hour=10, minute=29))
    assert warnings(shop, asked) == []
    await at(shop, saturday.replace(hour=10, minute=31))
    (line,) = warnings(shop, asked)
    assert f"<@{shop.person('ana')}> {asked.number}: next answer due" in words_of(line)

    await at(shop, saturday.replace(hour=12, minute=29))
    (line,) = warnings(shop, asked)
    assert "overdue, next answer was due" in words_of(line)
    assert not any("nobody has done anything" in words_of(message) for message in shop.sandbox.dms("lena"))
    await at(shop, saturday.replace(hour=12, minute=31))
    told = await shop.written_to("lena", "nobody has done anything", asked.number)
    assert "with Ana" in words_of(told)

    form = await shop.choose("ana", asked, "resolve")
    await shop.sandbox.submit("ana", form.id)
    await shop.card_with(asked, "reopen")
    await at(shop, saturday.replace(hour=12, minute=33))
    assert warnings(shop, asked) == []
    (message,) = [found for found in shop.sandbox.dms("lena") if found.ts == told.ts]
    assert words_of(message) == "Nothing overdue waits for you any more."
