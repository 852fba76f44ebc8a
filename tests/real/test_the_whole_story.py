"""One day from end to end: customers ask a real django-helpdesk about their orders in a real django-oscar, the team
answers in Slack, and all three lines fail as a seed says. Nothing is lost, and nothing is doubled."""

import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
import pytest_asyncio
from sqlalchemy import select
from sqlmodel import col

from bot.domain.reply import ReplyState
from bot.domain.text import same_words
from store import conversations
from store.tables import ReplyRow, TicketRow
from store.unit_of_work import UnitOfWork
from tests.flow.ledger import sound
from tests.real import oscar
from tests.real.between import line_to
from tests.real.helpdesk_at_work import PYTHON, at_work
from tests.real.story import SECRET, SOURCE, Lines, Story, people
from tests.scenarios.reading import buttons, everything, words_of
from tests.scenarios.shop import Asked
from tests.scenarios.test_a_sensitive_request_needs_two_people import second_key, write_behind_the_seal

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(600),
    pytest.mark.skipif(not (PYTHON and oscar.PYTHON), reason="make test-real runs it"),
]
SEED: Final = int(os.environ.get("STORY_SEED", "7"))
PLAIN: Final = ("jo", "kim", "lea", "max", "nia", "ole", "pia", "rui")
#: Whose order is on its way to somebody else; who is furious; whom Rita answers in the helpdesk; whose parcel arrives
#: meanwhile.
STRANGER, ANGRY, RITAS, ARRIVES = "sam", "tom", "una", "vic"
EVE: Final = ("eve", "4499", "GLS")


@pytest_asyncio.fixture(loop_scope="module")
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    customers = people((*PLAIN, ARRIVES), (STRANGER, ANGRY, RITAS), Random(SEED))
    by_name = {one.name: one for one in customers}
    by_name[STRANGER].asks_about, by_name[ANGRY].written = EVE[1], ["500 after"]
    orders = [(one.name, one.order, "GLS") for one in customers]
    for folder in ("theirs", "shop", "ours"):
        (tmp_path / folder).mkdir()
    async with AsyncExitStack() as open_now:
        patch = open_now.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("bot.helpdesk.vendors._NOW_AND_THEN", 1.0)  # what was told in vain is asked for soon
        hook = await open_now.enter_async_context(line_to(""))
        webhook = f"{hook.address}/hooks/{SOURCE}/{SECRET}"
        shop = await open_now.enter_async_context(oscar.open_shop(tmp_path / "shop", [*orders, EVE]))
        helpdesk = await open_now.enter_async_context(at_work(tmp_path / "theirs", webhook))
        to_shop = await open_now.enter_async_context(line_to(shop.address))
        to_helpdesk = await open_now.enter_async_context(line_to(helpdesk.there))
        opened = Story(tmp_path / "ours", helpdesk, shop, Lines(hook, to_shop, to_helpdesk), customers)
        await opened.open()
        yield opened
        await opened.close()


async def test_nothing_is_lost_and_nothing_is_doubled(story: Story) -> None:
    asked = await everybody_asks(story)
    await nothing_is_shown_of_somebody_elses_order(story, asked[STRANGER])
    await two_people_answer_the_angry(story, asked[ANGRY])
    await rita_answers_in_the_helpdesk(story, asked[RITAS])
    for name in (*PLAIN, ARRIVES):
        await approved(story, asked[name])
    await the_parcel_arrives_meanwhile(story, asked[ARRIVES])
    await all_leave(story, asked)
    for name in PLAIN[:3]:
        await writes_again(story, asked[name])
    await all_leave(story, asked)
    await nobody_can_tell_whether_it_arrived(story, asked[PLAIN[0]])
    await nothing_is_lost_or_doubled(story, asked)
    everything_went_wrong(story)


# -- what happens ----------------------------------------------------------------------------------------------------


