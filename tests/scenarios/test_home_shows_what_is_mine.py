"""App Home: what is mine, by my roles; my settings; and being away."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox import View
from tests.scenarios.reading import buttons, everything, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


def home(shop: Shop, who: str) -> View:
    found = shop.sandbox.home(who)
    assert found is not None
    return found


async def opens(shop: Shop, who: str, says: str = "") -> View:
    """What somebody sees who opens Home, once it says this."""
    before = shop.sandbox.home(who)
    await shop.sandbox.open_home(who)

    def newer() -> View | None:
        now = shop.sandbox.home(who)
        return None if now is before else now

    found = await shop.until(newer)
    assert says in words_of(found)
    return found


async def shows(shop: Shop, who: str, says: str) -> View:
    def found() -> View | None:
        now = shop.sandbox.home(who)
        return now if now is not None and says in words_of(now) else None

    return await shop.until(found)


async def pressed(shop: Shop, who: str, action: str, value: str | None = None) -> None:
    await shop.sandbox.click_in_view(who, home(shop, who).id, action, value)


def numbers(view: View) -> list[str]:
    return [str(block["block_id"]).removeprefix("home:") for block in view.blocks if "home:T-" in block["block_id"]]


@asynccontextmanager
async def away(shop: Shop, who: str) -> AsyncIterator[None]:
    """Somebody is away, nobody knows until when, and back afterwards."""
    await opens(shop, who)
    form = await shop.opened(who, pressed(shop, who, "away"))
    assert await shop.sandbox.submit(who, form.id) == {}
    await shows(shop, who, "You are away")
    try:
        yield
    finally:
        await pressed(shop, who, "back")
        await shows(shop, who, "You are here.")


async def test_my_tickets_and_what_i_do_with_them(shop: Shop) -> None:
    asked = await shop.asks_where()
    await opens(shop, "chloe")
    assert asked.number not in numbers(home(shop, "chloe"))
    await shop.press("chloe", asked, "claim")
    await shop.card_with(asked, says="With Chloé")
    shown = await opens(shop, "chloe", asked.number)
    assert f"Where is my order {asked.order}?" in words_of(shown)
    view = await shop.opened("chloe", pressed(shop, "chloe", "open", f'{{"t": {asked.ticket}}}'))
    assert asked.order in words_of(view)
    assert asked.number not in words_of(await opens(shop, "ben"))


async def test_what_waits_for_my_approval_is_opened_and_approved_from_there(patient: Shop) -> None:
    asked = await patient.is_angry()
    view = await patient.opened("lena", patient.sandbox.command("lena", "support-orders", f"/ticket {asked.number}"))
    await patient.sandbox.click_in_view("lena", view.id, "more", option=f"write_reply:{asked.ticket}")
    form = await patient.next_view("lena", view)
    assert await patient.sandbox.submit("lena", form.id, {"text": "We are very sorry."}) == {}
    await patient.quiet()
    shown = await opens(patient, "marta", "Waits for my approval")
    assert f"{asked.number} · sensitive · reply by Lena" in words_of(shown).replace("*", "")
    for private in ("furious", asked.order, "Robin", "very sorry"):
        assert private not in str(shown.body)
    assert asked.number not in words_of(await opens(patient, "ana"))
    opened = await patient.opened("marta", pressed(patient, "marta", "open", f'{{"t": {asked.ticket}}}'))
    assert "furious" in words_of(opened)
    await patient.sandbox.click_in_view("marta", opened.id, "second_approve")
    await patient.until(lambda: asked.number not in words_of(home(patient, "marta")))


async def test_a_sealed_ticket_of_mine_is_a_number_there(patient: Shop) -> None:
    asked = await patient.is_angry()
    await patient.card_with(asked, "open")
    said = await patient.told(
        "lena", patient.sandbox.command("lena", "support-orders", f"/ticket claim {asked.number}")
    )
    assert "is yours" in said
    shown = await opens(patient, "lena", asked.number)
    mine = [block for block in shown.blocks if asked.number in str(block)]
    assert mine  # whose seal was lifted may stand beside it, with the same title
    for private in ("furious", "Compensation", asked.order, "Robin"):
        assert private not in str(mine)
    assert asked.order not in str(shown.body)


async def test_a_guest_and_somebody_from_elsewhere_see_a_sentence(patient: Shop) -> None:
    for who in ("gus", "zoe"):
        shown = await opens(patient, who)
        assert buttons(shown) == []
        assert len(shown.blocks) == 1
    assert "Guests" in words_of(home(patient, "gus"))


async def test_a_lead_sees_the_team_and_an_agent_does_not(patient: Shop) -> None:
    async with away(patient, "ben"):
        shown = words_of(await opens(patient, "lena", "My team"))
        assert "Ben" in shown
        assert "away" in shown
        assert "My team" not in words_of(await opens(patient, "ana"))


async def test_a_department_sees_what_it_is_asked(patient: Shop) -> None:
    assert "My department" in words_of(await opens(patient, "tomas"))
    assert "My department" not in words_of(await opens(patient, "ana"))


async def test_settings_are_kept_and_shown(shop: Shop) -> None:
    await opens(shop, "ben", "Hours: as your queue")
    form = await shop.opened("ben", pressed(shop, "ben", "settings"))
    chosen = {"days": ["mon", "tue"], "begins": "08:00", "ends": "12:30", "quiet_from": "19:00", "quiet_until": "07:30"}
    assert await shop.sandbox.submit("ben", form.id, chosen) == {}
    await shows(shop, "ben", "Monday and Tuesday 08:00–12:30 · Quiet: 19:00–07:30")
    again = await shop.opened("ben", shop.sandbox.command("ben", "support-orders", "/desk me"))
    assert "12:30" in str(again.body)
    chosen = {"days": ["mon", "tue"], "begins": "08:00", "ends": "18:00", "break_from": "12:30", "break_until": "14:00"}
    assert await shop.sandbox.submit("ben", again.id, chosen) == {}
    await shows(shop, "ben", "Monday and Tuesday 08:00–12:30, 14:00–18:00")
    again = await shop.opened("ben", pressed(shop, "ben", "settings"))
    assert "14:00" in str(again.body)
    empty: dict[str, object] = {
        "days": [],
        "begins": None,
        "ends": None,
        "break_from": None,
        "break_until": None,
        "quiet_from": None,
        "quiet_until": None,
        "language": "fr",
    }
    assert await shop.sandbox.submit("ben", again.id, empty) == {}
    await shows(shop, "ben", "Mes tickets")
    form = await shop.opened("ben", pressed(shop, "ben", "settings"))
    assert await shop.sandbox.submit("ben", form.id, {"language": "slack"}) == {}
    await shows(shop, "ben", "Hours: as your queue · Quiet: never")


async def test_what_was_filled_in_by_half_stays_in_the_form(patient: Shop) -> None:
    await opens(patient, "ana")
    for entered, says in (
        ({"days": ["mon"], "begins": "09:00"}, "Choose days, a beginning and a later end"),
        ({"days": ["mon"], "begins": "12:00", "ends": "09:00"}, "Choose days, a beginning and a later end"),
        ({"quiet_from": "19:00"}, "Choose when your quiet hours begin"),
        (
            {"days": ["mon"], "begins": "09:00", "ends": "18:00", "break_from": "12:00", "break_until": "19:00"},
            "Choose when your break begins and when it ends, within your hours",
        ),
    ):
        form = await patient.opened("ana", pressed(patient, "ana", "settings"))
        answer = await patient.sandbox.submit("ana", form.id, entered)
        assert answer["response_action"] == "errors"
        assert says in str(answer["errors"])
    assert "Hours: as your queue" in words_of(await opens(patient, "ana"))


async def test_a_customer_of_somebody_who_is_away_is_seen_by_the_channel(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.press("ana", asked, "claim")
    before = await shop.card_with(asked, says="With Ana")
    async with away(shop, "ana"):
        await shop.answers(asked, f"When does {asked.order} come?")
        await shop.until(lambda: (card := shop.card(asked)) is not None and card.ts != before.ts)
        await shop.card_with(asked, "take_over", says="With Ana")


async def test_a_deputy_is_asked_while_the_owner_is_away(patient: Shop) -> None:
    async with away(patient, "marta"):
        asked = await patient.is_angry()
        view = await patient.opened(
            "lena", patient.sandbox.command("lena", "support-orders", f"/ticket {asked.number}")
        )
        await patient.sandbox.click_in_view("lena", view.id, "more", option=f"write_reply:{asked.ticket}")
        form = await patient.next_view("lena", view)
        assert await patient.sandbox.submit("lena", form.id, {"text": "We are sorry."}) == {}
        await patient.written_to("jonas", asked.number, "needs your approval too")
        card = await patient.card_with(asked, "open", says="Jonas")
        assert asked.order not in everything(card)


async def test_away_and_back_by_command(shop: Shop) -> None:
    def said(text: str) -> Awaitable[object]:
        return shop.sandbox.command("chloe", "support-orders", f"/desk me {text}")

    assert "You were not away." in await shop.told("chloe", said("back"))
    told = await shop.told("chloe", said("away until friday"))
    assert "You are away until" in told
    assert "away until" in words_of(await opens(shop, "chloe"))
    assert "We do not know “someday”." in await shop.told("chloe", said("away until someday"))
    assert "That time is over" in await shop.told("chloe", said("away until 2020-01-01"))
    for french in ("jusqu’à vendredi", "jusqu'à demain 14h30", f"jusqu’au 1er {a_month_to_come()}"):
        assert "You are away until" in await shop.told("chloe", said(f"away {french}"))
    assert "We do not know “un jour”. Say until when" in await shop.told("chloe", said("away un jour"))
    assert "You are here." in await shop.told("chloe", said("back"))


def a_month_to_come() -> str:
    return ("mai", "septembre", "janvier")[(datetime.now(UTC).month - 1) // 4]


async def test_doubled_clicks_and_stale_views_do_no_harm(shop: Shop) -> None:
    await opens(shop, "ana")
    form = await shop.opened("ana", pressed(shop, "ana", "away"))
    seen = home(shop, "ana")
    answers = await asyncio.gather(*(shop.sandbox.submit("ana", form.id) for _ in range(2)), return_exceptions=True)
    assert {} in answers
    await shows(shop, "ana", "You are away")
    await asyncio.gather(*(pressed(shop, "ana", "back") for _ in range(3)), return_exceptions=True)
    await shows(shop, "ana", "You are here.")
    assert seen.id == home(shop, "ana").id  # one Home, whatever happened to it
    told = await shop.told("ana", shop.sandbox.command("ana", "support-orders", "/desk me back"))
    assert "You were not away." in told


@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"error": "internal_error"}, {"status": 429, "retry_after": 1}, {"drop_after": True}]
)
async def test_a_home_that_slack_does_not_take_is_shown_the_next_time(patient: Shop, fault: dict[str, Any]) -> None:
    await opens(patient, "ana")
    patient.sandbox.fail("views.publish", **fault)
    form = await patient.opened("ana", pressed(patient, "ana", "away"))
    assert await patient.sandbox.submit("ana", form.id) == {}
    await patient.quiet()
    patient.sandbox.clear_faults()
    assert "You are away" in words_of(await opens(patient, "ana"))
    await pressed(patient, "ana", "back")
    await shows(patient, "ana", "You are here.")


async def test_a_sealed_ticket_is_not_opened_from_a_stale_home(patient: Shop) -> None:
    asked: Asked = await patient.asks_where()
    await patient.press("ana", asked, "claim")
    await patient.card_with(asked, says="With Ana")
    await opens(patient, "ana", asked.number)
    form = await patient.choose("ben", asked, "mark_sensitive")
    assert await patient.sandbox.submit("ben", form.id, {"class": "harm"}) == {}
    form = await patient.opened("lena", patient.sandbox.command("lena", "support-orders", f"/ticket {asked.number}"))
    await patient.quiet()
    await patient.sandbox.click_in_view("lena", form.id, "take_over")
    await patient.quiet()
    view = await patient.opened("ana", pressed(patient, "ana", "open", f'{{"t": {asked.ticket}}}'))
    assert asked.order not in words_of(view)
    assert "Please ask them" in words_of(view)
