"""*New ticket* and *Make a ticket*: asked in Slack, answered by direct message, with the same approvals."""

import pytest

from sandbox import Message, View
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


async def from_message(shop: Shop, who: str, message: Message) -> View:
    doing = shop.sandbox.message_shortcut(who, "ticket_from_message", "support-orders", message.ts)
    return await shop.opened(who, doing)


async def test_a_new_ticket_is_answered_by_direct_message(shop: Shop) -> None:
    # Nobody else's test asks as Omar: of somebody's third request within two weeks a person judges.
    form = await shop.opened("omar", shop.sandbox.shortcut("omar", "new_ticket"))
    values = {
        "subject": f"Opening hours {shop.http}",
        "text": "A caller asks when the store in Lyon is open on Saturdays.",
        "type": "opening_hours_store",
    }
    await shop.sandbox.submit("omar", form.id, values)
    asked = await made(shop, "omar")
    card = await shop.card_with(asked, "approve", says=f"Opening hours {shop.http}")
    assert "Slack" in words_of(card)
    await shop.press("ben", asked, "approve")
    answer = await shop.written_to("omar", asked.number, "Ben Okafor answered your request")
    assert "Lyon" in words_of(answer)
    await shop.card_with(asked, "reopen", says="Resolved by Ben Okafor")  # as the desk file says for this type
    await shop.quiet()
    answers = [m for m in shop.sandbox.dms("omar") if f"answered your request {asked.number}" in words_of(m)]
    assert len(answers) == 1


async def test_a_message_becomes_a_ticket_and_its_author_gets_the_answer(shop: Shop) -> None:
    message = await shop.sandbox.say("jonas", "support-orders", "Do we deliver to Austria, and what does it cost?")
    form = await from_message(shop, "ana", message)
    assert fields(form)["text"]["initial_value"] == "Do we deliver to Austria, and what does it cost?"
    await shop.sandbox.submit("ana", form.id, {"type": "delivery_costs"})
    asked = await made(shop, "ana")
    await shop.written_to("ana", f"{asked.number} was created. The answer goes to Jonas Weber as a direct message.")
    await shop.press("ben", asked, "approve")
    await shop.written_to("jonas", asked.number, "answered your request")

    # The same message once more is the same ticket, and nobody types for nothing.
    shown = await from_message(shop, "ben", message)
    assert "submit" not in shown.body
    assert f"There is already {asked.number} for this message." in words_of(shown)


async def test_two_people_at_the_same_message_at_once_make_one_ticket(shop: Shop) -> None:
    message = await shop.sandbox.say("jonas", "support-orders", "My badge does not open the warehouse.")
    forms = {who: await from_message(shop, who, message) for who in ("ana", "chloe")}
    await shop.sandbox.submit("ana", forms["ana"].id)
    asked = await made(shop, "ana")
    await shop.sandbox.submit("chloe", forms["chloe"].id, {"text": "His badge is broken, says Chloé."})
    await shop.written_to("chloe", f"There is already {asked.number} for this message.")


async def test_a_message_is_read_without_slacks_markup(shop: Shop) -> None:
    ana = shop.person("ana")
    message = await shop.sandbox.say("ben", "support-orders", f"A & B, <@{ana}>: <https://x.example/a|site>")
    form = await from_message(shop, "ana", message)
    reads = "A & B, @Ana Ferreira: site (https://x.example/a)"
    assert (fields(form)["text"]["initial_value"], fields(form)["subject"]["initial_value"]) == (reads, reads)


async def test_of_an_apps_message_the_clicker_is_the_requester(shop: Shop) -> None:
    card = await shop.card_with(await shop.asks_where(), "approve")
    form = await from_message(shop, "chloe", card)
    await shop.sandbox.submit("chloe", form.id, {"subject": f"Card {shop.http}", "type": "delivery_costs"})
    asked = await made(shop, "chloe")
    await shop.written_to("chloe", f"{asked.number} was created. The answer comes to you as a direct message.")
    form = await shop.choose("ben", asked, "write_reply")
    await shop.sandbox.submit("ben", form.id, {"text": "It is a card. Ben"})
    await shop.written_to("chloe", asked.number, "It is a card. Ben")


async def test_an_empty_request_is_asked_for_again(shop: Shop) -> None:
    form = await shop.opened("ana", shop.sandbox.shortcut("ana", "new_ticket"))
    answer = await shop.sandbox.submit("ana", form.id, {"subject": " ", "text": " "})
    assert "The request is empty." in str(answer["errors"])


@pytest.mark.parametrize(("who", "why"), [("zoe", "Only members of a queue"), ("gus", "Guests and people of another")])
async def test_somebody_outside_the_team_is_told_before_typing(shop: Shop, who: str, why: str) -> None:
    said = await shop.refused(who, shop.sandbox.shortcut(who, "new_ticket"))
    assert why in said
    assert shop.sandbox.dms(who) == []


async def test_ticket_new_opens_the_same_form(shop: Shop) -> None:
    form = await shop.opened("ana", shop.sandbox.command("ana", "support-orders", "/ticket new"))
    assert {"subject", "text", "type", "order"} <= set(fields(form))