async def everybody_asks(story: Story) -> dict[str, Asked]:
    """By mail, or by phone, and Rita opens the ticket. Whether the helpdesk could tell us or not: all are here."""
    for one in story.customers:
        subject = f"Where is my order {one.asks_about}?"
        text = f"{subject} It should have been here on Tuesday."
        if one.name == ANGRY:
            text = f"I am furious. {subject} I demand compensation."
        if one.calls:
            await story.helpdesk.takes_a_call(text, of=one.email, subject=subject)
        else:
            story.helpdesk.writes(text, who=one.who, subject=subject)
    await story.helpdesk.fetches()
    found = {ticket["submitter_email"]: ticket["id"] for ticket in await story.helpdesk.tickets()}
    asked = {}
    for one in story.customers:
        one.there = found[one.email]
        number = await story.ticket_of(str(one.there))
        asked[one.name] = Asked(str(one.there), number, one.email, one.asks_about)
        await story.card_with(asked[one.name])
    return asked


async def nothing_is_shown_of_somebody_elses_order(story: Story, asked: Asked) -> None:
    await story.read_until(asked, lambda card: "could not be tied to this customer" in words_of(card))
    card = await story.card_with(asked, "claim")
    assert not [word for word in ("Shipped", "GLS", "39.80") if word in everything(card)]


async def two_people_answer_the_angry(story: Story, asked: Asked) -> None:
    await story.card_with(asked, "open", channel="support-escalations")
    await write_behind_the_seal(story, "lena", asked, "I am sorry. We refund the delivery today. Lena")
    await story.card_with(asked, says="Needs Marta Silva’s approval too")
    await second_key(story, "marta", asked)


async def rita_answers_in_the_helpdesk(story: Story, asked: Asked) -> None:
    await story.suggested(asked)
    await story.helpdesk.rita(int(asked.conversation), "It arrives on Friday, says GLS.", public=True)
    card = await story.card_with(asked, says="Answered outside Deskhand")
    assert "approve" not in buttons(card)


async def approved(story: Story, asked: Asked) -> None:
    await story.suggested(asked)
    card = await story.card_with(asked, "approve", says=f"Order {asked.order}: Shipped")
    assert "Delivery delays" in words_of(card)
    if "claim" in buttons(card):
        await story.press("ana", asked, "claim")
    await story.press("ana", asked, "approve")
    await story.card_with(asked, "take_back")


async def the_parcel_arrives_meanwhile(story: Story, asked: Asked) -> None:
    """The second look finds it, and nothing leaves before somebody has read what is true now."""
    await story.warehouse.order_is(asked.order, "Complete")
    await story.replies_leave()
    what = f"order {asked.order} was Shipped, is now Complete"
    await story.card_with(asked, says=f"An earlier reply was not sent: {what}.")
    await story.suggested(asked)
    await story.press("ana", asked, "approve")
    await story.card_with(asked, "take_back")


async def all_leave(story: Story, asked: dict[str, Asked]) -> None:
    """What the helpdesk refuses comes back to a person, who approves it once more."""
    for _ in range(3):
        await story.replies_leave()
        refused = [one for one in asked.values() if await story.newest(one) is ReplyState.STOPPED]
        for one in refused:
            await story.suggested(one)
            await story.press("ana", one, "approve")
            await story.card_with(one, "take_back")
        if not refused:
            return


async def writes_again(story: Story, asked: Asked) -> None:
    """The customer's answer joins the ticket, and is answered as the first was."""
    one = next(one for one in story.customers if one.email == asked.customer)
    text = f"Thank you. When will order {one.order} arrive?"
    story.helpdesk.writes(text, one.there, who=one.who, subject=f"Where is my order {one.order}?")
    await story.helpdesk.fetches()
    await story.card_with(asked, says="When will order")
    await approved(story, asked)


