"""What of an ended ticket goes when: what stays is what figures, ledger and journal need."""

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import select

from bot.domain.draft import Evidence
from bot.domain.reply import ReplyState, body_hash
from bot.domain.retention import Faded
from bot.domain.ticket import Event
from bot.flow import card, reply, retention
from store import drafts, replies, tickets
from store.store import Store
from store.tables import ApprovalRow, DraftRow, MessageRow, RecordRow, ReplyRow
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.desk import ANA, arrives, suggest, writes
from tests.flow.ledger import sound
from tests.flow.retention_days import DAY, MONTHS, all_due, answered, closed, columns, not_a_request, ticket, time_takes
from tests.flow.sends import ORDER, WITH_ORDER, approved, draft_of, get

# When


async def test_a_ticket_knows_when_it_ended_and_forgets_it_when_it_begins_again(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    await either.write(not_a_request, ticket_id)

    def ended_at(uow: UnitOfWork) -> datetime | None:
        return tickets.row(uow, ticket_id).ended_at

    assert await either.read(ended_at) == MONDAY
    clock.move(DAY)
    await writes(either)
    assert await either.read(ended_at) is None


async def test_each_text_goes_at_its_own_time_and_not_before(either: Store, clock: Clock) -> None:
    ticket_id = await answered(either, clock)
    await time_takes(either, clock, 29.9)
    assert (await either.read(ticket, ticket_id)).faded is Faded.NOTHING
    await time_takes(either, clock, 0.1)
    assert (await either.read(ticket, ticket_id)).faded == Faded.SLACK | Faded.MODEL
    await time_takes(either, clock, MONTHS - 30.1)
    assert (await either.read(ticket, ticket_id)).subject == "My parcel"
    await time_takes(either, clock, 0.1)
    assert (await either.read(ticket, ticket_id)).faded is Faded.ALL
    assert (await either.read(ticket, ticket_id)).subject == ""
    assert await all_due(either) == 0
    await sound(either, ticket_id)


async def test_the_desk_file_says_how_long(either: Store, clock: Clock) -> None:
    kept = {"slack_text": DAY * 5, "model_text": DAY * 2, "messages": DAY * 9}
    file = either.desk.file.model_copy(update={"retention": either.desk.file.retention.model_copy(update=kept)})
    either.desk = either.desk.model_copy(update={"file": file})
    ticket_id = await closed(either, clock)
    gone = []
    for _ in range(10):
        await time_takes(either, clock, 1)
        gone.append((await either.read(ticket, ticket_id)).faded)
    assert gone == [Faded.NOTHING] + [Faded.MODEL] * 3 + [Faded.MODEL | Faded.SLACK] * 4 + [Faded.ALL] * 2


async def test_what_shows_messages_does_not_outlive_them(either: Store, clock: Clock) -> None:
    kept = either.desk.file.retention.model_copy(update={"messages": DAY * 3})
    either.desk = either.desk.model_copy(update={"file": either.desk.file.model_copy(update={"retention": kept})})
    ticket_id = await closed(either, clock)
    await time_takes(either, clock, 3)
    assert (await either.read(ticket, ticket_id)).faded is Faded.ALL


async def test_a_ticket_that_an_older_deskhand_ended_has_the_nearest_time_known(either: Store, clock: Clock) -> None:
    ticket_id = await closed(either, clock)

    def as_before(uow: UnitOfWork) -> None:
        uow.execute(text("UPDATE ticket SET ended_at = NULL"))

    await either.write(as_before)
    await time_takes(either, clock, 29)
    assert (await either.read(ticket, ticket_id)).faded is Faded.NOTHING
    await time_takes(either, clock, 1)
    assert (await either.read(ticket, ticket_id)).quiet_in_slack


async def test_a_ticket_that_goes_on_keeps_its_text_however_old_it_is(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    await either.write(suggest, ticket_id)
    await time_takes(either, clock, 3 * MONTHS)
    draft = await either.read(drafts.current, ticket_id)
    assert draft is not None
    assert draft.body == desk.TEXT
    assert (await either.read(ticket, ticket_id)).subject == "My parcel"


async def test_few_go_at_a_time_and_calling_again_goes_on(either: Store, clock: Clock) -> None:
    for number in range(1, 6):
        await arrives(either, number)

    def all_over(uow: UnitOfWork) -> None:
        for ticket_id in range(1001, 1006):
            not_a_request(uow, ticket_id)

    await either.write(all_over)
    clock.move(DAY * (MONTHS + 31))
    seen = []
    while await either.write(retention.fade_due, 2):
        flags = [(await either.read(ticket, ticket_id)).faded for ticket_id in range(1001, 1006)]
        seen.append(sum(one is Faded.ALL for one in flags))
    assert seen[:3] == [2, 4, 5]


# What


async def test_after_the_messages_time_rows_ids_and_decisions_are_all_that_is_left(either: Store, clock: Clock) -> None:
    ticket_id = await answered(either, clock)
    before = await either.read(columns, ApprovalRow, "reply_id", "person_id", "role", "body_hash")
    await time_takes(either, clock, MONTHS + 1)
    assert await either.read(columns, MessageRow, "body", "author_name", "attachments") == [("", "", [])] * 2
    assert await either.read(columns, ReplyRow, "body", "state", "stop_facts") == [("", "sent", {})]
    assert await either.read(columns, RecordRow, "key", "state", "fields") == [("4417", "own", {})]
    assert await either.read(columns, ApprovalRow, "reply_id", "person_id", "role", "body_hash") == before
    assert before[0][3] == body_hash((await either.read(draft_text, ticket_id)) or WITH_ORDER.body)
    await sound(either, ticket_id)


def draft_text(uow: UnitOfWork, ticket_id: int) -> str:
    found = drafts.newest(uow, ticket_id)
    return found.body if found else ""


async def test_of_a_suggestion_its_outcome_and_its_articles_stay(either: Store, clock: Clock) -> None:
    ticket_id = await answered(either, clock)
    await time_takes(either, clock, 31)

    def kept(uow: UnitOfWork) -> tuple[Any, ...]:
        row = uow.session.exec(select(DraftRow)).one()
        return row.state, row.engine, row.latency_ms, row.body, row.facts, row.records, row.decided_by is not None

    assert await either.read(kept) == ("sent", "embedded", 1, "", {}, [], True)
    draft = await either.read(drafts.newest, ticket_id)
    assert draft is not None
    cited = [one for sentence in draft.sentences for one in sentence.evidence]
    assert cited == [Evidence(kind="article", id="delays", version=2)]
    assert await either.read(columns, ReplyRow, "body") == [(WITH_ORDER.body,)], "the reply is a message"


async def test_a_suggestion_that_was_overtaken_long_ago_goes_while_its_ticket_goes_on(
    either: Store, clock: Clock
) -> None:
    ticket_id = await arrives(either)
    await either.write(suggest, ticket_id)
    clock.move(DAY * 20)
    await either.write(suggest, ticket_id)
    await time_takes(either, clock, 29)
    assert [body for (body,) in await either.read(columns, DraftRow, "body")] == [desk.TEXT, desk.TEXT]
    await time_takes(either, clock, 2)
    assert [body for (body,) in await either.read(columns, DraftRow, "body")] == ["", desk.TEXT]


async def test_one_that_ended_with_its_ticket_lately_goes_by_its_own_age(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    await either.write(suggest, ticket_id)
    await either.write(suggest, ticket_id)
    clock.move(DAY * 25)
    await either.write(not_a_request, ticket_id)
    await time_takes(either, clock, 6)
    assert [body for (body,) in await either.read(columns, DraftRow, "body")] == ["", desk.TEXT]


async def test_a_reply_under_way_keeps_what_it_is_compared_with(either: Store, clock: Clock) -> None:
    _, waiting = await approved(either)
    await time_takes(either, clock, 40)
    assert (await draft_of(either, waiting)).records == (ORDER,)


async def test_a_text_that_did_not_leave_still_counts_as_the_suggestions_own(either: Store, clock: Clock) -> None:
    ticket_id, waiting = await approved(either)
    await either.write(reply.take_back, waiting.id, ANA)
    await either.write(suggest, ticket_id)  # the first one is overtaken
    await time_takes(either, clock, 40)
    assert (await draft_of(either, waiting)).body == WITH_ORDER.body
    assert (await either.read(card.facts, ticket_id)).unsent == ""


async def test_a_reply_of_which_nobody_knows_keeps_its_ticket_s_text_until_somebody_has_looked(
    either: Store, clock: Clock
) -> None:
    ticket_id, sent = await approved(either)

    def doubtful(uow: UnitOfWork) -> None:
        replies.advance(uow, sent.id, ReplyState.UNDO, ReplyState.UNSURE)
        tickets.lock(uow, ticket_id)
        tickets.move(uow, ticket_id, Event.MERGED, "system")

    await either.write(doubtful)
    await time_takes(either, clock, MONTHS + 1)
    assert (await get(either, sent.id)).body == WITH_ORDER.body

    def settled(uow: UnitOfWork) -> None:
        replies.advance(uow, sent.id, ReplyState.UNSURE, ReplyState.SENT)

    await either.write(settled)
    await all_due(either)
    assert (await get(either, sent.id)).body == ""
