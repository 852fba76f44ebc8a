"""Nobody types the same answer twice: what was taken back, stopped or overtaken is there when it is wanted again."""

import pytest

from sandbox import View
from tests.scenarios.reading import Json, fields, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

MINE = "Hello Robin,\n\nI have called GLS myself. It comes today."


async def send(shop: Shop, form: View, text: str) -> None:
    assert await shop.sandbox.submit("ana", form.id, {"text": text}) == {}


async def taken_back(shop: Shop, asked: Asked) -> None:
    await shop.press("ana", asked, "take_back")
    await shop.quiet()


def standing(form: View) -> str:
    return str(fields(form)["text"].get("initial_value", ""))


async def open_form(shop: Shop, asked: Asked, name: str) -> View:
    return await (shop.choose if name == "write_reply" else shop.open_by)("ana", asked, name)


async def test_an_edit_that_was_taken_back(patient: Shop) -> None:
    asked = await patient.asks_where()
    await send(patient, await patient.open_by("ana", asked, "edit"), MINE)
    await taken_back(patient, asked)
    await patient.card_with(asked, "edit", says="Write reply has its text.")
    form = await patient.open_by("ana", asked, "edit")
    assert standing(form) == MINE  # without the line about the assistant, which is added when it leaves
    await send(patient, form, MINE)
    await patient.card_with(asked, "take_back")
    await patient.undo_time_passes()
    assert (await patient.one_reply(asked)).body.count("An AI assistant helped") == 1


async def test_a_reply_by_hand_that_was_taken_back(patient: Shop) -> None:
    asked = await patient.asks_where()
    await send(patient, await patient.choose("ana", asked, "write_reply"), MINE)
    await taken_back(patient, asked)
    form = await patient.choose("ana", asked, "write_reply")
    assert standing(form) == MINE
    await send(patient, form, MINE)
    await patient.card_with(asked, "take_back")
    await patient.undo_time_passes()
    assert (await patient.one_reply(asked)).body == MINE


async def test_a_suggestion_that_was_sent_as_it_stood_is_no_ones_text(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.press("ana", asked, "approve")
    await taken_back(patient, asked)
    assert standing(await patient.choose("ana", asked, "write_reply")) == ""


@pytest.mark.parametrize("begun", ["edit", "write_reply"])
async def test_a_reply_that_a_new_message_stopped(patient: Shop, begun: str) -> None:
    asked = await patient.asks_where()
    await send(patient, await open_form(patient, asked, begun), MINE)
    await patient.quiet()
    await patient.answers(asked, f"Also, when does order {asked.order} come?")
    await patient.card_with(asked, "approve", says="An earlier reply was not sent")
    await patient.quiet()
    form = await patient.choose("ana", asked, "write_reply")
    assert standing(form) == MINE
    await send(patient, form, MINE)
    await patient.card_with(asked, "take_back")
    await patient.undo_time_passes()
    line = await patient.one_reply(asked)
    assert ("An AI assistant helped" in line.body) is (begun == "edit")


@pytest.mark.parametrize("begun", ["edit", "write_reply"])
async def test_a_form_that_was_open_when_the_customer_wrote(patient: Shop, begun: str) -> None:
    asked = await patient.asks_where()
    form = await open_form(patient, asked, begun)
    await patient.answers(asked, "The neighbour may take it too.")
    await patient.answers(asked, "Her name is Kim.")
    await patient.quiet()
    answer: Json = await patient.sandbox.submit("ana", form.id, {"text": MINE})
    assert answer["response_action"] == "update"
    again = patient.sandbox.views("ana")[-1]
    assert standing(again) == MINE
    for told in ("There is a new message.", "The neighbour may take it too.", "Her name is Kim."):
        assert told in words_of(again)
    await send(patient, again, MINE)
    await patient.card_with(asked, "take_back")
    await patient.undo_time_passes()
    line = await patient.one_reply(asked)
    assert ("An AI assistant helped" in line.body) is (begun == "edit")


@pytest.mark.parametrize("name", ["edit", "write_reply", "reject"])
async def test_somebody_elses_ticket_asks_nobody_to_type(patient: Shop, name: str) -> None:
    asked = await patient.asks_where()
    await patient.press("ben", asked, "claim")
    await patient.card_with(asked, "take_over")
    view = await open_form(patient, asked, name)
    assert "submit" not in view.body
    assert "Ben Okafor has this ticket already." in words_of(view)


async def test_where_there_is_no_suggestion_a_command_says_why(patient: Shop) -> None:
    stranger = patient.order_of(patient.newcomer())
    asked = await patient.writes(patient.newcomer(), f"Where is my order {stranger}?", f"Where is order {stranger}?")
    await patient.card_with(asked, says="No suggestion")
    await patient.quiet()
    at = "support-orders"
    view = await patient.opened("ana", patient.sandbox.command("ana", at, f"/ticket approve {asked.number}"))
    assert "submit" not in view.body
    assert "could not be tied to this customer" in words_of(view)
    form = await patient.opened("ana", patient.sandbox.command("ana", at, f"/ticket edit {asked.number}"))
    await send(patient, form, MINE)
    await patient.card_with(asked, "take_back")
    await patient.undo_time_passes()
    assert (await patient.one_reply(asked)).body == MINE


async def test_once_sent_there_is_nothing_to_approve_or_edit(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.press("ana", asked, "approve")
    await patient.card_with(asked, "take_back")
    at = "support-orders"
    for verb in ("approve", "edit"):
        view = await patient.opened("ana", patient.sandbox.command("ana", at, f"/ticket {verb} {asked.number}"))
        assert "This is already waiting to be sent." in words_of(view)
    await patient.undo_time_passes()
    await patient.one_reply(asked)
    view = await patient.opened("ana", patient.sandbox.command("ana", at, f"/ticket approve {asked.number}"))
    assert "submit" not in view.body
    assert "This was already sent." in words_of(view)
