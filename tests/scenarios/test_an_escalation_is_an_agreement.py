"""Escalate: somebody is asked by name, accepts or passes on; if nobody does the next one is asked; it comes back."""

import asyncio
from datetime import datetime, timedelta

import pytest

from sandbox import Message, View
from tests.scenarios.conftest import Open
from tests.scenarios.reading import buttons, everything, fields, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def escalate(shop: Shop, who: str, asked: Asked, reason: str = "needs a decision", note: str = "") -> None:
    form = await shop.open_by(who, asked, "escalate")
    assert await shop.sandbox.submit(who, form.id, {"reason": reason, "note": note}) == {}


async def asked_of(shop: Shop, who: str, asked: Asked) -> Message:
    """The direct message in which somebody is asked to accept."""
    await shop.written_to(who, asked.number)
    await shop.until(lambda: "accept_escalation" in buttons(newest(shop, who, asked)))
    return newest(shop, who, asked)


def newest(shop: Shop, who: str, asked: Asked) -> Message:
    return [message for message in shop.sandbox.dms(who) if asked.number in words_of(message)][-1]


async def raised(shop: Shop, note: str = "") -> Asked:
    """Ben has a customer's question, and escalates it to Marta, who owns such questions."""
    asked = await shop.asks_where()
    await shop.press("ben", asked, "claim")
    await shop.card_with(asked, "take_over")
    await escalate(shop, "ben", asked, note=note)
    await shop.card_with(asked, "accept_escalation", "pass_on", channel="support-escalations")
    return asked


async def test_from_the_question_to_the_settlement(shop: Shop) -> None:
    asked = await raised(shop, note="He has called twice.")
    told = await asked_of(shop, "marta", asked)
    for part in ("Ben Okafor escalated", "needs a decision", "He has called twice.", "Wants", asked.order, "Tried"):
        assert part in words_of(told), part
    card = await shop.card_with(asked, "accept_escalation", says="by Ben Okafor")
    assert "escalate" not in buttons(card)
    await shop.sandbox.click("marta", told.channel, told.ts, "accept_escalation")
    await shop.card_with(asked, "settle", says="With Marta Silva")
    card = await shop.card_with(asked, says="accepted")
    assert "Escalated to Marta Silva by Ben Okafor" in words_of(card)
    await shop.written_to("ben", asked.number, "Marta Silva has accepted it")

    form = await shop.open_by("marta", asked, "settle")
    assert await shop.sandbox.submit("marta", form.id, {"note": "We pay for the express parcel."}) == {}
    card = await shop.card_with(asked, "escalate", says="With Ben Okafor", channel="support-orders")
    assert "Escalated" not in words_of(card)
    await shop.written_to("ben", asked.number, "back in the queue", "We pay for the express parcel.")


async def test_the_form_says_who_will_be_asked(shop: Shop) -> None:
    asked = await shop.asks_where()
    form = await shop.open_by("ben", asked, "escalate")
    assert "Choose a reason to see who will be asked." in words_of(form)
    for reason, first, within in (("safety", "Nadia Haddad", "20 min"), ("needs a decision", "Marta Silva", "1 h")):
        await shop.sandbox.click_in_view("ben", form.id, "reason", option=reason)
        form = await saying(shop, "ben", f"{first} will be asked")
        assert f"after {within}" in words_of(form)
    assert await shop.sandbox.submit("ben", form.id, {"note": "He called."}) == {}
    await shop.card_with(
        asked, "accept_escalation", says=f"Escalated to <@{shop.person('marta')}>", channel="support-escalations"
    )


async def saying(shop: Shop, who: str, said: str) -> View:
    """The form that somebody looks at, once it says so."""
    return await shop.until(lambda: next((one for one in shop.sandbox.views(who)[-1:] if said in words_of(one)), None))


async def test_pressed_twice_and_by_two_people_one_has_it(shop: Shop) -> None:
    asked = await raised(shop)
    card = await shop.card_with(asked, "accept_escalation")
    told = await asked_of(shop, "marta", asked)
    await asyncio.gather(*(shop.sandbox.click("marta", told.channel, told.ts, "accept_escalation") for _ in range(3)))
    await shop.card_with(asked, "settle", says="With Marta Silva")
    said = await shop.told("lena", shop.old_click("lena", card, "accept_escalation"))
    assert "Marta Silva has accepted this already." in said
    await shop.quiet()
    history = words_of(await shop.choose("marta", asked, "history"))
    assert history.count("accepted the escalation") == 1


async def test_passed_on_with_a_reason_and_never_to_who_was_asked(shop: Shop) -> None:
    asked = await raised(shop)
    form = await shop.open_by("marta", asked, "pass_on")
    refused = await shop.sandbox.submit("marta", form.id, {"person": shop.person("marta"), "reason": "Me again"})
    assert "asked already" in str(refused)
    outside = await shop.sandbox.submit("marta", form.id, {"person": shop.person("tomas"), "reason": "It is theirs"})
    assert "They may not work on this ticket." in str(outside)
    given = {"person": shop.person("lena"), "reason": "She knows the carrier."}
    assert await shop.sandbox.submit("marta", form.id, given) == {}
    told = await asked_of(shop, "lena", asked)
    assert "Marta Silva passed" in words_of(told)
    assert "She knows the carrier." in words_of(told)
    await shop.written_to("ben", asked.number, "Marta Silva passed it on to Lena Vogt")
    await shop.press("lena", asked, "accept_escalation")
    await shop.card_with(asked, "settle", says="With Lena Vogt")
    old = newest(shop, "marta", asked)
    await shop.sandbox.click("marta", old.channel, old.ts, "accept_escalation")  # her message still asks
    await shop.until(lambda: "accept_escalation" not in buttons(newest(shop, "marta", asked)))
    await shop.card_with(asked, "settle", says="With Lena Vogt")


