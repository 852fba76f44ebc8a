"""Somebody puts a ticket to sleep; it wakes when they said, and whoever has it hears of it."""

from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from sandbox import View
from tests.scenarios.conftest import Open
from tests.scenarios.reading import buttons, choices, fields, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def quiet_shop(own: Open) -> Shop:
    """A shop whose clock moves only when it is told to; it is ten on a Tuesday morning."""
    shop = await own()
    shop.clock.set_speed(0)
    shop.clock.set(shop.start_of_day.replace(hour=10, minute=0))
    return shop


async def form_of(shop: Shop, asked: Asked, who: str = "ana") -> View:
    return await shop.choose(who, asked, "snooze")


def offered(form: View) -> list[datetime]:
    return [datetime.fromtimestamp(int(one["value"]), UTC) for one in fields(form)["until"]["options"]]


def shown(moment: datetime) -> str:
    """How a moment reads where there is no reader's zone."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


async def test_it_wakes_at_the_time_that_was_chosen_even_over_a_restart(quiet_shop: Shop) -> None:
    shop = quiet_shop
    ten = shop.start_of_day.replace(hour=10, minute=0)
    asked = await shop.asks_where()
    await shop.press("ana", asked, "claim")
    form = await form_of(shop, asked)
    tomorrow = ten.replace(hour=8, minute=0) + timedelta(days=1)
    assert offered(form)[:3] == [ten + timedelta(hours=1), ten + timedelta(hours=3), tomorrow]
    assert offered(form)[3].astimezone(ten.tzinfo).strftime("%a %H:%M") == "Mon 08:00"
    await shop.sandbox.submit("ana", form.id, {"until": fields(form)["until"]["options"][2]["value"]})
    card = await shop.card_with(asked, "wake", "take_over", says="Asleep until")
    assert shown(tomorrow) in words_of(card)
    assert "approve" not in buttons(card)
    queue = await shop.told("lena", shop.sandbox.command("lena", "support-orders", "/queue orders"))
    assert "1 asleep" in queue
    assert f"Asleep: {asked.number} until" in queue

    await shop.quiet()
    await shop.stop()
    shop.clock.set(tomorrow - timedelta(minutes=1))
    await shop.start()
    await shop.tick()
    assert not any("awake" in words_of(line) for line in shop.thread(asked))
    shop.clock.set(tomorrow)
    for _ in range(3):
        await shop.tick()
    await shop.card_with(asked, "approve", says="With Ana Ferreira")
    woke = [words_of(line) for line in shop.thread(asked) if "awake again" in words_of(line)]
    assert len(woke) == 1
    assert f"{asked.number} is awake again." in woke[0]
    assert f"@{shop.person('ana')}" in woke[0]


async def test_one_that_nobody_has_comes_back_at_the_bottom(quiet_shop: Shop) -> None:
    shop = quiet_shop
    asked = await shop.asks_where()
    form = await form_of(shop, asked, "ben")
    await shop.sandbox.submit("ben", form.id)
    old = await shop.card_with(asked, "wake", "claim", says="With nobody")
    other = await shop.asks_where()
    await shop.card_with(other, "approve")
    shop.clock.set(shop.start_of_day.replace(hour=11, minute=0))
    await shop.tick()
    new = await shop.card_with(asked, "approve", says="With nobody")
    assert new.ts > old.ts
    assert "@U" not in words_of(new)


async def test_a_time_of_ones_own_stands_above_the_choices_but_not_in_the_past(quiet_shop: Shop) -> None:
    shop = quiet_shop
    ten = shop.start_of_day.replace(hour=10, minute=0)
    asked = await shop.asks_where()
    form = await form_of(shop, asked)
    past = int((ten - timedelta(minutes=1)).timestamp())
    answer = await shop.sandbox.submit("ana", form.id, {"moment": past})
    assert "over already" in str(answer["errors"])
    picked = ten + timedelta(days=2, minutes=17)
    await shop.sandbox.submit("ana", form.id, {"moment": int(picked.timestamp())})
    assert shown(picked) in words_of(await shop.card_with(asked, "wake", says="Asleep until"))


async def test_the_customer_writes_or_somebody_wakes_it(quiet_shop: Shop) -> None:
    shop = quiet_shop
    written, woken = await shop.asks_where(), await shop.asks_where()
    for asked in (written, woken):
        await shop.press("ana", asked, "claim")
        form = await form_of(shop, asked)
        await shop.sandbox.submit("ana", form.id)
        await shop.card_with(asked, "wake")
    await shop.answers(written, f"Any news of {written.order}?")
    card = await shop.card_with(written, "approve", says="With Ana Ferreira")
    assert "wake" not in buttons(card)
    await shop.press("ben", woken, "wake")
    card = await shop.card_with(woken, "approve", says="With Ana Ferreira")
    assert f"snooze:{woken.ticket}" in choices(card, "more")
    shop.clock.set(shop.start_of_day.replace(hour=13, minute=0))
    await shop.tick()
    assert not any("awake again" in words_of(line) for asked in (written, woken) for line in shop.thread(asked))
