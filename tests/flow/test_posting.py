"""One live card per ticket and place, showing the newest state; a thread that begins with the first claim."""

from datetime import timedelta

from sqlalchemy import text
from sqlmodel import col, update

from bot.domain.outbox import Kind
from bot.flow import claim, escalate, outbox, posting, resolve, triage
from store import tickets
from store.tables import OutboxRow
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, DELICATE, ESCALATIONS, MARTA, ORDERS, TEXT, arrives, writes
from tests.flow.office import Office


def ask_for_card(uow: UnitOfWork, ticket_id: int) -> None:
    outbox.card(uow, tickets.lock(uow, ticket_id))


async def test_the_first_card_is_posted_once_with_its_suggestion(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    (card,) = open_office.cards()
    assert f"T-{ticket_id}" in str(card.blocks)
    assert TEXT in str(card.blocks)
    assert (open_office.calls("chat.postMessage"), open_office.calls("chat.update")) == (1, 0)


async def test_what_shows_already_costs_no_call(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    for _ in range(3):
        await open_office.store.write(ask_for_card, ticket_id)
        await open_office.work()
    assert open_office.calls("chat.update") == 0
    await open_office.store.write(claim.claim, ticket_id, ANA)
    await open_office.work(1)
    assert open_office.calls("chat.update") == 1
    assert "Ana" in str(open_office.cards()[0].blocks)


async def test_a_post_whose_answer_was_lost_is_found_and_not_doubled(open_office: Office) -> None:
    await arrives(open_office.store)
    open_office.sandbox.fail("chat.postMessage", drop_after=True)
    await open_office.work()
    await open_office.work(5)
    assert len(open_office.cards()) == 1
    assert open_office.calls("chat.postMessage") == 1


async def test_a_post_that_never_was_is_made_the_next_time(open_office: Office) -> None:
    await arrives(open_office.store)
    open_office.sandbox.fail("chat.postMessage", drop_before=True)
    await open_office.work()
    assert open_office.cards() == []
    await open_office.work(5)
    assert len(open_office.cards()) == 1


async def test_a_429_is_waited_out(open_office: Office) -> None:
    await arrives(open_office.store)
    open_office.sandbox.fail("chat.postMessage", status=429, retry_after=7)
    await open_office.work()
    await open_office.work(6)
    assert open_office.cards() == []
    await open_office.work(1)
    assert len(open_office.cards()) == 1


async def test_a_card_that_somebody_deleted_is_posted_again(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    workspace = open_office.sandbox.workspace
    workspace.remove(open_office.cards()[0])
    await open_office.store.write(claim.claim, ticket_id, ANA)
    await open_office.work(1)
    (again,) = open_office.cards()
    assert "Ana" in str(again.blocks)


def suggestion_due(uow: UnitOfWork, seconds: int) -> None:
    uow.session.exec(
        update(OutboxRow).where(col(OutboxRow.kind) == Kind.PREPARE).values(due_at=uow.now + timedelta(seconds=seconds))
    )


async def test_a_thread_has_the_records_also_where_the_ticket_was_taken_before_they_were_read(
    open_office: Office,
) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.store.write(suggestion_due, 3600)
    await open_office.work()
    await open_office.store.write(claim.claim, ticket_id, ANA)
    await open_office.work(1)
    (card,) = open_office.cards()
    assert len(open_office.thread(card)) == 1
    await open_office.store.write(suggestion_due, 0)
    await open_office.work(1)
    await open_office.work(1)
    assert len(open_office.thread(card)) == 2, "the message and the order"


async def test_a_ticket_that_becomes_sensitive_leaves_no_text_and_no_thread_behind(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    await open_office.store.write(claim.claim, ticket_id, ANA)
    await open_office.work(1)
    (old,) = open_office.cards()
    assert len(open_office.thread(old)) == 2, "the message and the order"
    await open_office.store.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1")
    await open_office.work(1)
    (old,) = open_office.cards()
    assert "4417" not in str(old.blocks) + old.text
    assert TEXT not in str(old.blocks)
    assert open_office.thread(old) == []
    (sealed,) = open_office.cards(ESCALATIONS)
    assert "4417" not in str(sealed.blocks)
    await open_office.work(60)
    assert open_office.thread(sealed) == []


async def test_a_delicate_request_stands_sealed_from_the_first_moment(open_office: Office) -> None:
    await arrives(open_office.store, body=DELICATE)
    await open_office.work()
    assert open_office.cards() == []
    (sealed,) = open_office.cards(ESCALATIONS)
    assert "4417" not in str(sealed.blocks) + sealed.text
    assert MARTA in str(sealed.blocks) + sealed.text, "the accountable owner is tagged"


async def test_an_escalated_card_moves_and_its_thread_with_it(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    await open_office.store.write(claim.claim, ticket_id, ANA)
    await open_office.work(1)
    await open_office.store.write(escalate.escalate, ticket_id, "angry", "Please call", ANA, "V1")
    await open_office.work(1)
    (old,), (new,) = open_office.cards(), open_office.cards(ESCALATIONS)
    assert TEXT not in str(old.blocks)
    assert open_office.thread(old) == []
    *_, note = open_office.thread(new)
    assert len(open_office.thread(new)) == 3
    assert "Please call" in note


async def test_an_old_place_that_is_closed_to_us_does_not_keep_the_card_from_the_new_one(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    open_office.sandbox.fail("chat.update", error="channel_not_found")
    await open_office.store.write(escalate.escalate, ticket_id, "angry", "", ANA, "V1")
    await open_office.work(1)
    assert len(open_office.cards(ESCALATIONS)) == 1


async def test_a_customer_who_writes_to_a_ticket_without_holder_is_heard(open_office: Office) -> None:
    await arrives(open_office.store)
    await open_office.work()
    await writes(open_office.store)
    await open_office.work(1)
    old, new = open_office.cards()
    assert TEXT not in str(old.blocks)
    assert TEXT in str(new.blocks)


async def test_a_customer_who_writes_to_a_resolved_ticket_is_heard(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    await open_office.store.write(claim.claim, ticket_id, ANA)
    await open_office.store.write(resolve.resolve, ticket_id, ANA)
    await open_office.work(1)
    await writes(open_office.store)
    await open_office.work(1)
    assert len(open_office.cards()) == 2


async def test_a_held_ticket_stays_where_it_is_and_only_its_holder_is_told(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await writes(open_office.store, "It is the blue one.", 1)
    await open_office.work()
    await open_office.store.write(claim.claim, ticket_id, ANA)
    await open_office.work(1)
    (card,) = open_office.cards()
    assert len(open_office.thread(card)) == 3
    assert not any(ANA in line for line in open_office.thread(card)), "what she could read already tells her nothing"
    await open_office.work(60)
    await writes(open_office.store, "Any news?", 2)
    await open_office.work(1)
    assert len(open_office.cards()) == 1
    lines = open_office.thread(card)
    assert [ANA in line for line in lines] == [False, False, False, True]


async def test_there_is_no_thread_before_the_first_claim(open_office: Office) -> None:
    await arrives(open_office.store)
    await open_office.work()
    await writes(open_office.store)
    await open_office.work(1)
    assert all(open_office.thread(card) == [] for card in open_office.cards())


async def test_a_line_whose_answer_was_lost_is_not_posted_twice(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    await open_office.store.write(claim.claim, ticket_id, ANA)
    (card,) = open_office.cards()
    open_office.sandbox.fail("chat.postMessage", drop_after=True)
    await open_office.work(1)
    await open_office.work(10)
    assert len(open_office.thread(card)) == 2


async def test_the_fast_lane_saves_the_edit(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    (message,) = open_office.cards()
    await open_office.store.write(claim.claim, ticket_id, ANA)
    found = await open_office.store.read(posting.at_once, ticket_id, ORDERS, message.ts)
    assert found is not None
    await open_office.store.write(posting.shown_at_once, found, "what Slack accepted")
    assert await open_office.store.read(posting.at_once, ticket_id, ORDERS, message.ts) is None
    await open_office.work(1)
    assert open_office.calls("chat.update") == 0


async def test_the_fast_lane_and_a_worker_at_once_end_in_the_newest_state(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    (message,) = open_office.cards()
    await open_office.store.write(claim.claim, ticket_id, ANA)
    found = await open_office.store.read(posting.at_once, ticket_id, ORDERS, message.ts)
    assert found is not None
    await open_office.work(1)
    before = open_office.calls("chat.update")
    await open_office.store.write(posting.shown_at_once, found, "an older state, which came to Slack last")
    await open_office.work(1)
    assert open_office.calls("chat.update") == before + 1


async def test_the_fast_lane_keeps_off_while_a_worker_is_at_the_card(open_office: Office) -> None:
    ticket_id = await arrives(open_office.store)
    await open_office.work()
    (message,) = open_office.cards()
    await open_office.store.write(claim.claim, ticket_id, ANA)

    def leased(uow: UnitOfWork) -> None:
        uow.execute(text("UPDATE outbox SET state = 'leased' WHERE kind = 'card' AND state = 'pending'"))
        ask_for_card(uow, ticket_id)

    await open_office.store.write(leased)
    assert await open_office.store.read(posting.at_once, ticket_id, ORDERS, message.ts) is None
