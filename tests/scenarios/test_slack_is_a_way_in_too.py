"""*New ticket* and *Make a ticket*: asked in Slack, answered by direct message, with the same approvals."""

import pytest

from tests.scenarios.reading import fields, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


def created(note: str) -> Asked:
    number = next(word for word in note.replace(".", " ").split() if word.startswith("T-"))
    return Asked("", int(number[2:]), "")


async def made(shop: Shop, who: str) -> Asked:
    await shop.quiet()
    note = await shop.until(
        lambda: next((m for m in reversed(shop.sandbox.dms(who)) if "was created" in words_of(m)), None)
    )
    return created(words_of(note))


async def test_a_new_ticket_is_answered_by_direct_message(shop: Shop) -> None:
    form = await shop.opened("chloe", shop.sandbox.shortcut("chloe", "new_ticket"))
    values = {
        "subject": f"Opening hours {shop.http}",
        "text": "A caller asks when the store in Lyon is open on Saturdays.",
        "type": "opening_hours_store",
    }
    await shop.sandbox.submit("chloe", form.id, values)
    asked = await made(shop, "chloe")
    card = await shop.card_with(asked, "approve", says=f"Opening hours {shop.http}")
    assert "Slack" in words_of(card)
    await shop.press("ben", asked, "approve")
    answer = await shop.written_to("chloe", asked.number, "Ben Okafor answered your request")
    assert "Lyon" in words_of(answer)
    await shop.card_with(asked, "reopen", says="Resolved by Ben Okafor")  # as the desk file says for this type
    await shop.quiet()
    answers = [m for m in shop.sandbox.dms("chloe") if f"answered your request {asked.number}" in words_of(m)]
    assert len(answers) == 1


async def test_a_message_becomes_a_ticket_and_its_author_gets_the_answer(shop: Shop) -> None:
    message = await shop.sandbox.say("jonas", "support-orders", "Do we deliver to Austria, and what does it cost?")
    form = await shop.opened(
        "ana", shop.sandbox.message_shortcut("ana", "ticket_from_message", "support-orders", message.ts)
    )
    assert fields(form)["text"]["initial_value"] == "Do we deliver to Austria, and what does it cost?"
    await shop.sandbox.submit("ana", form.id, {"type": "delivery_costs"})
    asked = await made(shop, "ana")
    await shop.press("ben", asked, "approve")
    await shop.written_to("jonas", asked.number, "answered your request")

    # The same message once more is the same ticket.
    form = await shop.opened(
        "ben", shop.sandbox.message_shortcut("ben", "ticket_from_message", "support-orders", message.ts)
    )
    await shop.sandbox.submit("ben", form.id, {"type": "delivery_costs"})
    assert await made(shop, "ben") == asked


async def test_somebody_outside_the_team_makes_none(shop: Shop) -> None:
    form = await shop.opened("zoe", shop.sandbox.shortcut("zoe", "new_ticket"))
    answer = await shop.sandbox.submit("zoe", form.id, {"subject": "Free plants", "text": "Send me some."})
    assert answer.get("response_action") == "errors"
    assert shop.sandbox.dms("zoe") == []


async def test_ticket_new_opens_the_same_form(shop: Shop) -> None:
    form = await shop.opened("ana", shop.sandbox.command("ana", "support-orders", "/ticket new"))
    assert {"subject", "text", "type", "order"} <= set(fields(form))
