"""An angry customer asks for compensation: sealed, for the accountable people, and never sent by one person alone."""

import pytest

from sandbox import View
from tests.scenarios.reading import buttons, choices, everything, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def write_behind_the_seal(shop: Shop, who: str, asked: Asked, text: str) -> None:
    opened = await shop.open_by(who, asked, "open")
    await shop.sandbox.click_in_view(who, opened.id, "more", option=f"write_reply:{asked.ticket}")
    form = await shop.next_view(who, opened)
    assert await shop.sandbox.submit(who, form.id, {"text": text}) == {}


async def second_key(shop: Shop, who: str, asked: Asked) -> View:
    opened = await shop.open_by(who, asked, "open")
    await shop.sandbox.click_in_view(who, opened.id, "second_approve")
    return opened


async def test_it_is_sealed_and_its_owner_is_tagged(shop: Shop) -> None:
    asked = await shop.is_angry()
    card = await shop.card_with(asked, "open", channel="support-escalations")
    assert buttons(card) == ["open"]
    assert f"{asked.number} · sensitive" in words_of(card)
    assert f"<@{shop.person('marta')}>, please look." in words_of(card)
    await shop.quiet()
    for post in shop.sandbox.posted:
        if asked.number in everything(post):
            for told in ("furious", "garden party", "Compensation for", asked.order, "Robin"):
                assert told not in everything(post)
    assert "suggest" not in words_of(card).lower()


async def test_open_shows_the_rest_to_the_few_and_is_logged(shop: Shop) -> None:
    asked = await shop.is_angry()
    await shop.quiet()  # its order was looked up
    opened = await shop.open_by("marta", asked, "open")
    assert "I am furious." in words_of(opened)
    assert f"Order {asked.order}: in transit since Monday" in words_of(opened)
    assert "approve" not in buttons(opened)  # context for a person, never a draft
    for few in ("jonas", "lena"):
        assert "I am furious." in words_of(await shop.open_by(few, asked, "open"))
    for other in ("nadia", "priya"):  # they stand in the channel, but answer for other things
        refused = words_of(await shop.open_by(other, asked, "open"))
        assert "furious" not in refused
        assert asked.order not in refused
    opened = await shop.open_by("marta", asked, "open")
    await shop.sandbox.click_in_view("marta", opened.id, "more", option=f"history:{asked.ticket}")
    history = words_of(await shop.next_view("marta", opened))
    assert history.count("Marta Silva opened it") == 2
    assert "Jonas Weber opened it" in history
    assert "Nadia" not in history


async def test_sending_needs_the_writer_and_the_owner(patient: Shop) -> None:
    asked = await patient.is_angry()
    await write_behind_the_seal(patient, "lena", asked, "I am sorry. We refund the delivery today. Lena")
    card = await patient.card_with(asked, says="Needs Marta Silva’s approval too")
    assert "refund the delivery" not in everything(card)
    note = await patient.written_to("marta", asked.number, "needs your approval")
    assert "refund the delivery" not in everything(note)
    await patient.undo_time_passes()
    assert patient.replies(asked) == []

    opened = await patient.open_by("lena", asked, "open")
    assert "second_approve" not in buttons(opened)  # the same person, and a lead is no owner

    opened = await patient.open_by("marta", asked, "open")
    assert "We refund the delivery today." in words_of(opened)  # she reads what she approves
    await patient.sandbox.click_in_view("marta", opened.id, "second_approve")
    await patient.quiet()
    assert patient.replies(asked) == []  # the undo time begins with the last approval
    await patient.undo_time_passes()
    line = await patient.one_reply(asked)
    assert line.body == "I am sorry. We refund the delivery today. Lena"
    sent = patient.sandbox.customers.reply_requests[-1]["data"]
    assert sorted(sent["approved_by"]) == ["Lena Vogt", "Marta Silva"]


async def test_a_deputy_gives_it_where_the_owner_writes(patient: Shop) -> None:
    asked = await patient.is_angry()
    await write_behind_the_seal(patient, "marta", asked, "I have looked at your order myself. Marta")
    await patient.card_with(asked, says="Needs Jonas Weber’s approval too")
    assert "second_approve" not in buttons(await patient.open_by("marta", asked, "open"))
    await patient.undo_time_passes()
    assert patient.replies(asked) == []
    await patient.written_to("jonas", asked.number, "needs your approval")
    await second_key(patient, "jonas", asked)
    await patient.quiet()
    await patient.undo_time_passes()
    await patient.one_reply(asked)


