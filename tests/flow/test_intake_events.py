"""What a source tells besides messages: status, priority, ratings, merges."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.arrival import Deletion, Merge, Rating, StatusChange
from bot.domain.reply import ReplyState
from bot.domain.ticket import Event, State
from bot.domain.triage import Guess
from bot.flow import inbox, intake, prepare
from store import conversations, findings, journal
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import arrives, writes
from tests.flow.ledger import sound
from tests.flow.test_intake import FIRST, actions, move, take, ticket_of, wrote
from tests.flow.test_intake_messages import answered, put_up, reply_of

HEAD: dict[str, Any] = {"source": "generic", "conversation": "88"}
OTHER = replace(FIRST, event_id="evt-2", conversation="89", message_id="890")


@pytest.fixture
async def ticket(store: Store) -> int:
    return await take(store, FIRST)


@pytest.mark.parametrize(
    ("before", "status", "after"),
    [
        ((), "solved", State.RESOLVED),
        ((Event.WORKED_ON,), "Closed", State.RESOLVED),
        ((Event.RESOLVED,), "closed", State.RESOLVED),
        ((Event.RESOLVED,), "open", State.OPEN),
        ((), "open", State.NEW),
        ((), "on-hold", State.NEW),
        ((Event.ASKED_SECOND,), "solved", State.WAITING_APPROVAL),
        ((Event.NOT_A_REQUEST,), "solved", State.NOT_A_REQUEST),
    ],
)
async def test_a_status_moves_what_may_be_moved(
    store: Store, ticket: int, before: tuple[Event, ...], status: str, after: State
) -> None:
    await store.write(move, ticket, *before)

    await take(store, StatusChange(event_id="s", status=status, **HEAD))

    assert (await store.read(ticket_of, ticket)).state is after
    assert (await store.read(actions, ticket))[-1] == "ticket.updated_outside"


async def test_a_status_waits_for_an_answer_on_its_way(store: Store, ticket: int) -> None:
    await store.write(put_up, ticket, ReplyState.UNDO)

    await take(store, StatusChange(event_id="s", status="solved", **HEAD))

    assert (await store.read(ticket_of, ticket)).state is State.OPEN


@pytest.mark.parametrize(("given", "kept"), [("critical", "urgent"), ("Medium", "normal"), ("spicy", "high")])
async def test_a_priority_is_taken_over_where_it_is_known(store: Store, ticket: int, given: str, kept: str) -> None:
    await take(store, StatusChange(event_id="s", priority=given, **HEAD))

    assert (await store.read(ticket_of, ticket)).priority == kept


async def test_a_priority_set_there_outlives_what_the_rules_say_later(support: Store, clock: Clock) -> None:
    ticket = await arrives(support)  # Monday at eight; the office opens at nine
    await take(support, StatusChange(event_id="s", priority="urgent", **HEAD))

    await writes(support, "Hello?")
    await support.write(prepare.triaged, ticket, Guess(None, 0.0), "en")

    found = await support.read(ticket_of, ticket)
    assert (found.priority, found.first_response_due) == ("urgent", clock.at + timedelta(minutes=90))
    await take(support, StatusChange(event_id="s2", priority="low", **HEAD))
    await writes(support, "Hello again?", 2)
    assert (await support.read(ticket_of, ticket)).priority == "low"


async def test_a_priority_that_the_rules_gave_too_stands_when_they_change_their_mind(
    store: Store, ticket: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await store.read(ticket_of, ticket)).priority == "high"
    for name in ("s1", "s2"):
        await take(store, StatusChange(event_id=name, priority="high", **HEAD))
    assert (await store.read(actions, ticket)).count("ticket.priority_set") == 1

    await take(store, wrote("Hello?", customer=replace(FIRST.customer, id="c-8", segment="silver")))
    await take(store, StatusChange(event_id="s3", priority="high", **HEAD))

    assert (await store.read(ticket_of, ticket)).priority == "high"


async def test_solved_and_then_the_answer_is_solved(store: Store, ticket: int) -> None:
    """A helpdesk's "Submit as solved" is two webhooks, in either order."""
    await take(store, StatusChange(event_id="s", status="solved", **HEAD))
    solved = await store.read(ticket_of, ticket)
    await take(store, answered("Done."))

    found = await store.read(ticket_of, ticket)
    assert (found.state, found.resolved_at) == (State.RESOLVED, solved.resolved_at)
    assert found.first_response_at is not None
    assert (await store.read(conversations.messages, ticket))[-1].body == "Done."
    await sound(store, ticket)


async def test_the_journal_takes_words_and_no_text(store: Store, ticket: int) -> None:
    await take(store, StatusChange(event_id="s", status="call jo.doe@mail.example at once!", **HEAD))

    assert (await store.read(journal.entries, ticket))[-1].detail["status"] == "other"


async def test_a_rating_is_journaled_and_its_comment_is_a_note(store: Store, ticket: int) -> None:
    await take(store, Rating(event_id="r", score=2, comment="Too slow.", **HEAD))

    entry = (await store.read(journal.entries, ticket))[-1]
    line = (await store.read(conversations.messages, ticket))[-1]
    assert (entry.action, entry.detail) == ("ticket.rated", {"score": "2"})
    assert (line.author, line.public, line.body, line.author_name) == ("note", False, "Too slow.", "Jo Doe")


async def test_a_merged_conversation_goes_on_as_the_other(store: Store, ticket: int) -> None:
    target = await take(store, OTHER)
    reply = await store.write(put_up, ticket, ReplyState.UNDO)

    assert await take(store, Merge(event_id="x", into="89", **HEAD)) == target

    gone = await store.read(ticket_of, ticket)
    row = await store.read(lambda uow: findings.of(uow, ticket).merged_into)
    assert (gone.state, row) == (State.MERGED, target)
    assert (await store.read(reply_of, reply)).stop_reason == "merged"
    assert await take(store, wrote("Any news?")) == target
    await take(store, StatusChange(event_id="s", status="closed", **HEAD))
    assert (await store.read(ticket_of, target)).state is State.NEW


async def test_a_merge_waits_for_its_target(store: Store, ticket: int) -> None:
    receipt = await store.write(intake.take, Merge(event_id="x", into="89", raw=_merge(), **HEAD))
    assert (receipt.ticket_id, receipt.done) == (ticket, False)

    await take(store, OTHER)

    assert (await store.read(ticket_of, ticket)).state is State.MERGED
    assert await store.read(inbox.unfinished, "waiting") == []


def _merge() -> str:
    return '{"type": "ticket.merged", "data": {"id": "88", "into": "89"}}'


async def test_a_merge_with_itself_changes_nothing(store: Store, ticket: int) -> None:
    receipt = await store.write(intake.take, Merge(event_id="x", into="88", **HEAD))

    assert (receipt.ticket_id, receipt.repeated) == (ticket, True)
    assert (await store.read(ticket_of, ticket)).state is State.NEW


async def test_a_deletion_names_its_ticket_and_waits(store: Store, ticket: int) -> None:
    asked = Deletion(event_id="d", what="ticket.deleted", subject="88", raw="{}", **HEAD)

    receipt = await store.write(intake.take, asked)

    assert (receipt.ticket_id, receipt.done) == (ticket, False)
    assert [row.kind for row in await store.read(inbox.unfinished, "waiting")] == ["ticket.deleted"]


async def test_nothing_is_tried_again_that_is_done(store: Store, ticket: int) -> None:
    with pytest.raises(inbox.NothingToRetry):
        await store.write(inbox.retry, 1)
