"""A month after a request has ended, Slack no longer tells what it was about."""

from datetime import timedelta

import pytest

from tests.scenarios.conftest import Open
from tests.scenarios.reading import buttons, everything, words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def passes(shop: Shop, days: int) -> None:
    shop.clock.set(shop.clock.now() + timedelta(days=days))
    await shop.tick()


async def test_a_month_after_its_end_a_request_cannot_be_read_in_slack(own: Open) -> None:
    shop = await own()
    asked = await shop.asks_where()
    await shop.press("ana", asked, "claim")
    await shop.card_with(asked, "approve", says="With Ana Ferreira")
    await shop.press("ana", asked, "approve")
    await shop.one_reply(asked)
    form = await shop.choose("ana", asked, "resolve")
    await shop.sandbox.submit("ana", form.id)
    card = await shop.card_with(asked, "reopen", says="Resolved by Ana Ferreira")
    await shop.quiet()
    assert asked.order in " ".join(everything(line) for line in [card, *shop.thread(asked)])
    assert shop.thread(asked)

    await passes(shop, 8)
    await passes(shop, 31)

    def faded() -> bool:
        found = shop.sandbox.workspace.message(card.channel, card.ts)
        return found is not None and "Its text was removed here" in words_of(found)

    await shop.until(lambda: faded() or None)
    await shop.until(lambda: not shop.sandbox.thread(card.channel, card.ts) or None)
    line = shop.sandbox.workspace.message(card.channel, card.ts)
    assert line is not None
    assert buttons(line) == ["open"]
    person = shop.sandbox.customers.people[asked.customer]
    for channel in shop.sandbox.workspace.channels:
        for message in shop.sandbox.messages(channel):
            for part in (f"order {asked.order}", f"#{asked.order}", person.name, person.email):
                assert part not in everything(message)

    await shop.sandbox.click("ana", line.channel, line.ts, "open")
    view = await shop.until(lambda: next(iter(shop.sandbox.views("ana")), None))
    assert asked.order in words_of(view), "kept here for longer"
