"""Every button, menu entry and command checks who presses it; a refusal is a private sentence, and nothing changes."""

import pytest

from sandbox import Refused
from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

# A guest in the channel, somebody from elsewhere in the house, a member of another queue, another department.
OUTSIDERS = ("gus", "zoe", "priya", "ines")
ENTRIES = (
    "write_reply", "resolve", "add_note", "assign", "change_type", "change_priority", "move_queue", "merge", "explain",
    "history",
)  # fmt: skip


def kept_out(said: str, who: str) -> bool:
    """Whether somebody is told why they may not, as it is true of them."""
    why = "Guests and people of another workspace cannot" if who == "gus" else "Only members of this queue can"
    return f"{why} do that." in said


async def unchanged(shop: Shop, asked: Asked) -> None:
    await shop.quiet()
    card = await shop.card_with(asked, "claim", "approve", channel="support-orders")
    assert "With nobody" in words_of(card)
    assert shop.replies(asked) == []


@pytest.mark.parametrize("who", [*OUTSIDERS, "omar"])
async def test_who_does_not_work_the_queue_changes_nothing_on_its_card(shop: Shop, who: str) -> None:
    asked = await shop.asks_where()
    for action in ("claim", "approve"):
        said = await shop.told(who, shop.press(who, asked, action))
        assert kept_out(said, who) or "Please ask them" in said
    await unchanged(shop, asked)


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_their_modals_stay_closed(patient: Shop, who: str) -> None:
    asked = await patient.asks_where()
    for action in ("edit", "reject", "escalate"):
        said = await patient.refused(who, patient.press(who, asked, action))
        assert kept_out(said, who)
        assert asked.order not in said
    await unchanged(patient, asked)


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_the_menu_too(patient: Shop, who: str) -> None:
    asked = await patient.asks_where()
    for entry in ENTRIES:
        view = await patient.choose(who, asked, entry)
        assert "submit" not in view.body
        assert kept_out(words_of(view), who)
    await unchanged(patient, asked)


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_and_what_it_does_at_once(patient: Shop, who: str) -> None:
    asked = await patient.asks_where()
    said = await patient.told(who, patient.press(who, asked, "more", option=f"not_a_request:{asked.ticket}"))
    assert kept_out(said, who)
    await unchanged(patient, asked)


async def test_a_manager_reads_and_does_not_act(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.card_with(asked, "approve")
    view = await patient.choose("omar", asked, "explain")
    assert "Delivery delays" in words_of(view)
    for action in ("edit", "reject", "escalate"):
        assert "Please ask them" in await patient.refused("omar", patient.press("omar", asked, action))
    for entry in ("resolve", "write_reply", "add_note", "change_type", "change_priority", "move_queue", "merge"):
        view = await patient.choose("omar", asked, entry)
        assert "submit" not in view.body
        assert "Please ask them" in words_of(view)
    opened = await patient.opened("omar", patient.sandbox.command("omar", "support-orders", f"/ticket {asked.number}"))
    assert buttons(opened) == ["quotes", "more"]  # what he may do: read, mark it sensitive, and look
    await unchanged(patient, asked)


@pytest.mark.parametrize("who", ["ana", "ben", "chloe", "lena", "marta", "jonas"])
async def test_who_works_the_queue_may(patient: Shop, who: str) -> None:
    asked = await patient.asks_where()
    await patient.press(who, asked, "claim")
    await patient.card_with(asked, says=f"With {patient.sandbox.workspace.find_user(who).real_name}")
    await patient.press(who, asked, "approve")
    await patient.card_with(asked, "take_back")
    await patient.quiet()
    await patient.undo_time_passes()
    await patient.one_reply(asked)


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_commands_refuse_them(patient: Shop, who: str) -> None:
    asked = await patient.asks_where()
    for command in (
        f"/ticket claim {asked.number}",
        f"/ticket resolve {asked.number}",
        "/queue orders",
        "/digest orders",
    ):
        place = "support-orders" if who != "ines" else "ops-logistics"
        said = await patient.told(who, patient.sandbox.command(who, place, command))
        assert asked.order not in said
        assert kept_out(said, who) or "Please ask them" in said
    for verb in ("approve ", "edit ", ""):
        doing = patient.sandbox.command(who, "support-orders", f"/ticket {verb}{asked.number}")
        view = await patient.opened(who, doing)
        assert asked.order not in words_of(view)
    said = await patient.told(who, patient.sandbox.command(who, "support-orders", f"/ticket find {asked.order}"))
    assert asked.order not in said.replace("find", "")
    await unchanged(patient, asked)


async def test_a_sealed_card_opens_for_nobody_else(patient: Shop) -> None:
    asked = await patient.is_angry()
    card = await patient.card_with(asked, "open")
    for who in ("ana", "ben", "omar", "zoe", "gus"):
        with pytest.raises(Refused):  # the channel is private, so Slack does not even show it
            await patient.sandbox.click(who, card.channel, card.ts, "open")
        view = await patient.opened(who, patient.sandbox.command(who, "support-orders", f"/ticket {asked.number}"))
        assert "furious" not in words_of(view)
        assert asked.order not in words_of(view)
        said = await patient.told(who, patient.sandbox.command(who, "support-orders", f"/ticket claim {asked.number}"))
        assert "With" not in said
        assert "is yours" not in said
    assert "With nobody" in words_of(await patient.card_with(asked, "open"))


async def test_who_leaves_the_channel_loses_the_role_at_once(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.card_with(asked, "claim")
    await patient.sandbox.leave("chloe", "support-orders")
    await patient.quiet()
    try:
        said = await patient.told("chloe", patient.press("chloe", asked, "claim"))
        assert "Only members of this queue" in said
        await unchanged(patient, asked)
    finally:
        await patient.sandbox.join("chloe", "support-orders")
        await patient.quiet()
    await patient.press("chloe", asked, "claim")
    card = await patient.card_with(asked, says="With Chloé Martin")
    assert "take_over" in buttons(card)
