"""A lead sees who has how much, gives tickets to others, and pauses a queue; from outside."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")
Open = Callable[..., Awaitable[Shop]]


async def held(shop: Shop, who: str, count: int) -> list[Asked]:
    found = []
    for _ in range(count):
        asked = await shop.asks_where()
        await shop.press(who, asked, "claim")
        found.append(asked)
    await shop.quiet()
    return found


async def queue(shop: Shop, who: str = "lena") -> str:
    return await shop.told(who, shop.sandbox.command(who, "support-orders", "/queue orders"))


async def open_reassign(shop: Shop) -> str:
    """The id of the modal, opened from a fresh answer to /queue."""
    await queue(shop)
    message = shop.sandbox.ephemerals("lena")[-1]
    view = await shop.opened("lena", shop.sandbox.click("lena", message.channel, message.ts, "reassign"))
    return view.id


def number_of(shop: Shop, name: str, view_id: str, field: str) -> str:
    """The value of the option that begins with somebody's name."""
    view = next(one for one in shop.sandbox.views("lena") if one.id == view_id)
    (options,) = [block["element"]["options"] for block in view.body["blocks"] if block["block_id"] == field]
    return next(str(one["value"]) for one in options if one["text"]["text"].startswith(name))


async def test_a_lead_says_that_somebody_is_away_and_back(shop: Shop) -> None:
    ben = "@ben"

    async def said(text: str, who: str = "lena") -> str:
        return await shop.told(who, shop.sandbox.command(who, "support-orders", f"/queue orders {text}"))

    assert "is away until" in await said(f"away {ben} until friday")
    await shop.written_to("ben", "says that you are away until")
    assert "is away until" in await said(f"away {ben} jusqu’à demain 18h")
    assert "Say who and until when" in await said("away until friday")
    assert "We do not know “someday”" in await said(f"away {ben} someday")
    assert "They do not work in this queue" in await said("away @tomas until friday")
    assert "leads of the queue" in await said(f"away {ben} until friday", "ana")
    assert "is here again" in await said(f"back {ben}")
    await shop.written_to("ben", "says that you are back")
    assert "They were not away" in await said(f"back {ben}")


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_a_lead_gives_somebodys_tickets_to_another(own: Open, http: bool) -> None:
    shop = await own(http=http)  # in which nobody has tickets of other stories
    asked = await held(shop, "ben", 2)
    told = await queue(shop)
    assert "Who has how much" in told
    assert "Ben" in told
    view_id = await open_reassign(shop)
    name = shop.sandbox.workspace.find_user("ben").real_name
    other = shop.sandbox.workspace.find_user("chloe").real_name
    values = {
        "from": number_of(shop, name, view_id, "from"),
        "first": "0",
        "to": number_of(shop, other, view_id, "to"),
    }
    await asyncio.gather(  # pressed twice
        shop.sandbox.submit("lena", view_id, values), shop.sandbox.submit("lena", view_id, values),
        return_exceptions=True,
    )  # fmt: skip
    for one in asked:
        await shop.card_with(one, says=f"With {other}")
    await shop.written_to("chloe", f"gave you {len(asked)} of {name}’s tickets", asked[0].number)
    await shop.written_to("ben", "of your tickets to others")
    await shop.written_to("lena", f"moved: {len(asked)} to {other}")
    await shop.quiet()
    assert (
        len([m for m in shop.sandbox.dms("chloe") if asked[0].number in words_of(m) and "gave you" in words_of(m)]) == 1
    )


async def test_back_to_the_queue(shop: Shop) -> None:
    asked = await held(shop, "ben", 1)
    view_id = await open_reassign(shop)
    name = shop.sandbox.workspace.find_user("ben").real_name
    await shop.sandbox.submit(
        "lena", view_id, {"from": number_of(shop, name, view_id, "from"), "first": "0", "to": "queue"}
    )
    await shop.card_with(asked[0], "claim", says="With nobody")


@pytest.mark.parametrize("who", ["ana", "omar", "priya", "zoe", "gus"])
async def test_only_a_lead_may(shop: Shop, who: str) -> None:
    told = await queue(shop, who)
    assert "Who has how much" not in told
    said = await shop.told(
        who, shop.sandbox.command(who, "support-orders", "/queue orders pause until 23:59 stock-taking")
    )
    assert "Paused until" not in said
    assert "Paused until" not in await queue(shop)


async def test_an_old_button_of_somebody_who_is_no_lead_does_nothing(shop: Shop) -> None:
    """The value is as Slack sends it; who presses is checked anew."""
    await queue(shop, "ana")
    message = shop.sandbox.ephemerals("ana")[-1]
    assert "reassign" not in buttons(message)


async def test_a_queue_is_paused_and_resumed(shop: Shop) -> None:
    said = await shop.told(
        "lena", shop.sandbox.command("lena", "support-orders", "/queue orders pause until 23:59 Stock-taking")
    )
    assert "what is due stays due" in said
    told = await queue(shop, "ana")
    assert "by Lena" in told
    assert "Stock-taking" in told
    asked = await shop.asks_where()
    await shop.card_with(asked, "claim", says="queue paused until")
    await queue(shop)
    message = shop.sandbox.ephemerals("lena")[-1]
    await asyncio.gather(*(
        shop.sandbox.click("lena", message.channel, message.ts, "resume_queue") for _ in range(2)
    ), return_exceptions=True)  # fmt: skip
    await shop.quiet()
    assert "Stock-taking" not in await queue(shop, "ana")
    assert "queue paused until" not in words_of(await shop.card_with(asked, "claim"))
    assert "is not paused" in await shop.told(
        "lena", shop.sandbox.command("lena", "support-orders", "/queue orders resume")
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/queue orders pause stock-taking", "time"),
        ("/queue orders pause until 23:59", "eason"),
        ("/queue pause until 23:59 stock-taking", "We do not know"),
    ],
)
async def test_what_is_missing_is_said(shop: Shop, text: str, said: str) -> None:
    assert said in await shop.told("lena", shop.sandbox.command("lena", "support-orders", text))


async def test_with_slack_refusing_the_modal_nothing_moves(shop: Shop) -> None:
    asked = await held(shop, "ben", 1)
    await queue(shop)
    message = shop.sandbox.ephemerals("lena")[-1]
    shop.sandbox.fail("views.open", error="internal_error")
    await shop.sandbox.click("lena", message.channel, message.ts, "reassign")
    await shop.quiet()
    name = shop.sandbox.workspace.find_user("ben").real_name
    await shop.card_with(asked[0], says=f"With {name}")
