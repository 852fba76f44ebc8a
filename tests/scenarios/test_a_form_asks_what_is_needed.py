"""*New ticket* asks what the chosen type needs, beside what was typed already, and says at each field what is wrong."""

import asyncio

import pytest

from sandbox import View
from store import findings, tickets
from store.unit_of_work import UnitOfWork
from tests.scenarios.reading import fields, words_of
from tests.scenarios.shop import Shop
from tests.scenarios.test_slack_is_a_way_in_too import made

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def opened(shop: Shop, who: str = "lena") -> View:
    return await shop.opened(who, shop.sandbox.shortcut(who, "new_ticket"))


async def choose(shop: Shop, form: View, kind: str, field: str, who: str = "lena", **typed: str) -> View:
    """Choose a type in the form after typing, and wait for its fields."""
    state = {name: {name: {"type": "plain_text_input", "value": value}} for name, value in typed.items()}
    await shop.sandbox.click_in_view(who, form.id, "type", option=kind, state=state)
    return await shop.until(lambda: next((v for v in shop.sandbox.views(who)[-1:] if field in fields(v)), None))


def typed(view: View, field: str) -> str | None:
    value: str | None = view.inputs[field][field]["value"]
    return value


def stored(uow: UnitOfWork, ticket_id: int) -> tuple[str, str | None, dict[str, object]]:
    ticket = tickets.get(uow, ticket_id)
    return ticket.type_source, ticket.type, dict(findings.of(uow, ticket_id).attributes)


async def test_choosing_a_type_asks_what_it_needs_and_keeps_what_was_typed(shop: Shop) -> None:
    form = await opened(shop)
    assert "need-photo" not in fields(form)
    form = await choose(shop, form, "damaged_item", "need-photo", subject="Broken pot", text="It came in two pieces.")
    assert {"order", "need-photo"} <= set(fields(form))
    assert (typed(form, "subject"), typed(form, "text")) == ("Broken pot", "It came in two pieces.")
    assert "Four digits, at the top of the confirmation" in words_of(form) + str(form.blocks)

    answer = await shop.sandbox.submit("lena", form.id, {"need-photo": "on my phone"})
    assert set(answer["errors"]) == {"order", "need-photo"}
    assert "We need this" in answer["errors"]["order"]
    assert "https://" in answer["errors"]["need-photo"]
    answer = await shop.sandbox.submit("lena", form.id, {"order": "no idea", "need-photo": ""})
    assert answer["errors"] == {"order": "That does not look like an order number. Please check it."}
    answer = await shop.sandbox.submit("lena", form.id, {"order": "4417", "need-photo": "https://files.example/1"})
    assert answer == {}
    asked = await made(shop, "lena")
    kept = await shop.running.store.read(stored, asked.ticket)
    assert kept == (
        "form",
        "damaged_item",
        {"type": "damaged_item", "order": "4417", "photo": "https://files.example/1"},
    )


async def test_what_the_description_says_is_not_asked_again(shop: Shop) -> None:
    form = await opened(shop)
    form = await choose(shop, form, "damaged_item", "need-photo", subject="Pot", text="The pot of order 4417 broke.")
    assert "order" not in fields(form)
    assert await shop.sandbox.submit("lena", form.id) == {}
    asked = await made(shop, "lena")
    assert (await shop.running.store.read(stored, asked.ticket))[:2] == ("form", "damaged_item")


async def test_another_type_is_another_form(shop: Shop) -> None:
    form = await choose(shop, await opened(shop), "damaged_item", "need-photo", subject="Something", text="Something")
    await shop.sandbox.click_in_view("lena", form.id, "type", option="opening_hours_store")
    form = await shop.until(
        lambda: next((v for v in shop.sandbox.views("lena")[-1:] if "order" not in fields(v)), None)
    )
    assert "need-photo" not in fields(form)
    assert typed(form, "subject") == "Something"


async def test_a_form_submitted_twice_makes_one_ticket(shop: Shop) -> None:
    form = await choose(shop, await opened(shop, "ana"), "damaged_item", "need-photo", "ana", subject="Twice", text="?")
    before = len([m for m in shop.sandbox.dms("ana") if "was created" in words_of(m)])
    answers = await asyncio.gather(
        *(shop.sandbox.submit("ana", form.id, {"order": "4417"}) for _ in range(2)), return_exceptions=True
    )
    assert {} in answers
    await shop.quiet()
    said = [words_of(m) for m in shop.sandbox.dms("ana") if "was created" in words_of(m)][before:]
    assert len({text.split()[0] for text in said}) == 1


async def test_a_choice_that_slack_overtook_harms_nothing(patient: Shop) -> None:
    form = await opened(patient)
    patient.sandbox.fail("views.update", error="hash_conflict")
    await patient.sandbox.click_in_view("lena", form.id, "type", option="damaged_item")
    await patient.quiet()
    patient.sandbox.clear_faults()
    assert "need-photo" not in fields(patient.sandbox.views("lena")[-1])
    values = {"subject": "A pot", "text": "It broke.", "order": "4417"}
    assert await patient.sandbox.submit("lena", form.id, values) == {}
    asked = await made(patient, "lena")
    assert (await patient.running.store.read(stored, asked.ticket))[1] == "damaged_item"
