"""From outside: what agents do with a ticket beside answering it, twice, late and by the wrong people too."""

import asyncio
from typing import Any

import pytest

from sandbox import View
from tests.scenarios.reading import buttons, choices, fields, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def pick(shop: Shop, who: str, asked: Asked, entry: str) -> None:
    """An entry of **More…** that opens no form."""
    await shop.press(who, asked, "more", option=f"{entry}:{asked.ticket}")


async def test_whoever_has_a_ticket_gives_it_back(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.press("ana", asked, "claim")
    card = await shop.card_with(asked, "take_over")
    assert f"release:{asked.ticket}" in choices(card, "more")
    view = await shop.opened("ana", shop.sandbox.command("ana", "support-orders", f"/ticket {asked.number}"))
    assert "release" in buttons(view)
    assert "take_over" not in buttons(view)
    said = await shop.told("ana", shop.press("ana", asked, "take_over"))
    assert said == f"You have {asked.number} already. To give it back, choose Release under More…."
    await shop.card_with(asked, says="With Ana Ferreira")
    said = await shop.told("ben", pick(shop, "ben", asked, "release"))
    assert said.startswith("Only leads of the queue or whoever holds the ticket can do that.")
    await pick(shop, "ana", asked, "release")
    await shop.card_with(asked, "claim", says="With nobody")
    await shop.old_click("ana", card, "take_over")  # on a screen that has not drawn it yet
    await shop.card_with(asked, "take_over", says="With Ana Ferreira")


async def test_what_is_no_request_ends_and_comes_back(shop: Shop) -> None:
    asked = await shop.asks_where()
    card = await shop.card_with(asked, "approve")
    await pick(shop, "ana", asked, "not_a_request")
    ended = await shop.card_with(asked, "is_a_request", says="Not a request, says Ana Ferreira.")
    assert "approve" not in buttons(ended)
    said = await shop.told("gus", shop.press("gus", asked, "is_a_request"))
    assert "Guests and people of another workspace cannot" in said
    await shop.press("ben", asked, "is_a_request")
    await shop.card_with(asked, "approve", says="With nobody")
    await shop.old_click("ben", ended, "is_a_request")
    said = await shop.told("ben", shop.old_click("ben", card, "approve"))
    assert "This suggestion does not stand any more." in said
    await shop.quiet()
    assert shop.replies(asked) == []


async def test_its_customer_opens_it_again(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    await pick(shop, "ana", asked, "not_a_request")
    await shop.card_with(asked, "is_a_request")
    await shop.answers(asked, f"I do mean it: where is my order {asked.order}?")
    await shop.card_with(asked, "claim", says="With nobody")


async def test_resolving_asks_one_thing_and_takes_no_answer_too(shop: Shop) -> None:
    asked = await shop.asks_where()
    form = await shop.choose("ana", asked, "resolve")
    assert set(fields(form)) == {"avoidable", "note"}
    assert "Could this have been avoided?" in words_of(form)
    assert await shop.sandbox.submit("ana", form.id, {"avoidable": "information"}) == {}
    await shop.card_with(asked, "reopen", says="Resolved by Ana Ferreira")
    history = words_of(await shop.choose("ana", asked, "history"))
    assert "said whether it could have been avoided: better information" in history
    listed = await shop.told("marta", shop.sandbox.command("marta", "support-orders", "/desk mine"))
    assert "Where is my order, the last 30 days: could it have been avoided? better information" in listed


async def test_a_reply_that_was_read_may_resolve_its_ticket(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    view = await shop.opened("ana", shop.sandbox.command("ana", "support-orders", f"/ticket approve {asked.number}"))
    assert fields(view)["after"]["initial_option"]["value"] == "wait"
    assert await shop.sandbox.submit("ana", view.id, {"after": "resolve"}) == {}
    await shop.one_reply(asked)
    await shop.card_with(asked, "reopen", says="Resolved by Ana Ferreira")


async def test_a_priority_and_a_queue_are_put_right(shop: Shop) -> None:
    asked = await shop.asks_where()
    form = await shop.choose("ana", asked, "change_priority")
    assert fields(form)["priority"]["initial_option"]["value"] == "normal"
    assert await shop.sandbox.submit("ana", form.id, {"priority": "high"}) == {}
    await shop.card_with(asked, says="high · Where is my order")
    before = await shop.card_with(asked, "more")
    form = await shop.choose("ana", asked, "move_queue")
    assert await shop.sandbox.submit("ana", form.id, {"queue": "billing", "note": "It is about the invoice."}) == {}
    await shop.card_with(asked, "claim", channel="support-billing")
    left = await shop.until(lambda: next((m for m in shop.sandbox.messages(before.channel) if m.ts == before.ts), None))
    await shop.until(lambda: f"{asked.number} moved to" in shop.sandbox.workspace.messages[left.channel][left.ts].text)
    assert shop.replies(asked) == []


async def test_two_requests_of_one_customer_become_one(shop: Shop) -> None:
    first = await shop.asks_where()
    await shop.press("ben", first, "claim")
    customer = shop.sandbox.customers.people[first.customer]
    second = await shop.writes(customer, "Parcel", f"I forgot to say: order {first.order} is a birthday present.")
    card = await shop.card_with(second, "merge", says=f"Maybe the same as {first.number}.")
    assert first.order not in str([block for block in card.blocks if str(block.get("block_id")).endswith(":twin")])
    form = await shop.open_by("ana", second, "merge")
    assert fields(form)["into"]["initial_option"]["value"] == str(first.ticket)
    stale = await shop.opened("chloe", shop.press("chloe", second, "merge"))
    assert await shop.sandbox.submit("ana", form.id) == {}
    ended = await shop.card_with(second, "open", says=f"Merged into {first.number} by Ana Ferreira.")
    assert "birthday" not in words_of(ended)
    await shop.until(lambda: [m for m in shop.thread(first) if "birthday present" in words_of(m)])
    await shop.written_to("ben", f"Ana Ferreira merged {second.number} into {first.number}, which you have.")
    refused = await shop.sandbox.submit("chloe", stale.id)
    assert "has moved on" in str(refused["errors"])
    view = await shop.open_by("ben", second, "open")
    assert view.body["title"]["text"] == first.number
    assert "birthday present" in words_of(view)
    form = await shop.choose("ben", first, "write_reply")
    assert await shop.sandbox.submit("ben", form.id, {"text": "It comes in time. Ben"}) == {}
    line = await shop.until(lambda: [*shop.replies(first), *shop.replies(second)])
    assert [one.body for one in line] == ["It comes in time. Ben"]


async def test_another_customers_request_is_not_merged(shop: Shop) -> None:
    first, second = await shop.asks_where(), await shop.asks_where()
    form = await shop.choose("ana", second, "merge")
    assert "into" not in fields(form)  # nothing of the same customer's is there
    refused = await shop.sandbox.submit("ana", form.id, {"number": first.number})
    assert refused["errors"]["number"].startswith(f"{first.number} is another customer’s.")
    refused = await shop.sandbox.submit("ana", form.id, {"number": "the other one"})
    assert "There is no such ticket here." in refused["errors"]["number"]
    await shop.card_with(second, "claim", says="With nobody")


async def test_the_same_by_command(shop: Shop) -> None:
    async def command(who: str, text: str) -> str:
        return await shop.told(who, shop.sandbox.command(who, "support-orders", f"/ticket {text}"))

    async def form(text: str) -> View:
        return await shop.opened("ana", shop.sandbox.command("ana", "support-orders", f"/ticket {text}"))

    asked, number = (found := await shop.asks_where()), found.number
    await shop.card_with(asked, "claim")
    assert await command("ben", f"assign {number} me") == f"{number} is yours."
    assert await command("ana", f"Take Over {number}") == f"{number} is yours."
    assert "You have" in await command("ana", f"take over {number}")
    assert await command("ana", f"assign {number} <@{shop.person('ben')}>") == f"{number} is given; they are told."
    await shop.card_with(asked, says="With Ben Okafor")
    assert "person" in fields(await form(f"assign {number}"))
    assert fields(await form(f"merge {number} into T-9999"))["number"]["initial_value"] == "T-9999"
    assert "until" in fields(await form(f"snooze {number}"))
    assert fields(await form(f"priority {number} urgent"))["priority"]["initial_option"]["value"] == "urgent"
    assert fields(await form(f"move {number} billing"))["queue"]["initial_option"]["value"] == "billing"
    assert "Kept as a note" in await command("ana", f"note {number} She called about it.")
    assert "She called about it." in words_of(await form(number))
    assert "has ended" in await command("ana", f"not a request {number}")
    await shop.card_with(asked, "is_a_request")
    assert "Guests" in await command("gus", f"not a request {number}")
    assert "There is no such ticket here." in await command("ana", "take over everything")
    assert "We do not know" in await command("ana", "take away T-1")


async def test_pressed_twice_at_once_they_happen_once(shop: Shop) -> None:
    first = await shop.asks_where()
    customer = shop.sandbox.customers.people[first.customer]
    second = await shop.writes(customer, "Parcel", f"Order {first.order} is a present.")
    form = await shop.choose("ana", second, "merge")
    entered = {"number": first.number}
    answers = await asyncio.gather(
        *(shop.sandbox.submit("ana", form.id, entered) for _ in range(2)), return_exceptions=True
    )
    assert {} in answers
    await shop.card_with(second, "open", says=f"Merged into {first.number}")
    await asyncio.gather(*(pick(shop, who, first, "not_a_request") for who in ("ana", "ben")))
    await shop.card_with(first, "is_a_request")
    history = words_of(await shop.choose("ana", first, "history"))
    assert history.count(f"merged {second.number} into it") == 1
    assert history.count("said that it is not a request") == 1


@pytest.mark.parametrize("fault", [{"status": 500}, {"error": "internal_error"}, {"drop_before": True}])
async def test_slack_fails_meanwhile_and_nothing_is_lost(shop: Shop, fault: dict[str, Any]) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    await shop.quiet()
    try:
        shop.sandbox.fail("views.open", **fault)
        for entry in ("merge", "move_queue", "change_priority"):
            await pick(shop, "ana", asked, entry)
        await shop.quiet()
        await shop.card_with(asked, "approve", says="With nobody")
        shop.sandbox.fail("response_url", **fault)
        shop.sandbox.fail("chat.update", **fault)
        await pick(shop, "ana", asked, "not_a_request")
        await shop.card_with(asked, "is_a_request", says="Not a request, says Ana Ferreira.")
    finally:
        shop.sandbox.clear_faults()
    form = await shop.choose("ana", asked, "history")
    assert words_of(form).count("said that it is not a request") == 1
