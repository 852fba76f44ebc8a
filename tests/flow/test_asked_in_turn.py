"""A second approval that nobody gives: the next person is asked, each once, also after a downtime and an upgrade."""

from datetime import timedelta

from sqlalchemy import text

from bot.domain.outbox import Kind
from bot.domain.reply import Reply, ReplyState, may_leave
from bot.domain.schedule import TimerKind
from bot.domain.triage import Guess
from bot.flow import prepare, reply, timers, triage
from bot.flow.card import facts
from store import outbox as outbox_rows
from store import replies, tickets
from store import timers as timer_rows
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, DESK, LENA, MARTA, NADIA, arrives, last_message, people, suggest, writes
from tests.flow.ledger import notices, pending, sound
from tests.flow.test_second_approval import delicate, newest

TWO_HOURS = timedelta(hours=2)
ON_CALL = DESK.model_copy(
    update={
        "file": DESK.file.model_copy(
            update={"queues": (DESK.file.queues[0].model_copy(update={"on_call": "@nadia"}), DESK.file.queues[1])}
        )
    }
)


async def tick(store: Store) -> None:
    """As the schedule does: what recurs has its rows, and all that is due is run."""
    for timer in await store.read(timers.due, 50):
        if timer.kind is TimerKind.SECOND_APPROVAL:
            await store.write(timers.run, timer.id)


def asked(told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(kind, to) for kind, to in told if kind.startswith("second_approval")]


async def test_the_deputy_is_asked_when_the_owner_has_not_answered_in_time(support: Store, clock: Clock) -> None:
    ticket_id, _sent = await delicate(support)
    clock.move(TWO_HOURS - timedelta(seconds=1))
    await tick(support)
    assert asked(await support.read(notices)) == [("second_approval", "@marta")]
    assert (await support.read(facts, ticket_id)).second_approvers == ("Marta",)
    clock.move(timedelta(seconds=1))
    await tick(support)
    assert asked(await support.read(notices))[1:] == [("second_approval", "@priya")]
    assert (await support.read(facts, ticket_id)).second_approvers == ("Marta", "Priya")
    assert (await newest(support, ticket_id)).asked == 2
    await sound(support, ticket_id)


async def test_everybody_once_and_whoever_is_on_call_last(support: Store, clock: Clock) -> None:
    support.desk = ON_CALL
    await delicate(support)
    for _ in range(6):
        clock.move(TWO_HOURS)
        await tick(support)
        await tick(support)
    assert asked(await support.read(notices)) == [
        ("second_approval", "@marta"),
        ("second_approval", "@priya"),
        ("second_approval_late", "@nadia"),
    ]
    assert await support.read(timer_rows.of, TimerKind.SECOND_APPROVAL) == []


async def test_after_a_day_of_downtime_one_more_is_asked_and_not_all_at_once(support: Store, clock: Clock) -> None:
    support.desk = ON_CALL
    await delicate(support)
    clock.move(timedelta(days=1))
    await tick(support)
    await tick(support)
    assert len(asked(await support.read(notices))) == 2
    clock.move(TWO_HOURS)
    await tick(support)
    assert len(asked(await support.read(notices))) == 3


async def test_nobody_is_asked_for_what_was_approved_or_taken_back(support: Store, clock: Clock) -> None:
    _, first = await delicate(support)
    await support.write(reply.second_approve, first.id, MARTA)
    clock.move(TWO_HOURS)
    await tick(support)
    assert asked(await support.read(notices)) == [("second_approval", "@marta")]
    assert await support.read(timer_rows.of, TimerKind.SECOND_APPROVAL) == []


def _as_it_was(uow: UnitOfWork) -> None:
    """An older version has put the reply up."""
    uow.execute(text("UPDATE reply SET asked = 0"))
    uow.execute(text("DELETE FROM timer WHERE kind = 'second_approval'"))


async def test_replies_that_wait_at_an_upgrade_get_their_time(support: Store, clock: Clock) -> None:
    _, sent = await delicate(support)
    await support.write(_as_it_was)
    clock.move(timedelta(hours=1))
    chore = timers.chores(DESK.file)["second_approvals"]
    await support.write(chore.work)
    await support.write(chore.work)
    (timer,) = await support.read(timer_rows.of, TimerKind.SECOND_APPROVAL)
    assert timer.due_at == sent.created_at + TWO_HOURS
    clock.move(timedelta(hours=1))
    await tick(support)
    assert asked(await support.read(notices)) == [("second_approval", "@marta"), ("second_approval", "@priya")]


