"""Resolved, reopened, escalated, handed to a colleague: the card says it, and the right person hears of it."""

import pytest

from sandbox import Message
from tests.scenarios.reading import buttons, everything, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def resolved(shop: Shop) -> Asked:
    asked = await shop.asks_where()
    await shop.press("ana", asked, "claim")
    form = await shop.choose("ana", asked, "resolve")
    await shop.sandbox.submit("ana", form.id)
    await shop.card_with(asked, "reopen", says="Resolved by Ana Ferreira")
    return asked


async def test_a_resolved_ticket_can_be_reopened(shop: Shop) -> None:
    asked = await resolved(shop)
    assert "approve" not in buttons(await shop.card_with(asked, says="Done"))
    await shop.press("ben", asked, "reopen")
    await shop.card_with(asked, "approve", says="With Ana Ferreira")


async def test_the_customer_writes_on_a_resolved_ticket(shop: Shop) -> None:
    asked = await resolved(shop)
    old = await shop.card_with(asked, "reopen")
    await shop.quiet()
    await shop.answers(asked, f"It is still not here. Where is my order {asked.order}?")
    new = await shop.card_with(asked, "more", says="With Ana Ferreira")
    await shop.until(lambda: "continues below" in words_of(_at(shop, old.channel, old.ts)))
    new = await shop.card_with(asked, "approve")
    assert new.ts > old.ts  # at the bottom of the channel, where it is seen
    assert asked.order not in everything(_at(shop, old.channel, old.ts)).replace(asked.number, "")


def _at(shop: Shop, channel: str, ts: str) -> Message:
    found = shop.sandbox.workspace.message(channel, ts)
    assert found is not None
    return found


async def test_a_bare_thank_you_reopens_nothing(shop: Shop) -> None:
    asked = await resolved(shop)
    await shop.answers(asked, "Thanks a lot!")
    await shop.quiet()
    await shop.card_with(asked, "reopen", says="Resolved")


async def test_an_escalated_ticket_goes_to_its_owner(shop: Shop) -> None:
    asked = await shop.asks_where()
    form = await shop.open_by("ana", asked, "escalate")
    values = {"reason": "needs a decision", "note": "Can we send a new one before the old is back?"}
    await shop.sandbox.submit("ana", form.id, values)
    card = await shop.card_with(asked, channel="support-escalations", says="Escalated to")
    assert "needs a decision" in words_of(card)
    await shop.written_to("marta", "Ana Ferreira escalated", asked.number)
    await shop.quiet()
    left = [words_of(m) for m in shop.sandbox.messages("support-orders") if asked.number in words_of(m)]
    assert len(left) == 1
    assert "moved to" in left[0]
    await shop.press("marta", asked, "claim")
    await shop.card_with(asked, "approve", says="With Marta Silva", channel="support-escalations")


async def test_a_ticket_is_given_to_a_colleague(shop: Shop) -> None:
    asked = await shop.asks_where()
    form = await shop.choose("ana", asked, "assign")
    await shop.sandbox.submit("ana", form.id, {"person": shop.person("ben")})
    await shop.card_with(asked, "take_over", says="With Ben Okafor")
    await shop.written_to("ben", "Ana Ferreira gave", asked.number)


async def test_only_a_member_can_be_given_a_ticket(shop: Shop) -> None:
    asked = await shop.asks_where()
    form = await shop.choose("ana", asked, "assign")
    for outsider in ("zoe", "gus", "omar", "priya"):
        answer = await shop.sandbox.submit("ana", form.id, {"person": shop.person(outsider)})
        assert answer["response_action"] == "errors"
    await shop.card_with(asked, "claim", says="With nobody")


async def test_somebody_elses_ticket_is_taken_over_and_they_are_told(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.press("ana", asked, "claim")
    await shop.card_with(asked, "take_over", says="With Ana Ferreira")
    await shop.quiet()
    said = await shop.told("ben", shop.press("ben", asked, "approve"))
    assert "Ana Ferreira has this ticket already. Press Take over" in said
    await shop.press("ben", asked, "take_over")
    await shop.card_with(asked, says="With Ben Okafor")
    await shop.written_to("ana", "Ben Okafor took", asked.number)
    await shop.press("ben", asked, "approve")
    assert (await shop.one_reply(asked)).name == "Ben Okafor"
