"""Between approval and sending the world may change. Then the reply stays, and the card says what changed."""

import re

import pytest

from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def approved(shop: Shop) -> Asked:
    asked = await shop.asks_where()
    await shop.press("ana", asked, "approve")
    await shop.card_with(asked, "take_back")
    await shop.quiet()
    return asked


async def test_the_customer_writes_during_the_undo_time(patient: Shop) -> None:
    asked = await approved(patient)
    await patient.answers(asked, "Please do not send anything, a neighbour has it.")
    await patient.undo_time_passes()
    assert patient.replies(asked) == []
    assert "the customer wrote again" in words_of(await patient.card_with(asked))
    await patient.written_to("ana", asked.number, "your reply was not sent", "the customer wrote again")
    told = [words_of(line) for line in patient.thread(asked)]
    (new,) = [line for line in told if "a neighbour has it" in line]
    assert f"@{patient.person('ana')}" in new  # the holder is told, and nobody else
    assert new.count("@U") == 1


async def test_the_order_changes_during_the_undo_time(patient: Shop) -> None:
    asked = await approved(patient)
    patient.change_order(asked.order, status="delivered this morning")
    await patient.undo_time_passes()
    assert patient.replies(asked) == []
    what = f"order {asked.order} was in transit since Monday, is now delivered this morning"
    card = await patient.card_with(asked, says=f"An earlier reply was not sent: {what}.")
    assert "take_back" not in buttons(card)
    await patient.written_to("ana", asked.number, f"your reply was not sent: {what}.")


async def test_the_order_turns_out_to_be_somebody_elses(patient: Shop) -> None:
    asked = await approved(patient)
    patient.change_order(asked.order, customer_id="c-1", customer_email="ada.whitlock@mail.example")
    await patient.undo_time_passes()
    assert patient.replies(asked) == []
    assert "can no longer be tied to this customer" in words_of(await patient.card_with(asked))


async def test_a_colleague_answers_in_the_helpdesk_meanwhile(patient: Shop) -> None:
    asked = await approved(patient)
    await patient.sandbox.customers.agent_answers(asked.conversation, "We are looking into it.", "Ben Okafor")
    await patient.undo_time_passes()
    assert patient.replies(asked) == []
    card = await patient.card_with(asked, says="Answered outside Deskhand by Ben Okafor, ")
    assert re.search(r"by Ben Okafor, \S.*\. Suggestion withdrawn\.", words_of(card))
    assert "Waiting for the customer" in words_of(card)
    assert {"approve", "take_back", "read_again"}.isdisjoint(buttons(card))
    await patient.written_to("ana", asked.number, "your reply was not sent: Ben Okafor answered outside Deskhand.")


async def test_a_colleague_answers_in_the_helpdesk_while_a_suggestion_stands(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.card_with(asked, "approve")
    await patient.quiet()
    await patient.sandbox.customers.agent_answers(asked.conversation, "We are looking into it.", "")
    card = await patient.card_with(asked, says="Answered outside Deskhand, ")
    assert "Suggestion withdrawn." in words_of(card)
    assert "approve" not in buttons(card)
    await patient.answers(asked, "And now?")
    assert "Answered outside" not in words_of(await patient.card_with(asked, "approve"))


async def test_an_article_changes_before_the_approval(patient: Shop) -> None:
    asked = await patient.asks_where()
    await patient.card_with(asked, "approve", says="Delivery delays")
    await patient.quiet()
    store, desk = patient.running.store, patient.running.store.desk
    changed = [article.model_copy(update={"version": article.version + 1}) for article in desk.articles]
    store.desk = desk.model_copy(update={"articles": tuple(changed)})
    try:
        said = await patient.told("ana", patient.press("ana", asked, "approve"))
        assert "“Delivery delays” has changed since this was suggested." in said
        card = await patient.card_with(asked, "read_again", says="“Delivery delays” has changed. Read again.")
        assert "approve" not in buttons(card)
    finally:
        store.desk = desk
    assert patient.replies(asked) == []
    await patient.press("ana", asked, "read_again")
    card = await patient.card_with(asked, "approve", says="Delivery delays")
    assert "Changed since" not in words_of(card)


async def test_a_record_that_cannot_be_read_makes_the_reply_wait(patient: Shop) -> None:
    asked = await approved(patient)
    with patient.order_system_away():
        await patient.undo_time_passes()
        assert patient.replies(asked) == []
    await patient.undo_time_passes()
    await patient.one_reply(asked)


async def test_the_helpdesk_knows_better_than_we_do(patient: Shop) -> None:
    """The customer's answer is in the helpdesk, and its webhook has not reached us yet."""
    asked = await approved(patient)
    patient.sandbox.customers.fail(conversation=asked.conversation, status=409)
    await patient.undo_time_passes()
    assert patient.replies(asked) == []
    assert "the customer wrote again" in words_of(await patient.card_with(asked))


async def test_a_reply_that_the_helpdesk_refuses_goes_to_a_person(patient: Shop) -> None:
    asked = await approved(patient)
    patient.sandbox.customers.fail(conversation=asked.conversation, status=422)
    await patient.undo_time_passes()
    assert patient.replies(asked) == []
    assert "the helpdesk refused it" in words_of(await patient.card_with(asked))
    await patient.written_to("ana", asked.number, "your reply was not sent")


async def test_a_busy_helpdesk_gets_the_reply_later(patient: Shop) -> None:
    asked = await approved(patient)
    patient.sandbox.customers.fail(conversation=asked.conversation, status=429)
    await patient.undo_time_passes()
    await patient.undo_time_passes()
    await patient.one_reply(asked)


@pytest.mark.parametrize("arrived", [True, False])
async def test_an_unclear_answer_is_never_sent_again_blindly(patient: Shop, arrived: bool) -> None:
    asked = await approved(patient)
    patient.sandbox.customers.fail(conversation=asked.conversation, drop_after=arrived, drop_before=not arrived)
    await patient.undo_time_passes()
    await patient.card_with(asked, "arrived", "send_again", says="We cannot tell whether this arrived.")
    await patient.written_to("ana", asked.number, "nothing is sent twice")
    await patient.written_to("marta", asked.number, "nothing is sent twice")
    await patient.undo_time_passes()
    assert len(patient.replies(asked)) == (1 if arrived else 0)

    await patient.press("ana", asked, "arrived" if arrived else "send_again")
    await patient.quiet()
    await patient.undo_time_passes()
    await patient.card_with(asked, says="Waiting for the customer")
    await patient.one_reply(asked)
