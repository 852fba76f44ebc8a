"""A first answer that is due soon is told of in its channel, by one line that stays true."""

from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from sandbox import Message
from tests.scenarios.conftest import Open
from tests.scenarios.reading import everything, words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def quiet_shop(own: Open) -> Shop:
    """A shop whose clock moves only when it is told to; it is ten on a Tuesday morning."""
    shop = await own()
    shop.clock.set_speed(0)
    shop.clock.set(shop.start_of_day.replace(hour=10, minute=0))
    return shop


def lines(shop: Shop, channel: str = "support-orders") -> list[Message]:
    return [found for found in shop.sandbox.messages(channel) if found.blocks[0]["block_id"] == "warning:line"]


async def at(shop: Shop, moment: datetime) -> None:
    await shop.quiet()
    shop.clock.set(moment)
    await shop.tick()


async def test_the_line_appears_turns_overdue_and_is_edited_when_the_answer_is_sent(quiet_shop: Shop) -> None:
    shop, ten = quiet_shop, quiet_shop.start_of_day.replace(hour=10, minute=0)
    asked, other = await shop.asks_where(), await shop.asks_where()
    await shop.press("ana", asked, "claim")  # that somebody has it answers nothing
    furious = await shop.is_angry()
    await at(shop, ten + timedelta(minutes=89))
    assert lines(shop) == []
    await at(shop, ten + timedelta(minutes=91))
    due = f"{(ten + timedelta(hours=2)).astimezone(UTC):%H:%M} UTC"
    (line,) = lines(shop)
    assert words_of(line).startswith("Answer due soon: ")
    assert due in words_of(line)
    assert {f"T-{number}" in words_of(line) for number in (asked.ticket, other.ticket)} == {True}
    assert furious.number not in words_of(line)
    assert furious.number in words_of(lines(shop, "support-escalations")[0])
    for word in (asked.order, "Where is", "@U"):
        assert word not in everything(line).replace(asked.number, "")

    await at(shop, ten + timedelta(minutes=121))
    (line,) = lines(shop)
    assert words_of(line).startswith(f"Overdue: {asked.number} since ")

    await shop.press("ana", asked, "approve")
    await shop.one_reply(asked)
    await at(shop, ten + timedelta(minutes=122))
    (after,) = lines(shop)
    assert after.ts == line.ts
    assert words_of(after).startswith(f"Overdue: {other.number} since ")
    assert asked.number not in words_of(after)

    form = await shop.choose("ben", other, "resolve")
    await shop.sandbox.submit("ben", form.id)
    await shop.card_with(other, "reopen")
    await at(shop, ten + timedelta(minutes=123))
    (last,) = lines(shop)
    assert (last.ts, words_of(last)) == (line.ts, "No answer is due soon or overdue any more.")
