"""`/queue` shows what waits, since when and on whom; at 08:30 managers read the day before, once.

The figures are counted by hand from the story: a Tuesday of seven requests, with a clock that moves when it is told.
"""

from datetime import timedelta

import pytest

from sandbox import Message
from tests.scenarios.conftest import Open
from tests.scenarios.reading import value_of, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Story:
    """A shop whose clock stands still between two steps."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    async def at(self, time: str, days: int = 0) -> None:
        """It is `time` o'clock, `days` after the first."""
        await self.shop.quiet()
        hours, minutes = map(int, time.split(":"))
        midnight = self.shop.start_of_day.replace(hour=0, minute=0)
        self.shop.clock.set(midnight + timedelta(days=days, hours=hours, minutes=minutes))

    async def answered(self, who: str, asked: Asked) -> None:
        """Claimed and approved by `who`; the undo time passes in the same minute."""
        await self.shop.press(who, asked, "approve")
        await self.shop.card_with(asked, "take_back")
        await self.shop.quiet()
        await self.shop.undo_time_passes()
        await self.shop.one_reply(asked)


async def a_tuesday(shop: Shop) -> None:
    story = Story(shop)
    await story.at("09:00")
    answered, edited = await shop.asks_where(), await shop.asks_where()
    invoice = await shop.writes(
        shop.newcomer(), "Invoice", "Hello, could you send me an invoice with our company's name on it? Many thanks"
    )
    await shop.card_with(invoice, "claim")
    await story.at("10:00")
    await story.answered("ana", answered)  # support had it for an hour
    form = await shop.open_by("ben", edited, "edit")
    await shop.sandbox.submit("ben", form.id, {"text": "It comes today. Ben"})
    await shop.card_with(edited, "take_back")
    await shop.quiet()
    await shop.undo_time_passes()  # and of this one too
    await shop.card_with(edited, says="Sent")
    await story.at("11:00")
    rejected, furious = await shop.asks_where(), await shop.is_angry()
    form = await shop.open_by("chloe", rejected, "reject")
    await shop.sandbox.submit("chloe", form.id, {"reason": "wrong_facts"})
    await shop.card_with(rejected, says="rejected")
    await shop.card_with(furious, "open")
    form = await shop.open_by("chloe", rejected, "escalate")
    await shop.sandbox.submit("chloe", form.id, {"reason": "safety"})
    await shop.card_with(rejected, channel="support-escalations")
    await story.at("12:00")
    over, again = await shop.asks_where(), await shop.asks_where()
    await story.at("12:30")
    for asked in (over, again):
        form = await shop.choose("lena", asked, "resolve")
        await shop.sandbox.submit("lena", form.id)
        await shop.card_with(asked, "reopen")  # support had each for half an hour
    await story.at("13:00")
    await shop.press("lena", again, "reopen")
    await shop.card_with(again, "more", says="With")


async def test_queue_and_digest_of_a_day(own: Open) -> None:
    shop = await own(undo=timedelta(hours=1))
    shop.clock.set_speed(0)
    await a_tuesday(shop)
    story = Story(shop)

    await story.at("14:00")
    queue = await shop.told("lena", shop.sandbox.command("lena", "support-orders", "/queue orders"))
    # Waiting for support: the rejected and escalated one, the sealed one, the reopened one; for customers: two.
    assert "5 open" in queue
    assert "2 waiting for the customer" in queue
    assert "1 sensitive" in queue
    assert "waits 3 h" in queue
    assert "waits 1 h" in queue
    assert "furious" not in queue
    assert [m for m in shop.sandbox.messages("support-orders") if "Orders and deliveries 5 open" in words_of(m)] == []

    told_of = shop.start_of_day
    yesterday = f"Digest for {told_of:%A} {told_of.day} {told_of:%B}"

    def digests() -> list[str]:
        return [words_of(m) for m in shop.sandbox.messages("support-managers") if yesterday in words_of(m)]

    await story.at("08:29", days=1)
    await shop.tick()
    assert digests() == []
    await story.at("08:30", days=1)
    for _ in range(3):
        await shop.tick()
    await shop.stop()
    await shop.start()
    await shop.tick()
    (said,) = digests()
    assert "@U" not in said
    # Two answered, the invoice, the rejected one, the sealed one, the two of noon; both of these were resolved once.
    assert "More waits than before: 7 came in, 2 were resolved, 6 still open." in said
    assert "1 reopened, 1 escalated." in said
    assert "6 of 7 requests are about carrier GLS." in said  # all but the invoice
    assert "1 sent as is, 1 sent edited, 1 left aside" in said
    # Orders: 1 h + 1 h + 13 h + 13 h + 30 min + 30 min + 11 h; billing: 15 h. Until midnight, as on a clock.
    assert "Customers waited for support 2 d 7 h." in said
    assert "Came in Resolved Open With nobody" in said
    assert "Orders and deliveries 6 2 5 3 13 h" in said
    assert "Payments and invoices 1 0 1 1 15 h" in said
    assert "Returns, damage and guarantee" not in said  # nothing happened there


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_a_digest_leads_to_a_decision_and_the_next_one_says_what_became_of_it(own: Open, http: bool) -> None:
    shop = await own(http=http)
    shop.clock.set_speed(0)
    story = Story(shop)
    await story.at("09:00")
    asked = await shop.asks_where()
    await shop.press("ben", asked, "claim")
    await shop.card_with(asked, says="Ben")
    ben = f"<@{shop.person('ben')}>"
    away = f"/queue orders away {ben} until friday"
    assert "is away until" in await shop.told("lena", shop.sandbox.command("lena", "support-orders", away))

    async def morning(days: int) -> Message:
        await story.at("08:30", days=days)
        await shop.tick()
        await shop.quiet()
        return [m for m in shop.sandbox.messages("support-managers") if "Digest for" in words_of(m)][-1]

    async def press(who: str, digest: Message) -> None:
        """The first of the offers; articles that are past their date are another one."""
        await shop.sandbox.click(who, digest.channel, digest.ts, "decide", value=value_of(digest, "decide"))

    digest = await morning(1)
    asked_for = await shop.told("lena", shop.sandbox.command("lena", "support-orders", "/digest orders"))
    assert "Share in this channel" in asked_for
    private = shop.sandbox.ephemerals("lena")[-1]
    said = await shop.told("lena", shop.sandbox.click("lena", private.channel, private.ts, "share_digest"))
    assert said == "It is being posted in this channel."
    await shop.quiet()
    (shared,) = [m for m in shop.sandbox.messages("support-orders") if "Shared by Lena Vogt." in words_of(m)]
    assert "Digest for" in words_of(shared)
    assert "To decide:" in words_of(digest)
    assert "Ben is away and has 1 ticket in Orders and deliveries" in words_of(digest)
    refusal = await shop.refused("omar", press("omar", digest))
    assert "leads of the queue" in refusal
    form = await shop.opened("lena", press("lena", digest))
    (options,) = [block["element"]["options"] for block in form.body["blocks"] if block["block_id"] == "from"]
    values = {"from": options[0]["value"], "first": "0", "to": "queue"}
    await shop.sandbox.submit("lena", form.id, values)
    await shop.card_with(asked, says="With nobody")
    later = words_of(await morning(2))
    assert "Ben in Orders and deliveries: 1 open, now 0 (Lena)" in later, later[:900]