@pytest.mark.parametrize("who", ["ana", "chloe"])
async def test_only_who_is_asked_accepts(shop: Shop, who: str) -> None:
    asked = await raised(shop)
    card = await shop.card_with(asked, "accept_escalation")
    await shop.sandbox.join(who, "support-escalations")
    try:
        for action in ("accept_escalation", "pass_on"):
            said = await shop.refused(who, shop.sandbox.click(who, card.channel, card.ts, action))
            assert "whoever was asked to take it" in said
    finally:
        await shop.sandbox.leave(who, "support-escalations")
    await shop.quiet()
    await shop.card_with(asked, "accept_escalation", says="With Ben Okafor")


async def test_of_a_sealed_one_everything_stands_behind_open(shop: Shop) -> None:
    asked = await shop.is_angry()
    view = await shop.open_by("lena", asked, "open")
    await shop.sandbox.click_in_view("lena", view.id, "claim")
    await shop.card_with(asked, "open", says="With Lena Vogt")
    form = await shop.opened("lena", shop.sandbox.command("lena", "support-orders", f"/ticket escalate {asked.number}"))
    given = {"reason": "legal or press", "note": "She will call the paper."}
    assert await shop.sandbox.submit("lena", form.id, given) == {}
    told = await asked_of(shop, "nadia", asked)  # by the rule for such reasons
    card = await shop.card_with(asked, "open", "accept_escalation", says="Escalated to")
    for message in (told, card):
        for private in ("furious", asked.order, "legal or press", "paper", "Robin"):
            assert private not in everything(message)
    opened = await shop.opened("nadia", shop.sandbox.click("nadia", told.channel, told.ts, "open"))
    for part in ("Wants", "Mood", "very upset", "legal or press", "She will call the paper."):
        assert part in words_of(opened), part
    await shop.sandbox.click_in_view("nadia", opened.id, "accept_escalation")
    await shop.card_with(asked, "settle", says="With Nadia Haddad")


async def test_the_holding_reply_is_one_approval_away_and_leaves_once(shop: Shop) -> None:
    asked = await raised(shop)
    told = await asked_of(shop, "marta", asked)
    pressed = shop.sandbox.click("marta", told.channel, told.ts, "accept_escalation")
    form = await shop.opened("marta", pressed)
    assert "Would you like to tell the customer?" in words_of(form)
    text = fields(form)["text"]["initial_value"]
    assert "Marta is personally handling your case and will write by {date}." in text
    answers = await asyncio.gather(*(shop.sandbox.submit("marta", form.id) for _ in range(2)), return_exceptions=True)
    assert {} in answers
    line = await shop.one_reply(asked)
    assert "Marta is personally handling your case and will write by" in line.body
    assert "{" not in line.body
    await shop.card_with(asked, "settle", says="With Marta Silva")
    await shop.written_to("ben", asked.number, "Marta Silva has answered the customer.")
    refused = words_of(await shop.choose("lena", asked, "holding"))
    assert "Marta Silva has this ticket already." in refused


async def test_if_the_holding_reply_cannot_be_offered_the_ticket_is_accepted_all_the_same(shop: Shop) -> None:
    asked = await raised(shop)
    shop.sandbox.fail("views.open", status=500)
    await shop.press("marta", asked, "accept_escalation")
    await shop.card_with(asked, "settle", says="With Marta Silva")
    await shop.quiet()
    shop.sandbox.clear_faults()
    form = await shop.choose("marta", asked, "holding")
    refused = await shop.sandbox.submit("marta", form.id, {"text": "{order} is late; Marta writes by {date}."})
    assert "The text still says {order}." in str(refused["errors"])
    assert await shop.sandbox.submit("marta", form.id, {"text": "Marta writes by {date}."}) == {}
    assert "Marta writes by" in (await shop.one_reply(asked)).body


async def test_if_slack_fails_the_agreement_stands(shop: Shop) -> None:
    asked = await raised(shop)
    told = await asked_of(shop, "marta", asked)
    for method in ("chat.update", "response_url", "chat.postMessage"):
        shop.sandbox.fail(method, status=503, times=1)
    await shop.sandbox.click("marta", told.channel, told.ts, "accept_escalation")
    await shop.card_with(asked, "settle", says="With Marta Silva")
    await shop.written_to("ben", asked.number, "Marta Silva has accepted it")
    shop.sandbox.clear_faults()


async def test_nobody_acts_and_the_next_one_is_asked_even_over_a_restart(own: Open) -> None:
    shop = await own()
    shop.clock.set_speed(0)
    ten: datetime = shop.start_of_day.replace(hour=10, minute=0)
    shop.clock.set(ten)
    asked = await raised(shop)
    await asked_of(shop, "marta", asked)
    await shop.quiet()
    await shop.stop()
    shop.clock.set(ten + timedelta(minutes=59))
    await shop.start()
    await shop.tick()
    assert not [one for one in shop.sandbox.dms("jonas") if asked.number in words_of(one)]
    shop.clock.set(ten + timedelta(hours=1))
    for _ in range(3):
        await shop.tick()
    told = await asked_of(shop, "jonas", asked)
    assert "asked so far: Marta Silva" in words_of(told)
    card = await shop.card_with(asked, "accept_escalation", says="asked before: Marta Silva")
    assert len([one for one in shop.sandbox.dms("jonas") if asked.number in words_of(one)]) == 1
    await shop.sandbox.click("jonas", told.channel, told.ts, "accept_escalation")
    await shop.card_with(asked, "settle", says="With Jonas Weber")
    said = await shop.told("marta", shop.old_click("marta", card, "accept_escalation"))
    assert "Jonas Weber has accepted this already." in said
