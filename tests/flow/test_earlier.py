"""The card says what the customer was told before about the same record: theirs, open to all, and kept."""

from datetime import timedelta

import pytest

from bot.domain.arrival import Sender
from bot.domain.earlier import Earlier
from bot.domain.record import LinkedRecord
from bot.domain.reply import ReplyState
from bot.flow import reply, resolve, retention, triage
from bot.flow.card import facts
from bot.slack.headline import holder_line
from bot.words import words
from store import records, replies
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, arrives, last_message, look_at
from tests.flow.office import Office

OWN = LinkedRecord(source="orders", key="4417", state="own", fields={"status": "in transit"})


def links(uow: UnitOfWork, ticket_id: int, record: LinkedRecord = OWN) -> None:
    look_at(uow, ticket_id)
    records.link(uow, ticket_id, record, "suggestion")


def goes_out(uow: UnitOfWork, reply_id: int) -> None:
    replies.advance(uow, reply_id, ReplyState.UNDO, ReplyState.SENDING)
    replies.advance(uow, reply_id, ReplyState.SENDING, ReplyState.SENT, sent_at=uow.at)


async def answered(store: Store, text: str = "Hello Jo, it arrives on Friday.") -> int:
    """An earlier ticket about the order, answered by Ana."""
    ticket_id = await arrives(store)
    await store.write(links, ticket_id)
    seen = await store.read(last_message, ticket_id)
    sent = await store.write(reply.send_text, ticket_id, text, ANA, view_id=f"V{ticket_id}", message_id=seen)
    assert sent is not None
    await store.write(goes_out, sent.id)
    return ticket_id


async def again(store: Store, number: int = 89, **changes: object) -> int:
    ticket_id = await arrives(store, number, **changes)
    await store.write(links, ticket_id)
    return ticket_id


async def test_who_answered_and_what_they_promised(support: Store) -> None:
    first = await answered(support)
    now = await again(support)
    shown = await support.read(facts, now)
    assert shown.earlier == Earlier(
        ticket_id=first, source="orders", key="4417", times=2, who="Ana", said="Hello Jo, it arrives on Friday"
    )
    line = str(holder_line(shown, words("en")))
    assert f"2nd contact in 14 days about order 4417 · T-{first}, Ana: Hello Jo, it arrives on Friday" in line
    assert (await support.read(facts, first)).earlier is None


async def test_another_matter_in_between_is_told_apart(support: Store) -> None:
    first = await answered(support, "We look into it.")
    await arrives(support, 89, body="Do you sell roses?")
    now = await again(support, 90)
    line = str(holder_line(await support.read(facts, now), words("en")))
    assert f"3rd contact in 14 days, 2nd about order 4417 · T-{first}, answered by Ana" in line


@pytest.mark.parametrize("state", ["foreign", "unknown", "unreachable"])
async def test_a_record_that_is_not_theirs_tells_nothing(support: Store, state: str) -> None:
    await answered(support)
    now = await arrives(support, 89)
    record = LinkedRecord(source="orders", key="4417", state=state)  # type: ignore[arg-type]  # each of them
    await support.write(links, now, record)
    assert (await support.read(facts, now)).earlier is None


async def test_nothing_is_told_of_somebody_elses_ticket(support: Store) -> None:
    await answered(support)
    now = await again(support, customer=Sender(id="c-8", name="Al", email="al@mail.example"))
    assert (await support.read(facts, now)).earlier is None


async def test_nothing_is_told_of_a_sealed_ticket(support: Store) -> None:
    first = await answered(support)
    now = await again(support)
    await support.write(triage.mark_sensitive, first, "harm", ANA, "V9", "")
    assert (await support.read(facts, now)).earlier is None


async def test_nothing_is_told_of_a_text_that_is_gone_or_of_long_ago(support: Store, clock: Clock) -> None:
    first = await answered(support)
    now = await again(support)
    await support.write(retention.take_out_of_slack, first)
    assert (await support.read(facts, now)).earlier is None


async def test_an_unprepared_card_says_no_more_than_how_often(support: Store) -> None:
    await answered(support)
    now = await arrives(support, 89)
    await support.write(records.link, now, OWN, "suggestion")
    line = str(holder_line(await support.read(facts, now), words("en")))
    assert "2nd contact in 14 days" in line
    assert "Friday" not in line


def shown(office: Office, ticket_id: int) -> str:
    """The ticket's card as it stands in the channel."""
    (card,) = [card for card in office.cards() if f"T-{ticket_id}" in str(card.blocks[0])]
    return str(card.blocks)


async def test_a_card_says_who_answered_meanwhile(open_office: Office) -> None:
    office, store = open_office, open_office.store
    first = await arrives(store)
    await store.write(links, first)
    now = await again(store)
    await office.work(10)
    assert f"about order 4417 · T-{first}" in shown(office, now)
    assert "Ana: Hello" not in shown(office, now)
    seen = await store.read(last_message, first)
    await store.write(reply.send_text, first, "Hello Jo, it arrives on Friday.", ANA, view_id="V1", message_id=seen)
    office.clock.move(timedelta(minutes=2))
    await office.work(10)
    assert "Ana: Hello Jo, it arrives on Friday" in shown(office, now)


async def test_a_card_names_a_likely_double_no_longer_once_that_is_resolved(open_office: Office) -> None:
    office, store = open_office, open_office.store
    first = await arrives(store)
    await store.write(links, first)
    now = await again(store)
    await office.work(10)
    assert f"Maybe the same as T-{first}" in shown(office, now)
    await store.write(resolve.resolve, first, ANA)
    await office.work(10)
    assert "Maybe the same" not in shown(office, now)
    await store.write(resolve.reopen, first, ANA)
    await office.work(10)
    assert f"Maybe the same as T-{first}" in shown(office, now)
