"""A macro is chosen beside a reply: it keeps what was typed, fills in what is known, and a gap is not sent."""

import pytest

from sandbox import View
from tests.scenarios.reading import buttons, choices, fields, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


def typed(view: View) -> str:
    return str(fields(view)["text"].get("initial_value", ""))


async def choose(shop: Shop, who: str, form: View, macro: str, **more: object) -> View:
    before = typed(form)
    await shop.sandbox.click_in_view(who, form.id, "macro", option=macro, **more)  # type: ignore[arg-type]  # state
    return await shop.until(
        lambda: next((v for v in shop.sandbox.views(who)[-1:] if v.id == form.id and typed(v) != before), None)
    )


async def by_hand(shop: Shop, who: str, asked: Asked) -> View:
    return await shop.choose(who, asked, "write_reply")


async def test_it_is_filled_in_and_sent(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")  # its order has been read
    form = await by_hand(shop, "ben", asked)
    assert choices(form, "macro") == ["a_photo_please", "asking_the_carrier"]
    form = await choose(shop, "ben", form, "asking_the_carrier")
    text = typed(form)
    assert f"Your order {asked.order} is with GLS" in text
    assert text.startswith("Hello Robin,")
    assert "Ben" in text
    assert "{" not in text
    assert await shop.sandbox.submit("ben", form.id) == {}
    assert (await shop.one_reply(asked)).body.startswith(text.splitlines()[0])
    history = words_of(await shop.choose("ben", asked, "history"))
    assert "Ben Okafor began a reply with the macro asking_the_carrier" in history


async def test_what_was_typed_stays_above_it(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")  # its order has been read
    form = await by_hand(shop, "ben", asked)
    state = {"text": {"text": {"type": "plain_text_input", "value": "One moment, please."}}}
    form = await choose(shop, "ben", form, "a_photo_please", state=state)
    assert typed(form).startswith("One moment, please.\n\nHello Robin,")
    assert "macro" in buttons(form)


async def test_a_gap_is_not_sent(shop: Shop) -> None:
    customer = shop.newcomer()
    asked = await shop.writes(customer, "A scratch", "Hello, my lantern has a scratch. What can you do?")
    form = await by_hand(shop, "ben", asked)
    form = await choose(shop, "ben", form, "a_photo_please")
    assert "{order}" in typed(form)
    refused = await shop.sandbox.submit("ben", form.id)
    assert "The text still says {order}." in str(refused["errors"])
    text = typed(form).replace("order {order}", "your lantern")
    assert await shop.sandbox.submit("ben", form.id, {"text": text}) == {}
    assert "your lantern" in (await shop.one_reply(asked)).body


async def test_slack_does_not_take_the_text_and_nothing_is_lost(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")  # its order has been read
    form = await by_hand(shop, "ben", asked)
    shop.sandbox.fail("views.update", status=500)
    try:
        await shop.sandbox.click_in_view("ben", form.id, "macro", option="a_photo_please")
        await shop.quiet()
    finally:
        shop.sandbox.clear_faults()
    assert typed(shop.sandbox.views("ben")[-1]) == ""
    form = await choose(shop, "ben", form, "a_photo_please")
    assert asked.order in typed(form)


async def test_who_may_not_answer_is_told(shop: Shop) -> None:
    asked = await shop.asks_where()
    view = await shop.choose("omar", asked, "write_reply")
    assert "submit" not in view.body
    assert "macro" not in buttons(view)