async def nobody_can_tell_whether_it_arrived(story: Story, asked: Asked) -> None:
    """The line is dropped, and when it is looked for, something else of the team's stands there: a person is asked."""
    one = next(one for one in story.customers if one.email == asked.customer)
    await writes_again(story, asked)
    one.written, one.looked_for = ["drop before"], ["500 before"] * 500
    await story.undo_time_is_over()
    await story.until_true(lambda: not one.written)
    await story.helpdesk.rita(one.there, "Rita here: I have asked GLS myself.", public=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.flow.looking.PATIENCE", timedelta(0))  # half an hour otherwise
        one.looked_for.clear()
        await story.replies_leave()
    await story.card_with(asked, "arrived", "send_again", says="We cannot tell whether this arrived.")
    await story.written_to("marta", asked.number, "nothing is sent twice")


# -- what came of it -------------------------------------------------------------------------------------------------


async def nothing_is_lost_or_doubled(story: Story, asked: dict[str, Asked]) -> None:
    theirs = await story.helpdesk.tickets()
    ours = [await story.ticket_of(str(ticket["id"])) for ticket in theirs]
    assert sorted(ours) == sorted(await story.running.store.read(_every_ticket))
    assert len(theirs) == len(asked)
    for ticket, number in zip(theirs, ours, strict=True):
        one = next(one for one in asked.values() if one.ticket == number)
        assert story.card(one) is not None
        await sound(story.running.store, number)
        assert await _lines(story, number) == _lines_there(ticket), one
        await _each_reply_once(story, one, ticket)


async def _each_reply_once(story: Story, asked: Asked, ticket: dict[str, Any]) -> None:
    """Each text stands there, and in the customer's mails, as often as a reply of that text is known to be sent."""
    written = [each["comment"] for each in ticket["followup_set"] if each["user"] == story.helpdesk.ours]
    replies = await story.running.store.read(_replies, asked.ticket)
    sent = [body for body, state in replies if state == ReplyState.SENT]
    assert {state for _, state in replies} <= {ReplyState.SENT, ReplyState.STOPPED, ReplyState.UNSURE}
    assert Counter(map(_words, written)) == Counter(map(_words, sent)), asked
    for body in set(sent):
        line = max(body.splitlines(), key=len)
        assert len(story.helpdesk.sent(line, asked.customer)) == sum(line in one for one in sent), asked
    if ReplyState.UNSURE in {state for _, state in replies}:
        await story.card_with(asked, "arrived", "send_again")


async def _lines(story: Story, number: int) -> Counter[tuple[str, str]]:
    found = await story.running.store.read(conversations.messages, number)
    return Counter((line.author, _words(line.body)) for line in found)


def _lines_there(ticket: dict[str, Any]) -> Counter[tuple[str, str]]:
    """What is said there: the request, then each follow-up with words, the first of which only repeats the request."""
    first, *others = sorted(ticket["followup_set"], key=lambda each: each["id"])
    assert same_words(ticket["description"], first["comment"])
    told = [("customer", ticket["description"])]
    told += [("agent" if each["user"] else "customer", each["comment"]) for each in others if each["comment"]]
    return Counter((author, _words(text)) for author, text in told)


def _words(text: str) -> str:
    return " ".join(text.split())


def _every_ticket(uow: UnitOfWork) -> list[int]:
    return [int(number) for number in uow.execute(select(col(TicketRow.id))).scalars()]


def _replies(uow: UnitOfWork, ticket: int) -> list[tuple[str, str]]:
    rows = uow.execute(select(col(ReplyRow.body), col(ReplyRow.state)).where(col(ReplyRow.ticket_id) == ticket))
    return [(row.body, row.state) for row in rows]


def everything_went_wrong(story: Story) -> None:
    """Otherwise the story would prove little."""
    lines = story.lines
    assert {"delay", "repeat", "500 after", "500 before", "drop after"} <= set(lines.hook.met)
    assert {"500 before", "drop before", "garbage"} <= set(lines.shop.met)
    assert {"500 after", "drop after", "drop before", "busy", "refused"} <= set(lines.helpdesk.met)
