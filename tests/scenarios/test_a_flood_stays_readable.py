"""More requests at once than a channel can hold: they stand on a list, and whoever works is not in anybody's way."""

import asyncio

import pytest

from sandbox import Message
from tests.scenarios.conftest import Open
from tests.scenarios.reading import buttons, choices, everything, is_card_of, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

FLOOD = 120


def standing(shop: Shop, channel: str = "support-orders") -> list[Message]:
    """What stands in a channel itself, oldest first."""
    found = shop.sandbox.workspace.messages[shop.sandbox.workspace.find_channel(channel).id].values()
    return [message for message in found if not message.thread_ts]


def the_list(shop: Shop) -> Message | None:
    return next((message for message in standing(shop) if "open_one" in buttons(message)), None)


async def floods(shop: Shop) -> list[Asked]:
    async def writes(number: int) -> Asked:
        return await shop.writes(shop.newcomer(), "Where is my parcel?", f"Where is my order? This is parcel {number}.")

    return list(await asyncio.gather(*(writes(number) for number in range(FLOOD))))


async def test_a_flood_in_one_channel(own: Open) -> None:
    shop = await own(limits=True)
    angry = asyncio.create_task(shop.is_angry())
    flood = await floods(shop)
    urgent = flood[-1]
    await shop.sandbox.customers.tells(urgent.conversation, "ticket.updated", priority="urgent")

    await shop.card_with(await angry, "open", channel="support-escalations")  # what is sensitive does not wait

    def all_seen() -> bool:
        shown = " ".join(everything(message) for message in standing(shop))
        return all(asked.number in shown for asked in flood)

    await shop.until(all_seen)
    first = the_list(shop)
    assert first is not None
    assert "parcel" not in everything(first), "no word of a customer's"

    # Three people take one each; the most urgent goes first, and nobody gets what somebody else has.
    before = {asked.number for asked in flood if shop.card(asked)}
    told = [
        await shop.told(who, shop.sandbox.click(who, first.channel, first.ts, "take_next"))
        for who in ("ana", "ben", "chloe")
    ]
    taken = [one.split(" is yours")[0] for one in told]
    assert len(set(taken)) == 3
    if urgent.number not in before:
        assert taken[0] == urgent.number
    mine = next(asked for asked in flood if asked.number == taken[0])
    card = await shop.card_with(mine, says="With Ana Ferreira")
    await shop.until(lambda: shop.sandbox.thread(card.channel, card.ts))

    # One is opened privately, and one claimed by its number: each gets its card in the channel.
    view = await shop.opened("ben", shop.sandbox.click("ben", first.channel, first.ts, "open_one"))
    wanted = next(asked for asked in flood if str(asked.ticket) in choices(view, "pick") and not shop.card(asked))
    await shop.sandbox.click_in_view("ben", view.id, "pick", option=str(wanted.ticket))
    assert wanted.number in str((await shop.next_view("ben", view)).body)
    await shop.card_with(wanted, "claim")
    other = next(asked for asked in flood if not shop.card(asked) and asked.number not in taken)
    said = await shop.told("chloe", shop.sandbox.command("chloe", "support-orders", f"/ticket claim {other.number}"))
    assert f"{other.number} is yours." in said
    await shop.card_with(other, says="With Chloé Martin", channel="support-orders")

    def off_the_list() -> bool:
        now = the_list(shop)
        return now is not None and not any(number in words_of(now) for number in (*taken, wanted.number, other.number))

    await shop.until(off_the_list)
    asked_for = {*taken, wanted.number, other.number}
    posted = [m for m in shop.sandbox.posted if m.channel == first.channel and not m.thread_ts]
    of_their_own = [m for m in posted if float(m.ts) >= float(first.ts)]
    unasked = [m for m in of_their_own if not any(is_card_of(m, number) for number in asked_for)]
    times = [float(message.ts) for message in unasked]
    assert all(sum(begin <= time < begin + 60 for time in times) <= 6 for begin in times)
    for asked in flood:
        assert sum(is_card_of(message, asked.number) for message in posted) <= 1
    assert not [call for call in shop.sandbox.calls() if call.answer.get("error") == "ratelimited"]