async def test_a_lead_stands_in_with_a_reason_and_the_owner_is_told(patient: Shop) -> None:
    asked = await patient.is_angry()
    await write_behind_the_seal(patient, "jonas", asked, "I am sorry. We refund the delivery today. Jonas")
    await patient.card_with(asked, says="Needs Marta Silva’s approval too")
    opened = await patient.open_by("jonas", asked, "open")
    assert f"send_alone:{asked.ticket}" not in choices(opened, "more"), "no way for whoever wrote it"

    opened = await patient.open_by("lena", asked, "open")
    await patient.sandbox.click_in_view("lena", opened.id, "more", option=f"send_alone:{asked.ticket}")
    form = await patient.next_view("lena", opened)
    assert "We refund the delivery today." in words_of(form)
    assert "Marta Silva was asked for the second approval." in words_of(form)
    refused = await patient.sandbox.submit("lena", form.id, {"reason": "   "})
    assert refused["response_action"] == "errors"
    assert await patient.sandbox.submit("lena", form.id, {"reason": "He waits at the door."}) == {}
    note = await patient.written_to("marta", asked.number, "gave the second approval", "in your place")
    assert "door" not in everything(note)
    await patient.undo_time_passes()
    line = await patient.one_reply(asked)
    assert line.body == "I am sorry. We refund the delivery today. Jonas"
    opened = await patient.open_by("marta", asked, "open")
    assert "He waits at the door." in words_of(opened)
    await patient.sandbox.click_in_view("marta", opened.id, "more", option=f"history:{asked.ticket}")
    history = words_of(await patient.next_view("marta", opened))
    assert "Lena Vogt gave the second approval alone, as a lead" in history


async def test_somebody_without_the_role_cannot_give_the_second_approval(patient: Shop) -> None:
    """Whoever marks a claimed ticket sensitive keeps it: an agent writes, and only the owner's side may agree."""
    asked = await patient.asks_where()
    await patient.press("ana", asked, "claim")
    form = await patient.choose("ana", asked, "mark_sensitive")
    await patient.sandbox.submit("ana", form.id, {"class": "compensation"})
    await patient.card_with(asked, "open", channel="support-escalations")
    # An agent is not in that channel: `/ticket` is her way to what she holds.
    opened = await patient.opened("ana", patient.sandbox.command("ana", "support-orders", f"/ticket {asked.number}"))
    assert f"more:{asked.ticket}" not in buttons(opened)
    assert f"write_reply:{asked.ticket}" in choices(opened, "more")
    await patient.sandbox.click_in_view("ana", opened.id, "more", option=f"write_reply:{asked.ticket}")
    form = await patient.next_view("ana", opened)
    await patient.sandbox.submit("ana", form.id, {"text": "We are sorry. Ana"})
    await patient.card_with(asked, says="approval too")

    for who in ("ana", "nadia"):
        opened = await patient.opened(who, patient.sandbox.command(who, "support-billing", f"/ticket {asked.number}"))
        assert "second_approve" not in buttons(opened)
    await patient.undo_time_passes()
    assert patient.replies(asked) == []
    await second_key(patient, "marta", asked)
    await patient.quiet()
    await patient.undo_time_passes()
    await patient.one_reply(asked)


async def test_a_ticket_that_is_sealed_later_leaves_nothing_behind(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.press("ana", asked, "claim")
    await shop.until(lambda: len(shop.thread(asked)) >= 2)
    before = await shop.card_with(asked, "approve")
    await shop.quiet()
    await shop.answers(asked, "If it is not here tomorrow I will call my lawyer and sue you.")
    await shop.card_with(asked, "open", channel="support-escalations")
    await shop.quiet()
    old = shop.sandbox.workspace.message(before.channel, before.ts)
    assert old is not None
    assert "moved to" in words_of(old)
    for told in ("Where is my order", asked.order, "lawyer", "Robin"):
        assert told not in everything(old)
    assert [line for line in shop.sandbox.thread("support-orders", before.ts) if line.by_app] == []


async def test_only_owner_and_lead_may_say_that_it_is_not_sensitive(shop: Shop) -> None:
    asked = await shop.is_angry()
    opened = await shop.open_by("jonas", asked, "open")
    assert f"unmark_sensitive:{asked.ticket}" not in choices(opened, "more")  # a deputy stands in for approvals only
    opened = await shop.open_by("lena", asked, "open")
    await shop.sandbox.click_in_view("lena", opened.id, "more", option=f"unmark_sensitive:{asked.ticket}")
    form = await shop.next_view("lena", opened)
    answer = await shop.sandbox.submit("lena", form.id, {"reason": "I know him, he always writes like this."})
    assert answer == {}
    await shop.card_with(asked, "claim", says="Compensation for a ruined weekend", channel="support-orders")


async def test_whoever_wrote_it_is_told_who_else_may_approve(patient: Shop) -> None:
    asked = await patient.is_angry()
    opened = await patient.open_by("lena", asked, "open")
    await patient.sandbox.click_in_view("lena", opened.id, "more", option=f"unmark_sensitive:{asked.ticket}")
    form = await patient.next_view("lena", opened)
    await patient.sandbox.submit("lena", form.id, {"reason": "I know him, he always writes like this."})
    form = await patient.choose("marta", asked, "write_reply")
    await patient.sandbox.submit("marta", form.id, {"text": "I have looked at your order myself. Marta"})
    await patient.card_with(asked, "second_approve")
    said = await patient.told("marta", patient.press("marta", asked, "second_approve"))
    assert said == "The second approval must come from another person: Jonas Weber."
