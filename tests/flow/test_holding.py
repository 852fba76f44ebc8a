"""The holding reply: offered while a ticket waits, sent once by a person, and the ball stays where it is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.card import CardFacts
from bot.domain.errors import RefusalCode, Refused
from bot.domain.holding import day_in
from bot.domain.reply import Reply, ReplyState
from bot.domain.ticket import State
from bot.flow import claim, escalation_answers, handoff, holding, reply, timers
from bot.flow.card import facts
from bot.slack import escalation_notices
from bot.slack.buttons import more
from bot.slack.cards import card
from bot.slack.escalation_lines import glance
from bot.slack.limits import check_view
from bot.slack.modals import write_reply
from bot.words import words
from store import drafts, replies, tickets
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import ANA, DELICATE, LENA, MARTA, OMAR, PRIYA, arrives, people, suggest, writes
from tests.flow.ledger import notices, sound
from tests.flow.office import Office
from tests.flow.test_escalation import raised, standing
from tests.flow.test_handoff import WHERE

DAY = date(2026, 11, 25)


async def accepted(store: Store, **changes: Any) -> int:
    """Marta has accepted what Ana escalated."""
    ticket_id = await raised(store, **changes)
    await store.write(escalation_answers.accept, ticket_id, MARTA)
    return ticket_id


async def put_up(store: Store, ticket_id: int, by: str = MARTA, view: str = "V-hold") -> Reply:
    offer = await store.write(holding.offer, ticket_id, by)
    sent = await store.write(
        holding.send, ticket_id, offer.text, DAY, by, view, offer.facts.ticket.last_message_id
    )  # fmt: skip
    assert sent is not None
    return sent


async def test_it_says_who_and_by_when_in_the_tone_of_the_desk(support: Store) -> None:
    ticket_id = await accepted(support)
    offer = await support.write(holding.offer, ticket_id, MARTA)
    assert offer.text == (
        "Hello Jo,\n\nMarta is personally handling your case and will write by {date}.\n\nKind regards,\nAster & Pine"
    )
    sent = await put_up(support, ticket_id)
    assert "will write by Wednesday 25 November." in sent.body
    assert (sent.after_send, sent.state, sent.disclosed) == ("hold", ReplyState.UNDO, False)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Marta s’occupe personnellement de votre demande et vous écrira au plus tard le mercredi 25 novembre."),
        ("de", "Marta kümmert sich persönlich um Ihr Anliegen und schreibt Ihnen bis Mittwoch, 25. November."),
        ("es", "Marta se ocupa personalmente de su caso y le escribirá a más tardar el miércoles 25 de noviembre."),
        ("it", "Marta is personally handling your case and will write by Wednesday 25 November."),
    ],
)
async def test_in_the_customer_s_language(support: Store, language: str, said: str) -> None:
    ticket_id = await accepted(support, language=language)
    assert (await support.write(holding.offer, ticket_id, MARTA)).spoken is (language != "it")
    assert said in (await put_up(support, ticket_id)).body


async def test_it_leaves_once_and_the_ball_stays_with_whoever_has_it(open_office: Office) -> None:
    store = open_office.store
    ticket_id = await accepted(store)
    sent = await put_up(store, ticket_id)
    again = await store.write(holding.send, ticket_id, "Hello", DAY, MARTA, "V-hold")
    assert again is None
    await open_office.work(25)
    await open_office.work(1)
    assert [one.reply_id for one in open_office.helpdesk.taken] == [sent.id]
    ticket = await store.read(tickets.get, ticket_id)
    assert ticket.state is State.OPEN
    assert (await store.read(replies.get, sent.id) or sent).state is ReplyState.SENT
    assert await store.read(drafts.current, ticket_id) is not None, "the answer itself is still suggested"
    shown = (await store.read(facts, ticket_id)).escalation
    assert shown is not None
    assert shown.glance.by_day == (("Marta", DAY),)
    assert ("holding", "1") in shown.glance.tried
    await sound(store, ticket_id)


@pytest.mark.parametrize(("zone", "late"), [("America/New_York", False), ("UTC", True)])
async def test_it_is_late_when_the_day_has_ended_at_the_desk(open_office: Office, zone: str, late: bool) -> None:
    store = open_office.store
    ticket_id = await accepted(store)
    await put_up(store, ticket_id)
    await open_office.work(25)
    await open_office.work(1)
    store.desk = store.desk.model_copy(update={"file": store.desk.file.model_copy(update={"time_zone": zone})})
    open_office.clock.at = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)  # ten in the evening of the day, in New York
    shown = str(glance(await store.read(facts, ticket_id), words("en")))
    assert words("en").until_promise("Marta", day_in("en", DAY), late=False) in shown
    assert (words("en").until_promise("Marta", day_in("en", DAY), late=True) in shown) is late


async def test_a_sensitive_ticket_still_needs_both(support: Store) -> None:
    ticket_id = await raised(support, by=LENA, body=DELICATE)
    await support.write(escalation_answers.accept, ticket_id, PRIYA)
    sent = await put_up(support, ticket_id, PRIYA)
    assert (sent.state, sent.keys_needed) == (ReplyState.AWAITING_KEYS, 2)
    assert ("second_approval", "@marta") in await support.read(notices)
    with pytest.raises(Refused):
        await support.write(reply.second_approve, sent.id, PRIYA)
    assert (await support.write(reply.second_approve, sent.id, MARTA)).state is ReplyState.UNDO


async def test_while_a_reply_waits_for_its_second_approval_it_says_whom_to_ask(support: Store) -> None:
    ticket_id = await raised(support, by=LENA, body=DELICATE)
    await support.write(escalation_answers.accept, ticket_id, PRIYA)
    assert await support.write(reply.send_text, ticket_id, "We pay.", PRIYA, view_id="V-text") is not None
    offered = [option["value"] for option in options(await support.read(facts, ticket_id))]
    assert any("holding" in value for value in offered)
    with pytest.raises(Refused) as refused:
        await support.write(holding.offer, ticket_id, PRIYA)
    assert (refused.value.code, refused.value.facts["who_may"]) == (RefusalCode.HOLDING_WAITS, "Marta")
    assert "same second approval: Marta" in words("en").refusal(refused.value.code, refused.value.facts)
    with pytest.raises(Refused) as refused:
        await support.write(holding.send, ticket_id, "Soon.", DAY, PRIYA, "V-hold")
    assert refused.value.code is RefusalCode.HOLDING_WAITS


def options(found: CardFacts) -> list[dict[str, Any]]:
    return [option for group in more(found, words("en"))["option_groups"] for option in group["options"]]


async def test_only_while_it_waits_and_only_by_who_has_it(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(claim.claim, ticket_id, ANA)
    for by, code in ((ANA, RefusalCode.NOT_WAITING), (OMAR, RefusalCode.TAKEN)):
        with pytest.raises(Refused) as refused:
            await support.write(holding.offer, ticket_id, by)
        assert refused.value.code is code
        with pytest.raises(Refused) as refused:
            await support.write(holding.send, ticket_id, "Hello", DAY, by, f"V-{by}")
        assert refused.value.code in (code, RefusalCode.NOT_WAITING)
    assert await support.write(holding.wanted, ticket_id, ANA) is None


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [("  ", DAY, RefusalCode.EMPTY_TEXT), ("Hello", date(2026, 11, 22), RefusalCode.PAST_TIME)],
)
async def test_an_empty_text_and_a_day_that_is_over_are_refused(
    support: Store, text: str, day: date, code: RefusalCode
) -> None:
    ticket_id = await accepted(support)
    with pytest.raises(Refused) as refused:
        await support.write(holding.send, ticket_id, text, day, MARTA, "V1")
    assert refused.value.code is code


@pytest.mark.parametrize(("body", "gap"), [("{order} comes by {date}.", "{order}"), ("{owner} is on it.", "{owner}")])
async def test_a_gap_is_refused_as_in_any_other_reply(support: Store, body: str, gap: str) -> None:
    ticket_id = await accepted(support)
    with pytest.raises(Refused) as refused:
        await support.write(holding.send, ticket_id, body, DAY, MARTA, "V1")
    assert (refused.value.code, refused.value.facts) == (RefusalCode.MACRO_GAP, {"gap": gap})
    sent = await support.write(holding.send, ticket_id, "It comes {sorry} by {date}.", DAY, MARTA, "V1")
    assert sent is not None
    assert sent.body == "It comes {sorry} by Wednesday 25 November."


async def test_what_the_customer_wrote_meanwhile_is_read_first(support: Store) -> None:
    ticket_id = await accepted(support)
    seen = (await support.read(tickets.get, ticket_id)).last_message_id
    await writes(support, "It has arrived, thank you very much for nothing!")
    with pytest.raises(Refused) as refused:
        await support.write(holding.send, ticket_id, "Hello", DAY, MARTA, "V1", seen)
    assert refused.value.code is RefusalCode.NEW_MESSAGE


async def late(store: Store, clock: Clock) -> int:
    """Logistics has not kept what Ana asked for."""
    ticket_id = await arrives(store)
    await store.write(claim.claim, ticket_id, ANA)
    await store.write(handoff.ask, [ticket_id], WHERE, ANA, "V-ask")
    for _ in range(3):
        clock.move(timedelta(hours=4))
        for timer in await store.read(timers.due, 50):
            await store.write(timers.run, timer.id)
    await store.write(people)
    return ticket_id


async def test_a_late_promise_offers_it_and_the_department_keeps_the_ball(open_office: Office, clock: Clock) -> None:
    store = open_office.store
    ticket_id = await late(store, clock)
    assert ("handoff_late_promise", ANA) in await store.read(notices)
    found = await store.read(facts, ticket_id)
    said = escalation_notices.late(found, {"department": "Logistics"}, words("en"))
    assert '"action_id": "holding"' in str(said.blocks).replace("'", '"')
    assert "holding:" in str(card(found, words("en")).blocks)
    await put_up(store, ticket_id, ANA)
    await open_office.work(30)
    assert len(open_office.helpdesk.taken) == 1
    assert (await store.read(tickets.get, ticket_id)).state is State.WAITING_DEPARTMENT
    assert (await store.read(facts, ticket_id)).handoffs[0].late
    await sound(store, ticket_id)


async def test_taken_back_nothing_has_happened(support: Store) -> None:
    ticket_id = await accepted(support)
    draft_id = await support.write(suggest, ticket_id)
    sent = await put_up(support, ticket_id)
    await support.write(reply.take_back, sent.id, MARTA)
    current = await support.read(drafts.current, ticket_id)
    assert current is not None
    assert current.id == draft_id
    assert (await standing(support, ticket_id)).open
    found = await support.read(facts, ticket_id)
    check_view(write_reply(found, words("en")))
    assert (await support.write(holding.offer, ticket_id, MARTA)).text == sent.body