async def test_of_an_owner_who_wrote_before_the_upgrade_all_deputies_were_asked(support: Store, clock: Clock) -> None:
    _, _sent = await delicate(support, MARTA)
    await support.write(_as_it_was)
    await support.write(timers.chores(DESK.file)["second_approvals"].work)
    clock.move(TWO_HOURS)
    await tick(support)
    assert asked(await support.read(notices)) == [("second_approval", "@priya")], "asked once"


async def test_another_type_asks_its_own_owner(support: Store, clock: Clock) -> None:
    ticket_id, sent = await delicate(support)
    clock.move(TWO_HOURS)
    await tick(support)
    await support.write(people)
    await support.write(triage.change_type, ticket_id, "refund", LENA)
    told = asked(await support.read(notices))
    assert told == [("second_approval", "@marta"), ("second_approval", "@priya"), ("second_approval", "@nadia")]
    found = await support.read(facts, ticket_id)
    assert found.second_approvers == ("Nadia",)
    assert found.holder.person_id is not None
    assert (await support.write(reply.second_approve, sent.id, NADIA)).state is ReplyState.UNDO
    await sound(support, ticket_id)


async def about_to_leave(store: Store) -> tuple[int, Reply]:
    ticket_id = await arrives(store)
    draft_id = await store.write(suggest, ticket_id)
    return ticket_id, await store.write(reply.approve, draft_id, await store.read(last_message, ticket_id), ANA)


async def test_what_turns_out_delicate_during_the_undo_time_needs_a_second_person(support: Store) -> None:
    """Found by the classifier or a model, after somebody had approved: the first approval stays, for the same text."""
    ticket_id, sent = await about_to_leave(support)
    assert (sent.state, sent.keys_needed) == (ReplyState.UNDO, 1)

    def told_in_the_source(uow: UnitOfWork) -> None:
        uow.execute(text("UPDATE message SET body = 'Where is my order 4417? My lawyer will sue you.'"))

    await support.write(told_in_the_source)
    await support.write(prepare.triaged, ticket_id, Guess(None, 0.0), "en")
    held = await newest(support, ticket_id)
    assert (held.state, held.keys_needed, held.body) == (ReplyState.AWAITING_KEYS, 2, sent.body)
    assert [key.role for key in held.approvals] == ["sender"]
    assert "reply" not in await support.read(pending)
    assert asked(await support.read(notices)) == [("second_approval", "@marta")]
    assert (await support.write(reply.second_approve, sent.id, MARTA)).state is ReplyState.UNDO
    await sound(support, ticket_id)


async def test_a_message_that_makes_it_delicate_stops_what_was_written_and_the_next_text_needs_two(
    support: Store,
) -> None:
    ticket_id, sent = await about_to_leave(support)
    await writes(support, "If it is not here tomorrow my lawyer will sue you.")
    assert (await newest(support, ticket_id)).state is ReplyState.STOPPED
    seen = await support.read(last_message, ticket_id)
    again = await support.write(reply.send_text, ticket_id, sent.body, ANA, view_id="V1", message_id=seen)
    assert again is not None
    assert (again.state, again.keys_needed) == (ReplyState.AWAITING_KEYS, 2)
    assert asked(await support.read(notices)) == [("second_approval", "@marta")]


async def test_what_was_asked_for_stays_asked_for(support: Store) -> None:
    ticket_id, _sent = await delicate(support)
    await support.write(triage.unmark_sensitive, ticket_id, "I know him.", LENA, "V9")
    assert (await newest(support, ticket_id)).keys_needed == 2
    assert (await support.read(tickets.get, ticket_id)).keys_needed == 2


async def test_the_approval_of_one_text_is_none_of_another(support: Store) -> None:
    _, sent = await delicate(support)
    await support.write(reply.second_approve, sent.id, MARTA)

    def changed(uow: UnitOfWork) -> bool:
        uow.execute(text("UPDATE reply SET body = 'Another text.', state = 'awaiting_keys'"))
        outbox_rows.cancel(uow, Kind.REPLY, sent.id)
        found = replies.get(uow, sent.id)
        assert found is not None
        return may_leave(found.body, found.keys_needed, found.approvals)

    assert not await support.write(changed)
