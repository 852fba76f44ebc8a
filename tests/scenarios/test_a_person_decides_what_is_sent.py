"""Edit, write, reject, take back: what reaches the customer is what a person wanted to send, or nothing."""

import pytest

from tests.scenarios.reading import buttons, fields, words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_edited_suggestion_leaves_with_the_line_about_the_assistant(shop: Shop) -> None:
    asked = await shop.asks_where()
    view = await shop.open_by("ana", asked, "edit")
    assert f"where is my order {asked.order}?" in words_of(view)  # the question stands beside the answer
    suggested = fields(view)["text"]["initial_value"]
    text = suggested.replace("Kind regards", "It will be there soon.\n\nKind regards")
    assert await shop.sandbox.submit("ana", view.id, {"text": text}) == {}
    line = await shop.one_reply(asked)
    assert "It will be there soon." in line.body
    assert "An AI assistant helped prepare this reply; Ana" in line.body
    await shop.card_with(asked, says="Sent")


async def test_a_reply_written_by_hand_carries_no_line_about_the_assistant(shop: Shop) -> None:
    asked = await shop.asks_where()
    view = await shop.choose("ben", asked, "write_reply")
    await shop.sandbox.submit("ben", view.id, {"text": "Hello Robin, I have called GLS. It comes today. Ben"})
    line = await shop.one_reply(asked)
    assert line.body == "Hello Robin, I have called GLS. It comes today. Ben"
    assert line.name == "Ben Okafor"
    await shop.card_with(asked, says="Waiting for the customer")


async def test_a_reply_may_resolve_the_ticket(shop: Shop) -> None:
    asked = await shop.asks_where()
    view = await shop.choose("ben", asked, "write_reply")
    await shop.sandbox.submit("ben", view.id, {"text": "It was delivered this morning.", "after": "resolve"})
    await shop.one_reply(asked)
    card = await shop.card_with(asked, "reopen", says="Resolved")
    assert "Done" in words_of(card)


async def test_a_rejected_suggestion_is_gone_and_its_reason_is_on_record(shop: Shop) -> None:
    asked = await shop.asks_where()
    view = await shop.open_by("ana", asked, "reject")
    assert "select" in fields(view)["reason"]["type"]
    await shop.sandbox.submit("ana", view.id, {"reason": "wrong_facts"})
    card = await shop.card_with(asked, says="The suggestion was rejected.")
    assert "approve" not in buttons(card)
    history = await shop.choose("ana", asked, "history")
    assert "Ana Ferreira rejected the suggestion: its facts are wrong" in words_of(history)
    await shop.quiet()
    assert shop.replies(asked) == []


async def test_a_reply_can_be_taken_back_until_it_leaves(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.press("ana", asked, "approve")
    await patient.press("ana", asked, "take_back")
    card = await patient.card_with(asked, "approve")
    assert "With Ana Ferreira" in words_of(card)
    await patient.undo_time_passes()
    assert patient.replies(asked) == []

    await patient.press("ana", asked, "approve")  # the suggestion stands again and may be sent after all
    await patient.card_with(asked, "take_back")
    await patient.undo_time_passes()
    await patient.one_reply(asked)


async def test_what_has_left_cannot_be_taken_back(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.press("ana", asked, "approve")
    before = await patient.card_with(asked, "take_back")
    await patient.quiet()
    await patient.undo_time_passes()
    await patient.one_reply(asked)
    await patient.card_with(asked, says="Sent")
    # A browser that has not yet drawn the newer card still shows the button.
    stale = patient.old_click("ana", before, "take_back")
    assert "It has already left and cannot be taken back." in await patient.told("ana", stale)
    await patient.one_reply(asked)


async def test_an_empty_reply_is_refused_beside_its_field_and_the_text_stays(shop: Shop) -> None:
    asked = await shop.asks_where()
    view = await shop.choose("ana", asked, "write_reply")
    answer = await shop.sandbox.submit("ana", view.id, {"text": "   "})
    assert answer["response_action"] == "errors"
    (sentence,) = answer["errors"].values()
    assert sentence == "The reply is empty. Write a line, then send."
    await shop.sandbox.submit("ana", view.id, {"text": "A line."})  # the modal is still open
    await shop.one_reply(asked)
