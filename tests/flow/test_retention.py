"""What of an ended ticket goes when: what stays is what figures, ledger and journal need."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from bot.domain.arrival import AgentMessage, CustomerMessage, Merge
from bot.domain.draft import Evidence
from bot.domain.reply import ReplyState, body_hash
from bot.domain.retention import Faded
from bot.domain.ticket import Event, State, Ticket
from bot.flow import card, claim, digest, intake, queue, reply, resolve, retention, triage
from bot.slack import modals
from bot.words import words
from store import drafts, people, replies, tickets
from store.store import Store
from store.tables import ApprovalRow, DraftRow, MessageRow, NoticeRow, PersonRow, RecordRow, ReplyRow
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.desk import ANA, LENA, arrives, suggest, writes
from tests.flow.ledger import sound
from tests.flow.retention_days import DAY, all_due, closed, closes, time_takes
from tests.flow.sends import ORDER, WITH_ORDER, approved, draft_of, get
from tests.flow.test_digest import arrived

#: Ended a week after Monday's resolution.
MONTHS = 730


def ticket(uow: UnitOfWork, ticket_id: int) -> Ticket:
    return tickets.get(uow, ticket_id)


def columns(uow: UnitOfWork, table: Any, *names: str) -> list[tuple[Any, ...]]:
    """The values of these columns, row by row."""
    rows = uow.session.exec(select(table).order_by(col(table.id))).all()
    return [tuple(getattr(row, name) for name in names) for row in rows]


def not_a_request(uow: UnitOfWork, ticket_id: int) -> None:
    tickets.lock(uow, ticket_id)
    tickets.move(uow, ticket_id, Event.NOT_A_REQUEST, "system")


async def answered(store: Store, clock: Clock) -> int:
    """A ticket that was answered with a suggestion about its order, and then closed."""
    ticket_id, sent = await approved(store)
    await store.write(arrived, sent.id)
    await closes(store, clock, ticket_id)
    return ticket_id


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


# Customers


def customers(uow: UnitOfWork) -> list[tuple[str, str, str, int | None]]:
    found = uow.session.exec(select(PersonRow).where(PersonRow.kind == "customer").order_by(col(PersonRow.id)))
    return [(row.name, row.email, row.segment, row.value) for row in found]


async def test_a_customer_of_whom_no_ticket_has_text_is_nobody(either: Store, clock: Clock) -> None:
    await closed(either, clock)
    await time_takes(either, clock, MONTHS - 10)
    assert await either.read(customers) == [("Jo Doe", "jo.doe@mail.example", "", None)]
    await time_takes(either, clock, 10)
    assert await either.read(customers) == [("", "", "", None)]
    assert await either.read(people.find, "generic", "c-7") is None
    later = await arrives(either, 99)
    assert (await either.read(card.facts, later)).customer.name == "Jo Doe", "new, the next time"


async def test_a_customer_with_a_younger_ticket_stays_known(either: Store, clock: Clock) -> None:
    await closed(either, clock)
    clock.move(DAY * 100)
    younger = await closed(either, clock, 99)
    await time_takes(either, clock, MONTHS - 1)
    assert (await either.read(customers))[0][0] == "Jo Doe"
    await time_takes(either, clock, 1)
    assert (await either.read(ticket, younger)).text_gone
    assert (await either.read(customers))[0][0] == ""


async def test_somebody_who_only_wrote_on_anothers_ticket_is_forgotten_with_it(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    other = replace(desk.JO, id="c-8", name="Kim Poe", email="kim@mail.example")
    line = CustomerMessage(
        source="generic", conversation="88", via="email", event_id="e2", message_id="m2", body="Me too", customer=other
    )
    await either.write(intake.take, line)
    await either.write(not_a_request, ticket_id)
    await time_takes(either, clock, MONTHS)
    assert await either.read(customers) == [("", "", "", None)] * 2


async def test_the_team_stays_known(either: Store, clock: Clock) -> None:
    await either.write(desk.people)
    receipt = await either.write(intake.new_from_slack, subject="A chair", body="Is missing", by=ANA, conversation="V1")
    assert receipt.ticket_id is not None
    await either.write(not_a_request, receipt.ticket_id)
    await time_takes(either, clock, MONTHS)
    assert await either.read(people.staff, ANA) is not None
    ana = await either.read(people.find, "slack", ANA)
    assert ana is not None
    assert await either.read(people.email_of, ana) == "ana@shop.example"


# Afterwards


async def test_whoever_opens_it_is_told_that_its_text_was_removed(either: Store, clock: Clock) -> None:
    ticket_id = await answered(either, clock)
    await time_takes(either, clock, MONTHS + 1)
    await either.write(desk.people)
    facts = await either.write(card.opened, ticket_id, ANA)
    shown = str(modals.about(facts, words("en")))
    assert "The text of this ticket was removed on" in shown
    assert "4417" in shown, "which record it was about is on record"
    for text_of in ("My parcel", "order 4417?", "Jo", "in transit"):
        assert text_of not in shown
    modals.explain(facts, words("en"))
    lines = await either.read(card.history, ticket_id, ANA)
    assert [line.action for line in lines][-3:] == [
        "retention.slack_text", "retention.model_text", "retention.messages",
    ]  # fmt: skip
    assert await either.read(queue.find, "parcel", ANA) == ()


async def test_the_classifier_learns_nothing_from_an_empty_text(either: Store, clock: Clock) -> None:
    await either.write(desk.people)
    ticket_id = await arrives(either)
    await either.write(triage.change_type, ticket_id, "refund", ANA)
    await either.write(not_a_request, ticket_id)
    assert len(await either.read(triage.confirmed)) == 1
    await time_takes(either, clock, MONTHS)
    assert await either.read(triage.confirmed) == []


async def test_a_customer_who_writes_on_a_ticket_without_text_gets_a_new_one(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    await either.write(not_a_request, ticket_id)
    await time_takes(either, clock, MONTHS)
    await writes(either, "Is anybody there?")
    new = await either.read(ticket, ticket_id + 1)
    assert (new.state, new.continues, new.subject) == (State.NEW, ticket_id, "Is anybody there?")
    assert (await either.read(ticket, ticket_id)).text_gone


async def test_a_request_merged_into_one_without_text_goes_on_in_a_new_one(either: Store, clock: Clock) -> None:
    old = await arrives(either)
    await either.write(not_a_request, old)
    await time_takes(either, clock, MONTHS)
    merged = await arrives(either, 99)
    await either.write(intake.take, Merge(source="generic", event_id="e9", conversation="99", into="88"))
    assert (await either.read(ticket, merged)).state is State.MERGED
    goes_on = await either.read(ticket, merged + 1)
    assert (goes_on.state, goes_on.continues, goes_on.subject) == (State.NEW, old, "My parcel")


async def test_one_that_begins_again_has_lost_nothing_by_its_rest(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either)
    await either.write(not_a_request, ticket_id)
    await time_takes(either, clock, 31)
    await writes(either)
    again = await either.read(ticket, ticket_id)
    assert (again.state, again.faded) == (State.NEW, Faded.NOTHING)


async def test_a_line_that_comes_late_has_its_own_time(either: Store, clock: Clock) -> None:
    ticket_id = await closed(either, clock)
    await time_takes(either, clock, MONTHS)
    late = AgentMessage(
        source="generic", event_id="e5", conversation="88", message_id="m5", body="By the way", author_name="Uwe",
    )  # fmt: skip
    await either.write(intake.take, late)
    assert not (await either.read(ticket, ticket_id)).text_gone
    await time_takes(either, clock, MONTHS - 1)
    assert ("By the way", "Uwe") in await either.read(columns, MessageRow, "body", "author_name")
    await time_takes(either, clock, 1)
    assert set(await either.read(columns, MessageRow, "body", "author_name")) == {("", "")}
    await sound(either, ticket_id)


async def test_figures_of_an_old_day_stay_what_they_were(either: Store, clock: Clock) -> None:
    from tests.flow.test_digest import small_day

    made = await small_day(either, clock)
    clock.at = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    monday = date(2026, 11, 23)
    before = await either.read(digest.figures, "day", monday, "UTC", ())
    await either.write(desk.people)
    for ticket_id in made:
        if (found := await either.read(replies.under_way, ticket_id)) is not None:
            await either.write(reply.take_back, found.id, LENA)
        if (await either.read(ticket, ticket_id)).state is not State.RESOLVED:
            await either.write(resolve.resolve, ticket_id, LENA)
    clock.move(DAY * 8)
    await either.write(resolve.close_due)
    await time_takes(either, clock, MONTHS + 31)
    assert all([(await either.read(ticket, ticket_id)).text_gone for ticket_id in made])
    after = await either.read(digest.figures, "day", monday, "UTC", ())
    assert (after.queues, after.stopped_replies) == (before.queues, before.stopped_replies)


async def test_a_direct_message_goes_a_while_after_it_was_sent(either: Store, clock: Clock) -> None:
    from tests.flow.test_retention_pruning import work_is

    await either.write(desk.people)
    ticket_id = await arrives(either)
    await either.write(claim.claim, ticket_id, ANA)
    await either.write(claim.take_over, ticket_id, LENA)
    assert len(await either.read(columns, NoticeRow, "kind")) == 1
    await time_takes(either, clock, 31)
    assert len(await either.read(columns, NoticeRow, "kind")) == 1, "it was not sent yet"
    await either.write(work_is, "done")
    await all_due(either)
    assert await either.read(columns, NoticeRow, "kind") == []
